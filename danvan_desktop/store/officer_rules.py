"""Keeps what officers may do by each log, and holds back what somebody wrote past it.

It follows from the log alone (``domain/officer_rights.py``), as rights of devices do:

- ``officer_rule``: from which to which entry of a log what holds for an officer (``''``: for all whom no word names);
- ``officer_fact``: the words about officers that count; any other is held.

What devices' rights follow from, notes of who saw what, and erasures are never held by an officer's rights: they count
as what they say, and the first of them are written by the program itself while it takes a file in. Of a unit that is
its level, its place and the word that founds it, which a new laptop says of its own; a name that somebody
who only reads gives it later is held as that of any other record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from danvan_desktop.domain.authority import Authority
from danvan_desktop.domain.entry import LogKey
from danvan_desktop.domain.facts import OfficerFact, Role
from danvan_desktop.domain.guarded import write_opens
from danvan_desktop.domain.kind import STATE, Kinds
from danvan_desktop.domain.officer_rights import UNNAMED, OfficerRights
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.numbering import SEQ_BITS, SEQ_MASK
from danvan_desktop.store.schema import HELD

NEVER_HELD = frozenset({"grant", "withdrawal", "same_as", "disclosure", "redaction"})
"""The kinds whose entries no right of an officer decides on."""
PLACED_BY = ("unit", frozenset({"kind", "parent", "parent_from"}))
"""The kind, and what of it rights of devices follow from: no right of an officer decides on these fields."""
OFFICER_RIGHT = "officer_right"

_Row = tuple[int, str, int, int | None, str, str]


class OfficerRules:
    """Works in the transaction in which entries arrived, once the rights of devices are derived."""

    def __init__(self, connection: Connection, kinds: Kinds) -> None:
        """Work on an open store."""
        self._connection = connection
        self._holding = _holding(kinds)

    def refresh(
        self, facts: Iterable[OfficerFact], authority: Authority, logs: Mapping[LogKey, tuple[int, str]]
    ) -> None:
        """Derive them anew; ``logs`` gives number and device of each. What they may change is to be judged anew."""
        rights = OfficerRights(facts, authority)
        self._refresh_facts({logs[fact.by.entry.log][0] << SEQ_BITS | fact.by.entry.seq for fact in rights.counted()})
        now = {
            (
                logs[one.log][0],
                one.officer,
                one.after,
                one.until,
                one.allowed.role.value,
                write_opens(one.allowed.opens),
            )
            for one in rights.spans({log: device for log, (_no, device) in logs.items()})
        }
        before: set[_Row] = {tuple(row) for row in self._connection.execute("SELECT * FROM officer_rule")}
        if now != before:
            self._connection.executemany(
                "DELETE FROM officer_rule WHERE log = ? AND officer = ? AND after = ?",
                [row[:3] for row in before - now],
            )
            self._connection.executemany("INSERT INTO officer_rule VALUES (?, ?, ?, ?, ?, ?)", now - before)
            self._rejudge({(log, after, until) for log, _officer, after, until, _role, _opens in now ^ before})

    def hold(self, among: str, *, are_words_among: bool = True) -> int:
        """Hold those of some entries, given as a query of their numbers, that an officer had no right to write.

        Returns how many cells are held. Words about officers are looked for where any ``are_words_among`` them.
        """
        execute, held = self._connection.execute, 0
        if execute("SELECT 1 FROM officer_rule LIMIT 1").fetchone() is not None:
            held += execute(self._holding.format(among=among)).rowcount
        if are_words_among:
            held += execute(_HOLD_WORDS.format(among=among)).rowcount
        return held

    def forget(self) -> None:
        """Forget all of it: it is about to be derived anew."""
        for table in ("officer_rule", "officer_fact"):
            self._connection.execute(f"DELETE FROM {table}")

    def _refresh_facts(self, now: set[int]) -> None:
        before = {row for (row,) in self._connection.execute("SELECT entry FROM officer_fact")}
        changed = [(row,) for row in now ^ before]
        self._connection.executemany("DELETE FROM officer_fact WHERE entry = ?", [(row,) for row in before - now])
        self._connection.executemany("INSERT INTO officer_fact VALUES (?)", [(row,) for row in now - before])
        self._connection.executemany(
            "INSERT OR IGNORE INTO temp.rejudged SELECT record FROM entry WHERE id = ?", changed
        )

    def _rejudge(self, ranges: Iterable[tuple[int, int, int | None]]) -> None:
        self._connection.executemany(
            "INSERT OR IGNORE INTO temp.rejudged SELECT record FROM entry WHERE id > ? AND id <= ?",
            [
                (log << SEQ_BITS | after, log << SEQ_BITS | (SEQ_MASK if until is None else until))
                for log, after, until in ranges
            ],
        )


def is_ruled(connection: Connection) -> bool:
    """Tell whether any word about an officer counts here."""
    return connection.execute("SELECT 1 FROM officer_fact LIMIT 1").fetchone() is not None


def _covers(name: str) -> str:
    seq = f"e.id & {SEQ_MASK}"
    return (
        f"{name}.log = e.id >> {SEQ_BITS} AND {seq} > {name}.after AND ({name}.until IS NULL OR {seq} <= {name}.until)"
    )


_HOLD_WORDS = f"""
    INSERT OR REPLACE INTO shadow
    SELECT e.id, f.key, {HELD} FROM ({{among}}) a CROSS JOIN entry e ON e.id = a.entry
    CROSS JOIN record r ON r.no = e.record AND r.kind = '{OFFICER_RIGHT}' CROSS JOIN json_each(e.body) f
    WHERE e.id NOT IN (SELECT entry FROM officer_fact)
