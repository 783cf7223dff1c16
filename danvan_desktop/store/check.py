"""Proves that a store is whole: SQLite's own check, the chains of the log, and every table derived from it."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from danvan_desktop.domain.change import SEEN, Change, is_intact
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.kinds.office import readable_value
from danvan_desktop.domain.portable import Portability
from danvan_desktop.localization import Message, _
from danvan_desktop.store.blobs import Blobs
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.heads import TRUE_HEADS, Heads, derived_rows
from danvan_desktop.store.log import ChangeLog
from danvan_desktop.store.schema import DECIDED, table_of
from danvan_desktop.store.search import Search
from danvan_desktop.store.telling import Tell, tell_nobody


@dataclass(frozen=True)
class CheckReport:
    """What a check found; ``repaired`` tells that the derived tables were written anew."""

    problems: tuple[Message, ...]
    repaired: bool = False

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


class Checker:
    """Compares what is derived with what the log says."""

    def __init__(
        self,
        connection: Connection,
        kinds: Kinds,
        log: ChangeLog,
        heads: Heads,
        search: Search,
        blobs: Blobs,
    ) -> None:
        """Work on an open store."""
        self._connection = connection
        self._kinds = kinds
        self._log = log
        self._heads = heads
        self._search = search
        self._blobs = blobs
        self._portability = Portability(kinds)

    def check(self) -> CheckReport:
        """Look at everything; changes nothing."""
        return CheckReport(
            tuple(
                itertools.chain(
                    self._file_problems(),
                    self._log_problems(),
                    self._head_problems(),
                    self._table_problems(),
                    self._search_problems(),
                    self._blob_problems(),
                    self._rule_problems(),
                )
            )
        )

    def rebuild(self, tell: Tell = tell_nobody) -> None:
        """Derive heads, record tables and search anew; the caller holds the transaction.

        ``tell`` is told (done, total), half of it for the heads and the tables.
        """
        self._heads.rebuild(lambda done, total: tell(done, 2 * total))
        self._search.rebuild(lambda done, total: tell(total + done, 2 * total))

    def _file_problems(self) -> Iterator[Message]:
        for (line,) in self._connection.execute("PRAGMA integrity_check").fetchall():
            if line != "ok":
                yield _("Tệp kho dữ liệu có lỗi: {detail}", detail=line)

    def _log_problems(self) -> Iterator[Message]:
        tips = {(head.replica, head.stream): head for head in self._log.logs()}
        place: dict[tuple[str, str], int] = {}
        told: set[str] = set()
        for change in self._log.changes_after({}):
            key = (change.id.replica, change.id.stream)
            place[key] = place.get(key, 0) + 1
            if change.id.seq != place[key] or not is_intact(change):
                yield _("Nhật ký thay đổi bị sửa hoặc bị thiếu tại {change}.", change=str(change.id))
                place[key] = change.id.seq
            fault = self._portability.fault(change)
            if fault is not None and change.uid not in told:
                told.add(change.uid)
                yield _unportable(change, fault)
        for key, head in tips.items():
            newest = self._log.hash_before_next(key[0], key[1], head.seq)
            if place.get(key, 0) != head.seq or newest != head.hash:
                yield _("Nhật ký {log} không kết thúc đúng chỗ đã ghi nhận.", log=":".join(key))

    def _head_problems(self) -> Iterator[Message]:
        count = self._difference(TRUE_HEADS, "SELECT uid, field, change FROM head")
        if count:
            yield _("Bảng giá trị hiện hành lệch với nhật ký ở {count} chỗ.", count=count)

    def _table_problems(self) -> Iterator[Message]:
        for kind in self._kinds:
            names = [field.name for field in kind.fields] + ([DECIDED] if kind.follows_facts else [])
            columns = ", ".join(f'"{name}"' for name in names)
            stored = f"SELECT uid, {columns}, deleted, changed FROM {table_of(kind.name)}"
            count = self._difference(derived_rows(kind), stored)
            if count:
                yield _("Bảng “{kind}” lệch với nhật ký ở {count} dòng.", kind=kind.label, count=count)

    def _search_problems(self) -> Iterator[Message]:
        names = [kind.name for kind in self._kinds]
        marks = ", ".join("?" * len(names))
        count = self._difference(
            f"SELECT no FROM record WHERE deleted IS NOT 1 AND kind IN ({marks})", "SELECT rowid FROM word", names
        )
        if count:
            yield _("Chỉ mục tìm kiếm lệch ở {count} bản ghi.", count=count)

    def _blob_problems(self) -> Iterator[Message]:
        for digest in self._blobs.damaged():
            yield _("Tệp đính kèm {digest} bị hỏng.", digest=digest[:12])

    def _rule_problems(self) -> Iterator[Message]:
        """Name the units' own rules that cannot be read: they are kept and change nothing."""
        if "rule_override" not in self._kinds:
            return
        rows = self._connection.execute("SELECT uid, rule, value FROM record_rule_override WHERE deleted IS NOT 1")
        for uid, rule, value in rows.fetchall():
            if readable_value(str(value or "")) is None:
                yield _(
                    "Quy định riêng “{rule}” ({uid}) có giá trị không đọc được nên không áp dụng: “{value}”.",
                    rule=str(rule)[:80],
                    uid=uid,
                    value=str(value)[:40],
                )

    def _difference(self, expected: str, stored: str, values: list[str] | None = None) -> int:
        """Count the rows that one query has and the other lacks."""
        once = values or []
        row = self._connection.execute(
            f"SELECT (SELECT count(*) FROM (SELECT * FROM ({expected}) EXCEPT SELECT * FROM ({stored})))"
            f" + (SELECT count(*) FROM (SELECT * FROM ({stored}) EXCEPT SELECT * FROM ({expected})))",
            [*once, *once],
        ).fetchone()
        return int(row[0])


def _unportable(change: Change, fault: Message) -> Message:
    shown = "".join(letter if letter.isprintable() else "·" for letter in change.uid[:64])
    return _(
        "Bản ghi “{uid}” không xuất được ({fault}); “danvan check --repair” ghi lại dưới mã hợp lệ.",
        uid=shown,
        fault=fault,
    )


def digest_of(connection: Connection, kind: str | None = None) -> str:
    """Return one SHA-256 over the derived state: equal digests mean equal content.

    It goes over all kinds, records and fields in order, each with the distinct values of its heads, the shown one
    first; empty fields do not count, so that content entered twice by different ways is equal, nor does what the
    author of a deletion had seen.
    """
    total = sha256()
    rows = connection.execute(
        "SELECT c.kind, c.uid, c.field, c.value FROM head h JOIN change c ON c.id = h.change"
        " WHERE (? IS NULL OR c.kind = ?) AND h.field != ? ORDER BY c.kind, c.uid, c.field,"
        " c.timestamp DESC, c.replica DESC, c.stream DESC, c.seq DESC",
        [kind, kind, SEEN],
    )
    for cell, members in itertools.groupby(rows, key=lambda row: row[:3]):
        values = list(dict.fromkeys(row[3] for row in members))
        if values != ["null"]:
            total.update(json.dumps([*cell, values], ensure_ascii=False).encode() + b"\n")
    return total.hexdigest()
