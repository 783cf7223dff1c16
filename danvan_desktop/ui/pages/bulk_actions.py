"""What can be done with many chosen records of any kind: write one field of all, say who has to see to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from danvan_desktop.localization import _

if TYPE_CHECKING:
    from danvan_desktop.ui.dialogs.bulk_dialog import BulkDialog
    from danvan_desktop.ui.pages.record_page import RecordPage


class BulkActions(QObject):
    """Lines of a list's menu."""

    def __init__(self, page: RecordPage) -> None:
        """Belong to a page with a list."""
        super().__init__(page)
        self._page = page
        self.change_action = page.add_action(_("Sửa nhiều…"), "assign", self.change)
        self.assign_action: QAction | None = None
        if page.listing.assigned is not None:
            self.assign_action = page.add_action(_("Giao việc…"), "assign", self.assign)

    def refresh(self, chosen: int) -> None:
        """Offer what fits how many are chosen."""
        self.change_action.setEnabled(chosen > 1 and not self._page.kind.append_only)
        if self.assign_action is not None:
            self.assign_action.setEnabled(chosen > 0)

    def change(self) -> BulkDialog:
        """Ask for a field and what it is to say in all chosen records."""
        from danvan_desktop.ui.dialogs.bulk_dialog import BulkDialog

        dialog = BulkDialog(self._page.context, self._page.kind, self._page.chosen_uids(), self._page)
        dialog.open()
        return dialog

    def assign(self) -> None:
        """Ask who has to see to the chosen records."""
        dialog = self.change()
        dialog.choose_field(self._page.listing.assigned or "")
        if dialog.input is not None:
            dialog.input.setFocus()
