"""What can go wrong with a digital signature."""

from __future__ import annotations

import datetime as dt

from danvan_desktop.domain.errors import DanvanError

VIETNAM = dt.timezone(dt.timedelta(hours=7))
"""The zone in which signatures tell their time (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""


class SigningError(DanvanError):
    """A paper cannot be signed, or its signatures cannot be read."""


def told_moment(moment: dt.datetime) -> str:
    """Write a moment as Vietnamese offices do, in their zone."""
    return f"{moment.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
