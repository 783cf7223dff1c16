"""What each officer of an office may do: derived from what its approvers said, as rights of devices are from grants.

A fact names an officer, his role and what he may open, and of each log the last entry that was written before it
(``after``). It counts for the entries beyond these, by devices that hold the unit. Of several about one officer the
last in their order counts. As long as a unit has no fact, nobody is held back; from the first on whoever is not named
only reads. A fact itself counts when its author's officer approves by the facts before it, or when nobody does.

Officers are told by their devices: nothing keeps somebody with a device's key from writing in another's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from danvan_desktop.domain.authority import Authority, Standing, here_next
from danvan_desktop.domain.entry import EntryId, LogKey
from danvan_desktop.domain.facts import Allowed, Mark, OfficerFact, Role
from danvan_desktop.domain.fields import Values
from danvan_desktop.domain.guarded import Guarded
from danvan_desktop.domain.kind import STATE, Kinds

MOST_FACTS = 256
"""Facts of one unit that count, the first in order: an office of ten officers says some dozens in ten years."""

UNNAMED = ""
"""The officer of an entry that names none; what holds for him holds for all that no fact names."""


ALL_ALLOWED = Allowed(Role.APPROVE, frozenset(Guarded))
"""What everybody may where no rights were said."""
NOT_NAMED = Allowed(Role.READ)


class OfficerSpan(Struct, frozen=True):
    """What an officer may in the entries of one log beyond ``after`` up to ``until`` (``None``: all)."""

    log: LogKey
    officer: str
    after: int
    until: int | None
    allowed: Allowed


def falls_short(allowed: Allowed, kinds: Kinds, kind: str, values: Values) -> bool:
    """Tell whether somebody who is ``allowed`` so much has no right to write these values of a record."""
    if allowed.role is Role.READ or kind not in kinds:
        return allowed.role is Role.READ
    group, locking = kinds[kind].guarded, kinds[kind].locked_states
    is_closed = group is not None and group not in allowed.opens
    return is_closed or (allowed.role is Role.ENTER and values.get(STATE) in locking)


class OfficerRights:
    """What follows from facts, given in the order in which they were said."""

    def __init__(self, facts: Iterable[OfficerFact], authority: Authority) -> None:
        """Find those that count."""
        self._authority = authority
        self._by_unit: dict[str, list[OfficerFact]] = {}
        self._place: dict[EntryId, int] = {}
        for place, fact in enumerate(facts):
            said = self._by_unit.setdefault(fact.unit, [])
            if len(said) < MOST_FACTS and self._may_say(fact):
                said.append(fact)
                self._place[fact.by.entry] = place

    def counted(self) -> Iterator[OfficerFact]:
        """Yield the facts that count, unit by unit."""
        for facts in self._by_unit.values():
            yield from facts

    def of(self, who: Mark, officer: str) -> Allowed:
        """Tell what the officer of an entry may do by it."""
        said = self._latest(who)
        if not said:
            return ALL_ALLOWED
        return said[officer].allowed if officer in said else NOT_NAMED

    def now(self, device: str, officer: str) -> Allowed:
        """Tell what an officer may from now on at a device."""
        return self.of(here_next(device), officer)

    def said_now(self, device: str) -> Mapping[str, Allowed]:
        """Return what was last said of each officer of the units that a device holds; nothing: all may all."""
        return {officer: fact.allowed for officer, fact in self._latest(here_next(device)).items()}

    def spans(self, logs: Mapping[LogKey, str]) -> Iterator[OfficerSpan]:
        """Yield what officers may in each of these logs, with the keys of their devices, where rights were said.

        In each span stand all officers that a fact names, and ``UNNAMED`` for the others.
        """
        for log, device in sorted(logs.items()):
            units = [unit for unit in self._by_unit if self._authority.ever_holds(device, unit)]
            if units:
                yield from self._spans_of(log, device, units)

    def _spans_of(self, log: LogKey, device: str, units: Sequence[str]) -> Iterator[OfficerSpan]:
        facts = [fact for unit in units for fact in self._by_unit[unit]]
        borders = {0, *(fact.after.get(log, 0) for fact in facts), *self._authority.borders(device, units, log)}
        named = (UNNAMED, *sorted({fact.officer for fact in facts}))
        in_turn = sorted(borders)
        spans: dict[str, OfficerSpan] = {}
        for after, until in zip(in_turn, [*in_turn[1:], None], strict=True):
            said = self._latest(Mark(device, EntryId(*log, after + 1)))
            for officer in named if said else ():
                allowed = said[officer].allowed if officer in said else NOT_NAMED
                before = spans.get(officer)
                if before is not None and before.until == after and before.allowed == allowed:
                    spans[officer] = replace(before, until=until)
                    continue
                if before is not None:
                    yield before
                spans[officer] = OfficerSpan(log, officer, after, until, allowed)
        yield from spans.values()

    def _latest(self, who: Mark) -> Mapping[str, OfficerFact]:
        """Return the last fact about each officer that holds for an entry."""
        facts = [
            fact
            for unit, said in self._by_unit.items()
            if self._authority.holds(who, unit)
            for fact in said
            if fact.covers(who.entry)
        ]
        return {fact.officer: fact for fact in sorted(facts, key=lambda one: self._place[one.by.entry])}

    def _may_say(self, fact: OfficerFact) -> bool:
        if self._authority.standing(fact.by, fact.unit) is not Standing.OWN:
            return False
        before = (one for one in self._by_unit.get(fact.unit, ()) if one.covers(fact.by.entry))
        latest = {one.officer: one.allowed.role for one in before}
        approvers = {officer for officer, role in latest.items() if role is Role.APPROVE}
        return not approvers or fact.author in approvers
