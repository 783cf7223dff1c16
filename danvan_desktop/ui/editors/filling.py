"""Shows in an editor what a save will fill in that nobody gave, so that it can be seen and changed before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from danvan_desktop.domain.fields import Value
from danvan_desktop.store import Store

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor


class Filling(QObject):
    """Follows an editor; what the officer typed is left alone, and what is shown is filled in by the save itself."""

    shown = Signal()
    """Something was put into the form."""

    def __init__(self, editor: RecordEditor) -> None:
        """Ask anew whenever a field is edited that others follow from."""
        super().__init__(editor)
        self._editor = editor
        kind = editor.kind
        needed = {name for rule in kind.following for name in (*rule.needs, *rule.looks_at)}
        self._watched: set[str | None] = {kind.date, *needed, *(rule.field for rule in kind.following)}
        self._offered: set[str] = set()
        editor.form.edited.connect(self._edited)

    def ask(self) -> None:
        """Find out in the background what would be filled in now."""
        editor = self._editor
        draft = editor.main_draft()

        def read(store: Store) -> Mapping[str, Value]:
            return store.filled_in(store.naming.settled(draft))[0]

        editor.context.operations.read(read, self._show, key=("fill", id(editor)), owner=self)

    def _edited(self, name: str) -> None:
        if name in self._watched:
            self.ask()

    def _show(self, filled: Mapping[str, Value]) -> None:
        editor = self._editor
        gone = self._offered - set(filled)
        values = {**{name: editor.starting_values.get(name) for name in gone}, **filled}
        typed = editor.form.touched
        for name, value in values.items():
            if name not in typed and editor.form.has(name):
                editor.form.suggest(name, value)
        self._offered = set(filled)
        self.shown.emit()
