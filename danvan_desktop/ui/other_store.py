"""Another store in this window: asked for, looked at before anything closes, opened in place of the one there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from danvan_desktop.localization import _
from danvan_desktop.store.errors import StoreError
from danvan_desktop.store.locked import is_locked
from danvan_desktop.store.store_preview import preview_of
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.recent_stores import RecentStores

if TYPE_CHECKING:
    from danvan_desktop.store import Store
    from danvan_desktop.ui.dialogs.recovery import Recovery
    from danvan_desktop.ui.main_window import MainWindow


def ask_recovery(window: MainWindow, then: Callable[[Recovery | None], object]) -> None:
    """Ask what the store is restored from, or how a damaged one is saved."""
    from danvan_desktop.ui.dialogs.faults import tell_fault
    from danvan_desktop.ui.dialogs.recovery_dialog import RecoveryDialog

    fault, path = window.damage.fault, window.context.store_path
    refusal = window.context.store.officers.refusal_for_office() if fault is None else None
    if refusal is not None:
        say = window.translator
        tell_fault(window, say, say(_("Chưa khôi phục được")), say(refusal))
        return
    reason = _("Chọn bản sao lưu để quay về; cửa sổ sẽ đóng rồi mở lại.") if fault is None else fault.message
    is_damaged = fault is not None
    dialog = RecoveryDialog(
        window.translator,
        path,
        reason,
        window,
        may_mend=is_damaged,
        may_rescue=is_damaged,
        key=window.context.store.key,
        places=_second_place(window.context.store),
    )
    dialog.accepted.connect(lambda: then(dialog.recovery))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _second_place(store: Store) -> Sequence[Path]:
    """Return where copies go beside those on this laptop, nothing where that is not known or not there now."""
    try:
        folder = store.copy_keeper.second_folder()
    except (StoreError, OSError):
        return ()  # of a damaged store that is not known
    return () if folder is None else (folder.path,)


class OtherStore(QObject):
    """``path`` is what is to be opened once the window is closed."""

    def __init__(self, window: MainWindow) -> None:
        """Want none."""
        super().__init__(window)
        self._window = window
        self.path: Path | None = None
        self.recent = RecentStores()

    def choose(self) -> None:
        """Ask for a file."""
        from danvan_desktop.ui.widgets.files import STORE_FILES, ask_for_file

        say, window = self._window.translator, self._window
        if path := ask_for_file(window, say, _("Mở tệp dữ liệu"), STORE_FILES, window.context.store_path.parent):
            self.open(path)

    def open(self, path: Path) -> None:
        """Close the window and open another store; one that is none is refused, and the window stays."""
        window = self._window
        if path.absolute() == window.context.store_path.absolute():
            window.bar.say(window.translator(_("Tệp này đang được mở.")), "info")
            return
        try:
            if not is_locked(path):
                preview_of(path)
        except StoreError as error:
            window.bar.say(window.translator(error.message), "error")
            return
        self.path = path
        if not window.close_for_another():
            self.path = None

    def fill_menu(self, menu: QMenu) -> None:
        """Offer a file to be chosen, then those opened before."""
        say = self._window.translator
        menu.clear()
        menu.addAction(icon("open"), say(_("Chọn tệp…"))).triggered.connect(lambda _checked=False: self.choose())
        recent = self.recent.paths(self._window.context.store_path)
        if recent:
            menu.addSection(say(_("Mở gần đây")))
        elif self.recent.is_damaged:
            told = _("Không đọc được danh sách mở gần đây nên để trống: hãy chọn tệp")
            menu.addAction(icon("warning"), say(told)).setEnabled(False)
        for path in recent:
            action = menu.addAction(say(_("{file} – {folder}", file=path.name, folder=str(path.parent))))
            action.triggered.connect(partial(self._open_recent, path))

    def _open_recent(self, path: Path, _checked: bool = False) -> None:
        self.open(path)
