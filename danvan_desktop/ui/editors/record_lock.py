"""Keeps what is locked from being edited until it is opened again for a reason, which the history keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.locking import REOPEN_REASON, locked_whole, reopening, state_label
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.wording import within_sentence
from danvan_desktop.store import Store
from danvan_desktop.ui.operations import ChangeSummary, Operation, short_work
from danvan_desktop.ui.widgets.text_dialog import TextDialog
from danvan_desktop.ui.widgets.typing_ahead import show_for_typing

_REOPENING = _("Mở lại để sửa")

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor


class RecordLock(QObject):
    """Locks an editor while its record is in a locked state: its banner says why, and has the button that leads on."""

    def __init__(self, editor: RecordEditor) -> None:
        """Follow an editor."""
        super().__init__(editor)
        self._editor = editor
        self._locking: Record | None = None
        editor.banner.action_wanted.connect(self._lead_on)
        if editor.kind.parent is not None:
            editor.context.operations.changed.connect(self._look_again)

    def show(self) -> None:
        """Lock what is locked, and say so."""
        editor, record = self._editor, self._editor.record
        locking = None if record is None else locking_record(editor.context.store, record)
        locked, is_itself = locking is not None, locking is record
        open_when_signed = frozenset(field.name for field in editor.kind.fields if field.open_when_signed)
        editor.form.set_read_only(locked, open_when_signed)
        editor.secrecy.show()
        for panel in editor.parts.panels:
            panel.set_read_only(locked and panel.rows.kind.locks_with_parent)
        self._locking = locking
        self.offer_saving()
        if locking is None:
            editor.banner.say("")
            return
        kind = editor.context.store.kinds[locking.kind]
        way_on = _("Mở lại…") if is_itself else _("Mở {whole}", whole=within_sentence(editor.say(kind.label)))
        editor.banner.say(editor.say(_words_of(kind, locking, is_itself=is_itself)), "info", editor.say(way_on))

    def offer_saving(self) -> None:
        """Offer to save only what can have changed: of what is locked, what is still open once that is typed."""
        self._editor.save_button.setVisible(self._locking is None or self._editor.is_touched)

    def _lead_on(self) -> None:
        """Open what is locked again, or turn to the whole that it is locked by."""
        if self._locking is not None and self._locking is not self._editor.record:
            self._editor.open_requested.emit(self._locking.kind, self._locking.uid)
        else:
            self.ask()

    def _look_again(self, _summary: ChangeSummary) -> None:
        """What a part belongs to may have been locked or opened."""
        if self._editor.record is not None:
            self.show()

    def ask(self) -> None:
        """Ask why the record is opened again, and open it."""
        title, question = _REOPENING, _("Lý do mở lại (được ghi vào lịch sử):")
        dialog = TextDialog(self._editor.say, title, question, _("Mở lại"), self._editor)
        dialog.given.connect(self.open)
        show_for_typing(dialog)

    def open(self, reason: str) -> None:
        """Open the record again for a reason."""
        editor, record = self._editor, self._editor.record
        if record is None:
            return
        draft = Draft(record.kind, {**reopening(editor.kind, record.values), REOPEN_REASON: reason}, record.uid)
        work = short_work(lambda store: store.save(draft))
        editor.context.operations.run(
            Operation(_REOPENING, work, lambda _result: editor.reload(), undoable=True, owner=editor)
        )


def locking_record(store: Store, record: Record) -> Record | None:
    """Return the record that locks a stored one, ``None`` where none does: itself, or what it is a part of."""
    if store.kinds[record.kind].is_locked(record.values):
        return record
    return locked_whole(store.kinds, record, store)


def _words_of(kind: Kind, locking: Record, *, is_itself: bool) -> Message:
    state = state_label(kind, locking.values)
    if is_itself:
        return _("Đã khóa ở trạng thái “{state}”. Muốn sửa, mở lại và ghi lý do.", state=state)
    return _(
        "{whole} đã khóa ở trạng thái “{state}”. Muốn sửa, mở lại ở đó và ghi lý do.", whole=kind.label, state=state
    )
