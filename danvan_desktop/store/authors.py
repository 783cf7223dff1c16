"""Whose a value is: the devices that wrote it, told by the logs that it stands in, which are signed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from danvan_desktop.domain.device_names import device_of_unit
from danvan_desktop.localization import Message, _
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.peers import Peer, Peers
from danvan_desktop.store.placing import unit_of_record


class Authors:
    """Finds who wrote the newest values of cells."""

    def __init__(self, connection: Connection, peers: Peers) -> None:
        """Work on an open store."""
        self._connection = connection
        self._peers = peers

    def devices(self, uid: str, field: str) -> frozenset[str]:
        """Return the devices that wrote the value that stands, several where they disagree."""
        rows = self._connection.execute("SELECT device FROM head WHERE uid = ? AND field = ?", [uid, field])
        return frozenset(bytes(device).hex() for (device,) in rows)

    def place(self, uid: str) -> str:
        """Return the unit that a record is of, empty while that is not known."""
        return unit_of_record(self._connection, uid) or ""

    def known(self, devices: Collection[str]) -> Sequence[Peer]:
        """Return those of some devices that are known here."""
        return [peer for peer in self._peers.all() if peer.device in devices]


def named(is_own: bool, writers: Sequence[Peer]) -> Message:
    """Say whose a value is: this unit's, another device's with its unit, or one's that is not known here."""
    if is_own:
        return _("đơn vị này")
    if not writers:
        return _("máy chưa ghép nối")
    return device_of_unit(writers[0].unit_name, writers[0].name)
