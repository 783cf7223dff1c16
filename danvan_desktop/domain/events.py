"""What of a record stands on a calendar beside its deadlines: the day of a gathering."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop.localization import Message


@dataclass(frozen=True, kw_only=True)
class DayEvent:
    """The day in the field ``date``, called ``words``."""

    date: str
    words: Message
