"""Who changed what and when, and the cells on which two changes disagree."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from danvan_desktop.domain.clock import timestamp_moment
from danvan_desktop.domain.entry import DELETED, SEEN, Entry, EntryId, encode_value
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kind import STATE, Kinds
from danvan_desktop.domain.secrecy import closes, hides, masked
from danvan_desktop.localization import _
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.errors import StoreError
from danvan_desktop.store.log import EntryLog
from danvan_desktop.store.reading import Reader
from danvan_desktop.store.redacting import Erasure, Redacting
from danvan_desktop.store.secrecy import Secrets
from danvan_desktop.store.unseen_edits import UnseenEdits

Place = tuple[EntryId, str]
"""An entry and one of the fields that it sets."""


@dataclass(frozen=True)
class Change:
    """One field as an entry set it: ``value`` is JSON text, ``None`` when its content is gone.

    ``replaced`` are the entries whose value of the field it took the place of.
    """

    id: EntryId
    timestamp: str
    kind: str
    uid: str
    field: str
    value: str | None
    officer: str
    replaced: tuple[EntryId, ...] = ()

    @property
    def place(self) -> Place:
        """What names it: its entry set other fields, too."""
        return self.id, self.field

    @property
    def replaced_places(self) -> tuple[Place, ...]:
        """What names the changes that it took the place of."""
        return tuple((entry_id, self.field) for entry_id in self.replaced)


@dataclass(frozen=True)
class HistoryEntry:
    """One change as people read it; ``value`` is ``None`` when it was emptied or is gone.

    It ``is_hidden`` when a mask, or nothing, stands in the place of what a secret record holds.
    """

    change: Change
    officer_name: str
    value: Value
    is_head: bool
    is_hidden: bool = False
    erasure: Erasure | None = None
    """Why the value is gone, when it was erased at somebody's request."""

    @property
    def moment(self) -> dt.datetime:
        """When it was made, by its device's clock, in local time."""
        return timestamp_moment(self.change.timestamp)


class ConflictReason(Enum):
    """Why a person must look."""

    VALUES = "values"
    """A field has several values that did not know of each other."""
    DELETED_EDITED = "deleted_edited"
    """A record was deleted here and edited there."""
    FINISHED_EDITED = "finished_edited"
    """A record was signed here and edited there."""


@dataclass(frozen=True)
class Conflict:
    """A cell with several heads of different value; the first is the one that is shown.

    When a record was deleted or finished without knowing of an edit, ``field`` is ``deleted`` or ``state`` and
    ``heads`` are the ending, then the edits, which are of other fields; edits of the parts of a finished record, too.
    """

    kind: str
    uid: str
    field: str
    heads: tuple[HistoryEntry, ...]
    reason: ConflictReason = ConflictReason.VALUES

    @property
    def hidden(self) -> frozenset[str]:
        """The records of which something is hidden in it: the sides cannot be compared before they are opened."""
        return frozenset(head.change.uid for head in self.heads if head.is_hidden)


