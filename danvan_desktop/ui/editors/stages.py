"""Leads an editor from stage to stage, and lets only the states be chosen that the record can be put in now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from danvan_desktop.domain.kind import STATE
from danvan_desktop.ui.editors.steps import StepLine, needs_text, steps_of

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor


class Stages(QObject):
    """The line of stages of a record whose state follows from its fields, and the choice of its state."""

    def __init__(self, editor: RecordEditor) -> None:
        """Follow an editor, which shows ``line``."""
        super().__init__(editor)
        self._editor = editor
        self.line = StepLine()
        self.line.wanted.connect(self.lead_to)

    def show(self) -> None:
        """Show where the record stands as it is typed now."""
        editor, states = self._editor, self._editor.kind.states
        if states is None:
            return
        record = editor.live_record()
        day = record.date(editor.kind.date or "")
        is_ahead = day is not None and day > editor.context.today()
        stored = editor.record
        current = record.get(STATE) if states.follow_facts or stored is None else stored.get(STATE)
        editor.form.offer_choices(STATE, states.offered(record.values, current, is_ahead=is_ahead))
        if states.follow_facts:
            self.line.show_steps(steps_of(editor.kind, states, record, editor.say))
            editor.form.suggest(STATE, record.get(STATE))

    def lead_to(self, code: str) -> None:
        """Lead to what a stage still needs; what a person decides is decided once nothing is missing."""
        editor, states = self._editor, self._editor.kind.states
        if states is None or editor.is_locked:
            return
        state, record = states[code], editor.live_record()
        missing = state.missing(record.values)
        if state.decided and not missing:
            editor.form.put(STATE, code)
        editor.tabs.setCurrentIndex(0)
        editor.tell(needs_text(editor.kind, state, record, editor.say))
        editor.form.focus_field((*missing, *state.asked, state.day or STATE)[0])
