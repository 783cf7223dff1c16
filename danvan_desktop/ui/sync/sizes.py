"""Sizes of files in words."""

from __future__ import annotations

from danvan_desktop.localization import Translator

_UNITS = ("KB", "MB", "GB", "TB")


def size_text(size: int, translator: Translator) -> str:
    """Render bytes as people read them: 812 B, 12,4 KB, 3 MB."""
    amount, unit = float(size), "B"
    for larger in _UNITS:
        if amount < 1024:
            break
        amount, unit = amount / 1024, larger
    return f"{translator.number(round(amount, 1) if amount < 100 else round(amount))} {unit}"
