"""Devices that nobody paired here, and that hold a unit of this office, one below or one above it by rights alone.

Their rights travel in the log, so a laptop whose keys were changed, that was replaced or whose office was handed over
need not be paired again by anybody. Who took by its word the place of one whose files are taken in is known as that one
is, also where it holds nothing here: a commune that a village was moved away from tells it what came, or the village
would send all of it for ever. By which key they are written to the grant says that gave them the unit. Who
founded its unit got no grant, as a province that only the other laptop of a commune paired: it says so itself in the
first file that comes from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace
from pyrage import RecipientError
from pyrage.x25519 import Recipient

from danvan_desktop.domain.clock import timestamp_moment
from danvan_desktop.domain.record import Record
from danvan_desktop.store import Peer, Store
from danvan_desktop.sync.heirs import heirs
from danvan_desktop.sync.remembered import remember, remembered

_SENDERS = "sync.senders"
"""The setting that keeps what senders without a grant told of themselves."""


def note_sender(store: Store, peer: Peer) -> None:
    """Keep by which key a sender is written to that nobody paired, by a file that it signed.

    It counts while that one holds a unit by its rights.
    """
    if peer.recipient and store.peers.find(peer.device) is None and not store.find("grant", device=peer.device):
        known = _senders(store)
        since = known[peer.device].added_at if peer.device in known else peer.added_at
        told = replace(peer, added_at=since, confirmed_at=since)
        if known.get(peer.device) != told:
            remember(store, _SENDERS, {**known, peer.device: told})


def _senders(store: Store) -> Mapping[str, Peer]:
    return remembered(store, _SENDERS, dict[str, Peer])


def vouched(store: Store) -> Sequence[Peer]:
    """Return them; whom several grants name with other keys to encrypt to has to show its card."""
    known = {*store.own_devices, *(peer.device for peer in store.peers.all())}
    grants: dict[str, list[Record]] = {}
    for grant in store.list("grant"):
        if grant.text("device") not in known:
            grants.setdefault(grant.text("device"), []).append(grant)
    counted = {device for device in grants if store.holdings.is_related(device)}
    if any(store.holdings.units_of(device) for device in grants.keys() - counted):
        counted.update(heirs(store))
    granted = [
        peer for device, found in grants.items() if device in counted for peer in _believed(store, device, found)
    ]
    told = (peer for device, peer in _senders(store).items() if device not in known and device not in grants)
    return [*granted, *(peer for peer in told if _is_recipient(peer.recipient) and _holds(store, peer.device))]


def _holds(store: Store, device: str) -> bool:
    """Tell whether a device holds a unit here by rights, of this office, below or above it."""
    return bool(store.holdings.units_of(device)) and store.holdings.is_related(device)


def _believed(store: Store, device: str, grants: Sequence[Record]) -> Iterator[Peer]:
    recipients = {grant.text("recipient") for grant in grants}
    if len(recipients) != 1 or not all(map(_is_recipient, recipients)):
        return
    grant = grants[-1]
    unit = store.get(store.holdings.tree.standing_for(grant.text("unit")), include_deleted=True)
    if unit is None:
        return
    moment = timestamp_moment(grant.changed).isoformat(timespec="seconds")
    labels = (unit.uid, unit.text("name"), unit.text("code"), unit.text("kind"))
    yield Peer(device, grant.text("recipient"), grant.text("name"), *labels, added_at=moment, confirmed_at=moment)


def _is_recipient(text: str) -> bool:
    try:
        Recipient.from_str(text)
    except RecipientError:
        return False
    return True
