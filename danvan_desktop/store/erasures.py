"""Takes out of the log what redactions name, in whatever order redaction and value come.

What is to go follows from the log alone: ``erasure`` keeps what every redaction names, and a cell is *due* as long as
the author of a redaction that names it stands, as its own, at the unit where the record is; of an answer its author
does. A due cell is erased (``x``), and whatever copy of it comes later is too. A cell that came without its content and
is not due counts as held back: another copy may bring it, so that nobody can take out by passing on what he has no
right to erase.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from danvan_desktop.domain.authority import Standing
from danvan_desktop.domain.entry import EntryId, marked
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.kinds.redaction import REDACTION, fields_that_stay, read_cells
from danvan_desktop.store.arrivals import Arrival
from danvan_desktop.store.blobs import Blobs
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.entry_rows import ARCHIVED
from danvan_desktop.store.erased_copies import ErasedCopies
from danvan_desktop.store.log import EntryLog
from danvan_desktop.store.numbering import SEQ_BITS, SEQ_MASK
from danvan_desktop.store.schema import HELD
from danvan_desktop.store.unswept import note_unswept


class _Cell(NamedTuple):
    entry: EntryId
    field: str
    mark: str | None
    """How its content is gone already: ``h`` held back, ``x`` erased."""


class Erasures:
    """Works in the transaction in which entries arrived, once rights are judged."""

    def __init__(self, connection: Connection, kinds: Kinds) -> None:
        """Work on an open store."""
        self._connection = connection
        self._log = EntryLog(connection)
        self._blobs = Blobs(connection)
        self._copies = ErasedCopies(connection)
        self._due = due_cells(kinds)

    def refresh(self, news: Arrival, *, is_rejudged: bool) -> bool:
        """Take in what arrived; the records of which something went, or may come again, join those touched.

        Returns whether there are such.
        """
        if not is_rejudged and not (news.erasures and self._connection.execute(_NEWS).fetchone()[0]):
            return False
        self._take_in()
        due: dict[EntryId, set[str]] = {}
        pending: set[EntryId] = set()
        for one in map(self._cell, self._connection.execute(self._due)):
            due.setdefault(one.entry, set()).add(one.field)
            pending |= {one.entry} if one.mark != "x" else set()
        changed = sorted(pending | set(self._unfounded(due, is_rejudged)))
        self._mark(changed, due)
        return bool(changed)

    def forget(self) -> None:
        """Forget what redactions name: it is about to be derived anew."""
        self._connection.execute("DELETE FROM erasure")

    def clear_aside(self) -> None:
        """Take what redactions name out of the entries that wait or contradict others."""
        if self._copies.clear_aside(self._connection.execute(_NAMED_ASIDE).fetchall()):
            note_unswept(self._connection)

    def _take_in(self) -> None:
        rows = self._connection.execute(_ARRIVED).fetchall()
        self._connection.executemany(
            "INSERT OR IGNORE INTO erasure VALUES (?, ?, ?, ?, ?)",
            ((*entry_id, name, row) for row, text in rows for entry_id, name in read_cells(text)),
        )

    @staticmethod
    def _cell(row: tuple[str, str, int, str, str | None]) -> _Cell:
        replica, stream, seq, name, mark = row
        return _Cell(EntryId(replica, stream, seq), name, mark)

    def _unfounded(self, due: Mapping[EntryId, set[str]], is_rejudged: bool) -> Iterator[EntryId]:
        """Yield the entries of which something is told to be erased that is not due."""
        among = "" if is_rejudged else "AND e.id IN (SELECT entry FROM temp.arrived)"
        for replica, stream, seq, name in self._connection.execute(_TOLD_ERASED.format(among=among)).fetchall():
            entry_id = EntryId(replica, stream, seq)
            if name not in due.get(entry_id, ()):
                yield entry_id

    def _mark(self, entries: Iterable[EntryId], due: Mapping[EntryId, set[str]]) -> None:
        files: set[str] = set()
        cells: list[tuple[str, str]] = []
        for entry_id in entries:
            entry = self._log.find(entry_id)
            if entry is None:
                continue
            names = due.get(entry_id, set())
            self._log.replace(marked(entry, names))
            going = names & entry.values.keys()
            cells += [(entry.uid, name) for name in going]
            if entry.kind == "attachment" and "sha256" in going:
                files.add(str(json.loads(entry.values["sha256"])))
            self._connection.execute(
                "INSERT OR IGNORE INTO temp.touched SELECT uid, no FROM record WHERE uid = ?", [entry.uid]
            )
        if cells:
            self._blobs.drop_unnamed(files)
            self._copies.clear_drafts(cells)
            note_unswept(self._connection)
        self.clear_aside()


@lru_cache
def due_cells(kinds: Kinds) -> str:
    """Return the query for the cells that are due: replica, stream, seq, field, and how they are gone already."""
    staying = [(kind.name, name) for kind in kinds for name in sorted(fields_that_stay(kinds, kind.name))]
    answers = [(kind.name, one.name) for kind in kinds for one in kind.fields if kind.is_answer(one.name)]
    return _DUE.format(
        always=_listed(sorted(fields_that_stay(kinds, ""))), staying=_pairs(staying), answers=_pairs(answers)
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"('{kind}', '{name}')" for kind, name in pairs) or "('', '')"


_NEWS = f"""
    SELECT EXISTS (SELECT 1 FROM temp.arrived a CROSS JOIN entry e ON e.id = a.entry
        CROSS JOIN record r ON r.no = e.record WHERE r.kind = '{REDACTION.name}' OR e.gone IS NOT NULL)
    OR EXISTS (SELECT 1 FROM temp.arrived a CROSS JOIN log l ON l.no = a.entry >> {SEQ_BITS}
        CROSS JOIN erasure x ON x.replica = l.replica AND x.stream = l.stream AND x.seq = a.entry & {SEQ_MASK})
