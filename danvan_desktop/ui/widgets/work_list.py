"""The list of work: one row a work with its deadline, its article and the button that leads to doing it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QWidget

from danvan_desktop.store.due_items import DueItem, Urgency
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.kinds.view import Views
from danvan_desktop.ui.models.work_rows import Head, More, WorkRows
from danvan_desktop.ui.theme import colour, scaled
from danvan_desktop.ui.widgets.copying import copies_rows

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

Index = QModelIndex | QPersistentModelIndex
_SIDE, _GAP, _ABOVE = 20, 12, 6
_WHO, _TERM, _PICTURE, _DOT, _BAR, _ROUND = 180, 420, 18, 8, 3, 5
_TERM_SHARE, _WHO_SHARE = 0.27, 0.14
"""Of the width of a row: the deadline with its article up to ``_TERM``, who has to do it from ``_WHO`` on."""
_WIDE, _NARROW = 1000, 640
"""Pixels at the usual size of letters: from ``_WIDE`` on who has to do it has a column, below ``_NARROW`` the deadline
stands under the rest."""
_DOTS: Mapping[Urgency, str] = {
    Urgency.LATE: "error",
    Urgency.TODAY: "warningLine",
    Urgency.AHEAD: "accent",
    Urgency.THIS_YEAR: "inputLine",
}
_INKS: Mapping[Urgency, str] = {Urgency.LATE: "error", Urgency.TODAY: "warning"}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RowAreas(Struct, frozen=True):
    """Where the parts of a row are; an empty rectangle: nowhere."""

    picture: QRect
    text: QRect
    who: QRect
    term: QRect
    button: QRect
    is_narrow: bool


class WorkList(QListView):
    """Arrow keys and Enter, or the button of a row, do what is due; Ctrl+O and a double click open the record."""

    acted = Signal(object)
    """A DueItem to be acted on."""
    opened = Signal(object)
    """A DueItem whose record is to be opened."""
    more_wanted = Signal(object)
    """The Urgency of which more is wanted."""

    def __init__(self, rows: WorkRows, views: Views, name: str, parent: QWidget | None = None) -> None:
        """Show ``rows``; ``name`` is told to screen readers."""
        super().__init__(parent)
        self._rows = rows
        self.setObjectName("workList")
        self.setAccessibleName(name)
        self.setModel(rows)
        self._delegate = _Delegate(self, rows, views)
        self.setItemDelegate(self._delegate)
        copies_rows(self)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    @property
    def current(self) -> DueItem | None:
        """The chosen work."""
        row = self._rows.row(self.currentIndex())
        return row if isinstance(row, DueItem) else None

    def choose(self, number: int | None) -> None:
        """Choose a row."""
        if number is not None:
            self.setCurrentIndex(self._rows.index(number))

    def areas(self, number: int) -> RowAreas:
        """Return where the parts of a row are, in the viewport."""
        return self._delegate.areas(self.visualRect(self._rows.index(number)))

    def act(self) -> None:
        """Do what the chosen row is for."""
        row = self._rows.row(self.currentIndex())
        if isinstance(row, DueItem):
            self.acted.emit(row)
        elif isinstance(row, More):
            self.more_wanted.emit(row.urgency)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on Enter; open the record on Ctrl+O."""
        is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and is_plain:
            if not event.isAutoRepeat():
                self.act()
        elif event.key() == Qt.Key.Key_O and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            if self.current is not None:
                self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Act where a button is pressed, and show more where that is asked for."""
        super().mouseReleaseEvent(event)
        number = self.indexAt(event.position().toPoint()).row()
        if event.button() is Qt.MouseButton.LeftButton and self._acts_at(event.position().toPoint()):
            self.choose(number)
            self.act()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the record, but not where the button is."""
        if self.current is not None and not self._acts_at(event.position().toPoint()):
            self.opened.emit(self.current)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the hand over what can be pressed."""
        super().mouseMoveEvent(event)
        shape = Qt.CursorShape.PointingHandCursor
        self.setCursor(shape if self._acts_at(event.position().toPoint()) else Qt.CursorShape.ArrowCursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the rows out anew: what stands beside each other follows the width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """Lay the rows out for another size of letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()

    def _acts_at(self, point: QPoint) -> bool:
        index = self.indexAt(point)
        row = self._rows.row(index)
        if isinstance(row, DueItem):
            return self.areas(index.row()).button.contains(point)
        return isinstance(row, More)


