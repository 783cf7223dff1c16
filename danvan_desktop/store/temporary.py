"""The temporary tables in which what arrived is worked on, step by step, until all that follows from it is derived.

Memory holds them; each connection has its own. They are made when it is opened, since making them anew took a tenth of
the time of a save, and each step clears what it is about to fill.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from danvan_desktop.store.connection import Connection

_TABLES = (
    "arrived (entry INTEGER PRIMARY KEY)",
    "touched (uid TEXT PRIMARY KEY, record INTEGER) WITHOUT ROWID",
    "rejudged (record INTEGER PRIMARY KEY)",
    "cut (record INTEGER PRIMARY KEY)",
    "several (record INTEGER PRIMARY KEY)",
    "known (record INTEGER, field TEXT, log INTEGER, upto INTEGER, PRIMARY KEY (record, field, log)) WITHOUT ROWID",
    "place (entry INTEGER, field TEXT, record INTEGER, log INTEGER, seq INTEGER, clock INTEGER,"
    " PRIMARY KEY (record, field, entry)) WITHOUT ROWID",
    "live (record INTEGER, uid TEXT, kind TEXT, clock INTEGER, body TEXT, given INTEGER, held INTEGER)",
    "whole (uid TEXT PRIMARY KEY, record INTEGER) WITHOUT ROWID",
    "joining (no INTEGER PRIMARY KEY)",
    "joint (uid TEXT PRIMARY KEY) WITHOUT ROWID",
    "regrouped (uid TEXT PRIMARY KEY) WITHOUT ROWID",
    "pointing (uid TEXT PRIMARY KEY, record INTEGER) WITHOUT ROWID",
    "judged (uid TEXT PRIMARY KEY) WITHOUT ROWID",
    "flipped (uid TEXT PRIMARY KEY) WITHOUT ROWID",
    "hidden (uid TEXT PRIMARY KEY) WITHOUT ROWID",
    "present (uid TEXT PRIMARY KEY, record INTEGER, deleted INTEGER, changed TEXT) WITHOUT ROWID",
    "true_shown (uid TEXT PRIMARY KEY, shown TEXT) WITHOUT ROWID",
    "true_head (entry INTEGER, field TEXT, PRIMARY KEY (entry, field)) WITHOUT ROWID",
)


def make_temporary_tables(connection: Connection) -> None:
    """Make all of them, empty, in a connection that was just opened."""
    for table in _TABLES:
        connection.execute(f"CREATE TEMP TABLE {table}")


def clear(connection: Connection, *names: str) -> None:
    """Empty temporary tables."""
    for name in names:
        connection.execute(f"DELETE FROM temp.{name}")
