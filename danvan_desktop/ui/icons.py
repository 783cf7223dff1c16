"""Icons drawn from ``resources/icons`` in the colours of the theme, sharp at every scale."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from danvan_desktop.assets import resource_path
from danvan_desktop.ui.theme import COLOURS

_SIZES = (16, 20, 24, 32, 40, 48)


def icon(name: str, colour: str = "text", selected: str | None = None) -> QIcon:
    """Return an icon in a colour of the theme, and in another one where it is selected or checked."""
    made = QIcon()
    _add(made, name, colour, QIcon.Mode.Normal, QIcon.State.Off)
    _add(made, name, "faint", QIcon.Mode.Disabled, QIcon.State.Off)
    if selected is not None:
        _add(made, name, selected, QIcon.Mode.Selected, QIcon.State.Off)
        _add(made, name, selected, QIcon.Mode.Normal, QIcon.State.On)
    return made


def window_icon() -> QIcon:
    """Return the program's own icon."""
    made = QIcon()
    picture = resource_path("icons", "danvan.svg").read_bytes()
    for size in (16, 24, 32, 48, 64, 128):
        made.addPixmap(_drawn(picture, size))
    return made


def _add(target: QIcon, name: str, colour: str, mode: QIcon.Mode, state: QIcon.State) -> None:
    picture = resource_path("icons", f"{name}.svg").read_bytes().replace(b"currentColor", COLOURS[colour].encode())
    for size in _SIZES:
        target.addPixmap(_drawn(picture, size), mode, state)


def _drawn(picture: bytes, size: int) -> QPixmap:
    pixmap = QPixmap(QSize(size, size))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(picture)).render(painter)
    painter.end()
    return pixmap
