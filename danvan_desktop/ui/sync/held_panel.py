"""Changes that are held: who wrote what without the right to, to be adopted or dismissed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import HeldEntry, Store
from danvan_desktop.sync import HeldWords, held_in_words
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.labels import section_title
from danvan_desktop.ui.widgets.rows import FLUSH, column_of, row_of
from danvan_desktop.ui.widgets.two_line_list import Item, TwoLineList

_HEIGHT = 220

HeldWithWords = Sequence[tuple[HeldEntry, HeldWords]]
Decide = Callable[[Store, str], HeldEntry]


def read_held(store: Store) -> HeldWithWords:
    """Read what waits for a decision, in words."""
    return [(one, held_in_words(store, one)) for one in store.undecided()]


class HeldPanel(QWidget):
    """A list with two buttons, shown as long as something waits."""

    def __init__(self, context: UiContext) -> None:
        """Make it; nothing is shown before ``show_held``."""
        super().__init__()
        self._context = context
        self._say = context.translator
        self.heading = section_title("")
        self.banner = Banner()
        self.list = TwoLineList()
        self.list.setAccessibleName(self._say(_("Thay đổi của máy không có quyền ghi")))
        self.adopt_button = plain_button(self._say(_("Nhận vào sổ")), self._adopt)
        self.dismiss_button = plain_button(self._say(_("Bỏ qua")), self._dismiss)
        buttons = row_of(None, self.adopt_button, self.dismiss_button)
        column_of(self.heading, self.banner, self.list, buttons, grows=self.list, margins=FLUSH, on=self)
        self.setMaximumHeight(_HEIGHT)
        self.hide()

    def show_held(self, held: HeldWithWords) -> None:
        """Show what waits."""
        count = len(held)
        words = ngettext("{n} thay đổi của máy không có quyền ghi", "{n} thay đổi của máy không có quyền ghi", count)
        self.heading.setText(self._say(words))
        self.list.set_items([self._item(one, told) for one, told in held])
        self.setVisible(bool(held))
        self.setEnabled(True)

    def _item(self, one: HeldEntry, told: HeldWords) -> Item:
        title = _("{record}: {fields}", record=told.record, fields=told.fields)
        detail = _("{author}: {reason}", author=told.author, reason=told.reason)
        return Item(str(one.id), self._say(title), self._say(detail))

    def _adopt(self) -> None:
        self._decide(_("Nhận thay đổi vào sổ"), lambda store, change: store.adopt(change))

    def _dismiss(self) -> None:
        self._decide(_("Bỏ qua thay đổi"), lambda store, change: store.dismiss(change))

    def _decide(self, title: Message, decide: Decide) -> None:
        change = self.list.current
        if not change:
            return
        work = short_work(lambda store: decide(store, change))
        self.setEnabled(False)
        self.banner.say("")
        self._context.operations.run(Operation(title, work, on_success=self._done, on_error=self._refused, owner=self))

    def _done(self, _one: HeldEntry) -> None:
        self.setEnabled(True)
        self.refresh()

    def refresh(self) -> None:
        """Read in the background."""
        self._context.operations.read(read_held, self.show_held, key=(self, "held"), owner=self)

    def _refused(self, error: DanvanError) -> bool:
        self.setEnabled(True)
        self.banner.say(self._say(error.message), "error")
        return True
