"""Finds rows in the pages of a SQLite file that SQLite itself cannot read any more.

SQLite reaches the rows of a table through its schema and the inner pages of its tree: where one of these is damaged,
all rows below it are out of reach, though their own pages are sound. Here every page is looked at for itself, in the
file and in what is written ahead of it (https://www.sqlite.org/fileformat.html, sections 1.5, 1.6, 2.1 and 4.1). Rows
on pages that SQLite has given up are found, too: whoever uses them must be able to tell what is true.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from danvan_desktop.store.private import SIDE_FILES

Cell = int | str | bytes | None

_LEAF_OF_TABLE = 0x0D
_HEADER_OF_FILE = 100
_HEADER_OF_LOG, _HEADER_OF_FRAME = 32, 24
_PAGE = 4096
"""Bytes; what SQLite takes unless told otherwise, and this program never does."""
_LARGEST_ROW = 128 * 1024 * 1024
_INTEGER_SIZES = (0, 1, 2, 3, 4, 6, 8)
_FLOAT, _ZERO, _ONE = 7, 8, 9
_FIRST_BLOB = 12


@dataclass(frozen=True)
class Row:
    """One row of some table: its number and its columns."""

    number: int
    cells: tuple[Cell, ...]


class _Garbled(Exception):
    """Bytes are no row."""


class _Pages:
    """The pages of a file, those of its log in their place where they are newer."""

    def __init__(self, file: BinaryIO, ahead: Mapping[int, bytes]) -> None:
        self._file, self._ahead = file, ahead
        self.count = file.seek(0, os.SEEK_END) // _PAGE

    def __contains__(self, number: int) -> bool:
        return 0 < number <= self.count or number in self._ahead

    def __getitem__(self, number: int) -> bytes:
        if number in self._ahead:
            return self._ahead[number]
        self._file.seek((number - 1) * _PAGE)
        return self._file.read(_PAGE)


def carve(path: Path) -> Iterator[Row]:
    """Yield the rows of all tables that stand in a plain file and in the log beside it, some of them twice.

    Raises OSError.
    """
    with path.open("rb") as file:
        main = _Pages(file, {})
        yield from _rows(main, range(1, main.count + 1))
        ahead = _pages_of_log(Path(f"{path}{SIDE_FILES[0]}"))
        yield from _rows(_Pages(file, ahead), ahead)


def _pages_of_log(path: Path) -> Mapping[int, bytes]:
    """Return the newest image of each page in a log."""
    content = path.read_bytes() if path.is_file() else b""
    step = _HEADER_OF_FRAME + _PAGE
    pages: dict[int, bytes] = {}
    salts = content[16:24]
    for start in range(_HEADER_OF_LOG, len(content) - step + 1, step):
        if content[start + 8 : start + 16] == salts:
            number = int.from_bytes(content[start : start + 4], "big")
            pages[number] = content[start + _HEADER_OF_FRAME : start + step]
    return pages


def _rows(pages: _Pages, numbers: Iterable[int]) -> Iterator[Row]:
    for number in numbers:
        page, start = pages[number], _HEADER_OF_FILE if number == 1 else 0
        if page[start] == _LEAF_OF_TABLE:
            yield from _rows_on(page, start, pages)


def _rows_on(page: bytes, start: int, pages: _Pages) -> Iterator[Row]:
    count = int.from_bytes(page[start + 3 : start + 5], "big")
    first = start + 8
    for place in range(first, min(first + 2 * count, _PAGE - 1), 2):
        try:
            yield _row_at(page, int.from_bytes(page[place : place + 2], "big"), pages)
        except (_Garbled, IndexError, UnicodeDecodeError):
            continue


def _row_at(page: bytes, at: int, pages: _Pages) -> Row:
    size, at = _varint(page, at)
    number, at = _varint(page, at)
    if not 0 < size <= _LARGEST_ROW:
        raise _Garbled
    return Row(number, _cells(_payload(page, at, size, pages)))


def _payload(page: bytes, at: int, size: int, pages: _Pages) -> bytes:
    """Return a row's bytes: those on its page, then those on the chain of pages for long rows."""
    most, least = _PAGE - 35, (_PAGE - 12) * 32 // 255 - 23
    local = size
    if size > most:
        kept = least + (size - least) % (_PAGE - 4)
        local = kept if kept <= most else least
    parts = [page[at : at + local]]
    missing = size - local
    following = int.from_bytes(page[at + local : at + local + 4], "big")
    while missing > 0:
        if following not in pages:
            raise _Garbled
        more = pages[following]
        parts.append(more[4 : 4 + missing])
        missing -= len(parts[-1])
        following = int.from_bytes(more[:4], "big")
    payload = b"".join(parts)
    if len(payload) != size:
        raise _Garbled
    return payload


def _cells(payload: bytes) -> tuple[Cell, ...]:
    size, at = _varint(payload, 0)
    types: list[int] = []
    while at < size:
        kind, at = _varint(payload, at)
        types.append(kind)
    if at != size:
        raise _Garbled
    cells: list[Cell] = []
    for kind in types:
        cell, at = _cell(payload, at, kind)
        cells.append(cell)
    if at != len(payload):
        raise _Garbled
    return tuple(cells)


def _cell(payload: bytes, at: int, kind: int) -> tuple[Cell, int]:
    if kind >= _FIRST_BLOB:
        end = at + (kind - _FIRST_BLOB) // 2
        content = payload[at:end]
        if end > len(payload):
            raise _Garbled
        return (content.decode() if kind % 2 else content), end
    if kind in (_ZERO, _ONE):
        return kind - _ZERO, at
    if kind >= _FLOAT:
        raise _Garbled  # no table of a store holds fractions
    end = at + _INTEGER_SIZES[kind]
    return (int.from_bytes(payload[at:end], "big", signed=True) if kind else None), end


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(8):
        byte = content[at + place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    return value << 8 | content[at + 8], at + 9
