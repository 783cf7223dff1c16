"""Makes a damaged file whole again from its log: what is derived need not be read for that, only what is not.

Most pages of a store hold what follows from the log. As long as the damage lies there, nothing is lost, and no backup
has to take the place of what was written since.
"""

from __future__ import annotations

import itertools
from contextlib import closing
from pathlib import Path

from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.localization import _
from danvan_desktop.store.backup import beside
from danvan_desktop.store.check import GARBLED, Checker, DamagedPart, Finding, examine
from danvan_desktop.store.connection import Connection, connect, transaction
from danvan_desktop.store.durable_files import replace_with_retries
from danvan_desktop.store.errors import (
    BUSY,
    DAMAGED,
    StoreBusy,
    StoreDamaged,
    StoreError,
    damaged_beyond_the_log,
    fault_of,
    reason_of,
    require_room,
    told_in_words,
)
from danvan_desktop.store.exchanging import refuse_changed, state_of
from danvan_desktop.store.former_log import UNNUMBERED, has_former_log
from danvan_desktop.store.founding import finish_file, put_in_place
from danvan_desktop.store.leftovers import partial_beside
from danvan_desktop.store.locked import give_keys
from danvan_desktop.store.preparing import make_tables
from danvan_desktop.store.private import SIDE_FILES, make_private_folder, remove_with_side_files
from danvan_desktop.store.regrouping import bring_over
from danvan_desktop.store.schema import FINGERPRINT
from danvan_desktop.store.space import ROOM_FOR_A_SAVE
from danvan_desktop.store.version import check_file, check_version

MARK = "bi-hong"
"""In the name under which the damaged file is kept."""
_KEPT_TABLES = (
    "log",
    "officer",
    "record",
    "entry",
    "archive",
    "archived_record",
    "freed",
    "parked",
    "quarantine",
    "setting",
    "blob",
    "bundle",
    "draft",
    "peer",
    "peer_mark",
    "receipt",
    "waiting",
    "waiting_part",
    "held_log",
    "log_bringer",
)
"""What follows from nothing else."""


def salvage(path: Path, key: bytes | None, kinds: Kinds, clock: Clock) -> Path:
    """Put a whole file in the place of a damaged one, which is kept; returns where. No program may have it open.

    Raises StoreDamaged when the log itself cannot be read whole, StoreFull without room, StoreBusy while it is open;
    then nothing is changed.
    """
    check_file(path)
    partial = partial_beside(path)
    remove_with_side_files(partial)
    try:
        state = write_whole(path, partial, key, kinds)
        try:
            refuse_changed(path, state)  # deriving took long: who saved meanwhile must not lose that
        except OSError as error:
            raise StoreBusy(BUSY) from error
        return _exchange(partial, path, clock)
    finally:
        remove_with_side_files(partial)


def write_whole(path: Path, out: Path, key: bytes | None, kinds: Kinds) -> tuple[int, int]:
    """Make a whole store at ``out`` of what a damaged one holds and nothing else can tell; derive all the rest.

    Returns what ``state_of`` tells of the damaged one once that was read.
    Raises StoreDamaged when that cannot be read whole, StoreFull without room, StoreBusy while the store is open.
    """
    require_room(path, 2 * path.stat().st_size + ROOM_FOR_A_SAVE)
    with closing(connect(out, key, create=True)) as whole:
        make_tables(whole, kinds)
        _take_over(path, key, whole)
        state = state_of(path)
        checker = Checker.of(whole, kinds)
        try:
            with transaction(whole):
                checker.rebuild()
        except (StoreDamaged, *GARBLED) as error:
            raise _fault_of(error, path) from error
        loss = checker.check().damage
        finish_file(whole)
    if loss:
        raise damaged_beyond_the_log(loss[0].message)
    return state


def harm_of(path: Path, key: bytes | None = None, kinds: Kinds = ALL_KINDS) -> tuple[Finding, ...]:
    """Return what of a file is not as it was written, by all that a check knows; raises StoreMissing, NotAStore."""
    check_file(path)
    try:
        with closing(connect(path, key)) as connection, told_in_words(path):
            check_version(connection)
            return examine(connection, kinds).damage
    except StoreDamaged as error:
        return (Finding(DamagedPart.FILE, error.message),)


def damage_behind(error: BaseException, path: Path, key: bytes | None = None) -> StoreDamaged | None:
    """Tell whether damage explains an error that nobody foresaw: garbled content fails wherever it is first read.

    ``None`` for a bug, for what is told in words anyway, and for what the system refuses.
    """
    if isinstance(error, StoreDamaged):
        return error
    if isinstance(error, DanvanError | OSError) or not isinstance(error, Exception):
        return None
    try:
        harm = harm_of(path, key)
    except StoreError:
        return None
    return StoreDamaged(DAMAGED) if harm else None


def _take_over(path: Path, key: bytes | None, whole: Connection) -> None:
    """Copy what is not derived, table by table, without a look at any index."""
    with closing(connect(path, key)) as damaged, told_in_words(path):
        if check_version(damaged) == 0:
            raise damaged_beyond_the_log()
        try:
            with transaction(whole):
                is_former = has_former_log(damaged)
                for table in _KEPT_TABLES:
                    if not (is_former and table in UNNUMBERED):
                        _copy_table(damaged, whole, table)
                if is_former:
                    bring_over(damaged, whole, by_index=False)
        except (StoreDamaged, *GARBLED) as error:
            raise _fault_of(error, path) from error
        with told_in_words(path):
            damaged.execute("PRAGMA journal_mode = DELETE")  # fails while another program has the file open


def _copy_table(damaged: Connection, whole: Connection, table: str) -> None:
    """Copy the columns that both know: an earlier version may lack some, or the whole table."""
    known = set(_columns(damaged, table))
    columns = [name for name in _columns(whole, table) if name in known]
    if not columns:
        return
    rows = damaged.execute(f"SELECT {', '.join(columns)} FROM {table} NOT INDEXED")
    marks = ", ".join("?" * len(columns))
    kept = (row for row in rows if not (table == "setting" and row[0] == FINGERPRINT))
    whole.executemany(f"INSERT OR REPLACE INTO {table} ({', '.join(columns)}) VALUES ({marks})", kept)


def _columns(connection: Connection, table: str) -> list[str]:
    return [str(row[1]) for row in connection.execute(f"PRAGMA table_info({table})").fetchall()]


def _exchange(partial: Path, path: Path, clock: Clock) -> Path:
    former = beside(path, MARK, clock)
    try:
        make_private_folder(former.parent)
        give_keys(path, former)
        for ending in itertools.chain(("",), SIDE_FILES):
            side = Path(f"{path}{ending}")
            if side.exists():
                replace_with_retries(side, Path(f"{former}{ending}"))
    except OSError as error:
        raise StoreError(
            _("Không ghi được vào “{path}”: {reason}.", path=str(former), reason=reason_of(error))
        ) from error
    put_in_place(partial, path)
    return former


def _fault_of(error: Exception, path: Path) -> StoreError:
    fault = fault_of(error, path)
    return damaged_beyond_the_log() if fault is None or isinstance(fault, StoreDamaged) else fault
