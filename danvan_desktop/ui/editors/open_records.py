"""The records that are open in the window: one is in sight, the others a press away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.widgets.buttons import PictureButton
from danvan_desktop.ui.widgets.elided_label import ElidedLabel
from danvan_desktop.ui.widgets.labels import quiet_text
from danvan_desktop.ui.widgets.rows import FLUSH, column_of, row_of
from danvan_desktop.ui.widgets.tabs import TabBar

_LONGEST_TAB = 32


class OpenRecords(QWidget):
    """A head with the record's title and the ways to its neighbours, a tab for each record where several are open."""

    current_changed = Signal()
    step_wanted = Signal(str, int)
    """The uid of the record in sight, and 1 for the next of its list or -1 for the one before."""
    own_window_wanted = Signal(str, str)
    """Kind and uid of a record that is to have a window of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a record."""
        super().__init__(parent)
        self.setObjectName("records")
        self._say = Translator()
        self._place_of: dict[RecordEditor, str] = {}
        self._editors: list[RecordEditor] = []
        self.title = ElidedLabel(mode=Qt.TextElideMode.ElideRight)
        self.title.setObjectName("recordTitle")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.position = quiet_text("")
        self.position.setWordWrap(False)
        self.tabs = TabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.hide()
        self.tabs.currentChanged.connect(self._turn)
        self._stack = QStackedWidget()
        self._made_buttons()
        self._arrange()

    def _made_buttons(self) -> None:
        self.back_button = _picture_button("back", self.leave)
        self.before_button = _picture_button("up", lambda: self._step(-1))
        self.next_button = _picture_button("down", lambda: self._step(1))
        self.window_button = _picture_button("pages", self._to_own_window)
        self.close_button = _picture_button("close", self._close)
        for keys, action in (
            ("Alt+Left", self.leave),
            ("Ctrl+Up", lambda: self._step(-1)),
            ("Ctrl+Down", lambda: self._step(1)),
            ("Ctrl+Tab", lambda: self._turn_by(1)),
            ("Ctrl+Shift+Tab", lambda: self._turn_by(-1)),
            ("Ctrl+W", self._close),
            ("Ctrl+Shift+O", self._to_own_window),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(action)

    # What is open

    @property
    def room(self) -> QWidget:
        """What an editor is made in that is to be added here: made elsewhere, all of it would be styled twice."""
        return self._stack

    @property
    def current(self) -> RecordEditor | None:
        """The record in sight."""
        editor = self._stack.currentWidget()
        return editor if isinstance(editor, RecordEditor) and editor in self._editors else None

    def editor_of(self, uid: str) -> RecordEditor | None:
        """Return the editor of a record that is open."""
        return next((editor for editor in self._editors if editor.uid == uid), None)

    def add(self, editor: RecordEditor, place: str) -> None:
        """Open a record from the page of a place, and show it."""
        self._say = editor.say
        self._name_buttons()
        self._editors.append(editor)
        self._place_of[editor] = place
        self._stack.addWidget(editor)
        editor.windowTitleChanged.connect(lambda _title: self._show_titles())
        editor.closed.connect(lambda: self._closed(editor))
        self._stack.setCurrentWidget(editor)
        self._show_titles()

    def show_editor(self, editor: RecordEditor) -> None:
        """Show a record that is open."""
        self._stack.setCurrentWidget(editor)
        self._show_titles()

    def show_those_of(self, place: str) -> None:
        """Show the record that was opened last from the page of a place, none when there is none."""
        those = [editor for editor in self._editors if self._place_of[editor] == place]
        if those and self.current not in those:
            self._stack.setCurrentWidget(those[-1])
        elif not those:
            self._stack.setCurrentIndex(-1)
            self._stack.setCurrentWidget(self._nothing)
        self._show_titles()

    def show_alone(self, alone: bool) -> None:
        """Offer the way back to the page that is not seen."""
        self.back_button.setVisible(alone)

    def tell_position(self, text: str) -> None:
        """Tell which of its list the record is."""
        self.position.setText(text)
        for button in (self.before_button, self.next_button):
            button.setVisible(bool(text))

    def leave(self) -> None:
        """Leave the record in sight; what was typed is kept as a draft."""
        if self.current is not None:
            self.current.leave()

    def close_all(self) -> bool:
        """Close every record; False when one stays because something in it is not saved."""
        for editor in reversed(list(self._editors)):
            if editor.is_touched:
                self.show_editor(editor)
                self.current_changed.emit()
            if not editor.close():
                return False
        return True

    # Private

    def _closed(self, editor: RecordEditor) -> None:
        if editor not in self._place_of:
            return  # closed twice before Qt took it away
        was_current, place = self.current is editor, self._place_of.pop(editor)
        self._editors.remove(editor)
        self._stack.removeWidget(editor)
        if was_current:
            self.show_those_of(place)
            self.current_changed.emit()
            if self.current is not None:
                self.current.activate()
        else:
            self._show_titles()

    def _step(self, step: int) -> None:
        if self.current is not None:
            self.step_wanted.emit(self.current.uid, step)

    def _close(self) -> None:
        if self.current is not None:
            self.current.close()

    def _to_own_window(self) -> None:
        """Move a stored record into a window of its own; what was typed goes with it as a draft."""
        editor = self.current
        if editor is not None and editor.record is not None:
            kind, uid = editor.kind.name, editor.uid
            editor.leave()
            self.own_window_wanted.emit(kind, uid)

    def _turn_by(self, step: int) -> None:
        if self.tabs.count() > 1:
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % self.tabs.count())

    def _turn(self, place: int) -> None:
        those = self._of_this_place()
        if 0 <= place < len(those) and those[place] is not self.current:
            self._stack.setCurrentWidget(those[place])
            self._show_titles()
            self.current_changed.emit()
            those[place].activate()

    def _of_this_place(self) -> list[RecordEditor]:
        current = self.current
        if current is None:
            return []
        return [editor for editor in self._editors if self._place_of[editor] == self._place_of[current]]

    def _show_titles(self) -> None:
        current, those = self.current, self._of_this_place()
        self.title.setText(current.heading if current is not None else "")
        self.title.setToolTip(self.title.text())
        self.window_button.setVisible(current is not None and current.record is not None)
        self.tabs.blockSignals(True)
        while self.tabs.count() > len(those):
            self.tabs.removeTab(self.tabs.count() - 1)
        while self.tabs.count() < len(those):
            self.tabs.addTab("")
        for place, editor in enumerate(those):
            title = editor.heading
            self.tabs.setTabText(place, title if len(title) <= _LONGEST_TAB else f"{title[: _LONGEST_TAB - 1]}…")
            self.tabs.setTabToolTip(place, title)
        if current is not None:
            self.tabs.setCurrentIndex(those.index(current))
        self.tabs.blockSignals(False)
        self.tabs.setVisible(len(those) > 1)

    def _name_buttons(self) -> None:
        names: tuple[tuple[PictureButton, Message], ...] = (
            (self.back_button, _("Quay lại (Esc)")),
            (self.before_button, _("Hồ sơ trước (Ctrl+↑)")),
            (self.next_button, _("Hồ sơ sau (Ctrl+↓)")),
            (self.window_button, _("Mở ra cửa sổ riêng (Ctrl+Shift+O)")),
            (self.close_button, _("Đóng hồ sơ (Ctrl+W)")),
        )
        for button, name in names:
            button.setToolTip(self._say(name))
            button.setAccessibleName(self._say(name))
        self.tabs.setAccessibleName(self._say(_("Các hồ sơ đang mở")))

    def _arrange(self) -> None:
        self._nothing = QWidget()
        self._stack.addWidget(self._nothing)
        head = row_of(self.back_button, self.title, grows=self.title, gap=6, margins=(16, 10, 12, 4))
        for widget in (
            self.position, self.before_button, self.next_button, self.window_button, self.close_button
        ):  # fmt: skip
            head.addWidget(widget)
        column_of(self.tabs, head, self._stack, grows=self._stack, gap=0, margins=FLUSH, on=self)


def _picture_button(picture: str, then: Callable[[], object]) -> PictureButton:
    button = PictureButton()
    button.setIcon(icon(picture))
    button.clicked.connect(lambda _checked=False: then())
    return button
