"""Takes the ends of logs out again, and derives anew what was told by them.

What follows from entries that are gone is found as for entries that arrive: the records that they are of, the parts of
these, and the records that they are parts of or notes about are judged as if all that is left of them had just arrived.
Where rights, kinds or places of records may change, all is derived anew: that reaches further than can be told here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from danvan_desktop.domain.entry import LogKey
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.kinds.disclosure import DISCLOSURE
from danvan_desktop.domain.kinds.redaction import REDACTION
from danvan_desktop.store.arrivals import look_at_arrived
from danvan_desktop.store.check import Checker
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.heads import Heads
from danvan_desktop.store.log import EntryLog, LogHead
from danvan_desktop.store.misplaced import Misplaced
from danvan_desktop.store.numbering import SEQ_BITS
from danvan_desktop.store.search import Search
from danvan_desktop.store.stray_log import note_rewritten
from danvan_desktop.store.temporary import clear
from danvan_desktop.store.unseen_edits import cells_of_wholes

_MOST = 0.3
"""The part of all entries beyond which deriving all anew costs no more."""


class _End(NamedTuple):
    """A log that is cut: its number, and the numbers of the first entry that goes and of what follows the last."""

    log: int
    first: int
    behind: int


class LogCutter:
    """Works on an open store; the caller holds the transaction."""

    def __init__(
        self, connection: Connection, kinds: Kinds, log: EntryLog, heads: Heads, search: Search, checker: Checker
    ) -> None:
        """Derive by the services of the store."""
        self._connection = connection
        self._log = log
        self._heads = heads
        self._search = search
        self._checker = checker
        self._wholes = dict(cells_of_wholes(kinds))
        self._misplaced = Misplaced(connection, kinds)

    def cut(self, ends: Mapping[LogKey, LogHead | None]) -> None:
        """Take the entries of logs beyond these ends out, all of a log for ``None``; their heads are set back, too."""
        note_rewritten(self._connection, ends)
        going = self._gather(ends)
        is_bounded = self._is_bounded()
        if is_bounded:
            self._unjudge()
        self._take_out(going)
        self._log.set_heads(head for head in ends.values() if head is not None)
        self._forget_rights_of_empty_logs()
        if is_bounded:
            self._derive_touched()
        else:
            self._checker.rebuild()

    def _gather(self, ends: Mapping[LogKey, LogHead | None]) -> list[_End]:
        """Find what goes, into ``temp.arrived``, and of which records it is, into ``temp.cut``."""
        clear(self._connection, "arrived", "cut", "rejudged", "present")
        numbers = {(r, s): no for no, r, s in self._connection.execute("SELECT no, replica, stream FROM log")}
        going = [
            _End(
                numbers[key],
                numbers[key] << SEQ_BITS | (1 if end is None else end.seq + 1),
                numbers[key] + 1 << SEQ_BITS,
            )
            for key, end in ends.items()
            if key in numbers
        ]
        self._connection.executemany(
            "INSERT INTO temp.arrived SELECT id FROM entry WHERE id >= ? AND id < ?",
            [(one.first, one.behind) for one in going],
        )
        self._connection.execute(
            "INSERT OR IGNORE INTO temp.cut SELECT e.record FROM temp.arrived a CROSS JOIN entry e ON e.id = a.entry"
            " WHERE e.record NOT IN (SELECT record FROM archived_record)"
        )
        return going

    def _is_bounded(self) -> bool:
        """Tell whether what goes bears on its own records and their parts and wholes alone."""
        count, here = self._connection.execute(
            "SELECT (SELECT count(*) FROM temp.arrived), sum(seq) FROM log"
        ).fetchone()
        news = look_at_arrived(self._connection)
        return (
            count <= _MOST * here
            and news.is_of_known_standing
            and REDACTION.name not in news.kinds
            and self._connection.execute(_SEVERAL_PLACES_OR_KINDS).fetchone() is None
        )

    def _unjudge(self) -> None:
        """Let all that is left of what is concerned be taken in anew: its parts and wholes join ``temp.rejudged``."""
        self._gather_wholes()
        self._misplaced.gather_parts("SELECT r.uid FROM temp.cut c CROSS JOIN record r ON r.no = c.record")
        execute = self._connection.execute
        execute("INSERT OR IGNORE INTO temp.rejudged SELECT record FROM temp.cut")
        execute("DELETE FROM temp.rejudged WHERE record IN (SELECT record FROM archived_record)")
        execute(f"DELETE FROM shadow WHERE entry IN ({_OF_REJUDGED})")
        execute(f"UPDATE entry SET spent = NULL WHERE spent IS NOT NULL AND id IN ({_OF_REJUDGED})")
        execute("UPDATE record SET place = NULL WHERE no IN (SELECT record FROM temp.cut)")

    def _gather_wholes(self) -> None:
        """Gather what the records that lose entries are, or were, parts of or notes about."""
        for kind, name in {**self._wholes, DISCLOSURE.name: "record"}.items():
            self._connection.execute(
                "INSERT OR IGNORE INTO temp.rejudged SELECT w.no FROM temp.cut c CROSS JOIN record r ON r.no = c.record"
                " AND r.kind = ? CROSS JOIN entry e ON e.record = r.no"
                f" CROSS JOIN record w ON w.uid = e.body ->> '$.{name}'",
                [kind],
            )

    def _take_out(self, going: Iterable[_End]) -> None:
        ranges = [(one.first, one.behind) for one in going]
        executemany = self._connection.executemany
        executemany("DELETE FROM other_kind WHERE entry >= ? AND entry < ?", ranges)
        executemany("DELETE FROM shadow WHERE entry >= ? AND entry < ?", ranges)
        executemany("DELETE FROM entry WHERE id >= ? AND id < ?", ranges)
        executemany(
            "UPDATE log SET seq = 0, hash = x'', signature = NULL, migrated = NULL WHERE no = ?",
            [(one.log,) for one in going],
        )

    def _forget_rights_of_empty_logs(self) -> None:
        """What a log may is derived when anything of it comes."""
        execute = self._connection.execute
        execute("UPDATE log SET judged = NULL WHERE seq = 0 AND judged IS NOT NULL")
        execute("DELETE FROM standing WHERE log IN (SELECT no FROM log WHERE seq = 0)")

    def _derive_touched(self) -> None:
        execute = self._connection.execute
        concerned = [
            uid
            for (uid,) in execute("SELECT r.uid FROM temp.rejudged j CROSS JOIN record r ON r.no = j.record").fetchall()
        ]
        clear(self._connection, "arrived")
        execute(f"INSERT INTO temp.arrived {_OF_REJUDGED}")
        self._heads.absorb(concerned)
        execute(
            "UPDATE record SET place = NULL WHERE no IN (SELECT record FROM temp.cut)"
            " AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.record = no)"
        )
        self._search.refresh({*concerned, *self._heads.touched()})


_OF_REJUDGED = "SELECT e.id FROM temp.rejudged j CROSS JOIN entry e ON e.record = j.record"
_SEVERAL_PLACES_OR_KINDS = """
    SELECT 1 FROM temp.cut c WHERE c.record IN (SELECT record FROM moved) OR c.record IN (SELECT record FROM claimed)
    OR EXISTS (SELECT 1 FROM entry e CROSS JOIN other_kind k ON k.entry = e.id WHERE e.record = c.record) LIMIT 1
"""
