"""Leads an editor from stage to stage, and lets only the states be chosen that the record can be put in now."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.kind import STATE
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.states import State, States
from danvan_desktop.localization import Message, _
from danvan_desktop.ui.editors.steps import Step, StepLine, needs_text, steps_of
from danvan_desktop.ui.forms.folding_section import FoldingSection, StageState
from danvan_desktop.ui.widgets.keys import has_keyboard

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor


class Stages(QObject):
    """The stages of a record whose state follows from its fields, and the choice of its state.

    They are the sections of the form where its view says so, else a line of buttons.
    """

    def __init__(self, editor: RecordEditor) -> None:
        """Follow an editor, which shows ``line`` where there is one."""
        super().__init__(editor)
        self._editor = editor
        self._wanted: str | None = None
        self._told = ""
        self._steps: Sequence[Step] = ()
        self.line: StepLine | None = None
        if editor.kind.follows_facts and not editor.form.sections.staged:
            self.line = StepLine()
            self.line.wanted.connect(self.lead_to)
        for section in editor.form.sections.staged:
            section.turned.connect(partial(self._turned, section))

    @property
    def buttons(self) -> Mapping[str, QPushButton]:
        """What is pressed for each stage, by its code: the heading of its section, else the button of the line."""
        if self.line is not None:
            return self.line.buttons
        return {code: section.head for section in self._editor.form.sections.staged for code in section.stages}

    def show(self) -> None:
        """Show where the record stands as it is typed now."""
        editor, states = self._editor, self._editor.kind.states
        if states is None:
            return
        record = editor.live_record()
        editor.form.offer_choices(STATE, self._offered(states, record))
        if states.follow_facts:
            self._steps = steps_of(editor.kind, states, record, editor.say)
            self._show_steps()
            self._leave_out(states, record)
            editor.form.suggest(STATE, record.get(STATE))
            self._tell_rest(states, record)

    def fold(self, *, but_where_one_is: bool = False) -> None:
        """Show of a stored record what is due; what is done, and what comes later, as a few lines."""
        form = self._editor.form
        is_stored = self._editor.record is not None
        due = {step.code for step in self._steps if step.is_next}
        for section in form.sections if form.sections.staged else ():
            is_typed_in = form.sections.is_typed_in(section, form.touched)
            is_kept = is_typed_in or (but_where_one_is and has_keyboard(section))
            section.fold(folded=is_stored and not due & set(section.stages) and not is_kept)

    def forget(self) -> None:
        """Lead nowhere any more: another record is shown."""
        self._wanted = None

    def _show_steps(self) -> None:
        if self.line is not None:
            self.line.show_steps(self._steps)
        is_stored = self._editor.record is not None
        for section in self._editor.form.sections.staged:
            step = self._step_of(section)
            if step is not None:
                is_due = step.is_next if is_stored else step.is_current
                mark = StageState.DUE if is_due else StageState.DONE if step.is_done else StageState.LATER
                becomes_due = mark is StageState.DUE and section.mark is not mark
                # A day that a new record is offered does not tell that anything was done.
                standing = step.standing if is_stored or not is_due else self._editor.say(_("đang ghi"))
                section.show_standing(mark, step.name, standing, step.told)
                if becomes_due and self._editor.form.is_touched:
                    section.fold(folded=False)

    def _leave_out(self, states: States, record: Record) -> None:
        """Leave out what belongs to stages that such a record never comes to, unless something is written there."""
        sections = self._editor.form.sections
        for section in sections.staged:
            is_on_the_way = any(states[code].applies(record.values) for code in section.stages)
            is_written = any(record.get(name) is not None for name in sections.names_in(section))
            section.setVisible(is_on_the_way or is_written)

    def _step_of(self, section: FoldingSection) -> Step | None:
        """Return the stage of a section that comes next, else that which the record is in, else the first of them."""
        those = [step for step in self._steps if step.code in section.stages]
        return max(those, key=lambda step: (step.is_next, step.is_current), default=None)

    def _turned(self, section: FoldingSection, opened: bool) -> None:
        """Lead to what a stage that was opened still lacks; nothing is decided by looking at it."""
        step, states = self._step_of(section), self._editor.kind.states
        if not opened or step is None or states is None or self._editor.is_locked:
            return
        state, record = states[step.code], self._editor.live_record()
        missing = self._missing(state, record)
        if missing:
            self._wanted = step.code
            self._tell(state, record)
        self._editor.form.focus_first_of(section, missing)

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
        editor, missing = self._editor, self._missing(state, record)
        names = [editor.say(editor.kind.field(name).label) for name in missing if not self._is_of_parts(name)]
        if len(names) < len(missing):
            names.append(self._parts_title())
        fields = ", ".join(name.lower() for name in names)
        editor.tell(needs_text(state, fields) if fields else None, is_fault=False)
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
        missing = self._missing(state, record)
        is_due = code in self._offered(states, record) and not states.holds(state, record.values, record.decided)
        is_decided = state.decided and not missing and is_due
        if is_decided:
            editor.form.put(STATE, code)
        wanted = (*missing, *filter(None, (state.day,)), *state.asked, STATE)[0]
        parts = editor.leading_parts if self._is_of_parts(wanted) else None
        editor.tabs.setCurrentIndex(0 if parts is None else editor.tabs.indexOf(parts))
        self._wanted = code
        self._tell(state, record)
        if is_decided and code in editor.kind.locked_states:
            editor.tell(_locking(state), is_fault=False)
        if parts is not None:
            parts.write_first()
        else:
            editor.form.focus_field(self._begins_at(wanted))

    def _begins_at(self, wanted: str) -> str:
        """Return the field in which one begins a step that wants this one: the words of a reply come before its day."""
        form, kind = self._editor.form, self._editor.kind
        names, typed = form.sections.names_with(wanted), form.raw_values()
        before = (name for name in itertools.takewhile(wanted.__ne__, names) if form.input(name).takes_keys)
        told = (name for name in before if kind.field(name).type is FieldType.LONG_TEXT and not typed.get(name))
        return next(told, wanted)

    def _missing(self, state: State, record: Record) -> list[str]:
        """Return the fields that a state still needs as they stand in the form, those that follow from rows first."""
        return self._editor.form.in_order(state.missing(record.values))

    def _is_of_parts(self, name: str) -> bool:
        """Tell whether a field is no field of the form: it follows from the rows of the record."""
        return self._editor.leading_parts is not None and not self._editor.form.has(name)

    def _parts_title(self) -> str:
        parts, tabs = self._editor.leading_parts, self._editor.tabs
        return tabs.tabText(tabs.indexOf(parts)) if parts is not None else ""


def _locking(state: State) -> Message:
    """Say what a decision comes to before it is saved: one press made it, and it locks."""
    return _("Bấm Lưu là thành “{state}” và khóa; sửa về sau thì phải mở lại, ghi lý do.", state=state.label)
