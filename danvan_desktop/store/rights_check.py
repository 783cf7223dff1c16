"""Judges by another road than ``standing`` of which unit each record is and which cells are held.

It goes through the log record by record and asks ``Authority`` of each entry; nothing of what is derived is read.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from danvan_desktop.domain.authority import Authority, Facts, Mark, Standing
from danvan_desktop.domain.entry import SEEN, EntryId, LogKey
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.misplaced import answers_of, names_of_units, names_of_wholes
from danvan_desktop.store.numbering import SEQ_BITS, SEQ_MASK
from danvan_desktop.store.placing import naming_field
from danvan_desktop.store.rights import read_facts
from danvan_desktop.store.standing import may_have_made

_SAID = (
    "SELECT e.record, e.id, e.clock, l.device, l.replica, l.stream, r.uid, coalesce(k.kind, r.kind), u.uid, e.body"
    f" FROM entry e JOIN record r ON r.no = e.record JOIN log l ON l.no = e.id >> {SEQ_BITS}"
    " JOIN unit u ON u.no = e.place LEFT JOIN other_kind k ON k.entry = e.id"
)
_ENTRIES = f"{_SAID} ORDER BY e.record, e.clock, l.replica, l.stream, e.id"
_ENTRIES_OF = f"{_SAID} WHERE r.uid = ? ORDER BY e.clock, l.replica, l.stream, e.id"


class _Said(NamedTuple):
    record: int
    row: int
    clock: int
    device: bytes
    replica: str
    stream: str
    uid: str
    kind: str
    place: str
    body: str

    @property
    def by(self) -> Mark:
        return Mark(self.device.hex(), EntryId(self.replica, self.stream, self.row & SEQ_MASK))

    @property
    def values(self) -> Mapping[str, object]:
        found: Mapping[str, object] = json.loads(self.body)
        return found


class Judged(NamedTuple):
    """A record by its number, its kind, the uid of its unit (empty: unknown), and its held cells: row and field."""

    record: int
    kind: str
    place: str
    held: frozenset[tuple[int, str]]


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
        self._stays_of: dict[str, Sequence[tuple[int, str]]] = {}

    def judged(self) -> Iterator[Judged]:
        """Yield all records of the log."""
        rows = (_Said(*row) for row in self._connection.execute(_ENTRIES))
        for _record, entries in groupby(rows, key=attrgetter("record")):
            yield self._judge(list(entries))

    def _judge(self, said: Sequence[_Said]) -> Judged:
        first = next((one for one in said if may_have_made(one.uid, one.device)), None)
        if first is None:
            cells = {(one.row, name) for one in said for name in one.values}
            return Judged(said[0].record, "", "", frozenset(cells))
        stays = self._stays(first, [one for one in said if one.kind == first.kind])
        held = {
            (one.row, name)
            for one in said
            for name in one.values
            if one.kind != first.kind
            or not self._may_write(one, name, _at(stays, one.clock))
            or self._leads_elsewhere(one)
        }
        return Judged(first.record, first.kind, stays[-1][1], frozenset(held))

    def _leads_elsewhere(self, one: _Said) -> bool:
        """Tell whether an entry names a unit or a whole that its author may not write at."""
        values = one.values
        unit, whole = (values.get(names.get(one.kind, "")) for names in (self._units, self._wholes))
        if unit is not None:
            return unit != one.place or not self._may_bring(one, one.place)
        stays = self._whole(str(whole)) if whole is not None else ()
        return bool(stays) and not self._may_bring(one, _at(stays, one.clock))

    def _may_bring(self, one: _Said, place: str) -> bool:
        least = Standing.ABOVE if one.kind in self._answers else Standing.OWN
        return self._standing(one.by, place) >= least

    def _whole(self, uid: str) -> Sequence[tuple[int, str]]:
        """Return since when a record was of which unit, nothing of one that its maker has not written of here."""
        if uid not in self._stays_of:
            said = [_Said(*row) for row in self._connection.execute(_ENTRIES_OF, [uid])]
            first = next((one for one in said if may_have_made(one.uid, one.device)), None)
            of_kind = [one for one in said if first is not None and one.kind == first.kind]
            self._stays_of[uid] = self._stays(first, of_kind) if first is not None else ()
        return self._stays_of[uid]

    def _stays(self, first: _Said, said: Sequence[_Said]) -> list[tuple[int, str]]:
        if first.kind == "unit":
            return [(first.clock, first.uid)]
        name = naming_field(self._kinds, first.kind)
        stays = [(first.clock, first.place)]
        for one in said:
            since, place = stays[-1]
            is_move = name in one.values and one.place != place and one.clock > since
            if is_move and all(self._standing(one.by, at) is Standing.OWN for at in (place, one.place)):
                stays.append((one.clock, one.place))
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


def _at(stays: Sequence[tuple[int, str]], clock: int) -> str:
    return next((place for since, place in reversed(stays) if since <= clock), stays[-1][1])
