"""What deletes the chosen records of a list, once a person said that they and what refers to them may go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message, _
from danvan_desktop.store import ReferredTo
from danvan_desktop.ui.models.naming import counted, readable, shortened
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.widgets.questions import may_delete, may_go

if TYPE_CHECKING:
    from danvan_desktop.ui.pages.record_page import RecordPage

_LONGEST_NAME = 60


class DeletingAction(QObject):
    """A line of a list's menu."""

    def __init__(self, page: RecordPage) -> None:
        """Belong to a page with a list."""
        super().__init__(page)
        self._page, self._say = page, page.context.translator
        self._action = page.add_action(_("Xóa"), "delete", self.delete_chosen)

    def refresh(self, chosen: int) -> None:
        """Offer it where something is chosen."""
        self._action.setEnabled(chosen > 0)

    def delete_chosen(self) -> None:
        """Delete the chosen records, several only when asked for by their number; undo brings them back."""
        records, page = self._page.chosen_records(), self._page
        titles = [self._named(record) for record in records]
        if records and may_delete(page, self._say, counted(page.kind, len(records), self._say), titles):
            self._delete([record.uid for record in records], self._title(records))

    def _delete(self, uids: Sequence[str], title: Message, *, knowing_referrers: bool = False) -> None:
        work = short_work(lambda store: store.delete(*uids, knowing_referrers=knowing_referrers))

        def refused(error: DanvanError) -> bool:
            if not (isinstance(error, ReferredTo) and error.may_go):
                return False
            if may_go(self._page, self._say, self._say(error.message)):
                self._delete(uids, title, knowing_referrers=True)
            return True

        self._page.context.operations.run(Operation(title, work, on_error=refused, undoable=True, owner=self))

    def _title(self, records: Sequence[Record]) -> Message:
        if len(records) > 1:
            return _("Xóa {things}", things=counted(self._page.kind, len(records), self._say))
        return _("Xóa “{title}”", title=self._named(records[0]))

    def _named(self, record: Record) -> str:
        return readable(shortened(self._page.kind.title_of(record), _LONGEST_NAME), self._say)
