"""Enrolling devices: by their card, after a person compared the fingerprint, and taking trust back."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from danvan_desktop.domain.order import dictionary_key
from danvan_desktop.localization import _
from danvan_desktop.store import Peer, PeerState, Store
from danvan_desktop.sync.cards import Card
from danvan_desktop.sync.errors import SyncError
from danvan_desktop.sync.fingerprint import Fingerprint, fingerprint_of
from danvan_desktop.sync.vouching import vouched


class UnknownPeer(SyncError):
    """No device of that name is known here."""


def peers(store: Store, *, revoked: bool = True) -> Sequence[Peer]:
    """Return the known devices by name."""
    return tuple(peer for peer in _all(store) if revoked or peer.state is not PeerState.REVOKED)


def addressees(store: Store) -> Sequence[Peer]:
    """Return the devices that a bundle may be encrypted to: those whose fingerprint a person compared."""
    return tuple(peer for peer in _all(store) if peer.state is PeerState.CONFIRMED and peer.recipient)


def served(store: Store) -> Sequence[Peer]:
    """Return the addressees that get something from here of themselves.

    Those are the ones of this office, below and above it that a person paired here, and of those known by their rights
    alone the ones that no other authority lies between.
    """
    paired, holdings = {peer.device for peer in store.peers.all()}, store.holdings
    related = [peer for peer in addressees(store) if holdings.is_related(peer.device)]
    return tuple(peer for peer in related if peer.device in paired or holdings.is_next(peer.device))


def find_device(store: Store, device: str) -> Peer | None:
    """Return the device of a key, where it is known."""
    return store.peers.find(device) or next((peer for peer in vouched(store) if peer.device == device), None)


def is_strict(store: Store) -> bool:
    """Tell whether a device was ever enrolled here: from then on no bundle of a stranger is taken in."""
    return any(peer.confirmed_at is not None for peer in store.peers.all())


def peer_fingerprint(peer: Peer) -> Fingerprint:
    """Return what people compare."""
    return fingerprint_of(peer.device, peer.recipient)


def find_peer(store: Store, name: str) -> Peer:
    """Return a known device by its name, its key or the beginning of its key; raises UnknownPeer or SyncError."""
    known = _all(store)
    wanted = name.casefold()
    named = [peer for peer in known if wanted in (peer.name.casefold(), peer.device)]
    found = named or [peer for peer in known if len(wanted) >= 8 and peer.device.startswith(wanted)]
    if len(found) > 1:  # a laptop that was replaced, and the one that took its place
        found = [peer for peer in found if store.holdings.is_related(peer.device)] or found
    if len(found) > 1:
        raise SyncError(_("Có {count} máy cùng tên “{name}”. Hãy ghi mã của máy.", count=len(found), name=name))
    if not found:
        names = ", ".join(peer.name for peer in known) or "–"
        raise UnknownPeer(_("Chưa biết máy “{name}”. Các máy đã biết: {names}.", name=name, names=names))
    return found[0]


def add_peer(store: Store, card: Card, *, confirmed: bool) -> Peer:
    """Enrol a device or renew what is known of it; ``confirmed`` says that a person compared the fingerprint.

    Raises SyncError for this device's own card, and for a revoked device, which must make a new store.
    """
    store.officers.require_writer()
    peer = peer_of_card(store, card)
    return store.peers.keep(replace(peer, confirmed_at=store.clock.local_text()) if confirmed else peer)


def peer_of_card(store: Store, card: Card) -> Peer:
    """Return what a card says of a device, with what is known of it; raises SyncError as ``add_peer``."""
    if card.device in store.own_devices:
        raise SyncError(_("Đây là thẻ của chính máy này. Hãy lấy thẻ của máy kia."))
    known = find_device(store, card.device)
    if known is not None:
        refuse_revoked(known)
    same_keys = known is not None and known.recipient == card.recipient
    unit = card.unit
    return Peer(
        card.device,
        card.recipient,
        known.name if known is not None and known.confirmed_at else _free_name(store, card),
        unit.uid,
        unit.name,
        unit.code,
        unit.kind,
        known.added_at if known is not None else store.clock.local_text(),
        known.confirmed_at if known is not None and same_keys else None,
        None,
        known.acked_at if known is not None else None,
    )


def refuse_revoked(peer: Peer) -> None:
    """Raise SyncError for a revoked device, which must make a new store."""
    if peer.state is PeerState.REVOKED:
        raise SyncError(
            _(
                "Đã ngừng nhận từ máy “{name}” nên không ghép nối lại được. Hãy lập tệp dữ liệu mới trên máy ấy rồi"
                " ghép nối bằng thẻ mới.",
                name=peer.name,
            )
        )


def confirm_peer(store: Store, name: str) -> Peer:
    """Say that a person compared the fingerprint of a known device; raises SyncError when its card never came."""
    store.officers.require_writer()
    peer = find_peer(store, name)
    refuse_revoked(peer)
    if not peer.recipient or not peer.unit_kind:
        raise SyncError(_("Chưa có thẻ của máy “{name}”. Hãy xin thẻ rồi ghép nối bằng thẻ.", name=peer.name))
    return store.peers.keep(replace(peer, confirmed_at=store.clock.local_text()))


def rename_peer(store: Store, name: str, new_name: str) -> Peer:
    """Call a known device by another name here; raises SyncError for a name that is taken or empty."""
    store.officers.require_writer()
    peer, wanted = find_peer(store, name), " ".join(new_name.split())
    taken = any(other.name.casefold() == wanted.casefold() for other in store.peers.all() if other != peer)
    if not wanted or taken:
        raise SyncError(_("Tên “{name}” để trống hoặc đã có máy khác dùng.", name=wanted))
    return store.peers.keep(replace(peer, name=wanted))


def _all(store: Store) -> Sequence[Peer]:
    return sorted((*store.peers.all(), *vouched(store)), key=lambda peer: (dictionary_key(peer.name), peer.device))


def _free_name(store: Store, card: Card) -> str:
    """Keep the device's own name unless another has it; then the unit and a number tell them apart."""
    taken = {peer.name.casefold() for peer in store.peers.all() if peer.device != card.device}
    wanted = [card.name, f"{card.name} ({card.unit.name})"]
    candidates = (*wanted, *(f"{card.name} {number}" for number in range(2, len(taken) + 3)))
    return next(name for name in candidates if name.casefold() not in taken)
