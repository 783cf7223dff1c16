"""Copies of the whole store by SQLite's backup API, opened and checked before they count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.localization import Message, _
from danvan_desktop.store.attachment_pool import move_out
from danvan_desktop.store.check import CheckReport, examine
from danvan_desktop.store.connection import Connection, connect, database_size
from danvan_desktop.store.durable_files import replace_durably
from danvan_desktop.store.errors import (
    StoreError,
    damaged_beyond_the_log,
    fault_of_system,
    reason_of,
    require_room,
    told_in_words,
)
from danvan_desktop.store.identity import FORGET_REPLICA
from danvan_desktop.store.interrupting import interruptible
from danvan_desktop.store.leftovers import BACKUPS, partial_beside, sweep_beside
from danvan_desktop.store.locked import give_keys, remove_keys
from danvan_desktop.store.overwriting import refuse_open_store
from danvan_desktop.store.private import make_private, make_private_folder, remove_with_side_files
from danvan_desktop.store.telling import Tell, tell_nobody

_NOT_WHOLE = _("Không sao lưu được vì dữ liệu đã hỏng:")
MOMENT = "%Y%m%d-%H%M%S-%f"
_PAGES = 500
"""Pages copied at a time, 2 MB."""


@dataclass(frozen=True)
class CopyFolder:
    """Where copies of one store lie, and how all their names begin."""

    path: Path
    prefix: str

    def copies(self, *marks: str) -> dict[Path, str]:
        """Return the copies with one of these marks, or all, each with the moment in its name, as text in order.

        Those of another store whose name only begins alike are not among them. Raises OSError.
        """
        wanted = "|".join(re.escape(mark) for mark in marks) or ".+"
        name = re.compile(rf"{re.escape(self.prefix)}-(\d{{8}}-\d{{6}}-\d{{6}})-({wanted})\.db")
        files = self.path.iterdir() if self.path.is_dir() else ()
        return {file: match[1] for file in files if (match := name.fullmatch(file.name)) is not None}

    def named(self, mark: str, clock: Clock) -> Path:
        """Name a new copy by the moment and what it is made for."""
        return self.path / f"{self.prefix}-{clock.local_time().strftime(MOMENT)}-{mark}.db"


def folder_beside(store: Path) -> CopyFolder:
    """Return the folder beside a store for the copies that the program makes by itself."""
    return CopyFolder(store.parent / BACKUPS, store.stem)


def back_up(
    connection: Connection,
    out: Path,
    key: bytes | None,
    kinds: Kinds,
    tell: Tell = tell_nobody,
    *,
    sources_alone: bool = False,
    pool: tuple[Path, Clock] | None = None,
) -> None:
    """Write a copy to ``out``, attachments included, and check it; nothing stands there until it is whole.

    With a ``pool`` the attachments, checked with the others, are kept there, once for all copies that do so.
    ``sources_alone`` spares the check of what is derived from the log, four fifths of it: restoring does that anyway.
    Raises StoreDamaged when the copy, and so the store, is not as it was written; StoreError when it cannot be written,
    or ``out`` is the store itself.
    """
    refuse_open_store(out)
    sweep_beside(out)
    partial = partial_beside(out)
    try:
        make_private_folder(out.parent)
        require_room(out, database_size(connection))
        remove_with_side_files(partial)  # this process left it on a stick that was pulled out
        make_private(partial)
        partial.unlink()  # a place that cannot be written is told as such, not as a store that does not open
        _copy(connection, partial, key, kinds, tell, sources_alone=sources_alone)
        if pool is not None:
            with closing(connect(partial, key)) as copy, told_in_words(partial):
                move_out(copy, connection.path, pool[0], key, pool[1])
                copy.execute("PRAGMA journal_mode = DELETE")
        give_keys(connection.path, out)
        replace_durably(partial, out)
    except OSError as error:
        raise fault_of_system(error, out) or StoreError(
            _("Không ghi được bản sao lưu vào “{path}”: {reason}.", path=str(out), reason=reason_of(error))
        ) from error
    finally:
        remove_with_side_files(partial)


def keep_copy(
    connection: Connection,
    key: bytes | None,
    kinds: Kinds,
    clock: Clock,
    mark: str,
    kept: int,
    tell: Tell = tell_nobody,
) -> Path:
    """Back a store up into the folder beside it and return the copy; of those with this mark ``kept`` stay, with it.

    Of the copy all is proven that follows from nothing else: pages, log, attached files. What is derived from the log
    is when it is restored, and derived anew where it is wrong.
    Raises StoreFull when there is no room, StoreDamaged when the store is not whole; then no older copy goes.
    """
    store: Path = connection.path
    copy = beside(store, mark, clock)
    back_up(connection, copy, key, kinds, tell, sources_alone=True)
    for old in _dispensable(store, mark, copy, kept):
        old.unlink(missing_ok=True)
        remove_keys(old)
    return copy


def copies_of(store: Path, mark: str = "") -> dict[Path, str]:
    """Return the copies beside a store, those with a mark or all, each with the moment in its name."""
    return folder_beside(store).copies(*([mark] if mark else ()))


def _dispensable(store: Path, mark: str, newest: Path, kept: int) -> Sequence[Path]:
    """Return the copies that may go, never the one just made.

    Clocks go wrong: copies that are dated after it go before all others, or one day of 2036 would keep each later copy
    from staying.
    """
    copies = copies_of(store, mark)
    moment = copies.pop(newest, "")  # another window may have let it go
    going = sorted(copies, key=lambda copy: (copies[copy] <= moment, copies[copy]))
    return going[: max(0, len(going) - kept + 1)]


def beside(store: Path, mark: str, clock: Clock) -> Path:
    """Name a copy of a store in the folder beside it, by the moment and what it is made for."""
    return folder_beside(store).named(mark, clock)


def copy_unchecked(connection: Connection, path: Path, key: bytes | None) -> None:
    """Copy a store to a file that is not there, for a caller who checks what becomes of it; raises StoreError."""
    require_room(path, database_size(connection))
    with closing(connect(path, key, create=True)) as copy, told_in_words(path):
        _fill(copy, connection, tell_nobody)


def refuse_damaged_store(connection: Connection, kinds: Kinds) -> None:
    """Raise StoreDamaged when a store is not as it was written, before room is made for a copy of it."""
    refuse_damaged(examine(connection, kinds, sources_alone=True), _NOT_WHOLE)


def _fill(copy: Connection, connection: Connection, tell: Tell) -> None:
    connection.backup(copy, pages=_PAGES, progress=lambda _state, left, total: tell(total - left, total), sleep=0)
    copy.execute(FORGET_REPLICA)


def _copy(
    connection: Connection, path: Path, key: bytes | None, kinds: Kinds, tell: Tell, *, sources_alone: bool
) -> None:
    with closing(connect(path, key, create=True)) as copy, told_in_words(path):
        _fill(copy, connection, tell)
        copy.execute("PRAGMA journal_mode = DELETE")
        with interruptible(copy, lambda: tell(1, 1)):
            report = examine(copy, kinds, sources_alone=sources_alone)
        refuse_damaged(report, _NOT_WHOLE)


def refuse_damaged(report: CheckReport, opening: Message) -> None:
    """Raise StoreDamaged when a check found what is not as it was written; ``opening`` begins the words."""
    if report.damage:
        what = _("{opening} {first}", opening=opening, first=report.damage[0].message)
        raise damaged_beyond_the_log(what)
