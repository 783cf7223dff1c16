"""Aligned columns on a terminal, by the width that letters take there."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import click

_WIDEST = 48
_GAP = "  "


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under heads; long cells are cut with an ellipsis."""
    cut = [[_cut(cell) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(heads, *cut, strict=True)]
    for row in (heads, *cut):
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        click.echo(_GAP.join(cells).rstrip())


def _cut(cell: str) -> str:
    flat = " ".join(cell.split())
    return flat if len(flat) <= _WIDEST else flat[: _WIDEST - 1] + "…"


def _width(text: str) -> int:
    """Count terminal columns: marks take none, wide letters take two."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
