"""Merges changes from elsewhere: the union of logs, in one transaction, verified change by change."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from danvan_desktop.domain.change import NO_HASH, Change, ChangeId, is_intact
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.localization import _
from danvan_desktop.store.blobs import Blobs
from danvan_desktop.store.connection import Connection, transaction
from danvan_desktop.store.errors import MergeError
from danvan_desktop.store.heads import Heads
from danvan_desktop.store.log import ChangeLog, LogHead
from danvan_desktop.store.search import Search
from danvan_desktop.store.touches import Touch, Touches

_BATCH = 5_000
"""Changes written at a time: memory stays flat whatever the bundle's size."""

_SEVERAL = 3
"""So many fields emptied at once are as much as a deletion."""

LogKey = tuple[str, str]


@dataclass(frozen=True)
class MergeResult:
    """What a merge did, in changes and in records.

    ``parked`` changes wait for earlier ones that are missing; ``quarantined`` ones contradict what is known; ``filled``
    ones were known without their content, which was held back until now.
    """

    added: int = 0
    known: int = 0
    parked: int = 0
    quarantined: int = 0
    new_records: int = 0
    changed_records: int = 0
    deleted_records: int = 0
    emptied_records: int = 0
    """Records that lost a required field or several others, as by a script that empties them."""
    conflicts: int = 0
    kinds: frozenset[str] = frozenset()
    uids: tuple[str, ...] = ()
    filled: int = 0


Review = Callable[[Callable[[], Sequence[Touch]], MergeResult], None]
"""Looks at a merge and what it comes to just before it is kept, from inside its transaction; refuses it by raising.

What was touched is gathered when it is asked for.
"""


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


