"""Ctrl+C ends the program without a traceback: while it loads, in a command, before a question, in the window."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from danvan_desktop import interrupts
from danvan_desktop.cli.main import make_command_line
from danvan_desktop.store import Store

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a signal is sent to the process alone")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "kho.db"
    Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS", state=tmp_path / "state").close()
    return path


def started(
    tmp_path: Path, *arguments: str, program: tuple[str, ...] = ("-m", "danvan_desktop")
) -> subprocess.Popen[str]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_STATE_HOME": str(tmp_path / "state")}
    return subprocess.Popen(
        [sys.executable, *program, *arguments],
        env=environment | {"XDG_DATA_HOME": str(tmp_path / "data"), "XDG_CONFIG_HOME": str(tmp_path / "config")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


@pytest.mark.parametrize("module", ["PySide6.QtCore", "danvan_desktop.ui.app", "danvan_desktop.ui.main_window"])
def test_the_window_that_only_loads_ends_at_once_and_without_a_word(tmp_path, store, module):
    program = (
        "import os, signal, sys\n"
        "class Pressed:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {module!r}:\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Pressed())\n"
        "from danvan_desktop.__main__ import main\n"
        "main()\n"
    )
    process = started(tmp_path, "--store", str(store), program=("-c", program))
    assert process.communicate(timeout=60) == ("", "")
    assert process.returncode == interrupts.STATUS


def test_an_open_window_closes_and_the_status_tells_why(tmp_path, store):
    process = started(tmp_path, "--store", str(store))
    end, opened = time.monotonic() + 60, tmp_path / "state" / "danvan" / "recent.json"
    while not opened.exists():  # written once the window hears Ctrl+C itself
        assert time.monotonic() < end
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _out, told = process.communicate(timeout=60)
    assert "Traceback" not in told
    assert process.returncode == interrupts.STATUS


@pytest.mark.parametrize("asks", [False, True])
def test_a_command_that_is_stopped_says_so_in_a_word_and_ends_with_the_status_of_shells(monkeypatch, asks):
    def stopped(*_asked: object, **_how: object) -> None:
        if asks:
            try:
                raise KeyboardInterrupt
            except KeyboardInterrupt:
                raise click.Abort from None  # as a question of click does
        raise KeyboardInterrupt

    line = make_command_line(lambda store: 0)
    monkeypatch.setattr(line.get_command(click.Context(line), "kinds"), "callback", stopped)
    result = CliRunner().invoke(line, ["kinds"])
    assert (result.exit_code, result.stderr) == (interrupts.STATUS, "Đã dừng.\n")


def test_a_command_whose_input_ends_before_the_answer_is_told_apart(monkeypatch):
    def ended() -> None:
        raise click.Abort

    line = make_command_line(lambda store: 0)
    monkeypatch.setattr(line.get_command(click.Context(line), "kinds"), "callback", ended)
    assert CliRunner().invoke(line, ["kinds"]).exit_code == 1


def test_nothing_is_loaded_before_ctrl_c_ends_the_program_but_what_python_loads_itself():
    """Whatever else would be loaded first, such as ``typing``, would be interrupted with a traceback."""
    program = (
        "import os, sys\n"
        "before = set(sys.modules)\n"
        "from danvan_desktop import __main__\n"
        "print(sorted(set(sys.modules) - before - {'__future__'}))\n"
    )
    told = subprocess.run([sys.executable, "-S", "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert told.stdout.strip() == "['danvan_desktop', 'danvan_desktop.__main__', 'danvan_desktop.interrupts']"
