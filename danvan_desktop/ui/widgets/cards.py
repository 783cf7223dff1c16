"""A framed part of a page or dialog with a title."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from danvan_desktop.ui.widgets.labels import section_title
from danvan_desktop.ui.widgets.rows import column_of

_SIDE = 8


class Card(QFrame):
    """A framed part of a page; widgets go into ``body``."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        """Make an empty card."""
        super().__init__(parent)
        self.setObjectName("card")
        self.body = column_of(gap=8, margins=(16 - _SIDE, 14, 16 - _SIDE, 12), on=self)
        self._title = section_title(title)
        self._title.setWordWrap(True)
        self._title.setContentsMargins(_SIDE, 0, _SIDE, 0)
        self.body.addWidget(self._title)
        self._title.setVisible(bool(title))

    def column(self) -> QVBoxLayout:
        """Add a column to ``body`` whose widgets are in line with the title, and return it."""
        column = column_of(gap=8, margins=(_SIDE, 0, _SIDE, 4))
        self.body.addLayout(column)
        return column

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)
        self._title.show()
