"""Widgets in a row or below each other, in one call."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

Part = QWidget | QLayout | None
"""What stands in a row: a widget, or a row of its own; ``None`` is room that grows."""
Margins = tuple[int, int, int, int]
FLUSH: Margins = (0, 0, 0, 0)
Box = TypeVar("Box", bound=QBoxLayout)


def row_of(
    *parts: Part, gap: int | None = None, margins: Margins | None = None, grows: Part = None, on: QWidget | None = None
) -> QHBoxLayout:
    """Set parts beside each other, ``gap`` pixels apart; what ``grows`` takes the room that is left.

    They are laid out ``on`` a widget, or wherever the row is added to.
    """
    return _filled(QHBoxLayout(), parts, gap, margins, grows, on)


def column_of(
    *parts: Part, gap: int | None = None, margins: Margins | None = None, grows: Part = None, on: QWidget | None = None
) -> QVBoxLayout:
    """Set parts below each other, as ``row_of`` does beside each other."""
    return _filled(QVBoxLayout(), parts, gap, margins, grows, on)


def _filled(
    box: Box, parts: tuple[Part, ...], gap: int | None, margins: Margins | None, grows: Part, on: QWidget | None
) -> Box:
    if on is not None:
        on.setLayout(box)
    if gap is not None:
        box.setSpacing(gap)
    if margins is not None:
        box.setContentsMargins(*margins)
    for part in parts:
        if part is None:
            box.addStretch(1)
        elif isinstance(part, QWidget):
            box.addWidget(part, int(part is grows))
        else:
            box.addLayout(part, int(part is grows))
    return box
