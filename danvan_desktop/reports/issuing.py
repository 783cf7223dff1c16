"""Who issues a paper: the page format belongs to the issuing body, not to the office that prints it.

Nghị định 30/2020/NĐ-CP holds for papers of the state and, by custom, for those of communities (the forms of Nghị định
59/2023/NĐ-CP have its Quốc hiệu); the Party's format only for what a Party committee or cell issues.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum

from danvan_desktop.domain.record import Record
from danvan_desktop.reports.style import Style
from danvan_desktop.reports.wording import person


class Issuer(StrEnum):
    """A body that issues papers, by its code in the register of numbers."""

    COMMUNITY = "community"
    GOVERNMENT = "government"
    PARTY = "party"

    @property
    def style(self) -> Style:
        """The page format of its papers."""
        return Style.PARTY if self is Issuer.PARTY else Style.STATE


_PARTY_NUMBER = re.compile(r"\d+\s*-\s*[^\W\d_]+/")
"""How the Party writes a number, ``01-KH/ĐU``; the state writes ``01/KH-UBND``."""
IssuedBy = Callable[[Record | None], tuple[Issuer, ...]]
"""Who may issue a form, of a record or (``None``) of a period: the usual body first, others are the office's choice."""


def issued_by(*issuers: Issuer) -> IssuedBy:
    """Declare a form that the same bodies issue whatever it is printed of."""
    return lambda _record: issuers


def of_plan(plan: Record | None) -> tuple[Issuer, ...]:
    """Papers of a plan are those of who issued it: the government does not remind the Party of the Party's plan."""
    is_of_the_party = plan is not None and _PARTY_NUMBER.match(plan.text("number").strip()) is not None
    return (Issuer.PARTY, Issuer.GOVERNMENT) if is_of_the_party else (Issuer.GOVERNMENT, Issuer.PARTY)


def of_dialogue(dialogue: Record | None) -> tuple[Issuer, ...]:
    """Papers of a dialogue are those of the side that held it; of both sides, of its leader's unless chosen."""
    side = dialogue.text("side") if dialogue is not None else ""
    if side == "party":
        return (Issuer.PARTY,)
    if dialogue is None or side != "both":
        return (Issuer.GOVERNMENT,)
    position = dialogue.text("led_by_position").lower()
    led_by_party = position.startswith(("bí thư", "phó bí thư"))
    return (Issuer.PARTY, Issuer.GOVERNMENT) if led_by_party else (Issuer.GOVERNMENT, Issuer.PARTY)


def is_led_by_deputy(dialogue: Record) -> bool:
    """Tell whether somebody else than the head leads: the papers then speak of the body or of who presides."""
    position = dialogue.text("led_by_position") or person(dialogue.text("led_by")).position
    return position.lower().startswith("phó ")
