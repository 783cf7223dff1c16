"""What an editor hides of a secret record until a press that is noted in its history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.petitions import STAYS_SECRET
from danvan_desktop.domain.secrecy import MASK, closes, hides
from danvan_desktop.localization import _
from danvan_desktop.store import KeptDraft, ShownHeads, Store
from danvan_desktop.ui.editors.draft_content import UnreadableDraft, content_of
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.text_dialog import TextDialog
from danvan_desktop.ui.widgets.typing_ahead import show_for_typing

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor


@dataclass(frozen=True)
class Opened:
    """A secret record as it was opened, and the newest changes of it that were shown with it."""

    record: Record
    heads: ShownHeads


def open_whole(store: Store, uid: str) -> Opened:
    """Read what is hidden of a record, which is noted, and before it the heads: what is shown is never newer."""
    heads = store.heads_of(uid, revealed=True).get(uid, {})
    return Opened(store.reveal(uid, Purpose.READ), heads)


class Secrecy(QObject):
    """Covers an editor's fields, and keeps a draft of what is hidden out of sight, until its ``button`` is pressed."""

    def __init__(self, editor: RecordEditor) -> None:
        """Follow an editor, which shows ``button``."""
        super().__init__(editor)
        self._editor = editor
        self._waiting: KeptDraft | None = None
        self.button = plain_button(
            editor.say(_("Mở nội dung bí mật")),
            self.open,
            tip=editor.say(_("Hiện họ tên, địa chỉ, nội dung của người tố cáo; lần mở được ghi vào lịch sử")),
        )
        self.lift_button = plain_button(
            editor.say(_("Thôi giữ bí mật…")),
            self.ask_to_lift,
            tip=editor.say(_("Khi trước đó chọn nhầm là tố cáo: hỏi lý do, ghi vào lịch sử rồi hiện lại nội dung")),
        )

    @property
    def is_secret(self) -> bool:
        """Whether what is typed belongs to a secret record, by itself or by what it refers to."""
        editor = self._editor
        return (editor.record is not None and editor.record.secret) or self._refers_to_secret()

    @property
    def outlives_its_cause(self) -> bool:
        """Whether the record is secret only for what it once was: somebody may lift that."""
        record, declared = self._editor.record, self._editor.kind.secret_when
        if record is None or not record.secret or self._refers_to_secret():
            return False
        return declared is None or not declared.holds(record.values)

    def notes(self) -> Iterable[Problem]:
        """Say beside the choice that decides why the record stays secret, and what to do."""
        declared = self._editor.kind.secret_when
        return [Problem(declared.field, STAYS_SECRET, Severity.WARNING)] if declared and self.outlives_its_cause else []

    def show(self) -> None:
        """Lock the fields in whose place a mask is shown, and offer to open them."""
        covered = self._covered()
        self._editor.form.cover(covered)
        self._editor.form.keep_no_phrases(self.is_secret)
        self.button.setVisible(bool(covered) or self._waiting is not None)
        self.lift_button.setVisible(self.outlives_its_cause)

    def forget(self) -> None:
        """Offer no draft any more: another record is shown."""
        self._waiting = None

    def offer(self, draft: KeptDraft) -> None:
        """Show what was typed before; of a secret record only once it is asked for.

        A draft that cannot be read is told of beside what is stored, and forgotten with the editor.
        """
        self._editor.context.operations.draft_opened.emit(draft.uid)
        try:
            hides = self._hides(draft)
        except UnreadableDraft as error:
            self._editor.keeper.set_aside(error)
            return
        if not hides:
            self._editor.take_back(draft)
            return
        self._waiting = draft
        self.show()
        self._editor.tell(_("Có bản nháp chưa lưu của hồ sơ bí mật. Bấm “Mở nội dung bí mật” để xem và viết tiếp."))

    def open(self) -> None:
        """Show what is hidden; who asked for it is noted in the history of the record."""
        if self._editor.is_touched:
            self._editor.save(lambda _result: self._open())
        else:
            self._open()

    def ask_to_lift(self) -> None:
        """Ask why the record is to be secret no more; what was typed is saved first."""
        if self._editor.is_touched:
            self._editor.save(lambda _result: self._ask_to_lift())
        else:
            self._ask_to_lift()

    def _ask_to_lift(self) -> None:
        title, question = _("Thôi giữ bí mật"), _("Lý do (được ghi vào lịch sử cùng tên người làm):")
        dialog = TextDialog(self._editor.say, title, question, title, self._editor)
        dialog.given.connect(self.lift)
        show_for_typing(dialog)

    def lift(self, reason: str) -> None:
        """Let the record be secret no more, for a reason."""
        editor, uid = self._editor, self._editor.uid
        work = short_work(lambda store: store.lift(uid, reason))
        editor.context.operations.run(
            Operation(_("Thôi giữ bí mật"), work, lambda _result: editor.reload(), owner=self)
        )

    def _open(self) -> None:
        editor, uid = self._editor, self._editor.uid
        if editor.record is None:
            refusal = editor.context.store.officers.refusal_to_open(editor.kind)
            if refusal is None:
                self._take_draft()
            else:
                editor.tell(refusal)
            return
        work = short_work(lambda store: open_whole(store, uid))

        def shown(opened: Opened) -> None:
            editor.show_opened(opened)
            self._take_draft()

        editor.context.operations.run(Operation(_("Mở nội dung bí mật"), work, shown, owner=self))

    def _take_draft(self) -> None:
        draft, self._waiting = self._waiting, None
        if draft is not None:
            self._editor.tell(None)
            self._editor.take_back(draft)
        self.show()

    def _covered(self) -> list[str]:
        record = self._editor.record
        if record is None or not record.secret:
            return []
        return [name for name in self._editor.form.raw_values() if record.get(name) == MASK]

    def _refers_to_secret(self) -> bool:
        get = self._editor.context.store.get
        return any(referred.secret for uid in self._referred() if (referred := get(uid)) is not None)

    def _referred(self) -> Iterable[str]:
        editor = self._editor
        names = editor.context.store.kinds.secret_references(editor.kind.name)
        if not names:
            return []  # most kinds: what is typed need not be read for it
        values = dict(editor.starting_values) | editor.form.values()
        return [str(values[name]) for name in names if values.get(name)]

    def _hides(self, draft: KeptDraft) -> bool:
        kind, content = self._editor.kind, content_of(draft)
        typed = {**content.preset, **content.typed}
        is_closed = kind.name in self._editor.context.store.officers.closed_kinds
        secret = self.is_secret or is_closed or (kind.secret_when is not None and kind.secret_when.holds(typed))
        hidden = closes if is_closed else hides
        if secret and any(kind.has(name) and hidden(kind.field(name)) for name in content.typed):
            return True
        return any(
            row.typed and (row.secret or self._is_secret_now(name, row.uid, {**row.values, **row.typed}))
            for name, part in content.parts.items()
            for row in part.rows
        )

    def _is_secret_now(self, kind: str, uid: str, values: Mapping[str, object]) -> bool:
        """Tell whether a part is secret since it was typed, or refers to what is."""
        store = self._editor.context.store
        named = [uid, *(str(values[name]) for name in store.kinds.secret_references(kind) if values.get(name))]
        return any((found := store.get(one)) is not None and found.secret for one in named)
