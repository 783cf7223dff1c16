"""Writes the rows that were not loaded into a file of their own, each with its reason, to be mended and loaded."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.problems import Problem
from danvan_desktop.exchange.dumping import whole_at
from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.escaping import escaped
from danvan_desktop.exchange.grid import Cell
from danvan_desktop.exchange.planning import LoadPlan, PlannedRow, RowOutcome
from danvan_desktop.localization import Translator, _, ngettext

_ROW_HEADING = _("Dòng")
_REASON_HEADING = _("Lý do không nhập được")
_MOST_NAMES = 1_000
_ENDINGS_OF_TEXT = (".csv", ".txt", "")


def reasons(row: PlannedRow, kind: Kind, say: Translator) -> str:
    """Return in one line why a row is not loaded, with the field of each reason that does not name it itself."""
    return sentences("; ", [_reason(problem, kind, say) for problem in row.problems])


def sentences(between: str, told: Sequence[str]) -> str:
    """Join what is told into one line; a full stop stays at the end alone."""
    return between.join([*(one.removesuffix(".") for one in told[:-1]), *told[-1:]])


def _reason(problem: Problem, kind: Kind, say: Translator) -> str:
    words = say(problem.message)
    label = say(kind.field(problem.field).label) if problem.field and kind.has(problem.field) else ""
    return words if label.casefold() in words.casefold() else f"{label}: {words}"


def rejects_path(source: Path) -> Path:
    """Return a path beside the list that no file has yet; raises TableError when the folder is full of such files."""
    suffix = ".csv" if source.suffix.lower() in _ENDINGS_OF_TEXT else ".xlsx"
    for number in range(1, _MOST_NAMES):
        ending = f"-{number}" if number > 1 else ""
        path = source.with_name(f"{source.stem}-dong-loi{ending}{suffix}")
        if not path.exists():
            return path
    raise TableError(_("Thư mục đã có quá nhiều tệp dòng lỗi. Hãy xóa bớt."))


@dataclass(frozen=True)
class _Rejects:
    """The rejected rows of a plan, as they stand in the list."""

    plan: LoadPlan
    rows: Sequence[PlannedRow]
    say: Translator

    @cached_property
    def columns(self) -> list[int]:
        """Every column of the list that has a heading, a field or a cell of such a row."""
        layout = self.plan.layout
        return sorted({*layout.headings, *layout.targets, *(column for row in self.rows for column in row.row.cells)})

    @property
    def heads(self) -> list[str]:
        heads = [self.plan.layout.headings.get(column, "") for column in self.columns]
        return [*heads, self.say(_ROW_HEADING), self.say(_REASON_HEADING)]

    def texts_of(self, row: PlannedRow) -> Iterator[str]:
        return (shown_cell(row.row.cell(column), self.say) for column in self.columns)

    def reasons_of(self, row: PlannedRow) -> str:
        return reasons(row, self.plan.kind, self.say)

    def wrong_columns_of(self, row: PlannedRow) -> set[int]:
        wrong = {problem.field for problem in row.problems}
        return {column for column, target in self.plan.layout.targets.items() if target.field in wrong}


def write_rejects(plan: LoadPlan, out: Path, say: Translator) -> int:
    """Write the rejected rows under the list's own headings and return their number.

    A file that is there is replaced only once that is whole. Raises TableError when ``out`` cannot be written,
    StoreError when it is a store.
    """
    rejects = _Rejects(plan, plan.having(RowOutcome.REJECTED), say)
    with whole_at(out) as partial:
        if out.suffix.lower() == ".csv":
            _write_csv(partial, rejects)
        else:
            _write_xlsx(partial, rejects)
    return len(rejects.rows)


def _write_csv(out: Path, rejects: _Rejects) -> None:
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([escaped(head) for head in rejects.heads])
        for row in rejects.rows:
            texts = [escaped(text) for text in rejects.texts_of(row)]
            writer.writerow([*texts, row.row.place, escaped(rejects.reasons_of(row))])


def _write_xlsx(out: Path, rejects: _Rejects) -> None:
    from openpyxl.utils import get_column_letter

    from danvan_desktop.exchange.xlsx_writer import new_sheet

    last = len(rejects.heads)
    with new_sheet(out, rejects.plan.grid.name) as sheet:
        sheet.page.freeze_panes = "A2"
        for place in range(1, last + 1):
            sheet.page.column_dimensions[get_column_letter(place)].width = 70 if place == last else 22
        sheet.append(map(sheet.head, rejects.heads))
        for row in rejects.rows:
            marked = rejects.wrong_columns_of(row)
            texts = zip(rejects.columns, rejects.texts_of(row), strict=True)
            cells = [sheet.text(text, wrong=column in marked) for column, text in texts]
            sheet.append([*cells, sheet.text(row.row.place), sheet.text(rejects.reasons_of(row))])


def shown_cell(cell: Cell, say: Translator) -> str:
    """Return what stands in a cell as text that can be read back."""
    value = cell.value
    if cell.fault is not None or value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return say.value(value)
    if isinstance(value, bool):
        return say(_("Có")) if value else say(_("Không"))
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value).replace(".", ",")
    return str(value)


def problem_of(row: PlannedRow, field: str) -> Problem | None:
    """Return what is wrong with one field of a row."""
    return next((problem for problem in row.problems if problem.field == field), None)


def count_line(plan: LoadPlan, say: Translator) -> str:
    """Say in one line what loading would do."""
    new, changed, same = plan.count(RowOutcome.NEW), plan.count(RowOutcome.CHANGED), plan.count(RowOutcome.SAME)
    rejected, left_out = plan.count(RowOutcome.REJECTED), len(plan.left_out)
    parts = (
        (new, ngettext("{n} dòng mới", "{n} dòng mới", new)),
        (changed, ngettext("{n} dòng cập nhật", "{n} dòng cập nhật", changed)),
        (same, ngettext("{n} dòng đã có", "{n} dòng đã có", same)),
        (rejected, ngettext("{n} dòng lỗi", "{n} dòng lỗi", rejected)),
        (left_out, ngettext("{n} dòng không phải hồ sơ", "{n} dòng không phải hồ sơ", left_out)),
    )
    return ", ".join(say(words) for count, words in parts if count)
