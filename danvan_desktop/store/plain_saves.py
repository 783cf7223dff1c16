"""Takes in, in few statements, the most frequent of all saves: of records that nothing else follows from.

Whatever may arrive in a log runs through ``heads.py``, where each part of the derivation asks what arrived for what
concerns it. Of a new record that its own laptop makes at its own unit, and of an edit of a record each cell of which
has one head, most of these answers are known before: nothing is held, secret or erased, nothing is joined or parted by
it, and what is superseded is the one head of each cell. What can be told so is written at once, with rows derived by
the same expressions; all else is left to ``heads.py``. Tests hold both against each other.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import Enum, auto
from types import MappingProxyType
from typing import NamedTuple

from danvan_desktop.domain.clock import clock_number
from danvan_desktop.domain.entry import SYSTEM_FIELDS, Entry, EntryId, encode_value
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.kinds.disclosure import DISCLOSURE
from danvan_desktop.domain.kinds.redaction import REDACTION
from danvan_desktop.store.cells import Cells, LookedAt, StandingEntry
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.entry_rows import body_of, row_of_entry
from danvan_desktop.store.known_facts import Facts, Known
from danvan_desktop.store.log import NEW_ENTRY
from danvan_desktop.store.numbering import SEQ_BITS
from danvan_desktop.store.officer_rules import OfficerRules
from danvan_desktop.store.rights import KINDS_OF_RIGHTS
from danvan_desktop.store.row_writing import changes_by, changing_one, putting_one
from danvan_desktop.store.sealing import Sealed
from danvan_desktop.store.search import Search
from danvan_desktop.store.temporary import clear
from danvan_desktop.store.unseen_edits import cells_of_wholes

_MOST_RECORDS = 4
"""More at a time are derived together."""

_NEW_RECORD = "INSERT INTO record (uid, kind, place, changed) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
_GROWN = "UPDATE log SET seq = ?, hash = ?, signature = NULL WHERE no = ?"
_SUPERSEDED = "INSERT INTO shadow SELECT value ->> 0, value ->> 1, 0 FROM json_each(?)"


_NAMED_ALREADY = 0
"""No record has this number."""


class Taken(Enum):
    """What was done: nothing, all of it, or only the entries written (to ``temp.arrived``, too), some of them held."""

    NOTHING = auto()
    WHOLE = auto()
    HELD = auto()


class _Change(NamedTuple):
    """What a save writes of one record: its entries, and the record as it was, ``None`` for a new one."""

    entries: Sequence[Entry]
    before: LookedAt | None
    leading: Mapping[str, str] = MappingProxyType({})
    """The references that lead to another record than was said, which is shown for that."""

    @property
    def clock(self) -> int:
        return clock_number(self.entries[0].timestamp)

    @property
    def values(self) -> Mapping[str, str]:
        """What the row of the record has of it."""
        said = {name: value for one in self.entries for name, value in one.values.items()}
        return {**said, **self.leading}


class PlainSaves:
    """Works in the transaction of a save."""

    def __init__(self, connection: Connection, kinds: Kinds, known: Known, cells: Cells, search: Search) -> None:
        """Work on an open store."""
        self._connection = connection
        self._known = known
        self._cells = cells
        self._search = search
        self._officers = OfficerRules(connection, kinds)
        self._kinds = kinds
        self._references = {
            kind.name: frozenset() if kind.append_only else frozenset(field.name for field in kind.references)
            for kind in kinds
        }
        apart = {*KINDS_OF_RIGHTS, "officer", DISCLOSURE.name, REDACTION.name}
        self._plain_kinds = {kind.name for kind in kinds} - apart - {part for part, _whole in cells_of_wholes(kinds)}

    def take_in(self, sealed: Sealed, new: Collection[str]) -> Taken:
        """Write entries and all that follows from them, where that is little; tells how much of it was written.

        Where an officer's right may be lacking only the entries are, and are to be derived by ``heads.py``; where more
        may follow, nothing is. ``new`` are the records of which nothing was here that a save could have been shown.
        """
        facts = self._known.facts()
        by_record: dict[str, list[Entry]] = {}
        for one in sealed.entries:
            by_record.setdefault(one.uid, []).append(one)
        if len(by_record) > _MOST_RECORDS or not sealed.secret.isdisjoint(by_record):
            return Taken.NOTHING
        changes = {
            uid: _Change(entries, None if uid in new else self._cells.look(uid)) for uid, entries in by_record.items()
        }
        if not all(self._is_plain(uid, change, uid in new, sealed, facts) for uid, change in changes.items()):
            return Taken.NOTHING
        if facts.joins:
            if self._are_named_by_joins([uid for uid in changes if uid in new]):
                return Taken.NOTHING
            changes = {uid: self._leading_to_shown(change) for uid, change in changes.items()}
            if facts.secrets and self._lead_to_secrets(changes.values()):
                return Taken.NOTHING
        return self._write(changes, sealed, facts)

    # What is plain

    def _is_plain(self, uid: str, change: _Change, is_new: bool, sealed: Sealed, facts: Facts) -> bool:
        """Tell whether nothing follows from these entries but their record."""
        entries = change.entries
        if is_new:
            is_as_known = sealed.made.get(uid) == entries[0].place
        else:
            is_as_known = self._is_plain_edit(uid, change, facts)
        return (
            is_as_known
            and entries[0].kind in self._plain_kinds
            and len({one.id.stream for one in entries}) == len(entries)
            and all(self._goes_on(one, sealed.device, facts) for one in entries)
            and not (facts.erasures and self._are_named_by_erasures(entries))
        )

    def _goes_on(self, entry: Entry, device: str, facts: Facts) -> bool:
        """Tell whether an entry sets plain fields, in a log of this device that may write at its unit."""
        end = facts.logs.get(entry.id.log)
        place = self._number("unit", entry.place, facts.units)
        return (
            end is not None
            and place is not None
            and end.is_judged
            and end.seq > 0
            and end.device == device
            and facts.may_write(place, end.no, entry.id.seq)
            and SYSTEM_FIELDS.isdisjoint(entry.values)
            and (not entry.officer or self._number("officer", entry.officer, facts.officers) is not None)
        )

    def _is_plain_edit(self, uid: str, change: _Change, facts: Facts) -> bool:
        before, entries, clock = change.before, change.entries, change.clock
        return (
            before is not None
            and before.is_plain
            and before.kind == entries[0].kind
            and before.place == entries[0].place
            and self._known.shown_as(uid) == uid
            and not (facts.moves and self._has("SELECT 1 FROM moved WHERE record = ?", before.number))
            and not (facts.notes and self._has("SELECT 1 FROM record_disclosure WHERE record = ?", uid))
            and all(one.clock < clock for one in before.entries)
            and all(_knows(entry, one.id) for entry in entries for one in _superseded(before, entry))
        )

    def _are_named_by_erasures(self, entries: Sequence[Entry]) -> bool:
        """Tell whether somebody let one of these entries be erased, who could not yet know of it."""
        named = "SELECT 1 FROM erasure WHERE replica = ? AND stream = ? AND seq = ?"
        return any(self._has(named, *one.id) for one in entries)

    def _has(self, statement: str, *parameters: object) -> bool:
        return self._connection.execute(statement, parameters).fetchone() is not None

    def _number(self, table: str, uid: str, known: dict[str, int]) -> int | None:
        """Return the number of a unit or an officer, which never changes; ``None`` for one that has none yet."""
        if uid not in known:
            row = self._connection.execute(f"SELECT no FROM {table} WHERE uid = ?", [uid]).fetchone()
            if row is None:
                return None
            known[uid] = int(row[0])
        return known[uid]

    # Joins

    def _are_named_by_joins(self, new: Sequence[str]) -> bool:
        """Tell whether somebody joined one of these records before it was here; an edit changes no join."""
        named = (
            "SELECT 1 FROM json_each(?) j WHERE EXISTS (SELECT 1 FROM record_same_as s WHERE s.record = j.value)"
            ' OR EXISTS (SELECT 1 FROM record_same_as s WHERE s."into" = j.value) LIMIT 1'
        )
        return bool(new) and "same_as" in self._kinds and self._has(named, json.dumps(new))

    def _leading_to_shown(self, change: _Change) -> _Change:
        """Let references lead to the shown records, as they do in the tables (``joins.py``)."""
        kind = self._kinds[change.entries[0].kind]
        leading: dict[str, str] = {}
        for name, text in change.values.items():
            if name in self._references[kind.name] and isinstance(uid := json.loads(text), str):
                shown = self._known.shown_as(uid)
                if shown != uid:
                    leading[name] = encode_value(shown)
        return change._replace(leading=leading) if leading else change

    def _lead_to_secrets(self, changes: Iterable[_Change]) -> bool:
        shown = [json.loads(text) for change in changes for text in change.leading.values()]
        lookup = "SELECT 1 FROM json_each(?) j CROSS JOIN secret s ON s.uid = j.value"
        return bool(shown) and self._has(lookup, json.dumps(shown))

    # Writing

    def _write(self, changes: Mapping[str, _Change], sealed: Sealed, facts: Facts) -> Taken:
        numbers = {uid: self._number_of(uid, change, facts) for uid, change in changes.items()}
        if _NAMED_ALREADY in numbers.values():
            return Taken.NOTHING
        self._append(sealed.entries, numbers, facts)
        if facts.rules and self._are_held(sealed.entries, facts):
            return Taken.HELD
        changed_words = [number for uid, number in numbers.items() if self._put(number, changes[uid])]
        facts.due = self._search.note_numbers(changed_words, facts.due)
        self._known.keep()
        return Taken.WHOLE

    def _number_of(self, uid: str, change: _Change, facts: Facts) -> int:
        """Return the number of a record; a new one gets its own, unless the log named it before, shown or not."""
        if change.before is not None:
            return change.before.number
        first = change.entries[0]
        told = [uid, first.kind, facts.units[first.place], first.timestamp]
        made = self._connection.execute(_NEW_RECORD, told)
        return int(made.lastrowid) if made.rowcount == 1 else _NAMED_ALREADY

    def _append(self, entries: Sequence[Entry], records: Mapping[str, int], facts: Facts) -> None:
        """Write the entries, and where their logs end now."""
        logs = {key: end.no for key, end in facts.logs.items()}
        rows = [
            row_of_entry(one, logs, records[one.uid], facts.units[one.place], facts.officers.get(one.officer))
            for one in entries
        ]
        self._connection.executemany(NEW_ENTRY, rows)
        for key, one in {one.id.log: one for one in entries}.items():
            end = facts.logs[key]
            self._connection.execute(_GROWN, [one.id.seq, bytes.fromhex(one.hash), end.no])
            facts.logs[key] = end._replace(seq=one.id.seq, hash=one.hash, clock=clock_number(one.timestamp))

    def _are_held(self, entries: Iterable[Entry], facts: Facts) -> bool:
        """Tell whether who works here had no right to some of it: all of it is then left to ``heads.py``."""
        clear(self._connection, "arrived")
        rows = [(facts.logs[one.id.log].no << SEQ_BITS | one.id.seq,) for one in entries]
        self._connection.executemany("INSERT INTO temp.arrived VALUES (?)", rows)
        return bool(self._officers.hold("SELECT entry FROM temp.arrived", are_words_among=False))

    def _put(self, number: int, change: _Change) -> bool:
        """Write the row of a record, and what is superseded of it; tells whether its words may be others now."""
        if change.before is not None:
            for one in change.before.entries:
                self._supersede(one, one.shown.keys() & change.values.keys())
            return self._change_row(change.before, change)
        values, first = dict(sorted(change.values.items())), change.entries[0]
        statement = putting_one(self._kinds, first.kind, tuple(values))
        self._connection.execute(statement, [number, first.uid, change.clock, body_of(values)])
        return True

    def _supersede(self, one: StandingEntry, names: Collection[str]) -> None:
        """Note which cells of an entry are superseded now, or that all are (``heads.py``)."""
        if not names:
            return
        if len(names) + len(one.states) < len(one.values):
            self._connection.execute(_SUPERSEDED, [json.dumps([[one.row, name] for name in sorted(names)])])
            return
        self._connection.execute("UPDATE entry SET spent = 1 WHERE id = ?", [one.row])
        if one.states:
            self._connection.execute("DELETE FROM shadow WHERE entry = ?", [one.row])

    def _change_row(self, before: LookedAt, change: _Change) -> bool:
        """Derive the columns anew that follow from what was set."""
        values, moment = change.values, change.entries[0].timestamp
        row = changes_by(self._kinds, before.kind, tuple(sorted(values)))
        said = [(change.clock, {name: value for name, value in values.items() if name in row.behind})]
        for one in before.entries:
            left = {n: value for n, value in one.shown.items() if n in row.behind and n not in values}
            said += [(one.clock, left)] if left else []
        parameters = [told for clock, body in said for told in (clock, body_of(body))]
        statement = changing_one(self._kinds, before.kind, row.columns, len(said))
        self._connection.execute("UPDATE record SET changed = ? WHERE no = ?", [moment, before.number])
        self._connection.execute(statement, [*parameters, moment, before.number])
        return row.is_searched


def _superseded(before: LookedAt, entry: Entry) -> Iterable[StandingEntry]:
    """Go through the entries that are the head of a cell which an entry sets."""
    return (one for one in before.entries if not one.shown.keys().isdisjoint(entry.values))


def _knows(entry: Entry, head: EntryId) -> bool:
    """Tell whether an entry supersedes a head: one of its own log before it, or one that it names."""
    return head.log == entry.id.log or any(one.log == head.log and one.seq >= head.seq for one in entry.seen)
