"""What a record waits for next, until when and by which article, with the one button that leads there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QLabel

from danvan_desktop.domain.deadlines import Due, days_left, open_terms
from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.legal import told_citation
from danvan_desktop.domain.states import State
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.reports.wording import within_sentence
from danvan_desktop.store import Store
from danvan_desktop.ui.editors.steps import next_state
from danvan_desktop.ui.models.naming import readable
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.restyling import set_look
from danvan_desktop.ui.widgets.rows import row_of

if TYPE_CHECKING:
    from danvan_desktop.ui.editors.editor import RecordEditor


@dataclass(frozen=True)
class Step:
    """What is to be done next: the ``state`` that it brings, the first term that waits, ``late`` once that is past.

    A state that is ``ripe_from`` a day that has not come is told, but not led to.
    """

    state: State | None
    due: Due | None
    late: bool = False
    ripe_from: dt.date | None = None
    goes_on_as: str = ""
    """The record in whose place this one no longer waits for anything: the case that a petition became."""

    is_other_work: bool = False
    """Whether the term is kept by what no state asks for, so that the states do not lead there."""


class NextStep(QObject):
    """Tells an editor's next step in a bar; pressed, it leads to what the step lacks."""

    def __init__(self, editor: RecordEditor) -> None:
        """Follow an editor, which shows ``bar``."""
        super().__init__(editor)
        self._editor = editor
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.button = plain_button("", self.lead, tip=editor.say(_("Đến chỗ phải ghi cho bước tiếp theo (F6)")))
        self.button.setProperty("small", True)
        self.due_button = plain_button("", self.keep_term, tip=editor.say(_("Đến chỗ ghi việc có hạn này")))
        self.due_button.setProperty("small", True)
        self.bar = QFrame(editor)  # of a kind that waits for nothing it is never shown, and goes with the editor
        self.bar.setObjectName("nextStep")
        row_of(self.words, self.due_button, self.button, grows=self.words, margins=(12, 5, 6, 5), on=self.bar)
        self.bar.hide()
        self._step = Step(None, None)

    def show(self) -> None:
        """Show what the record waits for as it is typed now."""
        editor = self._editor
        record = editor.live_record()
        self._step = step_of(record, editor.context.store, editor.context.today(), is_new=editor.record is None)
        say, state = editor.say, self._step.state
        told = [words for words in (self._told_going_on(), self._told_due(record), self._told_state()) if words]
        self.words.setText(" ".join(told))
        set_look(self.bar, "late", self._step.late)
        can_lead = not editor.is_locked or bool(self._still_open)
        self.button.setVisible(state is not None and self._step.ripe_from is None and can_lead)
        self.button.setText(say(_name_of(state)) if state is not None else "")
        self._show_due()
        self.bar.setVisible(bool(told))

    def lead(self) -> None:
        """Go to what the next state lacks, once it can be reached."""
        if self._step.state is None or self._step.ripe_from is not None:
            return
        if self._editor.is_locked:
            self._lead_in_locked()
        else:
            self._editor.stages.lead_to(self._step.state.code)

    def _lead_in_locked(self) -> None:
        if self._still_open:
            self._editor.stages.lead_to_field(self._still_open)

    @property
    def _still_open(self) -> str:
        """The field in which a locked record takes its next step all the same, as the day of the notice; else empty."""
        state, editor = self._step.state, self._editor
        if state is None:
            return ""
        values = editor.live_record().values
        lacking = [name for name in state.facts if values.get(name) is None]
        return lacking[0] if lacking and all(editor.kind.field(name).open_when_signed for name in lacking) else ""

    def _told_going_on(self) -> str:
        if not self._step.goes_on_as:
            return ""
        editor = self._editor
        title = readable(editor.context.store.title(self._step.goes_on_as), editor.say)
        return editor.say(_("Được giải quyết tiếp ở “{title}”; ở đây không phải ghi gì thêm.", title=title))

    def keep_term(self) -> None:
        """Go to where it is written that what the bar tells the term of was done."""
        if self._step.due is not None:
            self._editor.stages.lead_to_field(self._step.due.deadline.done)

    def _show_due(self) -> None:
        """Offer what has the term where the other button leads elsewhere."""
        due, editor = self._step.due, self._editor
        is_offered = due is not None and self._step.is_other_work and not editor.is_locked
        self.due_button.setVisible(is_offered and due is not None and editor.form.has(due.deadline.done))
        self.due_button.setText(editor.say(due.deadline.step) if due is not None else "")

    def _told_due(self, record: Record) -> str:
        due, editor = self._step.due, self._editor
        if due is None:
            return ""
        left = days_left(due, editor.context.today())
        work, term = due.deadline.work, due.term.words
        citation = due.deadline.citation(record, editor.context.store.terms)
        if citation is None:
            return editor.say(_("{work}: hạn {term}, {left}.", work=work, term=term, left=left))
        return editor.say(
            _(
                "{work}: hạn {term}, {left} ({citation}).",
                work=work,
                term=term,
                left=left,
                citation=told_citation(citation),
            )
        )

    def _told_state(self) -> str:
        step, say = self._step, self._editor.say
        if step.due is not None or step.state is None:
            return ""
        deed = _lowered(say, step.state)
        if step.ripe_from is not None:
            return say(_("Bước tiếp theo: {deed}, từ ngày {day}.", deed=deed, day=step.ripe_from))
        return say(_("Bước tiếp theo: {deed}.", deed=deed))


def step_of(record: Record, store: Store, today: dt.date, *, is_new: bool = False) -> Step:
    """Return what a record waits for next: a term that is past comes before one that ends later.

    Nothing is late of a new one, which says what was done only once it is written.
    """
    kind = store.kinds[record.kind]
    if goes_on_as := _going_on(kind, record):
        return Step(None, None, goes_on_as=goes_on_as)
    waiting = list(open_terms(kind.deadlines, record, store.terms, store))
    if is_new:
        waiting = [due for due in waiting if not due.days_late(today)]
    due = _most_urgent(waiting, today)
    state = next_state(kind.states, record) if kind.states is not None and kind.follows_facts else None
    late = due is not None and due.days_late(today) > 0
    is_other = due is not None and _is_beside(due.deadline.done, kind)
    if state is None or state.ripe_from is None:
        return Step(state, due, late, is_other_work=is_other)
    day = state.ripe_from(record, store, store.terms)
    ripe = day if day is not None and day > today else None
    return Step(None if day is None else state, due, late, ripe, is_other_work=is_other)


def _is_beside(done: str, kind: Kind) -> bool:
    """Tell whether a field is none that a state asks for."""
    return not any(done == state.day or done in state.asked for state in kind.states or ())


def _going_on(kind: Kind, record: Record) -> str:
    """Return the record because of which nobody waits for any term of this one, empty where there is none."""
    ways = {deadline.waived_by for deadline in kind.deadlines if deadline.waived_by is not None}
    way = ways.pop() if len(ways) == 1 else None
    is_named = way is not None and kind.field(way).type is FieldType.REFERENCE
    return record.text(way) if way is not None and is_named else ""


def _most_urgent(waiting: Iterable[Due], today: dt.date) -> Due | None:
    """Return the first of what is late in the order of its way, else what is due first."""
    dues = list(waiting)
    late = [due for due in dues if due.days_late(today)]
    return late[0] if late else min(dues, key=lambda due: due.term.until, default=None)


def _name_of(state: State) -> Message:
    return state.label if state.deed is None else state.deed


def _lowered(say: Translator, state: State) -> str:
    return within_sentence(say(_name_of(state)))
