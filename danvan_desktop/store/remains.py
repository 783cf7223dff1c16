"""What can still be read of a damaged store: by SQLite where it can, else row by row from the pages themselves."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from danvan_desktop.domain.kind import Kind, Kinds
from danvan_desktop.store.carving import Cell, Row, carve
from danvan_desktop.store.check import GARBLED
from danvan_desktop.store.connection import Connection, connect
from danvan_desktop.store.errors import StoreError
from danvan_desktop.store.former_log import WIDTHS
from danvan_desktop.store.locked import is_plain
from danvan_desktop.store.schema import DECIDED, table_of

Cells = tuple[Cell, ...]
_UID = re.compile(r"[0-9A-Za-z_.-]{1,64}")
_TIMESTAMP = re.compile(r"[0-9]{13}-[0-9a-f]{4}")
_SETTING = re.compile(r"[a-z][a-z0-9_.-]{0,63}")
_HASH = 32
_ENTRY = 11
"""How many columns an entry has."""
_BLOB = 3
_LONGEST_BYTES = 64
"""What hashes and signatures take."""
_SHAPES: Mapping[str, tuple[type | tuple[type, ...], ...]] = {
    "log_head": (str, str, int, bytes, str, (bytes, type(None))),
    "log": (type(None), str, str, bytes, int, bytes, (bytes, type(None)), (int, type(None)), (int, type(None))),
    "officer": (type(None), str),
    "unit": (type(None), str),
    "record": (type(None), str, str, (int, type(None)), (str, type(None)), (int, type(None))),
    "setting": (str, str),
    "draft": (str, str, str, str),
    "bundle": (type(None), str, str, str, str, int),
    "peer": (*(str,) * 8, *((str, type(None)),) * 3),
}
"""The columns of tables of which rows can be told from those of others."""
_ADDED = {"record": 1}
"""How many of them rows lack that were written before tables had these columns."""


class Remains:
    """Reads a damaged store; nothing here raises for what is damaged."""

    def __init__(self, path: Path, key: bytes | None, kinds: Kinds) -> None:
        """Name the file; a file with a key is read by SQLite alone."""
        self._path, self._key, self._kinds = path, key, kinds
        self._carved: dict[int, list[Row]] | None = None

    @property
    def may_lack_its_key(self) -> bool:
        """Whether the file is read without a key though it does not begin as a plain one does."""
        return self._key is None and not is_plain(self._path)

    def entries(self) -> Iterator[Row]:
        """Yield rows of the log: number, then the columns of ``entry`` without the number; some twice."""
        whole = self._table("entry")
        for cells in whole or ():
            yield Row(int(cells[0] or 0), cells[1:])
        if whole is None:
            for row in self._of_width(_ENTRY):
                if _is_entry(row.cells):
                    yield Row(row.number, row.cells[1:])

    @property
    def is_former(self) -> bool:
        """Whether the store kept one change a field, as stores made before did."""
        return next(self.entries(), None) is None and next(self.former_changes(), None) is not None

    def former_changes(self) -> Iterator[Row]:
        """Yield rows of such a log: number, then the columns of ``change`` without the number; some twice."""
        whole = self._table("change")
        for cells in whole or ():
            yield Row(int(cells[0] or 0), cells[1:])
        if whole is None:
            for count in WIDTHS:
                for row in self._of_width(count):
                    if _is_former(row.cells):
                        yield Row(row.number, row.cells[1:])

    def rows(self, table: str) -> Sequence[Cells] | None:
        """Return the rows of one of the store's own tables as far as they are told, ``None`` when none can be."""
        whole = self._table(table)
        shape = _SHAPES.get(table)
        if whole is not None or shape is None:
            return whole
        shorter = _ADDED.get(table, 0)
        widths = range(len(shape), len(shape) - shorter - 1, -1)
        found = [_with_number(row) for width in widths for row in self._of_width(width) if _fits(row.cells, shape)]
        return [cells for cells in found if table != "setting" or _SETTING.fullmatch(str(cells[0]))]

    def blobs(self) -> Iterator[bytes]:
        """Yield what may be the content of attachments, some of it twice."""
        try:
            with closing(connect(self._path, self._key)) as connection:
                for (data,) in connection.execute("SELECT data FROM blob NOT INDEXED"):
                    yield bytes(data)
                return
        except (StoreError, *GARBLED):
            pass
        for row in self._carve():
            if len(row.cells) == _BLOB and isinstance(row.cells[2], bytes):
                yield row.cells[2]

    def places(self) -> Mapping[int, int] | None:
        """Return the number of the record of each row of the log by its number; ``None`` when it cannot be told."""
        found = self._query("SELECT id, record FROM entry INDEXED BY entry_by_record")
        return None if found is None else {int(number or 0): int(record or 0) for number, record in found}

    def former_places(self) -> Mapping[int, str] | None:
        """Return the uid of the record of each row of a log of before, by its number; as ``places``."""
        found = self._query("SELECT id, uid FROM change INDEXED BY change_by_cell")
        return None if found is None else {int(number or 0): str(uid) for number, uid in found}

    def named_records(self) -> Mapping[int, tuple[str, str]]:
        """Return uid and kind of each record by its number, as far as it is told, some by the tables of their kinds."""
        named = {
            int(number or 0): (str(uid), kind.name)
            for kind in self._kinds
            for number, uid in self._query(f"SELECT no, uid FROM {table_of(kind.name)} NOT INDEXED") or ()
            if _is_uid(uid)
        }
        told = self.rows("record") or ()
        rows = [cells for cells in told if isinstance(cells[0], int) and _is_uid(cells[1])]
        return named | {int(cells[0] or 0): (str(cells[1]), str(cells[2])) for cells in rows}

    def records(self, kind: Kind, kinds: Mapping[str, str]) -> Mapping[str, Mapping[str, Cell]]:
        """Return the fields of the records of a kind as its table shows them; ``kinds`` tells them apart."""
        names = [field.name for field in kind.fields] + ([DECIDED] if kind.follows_facts else [])
        columns = ("uid", *names, "deleted", "changed")
        listed = ", ".join(f'"{name}"' for name in columns)
        rows = self._query(f"SELECT {listed} FROM {table_of(kind.name)} NOT INDEXED")
        if rows is None:
            # Tables have the number of the record before it; those of stores made before have none.
            numbered = [row.cells[1:] for row in self._of_width(len(columns) + 1)]
            found = [*numbered, *(row.cells for row in self._of_width(len(columns)))]
            rows = [cells for cells in found if _is_record(cells) and kinds.get(str(cells[0])) == kind.name]
        return {str(cells[0]): dict(zip(columns[1:-1], cells[1:-1], strict=True)) for cells in rows}

    def _table(self, name: str) -> Sequence[Cells] | None:
        return self._query(f"SELECT * FROM {name} NOT INDEXED")

    def _query(self, query: str) -> Sequence[Cells] | None:
        """Return all rows, ``None`` when SQLite cannot read them all."""
        try:
            with closing(connect(self._path, self._key)) as connection:
                return _all(connection, query)
        except (StoreError, *GARBLED):
            return None

    def _of_width(self, count: int) -> Sequence[Row]:
        """Return the rows of so many columns, but for those that hold content of attachments."""
        if self._carved is None:
            self._carved = defaultdict(list)
            for row in self._carve():
                if not any(isinstance(cell, bytes) and len(cell) > _LONGEST_BYTES for cell in row.cells):
                    self._carved[len(row.cells)].append(row)
        return self._carved.get(count, [])

    def _carve(self) -> Iterator[Row]:
        return carve(self._path) if self._key is None else iter(())


