"""Makes a damaged file whole again from its log: what is derived need not be read for that, only what is not.

Most pages of a store hold what follows from the log. As long as the damage lies there, nothing is lost, and no backup
has to take the place of what was written since.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.localization import Message, _
from danvan_desktop.store.backup import beside
from danvan_desktop.store.connection import Connection, connect, transaction
from danvan_desktop.store.errors import StoreDamaged, StoreError, require_room, told_in_words
from danvan_desktop.store.founding import finish_file, put_in_place
from danvan_desktop.store.leftovers import partial_beside
from danvan_desktop.store.preparing import make_tables
from danvan_desktop.store.private import SIDE_FILES, make_private_folder, remove_with_side_files
from danvan_desktop.store.space import ROOM_FOR_A_SAVE
from danvan_desktop.store.version import SCHEMA_VERSION, check_file, check_version

MARK = "bi-hong"
"""In the name under which the damaged file is kept."""
_KEPT_TABLES = (
    "change",
    "log_head",
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
_FINGERPRINT = "schema.fingerprint"

Derive = Callable[[Connection], tuple[Message, ...]]
"""Fills the derived tables of an open file and returns what is wrong with its log."""


def salvage(path: Path, key: bytes | None, kinds: Kinds, clock: Clock, derive: Derive) -> Path:
    """Put a whole file in the place of a damaged one, which is kept; returns where. No program may have it open.

    Raises StoreDamaged when the log itself cannot be read whole, StoreFull without room, StoreBusy while it is open;
    then nothing is changed.
    """
    require_room(path, 2 * path.stat().st_size + ROOM_FOR_A_SAVE)
    partial = partial_beside(path)
    remove_with_side_files(partial)
    try:
        with closing(connect(partial, key, create=True)) as whole:
            make_tables(whole, kinds)
            _take_over(path, key, whole)
            problems = derive(whole)
            finish_file(whole)
        if problems:
            raise _hopeless()
        return _exchange(partial, path, clock)
    finally:
        remove_with_side_files(partial)


def is_damaged(path: Path, key: bytes | None = None) -> bool:
    """Tell whether pages of a file are not what was written, by SQLite's own look at all of them."""
    check_file(path)
    with suppress(StoreDamaged), closing(connect(path, key)) as connection, told_in_words(path):
        return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok")
    return True


def _take_over(path: Path, key: bytes | None, whole: Connection) -> None:
    """Copy what is not derived, table by table, without a look at any index."""
    with closing(connect(path, key)) as damaged, told_in_words(path):
        if check_version(damaged) != SCHEMA_VERSION:
            raise _hopeless()
        try:
            with transaction(whole):
                for table in _KEPT_TABLES:
                    _copy_table(damaged, whole, table)
        except StoreDamaged as error:
            raise _hopeless() from error
        damaged.execute("PRAGMA journal_mode = DELETE")  # fails while another program has the file open


def _copy_table(damaged: Connection, whole: Connection, table: str) -> None:
    columns = [str(row[1]) for row in whole.execute(f"PRAGMA table_info({table})").fetchall()]
    rows = damaged.execute(f"SELECT {', '.join(columns)} FROM {table} NOT INDEXED")
    marks = ", ".join("?" * len(columns))
    kept = (row for row in rows if not (table == "setting" and row[0] == _FINGERPRINT))
    whole.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", kept)


def _exchange(partial: Path, path: Path, clock: Clock) -> Path:
    former = beside(path, MARK, clock)
    try:
        make_private_folder(former.parent)
        for ending in itertools.chain(("",), SIDE_FILES):
            side = Path(f"{path}{ending}")
            if side.exists():
                side.rename(f"{former}{ending}")
    except OSError as error:
        raise StoreError(
            _("Không ghi được vào “{path}”: {reason}.", path=str(former), reason=error.strerror or str(error))
        ) from error
    put_in_place(partial, path)
    return former


def _hopeless() -> StoreDamaged:
    return StoreDamaged(
        _(
            "Tệp kho dữ liệu bị hỏng, cả ở phần nhật ký, nên không tự dựng lại được."
            " Hãy khôi phục từ bản sao lưu gần nhất; tệp hỏng vẫn được giữ."
        )
    )
