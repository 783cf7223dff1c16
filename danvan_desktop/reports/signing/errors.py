"""What can go wrong with a digital signature."""

from __future__ import annotations

import datetime as dt

from danvan_desktop.domain.clock import VIETNAM
from danvan_desktop.domain.errors import DanvanError


class SigningError(DanvanError):
    """A paper cannot be signed, or its signatures cannot be read."""


def told_moment(moment: dt.datetime) -> str:
    """Write a moment as Vietnamese offices do, in their zone (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    return f"{moment.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
