"""Copies that the program makes by itself, each day and when its window closes, and which of them stay.

All of a day's, the newest of each of fourteen days, of eight weeks, of twelve months. A clock that went wrong must not
cost the good copies: the newest stay whatever the clock says, and none that is dated after now goes.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.store.attachment_pool import bytes_to_add, pool_beside, thin
from danvan_desktop.store.backup import MOMENT, CopyFolder, back_up, folder_beside, refuse_damaged_store
from danvan_desktop.store.connection import Connection, database_size
from danvan_desktop.store.locked import remove_keys
from danvan_desktop.store.process_lock import COPIES, process_lock
from danvan_desktop.store.space import ROOM_FOR_A_SAVE, free_bytes
from danvan_desktop.store.telling import Tell, tell_nobody

DAILY, AT_EXIT, SECOND = "hang-ngay", "khi-dong", "noi-thu-hai"
"""What the names of these copies tell: made each day, when the window closed, at the second place."""
_THINNED = (DAILY, AT_EXIT, SECOND)
_DAY = dt.timedelta(days=1)
_ALWAYS = 5
"""The newest, which stay whatever their dates are."""
_AT_LEAST = 2
"""What stays however little room there is."""
_STEPS: Sequence[tuple[int, Callable[[dt.datetime], Hashable]]] = (
    (14, lambda moment: moment.date()),
    (8, lambda moment: moment.isocalendar()[:2]),
    (12, lambda moment: (moment.year, moment.month)),
)
"""How many days, weeks, months keep their newest copy."""


@dataclass(frozen=True)
class KeptCopy:
    """A copy that was made, and how many older ones there went for want of room."""

    path: Path
    let_go: int


def is_due(store: Path, now: dt.datetime) -> bool:
    """Tell whether no copy was made today; ``now`` is local time without zone."""
    return all(moment.date() != now.date() for moment in _moments(folder_beside(store)).values())


def keep_daily_copy(connection: Connection, key: bytes | None, kinds: Kinds, clock: Clock) -> KeptCopy | None:
    """Make today's copy, checked as every copy is, and let go which are many; ``None`` where today has one.

    Raises StoreFull when there is no room, StoreDamaged when the store is not whole; then no older copy goes.
    """
    if not is_due(connection.path, clock.local_time()):
        return None
    return keep_thinned(connection, folder_beside(connection.path), DAILY, key, kinds, clock)


def keep_thinned(
    connection: Connection,
    folder: CopyFolder,
    mark: str,
    key: bytes | None,
    kinds: Kinds,
    clock: Clock,
    tell: Tell = tell_nobody,
) -> KeptCopy:
    """Make a copy in a folder and let go which are many there; raises as ``keep_daily_copy`` does.

    Where others' files left no room the oldest of these copies go first, if that is enough: a copy of today is worth
    more than one of last year. ``tell`` may raise to stop it, which leaves nothing behind.
    """
    with process_lock(COPIES):  # two windows must not begin one pool at once, nor thin what the other one needs
        made = folder.named(mark, clock)
        pool = pool_beside(folder.path, folder.prefix)
        needed = database_size(connection) + bytes_to_add(connection, pool, key) + ROOM_FOR_A_SAVE
        in_the_way = _in_the_way(folder, needed)
        if in_the_way:
            refuse_damaged_store(connection, kinds)  # the copy itself is looked at only once they are gone
        _let_go(in_the_way)
        back_up(connection, made, key, kinds, tell, sources_alone=True, pool=(pool, clock))
        too_many = dispensable(_moments(folder), clock.local_time())
        too_large = _beyond_room(folder) - too_many
        _let_go(too_many | too_large)
        thin(folder.path, folder.prefix, folder.copies(), key, clock)
    return KeptCopy(made, len(in_the_way) + len(too_large))


def _let_go(copies: Iterable[Path]) -> None:
    for old in copies:
        old.unlink(missing_ok=True)
        remove_keys(old)


def dispensable(copies: Mapping[Path, dt.datetime], now: dt.datetime) -> set[Path]:
    """Return the copies that may go."""
    # What a clock that was ahead dated stays, but in nobody's place: it would be the newest for years.
    newest_first = sorted((copy for copy in copies if copies[copy] <= now), key=lambda copy: copies[copy], reverse=True)
    stay = {copy for copy in copies if copies[copy] > now - _DAY} | set(newest_first[:_ALWAYS])
    for most, span in _STEPS:
        newest: dict[Hashable, Path] = {}
        for copy in newest_first:
            newest.setdefault(span(copies[copy]), copy)
        stay |= set(list(newest.values())[:most])
    return set(copies) - stay


def _in_the_way(folder: CopyFolder, needed: int) -> Sequence[Path]:
    """Return the oldest copies that must go before one of so many bytes has room; none where that would not do."""
    free = free_bytes(folder.path)
    if free is None or free >= needed:
        return ()
    going: list[Path] = []
    for copy, size in _oldest_first(folder)[:-_AT_LEAST]:
        going.append(copy)
        free += size
        if free >= needed:
            return going
    return ()


def _beyond_room(folder: CopyFolder) -> set[Path]:
    """Return the oldest copies where all together take more than the disk has left."""
    copies = _oldest_first(folder)
    going: set[Path] = set()
    taken, room = sum(size for _copy, size in copies), shutil.disk_usage(folder.path).free
    for copy, size in copies[:-_AT_LEAST]:
        if taken <= room:
            break
        taken, room = taken - size, room + size
        going.add(copy)
    return going


def _oldest_first(folder: CopyFolder) -> Sequence[tuple[Path, int]]:
    """Return the copies with their sizes, but what the officer removed at this moment."""
    moments = _moments(folder)
    found: list[tuple[Path, int]] = []
    for copy in sorted(moments, key=lambda copy: moments[copy]):
        with suppress(FileNotFoundError):
            found.append((copy, copy.stat().st_size))
    return found


def _moments(folder: CopyFolder) -> dict[Path, dt.datetime]:
    return {copy: dt.datetime.strptime(text, MOMENT) for copy, text in folder.copies(*_THINNED).items()}
