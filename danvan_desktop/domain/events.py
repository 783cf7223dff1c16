"""What of a record stands on a calendar beside its deadlines: the day of a gathering."""

from __future__ import annotations

from msgspec import Struct

from danvan_desktop.localization import Message


class DayEvent(Struct, frozen=True, kw_only=True):
    """The day in the field ``date``, called ``words``."""

    date: str
    words: Message