class _Delegate(QStyledItemDelegate):
    """Paints heads, works and what leads to more."""

    def __init__(self, view: WorkList, rows: WorkRows, views: Views) -> None:
        super().__init__(view)
        self._view, self._rows, self._views = view, rows, views

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line, row = QFontMetrics(self._view.font()).lineSpacing(), self._rows.row(index)
        width = self._view.viewport().width()
        if not isinstance(row, DueItem):
            return QSize(width, line + 2 * _ABOVE)
        lines = 3 if width < scaled(_NARROW) else 2
        return QSize(width, lines * line + 2 * _ABOVE)

    def areas(self, row: QRect) -> RowAreas:
        """Divide a row."""
        picture, width = scaled(_PICTURE), self._button_width()
        line = QFontMetrics(self._view.font()).lineSpacing()
        is_narrow, is_wide = row.width() < scaled(_NARROW), row.width() >= scaled(_WIDE)
        button = QRect(row.right() - _SIDE - width, row.center().y() - (line + 10) // 2, width, line + 10)
        left, right = row.left() + _SIDE + picture + _GAP, button.left() - _GAP
        term_width = 0 if is_narrow else min(scaled(_TERM), round(row.width() * _TERM_SHARE))
        who_width = max(scaled(_WHO), round(row.width() * _WHO_SHARE)) if is_wide else 0
        term = QRect(right - term_width, row.top() + _ABOVE, term_width, 2 * line)
        who = QRect(term.left() - _GAP - who_width, term.top(), who_width, 2 * line)
        if is_narrow:
            term = QRect(left, row.top() + _ABOVE + 2 * line, right - left, line)
        end = right if is_narrow else (who if is_wide else term).left() - _GAP
        text = QRect(left, row.top() + _ABOVE, max(0, end - left), 2 * line)
        mark = QRect(row.left() + _SIDE, row.center().y() - picture // 2, picture, picture)
        return RowAreas(mark, text, who if is_wide else QRect(), term, button, is_narrow)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._rows.row(index)
        painter.save()
        match row:
            case DueItem():
                self._paint_entry(painter, option, row)
            case Head():
                self._paint_head(painter, option.rect, row)
            case _:
                self._paint_line(painter, option, self._rows.told(row), is_link=isinstance(row, More))
        painter.restore()

    def _paint_head(self, painter: QPainter, area: QRect, head: Head) -> None:
        painter.fillRect(area, colour("stripe"))
        painter.setPen(QPen(colour("line")))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(_DOTS[head.urgency]))
        dot = scaled(_DOT)
        painter.drawEllipse(QRect(area.left() + _SIDE, area.center().y() - dot // 2, dot, dot))
        bold, left = self._bold(), area.left() + _SIDE + dot + 8
        title = self._rows.say(head.urgency.title)
        self._text(painter, QRect(left, area.top(), area.width(), area.height()), title, "text", bold)
        left += QFontMetrics(bold).horizontalAdvance(title) + 8
        count = self._rows.say.number(head.count)
        self._text(painter, QRect(left, area.top(), area.width(), area.height()), count, "soft")

    def _paint_line(self, painter: QPainter, option: QStyleOptionViewItem, text: str, *, is_link: bool) -> None:
        area = option.rect
        if is_link:
            self._paint_ground(painter, option)
        left = area.left() + _SIDE + scaled(_PICTURE) + _GAP
        self._text(painter, area.adjusted(left - area.left(), 0, -_SIDE, 0), text, "accentDark" if is_link else "soft")

    def _paint_entry(self, painter: QPainter, option: QStyleOptionViewItem, entry: DueItem) -> None:
        areas, rows = self.areas(option.rect), self._rows
        is_chosen = self._paint_ground(painter, option)
        painter.setPen(QPen(colour("line")))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        about = entry.kind or entry.place
        name = next((view.icon for view in self._views if view.kind == about), "reports")
        icon(name, "soft").paint(painter, areas.picture)
        line = areas.text.height() // 2
        first = QRect(areas.text.topLeft(), QSize(areas.text.width(), line))
        self._text(painter, first, self._fitted(entry, first.width()), "text", self._bold())
        below = rows.below(entry)
        if areas.who.isEmpty():
            below = " · ".join(dict.fromkeys(filter(None, (below, rows.who(entry)))))
        else:
            self._text(painter, areas.who, rows.who(entry), "soft")
        self._text(painter, first.translated(0, line), below, "soft")
        self._paint_term(painter, areas, entry)
        self._paint_button(painter, areas.button, rows.say(entry.step), is_chosen=is_chosen)

    def _fitted(self, entry: DueItem, room: int) -> str:
        """Shorten what a work is about, so that what is lacking is seen whole."""
        metrics, standing = QFontMetrics(self._bold()), self._rows.standing(entry)
        left = room - metrics.horizontalAdvance(standing)
        return metrics.elidedText(self._rows.subject(entry), Qt.TextElideMode.ElideRight, left) + standing

    def _paint_term(self, painter: QPainter, areas: RowAreas, entry: DueItem) -> None:
        ink, left = _INKS.get(entry.urgency, "text"), self._rows.left(entry)
        font = self._bold() if entry.urgency in _INKS else self._view.font()
        if areas.is_narrow:
            self._text(painter, areas.term, left, ink, font)
            used = QFontMetrics(font).horizontalAdvance(left) + 8
            self._text(painter, areas.term.adjusted(used, 0, 0, 0), self._rows.short_deadline(entry), "soft")
            return
        line = areas.term.height() // 2
        first = QRect(areas.term.topLeft(), QSize(areas.term.width(), line))
        self._text(painter, first, left, ink, font)
        self._text(painter, first.translated(0, line), self._rows.short_deadline(entry), "soft")

    def _paint_button(self, painter: QPainter, area: QRect, text: str, *, is_chosen: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("accent" if is_chosen else "inputLine")))
        painter.setBrush(colour("accent" if is_chosen else "surface"))
        painter.drawRoundedRect(area, _ROUND, _ROUND)
        painter.setFont(self._bold() if is_chosen else self._view.font())
        painter.setPen(colour("onAccent" if is_chosen else "text"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> bool:
        """Paint what is behind the words of a row, and tell whether it is chosen."""
        # Its many enums are made when it is loaded: the page can be used before there is a row to paint.
        from PySide6.QtWidgets import QStyle

        area, is_chosen = option.rect, bool(option.state & QStyle.StateFlag.State_Selected)
        if is_chosen:
            painter.fillRect(area, colour("selection"))
            painter.fillRect(QRect(area.left(), area.top(), _BAR, area.height()), colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, colour("hover"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour("focus"), 2))
            painter.drawRect(area.adjusted(1, 1, -1, -2))
        return is_chosen

    def _text(self, painter: QPainter, area: QRect, text: str, ink: str, font: QFont | None = None) -> None:
        painter.setFont(font or self._view.font())
        painter.setPen(colour(ink))
        shown = QFontMetrics(font or self._view.font()).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, _LEFT, shown)

    def _bold(self) -> QFont:
        font = QFont(self._view.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _button_width(self) -> int:
        """Be as wide as the longest words of the buttons in the list, so that they stand in line."""
        metrics = QFontMetrics(self._bold())
        steps = {str(row.step): row.step for row in self._rows.rows if isinstance(row, DueItem)}
        widths = (metrics.horizontalAdvance(self._rows.say(step)) for step in steps.values())
        return max((*widths, scaled(80))) + 2 * _GAP
