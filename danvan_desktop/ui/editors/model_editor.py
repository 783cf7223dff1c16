"""Editing a “Dân vận khéo” model with its progress, its points and its recognition."""

from __future__ import annotations

from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store import Store
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.child_rows import ChildRow, ChildRows
from danvan_desktop.ui.editors.editor import RecordEditor

_PROGRESS_COLUMNS = (
    ("reported_on", _("Ngày báo cáo")),
    ("done", _("Việc đã làm")),
    ("difficulties", _("Khó khăn, vướng mắc")),
)
_SCORE_COLUMNS = (
    ("criterion_name", _("Tiêu chí")),
    ("points", _("Điểm")),
    ("scorer", _("Người chấm")),
    ("remark", _("Nhận xét")),
)
_RECOGNITION_COLUMNS = (
    ("level", _("Cấp")),
    ("decision_number", _("Số quyết định")),
    ("decision_date", _("Ngày")),
    ("title", _("Danh hiệu, hình thức")),
)
Columns = tuple[tuple[str, Message], ...]


class ScoreRows(ChildRows):
    """Points with the names of their criteria."""

    def __init__(self, store: Store, translator: Translator) -> None:
        """Name criteria by what ``store`` has."""
        super().__init__(store.kinds["score"], _SCORE_COLUMNS, translator, store.new_uid)
        self._store = store

    def derived(self, row: ChildRow, name: str) -> Message | str:
        """Name the criterion."""
        uid = row.values.get("criterion")
        return self._store.title(str(uid)) if uid else ""


class ModelEditor(RecordEditor):
    """A model with its parts."""

    def add_parts(self) -> None:
        """Add the progress updates, the points and the recognition."""
        self.progress = self._add_part(
            "model_progress",
            _PROGRESS_COLUMNS,
            _("Tiến độ"),
            _("Chưa có báo cáo tiến độ. Bấm “Thêm” (Ctrl+T) để ghi việc đã làm."),
        )
        hint = _("Chưa chấm điểm. Bấm “Thêm” (Ctrl+T), chọn tiêu chí rồi ghi điểm; bộ tiêu chí mở từ Cài đặt.")
        rows = ScoreRows(self.context.store, self.say)
        self.scores = ChildPanel(rows, self.context, hint)
        self.add_panel(self.scores, _("Chấm điểm"))
        self.recognitions = self._add_part(
            "recognition",
            _RECOGNITION_COLUMNS,
            _("Công nhận"),
            _("Chưa có quyết định công nhận. Bấm “Thêm” (Ctrl+T) để ghi."),
        )

    def _add_part(self, kind: str, columns: Columns, title: Message, hint: Message) -> ChildPanel:
        panel = ChildPanel(
            ChildRows(self.context.store.kinds[kind], columns, self.say, self.context.store.new_uid), self.context, hint
        )
        self.add_panel(panel, title)
        return panel
