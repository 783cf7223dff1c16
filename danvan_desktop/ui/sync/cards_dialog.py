"""A round of laptops paired together: one list to compare, one press."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from danvan_desktop.localization import _, ngettext
from danvan_desktop.sync import Choice, Pairing, enrol_card, level_name
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.sync.enrolment_choice import EnrolmentChoice
from danvan_desktop.ui.sync.fingerprint_view import FingerprintView
from danvan_desktop.ui.sync.pairing_dialog import PairingDialog
from danvan_desktop.ui.widgets.cards import Card
from danvan_desktop.ui.widgets.following_area import scrolled
from danvan_desktop.ui.widgets.labels import quiet_text
from danvan_desktop.ui.widgets.questions import Unsaved
from danvan_desktop.ui.widgets.sizing import open_with_size


class CardsDialog(PairingDialog):
    """Accepted when the laptops whose words were compared are paired."""

    def __init__(self, context: UiContext, found: Sequence[Pairing], parent: QWidget | None = None) -> None:
        """Show each card with its words and what it is to be."""
        super().__init__(context, _("Ghép nối nhiều máy"), _("Ghép nối các máy đã tích"), parent)
        self.rows = [_Row(context, one, self.refresh) for one in found]
        self.arrange(
            _("So mười từ của từng máy với người giữ máy ấy, xem đơn vị có đúng không, rồi tích máy đã đúng."),
            self._list(),
        )
        open_with_size(self, 760, 620)
        self.refresh()
        if self.rows:
            self.rows[0].compared.setFocus()
        else:
            self.banner.say(self._say(_("Các thẻ này đều là của chính máy này hoặc của máy đã ngừng nhận.")), "warning")

    def unsaved(self) -> Unsaved | None:
        """Tell of words that were compared for nothing."""
        return self.unsaved_words(_("Các máy này chưa được ghép nối.")) if self.chosen else None

    @property
    def is_ready(self) -> bool:
        """Whether any laptop was compared."""
        return bool(self.chosen)

    @property
    def chosen(self) -> Sequence[tuple[Pairing, Choice]]:
        """The laptops whose words were compared, each with what it is to be."""
        pairs = ((row.pairing, row.choices.choice) for row in self.rows if row.compared.isChecked())
        return [(pairing, choice) for pairing, choice in pairs if choice is not None]

    def confirm(self) -> None:
        """Pair those that were compared."""
        chosen = self.chosen
        if chosen:
            title = ngettext("Ghép nối {n} máy", "Ghép nối {n} máy", len(chosen))
            self.enrol(title, lambda store: [enrol_card(store, one.card, choice) for one, choice in chosen])

    def _list(self) -> QWidget:
        inside = QWidget()
        cards = QVBoxLayout(inside)
        for row in self.rows:
            cards.addWidget(row)
        cards.addStretch(1)
        return scrolled(inside)


class _Row(Card):
    """One laptop: whose it says it is, its words, what it is to be, and whether they were compared."""

    def __init__(self, context: UiContext, pairing: Pairing, changed: Callable[[], None]) -> None:
        peer, say = pairing.peer, context.translator
        super().__init__(peer.unit_name or peer.name)
        self.pairing = pairing
        self.choices = EnrolmentChoice(context.store, peer, say)
        self.compared = QCheckBox(say(_("Mười từ đều trùng, đơn vị đúng")))
        self.compared.setAccessibleName(say(_("Máy {name}: mười từ đều trùng, đơn vị đúng", name=peer.name)))
        self.choices.changed.connect(changed)
        self.compared.toggled.connect(changed)
        level = level_name(peer.unit_kind)
        told = _("Máy “{name}” (cấp: {level}; mã {code})", name=peer.name, level=level, code=peer.unit_code)
        inner = self.column()
        inner.addWidget(quiet_text(say(told)))
        inner.addWidget(FingerprintView(pairing.card.fingerprint, say))
        inner.addWidget(self.choices)
        inner.addWidget(self.compared)
