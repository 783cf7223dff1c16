"""Proves that a store is whole: SQLite's own check, the chains of the log, and every table derived from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum

from msgspec import Struct
from sqlcipher3 import dbapi2

from danvan_desktop.domain.authority import Authority
from danvan_desktop.domain.entry import Entry, LogKey, is_intact
from danvan_desktop.domain.kind import Kind, Kinds
from danvan_desktop.domain.kinds.office import readable_value
from danvan_desktop.domain.portable import Portability
from danvan_desktop.localization import Message, _
from danvan_desktop.store.blobs import Blobs
from danvan_desktop.store.connection import Connection, snapshot_of
from danvan_desktop.store.erasure_check import ErasureCheck
from danvan_desktop.store.errors import StoreDamaged, fault_of
from danvan_desktop.store.heads import Heads, derived_rows
from danvan_desktop.store.indexed_words import misindexed
from danvan_desktop.store.joins import NOT_SHOWN
from danvan_desktop.store.joins_check import JoinsCheck
from danvan_desktop.store.log import EntryLog
from danvan_desktop.store.reading import Reader
from danvan_desktop.store.rights import read_facts
from danvan_desktop.store.rights_check import RightsCheck
from danvan_desktop.store.schema import DECIDED, HELD, is_prepared, table_of
from danvan_desktop.store.search import Search
from danvan_desktop.store.secrecy import Secrets
from danvan_desktop.store.telling import Tell, tell_nobody
from danvan_desktop.store.true_heads import find_true_heads

GARBLED = (dbapi2.Error, ValueError, TypeError, KeyError, AttributeError, MemoryError)
"""What reading something that nobody wrote ends in."""


class DamagedPart(Enum):
    """Which part of a store something is wrong with."""

    FILE = "file"
    """Pages are not what SQLite wrote."""
    LOG = "log"
    """The log of changes, which follows from nothing else."""
    TABLES = "tables"
    """What is derived from the log, and can be anew."""
    ATTACHMENTS = "attachments"
    CONTENT = "content"
    """Something that was written in good order and still cannot be used as it is."""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong."""

    harm: DamagedPart
    message: Message


class CheckReport(Struct, frozen=True):
    """What a check found; ``repaired`` tells that the derived tables were written anew."""

    findings: tuple[Finding, ...]
    repaired: bool = False

    @property
    def problems(self) -> tuple[Message, ...]:
        """What is wrong, in words."""
        return tuple(finding.message for finding in self.findings)

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    @property
    def damage(self) -> tuple[Finding, ...]:
        """What is not as it was written."""
        return tuple(finding for finding in self.findings if finding.harm is not DamagedPart.CONTENT)

    @property
    def loss(self) -> tuple[Finding, ...]:
        """The damage that does not mend itself by deriving everything anew."""
        return tuple(finding for finding in self.damage if finding.harm in (DamagedPart.LOG, DamagedPart.ATTACHMENTS))


_Section = Callable[[], Iterator[Message | Finding]]
_DERIVED_AT_ONCE = 5_000
"""Records whose rows are derived together: memory stays flat however many there are."""


