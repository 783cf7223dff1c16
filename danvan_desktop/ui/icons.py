"""Icons drawn from ``resources/icons`` in the colours of the current theme, sharp at every scale.

Like all that the window's frame is made of, this does not name ``Qt``: at its first use PySide6 makes every enumeration
of that namespace, a sixth of the time in which the frame is painted.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QSize
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from danvan_desktop.assets import MissingResource, resource_path
from danvan_desktop.ui.theme import colour_code


def icon(name: str, colour: str = "text", selected: str | None = None) -> QIcon:
    """Return an icon in a colour of the theme, and in another one where it is selected or checked."""
    return QIcon(_Engine(name, colour, selected or colour))


def window_icon() -> QIcon:
    """Return the program's own icon."""
    made = QIcon()
    picture = _picture("danvan")
    for size in (16, 24, 32, 48, 64, 128):
        made.addPixmap(_drawn(picture, size))
    return made


class _Engine(QIconEngine):
    """Looks the colour up when it paints, so that an icon follows the theme."""

    def __init__(self, name: str, colour: str, selected: str) -> None:
        super().__init__()
        self._name, self._colour, self._selected = name, colour, selected

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(rect, self._pixmap(round(min(rect.width(), rect.height()) * ratio), mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Draw the picture at the left of a place that is wider than high, which sets it apart from words beside it."""
        side = min(size.width(), size.height())
        drawn = self._pixmap(side, mode, state)
        return drawn if size.width() <= side else _widened(drawn, size.width())

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._colour, self._selected)

    def _pixmap(self, size: int, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        if mode is QIcon.Mode.Disabled:
            ink = "faint"
        elif mode is QIcon.Mode.Selected or state is QIcon.State.On:
            ink = self._selected
        else:
            ink = self._colour
        return _coloured(self._name, colour_code(ink), max(1, size))


@lru_cache(maxsize=512)
def _coloured(name: str, ink: str, size: int) -> QPixmap:
    return _drawn(_picture(name).replace(b"currentColor", ink.encode()), size)


def _picture(name: str) -> bytes:
    """Read an icon; one that is gone is empty: words beside it say what it stands for, and a painter must not raise."""
    try:
        return resource_path("icons", f"{name}.svg").read_bytes()
    except MissingResource:
        return b""


def _widened(picture: QPixmap, width: int) -> QPixmap:
    wide = QPixmap(QSize(width, picture.height()))
    wide.fill(QColor(0, 0, 0, 0))
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return wide


def _drawn(picture: bytes, size: int) -> QPixmap:
    pixmap = QPixmap(QSize(size, size))
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(picture)).render(painter)
    painter.end()
    return pixmap
