"""Which records are secret, derived from their declarations in the same transaction as the records themselves.

What decides is all that the log ever said, not what stands there now: a record that once was secret, by its choice or
by what it referred to or was joined with, stays secret whoever changes that, undoes it or brings it in. Only a note
that lifts it, whose author knew of every word on that cell, ends it; no clock decides. A record whose deciding choice
is contested is secret while any side says so; a deleted one stays secret. All stores with the same log agree, in
whatever order it came.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from msgspec import Struct

from danvan_desktop.domain.entry import EntryId, join_ids
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kind import Kind, Kinds
from danvan_desktop.domain.kinds.disclosure import DISCLOSURE, Purpose
from danvan_desktop.domain.secrecy import MASK, closes, hides
from danvan_desktop.store.arrivals import Arrival
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.numbering import SEQ_BITS, SEQ_MASK
from danvan_desktop.store.schema import HELD, table_of
from danvan_desktop.store.temporary import clear

HERE = "uid IN (SELECT uid FROM secret)"
"""The condition that a row of a record table is secret."""


def shown_column(kinds: Kinds, kind: Kind, name: str, closed: str = "") -> str:
    """Return the expression of a field as those see it who did not ask for what is secret.

    ``closed`` is the condition that a row is closed to who works here, empty where none is.
    """
    field = kind.field(name)
    cover = f"""CASE WHEN "{name}" IS NOT NULL THEN '{MASK}' END""" if field.textual else "NULL"
    shown = f'"{name}"'
    if hides(field) and kinds.may_be_secret(kind.name):
        shown = f"CASE WHEN {HERE} THEN {cover} ELSE {shown} END"
    if closed and closes(field):
        return f"(CASE WHEN {closed} THEN {cover} ELSE {shown} END)"
    return shown


_LISTED = "(SELECT value FROM json_each(?))"
_SECRETS = "(SELECT uid FROM secret)"
_OF_THE_LOG = "' ' || l.replica || ':' || l.stream || ':'"
_KNEW = f"""CASE WHEN d.knew IS NULL THEN EXISTS (
        SELECT 1 FROM entry n JOIN log o ON o.no = n.id >> {SEQ_BITS}
        WHERE n.record = d.no AND o.replica = l.replica AND n.clock > e.clock)
    WHEN instr(' ' || d.knew, {_OF_THE_LOG}) = 0 THEN 0
    ELSE e.id & {SEQ_MASK} <= CAST(substr(
        ' ' || d.knew, instr(' ' || d.knew, {_OF_THE_LOG}) + length({_OF_THE_LOG})) AS INTEGER) END"""
"""Whoever made the note ``d`` knew of the entry ``e`` of the log ``l``: by what the note names of that log.

A note of before names nothing. It is believed of what the same laptop wrote earlier, whose clock never goes back.
"""


def _counts(name: str) -> str:
    """Return the condition that an entry ``e`` had the right to write a field: nobody hides what is another's."""
    return f"NOT EXISTS (SELECT 1 FROM shadow s WHERE s.entry = e.id AND s.field = '{name}' AND s.state = {HELD})"


def _lifted(name: str) -> str:
    """Return the condition that the secrecy of the record ``r`` was lifted by one who knew all that set a field.

    The note must be of the unit of the record, or of one that it was once of.
    """
    return f"""EXISTS (
        SELECT 1 FROM record_{DISCLOSURE.name} d
        JOIN record m ON m.no = d.no JOIN record q ON q.no = r.no
        WHERE d.record = r.uid AND d.purpose = '{Purpose.LIFTED.value}' AND d.deleted IS NOT 1
        AND (m.place = q.place OR m.place IN (SELECT v.place FROM moved v WHERE v.record = q.no))
        AND NOT EXISTS (
            SELECT 1 FROM entry e JOIN log l ON l.no = e.id >> {SEQ_BITS}
            WHERE e.record = r.no AND json_type(e.body, '$.{name}') IS NOT NULL AND {_counts(name)}
            AND NOT ({_KNEW})))"""


