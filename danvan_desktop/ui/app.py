"""Starts the window: the application, the store to open, and the life of the window over it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from danvan_desktop import __version__
from danvan_desktop.localization import LANGUAGES, Message, Translator, _
from danvan_desktop.store.errors import StoreDamaged, StoreError, StoreOutdated, told_in_words
from danvan_desktop.store.glance import glance_at
from danvan_desktop.ui.crash_details import crash_details
from danvan_desktop.ui.cycles import CycleCollector
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.qt_words import speak
from danvan_desktop.ui.theme import apply_look, apply_theme, current_look, kept_look

if TYPE_CHECKING:
    from danvan_desktop.ui.session import Session

_LANGUAGE = "language"

ExceptHook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def make_application(arguments: list[str]) -> QApplication:
    """Make the application and dress it; there is one in a process."""
    # Named as an argument, since ``setStyle`` gives the style back, for which PySide6 makes all its enumerations.
    application = QApplication([*arguments, "-style", "Fusion"])
    application.setApplicationName("danvan")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("danvan")
    apply_theme(application)
    speak(application, Translator())
    CycleCollector(application)
    return application


def make_window(path: Path) -> MainWindow:
    """Make the frame of the window over a store, in the language and the look that were chosen on this laptop.

    Raises StoreError in words when there is no store of this version.
    """
    glance = glance_at(path)
    language = glance.settings.get(_LANGUAGE, LANGUAGES[0])
    translator = Translator(language if language in LANGUAGES else LANGUAGES[0])
    look, application = kept_look(glance.settings), QApplication.instance()
    if isinstance(application, QApplication):
        speak(application, translator)
        if look != current_look():
            apply_look(application, look)
    return MainWindow(translator, glance)


def run_window(store: Path | None) -> int:
    """Open the window on ``store``, by default the one in the platform's data folder; return the exit status.

    Without a store there the officer chooses between sample data and a new store.
    """
    application = make_application(sys.argv)
    path = store or _default_store_path()
    if not path.is_file():
        chosen = _welcome(path)
        if chosen is None:
            return 0
        path = chosen
    try:
        window = make_window(path)
    except StoreError as error:
        _box = _tell_unopened(error.message)
        application.exec()
        return 1
    sys.excepthook = show_bugs_over(window, window.translator)
    opening = _Opening(path, window)
    window.painted.connect(opening.open)
    window.show()
    status = application.exec()
    return 1 if opening.refused else status


class _Opening:
    """Opens the store once the frame of its window is painted, and holds what then lives as long as the window."""

    def __init__(self, path: Path, window: MainWindow) -> None:
        self._path, self._window = path, window
        self._session: Session | None = None
        self._mended = False
        self._fault: QMessageBox | None = None

    @property
    def refused(self) -> bool:
        """Whether the store could not be opened."""
        return self._fault is not None

    def open(self) -> None:
        """Fill the window; a fault is told in its place."""
        # Loads the record kinds, the store and the first page: most of what a start takes.
        from danvan_desktop.ui.session import Session

        if not self._window.isVisible():
            return
        try:
            with told_in_words(self._path):
                self._session = Session(self._path, self._window)
        except StoreOutdated:
            self._prepare()
        except StoreDamaged as error:
            self._mend(error)
        except StoreError as error:
            self._refuse(error.message)
        else:
            self._session.offer_setup()

    def _mend(self, error: StoreDamaged) -> None:
        """Make a damaged store whole from its log, once; what is damaged then is told."""
        if self._mended:
            self._refuse(error.message)
        else:
            self._mended = True
            self._prepare(is_damaged=True)

    def _prepare(self, *, is_damaged: bool = False) -> None:
        """Bring the store up to this version off the window's thread, then open it."""
        from danvan_desktop.ui.dialogs.preparation_dialog import PreparationDialog

        dialog = PreparationDialog(self._window.translator, self._path, self._window, is_damaged=is_damaged)
        dialog.ended.connect(self._prepared)
        dialog.begin()

    def _prepared(self, error: Exception | None) -> None:
        from danvan_desktop.ui.lane import Bug, Cancelled

        if error is None:
            self.open()
        elif isinstance(error, Cancelled):
            self._refuse(_("Đã dừng việc chuẩn bị. Kho dữ liệu vẫn như cũ; lần mở sau sẽ làm lại từ đầu."))
        elif isinstance(error, StoreError):
            self._refuse(error.message)
        else:
            self._refuse(_("Có lỗi ngoài dự kiến khi chuẩn bị. Kho dữ liệu vẫn như cũ."))
            if isinstance(error, Bug):
                sys.stderr.write(error.details)

    def _refuse(self, reason: Message) -> None:
        self._fault = _tell_unopened(reason)
        self._window.close()


def _tell_unopened(reason: Message) -> QMessageBox:
    """Tell in a box why there is no window; the program ends when it is closed."""
    from danvan_desktop.ui.dialogs.faults import tell_fault

    say = Translator()
    return tell_fault(None, say, say(_("Không mở được kho dữ liệu")), say(reason))


def _default_store_path() -> Path:
    # Asks the platform by a library that a start with a named store need not load.
    from danvan_desktop.places import default_store_path

    return default_store_path()


def _welcome(path: Path) -> Path | None:
    """Ask where to begin; the dialog is loaded only at a first start."""
    from danvan_desktop.ui.dialogs.welcome_dialog import choose_store

    return choose_store(Translator(), path)


def show_bugs_over(window: QWidget, translator: Translator) -> ExceptHook:
    """Return what shows an exception that nobody caught in the crash dialog, and prints it as well."""

    def hook(kind: type[BaseException], error: BaseException, frames: TracebackType | None) -> None:
        from danvan_desktop.ui.dialogs.faults import CrashDialog

        details = crash_details(error.with_traceback(frames))
        sys.stderr.write(details)
        if issubclass(kind, Exception):
            CrashDialog(translator, details, window).open()

    return hook
