"""Gives the import of modules back to Python, which PySide6 takes over for a feature that this program does not use."""

from __future__ import annotations

import builtins
from importlib import import_module


def import_plainly() -> None:
    """Load PySide6, and let what is loaded after it be imported as without it.

    For ``from __feature__ import snake_case`` PySide6 would read the source of every module that is imported and look
    for its own name there: a tenth of the processor's time of a start.
    """
    import_module("PySide6.QtCore")
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
