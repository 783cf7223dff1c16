"""A list whose items have a title and a quieter line below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from danvan_desktop.ui.theme import colour
from danvan_desktop.ui.widgets.copying import copies_rows
from danvan_desktop.ui.widgets.wrapped_text import PADDING, draw_text, text_height, title_and_detail

Index = QModelIndex | QPersistentModelIndex
_AT_ONCE = 50
"""Items that are measured in one turn of the event loop: of hundreds their lines take longer than a window may wait."""
_DETAIL_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Item:
    """One item; ``key`` says what it stands for."""

    key: str
    title: str
    detail: str = ""


class TwoLineList(QListView):
    """Shows items, one chosen at a time."""

    chosen = Signal(str)
    """The key of the item that became current."""
    opened = Signal(str)
    """The key of an item that was double-clicked or entered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self._items = _Items(self)
        self._quiet = False
        self.setObjectName("list")
        self.setModel(self._items)
        copies_rows(self)
        self.setItemDelegate(_Delegate(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_AT_ONCE)
        self.selectionModel().currentChanged.connect(self._tell_chosen)
        self.activated.connect(lambda index: self.opened.emit(self._items.key(index)))

    @property
    def items(self) -> Sequence[Item]:
        """What is listed."""
        return self._items.items

    @property
    def current(self) -> str:
        """The key of the current item, empty when there is none."""
        return self._items.key(self.currentIndex())

    def set_items(self, items: Sequence[Item], keep: bool = True) -> None:
        """List other items; the current one stays current where it is still among them."""
        key = self.current
        self._items.replace(items)
        if keep and key:
            self.choose(key, tell=False)

    def choose(self, key: str, tell: bool = True) -> bool:
        """Make the item of that key current; ``tell`` it by ``chosen``. Returns whether it is listed."""
        row = next((row for row, item in enumerate(self._items.items) if item.key == key), -1)
        if row < 0:
            return False
        self._quiet = not tell
        # One that is not measured yet could not be brought into view.
        self.setLayoutMode(QListView.LayoutMode.Batched if row < _AT_ONCE else QListView.LayoutMode.SinglePass)
        self.setCurrentIndex(self._items.index(row))
        self._quiet = False
        return True

    def _tell_chosen(self, index: QModelIndex) -> None:
        if index.isValid() and not self._quiet:
            self.chosen.emit(self._items.key(index))


class _Items(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.items: Sequence[Item] = ()

    def replace(self, items: Sequence[Item]) -> None:
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def key(self, index: Index) -> str:
        return self.items[index.row()].key if index.isValid() else ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return item.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{item.title}. {item.detail}" if item.detail else item.title
        return item.detail if role == _DETAIL_ROLE else None


class _Delegate(QStyledItemDelegate):
    """Paints both lines; each may wrap into a second one."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._list().viewport().width()
        title, detail = title_and_detail(self._list().font())
        height = text_height(title, index.data(), width)
        if index.data(_DETAIL_ROLE):
            height += 2 + text_height(detail, index.data(_DETAIL_ROLE), width)
        return QSize(width, height + 2 * PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        style = self._list().style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, self._list())
        title, detail = title_and_detail(self._list().font())
        area = option.rect.adjusted(PADDING, PADDING, -PADDING, -PADDING)
        painter.save()
        painter.setPen(colour("text"))
        top = draw_text(painter, title, index.data(), area)
        painter.setPen(colour("soft"))
        draw_text(painter, detail, index.data(_DETAIL_ROLE), area.adjusted(0, top + 2, 0, 0))
        painter.restore()

    def _list(self) -> QListView:
        parent = self.parent()
        assert isinstance(parent, QListView)  # noqa: S101 - made by it
        return parent
