"""The line to search with: what for, how many were found, which of them is shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QToolButton, QWidget

from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.widgets.buttons import picture_button
from danvan_desktop.ui.widgets.labels import text_label
from danvan_desktop.ui.widgets.rows import row_of
from danvan_desktop.ui.widgets.search_box import SearchBox


class FindBar(QWidget):
    """Hidden until it is wanted; Enter goes on, Shift+Enter goes back, Esc puts it away."""

    searched = Signal(str)
    """What to search for, empty when nothing any more."""
    step = Signal(int)
    """1: the next find, -1: the one before."""
    closed = Signal()

    def __init__(self, translator: Translator) -> None:
        """Make the row."""
        super().__init__()
        self._translator = translator
        self.box = SearchBox(translator(_("Tìm trong các trang, có dấu hoặc không dấu")))
        self.box.setMaximumWidth(360)
        self.box.searched.connect(self.searched)
        self.box.installEventFilter(self)
        self.count = text_label("", "soft")
        row_of(
            self.box,
            self._tool(_("Chỗ trước (Shift+Enter)"), "up", lambda: self.step.emit(-1)),
            self._tool(_("Chỗ sau (Enter)"), "down", lambda: self.step.emit(1)),
            self.count,
            None,
            self._tool(_("Đóng tìm kiếm (Esc)"), "close", self.put_away),
            grows=self.box,
            gap=6,
            margins=(8, 0, 8, 6),
            on=self,
        )
        self.hide()

    def want(self) -> None:
        """Show it, ready to type."""
        self.show()
        self.box.setFocus()
        self.box.selectAll()

    def put_away(self) -> None:
        """Hide it and forget what was searched for."""
        self.box.clear()
        self.hide()
        self.closed.emit()

    def say(self, current: int, total: int) -> None:
        """Show which find (from 0) of how many is shown."""
        if not self.box.text().strip():
            self.count.clear()
        elif total:
            self.count.setText(f"{self._translator.number(current + 1)}/{self._translator.number(total)}")
        else:
            self.count.setText(self._translator(_("Không thấy")))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter and Esc before the search box does."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self.step.emit(-1 if back else 1)
                return True
            if event.matches(QKeySequence.StandardKey.Cancel):
                self.put_away()
                return True
        return super().eventFilter(watched, event)

    def _tool(self, words: Message, picture: str, then: object) -> QToolButton:
        button = picture_button(self._translator(words), icon(picture))
        button.clicked.connect(then)
        return button
