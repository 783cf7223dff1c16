"""Heads: the changes of a cell (uid, field) that no known change supersedes, and what follows from them.

All of it is set-based SQL over the log: merging 200,000 changes and rebuilding a whole store run through the same
statements as saving one record.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from danvan_desktop.domain.change import DELETED, SEEN
from danvan_desktop.domain.fields import Field
from danvan_desktop.domain.former import formers_beside
from danvan_desktop.domain.kind import STATE, Kind, Kinds
from danvan_desktop.domain.states import State, States
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.knowledge import Knowledge, cells_of_wholes
from danvan_desktop.store.schema import DECIDED, table_of
from danvan_desktop.store.secrecy import Secrets
from danvan_desktop.store.telling import Tell, tell_nobody

_BATCH = 2_000
"""Records derived at a time."""

_GIVEN = """(
    SELECT g.value FROM change g WHERE g.uid = c.uid AND g.field = c.field AND g.held_back IS NULL
    ORDER BY g.timestamp DESC, g.replica DESC, g.stream DESC, g.seq DESC LIMIT 1
)"""
"""The last content of a cell that its sender gave."""

_WINNERS = f"""
    SELECT c.uid, c.kind, c.field, c.timestamp,
           json_extract(CASE WHEN c.held_back IS NULL THEN c.value ELSE {_GIVEN} END, '$') AS value,
           c.held_back IS NULL OR {_GIVEN} IS NOT NULL AS given,
           row_number() OVER (
               PARTITION BY c.uid, c.field ORDER BY c.timestamp DESC, c.replica DESC, c.stream DESC, c.seq DESC
           ) AS place
    FROM head h JOIN change c ON c.id = h.change
