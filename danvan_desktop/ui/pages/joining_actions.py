"""What can be done in a list with records that are one: to make two one, and to part them again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from danvan_desktop.localization import Message, _
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.pages.page import Page
from danvan_desktop.ui.sync.duplicate_reading import Compared, compare

AddAction = Callable[[Message, str, Callable[[], object]], QAction]


class JoiningActions(QObject):
    """Two lines in the menu of a list."""

    def __init__(self, page: Page, add_action: AddAction, chosen: Callable[[], Sequence[str]]) -> None:
        """Add them to the page, which this belongs to; ``chosen`` gives the uids of the chosen records."""
        super().__init__(page)
        self._page = page
        self._context = page.context
        self._chosen = chosen
        self.join_action = add_action(_("Gộp hai hồ sơ đã chọn…"), "conflicts", self._compare)
        self.part_action = add_action(_("Tách hồ sơ đã gộp"), "undo", self._part)

    def refresh(self) -> None:
        """Offer what fits what is chosen."""
        uids = self._chosen()
        self.join_action.setEnabled(len(uids) == 2)
        self.part_action.setEnabled(len(uids) == 1 and bool(self._context.store.joined_to(uids[0])))

    def _compare(self) -> None:
        uids, translator = self._chosen(), self._context.translator
        if len(uids) == 2:
            self._context.operations.read(
                lambda store: compare(store, uids[0], uids[1], translator), self._show, key=(self, "pair"), owner=self
            )

    def _show(self, compared: Compared) -> None:
        from danvan_desktop.ui.sync.duplicate_dialog import DuplicateDialog

        dialog = DuplicateDialog(self._context, compared, self._page)
        dialog.panel.record_wanted.connect(self._page.record_wanted)
        dialog.open()

    def _part(self) -> None:
        uids = self._chosen()
        work = short_work(lambda store: store.part(uids[0]))
        if len(uids) == 1:
            self._context.operations.run(Operation(_("Tách hồ sơ đã gộp"), work, undoable=True))
