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
    """A model with its progress updates."""

    def add_parts(self) -> None:
        """Add the progress updates."""
        rows = ChildRows(self.context.store.kinds["model_progress"], _PROGRESS_COLUMNS, self.say)
        hint = _("Chưa có báo cáo tiến độ. Bấm “Thêm” (Ctrl+T) để ghi việc đã làm.")
        self.progress = ChildPanel(rows, self.context, hint)
        self.add_panel(self.progress, _("Tiến độ"))
