"""What goes down to a level below: the records of the unit that gets a bundle, not those of its neighbours."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from danvan_desktop.domain.entry import Entry
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.stream import Stream
from danvan_desktop.domain.uid import is_maker
from danvan_desktop.store import Peer, Store

KINDS_OF_RIGHTS = ("unit", "grant", "withdrawal", "officer_right", "same_as")
"""Kinds that say who may write where: everybody needs all of them, whose ever they are."""


class Levels:
    """Knows which devices work for units below this office, for this one, and above."""

    def __init__(self, store: Store) -> None:
        """Read the rights in force."""
        self._store = store
        self._holdings = store.holdings

    @cached_property
    def _units(self) -> Sequence[str]:
        return tuple(unit.uid for unit in self._store.units_ever())

    @cached_property
    def _ever_same(self) -> Collection[str]:
        home = self._holdings.home_units
        granted = {one.text("device") for one in self._store.find_all("grant") if one.text("unit") in home}
        return granted | {self._store.device_key}

    def is_same(self, peer: Peer) -> bool:
        """Tell whether a device works for the unit whose store this is."""
        return self._holdings.is_same(peer.device)

    def was_same(self, device: str) -> bool:
        """Tell whether a device works or ever worked for the unit whose store this is."""
        founded = any(is_maker(unit, device) for unit in self._holdings.home_units)
        return founded or device in self._ever_same or self._holdings.is_same(device)

    def unit_below(self, peer: Peer) -> str | None:
        """Return the unit that a device works for when it lies below this office, else ``None``."""
        return self._holdings.unit_below(peer.device)

    def is_above(self, peer: Peer) -> bool:
        """Tell whether a device works for a unit above this office."""
        return self._holdings.is_above(peer.device)

    def is_related(self, peer: Peer) -> bool:
        """Tell whether a device works for this office, below or above it: others get nothing."""
        return self._holdings.is_related(peer.device)

    def own_units(self, unit: str, peers: Iterable[Peer]) -> Collection[str]:
        """Return a unit, those below it and those that its devices hold, under every uid that stands for one."""
        tree = self._holdings.tree
        held = {tree.standing_for(own) for peer in peers for own in self._holdings.units_of(peer.device)}
        above = {unit, *held}
        return frozenset({unit, *(uid for uid in self._units if not above.isdisjoint(tree.up_from(uid)))})


class OwnRecords:
    """The records of some units with their parts, the petitions that came of these, and what every unit needs.

    Every unit needs the tree of units and the officers without their personal data, records of no unit: criteria, the
    office's rules, and what is for all below: works of the whole commune.
    """

    def __init__(self, store: Store, units: Collection[str]) -> None:
        """Find them, deleted ones included."""
        self._kinds = store.kinds
        of_units = {
            uid
            for kind in store.kinds
            if kind.unit is not None
            for uid, unit in store.unit_of(kind.name).items()
            if unit in units
        }
        parents = {
            part: whole
            for kind in store.kinds
            if kind.parent is not None and kind.unit is None
            for part, whole in store.parent_of(kind.name).items()
        }
        own = _with_parts(of_units | set(units) | set(store.log.records_of(units)), parents)
        origins = [(kind.name, one.name) for kind in store.kinds for one in kind.references if one.origin]
        made_from = [pair for kind, name in origins for pair in store.valued(kind, name)]
        shared = {uid for kind in store.kinds if kind.for_all_below for uid in _shared(store, kind)}
        self.uids = _with_parts(own | shared | {uid for uid, origin in made_from if origin in own}, parents)

    def have(self, entry: Entry) -> bool:
        """Tell whether the content of an entry is of these records."""
        if entry.uid in self.uids:
            return True
        if entry.kind not in self._kinds:
            return False
        kind = self._kinds[entry.kind]
        if entry.kind in (*KINDS_OF_RIGHTS, "officer"):
            return entry.id.stream != Stream.RESTRICTED.value
        return kind.unit is None and kind.parent is None


def _shared(store: Store, kind: Kind) -> Iterator[str]:
    """Find the records of a kind that are for every unit below."""
    name, wanted = kind.for_all_below or ("", "")
    return (uid for uid, value in store.valued(kind.name, name) if value == wanted)


def _with_parts(wholes: Collection[str], parents: Mapping[str, str]) -> frozenset[str]:
    found = set(wholes)
    for uid in parents:
        chain, place = [uid], parents[uid]
        while place not in found and place in parents and place not in chain:
            chain.append(place)
            place = parents[place]
        if place in found:
            found.update(chain)
    return frozenset(found)
