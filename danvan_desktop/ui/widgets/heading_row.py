"""The headings of a list: a press sorts, the mark at the right of one opens its menu, dragging moves a column."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.theme import scaled

_MARK, _FROM_EDGE = 14, 5
"""Pixels: the mark, and how far it stands from the edge that makes the column wider."""


class HeadingRow(QHeaderView):
    """Marks the columns that the list is filtered or sorted by; the others have a small arrow."""

    menu_wanted = Signal(int)
    """The place of a column whose menu is asked for."""

    def __init__(self, parent: QWidget) -> None:
        """Let columns be pressed and moved."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._filtered: frozenset[int] = frozenset()
        self.setObjectName("headings")
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setSortIndicatorShown(False)
        self.setMouseTracking(True)

    def mark_filtered(self, places: Collection[int]) -> None:
        """Mark these columns as what the list is filtered by."""
        if self._filtered != frozenset(places):
            self._filtered = frozenset(places)
            self.viewport().update()

    @property
    def filtered(self) -> frozenset[int]:
        """The columns that are marked as what the list is filtered by."""
        return self._filtered

    def mark_of(self, place: int) -> QRect:
        """Return where the mark of a column is, in pixels of this widget."""
        side = scaled(_MARK)
        right = self.sectionViewportPosition(place) + self.sectionSize(place) - _FROM_EDGE
        return QRect(QPoint(right - side, (self.height() - side) // 2), QSize(side, side))

    def paintSection(self, painter: QPainter, rect: QRect, place: int) -> None:
        """Draw the mark over what the style draws."""
        painter.save()
        super().paintSection(painter, rect, place)
        painter.restore()
        painter.drawPixmap(self.mark_of(place), icon(*self._mark(place)).pixmap(self.mark_of(place).size()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the menu of a heading whose mark is pressed."""
        spot = event.position().toPoint()
        place = self.logicalIndexAt(spot)
        if event.button() is Qt.MouseButton.LeftButton and place >= 0 and self._is_on_mark(place, spot):
            self.menu_wanted.emit(place)
        else:
            super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of the heading that is pressed with the other button."""
        place = self.logicalIndexAt(event.pos())
        if place >= 0:
            self.menu_wanted.emit(place)

    def put_in_order(self) -> None:
        """Show the columns in the order of the table, whatever was dragged before."""
        for place in range(self.count()):
            self.moveSection(self.visualIndex(place), place)

    def _is_on_mark(self, place: int, spot: QPoint) -> bool:
        mark = self.mark_of(place)
        return mark.left() - _FROM_EDGE <= spot.x() <= mark.right()

    def _mark(self, place: int) -> tuple[str, str]:
        """Return the picture of a column and its colour."""
        if place in self._filtered:
            return "filter", "accent"
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == place:
            is_up = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
            return ("up" if is_up else "down"), "onHeader"
        return "chevron", "faint"
