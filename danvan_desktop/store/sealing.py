"""Seals what is to be written as entries of this replica, at the ends of its logs."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from danvan_desktop.domain.entry import (
    DELETED,
    NO_HASH,
    SALT_BYTES,
    Entry,
    EntryId,
    LogKey,
    Seen,
    encode_value,
    newest_by_log,
    seal,
)
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.portable import Portability
from danvan_desktop.domain.secrecy import hides
from danvan_desktop.domain.stream import Stream
from danvan_desktop.domain.uid import is_of_unit, is_uid, may_have_made, tells_unit
from danvan_desktop.localization import _
from danvan_desktop.store.cells import Cells
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.errors import StoreError
from danvan_desktop.store.identity import Identity
from danvan_desktop.store.judging import Assignment
from danvan_desktop.store.known_facts import Known
from danvan_desktop.store.log import EntryLog, LogHead
from danvan_desktop.store.misplaced import names_of_wholes
from danvan_desktop.store.placing import Placing, naming_field, unit_of_record
from danvan_desktop.store.secrecy import Secrets, secret_after


@dataclass
class _Group:
    """What becomes one entry; ``beside`` counts the entries of the same save before it that it leaves standing."""

    kind: str
    uid: str
    stream: str
    beside: int = 0
    values: dict[str, str] = field(default_factory=dict)
    heads: set[EntryId] = field(default_factory=set)

    def names(self, wholes: Mapping[str, str]) -> str:
        """Return the uid that the field of its kind sets which names the whole, by kind; else an empty text."""
        text = self.values.get(wholes.get(self.kind, ""))
        value = None if text is None else json.loads(text)
        return value if isinstance(value, str) else ""

    def seen(self, own: LogKey, last: int, hash_at: Callable[[LogKey, int], str]) -> list[Seen]:
        """Return what its author knew of, by log; of its ``own``, which has ``last`` entries, only if not all."""
        newest = newest_by_log(head for head in self.heads if head.log != own)
        if self.beside:
            newest[own] = last - self.beside
        return [Seen.of(EntryId(*log, seq), hash_at(log, seq)) for log, seq in newest.items()]


class Sealed(NamedTuple):
    """What a save makes: entries of a ``device``, not yet written.

    ``made`` are the units of the records that the device may have made, by uid; ``secret`` are the records that were
    secret, as far as they are named, and those that are from now on; ``records`` counts those that entries are of.
    """

    entries: Sequence[Entry]
    device: str
    made: Mapping[str, str]
    secret: frozenset[str]
    records: int


class Sealer:
    """Knows whose entries they are, which log each belongs to, and what the newest entry of that is."""

    def __init__(
        self,
        connection: Connection,
        kinds: Kinds,
        log: EntryLog,
        identity: Identity,
        known: Known,
        cells: Cells,
        officer: Callable[[], str],
        home: Callable[[], str],
    ) -> None:
        """Work on an open store; ``officer`` gives the uid of whoever works here now, ``home`` that of its unit."""
        self._connection = connection
        self._kinds = kinds
        self._log = log
        self._identity = identity
        self._known = known
        self._officer = officer
        self._portability = Portability(kinds)
        self._secrets = Secrets(connection, kinds)
        self.placing = Placing(connection, kinds, cells, known, home)
        self._wholes = names_of_wholes(kinds)
        self._streams: dict[tuple[str, str], tuple[str, str]] = {}

    def seal(self, assignments: Sequence[Assignment], timestamp: str, *, is_ahead: bool) -> Sealed:
        """Make entries of one moment of assignments; the caller holds the transaction, and writes them.

        ``is_ahead`` tells that some log has an entry of a later moment, which may be one of this replica's own.
        Raises StoreError for what no bundle could carry: it would stand in the log for good and stop all exports.
        """
        replica, own = self._settle(timestamp, is_ahead=is_ahead)
        officer = self._officer()
        # Deriving the key takes as long as writing ten entries: the logs tell it, too.
        device = own[0].device if own else self._identity.keys.device
        tips = {head.stream: (head.seq, head.hash) for head in own}
        places = self.placing.of(assignments)
        secret = self._secret_after(assignments)
        entries: list[Entry] = []
        for group in self._grouped(assignments, secret):
            seq, previous = tips.get(group.stream, (0, NO_HASH))
            entry = seal(
                EntryId(replica, group.stream, seq + 1),
                timestamp=timestamp,
                kind=group.kind,
                uid=group.uid,
                place=places[group.uid],
                officer=officer,
                seen=group.seen((replica, group.stream), seq, self._log.hash_at),
                values=group.values,
                salt=secrets.token_hex(SALT_BYTES),
                previous=previous,
            )
            tips[group.stream] = (seq + 1, entry.hash)
            entries.append(entry)
        self._refuse_unportable(entries)
        self._refuse_of_other_units(entries)
        made = {uid: places[uid] for uid, kind in self._kinds_of(entries) if may_have_made(uid, device, places[uid])}
        return Sealed(entries, device, made, secret, len(places))

    @staticmethod
    def _kinds_of(entries: Iterable[Entry]) -> frozenset[tuple[str, str]]:
        """Return records, each with its kind, whose uid may tell of which unit they are; a unit is of itself."""
        return frozenset((one.uid, one.kind) for one in entries if one.kind != "unit")

    def append(self, sealed: Sealed) -> bool:
        """Write entries at the ends of their logs; tells whether nothing was there of their records, each one a stream.

        What arrives by them is in ``temp.arrived``.
        """
        entries = sealed.entries
        self._log.begin()
        new = self._log.append(entries, sealed.made)
        ends = {one.id.log: one for one in entries}
        self._log.set_heads([LogHead(*key, one.id.seq, one.hash, sealed.device, None) for key, one in ends.items()])
        return new == sealed.records and len({(one.uid, one.id.stream) for one in entries}) == len(entries)

    def _ends_of(self, replica: str) -> Sequence[LogHead]:
        """Return where the logs of a replica stand; by whom they were signed is not asked."""
        logs = self._known.facts().logs
        return [
            LogHead(*key, end.seq, end.hash, end.device, None)
            for key, end in logs.items()
            if key[0] == replica and end.seq > 0
        ]

    def _refuse_of_other_units(self, entries: Sequence[Entry]) -> None:
        """Refuse a new record under a uid that tells another unit: it would be nobody's, and held everywhere."""
        for one in entries:
            if not tells_unit(one.uid) or (one.kind != "unit" and is_of_unit(one.uid, one.place)):
                continue
            if unit_of_record(self._connection, one.uid) is None:
                raise StoreError(
                    _("Mã “{uid}” là của đơn vị khác nên không lập được hồ sơ. Hãy lập mới, bỏ mã ấy.", uid=one.uid)
                )

    def _settle(self, timestamp: str, *, is_ahead: bool) -> tuple[str, Sequence[LogHead]]:
        """Return the replica to write under, and its logs: another when this one's clock was once ahead.

        So time never goes back in a log.
        """
        replica, own = self._identity.settle(self._ends_of)
        last = self._log.newest_timestamp(replica) if is_ahead else None
        return (replica, own) if last is None or last < timestamp else (self._identity.begin_anew(), ())

    def _secret_after(self, assignments: Sequence[Assignment]) -> frozenset[str]:
        """Return the named records that are secret, with those that become so."""
        cells = [(item.kind, item.uid, item.field, item.value) for item in assignments]
        if not self._known.facts().secrets:
            return secret_after(self._kinds, frozenset(), cells)
        named = {one for cell in cells for one in (cell[1], cell[3]) if isinstance(one, str) and is_uid(one)}
        return secret_after(self._kinds, self._secrets.among(named), cells)

    def _grouped(self, assignments: Sequence[Assignment], secret: frozenset[str]) -> list[_Group]:
        """Gather what goes into one entry: of one record, in one stream, each field once."""
        groups: dict[tuple[str, str], list[_Group]] = {}
        for item in assignments:
            key = item.uid, self._stream(item, secret)
            beside = groups.setdefault(key, [])
            if not beside or item.field in beside[-1].values:
                # A field that is set twice, as by an undo that brings a conflict back, stands beside the first.
                beside.append(_Group(item.kind, *key, len(beside)))
            beside[-1].values[item.field] = encode_value(item.value)
            beside[-1].heads.update(item.heads)
        if self._known.facts().moves:
            self._name_moves(groups)
        return [group for beside in groups.values() for group in beside]

    def _name_moves(self, groups: Mapping[tuple[str, str], Sequence[_Group]]) -> None:
        """Let entries of records that came to another unit, and those that make parts of them, tell that."""
        about = [(group, {group.uid, group.names(self._wholes)}) for beside in groups.values() for group in beside]
        moved = self._connection.execute(
            "SELECT r.uid, r.kind FROM json_each(?) j CROSS JOIN record r ON r.uid = j.value"
            " WHERE EXISTS (SELECT 1 FROM moved m WHERE m.record = r.no)",
            [json.dumps(sorted({uid for _group, uids in about for uid in uids}))],
        ).fetchall()
        for uid, kind in moved:
            heads = self._connection.execute(
                "SELECT replica, stream, seq FROM head WHERE uid = ? AND field = ?",
                [uid, naming_field(self._kinds, kind)],
            ).fetchall()
            for group in (group for group, uids in about if uid in uids):
                group.heads.update(EntryId(*head) for head in heads)

    def _stream(self, item: Assignment, secret: frozenset[str]) -> str:
        cell = item.kind, item.field
        if cell not in self._streams:
            self._streams[cell] = self._streams_of(*cell)
        return self._streams[cell][item.uid in secret]

    def _streams_of(self, kind: str, name: str) -> tuple[str, str]:
        """Return the streams of a field: as it usually is, and of a record that is secret."""
        if kind not in self._kinds:
            return Stream.UPWARD.value, Stream.UPWARD.value
        declared = self._kinds[kind]
        if name == DELETED or not declared.has(name):
            usual = Stream.COMMUNE if declared.stays_inside else Stream.UPWARD
            return usual.value, usual.value
        field = declared.field(name)
        is_hidden = hides(field) and field.stream is Stream.UPWARD
        return field.stream.value, (Stream.RESTRICTED if is_hidden else field.stream).value

    def _refuse_unportable(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            fault = self._portability.fault(entry)
            if fault is not None:
                raise StoreError(
                    _("Chưa lưu: {fault} ({uid}). Hãy chạy “danvan check --repair”.", fault=fault, uid=entry.uid[:64])
                )
