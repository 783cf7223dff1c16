"""The list of results, with the words that were looked for marked in them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.search.found import Found, marks_in
from danvan_desktop.ui.theme import colour

Index = QModelIndex | QPersistentModelIndex
_PADDING = 8
_ICON = 20


class FoundList(QListView):
    """Never takes the focus: the search line keeps it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self._rows = _Rows(self)
        self.setObjectName("list")
        self.setModel(self._rows)
        self.setItemDelegate(_Delegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def found(self) -> Sequence[Found]:
        """What is listed."""
        return self._rows.found

    @property
    def query(self) -> str:
        """What was looked for."""
        return self._rows.query

    @property
    def current(self) -> Found | None:
        """The chosen result."""
        index = self.currentIndex()
        return self.found[index.row()] if index.isValid() else None

    def show_found(self, found: Sequence[Found], query: str, kept: Found | None = None) -> None:
        """List other results and choose the one to be kept, if it is among them, else the first."""
        self._rows.replace(found, query)
        if found:
            same = (place for place, one in enumerate(found) if kept is not None and one.is_same(kept))
            self.setCurrentIndex(self._rows.index(next(same, 0)))


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.found: Sequence[Found] = ()
        self.query = ""
        self._icons: dict[str, QIcon] = {}

    def replace(self, found: Sequence[Found], query: str) -> None:
        self.beginResetModel()
        self.found, self.query = tuple(found), query
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        found = self.found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return found.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(part for part in (found.title, found.group, found.detail) if part)
        if role == Qt.ItemDataRole.DecorationRole:
            if found.icon not in self._icons:
                self._icons[found.icon] = icon(found.icon, "soft")
            return self._icons[found.icon]
        return None


class _Delegate(QStyledItemDelegate):
    """Paints picture, title and a quieter line, with the group at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        listed = self._list()
        height = QFontMetrics(_bold(listed.font())).height()
        if listed.found[index.row()].detail:
            height += listed.fontMetrics().height() + 2
        return QSize(200, max(height, _ICON) + 2 * _PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        listed = self._list()
        found = listed.found[index.row()]
        self.initStyleOption(option, index)
        picture = QIcon(option.icon)
        option.text, option.icon = "", QIcon()
        listed.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, listed)
        area = option.rect.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
        painter.save()
        picture.paint(painter, QRect(area.topLeft(), QSize(_ICON, _ICON)))
        area.setLeft(area.left() + _ICON + _PADDING)
        plain, bold = QFont(listed.font()), _bold(listed.font())
        group_width = QFontMetrics(plain).horizontalAdvance(found.group)
        painter.setFont(plain)
        painter.setPen(colour("soft"))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, found.group)
        title = area.adjusted(0, 0, -group_width - 2 * _PADDING, 0)
        _draw(painter, bold, found.title, listed.query, title.topLeft(), title.width(), "text")
        below = area.topLeft() + QPoint(0, QFontMetrics(bold).height() + 2)
        _draw(painter, plain, found.detail, listed.query, below, area.width(), "soft")
        painter.restore()

    def _list(self) -> FoundList:
        parent = self.parent()
        assert isinstance(parent, FoundList)  # noqa: S101 - made by it
        return parent


def _bold(base: QFont) -> QFont:
    font = QFont(base)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _draw(painter: QPainter, font: QFont, text: str, query: str, corner: QPoint, width: int, ink: str) -> None:
    """Draw one line, cut to ``width``, with the words of ``query`` on a tinted ground and underlined."""
    line = " ".join(text.split())
    shown = QFontMetrics(font).elidedText(line, Qt.TextElideMode.ElideRight, width)
    layout = QTextLayout(shown, font)
    layout.setFormats([_mark(start, length) for start, length in marks_in(shown, query)])
    layout.beginLayout()
    row = layout.createLine()
    row.setLineWidth(width)
    layout.endLayout()
    painter.setPen(colour(ink))
    layout.draw(painter, QPointF(corner))


def _mark(start: int, length: int) -> QTextLayout.FormatRange:
    look = QTextCharFormat()
    look.setBackground(colour("highlight"))
    look.setForeground(colour("text"))
    look.setFontUnderline(True)
    mark = QTextLayout.FormatRange()
    mark.start, mark.length, mark.format = start, length, look
    return mark
