"""What makes new records after the chosen one of a list: a copy of it, or a series planned ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from danvan_desktop.domain.repeating import can_be_repeated
from danvan_desktop.localization import _

if TYPE_CHECKING:
    from danvan_desktop.ui.pages.record_page import RecordPage


class CopyActions(QObject):
    """Two lines of the menu, for one chosen record."""

    def __init__(self, page: RecordPage) -> None:
        """Add them to a page, which this belongs to."""
        super().__init__(page)
        self._page = page
        kind = page.kind
        self.copy_action = page.add_action(_("Nhân đôi"), "pages", self.copy, "Ctrl+D")
        self.copy_action.setVisible(not kind.append_only)
        self.repeat_action = page.add_action(_("Lập lịch định kỳ…"), "calendar", self.repeat)
        self.repeat_action.setVisible(can_be_repeated(kind))

    def copy(self) -> None:
        """Begin a new record with what the chosen one has; one that is secret says why not."""
        from danvan_desktop.domain.errors import DanvanError
        from danvan_desktop.ui.dialogs.faults import tell_fault
        from danvan_desktop.ui.editors.opening import open_copy

        records = self._page.chosen_records()
        if len(records) != 1:
            return
        try:
            open_copy(self._page.context, records[0], self._page)
        except DanvanError as error:
            say = self._page.context.translator
            tell_fault(self._page, say, say(_("Nhân đôi")), say(error.message))

    def repeat(self) -> None:
        """Ask how often the chosen one comes round."""
        from danvan_desktop.ui.dialogs.repeat_dialog import RepeatDialog

        records = self._page.chosen_records()
        if len(records) == 1:
            RepeatDialog(self._page.context, records[0], self._page).open()

    def refresh(self, chosen: int) -> None:
        """Offer them for one record."""
        self.copy_action.setEnabled(chosen == 1)
        self.repeat_action.setEnabled(chosen == 1)
