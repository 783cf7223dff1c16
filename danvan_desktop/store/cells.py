"""The cells of records as the log has them: their heads, and assignments that supersede these.

A save asks for the heads of one field after another. In the transaction that may write, a record is looked at once
(``Cells.look``), and what was seen holds until anything is written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from msgspec import Struct

from danvan_desktop.domain.entry import SEEN, EntryId
from danvan_desktop.domain.fields import Value
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.entry_rows import raw_values
from danvan_desktop.store.judging import Assignment
from danvan_desktop.store.numbering import SEQ_BITS, SEQ_MASK


class StandingEntry(Struct, frozen=True):
    """An entry of which something still stands: its row number, and its values as JSON texts.

    ``states`` are those of the cells that are not plainly shown (``heads.py``).
    """

    row: int
    id: EntryId
    clock: int
    values: Mapping[str, str]
    states: Mapping[str, int]

    @property
    def shown(self) -> Mapping[str, str]:
        """What of it is shown."""
        if not self.states:
            return self.values
        return {name: value for name, value in self.values.items() if name not in self.states}


class LookedAt(Struct, frozen=True):
    """A record as the log has it: its number, kind, the unit that it is of, and the entries that still stand.

    ``is_plain`` when each of its cells has one head, nothing of it is held or gone, and nothing of before ended it.
    """

    number: int
    kind: str
    place: str | None
    entries: Sequence[StandingEntry]
    is_plain: bool


class Cells:
    """Looks at the heads of records."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open store."""
        self._connection = connection
        self._looked: dict[str, LookedAt | None] = {}
        self._at: tuple[object, int, int] = (None, 0, 0)

    def look(self, uid: str) -> LookedAt | None:
        """Return a record as it is in the transaction that may write; ``None`` outside, and where nothing stands."""
        connection = self._connection
        if connection.turn is None:
            return None
        at = (connection.turn, connection.total_changes, connection.undone)
        if self._at != at:
            self._at, self._looked = at, {}
        if uid not in self._looked:
            self._looked[uid] = self._read(uid)
        return self._looked[uid]

    def assignment(self, kind: str, uid: str, field: str, value: Value, *, is_new: bool = False) -> Assignment:
        """Make an assignment to a cell that knows of all its heads; a new record has none."""
        heads = () if is_new else tuple(entry_id for entry_id, _value in self.heads_of(uid, field))
        return Assignment(kind, uid, field, value, heads)

    def contested(self, uid: str) -> frozenset[str]:
        """Return the fields of a record in which somebody has to choose between heads."""
        if (looked := self.look(uid)) is not None and looked.is_plain:
            return frozenset()
        rows = self._connection.execute("SELECT field FROM conflict WHERE uid = ?", [uid])
        return frozenset(name for (name,) in rows)

    def erased_of(self, uid: str) -> frozenset[str]:
        """Return the fields of a record whose value was erased at somebody's request."""
        if (looked := self.look(uid)) is not None and looked.is_plain:
            return frozenset()
        rows = self._connection.execute(
            "SELECT h.field FROM record r JOIN entry e ON e.record = r.no AND e.gone IS NOT NULL"
            " JOIN head h ON h.entry = e.id AND h.gone ->> 0 = 'x' WHERE r.uid = ?",
            [uid],
        )
        return frozenset(name for (name,) in rows)

    def heads_of(self, uid: str, field: str) -> list[tuple[EntryId, str | None]]:
        """Return the heads of a cell with their values as JSON text, the shown one first."""
        if (looked := self.look(uid)) is not None and looked.is_plain:
            return [
                (one.id, one.values[field]) for one in looked.entries if field in one.values and field not in one.states
            ]
        rows = self._connection.execute(
            "SELECT replica, stream, seq, CASE WHEN gone IS NULL THEN value END FROM head WHERE uid = ? AND field = ?"
            " ORDER BY clock DESC, replica DESC, stream DESC, seq DESC",
            [uid, field],
        )
        return [(EntryId(replica, stream, seq), value) for replica, stream, seq, value in rows]

    def _read(self, uid: str) -> LookedAt | None:
        rows = self._connection.execute(_STANDING, [uid]).fetchall()
        if not rows:
            return None
        number, kind, place = rows[0][:3]
        entries, is_plain = list[StandingEntry](), True
        for replica, stream, row, clock, is_gone, body, shadow in (one[3:] for one in rows):
            states = json.loads(shadow) if shadow != _NOTHING else {}
            is_plain = is_plain and not is_gone and (not states or set(states.values()) == {_SUPERSEDED})
            entry_id = EntryId(replica, stream, row & SEQ_MASK)
            entries.append(StandingEntry(row, entry_id, clock, raw_values(body), states))
        names = [name for one in entries for name in one.shown]
        is_plain = is_plain and len(set(names)) == len(names) and SEEN not in names
        return LookedAt(number, kind, place, entries, is_plain)


_SUPERSEDED = 0
_NOTHING = "{}"
_STANDING = f"""
    SELECT r.no, r.kind, u.uid, l.replica, l.stream, e.id, e.clock, e.gone IS NOT NULL, e.body,
    (SELECT json_group_object(s.field, s.state) FROM shadow s WHERE s.entry = e.id)
    FROM record r LEFT JOIN unit u ON u.no = r.place CROSS JOIN entry e ON e.record = r.no AND e.spent IS NULL
    CROSS JOIN log l ON l.no = e.id >> {SEQ_BITS} WHERE r.uid = ?
"""
