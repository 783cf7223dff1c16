"""The page of a device's card, to be printed or saved."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from danvan_desktop.localization import _
from danvan_desktop.reports.device_card import CardFacts, build_device_card
from danvan_desktop.reports.document import Document
from danvan_desktop.store import Store
from danvan_desktop.sync import Card
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.preview.paper_dialog import PaperDialog, PaperWords

_WORDS = PaperWords(_("Thẻ máy"), _("Trang in của thẻ"), _("Lưu thẻ máy"), "the-thiet-bi.pdf")


class CardPreview(PaperDialog):
    """Shows the page of one card."""

    def __init__(self, context: UiContext, card: Card, parent: QWidget | None = None) -> None:
        """Begin to make the page."""
        super().__init__(context, _WORDS, lambda store: card_page(card, store), parent)


def card_page(card: Card, store: Store) -> Document:
    """Build the page of a card."""
    mark = card.fingerprint
    facts = CardFacts(card.unit.name, card.name, store.today(), mark.words, mark.digits, card.text)
    return build_device_card(facts)
