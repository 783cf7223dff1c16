"""Changes that are held: who wrote what without the right to, to be adopted or dismissed."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_desktop.localization import _, ngettext
from danvan_desktop.store import HeldEntry, Store
from danvan_desktop.sync import HeldWords, held_in_words
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.sync.deciding_list import DecidingList
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.two_line_list import Item

_HEIGHT = 220

HeldWithWords = Sequence[tuple[HeldEntry, HeldWords]]


def read_held(store: Store) -> HeldWithWords:
    """Read what waits for a decision, in words."""
    return [(one, held_in_words(store, one)) for one in store.undecided()]


class HeldPanel(DecidingList):
    """Nothing is chosen before somebody chooses it: what is adopted counts from then on."""

    def __init__(self, context: UiContext) -> None:
        """Make it; nothing is shown before ``refresh``."""
        super().__init__(context, _("Thay đổi của máy không có quyền ghi"))
        self.adopt_button = plain_button(self._say(_("Nhận vào sổ")), self._adopt)
        self.dismiss_button = plain_button(self._say(_("Bỏ qua")), self._dismiss)
        self._arrange(buttons=(self.adopt_button, self.dismiss_button), height=_HEIGHT)

    def refresh(self) -> None:
        """Read in the background."""
        self._context.operations.read(read_held, self._show, key=(self, "held"), owner=self)

    def _show(self, held: HeldWithWords) -> None:
        count = len(held)
        words = ngettext("{n} thay đổi của máy không có quyền ghi", "{n} thay đổi của máy không có quyền ghi", count)
        self._list(words, [self._item(one, told) for one, told in held])

    def _item(self, one: HeldEntry, told: HeldWords) -> Item:
        title = _("{record}: {fields}", record=told.record, fields=told.fields)
        detail = _("{author}: {reason}", author=told.author, reason=told.reason)
        return Item(str(one.id), self._say(title), self._say(detail))

    def _adopt(self) -> None:
        self._decide(_("Nhận thay đổi vào sổ"), lambda store, change: store.adopt(change))

    def _dismiss(self) -> None:
        self._decide(_("Bỏ qua thay đổi"), lambda store, change: store.dismiss(change))
