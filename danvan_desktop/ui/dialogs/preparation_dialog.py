"""Shown while a store is brought up to this version of the program, mended, restored or rescued."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QVBoxLayout, QWidget

from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store.telling import Tell
from danvan_desktop.ui.dialogs.store_maker import StoreMaker, open_existing
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.buttons import plain_button

_OUTDATED = _(
    "Phần mềm đã đổi phiên bản: đang sao lưu rồi dựng lại các bảng từ nhật ký."
    " Việc này chỉ làm một lần và không đổi gì trong nội dung đã ghi."
)


class PreparationDialog(QDialog):
    """Prepares the store in a thread of its own; Escape and the button stop that, and the store stays as it was."""

    ended = Signal(object)
    """``None`` when the store is ready, else the DanvanError, Cancelled or Bug."""

    def __init__(
        self,
        translator: Translator,
        path: Path,
        parent: QWidget | None = None,
        *,
        work: Callable[[Path, Tell], None] = open_existing,
        words: Message = _OUTDATED,
    ) -> None:
        """Name the store, what is done to it and the words for that; ``begin`` starts."""
        super().__init__(parent)
        self.setWindowTitle(translator(_("Chuẩn bị dữ liệu")))
        told = QLabel(translator(words))
        told.setWordWrap(True)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName(translator(_("Tiến độ")))
        self.cancel = plain_button(translator(_("Hủy")), self.reject)
        column = QVBoxLayout(self)
        for widget in (told, self.progress, self.cancel):
            column.addWidget(widget)
        self.setMinimumWidth(scaled(420))
        self._maker = StoreMaker(path, work, self)
        self._maker.progressed.connect(self._show)
        self._maker.ended.connect(self._end)

    def begin(self) -> None:
        """Show the dialog and start."""
        self.open()
        self._maker.start()

    def carry_out(self) -> Exception | None:
        """Show the dialog, start, and wait for the end; returns the error that it ended with."""
        ends: list[Exception | None] = []
        self.ended.connect(ends.append)
        self._maker.start()
        self.exec()
        return ends[0]

    def reject(self) -> None:
        """Stop the work; the dialog closes when that has ended."""
        self.cancel.setEnabled(False)
        self._maker.cancel()

    def _show(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _end(self, _path: Path | None, error: Exception | None) -> None:
        self._maker.wait()
        self.accept()
        self.ended.emit(error)
