"""Leads an editor from stage to stage, and lets only the states be chosen that the record can be put in now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from danvan_desktop.domain.kind import STATE
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.states import State, States
from danvan_desktop.ui.editors.steps import StepLine, needs_text, steps_of

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor


class Stages(QObject):
    """The line of stages of a record whose state follows from its fields, and the choice of its state."""

    def __init__(self, editor: RecordEditor) -> None:
        """Follow an editor, which shows ``line``."""
        super().__init__(editor)
        self._editor = editor
        self._wanted: str | None = None
        self._told = ""
        self.line = StepLine()
        self.line.wanted.connect(self.lead_to)

    def show(self) -> None:
        """Show where the record stands as it is typed now."""
        editor, states = self._editor, self._editor.kind.states
        if states is None:
            return
        record = editor.live_record()
        editor.form.offer_choices(STATE, self._offered(states, record))
        if states.follow_facts:
            self.line.show_steps(steps_of(editor.kind, states, record, editor.say))
            editor.form.suggest(STATE, record.get(STATE))
            self._tell_rest(states, record)

    def forget(self) -> None:
        """Lead nowhere any more: another record is shown."""
        self._wanted = None

    def _offered(self, states: States, record: Record) -> tuple[str, ...]:
        day, stored = record.date(self._editor.kind.date or ""), self._editor.record
        is_ahead = day is not None and day > self._editor.context.today()
        current = record.get(STATE) if states.follow_facts or stored is None else stored.get(STATE)
        return states.offered(record.values, current, is_ahead=is_ahead)

    def _tell_rest(self, states: States, record: Record) -> None:
        """Say what the wanted stage lacks now, unless something else was told meanwhile."""
        if self._wanted is None:
            return
        if self._editor.trouble.isHidden() or self._editor.trouble.text() != self._told:
            self._wanted = None
        else:
            self._tell(states[self._wanted], record)

    def _tell(self, state: State, record: Record) -> None:
        editor = self._editor
        editor.tell(needs_text(editor.kind, state, record, editor.say), is_fault=False)
        self._told = editor.trouble.text()

    def lead_to_field(self, name: str) -> None:
        """Lead to the stage that a field belongs to and what it still needs; to the field alone where none does."""
        editor, states = self._editor, self._editor.kind.states
        way = states.way(editor.live_record().values) if states is not None else ()
        asking = [state for state in way if state.day == name or name in state.asked]
        if states is not None and states.follow_facts and asking and not editor.is_locked:
            self.lead_to(asking[0].code)
        else:
            editor.tabs.setCurrentIndex(0)
            editor.form.focus_field(name)

    def lead_to(self, code: str) -> None:
        """Lead to what a stage still needs; what a person decides is decided once nothing is missing."""
        editor, states = self._editor, self._editor.kind.states
        if states is None or editor.is_locked:
            return
        state, record = states[code], editor.live_record()
        missing = state.missing(record.values)
        is_due = code in self._offered(states, record) and not states.holds(state, record.values, record.decided)
        if state.decided and not missing and is_due:
            editor.form.put(STATE, code)
        editor.tabs.setCurrentIndex(0)
        self._wanted = code
        self._tell(state, record)
        editor.form.focus_field((*missing, *filter(None, (state.day,)), *state.asked, STATE)[0])