_TIES = """
    SELECT no, uid, other, ended FROM joined UNION ALL SELECT no, other AS uid, uid AS other, ended FROM joined
"""
_HOLDS = f"""(t.ended = 0 OR NOT EXISTS (
    SELECT 1 FROM record_{DISCLOSURE.name} d JOIN record m ON m.no = d.no JOIN record q ON q.uid = t.other
    WHERE d.record = t.other AND d.purpose = '{Purpose.LIFTED.value}' AND d.deleted IS NOT 1
    AND (m.place = q.place OR m.place IN (SELECT v.place FROM moved v WHERE v.record = q.no))
    AND NOT EXISTS (SELECT 1 FROM entry e JOIN log l ON l.no = e.id >> {SEQ_BITS}
        WHERE e.record = t.no AND json_type(e.body, '$.into') IS NOT NULL AND NOT ({_KNEW}))))"""
"""The condition that a tie ``t`` makes ``other`` secret with ``uid``: it lasts, or nobody lifted it since it ended."""

_JUDGE_JOINED = """
    WITH RECURSIVE tied (uid) AS (
        SELECT uid FROM temp.judged UNION SELECT uid FROM temp.joint
        UNION SELECT j.other FROM tied t CROSS JOIN joined j ON j.uid = t.uid
        UNION SELECT j.uid FROM tied t CROSS JOIN joined j ON j.other = t.uid)
    INSERT OR IGNORE INTO temp.judged SELECT r.uid FROM tied t CROSS JOIN {table} r ON r.uid = t.uid
"""
"""Judges with a record all that it was ever joined with: what was taken over from the one is hidden with the other."""

_HIDE_JOINED = f"""
    WITH RECURSIVE tie AS ({_TIES}), secret_ones (uid) AS (
        SELECT uid FROM temp.hidden UNION SELECT t.other FROM secret_ones s CROSS JOIN tie t ON t.uid = s.uid
        WHERE t.other IN (SELECT uid FROM temp.judged) AND {_HOLDS})
    INSERT OR IGNORE INTO temp.hidden SELECT uid FROM secret_ones
"""


class _Causes(Struct):
    """Why records of a kind are judged of which nothing arrived: notes, joins, and flips of the kinds before it.

    Where ``is_all_arrived``, of those that something arrived of only what secrecy goes by is looked at.
    """

    is_all_arrived: bool
    is_noted: bool
    is_joined: bool
    is_flipped: bool = False

    def reach(self, kind: Kind) -> bool:
        """Tell whether any record of a kind may be judged for them."""
        return self.is_noted or self.is_flipped or (self.is_joined and kind.can_be_joined)


