"""The foot of a list: how many records it shows, and what those that are chosen come to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from danvan_desktop.domain.fields import Field
from danvan_desktop.localization import Message, Translator, _, ngettext
from danvan_desktop.ui.models.naming import counted
from danvan_desktop.ui.models.selection import MOST_HITS, ListQuery
from danvan_desktop.ui.models.totals import Sums, add_up, summed, told

if TYPE_CHECKING:
    from danvan_desktop.ui.pages.record_page import RecordPage

_JOINT = " · "


class ListFoot(QLabel):
    """One line; the sums are read in the background."""

    def __init__(self, page: RecordPage) -> None:
        """Belong to a page with a list."""
        super().__init__()
        self._page = page
        self._shown = ""
        self.setObjectName("soft")
        self.setWordWrap(True)
        self.setContentsMargins(2, 0, 2, 6)

    def tell_shown(self, query: ListQuery, count: int) -> None:
        """Tell how many records the list shows."""
        self._shown = self._say(_told(query, count)) if query.narrows else counted(self._page.kind, count, self._say)
        self.tell_chosen()

    def tell_chosen(self) -> None:
        """Tell how many are chosen, and their sums when these are known."""
        uids, page = list(self._page.chosen_uids()), self._page
        self._write(len(uids), [])
        fields = summed(page.table.columns)
        if len(uids) < 2 or not fields:
            return
        kind = page.kind.name
        page.context.operations.read(
            lambda store: add_up(store, kind, fields, uids),
            lambda sums: self._tell_sums(uids, fields, sums),
            key=(self, "sums"),
            owner=page,
        )

    def _tell_sums(self, uids: Sequence[str], fields: Sequence[Field], sums: Sums) -> None:
        if uids == list(self._page.chosen_uids()):
            self._write(len(uids), told(fields, sums, self._say))

    def _write(self, chosen: int, sums: Sequence[str]) -> None:
        count = [self._say(_("đã chọn {n}", n=chosen))] if chosen > 1 else []
        self.setText(_JOINT.join((self._shown, *count, *sums)))

    @property
    def _say(self) -> Translator:
        return self._page.context.translator


def _told(query: ListQuery, count: int) -> Message:
    if query.text and count >= MOST_HITS:
        return _("{count} kết quả mới nhất", count=count)
    return ngettext("{n} kết quả", "{n} kết quả", count)