def _all(connection: Connection, query: str) -> Sequence[Cells]:
    rows: Sequence[Cells] = connection.execute(query).fetchall()
    return rows


def _with_number(row: Row) -> Cells:
    """Put the row's number where SQLite leaves it out."""
    return (row.number, *row.cells[1:]) if row.cells[0] is None else row.cells


def _fits(cells: Cells, shape: Sequence[type | tuple[type, ...]]) -> bool:
    return all(isinstance(cell, kind) for cell, kind in zip(cells, shape, strict=False))


def _is_entry(cells: Cells) -> bool:
    is_numbered = all(isinstance(cell, int) for cell in cells[1:4])
    return is_numbered and isinstance(cells[7], bytes) and _is_hash(cells[8]) and isinstance(cells[9], str)


def _is_former(cells: Cells) -> bool:
    texts = (*cells[1:3], *cells[4:8], *cells[11:13])
    return all(isinstance(text, str) for text in texts) and isinstance(cells[3], int) and _is_hash(cells[13])


def _is_hash(cell: Cell) -> bool:
    return isinstance(cell, bytes) and len(cell) == _HASH


def _is_uid(cell: Cell) -> bool:
    return isinstance(cell, str) and _UID.fullmatch(cell) is not None


def _is_record(cells: Cells) -> bool:
    return _is_uid(cells[0]) and isinstance(cells[-1], str) and _TIMESTAMP.fullmatch(cells[-1]) is not None
