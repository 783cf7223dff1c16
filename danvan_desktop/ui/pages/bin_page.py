"""Thùng rác: what was deleted, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.text import search_terms
from danvan_desktop.localization import _, ngettext
from danvan_desktop.store import BinEntry
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.models.naming import readable, shortened
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.pages.listing_page import ListingPage
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.rows import row_of
from danvan_desktop.ui.widgets.search_box import SearchBox
from danvan_desktop.ui.widgets.two_line_list import Item

_LONGEST_NAME = 40


class BinPage(ListingPage):
    """Deleted records, newest first; nothing in it is ever lost by itself."""

    title = _("Thùng rác")
    icon = "delete"

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Make the page."""
        super().__init__(context, _("Hồ sơ đã xóa"), parent)
        self._entries: Sequence[BinEntry] = ()
        self.search = SearchBox(self._say(_("Tìm trong thùng rác")))
        self.restore_button = plain_button(self._say(_("Khôi phục")), self.restore_current, icon("undo"))
        self.history_button = plain_button(self._say(_("Lịch sử…")), self._show_history, icon("history"))
        self._arrange()
        self.search.searched.connect(lambda _text: self._list())
        self.search.left_downwards.connect(self.list.setFocus)
        self.list.opened.connect(lambda _uid: self.restore_current())
        self.empty.action_wanted.connect(lambda: self.page_wanted.emit("overview"))

    def refresh(self) -> None:
        """Read the bin in the background."""
        self.context.operations.read(lambda store: store.bin(), self._show, key=(self, "bin"), owner=self)

    def restore_current(self) -> None:
        """Take the current record back, with the parts that were deleted with it."""
        entry = self._current()
        if entry is None:
            return
        uid = entry.uid
        name = readable(shortened(entry.title, _LONGEST_NAME), self.context.translator)
        title = _("Khôi phục “{title}”", title=name)
        self.context.operations.run(Operation(title, short_work(lambda store: store.restore(uid)), undoable=True))

    # Private

    def _arrange(self) -> None:
        self.lay_out(row_of(self.search, self.restore_button, self.history_button, grows=self.search, gap=8))
        self.empty.say(
            self._say(_("Thùng rác trống")),
            self._say(_("Hồ sơ bị xóa được giữ ở đây cùng lịch sử của nó, khôi phục được bất cứ lúc nào.")),
            self._say(_("Về Tổng quan")),
        )

    def _show(self, entries: Sequence[BinEntry]) -> None:
        self._entries = entries
        self._list()

    def _list(self) -> None:
        words = search_terms(self.search.text())
        found = [entry for entry in self._entries if all(word in _folded(entry) for word in words)]
        self.list.set_items([self._item(entry) for entry in found])
        if found and not self.list.current:
            self.list.choose(found[0].uid)
        count = len(found)
        self._count.setText(self._say(ngettext("{n} hồ sơ", "{n} hồ sơ", count)) if self._entries else "")
        self.show_list(bool(self._entries))
        for button in (self.restore_button, self.history_button):
            button.setEnabled(bool(found))

    def _item(self, entry: BinEntry) -> Item:
        kind = self._say(self.context.store.kinds[entry.kind].label)
        when = _("{kind} · xóa lúc {moment}", kind=kind, moment=entry.moment)
        detail = " · ".join(part for part in (self._say(when), entry.officer_name) if part)
        return Item(entry.uid, readable(entry.title, self.context.translator) or kind, detail)

    def _current(self) -> BinEntry | None:
        return next((entry for entry in self._entries if entry.uid == self.list.current), None)

    def _show_history(self) -> None:
        from danvan_desktop.ui.dialogs.history_dialog import HistoryDialog

        entry = self._current()
        if entry is not None:
            HistoryDialog(self.context, entry.kind, entry.uid, self).open()


def _folded(entry: BinEntry) -> str:
    return " ".join(search_terms(entry.title))
