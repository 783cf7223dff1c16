"""Grants and withdrawals as they are written, and which rights are in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from danvan_desktop.domain.kinds.rights import write_marks
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Peer, Store
from danvan_desktop.sync.placement import path_of

_LONGEST_NAME = 120


def grant_draft(store: Store, peer: Peer, unit: str) -> Draft:
    """A device that was put out gets a new right: what it wrote meanwhile stays held."""
    was_out = bool(store.find("withdrawal", unit=unit, of=peer.device))
    values = {
        "unit": unit,
        "device": peer.device,
        "name": peer.name[:_LONGEST_NAME],
        "recipient": peer.recipient,
        "after": write_marks(store.log.vector()) if was_out else None,
    }
    return Draft("grant", values)


@dataclass(frozen=True)
class RightInForce:
    """That a device writes for a unit; ``path`` is where that lies in the tree."""

    device: str
    name: str
    unit: str
    unit_name: str
    path: str


def rights_in_force(store: Store) -> Sequence[RightInForce]:
    """Return which devices write for which units now, by unit; a unit that is listed under several uids is one."""
    names = {grant.text("device"): grant.text("name") for grant in store.list("grant")}
    names |= {peer.device: peer.name for peer in store.peers.all()} | {store.device_key: store.device_name}
    standing, units = store.tree.standing_for, store.list("unit")
    held = {
        (standing(place), device)
        for unit in units
        for place in (unit.uid, *store.joined_to(unit.uid))
        for device in store.authority.holders_now(place)
    }
    return [
        RightInForce(device, names.get(device, ""), unit.uid, unit.text("name"), path_of(store, unit.uid))
        for unit in units
        for device in sorted(device for place, device in held if place == unit.uid)
    ]