class Secrets:
    """Keeps the list of secret records."""

    def __init__(self, connection: Connection, kinds: Kinds) -> None:
        """Work on an open store."""
        self._connection = connection
        self._kinds = kinds
        self._order = kinds.by_secrecy()
        self._conditions = {kind.name: self._condition(kind) for kind in self._order}
        self.has_flipped = False
        """Whether the last ``refresh`` hid or showed any record."""

    def refresh(self, news: Arrival, *, just_made: bool, is_all_arrived: bool) -> None:
        """Judge the touched records anew, then those that refer to records whose judgement changed.

        Where ``is_all_arrived``, that is where nothing of before was judged anew or filled in, entries bear on the
        records only whose fields they set that secrecy goes by: what is no secret becomes one by what makes it so, and
        what is one stays so unless somebody lifts it.
        """
        clear(self._connection, "flipped")
        touched = news.kinds if just_made else self._kinds_of_touched()
        is_joined = (news.joins or not just_made) and self._has_any("joint")
        causes = _Causes(is_all_arrived, DISCLOSURE.name in touched, is_joined)
        for kind in self._order:
            if kind.name in touched or causes.reach(kind):
                causes.is_flipped |= self._judge(kind, causes)
        self.has_flipped = causes.is_flipped

    def _kinds_of_touched(self) -> frozenset[str]:
        rows = self._connection.execute(
            "SELECT DISTINCT r.kind FROM temp.touched t CROSS JOIN record r ON r.no = t.record"
        )
        return frozenset(kind for (kind,) in rows)

    def _has_any(self, table: str) -> bool:
        return self._connection.execute(f"SELECT 1 FROM temp.{table} LIMIT 1").fetchone() is not None

    def forget(self) -> None:
        """Empty the list: everything is derived anew."""
        self._connection.execute("DELETE FROM secret")

    def all(self) -> frozenset[str]:
        """Return the secret records."""
        return frozenset(uid for (uid,) in self._connection.execute("SELECT uid FROM secret"))

    def among(self, uids: Iterable[str]) -> frozenset[str]:
        """Return the secret ones of these records."""
        rows = self._connection.execute(
            "SELECT s.uid FROM json_each(?) j CROSS JOIN secret s ON s.uid = j.value", [json.dumps(list(uids))]
        )
        return frozenset(uid for (uid,) in rows)

    def known_of(self, uid: str) -> str:
        """Write of each log the newest entry about a record: what somebody knows of it who lifts its secrecy now."""
        rows = self._connection.execute(
            f"SELECT l.replica, l.stream, max(e.id & {SEQ_MASK}) FROM record r JOIN entry e ON e.record = r.no"
            f" JOIN log l ON l.no = e.id >> {SEQ_BITS} WHERE r.uid = ?1"
            " OR r.no IN (SELECT no FROM joined WHERE uid = ?1 OR other = ?1) GROUP BY l.no ORDER BY 1, 2",
            [uid],
        )
        return join_ids(EntryId(*row) for row in rows)

    def misjudged(self) -> int:
        """Count the records that are hidden or shown though the log says otherwise; nothing is changed."""
        return sum(self._misjudged(kind) for kind in self._order)

    def _misjudged(self, kind: Kind) -> int:
        condition, values = self._conditions[kind.name]
        rows = self._connection.execute(
            f"SELECT r.uid, ifnull(({condition}), 0), r.uid IN {_SECRETS} FROM record_{kind.name} r", values
        ).fetchall()
        hidden = self._with_joined({uid for uid, is_secret, _kept in rows if is_secret})
        return sum((uid in hidden) != bool(kept) for uid, _is_secret, kept in rows)

    def _with_joined(self, secret: set[str]) -> set[str]:
        """Return secret records with those that they were joined with, of which nobody lifted that."""
        beside: dict[str, list[str]] = {}
        for uid, other in self._connection.execute(f"SELECT t.uid, t.other FROM ({_TIES}) t WHERE {_HOLDS}"):
            beside.setdefault(uid, []).append(other)
        found, waiting = set(secret), list(secret)
        while waiting:
            new = [uid for uid in beside.get(waiting.pop(), ()) if uid not in found]
            found.update(new)
            waiting.extend(new)
        return found

    def _judge(self, kind: Kind, causes: _Causes) -> bool:
        """Judge what arrived of a kind, and what else is to be judged anew. Returns whether any flips."""
        execute, table = self._connection.execute, table_of(kind.name)
        said = (
            f"SELECT t.uid FROM temp.touched t CROSS JOIN record r ON r.no = t.record WHERE r.kind = ?"
            f"{self._said_of(kind) if causes.is_all_arrived else ''}"
        )
        is_said = not causes.is_all_arrived or execute(f"{said} LIMIT 1", [kind.name]).fetchone() is not None
        if not (is_said or causes.reach(kind)):
            return False
        clear(self._connection, "judged")
        execute(f"INSERT INTO temp.judged {said}", [kind.name])
        if causes.is_noted:
            self._judge_lifted(table)
        if causes.is_flipped:
            self._judge_referring(kind, table)
        if kind.can_be_joined:  # whatever is judged: alone, what is secret only by another would be found none
            execute(_JUDGE_JOINED.format(table=table))
        if not self._has_any("judged"):
            return False
        clear(self._connection, "hidden")
        condition, values = self._conditions[kind.name]
        execute(
            f"INSERT INTO temp.hidden SELECT j.uid FROM temp.judged j CROSS JOIN {table} r ON r.uid = j.uid"
            f" WHERE {condition}",
            values,
        )
        if kind.can_be_joined:
            execute(_HIDE_JOINED)
        flipped = execute(
            "INSERT OR IGNORE INTO temp.flipped SELECT uid FROM temp.judged"
            " WHERE (uid IN (SELECT uid FROM secret)) != (uid IN (SELECT uid FROM temp.hidden))"
        ).rowcount
        if flipped:
            execute("DELETE FROM secret WHERE uid IN (SELECT uid FROM temp.judged)")
            execute("INSERT OR IGNORE INTO secret SELECT uid FROM temp.hidden")
        return bool(flipped)

    def _said_of(self, kind: Kind) -> str:
        """Return the condition that what arrived of a record sets a field that secrecy goes by, and makes one."""
        said = [f"e.body ->> '$.{name}' IN {_SECRETS}" for name in self._kinds.secret_references(kind.name)]
        if kind.secret_when is not None:
            codes = ", ".join(f"'{code}'" for code in sorted(kind.secret_when.codes))
            said.append(f"e.body ->> '$.{kind.secret_when.field}' IN ({codes})")
        # Once somebody lifted it, whatever sets such a field without knowing of that hides the record again.
        noted = f" OR t.uid IN (SELECT record FROM record_{DISCLOSURE.name})" if DISCLOSURE.name in self._kinds else ""
        return (
            f" AND (t.uid IN {_SECRETS}{noted} OR t.record IN (SELECT e.record FROM temp.arrived a"
            f" CROSS JOIN entry e ON e.id = a.entry WHERE {' OR '.join(said)}))"
        )

    def _judge_lifted(self, table: str) -> None:
        """Judge the records of a table that touched notes are about."""
        self._connection.execute(
            "INSERT OR IGNORE INTO temp.judged SELECT r.uid FROM temp.touched t"
            " CROSS JOIN record n ON n.no = t.record AND n.kind = ? CROSS JOIN entry e ON e.record = n.no"
            f" CROSS JOIN {table} r ON r.uid = e.body ->> '$.record'",
            [DISCLOSURE.name],
        )

    def _judge_referring(self, kind: Kind, table: str) -> None:
        """Judge the records that refer, or ever referred, to one whose judgement changed."""
        for name in self._kinds.secret_references(kind.name):
            self._connection.execute(
                f"INSERT OR IGNORE INTO temp.judged SELECT r.uid FROM {table} r CROSS JOIN entry e ON e.record = r.no"
                f" WHERE e.body ->> '$.{name}' IN (SELECT uid FROM temp.flipped)"
            )

    def _condition(self, kind: Kind) -> tuple[str, list[str]]:
        cells = [self._cell(name, _SECRETS) for name in self._kinds.secret_references(kind.name)]
        if kind.secret_when is not None:
            cells.append(self._cell(kind.secret_when.field, _LISTED, [json.dumps(sorted(kind.secret_when.codes))]))
        return " OR ".join(condition for condition, _values in cells), [
            v for _condition, values in cells for v in values
        ]

    def _cell(self, name: str, secret: str, listed: Sequence[str] = ()) -> tuple[str, list[str]]:
        """Return the condition that a field makes the record ``r`` secret: now, on one side, or once and not lifted."""
        now = f'r."{name}" IN {secret}'
        of_a_side = (
            f"EXISTS (SELECT 1 FROM head h WHERE h.record = r.no AND h.field = ? AND h.value ->> '$' IN {secret})"
        )
        once = (
            "EXISTS (SELECT 1 FROM entry e WHERE e.record = r.no"
            f" AND e.body ->> '$.{name}' IN {secret} AND {_counts(name)})"
        )
        if DISCLOSURE.name in self._kinds:
            once = f"({once} AND NOT {_lifted(name)})"
        # Most records never said so, which is quickly seen: to take their entries apart into heads is not.
        ever = f"EXISTS (SELECT 1 FROM entry e WHERE e.record = r.no AND e.body ->> '$.{name}' IN {secret})"
        return f"{now} OR ({ever} AND ({of_a_side} OR {once}))", [*listed, *listed, name, *listed, *listed]


def secret_after(kinds: Kinds, known: frozenset[str], cells: Iterable[tuple[str, str, str, Value]]) -> frozenset[str]:
    """Return the records that are secret once these cells (kind, uid, field, value) are set, and those that were."""
    secret = set(known)
    by_kind: dict[str, list[tuple[str, str, Value]]] = {}
    for name, uid, field, value in cells:
        by_kind.setdefault(name, []).append((uid, field, value))
    for kind in kinds.by_secrecy():
        if kind.name not in by_kind:
            continue
        references, when = kinds.secret_references(kind.name), kind.secret_when
        for uid, field, value in by_kind[kind.name]:
            by_itself = when is not None and field == when.field and when.holds({field: value})
            if by_itself or (field in references and value in secret):
                secret.add(uid)
    return frozenset(secret)
