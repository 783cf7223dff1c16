"""What leads from a list to the record beside it, to its neighbours and to its history."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.pages.page import Page
from danvan_desktop.ui.record_desk import RecordDesk


class RecordLead(QObject):
    """Keeps the record in sight and the list that it belongs to together."""

    def __init__(
        self,
        context: UiContext,
        desk: RecordDesk,
        page: Callable[[], Page],
        open_record: Callable[[str], object],
        window: QWidget,
    ) -> None:
        """``page`` returns the page that was turned to; ``open_record`` opens a record by its uid."""
        super().__init__(window)
        self._context, self._desk, self._window = context, desk, window
        self._page, self._open_record = page, open_record
        desk.record_shown.connect(lambda _uid: self._tell_position())
        desk.step_wanted.connect(self._step)
        desk.own_window_wanted.connect(self._open_alone)

    def follow(self, page: Page) -> None:
        """Let a page lead to its records."""
        page.record_peeked.connect(self._peek)
        page.history_wanted.connect(self._show_history)
        page.listed.connect(self._tell_position)

    def _step(self, uid: str, step: int) -> None:
        """Open the next record of the list, or the one before."""
        other = self._page().neighbour(uid, step)
        if other:
            self._open_record(other)

    def _peek(self, uid: str) -> None:
        """Show the record that was turned to in a list beside which another is open; the keyboard stays there."""
        # Editors are loaded with the first record.
        from danvan_desktop.ui.editors.opening import peek

        record = self._context.store.get(uid)
        if record is not None and self._desk.is_beside:
            peek(self._context, record.kind, uid, self._desk, self._window)

    def _show_history(self, uid: str) -> None:
        self._open_record(uid)
        editor = self._desk.current
        if editor is not None and editor.uid == uid:
            editor.show_history()

    def _open_alone(self, kind: str, uid: str) -> None:
        from danvan_desktop.ui.editors.opening import open_alone

        open_alone(self._context, kind, uid, self._window)

    def _tell_position(self) -> None:
        """Tell which record of its list is in sight."""
        records, current = self._desk.records, self._desk.current
        if records is not None and current is not None:
            records.tell_position(self._page().position_of(current.uid))
