"""One round out: the files of all addressees that have something new, written with one press."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from danvan_desktop.domain.entry import LogKey
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Peer, Store
from danvan_desktop.store.errors import StoreFull, require_room
from danvan_desktop.store.telling import Tell, tell_nobody
from danvan_desktop.sync.arrived import brings_nothing, files_told, sendings
from danvan_desktop.sync.copied_laptops import speaks_for_copies
from danvan_desktop.sync.errors import SyncError
from danvan_desktop.sync.export import ExportResult, ExportSize, export_bundle, measure_export
from danvan_desktop.sync.levels import Levels
from danvan_desktop.sync.names import name_for
from danvan_desktop.sync.noted_manifests import NotedManifest, recall_manifest
from danvan_desktop.sync.peers import addressees, served
from danvan_desktop.sync.settling import settle
from danvan_desktop.sync.wish import ExportWish

_Noted = tuple[str, NotedManifest, str]
"""A file that was written or came, with which of the two, and its digest."""


@dataclass(frozen=True)
class Outgoing:
    """What goes, or went, to one device: its wish, what that holds, the files once they are written.

    ``fault`` says why nothing goes to it. ``is_new`` tells whether it lacks anything, a receipt included, by what it
    said itself. ``written_at`` is when a file with all of that was written last, in local time without zone: it may
    still lie on a stick that nobody carried there.
    """

    peer: Peer
    wish: ExportWish
    size: ExportSize | None = None
    result: ExportResult | None = None
    owes_receipt: bool = False
    fault: Message | None = None
    written_at: dt.datetime | None = None

    @property
    def is_owed(self) -> bool:
        """Whether something has to be written that no file for it has yet."""
        return self.is_new and self.written_at is None

    @property
    def is_new(self) -> bool:
        """Whether there is something to write for it."""
        return self.size is not None and (self.size.carried > 0 or self.owes_receipt)


def plan_round(store: Store, wish: ExportWish | None = None) -> Sequence[Outgoing]:
    """Look what each enrolled device of this office, below and above it lacks, by its last receipt.

    Of ``wish`` counts what concerns content; personal data stays, where that is wished, from units above alone.
    """
    settle(store)
    wanted, levels = wish or ExportWish(), Levels(store)
    manifests = [(note.direction, recall_manifest(note.manifest), note.sha256) for note in store.bundles()]
    owing, here, told = _owed_receipts(manifests), store.log.vector(), files_told(store)
    planned = []
    for peer in served(store):
        one = _planned(store, _wish_for(levels, peer, wanted), peer, owing=peer.device in owing)
        if not speaks_for_copies(store, peer.device):
            one = _without_what_came(one, manifests, told.get(peer.device, ()), here)
        planned.append(replace(one, written_at=_written_at(one, manifests, here)))
    return [*planned, *_receipts_alone(store, owing)]


def _receipts_alone(store: Store, owing: Collection[str]) -> Iterator[Outgoing]:
    """Yield receipts for offices that send here and get nothing from here, or they would send all of it for ever.

    A commune that lists a village of another one, or that the village's officer named as the level above, is such an
    office. Who holds nothing anywhere any more gets none: its keys may be somebody else's.
    """
    holdings = store.holdings
    for peer in addressees(store):
        if peer.device in owing and holdings.units_of(peer.device) and not holdings.is_related(peer.device):
            yield _planned(store, ExportWish(to=(peer.device,), only_receipt=True), peer, owing=True)


def write_round(
    store: Store,
    folder: Path,
    wish: ExportWish | None = None,
    *,
    planned: Sequence[Outgoing] | None = None,
    progress: Tell | None = None,
) -> Sequence[Outgoing]:
    """Write the files of all who lack something into a folder; what cannot be written for one stops no other.

    Raises SyncError when the folder is not there, StoreFull when it has no room for all of them: then none is written.
    """
    if not folder.is_dir():
        raise SyncError(_("Không thấy thư mục “{path}”. Hãy cắm USB hoặc chọn thư mục khác.", path=str(folder)))
    round_ = planned if planned is not None else plan_round(store, wish)
    going = [one for one in round_ if one.is_new]
    require_room(folder / "gui.danvan", sum(one.size.room for one in going if one.size is not None))
    known = [one.peer for one in round_]
    tell = progress or tell_nobody
    written = []
    for done, one in enumerate(round_):
        tell(done, len(round_))
        written.append(_written(store, folder, one, known) if one.is_new else one)
    tell(len(round_), len(round_))
    return written


def _wish_for(levels: Levels, peer: Peer, wish: ExportWish) -> ExportWish:
    stays = wish.without_personal and levels.is_above(peer)
    personal = wish if stays else replace(wish, without_personal=False, with_texts=False, with_files=False)
    return replace(personal, to=(peer.device,), since_ack=True, plain=False, passphrase=None)


def _planned(store: Store, wish: ExportWish, peer: Peer, *, owing: bool) -> Outgoing:
    try:
        return Outgoing(peer, wish, measure_export(store, wish), owes_receipt=owing)
    except SyncError as error:
        return Outgoing(peer, wish, fault=error.message)


def _written(store: Store, folder: Path, one: Outgoing, known: Sequence[Peer]) -> Outgoing:
    name = name_for(store.unit.text("name"), one.peer, known, store.clock.local_time())
    try:
        return replace(one, result=export_bundle(store, folder / name, one.wish))
    except StoreFull:
        raise
    except SyncError as error:
        return replace(one, fault=error.message)


def _owed_receipts(manifests: Iterable[_Noted]) -> frozenset[str]:
    """Return the devices that sent entries since the last file was written for them."""
    answered: set[str] = set()
    owing: set[str] = set()
    for direction, manifest, _digest in manifests:
        if direction == "out":
            answered.update(manifest.recipients)
        elif manifest.changes > manifest.withheld and manifest.sender.device not in answered:
            owing.add(manifest.sender.device)
    return frozenset(owing)


def _without_what_came(
    one: Outgoing, manifests: Iterable[_Noted], told: Collection[str], here: Mapping[LogKey, int]
) -> Outgoing:
    """Leave out what the device named the very file of; a receipt that is owed then goes alone."""
    if one.size is None or not one.size.carried or not told:
        return one
    came = (manifest for direction, manifest, digest in manifests if direction == "out" and digest in told)
    if not any(brings_nothing(one.size, sent) for sent in sendings(came)):
        return one
    return replace(one, size=replace(one.size, carried=0), wish=replace(one.wish, since=dict(here), since_ack=False))


def _written_at(one: Outgoing, manifests: Iterable[_Noted], here: Mapping[LogKey, int]) -> dt.datetime | None:
    """Return when a file for a device was written that has all it lacks; ``None`` when something came since."""
    if one.size is None or one.owes_receipt:
        return None
    sent = (manifest for direction, manifest, _digest in manifests if direction == "out")
    newest = next((manifest for manifest in sent if one.peer.device in manifest.recipients), None)
    if newest is None or any(here.get((log.replica, log.stream), 0) > log.seq for log in newest.logs):
        return None
    # Compared is what goes whole: an entry of which a part stays counts among those that bring something as well.
    goes_whole = one.size.changes - one.size.held_back
    has_all = newest.volume is not None or newest.changes - newest.withheld >= goes_whole
    return newest.moment if has_all else None
