"""Attached files of the copies in one folder, kept once for all of them, by the SHA-256 of their content.

Copies that the program makes by itself come each day, and attachments seldom change. Such a copy names the files that
it lacks (``blob_elsewhere``); they lie in one file beside the copies, encrypted as the store is. A file is in the pool,
forced to the disk and read back before the copy that needs it takes its name; it goes when no copy names it and none
asked for it for a day. So a kill at any moment leaves each copy with all of its files. Whoever reads a copy with its
files does so in turn with those who make copies or let them go (``process_lock.COPIES``): a pool that is being written,
encrypted or renewed just now has nothing for anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path

from danvan_desktop.domain.clock import Clock
from danvan_desktop.localization import Message, _
from danvan_desktop.store.connection import Connection, connect, connect_immutable
from danvan_desktop.store.durable_files import fsync_folder, replace_with_retries
from danvan_desktop.store.errors import (
    NotAStore,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreOutOfMemory,
    not_a_store,
    require_room,
    told_in_words,
)
from danvan_desktop.store.locked import give_keys, key_for, move_keys, remove_keys
from danvan_desktop.store.private import remove_with_side_files
from danvan_desktop.store.process_lock import COPIES, process_lock
from danvan_desktop.store.version import APPLICATION_ID

_ENDING = ".tep-dinh-kem"
_ELSEWHERE = "blob_elsewhere"
_DAY = 24 * 3600
_VERSION = 1
_OLD = "SELECT sha256 FROM blob WHERE sha256 NOT IN (SELECT sha256 FROM needed WHERE moment >= ?)"
"""The files that no copy asked for since a moment, in seconds."""
_ANY = b"\0" * 32
"""Asks whether a file is plain: then it needs no key whatever."""


def pool_beside(folder: Path, prefix: str) -> Path:
    """Name the pool of the copies in a folder whose names begin with ``prefix``."""
    return folder / f"{prefix}{_ENDING}"


def pools_of(folder: Path, prefix: str = "") -> Sequence[Path]:
    """Return the pools of these copies, or of all in a folder, those set aside as well; none of an unreadable one."""
    name = re.compile(rf"{re.escape(prefix) or '.+'}{re.escape(_ENDING)}(-\d+)?")
    try:
        return sorted(file for file in folder.iterdir() if name.fullmatch(file.name))
    except OSError:
        return ()


def move_out(copy: Connection, store: Path, pool: Path, key: bytes | None, clock: Clock) -> None:
    """Put the attached files of a copy into the pool, and leave their names in the copy.

    Each file is read back, those that were there before as well; a pool that is damaged, or has not the form of the
    store, plain or encrypted, is set aside and begun anew. Raises StoreError in words; then the copy is to be thrown
    away, and the pool has at most more than before.
    """
    digests = [str(digest) for (digest,) in copy.execute("SELECT sha256 FROM blob ORDER BY sha256").fetchall()]
    if digests:
        try:
            _keep(copy, digests, store, pool, key, clock)
        except (StoreDamaged, NotAStore):
            _set_aside(pool)
            _keep(copy, digests, store, pool, key, clock)
    copy.execute("BEGIN IMMEDIATE")
    copy.execute(f"CREATE TABLE {_ELSEWHERE} (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL)")
    copy.execute(f"INSERT INTO {_ELSEWHERE} SELECT sha256, size FROM blob")
    copy.execute("DELETE FROM blob")
    copy.execute("COMMIT")
    copy.execute("VACUUM")


def bytes_to_add(store: Connection, pool: Path, key: bytes | None) -> int:
    """Return how much a pool would take of a store's attached files; of one that cannot be read, of all."""
    sizes = dict(store.execute("SELECT sha256, size FROM blob").fetchall())
    held: set[str] = set()
    if sizes and pool.is_file():
        with suppress(StoreError), closing(connect_immutable(pool, key)) as kept, told_in_words(pool):
            held = {str(digest) for (digest,) in kept.execute("SELECT sha256 FROM blob").fetchall()}
    return sum(size for digest, size in sizes.items() if digest not in held)


