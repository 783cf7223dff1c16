"""The stages of a record as buttons: each says in words where it stands, and leads to what it still needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.states import State, States
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.restyling import set_look

_RAIL = 260
"""Pixels, at the usual size of letters, that an upright line has at most."""
QWIDGETSIZE_MAX = 16_777_215
"""Qt's own: the largest width, which means that none is set."""


@dataclass(frozen=True)
class Step:
    """One stage as it is shown: its name, where it stands in words, whether the record is there now."""

    code: str
    name: str
    standing: str
    told: str
    """Where it stands, with what it lacks."""
    is_current: bool
    is_done: bool = False
    is_next: bool = False


class StepLine(QWidget):
    """Stages in a row, or upright below each other; the one reached has a sign and bold type, not a colour alone."""

    wanted = Signal(str)
    """The code of a stage that was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(2, 2, 2, 2)
        self._is_upright = False
        self.buttons: dict[str, QPushButton] = {}
        self._steps: Sequence[Step] = ()

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show stages in order."""
        self._steps = steps
        codes = {step.code for step in steps}
        for number, step in enumerate(steps, 1):
            button = self.buttons.get(step.code) or self._made(step.code)
            self._layout.insertWidget(number - 1, button)
            button.setAccessibleName(f"{step.name}: {step.told}")
            button.setToolTip(step.told)
            set_look(button, "reached", step.is_current)
        for code, button in self.buttons.items():
            button.setVisible(code in codes)
        self._name()

    def stand_upright(self, upright: bool) -> None:
        """Be a rail beside what it leads to, each stage with its name, or a line above it."""
        self._is_upright = upright
        way = QBoxLayout.Direction
        self._layout.setDirection(way.TopToBottom if upright else way.LeftToRight)
        self._layout.setAlignment(Qt.AlignmentFlag.AlignTop if upright else Qt.AlignmentFlag(0))
        self.setMinimumWidth(0)
        self.setMaximumWidth(scaled(_RAIL) if upright else QWIDGETSIZE_MAX)
        for button in self.buttons.values():
            set_look(button, "upright", upright)
        self._name()

    def minimumSizeHint(self) -> QSize:
        """Need no more room than the signs and the stage that is reached; upright, as much as the longest name."""
        needed = super().minimumSizeHint()
        return needed if self._is_upright else QSize(0, needed.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name what there is room for."""
        super().resizeEvent(event)
        self._name()

    def _name(self) -> None:
        """Name every stage; where they have no room all, only the one that is reached and those that come next."""
        for most in (len(self._steps),) if self._is_upright else (len(self._steps), 3, 2, 1):
            named = set(_told_first(self._steps)[:most])
            for number, step in enumerate(self._steps, 1):
                sign = "●" if step.is_current else f"{number}."
                whole = f"{sign} {step.name}\n{step.standing}"
                self.buttons[step.code].setText(whole if step.code in named else f"{number}")
            if self._layout.sizeHint().width() <= self.width():
                return

    def _made(self, code: str) -> QPushButton:
        button = plain_button("", lambda: self.wanted.emit(code))
        button.setObjectName("stepName")
        button.setProperty("upright", self._is_upright)
        self.buttons[code] = button
        return button


def _told_first(steps: Sequence[Step]) -> list[str]:
    """Return the codes of stages, the one that is reached first, then those after it, then those behind."""
    place = next((place for place, step in enumerate(steps) if step.is_current), 0)
    return [step.code for step in (*steps[place:], *reversed(steps[:place]))]


def steps_of(kind: Kind, states: States, record: Record, say: Translator) -> Sequence[Step]:
    """Return the stages of a record; what people decide on the way is among them only once it was decided."""
    current = states.of(record.values, record.decided)
    last = _end(states)
    way = [
        state
        for state in states
        if state.code == current or (state.applies(record.values) and (_is_on_the_way(state) or state is last))
    ]
    following = next_state(states, record)
    return [_step(kind, states, state, record, say, is_next=state is following) for state in way]


def next_state(states: States, record: Record) -> State | None:
    """Return the state that a record comes to after the one that it is in, ``None`` at the end of its way.

    One that lacks something of the state that it is in comes to that first: a save asks for it.
    """
    current, last = states.of(record.values, record.decided), _end(states)
    if states.follow_facts and states[current].missing(record.values):
        return states[current]
    ahead = (state for state in states.way(record.values) if states.place(state.code) > states.place(current))
    return next((state for state in ahead if _is_on_the_way(state) or state is last), None)


def _is_on_the_way(state: State) -> bool:
    """Tell whether every record comes through a state: by facts, or by a decision that has its turn."""
    return not state.gives_up and (not state.decided or bool(state.facts or state.after))


def _end(states: States) -> State:
    """Return the state in which the way ends: the last one that does not give it up."""
    return next(state for state in reversed(states.members) if not state.gives_up)


def _step(kind: Kind, states: States, state: State, record: Record, say: Translator, *, is_next: bool) -> Step:
    current = states.of(record.values, record.decided)
    standing = say(_standing(states, state, record, is_next=is_next))
    missing = _named(kind, state.missing(record.values), say)
    lacking = say(_("còn thiếu: {fields}", fields=missing))
    told = standing if not missing else f"{standing}; {lacking}" if is_next else lacking
    is_done = _is_done(states, state, record)
    return Step(state.code, say(state.label), standing, told, state.code == current, is_done, is_next)


def _standing(states: States, state: State, record: Record, *, is_next: bool) -> Message:
    missing = state.missing(record.values)
    is_no_deed = state.lies_ahead or not (state.day or state.asked or state.decided)
    if is_no_deed and _is_done(states, state, record):
        # What was only planned, or is where all begin, is no deed that could be finished.
        return _("hiện nay") if state.code == states.of(record.values, record.decided) else _("đã qua")
    if _is_done(states, state, record):
        day = record.date(state.day) if state.day else None
        if state.lasts:
            is_now = state.code == states.of(record.values, record.decided)
            return _("đã qua") if not is_now else _("từ {day}", day=day) if day is not None else _("hiện nay")
        return _("xong {day}", day=day) if day is not None else _("xong")
    if is_next and state.code != states.of(record.values, record.decided):
        return _("tiếp theo")
    return _("còn thiếu") if missing else _("chưa")


def _is_done(states: States, state: State, record: Record) -> bool:
    """Tell whether a stage is behind: what has its turn is, once a later one was decided."""
    if not state.decided:
        return not state.missing(record.values)
    is_passed = bool(state.after) and states.reached(record.decided or "", state.code)
    return is_passed or states.holds(state, record.values, record.decided)


def _named(kind: Kind, names: Sequence[str], say: Translator) -> str:
    return ", ".join(say(kind.field(name).label).lower() for name in names)


def needs_text(state: State, fields: str) -> Message:
    """Say what a stage still needs."""
    return _("Để thành “{state}”, hãy ghi: {fields}.", state=state.label, fields=fields)
