"""The search box that Ctrl+K opens: results as one types, the arrow keys choose, Enter opens."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from danvan_desktop.localization import _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.search.found import Command, Found, find_commands, find_records
from danvan_desktop.ui.search.found_list import FoundList
from danvan_desktop.ui.widgets.labels import text_label
from danvan_desktop.ui.widgets.pictured_line import PicturedLine
from danvan_desktop.ui.widgets.rows import column_of
from danvan_desktop.ui.widgets.sizing import open_with_size

_WIDTH, _HEIGHT = 720, 520
_FROM_TOP = 60
_MOVES = {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}


class SearchPalette(QDialog):
    """Lists commands at once and records as soon as they are read; closes when something was chosen.

    Enter opens nothing before something was typed or chosen with the arrows: nobody meant the first line then.
    """

    record_chosen = Signal(str)
    """The uid of a record."""

    def __init__(self, context: UiContext, commands: Sequence[Command], parent: QWidget | None = None) -> None:
        """Offer all commands while nothing is typed."""
        super().__init__(parent, Qt.WindowType.Dialog)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._say = context.translator
        self._commands = commands
        self._found_commands: Sequence[Found] = ()
        self._shown_text = ""
        self._opens_when_found = False
        self._is_touched = False
        self._moved_to: Found | None = None
        self.setWindowTitle(self._say(_("Tìm nhanh")))
        self.line = PicturedLine("search")
        self.line.setObjectName("searchLine")
        hint = self._say(_("Tìm hồ sơ, việc cần làm, biểu mẫu: có dấu hoặc không dấu"))
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(hint)
        self.list = FoundList()
        self.list.setAccessibleName(self._say(_("Kết quả tìm")))
        self.note = text_label("", "soft")
        self._arrange()
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._search)
        self.list.clicked.connect(lambda _index: self._open())
        self._search("")
        self.line.setFocus()

    @property
    def found(self) -> Sequence[Found]:
        """What is listed."""
        return self.list.found

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the results and open one while the line keeps the focus."""
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVES:
                self._is_touched = True
                self.list.keyPressEvent(event)
                self._moved_to = self.list.current
                self._tell_current()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._is_touched:
                    self._open()
                return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Close when the officer turns to the window below instead."""
        super().changeEvent(event)
        below = self.parentWidget()
        if event.type() == QEvent.Type.ActivationChange and below is not None and below.isActiveWindow():
            self.close()

    # Private

    def _arrange(self) -> None:
        column_of(self.line, self.list, self.note, grows=self.list, gap=8, margins=(14, 14, 14, 10), on=self)
        open_with_size(self, _WIDTH, _HEIGHT)
        parent = self.parentWidget()
        if parent is not None:
            corner = parent.mapToGlobal(parent.rect().topLeft())
            self.move(corner.x() + (parent.width() - _WIDTH) // 2, corner.y() + _FROM_TOP)

    def _search(self, typed: str) -> None:
        text = typed.strip()
        self._is_touched = self._is_touched or bool(text)
        self._opens_when_found = False
        self._moved_to = None
        translator, views = self._context.translator, self._context.views
        self._found_commands = find_commands(self._commands, text, translator, self._say(_("Việc")))
        if not text:
            self._show(text, ())
            return
        self._context.operations.read(
            lambda store: find_records(store, text, translator, views),
            partial(self._show, text),
            key=("palette", id(self)),
            owner=self,
        )

    def _show(self, text: str, records: Sequence[Found]) -> None:
        self._shown_text = text
        # An arrow ends the word that an input method composes, and so begins a search: what it chose stays chosen.
        commands = self._found_commands
        meant = {found.place for found in commands if self._commands[found.place].is_meant(found.title, text)}
        # Pages before actions, each first as they are meant; the records stand before what has the words besides.
        ranked = sorted(commands, key=lambda found: (found.place not in meant, not self._commands[found.place].is_page))
        first = [found for found in ranked if found.place in meant or self._commands[found.place].is_page]
        found = [*first, *records, *ranked[len(first) :]] if text else commands
        self.list.show_found(found, text, self._moved_to)
        if self.found:
            self.note.setText(self._say(_("↑ ↓ để chọn, Enter để mở, Esc để đóng")))
        else:
            self.note.setText(self._say(_("Không tìm thấy gì. Thử ít từ hơn, hoặc bỏ dấu.")))
        self._tell_current()
        if self._opens_when_found:
            self._open()

    def _tell_current(self) -> None:
        """Let screen readers read the result while the focus stays in the line."""
        current = self.list.current
        self.line.setAccessibleDescription("" if current is None else f"{current.title}. {current.group}")

    def _open(self) -> None:
        """Open what is chosen; who presses Enter before the results came gets the first of them, not a former one."""
        if self._shown_text != self.line.text().strip():
            self._opens_when_found = True
            return
        self._opens_when_found = False
        current = self.list.current
        if current is None:
            return
        self.close()
        if current.uid:
            self.record_chosen.emit(current.uid)
        else:
            self._commands[current.place].run()
