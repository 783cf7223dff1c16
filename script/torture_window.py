"""Starts the window over a store without a screen, waits until its page or a refusal is there, and ends.

``torture_window.py STORE``: exit status 0 when a page is shown, 1 when the store was refused, in words on stderr.
"""

from __future__ import annotations

import sys
from pathlib import Path

from environment import speak_utf8
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from danvan_desktop.ui.app import run_window

_EVERY_MILLISECONDS = 100
_MOST_TURNS = 300


def _watch(turns: list[int]) -> None:
    """Close whatever asks, and the window once it shows a page."""
    turns[0] += 1
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QMessageBox) and widget.isVisible():
            sys.stderr.write(widget.text() + "\n")
            widget.close()
        elif hasattr(widget, "context") and widget.isVisible() and not QApplication.activeModalWidget():
            widget.close()
        elif isinstance(widget, QDialog) and widget.isVisible():
            widget.reject()
    if turns[0] > _MOST_TURNS:
        sys.stderr.write("Traceback: the window neither opened nor refused\n")
        QApplication.exit(3)


def main() -> int:
    """Run it."""
    speak_utf8()
    turns = [0]

    def begin() -> None:
        timer = QTimer(QApplication.instance(), interval=_EVERY_MILLISECONDS)
        timer.timeout.connect(lambda: _watch(turns))
        timer.start()

    from danvan_desktop.ui import app

    made = app.make_application

    def make_application(arguments: list[str]) -> QApplication:
        application = made(arguments)
        begin()
        return application

    app.make_application = make_application
    return run_window(Path(sys.argv[1]))


if __name__ == "__main__":
    sys.exit(main())
