"""Deletions and finishings that did not know of an edit: nothing overwrites anything, yet a person must look.

Whoever deletes or finishes a record leaves beside it which changes of it were seen (``domain.entry.SEEN``). Edits
beyond that were made on another laptop without knowing of it, or before the stick that carried them came. To finish a
record is to finish its parts: what was said and decided in a meeting is signed with its minutes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.endings import read_seen
from danvan_desktop.domain.entry import DELETED, SEEN, SYSTEM_FIELDS, EntryId, LogKey, Seen
from danvan_desktop.domain.kind import STATE, Kinds
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.numbering import SEQ_BITS, SEQ_MASK
from danvan_desktop.store.schema import table_of


@dataclass(frozen=True)
class _Head:
    id: EntryId
    kind: str
    field: str
    value: str | None
    timestamp: str


@dataclass(frozen=True)
class Unseen:
    """The field that ended a record (``deleted`` or ``state``).

    ``cells`` are the heads that ended it, then the edits that they did not know, each by its entry and field.
    """

    field: str
    cells: tuple[tuple[EntryId, str], ...]


class UnseenEdits:
    """Finds ended records with edits that the ending did not know."""

    def __init__(self, connection: Connection, kinds: Kinds) -> None:
        """Work on an open store."""
        self._connection = connection
        self._kinds = kinds

    def note_conflicts(self, among: str) -> None:
        """Add the records of a temporary table of uids whose ending did not know an edit to the conflicts."""
        ended = self._connection.execute(
            f"SELECT t.uid FROM temp.{among} t CROSS JOIN head h ON h.record = t.record AND h.field = ?",
            [SEEN],
        ).fetchall()
        for uid in dict.fromkeys(uid for (uid,) in ended):
            unseen = self.unseen(uid)
            if unseen is not None:
                self._connection.execute("INSERT OR IGNORE INTO conflict VALUES (?, ?)", [uid, unseen.field])

    def contested(self) -> Iterator[tuple[str, str]]:
        """Yield every record whose ending did not know an edit, with the field that ended it."""
        rows = self._connection.execute("SELECT DISTINCT uid FROM head WHERE field = ?", [SEEN]).fetchall()
        for (uid,) in rows:
            unseen = self.unseen(uid)
            if unseen is not None:
                yield uid, unseen.field

    def unseen(self, uid: str) -> Unseen | None:
        """Return the ending of a record and the edits that it did not know, ``None`` when there are none."""
        heads = self._heads(uid)
        told = [those_here(self._connection, read_seen(head.value)) for head in heads if head.field == SEEN]
        for field, endings in self._endings(heads):
            parts = self._heads_of_parts(uid, endings[0].kind) if field == STATE else []
            edits = [
                head
                for head in (*heads, *parts)
                if (self._is_content(head, field) or (head in parts and head.field == DELETED))
                and not any(head.id.seq <= upto.get(head.id.log, 0) for upto in told)
                and not any(_knew(ending, head) for ending in endings)
            ]
            if edits:
                return Unseen(field, tuple((head.id, head.field) for head in (*endings, *edits)))
        return None

    def _endings(self, heads: list[_Head]) -> Iterator[tuple[str, list[_Head]]]:
        """Yield the field that ends the record, by deletion first, with the heads that do."""
        if not any(head.field == SEEN for head in heads):
            return
        deletions = [head for head in heads if head.field == DELETED]
        if deletions and deletions[0].value == "true":
            yield DELETED, [head for head in deletions if head.value == "true"]
            return
        states = [head for head in heads if head.field == STATE]
        if states and self._is_final(states[0]):
            yield STATE, [head for head in states if self._is_final(head)]

    def _is_final(self, head: _Head) -> bool:
        if head.kind not in self._kinds or head.value is None:
            return False
        return self._kinds[head.kind].is_locked({STATE: json.loads(head.value)})

    def _is_content(self, head: _Head, ending: str) -> bool:
        """Whether an edit of this cell is one that the ending should have known."""
        if head.field in SYSTEM_FIELDS or head.field == ending:
            return False
        if ending == DELETED or head.kind not in self._kinds or not self._kinds[head.kind].has(head.field):
            return ending == DELETED
        return not self._kinds[head.kind].field(head.field).open_when_signed

    def _heads_of_parts(self, uid: str, kind: str) -> list[_Head]:
        return [
            head for part in parts_signed_with(self._connection, self._kinds, kind, uid) for head in self._heads(part)
        ]

    def _heads(self, uid: str) -> list[_Head]:
        rows = self._connection.execute(
            "SELECT replica, stream, seq, kind, field, CASE WHEN gone IS NULL THEN value END, timestamp"
            " FROM head WHERE uid = ? ORDER BY clock DESC, replica DESC, stream DESC, seq DESC",
            [uid],
        )
        return [_Head(EntryId(*row[:3]), *row[3:]) for row in rows]


def _knew(ending: _Head, edit: _Head) -> bool:
    """Tell whether an edit was saved with an ending, in whatever stream, or stands before it in the same log."""
    is_of_the_save = (edit.id.replica, edit.timestamp) == (ending.id.replica, ending.timestamp)
    return is_of_the_save or (edit.id.log == ending.id.log and edit.id.seq <= ending.id.seq)


def those_here(connection: Connection, told: Iterable[Seen]) -> Mapping[LogKey, int]:
    """Return of each log up to where it was seen, by those named entries that are here and have the hash that is told.

    Nobody knows the hash of an entry that is still to be made: whoever names such a place has seen nothing.
    """
    rows = connection.execute(
        "SELECT l.replica, l.stream, max(j.value ->> 2) FROM json_each(?) j"
        " CROSS JOIN log l ON l.replica = j.value ->> 0 AND l.stream = j.value ->> 1"
        f" CROSS JOIN entry e ON e.id = l.no << {SEQ_BITS} | (j.value ->> 2)"
        " AND lower(hex(substr(e.hash, 1, 8))) = j.value ->> 3 GROUP BY l.no",
        [json.dumps([one for one in told if one.seq <= SEQ_MASK])],
    )
    return {(replica, stream): seq for replica, stream, seq in rows}


def cells_of_wholes(kinds: Kinds) -> tuple[tuple[str, str], ...]:
    """Return the kinds of parts that are signed with their whole, each with the field that names the whole."""
    parts = {part.name: part for kind in kinds if kind.locked_states for part in kinds.children_of(kind.name)}
    return tuple((name, part.parent) for name, part in parts.items() if part.parent and part.locks_with_parent)


def parts_signed_with(connection: Connection, kinds: Kinds, kind: str, uid: str) -> Sequence[str]:
    """Return the parts of a record that are signed with it, deleted ones included."""
    names = {part.name for part in kinds.children_of(kind)} if kind in kinds else set()
    return [
        part
        for name, whole in cells_of_wholes(kinds)
        if name in names
        for (part,) in connection.execute(f'SELECT uid FROM {table_of(name)} WHERE "{whole}" = ?', [uid]).fetchall()
    ]
