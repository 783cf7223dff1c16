"""A person compares the fingerprint of a device before it is trusted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QWidget

from danvan_desktop.domain.device_names import device_called
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Peer, Store
from danvan_desktop.sync import Card as DeviceCard
from danvan_desktop.sync import (
    Choice,
    Fingerprint,
    Relation,
    SyncError,
    add_peer,
    enrol_card,
    enrol_peer,
    hand_over_all,
    level_name,
    peer_of_card,
    replace_peer,
)
from danvan_desktop.sync.peers import peer_fingerprint
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.sync.enrolment_choice import EnrolmentChoice
from danvan_desktop.ui.sync.fingerprint_view import FingerprintView
from danvan_desktop.ui.sync.pairing_dialog import PAIR, PairingDialog
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.cards import Card
from danvan_desktop.ui.widgets.labels import quiet_text
from danvan_desktop.ui.widgets.questions import Unsaved
from danvan_desktop.ui.widgets.sizing import open_with_size

Enrol = Callable[[Store, Choice], Peer]
Keep = Callable[[Store], Peer]


@dataclass(frozen=True)
class Candidate:
    """A device that may be trusted: ``confirm`` trusts it, ``add`` keeps it for later, where it is not kept yet.

    ``known`` tells what it says of itself, ``becomes`` what it is to be where nobody need choose that, ``action`` what
    the button does.
    """

    device: str
    fingerprint: Fingerprint
    known: Keep
    confirm: Enrol
    add: Keep | None = None
    becomes: Message | None = None
    action: Message = PAIR


def candidate_of_card(card: DeviceCard) -> Candidate:
    """Return what a card offers."""
    return Candidate(
        card.name,
        card.fingerprint,
        lambda store: peer_of_card(store, card),
        lambda store, choice: enrol_card(store, card, choice),
        lambda store: add_peer(store, card, confirmed=False),
    )


def candidate_of_peer(peer: Peer) -> Candidate:
    """Return what a peer that nobody confirmed yet offers."""
    return Candidate(
        peer.name,
        peer_fingerprint(peer),
        lambda _store: peer,
        lambda store, choice: enrol_peer(store, peer.device, choice),
    )


def candidate_of_replacement(card: DeviceCard, former: Peer) -> Candidate:
    """Return a card whose laptop is to take the place of a known one."""
    becomes = _(
        "Máy này thay {device} ({unit}). Máy cũ không ghi sổ được nữa; những gì đã nhận của máy cũ giữ nguyên.",
        device=device_called(former.name, quoted=True),
        unit=former.unit_name,
    )
    return Candidate(
        card.name,
        card.fingerprint,
        lambda store: peer_of_card(store, card),
        lambda store, _choice: replace_peer(store, former.device, card),
        becomes=becomes,
        action=_("Thay máy"),
    )


def candidate_of_successor(card: DeviceCard, out: Path) -> Candidate:
    """Return a card whose laptop is to get the office of this one, with all its records in ``out``."""
    becomes = _(
        "Máy này nhận bàn giao: từ nay máy ấy ghi sổ, máy đang dùng chỉ còn xem. Cả sổ được ghi vào “{path}”.",
        path=str(out),
    )
    return Candidate(
        card.name,
        card.fingerprint,
        lambda store: peer_of_card(store, card),
        lambda store, _choice: hand_over_all(store, card, out),
        becomes=becomes,
        action=_("Bàn giao"),
    )


class CompareDialog(PairingDialog):
    """Accepted when the device was added or confirmed."""

    def __init__(self, context: UiContext, candidate: Candidate, parent: QWidget | None = None) -> None:
        """Show whose device it is and its fingerprint."""
        super().__init__(context, _("So mười từ nhận dạng"), candidate.action, parent)
        self._candidate = candidate
        self._peer = self._known()
        self.choices = EnrolmentChoice(context.store, self._peer, context.translator)
        self.choices.changed.connect(self.refresh)
        self.choices.setVisible(candidate.becomes is None)
        self.compared = QCheckBox(self._say(_("Tôi đã đối chiếu với người giữ máy đó, mười từ đều trùng")))
        self.compared.toggled.connect(self.refresh)
        self.later_button = plain_button(self._say(_("Để so sau")), self._add)
        advice = _(
            "Gặp trực tiếp hoặc gọi điện cho người giữ máy này, nhờ họ mở mục Gửi, nhận, nút “Các máy…”"
            " và đọc mười từ trên màn hình của họ."
        )
        self.arrange(advice, self._card(), [self.later_button])
        self.later_button.setVisible(candidate.add is not None)
        open_with_size(self, 700, 400)
        self.refresh()
        self.compared.setFocus()

    @property
    def is_ready(self) -> bool:
        """Whether the words were compared and it is chosen what the device becomes."""
        return self.compared.isChecked() and self._choice() is not None

    def unsaved(self) -> Unsaved | None:
        """Tell of words that were compared for nothing."""
        if not self.compared.isChecked():
            return None
        return self.unsaved_words(_("Máy này chưa được ghép nối."), self._candidate.action)

    def confirm(self) -> None:
        """Trust the device."""
        choice = self._choice()
        if choice is not None:
            self.enrol(self._title, lambda store: [self._candidate.confirm(store, choice)])

    @property
    def _title(self) -> Message:
        return _("Ghép nối {device}", device=device_called(self._candidate.device, quoted=True))

    def _known(self) -> Peer | None:
        try:
            return self._candidate.known(self._context.store)
        except SyncError as error:
            self.banner.say(self._say(error.message), "error")
            return None

    def _card(self) -> Card:
        card = Card(self._candidate.device)
        inner = card.column()
        inner.addWidget(quiet_text(self._of_itself()))
        inner.addWidget(FingerprintView(self._candidate.fingerprint, self._context.translator))
        inner.addWidget(self.choices)
        if self._candidate.becomes is not None:
            inner.addWidget(quiet_text(self._say(self._candidate.becomes)))
        inner.addWidget(self.compared)
        inner.addStretch(1)
        return card

    def _choice(self) -> Choice | None:
        if self._candidate.becomes is not None:
            return None if self._peer is None else Choice(Relation.NONE)
        return self.choices.choice

    def _of_itself(self) -> str:
        """Say what the device says of its unit."""
        if self._peer is None:
            return ""
        level = level_name(self._peer.unit_kind)
        told = _("{unit} (cấp: {level}; mã {code})", unit=self._peer.unit_name, level=level, code=self._peer.unit_code)
        return self._say(told)

    def _add(self) -> None:
        add = self._candidate.add
        if add is not None:
            self.enrol(self._title, lambda store: [add(store)])
