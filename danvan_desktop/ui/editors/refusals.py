"""How an editor tells what keeps a record from being saved, and what of it cannot be used: beside the fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.problems import InvalidRecord, Problem
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.validation import unusable
from danvan_desktop.localization import _
from danvan_desktop.store import Clash, StaleDraft, Store
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.widgets.buttons import Button

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor

_MARKED = _("Chưa lưu: hãy sửa các chỗ được đánh dấu.")


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
        if isinstance(error, StaleDraft):
            self._editor.checking.put_off()
            draft = drafts[error.index]
            if any(clash.is_hidden for clash in error.clashes):
                self._show_beside(draft, error.problems)
                self._ask_to_open(error.clashes, draft)
            else:
                self._tell_overtaken(error.clashes, draft)
            return True
        self.was_refused = True
        draft = drafts[error.index] if error.index < len(drafts) else self._editor.main_draft()
        homeless = self._show_beside(draft, error.problems)
        reason = _("Chưa lưu: {reason}", reason=error.message)
        self._editor.tell(reason if homeless else _MARKED)
        return True

    def show_what_is_left(self, found: Mapping[str, tuple[Problem, ...]]) -> None:
        """Unsay of the parts what was put right, and that anything is marked where nothing is any more."""
        for panel in self._editor.parts.panels:
            if isinstance(panel, ChildPanel):
                panel.show_what_is_left(found)
        is_right = not any(problem.is_error for problems in found.values() for problem in problems)
        if is_right and self._editor.trouble.text() == self._editor.say(_MARKED):
            self._editor.tell(None)

    def _ask_to_open(self, clashes: Sequence[Clash], draft: Draft) -> None:
        """Let what is secret by now be seen before it is written over, or left as it is."""
        editor = self._editor
        editor.tell(_("Chưa lưu: các mục được đánh dấu đang giữ nội dung bí mật mà bạn chưa xem."))
        box = QMessageBox(editor)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(editor.say(_("Nội dung bí mật")))
        box.setText(
            editor.say(
                _(
                    "Hồ sơ này nay được giữ bí mật, và nơi khác đã ghi vào mục bạn đang sửa. Mở nội dung đó để so với"
                    " phần của bạn? Lần mở được ghi vào lịch sử."
                )
            )
        )
        role = QMessageBox.ButtonRole
        open_button, stay = Button(editor.say(_("Mở nội dung bí mật"))), Button(editor.say(_("Để sau")))
        for button, of_role in ((open_button, role.AcceptRole), (stay, role.RejectRole)):
            button.setParent(box)  # the box outlives this call, and so must they
            box.addButton(button, of_role)
        box.setEscapeButton(stay)
        open_button.clicked.connect(lambda _checked=False: self._open(clashes, draft))
        box.open()

    def _open(self, clashes: Sequence[Clash], draft: Draft) -> None:
        work = short_work(lambda store: store.reveal_clashes(str(draft.uid), clashes))
        self._editor.context.operations.run(
            Operation(
                _("Mở nội dung bí mật"), work, lambda opened: self._tell_overtaken(opened, draft), owner=self._editor
            )
        )

    def _tell_overtaken(self, clashes: Sequence[Clash], draft: Draft) -> None:
        """Show both values beside each field that somebody else wrote meanwhile; nothing was saved."""
        editor = self._editor
        problems = tuple(Problem(clash.field, clash.message) for clash in clashes)
        if draft.uid == editor.uid:
            editor.tabs.setCurrentIndex(0)
            self._clashes = {clash.field: clash for clash in clashes}
            editor.form.show_clashes(clashes)
            editor.tell(_("Chưa lưu: nơi khác vừa ghi các mục được đánh dấu. Hãy chọn giá trị ở từng mục rồi lưu lại."))
        else:
            self._show_beside(draft, problems)
            editor.shown.see(str(draft.uid), clashes)
            editor.tell(
                _(
                    "Chưa lưu: nơi khác vừa ghi các mục được đánh dấu. Lưu lần nữa thì giữ nội dung bạn ghi;"
                    " nội dung kia vẫn còn trong lịch sử."
                )
            )

    def _settled(self, name: str) -> None:
        self._editor.shown.see(self._editor.uid, [self._clashes.pop(name)])
        if not self._clashes:
            self._editor.tell(None)

    def _show_beside(self, draft: Draft, problems: tuple[Problem, ...]) -> list[Problem]:
        panel = self._editor.parts.turn_to(draft.kind)
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
