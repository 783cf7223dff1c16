"""How far a record has come: its states, declared once, and how they follow from what is filled in.

A state *follows* (it holds once its fields are filled in), is *decided* by a person (closing, handing on, signing), or
both: a meeting was held once it is counted who came, or when somebody says so. The log keeps only what was decided; the
state that people see is derived from the decision and the facts together, after a save and after a merge alike, so that
no store can hold a state that its fields contradict.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

from danvan_desktop.domain.fields import Choice, Value, Values
from danvan_desktop.localization import Message

if TYPE_CHECKING:
    from danvan_desktop.domain.deadlines import Terms
    from danvan_desktop.domain.record import Record, RecordReader

Ripening: TypeAlias = "Callable[[Record, RecordReader, Terms], dt.date | None]"
"""Returns the first day on which a record may be brought into a state, ``None`` while no day is in sight."""


class HasChoice(Struct, frozen=True):
    """That the choice ``field`` of a record has one of these ``codes``, or, ``negated``, that it has none of them."""

    field: str
    codes: frozenset[str]
    negated: bool = False

    def holds(self, values: Values) -> bool:
        """Tell whether it is so of a record with these values."""
        return (values.get(self.field) in self.codes) is not self.negated


class State(Struct, frozen=True, kw_only=True):
    """One state of a kind.

    It holds when all the fields named in ``facts`` are filled in (a count of 0 tells of nothing that happened), and
    where it is ``decided``, also when a person said so; one that is neither holds from the beginning.
    It holds only of records of which all ``when`` says is so: records of one kind may come different ways.
    ``needs`` names what must be filled in besides when a save brings a record into it; ``day`` is the field with the
    day on which it was reached; ``deed`` is what history calls reaching it; it can be decided ``after`` these states,
    after any when none is named. Of what is still to come only states that ``lies_ahead`` can be chosen. One that is
    ``ripe_from`` a day is not offered as the next step before it. One that ``lasts`` begins on its day, such as a plan
    that people are asked about: nothing of it is finished then. One that ``gives_up`` ends the way beside its end.
    """

    code: str
    label: Message
    deed: Message | None = None
    facts: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    decided: bool = False
    day: str | None = None
    after: frozenset[str] = frozenset()
    lies_ahead: bool = False
    when: tuple[HasChoice, ...] = ()
    ripe_from: Ripening | None = None
    lasts: bool = False
    gives_up: bool = False

    @property
    def is_bound(self) -> bool:
        """Whether anything must be so for it to hold."""
        return self.decided or bool(self.facts or self.when)

    def applies(self, values: Values) -> bool:
        """Tell whether a record with these values can come to it."""
        return not self.when or all(one.holds(values) for one in self.when)

    @property
    def asked(self) -> tuple[str, ...]:
        """All fields that a record in this state has filled in, in the order in which they are asked for."""
        return (*self.facts, *(name for name in self.needs if name not in self.facts))

    def missing(self, values: Values) -> tuple[str, ...]:
        """Return the fields that are still empty, in the order in which they are asked for."""
        return tuple(name for name in self.asked if values.get(name) is None)


class States(Struct, frozen=True, dict=True):
    """The states of a kind in their order: of those that hold, the last one is the record's."""

    members: tuple[State, ...]

    def __iter__(self) -> Iterator[State]:
        """Go through the states in their order."""
        return iter(self.members)

    def __getitem__(self, code: str) -> State:
        """Return a state; raises KeyError for an unknown one."""
        return self._by_code[code]

    def __contains__(self, code: object) -> bool:
        """Tell whether there is a state of that code."""
        return code in self._by_code

    @cached_property
    def _by_code(self) -> dict[str, State]:
        return {state.code: state for state in self.members}

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The states as the choices of a field."""
        return tuple(Choice(state.code, state.label) for state in self.members)

    @cached_property
    def follow_facts(self) -> bool:
        """Whether any state follows from fields; where none does, the state is what was decided."""
        return not all(state.decided and not state.facts for state in self.members)

    @cached_property
    def decided(self) -> frozenset[str]:
        """The codes of the states that a person decides."""
        return frozenset(state.code for state in self.members if state.decided)

    def decision(self, stored: Value) -> str | None:
        """Read what the log keeps of a state: a code that nobody decides says nothing."""
        return stored if isinstance(stored, str) and stored in self.decided else None

    def of(self, values: Values, decision: Value = None) -> str:
        """Return the state of a record with these values of which this was decided."""
        if not self.follow_facts:
            return str(decision or self.members[0].code)
        held = [state.code for state in self.members if self.holds(state, values, decision)]
        return held[-1] if held else self.members[0].code

    def way(self, values: Values) -> tuple[State, ...]:
        """Return the states that a record with these values can come to, in their order."""
        return tuple(state for state in self.members if state.applies(values))

    def holds(self, state: State, values: Values, decision: Value) -> bool:
        """Tell whether a state holds by the facts or by what was decided."""
        if not state.applies(values):
            return False
        if state.decided and (decision == state.code or not state.facts):
            return decision == state.code
        return not state.facts or all(values.get(name) not in (None, 0) for name in state.facts)

    def offered(self, values: Values, current: Value, *, is_ahead: bool) -> tuple[str, ...]:
        """Return the states that a record can be put in now, in their order; ``current`` is the one that is shown."""
        if not self.follow_facts:
            way = self.way(values)
            return tuple(state.code for state in way if state.code == current or _may_be(state, current, is_ahead))
        reached = self.of(values)
        beyond = (state for state in self.members[self.place(reached) + 1 :] if state.applies(values))
        offered = (state for state in beyond if state.decided and (state.code == current or _follows(state, current)))
        return (reached, *(one.code for one in offered if one.code == current or one.lies_ahead or not is_ahead))

    def place(self, code: str) -> int:
        """Return the place of a state in the order, from 0; an unknown one stands first."""
        return next((place for place, state in enumerate(self.members) if state.code == code), 0)

    def reached(self, current: str, code: str) -> bool:
        """Tell whether a record in the state ``current`` has come as far as ``code``, or further."""
        return self.place(current) >= self.place(code)


def _may_be(state: State, current: Value, is_ahead: bool) -> bool:
    if is_ahead:
        return state.lies_ahead
    return _follows(state, current)


def _follows(state: State, current: Value) -> bool:
    return not state.after or current in state.after


class Standing(Struct, frozen=True):
    """Where a record stands after somebody asked for a state: the state, what is decided, what was asked in vain."""

    state: str
    decision: str | None
    refused: str | None = None


def settle(states: States, values: Values, decision: str | None, asked: Value) -> Standing:
    """Answer somebody who asks for a state (``None``: nobody does) with what the facts and decisions allow.

    To ask for a state that is decided is to decide it, unless the facts bear it out anyway. To ask for one that follows
    from facts takes back a decision that hides it, and is refused where the facts do not bear it out.
    """
    if not isinstance(asked, str) or states.of(values, decision) == asked:
        return Standing(states.of(values, decision), decision)
    wanted = asked if asked in states.decided else None
    reached = states.of(values, wanted)
    return Standing(reached, wanted, None if reached == asked else asked)
