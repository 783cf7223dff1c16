"""How an editor tells what keeps a record from being saved, and what of it cannot be used: beside the fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.problems import InvalidRecord, Problem
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.validation import unusable
from danvan_desktop.localization import _
from danvan_desktop.store import Clash, Overtaken, Store

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor


class Refusals(QObject):
    """Shows refused saves; ``was_refused`` tells that a save was, so that all fields are checked from then on."""

    def __init__(self, editor: RecordEditor) -> None:
        """Follow an editor."""
        super().__init__(editor)
        self._editor = editor
        self._clashes: dict[str, Clash] = {}
        self.was_refused = False
        editor.form.clash_settled.connect(self._settled)

    def show(self, error: DanvanError, drafts: Sequence[Draft]) -> bool:
        """Show a refused save beside its fields; True when it could be shown here."""
        if not isinstance(error, InvalidRecord):
            return False
        if isinstance(error, Overtaken):
            self._tell_overtaken(error, drafts[error.index])
            return True
        self.was_refused = True
        draft = drafts[error.index] if error.index < len(drafts) else self._editor.main_draft()
        homeless = self._show_beside(draft, error.problems)
        reason = _("Chưa lưu: {reason}", reason=error.message)
        self._editor.tell(reason if homeless else _("Chưa lưu: hãy sửa các chỗ được đánh dấu."))
        return True

    def _tell_overtaken(self, error: Overtaken, draft: Draft) -> None:
        """Show both values beside each field that somebody else wrote meanwhile; nothing was saved."""
        editor = self._editor
        editor.put_off_check()
        if draft.uid == editor.uid:
            editor.tabs.setCurrentIndex(0)
            self._clashes = {clash.field: clash for clash in error.clashes}
            editor.form.show_clashes(error.clashes)
            editor.tell(_("Chưa lưu: nơi khác vừa ghi các mục được đánh dấu. Hãy chọn giá trị ở từng mục rồi lưu lại."))
        else:
            self._show_beside(draft, error.problems)
            editor.see(str(draft.uid), error.clashes)
            editor.tell(_("Chưa lưu: nơi khác vừa ghi các mục được đánh dấu. Lưu lần nữa thì giữ giá trị của bạn."))

    def _settled(self, name: str) -> None:
        self._editor.see(self._editor.uid, [self._clashes.pop(name)])
        if not self._clashes:
            self._editor.tell(None)

    def _show_beside(self, draft: Draft, problems: tuple[Problem, ...]) -> list[Problem]:
        panel = self._editor.turn_to_parts(draft.kind)
        if panel is not None:
            return panel.show_problems(str(draft.uid), problems)
        self._editor.tabs.setCurrentIndex(0)
        homeless = self._editor.form.show_problems(problems)
        self._editor.form.focus_first_problem()
        return homeless


def unusable_values(store: Store, record: Record | None) -> list[Problem]:
    """Tell which stored values of a record cannot be used, and who wrote them."""
    found = () if record is None else unusable(store.kinds[record.kind], record)
    return [
        Problem(
            one.field,
            _(
                "{fault} Nơi ghi: {whose}. Hãy sửa lại.",
                fault=one.message,
                whose=store.whose(record.uid, str(one.field)),
            ),
            one.severity,
        )
        for one in found
        if record is not None
    ]
