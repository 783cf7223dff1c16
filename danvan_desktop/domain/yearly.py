"""How many gatherings of a kind the law wants in a year, on how many days of a month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from msgspec import Struct

from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message


class YearlyMinimum(Struct, frozen=True, kw_only=True):
    """At least as many records with their day ``date`` in the year as the value of the rule with the code ``rule``.

    ``work`` says what is to be done while some are lacking, ``step`` names the button that leads to the list.
    """

    rule: str
    date: str
    work: Message
    step: Message


class MonthlyMinimum(Struct, frozen=True, kw_only=True):
    """At least as many days of each month as the value of the rule with the code ``rule``, in units of the kind ``of``.

    A day is one of those in the field ``date`` of the records for which ``counts`` says so on the day of today: of the
    days past those that were held, of the others those that are planned. ``what`` names the days where some are
    lacking, ``work`` and ``step`` are as of a yearly minimum. An office that keeps no such records is not reminded.
    """

    rule: str
    date: str
    of: str
    counts: Callable[[Record, dt.date], bool]
    what: Message
    work: Message
    step: Message
