"""A step for a list that is pasted or typed: at the left what was written, at the right what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from danvan_desktop.localization import Message, _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.setup.preview_table import PreviewTable
from danvan_desktop.ui.setup.read_lines import ReadLine
from danvan_desktop.ui.setup.section import Section
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.labels import text_label
from danvan_desktop.ui.widgets.rows import FLUSH, column_of

_SHARES = 1, 2
_BESIDE = 860
"""Pixels, at the usual size of letters: from here on the list and what becomes of it face each other."""


class PasteSection(Section):
    """Reads what is written at every key; nothing is saved before the button is pressed."""

    columns: Sequence[Message]
    example: Message
    long_names = False
    """Whether what is listed has long names and seldom a reason to tell."""

    def __init__(self, context: UiContext) -> None:
        """Start empty."""
        super().__init__(context)
        self.text: QPlainTextEdit = _Pasted()
        self.text.setPlaceholderText(self.say(self.example))
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(self.say(_("Danh sách dán vào")))
        self.table = PreviewTable(self.columns, context.translator, long_names=self.long_names)
        self.counts = text_label("", "soft")
        self.above, self.below = QVBoxLayout(), QVBoxLayout()
        self._arrange()
        self.text.textChanged.connect(self._read_anew)

    def read_lines(self) -> Sequence[ReadLine]:
        """Return what becomes of each line of the text."""
        raise NotImplementedError

    def stored_lines(self) -> Sequence[ReadLine]:
        """Return what was saved before, shown while the list is empty; nothing where it does not matter."""
        return ()

    def show_stored(self) -> None:
        """Read the list anew against what is stored."""
        self._show()

    def forget(self) -> None:
        """Empty the list."""
        self.text.clear()

    def kept(self) -> str:
        """Return the list as it was written."""
        return self.text.toPlainText()

    def take_back(self, kept: str) -> None:
        """Show a list that was kept."""
        if kept and not self.text.toPlainText():
            self.text.setPlainText(kept)

    @property
    def order(self) -> Sequence[QWidget]:
        """Where Tab stops, as the eye goes."""
        return (self.text, self.table)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the stops of Tab in order, now that all of them are in the window."""
        super().showEvent(event)
        for before, after in pairwise(self.order):
            QWidget.setTabOrder(before, after)

    def begin(self) -> None:
        """Stand in the list."""
        self.text.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put what becomes of the list below it where there is no room beside it."""
        super().resizeEvent(event)
        wanted = Qt.Orientation.Horizontal if self.width() >= scaled(_BESIDE) else Qt.Orientation.Vertical
        if wanted != self._splitter.orientation():
            self._splitter.setOrientation(wanted)
            room = self.width() if wanted == Qt.Orientation.Horizontal else self.height()
            self._splitter.setSizes([room * share // sum(_SHARES) for share in _SHARES])

    def _read_anew(self) -> None:
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        read = self.read_lines()
        before = () if read else self.stored_lines()
        self._becomes.setText(self.say(_("Đã ghi") if before else _("Sẽ ghi")))
        self.table.show_lines(before or read)
        self.counts.setText(self.table.told())

    def _arrange(self) -> None:
        column = column_of(self.above, gap=8, margins=FLUSH, on=self)
        self._splitter = splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        self._becomes = _heading(self.say(_("Sẽ ghi")), self.table)
        pasted = _heading(self.say(_("Danh sách dán vào (Ctrl+V)")), self.text)
        splitter.addWidget(_side(pasted, self.text))
        splitter.addWidget(_side(self._becomes, self.table, self.counts))
        for place, share in enumerate(_SHARES):
            splitter.setStretchFactor(place, share)
        splitter.setHandleWidth(12)
        column.addWidget(splitter, 1)
        column.addLayout(self.below)


class _Pasted(QPlainTextEdit):
    """A box for a list; after a paste the beginnings of its lines are in sight, where the names stand."""

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste, and go back to the left edge."""
        super().insertFromMimeData(source)
        self.horizontalScrollBar().setValue(0)


def _heading(words: str, widget: QWidget) -> QLabel:
    label = QLabel(words)
    label.setObjectName("fieldLabel")
    label.setBuddy(widget)
    return label


def _side(heading: QLabel, widget: QWidget, beside: QWidget | None = None) -> QWidget:
    side = QWidget()
    column = column_of(gap=4, margins=FLUSH, on=side)
    head = QHBoxLayout()
    head.addWidget(heading, 1)
    if beside is not None:
        head.addWidget(beside)
    column.addLayout(head)
    column.addWidget(widget, 1)
    return side
