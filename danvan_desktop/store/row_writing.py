"""How the rows of a kind's table are written from ``temp.live``, where what is shown of records was gathered."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from danvan_desktop.domain.kind import Kind, Kinds
from danvan_desktop.store.derived_columns import columns_filled_by, columns_of, expressions_of, fields_behind
from danvan_desktop.store.schema import DECIDED, columns_in_indexes, table_of

_AMONG = "FROM temp.live WHERE kind = ? GROUP BY record HAVING max(given)"
_KEPT = 512
"""One for each kind."""


@dataclass(frozen=True)
class RowWriting:
    """Three statements, each with the name of the kind as its parameter.

    ``known`` finds whether any of the rows is there already, ``put`` writes them but for what indexes hold of rows that
    were there, ``index`` writes that where it changed: to write an unchanged value anew costs a page for each index.
    """

    kind: Kind
    known: str
    put: str
    index: str

    def put_new(self, given: Container[str]) -> str:
        """Return the statement that writes rows of which none is there yet, where only these fields were ever given.

        Most records leave most of what they may tell empty, and each column is looked for in each entry.
        """
        filled = columns_filled_by(self.kind, given)
        columns = ", ".join(f'"{name}"' for name in ("no", "uid", *filled, "deleted", "changed"))
        return f"INSERT INTO {table_of(self.kind.name)} ({columns}) {columns_of(self.kind, filled)} {_AMONG}"


@lru_cache(_KEPT)
def writing_of(kinds: Kinds, name: str) -> RowWriting:
    """Put the statements for a kind together: they follow from the declarations, for all stores alike."""
    kind = kinds[name]
    table, indexed = table_of(name), columns_in_indexes(kind)
    names = [field.name for field in kind.fields] + ([DECIDED] if kind.follows_facts else [])
    free = [column for column in (*names, "changed") if column not in indexed]
    rows = f"{columns_of(kind)} {_AMONG}"
    return RowWriting(
        kind,
        f"SELECT 1 FROM temp.live v CROSS JOIN {table} t ON t.no = v.record WHERE v.kind = ? LIMIT 1",
        f"INSERT INTO {table} {rows} ON CONFLICT (no) DO UPDATE SET {_taken(free, 'excluded')}",
        f"UPDATE {table} AS t SET {_taken(indexed, 'n')} FROM ({columns_of(kind, indexed)} {_AMONG}) n"
        f" WHERE t.no = n.no AND {_tuple(indexed, 't')} IS NOT {_tuple(indexed, 'n')}",
    )


@lru_cache(_KEPT)
def putting_one(kinds: Kinds, name: str, given: tuple[str, ...]) -> str:
    """Return the statement that writes the row of one record of which all fields that were given stand in one body.

    Its parameters are the number of the record, its uid, the clock of what says it, and the body.
    """
    kind = kinds[name]
    filled = columns_filled_by(kind, given)
    columns = ", ".join(f'"{column}"' for column in ("no", "uid", *filled, "deleted", "changed"))
    return (
        "WITH live (record, uid, clock, body) AS (VALUES (?, ?, ?, ?))"
        f" INSERT INTO {table_of(name)} ({columns}) {columns_of(kind, filled)} FROM live"
    )


class RowChange(NamedTuple):
    """How the row of a record changes: the columns, and the fields that these are derived from."""

    columns: tuple[str, ...]
    behind: frozenset[str]
    is_searched: bool
    """Whether any of the columns holds words by which the record is found."""


@lru_cache(_KEPT)
def changes_by(kinds: Kinds, name: str, given: tuple[str, ...]) -> RowChange:
    """Return how the row of a record of a kind changes by what sets these fields."""
    kind, told = kinds[name], frozenset(given)
    names = [*(field.name for field in kind.fields), *([DECIDED] if kind.follows_facts else [])]
    columns = tuple(column for column in names if not told.isdisjoint(fields_behind(kind, column)))
    behind = frozenset[str]().union(*(fields_behind(kind, column) for column in columns))
    is_searched = any(kind.field(column).searched for column in columns if column != DECIDED)
    return RowChange(columns, behind, is_searched)


@lru_cache(_KEPT)
def changing_one(kinds: Kinds, name: str, columns: tuple[str, ...], entries: int) -> str:
    """Return the statement that writes these columns of one record anew.

    Its parameters are clock and body of so many entries, then the moment and the number of the record.
    """
    kind = kinds[name]
    expressions = expressions_of(kind, columns)
    rows = ", ".join(["(?, ?)"] * entries)
    named = ", ".join(f'"{column}"' for column in columns)
    derived = ", ".join(expressions[column] for column in columns)
    taken = [f"({named}) = (SELECT {derived} FROM live)"] if columns else []
    return (
        f"WITH live (clock, body) AS (VALUES {rows})"
        f" UPDATE {table_of(name)} SET {', '.join([*taken, 'changed = ?'])} WHERE no = ?"
    )


def _taken(names: list[str] | tuple[str, ...], source: str) -> str:
    return ", ".join(f'"{name}" = {source}."{name}"' for name in names)


def _tuple(names: tuple[str, ...], source: str) -> str:
    columns = [f'{source}."{name}"' for name in names]
    return f"({', '.join(columns)})"
