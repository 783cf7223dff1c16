"""Labels of a few sorts, which the theme tells apart by their object names."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from danvan_desktop.ui.widgets.elided_label import ElidedLabel

_LEAST_TITLE = 80


def section_title(text: str) -> QLabel:
    """Head a part of a page."""
    return _label(text, "sectionTitle")


def page_title(text: str) -> QLabel:
    """Head a page or a large dialog."""
    return _label(text, "heading")


def shrinking_title(text: str) -> QLabel:
    """Head a page whose buttons need the room more than the end of a long name."""
    title = ElidedLabel(text, mode=Qt.TextElideMode.ElideRight)
    title.setObjectName("heading")
    title.setTextFormat(Qt.TextFormat.PlainText)
    title.setToolTip(text)
    title.setMinimumWidth(_LEAST_TITLE)
    return title


def quiet_text(text: str) -> QLabel:
    """Explain something, in lines that wrap."""
    label = _label(text, "soft")
    label.setWordWrap(True)
    return label


def _label(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
