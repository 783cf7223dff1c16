"""A person compares the fingerprint of a device before it is trusted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from danvan_desktop.domain.errors import DanvanError
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
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.sync.enrolment_choice import EnrolmentChoice
from danvan_desktop.ui.sync.fingerprint_view import FingerprintView
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.cards import Card
from danvan_desktop.ui.widgets.labels import quiet_text
from danvan_desktop.ui.widgets.questions import AskingDialog, Unsaved
from danvan_desktop.ui.widgets.sizing import open_with_size

_PAIR = _("Ghép nối")
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
    action: Message = _PAIR


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
        "Máy này thay máy “{name}” ({unit}). Máy cũ không ghi sổ được nữa; những gì đã nhận của máy cũ giữ nguyên.",
        name=former.name,
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


class CompareDialog(AskingDialog):
    """Accepted when the device was added or confirmed; ``enrolled`` tells the peer."""

    enrolled = Signal(object)

    def __init__(self, context: UiContext, candidate: Candidate, parent: QWidget | None = None) -> None:
        """Show whose device it is and its fingerprint."""
        super().__init__(context.translator, parent)
        self._context = context
        self._candidate = candidate
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self._say(_("Đối chiếu vân tay")))
        self.banner = Banner()
        try:
            self._peer: Peer | None = candidate.known(context.store)
        except SyncError as error:
            self._peer = None
            self.banner.say(self._say(error.message), "error")
        self.choices = EnrolmentChoice(context.store, self._peer, context.translator)
        self.choices.changed.connect(self._refresh)
        self.choices.setVisible(candidate.becomes is None)
        self.compared = QCheckBox(self._say(_("Tôi đã đối chiếu với người giữ máy đó, mười từ đều trùng")))
        self.compared.toggled.connect(self._refresh)
        self.confirm_button = plain_button(self._say(candidate.action), self._confirm)
        self.confirm_button.setProperty("primary", True)
        self.later_button = plain_button(self._say(_("Để đối chiếu sau")), self._add)
        self.later_button.setVisible(candidate.add is not None)
        self.cancel_button = plain_button(self._say(_("Hủy")), self.reject)
        self._arrange()
        self._refresh()
        self.compared.setFocus()

    def unsaved(self) -> Unsaved | None:
        """Tell of words that were compared for nothing."""
        return (
            Unsaved(_("Máy này chưa được ghép nối."), self._candidate.action, title=_("Chưa ghép nối"))
            if self.compared.isChecked()
            else None
        )

    def save_unsaved(self) -> None:
        """Trust the device."""
        self._confirm()

    def _arrange(self) -> None:
        card = Card(self._candidate.device)
        inner = card.column()
        inner.addWidget(quiet_text(self._of_itself()))
        inner.addWidget(FingerprintView(self._candidate.fingerprint, self._context.translator))
        inner.addWidget(self.choices)
        if self._candidate.becomes is not None:
            inner.addWidget(quiet_text(self._say(self._candidate.becomes)))
        inner.addWidget(self.compared)
        advice = _(
            "Gặp trực tiếp hoặc gọi điện cho người giữ máy này, nhờ họ mở mục Đồng bộ, nút “Thiết bị…”"
            " và đọc mười từ trên màn hình của họ."
        )
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.confirm_button, self.later_button, self.cancel_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(quiet_text(self._say(advice)))
        column.addWidget(card)
        column.addWidget(self.banner)
        column.addStretch(1)
        column.addLayout(buttons)
        open_with_size(self, 700, 400)

    def _refresh(self) -> None:
        is_ready = self.compared.isChecked() and self._choice() is not None
        self.confirm_button.setEnabled(is_ready)
        self.confirm_button.setDefault(is_ready)

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

    def _confirm(self) -> None:
        choice = self._choice()
        if choice is not None:
            self._enrol(lambda store: self._candidate.confirm(store, choice))

    def _add(self) -> None:
        if self._candidate.add is not None:
            self._enrol(self._candidate.add)

    def _enrol(self, enrol: Keep) -> None:
        def work(store: Store, _progress: Progress) -> Peer:
            return enrol(store)

        self.setEnabled(False)
        title = _("Ghép nối máy “{device}”", device=self._candidate.device)
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
