"""The two official systems whose page formats documents follow."""

from __future__ import annotations

from enum import StrEnum


class Style(StrEnum):
    """A page format of ``resources/formats``, by its name."""

    STATE = "state"
    PARTY = "party"
