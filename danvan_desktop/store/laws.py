"""The working days and the law that ship with the program, and the law as the office applies it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from danvan_desktop.assets import resource_path
from danvan_desktop.domain.calendar import WorkCalendar
from danvan_desktop.domain.kinds.office import readable_value
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.legal import LegalRules
from danvan_desktop.domain.units import UnitTree
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.peers import Peer, Peers, PeerState
from danvan_desktop.store.reading import Reader


def load_calendar() -> WorkCalendar:
    """Read the public holidays that ship with the program."""
    return WorkCalendar.from_data(json.loads(resource_path("calendar", "holidays.json").read_text("utf-8")))


def load_law() -> LegalRules:
    """Read the legal thresholds and terms that ship with the program."""
    return LegalRules.from_data(json.loads(resource_path("rules", "legal_rules.json").read_text("utf-8")))


class OfficeLaw:
    """The legal rules with the values in place that the office, or one above it for those below, set itself.

    A value belongs to the unit whose device wrote it, so nobody can write one in another's name. What others wrote for
    themselves, and what cannot be read, changes no rule here.
    """

    def __init__(
        self, connection: Connection, reader: Reader, peers: Peers, home: Callable[[], tuple[str, str]]
    ) -> None:
        """Read the law; the office's own values are read at the first use.

        ``home`` gives the uid of the store's unit and the key of its device.
        """
        self._connection = connection
        self._reader = reader
        self._peers = peers
        self._home = home
        self._law_itself = load_law()
        self._applied: LegalRules | None = None

    @property
    def rules(self) -> LegalRules:
        """The rules as the office applies them."""
        if self._applied is None:
            self._applied = self._overridden()
        return self._applied

    def forget(self) -> None:
        """Read the office's own values again at the next use."""
        self._applied = None

    def _overridden(self) -> LegalRules:
        law = self._law_itself
        for override in self._reader.select("rule_override"):
            code = override.text("rule")
            value = readable_value(override.text("value"))
            if code in law.codes() and value is not None and self._holds_here(override):
                law = law.with_override(code, value, override.text("reason"))
        return law

    def _holds_here(self, override: Record) -> bool:
        unit, device = self._home()
        authors = self._authors(override.uid)
        if device in authors:
            return True
        above = set(self._up_from(unit)) - {unit}
        return any(
            peer.state is PeerState.CONFIRMED
            and (self._is_home(peer, unit) or (bool(override.get("holds_below")) and peer.unit_uid in above))
            for peer in self._peers.all()
            if peer.device in authors
        )

    def _authors(self, uid: str) -> frozenset[str]:
        """Return the devices that wrote the value that stands."""
        rows = self._connection.execute(
            "SELECT l.device FROM head h JOIN change c ON c.id = h.change"
            " JOIN log_head l ON l.replica = c.replica AND l.stream = c.stream WHERE h.uid = ? AND h.field = 'value'",
            [uid],
        )
        return frozenset(device for (device,) in rows)

    def _up_from(self, unit: str) -> Iterator[str]:
        units = {record.uid: record.text("parent") for record in self._reader.select("unit")}
        return UnitTree(units, {}, {}).up_from(unit)

    def _is_home(self, peer: Peer, unit: str) -> bool:
        home = self._reader.get(unit, include_deleted=True)
        named = (peer.unit_code, peer.unit_kind)
        return peer.unit_uid == unit or (home is not None and named == (home.text("code"), home.text("kind")))
