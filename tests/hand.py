"""A laptop whose owner writes entries with a program of his own."""

import secrets

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from danvan_desktop.domain.entry import EntryId, encode_value, seal
from danvan_desktop.domain.replica import new_replica
from danvan_desktop.domain.uid import UidMaker
from danvan_desktop.store import LogHead
from tests.copies import replace


class Hand:
    """A device with a program of its own, which holds one village; its entries say any time."""

    since = 1_790_000_000_000

    def __init__(self, unit):
        self.key = Ed25519PrivateKey.generate()
        self.device = self.key.public_key().public_bytes_raw().hex()
        self.replica, self.new_uid, self.unit = new_replica(self.device), UidMaker(self.device), unit
        self.entries = []

    def write(self, kind, values, uid=None, place="", seen=()):
        """Write an entry, of its own unit by its word, and return the uid of the record."""
        entry = seal(
            EntryId(self.replica, "upward", len(self.entries) + 1),
            timestamp=f"{self.since + len(self.entries)}-0000",
            kind=kind,
            uid=uid or self.new_uid(),
            place=place or self.unit,
            officer="",
            seen=tuple(seen),
            values={name: encode_value(value) for name, value in values.items()},
            salt=secrets.token_hex(16),
            previous=self.entries[-1].hash if self.entries else "",
        )
        self.entries.append(entry)
        return entry.uid

    def send(self, store):
        last = self.entries[-1]
        head = LogHead(*last.id, last.hash, self.device, None)
        store.merge(self.entries, [replace(head, signature=self.key.sign(head.signed_text))])
