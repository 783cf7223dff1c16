"""What a run of the tests under wine keeps of each file, and how one that was ended goes on."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from environment import ROOT

sys.path.append(str(ROOT / "packaging"))

from try_windows_tests import Record, Told, run_all

ALONE = """tests/ui/test_a.py::test_one PASSED [ 10%]
tests/ui/test_a.py::test_two FAILED [ 20%]
tests/ui/test_b.py::test_one """
WORKERS = """[gw0] [ 10%] PASSED tests/ui/test_a.py::test_one
[gw1] [ 20%] SKIPPED tests/ui/test_b.py::test_one
[gw0] [ 30%] FAILED tests/ui/test_a.py::test_two
[gw1] [ 40%] PASSED tests/ui/test_c.py::test_one"""


def read(told: Told, lines: str) -> None:
    for line in lines.splitlines():
        told.read(line)


def test_a_file_is_whole_once_its_worker_is_in_the_next_one() -> None:
    told = Told()
    read(told, WORKERS)
    assert told.whole == ["tests/ui/test_b.py"]
    told = Told()
    read(told, ALONE)
    assert told.whole == ["tests/ui/test_a.py"]


def test_a_file_that_is_only_begun_among_workers_is_not_whole() -> None:
    told = Told()
    read(told, "created: 2/2 workers\ntests/ui/test_a.py::test_one \ntests/ui/test_b.py::test_one ")
    read(told, WORKERS)
    assert told.whole == ["tests/ui/test_b.py"]


def test_the_rest_of_a_file_whose_worker_broke_down_belongs_to_it() -> None:
    told = Told()
    read(told, WORKERS)
    read(told, "[gw2] [ 50%] PASSED tests/ui/test_a.py::test_three\n[gw2] [ 60%] PASSED tests/ui/test_d.py::test_one")
    assert "tests/ui/test_a.py" not in told.whole, "the worker that broke down is not known to have left it"
    told.end(["tests/ui/test_a.py"])
    assert told.figures("tests/ui/test_a.py").split("\t")[1] == "2 passed, 1 failed"


def test_a_run_goes_on_after_the_files_that_were_kept(tmp_path: Path) -> None:
    record = Record(tmp_path / "kept.txt")
    told = record.earlier()
    read(told, WORKERS)
    told.end(["tests/ui/test_a.py", "tests/ui/test_empty.py"])
    record.keep(told)
    given: list[str] = []

    def run(files: Sequence[str], told: Told) -> int:
        given.extend(files)
        read(told, "tests/ui/test_c.py::test_one PASSED [ 50%]")
        return 0

    names = [f"tests/ui/test_{name}.py" for name in ("a", "b", "c", "empty")]
    again = Record(tmp_path / "kept.txt")
    told = run_all(names, run, again.earlier())
    again.keep(told)
    assert given == ["tests/ui/test_c.py"]
    assert told.amiss == ["FAILED tests/ui/test_a.py::test_two"]
    assert "tests/ui, 4 files, 2 passed, 1 failed, 1 skipped" in [*told.lines()]
    assert len((tmp_path / "kept.txt").read_text("utf-8").splitlines()) == len(names)


def test_a_file_amid_which_the_process_ended_is_told_and_the_others_are_run() -> None:
    given: list[list[str]] = []

    def run(files: Sequence[str], told: Told) -> int:
        given.append([*files])
        read(told, "tests/ui/test_c.py::test_one PASSED [ 50%]" if given[1:] else ALONE)
        return 0 if given[1:] else 3

    told = run_all([f"tests/ui/test_{name}.py" for name in "abc"], run, Told())
    assert given[1] == ["tests/ui/test_c.py"]
    assert told.cut_short == ["tests/ui/test_b.py"]
    assert told.whole == ["tests/ui/test_a.py", "tests/ui/test_c.py"]
