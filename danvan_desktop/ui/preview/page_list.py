"""Small pictures of all pages: where one is, and a way to another page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QListView, QWidget

from danvan_desktop.localization import Translator, _
from danvan_desktop.ui.preview.pdf_pages import PageSize

_WIDTH = 96
"""Pixels across a picture; an upright A4 page is then about 136 pixels high."""
_Index = QModelIndex | QPersistentModelIndex


class _Pictures(QAbstractListModel):
    """One row a page; pictures are asked for when they are looked at, one at a time."""

    wanted = Signal(int, float)

    def __init__(self, translator: Translator, density: float) -> None:
        super().__init__()
        self._translator, self._density = translator, density
        self._sizes: Sequence[PageSize] = ()
        self._pictures: dict[int, QPixmap] = {}
        self._waiting: list[int] = []
        self._asked: int | None = None

    def set_pages(self, sizes: Sequence[PageSize]) -> None:
        self.beginResetModel()
        self._sizes = sizes
        self._pictures.clear()
        self._waiting.clear()
        self._asked = None
        self.endResetModel()

    def set_picture(self, index: int, image: QImage) -> None:
        picture = _framed(QPixmap.fromImage(image))
        picture.setDevicePixelRatio(self._density)
        self._pictures[index] = picture
        self._asked = None
        self.dataChanged.emit(self.index(index), self.index(index))
        self._ask()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._sizes)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._translator.number(index.row() + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._translator(_("Trang {number}", number=index.row() + 1))
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(index.row())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def _picture(self, row: int) -> QPixmap:
        if row in self._pictures:
            return self._pictures[row]
        if row in self._waiting:
            self._waiting.remove(row)
        self._waiting.append(row)
        self._ask()
        size = self._sizes[row]
        empty = QPixmap(_WIDTH, round(_WIDTH * size.height / size.width))
        empty.fill(QColor(Qt.GlobalColor.white))
        return _framed(empty)

    def _ask(self) -> None:
        """Want the page that was looked at last, since it is the one on the screen."""
        if self._asked is None and self._waiting:
            self._asked = self._waiting.pop()
            self.wanted.emit(self._asked, _WIDTH * self._density / self._sizes[self._asked].width)


def _framed(picture: QPixmap) -> QPixmap:
    """Draw the sheet's edge, which a white list would swallow."""
    painter = QPainter(picture)
    painter.setPen(QColor(0, 0, 0, 90))
    painter.drawRect(picture.rect().adjusted(0, 0, -1, -1))
    painter.end()
    return picture


class PageList(QListView):
    """Tells which page was chosen; its pictures come from outside, through ``image_wanted`` and ``set_image``."""

    page_chosen = Signal(int)
    image_wanted = Signal(int, float)
    """Page index (from 0) and pixels a point."""

    def __init__(self, translator: Translator, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self._pictures = _Pictures(translator, self.devicePixelRatioF())
        self._pictures.wanted.connect(self.image_wanted)
        self.setModel(self._pictures)
        self.setAccessibleName(translator(_("Danh sách trang")))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setIconSize(QSize(_WIDTH, round(_WIDTH * 1.42)))
        self.setSpacing(6)
        self.setFixedWidth(_WIDTH + 56)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self.page_chosen.emit(index.row()))
        self.activated.connect(lambda index: self.page_chosen.emit(index.row()))

    def set_pages(self, sizes: Sequence[PageSize]) -> None:
        """List the pages of another file."""
        self._pictures.set_pages(sizes)
        self.set_page(0)

    def set_image(self, index: int, image: QImage) -> None:
        """Take the picture of a page that was asked for."""
        if index < self._pictures.rowCount():
            self._pictures.set_picture(index, image)

    def set_page(self, page: int) -> None:
        """Mark the page that is read."""
        index = self._pictures.index(page)
        if index.isValid() and page != self.currentIndex().row():
            self.setCurrentIndex(index)
            self.scrollTo(index)
