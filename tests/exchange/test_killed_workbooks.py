"""A program that is killed while it writes a workbook leaves no row of it among temporary files."""

from __future__ import annotations

import errno
import gc
import io
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Barrier

import pytest
from openpyxl import Workbook

from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.record import Draft
from danvan_desktop.exchange.dumping import write_everything, write_table
from danvan_desktop.exchange.outgoing import Column, Table
from danvan_desktop.exchange.profiles import Target
from danvan_desktop.localization import Translator
from danvan_desktop.store.errors import StoreFull, StoreUnreachable
from danvan_desktop.store.swept import SweptFolder, sweep, swept_root, temporary_files_swept
from danvan_desktop.store.workbook_saving import save_workbook
from tests.planted import planted_in

ROOT = Path(__file__).parents[2]
_LIST = """
import sys, time
from pathlib import Path
from danvan_desktop.domain.fields import FieldType
from danvan_desktop.exchange.outgoing import Column, Table
from danvan_desktop.exchange.profiles import Target
from danvan_desktop.exchange.xlsx_writer import write_xlsx
from tests.planted import NAMES

def rows():
    for turn in range(200):
        yield from ((name,) for name in NAMES)
    print("written", flush=True)
    time.sleep(60)

columns = (Column(Target("name"), "Họ và tên", FieldType.TEXT),)
write_xlsx(Table("Hộ", "Xã", columns, rows(), 40_000), Path(sys.argv[1]))
"""


def kill_amid(program: str, folder: Path) -> None:
    """Run a program until it says so, with folders of its own, and kill it."""
    (folder / "tmp").mkdir()
    folders = {"TMPDIR": "tmp", "TEMP": "tmp", "TMP": "tmp", "XDG_STATE_HOME": "state", "HOME": "."}
    with subprocess.Popen(
        [sys.executable, "-c", program, str(folder / "so.xlsx")],
        env=os.environ | {name: str(folder / part) for name, part in folders.items()} | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "written\n"
        child.kill()


def test_rows_of_a_list_lie_where_the_next_start_sweeps(tmp_path: Path) -> None:
    kill_amid(_LIST, tmp_path)
    assert planted_in(tmp_path / "tmp") == []
    left = planted_in(tmp_path / "state")
    assert left
    sweep(tmp_path / "state" / "danvan" / "opened")
    assert planted_in(tmp_path / "state") == []


def test_threads_that_write_at_once_share_one_folder_and_the_last_takes_it_away() -> None:
    before, both = tempfile.tempdir, Barrier(2)

    def write() -> str:
        with temporary_files_swept():
            both.wait(20)
            place = tempfile.gettempdir()
            both.wait(20)
            return place

    with ThreadPoolExecutor(2) as threads:
        places = {one.result() for one in [threads.submit(write) for _turn in range(2)]}
    (place,) = places
    assert Path(place).parent == swept_root()
    assert not Path(place).exists()
    assert tempfile.tempdir == before


def test_where_no_such_folder_can_be_made_they_lie_where_they_did(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: SweptFolder) -> Path:
        raise PermissionError

    monkeypatch.setattr(SweptFolder, "made", refuse)
    before = tempfile.tempdir
    with temporary_files_swept():
        assert tempfile.tempdir == before
    assert tempfile.tempdir == before


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """Let the disk be full for whatever grows beyond it."""
    resource = pytest.importorskip("resource")
    former = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, former[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, former)


@pytest.mark.parametrize("name", ["table.xlsx", "table.csv", "all.xlsx", "all.sqlite"])
def test_a_disk_that_is_full_under_a_table_is_told_in_words(store, name, tmp_path, monkeypatch):
    """The library of XML and SQLite have exceptions of their own for it, which ended in tracebacks."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    columns = (Column(Target("name"), "Họ và tên", FieldType.TEXT),)
    rows = ((random.randbytes(2_000).hex(),) for _row in range(300))
    unit = store.unit.uid
    for number in range(20):
        text = random.randbytes(9_000).hex()
        given = {"number": f"{number}/2026", "received_on": "2026-08-13", "unit": unit, "content": text}
        store.save(Draft("petition", given))
    out = tmp_path / name
    out.write_bytes(b"the one before")
    write = partial(write_everything, store, out, Translator("vi"))
    if out.stem == "table":
        write = partial(write_table, Table("Hộ", "Xã", columns, rows, 300), out)
    # A limit of SQLite's files is a fault of the drive for it, not a lack of room.
    with no_file_longer_than(100_000), pytest.raises((StoreFull, StoreUnreachable)):
        write()
    assert out.read_bytes() == b"the one before"


def test_a_disk_that_is_full_under_a_workbook_is_told_once(monkeypatch):
    """Python told it again on the terminal, as a traceback, when it let go of the package that was left open."""

    class Full(io.BytesIO):
        def write(self, data: bytes) -> int:
            if self.tell() + len(data) > 2_000:
                raise OSError(errno.ENOSPC, "No space left on device")
            return super().write(data)

    told_late: list[str] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda told: told_late.append(str(told.exc_value)))
    with pytest.raises(OSError, match="No space"), Full() as stream:
        save_workbook(Workbook(), stream)
    gc.collect()
    assert told_late == []
