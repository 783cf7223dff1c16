"""Starts the window: the application, the store to open, and the life of the window over it."""

from __future__ import annotations

import datetime as dt
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from danvan_desktop import __version__
from danvan_desktop.localization import LANGUAGES, Translator, _
from danvan_desktop.places import default_store_path
from danvan_desktop.store import Store, StoreError
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.faults import CrashDialog, tell_fault
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.operations import Operations
from danvan_desktop.ui.qt_words import speak
from danvan_desktop.ui.theme import apply_look, apply_theme, current_look, kept_look

_LANGUAGE = "language"

ExceptHook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


class Session(QObject):
    """One open store with its window; the store is closed when the window is."""

    def __init__(self, path: Path) -> None:
        """Open the store; raises StoreError in words."""
        super().__init__()
        self.store = Store.open(path)
        language = self.store.settings.get(_LANGUAGE, LANGUAGES[0])
        self.translator = Translator(language if language in LANGUAGES else LANGUAGES[0])
        self._dress()
        self.operations = Operations(path, self)
        self.window = MainWindow(UiContext(self.store, self.translator, self.operations, path, dt.date.today))
        self.window.closed.connect(self.store.close)

    def offer_setup(self) -> None:
        """Let a new office paste its villages and officers; one that has villages is left alone."""
        if self.store.count("unit") == 1:
            # Loaded only at the first starts.
            from danvan_desktop.ui.dialogs.setup_dialog import SetupDialog

            SetupDialog(self.window.context, self.window).open()

    def _dress(self) -> None:
        """Take the look and the language that were chosen on this laptop."""
        look, application = kept_look(self.store.settings), QApplication.instance()
        if isinstance(application, QApplication):
            speak(application, self.translator)
            if look != current_look():
                apply_look(application, look)


def make_application(arguments: list[str]) -> QApplication:
    """Make the application and dress it; there is one in a process."""
    application = QApplication(arguments)
    application.setApplicationName("danvan")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("danvan")
    apply_theme(application)
    speak(application, Translator())
    return application


def run_window(store: Path | None) -> int:
    """Open the window on ``store``, by default the one in the platform's data folder; return the exit status.

    Without a store there the officer chooses between sample data and a new store.
    """
    application = make_application(sys.argv)
    path = store or default_store_path()
    if not path.is_file():
        chosen = _welcome(path)
        if chosen is None:
            return 0
        path = chosen
    try:
        session = Session(path)
    except StoreError as error:
        say = Translator()
        tell_fault(None, say, say(_("Không mở được kho dữ liệu")), say(error.message))
        application.exec()
        return 1
    sys.excepthook = show_bugs_over(session.window, session.translator)
    session.window.show()
    session.offer_setup()
    return application.exec()


def _welcome(path: Path) -> Path | None:
    """Ask where to begin; the dialog is loaded only at a first start."""
    from danvan_desktop.ui.dialogs.welcome_dialog import choose_store

    return choose_store(Translator(), path)


def show_bugs_over(window: QWidget, translator: Translator) -> ExceptHook:
    """Return what shows an exception that nobody caught in the crash dialog, and prints it as well."""

    def hook(kind: type[BaseException], error: BaseException, frames: TracebackType | None) -> None:
        details = "".join(traceback.format_exception(kind, error, frames))
        sys.stderr.write(details)
        if issubclass(kind, Exception):
            CrashDialog(translator, details, window).open()

    return hook
