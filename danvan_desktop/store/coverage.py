"""Reads how far what other units recorded is here.

A unit *has a device of its own* when a device that is known and not revoked works for it. Such a unit tells what it has
by each of these, and the newest counts:

- a bundle of the device that was taken in, by the moment at which it was made: whole or limited, it says how far the
  device's logs go, and what it held back is told apart;
- the newest change of the device's logs, for logs that another office carried here;
- an acknowledgement of the device, when it names no change of the device's own that is not here.

Moments by other clocks count no later than the newest bundle that came. Units without a device of their own are
recorded by the next unit above that has one, or by this office.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence

from danvan_desktop.domain.clock import timestamp_moment
from danvan_desktop.domain.coverage import Coverages, UnitReported
from danvan_desktop.domain.entry import LogKey
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.stream import Stream
from danvan_desktop.domain.units import UnitTree
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.entry_rows import HOLDS_BACK
from danvan_desktop.store.holdings import Holdings
from danvan_desktop.store.log import EntryLog
from danvan_desktop.store.numbering import SEQ_BITS
from danvan_desktop.store.peers import Peer, Peers, PeerState

_FROM_DEVICES = """
    SELECT json_extract(manifest, '$.sender.device'), json_extract(manifest, '$.made_at'), moment
    FROM bundle WHERE direction = 'in'
"""
_NEWEST_ENTRIES = f"""
    SELECT lower(hex(l.device)), printf('%013d-%04x', max(e.clock) >> 16, max(e.clock) & 65535)
    FROM log l JOIN entry e ON e.id = l.no << {SEQ_BITS} | l.seq GROUP BY l.device
"""
_HELD_BACK = f"""
    SELECT lower(hex(l.device)), r.kind, printf('%013d-%04x', max(e.clock) >> 16, max(e.clock) & 65535)
    FROM entry e JOIN log l ON l.no = e.id >> {SEQ_BITS} JOIN record r ON r.no = e.record
    WHERE {HOLDS_BACK} AND l.stream = ? AND EXISTS (
        SELECT 1 FROM json_each(e.gone) g WHERE r.kind || '.' || g.key NOT IN (SELECT value FROM json_each(?)))
    GROUP BY l.device, r.kind
"""
_LACKING = """
    SELECT lower(hex(l.device)) FROM parked p JOIN log l ON l.replica = p.replica AND l.stream = p.stream
    WHERE l.seq > 0 UNION SELECT b.device FROM parked p JOIN log_bringer b ON b.replica = p.replica
    WHERE NOT EXISTS (SELECT 1 FROM log l WHERE l.replica = p.replica AND l.seq > 0)
"""


class CoverageReader:
    """Reads what is known of each unit."""

    def __init__(self, connection: Connection, log: EntryLog, peers: Peers, kinds: Kinds) -> None:
        """Work on an open store."""
        self._connection, self._log, self._peers = connection, log, peers
        self._kinds = kinds

    def read(self, home: str, holdings: Holdings, ended: Mapping[str, dt.date]) -> Coverages:
        """Read for the office of unit ``home``, to which devices stand as ``holdings`` says.

        ``ended`` has the last days of units that are no more.
        """
        told = self._read(holdings, ended)
        return Coverages(holdings.tree, home, told, self._awaited(told, home, holdings.tree))

    def _awaited(self, told: Mapping[str, UnitReported], home: str, tree: UnitTree) -> Sequence[Record]:
        """Return, by their cards, units of which nothing has come, or that do not say yet that they lie below here."""
        peers = {peer.unit_uid: peer for peer in self._peers.all() if peer.unit_uid in told}
        place = tree.standing_for(home)
        return [_unit_of(peers[uid]) for uid in sorted(peers) if tree.was_never_below(uid, place)]

    def _read(self, holdings: Holdings, ended: Mapping[str, dt.date]) -> Mapping[str, UnitReported]:
        revoked = {peer.device for peer in self._peers.all() if peer.state is PeerState.REVOKED}
        devices: dict[str, list[str]] = {}
        for device, unit in holdings.devices_below():
            if device not in revoked:
                devices.setdefault(unit, []).append(device)
        if not devices:
            return {}
        told, held = self._days_told(), self._days_held()
        lacking = {device for (device,) in self._connection.execute(_LACKING)}
        return {
            unit: UnitReported(
                max((told[device] for device in several if device in told), default=None),
                _latest(held.get(device, {}) for device in several),
                any(device in lacking for device in several),
                ended.get(unit),
            )
            for unit, several in devices.items()
        }

    def _days_told(self) -> dict[str, dt.date]:
        days: dict[str, dt.date] = {}
        newest = dt.date.min

        def tell(device: str, day: dt.date) -> None:
            days[device] = max(days.get(device, day), day)

        for device, made_at, moment in self._connection.execute(_FROM_DEVICES):
            received = dt.datetime.fromisoformat(moment).date()
            newest = max(newest, received)
            tell(device, min(_local_day(made_at), received))
        for device, timestamp in self._connection.execute(_NEWEST_ENTRIES):
            tell(device, min(timestamp_moment(timestamp).date(), newest))
        here, owners = self._log.vector(), self._log.owners()
        for peer in self._peers.all():
            if peer.acked_at is not None and self._is_all_here(peer.device, here, owners):
                tell(peer.device, _local_day(peer.acked_at))
        return {device: day for device, day in days.items() if day > dt.date.min}

    def _is_all_here(self, device: str, here: Mapping[LogKey, int], owners: Mapping[LogKey, str]) -> bool:
        """Tell whether a device named no change of its own, when it acknowledged, that is not here."""
        marks = self._peers.marks(device)
        own = {key for key, owner in owners.items() if owner == device}
        return own <= marks.keys() and all(
            mark.seq <= here.get(key, 0)
            for key, mark in marks.items()
            if key[1] == Stream.UPWARD.value and owners.get(key, device) == device
        )

    def _days_held(self) -> Mapping[str, Mapping[str, dt.date]]:
        """Return since when content lacks that figures count: texts that stay with personal data are none."""
        found: dict[str, dict[str, dt.date]] = {}
        texts = [f"{kind.name}.{one.name}" for kind in self._kinds for one in kind.fields if one.may_name_people]
        for device, kind, timestamp in self._connection.execute(_HELD_BACK, [Stream.UPWARD.value, json.dumps(texts)]):
            found.setdefault(device, {})[kind] = timestamp_moment(timestamp).date()
        return found


def _unit_of(peer: Peer) -> Record:
    values = {"name": peer.unit_name, "code": peer.unit_code, "kind": peer.unit_kind}
    return Record("unit", peer.unit_uid, values)


def _latest(several: Iterable[Mapping[str, dt.date]]) -> Mapping[str, dt.date]:
    days: dict[str, dt.date] = {}
    for held in several:
        for kind, day in held.items():
            days[kind] = max(days.get(kind, day), day)
    return days


def _local_day(moment: str) -> dt.date:
    return dt.datetime.fromisoformat(moment).astimezone().date()
