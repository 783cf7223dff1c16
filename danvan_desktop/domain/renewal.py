"""What comes again: closing such a record makes the next one, in the same save, so that one step takes both back.

The next one has a uid that follows from the closed one's (``domain/uid.py``): two laptops that close the same record
make the same next one, and a merge finds one record, not two.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from danvan_desktop.domain.dates import held_day
from danvan_desktop.domain.fields import Choice
from danvan_desktop.domain.months import last_day_of, months_later
from danvan_desktop.domain.record import Draft, Record, RecordReader
from danvan_desktop.domain.uid import next_uid
from danvan_desktop.localization import Message, _

if TYPE_CHECKING:
    from danvan_desktop.domain.kind import Kind

ONCE = "none"
_MONTHS: Mapping[str, int] = {"monthly": 1, "quarterly": 3, "half_year": 6, "yearly": 12}
REPEATS = (
    Choice(ONCE, _("Không lặp lại")),
    Choice("monthly", _("Hằng tháng")),
    Choice("quarterly", _("Hằng quý")),
    Choice("half_year", _("6 tháng một lần")),
    Choice("yearly", _("Hằng năm")),
)
"""How often something comes again."""


class Renewal(Struct, frozen=True, kw_only=True):
    """How records of a kind come again.

    A record whose choice in ``repeat`` (``REPEATS``) says so and that is in one of the ``closed`` states is followed by
    one with the same values in ``copied``, whose day in ``day`` is so many months later; nothing follows after the day
    in the field ``until`` of the record that it belongs to. One that is there already, with the same ``named`` field
    and as late a day, is not made twice.
    """

    repeat: str
    day: str
    closed: frozenset[str]
    copied: tuple[str, ...]
    named: str
    until: str
    told: Message

    def is_due(self, record: Record, before: Record | None) -> bool:
        """Tell whether a save closes a record that comes again."""
        was_closed = before is not None and before.text("state") in self.closed
        return self.repeats(record) and record.text("state") in self.closed and not was_closed

    def repeats(self, record: Record) -> bool:
        """Tell whether a record comes again."""
        return record.text(self.repeat) in _MONTHS

    def next_of(self, kind: Kind, record: Record, unit: str | None, reader: RecordReader) -> Draft | None:
        """Return the record that follows a closed one, ``None`` where nothing does or it is there already.

        ``unit`` is the one that it will be of, ``None`` where that is not known yet.
        """
        day = record.date(self.day)
        if day is None:
            return None
        following = later_by(day, _MONTHS[record.text(self.repeat)])
        whole = reader.get(record.text(kind.parent or ""))
        last = None if whole is None else whole.date(self.until)
        is_over = held_day(following.isoformat()) is None or (last is not None and following > last)
        if is_over or self._is_there(kind, record, following, reader):
            return None
        values = {name: record.get(name) for name in (*self.copied, kind.parent or "") if record.get(name) is not None}
        return Draft(kind.name, {**values, self.day: following.isoformat()}, next_uid(record.uid, unit))

    def _is_there(self, kind: Kind, record: Record, following: dt.date, reader: RecordReader) -> bool:
        siblings = reader.children(record.text(kind.parent or ""), kind.name)
        return any(
            one.uid != record.uid
            and one.text(self.named) == record.text(self.named)
            and (one.date(self.day) or following) >= following
            for one in siblings
        )


def later_by(day: dt.date, months: int) -> dt.date:
    """Return the day so many months later: the last of a month stays the last, whatever the month's length."""
    return months_later(day, months, 31 if day.day == last_day_of(day.year, day.month) else day.day)
