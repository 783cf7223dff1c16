"""One thing to do as the day's list tells it, and the parts of that list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import Enum

from msgspec import Struct

from danvan_desktop.domain.deadlines import OPEN
from danvan_desktop.localization import Message, _

WITHIN = dt.timedelta(days=7)
"""How far the list looks ahead."""


class Urgency(Enum):
    """The parts of the list, in their order."""

    LATE = "late"
    TODAY = "today"
    AHEAD = "ahead"
    THIS_YEAR = "year"
    """What a year or its months still lack."""

    @property
    def title(self) -> Message:
        """What the part is called."""
        return _TITLES[self]


_TITLES: Mapping[Urgency, Message] = {
    Urgency.LATE: _("Quá hạn"),
    Urgency.TODAY: _("Hôm nay"),
    Urgency.AHEAD: _("7 ngày tới"),
    Urgency.THIS_YEAR: _("Trong tháng, trong năm"),
}


class DueItem(Struct, frozen=True, kw_only=True):
    """One thing to do by the end of the day ``until``, ``days_late`` days ago.

    ``content`` says of what, ``standing`` what is lacking, ``label`` the record in a word with its number; ``unit`` is
    the uid of its unit, ``place_name`` that unit's name, ``who`` has to do it. ``term`` tells the last day in words,
    ``last`` is that of a term as it is counted, ``citation`` the article. ``step`` is what the button says; it leads to
    the field ``done`` of the record ``uid``, or, without one, to ``place``. ``moment`` is when something takes place of
    which the hour is known.
    """

    urgency: Urgency
    content: Message | str
    standing: Message | None
    work: Message
    label: Message
    until: dt.date
    term: Message
    last: dt.date | None = None
    days_late: int = 0
    citation: str = ""
    kind: str = ""
    uid: str = ""
    unit: str = ""
    place_name: str = ""
    who: str = ""
    step: Message = OPEN
    done: str = ""
    place: str = ""
    moment: dt.datetime | None = None
    rule: str = ""
    """The code of the rule that wants so many of something, where that is what is lacking."""
