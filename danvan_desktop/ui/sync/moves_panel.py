"""Units that were offered to this office, or that it offered: taken, refused, taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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
from danvan_desktop.ui.sync.deciding_list import DecidingList
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.labels import quiet_text
from danvan_desktop.ui.widgets.two_line_list import Item

_HEIGHT = 300

OffersWithWords = Sequence[tuple[Offer, Sequence[Message]]]
Answer = Callable[[Store, str], SaveResult]


def read_offers(store: Store) -> OffersWithWords:
    """Read what waits for an answer, with what taking it would do."""
    return [
        (one, told_before_accepting(store, one.move) if one.side is Side.TO_US else (move_in_words(one.move),))
        for one in offers(store)
    ]


class MovesPanel(DecidingList):
    """The list, what the chosen move would do, and two buttons."""

    def __init__(self, context: UiContext) -> None:
        """Make it; nothing is shown before ``refresh``."""
        super().__init__(context, _("Đơn vị chuyển đến, chuyển đi"), closable=True)
        self._offers: dict[str, tuple[Offer, Sequence[Message]]] = {}
        self.list.chosen.connect(lambda _key: self._show_chosen())
        self.told = quiet_text("")
        self.accept_button = plain_button(self._say(_("Nhận đơn vị")), self._accept)
        self.refuse_button = plain_button("", self._refuse)
        self._arrange(self.told, buttons=(self.accept_button, self.refuse_button), height=_HEIGHT)

    def refresh(self) -> None:
        """Read in the background."""
        self._context.operations.read(read_offers, self._show, key=(self, "offers"), owner=self)

    def _show(self, found: OffersWithWords) -> None:
        words = ngettext("{n} đơn vị đang chờ chuyển", "{n} đơn vị đang chờ chuyển", len(found))
        self._offers = {offer.move.unit.uid: (offer, told) for offer, told in found}
        self._list(words, [self._item(offer) for offer, _told in found])
        self._choose_any()
        self._show_chosen()
        self.setVisible(bool(found) or self.banner.isVisibleTo(self))

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
        def decide(store: Store, unit: str) -> Message:
            answer(store, unit)
            return told_after(store)

        self._decide(title, decide, then=lambda left: self.banner.say(self._say(left), "done"))
