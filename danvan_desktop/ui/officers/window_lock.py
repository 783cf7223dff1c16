"""Locks the window, when it is wanted or nobody used it, and lets officers take turns at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from danvan_desktop.domain.clock import uptime
from danvan_desktop.localization import _
from danvan_desktop.store.locked import is_locked
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.officers.idle import LOCK_MINUTES, Idle, minutes_of
from danvan_desktop.ui.operations import ChangeSummary, Operation, short_work
from danvan_desktop.ui.widgets.buttons import quiet_button
from danvan_desktop.ui.widgets.steady import close_lists

if TYPE_CHECKING:
    from danvan_desktop.ui.officers.cover import Covers
    from danvan_desktop.ui.officers.lock_dialog import LockDialog

KEYS = "Ctrl+Shift+L"


class WindowLock(QObject):
    """Knows whether the window is locked, and shows in the status line who works at it."""

    def __init__(self, context: UiContext, window: QWidget) -> None:
        """Watch from now on."""
        super().__init__(window)
        self._context, self._say, self._window = context, context.translator, window
        self._covers: Covers | None = None
        self.dialog: LockDialog | None = None
        self.button = quiet_button(
            "", self.lock, tip=self._say(_("Khóa cửa sổ, đổi người làm việc ({keys})", keys=KEYS))
        )
        self._idle_minutes = minutes_of(context.store.settings.get(LOCK_MINUTES), locked=is_locked(context.store_path))
        self.idle = Idle(lambda: self._idle_minutes, uptime, self)
        self.idle.passed.connect(self.lock)
        QShortcut(QKeySequence(KEYS), window).activated.connect(self.lock)
        context.operations.changed.connect(self._show_who)
        self._show_who()

    @property
    def is_locked(self) -> bool:
        """Whether nothing of the window can be seen or used."""
        return self.dialog is not None

    def lock(self) -> None:
        """Cover all windows and ask who goes on; nothing of what is open is closed by that."""
        from danvan_desktop.ui.officers.cover import Covers
        from danvan_desktop.ui.officers.lock_dialog import LockDialog

        if self.is_locked or not self._window.isVisible():
            return
        close_lists()
        # Of the main window, which stays: a dialog over which it was asked for may end meanwhile, and take it along.
        self.dialog = LockDialog(self._context, self._window)
        self.dialog.accepted.connect(self._let_go_on)
        self._covers = Covers(self._say(_("Cửa sổ đang khóa")), self.dialog, self)
        self._covers.came_up.connect(self._come_first)
        self.dialog.show()
        self.dialog.raise_()

    def stop(self) -> None:
        """Watch no more: the window closes, and the lock with it, as when the machine is shut down."""
        self.idle.stop()
        if self.dialog is not None:
            self.dialog.close()

    def set_minutes(self, minutes: int) -> None:
        """Lock after so many minutes without a key or a click from now on; 0: never."""
        self._idle_minutes = minutes

    def _let_go_on(self) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        officer = dialog.officer
        if officer == self._context.store.officer:
            self._uncover()
            return
        self._leave_records()
        self._context.operations.forget_undo()
        self._context.operations.run(
            Operation(
                _("Đổi người làm việc"),
                short_work(lambda store: store.set_officer(officer, knows_passphrase=True)),
                on_success=lambda _nothing: self._uncover(),
                changes=lambda _nothing: ChangeSummary(frozenset(kind.name for kind in self._context.store.kinds)),
                quiet=True,
                owner=self,
            )
        )

    def _leave_records(self) -> None:
        """Close what the officer before had open; what he typed is kept as drafts."""
        from danvan_desktop.ui.editors.editor import RecordEditor

        for editor in self._window.findChildren(RecordEditor):
            editor.leave()

    def _come_first(self) -> None:
        """Take the keys again from a dialog that came up since: of several that ask for them the last one has them."""
        if self.dialog is not None and QApplication.activeModalWidget() is not self.dialog:
            self.dialog.hide()
            self.dialog.show()
            self.dialog.raise_()

    def _uncover(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()
        covers, self._covers = self._covers, None
        if covers is not None:
            covers.take_off()
            covers.deleteLater()
        self._show_who()

    def _show_who(self, _summary: object = None) -> None:
        store = self._context.store
        name = store.get(store.officer) if store.officer else None
        self.button.setText(name.text("full_name") if name is not None else self._say(_("Chưa chọn người làm việc")))
