"""What a laptop gave over before it heard what it had been given: whoever gave it that lets it follow.

A village's laptop founds a unit of its own. That its commune lists it, and gave it the listed unit, it hears by the
first file from there. When its keys were changed or its office was handed over before, it gave what it had founded, and
its heir would stand nowhere that the commune knows of; everything that it sends would wait for another pairing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.uid import is_maker
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Peer, PeerState, Store
from danvan_desktop.sync.device_changes import hand_on


def is_heir(store: Store, device: str) -> bool:
    """Tell whether a device took, by the word of one whose files are taken in here, the place of that one."""
    paired = {peer.device for peer in store.peers.all() if peer.state is PeerState.CONFIRMED}
    return any(
        grant is not None and grant.text("device") == device
        for former in _who_ended_itself(store)
        if former in paired or _units_here(store, former)
        for grant in (_given_over(store, former),)
    )


def follow_heirs(store: Store) -> Iterator[Message]:
    """Give heirs what was given here to those whose place they took, by these ones' own words; tells of each."""
    for former in _who_ended_itself(store):
        grant = _given_over(store, former) if _units_here(store, former) else None
        if grant is None or {former, grant.text("device")} & set(store.own_devices):
            continue
        heir, known = _peer(grant), store.peers.find(former)
        told = _("Máy “{new}” thay máy “{old}”.", new=heir.name, old=known.name if known is not None else heir.name)
        if hand_on(store, heir, former, told):
            yield told


def _who_ended_itself(store: Store) -> Collection[str]:
    return {one.text("of") for one in store.list("withdrawal") if is_maker(one.uid, one.text("of"))}


def _units_here(store: Store, device: str) -> Sequence[str]:
    """Return what a device holds at which this one stands."""
    held = store.holdings.units_of(device)
    return [unit for unit in held if store.authority.standing_now(store.device_key, unit)]


def _given_over(store: Store, former: str) -> Record | None:
    """Return the last grant of a unit that a device holds no more by its own word, to who holds it now."""
    ended = {one.text("unit") for one in store.find("withdrawal", of=former) if is_maker(one.uid, former)}
    holders = {unit: store.authority.holders_now(unit) for unit in ended}
    given = [
        grant
        for unit in ended
        if former not in holders[unit]
        for grant in store.find("grant", unit=unit)
        if is_maker(grant.uid, former) and grant.text("device") in holders[unit]
    ]
    return max(given, key=lambda grant: grant.uid, default=None)


def _peer(grant: Record) -> Peer:
    return Peer(grant.text("device"), grant.text("recipient"), grant.text("name"), "", "", "", "", "")
