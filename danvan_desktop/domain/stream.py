"""Sharing scopes: each has a change log of its own, so that a partial export never looks like loss."""

from __future__ import annotations

from enum import StrEnum


class Stream(StrEnum):
    """The sharing scope that a change belongs to, by the declaration of its field."""

    COMMUNE = "commune"
    """Stays inside the unit."""
    UPWARD = "upward"
    """Reported to the level above."""
    RESTRICTED = "restricted"
    """Personal data of citizens."""
    DEVICE = "device"
    """Stays in this store: goes into no bundle, not even to another laptop of the unit, nor into any list."""
