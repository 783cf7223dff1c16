"""Section 10, *Makers* and *Moves*: who made each record, of which kind it is, and of which units it was."""

import json
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from .lines import Entry

Log = tuple[str, str]


def may_have_made(uid: str, device: str, unit: str) -> bool:
    """Tell whether the key of a device, or the unit, gives a uid; one of another version tells nothing."""
    if not re.fullmatch("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", uid):
        return True
    bits = int(uid.replace("-", ""), 16)
    moment = (bits >> 80) * 4096 + (bits >> 64 & 0xFFF)
    chance, proof = bits >> 54 & 0xFF, bits & (1 << 54) - 1
    told = f"danvan-unit\n{unit}" if bits >> 127 else f"danvan-record\n{device}"
    digest = sha256(f"{told}\n{moment}\n{chance}".encode()).digest()
    return bits >> 62 & 3 == 2 and int.from_bytes(digest[:7], "big") >> 2 == proof


def text_of(entry: Entry, name: str) -> str:
    """Return the text that an entry sets a field to; empty for anything else."""
    value = json.loads(entry.values.get(name, "null"))
    return value if isinstance(value, str) else ""


@dataclass(frozen=True)
class History:
    """Where a record was, one unit after another, and the last stay that the author of each of its entries knew of."""

    stays: Sequence[str]
    knew: Mapping[tuple[str, str, int], int]


class Records:
    """The entries by the records that they are of."""

    def __init__(self, entries: Iterable[Entry], devices: Mapping[Log, str]) -> None:
        """Take all entries, with the keys of the devices that own their logs."""
        self.by_id = {entry.id: entry for entry in entries}
        self.devices = devices
        self._of: dict[str, list[Entry]] = {}
        for entry in sorted(self.by_id.values(), key=_by_time):
            self._of.setdefault(entry.uid, []).append(entry)

    def uids(self) -> Iterable[str]:
        """Return the records."""
        return self._of.keys()

    def device(self, entry: Entry) -> str:
        """Return the key of who wrote an entry."""
        return self.devices[entry.id[:2]]

    def is_made_by(self, entry: Entry) -> bool:
        """Tell whether an entry can be of who made its record."""
        return may_have_made(entry.uid, self.device(entry), "" if entry.kind == "unit" else entry.place)

    def kind(self, uid: str) -> str:
        """Return the kind of a record; empty when nothing of its maker is here."""
        return next((entry.kind for entry in self._of.get(uid, ()) if self.is_made_by(entry)), "")

    def said(self, uid: str) -> list[Entry]:
        """Return the entries of a record that say its kind, each after those that its author knew."""
        return self.in_order(entry for entry in self._of.get(uid, ()) if entry.kind == self.kind(uid))

    def of_kind(self, kind: str) -> Iterator[Entry]:
        """Yield the entries of all records of a kind."""
        for uid in self._of:
            if self.kind(uid) == kind:
                yield from self.said(uid)

    def named(self, entry: Entry) -> Iterator[Entry]:
        """Yield the entries of its record that an entry names."""
        for one in entry.seen:
            replica, stream, number, beginning = one.split(":")
            found = self.by_id.get((replica, stream, int(number)))
            if found is not None and found.uid == entry.uid and found.hash.startswith(beginning):
                yield found

    def in_order(self, entries: Iterable[Entry]) -> list[Entry]:
        """Sort entries: each after those that its author knew, otherwise by (t, replica, stream, seq)."""
        logs: dict[Log, deque[Entry]] = {}
        for entry in sorted(entries, key=lambda one: one.id):
            logs.setdefault(entry.id[:2], deque()).append(entry)
        ordered: list[Entry] = []
        while logs:
            firsts = sorted((log[0] for log in logs.values()), key=_by_time)
            following = next((one for one in firsts if not self._waits(one, logs)), firsts[0])
            log = logs[following.id[:2]]
            ordered.append(log.popleft())
            if not log:
                del logs[following.id[:2]]
        return ordered

    def _waits(self, entry: Entry, logs: Mapping[Log, Sequence[Entry]]) -> bool:
        others = (one for one in self.named(entry) if one.id[:2] in logs and one.id[:2] != entry.id[:2])
        return any(logs[one.id[:2]][0].id <= one.id for one in others)

    def history(self, uid: str, field: str, may_write: Callable[[Entry, str], bool]) -> History | None:
        """Follow a record from unit to unit; ``field`` names its unit or whole. Nothing when its maker is not here."""
        said = self.said(uid)
        made = next((entry for entry in said if self.is_made_by(entry)), None)
        if made is None:
            return None
        if self.kind(uid) == "unit":
            return History([uid], {})
        stays, knew = [made.place], dict.fromkeys((entry.id for entry in said), 0)
        for entry in said:
            before = [stay for other, stay in knew.items() if other[:2] == entry.id[:2] and other < entry.id]
            knew[entry.id] = max([0, *before, *(knew.get(one.id, 0) for one in self.named(entry))])
            is_move = field in entry.fields and entry.place != stays[-1] and entry is not made
            if is_move and may_write(entry, stays[-1]) and may_write(entry, entry.place):
                stays.append(entry.place)
                knew[entry.id] = len(stays) - 1
        return History(stays, knew)


def _by_time(entry: Entry) -> tuple[str, tuple[str, str, int]]:
    return entry.timestamp, entry.id
