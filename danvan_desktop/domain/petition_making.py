"""Makes a petition of what was noted elsewhere: of somebody who was received, of a letter that complains of nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from danvan_desktop.domain.case_making import taken_up
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft, Record, RecordByUid
from danvan_desktop.domain.rules.cases import PROCEDURES
from danvan_desktop.domain.rules.petitions import BY_PROCEDURE
from danvan_desktop.localization import _

SOURCES = frozenset({"reception_visit", "case", "opinion"})
"""The kinds of which a petition can be made."""
_CARRIED = ("citizen_name", "citizen_address", "content")
_OF_LETTERS = ("citizen_phone", "field", "policy_group", "competence", "received_on", "unit")
_SOURCES_OF_LETTERS = {"letter": "letter", "reception": "reception"}


def may_become_petition(source: Record) -> bool:
    """Tell whether a record may: what is secret may not, nor a letter that was handled already."""
    if source.secret:
        return False
    if source.kind == "case":
        return source.text("nature") in PROCEDURES and not source.text("handling")
    return source.kind in SOURCES


def check(source: Record) -> None:
    """Raise DanvanError where a record may not become a petition."""
    if not may_become_petition(source):
        raise DanvanError(
            _("Chỉ chuyển thành kiến nghị được lượt tiếp, ý kiến, đơn chưa xử lý; tố cáo thì không chuyển.")
        )


def petition_of(source: Record, uid: str, reader: RecordByUid, today: dt.date) -> Sequence[Draft]:
    """Make the petition ``uid`` of a record with all that carries over, and what becomes of that one, for one save.

    A letter that was taken for a complaint is then not accepted as one on the day ``today``; it stays in the book.
    Raises DanvanError where the record may not become a petition.
    """
    check(source)
    if source.kind == "case":
        made = Draft("petition", of_letter(source) | {"split_from": source.uid}, uid)
        return made, _not_accepted(source, today)
    values = _of_visit(source, reader) if source.kind == "reception_visit" else _of_opinion(source, reader, today)
    return Draft("petition", values, uid), Draft(source.kind, {"petition": uid, **taken_up(source)}, source.uid)


def back_to(petition: Record, case: Record, today: dt.date) -> Sequence[Draft]:
    """Let a petition be handled as one again of which a case was made: that one is not accepted, and no longer named.

    Raises DanvanError where the case was handled already.
    """
    check(case)
    return Draft("petition", {"case": None}, petition.uid), _not_accepted(case, today)


def _not_accepted(case: Record, today: dt.date) -> Draft:
    return Draft("case", {"handling": "not_accepted", "handled_on": today.isoformat()}, case.uid)


def of_letter(case: Record) -> dict[str, Value]:
    """Return what a petition takes over from a case: sender, day, place and words; its source where it has that."""
    values = _carried(case, (*_CARRIED, *_OF_LETTERS))
    values["source"] = _SOURCES_OF_LETTERS.get(case.text("channel"))
    values["group_size"] = _many(case)
    return _known(values)


def _of_visit(visit: Record, reader: RecordByUid) -> dict[str, Value]:
    session, nature = reader.get(visit.text("reception")), visit.text("nature")
    values = _carried(visit, _CARRIED)
    values["nature"] = "petition" if nature in BY_PROCEDURE else nature
    values["group_size"] = _many(visit)
    if session is not None:
        values |= {"received_on": session.get("held_on"), "source_record": session.uid}
    return _known(values)


def _of_opinion(opinion: Record, reader: RecordByUid, today: dt.date) -> dict[str, Value]:
    gathering = reader.get(opinion.text("gathering"))
    values: dict[str, Value] = {
        "content": opinion.get("content"),
        "citizen_name": opinion.get("speaker_name"),
        "citizen_address": opinion.get("speaker_address"),
    }
    if gathering is not None:
        day = gathering.date(ALL_KINDS[gathering.kind].date or "") or today
        values |= {"source_record": gathering.uid, "received_on": min(day, today).isoformat()}
    return _known(values)


def _many(source: Record) -> Value:
    return source.number("people") if source.number("people") > 1 else None


def _carried(source: Record, names: Sequence[str]) -> dict[str, Value]:
    return {name: source.get(name) for name in names}


def _known(values: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value is not None}
