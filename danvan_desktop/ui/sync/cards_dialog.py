"""A round of laptops paired together: one list to compare, one press."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import Peer, Store
from danvan_desktop.sync import Choice, Pairing, enrol_card, level_name
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.sync.enrolment_choice import EnrolmentChoice
from danvan_desktop.ui.sync.fingerprint_view import FingerprintView
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.cards import Card
from danvan_desktop.ui.widgets.following_area import FollowingArea
from danvan_desktop.ui.widgets.labels import quiet_text
from danvan_desktop.ui.widgets.questions import AskingDialog, Unsaved
from danvan_desktop.ui.widgets.sizing import open_with_size


class CardsDialog(AskingDialog):
    """Accepted when the laptops whose words were compared are paired; ``enrolled`` tells the last of them."""

    enrolled = Signal(object)

    def __init__(self, context: UiContext, found: Sequence[Pairing], parent: QWidget | None = None) -> None:
        """Show each card with its words and what it is to be."""
        super().__init__(context.translator, parent)
        self._context = context
        self._found = found
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self._say(_("Ghép nối nhiều máy")))
        self.rows = [_Row(context, one, self._refresh) for one in found]
        self.banner = Banner()
        self.confirm_button = plain_button(self._say(_("Ghép nối các máy đã tích")), self._confirm)
        self.confirm_button.setProperty("primary", True)
        self.cancel_button = plain_button(self._say(_("Hủy")), self.reject)
        self._arrange()
        self._refresh()
        if self.rows:
            self.rows[0].compared.setFocus()

    def unsaved(self) -> Unsaved | None:
        """Tell of words that were compared for nothing."""
        if not self.chosen:
            return None
        return Unsaved(_("Các máy này chưa được ghép nối."), _("Ghép nối"), title=_("Chưa ghép nối"))

    def save_unsaved(self) -> None:
        """Pair the laptops that were compared."""
        self._confirm()

    @property
    def chosen(self) -> Sequence[tuple[Pairing, Choice]]:
        """The laptops whose words were compared, each with what it is to be."""
        pairs = ((row.pairing, row.choices.choice) for row in self.rows if row.compared.isChecked())
        return [(pairing, choice) for pairing, choice in pairs if choice is not None]

    def _arrange(self) -> None:
        inside = QWidget()
        cards = QVBoxLayout(inside)
        for row in self.rows:
            cards.addWidget(row)
        cards.addStretch(1)
        area = FollowingArea()
        area.setWidgetResizable(True)
        area.setFrameShape(FollowingArea.Shape.NoFrame)
        area.setWidget(inside)
        advice = _("So mười từ của từng máy với người giữ máy ấy, xem đơn vị có đúng không, rồi tích máy đã đúng.")
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.confirm_button)
        buttons.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(quiet_text(self._say(advice)))
        column.addWidget(area, 1)
        column.addWidget(self.banner)
        column.addLayout(buttons)
        open_with_size(self, 760, 620)
        if not self.rows:
            self.banner.say(self._say(_("Các thẻ này đều là của chính máy này hoặc của máy đã thu hồi.")), "warning")

    def _refresh(self) -> None:
        is_ready = bool(self.chosen)
        self.confirm_button.setEnabled(is_ready)
        self.confirm_button.setDefault(is_ready)

    def _confirm(self) -> None:
        chosen = self.chosen
        if not chosen:
            return

        def work(store: Store, _progress: Progress) -> Peer:
            return [enrol_card(store, pairing.card, choice) for pairing, choice in chosen][-1]

        self.setEnabled(False)
        title = ngettext("Ghép nối {n} máy", "Ghép nối {n} máy", len(chosen))
        self._context.operations.run(Operation(title, work, on_success=self._done, on_error=self._refused))

    def _done(self, peer: Peer) -> None:
        self.enrolled.emit(peer)
        self.accept()

    def _refused(self, error: DanvanError) -> bool:
        self.setEnabled(True)
        self.banner.say(self._say(error.message), "error")
        return True

    def _say(self, message: Message) -> str:
        return self._context.translator(message)


class _Row(Card):
    """One laptop: whose it says it is, its words, what it is to be, and whether they were compared."""

    def __init__(self, context: UiContext, pairing: Pairing, changed: Callable[[], None]) -> None:
        peer, say = pairing.peer, context.translator
        super().__init__(peer.name)
        self.pairing = pairing
        self.choices = EnrolmentChoice(context.store, peer, say)
        self.compared = QCheckBox(say(_("Mười từ đều trùng, đơn vị đúng")))
        self.compared.setAccessibleName(say(_("Máy {name}: mười từ đều trùng, đơn vị đúng", name=peer.name)))
        self.choices.changed.connect(changed)
        self.compared.toggled.connect(changed)
        level = level_name(peer.unit_kind)
        told = _("{unit} (cấp: {level}; mã {code})", unit=peer.unit_name, level=level, code=peer.unit_code)
        inner = self.column()
        inner.addWidget(quiet_text(say(told)))
        inner.addWidget(FingerprintView(pairing.card.fingerprint, say))
        inner.addWidget(self.choices)
        inner.addWidget(self.compared)