"""


TRUE_HEADS = (
    "SELECT uid, field, id FROM change c WHERE NOT EXISTS (SELECT 1 FROM superseded s WHERE s.uid = c.uid"
    " AND s.field = c.field AND s.replica = c.replica AND s.stream = c.stream AND s.seq = c.seq)"
)


class Heads:
    """Keeps heads, conflicts and record tables in step with the log."""

    def __init__(self, connection: Connection, kinds: Kinds) -> None:
        """Work on an open store."""
        self._connection = connection
        self._kinds = kinds
        self._knowledge = Knowledge(connection, kinds)
        self._said = _said(kinds)
        self._secrets = Secrets(connection, kinds)

    def absorb(self, after: int, filled: Iterable[str] = (), tell: Tell = tell_nobody) -> None:
        """Take in the changes whose row number is above ``after``, then refresh every record they touch.

        ``filled`` are the records of earlier changes whose content came only now; ``tell`` is told (done, total) of the
        records.
        """
        self._touch(after, filled)
        self._supersede(after)
        self._refresh_conflicts("touched")
        self._refresh_records(tell)
        self._secrets.refresh()
        self._knowledge.note_conflicts("touched")
        self._refresh_conflicts("whole")
        self._knowledge.note_conflicts("whole")

    def rebuild(self, tell: Tell = tell_nobody) -> None:
        """Derive everything anew from the log."""
        for table in ("superseded", "head", "conflict", "record"):
            self._connection.execute(f"DELETE FROM {table}")
        for kind in self._kinds:
            self._connection.execute(f"DELETE FROM {table_of(kind.name)}")
        self._secrets.forget()
        self.absorb(0, tell=tell)

    def touched(self) -> Iterable[str]:
        """Return the uids of the records that the last ``absorb`` refreshed, hid or showed."""
        rows = self._connection.execute("SELECT uid FROM temp.touched UNION SELECT uid FROM temp.flipped")
        return [uid for (uid,) in rows]

    def newest_row(self) -> int:
        """Return the row number of the log's newest change, to be given to ``absorb`` later."""
        return int(self._connection.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()[0])

    def _touch(self, after: int, filled: Iterable[str]) -> None:
        self._connection.execute("CREATE TEMP TABLE IF NOT EXISTS touched (uid TEXT PRIMARY KEY) WITHOUT ROWID")
        self._connection.execute("DELETE FROM temp.touched")
        self._connection.execute("INSERT OR IGNORE INTO temp.touched SELECT uid FROM change WHERE id > ?", [after])
        self._connection.executemany("INSERT OR IGNORE INTO temp.touched VALUES (?)", [(uid,) for uid in filled])

    def _supersede(self, after: int) -> None:
        """Let new changes supersede their parents, of the same cell alone: nobody empties a cell by writing another."""
        rows = self._connection.execute(
            "SELECT uid, field, parents FROM change WHERE id > ? AND parents != ''", [after]
        )
        marks = [(uid, field, *parent.split(":")) for uid, field, text in rows.fetchall() for parent in text.split(" ")]
        self._connection.executemany("INSERT OR IGNORE INTO superseded VALUES (?, ?, ?, ?, ?)", marks)
        self._connection.executemany(
            "DELETE FROM head WHERE uid = ? AND field = ?"
            " AND change = (SELECT id FROM change WHERE replica = ? AND stream = ? AND seq = ?)",
            marks,
        )
        self._connection.execute(f"INSERT OR IGNORE INTO head {TRUE_HEADS} AND id > ?", [after])

    def _refresh_conflicts(self, among: str) -> None:
        self._connection.execute(f"DELETE FROM conflict WHERE uid IN (SELECT uid FROM temp.{among})")
        self._connection.execute(
            f"INSERT INTO conflict SELECT uid, field FROM (SELECT h.uid, h.field FROM temp.{among} t"
            " CROSS JOIN head h ON h.uid = t.uid WHERE h.field != ? GROUP BY h.uid, h.field HAVING count(*) > 1) m"
            f" WHERE (SELECT count(DISTINCT {self._said}) FROM head h JOIN change c ON c.id = h.change"
            " WHERE h.uid = m.uid AND h.field = m.field AND c.held_back IS NULL) > 1",
            [SEEN],
        )

    def _refresh_records(self, tell: Tell) -> None:
        self._connection.execute("CREATE TEMP TABLE IF NOT EXISTS whole (uid TEXT PRIMARY KEY) WITHOUT ROWID")
        self._connection.execute("DELETE FROM temp.whole")
        total = int(self._connection.execute("SELECT count(*) FROM temp.touched").fetchone()[0])
        last, done = "", 0
        while (bounds := self._next_touched(last)) is not None:
            self._refresh_between(*bounds)
            last, done = bounds[1], min(done + _BATCH, total)
            tell(done, total)
        self._connection.execute("DELETE FROM temp.whole WHERE uid IN (SELECT uid FROM temp.touched)")

    def _next_touched(self, after: str) -> tuple[str, str] | None:
        """Return the first and the last of the next touched records: memory stays flat however many there are."""
        first, last = self._connection.execute(
            f"SELECT min(uid), max(uid) FROM (SELECT uid FROM temp.touched WHERE uid > ? ORDER BY uid LIMIT {_BATCH})",
            [after],
        ).fetchone()
        return None if first is None else (first, last)

    def _refresh_between(self, first: str, last: str) -> None:
        self._find_winners(first, last)
        self._connection.execute(
            f"INSERT INTO record (uid, kind, deleted, changed) SELECT uid, min(kind), {_value_of(DELETED)},"
            " max(timestamp) FROM temp.winner GROUP BY uid HAVING max(given) ON CONFLICT (uid) DO UPDATE"
            " SET kind = excluded.kind, deleted = excluded.deleted, changed = excluded.changed"
        )
        for (name,) in self._connection.execute("SELECT DISTINCT kind FROM temp.winner").fetchall():
            if name in self._kinds:
                self._connection.execute(
                    f"INSERT OR REPLACE INTO {table_of(name)} {_columns(self._kinds[name])} FROM temp.winner"
                    " WHERE kind = ? GROUP BY uid HAVING max(given)",
                    [name],
                )

        self._gather_wholes()

    def _gather_wholes(self) -> None:
        """Keep the ended records that touched parts belong to: their ending may not have known."""
        cells = cells_of_wholes(self._kinds)
        if not cells:
            return
        named = ", ".join("(?, ?)" for _cell in cells)
        self._connection.execute(
            "INSERT OR IGNORE INTO temp.whole SELECT w.value FROM temp.winner w"
            f" WHERE (w.kind, w.field) IN (VALUES {named}) AND w.value IS NOT NULL"
            " AND EXISTS (SELECT 1 FROM head h WHERE h.uid = w.value AND h.field = ?)",
            [*itertools.chain.from_iterable(cells), SEEN],
        )

    def _find_winners(self, first: str, last: str) -> None:
        """Put the shown head of every cell of these touched records into a table that all of them are derived from."""
        self._connection.execute(
            "CREATE TEMP TABLE IF NOT EXISTS winner (uid TEXT, field TEXT, kind TEXT, timestamp TEXT, value,"
            " given INTEGER, replica TEXT, stream TEXT, seq INTEGER, PRIMARY KEY (uid, field)) WITHOUT ROWID"
        )
        self._connection.execute("DELETE FROM temp.winner")
        self._connection.execute(
            "INSERT INTO temp.winner SELECT h.uid, h.field, c.kind, c.timestamp,"
            " CASE WHEN c.held_back IS NULL THEN json_extract(c.value, '$') END, c.held_back IS NULL,"
            " c.replica, c.stream, c.seq"
            " FROM temp.touched t CROSS JOIN head h ON h.uid = t.uid CROSS JOIN change c ON c.id = h.change"
            " WHERE t.uid BETWEEN ? AND ?"
            " ON CONFLICT (uid, field) DO UPDATE SET kind = excluded.kind, timestamp = excluded.timestamp,"
            " value = excluded.value, given = excluded.given, replica = excluded.replica, stream = excluded.stream,"
            " seq = excluded.seq WHERE (excluded.timestamp, excluded.replica, excluded.stream, excluded.seq)"
            " > (timestamp, replica, stream, seq)",
            [first, last],
        )
        self._connection.execute(
            f"UPDATE temp.winner AS c SET value = json_extract({_GIVEN}, '$'), given = {_GIVEN} IS NOT NULL"
            " WHERE NOT given"
        )


