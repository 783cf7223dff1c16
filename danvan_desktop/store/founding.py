"""How a store comes to be: made whole under another name, then put in its place, never over a file that is there."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.uid import is_maker, tells_maker
from danvan_desktop.localization import Message, _
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.durable_files import fsync_folder, replace_with_retries
from danvan_desktop.store.errors import StoreError, already_there, fault_of_system, not_written, told_in_words
from danvan_desktop.store.log import EntryLog
from danvan_desktop.store.numbering import SEQ_BITS
from danvan_desktop.store.private import make_private, make_private_folder
from danvan_desktop.store.reading import Reader
from danvan_desktop.store.stray_log import log_beside, set_aside

_FOUNDING = (
    f"SELECT r.uid FROM record r JOIN entry e ON e.record = r.no JOIN log l ON l.no = e.id >> {SEQ_BITS}"
    " WHERE r.kind = 'unit' AND (r.uid = ? OR l.device = ?) ORDER BY r.uid != ?, e.clock, e.id LIMIT 1"
)
_FIRST_HERE = (
    f"SELECT lower(hex(l.device)) FROM record r JOIN entry e ON e.record = r.no JOIN log l ON l.no = e.id >> {SEQ_BITS}"
    " WHERE r.uid = ? ORDER BY e.id LIMIT 1"
)
"""Logs are numbered as they come, so the least entry of a record is of the log that was here first."""


def make_folder(folder: Path) -> None:
    """Make the folder of a store; raises StoreError."""
    try:
        make_private_folder(folder)
    except OSError as error:
        raise fault_of_system(error, folder) or StoreError(
            _("Không tạo được thư mục “{path}”.", path=str(folder))
        ) from error


def finish_file(connection: Connection) -> None:
    """Take all that was written ahead into the file; raises StoreFull when it has no room."""
    with told_in_words(connection.path):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def put_in_place(partial: Path, path: Path) -> tuple[Message, ...]:
    """Give a whole file its name; raises StoreError when a file has that name by now.

    What a store that is gone wrote ahead under that name would be read into this one: it is put aside, which is told.
    """
    try:
        log = None if path.exists() else log_beside(path)
        told = () if log is None else (set_aside(path, log),)
        _name(partial, path)
        fsync_folder(path.parent)
        return told
    except FileExistsError as error:
        raise already_there(path) from error
    except OSError as error:
        raise not_written(error, path) from error


def _name(partial: Path, path: Path) -> None:
    try:
        os.link(partial, path)
    except FileExistsError:
        raise
    except OSError:
        # Sticks know no second name for a file; the name is taken first, so that no other file is overwritten.
        make_private(path)
        replace_with_retries(partial, path)


def founding_unit(connection: Connection, uid: str, device: str) -> str | None:
    """Return the unit whose store it is as the log knows it: the one noted, else the first that this device wrote."""
    row = connection.execute(_FOUNDING, [uid, bytes.fromhex(device), uid]).fetchone()
    return None if row is None else str(row[0])


class UnitFault(NamedTuple):
    """The unit whose store it is, where that is not the one noted; ``is_lost``: its row is, though the log has it."""

    uid: str
    is_lost: bool


def unit_fault(connection: Connection, reader: Reader, noted: str, devices: Sequence[str]) -> UnitFault | None:
    """Tell what is amiss with the unit whose store it is, ``None`` for nothing that could be mended.

    Where all that the log says of it is held there is nothing to derive. Where the one noted came with an import that
    was taken back, the one that this device wrote takes its place, by the first of its keys, ``devices``, that did.
    """
    if reader.get(noted, include_deleted=True) is not None:
        return None
    written = (founding_unit(connection, noted, device) for device in reversed(devices))
    if (uid := next((found for found in written if found is not None), None)) is None:
        return None
    counts = connection.execute("SELECT 1 FROM head WHERE uid = ? LIMIT 1", [uid]).fetchone() is not None
    is_lost = counts and reader.get(uid, include_deleted=True) is None
    return UnitFault(uid, is_lost) if is_lost or uid != noted else None


def as_founded(connection: Connection, unit: Kind, uid: str, own: str) -> Record | None:
    """Return a record of the kind ``unit`` as its maker wrote it, whatever still counts of that; ``None`` without any.

    An office has to know whose store it opens also while all that its laptop wrote is held, by another's word or its
    own. ``own`` is the key of this laptop.
    """
    log = EntryLog(connection)
    makers = _makers(connection, uid, own)
    of_makers = {head.key for head in log.logs() if head.device in makers or is_maker(uid, head.device)}
    written: dict[str, Value] = {}
    for entry in log.of_record(uid):
        if entry.id.log in of_makers:
            written |= {name: json.loads(value) for name, value in entry.values.items()}
    values = {field.name: written.get(field.name) for field in unit.fields}
    return Record(unit.name, uid, values) if any(values.values()) else None


def _makers(connection: Connection, uid: str, own: str) -> frozenset[str]:
    """Return the devices whose word counts of a unit whose uid, one of an earlier version, tells no maker.

    That is this laptop, and the one that it heard of the unit from first: a stranger may say any moment, so the
    oldest entry would be whose hand wrote the least number, but nobody comes here before those who were here.
    """
    if tells_maker(uid):
        return frozenset()
    first = connection.execute(_FIRST_HERE, [uid]).fetchone()
    return frozenset([own] if first is None else [own, str(first[0])])
