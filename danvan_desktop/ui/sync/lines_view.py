"""Sentences below one another; the first is what matters most."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from danvan_desktop.ui.widgets.rows import FLUSH, column_of

_SPACING = 6


class LinesView(QWidget):
    """Each sentence wraps on its own and can be selected."""

    def __init__(self) -> None:
        """Start with nothing to tell."""
        super().__init__()
        self._column = column_of(gap=_SPACING, margins=FLUSH, on=self)
        self._labels: list[QLabel] = []

    def show_lines(self, lines: Iterable[str]) -> None:
        """Show other sentences."""
        for label in self._labels:
            self._column.removeWidget(label)
            label.deleteLater()
        self._labels = [self._label(line, is_first=not place) for place, line in enumerate(lines)]
        for label in self._labels:
            self._column.addWidget(label)

    def text(self) -> str:
        """Return all sentences, one a line."""
        return "\n".join(label.text() for label in self._labels)

    def _label(self, line: str, *, is_first: bool) -> QLabel:
        label = QLabel(line)
        label.setObjectName("toldFirst" if is_first else "told")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label