"""


def _holding(kinds: Kinds) -> str:
    """Return the statement that holds, ``{among}`` some entries, what an officer had no right to write.

    Who only enters may set no state in which a record is locked; what sets one is held as a whole.
    """
    apart = ", ".join(f"'{kind}'" for kind in sorted({*NEVER_HELD, OFFICER_RIGHT}))
    guarded = (
        " ".join(f"WHEN '{kind.name}' THEN '{kind.guarded}'" for kind in kinds if kind.guarded) or "WHEN '' THEN ''"
    )
    placed, fields = PLACED_BY
    named = ", ".join(f"'{name}'" for name in sorted(fields))
    locking = ", ".join(f"('{kind.name}', '{code}')" for kind in kinds for code in sorted(kind.locked_states))
    return f"""
        INSERT OR REPLACE INTO shadow
        SELECT e.id, f.key, {HELD} FROM (
            SELECT e.id, e.body, r.kind, coalesce(n.role, z.role) AS role, coalesce(n.opens, z.opens) AS opens,
                CASE r.kind {guarded} END AS guarded,
                r.kind = '{placed}' AND json_type(e.body, '$.kind') IS NOT NULL
                AND (SELECT may_have_made(r.uid, l.device, '') FROM log l WHERE l.no = e.id >> {SEQ_BITS})
                AND NOT EXISTS (SELECT 1 FROM entry p WHERE p.record = e.record AND p.id < e.id
                    AND p.id >> {SEQ_BITS} = e.id >> {SEQ_BITS}) AS is_first
            FROM ({{among}}) a CROSS JOIN entry e ON e.id = a.entry CROSS JOIN record r ON r.no = e.record
            CROSS JOIN officer_rule z ON {_covers("z")} AND z.officer = '{UNNAMED}'
            LEFT JOIN officer o ON o.no = e.officer
            LEFT JOIN officer_rule n ON {_covers("n")} AND n.officer = o.uid
        ) e CROSS JOIN json_each(e.body) f
        WHERE e.kind NOT IN ({apart}) AND NOT (e.kind = '{placed}' AND (e.is_first OR f.key IN ({named}))) AND (
            e.role = '{Role.READ}'
            OR e.guarded IS NOT NULL AND instr(' ' || e.opens || ' ', ' ' || e.guarded || ' ') = 0
            OR e.role = '{Role.ENTER}' AND (e.kind, e.body ->> '$.{STATE}') IN (VALUES {locking or "('', '')"}))
    """
