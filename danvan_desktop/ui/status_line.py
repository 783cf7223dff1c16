"""The line at the foot of the window: what was saved, what is being done and how far it is, what can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QPushButton, QSizePolicy, QWidget

from danvan_desktop.localization import Message, Translator, _, ngettext
from danvan_desktop.store import SaveResult
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.models.naming import shortened
from danvan_desktop.ui.operations import Operations
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.buttons import quiet_button
from danvan_desktop.ui.widgets.elided_label import ElidedLabel
from danvan_desktop.ui.widgets.rows import row_of

_LONGEST_UNDO = 46
_MINUTE = 60
_KNOWN_AFTER = 2.0
"""Seconds after which the time that is left can be told from what was done."""


class StatusLine(QFrame):
    """Follows the operations by their signals."""

    drafts_wanted = Signal()
    """The officer wants to see what was typed and is not saved."""

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
        self._began = now()
        self.state = ElidedLabel()
        self.state.setObjectName("soft")
        self.state.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.progress = QProgressBar()
        self.progress.setFixedWidth(scaled(180))
        # Its letters would lie half on the bar; what is done, and how long the rest takes, is told beside it.
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(translator(_("Tiến độ")))
        self.drafts = quiet_button("", self.drafts_wanted.emit)
        self.drafts.hide()
        self.cancel = quiet_button(translator(_("Hủy")), operations.cancel)
        self.undo = quiet_button("", operations.undo, icon("undo", "accentDark"))
        self.redo = quiet_button("", operations.redo, icon("redo", "accentDark"))
        row = row_of(self.state, grows=self.state, gap=10, margins=(14, 3, 10, 3), on=self)
        for widget in (self.progress, self.cancel, self.drafts, self.undo, self.redo):
            row.addWidget(widget)
        self._show_running(False)
        self._show_undo()
        self._follow()
        self._count_drafts()
        operations.drafts_changed.connect(self._count_drafts)

    def show_officer(self, button: QPushButton) -> None:
        """Show at the end of the line who works here."""
        layout = self.layout()
        if layout is not None:
            layout.addWidget(button)

    def _count_drafts(self) -> None:
        self._operations.read(lambda store: len(store.drafts.all()), self._show_rest, key=(self, "drafts"))

    def _show_rest(self, drafts: int) -> None:
        """Say how things stand before anything was done: all is saved only where no draft waits."""
        self.drafts.setVisible(drafts > 0)
        self.drafts.setText(self._say(ngettext("{n} bản nháp chưa lưu…", "{n} bản nháp chưa lưu…", drafts)))
        if not self.state.text():
            waiting = ngettext("Còn {n} bản đang ghi dở, chưa lưu", "Còn {n} bản đang ghi dở, chưa lưu", drafts)
            self._tell(waiting if drafts else _("Mọi thay đổi đã được lưu"))

    def _follow(self) -> None:
        self._operations.started.connect(self._started)
        self._operations.progressed.connect(self._progressed)
        self._operations.finished.connect(self._finished)
        self._operations.failed.connect(self._operation_failed)
        self._operations.refused.connect(lambda title: self._operation_failed(None, title))
        self._operations.cancelled.connect(self._cancelled)
        self._operations.undo_changed.connect(self._show_undo)
        self._operations.noted.connect(self._noted)

    def _started(self, title: Message) -> None:
        self._title = title
        self._began = self._now()
        self._tell(_("{title}…", title=title))
        self.progress.setRange(0, 0)
        self._show_running(True)

    def _progressed(self, done: int, total: int, text: Message | None) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        doing = text if text is not None else self._title
        if doing is not None:
            left = self._left(done, total)
            self._tell(_("{doing}…", doing=doing) if left is None else _("{doing}, {left}", doing=doing, left=left))

    def _left(self, done: int, total: int) -> Message | None:
        """Say how long the rest will take, once enough was done to know."""
        passed = (self._now() - self._began).total_seconds()
        if not 0 < done < total or passed < _KNOWN_AFTER:
            return None
        seconds = passed / done * (total - done)
        if seconds < _MINUTE:
            return ngettext("còn khoảng {n} giây", "còn khoảng {n} giây", max(1, round(seconds)))
        return ngettext("còn khoảng {n} phút", "còn khoảng {n} phút", round(seconds / _MINUTE))

    def _finished(self, result: object, told: Message | None) -> None:
        self._show_running(False)
        if self._title is None:
            return
        if isinstance(result, SaveResult) and not result.save_id:
            self._tell(_("Không có gì thay đổi"))
        elif told is not None:
            self._tell(_("{done} lúc {time}", done=told, time=self._now().time()))
        else:
            self._tell(_("Đã {what} lúc {time}", what=self._verb(self._title), time=self._now().time()))
        self._title = None

    def _noted(self, words: Message) -> None:
        """Tell something small, unless something larger is being told."""
        if self._title is None:
            self._tell(words)

    def _operation_failed(self, _error: object, title: Message | None) -> None:
        if title is not None:
            self._show_running(False)
            self._tell(_("Chưa {what}", what=self._verb(title)))
            self._title = None

    def _cancelled(self, title: Message) -> None:
        self._show_running(False)
        self._tell(_("{title}: đã hủy", title=title))
        self._title = None

    def _tell(self, message: Message) -> None:
        self.state.setText(self._say(message))
        self.state.setToolTip(self.state.text())

    def _verb(self, title: Message) -> str:
        """Return what an operation does within a sentence: titles begin with their verb."""
        words = self._say(title)
        return words[:1].lower() + words[1:]

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
