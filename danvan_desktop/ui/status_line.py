"""The line at the foot of the window: what was saved, what is being done and how far it is, what can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QWidget

from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store import SaveResult
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.models.naming import shortened
from danvan_desktop.ui.operations import Operations

_LONGEST_UNDO = 46


class StatusLine(QFrame):
    """Follows the operations by their signals."""

    def __init__(
        self,
        operations: Operations,
        translator: Translator,
        now: Callable[[], dt.datetime],
        parent: QWidget | None = None,
    ) -> None:
        """Show that nothing is waiting to be saved."""
        super().__init__(parent)
        self.setObjectName("statusLine")
        self._operations = operations
        self._say = translator
        self._now = now
        self._title: Message | None = None
        self.state = QLabel(translator(_("Mọi thay đổi đã được lưu")))
        self.state.setObjectName("soft")
        self.state.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.progress = QProgressBar()
        self.progress.setFixedWidth(180)
        self.cancel = QPushButton(translator(_("Hủy")))
        self.cancel.clicked.connect(operations.cancel)
        self.undo = QPushButton(icon("undo", "accentDark"), "")
        self.undo.clicked.connect(operations.undo)
        self.redo = QPushButton(icon("redo", "accentDark"), "")
        self.redo.clicked.connect(operations.redo)
        for button in (self.cancel, self.undo, self.redo):
            button.setProperty("flat", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 3, 10, 3)
        row.setSpacing(10)
        row.addWidget(self.state, 1)
        for widget in (self.progress, self.cancel, self.undo, self.redo):
            row.addWidget(widget)
        self._show_running(False)
        self._show_undo()
        self._follow()

    def _follow(self) -> None:
        self._operations.started.connect(self._started)
        self._operations.progressed.connect(self._progressed)
        self._operations.finished.connect(self._finished)
        self._operations.failed.connect(lambda _error, title: self._failed(title))
        self._operations.cancelled.connect(self._cancelled)
        self._operations.undo_changed.connect(self._show_undo)

    def _started(self, title: Message) -> None:
        self._title = title
        self._tell(_("{title}…", title=title))
        self.progress.setRange(0, 0)
        self._show_running(True)

    def _progressed(self, done: int, total: int, text: Message | None) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        if text is not None:
            self._tell(text)

    def _finished(self, result: object) -> None:
        self._show_running(False)
        if self._title is None:
            return
        if isinstance(result, SaveResult) and not result.save_id:
            self._tell(_("Không có gì thay đổi"))
        else:
            self._tell(_("{title}: xong lúc {time}", title=self._title, time=self._now().time()))
        self._title = None

    def _failed(self, title: Message | None) -> None:
        if title is not None:
            self._show_running(False)
            self._tell(_("{title}: không thực hiện được", title=title))
            self._title = None

    def _cancelled(self, title: Message) -> None:
        self._show_running(False)
        self._tell(_("{title}: đã hủy", title=title))
        self._title = None

    def _tell(self, message: Message) -> None:
        self.state.setText(self._say(message))
        self.state.setToolTip(self.state.text())

    def _show_running(self, running: bool) -> None:
        self.progress.setVisible(running)
        self.cancel.setVisible(running)

    def _show_undo(self) -> None:
        undo, redo = self._operations.undo_title, self._operations.redo_title
        self._offer(self.undo, undo and _("Hoàn tác: {what}", what=undo), "Ctrl+Z")
        self._offer(self.redo, redo and _("Làm lại: {what}", what=redo), "Ctrl+Y")

    def _offer(self, button: QPushButton, what: Message | None, keys: str) -> None:
        button.setVisible(what is not None)
        if what is not None:
            words = self._say(what)
            button.setText(shortened(words, _LONGEST_UNDO))
            button.setToolTip(f"{words} ({keys})")
