"""Keeps signed minutes from being edited until they are opened again for a reason, which the history keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import _
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.widgets.text_dialog import TextDialog
from danvan_desktop.ui.widgets.typing_ahead import show_for_typing

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor


class SignedLock(QObject):
    """Locks an editor while its record is signed, and opens it with ``button``."""

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
        editor.banner.setText(editor.say(_("Biên bản đã ký nên đã khóa. Muốn sửa, bấm “Mở lại…” và ghi lý do.")))

    def ask(self) -> None:
        """Ask why signed minutes are opened again, and open them."""
        title, question = _("Mở lại biên bản đã ký"), _("Lý do mở lại (được ghi vào lịch sử):")
        dialog = TextDialog(self._editor.say, title, question, _("Mở lại"), self._editor)
        dialog.given.connect(self.open)
        show_for_typing(dialog)

    def open(self, reason: str) -> None:
        """Open signed minutes again for a reason."""
        editor = self._editor
        draft = Draft(editor.kind.name, {"state": "held", "reopen_reason": reason}, editor.uid)

        def work(store: Store, _progress: Progress) -> SaveResult:
            return store.save(draft)

        title = _("Mở lại biên bản đã ký")
        editor.context.operations.run(
            Operation(title, work, lambda _result: editor.reload(), undoable=True, owner=editor)
        )
