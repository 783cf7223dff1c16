"""Whom a bundle is for: which devices or passphrase open it, and what the addressees told to have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from danvan_desktop.localization import _
from danvan_desktop.store import Peer, PeerState, Store
from danvan_desktop.sync.errors import SyncError
from danvan_desktop.sync.peers import addressees, find_peer, peers
from danvan_desktop.sync.scopes import is_same_unit
from danvan_desktop.sync.sealing import Sealing, seal_by_passphrase, seal_to, unseal, unseal_by_passphrase

Vector = dict[tuple[str, str], int]


@dataclass(frozen=True)
class Address:
    """How a bundle is sealed and for whom; this device itself can always open what it encrypts to others."""

    sealing: Sealing
    peers: tuple[Peer, ...] = ()
    passphrase: str | None = None

    def leaves_unit(self, store: Store) -> bool:
        """Tell whether all addressees work for other units."""
        return bool(self.peers) and not any(is_same_unit(peer, store.unit) for peer in self.peers)

    def seal(self, store: Store, source: BinaryIO, target: BinaryIO) -> None:
        """Encrypt."""
        if self.passphrase is not None:
            seal_by_passphrase(self.passphrase, source, target)
        else:
            seal_to([store.identity.recipient, *(peer.recipient for peer in self.peers)], source, target)

    def unseal(self, store: Store, source: BinaryIO, target: BinaryIO) -> None:
        """Decrypt what this device encrypted."""
        if self.passphrase is not None:
            unseal_by_passphrase(self.passphrase, source, target)
        else:
            unseal(store.identity.age_key, source, target)


def address(store: Store, to: Sequence[str], passphrase: str | None, plain: bool) -> Address:
    """Decide how a bundle is sealed; raises SyncError for a device that is not enrolled, or for two ways at once."""
    if sum((bool(to), passphrase is not None, plain)) > 1:
        raise SyncError(_("Chỉ chọn một cách: mã hóa cho thiết bị, khóa bằng mật khẩu, hoặc không mã hóa."))
    if passphrase is not None:
        if not passphrase:
            raise SyncError(_("Mật khẩu của gói để trống. Hãy đặt mật khẩu."))
        return Address(Sealing.PASSPHRASE, passphrase=passphrase)
    chosen = () if plain else tuple(_enrolled(store, name) for name in to) if to else tuple(addressees(store))
    return Address(Sealing.RECIPIENTS, tuple(dict.fromkeys(chosen))) if chosen else Address(Sealing.PLAIN)


def acknowledged(store: Store, addressed: Iterable[Peer], *, content: bool) -> Vector:
    """Return what all addressees told to have; with ``content``, only as far as no content was held back from them.

    When a bundle is for nobody by name, all known devices that are not revoked count.
    """
    chosen = list(addressed) or list(peers(store, revoked=False))
    marks = [store.peers.marks(peer.device) for peer in chosen]
    if not marks:
        return {}
    common = set(marks[0]).intersection(*marks[1:])
    return {key: min(mark[key].whole if content else mark[key].seq for mark in marks) for key in common}


def _enrolled(store: Store, name: str) -> Peer:
    peer = find_peer(store, name)
    if peer.state is PeerState.REVOKED:
        raise SyncError(_("Thiết bị “{name}” đã bị thu hồi nên không gửi cho thiết bị đó được.", name=peer.name))
    if peer.state is PeerState.UNCONFIRMED or not peer.recipient:
        raise SyncError(
            _("Thiết bị “{name}” chưa được kết nạp. Hãy kết nạp bằng thẻ của thiết bị đó trước.", name=peer.name)
        )
    return peer
