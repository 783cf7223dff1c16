"""The rights in force as an open store knows them: derived from the log once for each state of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from danvan_desktop.domain.authority import Authority
from danvan_desktop.domain.officer_rights import OfficerRights
from danvan_desktop.domain.units import UnitTree
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.holdings import Holdings, authorities_below, units_above
from danvan_desktop.store.identity import Identity
from danvan_desktop.store.peers import Peers, PeerState
from danvan_desktop.store.reading import Reader
from danvan_desktop.store.rights import read_facts
from danvan_desktop.store.selection import Selection
from danvan_desktop.store.settings import UNIT, Settings


class Rights(NamedTuple):
    """Who may write where, how devices stand to the unit whose store this is, and what its officers may."""

    authority: Authority
    holdings: Holdings
    officers: OfficerRights


class RightsInForce:
    """Derives the rights anew whenever something was written since: whatever is written may change them."""

    def __init__(
        self, connection: Connection, settings: Settings, reader: Reader, peers: Peers, identity: Identity
    ) -> None:
        """Take the store."""
        self._connection, self._settings, self._reader = connection, settings, reader
        self._peers, self._identity = peers, identity
        self._state: tuple[object, ...] = ()
        self._rights: Rights | None = None

    @property
    def now(self) -> Rights:
        """The rights by all that is known now."""
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        state = (version, self._connection.total_changes, self._connection.undone, self._settings.get(UNIT))
        if self._rights is None or self._state != state:
            facts = read_facts(self._connection)
            authority = Authority(facts)
            self._rights = Rights(authority, self._holdings_by(authority), OfficerRights(facts.officers, authority))
            self._state = state
        return self._rights

    def _holdings_by(self, authority: Authority) -> Holdings:
        units = self._reader.select("unit", selection=Selection(deleted=True, joined=True))
        kinds = {unit.uid: unit.text("kind") for unit in units}
        tree = UnitTree(authority.parents(), kinds, authority.same(), authority.stays())
        home = self._settings.get(UNIT)
        above = [unit for unit in units_above(self._settings) if not tree.has_left(home, unit)]
        below = authorities_below(self._settings)
        confirmed = ((p.device, p.unit_uid) for p in self._peers.all() if p.state is PeerState.CONFIRMED)
        known = {device: unit for device, unit in confirmed if not _gave_up(authority, device, unit)}
        return Holdings(
            authority,
            tree,
            home,
            self._identity.keys.device,
            [unit.uid for unit in units],
            {
                *(device for device, unit in known.items() if unit in above),
                *(device for device, _unit in _who_holds(authority, above)),
            },
            {device: unit for device, unit in (*known.items(), *_who_holds(authority, below)) if unit in below},
        )


def _who_holds(authority: Authority, units: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield who holds units that the officer named as above or below, by whichever keys or laptop, with each."""
    return ((device, unit) for unit in units for device in authority.holders_now(unit))


def _gave_up(authority: Authority, device: str, unit: str) -> bool:
    """Tell whether a device held its unit and holds it no more: for who copied its keys nothing more is written."""
    return authority.ever_holds(device, unit) and device not in authority.holders_now(unit)
