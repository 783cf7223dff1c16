"""Records as the program hands them about: a kind, a uid and values by field name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Protocol, TypeVar

from msgspec import Struct, field

from danvan_desktop.domain.dates import held_day
from danvan_desktop.domain.decimals import decimal_of
from danvan_desktop.domain.entry import EntryId
from danvan_desktop.domain.fields import Value, Values

Moment = TypeVar("Moment", dt.datetime, dt.time)


class Record(Struct, frozen=True):
    """One record as the store knows it; ``changed`` is the timestamp of its newest change.

    ``decided`` is what a person decided of its state, in the kinds whose state follows from their fields otherwise.
    Of a ``secret`` one the hidden fields hold a mask, unless it was asked for to be handled.
    """

    kind: str
    uid: str
    values: Values
    deleted: bool = False
    changed: str = ""
    decided: str | None = None
    secret: bool = False

    def get(self, name: str) -> Value:
        """Return a field's value, ``None`` when empty."""
        return self.values.get(name)

    def text(self, name: str) -> str:
        """Return a text, choice or reference field, empty text when empty."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def number(self, name: str) -> int:
        """Return a whole number, 0 when empty."""
        value = self.values.get(name)
        return int(value) if isinstance(value, int) else 0

    def decimal(self, name: str) -> Decimal:
        """Return a number with decimal places, 0 when empty."""
        return decimal_of(self.values.get(name)) or Decimal(0)

    def date(self, name: str) -> dt.date | None:
        """Return a date field, or the day of a date-time field; ``None`` also for one that cannot be reckoned with."""
        text = self.values.get(name)
        return None if text is None else held_day(str(text))

    def datetime(self, name: str) -> dt.datetime | None:
        """Return a date-time field; ``None`` also for one that cannot be reckoned with."""
        return None if self.date(name) is None else _read(dt.datetime.fromisoformat, self.text(name))

    def time(self, name: str) -> dt.time | None:
        """Return a time field; ``None`` also for one that cannot be read."""
        return _read(dt.time.fromisoformat, self.text(name))


def _read(read: Callable[[str], Moment], text: str) -> Moment | None:
    try:
        return read(text)
    except ValueError:
        return None


class Draft(Struct, frozen=True):
    """What somebody wants saved: new (``uid`` unknown to the store or ``None``) or a change of some fields.

    ``values`` holds only the fields that are set; ``None`` empties a field. ``shown`` names, by field, the newest
    changes of the record that whoever wrote the draft was shown: what came since is superseded by nobody who has not
    seen it. Without it the draft rests on what is stored when it is saved. ``again`` names fields whose values are said
    once more though they stand: what they mean depends on who says it.
    """

    kind: str
    values: Mapping[str, object] = field(default_factory=dict)
    uid: str | None = None
    shown: Mapping[str, tuple[EntryId, ...]] | None = None
    again: frozenset[str] = frozenset()


class RecordByUid(Protocol):
    """How another record is looked up; deleted ones are not seen."""

    def get(self, uid: str) -> Record | None:
        """Return a record of any kind, or ``None``."""


class RecordFinder(RecordByUid, Protocol):
    """How other records are looked for; deleted ones are not seen."""

    def find(self, kind: str, **equals: Value) -> Iterable[Record]:
        """Return the records of ``kind`` whose fields have exactly these values."""


class RecordReader(RecordFinder, Protocol):
    """How rules and reports look at other records; deleted ones are not seen."""

    def children(self, parent_uid: str, kind: str) -> Iterable[Record]:
        """Return the records of ``kind`` that belong to a parent, in their order."""


def merged_drafts(drafts: Sequence[Draft]) -> list[Draft]:
    """Make one draft of several for the same record; later values count."""
    found: dict[object, Draft] = {}
    for place, draft in enumerate(drafts):
        key = (draft.kind, draft.uid) if draft.uid is not None else place
        earlier = found.get(key)
        values = {**earlier.values, **draft.values} if earlier is not None else draft.values
        shown = draft.shown if earlier is None or draft.shown is not None else earlier.shown
        again = draft.again if earlier is None else draft.again | earlier.again
        found[key] = Draft(draft.kind, values, draft.uid, shown, again)
    return list(found.values())
