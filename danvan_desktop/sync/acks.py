"""Acknowledgements: what a device has, told to those who sent it.

The mark up to which a sender believes the other side to be moves only by these, never by sending: a lost stick costs
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec

from danvan_desktop.domain.device_names import device_called
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import Peer, PeerState, ReceiptNote, Store
from danvan_desktop.sync.documents import (
    check_signature,
    open_document,
    opening,
    read_document,
    sign_document,
    write_document,
)
from danvan_desktop.sync.errors import NotABundle, RevokedSender, SyncError
from danvan_desktop.sync.files import check_place
from danvan_desktop.sync.limits import MOST_LOGS
from danvan_desktop.sync.manifest import (
    AckBundle,
    AckLog,
    AckMissing,
    Count,
    Hash,
    Moment,
    Receipt,
    Sender,
    Unit,
    local_moment,
)
from danvan_desktop.sync.numbering import use_number
from danvan_desktop.sync.peers import find_device, is_strict
from danvan_desktop.sync.receipt import SignedReceipt, accept_receipt, own_receipt
from danvan_desktop.sync.trust import is_revoked_on

FORMAT = "danvan-ack"
MAJOR, VERSION = 2, "2.0"


class Ack(msgspec.Struct, frozen=True):
    """All of it; ``state`` is the digest of the whole store: equal digests mean equal content.

    ``number`` is counted together with those of the sender's bundles: the higher of two was written later.
    """

    format: str
    version: str
    number: Count
    made_at: Moment
    sender: Sender
    unit: Unit
    logs: Annotated[tuple[AckLog, ...], msgspec.Meta(max_length=MOST_LOGS)]
    bundles: Annotated[tuple[AckBundle, ...], msgspec.Meta(max_length=1_000)]
    missing: Annotated[tuple[AckMissing, ...], msgspec.Meta(max_length=1_000)]
    state: Hash


@dataclass(frozen=True)
class AckResult:
    """What an acknowledgement told: of which device, for how many changes newly, how many are still on the way.

    ``is_equal`` says that both stores hold the same; ``is_old`` that a newer acknowledgement was here before, so that
    nothing was changed.
    """

    peer: Peer
    ack: Ack
    moved: int
    lagging: int
    is_equal: bool
    is_old: bool


def write_ack(store: Store, out: Path) -> Ack:
    """Write what this store has; raises SyncError in words."""
    check_place(out)  # before a number is used up for nothing
    number, unit, told = use_number(store), store.unit, own_receipt(store)
    ack = Ack(
        FORMAT,
        VERSION,
        number,
        store.clock.now().isoformat(timespec="milliseconds"),
        Sender(store.device_key, store.device_name, store.replica, store.identity.keys.recipient),
        Unit(unit.uid, unit.text("name"), unit.text("code"), unit.text("kind")),
        told.logs,
        told.bundles,
        told.missing,
        store.digest(),
    )
    write_document(out, sign_document(store, ack))
    return ack


def read_ack(path: Path) -> Ack:
    """Read an acknowledgement and check its signature; raises SyncError in words."""
    data = read_document(path)
    if not data.startswith(opening(FORMAT)):
        raise NotABundle(_("Đây không phải giấy báo nhận. Hãy chọn tệp nơi nhận tạo bằng nút “Ghi giấy báo nhận…”."))
    ack, signed, signature = open_document(data, FORMAT, MAJOR, Ack)
    check_signature(ack.sender.device, signature, signed)
    try:
        for moment in (ack.made_at, *(one.made_at for one in ack.missing)):
            local_moment(moment)
    except (ValueError, OverflowError) as error:
        raise NotABundle(_("Giấy báo nhận ghi ngày giờ không đọc được. Hãy xin máy nhận tạo lại.")) from error
    return ack


def take_ack(store: Store, path: Path, *, dry_run: bool = False) -> AckResult:
    """Believe an acknowledgement of a known device; raises SyncError in words for any other."""
    if not dry_run:
        store.officers.require_writer()
    ack = read_ack(path)
    peer = find_device(store, ack.sender.device)
    if peer is None or (peer.state is PeerState.UNCONFIRMED and is_strict(store)):
        raise SyncError(
            _("Giấy báo nhận của máy “{name}” chưa được ghép nối. Hãy ghép nối trước.", name=ack.sender.name)
        )
    if peer.state is PeerState.REVOKED and is_revoked_on(peer, local_moment(ack.made_at).date()):
        raise RevokedSender(
            _("Đã ngừng nhận từ máy “{name}” nên giấy báo nhận của máy ấy không có giá trị.", name=peer.name)
        )
    told = SignedReceipt(ack.sender.replica, ack.number, ack.made_at, Receipt(ack.logs, ack.bundles, ack.missing))
    believed = accept_receipt(store, peer, told, dry_run=dry_run)
    return AckResult(peer, ack, believed.moved, believed.lagging, ack.state == store.digest(), believed.is_old)


def describe_ack(result: AckResult) -> tuple[Message, ...]:
    """Tell in words what an acknowledgement says."""
    ack = result.ack
    told = [
        _(
            "Giấy báo nhận của {unit} ({device}), lập lúc {moment}.",
            unit=ack.unit.name,
            device=device_called(result.peer.name),
            moment=local_moment(ack.made_at),
        )
    ]
    if result.is_old:
        told.append(_("Đã có giấy báo nhận mới hơn của máy này; không có gì thay đổi."))
    elif result.is_equal:
        told.append(_("Hai bên có cùng nội dung."))
    elif result.lagging:
        told.append(ngettext("Còn {n} thay đổi nơi ấy chưa có.", "Còn {n} thay đổi nơi ấy chưa có.", result.lagging))
    else:
        told.append(_("Bên đó đã có mọi thay đổi của máy này."))
    waiting = sum(bundle.state == "quarantined" for bundle in ack.bundles)
    if waiting:
        told.append(
            ngettext("{n} tệp đang chờ nơi ấy chấp nhận.", "{n} tệp đang chờ nơi ấy chấp nhận.", waiting),
        )
    refused = sum(bundle.state == "refused" for bundle in ack.bundles)
    if refused:
        told.append(ngettext("{n} tệp bị nơi ấy từ chối.", "{n} tệp bị nơi ấy từ chối.", refused))
    told += [
        _("Bên đó thiếu tệp số {number} ngày {moment}.", number=missing.number, moment=local_moment(missing.made_at))
        for missing in ack.missing
    ]
    return tuple(told)


def receipts(store: Store) -> Mapping[str, tuple[ReceiptNote, ...]]:
    """Return what was said of each bundle of ours, by the SHA-256 of its file."""
    told: dict[str, tuple[ReceiptNote, ...]] = {}
    for note in store.peers.receipts():
        told[note.sha256] = (*told.get(note.sha256, ()), note)
    return told