class Checker:
    """Compares what is derived with what the log says."""

    def __init__(
        self,
        connection: Connection,
        kinds: Kinds,
        log: EntryLog,
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

    @classmethod
    def of(cls, connection: Connection, kinds: Kinds) -> Checker:
        """Make what checks an open file."""
        search = Search(connection, kinds, Reader(connection, kinds))
        return cls(connection, kinds, EntryLog(connection), Heads(connection, kinds), search, Blobs(connection))

    def check(self) -> CheckReport:
        """Look at everything, as it is at one moment whatever others write meanwhile; changes nothing."""
        sections = (
            (DamagedPart.FILE, self._file_problems),
            (DamagedPart.LOG, self._log_problems),
            (DamagedPart.TABLES, self._head_problems),
            (DamagedPart.TABLES, self._right_problems),
            (DamagedPart.TABLES, self._erasure_problems),
            (DamagedPart.TABLES, self._join_problems),
            (DamagedPart.TABLES, self._table_problems),
            (DamagedPart.TABLES, self._secret_problems),
            (DamagedPart.TABLES, self._conflict_problems),
            (DamagedPart.TABLES, self._search_problems),
            (DamagedPart.ATTACHMENTS, self._blob_problems),
            (DamagedPart.CONTENT, self._rule_problems),
        )
        return self._report(sections)

    def check_sources(self) -> CheckReport:
        """Look at what follows from nothing else: the pages, the log, the attached files.

        All other tables are derived from the log, and are so again when a copy in which they are wrong is restored.
        """
        return self._report(
            (
                (DamagedPart.FILE, self._file_problems),
                (DamagedPart.LOG, self._log_problems),
                (DamagedPart.ATTACHMENTS, self._blob_problems),
            )
        )

    def _report(self, sections: Sequence[tuple[DamagedPart, _Section]]) -> CheckReport:
        with snapshot_of(self._connection):
            return CheckReport(tuple(one for harm, section in sections for one in self._findings(harm, section)))

    def log_fault(self) -> Message | None:
        """Tell where the log is not as it was written, ``None`` when it is; it alone is read."""
        with snapshot_of(self._connection):
            found = self._findings(DamagedPart.LOG, self._log_problems)
            return next((one.message for one in found if one.harm is not DamagedPart.CONTENT), None)

    def check_file(self) -> CheckReport:
        """Look at the pages alone, as is possible in a file of any version."""
        return CheckReport(tuple(self._findings(DamagedPart.FILE, self._file_problems)))

    def _findings(self, harm: DamagedPart, section: _Section) -> Iterator[Finding]:
        """Yield what a part of the check finds; what cannot even be read is found, too."""
        try:
            for one in section():
                yield one if isinstance(one, Finding) else Finding(harm, one)
        except StoreDamaged:
            yield Finding(_told_as(harm), _UNREADABLE[harm])
        except GARBLED as error:
            fault = fault_of(error, self._connection.path)
            if fault is not None and not isinstance(fault, StoreDamaged):
                raise fault from error
            yield Finding(_told_as(harm), _UNREADABLE[harm])

    def rebuild(self, tell: Tell = tell_nobody) -> None:
        """Derive heads, record tables and search anew; the caller holds the transaction.

        ``tell`` is told (done, total), half of it for the heads and the tables.
        """
        self._heads.rebuild(lambda done, total: tell(done, 2 * total))
        self._search.rebuild(lambda done, total: tell(total + done, 2 * total))

    def _file_problems(self) -> Iterator[Message]:
        self._look_anew_at_words()
        rows = [str(line) for (line,) in self._connection.execute("PRAGMA integrity_check").fetchall()]
        lines = [line for row in rows for line in row.splitlines() if not line.startswith("***")]
        if lines != ["ok"]:
            yield _("Tệp dữ liệu có {n} chỗ hỏng, chỗ đầu tiên: {detail}.", n=len(lines), detail=lines[0])

    def _look_anew_at_words(self) -> None:
        """Let FTS5 forget what it knows of its own pages, and look.

        SQLite's check lets it judge them by what this connection saw last; what another one merged since looks damaged.
        """
        words = "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE % fts5(%'"
        for (name,) in self._connection.execute(words).fetchall():
            with suppress(dbapi2.Error):  # what cannot be read is found by the check itself
                self._connection.execute(f'SELECT rowid FROM "{name}" LIMIT 1').fetchone()

    def _log_problems(self) -> Iterator[Message | Finding]:
        tips = {head.key: head for head in self._log.logs()}
        place: dict[LogKey, int] = {}
        told: set[str] = set()
        for entry in self._log.entries_after({}):
            key = entry.id.log
            place[key] = place.get(key, 0) + 1
            if entry.id.seq != place[key] or not is_intact(entry):
                yield _("Nhật ký thay đổi bị sửa hoặc bị thiếu tại {change}.", change=str(entry.id))
                place[key] = entry.id.seq
            fault = self._portability.fault(entry)
            if fault is not None and entry.uid not in told:
                told.add(entry.uid)
                yield Finding(DamagedPart.CONTENT, _unportable(entry, fault))
        for key, head in tips.items():
            newest = self._log.hash_at(key, head.seq)
            if place.get(key, 0) != head.seq or newest != head.hash:
                yield _("Nhật ký {log} không kết thúc đúng chỗ đã ghi nhận.", log=":".join(key))

    def _head_problems(self) -> Iterator[Message]:
        find_true_heads(self._connection)
        count = self._difference("SELECT entry, field FROM temp.true_head", "SELECT entry, field FROM head")
        if count:
            yield _("Bảng giá trị hiện hành lệch với nhật ký ở {count} chỗ.", count=count)

    def _right_problems(self) -> Iterator[Message]:
        """Compare units, kinds and held cells with what an independent judgement of each entry comes to."""
        rows = self._connection.execute(
            f"SELECT e.record, s.entry, s.field FROM shadow s JOIN entry e ON e.id = s.entry WHERE s.state = {HELD}"
        )
        held: dict[int, set[tuple[int, str]]] = {}
        for record, entry, name in rows:
            held.setdefault(record, set()).add((entry, name))
        kept = self._connection.execute(
            "SELECT r.no, r.kind, coalesce(u.uid, '') FROM record r LEFT JOIN unit u ON u.no = r.place"
            " WHERE r.no NOT IN (SELECT record FROM archived_record)"
        )
        known = {record: (kind, place) for record, kind, place in kept}
        count = 0
        for one in RightsCheck(self._connection, self._kinds).judged():
            if one.record not in known:
                continue
            kind, place = known[one.record]
            # Of what kind and where a record is that nothing of its maker tells of is no matter: all of it is held.
            is_as_judged = not one.kind or (one.kind, one.place) == (kind, place)
            count += not (is_as_judged and held.get(one.record, set()) == one.held)
        if count:
            yield _("Bảng quyền ghi sổ lệch với nhật ký ở {count} hồ sơ.", count=count)

    def _erasure_problems(self) -> Iterator[Message]:
        count = ErasureCheck(self._connection, self._kinds).misjudged()
        if count:
            yield _("Nội dung xóa theo yêu cầu lệch với nhật ký ở {count} chỗ.", count=count)

    def _join_problems(self) -> Iterator[Message]:
        """Compare which records are shown for which with what the log alone says of it."""
        judge = JoinsCheck(self._connection, self._kinds, Authority(read_facts(self._connection)))
        joined = judge.joined()
        shown = judge.shown(joined)
        judge.put(shown)
        kept = self._connection.execute("SELECT uid, other, ended FROM joined").fetchall()
        known = dict(self._connection.execute("SELECT uid, shown FROM shown_as").fetchall())
        count = len(joined ^ {(uid, other, bool(ended)) for uid, other, ended in kept})
        count += len(set(shown.items()) ^ set(known.items()))
        if count:
            yield _("Danh sách hồ sơ đã gộp lệch với nhật ký ở {count} chỗ.", count=count)

    def _table_problems(self) -> Iterator[Message]:
        for kind in filter(self._has_any, self._kinds):
            count = self._wrong_rows(kind)
            if count:
                yield _("Bảng “{kind}” lệch với nhật ký ở {count} dòng.", kind=kind.label, count=count)

    def _wrong_rows(self, kind: Kind) -> int:
        """Count the rows of a kind that are not as the log has them, that are missing, and that are too many.

        Deriving them is most of a check, so it is done once, for so many records at a time that memory stays flat.
        ``+`` keeps a column from turning a value into its type.
        """
        own = (f'"{name}"' for name in [*(field.name for field in kind.fields), *([DECIDED] * kind.follows_facts)])
        is_same = " AND ".join(f"+s.{column} IS d.{column}" for column in ("uid", *own, "deleted", "changed"))
        stored = table_of(kind.name)
        compare = (
            f"SELECT count(*) FILTER (WHERE NOT ({is_same})), count(s.no)"
            f" FROM ({derived_rows(kind)}) d LEFT JOIN {stored} s ON s.no = d.no"
        )
        wrong = found = 0
        for first in range(1, self._last_record(kind) + 1, _DERIVED_AT_ONCE):
            row = self._connection.execute(compare, [first, first + _DERIVED_AT_ONCE - 1]).fetchone()
            wrong, found = wrong + int(row[0]), found + int(row[1])
        (kept,) = self._connection.execute(f"SELECT count(*) FROM {stored}").fetchone()
        return wrong + int(kept) - found

    def _last_record(self, kind: Kind) -> int:
        (last,) = self._connection.execute("SELECT max(no) FROM record WHERE kind = ?", [kind.name]).fetchone()
        return last or 0

    def _has_any(self, kind: Kind) -> bool:
        """Tell whether the log or the table of a kind holds anything."""
        found = self._connection.execute(
            f"SELECT 1 FROM record WHERE kind = ? UNION ALL SELECT 1 FROM {table_of(kind.name)} LIMIT 1", [kind.name]
        )
        return found.fetchone() is not None

    def _secret_problems(self) -> Iterator[Message]:
        count = Secrets(self._connection, self._kinds).misjudged()
        if count:
            yield _("Danh sách hồ sơ bí mật lệch với nhật ký ở {count} chỗ.", count=count)

    def _conflict_problems(self) -> Iterator[Message]:
        kept = frozenset(self._connection.execute("SELECT uid, field FROM conflict").fetchall())
        count = len(kept ^ self._heads.derived_conflicts())
        if count:
            yield _("Danh sách chỗ cần đối chiếu lệch với nhật ký ở {count} chỗ.", count=count)

    def _search_problems(self) -> Iterator[Message]:
        names = [kind.name for kind in self._kinds]
        marks = ", ".join("?" * len(names))
        rows = self._difference(
            f"SELECT no FROM record WHERE deleted IS NOT 1 AND changed IS NOT NULL AND kind IN ({marks})"
            f" AND NOT {NOT_SHOWN} AND no NOT IN (SELECT record FROM word_due)",
            "SELECT rowid FROM word WHERE rowid NOT IN (SELECT record FROM word_due)",
            names,
        )
        count = max(rows, misindexed(self._connection, self._search))
        if count:
            yield _("Chỉ mục tìm kiếm lệch ở {count} hồ sơ.", count=count)

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


_UNREADABLE = {
    DamagedPart.FILE: _("Không đọc hết được các trang của tệp dữ liệu."),
    DamagedPart.LOG: _("Không đọc hết được nhật ký thay đổi."),
    DamagedPart.TABLES: _("Không đọc hết được các bảng dựng từ nhật ký."),
    DamagedPart.ATTACHMENTS: _("Không đọc hết được các tệp đính kèm."),
    DamagedPart.CONTENT: _("Không đọc hết được nội dung đã ghi."),
}


def _told_as(harm: DamagedPart) -> DamagedPart:
    """Content that cannot be read is no matter of its author, but of the table that holds it."""
    return DamagedPart.TABLES if harm is DamagedPart.CONTENT else harm


def examine(connection: Connection, kinds: Kinds, *, sources_alone: bool = False) -> CheckReport:
    """Check an open file of any version: all of one that is prepared for these declarations, of others the pages.

    With ``sources_alone`` what is derived from the log is left out.
    """
    checker = Checker.of(connection, kinds)
    try:
        prepared = is_prepared(connection, kinds)
    except GARBLED:
        prepared = False
    if not prepared:
        return checker.check_file()
    return checker.check_sources() if sources_alone else checker.check()


def _unportable(entry: Entry, fault: Message) -> Message:
    shown = "".join(letter if letter.isprintable() else "·" for letter in entry.uid[:64])
    return _(
        "Hồ sơ “{uid}” không xuất được ({fault}); “danvan check --repair” ghi lại dưới mã hợp lệ.",
        uid=shown,
        fault=fault,
    )
