"""Files of others name places of their own: nothing is written, made or moved anywhere but beside the store."""

from __future__ import annotations

import os
import shutil
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.exchange.tables import read_tables
from tests.sync.exchange import import_bundle

DATA = Path(__file__).parents[1] / "data"
CORPUS = sorted((DATA / "hostile").glob("*.danvan"))
BOOKS = ("an.ods", "nhi-phan.xlsb", "new.xlsx")
NAMES = (
    "../up.txt",
    "../../../../up.txt",
    "xl/../../up.txt",
    "/absolute.txt",
    "C:\\Windows\\x.dll",
    "..\\..\\up.txt",
    "\\\\server\\share\\x",
    "CON",
    "xl/NUL.xml",
    "a:stream",
)
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_MAKES = {"os.mkdir": 0, "os.rename": 1, "os.link": 1, "os.symlink": 1, "os.remove": 0, "os.rmdir": 0, "os.truncate": 0}


class _Watch:
    """Keeps where anything was written; a hook of Python cannot be taken off again, so it is told when to look."""

    def __init__(self) -> None:
        self.places: set[str] | None = None

    def __call__(self, event: str, told: tuple[Any, ...]) -> None:
        if self.places is None:
            return
        if event == "open" and isinstance(told[0], str | bytes) and told[2] & _WRITES:
            self.places.add(os.path.realpath(os.fsdecode(told[0])))
        elif event in _MAKES and isinstance(told[_MAKES[event]], str | bytes | os.PathLike):
            self.places.add(os.path.realpath(os.fsdecode(told[_MAKES[event]])))


@pytest.fixture(scope="module")
def watch() -> _Watch:
    made = _Watch()
    sys.addaudithook(made)
    return made


@contextmanager
def written_within(watch: _Watch, *folders: Path) -> Iterator[None]:
    """Look at all that is written meanwhile, but for what Python keeps of a module that is first loaded there."""
    keeps_no_code, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    watch.places = set()
    try:
        yield
        allowed = [os.path.realpath(folder) for folder in (os.devnull, *folders)]
        assert [one for one in sorted(watch.places) if not any(Path(one).is_relative_to(a) for a in allowed)] == []
    finally:
        watch.places = None
        sys.dont_write_bytecode = keeps_no_code


def test_the_watch_sees_what_is_written(watch: _Watch, tmp_path: Path) -> None:
    for deed in (lambda: (tmp_path / "a").write_bytes(b"x"), (tmp_path / "b").mkdir):
        with pytest.raises(AssertionError), written_within(watch, tmp_path / "elsewhere"):
            deed()


def test_no_bundle_of_the_corpus_writes_outside_of_the_store(
    watch: _Watch, province: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "a" / "b" / "c"
    here.mkdir(parents=True)
    monkeypatch.chdir(here)
    folder = province.store.path.parent
    refused = 0
    with written_within(watch, folder):
        for path in CORPUS:
            for take in (partial(import_bundle, province.store), province.store.take_back):
                try:
                    take(path)
                except DanvanError:
                    refused += 1
    assert refused == 2 * len(CORPUS)
    assert list((tmp_path / "a").rglob("*")) == [tmp_path / "a" / "b", here]


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize("name", NAMES)
def test_no_workbook_writes_outside(
    watch: _Watch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, book: str, name: str
) -> None:
    hostile = tmp_path / book
    if book == "new.xlsx":
        openpyxl.Workbook().save(hostile)
    else:
        shutil.copyfile(DATA / "workbooks" / book, hostile)
    with zipfile.ZipFile(hostile, "a") as archive:
        archive.writestr(zipfile.ZipInfo(name), "x" * 1000)
    here = tmp_path / "a" / "b"
    here.mkdir(parents=True)
    monkeypatch.chdir(here)
    with written_within(watch, tmp_path / "none"), suppress(DanvanError):
        read_tables(hostile)
    assert list((tmp_path / "a").rglob("*")) == [here]
