"""What was erased at somebody's request and stands there again: to be looked at, erased again or let be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message, _, enumerated, ngettext
from danvan_desktop.store import Reappeared, Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.models.naming import shortened
from danvan_desktop.ui.operations import ChangeSummary, Operation, short_work
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.labels import section_title
from danvan_desktop.ui.widgets.rows import FLUSH, column_of, row_of
from danvan_desktop.ui.widgets.two_line_list import Item, TwoLineList

_HEIGHT = 220
_LONGEST_TITLE = 60


def _read(store: Store) -> Sequence[Reappeared]:
    return store.reappeared()


class ReappearedPanel(QWidget):
    """A list with three buttons, shown as long as something waits."""

    record_wanted = Signal(str)
    """Uid: the officer wants to look at a record."""

    def __init__(self, context: UiContext) -> None:
        """Make it; nothing is shown before ``show_found``."""
        super().__init__()
        self._context, self._say = context, context.translator
        self.heading = section_title("")
        self.banner = Banner()
        self.list = TwoLineList()
        self.list.setAccessibleName(self._say(_("Hồ sơ có mục đã xóa nay lại có nội dung")))
        self.open_button = plain_button(self._say(_("Mở hồ sơ")), self._open)
        self.erase_button = plain_button(self._say(_("Xóa lần nữa…")), self._erase)
        self.keep_button = plain_button(self._say(_("Đã xem, để như vậy")), self._let_be)
        buttons = row_of(None, self.open_button, self.erase_button, self.keep_button)
        column_of(self.heading, self.banner, self.list, buttons, grows=self.list, margins=FLUSH, on=self)
        self.list.opened.connect(lambda _key: self._open())
        self.setMaximumHeight(_HEIGHT)
        self.hide()

    def show_found(self, found: Sequence[Reappeared]) -> None:
        """Show what waits."""
        words = ngettext(
            "{n} hồ sơ có mục đã xóa theo yêu cầu nay lại có nội dung",
            "{n} hồ sơ có mục đã xóa theo yêu cầu nay lại có nội dung",
            len(found),
        )
        self.heading.setText(self._say(words))
        self.list.set_items([self._item(one) for one in found])
        if found and self.list.current not in {one.uid for one in found}:
            self.list.choose(found[0].uid)
        self.setVisible(bool(found))
        self.setEnabled(True)

    def refresh(self) -> None:
        """Read in the background."""
        self._context.operations.read(_read, self.show_found, key=(self, "reappeared"), owner=self)

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
        uid = self.list.current
        if not uid:
            return
        work = short_work(lambda store: store.let_reappeared_be(uid))
        self.setEnabled(False)
        self.banner.say("")
        title = _("Để nội dung đã xem như vậy")
        # Named as changed, so that what waits is counted anew beside every page.
        changed = ChangeSummary(frozenset({"redaction"}), (uid,))
        self._context.operations.run(
            Operation(
                title,
                work,
                on_success=lambda _nothing: self.refresh(),
                on_error=self._refused,
                changes=lambda _nothing: changed,
                owner=self,
            )
        )

    def _refused(self, error: DanvanError) -> bool:
        self.setEnabled(True)
        self.banner.say(self._say(error.message), "error")
        return True
