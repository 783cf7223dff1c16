"""Whom a bundle is for: which devices or passphrase open it, and what the addressees told to have."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from danvan_desktop.localization import _
from danvan_desktop.store import Peer, PeerState, Store
from danvan_desktop.store.passphrases import refuse_weak
from danvan_desktop.sync.errors import SyncError
from danvan_desktop.sync.levels import Levels
from danvan_desktop.sync.peers import addressees, find_peer, peers, served
from danvan_desktop.sync.sealing import (
    Sealing,
    WeakPassphrase,
    seal_by_passphrase,
    seal_to,
    unseal,
    unseal_by_passphrase,
)
from danvan_desktop.sync.wish import ExportWish

Vector = dict[tuple[str, str], int]


@dataclass(frozen=True)
class Address:
    """How a bundle is sealed and for whom; this device itself can always open what it encrypts to others."""

    sealing: Sealing
    peers: tuple[Peer, ...] = ()
    passphrase: str | None = None
    unit: str = ""
    """The unit below whose records alone are carried, empty for all."""
    units: Collection[str] = ()
    """The same with the units below it, under every uid that stands for one of them."""
    own_unit: bool = False
    """It is said to go to another laptop of this unit alone."""

    def leaves_unit(self, store: Store) -> bool:
        """Tell whether anybody of another unit may read it: whoever it is not sealed to, or has the passphrase."""
        if self.own_unit:
            return False
        levels = Levels(store)
        return not self.peers or not all(levels.is_same(peer) for peer in self.peers)

    def seal(self, store: Store, source: BinaryIO, target: BinaryIO) -> None:
        """Encrypt."""
        if self.passphrase is not None:
            seal_by_passphrase(self.passphrase, source, target)
        else:
            seal_to([store.identity.keys.recipient, *(peer.recipient for peer in self.peers)], source, target)

    def unseal(self, store: Store, source: BinaryIO, target: BinaryIO) -> None:
        """Decrypt what this device encrypted."""
        if self.passphrase is not None:
            unseal_by_passphrase(self.passphrase, source, target)
        else:
            unseal(store.identity.keys.age_keys, source, target)


def address(store: Store, wish: ExportWish) -> Address:
    """Decide how a bundle is sealed and whose records it carries.

    With nobody named it goes to all enrolled devices, to those of units below only when there are no others. Raises
    SyncError for a device that is not enrolled, for two ways at once, and for devices of a unit below together with
    others unless ``all_units``: they would get each other's records.
    """
    if sum((bool(wish.to), wish.passphrase is not None, wish.plain)) > 1:
        raise SyncError(_("Chỉ chọn một cách: mã hóa cho máy, khóa bằng mật khẩu, hoặc không mã hóa."))
    if wish.passphrase is not None:
        if not wish.passphrase:
            raise SyncError(_("Mật khẩu của tệp để trống. Hãy đặt mật khẩu."))
        refuse_weak(wish.passphrase, WeakPassphrase)
        _refuse_closed(store)
        return Address(Sealing.PASSPHRASE, passphrase=wish.passphrase, own_unit=wish.own_unit)
    known = addressees(store)
    if wish.plain or not (known or wish.to):
        _refuse_closed(store)
        return Address(Sealing.PLAIN, own_unit=wish.own_unit)
    levels = Levels(store)
    if wish.only_receipt:
        return Address(Sealing.RECIPIENTS, tuple(_enrolled(store, name) for name in wish.to))
    chosen = tuple(_entitled(store, levels, name) for name in wish.to) if wish.to else _served(store, known)
    if wish.all_units:
        return Address(Sealing.RECIPIENTS, tuple(dict.fromkeys(chosen)))
    return _address_by_level(levels, tuple(dict.fromkeys(chosen)), named=bool(wish.to))


def _refuse_closed(store: Store) -> None:
    """Raise SyncError where who works here could read in a file what is closed to him in the program."""
    if any(store.count(kind) for kind in store.officers.closed_kinds):
        raise SyncError(
            _(
                "Có hồ sơ không mở cho bạn nên bạn chỉ xuất được tệp mã hóa cho máy đã ghép nối."
                " Hãy ghép nối máy nhận, hoặc nhờ cán bộ được mở hồ sơ ấy xuất tệp này."
            )
        )


def usual_addressees(store: Store) -> Sequence[Peer]:
    """Return the devices that a bundle goes to when nobody is named; those of several units below are none."""
    levels, known = Levels(store), served(store)
    others = [peer for peer in known if levels.unit_below(peer) is None]
    units = {levels.unit_below(peer) for peer in known}
    return others or (known if len(units) == 1 else ())


def _address_by_level(levels: Levels, chosen: tuple[Peer, ...], *, named: bool) -> Address:
    below = {peer: levels.unit_below(peer) for peer in chosen}
    others = tuple(peer for peer, unit in below.items() if unit is None)
    units = {unit for unit in below.values() if unit is not None}
    if not units or (others and not named):
        return Address(Sealing.RECIPIENTS, others)
    if others or len(units) > 1:
        raise SyncError(
            _(
                "Tệp gửi cấp dưới chỉ mang hồ sơ của đơn vị nhận. Hãy xuất riêng cho từng đơn vị, hoặc chọn gửi cả"
                " hồ sơ của các đơn vị khác."
            )
        )
    (unit,) = units
    return Address(Sealing.RECIPIENTS, chosen, unit=unit, units=levels.own_units(unit, chosen))


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


def _served(store: Store, known: Sequence[Peer]) -> Sequence[Peer]:
    """Return the devices that get something; raises SyncError when there are none: nobody gets a plain file instead."""
    found = served(store)
    if not found:
        raise _without_place(known[0])
    return found


def _entitled(store: Store, levels: Levels, name: str) -> Peer:
    peer = _enrolled(store, name)
    if not levels.is_related(peer):
        raise _without_place(peer)
    return peer


def _without_place(peer: Peer) -> SyncError:
    return SyncError(
        _(
            "Máy “{name}” chưa được ghi vào đơn vị nào ở đây nên không được gửi gì. Hãy ghép nối lại và chọn đơn "
            "vị của máy.",
            name=peer.name,
        )
    )


def _enrolled(store: Store, name: str) -> Peer:
    peer = find_peer(store, name)
    if peer.state is PeerState.REVOKED:
        raise SyncError(_("Đã ngừng nhận từ máy “{name}” nên không gửi cho máy ấy được.", name=peer.name))
    if peer.state is PeerState.UNCONFIRMED or not peer.recipient:
        raise SyncError(_("Máy “{name}” chưa được ghép nối. Hãy ghép nối bằng thẻ của máy đó trước.", name=peer.name))
    return peer