"""
_ARRIVED = f"""
    SELECT e.id, e.body ->> '$.cells' FROM temp.arrived a CROSS JOIN entry e ON e.id = a.entry
    CROSS JOIN record r ON r.no = e.record LEFT JOIN other_kind k ON k.entry = e.id
    WHERE '{REDACTION.name}' IN (r.kind, k.kind) AND json_type(e.body, '$.cells') = 'text'
"""
_DUE = f"""
    SELECT DISTINCT x.replica, x.stream, x.seq, x.field, e.gone ->> ('$."' || x.field || '"[0]')
    FROM erasure x CROSS JOIN log l ON l.replica = x.replica AND l.stream = x.stream
    CROSS JOIN entry e ON e.id = l.no << {SEQ_BITS} | x.seq CROSS JOIN record r ON r.no = e.record
    CROSS JOIN entry b ON b.id = x.by CROSS JOIN record told ON told.no = b.record
    CROSS JOIN log author ON author.no = x.by >> {SEQ_BITS}
    CROSS JOIN standing s ON s.place = r.place AND s.log = author.no AND x.by & {SEQ_MASK} > s.after
        AND (s.until IS NULL OR x.by & {SEQ_MASK} <= s.until)
    WHERE json_type(e.body, '$."' || x.field || '"') IS NOT NULL AND e.gone IS NOT '{ARCHIVED}'
    AND x.field NOT IN ({{always}}) AND (r.kind, x.field) NOT IN (VALUES {{staying}})
    AND told.kind = '{REDACTION.name}' AND NOT EXISTS (SELECT 1 FROM other_kind k WHERE k.entry = x.by)
    AND NOT EXISTS (SELECT 1 FROM shadow h WHERE h.entry = x.by AND h.state = {HELD})
    AND (s.standing = {int(Standing.OWN)}
        OR author.device = l.device AND (r.kind, x.field) IN (VALUES {{answers}}))
"""
_TOLD_ERASED = f"""
    SELECT l.replica, l.stream, e.id & {SEQ_MASK}, g.key FROM entry e JOIN log l ON l.no = e.id >> {SEQ_BITS}
    JOIN json_each(e.gone) g WHERE json_type(e.gone) = 'object' AND g.value ->> 0 = 'x' {{among}}
"""
_ASIDE = f"""
    SELECT '{{table}}', p.replica, p.stream, p.seq, p.hash, x.field FROM {{table}} p
    CROSS JOIN erasure x ON x.replica = p.replica AND x.stream = p.stream AND x.seq = p.seq
    CROSS JOIN unit u ON u.uid = p.entry ->> '$.place'
    CROSS JOIN standing s ON s.place = u.no AND s.log = x.by >> {SEQ_BITS} AND x.by & {SEQ_MASK} > s.after
        AND (s.until IS NULL OR x.by & {SEQ_MASK} <= s.until) AND s.standing = {int(Standing.OWN)}
    WHERE NOT EXISTS (SELECT 1 FROM shadow h WHERE h.entry = x.by AND h.state = {HELD})
"""
_NAMED_ASIDE = " UNION ALL ".join(_ASIDE.format(table=table) for table in ("parked", "quarantine"))