class History:
    """Reads the log as a story."""

    def __init__(
        self,
        connection: Connection,
        log: EntryLog,
        reader: Reader,
        knowledge: UnseenEdits,
        secrets: Secrets,
        kinds: Kinds,
        closed: Callable[[], Collection[str]] = tuple,
    ) -> None:
        """Work on an open store; ``closed`` gives the kinds that the officer who works here may not open."""
        self._closed = closed
        self._secrets = secrets
        self._kinds = kinds
        self._connection = connection
        self._log = log
        self._reader = reader
        self._knowledge = knowledge

    def of(self, uid: str) -> list[HistoryEntry]:
        """Return all changes of a record and who opened what is secret of it, newest first; secrets are masked."""
        entries = [*self._masked(self._of(uid)), *self._disclosures(uid)]
        return sorted(entries, key=lambda entry: entry.change.timestamp, reverse=True)

    def _disclosures(self, uid: str) -> list[HistoryEntry]:
        if "disclosure" not in self._kinds:
            return []
        rows = self._connection.execute("SELECT uid FROM record_disclosure WHERE record = ?", [uid]).fetchall()
        told = [entry for (note,) in rows for entry in self._of(note) if entry.change.field in ("purpose", "reason")]
        return self._masked(told)

    def _masked(self, entries: Iterable[HistoryEntry]) -> list[HistoryEntry]:
        secret, listed = self._secrets.all(), list(entries)
        closed = self._closed_among({entry.change.uid for entry in listed})
        return [
            self._masked_entry(entry, is_closed=entry.change.uid in closed)
            if entry.change.uid in secret or entry.change.uid in closed
            else entry
            for entry in listed
        ]

    def _closed_among(self, uids: Collection[str]) -> frozenset[str]:
        """Return the records among these that the officer who works here may not open, deleted ones included."""
        if not self._closed():
            return frozenset()
        found = (self._reader.get(uid, include_deleted=True) for uid in uids)
        return frozenset(record.uid for record in found if record is not None and self._reader.is_closed(record))

    def _masked_entry(self, entry: HistoryEntry, *, is_closed: bool) -> HistoryEntry:
        change = entry.change
        if change.kind not in self._kinds or not self._kinds[change.kind].has(change.field):
            return entry
        field = self._kinds[change.kind].field(change.field)
        value = masked(field, entry.value, is_closed=is_closed)
        is_hidden = entry.value is not None and (hides(field) or (is_closed and closes(field)))
        return replace(entry, value=value, change=replace(change, value=encode_value(value)), is_hidden=is_hidden)

    def _of(self, uid: str) -> list[HistoryEntry]:
        rows = self._connection.execute("SELECT replica, stream, seq, field FROM head WHERE uid = ?", [uid])
        heads = {(EntryId(*entry_id), field) for *entry_id, field in rows}
        changes = [change for change in reversed(_told(self._log.of_record(uid))) if change.field != SEEN]
        names = self._reader.titles({change.officer for change in changes if change.officer})
        is_whole = all(change.value is not None for change in changes)
        erased = {} if is_whole else Redacting(self._connection, self._kinds, self._reader).of(uid)
        return [
            HistoryEntry(
                change,
                names.get(change.officer, change.officer),
                decoded(change),
                change.place in heads,
                erasure=erased.get(change.place),
            )
            for change in changes
        ]

    def conflicts(self) -> list[Conflict]:
        """Return every cell whose heads disagree, in the order of kinds and records."""
        rows = self._connection.execute(
            "SELECT r.kind, f.uid, f.field FROM conflict f JOIN record r ON r.uid = f.uid"
            " WHERE f.uid NOT IN (SELECT uid FROM shown_as) ORDER BY 1, 2, 3"
        ).fetchall()
        found = [self._conflict(kind, uid, field) for kind, uid, field in rows]
        return [replace(conflict, heads=tuple(self._masked(conflict.heads))) for conflict in found]

    def opened(self, conflicts: Iterable[Conflict]) -> Sequence[Conflict]:
        """Return conflicts as they stand now, with what is hidden of them."""
        return [self._conflict(conflict.kind, conflict.uid, conflict.field) for conflict in conflicts]

    def hidden_sides(self, uid: str, field: str) -> Sequence[Change]:
        """Return what is hidden of the sides of a conflict, or of a cell that is in none."""
        conflict = self._conflict_of(uid, field)
        sides = self._heads(uid, field) if conflict is None else conflict.heads
        return [entry.change for entry in self._masked(sides) if entry.is_hidden]

    def conflict_count(self) -> int:
        """Count the cells whose heads disagree."""
        return int(self._connection.execute("SELECT count(*) FROM conflict").fetchone()[0])

    def value_taken(self, uid: str, field: str, take: EntryId) -> Value:
        """Return what a cell holds when one side of its conflict is taken; raises StoreError for a change that is none.

        To take an edit that an ending did not know is to take the value back that the ending replaced.
        """
        head = next((head for head in self._heads(uid, field) if head.change.id == take), None)
        if head is not None:
            return head.value
        conflict = self._conflict_of(uid, field)
        if conflict is None or all(entry.change.id != take for entry in conflict.heads):
            raise StoreError(_("Chỗ này đã được chọn rồi. Hãy mở lại danh sách."))
        if conflict.reason is ConflictReason.DELETED_EDITED:
            return None
        return self._former_value(conflict.heads[0].change)

    def held_back(self, uid: str) -> frozenset[str]:
        """Return the fields of a record whose newest content stayed with its sender."""
        rows = self._connection.execute("SELECT field FROM head WHERE uid = ? AND gone ->> 0 = 'h'", [uid])
        return frozenset(name for (name,) in rows)

    def _conflict_of(self, uid: str, field: str) -> Conflict | None:
        row = self._connection.execute(
            "SELECT r.kind FROM conflict f JOIN record r ON r.uid = f.uid WHERE f.uid = ? AND f.field = ?", [uid, field]
        ).fetchone()
        return None if row is None else self._conflict(str(row[0]), uid, field)

    def _former_value(self, change: Change) -> Value:
        """Return the value that a change replaced."""
        earlier = {one.id: one for one in _told(self._log.of_record(change.uid)) if one.field == change.field}
        told = earlier.get(change.id, change)
        newest = max((earlier[one] for one in told.replaced), key=lambda one: (one.timestamp, one.id), default=None)
        return None if newest is None else decoded(newest)

    def _conflict(self, kind: str, uid: str, field: str) -> Conflict:
        heads = self._heads(uid, field)
        unseen = self._knowledge.unseen(uid) if field in (DELETED, STATE) else None
        if unseen is None or unseen.field != field or len({head.value for head in heads}) > 1:
            return Conflict(kind, uid, field, heads)
        reason = ConflictReason.DELETED_EDITED if field == DELETED else ConflictReason.FINISHED_EDITED
        return Conflict(kind, uid, field, tuple(self._entries(unseen.cells)), reason)

    def _entries(self, cells: Iterable[tuple[EntryId, str]]) -> Iterator[HistoryEntry]:
        """Tell of heads by their entries and fields, of whatever record."""
        changes = [
            change
            for entry_id, field in cells
            if (entry := self._log.find(entry_id)) is not None
            for change in _changes_of(entry)
            if change.field == field
        ]
        names = self._reader.titles({change.officer for change in changes if change.officer})
        for change in changes:
            yield HistoryEntry(change, names.get(change.officer, change.officer), decoded(change), is_head=True)

    def _heads(self, uid: str, field: str) -> tuple[HistoryEntry, ...]:
        entries: Sequence[HistoryEntry] = [e for e in self._of(uid) if e.is_head and e.change.field == field]
        return tuple(sorted(entries, key=lambda e: (e.change.timestamp, e.change.id), reverse=True))


def _changes_of(entry: Entry) -> Iterator[Change]:
    for name in entry.fields:
        value = entry.values.get(name)
        yield Change(entry.id, entry.timestamp, entry.kind, entry.uid, name, value, entry.officer)


def _told(entries: Sequence[Entry]) -> list[Change]:
    """Tell the entries of a record, each after what it knew, field by field: each with what it took the place of.

    A save that brings a conflict back has an entry for each side: both took the place of what settled it.
    """
    standing: dict[str, list[Entry]] = {}
    before: dict[tuple[str, str], dict[str, list[Entry]]] = {}
    changes: list[Change] = []
    for entry in entries:
        save = entry.timestamp, entry.id.replica
        known = before.setdefault(save, {name: list(said) for name, said in standing.items()})
        for change in _changes_of(entry):
            replaced = [one for one in known.get(change.field, []) if entry.knows(one.id)]
            rest = [one for one in standing.get(change.field, []) if one not in replaced]
            standing[change.field] = [*rest, entry]
            changes.append(replace(change, replaced=tuple(one.id for one in replaced)))
    return changes


def decoded(change: Change) -> Value:
    """Read a change's value; ``None`` when it is gone."""
    value: Value = None if change.value is None else json.loads(change.value)
    return value
