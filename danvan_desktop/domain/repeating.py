"""What a new record takes over from an earlier one of its kind, and the days on which something comes round again.

What one occasion or case came to (its days, its state, its number, who came, what was answered) is never taken over:
it would be recorded though nobody said it of the new one. Nor is what is known of a citizen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import Enum

from danvan_desktop.domain.fields import Field, FieldType, Preset, Value
from danvan_desktop.domain.kind import STATE, Kind
from danvan_desktop.domain.months import last_day_of, months_later
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message, _

MOST_OCCASIONS = 60
"""So many are made at once: five years of months."""

_DAYS = frozenset({FieldType.DATE, FieldType.DATETIME})


class Rhythm(Enum):
    """How often something comes round."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    SAME_WEEKDAY = "same-weekday"
    QUARTERLY = "quarterly"

    @property
    def label(self) -> Message:
        """What people call it."""
        return _LABELS[self]

    def occasion(self, first: dt.datetime, number: int) -> dt.datetime:
        """Return the occasion ``number`` (0: the first), at the same time of day.

        The 31st of a short month is its last day, and so is the fifth Saturday of one with four the fourth.
        Raises OverflowError or ValueError beyond the calendar.
        """
        match self:
            case Rhythm.WEEKLY | Rhythm.FORTNIGHTLY:
                return first + dt.timedelta(weeks=number * (1 if self is Rhythm.WEEKLY else 2))
            case Rhythm.SAME_WEEKDAY:
                return _same_weekday(first, number)
            case Rhythm.MONTHLY | Rhythm.QUARTERLY:
                return months_later(first, number * (1 if self is Rhythm.MONTHLY else 3))


_LABELS = {
    Rhythm.WEEKLY: _("Hằng tuần"),
    Rhythm.FORTNIGHTLY: _("Hai tuần một lần"),
    Rhythm.MONTHLY: _("Hằng tháng, cùng ngày"),
    Rhythm.SAME_WEEKDAY: _("Hằng tháng, cùng thứ trong tuần"),
    Rhythm.QUARTERLY: _("Hằng quý, cùng ngày"),
}


def occasions(first: dt.datetime, rhythm: Rhythm, times: int) -> Sequence[dt.datetime]:
    """Return so many occasions from ``first`` on, at most ``MOST_OCCASIONS``."""
    return [rhythm.occasion(first, number) for number in range(min(times, MOST_OCCASIONS))]


def next_occasion(last: dt.datetime, rhythm: Rhythm, today: dt.date) -> dt.datetime:
    """Return the first occasion after ``last`` that is not past."""
    number = 1
    while (found := rhythm.occasion(last, number)).date() < today:
        number += 1
    return found


def taken_over(kind: Kind) -> Sequence[Field]:
    """Return the fields that a new record takes over from an earlier one of its kind."""
    left = {STATE, kind.parent, None if kind.numbered is None else kind.numbered.number.field}
    left |= {name for state in kind.states or () for name in state.asked}
    return [field for field in kind.fields if field.name not in left and not _is_of_one_occasion(field)]


def carried(kind: Kind, record: Record) -> dict[str, Value]:
    """Return what a new record takes over from ``record``."""
    found = {field.name: record.get(field.name) for field in taken_over(kind)}
    return {name: value for name, value in found.items() if value is not None}


def can_be_repeated(kind: Kind) -> bool:
    """Tell whether records of a kind follow one another and can be planned ahead."""
    return bool(kind.follows_by) and any(state.lies_ahead for state in kind.states or ())


def _is_of_one_occasion(field: Field) -> bool:
    return (
        field.of_one_occasion
        or field.origin
        or field.type in _DAYS
        or field.year_of is not None
        or field.personal
        or field.open_when_signed
        or field.answered_from_above
        or field.preset is Preset.NEXT_NUMBER
    )


def _same_weekday(first: dt.datetime, number: int) -> dt.datetime:
    """Return the same weekday of a later month: the second Saturday, or the last where there is no fifth."""
    month = months_later(first, number, 1)
    day = 1 + (first.weekday() - month.weekday()) % 7 + 7 * ((first.day - 1) // 7)
    return month.replace(day=day if day <= last_day_of(month.year, month.month) else day - 7)
