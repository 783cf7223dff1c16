"""Widgets beside each other where there is room for them, below each other where there is not."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from danvan_desktop.ui.theme import scaled

_AS_IT_IS = Qt.AlignmentFlag(0)


class Beside(QWidget):
    """Never asks for more width than its widest widget alone."""

    def __init__(self, widgets: Iterable[QWidget], width: int, *, gap: int = 12, first: int = 1) -> None:
        """Set them beside each other from ``width`` pixels at letters of 100 %; the ``first`` ones get what is left."""
        super().__init__()
        self._width, self._first = width, first
        self._column = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(gap)
        self._widgets = tuple(widgets)
        for place, widget in enumerate(self._widgets):
            self._column.addWidget(widget, 1 if place < first else 0)

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as one of them."""
        widest = max((widget.minimumSizeHint().width() for widget in self._widgets if not widget.isHidden()), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where it became narrow, or wide again."""
        super().resizeEvent(event)
        is_wide = self.width() >= scaled(self._width)
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if self._column.direction() == direction:
            return
        self._column.setDirection(direction)
        for widget in self._widgets[self._first :]:
            self._column.setAlignment(widget, _AS_IT_IS if is_wide else Qt.AlignmentFlag.AlignLeft)
        self.updateGeometry()
