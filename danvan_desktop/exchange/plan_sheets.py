"""Templates of plans as Excel files: what is said of the plan in the first lines, a table with its tasks below.

Labels are those of the window in Vietnamese, read without regard to diacritics; days, and choices by their words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from danvan_desktop.domain.dates import DateError, parse_date
from danvan_desktop.domain.fields import Field
from danvan_desktop.domain.kinds.plan import PLAN, TASK_KIND
from danvan_desktop.domain.text import fold
from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.grid import Cell, CellValue, Grid, Row
from danvan_desktop.exchange.tables import read_tables
from danvan_desktop.exchange.xlsx_writer import new_sheet
from danvan_desktop.localization import Message, Translator, _

if TYPE_CHECKING:
    from danvan_desktop.exchange.plan_templates import PlanTemplate, TemplateTask

_OF_PLAN: Mapping[str, Message] = {
    "name": _("Tên mẫu"),
    "year": _("Năm gốc của các ngày"),
    "type": PLAN.field("type").label,
    "title": PLAN.field("title").label,
    "basis": PLAN.field("basis").label,
    "lead": PLAN.field("lead").label,
    "parties": PLAN.field("parties").label,
    "from_on": PLAN.field("from_on").label,
    "to_on": PLAN.field("to_on").label,
}
_OF_TASK: Mapping[str, Message] = {
    "title": TASK_KIND.field("title").label,
    "lead": TASK_KIND.field("lead").label,
    "with": TASK_KIND.field("with").label,
    "due": TASK_KIND.field("due_on").label,
    "days": _("Số ngày sau ban hành"),
    "repeat": TASK_KIND.field("repeat").label,
    "target": TASK_KIND.field("target").label,
    "of_step": TASK_KIND.field("of_step").label,
}
_CHOICES: Mapping[str, Field] = {
    "type": PLAN.field("type"),
    **{name: TASK_KIND.field(name) for name in ("repeat", "of_step")},
}
_DAYS = frozenset({"from_on", "to_on", "due"})
_NUMBERS = frozenset({"year", "days"})
_WIDTHS = (52, 26, 26, 14, 14, 16, 40, 40)


def read_sheet(path: Path) -> dict[str, object]:
    """Return what the first sheet says, by the names of a template's fields; raises TableError, or ValueError.

    Whoever calls holds it against what a template is: nothing is required here.
    """
    grids = read_tables(path)
    if not grids:
        raise TableError(_("Tệp “{path}” không có gì.", path=str(path)))
    grid = grids[0]
    heads = _heads(grid)
    if heads is None:
        words = ", ".join(str(label) for label in _OF_TASK.values())
        raise TableError(_("Tệp “{path}” không có dòng tiêu đề nhiệm vụ: {words}.", path=str(path), words=words))
    number, columns = heads
    above = [row for row in grid.rows if row.number < number]
    tasks = [_task(row, columns) for row in grid.rows if row.number > number]
    return {**_plan(above), "task": [task for task in tasks if task]}


def write_sheet(template: PlanTemplate, path: Path) -> None:
    """Write a template; raises TableError for text that no cell can hold, else OSError."""
    say = Translator("vi")
    with new_sheet(path, template.name) as sheet:
        for number, width in enumerate(_WIDTHS):
            sheet.page.column_dimensions["ABCDEFGH"[number]].width = width
        for name, label in _OF_PLAN.items():
            value = _shown(name, getattr(template, name), say)
            sheet.append([sheet.head(say(label)), sheet.text(value)])
        sheet.append([])
        sheet.append(sheet.head(say(label)) for label in _OF_TASK.values())
        for task in template.task:
            sheet.append(sheet.text(value) for value in _cells(task, say))


def _cells(task: TemplateTask, say: Translator) -> Iterator[str]:
    for name in _OF_TASK:
        value = task.together if name == "with" else getattr(task, name)
        yield _shown(name, value, say)


def _shown(name: str, value: object, say: Translator) -> str:
    if isinstance(value, dt.date):
        return say.date(value)
    if name in _CHOICES:
        label = _CHOICES[name].label_of(str(value))
        return say(label) if label is not None else str(value)
    return "" if value is None else str(value)


def _heads(grid: Grid) -> tuple[int, Mapping[int, str]] | None:
    """Find the row of headings: it names at the least the task and one thing more."""
    known = {fold(str(label)): name for name, label in _OF_TASK.items()}
    for row in grid.rows:
        columns = {column: known[fold(cell.text)] for column, cell in row.cells.items() if fold(cell.text) in known}
        if "title" in columns.values() and len(columns) > 1:
            return row.number, columns
    return None


def _plan(rows: Sequence[Row]) -> dict[str, object]:
    known = {fold(str(label)): name for name, label in _OF_PLAN.items()}
    found: dict[str, object] = {}
    for row in rows:
        cells = [cell for _column, cell in sorted(row.cells.items()) if not cell.empty]
        name = known.get(fold(cells[0].text)) if cells else None
        if name is not None and len(cells) > 1:
            found[name] = _value(name, cells[1])
    return found


def _task(row: Row, columns: Mapping[int, str]) -> dict[str, object]:
    return {
        name: _value(name, row.cells[column])
        for column, name in columns.items()
        if column in row.cells and not row.cells[column].empty
    }


def _value(name: str, cell: Cell) -> object:
    value: CellValue = cell.value
    if name in _DAYS:
        day = value.date() if isinstance(value, dt.datetime) else value
        return day if isinstance(day, dt.date) else _typed_day(cell.text)
    if name in _NUMBERS:
        return int(float(cell.text))
    if name in _CHOICES:
        words = fold(cell.text)
        return next(
            (one.code for one in _CHOICES[name].choices if words in (one.code, fold(str(one.label)))), cell.text
        )
    return cell.text


def _typed_day(text: str) -> dt.date:
    try:
        return parse_date(text)
    except DateError as error:
        raise ValueError(str(error)) from error
