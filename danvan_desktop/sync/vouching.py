"""Devices that nobody paired here, and that others who may do so gave a unit of this office or one above it.

Their rights travel in the log, so a laptop whose keys were changed, that was replaced or whose office was handed over
need not be paired again by anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyrage import RecipientError
from pyrage.x25519 import Recipient

from danvan_desktop.domain.clock import timestamp_moment
from danvan_desktop.domain.record import Record
from danvan_desktop.store import Peer, Store


def vouched(store: Store) -> Sequence[Peer]:
    """Return them; whom several grants name with other keys to encrypt to has to show its card."""
    known = {*store.own_devices, *(peer.device for peer in store.peers.all())}
    grants: dict[str, list[Record]] = {}
    for grant in store.list("grant"):
        if grant.text("device") not in known:
            grants.setdefault(grant.text("device"), []).append(grant)
    return [peer for device, found in grants.items() for peer in _believed(store, device, found)]


def _believed(store: Store, device: str, grants: Sequence[Record]) -> Iterator[Peer]:
    holdings = store.holdings
    recipients = {grant.text("recipient") for grant in grants}
    if len(recipients) != 1 or not holdings.is_related(device) or not all(map(_is_recipient, recipients)):
        return
    grant = grants[-1]
    unit = store.get(holdings.tree.standing_for(grant.text("unit")), include_deleted=True)
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
