"""Finds the copies of a store from which it can be restored, and tells of each when it was made and what it holds."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.store.backup import copies_of
from danvan_desktop.store.connection import connect_immutable
from danvan_desktop.store.errors import StoreError, told_in_words
from danvan_desktop.store.leftovers import BACKUPS
from danvan_desktop.store.locked import key_for
from danvan_desktop.store.salvage import MARK as DAMAGED_MARK
from danvan_desktop.store.second_place import FOLDER
from danvan_desktop.store.version import check_file, check_version

_MANUAL = "sao-luu_*.db"
"""How backups are named that an officer makes."""


@dataclass(frozen=True)
class FoundBackup:
    """A copy, the local moment at which it was made, and how many records of each kind it holds."""

    path: Path
    moment: dt.datetime
    counts: Mapping[str, int]


def find_backups(store: Path, places: Iterable[Path] = (), key: bytes | None = None) -> Sequence[FoundBackup]:
    """Return the copies beside a store and those in other places, such as sticks; the newest first.

    What cannot be read is left out. That each is whole is found out when it is restored.
    """
    files = {os.path.realpath(file): file for file in _files(store, places)}
    found = [backup for file in files.values() if (backup := _look(file, key)) is not None]
    return sorted(found, key=lambda backup: backup.moment, reverse=True)


def _files(store: Path, places: Iterable[Path]) -> Iterator[Path]:
    try:
        yield from (file for file in copies_of(store) if DAMAGED_MARK not in file.name)
        for place in (store.parent, store.parent / BACKUPS, *places):
            yield from place.glob(_MANUAL)
            yield from (place / FOLDER).glob(_MANUAL)
    except OSError:
        return  # a stick that was pulled out


def _look(path: Path, key: bytes | None) -> FoundBackup | None:
    try:
        check_file(path)
        moment = dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        with closing(connect_immutable(path, key_for(path, key))) as connection, told_in_words(path):
            if check_version(connection) == 0:
                return None
            rows = connection.execute("SELECT kind, count(*) FROM record WHERE deleted IS NOT 1 GROUP BY kind")
            return FoundBackup(path, moment, {str(kind): int(count) for kind, count in rows.fetchall()})
    except (StoreError, OSError):
        return None
