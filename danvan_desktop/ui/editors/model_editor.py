"""Editing a “Dân vận khéo” model with its progress."""

from __future__ import annotations

from danvan_desktop.localization import _
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.child_rows import ChildRows
from danvan_desktop.ui.editors.editor import RecordEditor

_PROGRESS_COLUMNS = (
    ("reported_on", _("Ngày báo cáo")),
    ("done", _("Việc đã làm")),
    ("difficulties", _("Khó khăn, vướng mắc")),
)


class ModelEditor(RecordEditor):
    """A model with its progress updates and its registration sheet."""

    form_code = "model-registration"

    def add_parts(self) -> None:
        """Add the progress updates."""
        rows = ChildRows(self.context.store.kinds["model_progress"], _PROGRESS_COLUMNS, self.say)
        hint = _("Chưa có báo cáo tiến độ. Bấm “Thêm” (Ctrl+T) để ghi việc đã làm.")
        self.progress = ChildPanel(rows, self.context, hint)
        self.add_panel(self.progress, _("Tiến độ"))
        self.preview_button = self.add_button(_("Xem phiếu đăng ký (Ctrl+P)"), self.preview)
        self.preview_button.setShortcut("Ctrl+P")

    def preview(self) -> None:
        """Show the registration sheet as it will be printed; what was typed is saved first."""
        if self.is_touched or self.record is None:
            self.save(lambda _result: self._show_sheet())
        else:
            self._show_sheet()

    def _show_sheet(self) -> None:
        from danvan_desktop.ui.preview.preview_dialog import show_report

        show_report(self.context, self.form_code, uid=self.uid, parent=self)
