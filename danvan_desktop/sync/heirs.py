"""What a laptop gave over before it heard what it had been given: whoever gave it that lets it follow.

A village's laptop founds a unit of its own. That its commune lists it, and gave it the listed unit, it hears by the
first file from there. When its keys were changed or its office was handed over before, it gave what it had founded, and
its heir would stand nowhere that the commune knows of; everything that it sends would wait for another pairing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.uid import is_maker
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Peer, Store
from danvan_desktop.sync.device_changes import handed_over


@dataclass(frozen=True)
class _Inheritance:
    """The grant by which a device gave what it founded to its heir, and the units that it was given here before."""

    grant: Record
    former: str
    units: Sequence[str]


def is_heir(store: Store, device: str) -> bool:
    """Tell whether a device took the place of one that was given a unit here."""
    return any(one.grant.text("device") == device for one in _inheritances(store))


def follow_heirs(store: Store) -> Iterator[Message]:
    """Give heirs what was given here to those whose place they took; tells of each."""
    for one in list(_inheritances(store)):
        heir = _peer(one.grant)
        former = store.peers.find(one.former)
        told = _("Máy “{new}” thay máy “{old}”.", new=heir.name, old=former.name if former is not None else heir.name)
        with suppress(InvalidRecord):  # where this device stands by the word of the former one alone
            store.save(*handed_over(store, heir, one.former, one.units, told))
            yield told


def _inheritances(store: Store) -> Iterator[_Inheritance]:
    """Yield what devices gave over that still hold a unit at which this device stands, by their own words alone."""
    for former in {one.text("of") for one in store.list("withdrawal") if is_maker(one.uid, one.text("of"))}:
        held = store.holdings.units_of(former)
        units = [unit for unit in held if store.authority.standing_now(store.device_key, unit)]
        grant = _given_over(store, former) if units and former not in store.own_devices else None
        if grant is not None and grant.text("device") not in store.own_devices:
            yield _Inheritance(grant, former, units)


def _given_over(store: Store, former: str) -> Record | None:
    """Return the last grant of a unit that a device founded and holds no more by its own word."""
    ended = {
        one.text("unit")
        for one in store.find("withdrawal", of=former)
        if is_maker(one.uid, former) and is_maker(one.text("unit"), former)
    }
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
