"""What was erased at somebody's request and stands there again: to be looked at, erased again or let be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from danvan_desktop.localization import Message, _, enumerated, ngettext
from danvan_desktop.store import Reappeared, Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.models.naming import shortened
from danvan_desktop.ui.operations import ChangeSummary
from danvan_desktop.ui.sync.deciding_list import DecidingList
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.two_line_list import Item

_HEIGHT = 220
_LONGEST_TITLE = 60


def _read(store: Store) -> Sequence[Reappeared]:
    return store.reappeared()


class ReappearedPanel(DecidingList):
    """The first is chosen by itself: letting it be changes no content."""

    record_wanted = Signal(str)
    """Uid: the officer wants to look at a record."""

    def __init__(self, context: UiContext) -> None:
        """Make it; nothing is shown before ``refresh``."""
        super().__init__(context, _("Hồ sơ có mục đã xóa nay lại có nội dung"))
        self.open_button = plain_button(self._say(_("Mở hồ sơ")), self._open)
        self.erase_button = plain_button(self._say(_("Xóa lần nữa…")), self._erase)
        self.keep_button = plain_button(self._say(_("Đã xem, để như vậy")), self._let_be)
        self._arrange(buttons=(self.open_button, self.erase_button, self.keep_button), height=_HEIGHT)
        self.list.opened.connect(lambda _key: self._open())

    def refresh(self) -> None:
        """Read in the background."""
        self._context.operations.read(_read, self._show, key=(self, "reappeared"), owner=self)

    def _show(self, found: Sequence[Reappeared]) -> None:
        words = ngettext(
            "{n} hồ sơ có mục đã xóa theo yêu cầu nay lại có nội dung",
            "{n} hồ sơ có mục đã xóa theo yêu cầu nay lại có nội dung",
            len(found),
        )
        self._list(words, [self._item(one) for one in found])
        self._choose_any()

    def _item(self, one: Reappeared) -> Item:
        kinds = self._context.store.kinds
        known = kinds[one.kind].by_name if one.kind in kinds else {}
        labels = [
            known[name].label if name in known else Message("{text}", values=(("text", name),)) for name in one.fields
        ]
        title = shortened(one.title, _LONGEST_TITLE) or one.uid
        told = _("{fields}: do máy chưa biết việc xóa ghi. Còn phải xóa thì xóa lần nữa.", fields=enumerated(labels))
        return Item(one.uid, title, self._say(told))

    def _open(self) -> None:
        if self.list.current:
            self.record_wanted.emit(self.list.current)

    def _erase(self) -> None:
        from danvan_desktop.ui.dialogs.redaction_dialog import RedactionDialog

        if self.list.current:
            RedactionDialog(self._context, self.list.current, self).open()

    def _let_be(self) -> None:
        # Named as changed, so that what waits is counted anew beside every page.
        changed = ChangeSummary(frozenset({"redaction"}), (self.list.current,))
        self._decide(
            _("Để nội dung đã xem như vậy"),
            lambda store, uid: store.let_reappeared_be(uid),
            changes=lambda _nothing: changed,
        )
