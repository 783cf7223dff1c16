"""Buttons below a table of parts that do something with the chosen one, once it is stored."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from danvan_desktop.domain.record import Record
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.kinds.view import PartAction
from danvan_desktop.ui.widgets.buttons import plain_button

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor


class PartActions(QObject):
    """The buttons of one panel, each in reach while it is ready for the chosen part."""

    def __init__(self, editor: RecordEditor, panel: ChildPanel, actions: tuple[PartAction, ...]) -> None:
        """Put the buttons beside the others of the panel, which this belongs to."""
        super().__init__(panel)
        self._editor, self._panel, self._actions = editor, panel, actions
        self.buttons: list[tuple[PartAction, QPushButton]] = []
        panel.made.connect(self._add_buttons)
        panel.selected.connect(self.refresh)
        panel.edited.connect(self.refresh)

    def refresh(self) -> None:
        """Let those be pressed that are ready for the chosen part."""
        part = self._part()
        for action, button in self.buttons:
            is_free = not (action.writes and self._editor.is_locked)
            button.setEnabled(part is not None and is_free and action.ready(part))

    def run(self, action: PartAction, *_checked: bool) -> None:
        """Do it with the chosen part; what was typed is saved first."""
        part = self._part()
        if part is None:
            return
        editor = self._editor
        if not action.writes or not (editor.is_touched or editor.record is None):
            action.run(editor, part)
            return
        editor.save(lambda _result: action.run(editor, editor.context.store.get(part.uid) or part))

    def _add_buttons(self) -> None:
        for action in self._actions:
            button = plain_button(self._editor.say(action.label), partial(self.run, action))
            if action.tip is not None:
                button.setToolTip(self._editor.say(action.tip))
            self._panel.buttons.addWidget(button)
            self.buttons.append((action, button))

    def _part(self) -> Record | None:
        row = self._panel.current
        if row is None:
            return None
        return Record(self._panel.rows.kind.name, row.uid, row.values, secret=row.secret)
