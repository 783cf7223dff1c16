"""Which version starts after an update: real installed trees, real processes, versions that fail in their own ways."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from danvan_desktop.store.connection import connect
from danvan_desktop.versions import Choice, State, Versions
from tests.updates import Machine, program_tree, update_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="starts the program as the package for Linux does")

KEY = Ed25519PrivateKey.generate()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path, KEY)
    made.make_store()
    return made


def install(
    machine: Machine, folder: Path, version: str = "1.1", spoil: Callable[[Path], object] | None = None
) -> None:
    tree = program_tree(folder / f"tree-{version}", version, KEY)
    if spoil is not None:
        spoil(tree / "danvan_desktop")
    done = machine.update(update_of(tree, folder / f"{version}.danvan-update", version, KEY))
    assert done.returncode == 0, done.stderr


def choice_of(machine: Machine) -> Choice:
    return Versions(machine.versions).choice()


@contextmanager
def window(machine: Machine, store: Path | None = None) -> "Iterator[subprocess.Popen[str]]":
    process = machine.start("--store", str(store or machine.store))
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def wait_for(condition: Callable[[], bool], seconds: float = 180) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.1)


def test_an_update_is_told_backed_up_installed_and_used_from_the_next_start(machine, tmp_path):
    assert machine.version() == "1.0"
    file = update_of(program_tree(tmp_path / "t", "1.1", KEY), tmp_path / "moi.danvan-update", "1.1", KEY)
    shown = machine.run("update", str(file), "--dry-run", "--store", str(machine.store))
    assert "Bản 1.1, phát hành ngày 29/11/2026" in shown.stdout
    assert "- Sửa lỗi in <b>báo cáo</b>" in shown.stdout
    assert machine.version() == "1.0"
    done = machine.update(file)
    assert "Đã cài bản 1.1" in done.stdout
    copies = list((machine.store.parent / "backups").glob("*-truoc-cap-nhat.db"))
    assert len(copies) == 1
    assert machine.version() == "1.1"
    with window(machine):
        wait_for(lambda: choice_of(machine).state is State.WELL)
    assert choice_of(machine) == Choice("1.1", "", State.WELL)
    again = machine.update(file)
    assert (again.returncode, again.stdout) == (1, "")
    assert "đang dùng đúng bản 1.1" in again.stderr


def test_two_open_windows_go_on_while_an_update_is_installed_and_tried(machine, tmp_path):
    other = tmp_path / "kho-khac" / "commune.db"
    other.parent.mkdir()
    shutil.copyfile(machine.store, other)
    install(machine, tmp_path)
    with window(machine) as first:
        wait_for(lambda: choice_of(machine) == Choice("1.1", "", State.WELL))
        with window(machine, other) as second:
            install(machine, tmp_path, "1.2")
            with window(machine, tmp_path / "thu-ba" / "commune.db"):
                wait_for(lambda: choice_of(machine).state is not State.NEW)
            assert (first.poll(), second.poll()) == (None, None)
        assert {path.name for path in machine.versions.iterdir() if path.is_dir()} == {"1.1", "1.2"}


def test_a_damaged_store_is_told_and_nothing_is_installed(machine, tmp_path):
    file = update_of(program_tree(tmp_path / "t", "1.1", KEY), tmp_path / "moi.danvan-update", "1.1", KEY)
    content = bytearray(machine.store.read_bytes())
    content[4096:12288] = os.urandom(8192)
    machine.store.write_bytes(content)
    done = machine.update(file)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert machine.version() == "1.0"


def test_an_update_is_taken_where_only_a_newer_version_reads_the_store(machine, tmp_path):
    with closing(connect(machine.store)) as connection:
        connection.execute("PRAGMA user_version = 9999")
    before = machine.store.read_bytes()
    install(machine, tmp_path)
    assert machine.version() == "1.1"
    assert machine.store.read_bytes() == before


def test_a_version_that_cannot_be_loaded_is_taken_back_at_once_by_a_command(machine, tmp_path):
    install(machine, tmp_path, spoil=lambda package: (package / "cli" / "main.py").write_text("import not_there\n"))
    assert machine.version() == "1.0"
    assert choice_of(machine) == Choice("", "", State.WELL, taken_back="1.1")


def test_a_version_whose_window_raises_is_taken_back_and_the_former_window_opens(machine, tmp_path):
    install(machine, tmp_path, spoil=lambda package: (package / "ui" / "app.py").write_text("raise RuntimeError\n"))
    with window(machine) as process:
        # It told of the version that did not start, once its window was filled.
        wait_for(lambda: choice_of(machine) == Choice())
        assert process.poll() is None
    assert "version 1.1 did not start" in (machine.home / ".local/state/danvan/errors.log").read_text("utf-8")
    assert machine.version() == "1.0"


def test_a_version_that_a_second_start_took_back_is_told_by_the_next_window(machine, tmp_path):
    install(machine, tmp_path)
    with window(machine):
        wait_for(lambda: choice_of(machine) == Choice("1.1", "", State.WELL))
        broken = "raise RuntimeError\n"
        install(machine, tmp_path, "1.2", lambda package: (package / "ui" / "app.py").write_text(broken))
        assert machine.run("--store", str(machine.store)).returncode == 0
        assert choice_of(machine) == Choice("1.1", "", State.WELL, taken_back="1.2")
    with window(machine):
        wait_for(lambda: choice_of(machine) == Choice("1.1", "", State.WELL))


def test_a_version_that_dies_is_taken_back_at_the_next_start(machine, tmp_path):
    dies = "import os, signal\n\nos.kill(os.getpid(), signal.SIGKILL)\n"
    install(machine, tmp_path, spoil=lambda package: (package / "ui" / "app.py").write_text(dies))
    with window(machine) as process:
        assert process.wait(120) == -signal.SIGKILL
    assert choice_of(machine).state is State.BEGUN
    with window(machine) as process:
        wait_for(lambda: choice_of(machine) == Choice())
        assert process.poll() is None


def test_a_version_that_never_fills_its_window_is_taken_back_after_its_end(machine, tmp_path):
    def spoil(package: Path) -> None:
        session = package / "ui" / "session.py"
        session.write_text(session.read_text("utf-8") + "\n\nraise KeyError('store')\n", encoding="utf-8")

    install(machine, tmp_path, spoil=spoil)
    with window(machine):
        wait_for(lambda: choice_of(machine).state is State.FAILED)
    assert machine.version() == "1.0"


def test_a_second_start_during_the_trial_does_not_take_it_back(machine, tmp_path):
    slow = "import time\n\ntime.sleep(3600)\n"
    install(machine, tmp_path, spoil=lambda package: (package / "ui" / "app.py").write_text(slow))
    with window(machine):
        wait_for(lambda: choice_of(machine).state is State.BEGUN)
        assert machine.version() == "1.1"
        assert choice_of(machine) == Choice("1.1", "", State.BEGUN)
    assert machine.version() == "1.0"


def test_a_later_failure_goes_back_to_the_version_before_not_to_the_installed_one(machine, tmp_path):
    install(machine, tmp_path, "1.1")
    with window(machine):
        wait_for(lambda: choice_of(machine).state is State.WELL)
    install(machine, tmp_path, "1.2", lambda package: (package / "cli" / "main.py").write_text("import not_there\n"))
    assert machine.version() == "1.1"
    assert choice_of(machine) == Choice("1.1", "", State.WELL, taken_back="1.2")


def test_a_newer_installed_program_comes_before_an_older_update(machine, tmp_path):
    install(machine, tmp_path, "1.1")
    init = machine.tree / "danvan_desktop" / "__init__.py"
    init.write_text('__version__ = "1.5"\n', encoding="utf-8")
    assert machine.version() == "1.5"


@pytest.mark.parametrize("spoiled", ["", "{", '{"format": 2}', '{"format": 1, "version": 5, "state": "odd"}', "[]"])
def test_a_choice_that_cannot_be_read_starts_the_installed_program(machine, spoiled):
    machine.versions.mkdir(parents=True)
    (machine.versions / "choice.json").write_text(spoiled)
    assert machine.version() == "1.0"


def test_a_chosen_tree_that_is_gone_starts_the_installed_program(machine):
    Versions(machine.versions).choose(Choice("1.1", "", State.WELL))
    assert machine.version() == "1.0"
