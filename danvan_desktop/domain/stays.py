"""Where a unit lay in the course of time: papers and figures of a day count it where it lay then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct


class Stay(Struct, frozen=True):
    """Below which unit one lies from a day on (ISO 8601, empty: ever since)."""

    above: str
    since: str


def stays_by(words: Iterable[tuple[str, str]]) -> Sequence[Stay]:
    """Return the stays that follow from the words on a unit's place, each a unit and a day, in the order of saying.

    A word without a day corrects the one before it; the first holds ever since.
    """
    found: list[Stay] = []
    for above, since in words:
        if since or not found:
            found.append(Stay(above, since if found else ""))
        else:
            found[-1] = Stay(above, found[-1].since)
    return found


def above_on(stays: Sequence[Stay], day: str) -> str:
    """Return below which unit one lay on a day (ISO 8601); ``stays`` are some."""
    return next((stay.above for stay in reversed(stays) if stay.since <= day), stays[0].above)
