"""Reads tables of separated values in whatever encoding and with whatever separator they were written."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from danvan_desktop.exchange.encodings import LEGACY, Encoding, to_unicode, western_view
from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.escaping import unescaped
from danvan_desktop.exchange.grid import OWN_HEADING, Cell, Grid, Row
from danvan_desktop.exchange.limits import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from danvan_desktop.exchange.recognition import read_as, settle, verdict
from danvan_desktop.localization import Message, _

_MARKS_OF_ORDER = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SEPARATORS = ",;\t|"
_SAMPLE_BYTES = 200_000
_SAMPLE_ROWS = 40
_REGULAR = 0.8
"""Share of rows of one width from which on a separator is believed."""
_ENOUGH_ZEROS = 0.2
"""Share of zero bytes at the even or the odd places of UTF-16: digits, blanks and most letters have one."""
_GOOD_SHARE = 0.6
_STEP_EVERY = 500
_FEWEST_COLUMNS = 3
"""From which on it can be told that a cell holds rows."""


def read_csv(path: Path, encoding: Encoding | str | None, step: Callable[[], None]) -> Grid:
    """Read a file of separated values; ``encoding`` is one of ours, a codec of Python, or ``None`` to find out.

    Raises TableError when the encoding cannot be told or is another than the one named, or the file is too large.
    """
    text, told = _decode(path, path.read_bytes(), encoding)
    if "\x00" in text:
        raise TableError(_("“{name}” không phải tệp bảng dạng chữ (CSV).", name=path.name))
    rows = list(_rows(path, text, step))
    if told != Encoding.UNICODE.value:
        return Grid(path.stem, tuple(rows), encoding=told, converted=sum(len(row.cells) for row in rows))
    return _settled(Grid(path.stem, tuple(rows), encoding=told))


def _decode(path: Path, data: bytes, encoding: Encoding | str | None) -> tuple[str, str]:
    """Return the text and the name of the old encoding it was in, ``unicode`` for a form of Unicode."""
    if encoding in LEGACY:
        return _from_western(data, Encoding(encoding)), str(encoding)
    for mark, codec in _MARKS_OF_ORDER:
        if data.startswith(mark):
            return _strict(path, data[len(mark) :], codec), Encoding.UNICODE.value
    if encoding is not None and encoding is not Encoding.UNICODE:
        return _strict(path, data, encoding), Encoding.UNICODE.value
    wide = _wide_codec(data)
    if wide is not None:
        return _strict(path, data, wide), Encoding.UNICODE.value
    if b"\x00" in data:
        raise TableError(_("“{name}” không phải tệp bảng dạng chữ (CSV).", name=path.name))
    try:
        return data.decode("utf-8"), Encoding.UNICODE.value
    except UnicodeDecodeError:
        found = _old_encoding(path, data)
        return _from_western(data, found), found.value


def _from_western(data: bytes, encoding: Encoding) -> str:
    western = western_view(data)
    return to_unicode(western, encoding) or western


def _strict(path: Path, data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError) as error:
        raise TableError(_("“{name}” không viết bằng bảng mã {encoding}.", name=path.name, encoding=codec)) from error


def _wide_codec(data: bytes) -> str | None:
    """Recognise UTF-16 without a mark by its zero bytes."""
    sample = data[: _SAMPLE_BYTES - _SAMPLE_BYTES % 2]
    if len(sample) < 4:
        return None
    half = len(sample) // 2
    if sample[1::2].count(0) > half * _ENOUGH_ZEROS and not sample[0::2].count(0):
        return "utf-16-le"
    if sample[0::2].count(0) > half * _ENOUGH_ZEROS and not sample[1::2].count(0):
        return "utf-16-be"
    return None


def _old_encoding(path: Path, data: bytes) -> Encoding:
    western = western_view(data[:_SAMPLE_BYTES])
    readings = [reading for encoding in (*LEGACY, Encoding.UNICODE) if (reading := read_as(western, encoding))]
    best = max(readings, key=lambda reading: (reading.share, reading.words), default=None)
    if best is None or best.share < _GOOD_SHARE:
        raise TableError(
            _(
                "Không nhận ra bảng mã tiếng Việt của “{name}”. Hãy chọn bảng mã (TCVN3, VNI, Windows-1258)"
                " hoặc mở bằng Excel và lưu thành .xlsx.",
                name=path.name,
            )
        )
    return best.encoding


def _settled(grid: Grid) -> Grid:
    """Convert old text that was saved as Unicode without being converted."""
    if grid.rows and any(cell.value == OWN_HEADING for cell in grid.rows[0].cells.values()):
        return grid
    whole = verdict(str(cell.value) for row in grid.rows for cell in row.cells.values())
    converted = 0
    rows = []
    for row in grid.rows:
        cells = {column: Cell(settle(str(cell.value), whole)) for column, cell in row.cells.items()}
        converted += sum(cells[column] != cell for column, cell in row.cells.items())
        rows.append(replace(row, cells=cells))
    return Grid(grid.name, tuple(rows), encoding=whole.value, converted=converted)


def _rows(path: Path, text: str, step: Callable[[], None]) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_CELL)
    text, separator = _named_separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator or _separator(text), strict=True)
    width, widest, own = 0, 0, False
    try:
        for number, values in enumerate(reader, 1 + bool(separator)):
            if number % _STEP_EVERY == 0:
                step()
            if number > MOST_ROWS or len(values) > MOST_COLUMNS:
                raise TableError(
                    _(
                        "“{name}” có hơn {rows} dòng hoặc {columns} cột. Hãy chia nhỏ tệp.",
                        name=path.name,
                        rows=MOST_ROWS,
                        columns=MOST_COLUMNS,
                    )
                )
            width, widest = width or len(values), max(widest, len(values))
            own = own or OWN_HEADING in values
            if not own and any(_holds_rows(value, reader.dialect.delimiter, width) for value in values):
                raise TableError(_unbalanced(path, reader.line_num))
            cells = {column: Cell(unescaped(value)) for column, value in enumerate(values, 1) if value.strip()}
            if cells:
                yield Row(number, cells, short=len(values) < widest)
    except csv.Error as error:
        raise TableError(_unbalanced(path, reader.line_num)) from error


def _unbalanced(path: Path, line: int) -> Message:
    return _(
        "“{name}” sai dạng ở dòng {line} hoặc ngay trước đó: thừa hay thiếu dấu nháy kép, hoặc ô quá dài."
        " Hãy sửa dấu nháy rồi nhập lại.",
        name=path.name,
        line=line,
    )


def _holds_rows(value: str, separator: str, width: int) -> bool:
    """Tell whether a cell swallowed rows of the table since the quotation mark that ends it is missing.

    In prose a blank follows a comma; between cells none does.
    """
    if width < _FEWEST_COLUMNS or "\n" not in value:
        return False
    return len(re.findall(rf"{re.escape(separator)}(?!\s)", value)) >= width - 1


def _named_separator(text: str) -> tuple[str, str]:
    """Take off Excel's own first line ``sep=;``."""
    first, _end, rest = text.partition("\n")
    first = first.strip().strip('"')
    if first.lower().startswith("sep=") and len(first) == 5:
        return rest, first[4]
    return text, ""


def _separator(text: str) -> str:
    """Return the separator that cuts the most of the first rows into the same number of cells."""

    def regularity(separator: str) -> tuple[float, int]:
        """Give the share of rows of the commonest width beyond one cell, in tenths, and that width."""
        try:
            widths = [
                len(row) for row in islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), _SAMPLE_ROWS)
            ]
        except csv.Error:
            return 0, 0
        (width, rows), *_others = Counter(width for width in widths if width > 1).most_common(1) or [(0, 0)]
        return round(rows / len(widths), 1) if widths else 0, width

    best = max(_SEPARATORS, key=regularity)
    if regularity(best)[0] >= _REGULAR:
        return best
    lines = [line for line in text.split("\n", _SAMPLE_ROWS)[:_SAMPLE_ROWS] if line.strip()]
    return max(_SEPARATORS, key=lambda separator: _count_in_most(lines, separator))


def _count_in_most(lines: list[str], separator: str) -> int:
    """Count a separator in nearly all lines, quoted or not: quotation marks that do not match cut rows wrongly."""
    counts = sorted(line.count(separator) for line in lines)
    return counts[len(counts) // 10] if counts else 0
