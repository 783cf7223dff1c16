"""How large windows open: as large as their content wants, never larger than the screen has room for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from danvan_desktop.patterns import pattern
from danvan_desktop.ui.theme import scaled

_WIDEST, _HIGHEST = 0.95, 0.9
"""Shares of the screen; above and below there is a title bar."""
_USUAL_SCREEN, _MOST_GROWN = 768, 1.35
"""Pixels that an office laptop's screen is high, and how much more of a larger one a window takes."""
_WORK_WIDTH, _WORK_HEIGHT = 1000, 600
"""Pixels from which on a window is one to work in, with lists and texts that want room."""
_KEPT = pattern(r"(?P<width>[1-9][0-9]{0,4})x(?P<height>[1-9][0-9]{0,4})")


def open_with_size(window: QWidget, width: int, height: int) -> None:
    """Give a window a size in pixels at letters of 100 %, or what the screen leaves of it.

    On a screen with more room than an office laptop's, windows that are scrolled in open larger.
    """
    room = window.screen().availableGeometry()
    grown = min(_MOST_GROWN, max(1.0, room.height() / scaled(_USUAL_SCREEN)))
    wide = grown if width >= _WORK_WIDTH else 1.0
    high = grown if height >= _WORK_HEIGHT else 1.0
    _resize(window, round(scaled(width) * wide), round(scaled(height) * high))


def open_as_left(window: QWidget, kept: str | None, width: int, height: int) -> None:
    """Give a window the size that ``kept_size`` told, as far as the screen has room, else that of a first opening."""
    found = _KEPT.fullmatch(kept or "")
    if found is None:
        open_with_size(window, width, height)
    else:
        _resize(window, int(found["width"]), int(found["height"]))


def kept_size(window: QWidget) -> str:
    """Tell the size of a window in pixels, such as ``1080x660``; of a maximised one that which it came from."""
    size = window.normalGeometry().size() if window.isMaximized() else window.size()
    return f"{size.width()}x{size.height()}"


def grow_to_content(window: QWidget, content: QWidget | None = None) -> None:
    """Make a window as high as what it shows now wants, at the width it has; it never becomes lower.

    ``content`` is what it scrolls where the screen has no room for all.
    """
    layout = (window if content is None else content).layout()
    if layout is None:
        return
    # What stands inside tells those around it of a new text only later; from the inside to the outside.
    for inner in reversed(window.findChildren(QWidget)):
        if (own := inner.layout()) is not None:
            own.activate()
    layout.activate()
    wanted = layout.totalHeightForWidth(window.width()) if layout.hasHeightForWidth() else layout.sizeHint().height()
    _resize(window, window.width(), max(window.height(), wanted))


def _resize(window: QWidget, width: int, height: int) -> None:
    room = window.screen().availableGeometry()
    window.resize(min(width, int(room.width() * _WIDEST)), min(height, int(room.height() * _HIGHEST)))
