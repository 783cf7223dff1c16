"""What goes down to a level below: the records of the unit that gets a bundle, not those of its neighbours."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from danvan_desktop.domain.entry import Entry
from danvan_desktop.domain.kinds.unit import VILLAGE_KINDS
from danvan_desktop.domain.stream import Stream
from danvan_desktop.domain.units import Office, UnitTree, standing_units
from danvan_desktop.store import Peer, Store, office_of


class Levels:
    """Knows which devices work for units below this office."""

    def __init__(self, store: Store) -> None:
        """Read the tree of units and the known devices."""
        home, units = store.unit, store.list("unit")
        offices = [office_of(peer) for peer in store.peers.all() if peer.unit_uid]
        own = Office(home.uid, home.text("code"), home.text("kind"))
        self._same = standing_units(own, offices, units)
        self._units = tuple(unit.uid for unit in units)
        self._home = self._same[home.uid]
        parents = {unit.uid: unit.text("parent") for unit in units}
        self._tree = UnitTree(parents, {unit.uid: unit.text("kind") for unit in units}, self._same)

    def unit_below(self, peer: Peer) -> str | None:
        """Return the unit that a device works for when it lies below this office, else ``None``.

        A village that stands nowhere in the tree yet lies below any authority.
        """
        unit = self._same.get(peer.unit_uid, peer.unit_uid)
        if not unit or unit == self._home:
            return None
        is_unlinked = self._tree.top_of(unit) == unit and peer.unit_kind in VILLAGE_KINDS
        is_lower = is_unlinked and self._tree.rank(self._home) > 0
        return unit if is_lower or self._tree.is_below(unit, self._home) else None

    def is_above(self, peer: Peer) -> bool:
        """Tell whether a device works for a unit above this office: one that it lies below, or of a higher level."""
        unit = self._same.get(peer.unit_uid, peer.unit_uid)
        return bool(unit) and (
            self._tree.is_below(self._home, unit) or self._tree.is_outranked(self._home, peer.unit_kind)
        )

    def own_units(self, unit: str) -> Collection[str]:
        """Return a unit and those below it, under every uid that stands for one of them."""
        found = {unit, *(uid for uid in self._units if self._tree.is_below(uid, unit))}
        return frozenset(found | {founded for founded, standing in self._same.items() if standing in found})


class OwnRecords:
    """The records of some units with their parts, the petitions that came of these, and what every unit needs.

    Every unit needs the tree of units and the officers without their personal data, and records of no unit: criteria,
    the office's rules.
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
        own = _with_parts(of_units | set(units), parents)
        sources = store.valued("petition", "source_record")
        self._own = _with_parts(own | {uid for uid, source in sources if source in own}, parents)

    def have(self, entry: Entry) -> bool:
        """Tell whether the content of an entry is of these records."""
        if entry.uid in self._own:
            return True
        if entry.kind not in self._kinds:
            return False
        kind = self._kinds[entry.kind]
        if entry.kind in ("unit", "officer"):
            return entry.id.stream != Stream.RESTRICTED.value
        return kind.unit is None and kind.parent is None


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
