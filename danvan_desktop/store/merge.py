"""Merges entries from elsewhere: the union of logs, in one transaction, verified entry by entry."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from msgspec.structs import replace

from danvan_desktop.domain.entry import NO_HASH, Entry, EntryId, LogKey, is_intact
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.replica import is_replica_of
from danvan_desktop.localization import _
from danvan_desktop.store.arrived_changes import ArrivedChanges
from danvan_desktop.store.blobs import Blobs
from danvan_desktop.store.connection import Connection, joined_transaction, transaction
from danvan_desktop.store.entry_json import entry_from_json, entry_to_json
from danvan_desktop.store.entry_rows import filled
from danvan_desktop.store.errors import MergeError
from danvan_desktop.store.extents import LogExtents
from danvan_desktop.store.forks import Forks, Turn
from danvan_desktop.store.garbage_collection import garbage_collector_off
from danvan_desktop.store.heads import Heads
from danvan_desktop.store.healing import written_again
from danvan_desktop.store.identity import Identity
from danvan_desktop.store.log import EntryLog, LogHead
from danvan_desktop.store.merge_counts import count_emptied, count_touched
from danvan_desktop.store.merge_result import MergeResult, Review
from danvan_desktop.store.reappeared import titles_of_met
from danvan_desktop.store.search import Search
from danvan_desktop.store.temporary import clear
from danvan_desktop.store.thinning import forget_freed, stays_freed

_BATCH = 2_000
"""Entries written at a time: memory stays flat whatever the bundle's size."""


class _DryRun(Exception):
    """Rolls a merge back once its result is known."""


@dataclass
class _Tally:
    """Counts while a merge runs, and the tips of the logs as it extends them."""

    tips: dict[LogKey, tuple[int, str]]
    added: int = 0
    known: int = 0
    parked: int = 0
    quarantined: int = 0
    forked: set[LogKey] = field(default_factory=set)
    filled: set[str] = field(default_factory=set)
    fillings: int = 0
    gapped: frozenset[LogKey] = frozenset()
    """The logs of which some content was held back."""
    are_read: bool = False
    """Whether the hashes were computed from what the entries say by who read them."""
    migrated: frozenset[LogKey] = frozenset()
    """The logs that stand until their owners' own entries come."""
    owners: Mapping[LogKey, LogHead] = field(default_factory=dict)
    """The ends of the logs of which entries come."""
    devices: Mapping[LogKey, str] = field(default_factory=dict)
    """The devices that logs are of: as they are known here, else as their ends tell."""
    lost: list[Entry] = field(default_factory=list)
    """Own entries that stand under numbers which were used before."""
    replaced: bool = False


