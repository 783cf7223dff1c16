"""Judges by another road than ``standing`` of which unit each record is and which cells are held.

It goes through the log record by record and asks ``Authority`` of each entry; nothing of what is derived is read.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from danvan_desktop.domain.authority import Authority, Standing
from danvan_desktop.domain.causality import in_order
from danvan_desktop.domain.entry import SEEN, EntryId, LogKey
from danvan_desktop.domain.facts import Facts, Mark
from danvan_desktop.domain.fields import Values
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.officer_rights import OfficerRights, falls_short
from danvan_desktop.domain.uid import may_have_made
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.misplaced import answers_of, names_of_units, names_of_wholes
from danvan_desktop.store.numbering import SEQ_BITS, SEQ_MASK
from danvan_desktop.store.officer_rules import NEVER_HELD, OFFICER_RIGHT, PLACED_BY
from danvan_desktop.store.placing import naming_field
from danvan_desktop.store.rights import NAMED_HERE, read_facts, read_reach

_PLACING = frozenset((PLACED_BY[0], name) for name in PLACED_BY[1])
_SAID = (
    "SELECT e.record, e.id, e.clock, l.device, l.replica, l.stream, r.uid, coalesce(k.kind, r.kind), u.uid, e.body,"
    " coalesce((SELECT o.uid FROM officer o WHERE o.no = e.officer), ''),"
    f" {NAMED_HERE}"
    f" FROM entry e JOIN record r ON r.no = e.record JOIN log l ON l.no = e.id >> {SEQ_BITS}"
    " JOIN unit u ON u.no = e.place LEFT JOIN other_kind k ON k.entry = e.id"
)
_ENTRIES = f"{_SAID} ORDER BY e.record, e.clock, l.replica, l.stream, e.id"
_ENTRIES_OF = f"{_SAID} WHERE r.uid = ? ORDER BY e.clock, l.replica, l.stream, e.id"


class _Said(NamedTuple):
    """An entry, read once: what it says is asked of each of its fields."""

    record: int
    row: int
    clock: int
    by: Mark
    uid: str
    kind: str
    place: str
    values: Values
    officer: str
    names: str | None

    @property
    def named(self) -> Mapping[LogKey, int]:
        """The entries that its author names, as far as they are here."""
        return read_reach(self.names)


def _read(
    record: int,
    row: int,
    clock: int,
    device: bytes,
    replica: str,
    stream: str,
    uid: str,
    kind: str,
    place: str,
    body: str,
    officer: str,
    names: str | None,
) -> _Said:
    by = Mark(device.hex(), EntryId(replica, stream, row & SEQ_MASK))
    return _Said(record, row, clock, by, uid, kind, place, json.loads(body), officer, names)


class JudgedRecord(NamedTuple):
    """A record by its number, its kind, the uid of its unit (empty: unknown), and its held cells: row and field."""

    record: int
    kind: str
    place: str
    held: frozenset[tuple[int, str]]


class _History(NamedTuple):
    """Where a record was, one unit after another, and of each of its entries the last stay that its author knew of."""

    stays: Sequence[str]
    knew: Mapping[EntryId, int]

    def since(self, one: _Said) -> Sequence[str]:
        """Return where the record was as far as the author of an entry, of it or of another record, knew, or since."""
        if len(self.stays) == 1:
            return self.stays
        log, seq = one.by.entry.log, one.by.entry.seq
        before = (stay for entry, stay in self.knew.items() if entry.log == log and entry.seq <= seq)
        named = (self.knew.get(EntryId(*at, upto), 0) for at, upto in one.named.items())
        return self.stays[max(*before, *named, 0, 0) :]


class RightsCheck:
    """Judges all entries of an open store."""

    def __init__(self, connection: Connection, kinds: Kinds) -> None:
        """Derive the rights from the facts in the log."""
        self._connection = connection
        self._kinds = kinds
        facts = read_facts(connection)
        self._authority = Authority(facts)
        self._parents = self._authority.parents()
        self._former = frozenset(entry for _unit, entry in self._authority.former_words())
        self._borders = _borders(facts)
        self._known: dict[tuple[LogKey, int, str], Standing] = {}
        self._units, self._wholes = names_of_units(kinds), names_of_wholes(kinds)
        self._answers = answers_of(kinds)
        self._histories: dict[str, _History | None] = {}
        self._officers = OfficerRights(facts.officers, self._authority) if facts.officers else None
        self._words = frozenset(fact.by.entry for fact in self._officers.counted()) if self._officers else frozenset()

    def judged(self) -> Iterator[JudgedRecord]:
        """Yield all records of the log."""
        rows = (_read(*row) for row in self._connection.execute(_ENTRIES))
        for _record, entries in groupby(rows, key=attrgetter("record")):
            yield self._judge(list(entries))

    def _judge(self, entries: Sequence[_Said]) -> JudgedRecord:
        first, history = _first(entries), self._history(entries)
        if first is None or history is None:
            cells = {(one.row, name) for one in entries for name in one.values}
            return JudgedRecord(entries[0].record, "", "", frozenset(cells))
        founds = _foundings(entries) if first.kind == PLACED_BY[0] else frozenset()
        held = {
            (one.row, name)
            for one in entries
            for name in self._held(one, first.kind, history.since(one), founds=one.row in founds)
        }
        return JudgedRecord(first.record, first.kind, history.stays[-1], frozenset(held))

    def _held(self, one: _Said, kind: str, places: Sequence[str], *, founds: bool) -> Iterable[str]:
        """Return the fields of an entry that do not count in its record of that kind, which was at these places."""
        if one.kind != kind or self._leads_elsewhere(one):
            return one.values
        is_past = not founds and self._is_past_his_rights(one, kind)
        return [
            name
            for name in one.values
            if not any(self._may_write(one, name, place) for place in places)
            or (is_past and (kind, name) not in _PLACING)
        ]

    def _is_past_his_rights(self, one: _Said, kind: str) -> bool:
        """Tell whether an officer wrote what he had no right to, or said what officers may without approving."""
        if kind == OFFICER_RIGHT:
            return one.by.entry not in self._words
        if self._officers is None or kind in NEVER_HELD:
            return False
        return falls_short(self._officers.of(one.by, one.officer), self._kinds, kind, one.values)

    def _leads_elsewhere(self, one: _Said) -> bool:
        """Tell whether an entry names a unit or a whole that its author may not write at."""
        values = one.values
        unit, whole = (values.get(names.get(one.kind, "")) for names in (self._units, self._wholes))
        if unit is not None:
            return unit != one.place or not self._may_bring(one, one.place)
        history = self._whole(str(whole)) if whole is not None else None
        return history is not None and not any(self._may_bring(one, place) for place in history.since(one))

    def _may_bring(self, one: _Said, place: str) -> bool:
        least = Standing.ABOVE if one.kind in self._answers else Standing.OWN
        return self._standing(one.by, place) >= least

    def _whole(self, uid: str) -> _History | None:
        """Return where a record was, nothing of one that its maker has not written of here."""
        if uid not in self._histories:
            self._histories[uid] = self._history([_read(*row) for row in self._connection.execute(_ENTRIES_OF, [uid])])
        return self._histories[uid]

    def _history(self, entries: Sequence[_Said]) -> _History | None:
        """Follow a record through its entries, given by time."""
        first = _first(entries)
        if first is None:
            return None
        if first.kind == "unit":
            return _History([first.uid], {})
        if len({one.place for one in entries}) == 1:
            return _History([first.place], {})
        said = [one for one in _as_known(entries) if one.kind == first.kind]
        made = next(one for one in said if _may_have_made(one))
        stays = self._stays(made, said)
        movers = {mover: stay for stay, (mover, _place) in enumerate(stays) if stay}
        return _History([place for _mover, place in stays], _knew(said, movers))

    def _stays(self, made: _Said, said: Sequence[_Said]) -> list[tuple[EntryId, str]]:
        """Return where a record was, one after another, each with the entry that brought it there."""
        name = naming_field(self._kinds, made.kind)
        stays = [(made.by.entry, made.place)]
        for one in said:
            place = stays[-1][1]
            is_move = name in one.values and one.place != place and one is not made
            if is_move and all(self._standing(one.by, at) is Standing.OWN for at in (place, one.place)):
                stays.append((one.by.entry, one.place))
        return stays

    def _may_write(self, one: _Said, name: str, place: str) -> bool:
        standing = self._standing(one.by, place)
        if one.kind == "unit" and name == "parent" and not self._may_lead_away(one):
            return False
        if standing is Standing.ABOVE:
            return name == SEEN or (one.kind in self._kinds and self._kinds[one.kind].is_answer(name))
        return standing is Standing.OWN

    def _may_lead_away(self, one: _Said) -> bool:
        above, named = self._parents.get(one.uid), one.values["parent"]
        stands = (self._standing(one.by, str(at)) is not Standing.NONE for at in (above, named) if at)
        return above is None or named == above or one.by.entry in self._former or any(stands)

    def _standing(self, who: Mark, place: str) -> Standing:
        """Return what an entry may write at a unit: the same between two places where rights of its log change."""
        log = who.entry.log
        key = (log, bisect_left(self._borders.get(log, ()), who.entry.seq), place)
        if key not in self._known:
            self._known[key] = self._authority.standing(who, place)
        return self._known[key]


def _borders(facts: Facts) -> Mapping[LogKey, Sequence[int]]:
    found: dict[LogKey, set[int]] = {}
    for one in facts.withdrawals:
        found.setdefault(one.by.entry.log, set()).add(one.by.entry.seq)
        for log, seq in one.accepted.items():
            found.setdefault(log, set()).add(seq)
    for grant in facts.grants:
        for log, seq in grant.after.items():
            found.setdefault(log, set()).add(seq)
    return {log: sorted(seqs) for log, seqs in found.items()}


def _in_time(one: _Said) -> tuple[int, EntryId]:
    return one.clock, one.by.entry


def _may_have_made(one: _Said) -> bool:
    """Tell whether an entry can be of who made its record; a unit is told by no other."""
    return may_have_made(one.uid, one.by.device, "" if one.kind == "unit" else one.place)


def _first(entries: Iterable[_Said]) -> _Said | None:
    """Return the first entry, of those given by time, of who can have made the record."""
    return next((one for one in entries if _may_have_made(one)), None)


def _foundings(entries: Sequence[_Said]) -> frozenset[int]:
    """Return what founds a unit, of its entries: the first of a log of who can have made it that says its level."""
    firsts: dict[LogKey, int] = {}
    for one in entries:
        if _may_have_made(one):
            firsts[one.by.entry.log] = min(one.row, firsts.get(one.by.entry.log, one.row))
    return frozenset(one.row for one in entries if one.row in firsts.values() and "kind" in one.values)


def _as_known(entries: Sequence[_Said]) -> Sequence[_Said]:
    """Return the entries of a record, each after those of it that its author had seen."""
    ids = {one.by.entry for one in entries}
    return in_order(
        entries,
        lambda one: one.by.entry,
        lambda one: {log: seq for log, seq in one.named.items() if EntryId(*log, seq) in ids},
        _in_time,
    )


def _knew(said: Sequence[_Said], movers: Mapping[EntryId, int]) -> Mapping[EntryId, int]:
    """Return of each entry the last stay that its author knew of: by moving the record, or by any entry that knew."""
    knew = {one.by.entry: movers.get(one.by.entry, 0) for one in said}
    is_settled = not movers
    while not is_settled:
        is_settled = True
        for one in said:
            entry = one.by.entry
            before = (stay for other, stay in knew.items() if other.log == entry.log and other.seq < entry.seq)
            found = max(*before, *(knew.get(EntryId(*log, seq), 0) for log, seq in one.named.items()), 0, 0)
            if found > knew[entry]:
                knew[entry], is_settled = found, False
    return knew
