"""A choice of what a device is here: whose unit it writes for."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from danvan_desktop.localization import Translator, _
from danvan_desktop.store import Peer, Store
from danvan_desktop.sync import Choice, Relation, place_in_words, placement
from danvan_desktop.ui.widgets.labels import quiet_text
from danvan_desktop.ui.widgets.rows import FLUSH, column_of
from danvan_desktop.ui.widgets.steady import ChoiceBox


class EnrolmentChoice(QWidget):
    """Suggests by the labels of the device's unit; the person chooses."""

    changed = Signal()

    def __init__(self, store: Store, peer: Peer | None, translator: Translator) -> None:
        """Offer the units of the store for a device, none when nothing is known of it."""
        super().__init__()
        self.box = ChoiceBox()
        self.box.setAccessibleName(translator(_("Ghép nối là")))
        suggested = None if peer is None else placement(store, peer).suggested
        self._choices = [] if peer is None else list(_offered(store, suggested))
        for choice in self._choices:
            self.box.addItem(translator(place_in_words(store, choice)))
        self.box.setCurrentIndex(self._choices.index(suggested) if suggested is not None else -1)
        self.box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        column_of(quiet_text(translator(_("Ghép nối là"))), self.box, margins=FLUSH, on=self)

    @property
    def choice(self) -> Choice | None:
        """What is chosen."""
        index = self.box.currentIndex()
        return self._choices[index] if index >= 0 else None


def _offered(store: Store, suggested: Choice | None) -> Iterator[Choice]:
    """Yield what may be chosen, what is suggested first."""
    if suggested is not None:
        yield suggested
    units = [Choice(Relation.BELOW, uid) for uid in store.get_many(sorted(store.holdings.units_below()))]
    others = [Choice(one) for one in (Relation.SAME, Relation.NEW, Relation.ABOVE, Relation.NONE)]
    yield from (choice for choice in (*units, *others) if choice != suggested)
