"""Which rows and columns of a binary workbook (.xlsb) are hidden, and how far its cells reach.

A part is records: number, length, content (ECMA-376's sibling [MS-XLSB], 2.1.4).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from danvan_desktop.exchange.package_parts import Parts, opened_parts
from danvan_desktop.exchange.raw_sheet import STEP_EVERY, Step, TextMeter, hold_limits
from danvan_desktop.exchange.xlsx_marks import SheetMarks
from danvan_desktop.localization import _

_WORKBOOK = "xl/workbook.bin"
_STRINGS = "xl/sharedStrings.bin"
_ROW, _COLUMNS, _SHEET = 0, 60, 156
_CELLS = range(2, 12)
"""Records of cells with content; 1 is a blank one."""
_ERRORS = (3, 11)
_SHARED_TEXT, _TEXTS, _TEXT_OF_ALL = 7, (6, 8), 19
"""Cells that name a shared text, cells that hold one, and the shared texts themselves."""
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x10, 0x01
_LONGEST_RECORD = 64 * 1024 * 1024


def read_marks(path: Path, step: Step) -> dict[str, SheetMarks]:
    """Return the marks of each sheet by its name; raises TableError for a sheet that is too large."""
    with opened_parts(path) as parts:
        relations, meter = parts.relations(_WORKBOOK), TextMeter()
        lengths = _lengths(parts)
        sheets = [_sheet(content) for number, content in _records(parts.open(_WORKBOOK)) if number == _SHEET]
        return {
            name: _sheet_marks(parts, relations[relation], name, step, _Texts(lengths, meter))
            for relation, name in sheets
            if parts.has(relations.get(relation, ""))
        }


class _Texts:
    """Counts the characters of cells, those of shared texts by their number."""

    def __init__(self, lengths: Sequence[int], meter: TextMeter) -> None:
        self._lengths, self._meter = lengths, meter

    def count(self, sheet: str, number: int, content: bytes) -> None:
        if number == _SHARED_TEXT:
            shared = _whole(content, 8)
            self._meter.add(sheet, self._lengths[shared] if shared < len(self._lengths) else 0)
        elif number in _TEXTS:
            self._meter.add(sheet, _whole(content, 8))


def _lengths(parts: Parts) -> Sequence[int]:
    if not parts.has(_STRINGS):
        return ()
    with parts.open(_STRINGS) as source:
        return array("L", (_whole(content, 1) for number, content in _records(source) if number == _TEXT_OF_ALL))


def _sheet_marks(parts: Parts, part: str, name: str, step: Step, texts: _Texts) -> SheetMarks:
    marks, row, last = SheetMarks(), 0, 0
    with parts.open(part) as source:
        for number, content in _records(source):
            if number == _ROW:
                row = _whole(content, 0) + 1
                if len(content) > 11 and content[11] & _ROW_HIDDEN:
                    marks.hidden_rows.add(row)
                if row % STEP_EVERY == 0:
                    step()
            elif number == _COLUMNS and content[16] & _COLUMN_HIDDEN:
                marks.hidden_columns.update(range(_whole(content, 0) + 1, min(_whole(content, 4), 16_383) + 2))
            elif number in _CELLS:
                column = _whole(content, 0) + 1
                last = max(last, column)
                hold_limits(name, row, last)
                texts.count(name, number, content)
                if number in _ERRORS:
                    marks.faults[row, column] = _("ô báo lỗi {error} trong Excel", error="#")
    return marks


def _records(source: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    while first := source.read(1):
        number = first[0]
        if number & 0x80:
            number = (number & 0x7F) | ((source.read(1)[0] & 0x7F) << 7)
        length = shift = 0
        for _byte in range(4):
            part = source.read(1)[0]
            length |= (part & 0x7F) << shift
            shift += 7
            if not part & 0x80:
                break
        if length > _LONGEST_RECORD:
            raise ValueError(length)
        yield number, source.read(length)


def _sheet(content: bytes) -> tuple[str, str]:
    """Return the relation and the name of a sheet: state, id, then two texts with their lengths."""
    relation, end = _text(content, 8)
    return relation, _text(content, end)[0]


def _text(content: bytes, place: int) -> tuple[str, int]:
    end = place + 4 + 2 * _whole(content, place)
    return content[place + 4 : end].decode("utf-16-le"), end


def _whole(content: bytes, place: int) -> int:
    return int.from_bytes(content[place : place + 4], "little")
