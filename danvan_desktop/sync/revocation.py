"""Taking back what devices may write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from contextlib import suppress

from msgspec.structs import replace

from danvan_desktop.domain.entry import LogKey
from danvan_desktop.domain.kinds.rights import readable_marks, write_histories, write_marks
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.replica import is_replica_of
from danvan_desktop.localization import _
from danvan_desktop.store import Peer, PeerState, Store
from danvan_desktop.sync.peers import find_peer


def revoke_peer(store: Store, name: str, from_day: dt.date | None = None) -> Peer:
    """Refuse a device from a day on, today when none is given, and end what it holds."""
    store.officers.require_writer()
    peer = find_peer(store, name)
    with store.all_or_nothing():
        withdraw(store, peer)
        return store.peers.keep(replace(peer, revoked_from=(from_day or store.today()).isoformat()))


def withdraw(store: Store, peer: Peer) -> None:
    """End all that a device holds and this one stands at: nothing counts that is not here yet."""
    end(store, peer, store.holdings.units_of(peer.device), store.log.vector())


def end_what_came_later(store: Store) -> None:
    """End what devices were granted that had been put out before that was known here.

    Of theirs counts what an earlier withdrawal accepted, and nothing else.
    """
    for peer in store.peers.all():
        if peer.state is PeerState.REVOKED:
            granted = {grant.text("unit") for grant in store.find("grant", device=peer.device)}
            counts = {head.key: head.seq for head in store.log.logs() if head.device != peer.device}
            for earlier in store.find("withdrawal", of=peer.device):
                for log, seq in (readable_marks(earlier.text("accepted")) or {}).items():
                    if is_replica_of(log[0], peer.device):
                        counts[log] = max(seq, counts.get(log, 0))
            end(store, peer, [unit for unit in store.holdings.units_of(peer.device) if unit in granted], counts)


def end(store: Store, peer: Peer, units: Iterable[str], known: Mapping[LogKey, int]) -> None:
    """End what a device holds of units, as far as this one stands there: ``known`` still counts."""
    told = {
        "of": peer.device,
        "accepted": write_marks(known),
        "reason": str(_("Ngừng nhận từ máy “{name}”.", name=peer.name)),
        "histories": write_histories(hashes_of(store, peer.device, known)),
    }
    ours = [unit for unit in units if store.authority.standing_now(store.device_key, unit)]
    drafts = [Draft("withdrawal", {"unit": unit, **told}) for unit in ours]
    if not drafts:
        return
    try:
        store.save(*drafts)
    except InvalidRecord:
        _end_one_by_one(store, drafts)


def hashes_of(store: Store, device: str, known: Mapping[LogKey, int]) -> Mapping[LogKey, str]:
    """Return which entries of a device's own logs are meant by numbers: those that stand here under them."""
    own = ((log, store.log.hash_at(log, seq)) for log, seq in known.items() if is_replica_of(log[0], device))
    return {log: digest for log, digest in own if digest}


def _end_one_by_one(store: Store, drafts: Iterable[Draft]) -> None:
    """End what can be ended: where this device stands by the word of that one alone, it would end itself there."""
    for draft in drafts:
        with suppress(InvalidRecord):
            store.save(draft)
