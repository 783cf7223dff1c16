"""Keeps what is typed in an editor every couple of seconds, so that a kill or a power cut loses next to nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from danvan_desktop.localization import _
from danvan_desktop.store import KeptDraft
from danvan_desktop.store.settings import moment_of
from danvan_desktop.ui.editors.draft_content import UnreadableDraft, content_of
from danvan_desktop.ui.operations import Operation, short_work

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor

_EVERY_MILLISECONDS = 2_000


class DraftKeeper(QObject):
    """Writes the editor's state in the background; what is saved or given up is forgotten."""

    kept = Signal(object)
    """The moment (datetime) at which the draft was kept."""

    def __init__(self, editor: RecordEditor) -> None:
        """Follow an editor; ``touch`` says that something was typed."""
        super().__init__(editor)
        self._editor = editor
        self._is_kept = False
        self._is_told = False
        self._timer = QTimer(self, singleShot=True, interval=_EVERY_MILLISECONDS)
        self._timer.timeout.connect(self.keep)

    def touch(self) -> None:
        """Keep what is typed within the next seconds; steady typing does not put it off."""
        if not self._timer.isActive():
            self._timer.start()
        if not self._is_told:
            self._is_told = True
            self._editor.context.operations.noted.emit(_("Đang ghi dở, chưa lưu"))

    def keep(self) -> None:
        """Keep the state now, or forget what was kept when nothing is unsaved any more."""
        editor = self._editor
        if not editor.is_touched:
            self.drop()
            return
        moment = editor.context.store.clock.local_time()
        content = json.dumps(editor.snapshot(), ensure_ascii=False)
        draft = KeptDraft(editor.uid, editor.kind.name, moment.isoformat("T", "seconds"), content)
        work = short_work(lambda store: store.drafts.keep(draft))
        operations = editor.context.operations

        is_new = not self._is_kept
        number = operations.drafts.begin(draft.uid, draft)

        def told(_result: None) -> None:
            operations.drafts.end(draft.uid, number)
            if is_new:
                operations.drafts_changed.emit()
            operations.noted.emit(_("Đã giữ bản nháp lúc {time}, chưa lưu", time=moment.time()))
            if shiboken6.isValid(self):
                self.kept.emit(moment)

        self._is_kept = True
        operations.run(Operation(_("Giữ bản nháp"), work, told, quiet=True, owner=operations))

    def state(self) -> dict[str, Any]:
        """Return what was typed and is not saved, as JSON can keep it."""
        editor = self._editor
        typed = {editor.uid, *(str(draft.uid) for draft in editor.parts.drafts())}
        return {
            "preset": dict(editor.given),
            "typed": editor.form.touched_values(),
            "shown": editor.shown.kept(typed),
            "parts": {
                panel.rows.kind.name: panel.rows.snapshot() for panel in editor.parts.panels if panel.rows.is_touched
            },
        }

    def take_back(self, draft: KeptDraft) -> None:
        """Show again what ``state`` returned; raises UnreadableDraft, and shows nothing of it."""
        editor, content = self._editor, content_of(draft)
        editor.begin_from(draft.uid, content.preset)
        editor.shown.take_back(content.heads())
        for name, typed in content.typed.items():
            if editor.form.has(name):
                editor.form.put(name, typed)
        for panel in editor.parts.panels:
            kept = content.part(panel.rows.kind.name)
            if kept is not None:
                panel.rows.take_back(kept)
        self.adopt()
        editor.show_edited()
        moment = moment_of(draft.moment) or editor.context.store.clock.local_time()
        words = _("Đây là bản nháp lúc {moment}, chưa lưu. Hãy xem lại rồi bấm Lưu.", moment=moment)
        editor.tell(words, is_fault=False)

    def set_aside(self, error: UnreadableDraft) -> None:
        """Tell of a draft that cannot be read; where records may be secret, nothing is shown of what it holds."""
        self.adopt()
        may_be_secret = self._editor.secrecy.is_secret or self._editor.kind.secret_when is not None
        self._editor.tell(error.of_secret if may_be_secret else error.message)

    def adopt(self) -> None:
        """Treat the editor's draft as kept: it was opened from one."""
        self._is_kept = True

    def leave(self) -> None:
        """Keep the state now and for good: the editor closes without saving, and the draft is offered again."""
        self._timer.stop()
        self.keep()
        self._is_kept = self._is_told = False

    def give_up(self) -> None:
        """Forget the draft: the editor closes without saving."""
        if self._is_told:
            is_lost = self._editor.is_touched
            words = _("Đã bỏ phần ghi dở, không lưu") if is_lost else _("Không có gì thay đổi")
            self._editor.context.operations.noted.emit(words)
        self.drop()

    def drop(self) -> None:
        """Forget the draft: it was saved or given up."""
        self._timer.stop()
        self._is_told = False
        if not self._is_kept:
            return
        self._is_kept = False
        uid = self._editor.uid
        work = short_work(lambda store: store.drafts.drop(uid))
        operations = self._editor.context.operations
        number = operations.drafts.begin(uid, None)

        def gone(_result: None) -> None:
            operations.drafts.end(uid, number)
            operations.drafts_changed.emit()

        operations.run(Operation(_("Bỏ bản nháp"), work, gone, quiet=True, owner=operations))
