"""Starts the window: the application, the store to open, and the life of the window over it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import shiboken6
from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from danvan_desktop import __version__, interrupts, start_codes
from danvan_desktop.assets import MissingResource
from danvan_desktop.error_log import ErrorLog
from danvan_desktop.localization import LANGUAGES, Message, Translator, _
from danvan_desktop.places import default_store_path
from danvan_desktop.store.errors import (
    StoreDamaged,
    StoreError,
    StoreOutdated,
    StoreTooNew,
    StoreWithoutUnit,
    program_incomplete,
    told_in_words,
)
from danvan_desktop.store.locked import is_locked
from danvan_desktop.store.store_preview import preview_of
from danvan_desktop.ui.crash_details import crash_details
from danvan_desktop.ui.cycles import CycleCollector
from danvan_desktop.ui.dropped_files import is_update
from danvan_desktop.ui.editors.opened_files import sweep_opened
from danvan_desktop.ui.fault_watch import tell, watching_faults
from danvan_desktop.ui.first_window import OnlyWindow
from danvan_desktop.ui.interrupts import Interrupts
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.qt_words import speak
from danvan_desktop.ui.theme import apply_look, apply_theme, current_look, kept_look
from danvan_desktop.versions import start_failed, started_well, taken_back_was_told, version_taken_back

if TYPE_CHECKING:
    from danvan_desktop.ui.dialogs.recovery import Recovery
    from danvan_desktop.ui.session import Session

_PAINTED_BY_THEN = 200
"""Milliseconds after the window is filled."""
_LANGUAGE, _UNOPENED = "language", _("Không mở được dữ liệu")

ExceptHook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def make_application(arguments: list[str], meanwhile: Callable[[], object] | None = None) -> QApplication:
    """Make the application and dress it, which what ``meanwhile`` begins need not wait for; there is one in a process.

    Qt takes the thread that first asks it for anything for the main one: nothing of it is begun before.
    """
    # Named as an argument, since ``setStyle`` gives the style back, for which PySide6 makes all its enumerations.
    application = QApplication([*arguments, "-style", "Fusion"])
    application.setApplicationName("danvan")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("danvan")
    if meanwhile is not None:
        meanwhile()
    apply_theme(application)
    speak(application, Translator())
    CycleCollector(application)
    return application


def make_window(path: Path, key: bytes | None = None, noticed: Sequence[Message] = ()) -> MainWindow:
    """Make the frame of the window over a store, in the language and the look that were chosen on this laptop.

    What was ``noticed`` is told once the window is filled.
    Raises StoreError in words when there is no store of this version.
    """
    preview = preview_of(path, key)
    language = preview.settings.get(_LANGUAGE, LANGUAGES[0])
    translator = Translator(language if language in LANGUAGES else LANGUAGES[0])
    look, application = kept_look(preview.settings), QApplication.instance()
    if isinstance(application, QApplication):
        speak(application, translator)
        if look != current_look():
            apply_look(application, look)
    return MainWindow(translator, replace(preview, notices=(*preview.notices, *noticed)))


def run_window(store: Path | None, bundle: Path | None = None) -> int:
    """Open the window on ``store``, by default the one in the platform's data folder; return the exit status.

    Without a store there the officer chooses between sample data and a new store. One that is damaged, or that the
    officer wants an earlier copy of, is mended, restored or rescued, and the window opens on that. A ``bundle`` is put
    before the officer as soon as the window is filled; where the store has a window already, that does it.
    """
    with watching_faults() as noticed:
        try:
            return _run_windows(store, bundle, noticed)
        except MissingResource as missing:
            return _incomplete(missing)


def _incomplete(missing: MissingResource) -> int:
    """Tell that the window cannot be made for want of a file that comes with the program."""
    reason = _lacking(missing)
    ErrorLog().note(f"missing: {missing.path.name}", "")
    tell(f"{Translator()(reason)}\n")
    _tell_unopened(reason, _("Không mở được phần mềm"))
    return 1


def _lacking(missing: MissingResource) -> Message:
    return program_incomplete(missing).message


def _taken_back() -> Sequence[Message]:
    """Tell of a new version that did not start, in the first window that is filled."""
    version = version_taken_back()
    if not version:
        return ()
    return (
        _(
            "Bản mới {version} không khởi động được nên đã trở lại bản {own}; dữ liệu vẫn nguyên."
            " Hãy lưu báo cáo lỗi ở Trợ giúp gửi người phụ trách kỹ thuật.",
            version=version,
            own=__version__,
        ),
    )


def _run_windows(store: Path | None, bundle: Path | None, noticed: Sequence[Message]) -> int:
    path, only = store or default_store_path(), OnlyWindow()
    application = make_application(sys.argv, lambda: only.reach_for(path))
    sweep_opened()
    if not only.over(path, bundle):
        return 0
    # A start that only brings another window to the front tells nobody anything.
    noticed = (*noticed, *_taken_back())
    chosen = (path, None) if path.is_file() else _lost_store(path) or _welcome(path)
    if chosen is None:
        return 0
    path, key = chosen
    before, hook = None, sys.excepthook
    while only.over(path, bundle):
        ended = _show_window(application, path, only, bundle, noticed, key=key)
        noticed, key = (), None
        bundle = None if ended.fault is None else bundle
        if ended.other is not None:
            before, path = path, ended.other
        elif _updated(ended.fault, bundle):
            return 0
        elif not _recovered(path, ended):
            if ended.fault is None or before is None:
                return ended.status
            # The other file does not open: the officer works on in the one that did.
            path, before = before, None
        sys.excepthook = hook
        only.wait_for_window()
        _free_what_was_spared()
    return 0


def _free_what_was_spared() -> None:
    """Give back the memory of a closed window: what was loaded with it had been spared the search for circles."""
    gc.unfreeze()
    gc.collect()


class _Ended(Struct, frozen=True):
    """How a window ended: why its store was not opened, or what the officer wants done about it."""

    status: int
    fault: StoreError | None = None
    recovery: Recovery | None = None
    other: Path | None = None
    """Another store that the officer wants in its place."""
    key: bytes | None = None
    """That of an encrypted store that was unlocked."""


def _show_window(
    application: QApplication,
    path: Path,
    only: OnlyWindow,
    bundle: Path | None,
    noticed: Sequence[Message] = (),
    *,
    key: bytes | None = None,
) -> _Ended:
    """Show the window over a store until it is closed; ``key`` is that of one made just now."""
    officer = ""
    if key is None and is_locked(path):
        key, officer = _unlock(path)
        if key is None:
            return _Ended(0)
    try:
        window = make_window(path, key, noticed)
    except StoreError as error:
        return replace(_refused(application, error), key=key)
    sys.excepthook = show_bugs_over(window, window.translator)
    opening = _Opening(path, window, key, bundle, officer)
    window.painted.connect(only.wait_for_page)
    window.painted.connect(opening.open)
    only.lead_to(opening.take)
    window.appear()
    status = application.exec()
    ended = _Ended(status, opening.fault, window.recovery, window.others.path if window.is_filled else None, key)
    interrupted = opening.is_interrupted()
    # What is connected to its buttons would keep it, and let it take every later change of the look for its own.
    shiboken6.delete(window)
    if opening.fault is not None:
        return replace(_refused(application, opening.fault), key=key)
    return _Ended(interrupts.STATUS) if interrupted else ended


def _unlock(path: Path) -> tuple[bytes | None, str]:
    """Ask for the passphrase of an encrypted store and whose it is; no key when the officer gives up."""
    from danvan_desktop.store.vault import Vault
    from danvan_desktop.ui.dialogs.unlock_dialog import UnlockDialog

    dialog = UnlockDialog(Translator(), Vault(path))
    dialog.exec()
    return dialog.key, dialog.officer


def _refused(application: QApplication, fault: StoreError) -> _Ended:
    """Tell why a store is not opened, unless something can be done about it: that is asked afterwards."""
    from danvan_desktop.ui.dialogs.recovery import can_be_recovered

    if not can_be_recovered(fault):
        _tell_unopened(fault.message)
    return _Ended(1, fault)


def _recovered(path: Path, ended: _Ended) -> bool:
    """Do what the officer wants about a store until it is whole; False when nothing is wanted."""
    if ended.recovery is None and ended.fault is None:
        return False
    from danvan_desktop.ui.recovering import recovered

    return recovered(path, ended.fault, ended.recovery, ended.key)


def _updated(fault: StoreError | None, file: Path | None) -> bool:
    """Offer the update with which the program was opened, where the store needs a newer version."""
    if not isinstance(fault, StoreTooNew) or file is None or not is_update(file):
        return False
    from danvan_desktop.ui.dialogs.update_dialog import updated_first

    return updated_first(Translator(), file)


def _lost_store(path: Path) -> tuple[Path, bytes | None] | None:
    """Offer the backups beside a store that is not there; ``None`` where there are none or none is wanted."""
    from danvan_desktop.store.backups import find_backups

    if not find_backups(path):
        return None
    fault = StoreWithoutUnit(_("Không thấy tệp dữ liệu “{path}”, nhưng bên cạnh còn các bản sao lưu.", path=str(path)))
    return (path, None) if _recovered(path, _Ended(1, fault)) else None


class _Opening:
    """Opens the store once the frame of its window is painted, and holds what then lives as long as the window."""

    def __init__(
        self,
        path: Path,
        window: MainWindow,
        key: bytes | None = None,
        bundle: Path | None = None,
        officer: str = "",
    ) -> None:
        self._path, self._window, self._key, self._bundle = path, window, key, bundle
        self._officer = officer
        self._session: Session | None = None
        self._mended = False
        self.fault: StoreError | None = None
        """Why the store could not be opened."""
        self._interrupts: Interrupts | None = None
        self._rest = QTimer(window, singleShot=True)
        self._rest.timeout.connect(self._at_rest)
        window.closed.connect(self._rest.stop)

    def is_interrupted(self) -> bool:
        """Tell at the end whether somebody asked for it by Ctrl+C."""
        return self._interrupts is not None and self._interrupts.stop()

    def open(self) -> None:
        """Fill the window; it is closed when the store cannot be opened."""
        # Loads the record kinds, the store and the first page: most of what a start takes.
        from danvan_desktop.ui.session import Session

        if not self._window.isVisible():
            return
        try:
            with told_in_words(self._path):
                self._session = Session(self._path, self._window, key=self._key, officer=self._officer)
        except StoreOutdated:
            from danvan_desktop.ui.dialogs.store_maker import open_existing

            self._prepare(work=partial(open_existing, key=self._key))
        except StoreDamaged as error:
            self._mend(error)
        except StoreError as error:
            self._refuse(error)
        except Exception as error:
            damage = damage_of(error, self._path, self._key)
            if damage is None:
                raise
            self._mend(damage)
        else:
            self._opened(self._session)

    def take(self, bundle: Path) -> None:
        """Put a bundle before the officer, at once or as soon as the window is filled."""
        if self._session is None:
            self._bundle = bundle
        else:
            self._window.take_file(bundle)

    def _opened(self, session: Session) -> None:
        gc.freeze()  # what was loaded stays, too
        started_well()
        taken_back_was_told()
        self._interrupts = Interrupts(self._window)
        session.offer_setup()
        start_codes.note_start()
        self._rest.start(_PAINTED_BY_THEN)
        if self._key is not None and self._lacks_sheet():
            self._window.sheet.tell()
        if self._bundle is not None:
            self.take(self._bundle)

    def _lacks_sheet(self) -> bool:
        from danvan_desktop.store.vault import Vault

        return Vault(self._path).lacks_recovery

    def _at_rest(self) -> None:
        """Do what the first page need not wait for."""
        from danvan_desktop.ui.warming import Warming

        self._window.others.recent.add(self._path)
        Warming(self._window).begin()

    def _mend(self, error: StoreDamaged) -> None:
        """Make a damaged store whole from its log, once; what is damaged then is told."""
        if self._mended or self._window.is_filled:
            self._refuse(error)
            return
        from danvan_desktop.ui.dialogs.recovery import Mend, RecoveryWork, words_of

        self._mended = True
        self._prepare(work=RecoveryWork(Mend(), self._key), words=words_of(Mend()))

    def _prepare(self, **how: Any) -> None:
        """Bring the store up to this version off the window's thread, then open it."""
        from danvan_desktop.ui.dialogs.preparation_dialog import PreparationDialog

        dialog = PreparationDialog(self._window.translator, self._path, self._window, **how)
        dialog.ended.connect(self._prepared)
        dialog.begin()

    def _prepared(self, error: Exception | None) -> None:
        from danvan_desktop.ui.recovering import unprepared

        if error is None:
            self.open()
        elif isinstance(error, StoreDamaged):
            self._mend(error)
        else:
            self._refuse(error if isinstance(error, StoreError) else StoreError(unprepared(error)))

    def _refuse(self, fault: StoreError) -> None:
        self.fault = fault
        self._window.close()


