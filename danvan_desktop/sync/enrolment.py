"""Enrolling a device: who trusts it, and for which unit it writes, by the choice of a person.

What a card says of its unit, a name, a code, a level, only suggests the choice. What follows from them are records like
others, grants and links, which sync and are the same on all laptops of an office.
"""

from __future__ import annotations

from contextlib import suppress

from danvan_desktop.domain.facts import Role
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.units import rank_of
from danvan_desktop.store import Peer, PeerState, Store
from danvan_desktop.store.errors import StoreFull
from danvan_desktop.store.holdings import say_above, say_below
from danvan_desktop.store.settings import PEERS_ENROLLED
from danvan_desktop.sync.cards import Card
from danvan_desktop.sync.granting import grant_draft
from danvan_desktop.sync.peers import add_peer, confirm_peer, find_peer, peer_of_card, refuse_revoked
from danvan_desktop.sync.placement import Choice, Relation, placement, suggested_choice
from danvan_desktop.sync.revocation import withdraw
from danvan_desktop.sync.settling import settle


def enrol_card(store: Store, card: Card, choice: Choice | None = None) -> Peer:
    """Trust the device of a card, whose fingerprint a person compared, as what was chosen or is suggested.

    Raises SyncError for this device's own card, a revoked device, and when a person must choose; InvalidRecord when
    this device may not enrol others there. Then nothing was changed.
    """
    store.officers.require_writer()
    peer = peer_of_card(store, card)
    with store.all_or_nothing():
        _apply(store, peer, choice or suggested_choice(store, peer))
        added = add_peer(store, card, confirmed=True)
        settle(store)
    return added


def enrol_peer(store: Store, name: str, choice: Choice | None = None) -> Peer:
    """Trust a device whose card is known; raises as ``enrol_card``, and for a device whose card never came."""
    store.officers.require_writer()
    peer = find_peer(store, name)
    refuse_revoked(peer)
    with store.all_or_nothing():
        if peer.recipient and peer.unit_kind:
            _apply(store, peer, choice or suggested_choice(store, peer))
        confirmed = confirm_peer(store, peer.device)
        settle(store)
    return confirmed


def enrol_known(store: Store) -> None:
    """Enrol, once, the devices that an earlier version of the program confirmed: as what their labels suggest.

    Where the disk has no room for that it waits for another opening: what is there can be read all the same. So it is
    at a laptop that writes no more for its unit, until it does again.
    """
    if store.is_read_only or store.settings.get(PEERS_ENROLLED) or store.officers.allowed.role is Role.READ:
        return
    if not store.authority.standing_now(store.device_key, store.unit.uid):
        return
    with suppress(StoreFull), store.all_or_nothing():
        if store.settings.get(PEERS_ENROLLED):
            # Another thread of the window, or another window, opened the store at the same moment and was first.
            return
        for peer in store.peers.all():
            suggested = placement(store, peer).suggested if peer.state is PeerState.CONFIRMED else None
            if suggested is not None:
                _apply(store, peer, suggested)
            elif peer.state is PeerState.REVOKED:
                withdraw(store, peer)
        store.settings.set(PEERS_ENROLLED, "1")
        settle(store)
        store.grant_former_rights_below()


def _apply(store: Store, peer: Peer, choice: Choice) -> None:
    match choice.relation:
        case Relation.SAME:
            _grant(store, peer, store.unit.uid)
        case Relation.BELOW:
            _grant(store, peer, choice.unit)
        case Relation.NEW:
            if rank_of(peer.unit_kind):
                say_below(store.settings, peer.unit_uid)
            else:
                _list_and_grant(store, peer)
        case Relation.ABOVE:
            say_above(store.settings, peer.unit_uid)
        case Relation.NONE:
            pass


def _grant(store: Store, peer: Peer, unit: str) -> None:
    if peer.device not in store.authority.holders_now(unit):
        store.save(grant_draft(store, peer, unit))


def _list_and_grant(store: Store, peer: Peer) -> None:
    uid, home = store.new_uid(), store.unit.uid
    listed = {"name": peer.unit_name, "kind": peer.unit_kind, "code": peer.unit_code, "parent": home}
    store.save(Draft("unit", listed, uid), grant_draft(store, peer, uid))
