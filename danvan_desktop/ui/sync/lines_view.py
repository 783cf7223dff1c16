"""Sentences below one another; the first is what matters most."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from danvan_desktop.ui.widgets.rows import FLUSH, column_of
from danvan_desktop.ui.widgets.told_text import ToldText

_SPACING = 6


class LinesView(QWidget):
    """Each sentence wraps on its own and can be selected."""

    def __init__(self) -> None:
        """Start with nothing to tell."""
        super().__init__()
        self._column = column_of(gap=_SPACING, margins=FLUSH, on=self)
        self._labels: list[ToldText] = []

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

    def _label(self, line: str, *, is_first: bool) -> ToldText:
        label = ToldText(line)
        label.setObjectName("toldFirst" if is_first else "told")
        return label
