"""What becomes of a record at one press or command: a case, a petition, a part of its own; and how each is called."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from danvan_desktop.domain import case_making, petition_making, splitting
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.splitting import Part
from danvan_desktop.domain.uid import is_told_by, uid_of_unit
from danvan_desktop.localization import _

_LINKS = {"case": case_making.SOURCES, "petition": frozenset({"reception_visit", "opinion"})}
"""By what is made: the kinds that have a field of that name for it."""


class Known(Protocol):
    """What is asked of a store."""

    def get(self, uid: str, include_deleted: bool = False) -> Record | None:
        """Return a record, or ``None``."""

    def find(self, kind: str, **equals: Value) -> Iterable[Record]:
        """Return the records of ``kind`` whose fields have exactly these values."""

    def reveal(self, uid: str, purpose: Purpose) -> Record:
        """Return a record with what is hidden of it, and note who asked."""

    def new_uid(self) -> str:
        """Return a uid that no record has."""

    def unit_of_new(self, draft: Draft) -> str:
        """Tell of which unit a new record would be if this draft of it was saved."""

    def today(self) -> dt.date:
        """Return the day."""


@dataclass(frozen=True)
class Made:
    """A record ``uid`` of a ``kind`` that is made of another; ``drafts`` are all that is saved of it and its links."""

    kind: str
    uid: str
    drafts: Sequence[Draft]


def made_of(record: Record, kind: str, known: Known) -> str:
    """Return the uid of the case or petition that was made of a record before and still is there, or an empty text."""
    if record.kind not in _LINKS[kind]:
        return _made_before(known, kind, "split_from", record.uid, (kind, record.uid))
    linked = record.text(kind)
    return linked if linked and known.get(linked) is not None else ""


def case_made_of(known: Known, source: str, nature: str | None = None) -> Made:
    """Make a case of a record; raises DanvanError where it cannot become one or did already."""
    record = _whole(known, source, "case")
    usual = nature or case_making.usual_nature(record)
    return _made(known, ("case", source), lambda uid: case_making.case_of(record, usual, uid, known))


def petition_made_of(known: Known, source: str) -> Made:
    """Make a petition of a record; raises DanvanError where it cannot become one or did already.

    A case that was made of a petition which is still open goes back to that one.
    """
    record = _whole(known, source, "petition")
    if (before := _petition_before(record, known)) is not None:
        return Made("petition", before.uid, petition_making.back_to(before, record, known.today()))
    words = "petition", source
    return _made(known, words, lambda uid: petition_making.petition_of(record, uid, known, known.today()))


def _petition_before(record: Record, known: Known) -> Record | None:
    """Return the petition that a case was made of, unless the people know its result by now."""
    if record.kind != "case":
        return None
    settled = ALL_KINDS["petition"].settled_states or frozenset()
    return next((one for one in known.find("petition", case=record.uid) if one.text("state") not in settled), None)


def part_of(known: Known, source: str, part: Part) -> Made:
    """Split a part off a record; raises DanvanError where it cannot be split so, or was already."""
    words = splitting.words_of_part(source, part)
    record = known.get(source)
    if record is not None:
        splitting.check(record, part)
        if made := _split_before(known, record, part, words):
            raise _made_already(made)
    whole = known.reveal(source, Purpose.READ)
    return _made(known, words, lambda uid: splitting.split_off(whole, part, uid, known, known.today()))


def _split_before(known: Known, record: Record, part: Part, words: tuple[str, ...]) -> str:
    """Return the part of these words that was split off a record before and still is there, or an empty text."""
    is_linked = part.kind in _LINKS and record.kind in _LINKS[part.kind]
    linked = made_of(record, part.kind, known) if is_linked else ""
    return linked or _made_before(known, part.kind, *splitting.found_by(record, part), words)


def _whole(known: Known, source: str, kind: str) -> Record:
    """Return a record of which none of a kind was made yet, with what is hidden of it."""
    record = known.get(source)
    if record is not None:
        _check(record, kind)
        if made := made_of(record, kind, known):
            raise _made_already(made)
    return known.reveal(source, Purpose.READ)


def _check(record: Record, kind: str) -> None:
    """Refuse before anything hidden is asked for."""
    if kind == "case" and record.kind not in case_making.SOURCES:
        raise DanvanError(_("Chỉ chuyển được kiến nghị, tin tình hình, lượt tiếp công dân thành vụ việc."))
    if kind == "petition":
        petition_making.check(record)


def _made_already(uid: str) -> DanvanError:
    return DanvanError(_("Đã lập từ hồ sơ này: {uid}.", uid=uid))


def made_uid(known: Known, words: tuple[str, ...], draft: Draft) -> str:
    """Return the uid for what ``draft`` begins and ``words`` tell: two laptops apart make the same of a unit.

    What was made under it and deleted, or handed back, stays so: then it is another.
    """
    uid = uid_of_unit(known.unit_of_new(draft), *words)
    return uid if known.get(uid, include_deleted=True) is None else known.new_uid()


def _made(known: Known, words: tuple[str, ...], draw: Callable[[str], Sequence[Draft]]) -> Made:
    """Draw what is made, first to know of which unit it is, which its uid tells."""
    first = draw(known.new_uid())[0]
    uid = made_uid(known, words, first)
    return Made(first.kind, uid, draw(uid))


def _made_before(known: Known, kind: str, field: str, value: Value, words: tuple[str, ...]) -> str:
    """Return what was made of a record that it names in a ``field``, of whichever unit and by whichever version."""
    return next((one.uid for one in known.find(kind, **{field: value}) if is_told_by(one.uid, *words)), "")
