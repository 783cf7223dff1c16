"""Which records are secret, derived from their declarations in the same transaction as the records themselves.

A record whose deciding choice is contested is secret while any side says so; a deleted one stays secret.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kind import Kind, Kinds
from danvan_desktop.domain.secrecy import MASK, hides
from danvan_desktop.store.connection import Connection

HERE = "uid IN (SELECT uid FROM secret)"
"""The condition that a row of a record table is secret."""


def shown_column(kinds: Kinds, kind: Kind, name: str) -> str:
    """Return the expression of a field as those see it who did not ask for what is secret."""
    field = kind.field(name)
    if not kinds.may_be_secret(kind.name) or not hides(field):
        return f'"{name}"'
    cover = f"""CASE WHEN "{name}" IS NOT NULL THEN '{MASK}' END""" if field.textual else "NULL"
    return f'CASE WHEN {HERE} THEN {cover} ELSE "{name}" END'


class Secrets:
    """Keeps the list of secret records."""

    def __init__(self, connection: Connection, kinds: Kinds) -> None:
        """Work on an open store."""
        self._connection = connection
        self._kinds = kinds
        self._order = kinds.by_secrecy()

    def refresh(self) -> None:
        """Judge the touched records anew, then those that refer to records whose judgement changed."""
        self._connection.execute("CREATE TEMP TABLE IF NOT EXISTS judged (uid TEXT PRIMARY KEY) WITHOUT ROWID")
        self._connection.execute("CREATE TEMP TABLE IF NOT EXISTS flipped (uid TEXT PRIMARY KEY) WITHOUT ROWID")
        self._connection.execute("CREATE TEMP TABLE IF NOT EXISTS hidden (uid TEXT PRIMARY KEY) WITHOUT ROWID")
        self._connection.execute("DELETE FROM temp.flipped")
        for kind in self._order:
            self._judge(kind)

    def forget(self) -> None:
        """Empty the list: everything is derived anew."""
        self._connection.execute("DELETE FROM secret")

    def flipped(self) -> Sequence[str]:
        """Return the records that the last ``refresh`` hid or showed."""
        return [uid for (uid,) in self._connection.execute("SELECT uid FROM temp.flipped")]

    def all(self) -> frozenset[str]:
        """Return the secret records."""
        return frozenset(uid for (uid,) in self._connection.execute("SELECT uid FROM secret"))

    def _judge(self, kind: Kind) -> None:
        execute, table = self._connection.execute, f"record_{kind.name}"
        execute("DELETE FROM temp.judged")
        execute(
            "INSERT INTO temp.judged SELECT t.uid FROM temp.touched t JOIN record r ON r.uid = t.uid WHERE r.kind = ?",
            [kind.name],
        )
        for name in self._kinds.secret_references(kind.name):
            execute(
                f"INSERT OR IGNORE INTO temp.judged SELECT r.uid FROM temp.flipped f"
                f' CROSS JOIN {table} r ON r."{name}" = f.uid'
            )
        execute("DELETE FROM temp.hidden")
        condition, values = self._condition(kind)
        execute(
            f"INSERT INTO temp.hidden SELECT j.uid FROM temp.judged j CROSS JOIN {table} r ON r.uid = j.uid"
            f" WHERE {condition}",
            values,
        )
        execute(
            "INSERT OR IGNORE INTO temp.flipped SELECT uid FROM temp.judged"
            " WHERE (uid IN (SELECT uid FROM secret)) != (uid IN (SELECT uid FROM temp.hidden))"
        )
        execute("DELETE FROM secret WHERE uid IN (SELECT uid FROM temp.judged)")
        execute("INSERT OR IGNORE INTO secret SELECT uid FROM temp.hidden")

    def _condition(self, kind: Kind) -> tuple[str, list[str]]:
        parts = [f'r."{name}" IN (SELECT uid FROM secret)' for name in self._kinds.secret_references(kind.name)]
        values: list[str] = []
        if kind.secret_when is not None:
            codes = json.dumps(sorted(kind.secret_when.codes))
            parts.append(f'r."{kind.secret_when.field}" IN (SELECT value FROM json_each(?))')
            parts.append(
                "EXISTS (SELECT 1 FROM head h JOIN change c ON c.id = h.change WHERE h.uid = r.uid AND h.field = ?"
                " AND json_extract(c.value, '$') IN (SELECT value FROM json_each(?)))"
            )
            values = [codes, kind.secret_when.field, codes]
        return " OR ".join(parts), values


def secret_after(kinds: Kinds, known: frozenset[str], cells: Iterable[tuple[str, str, str, Value]]) -> frozenset[str]:
    """Return the records that are secret once these cells (kind, uid, field, value) are set, and those that were."""
    secret = set(known)
    listed = [cell for cell in cells if cell[0] in kinds]
    for kind in kinds.by_secrecy():
        references = kinds.secret_references(kind.name)
        for name, uid, field, value in listed:
            if name != kind.name:
                continue
            by_itself = kind.secret_when is not None and kind.secret_when.holds({field: value})
            if by_itself or (field in references and value in secret):
                secret.add(uid)
    return frozenset(secret)
