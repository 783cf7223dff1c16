"""Leaves nothing of what was erased in the file: free pages, former segments of the index, what was written ahead.

SQLite keeps what it no longer needs until it is written over. After values were erased the index of words is merged
into one segment, the file written anew (VACUUM) and the log ahead cut to nothing. That such a sweep is due is noted in
the transaction that erases, and taken back only when it is done: whoever is killed, has no room or meets another
reader on the way has it done at the next opening.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from danvan_desktop.store.connection import connect, transaction
from danvan_desktop.store.errors import require_room, told_in_words
from danvan_desktop.store.space import ROOM_FOR_A_SAVE
from danvan_desktop.store.unswept import note_swept

_COPIES = 2
"""How often the file's size is needed: for the file anew, and for what is written ahead of it."""


def sweep_erased(path: Path, key: bytes | None) -> bool:
    """Write a store's file anew without what was erased; returns whether nothing of it is left.

    No transaction may be open. Raises StoreFull before anything is written when there is too little room.
    """
    require_room(path, _COPIES * path.stat().st_size + ROOM_FOR_A_SAVE)
    # A connection of its own: its temporary tables may go to the disk, which memory would not hold.
    with closing(connect(path, key)) as connection, told_in_words(path):
        connection.execute("PRAGMA temp_store = FILE")
        with transaction(connection):
            connection.execute("INSERT INTO word (word) VALUES ('optimize')")
        connection.execute("VACUUM")
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            return False
        with transaction(connection):
            note_swept(connection)
    return True
