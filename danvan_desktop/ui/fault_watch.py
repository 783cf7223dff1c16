"""Sees to it that what goes wrong while the window lives leaves a trace: in Python, threads, Qt, and below them."""

from __future__ import annotations

import faulthandler
import os
import platform
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler, qVersion

from danvan_desktop import __version__
from danvan_desktop.domain.clock import Clock
from danvan_desktop.error_log import ErrorLog, without_home, without_names
from danvan_desktop.localization import Message, _
from danvan_desktop.places import state_folder
from danvan_desktop.ui.crash_details import crash_details

if TYPE_CHECKING:
    from io import FileIO

_FAULTS = "fault-*.txt"
_OLD = 7 * 24 * 3600
"""Seconds after which an empty file of faults is that of no process any more."""
_TOLD_TYPES = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)


@contextmanager
def watching_faults() -> Iterator[Sequence[Message]]:
    """Watch until the block ends; gives what the officer should know of the run before: that it ended by a fault."""
    log = ErrorLog()
    former = take_former_faults(log)
    log.note(f"start {system_line()}")
    file = _open_fault_file()
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    sys.excepthook = lambda _kind, error, frames: _note(log, "uncaught", error.with_traceback(frames))
    threading.excepthook = lambda told: _note(log, "thread", told.exc_value)
    sys.unraisablehook = lambda told: _note(log, "unraisable", told.exc_value)
    before = qInstallMessageHandler(_QtMessages(log))
    try:
        yield [_FELL] if former else []
    finally:
        qInstallMessageHandler(before)
        sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
        _close_fault_file(file)
        log.note("end")


_FELL = _(
    "Lần trước phần mềm bị dừng đột ngột vì lỗi. Dữ liệu đã lưu vẫn còn nguyên."
    " Nếu lỗi lặp lại, vào Trợ giúp, mục “Phiên bản và nhật ký lỗi”, lưu báo cáo lỗi gửi người phụ trách kỹ thuật."
)


def take_former_faults(log: ErrorLog) -> bool:
    """Put what earlier runs left of faults below Python into the log; tells whether there was any."""
    found = False
    for path in sorted(state_folder().glob(_FAULTS)):
        with suppress(OSError):
            text = path.read_text("utf-8", errors="replace").strip()
            if text:
                log.note("fault below Python in an earlier run", without_home(text))
                found = True
            elif Clock().now().timestamp() - path.stat().st_mtime < _OLD:
                continue
            path.unlink()
    return found


def system_line() -> str:
    """Return versions of program, Python, Qt and system in one line; the name of the machine is not in it."""
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return f"danvan {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {system}"


class _QtMessages:
    """Notes each warning of Qt once, and prints it where somebody may read it."""

    def __init__(self, log: ErrorLog) -> None:
        self._log = log
        self._told: set[str] = set()

    def __call__(self, kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind in _TOLD_TYPES and message not in self._told:
            self._told.add(message)
            self._log.note(f"Qt {kind.name.removeprefix('Qt').removesuffix('Msg').lower()}: {without_names(message)}")
        tell(f"{message}\n")


def _note(log: ErrorLog, what: str, error: BaseException | None) -> None:
    details = "" if error is None else crash_details(error)
    log.note(what, details)
    tell(f"{details}\n")


def tell(text: str) -> None:
    """Write to a console, which a window of Windows lacks: there stderr is the log itself."""
    if sys.stderr is not None and not isinstance(sys.stderr, ErrorLog):
        sys.stderr.write(text)


def _open_fault_file() -> FileIO | None:
    """Let faults below Python, such as of a library of Qt, be written by what still runs then."""
    file: FileIO | None = None
    with suppress(OSError):
        state_folder().mkdir(parents=True, exist_ok=True)
        file = (state_folder() / _FAULTS.replace("*", str(os.getpid()))).open("wb", buffering=0)
        faulthandler.enable(file)
    return file


def _close_fault_file(file: FileIO | None) -> None:
    if file is None:
        return
    faulthandler.disable()
    file.close()
    with suppress(OSError):
        Path(str(file.name)).unlink()
