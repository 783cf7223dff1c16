"""The frame of a wizard: its steps at the top, one of them shown, progress and buttons at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStackedWidget, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message, _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import Operation
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import main_button, plain_button
from danvan_desktop.ui.widgets.questions import AskingDialog
from danvan_desktop.ui.widgets.restyling import set_look
from danvan_desktop.ui.widgets.rows import column_of, row_of
from danvan_desktop.ui.widgets.sizing import open_with_size

_WIDTH, _HEIGHT = 780, 680
"""Pixels, at the usual size of letters."""


class StepDialog(AskingDialog):
    """A dialog of few steps; while an operation of its own runs it can be stopped, but not closed."""

    def __init__(
        self,
        context: UiContext,
        title: Message,
        steps: Sequence[Message],
        parent: QWidget | None = None,
        *,
        height: int = _HEIGHT,
    ) -> None:
        """Name the steps; the subclass adds their widgets in that order. ``height`` grows with what is to be told."""
        super().__init__(context.translator, parent, title)
        self.context = context
        self._running: Message | None = None
        self._names = [self.say(step) for step in steps]
        self._labels = [QLabel() for _step in steps]
        self.banner = Banner()
        self._stack = QStackedWidget()
        self.progress = QProgressBar(textVisible=False)
        self.progress.setAccessibleName(self.say(_("Tiến độ")))
        self.cancel_button = plain_button(self.say(_("Dừng lại")), context.operations.cancel)
        self.back_button = plain_button(self.say(_("Quay lại")))
        self.next_button = main_button(self.say(_("Tiếp tục")), default=True)
        self.close_button = plain_button(self.say(_("Hủy")), self.reject)
        self._arrange()
        open_with_size(self, _WIDTH, height)
        self._follow()
        self._show_progress_row(False)

    def add_step(self, widget: QWidget) -> None:
        """Add the widget of the next step."""
        self._stack.addWidget(widget)

    @property
    def step(self) -> int:
        """The number of the step that is shown, from 0."""
        return self._stack.currentIndex()

    @property
    def is_running(self) -> bool:
        """Whether an operation of this dialog is under way."""
        return self._running is not None

    def show_step(self, number: int) -> None:
        """Turn to a step; those before it are marked as behind, in words too."""
        self.banner.say("")
        self._stack.setCurrentIndex(number)
        for place, (label, name) in enumerate(zip(self._labels, self._names, strict=True)):
            label.setText(f"✓ {name}" if place < number else f"{place + 1}. {name}")
            set_look(label, "reached", place == number)
        self.setAccessibleDescription(f"{number + 1}/{len(self._names)}: {self._names[number]}")

    def run(self, operation: Operation[Any]) -> None:
        """Run an operation while this dialog waits; faults told in words are shown here."""
        self.banner.say("")
        self._show_running(operation.title)

        def succeeded(result: object) -> None:
            self._show_running(None)
            if operation.on_success is not None:
                operation.on_success(result)

        def failed(error: DanvanError) -> bool:
            self._show_running(None)
            return (operation.on_error or self.tell_error)(error)

        self.context.operations.run(replace(operation, on_success=succeeded, on_error=failed, owner=self))

    def tell_error(self, error: DanvanError) -> bool:
        """Show a fault; the dialog stays where it was."""
        self.banner.say(self.say(error.message), "error")
        return True

    def reject(self) -> None:
        """Close; stop first what runs."""
        if self.is_running:
            self.context.operations.cancel()
        else:
            super().reject()

    def say(self, message: Message) -> str:
        """Render a message."""
        return self.context.translator(message)

    def running_changed(self) -> None:
        """Refresh the buttons: an operation began or ended."""

    # Private

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for label in self._labels:
            label.setObjectName("stepName")
            head.addWidget(label)
        head.addStretch(1)
        foot = row_of(self.progress, self.cancel_button, grows=self.progress, gap=8)
        self._gap = QWidget()
        foot.addWidget(self._gap, 1)
        for button in (self.back_button, self.next_button, self.close_button):
            foot.addWidget(button)
        column_of(head, self.banner, self._stack, foot, grows=self._stack, gap=12, margins=(20, 16, 20, 16), on=self)

    def _follow(self) -> None:
        operations = self.context.operations
        operations.progressed.connect(self._show_progress)
        operations.failed.connect(self._failed)
        operations.cancelled.connect(self._cancelled)

    def _show_progress(self, done: int, total: int, _text: Message | None) -> None:
        if self.is_running:
            self.progress.setRange(0, total)
            self.progress.setValue(done)

    def _failed(self, _error: Exception, title: Message | None) -> None:
        if title is not None and title == self._running:
            self._show_running(None)

    def _cancelled(self, title: Message) -> None:
        if title == self._running:
            self._show_running(None)
            self.banner.say(self.say(_("Đã dừng theo yêu cầu; không có gì thay đổi.")), "info")

    def _show_running(self, title: Message | None) -> None:
        self._running = title
        self._stack.setEnabled(title is None)
        self._show_progress_row(title is not None)
        self.running_changed()
        if title is not None:
            # On no button: a second Enter of the one that began it would stop it. Esc stops it.
            self.progress.setFocus()

    def _show_progress_row(self, running: bool) -> None:
        self.progress.setRange(0, 0)
        self.progress.setVisible(running)
        self.cancel_button.setVisible(running)
        self._gap.setVisible(not running)
