"""Starts the window over a store without a screen, waits until its page or a refusal is there, and ends.

``torture_window.py STORE``: exit status 0 when a page is shown, 1 when the store was refused, in words on stderr.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from environment import speak_utf8
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMessageBox

from danvan_desktop.ui.app import run_window
from danvan_desktop.ui.dialogs.preparation_dialog import PreparationDialog
from danvan_desktop.ui.dialogs.recovery_dialog import OutcomeDialog
from danvan_desktop.ui.main_window import MainWindow

_EVERY_MILLISECONDS = 100
_MOST_TURNS = 300


def _leave(window: MainWindow) -> None:
    """Tell what the window says of damage, and close it."""
    if window.damage.fault is not None:
        sys.stderr.write(f"{window.translator(window.damage.fault.message)}\n")
    window.close()


def _watch(turns: list[int]) -> None:
    """Close whatever asks, and the window once it shows a page."""
    turns[0] += 1
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QMessageBox) and widget.isVisible():
            sys.stderr.write(widget.text() + "\n")
            widget.close()
        elif isinstance(widget, QDialog) and widget.isVisible():
            _answer(widget)
        elif isinstance(widget, MainWindow) and _is_ready(widget):
            _leave(widget)
    if turns[0] > _MOST_TURNS:
        sys.stderr.write("Traceback: the window neither opened nor refused\n")
        QApplication.exit(3)


def _answer(dialog: QDialog) -> None:
    """Read out what a dialog says, and close it; work that is under way ends by itself."""
    if isinstance(dialog, PreparationDialog):
        return
    sys.stderr.writelines(f"{label.text()}\n" for label in dialog.findChildren(QLabel))
    if isinstance(dialog, OutcomeDialog):
        dialog.accept()
    else:
        dialog.reject()


def _is_ready(window: MainWindow) -> bool:
    return (
        window.is_filled
        and window.isVisible()
        and not QApplication.activeModalWidget()
        and not window.context.operations.reading
    )


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

    def make_application(arguments: list[str], meanwhile: Callable[[], object] | None = None) -> QApplication:
        application = made(arguments, meanwhile)
        begin()
        return application

    app.make_application = make_application
    return run_window(Path(sys.argv[1]))


if __name__ == "__main__":
    sys.exit(main())