def _keep(copy: Connection, digests: Sequence[str], store: Path, pool: Path, key: bytes | None, clock: Clock) -> None:
    now = int(clock.local_time().timestamp())
    with closing(_opened(store, pool, key)) as kept, told_in_words(pool):
        held = {str(digest) for (digest,) in kept.execute("SELECT sha256 FROM blob").fetchall()}
        missing = [digest for digest in digests if digest not in held]
        sizes = {digest: _size(copy, digest) for digest in missing}
        require_room(pool, sum(sizes.values()))
        kept.execute("BEGIN IMMEDIATE")
        for digest in missing:
            (data,) = copy.execute("SELECT data FROM blob WHERE sha256 = ?", [digest]).fetchone()
            kept.execute("INSERT INTO blob VALUES (?, ?, ?)", [digest, sizes[digest], data])
        kept.executemany("INSERT OR REPLACE INTO needed VALUES (?, ?)", [(digest, now) for digest in digests])
        kept.execute("COMMIT")
    with closing(connect(pool, key)) as kept, told_in_words(pool):
        if not all(_is_whole(kept, digest) for digest in digests):
            raise StoreDamaged(_("Tệp đính kèm vừa sao lưu đọc lại không đúng nên chưa tính là đã sao lưu."))
        kept.execute("PRAGMA journal_mode = DELETE")
    fsync_folder(pool.parent)


def fill_in(copy: Connection, folder: Path, key: bytes | None) -> Sequence[str]:
    """Put the files that a copy names into it, from the pools of its folder; returns the digests that none has whole.

    A copy that holds all of its files, as all of before, stays as it is. The caller has the turn of the copies. Raises
    StoreError when it cannot be written, or when a pool cannot be read just now.
    """
    wanted = elsewhere(copy)
    if wanted is None:
        return ()
    missing = set(wanted)
    copy.execute("BEGIN IMMEDIATE")
    for pool in pools_of(folder):
        missing -= _take(copy, pool, key, missing)
    copy.execute(f"DROP TABLE {_ELSEWHERE}")
    copy.execute("COMMIT")
    return sorted(missing)


def told_of_lacking(copy: Connection, folder: Path, key: bytes | None) -> Message | None:
    """Say how many files an open copy names that no pool of its folder has whole, ``None`` where all are there."""
    named = elsewhere(copy)
    if not named:
        return None
    with process_lock(COPIES):
        missing = _absent(named, folder, key)
    return missing_files(len(missing)) if missing else None


def missing_files(count: int) -> Message:
    """Say how many of a copy's files are not there any more."""
    return _("Bản sao lưu này thiếu {n} tệp đính kèm: tệp chứa chúng hỏng hoặc không còn ở bên cạnh.", n=count)


def elsewhere(copy: Connection) -> Sequence[str] | None:
    """Return the digests of the files that a copy names and does not hold, ``None`` for one that holds its own."""
    if copy.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", [_ELSEWHERE]).fetchone() is None:
        return None
    return [str(digest) for (digest,) in copy.execute(f"SELECT sha256 FROM {_ELSEWHERE}").fetchall()]


def thin(folder: Path, prefix: str, copies: Iterable[Path], key: bytes | None, clock: Clock) -> None:
    """Let the files go that none of the copies names and none asked for within a day, whatever a clock said.

    Where one of the copies cannot be read nothing goes; nor does what cannot be thinned stop anything.
    """
    before = int(clock.local_time().timestamp()) - _DAY
    try:
        named = {digest for copy in copies for digest in _named_by(copy, key)}
        for pool in pools_of(folder, prefix):
            with closing(connect(pool, key_for(pool, key))) as kept, told_in_words(pool):
                rows = kept.execute(_OLD, [before]).fetchall()
                going = [(digest,) for (digest,) in rows if digest not in named]
                if going:
                    kept.execute("BEGIN IMMEDIATE")
                    again = {one[0] for one in kept.execute(_OLD, [before]).fetchall()}
                    kept.executemany("DELETE FROM blob WHERE sha256 = ?", [one for one in going if one[0] in again])
                    kept.execute("COMMIT")
                    kept.execute("VACUUM")
                kept.execute("PRAGMA journal_mode = DELETE")
    except (StoreError, OSError):
        return


