"""No name that an encrypted office holds lies readable in its folders: at work, after the end, after kills.

Among what it does are a preview on paper, and a bug whose words name people, with its report.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.store import Store
from danvan_desktop.store.key_slots import Cost, KeySlots, new_data_key
from tests.planted import holds, planted_in
from tests.ui.office_at_work import PASSPHRASE, STICK

WORKER = Path(__file__).with_name("office_at_work.py")
ROOT = Path(__file__).parents[2]
STATE = Path("local", "danvan-state") if sys.platform == "win32" else Path("state", "danvan")
"""Where the platform keeps the state of the program, under the folders that an office is given."""
MARKS = ("listed", "typed", "handed out", "opened")


class Office:
    """A home of its own with an encrypted store: data, state, settings, temporary files, all in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.path = folder, folder / "data" / "kin.db"
        key = new_data_key()
        keys = KeySlots.of(key).with_passphrase(key, PASSPHRASE, Cost(memory=32, passes=1, lanes=1)).written()
        Store.create(self.path, unit_name="Xã Kín", unit_code="K", key=key, key_file=keys, state=folder / STATE).close()
        for name in ("tmp", "run", "cwd"):
            (folder / name).mkdir()
        self._workers: list[subprocess.Popen[str]] = []

    def begin(self) -> subprocess.Popen[str]:
        folders = {"HOME": "", "XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state", "XDG_CONFIG_HOME": "config"}
        folders |= {"XDG_CACHE_HOME": "cache", "XDG_RUNTIME_DIR": "run", "TMPDIR": "tmp", "TEMP": "tmp", "TMP": "tmp"}
        folders |= {"WIN_PD_OVERRIDE_LOCAL_APPDATA": "local"}
        environment = os.environ | {name: str(self.folder / part) for name, part in folders.items()}
        worker = subprocess.Popen(
            [sys.executable, str(WORKER), str(self.path)],
            env=environment | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            cwd=self.folder / "cwd",
        )
        self._workers.append(worker)
        return worker

    def readable(self) -> list[str]:
        """Return the files in which a planted name stands, but for those that the officer wrote to the stick."""
        assert self.path.is_file()
        return [name for name in planted_in(self.folder) if Path(name).parts[0] != STICK]

    def stop(self) -> None:
        for worker in self._workers:
            worker.kill()
            worker.communicate()


def go_on(worker: subprocess.Popen[str], mark: str) -> None:
    """Wait for a mark."""
    while (line := worker.stdout.readline()) != f"{mark}\n":
        assert line, f"ended before “{mark}”"
        assert not line.startswith("elsewhere"), line


def release(worker: subprocess.Popen[str]) -> None:
    worker.stdin.write("\n")
    worker.stdin.flush()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    found = Office(tmp_path)
    yield found
    found.stop()


def test_no_planted_name_is_readable_while_the_window_is_at_work_and_after_its_end(office):
    worker = office.begin()
    for mark in ("listed", "typed", "handed out"):
        go_on(worker, mark)
        assert office.readable() == []
        release(worker)
    written = [file for file in (office.folder / STICK).iterdir() if file.name != "in.pdf"]  # printed as a picture
    assert all(holds(file.read_bytes()) for file in written)
    assert "ValueError" in (office.folder / "data" / "bao-cao-loi.txt").read_text("utf-8")
    assert "ValueError" in (office.folder / STATE / "errors.log").read_text("utf-8")
    go_on(worker, "opened")
    (shown,) = office.readable()
    assert Path(shown).parts[:3] == (*STATE.parts, "opened")
    release(worker)
    assert worker.wait(timeout=60) == 0
    assert office.readable() == []


@pytest.mark.parametrize("last", MARKS)
def test_no_planted_name_is_readable_after_a_kill_and_the_next_start(office, last):
    worker = office.begin()
    for mark in MARKS:
        go_on(worker, mark)
        if mark == last:
            break
        release(worker)
    worker.kill()
    worker.wait()
    left = office.readable()
    assert bool(left) is (last == "opened")
    again = office.begin()
    go_on(again, "listed")
    assert office.readable() == []
