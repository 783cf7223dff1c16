"""What only some officers of an office may open, once the office has said who."""

from __future__ import annotations

from enum import StrEnum


class Guarded(StrEnum):
    """A group of records that is opened to officers one by one; a kind declares to which it belongs."""

    CASES = "cases"
    DENUNCIATIONS = "denunciations"
    """Records that are secret by their content, of whatever kind: these are noted down by many and opened by few."""
    NETWORK = "network"
    RATINGS = "ratings"


def write_opens(groups: frozenset[Guarded]) -> str:
    """Write which groups are opened: their codes in order, joined by blanks."""
    return " ".join(sorted(groups))


def read_opens(text: str) -> frozenset[Guarded]:
    """Read what ``write_opens`` wrote; codes of other versions are passed over."""
    known = {group.value for group in Guarded}
    return frozenset(Guarded(code) for code in text.split() if code in known)
