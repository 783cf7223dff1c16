"""How work that takes long tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

Tell = Callable[[int, int], None]
"""Told the steps done and in all; it may raise to stop the work, which then leaves nothing behind."""


def tell_nobody(_done: int, _total: int) -> None:
    """Be told and do nothing."""
