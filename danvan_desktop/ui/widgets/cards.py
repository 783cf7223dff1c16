"""Cards of the overview: a framed part with a title, and a figure that leads to what it counts."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from danvan_desktop.ui.widgets.buttons import Button
from danvan_desktop.ui.widgets.labels import section_title
from danvan_desktop.ui.widgets.link_row import SIDE


class Card(QFrame):
    """A framed part of a page; widgets go into ``body``."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        """Make an empty card."""
        super().__init__(parent)
        self.setObjectName("card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16 - SIDE, 14, 16 - SIDE, 12)
        self.body.setSpacing(8)
        self._title = section_title(title)
        self._title.setWordWrap(True)
        self._title.setContentsMargins(SIDE, 0, SIDE, 0)
        self.body.addWidget(self._title)
        self._title.setVisible(bool(title))

    def column(self) -> QVBoxLayout:
        """Add a column to ``body`` whose widgets are in line with the title, and return it."""
        column = QVBoxLayout()
        column.setContentsMargins(SIDE, 0, SIDE, 4)
        column.setSpacing(8)
        self.body.addLayout(column)
        return column

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)
        self._title.show()


class FigureCard(Button):
    """A large figure with its name above and a remark below; a click leads to what it counts."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make a card without a figure yet."""
        super().__init__("", parent)
        self.setObjectName("figureCard")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # As high as the highest of its row.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._labels = [QLabel(), QLabel(), QLabel()]
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(2)
        for label, style in zip(self._labels, ("figureName", "figure", "figureRemark"), strict=True):
            label.setObjectName(style)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            label.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(label)
        column.addStretch(1)
        self._labels[2].setWordWrap(True)
        self._name = name
        self._labels[0].setText(name)

    def show_figure(self, figure: str, remark: str = "", alarming: bool = False) -> None:
        """Show a figure; an ``alarming`` one is drawn as such, its remark must say so in words too."""
        self._labels[1].setText(figure)
        self._labels[2].setText(remark)
        self._labels[1].setProperty("alarming", alarming)
        self._labels[1].style().polish(self._labels[1])
        self.setAccessibleName(". ".join(part for part in (f"{self._name}: {figure}", remark) if part))

    @property
    def figure(self) -> str:
        """The figure that is shown."""
        return self._labels[1].text()

    @property
    def remark(self) -> str:
        """The remark that is shown."""
        return self._labels[2].text()

    def sizeHint(self) -> QSize:
        """Be as large as the labels need."""
        return self._sized()

    def minimumSizeHint(self) -> QSize:
        """Never cut the labels."""
        return self._sized()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Grow when a narrow card wraps its remark."""
        super().resizeEvent(event)
        self.updateGeometry()

    def _sized(self) -> QSize:
        layout = self.layout()
        if layout is None:
            return super().sizeHint()
        size = layout.totalSizeHint()
        height = layout.totalHeightForWidth(self.width()) if layout.hasHeightForWidth() else size.height()
        return QSize(layout.totalMinimumSize().width(), max(height, layout.totalMinimumSize().height()))
