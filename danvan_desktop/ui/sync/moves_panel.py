"""Units that were offered to this office, or that it offered: taken, refused, taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.sync import (
    Offer,
    Side,
    accept_move,
    move_in_words,
    offer_in_words,
    offers,
    refuse_move,
    told_after,
    told_before_accepting,
)
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.labels import quiet_text, section_title
from danvan_desktop.ui.widgets.rows import row_of
from danvan_desktop.ui.widgets.two_line_list import Item, TwoLineList

_HEIGHT = 300

OffersWithWords = Sequence[tuple[Offer, Sequence[Message]]]
Answer = Callable[[Store, str], SaveResult]


def read_offers(store: Store) -> OffersWithWords:
    """Read what waits for an answer, with what taking it would do."""
    return [
        (one, told_before_accepting(store, one.move) if one.side is Side.TO_US else (move_in_words(one.move),))
        for one in offers(store)
    ]


class MovesPanel(QWidget):
    """A list, what the chosen move would do, and two buttons; shown as long as something waits."""

    def __init__(self, context: UiContext) -> None:
        """Make it; nothing is shown before ``show_offers``."""
        super().__init__()
        self._context = context
        self._say = context.translator
        self._offers: dict[str, tuple[Offer, Sequence[Message]]] = {}
        self.heading = section_title("")
        self.banner = Banner(closable=True)
        self.list = TwoLineList()
        self.list.setAccessibleName(self._say(_("Đơn vị chuyển đến, chuyển đi")))
        self.list.chosen.connect(lambda _key: self._show_chosen())
        self.told = quiet_text("")
        self.accept_button = plain_button(self._say(_("Nhận đơn vị")), self._accept)
        self.refuse_button = plain_button("", self._refuse)
        self._arrange()
        self.hide()

    def show_offers(self, found: OffersWithWords) -> None:
        """Show what waits."""
        words = ngettext("{n} đơn vị đang chờ chuyển", "{n} đơn vị đang chờ chuyển", len(found))
        self.heading.setText(self._say(words))
        self._offers = {offer.move.unit.uid: (offer, told) for offer, told in found}
        self.list.set_items([self._item(offer) for offer, _told in found])
        if found and self.list.current not in self._offers:
            self.list.choose(next(iter(self._offers)))
        self._show_chosen()
        self.setVisible(bool(found) or self.banner.isVisibleTo(self))
        self.setEnabled(True)

    def refresh(self) -> None:
        """Read in the background."""
        self._context.operations.read(read_offers, self.show_offers, key=(self, "offers"), owner=self)

    def _arrange(self) -> None:
        buttons = row_of(None, self.accept_button, self.refuse_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.heading, self.banner):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addWidget(self.told)
        column.addLayout(buttons)
        self.setMaximumHeight(_HEIGHT)

    def _item(self, offer: Offer) -> Item:
        return Item(offer.move.unit.uid, self._say(offer_in_words(offer)), self._say(move_in_words(offer.move)))

    def _show_chosen(self) -> None:
        offer, told = self._offers.get(self.list.current, (None, ()))
        is_to_us = offer is not None and offer.side is Side.TO_US
        self.told.setText("\n".join(map(self._say, told)))
        self.accept_button.setVisible(is_to_us)
        self.refuse_button.setText(self._say(_("Không nhận") if is_to_us else _("Rút lại")))
        self.refuse_button.setEnabled(offer is not None)

    def _accept(self) -> None:
        self._answer(_("Nhận đơn vị chuyển đến"), accept_move)

    def _refuse(self) -> None:
        self._answer(_("Để đơn vị ở nơi cũ"), refuse_move)

    def _answer(self, title: Message, answer: Answer) -> None:
        unit = self.list.current
        if not unit:
            return

        def work(store: Store, _progress: Progress) -> Message:
            answer(store, unit)
            return told_after(store)

        self.setEnabled(False)
        self.banner.say("")
        self._context.operations.run(Operation(title, work, on_success=self._done, on_error=self._refused, owner=self))

    def _done(self, left: Message) -> None:
        self.setEnabled(True)
        self.banner.say(self._say(left), "done")
        self.refresh()

    def _refused(self, error: DanvanError) -> bool:
        self.setEnabled(True)
        self.banner.say(self._say(error.message), "error")
        return True