class Merger:
    """Brings the entries of other stores into this one."""

    def __init__(
        self,
        connection: Connection,
        kinds: Kinds,
        arrived_changes: ArrivedChanges,
        log: EntryLog,
        heads: Heads,
        search: Search,
        blobs: Blobs,
        identity: Identity,
    ) -> None:
        """Work on an open store."""
        self._identity = identity
        self._kinds = kinds
        self._required = json.dumps(
            [[kind.name, field.name] for kind in kinds for field in kind.fields if field.required]
        )
        self._every_kind = frozenset(kind.name for kind in kinds)
        self._connection = connection
        self._arrived = arrived_changes
        self._log = log
        self._extents = LogExtents(connection, log)
        self._forks = Forks(connection, log)
        self._heads = heads
        self._search = search
        self._blobs = blobs

    def merge(
        self,
        entries: Iterable[Entry],
        heads: Sequence[LogHead],
        blobs: Iterable[tuple[str, bytes]] = (),
        *,
        dry_run: bool = False,
        review: Review | None = None,
        are_read: bool = False,
        keeps_unnamed: bool = False,
    ) -> MergeResult:
        """Apply entries in any order of logs, ascending within each; ``heads`` say who owns which log.

        Of entries that ``are_read`` from a file the reader has computed the hashes from what they say, so that it is
        enough to see that each follows the one before it. Raises MergeError when digests or chains do not fit, or
        somebody claims another's log; then nothing is applied. With ``dry_run`` the result is told and nothing is
        kept. ``review`` may refuse by raising; then nothing is applied either. Attached files that no entry names are
        left out, unless ``keeps_unnamed`` says that the entries may come later.
        """
        result = MergeResult()
        try:
            with (transaction if dry_run else joined_transaction)(self._connection), garbage_collector_off():
                result = self._apply(
                    entries, heads, blobs, review, are_read, is_kept=not dry_run, keeps_unnamed=keeps_unnamed
                )
                if dry_run:
                    raise _DryRun
        except _DryRun:
            return result
        return result

    def _apply(
        self,
        entries: Iterable[Entry],
        heads: Sequence[LogHead],
        blobs: Iterable[tuple[str, bytes]],
        review: Review | None,
        are_read: bool,
        *,
        is_kept: bool,
        keeps_unnamed: bool,
    ) -> MergeResult:
        owners = {head.key: head for head in heads}
        if not all(is_replica_of(head.replica, head.device) for head in heads):
            raise MergeError(_("Tệp ghi tên một máy khác, có thể là giả, nên chưa nhập gì. Hãy hỏi nơi gửi."))
        known = self._log.logs()
        tally = _Tally({head.key: (head.seq, head.hash) for head in known})
        tally.devices = {head.key: head.device for head in (*heads, *known)}
        tally.gapped, tally.migrated = self._extents.gapped(), self._log.migrated()
        tally.owners = owners
        tally.are_read = are_read
        self._log.begin()
        clear(self._connection, "present")
        self._take_in(entries, owners, tally)
        self._unpark(tally)
        self._set_heads(owners, tally)
        if tally.lost and is_kept:
            self._write_again(tally.lost)
        conflicts_before = self._count_conflicts()
        if tally.replaced:
            self._remember_all()
            self._heads.rebuild()
        else:
            self._heads.absorb(tally.filled)
        gave_way = self._settle_forks(tally)
        if tally.parked or tally.quarantined:
            self._heads.clear_aside()
        files = self._add_files(blobs, keeps_unnamed=keeps_unnamed)
        touched = list(dict.fromkeys([*self._heads.touched(), *gave_way]))
        self._search.refresh(touched)
        result = self._result(tally, conflicts_before, touched, files=files)
        if review is not None:
            review(self._arrived.arrived, result)
        return result

    def _settle_forks(self, tally: _Tally) -> Sequence[str]:
        """Let what stands give way to what was set aside, where that is to stand (``forks``).

        Returns the records of what gave way: of some of them nothing may be left here.
        """
        logs = self._forks.told_of(self._identity.keys.devices, tally.forked)
        self._forks.note_ends(tally.owners[key] for key in tally.forked & tally.owners.keys())
        is_other = bool(tally.forked or tally.parked) or not tally.owners
        turns = self._forks.turns(logs, may_be_decided=is_other)
        gave_way: list[str] = []
        for turn in turns:
            gave_way += self._forks.take(turn, tally.devices)
            tally.forked.add(turn.key)
            tally.tips[turn.key] = (turn.come[-1].id.seq, turn.come[-1].hash)
            tally.added += len(turn.come)
            tally.quarantined -= min(tally.quarantined, len(turn.come))
        if turns:
            self._set_heads(dict(tally.owners), tally)
            self._sign_again(turns)
            self._remember_all("AND uid NOT IN (SELECT uid FROM temp.touched)")
            self._heads.rebuild()
        tally.quarantined -= min(tally.quarantined, self._forks.forget_rewritten(logs))
        if self._forks.were_asked:
            self._forks.note_undecided(self._identity.keys.devices)
        return gave_way

    def _sign_again(self, turns: Iterable[Turn]) -> None:
        """Give what stands now the signature that came with it: without one it could not be passed on."""
        keys = {turn.key for turn in turns}
        for head in self._log.logs():
            if head.key in keys and head.signature is None:
                signature = self._forks.signature_of(head.key, head.hash)
                self._log.set_heads([LogHead(*head.key, head.seq, head.hash, head.device, signature)])

    def _add_files(self, blobs: Iterable[tuple[str, bytes]], *, keeps_unnamed: bool) -> int:
        """Keep attached files that something here names; returns how many were not here.

        What no entry names any more, since it was erased, is never written: free pages of the file would hold it.
        Raises MergeError for one that is not what its digest says.
        """
        added = 0
        named: frozenset[str] | None = None
        for digest, data in blobs:
            if sha256(data).hexdigest() != digest:
                raise MergeError(
                    _("Tệp đính kèm bên trong bị hỏng hoặc bị sửa nên chưa nhập gì. Hãy xin nơi gửi tệp khác.")
                )
            if self._blobs.has(digest):
                continue
            named = self._blobs.named() if named is None else named
            is_wanted = keeps_unnamed or digest in named or self._blobs.is_named_aside(digest)
            if is_wanted and not stays_freed(self._connection, digest):
                self._blobs.add(data)
                forget_freed(self._connection, digest)
                added += 1
        return added

    def _take_in(self, entries: Iterable[Entry], owners: dict[LogKey, LogHead], tally: _Tally) -> None:
        batch: list[Entry] = []
        for entry in entries:
            if entry.id.log not in owners:
                raise MergeError(_("Tệp có nội dung không rõ máy nào đã ghi nên chưa nhập gì. Hãy hỏi nơi gửi."))
            if self._accepts(entry, tally):
                batch.append(entry)
                if len(batch) >= _BATCH:
                    self._log.append(batch, devices=tally.devices)
                    batch.clear()
        self._log.append(batch, devices=tally.devices)

    def _accepts(self, entry: Entry, tally: _Tally) -> bool:
        """Tell whether an entry extends its log; known, parked and contradicting ones are counted and kept aside."""
        key = entry.id.log
        if tally.are_read and self._just_follows(entry, key, tally):
            return True
        if key in tally.migrated and self._is_otherwise(entry, tally):
            self._give_way(entry, tally)
        if key not in tally.forked and self._contradicts(entry, tally) and not self._is_mended(entry, tally):
            tally.forked.add(key)
        if key in tally.forked:
            return self._quarantine(entry, tally)
        seq, previous = tally.tips.get(key, (0, NO_HASH))
        if entry.id.seq <= seq:
            tally.known += 1
            self._fill(entry, tally)
            return False
        if entry.id.seq > seq + 1:
            return self._park(entry, tally)
        follows = entry.previous == previous
        if not (follows and tally.are_read) and not is_intact(entry if follows else replace(entry, previous=previous)):
            raise MergeError(_("Tệp bị sửa hoặc thiếu một phần nên chưa nhập gì. Hãy xin nơi gửi tệp khác."))
        tally.tips[key] = (entry.id.seq, entry.hash)
        tally.added += 1
        return True

    def _just_follows(self, entry: Entry, key: LogKey, tally: _Tally) -> bool:
        """Take what most entries are: the next of a log that nobody doubts."""
        if (entry.id.seq - 1, entry.previous) != tally.tips.get(key) or key in tally.forked or key in tally.migrated:
            return False
        tally.tips[key] = (entry.id.seq, entry.hash)
        tally.added += 1
        return True

    def _contradicts(self, entry: Entry, tally: _Tally) -> bool:
        """Tell whether its log is known to be otherwise, here or in what it follows."""
        seq, newest = tally.tips.get(entry.id.log, (0, NO_HASH))
        if entry.id.seq <= seq:
            return self._stored_hash(entry.id, tally) != entry.hash
        follows_another = entry.id.seq == seq + 1 and entry.previous not in (NO_HASH, newest)
        return follows_another and (tally.are_read or is_intact(entry))

    def _is_mended(self, entry: Entry, tally: _Tally) -> bool:
        """Take what stands here under used numbers of an own log out, to be written again; tell whether it was that.

        What was once taken out so never comes back.
        """
        key, before = entry.id.log, entry.id.seq - 1
        head = tally.owners[key]
        is_own = head.signature is not None and head.device == self._identity.keys.device
        if not is_own or entry.previous != self._log.hash_at(key, before) or self._is_set_aside(entry):
            return False
        tail = list(self._log.entries_after({**self._log.vector(), key: before}))
        for one in tail:
            self._set_aside("quarantine", one)
        tally.lost += tail
        self._give_way(entry, tally)
        return True

    def _is_set_aside(self, entry: Entry) -> bool:
        row = self._connection.execute(
            "SELECT 1 FROM quarantine WHERE replica = ? AND stream = ? AND seq = ? AND hash = ?",
            [*entry.id, bytes.fromhex(entry.hash)],
        ).fetchone()
        return row is not None

    def _write_again(self, lost: Sequence[Entry]) -> None:
        replica = self._identity.begin_anew()
        entries = written_again(lost, replica, self._log.hash_at)
        self._log.append(entries)
        ends = {entry.id.log: entry for entry in entries}
        device = self._identity.keys.device
        self._log.set_heads([LogHead(*end.id, end.hash, device, None) for end in ends.values()])
        self._identity.reserve({end.id.stream: end.id.seq for end in ends.values()})

    def _is_otherwise(self, entry: Entry, tally: _Tally) -> bool:
        """Tell whether a log made of what an earlier version kept is otherwise from here on, in one no shorter."""
        seq, _hash = tally.tips.get(entry.id.log, (0, NO_HASH))
        is_within = entry.id.seq <= seq <= tally.owners[entry.id.log].seq
        return is_within and self._stored_hash(entry.id, tally) != entry.hash

    def _give_way(self, entry: Entry, tally: _Tally) -> None:
        """Take such a log's entries out, from this one of its owner on."""
        key, before = entry.id.log, entry.id.seq - 1
        self._log.forget(key, entry.id.seq)
        tally.tips[key] = (before, self._log.hash_at(key, before))
        tally.migrated -= {key}
        tally.replaced = True

    def _fill(self, entry: Entry, tally: _Tally) -> None:
        """Give a known entry what was held back of it until now."""
        if entry.id.log not in tally.gapped or self._log.is_archived(entry.id):
            return
        known = self._log.find(entry.id)
        if known is None:
            return
        whole = filled(known, entry)
        if whole is not None:
            self._log.replace(whole)
            tally.fillings += 1
            tally.filled.add(entry.uid)

    def _stored_hash(self, entry_id: EntryId, tally: _Tally) -> str:
        tip = tally.tips.get(entry_id.log)
        return tip[1] if tip is not None and tip[0] == entry_id.seq else self._log.hash_at(entry_id.log, entry_id.seq)

    def _park(self, entry: Entry, tally: _Tally) -> bool:
        self._set_aside("parked", entry)
        tally.parked += 1
        return False

    def _quarantine(self, entry: Entry, tally: _Tally) -> bool:
        tally.quarantined += self._set_aside("quarantine", entry)
        return False

    def _set_aside(self, table: str, entry: Entry) -> int:
        """Keep an entry aside; returns 0 where it lies there already."""
        added = self._connection.execute(
            f"INSERT OR IGNORE INTO {table} VALUES (?, ?, ?, ?, ?)",
            [*entry.id, bytes.fromhex(entry.hash), entry_to_json(entry)],
        )
        return int(added.rowcount)

    def _unpark(self, tally: _Tally) -> None:
        """Take in what waited for entries that are here now: in the logs that this merge brought something of."""
        ready = [entry for key in sorted(tally.owners) for entry in self._unpark_log(key, tally)]
        self._log.append(ready, devices=tally.devices)

    def _unpark_log(self, key: LogKey, tally: _Tally) -> Sequence[Entry]:
        ready: list[Entry] = []
        waiting = self._connection.execute(
            "SELECT seq, entry FROM parked WHERE replica = ? AND stream = ? ORDER BY seq, hash", key
        )
        done = 0
        for number, text in waiting:
            seq, previous = tally.tips.get(key, (0, NO_HASH))
            if number > seq + 1:
                break
            entry, done = entry_from_json(text), number
            if number == seq + 1 and is_intact(replace(entry, previous=previous)):
                tally.tips[key] = (number, entry.hash)
                tally.added += 1
                ready.append(entry)
            elif self._log.hash_at(key, number) != entry.hash:
                self._quarantine(entry, tally)
        waiting.close()
        if done:
            self._connection.execute("DELETE FROM parked WHERE replica = ? AND stream = ? AND seq <= ?", [*key, done])
        return ready

    def _set_heads(self, owners: dict[LogKey, LogHead], tally: _Tally) -> None:
        """Move each log's head to its new tip, with the owner's signature when it covers just that tip."""
        known = {head.key: head for head in self._log.logs()}
        for key, (seq, newest) in tally.tips.items():
            claimed, stored = owners.get(key), known.get(key)
            # Where nothing came, another end of the log is a fork whose entries did not come, and no fault of the file.
            grew = stored is None or (stored.seq, stored.hash) != (seq, newest)
            is_otherwise = claimed is not None and claimed.seq == seq and claimed.hash != newest
            if grew and is_otherwise and key not in tally.forked:
                raise MergeError(_("Chữ ký của chuỗi thay đổi không khớp nội dung. Không có gì được nhập."))
            if stored is not None and stored.seq == seq and stored.signature is not None:
                continue
            covers = claimed is not None and claimed.seq == seq and claimed.hash == newest
            device = stored.device if stored is not None else tally.devices.get(key, "")
            signature = claimed.signature if claimed is not None and covers else None
            self._log.set_heads([LogHead(*key, seq, newest, device, signature)])

    def _remember_all(self, among: str = "") -> None:
        """Keep which records there are, and which of them deleted, before all are derived anew."""
        self._connection.execute(
            "INSERT OR IGNORE INTO temp.present SELECT uid, no, deleted, changed FROM record"
            f" WHERE changed IS NOT NULL {among}"
        )

    def _count_conflicts(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM conflict").fetchone()[0])

    def _concerned(self, kinds: set[str]) -> frozenset[str]:
        """Return the kinds whose lists may show something else: with joins those of all that refer to them."""
        return self._every_kind | kinds if "same_as" in kinds else frozenset(kinds)

    def _result(self, tally: _Tally, conflicts_before: int, touched: Sequence[str], files: int) -> MergeResult:
        new, deleted, changed = count_touched(self._connection, may_hold=self._heads.may_hold())
        kinds = self._connection.execute(
            "SELECT DISTINCT r.kind FROM temp.touched t CROSS JOIN record r ON r.no = t.record"
        ).fetchall()
        return MergeResult(
            added=tally.added,
            known=tally.known,
            parked=tally.parked,
            quarantined=tally.quarantined,
            new_records=new,
            changed_records=changed,
            deleted_records=deleted,
            emptied_records=count_emptied(self._connection, self._required),
            conflicts=self._count_conflicts() - conflicts_before,
            kinds=self._concerned({kind for (kind,) in kinds}),
            uids=tuple(touched),
            filled=tally.fillings,
            rewritten=len(tally.lost),
            reappeared=tuple(titles_of_met(self._connection, self._kinds)),
            files=files,
            archived=self._heads.left_in_archives,
        )
