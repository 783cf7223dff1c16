"""Brings the texts of a sheet to Unicode: each run by its font, and what no font explains by all of it together."""

from __future__ import annotations

import re

from danvan_desktop.exchange.encodings import Encoding, to_unicode
from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.grid import EMPTY, OWN_HEADING, Cell, Grid, Merge, Row
from danvan_desktop.exchange.limits import LONGEST_CELL
from danvan_desktop.exchange.raw_sheet import STEP_EVERY, RawSheet, Run, Step
from danvan_desktop.exchange.recognition import by_font, settle, verdict
from danvan_desktop.localization import _

_LARGEST_MERGE = 10_000
"""Cells; a merge over more of them is decoration of a whole column."""
_MOST_MERGED = 500_000
"""Cells in all merges of a sheet."""
_RETURN = re.compile("\r\n?|_x000D_\n?")
"""A line end with Excel's carriage return, which it also writes as an escape."""


def to_grid(sheet: RawSheet, encoding: Encoding | None, step: Step) -> Grid:
    """Return a sheet with all text in Unicode; raises TableError when too many of its cells are merged."""
    return _Settling(sheet, encoding, step).grid()


class _Settling:
    def __init__(self, sheet: RawSheet, encoding: Encoding | None, step: Step) -> None:
        self._sheet = sheet
        self._chosen = encoding
        self._step = step
        self._converted = 0

    def grid(self) -> Grid:
        """Settle every text."""
        sheet, rows = self._sheet, {}
        if self._chosen is None and _is_own(sheet):
            self._chosen = Encoding.UNICODE
        read = {
            number: {column: cell if isinstance(cell, Cell) else self._runs(cell) for column, cell in cells.items()}
            for number, cells in sheet.cells.items()
        }
        whole = verdict(cell for cells in read.values() for cell in cells.values() if isinstance(cell, str))
        for place, (number, cells) in enumerate(read.items()):
            if place % STEP_EVERY == 0:
                self._step()
            rows[number] = {column: self._settled(cell, whole) for column, cell in cells.items()}
        merges = self._merges()
        _fill(rows, merges)
        return Grid(
            sheet.name,
            tuple(Row(number, rows[number]) for number in sorted(rows)),
            merges,
            (self._chosen or whole).value,
            self._converted,
            sheet.hidden,
            sheet.hidden_rows,
            sheet.hidden_columns,
        )

    def _merges(self) -> tuple[Merge, ...]:
        merges = tuple(merge for merge in self._sheet.merges if merge.size <= _LARGEST_MERGE)
        if sum(merge.size for merge in merges) > _MOST_MERGED:
            raise TableError(
                _("Trang “{sheet}” có quá nhiều ô gộp. Hãy bỏ gộp ô rồi nhập lại.", sheet=self._sheet.name)
            )
        return merges

    def _runs(self, runs: tuple[Run, ...]) -> Cell | str:
        """Convert each run by its font; return a string for text of which no font tells anything."""
        if sum(len(run.text) for run in runs) > LONGEST_CELL:
            return Cell(None, _("ô dài quá {limit} ký tự", limit=LONGEST_CELL))
        texts = [_RETURN.sub("\n", run.text) for run in runs]
        converted = [by_font(text, run.font) for text, run in zip(texts, runs, strict=True)]
        if all(text is None for text in converted):
            return "".join(texts)
        told = (settle(text, Encoding.UNICODE) if by is None else by for text, by in zip(texts, converted, strict=True))
        whole = "".join(told)
        self._converted += whole != "".join(texts)
        return Cell(whole)

    def _settled(self, cell: Cell | str, whole: Encoding) -> Cell:
        if isinstance(cell, Cell):
            return cell
        text = settle(cell, whole) if self._chosen is None else to_unicode(cell, self._chosen) or cell
        self._converted += text != cell
        return Cell(text)


def _is_own(sheet: RawSheet) -> bool:
    """Tell whether this program wrote the sheet: a heading of its own stands in the first row."""
    first = sheet.cells.get(min(sheet.cells, default=0), {})
    return any(
        not isinstance(cell, Cell) and "".join(run.text for run in cell) == OWN_HEADING for cell in first.values()
    )


def _fill(rows: dict[int, dict[int, Cell]], merges: tuple[Merge, ...]) -> None:
    """Give all cells of a merge the value of its first."""
    for merge in merges:
        first = rows.get(merge.top, {}).get(merge.left, EMPTY)
        if first.empty:
            continue
        for number in range(merge.top, merge.bottom + 1):
            cells = rows.setdefault(number, {})
            cells.update(dict.fromkeys(range(merge.left, merge.right + 1), first))