def drop_pools(folder: Path, prefix: str) -> None:
    """Remove the pools of copies that are gone, such as those that held what was erased; raises OSError."""
    for pool in pools_of(folder, prefix):
        remove_with_side_files(pool)
        remove_keys(pool)


def _opened(store: Path, pool: Path, key: bytes | None) -> Connection:
    """Open the pool for writing, or begin it."""
    if not pool.is_file():
        give_keys(store, pool)
        return _prepared(connect(pool, key, create=True))
    if (key_for(pool, _ANY) is None) != (key is None):
        raise not_a_store()
    return _prepared(connect(pool, key))


def _prepared(kept: Connection) -> Connection:
    try:
        with told_in_words(kept.path):
            kept.execute("PRAGMA journal_mode = DELETE")
            kept.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            kept.execute(f"PRAGMA user_version = {_VERSION}")
            kept.execute(
                "CREATE TABLE IF NOT EXISTS blob (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, data BLOB NOT NULL)"
            )
            kept.execute("CREATE TABLE IF NOT EXISTS needed (sha256 TEXT PRIMARY KEY, moment INTEGER NOT NULL)")
        return kept
    except BaseException:
        kept.close()
        raise


def _set_aside(pool: Path) -> None:
    """Let a pool go on under another name: what older copies need of it is still looked for there."""
    place = next(one for number in range(1, 10_000) if not (one := pool.with_name(f"{pool.name}-{number}")).exists())
    move_keys(pool, place)
    replace_with_retries(pool, place)


def _absent(named: Iterable[str], folder: Path, key: bytes | None) -> Sequence[str]:
    missing = set(named)
    for pool in pools_of(folder):
        missing -= {digest for digest, _data in _whole_ones(pool, key, missing)}
    return sorted(missing)


def _size(copy: Connection, digest: str) -> int:
    (size,) = copy.execute("SELECT size FROM blob WHERE sha256 = ?", [digest]).fetchone()
    return int(size)


def _is_whole(kept: Connection, digest: str) -> bool:
    row = kept.execute("SELECT data FROM blob WHERE sha256 = ?", [digest]).fetchone()
    return row is not None and sha256(row[0]).hexdigest() == digest


def _take(copy: Connection, pool: Path, key: bytes | None, wanted: set[str]) -> set[str]:
    """Put what a pool has whole of the files wanted into a copy; a pool that cannot be read has none."""
    taken: set[str] = set()
    for digest, data in _whole_ones(pool, key, wanted):
        copy.execute("INSERT OR IGNORE INTO blob VALUES (?, ?, ?)", [digest, len(data), data])
        taken.add(digest)
    return taken


def _whole_ones(pool: Path, key: bytes | None, wanted: set[str]) -> Iterator[tuple[str, bytes]]:
    """Yield what a pool has whole of the files wanted; one that cannot be read, or no more, has no more.

    Raises StoreBusy, StoreOutOfMemory where it could be read at another time: that says nothing of what it has.
    """
    try:
        with closing(connect(pool, key_for(pool, key))) as kept, told_in_words(pool):
            for digest in sorted(wanted):
                row = kept.execute("SELECT data FROM blob WHERE sha256 = ?", [digest]).fetchone()
                if row is not None and sha256(row[0]).hexdigest() == digest:
                    yield digest, bytes(row[0])
    except (StoreBusy, StoreOutOfMemory):
        raise
    except (StoreError, OSError):
        return


def _named_by(copy: Path, key: bytes | None) -> Iterator[str]:
    with closing(connect_immutable(copy, key_for(copy, key))) as opened, told_in_words(copy):
        yield from elsewhere(opened) or ()
