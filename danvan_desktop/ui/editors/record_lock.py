"""Keeps what is locked from being edited until it is opened again for a reason, which the history keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from danvan_desktop.domain.locking import REOPEN_REASON, reopening, state_label
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import _
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.widgets.text_dialog import TextDialog
from danvan_desktop.ui.widgets.typing_ahead import show_for_typing

_REOPENING = _("Mở lại để sửa")

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor


class RecordLock(QObject):
    """Locks an editor while its record is in a locked state, and opens it with ``button``."""

    def __init__(self, editor: RecordEditor) -> None:
        """Follow an editor."""
        super().__init__(editor)
        self._editor = editor
        self.button = editor.add_last_button(_("Mở lại…"), self.ask)

    def show(self) -> None:
        """Lock what is locked, and say so."""
        editor, locked = self._editor, self._editor.is_locked
        open_when_signed = frozenset(field.name for field in editor.kind.fields if field.open_when_signed)
        editor.form.set_read_only(locked, open_when_signed)
        editor.secrecy.show()
        for panel in editor.panels:
            panel.set_read_only(locked)
        self.button.setVisible(locked)
        editor.banner.setVisible(locked)
        if locked and editor.record is not None:
            state = state_label(editor.kind, editor.record.values)
            words = _("Đã khóa ở trạng thái “{state}”. Muốn sửa, bấm “Mở lại…” và ghi lý do.", state=state)
            editor.banner.setText(editor.say(words))

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

        def work(store: Store, _progress: Progress) -> SaveResult:
            return store.save(draft)

        editor.context.operations.run(
            Operation(_REOPENING, work, lambda _result: editor.reload(), undoable=True, owner=editor)
        )