def _said(kinds: Kinds) -> str:
    """Return the expression for what a change says of its cell: of a state that follows from facts only a decision."""
    decisions = [
        f"WHEN c.kind = '{kind.name}' AND c.field = '{STATE}' AND c.value NOT IN ({_json_codes(kind.states)}) THEN ''"
        for kind in kinds
        if kind.follows_facts and kind.states is not None
    ]
    return f"CASE {' '.join(decisions)} ELSE ifnull(c.value, '') END" if decisions else "ifnull(c.value, '')"


def _json_codes(states: States) -> str:
    return ", ".join(f"'\"{code}\"'" for code in sorted(states.decided))


def derived_rows(kind: Kind) -> str:
    """Return the query that derives a kind's rows from the heads, in the columns of its table.

    It goes its own way to what ``Heads`` keeps, so that comparing the two means something.
    """
    return (
        f"{_columns(kind)} FROM ({_WINNERS} WHERE c.kind = '{kind.name}')"
        " WHERE place = 1 GROUP BY uid HAVING max(given)"
    )


def _columns(kind: Kind) -> str:
    columns = [f'{_derived(kind, field)} AS "{field.name}"' for field in kind.fields]
    if kind.follows_facts:
        columns.append(f"{_decision(kind.states)} AS {DECIDED}")
    return f"SELECT uid, {', '.join(columns)}, {_value_of(DELETED)} AS deleted, max(timestamp) AS changed"


def _derived(kind: Kind, field: Field) -> str:
    if field.name == STATE and kind.follows_facts:
        return _state_of(kind.states)
    own = [(field.name, former.code, former.now) for former in field.former_choices]
    beside = [(name, former.code, former.beside[1]) for name, former in formers_beside(kind.fields, field.name)]
    value = _restated([*own, *beside], _value_of(field.name))
    return value if field.year_of is None else f"coalesce({value}, {_year_of(field.year_of)})"


def _restated(former: Iterable[tuple[str, str, str]], otherwise: str) -> str:
    """Return the expression that reads former choices (their field, their code, what they mean here) as of today.

    A former choice goes before what the field itself holds: whoever writes that field now writes both anew, so that the
    former choice is what was said last.
    """
    cases = " ".join(f"WHEN {_value_of(name)} = '{code}' THEN '{now}'" for name, code, now in former)
    return f"CASE {cases} ELSE {otherwise} END" if cases else otherwise


def _year_of(day: str) -> str:
    return f"CAST(substr({_value_of(day)}, 1, 4) AS INTEGER)"


def _decision(states: States | None) -> str:
    """Return the expression for what a person decided; other codes, which older logs hold, do not count."""
    codes = ", ".join(f"'{code}'" for code in sorted(states.decided)) if states is not None else ""
    return f"CASE WHEN {_value_of(STATE)} IN ({codes}) THEN {_value_of(STATE)} END"


def _state_of(states: States | None) -> str:
    """Return the expression for the state of a record, as ``States.of`` reads it: the last one that holds."""
    members = states.members if states is not None else ()
    cases = " ".join(f"WHEN {_holds(state)} THEN '{state.code}'" for state in reversed(members) if _is_bound(state))
    return f"CASE {cases} ELSE '{members[0].code}' END"


def _is_bound(state: State) -> bool:
    return state.decided or bool(state.facts)


def _holds(state: State) -> str:
    """Return when a state holds; a count of 0 tells of nothing that happened, and NULL is not unequal to it."""
    by_facts = " AND ".join(f"{_value_of(name)} <> 0" for name in state.facts)
    decided = f"{_value_of(STATE)} = '{state.code}'" if state.decided else ""
    return " OR ".join(f"({condition})" for condition in (decided, by_facts) if condition)


def _value_of(field: str) -> str:
    """Return the expression for the one value of a field among the rows of a record."""
    return f"max(value) FILTER (WHERE field = '{field}')"