class Merger:
    """Brings the changes of other stores into this one."""

    def __init__(
        self,
        connection: Connection,
        kinds: Kinds,
        touches: Touches,
        log: ChangeLog,
        heads: Heads,
        search: Search,
        blobs: Blobs,
    ) -> None:
        """Work on an open store."""
        self._required = json.dumps(
            [[kind.name, field.name] for kind in kinds for field in kind.fields if field.required]
        )
        self._connection = connection
        self._touches = touches
        self._log = log
        self._heads = heads
        self._search = search
        self._blobs = blobs

    def merge(
        self,
        changes: Iterable[Change],
        heads: Sequence[LogHead],
        blobs: Iterable[tuple[str, bytes]] = (),
        *,
        dry_run: bool = False,
        review: Review | None = None,
    ) -> MergeResult:
        """Apply changes in any order of logs, ascending within each; ``heads`` say who owns which log.

        Raises MergeError when digests or chains do not fit; then nothing is applied. With ``dry_run`` the result is
        told and nothing is kept. ``review`` may refuse by raising; then nothing is applied either.
        """
        result = MergeResult()
        try:
            with transaction(self._connection):
                result = self._apply(changes, heads, blobs, review)
                if dry_run:
                    raise _DryRun
        except _DryRun:
            return result
        return result

    def _apply(
        self,
        changes: Iterable[Change],
        heads: Sequence[LogHead],
        blobs: Iterable[tuple[str, bytes]],
        review: Review | None,
    ) -> MergeResult:
        owners = {(head.replica, head.stream): head for head in heads}
        self._refuse_usurpers(owners)
        tally = _Tally({(head.replica, head.stream): (head.seq, head.hash) for head in self._log.logs()})
        tally.gapped = self._log.gapped()
        first_row = self._heads.newest_row()
        self._remember_present()
        self._take_in(changes, owners, tally)
        self._unpark(tally)
        self._set_heads(owners, tally)
        for digest, data in blobs:
            if sha256(data).hexdigest() != digest:
                raise MergeError(_("Tệp đính kèm trong gói không khớp mã kiểm tra. Không có gì được nhập."))
            self._blobs.add(data)
        conflicts_before = self._count_conflicts()
        self._heads.absorb(first_row, tally.filled)
        self._refuse_other_kinds(first_row)
        self._search.refresh(self._heads.touched())
        result = self._result(tally, conflicts_before, first_row)
        if review is not None:
            review(lambda: self._touches.since(first_row), result)
        return result

    def _refuse_usurpers(self, owners: dict[LogKey, LogHead]) -> None:
        for stored in self._log.logs():
            claimed = owners.get((stored.replica, stored.stream))
            if claimed is not None and claimed.device != stored.device:
                raise MergeError(_("Gói mạo nhận thay đổi của thiết bị khác. Không có gì được nhập."))

    def _take_in(self, changes: Iterable[Change], owners: dict[LogKey, LogHead], tally: _Tally) -> None:
        batch: list[Change] = []
        for change in changes:
            if (change.id.replica, change.id.stream) not in owners:
                raise MergeError(_("Gói có thay đổi không rõ thiết bị nào đã ghi. Không có gì được nhập."))
            if self._accepts(change, tally):
                batch.append(change)
                if len(batch) >= _BATCH:
                    self._log.append(batch)
                    batch.clear()
        self._log.append(batch)

    def _accepts(self, change: Change, tally: _Tally) -> bool:
        """Tell whether a change extends its log; known, parked and contradicting ones are counted and kept aside."""
        key = (change.id.replica, change.id.stream)
        seq, previous = tally.tips.get(key, (0, NO_HASH))
        if key in tally.forked:
            return self._quarantine(change, tally)
        if change.id.seq <= seq:
            if self._stored_hash(change.id, tally) == change.hash:
                tally.known += 1
                if key in tally.gapped and change.value is not None and self._log.fill(change):
                    tally.fillings += 1
                    tally.filled.add(change.uid)
                return False
            tally.forked.add(key)
            return self._quarantine(change, tally)
        if change.id.seq > seq + 1:
            return self._park(change, tally)
        if change.previous != previous:
            change = replace(change, previous=previous)
        if not is_intact(change):
            raise MergeError(_("Chuỗi thay đổi trong gói không liền mạch hoặc đã bị sửa. Không có gì được nhập."))
        tally.tips[key] = (change.id.seq, change.hash)
        tally.added += 1
        return True

    def _stored_hash(self, change_id: ChangeId, tally: _Tally) -> str | None:
        tip = tally.tips.get((change_id.replica, change_id.stream))
        return tip[1] if tip is not None and tip[0] == change_id.seq else self._log.hash_of(change_id)

    def _park(self, change: Change, tally: _Tally) -> bool:
        self._set_aside("parked", change)
        tally.parked += 1
        return False

    def _quarantine(self, change: Change, tally: _Tally) -> bool:
        self._set_aside("quarantine", change)
        tally.quarantined += 1
        return False

    def _set_aside(self, table: str, change: Change) -> None:
        self._connection.execute(
            f"INSERT OR IGNORE INTO {table} VALUES (?, ?, ?, ?, ?, ?)",
            [*change.id, bytes.fromhex(change.hash), _written(change), ""],
        )

    def _unpark(self, tally: _Tally) -> None:
        """Take in what waited for changes that are here now."""
        rows = self._connection.execute("SELECT change FROM parked ORDER BY replica, stream, seq").fetchall()
        ready: list[Change] = []
        for (text,) in rows:
            change = _read(text)
            seq, previous = tally.tips.get((change.id.replica, change.id.stream), (0, NO_HASH))
            if change.id.seq > seq + 1:
                continue
            self._connection.execute("DELETE FROM parked WHERE replica = ? AND stream = ? AND seq = ?", list(change.id))
            if change.id.seq == seq + 1 and is_intact(replace(change, previous=previous)):
                tally.tips[change.id.replica, change.id.stream] = (change.id.seq, change.hash)
                tally.added += 1
                ready.append(change)
            elif self._log.hash_of(change.id) != change.hash:
                self._quarantine(change, tally)
        self._log.append(ready)

    def _set_heads(self, owners: dict[LogKey, LogHead], tally: _Tally) -> None:
        """Move each log's head to its new tip, with the owner's signature when it covers just that tip."""
        known = {(head.replica, head.stream): head for head in self._log.logs()}
        for key, (seq, newest) in tally.tips.items():
            claimed, stored = owners.get(key), known.get(key)
            if claimed is not None and claimed.seq == seq and claimed.hash != newest and key not in tally.forked:
                raise MergeError(_("Chữ ký của chuỗi thay đổi không khớp nội dung. Không có gì được nhập."))
            if stored is not None and stored.seq == seq and stored.signature is not None:
                continue
            covers = claimed is not None and claimed.seq == seq and claimed.hash == newest
            device = stored.device if stored is not None else claimed.device if claimed is not None else ""
            signature = claimed.signature if claimed is not None and covers else None
            self._log.set_head(LogHead(*key, seq, newest, device, signature))

    def _refuse_other_kinds(self, after: int) -> None:
        """Refuse a record that was written as another kind than it is: no form does so, and no list could show it."""
        row = self._connection.execute(
            "SELECT c.uid FROM change c JOIN record r ON r.uid = c.uid LEFT JOIN temp.present p ON p.uid = c.uid"
            " WHERE c.id > ? AND (c.kind != r.kind OR p.kind != r.kind) LIMIT 1",
            [after],
        ).fetchone()
        if row is not None:
            raise MergeError(
                _("Gói ghi bản ghi {uid} thành loại khác. Không có gì được nhập; hãy báo cho nơi gửi.", uid=row[0])
            )

    def _remember_present(self) -> None:
        self._connection.execute(
            "CREATE TEMP TABLE IF NOT EXISTS present (uid TEXT PRIMARY KEY, kind TEXT, deleted INTEGER)"
        )
        self._connection.execute("DELETE FROM temp.present")
        self._connection.execute("INSERT INTO temp.present SELECT uid, kind, deleted FROM record")

    def _count_emptied(self, after: int) -> int:
        """Count the records of before that the changes beyond a row emptied: a required field, or several."""
        row = self._connection.execute(
            "SELECT count(*) FROM (SELECT c.uid FROM change c JOIN temp.present p ON p.uid = c.uid"
            " JOIN record r ON r.uid = c.uid AND r.deleted IS NOT 1"
            " JOIN head h ON h.uid = c.uid AND h.field = c.field AND h.change = c.id"
            " WHERE c.id > ? AND p.deleted IS NOT 1 AND c.field NOT IN ('deleted', 'seen')"
            " AND c.value IS NOT NULL AND trim(coalesce(json_extract(c.value, '$'), '')) = ''"
            " AND EXISTS (SELECT 1 FROM change b WHERE b.uid = c.uid AND b.field = c.field AND b.id <= ?"
            " AND trim(coalesce(json_extract(b.value, '$'), '')) != '')"
            " GROUP BY c.uid HAVING count(DISTINCT c.field) >= ? OR max(EXISTS (SELECT 1 FROM json_each(?) r"
            " WHERE r.value ->> 0 = c.kind AND r.value ->> 1 = c.field)))",
            [after, after, _SEVERAL, self._required],
        ).fetchone()
        return int(row[0])

    def _count_conflicts(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM conflict").fetchone()[0])

    def _result(self, tally: _Tally, conflicts_before: int, first_row: int) -> MergeResult:
        new, deleted, touched = self._connection.execute(
            "SELECT count(*) FILTER (WHERE p.uid IS NULL),"
            " count(*) FILTER (WHERE p.uid IS NOT NULL AND r.deleted IS 1 AND p.deleted IS NOT 1), count(*)"
            " FROM temp.touched t JOIN record r ON r.uid = t.uid LEFT JOIN temp.present p ON p.uid = t.uid"
        ).fetchone()
        kinds = self._connection.execute(
            "SELECT DISTINCT r.kind FROM temp.touched t JOIN record r ON r.uid = t.uid"
        ).fetchall()
        return MergeResult(
            added=tally.added,
            known=tally.known,
            parked=tally.parked,
            quarantined=tally.quarantined,
            new_records=new,
            changed_records=touched - new - deleted,
            deleted_records=deleted,
            emptied_records=self._count_emptied(first_row),
            conflicts=self._count_conflicts() - conflicts_before,
            kinds=frozenset(kind for (kind,) in kinds),
            uids=tuple(self._heads.touched()),
            filled=tally.fillings,
        )


def _written(change: Change) -> str:
    """Write a change that is set aside. The module is loaded here, when a change is: the window opens without it."""
    import msgspec

    return msgspec.json.encode(change).decode()


def _read(text: str) -> Change:
    import msgspec

    return msgspec.json.decode(text, type=Change)
