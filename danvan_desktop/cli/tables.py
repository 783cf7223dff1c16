"""Aligned columns on a terminal, by the width that letters take there."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import click

_WIDEST = 48
_GAP = "  "


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, whole_last: bool = False) -> None:
    """Print rows under heads; long cells are cut with an ellipsis, save those of the last column if ``whole_last``."""
    cut = [[*map(_cut, row[:-1]), _flat(row[-1]) if whole_last else _cut(row[-1])] for row in rows]
    widths = [max(map(_width, column)) for column in zip(heads, *cut, strict=True)]
    for row in (heads, *cut):
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        click.echo(_GAP.join(cells).rstrip())


def _flat(cell: str) -> str:
    return " ".join(cell.split())


def _cut(cell: str) -> str:
    flat = _flat(cell)
    return flat if len(flat) <= _WIDEST else flat[: _WIDEST - 1] + "…"


def _width(text: str) -> int:
    """Count terminal columns: marks take none, wide letters take two."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
