"""A second start of the program: real processes without a screen, each telling what is asked of its window."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.store import Store
from danvan_desktop.ui.first_window import FirstWindowBusy, OnlyWindow, claim
from danvan_desktop.ui.window_frame import WindowFrame

_CHILD = """
import os
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from danvan_desktop.ui import app, first_window
from danvan_desktop.ui.main_window import MainWindow

def tell(*words):
    print(*words, flush=True)

MainWindow.import_bundle = lambda window, path: tell("bundle", path)
first_window.bring_to_front = lambda: tell("front")
others = [Path(name) for name in os.environ.get("OTHERS", "").split(os.pathsep) if name]
opened = app._Opening._at_rest

def at_rest(opening):
    opened(opening)
    shown = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow)]
    tell("windows", len(shown))
    window = opening._window
    window.others.open(others.pop(0)) if others else window.close()

if others:
    app._Opening._at_rest = at_rest
listen = first_window.FirstWindow.listen
first_window.FirstWindow.listen = lambda first: (listen(first), tell("first"))
asks_again = first_window.asks_again

def asks(busy, store):
    tell("asks", busy)
    return bool(os.environ.get("WAITS")) and asks_again(busy, store)

first_window.asks_again = asks
first_window._PATIENCE = 1.0 if os.environ.get("IMPATIENT") else 100.0
store, bundle = Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None
tell("ended", app.run_window(store, bundle))
"""
Start = Callable[..., "Window"]
_PATIENCE = 180
"""Seconds: a busy machine takes long to load a program."""


class Window:
    """One process, and the lines that it told."""

    def __init__(self, state: Path, arguments: tuple[str, ...]) -> None:
        """Begin it; its state folder stands for the account that it runs under."""
        names = ("XDG_STATE_HOME", "XDG_DATA_HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA")
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **dict.fromkeys(names, str(state))}
        environment["PYTHONUTF8"] = "1"  # Windows would write names of files in the code page of the system
        self.lines = state / f"{time.monotonic_ns()}.txt"
        state.mkdir(parents=True, exist_ok=True)
        with self.lines.open("wb") as out:
            command = [sys.executable, "-c", _CHILD, *arguments]
            self.process = subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.STDOUT)

    def tells(self, line: str, seconds: float = _PATIENCE) -> bool:
        """Wait for a line."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if line in self.lines.read_text("utf-8").splitlines():
                return True
            time.sleep(0.05)
        raise AssertionError(f"{line!r} is not in {self.lines.read_text('utf-8')!r}")


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start the program on a store, under an account, and end it with the test."""
    begun: list[Window] = []

    def starter(store: Path, *bundle: Path, account: str = "a") -> Window:
        begun.append(Window(tmp_path / account, (str(store), *map(str, bundle))))
        return begun[-1]

    yield starter
    for window in begun:
        window.process.kill()
        window.process.wait()


def test_a_second_start_hands_its_file_to_the_first_window_and_ends(
    start: Start, store_path: Path, tmp_path: Path
) -> None:
    first = start(store_path)
    assert first.tells("first")
    second = start(store_path, tmp_path / "xã Đông.danvan")
    assert second.tells("ended 0")
    assert first.tells("front")
    assert first.tells(f"bundle {tmp_path / 'xã Đông.danvan'}")


def test_a_second_start_that_comes_too_early_waits_for_the_first(
    start: Start, store_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAITS", "1")  # on a busy machine it is told that the first is busy, until that one listens
    windows = [start(store_path), start(store_path)]
    until = time.monotonic() + _PATIENCE
    while all(window.process.poll() is None for window in windows) and time.monotonic() < until:
        time.sleep(0.05)
    (only,) = [window for window in windows if window.process.poll() is None]
    assert only.tells("front")


def test_a_window_that_was_killed_does_not_stand_in_the_way_of_the_next(start: Start, store_path: Path) -> None:
    killed = start(store_path)
    assert killed.tells("first")
    killed.process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    killed.process.wait()
    after = start(store_path)
    assert after.tells("first")
    assert start(store_path).tells("ended 0")
    assert after.tells("front")


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="Windows holds no process back")
def test_a_start_beside_a_window_that_does_not_answer_says_so_and_opens_none(
    start: Start, store_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = start(store_path)
    assert first.tells("first")
    monkeypatch.setenv("IMPATIENT", "1")
    first.process.send_signal(signal.SIGSTOP)
    second = start(store_path)
    assert second.tells("ended 0")
    assert "đang mở ở một cửa sổ khác" in second.lines.read_text("utf-8")
    first.process.send_signal(signal.SIGCONT)
    assert start(store_path).tells("ended 0"), "once it goes on, it answers"


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="Windows holds no process back")
def test_who_was_told_that_a_window_is_busy_is_asked_nothing_more_once_it_wakes(
    start: Start, store_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = start(store_path)
    assert first.tells("first")
    monkeypatch.setenv("IMPATIENT", "1")
    monkeypatch.setenv("WAITS", "1")
    first.process.send_signal(signal.SIGSTOP)
    second = start(store_path, tmp_path / "xã Đông.danvan")
    assert second.tells("asks " + str(FirstWindowBusy()))
    first.process.send_signal(signal.SIGCONT)
    assert second.tells("ended 0")
    assert first.tells(f"bundle {tmp_path / 'xã Đông.danvan'}")


def test_a_window_that_another_store_took_the_place_of_is_gone(
    start: Start, store_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "xa-khac.db"
    Store.create(other, unit_name="Xã Đoài", unit_code="XD").close()
    monkeypatch.setenv("OTHERS", os.pathsep.join((str(other), str(store_path))))
    window = start(store_path)
    assert window.tells("ended 0")
    told = [line for line in window.lines.read_text("utf-8").splitlines() if line.startswith("windows")]
    assert told == ["windows 1"] * 3


def test_another_store_and_another_account_have_windows_of_their_own(
    start: Start, store_path: Path, tmp_path: Path
) -> None:
    other = tmp_path / "khác.db"
    other.write_bytes(store_path.read_bytes())
    assert start(store_path).tells("first")
    assert start(other).tells("first")
    assert start(store_path, account="b").tells("first")


def test_a_store_that_was_reached_for_is_held_by_its_window_alone(
    qtbot: QtBot, store_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("danvan_desktop.ui.first_window._PATIENCE", 0.0)
    other = tmp_path / "khác.db"
    other.write_bytes(store_path.read_bytes())
    window, another = OnlyWindow(), OnlyWindow()
    window.reach_for(store_path)
    assert window.over(store_path, None)
    with pytest.raises(FirstWindowBusy):
        claim(store_path, None)
    another.reach_for(other)
    with monkeypatch.context() as answered:
        answered.setattr("danvan_desktop.ui.first_window.asks_again", lambda _busy, _store: False)
        assert not another.over(store_path, None)
    left = claim(other, None)
    assert left is not None
    left.release()
    window._hold(other, None)


def test_qt_takes_the_thread_of_the_window_for_its_main_one(start: Start, store_path: Path) -> None:
    first = start(store_path)
    assert first.tells("first")
    assert "main() thread" not in first.lines.read_text("utf-8")


def test_a_window_left_on_a_screen_that_is_gone_comes_back_where_it_can_be_seen(qtbot: QtBot) -> None:
    gone = QWidget()
    qtbot.addWidget(gone)
    gone.setGeometry(9_000, 7_000, 900, 500)
    window = QWidget()
    qtbot.addWidget(window)
    kept = bytes(gone.saveGeometry().toBase64().data()).decode("ascii")
    WindowFrame._restore_geometry(window, kept)  # type: ignore[arg-type]
    room = window.screen().availableGeometry()
    assert room.intersects(window.geometry())
    assert room.contains(window.geometry().topLeft())
