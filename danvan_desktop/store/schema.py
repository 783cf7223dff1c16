"""The tables of records, which follow the declarations; what is the store's own is made by ``migrations.py``.

They are derived from the change log, so that a field added by an upgrade finds its values, which a newer device may
have sent long before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from danvan_desktop.domain.deadlines import Deadline
from danvan_desktop.domain.fields import Field, FieldType
from danvan_desktop.domain.kind import STATE, Kind, Kinds
from danvan_desktop.domain.secrecy import hides
from danvan_desktop.domain.states import State
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.version import SCHEMA_VERSION

if TYPE_CHECKING:
    from sqlite_utils import Database

_INDEXES = 9
"""The version of the indexes of record tables and of what search documents hold."""
_DERIVATION = 7
"""Raised whenever everything must be derived anew; 7 because who lists an office holds it, wherever it lies."""
FINGERPRINT = "schema.fingerprint"
"""The setting that tells for which declarations a store is prepared."""
HELD = 2
"""The state in ``shadow`` of a cell that its author had no right to write."""
DECIDED = "decided"
"""The column beside a state that follows from facts: what a person decided."""
_SQL_TYPES = {FieldType.INTEGER: int, FieldType.MONEY: int, FieldType.BOOLEAN: int, FieldType.DECIMAL: bytes}
"""Decimal numbers are in a column that changes nothing it is given: as numbers of SQLite they would not be exact."""


def table_of(kind: str) -> str:
    """Return the name of the table that holds the records of a kind."""
    return f"record_{kind}"


@lru_cache
def fingerprint(kinds: Kinds) -> str:
    """Digest the declarations, so that a store notices that its record tables are of another version."""
    states = [
        f"{kind.name} {state.code} {state.decided} {' '.join(state.facts)}{_when(state)}"
        for kind in kinds
        if kind.follows_facts and kind.states is not None
        for state in kind.states
    ]
    lines: list[str] = []
    former: list[str] = []
    years: list[str] = []
    for kind in kinds:
        for field in kind.fields:
            of_field = f"{kind.name} {field.name}"
            told = f"{_sql_type(field).__name__} {field.textual} {field.searched} {field.looked_up} {hides(field)}"
            lines.append(f"{of_field} {told}")
            former += [f"{of_field} {one.code} {one.now} {one.beside}" for one in field.former_choices]
            if since := field.year_of or field.day_of_state:
                years.append(f"{of_field} {since}")
    secrets = [
        f"{kind.name} {kind.secret_when.field} {sorted(kind.secret_when.codes)}" for kind in kinds if kind.secret_when
    ]
    return sha256(
        "\n".join(
            [*lines, *states, *secrets, *former, *years, f"indexes {_INDEXES}", f"derivation {_DERIVATION}"]
        ).encode()
    ).hexdigest()


def _when(state: State) -> str:
    return "".join(f" {one.field} {one.negated} {sorted(one.codes)}" for one in state.when)


def create_record_tables(connection: Connection, kinds: Kinds) -> None:
    """Make the record tables anew from the declarations, empty; the caller fills them from the log."""
    from danvan_desktop.store.table_making import database

    db = database(connection)
    for name in db.table_names():
        if name.startswith("record_"):
            db.table(name).drop()
    for kind in kinds:
        _create_record_table(db, kind)
    db.execute("DROP TABLE IF EXISTS secret")
    db.execute("CREATE TABLE secret (uid TEXT PRIMARY KEY) WITHOUT ROWID")
    _create_joins(db)


def _create_joins(db: Database) -> None:
    for name in ("joined", "shown_as"):
        db.execute(f"DROP TABLE IF EXISTS {name}")
    db.execute(
        "CREATE TABLE joined (no INTEGER, uid TEXT, other TEXT NOT NULL, ended INTEGER NOT NULL, PRIMARY KEY (no, uid))"
        " WITHOUT ROWID"
    )
    db.execute("CREATE INDEX joined_by_uid ON joined (uid)")
    db.execute("CREATE INDEX joined_by_other ON joined (other)")
    db.execute("CREATE TABLE shown_as (uid TEXT PRIMARY KEY, shown TEXT NOT NULL) WITHOUT ROWID")
    db.execute("CREATE INDEX shown_as_by_shown ON shown_as (shown)")


def _create_record_table(db: Database, kind: Kind) -> None:
    columns: dict[str, type] = {"no": int, "uid": str}
    columns |= {field.name: _sql_type(field) for field in kind.fields}
    columns |= {DECIDED: str} if kind.follows_facts else {}
    columns |= {"deleted": int, "changed": str}
    table = db.table(table_of(kind.name))
    table.create(columns, pk="no", not_null={"uid"})
    table.create_index(["uid"], unique=True, index_name=f"{table_of(kind.name)}_by_uid")
    order = kind.order.lstrip("-")
    # It holds all that a list asks for, so that ordering a list reads no record; nor does who looks for a number.
    asked = dict.fromkeys([order, "uid", "deleted", *_numbering(kind)])
    table.create_index(list(asked), index_name=f"{table_of(kind.name)}_by_{order}")
    for field in kind.fields:
        if _is_sought(field) and field.name != order:
            # Most records leave what may be empty so, and nobody looks for those.
            among = "" if field.required else f' WHERE "{field.name}" IS NOT NULL'
            name = f"{table_of(kind.name)}_by_{field.name}"
            db.execute(f'CREATE INDEX {name} ON {table_of(kind.name)} ("{field.name}"){among}')
    for (day, done), told in _waited_for(kind).items():
        # Most records are done with, so that this stays small; it tells of all that is due without reading a record.
        held = ", ".join(f'"{column}"' for column in (*told, done, "deleted", "uid"))
        name = f"{table_of(kind.name)}_without_{done}_by_{day}"
        among = " AND ".join([f'"{done}" IS NULL', f'"{day}" IS NOT NULL', *_not_waived(kind, day, done)])
        db.execute(f"CREATE INDEX {name} ON {table_of(kind.name)} ({held}) WHERE {among}")


def _not_waived(kind: Kind, day: str, done: str) -> Sequence[str]:
    """Return the conditions that all ask who look for what waits by these fields, where all ask the same.

    What was closed without it would else stand in the index for ever.
    """
    terms = [one for one in _lasting(kind) if (_found_by(one), one.done) == (day, done)]
    if len({(one.is_of_days, one.waived_in, one.waived_by) for one in terms}) > 1 or not terms[0].is_of_days:
        return ()
    waived_by, states = terms[0].waived_by, terms[0].waived_in
    asked = [] if waived_by is None else [f'"{waived_by}" IS NULL']
    return [*asked, *([has_none_of(f'"{STATE}"', states)] if states and kind.has(STATE) else [])]


def has_none_of(column: str, codes: Collection[str]) -> str:
    """Return the condition that a column has none of these values, in letters: bound ones find no partial index."""
    written = ", ".join("'" + code.replace("'", "''") + "'" for code in sorted(codes))
    return f"({column} IS NULL OR {column} NOT IN ({written}))"


def _lasting(kind: Kind) -> Iterator[Deadline]:
    return (one for one in kind.deadlines if one.dropped_after is None)


def _found_by(deadline: Deadline) -> str:
    return deadline.due or deadline.start


def _waited_for(kind: Kind) -> Mapping[tuple[str, str], Sequence[str]]:
    """Return by which day and until which other field is filled in a record waits, however long ago that day was.

    With all columns by which what waits since a day is told apart.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for one in _lasting(kind):
        day = _found_by(one)
        told = (one.start, kind.unit, one.by, STATE, one.waived_by) if one.is_of_days else ()
        columns = found.setdefault((day, one.done), [day])
        columns += [name for name in told if name is not None and kind.has(name)]
    return {waited: tuple(dict.fromkeys(columns)) for waited, columns in found.items()}


