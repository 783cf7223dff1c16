"""What goes wrong leaves a trace without a name of anybody: the log, the report, the notice at the next start."""

import faulthandler
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl, qWarning
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from danvan_desktop import error_log, places
from danvan_desktop.error_log import ErrorLog
from danvan_desktop.localization import Translator
from danvan_desktop.ui.crash_details import crash_details
from danvan_desktop.ui.dialogs.crash_dialog import CrashDialog
from danvan_desktop.ui.dialogs.help_dialog import HelpDialog
from danvan_desktop.ui.fault_watch import watching_faults

NAME = "Nguyễn Thị Hoa"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of the test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("WIN_PD_OVERRIDE_LOCAL_APPDATA", str(tmp_path / "state"))
    return places.state_folder()


def _raised(error: Exception) -> Exception:
    with pytest.raises(type(error)) as caught:
        raise error
    return caught.value


@pytest.mark.parametrize(
    "error",
    [
        ValueError(f"bad value {NAME}"),
        ValueError(f"first\n  File {NAME}"),
        TypeError(f"cannot add '{NAME}'"),
        OSError(2, "No such file", f"/home/{NAME}/đơn.pdf"),
        RuntimeError(f"no file /home/{NAME}/đơn.pdf"),
        KeyError(NAME),
    ],
)
def test_no_message_of_an_error_names_anybody(error: Exception) -> None:
    told = crash_details(_raised(error))
    assert not any(word in told for word in NAME.split())
    assert f"\n{type(error).__name__}" in told
    assert "test_faults_leave_a_trace.py" in told


def test_an_error_tells_what_it_came_of_and_what_code_it_names() -> None:
    error = _raised(ValueError(NAME))
    error.__cause__ = _raised(AttributeError("'Draft' object has no attribute 'kinds'"))
    told = crash_details(error)
    assert told.index("has no attribute 'kinds'") < told.index("ValueError")
    assert NAME not in told


def test_the_folder_of_the_account_is_not_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path(__file__).parents[2])
    assert str(Path(__file__).parents[2]) not in crash_details(_raised(KeyError(1)))


def test_threads_and_qt_are_written_into_the_log_and_the_hooks_are_given_back(capfd, qtbot: QtBot) -> None:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    with watching_faults() as noticed:
        thread = threading.Thread(target=lambda: int("x"))
        thread.start()
        thread.join()
        qWarning(f"QFile: cannot open '{NAME}'")
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
    log = ErrorLog().path.read_text("utf-8")
    assert list(noticed) == []
    assert "ValueError" in log
    assert "Qt warning: QFile: cannot open …" in log
    assert log.splitlines()[0].split(" ", 1)[1].startswith("start danvan ")
    assert log.endswith(" end\n")


def test_a_fault_below_python_is_told_at_the_next_start(state: Path) -> None:
    was_enabled = faulthandler.is_enabled()
    code = """
import faulthandler
from danvan_desktop.ui.fault_watch import watching_faults
with watching_faults():
    faulthandler._sigabrt()
"""
    died = subprocess.run([sys.executable, "-c", code], env=dict(os.environ), capture_output=True, check=False)
    assert died.returncode != 0
    try:
        with watching_faults() as noticed:
            assert [str(one).split(".")[0] for one in noticed] == ["Lần trước phần mềm bị dừng đột ngột vì lỗi"]
        with watching_faults() as noticed:
            assert list(noticed) == []
    finally:
        if was_enabled:
            faulthandler.enable()
    assert "Fatal Python error: Aborted" in ErrorLog().path.read_text("utf-8")
    assert list(state.glob("fault-*.txt")) == []


def test_the_crash_window_saves_one_report(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "báo cáo.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_how: (str(file), ""))
    ErrorLog().note("trước đó")
    dialog = CrashDialog(Translator(), crash_details(_raised(KeyError(NAME))))
    qtbot.addWidget(dialog)
    dialog.save_button.click()
    assert str(file) in dialog.banner.text()
    report = file.read_text("utf-8")
    assert report.startswith("danvan ")
    assert "KeyError" in report
    assert "trước đó" in report
    assert NAME not in report
    assert " bug\n" in error_log.error_log_path().read_text("utf-8")


def test_help_shows_where_the_log_is_and_opens_its_folder(
    state: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    help_dialog = HelpDialog(Translator())
    qtbot.addWidget(help_dialog)
    help_dialog.topics.choose("program")
    assert str(state / "errors.log") in help_dialog.page.toPlainText()
    link = QUrl(f"folder:{state}")
    help_dialog.page.anchorClicked.emit(link)
    assert [Path(url.toLocalFile()) for url in opened] == [state]
    assert state.is_dir()
