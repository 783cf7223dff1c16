"""What the columns of a kind's table follow from: expressions over the rows of a record, one an entry (``body``)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from danvan_desktop.domain.entry import DELETED
from danvan_desktop.domain.fields import Field
from danvan_desktop.domain.former import formers_beside
from danvan_desktop.domain.kind import STATE, Kind
from danvan_desktop.domain.states import HasChoice, State, States
from danvan_desktop.store.schema import DECIDED

MOMENT = "printf('%013d-%04x', max(clock) >> 16, max(clock) & 65535)"
"""The newest moment among the rows of a record."""


def columns_of(kind: Kind, among: Container[str] | None = None) -> str:
    """Return what the columns of a kind's table are derived as from rows of a record, each with some of its fields.

    Of the fields only those ``among`` some names, if told.
    """
    columns = [f'{expression} AS "{name}"' for name, expression in expressions_of(kind, among).items()]
    told = [*columns, f"{value_of(DELETED)} AS deleted", f"{MOMENT} AS changed"]
    return f"SELECT record AS no, uid, {', '.join(told)}"


def expressions_of(kind: Kind, among: Container[str] | None = None) -> dict[str, str]:
    """Return what each column of a kind's table but the last two is derived as, of those ``among`` some, if told."""
    fields = [field for field in kind.fields if among is None or field.name in among]
    found = {field.name: _derived(kind, field) for field in fields}
    if kind.follows_facts and (among is None or DECIDED in among):
        found[DECIDED] = _decision(kind.states)
    return found


def fields_behind(kind: Kind, column: str) -> frozenset[str]:
    """Return the fields that a column is derived from."""
    if column == DECIDED:
        return frozenset({STATE})
    if column == STATE and kind.follows_facts:
        return _behind_states(kind.states)
    return frozenset(_needed_by(kind, kind.field(column)))


def _behind_states(states: States | None) -> frozenset[str]:
    members = states.members if states is not None else ()
    told = [name for state in members for name in (*state.facts, *(one.field for one in state.when))]
    return frozenset({STATE, *told})


def columns_filled_by(kind: Kind, given: Container[str]) -> list[str]:
    """Return the columns of fields, and of a decision, that may be other than empty where only these were given."""
    names = [field.name for field in kind.fields if _may_be_filled(kind, field, given)]
    return [*names, DECIDED] if kind.follows_facts and STATE in given else names


def _may_be_filled(kind: Kind, field: Field, given: Container[str]) -> bool:
    return (field.name == STATE and kind.follows_facts) or any(name in given for name in _needed_by(kind, field))


def _needed_by(kind: Kind, field: Field) -> Iterator[str]:
    """Yield the fields that the column of a field may be filled from, but for a state that follows from facts."""
    beside = (name for name, _former in formers_beside(kind.fields, field.name))
    yield from filter(None, (field.name, field.year_of, STATE if field.day_of_state else None, *beside))


def _derived(kind: Kind, field: Field) -> str:
    if field.name == STATE and kind.follows_facts:
        return _state_of(kind.states)
    own = [(field.name, former.code, former.now) for former in field.former_choices]
    beside = [(name, former.code, former.beside[1]) for name, former in formers_beside(kind.fields, field.name)]
    value = _restated([*own, *beside], value_of(field.name))
    if field.day_of_state is not None:
        return f"coalesce({value}, {_day_of(field.day_of_state)})"
    return value if field.year_of is None else f"coalesce({value}, {_year_of(field.year_of)})"


def _restated(former: Iterable[tuple[str, str, str]], otherwise: str) -> str:
    """Return the expression that reads former choices (their field, their code, what they mean here) as of today.

    A former choice goes before what the field itself holds: whoever writes that field now writes both anew, so that the
    former choice is what was said last.
    """
    cases = " ".join(f"WHEN {value_of(name)} = '{code}' THEN '{now}'" for name, code, now in former)
    return f"CASE {cases} ELSE {otherwise} END" if cases else otherwise


def _year_of(day: str) -> str:
    return f"CAST(substr({value_of(day)}, 1, 4) AS INTEGER)"


def _day_of(state: str) -> str:
    """Return the expression for the day, in Việt Nam, on which the state was written that is decided now."""
    said = f"max(CASE WHEN body ->> '$.{STATE}' = '{state}' THEN clock END) >> 16"
    return f"strftime('%Y-%m-%d', ({said}) / 1000, 'unixepoch', '+7 hours')"


def _decision(states: States | None) -> str:
    """Return the expression for what a person decided; other codes, which older logs hold, do not count."""
    codes = ", ".join(f"'{code}'" for code in sorted(states.decided)) if states is not None else ""
    return f"CASE WHEN {value_of(STATE)} IN ({codes}) THEN {value_of(STATE)} END"


def _state_of(states: States | None) -> str:
    """Return the expression for the state of a record, as ``States.of`` reads it: the last one that holds."""
    members = states.members if states is not None else ()
    cases = " ".join(f"WHEN {_holds(state)} THEN '{state.code}'" for state in reversed(members) if state.is_bound)
    return f"CASE {cases} ELSE '{members[0].code}' END"


def _holds(state: State) -> str:
    """Return when a state holds; a count of 0 tells of nothing that happened, and NULL is not unequal to it."""
    by_facts = " AND ".join(f"{value_of(name)} <> 0" for name in state.facts)
    decided = f"{value_of(STATE)} = '{state.code}'" if state.decided else ""
    reached = " OR ".join(f"({condition})" for condition in (decided, by_facts) if condition)
    return " AND ".join([*map(_has, state.when), *([f"({reached})"] if reached else [])])


def _has(having: HasChoice) -> str:
    codes = ", ".join(f"'{code}'" for code in sorted(having.codes))
    return f"coalesce({value_of(having.field)}, '') {'NOT IN' if having.negated else 'IN'} ({codes})"


def value_of(field: str) -> str:
    """Return the expression for the one value of a field among the rows of a record."""
    return f"max(body ->> '$.{field}')"