def _is_sought(field: Field) -> bool:
    return field.type is FieldType.REFERENCE or field.looked_up


def columns_in_indexes(kind: Kind) -> tuple[str, ...]:
    """Return the columns of a kind's table that an index holds or depends on, besides the uid."""
    sought = [field.name for field in kind.fields if _is_sought(field)]
    waited_for = [name for (_day, done), told in _waited_for(kind).items() for name in (*told, done)]
    return tuple(dict.fromkeys([kind.order.lstrip("-"), *sought, *waited_for, *_numbering(kind), "deleted"]))


def _numbering(kind: Kind) -> list[str]:
    """Return the fields by which numbers that were given twice are found.

    The unit is none: it is asked of the few that share a number, and would make the index half as long again.
    """
    numbered = kind.numbered
    return [] if numbered is None else [numbered.number.field, *(one.field for one in numbered.within)]


def _sql_type(field: Field) -> type:
    return _SQL_TYPES.get(field.type, str)


def is_prepared(connection: Connection, kinds: Kinds) -> bool:
    """Tell whether a store's tables are of this version and follow these declarations."""
    if int(connection.execute("PRAGMA user_version").fetchone()[0]) != SCHEMA_VERSION:
        return False
    row = connection.execute("SELECT value FROM setting WHERE name = ?", [FINGERPRINT]).fetchone()
    return row is not None and row[0] == fingerprint(kinds)


def note_prepared(connection: Connection, kinds: Kinds) -> None:
    """Note that they are, in the transaction that filled them."""
    connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", [FINGERPRINT, fingerprint(kinds)])
