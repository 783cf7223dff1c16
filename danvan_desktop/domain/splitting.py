"""Splits a letter or an opinion that is about several matters: each part is a record of its own from then on.

Nghị định 154/2026/NĐ-CP, Điều 14, 15: a letter with several matters is parted, and each is handled by its own law.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from danvan_desktop.domain.case_making import case_of, title_of
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.fields import Choice, Value
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.petition_making import of_letter, petition_of
from danvan_desktop.domain.record import Draft, Record, RecordByUid
from danvan_desktop.domain.rules.cases import DENUNCIATION, PROCEDURES
from danvan_desktop.domain.text import fold
from danvan_desktop.localization import _

_PARTS: Mapping[str, Sequence[str]] = {
    "case": ("case", "petition"),
    "petition": ("petition", "case"),
    "reception_visit": ("case", "petition"),
    "opinion": ("opinion",),
}
SOURCES = frozenset(_PARTS)
"""The kinds whose records can be split."""
_OF_PETITION_BOOK = frozenset({"petition", "reflection"})
_OF_CASES = (
    *("received_on", "channel", "unit", "field", "policy_group", "competence", "people", "against"),
    *("citizen_name", "citizen_address", "citizen_phone"),
)
_OF_PETITIONS = (
    *("received_on", "source", "source_record", "unit", "field", "policy_group", "competence", "group_size"),
    *("citizen_name", "citizen_address", "citizen_phone"),
)
_OF_OPINIONS = ("gathering", "speaker_name", "speaker_address", "on_behalf_of")


@dataclass(frozen=True)
class Part:
    """A part of a record: what it becomes, of which nature, its words, and those that stay where they were.

    A ``rest`` of ``None`` leaves the source as it is.
    """

    kind: str
    nature: str
    content: str
    rest: str | None = None


def kinds_of_parts(kind: str) -> Sequence[str]:
    """Return what the parts of a record can become, the most usual first."""
    return _PARTS.get(kind, ())


def natures_of_parts(kind: str) -> Sequence[Choice]:
    """Return the natures that a part which becomes a case or a petition can have; an opinion has none."""
    if kind == "opinion":
        return ()
    wanted = PROCEDURES if kind == "case" else _OF_PETITION_BOOK
    return [choice for choice in ALL_KINDS[kind].field("nature").choices if choice.code in wanted]


def words_of_part(source: str, part: Part) -> tuple[str, ...]:
    """Return what tells the one part that a unit has of the same words split off the same record."""
    return "split", part.kind, source, part.nature, " ".join(fold(part.content).split())


def found_by(source: Record, part: Part) -> tuple[str, Value]:
    """Return the field by which the parts of a record are found, and what it says of them."""
    return ("gathering", source.get("gathering")) if part.kind == "opinion" else ("split_from", source.uid)


def split_off(source: Record, part: Part, uid: str, reader: RecordByUid, today: dt.date) -> Sequence[Draft]:
    """Make the record ``uid`` of a part, and what stays of the source, for one save.

    ``source`` holds what is hidden of a secret record. Raises DanvanError where the record cannot be split so.
    """
    check(source, part)
    rest = (Draft(source.kind, {"content": part.rest}, source.uid),) if part.rest is not None else ()
    return *_made(source, part, uid, reader, today), *rest


def check(source: Record, part: Part) -> None:
    """Raise DanvanError where a part cannot be split off; asks for nothing that is hidden."""
    if part.kind not in kinds_of_parts(source.kind):
        raise DanvanError(_("Chỉ tách được đơn, kiến nghị, ý kiến, nội dung của lượt tiếp công dân."))
    if not part.content.strip():
        raise DanvanError(_("Hãy ghi phần nội dung tách ra."))
    if part.rest is not None and not part.rest.strip():
        raise DanvanError(_("Phải còn nội dung ở lại; chuyển cả đơn thì không tách mà bấm nút chuyển."))
    if source.secret and (part.kind, part.nature) != ("case", DENUNCIATION):
        raise DanvanError(
            _("Đơn này được giữ bí mật: chỉ tách thành tố cáo. Phần khác thì ghi mới, không mang người tố cáo sang.")
        )
    if part.kind != "opinion" and part.nature not in {choice.code for choice in natures_of_parts(part.kind)}:
        raise DanvanError(_("Hãy chọn loại của phần tách ra."))


def _made(source: Record, part: Part, uid: str, reader: RecordByUid, today: dt.date) -> Sequence[Draft]:
    """Return the draft of the new record, then that of the link to it where it is the source that has one."""
    content: dict[str, Value] = {"content": part.content}
    of_part = replace(source, values={**source.values, **content, "request": None})
    if part.kind == "opinion":
        return (Draft("opinion", _carried(source, _OF_OPINIONS) | content, uid),)
    if part.kind == "case" and source.kind != "case":
        made, link = case_of(of_part, part.nature, uid, reader)
        return _beside_the_letter(source, made, part) if source.kind == "petition" else (made, link)
    if source.kind == "reception_visit":
        of_part = replace(of_part, values={**of_part.values, "nature": part.nature})
        return petition_of(of_part, uid, reader, today)
    if part.kind == "case":
        values = _carried(source, _OF_CASES) | {"title": title_of(part.nature, source.text("field"))}
    else:
        values = of_letter(source) if source.kind == "case" else _carried(source, _OF_PETITIONS)
    return (Draft(part.kind, values | content | {"nature": part.nature, "split_from": source.uid}, uid),)


def _beside_the_letter(letter: Record, made: Draft, part: Part) -> Sequence[Draft]:
    """Return a case that was split off a petition, which goes on with a term of its own.

    A link in ``case`` would say that all of it became the case. With a denunciation that was split off it is secret,
    since it tells who wrote that (Luật Tố cáo 2018, Điều 9).
    """
    case = replace(made, values={**made.values, "split_from": letter.uid})
    if part.nature != DENUNCIATION or letter.text("denunciation"):
        return (case,)
    return case, Draft("petition", {"denunciation": made.uid}, letter.uid)


def _carried(source: Record, names: Sequence[str]) -> dict[str, Value]:
    return {name: source.get(name) for name in names if source.get(name) is not None}
