"""How large windows open: as large as their content wants, never larger than the screen has room for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from danvan_desktop.ui.theme import scaled

_WIDEST, _HIGHEST = 0.95, 0.9
"""Shares of the screen; above and below there is a title bar."""


def open_with_size(window: QWidget, width: int, height: int) -> None:
    """Give a window a size in pixels at letters of 100 %, or what the screen leaves of it."""
    room = window.screen().availableGeometry()
    window.resize(
        min(scaled(width), int(room.width() * _WIDEST)),
        min(scaled(height), int(room.height() * _HIGHEST)),
    )
