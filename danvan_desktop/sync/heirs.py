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
    return {grant.text("device") for one in _taken_from(store) if (grant := given_over(store, one)) is not None}


def had_its_place(store: Store, device: str) -> bool:
    """Tell whether a device once held a unit here, or the place of one whose files are taken in, and lost it since.

    What it wrote before may come afterwards: a file of keys that were changed again, or of a laptop that was replaced
    twice. What it writes beyond its end is held. Of one that holds a unit now it says nothing: that one goes on, and
    who is to answer its files must know it.
    """
    if store.holdings.units_of(device):
        return False
    if any(_is_here(store, unit) for unit in store.authority.ever_held(device)):
        return True
    return any(grant.text("device") == device for one in _taken_from(store) for grant in _grants_in_turn(store, one))


def _is_here(store: Store, unit: str) -> bool:
    """Tell whether a unit is, in the tree, the one whose store this is, one above it or one below that it writes for.

    Where a unit says itself that it lies counts for nothing: any stranger's could.
    """
    holdings = store.holdings
    return holdings.tree.standing_for(unit) in {*holdings.home_units, *holdings.units_above, *holdings.units_below()}


def _taken_from(store: Store) -> Sequence[str]:
    """Return the devices whose files are taken in and that gave their place over."""
    paired = {peer.device for peer in store.peers.all() if peer.state is PeerState.CONFIRMED}
    return [former for former in who_ended_itself(store) if former in paired or units_here(store, former)]


def who_ended_itself(store: Store) -> Sequence[str]:
    """Return the devices that gave up by their own word what they held."""
    return sorted({one.text("of") for one in store.list("withdrawal") if is_maker(one.uid, one.text("of"))})


def units_here(store: Store, device: str) -> Sequence[str]:
    """Return what a device holds at which this one stands."""
    held = store.holdings.units_of(device)
    return [unit for unit in held if store.authority.standing_now(store.device_key, unit)]


def given_over(store: Store, former: str) -> Record | None:
    """Return the last grant to who holds now, by a device's word or its heirs' ones, what that device gave over."""
    in_force = (one for one in _grants_in_turn(store, former) if _holds(store, one))
    return max(in_force, key=lambda grant: grant.uid, default=None)


def _holds(store: Store, grant: Record) -> bool:
    return grant.text("device") in store.authority.holders_now(grant.text("unit"))


def _grants_in_turn(store: Store, former: str) -> Iterator[Record]:
    """Yield the grants by which a device gave its place over, and those by which its heirs did so again."""
    for unit in {one.text("unit") for one in store.find("withdrawal", of=former) if is_maker(one.uid, former)}:
        holders, passed, givers = store.authority.holders_now(unit), set[str](), [former]
        while givers:
            giver = givers.pop()
            if giver in passed or giver in holders or not _ended_itself(store, giver, unit):
                continue
            passed.add(giver)
            given = [one for one in store.find("grant", unit=unit) if is_maker(one.uid, giver)]
            yield from given
            givers.extend(grant.text("device") for grant in given)


def _ended_itself(store: Store, device: str, unit: str) -> bool:
    return any(is_maker(one.uid, device) for one in store.find("withdrawal", of=device, unit=unit))
