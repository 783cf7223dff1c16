"""A window of its own for one printed form."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.preview.preview_widget import PreviewWidget
from danvan_desktop.ui.preview.report_file import ReportWish
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.framed_dialog import FramedDialog
from danvan_desktop.ui.widgets.sizing import open_with_size


class PreviewDialog(FramedDialog):
    """Shows one form, as large as the window that it was opened from."""

    def __init__(self, context: UiContext, wish: ReportWish, parent: QWidget | None = None) -> None:
        """Begin to make the form; raises ReportError for an unknown form."""
        title = _("Xem trước: {form}", form=wish.form(context.store).title)
        super().__init__(context.translator, parent, title)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._context, self._wish = context, wish
        self.preview = PreviewWidget(context, _("Đang dựng trang in…"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.reveal_button = plain_button(
            context.translator(_("In cả nội dung bí mật")),
            self._reveal,
            tip=context.translator(_("Lần in được ghi vào lịch sử của hồ sơ")),
        )
        self.reveal_button.setVisible(self._may_reveal())
        column.addWidget(self.reveal_button)
        column.addWidget(self.preview)
        self._take_size_of(parent)
        self.preview.view.setFocus()
        self.preview.show_report(wish)

    def _may_reveal(self) -> bool:
        record = self._context.store.get(self._wish.uid) if self._wish.uid else None
        return record is not None and record.secret and self._wish.form(self._context.store).of_the_file

    def _reveal(self) -> None:
        wish = self._wish
        work = short_work(lambda store: store.reveal(wish.uid, Purpose.PRINTED, wish.form_code))

        def shown(record: Record) -> None:
            self.reveal_button.hide()
            self.preview.show_report(replace(wish, opened=record))

        self._context.operations.run(Operation(_("In nội dung bí mật"), work, shown, owner=self))

    def _take_size_of(self, parent: QWidget | None) -> None:
        if parent is None:
            open_with_size(self, 1000, 760)
            return
        window = parent.window().size()
        self.resize(window.width() * 9 // 10, window.height() * 9 // 10)


def show_report(
    context: UiContext,
    form_code: str,
    uid: str | None = None,
    period: Period | None = None,
    parent: QWidget | None = None,
) -> PreviewDialog:
    """Open the preview of a form of one record or one period and return its window, which deletes itself."""
    dialog = PreviewDialog(context, ReportWish(form_code, uid or "", period), parent)
    dialog.open()
    return dialog
