"""How many gatherings of a kind the law wants in a year."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop.localization import Message


@dataclass(frozen=True, kw_only=True)
class YearlyMinimum:
    """At least as many records with their day ``date`` in the year as the value of the rule with the code ``rule``.

    ``work`` says what is to be done while some are lacking, ``step`` names the button that leads to the list.
    """

    rule: str
    date: str
    work: Message
    step: Message
