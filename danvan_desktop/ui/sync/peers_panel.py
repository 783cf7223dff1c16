"""Các máy đã ghép nối: added, confirmed, renamed, revoked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import _
from danvan_desktop.store import Peer, PeerState
from danvan_desktop.sync import Card, cards_in, offered, read_card, rename_peer
from danvan_desktop.sync.manifest import local_moment
from danvan_desktop.sync.peers import peers
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.drives import export_folder
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.sync.card_files import card_chosen, told_of
from danvan_desktop.ui.sync.cards_dialog import CardsDialog
from danvan_desktop.ui.sync.compare_dialog import (
    Candidate,
    CompareDialog,
    candidate_of_card,
    candidate_of_peer,
    candidate_of_replacement,
)
from danvan_desktop.ui.sync.revoke_dialog import RevokeDialog
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.files import ask_for_folder
from danvan_desktop.ui.widgets.labels import quiet_text
from danvan_desktop.ui.widgets.name_dialog import NameDialog
from danvan_desktop.ui.widgets.rows import FLUSH, column_of, row_of
from danvan_desktop.ui.widgets.telling import TellsRefusals
from danvan_desktop.ui.widgets.two_line_list import Item, TwoLineList
from danvan_desktop.ui.widgets.typing_ahead import show_for_typing

_STATES = {
    PeerState.CONFIRMED: _("Đã so mười từ nhận dạng"),
    PeerState.UNCONFIRMED: _("Chưa so mười từ nhận dạng: tệp của máy này phải chờ"),
    PeerState.REVOKED: _("Đã ngừng nhận"),
}


class PeersPanel(TellsRefusals, QWidget):
    """The list, and what can be done with the device that is chosen."""

    def __init__(self, context: UiContext) -> None:
        """Read the list in the background."""
        super().__init__()
        self._context = context
        self._say = context.translator
        self._peers: dict[str, Peer] = {}
        self.banner = Banner(closable=True)
        self._none = quiet_text(
            self._say(_("Chưa có máy nào. Xin nơi gửi tệp thẻ máy của họ rồi bấm “Ghép nối máy…”."))
        )
        self.list = TwoLineList()
        self.list.setAccessibleName(self._say(_("Các máy đã ghép nối")))
        self.list.chosen.connect(lambda _key: self._refresh_buttons())
        self.add_button = plain_button(self._say(_("Ghép nối máy…")), self._choose_card)
        self.round_button = plain_button(self._say(_("Cả thư mục thẻ…")), self._choose_folder)
        self.replace_button = plain_button(self._say(_("Thay máy…")), self._choose_replacement)
        self.confirm_button = plain_button(self._say(_("So mười từ nhận dạng…")), self._confirm)
        self.rename_button = plain_button(self._say(_("Đổi tên…")), self._rename)
        self.revoke_button = plain_button(self._say(_("Ngừng nhận…")), self._revoke)
        self._arrange()
        self._refresh_buttons()
        self.refresh()

    def refresh(self) -> None:
        """Read the list anew."""
        self._context.operations.read(peers, self._show, key=(self, "peers"))

    def open_card(self, path: Path) -> CompareDialog | None:
        """Show a card to be compared; a file that is no card is told in words."""
        card = self._read(path)
        return None if card is None else self._compare(candidate_of_card(card))

    def open_replacement(self, path: Path) -> CompareDialog | None:
        """Show the card of a laptop that is to take the place of the one that is chosen."""
        card, former = self._read(path), self._chosen()
        return None if card is None or former is None else self._compare(candidate_of_replacement(card, former))

    def open_folder(self, folder: Path) -> CardsDialog | None:
        """Show the cards of a folder to be compared together; a folder without any is told in words."""
        try:
            found = offered(self._context.store, cards_in(folder))
        except (DanvanError, OSError) as error:
            self.banner.say(self._say(told_of(error)), "error")
            return None
        dialog = CardsDialog(self._context, found, self)
        dialog.enrolled.connect(self._enrolled)
        dialog.open()
        return dialog

    def rename_to(self, device: str, name: str) -> None:
        """Call a device by another name here."""
        work = short_work(lambda store: rename_peer(store, device, name))
        self._context.operations.run(Operation(_("Đổi tên máy"), work, on_success=self._changed, on_error=self.refused))

    # Private

    def _read(self, path: Path) -> Card | None:
        try:
            return read_card(path)
        except DanvanError as error:
            self.tell(error)
            return None

    def _arrange(self) -> None:
        buttons = row_of(self.add_button, self.round_button, None, gap=8)
        for button in (self.confirm_button, self.rename_button, self.replace_button, self.revoke_button):
            buttons.addWidget(button)
        column_of(self.banner, self._none, self.list, buttons, grows=self.list, gap=10, margins=FLUSH, on=self)

    def _show(self, found: Sequence[Peer]) -> None:
        self._peers = {peer.device: peer for peer in found}
        self.list.set_items([self._item(peer) for peer in found])
        self._none.setVisible(not found)
        if found and not self.list.current:
            self.list.choose(found[0].device)
        self._refresh_buttons()

    def _item(self, peer: Peer) -> Item:
        details = [_STATES[peer.state]]
        if peer.state is PeerState.REVOKED and peer.revoked_from is not None:
            details = [_("Ngừng nhận từ ngày {day}", day=dt.date.fromisoformat(peer.revoked_from))]
        if peer.acked_at is not None:
            details.append(_("báo nhận lần cuối {moment}", moment=local_moment(peer.acked_at)))
        title = self._say(_("{name} – {unit}", name=peer.name, unit=peer.unit_name))
        return Item(peer.device, title, " · ".join(self._say(detail) for detail in details))

    def _refresh_buttons(self) -> None:
        peer = self._chosen()
        self.confirm_button.setEnabled(peer is not None and peer.state is PeerState.UNCONFIRMED)
        self.rename_button.setEnabled(peer is not None)
        self.replace_button.setEnabled(peer is not None and peer.state is PeerState.CONFIRMED)
        self.revoke_button.setEnabled(peer is not None and peer.state is not PeerState.REVOKED)

    def _chosen(self) -> Peer | None:
        return self._peers.get(self.list.current)

    def _choose_card(self) -> None:
        path = card_chosen(self, self._context.translator, _("Ghép nối máy bằng thẻ máy"))
        if path is not None:
            self.open_card(path)

    def _choose_replacement(self) -> None:
        path = card_chosen(self, self._context.translator, _("Thẻ của máy mới"))
        if path is not None:
            self.open_replacement(path)

    def _choose_folder(self) -> None:
        if path := ask_for_folder(self, self._say, _("Thư mục có thẻ của các máy"), export_folder()):
            self.open_folder(path)

    def _confirm(self) -> None:
        peer = self._chosen()
        if peer is not None:
            self._compare(candidate_of_peer(peer))

    def _compare(self, candidate: Candidate) -> CompareDialog:
        dialog = CompareDialog(self._context, candidate, self)
        dialog.enrolled.connect(self._enrolled)
        dialog.open()
        return dialog

    def _revoke(self) -> None:
        peer = self._chosen()
        if peer is not None:
            dialog = RevokeDialog(self._context, peer, self)
            dialog.revoked.connect(self._changed)
            dialog.open()

    def _rename(self) -> None:
        peer = self._chosen()
        if peer is None:
            return
        device = peer.device
        others = (one.name for one in self._peers.values() if one.device != device)
        taken = {name: _("Đã có máy khác tên này; hãy đặt tên khác để không nhầm.") for name in others}
        question = _("Tên gọi của máy này ở đơn vị mình:")
        dialog = NameDialog(
            self._context.translator,
            _("Đổi tên máy"),
            question,
            _("Đổi tên"),
            self.window(),
            taken=taken,
            name=peer.name,
        )
        dialog.given.connect(lambda name: self.rename_to(device, name))
        show_for_typing(dialog)

    def _enrolled(self, peers: Sequence[Peer]) -> None:
        """Say what became of the laptops and what is still to do, so that nobody waits for a file in vain."""
        paired = [peer for peer in peers if peer.state is PeerState.CONFIRMED]
        self.refresh()
        if paired:
            told = _(
                "Đã ghép nối: {names}. Bên ấy cũng phải ghép nối máy này; xong cả hai bên thì bấm “Ghi ra USB” để gửi.",
                names=", ".join(peer.name for peer in paired),
            )
            self.banner.say(self._say(told), "done")
        else:
            self.banner.say(
                self._say(
                    _("Đã giữ thẻ, chưa ghép nối. So được mười từ thì chọn máy này rồi bấm “So mười từ nhận dạng…”.")
                ),
                "info",
            )

    def _changed(self, _peer: Peer) -> None:
        self.banner.say("")
        self.refresh()
