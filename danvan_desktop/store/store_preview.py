"""A preview of a store: what the window shows before the store itself is open.

Kept apart from the ``Store`` because loading that and the record kinds takes longer than painting the window's frame.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from sqlcipher3 import dbapi2

from danvan_desktop.localization import Message
from danvan_desktop.store.connection import Connection, connect
from danvan_desktop.store.errors import told_in_words
from danvan_desktop.store.version import check_file, check_version

_UNIT_NAME = (
    "SELECT name FROM record_unit WHERE uid = (SELECT value FROM setting WHERE name = 'unit.uid') AND name IS NOT NULL"
)


class StorePreview(Struct, frozen=True):
    """The unit's name, empty when it cannot be told yet, the settings of this laptop, and what was noticed."""

    unit_name: str
    settings: Mapping[str, str]
    notices: tuple[Message, ...] = ()


def preview_of(path: Path, key: bytes | None = None) -> StorePreview:
    """Read it and close the file; raises StoreMissing, NotAStore, StoreTooNew or another StoreError as opening does."""
    check_file(path)
    connection = connect(path, key)
    try:
        with told_in_words(path):
            return _preview(connection)
    finally:
        connection.close()


def _preview(connection: Connection) -> StorePreview:
    check_version(connection)
    settings = {str(name): str(value) for name, value in _rows(connection, "SELECT name, value FROM setting")}
    names = [str(name) for (name,) in _rows(connection, _UNIT_NAME)]
    return StorePreview(names[0] if names else "", settings, connection.notices)


def _rows(connection: Connection, query: str) -> Sequence[tuple[object, ...]]:
    """Return what there is: an older file may lack the table; what is really amiss is told when it is opened."""
    try:
        rows: Sequence[tuple[object, ...]] = connection.execute(query).fetchall()
    except dbapi2.OperationalError:
        return ()
    return rows
