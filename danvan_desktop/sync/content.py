"""What of a store an export carries: of which logs which entries, with which content, counted while it passes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from msgspec.structs import replace

from danvan_desktop.domain.entry import Entry
from danvan_desktop.store import LogHead, Store
from danvan_desktop.sync.addressing import Address, acknowledged
from danvan_desktop.sync.levels import OwnRecords
from danvan_desktop.sync.lines import encode_line
from danvan_desktop.sync.manifest import HeldLog, Log
from danvan_desktop.sync.noted_manifests import recall_manifest
from danvan_desktop.sync.personal import TextOfRecord
from danvan_desktop.sync.selection import Selection
from danvan_desktop.sync.signing import is_signed
from danvan_desktop.sync.units_told import units_told
from danvan_desktop.sync.wish import ExportWish, Vector


class Content:
    """The logs of an export, and what of their entries stays here."""

    def __init__(self, store: Store, wish: ExportWish, sealed: Address) -> None:
        """Read where the logs stand; raises SyncError for what was wished and may not be."""
        self._store = store
        self.selection = Selection(store, wish, sealed)
        since = _start(store, wish, sealed)
        heads, unsigned = _signed(store, () if wish.only_receipt else store.signed_logs()), store.log.migrated()
        kept = [head for head in heads if head.signature is not None and not self.selection.leaves_out(head)]
        self.logs: Sequence[Log] = [
            _log(store, head, min(since.get(head.key, 0), head.seq)) for head in kept if head.key not in unsigned
        ]
        here = {head.key for head in kept}
        self.held_logs = tuple(
            HeldLog(head.replica, head.stream, head.seq)
            for head in heads
            if head.key not in here and head.key not in unsigned and since.get(head.key, 0) < head.seq
        )

    @property
    def texts(self) -> Sequence[TextOfRecord]:
        """The texts that may name a citizen, met so far where personal data is to stay."""
        return self.selection.texts

    def passing(self, logs: Sequence[Log]) -> OutgoingEntries:
        """Return the entries of some logs, to be read once."""
        return OutgoingEntries(self._store, self.selection, logs)


class OutgoingEntries:
    """Entries on their way out, counted: by kind, with content held back, secret ones, the attached files they name.

    ``carried`` counts those that bring any content.
    """

    def __init__(self, store: Store, selection: Selection, logs: Sequence[Log]) -> None:
        """Read nothing yet."""
        self._store = store
        self._selection = selection
        self._logs = logs
        self.total = sum(log.seq - log.after for log in logs)
        self.kinds: Counter[str] = Counter()
        self.attached: set[str] = set()
        self.withheld = self.carried = 0
        self.secret_kept: set[str] = set()
        self.secret_sent: set[str] = set()

    def lines(self, tell: Callable[[], None]) -> Iterator[str]:
        """Yield the entries as lines of a bundle; ``tell`` is called after each."""
        for number, entry, withheld in self._entries():
            yield encode_line(entry, number, withheld=withheld)
            tell()

    def count(self) -> OutgoingEntries:
        """Count without writing."""
        for _one in self._entries():
            pass
        return self

    def _entries(self) -> Iterator[tuple[int, Entry, Collection[str]]]:
        numbers = {(log.replica, log.stream): number for number, log in enumerate(self._logs)}
        ranges = [((log.replica, log.stream), log.after, log.seq) for log in self._logs]
        for entry in self._store.log.entries_of(ranges):
            withheld = self._selection.withheld(entry)
            self._count(entry, withheld)
            yield numbers[entry.id.log], entry, withheld

    def _count(self, entry: Entry, withheld: Collection[str]) -> None:
        self.kinds[entry.kind] += 1
        self.carried += not entry.values.keys() <= set(withheld)
        for name in self._selection.secret_fields(entry):
            (self.secret_kept if name in withheld else self.secret_sent).add(entry.uid)
        if any(one.is_held_back for one in entry.gone.values()) or not entry.values.keys().isdisjoint(withheld):
            self.withheld += 1
        if entry.kind == "attachment" and "sha256" in entry.values.keys() - set(withheld):
            digest = json.loads(entry.values["sha256"])
            if digest is not None and self._store.blobs.has(digest):
                self.attached.add(digest)


def _start(store: Store, wish: ExportWish, sealed: Address) -> Vector:
    """Return after which entries the export begins."""
    if not wish.since_ack:
        return wish.since or {}
    if not sealed.unit:
        return acknowledged(store, sealed.peers, content=wish.is_whole)
    told = [units_told(store, peer.device) for peer in sealed.peers]
    known = [frozenset(units) for units in told if units is not None]
    if len(known) < len(told):
        return acknowledged(store, sealed.peers, content=True)
    return _before_grown(store, sealed, frozenset(sealed.units).difference(frozenset.intersection(*known)))


def _before_grown(store: Store, sealed: Address, grown: Collection[str]) -> Vector:
    """Return what the devices of a unit below acknowledged, in each log at most what comes before its newest units'."""
    marks = acknowledged(store, sealed.peers, content=False)
    if not grown:
        return marks
    first = store.log.first_of(OwnRecords(store, grown).uids)
    return {key: min(seq, first.get(key, seq + 1) - 1) for key, seq in marks.items()}


def _log(store: Store, head: LogHead, after: int) -> Log:
    after_hash = store.log.hash_at(head.key, after)
    signature = (head.signature or b"").hex()
    return Log(head.replica, head.stream, head.device, after, after_hash, head.seq, head.hash, signature)


def signed_before(store: Store, log: Log) -> Sequence[Log]:
    """Return a log of another device as earlier bundles told of it between ``after`` and ``seq``, signed, in order."""
    found: dict[int, Log] = {}
    for note in store.bundles():
        for told in recall_manifest(note.manifest).logs:
            is_between = log.after < told.seq < log.seq and told.device == log.device
            if is_between and (told.replica, told.stream) == (log.replica, log.stream) and _holds(store, told):
                found[told.seq] = told
    return [found[seq] for seq in sorted(found)]


def _holds(store: Store, told: Log) -> bool:
    """Tell whether a log stood here as a bundle tells, by its owner's signature."""
    if store.log.hash_at((told.replica, told.stream), told.seq) != told.hash:
        return False
    head = LogHead(told.replica, told.stream, told.seq, told.hash, told.device, None)
    return is_signed(bytes.fromhex(told.device), bytes.fromhex(told.signature), head.signed_text)


def _signed(store: Store, heads: Sequence[LogHead]) -> Sequence[LogHead]:
    """Find the signatures of logs of other devices, where they are not at hand: of one that told none there is none.

    A log whose earlier changes came later than its newest stands where an earlier bundle told, with its signature.
    """
    if all(head.signature is not None for head in heads):
        return heads
    told = {
        (log.replica, log.stream, log.seq, log.hash, log.device): bytes.fromhex(log.signature)
        for note in store.bundles()
        for log in recall_manifest(note.manifest).logs
    }
    return [_signed_as_told(head, told) for head in heads]


def _signed_as_told(head: LogHead, told: Mapping[tuple[str, str, int, str, str], bytes]) -> LogHead:
    signature = head.signature or told.get((head.replica, head.stream, head.seq, head.hash, head.device))
    if signature is None or not is_signed(bytes.fromhex(head.device), signature, head.signed_text):
        return replace(head, signature=None)
    return replace(head, signature=signature)