def damage_of(error: Exception, path: Path, key: bytes | None = None) -> StoreDamaged | None:
    """Tell whether damage explains an error that nobody foresaw."""
    from danvan_desktop.store.salvage import damage_behind

    return damage_behind(error, path, key)


def _tell_unopened(reason: Message, title: Message = _UNOPENED) -> None:
    """Tell in a box why there is no window, until it is closed."""
    from danvan_desktop.ui.dialogs.faults import tell_fault

    say = Translator()
    box = tell_fault(None, say, say(title), say(reason))
    QApplication.exec()
    del box


def _welcome(path: Path) -> tuple[Path, bytes | None] | None:
    """Ask where to begin; the dialog is loaded only at a first start."""
    from danvan_desktop.ui.dialogs.welcome_dialog import choose_store

    return choose_store(Translator(), path)


def show_bugs_over(window: MainWindow, translator: Translator) -> ExceptHook:
    """Return what shows an exception that nobody caught, and prints it as well.

    What damage of the store explains is told once, as that; anything else in the crash dialog.
    """

    def hook(kind: type[BaseException], error: BaseException, frames: TracebackType | None) -> None:
        from danvan_desktop.ui.dialogs.crash_dialog import CrashDialog
        from danvan_desktop.ui.dialogs.faults import tell_fault

        details = crash_details(error.with_traceback(frames))
        start_failed()

        def show() -> None:
            tell(details)
            CrashDialog(translator, details, window).open()

        if isinstance(error, MissingResource):
            ErrorLog().note(f"missing: {error.path.name}", "")
            tell_fault(window, translator, translator(_("Phần mềm thiếu tệp")), translator(_lacking(error)))
        elif window.is_filled and issubclass(kind, Exception):
            window.damage.explain(error, show)
        elif issubclass(kind, Exception):
            show()
        else:
            ErrorLog().note("stopped", details)
            tell(details)

    return hook
