"""Checks what is typed in an editor a moment after it was, and tells what is wrong beside the fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from danvan_desktop.domain.problems import Problem

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor

AFTER_MILLISECONDS = 350


class Checking(QObject):
    """Asks the store in the background; only fields that were typed into are told of until a save was refused."""

    def __init__(self, editor: RecordEditor) -> None:
        """Follow an editor, which says when something is typed; a field that is left is checked at once."""
        super().__init__(editor)
        self._editor = editor
        self._saves = 0
        self._timer = QTimer(self, singleShot=True, interval=AFTER_MILLISECONDS)
        self._timer.timeout.connect(self._check)
        editor.form.left.connect(self._check)

    def soon(self) -> None:
        """Check once typing pauses."""
        self._timer.start()

    def put_off(self) -> None:
        """Check what is typed no sooner than it is typed on."""
        self._timer.stop()

    def note_saved(self) -> None:
        """Let what was asked before a save unsay nothing that the save warned of; what is typed since is checked."""
        self._saves += 1
        self._timer.stop()
        if self._editor.is_touched:
            self.soon()

    def _check(self) -> None:
        """Check the record; once a save was refused its parts as well, of which one may be what was refused."""
        parts = self._editor.parts.drafts() if self._editor.refusals.was_refused else []
        drafts, saves = self._editor.shown.noted_on([self._editor.main_draft(), *parts]), self._saves
        self._editor.context.operations.read(
            lambda store: store.check_drafts([store.naming.settled(draft) for draft in drafts]),
            lambda found: self._show(saves, {str(draft.uid): of for draft, of in zip(drafts, found, strict=True)}),
            key=("check", id(self)),
            owner=self,
        )

    def _show(self, saves: int, found: Mapping[str, tuple[Problem, ...]]) -> None:
        if saves != self._saves:
            return
        refusals = self._editor.refusals
        problems = found.get(self._editor.uid, ())
        self._editor.form.show_problems(problems, only_touched=not refusals.was_refused, while_typing=True)
        if refusals.was_refused:
            refusals.show_what_is_left(found)
