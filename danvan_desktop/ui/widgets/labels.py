"""Labels of a few sorts, which the theme tells apart by their object names."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def section_title(text: str) -> QLabel:
    """Head a part of a page."""
    return _label(text, "sectionTitle")


def page_title(text: str) -> QLabel:
    """Head a page or a large dialog."""
    return _label(text, "heading")


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
