"""Who took the place of a laptop by that one's own word: whoever knows the former one knows the heir, too.

A village's laptop founds a unit of its own. That its commune lists it, and gave it the listed unit, it hears by the
first file from there. When its keys were changed or its office was handed over before, it gave what it had founded, and
its heir would stand nowhere that the commune knows of; everything that it sends would wait for another pairing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.uid import is_maker
from danvan_desktop.store import PeerState, Store


def heirs(store: Store) -> Collection[str]:
    """Return the devices that took, each by the word of one whose files are taken in here, the place of that one."""
    paired = {peer.device for peer in store.peers.all() if peer.state is PeerState.CONFIRMED}
    known = [former for former in who_ended_itself(store) if former in paired or units_here(store, former)]
    return {grant.text("device") for former in known if (grant := given_over(store, former)) is not None}


def who_ended_itself(store: Store) -> Sequence[str]:
    """Return the devices that gave up by their own word what they held."""
    return sorted({one.text("of") for one in store.list("withdrawal") if is_maker(one.uid, one.text("of"))})


def units_here(store: Store, device: str) -> Sequence[str]:
    """Return what a device holds at which this one stands."""
    held = store.holdings.units_of(device)
    return [unit for unit in held if store.authority.standing_now(store.device_key, unit)]


def given_over(store: Store, former: str) -> Record | None:
    """Return the last grant to who holds now, by a device's word or its heirs' ones, what that device gave over."""
    return max(_grants_to_heirs(store, former), key=lambda grant: grant.uid, default=None)


def _grants_to_heirs(store: Store, former: str) -> Iterator[Record]:
    for unit in {one.text("unit") for one in store.find("withdrawal", of=former) if is_maker(one.uid, former)}:
        holders, passed, givers = store.authority.holders_now(unit), set[str](), [former]
        while givers:
            giver = givers.pop()
            if giver in passed or giver in holders or not _ended_itself(store, giver, unit):
                continue
            passed.add(giver)
            given = [one for one in store.find("grant", unit=unit) if is_maker(one.uid, giver)]
            yield from (grant for grant in given if grant.text("device") in holders)
            givers.extend(grant.text("device") for grant in given)


def _ended_itself(store: Store, device: str, unit: str) -> bool:
    return any(is_maker(one.uid, device) for one in store.find("withdrawal", of=device, unit=unit))
