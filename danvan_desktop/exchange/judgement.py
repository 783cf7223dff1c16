"""Judges the columns of a list as wholes: what one cell leaves open, its column often tells.

Excel swaps day and month, takes zeros off telephones and writes long numbers short; other programs lose letters. What a
column proves is mended and told, and the officer may say no; what it leaves open is asked, and not loaded until then.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from danvan_desktop.domain.fields import Field, FieldType
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.text import telephone_digits, with_vietnamese_d
from danvan_desktop.exchange.date_texts import FIGURES, plain_date, with_order
from danvan_desktop.exchange.grid import Cell, Row
from danvan_desktop.exchange.layout import Layout
from danvan_desktop.exchange.list_year import with_year
from danvan_desktop.exchange.profiles import RECORD_UID, Part
from danvan_desktop.exchange.shortened_numbers import expanded_number, is_shortened
from danvan_desktop.localization import Message, _

_LAST_MONTH = 12
_SMALL_DAYS = 12 / 30
"""Share of days that can be months too: how often a date that Excel did not swap looks as if it had."""
_TOO_MANY_BY_CHANCE = 0.1
_PROOF = 0.02
"""Chance that the days of a column fall as they do without having been swapped, below which it is asked, or proved."""
_NEAR, _SHORT = dt.timedelta(days=20), dt.timedelta(days=45)
"""How far days lie from others of a time, and how long a time is that tells that they belong there."""
_EXAMPLES = 2
_WITH_DECIMAL = re.compile(r"[0-9]{8,11}\.0")
_LOST = re.compile(r"[^\W\d_]\?+[^\W\d_]|\ufffd")
_DATES = (FieldType.DATE, FieldType.DATETIME)


class Repair(Enum):
    """What is to be done with a column."""

    MONTH_FIRST = "month-first"
    SWAPPED_DATES = "swapped-dates"
    PHONE_ZERO = "phone-zero"
    WHOLE_NUMBER = "whole-number"
    LOST_DIGITS = "lost-digits"
    LETTER_D = "letter-d"
    LOST_LETTERS = "lost-letters"
    YEAR_OF_LIST = "year-of-list"


LOSSES = frozenset({Repair.LOST_DIGITS, Repair.LOST_LETTERS})
"""What nothing brings back: the cells are loaded as they are, or not at all."""


@dataclass(frozen=True)
class ColumnRepair:
    """A repair of one column with the cells by row that it changes; one that is not ``sure`` waits for an answer."""

    column: int
    heading: str
    repair: Repair
    cells: Mapping[int, tuple[Cell, Cell]]
    sure: bool

    @property
    def key(self) -> tuple[int, Repair]:
        """What an answer is given to."""
        return self.column, self.repair

    @property
    def words(self) -> Message:
        """Say what was found, in how many cells, with examples."""
        pairs = dict.fromkeys(f"{_shown(old)} → {_shown(new)}" for old, new in self.cells.values())
        told = {"column": self.heading, "count": len(self.cells), "examples": "; ".join(list(pairs)[:_EXAMPLES])}
        match self.repair:
            case Repair.MONTH_FIRST if self.sure:
                return _("Cột “{column}” ghi tháng trước ngày: {count} ô được đọc như vậy ({examples}).", **told)
            case Repair.MONTH_FIRST:
                return _(
                    "Cột “{column}” có ô ghi tháng trước, có ô ghi ngày trước: {count} ô không rõ ({examples}).", **told
                )
            case Repair.SWAPPED_DATES:
                return _("Cột “{column}”: Excel đã đảo ngày và tháng ở {count} ô ({examples}).", **told)
            case Repair.YEAR_OF_LIST:
                return _("Cột “{column}”: {count} ngày không ghi năm, đọc theo năm của danh sách ({examples}).", **told)
            case Repair.PHONE_ZERO:
                return _("Cột “{column}”: {count} số điện thoại mất số 0 ở đầu ({examples}).", **told)
            case Repair.WHOLE_NUMBER:
                return _("Cột “{column}”: {count} số bị viết rút gọn, lấy lại được đủ chữ số ({examples}).", **told)
            case Repair.LETTER_D:
                return _("Cột “{column}”: {count} ô có chữ Ð của tiếng nước ngoài thay cho chữ Đ ({examples}).", **told)
            case _other:
                return self._words_of_loss()

    def _words_of_loss(self) -> Message:
        texts = dict.fromkeys(_shown(old) for old, _new in self.cells.values())
        one = "; ".join(list(texts)[:_EXAMPLES])
        told = {"column": self.heading, "count": len(self.cells), "examples": one}
        if self.repair is Repair.LOST_DIGITS:
            return _("Cột “{column}”: {count} số bị Excel viết rút gọn, mất chữ số ({examples}).", **told)
        return _(
            "Cột “{column}”: {count} ô có chữ đã mất thành dấu ? ({examples}). Hãy lấy lại tệp gốc.",
            **told,
        )

    @property
    def question(self) -> Message:
        """Name what is agreed to."""
        match self.repair:
            case Repair.MONTH_FIRST:
                return _("Đọc tháng trước, ngày sau")
            case Repair.SWAPPED_DATES:
                return _("Đảo lại ngày và tháng")
            case Repair.YEAR_OF_LIST:
                return _("Thêm năm của danh sách")
            case Repair.PHONE_ZERO:
                return _("Thêm lại số 0")
            case Repair.WHOLE_NUMBER:
                return _("Ghi lại đủ chữ số")
            case Repair.LETTER_D:
                return _("Đổi thành chữ Đ")
        return _("Vẫn nhập nguyên như vậy")

    def decision(self, answers: Answers) -> bool | None:
        """Return the officer's answer, else what is done without one; ``None`` = not loaded until it is answered."""
        return answers.get(self.key, True if self.sure else None)


Answers = Mapping[tuple[int, Repair], bool]
_Changes = dict[int, tuple[Cell, Cell]]


def judge(
    kind: Kind, layout: Layout, rows: Sequence[Row], mended: Iterable[tuple[int, int]], year: int | None = None
) -> list[ColumnRepair]:
    """Return what the columns that are read need; cells that the officer mended by hand are left alone.

    A list that this program wrote needs nothing. ``year`` is that which its titles name.
    """
    if layout.column(RECORD_UID) is not None:
        return []
    by_hand = set(mended)
    found: list[ColumnRepair] = []
    for column, target in layout.targets.items():
        if not kind.has(target.field) or target.part is Part.UID:
            continue
        cells = {
            row.number: row.cell(column)
            for row in rows
            if not row.cell(column).empty and (row.number, column) not in by_hand
        }
        heading = layout.headings.get(column) or target.field
        for repair, changes, sure in _repairs(kind.field(target.field), cells, year):
            if changes:
                found.append(ColumnRepair(column, heading, repair, changes, sure))
    return found


def repaired(rows: Sequence[Row], repairs: Sequence[ColumnRepair], answers: Answers) -> list[Row]:
    """Return the rows as they are read: with what is agreed to, and with a fault where an answer is missing."""
    changed: dict[int, dict[int, Cell]] = {}
    for repair in repairs:
        decision = repair.decision(answers)
        for number, (old, new) in repair.cells.items():
            if decision is None or (decision is False and repair.repair in LOSSES):
                changed.setdefault(number, {})[repair.column] = Cell(old.value, _open_words(repair.repair))
            elif decision:
                changed.setdefault(number, {}).setdefault(repair.column, new)
    return [replace(row, cells={**row.cells, **changed[row.number]}) if row.number in changed else row for row in rows]


def _open_words(repair: Repair) -> Message:
    if repair is Repair.LOST_DIGITS:
        return _("Excel đã viết rút gọn số này nên mất chữ số; hãy ghi lại đủ các chữ số")
    if repair is Repair.LOST_LETTERS:
        return _("chữ đã mất thành dấu ?; hãy ghi lại cho đúng")
    return _("không rõ ngày hay tháng đứng trước; hãy trả lời cho cả cột hoặc ghi lại ô này")


def _repairs(field: Field, cells: Mapping[int, Cell], year: int | None) -> Iterator[tuple[Repair, _Changes, bool]]:
    if field.type in _DATES:
        yield from _date_repairs(cells)
        yield Repair.YEAR_OF_LIST, with_year(cells, year), True
        return
    if "phone" in field.name:
        yield Repair.PHONE_ZERO, _changes(cells, _with_zero), True
    elif field.type is FieldType.TEXT:
        yield Repair.WHOLE_NUMBER, _changes(cells, _whole_number), True
    if field.type is FieldType.TEXT:
        yield Repair.LOST_DIGITS, {number: (cell, cell) for number, cell in cells.items() if _lost_digits(cell)}, False
    if not field.numeric:
        yield Repair.LOST_LETTERS, {number: (cell, cell) for number, cell in cells.items() if _lost(cell)}, False
        yield Repair.LETTER_D, _changes(cells, _with_d), True


def _changes(cells: Mapping[int, Cell], change: Callable[[Cell], str | None]) -> _Changes:
    changed = ((number, cell, change(cell)) for number, cell in cells.items() if cell.fault is None)
    return {number: (cell, Cell(text)) for number, cell, text in changed if text is not None}


def _with_zero(cell: Cell) -> str | None:
    text = expanded_number(_digits_of(cell)) or _digits_of(cell)
    digits = "".join(letter for letter in text if letter.isdecimal())
    number = telephone_digits(digits)
    if number == f"0{digits}" and not text.strip().startswith(("+", "(")):
        return f"0{text.strip()}"
    return None


def _digits_of(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return ""
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    return text.strip().removesuffix(".0") if _WITH_DECIMAL.fullmatch(text.strip()) else text


def _whole_number(cell: Cell) -> str | None:
    return expanded_number(cell.value) if isinstance(cell.value, str) else None


def _lost_digits(cell: Cell) -> bool:
    value = cell.value
    return isinstance(value, str) and is_shortened(value) and expanded_number(value) is None


def _with_d(cell: Cell) -> str | None:
    if not isinstance(cell.value, str):
        return None
    text = with_vietnamese_d(cell.value)
    return None if text == cell.value else text


def _lost(cell: Cell) -> bool:
    value = cell.value
    return isinstance(value, str) and "=" not in value and "://" not in value and _LOST.search(value) is not None


def _date_repairs(cells: Mapping[int, Cell]) -> Iterator[tuple[Repair, _Changes, bool]]:
    texts = {number: pair for number, cell in cells.items() if (pair := _figures(cell)) is not None}
    days = {number: cell for number, cell in cells.items() if isinstance(cell.value, dt.date)}
    day_first = {number for number, (first, _second) in texts.items() if first > _LAST_MONTH}
    month_first = {number for number, (_first, second) in texts.items() if second > _LAST_MONTH}
    if month_first:
        unclear = {n: cells[n] for n, (first, second) in texts.items() if n not in day_first and first != second}
        yield Repair.MONTH_FIRST, _read_month_first(unclear), not day_first
    told = len(day_first or month_first)
    one_order = bool(day_first) != bool(month_first) and told == len(texts)
    swapped = {number: new for number, cell in days.items() if (new := _swapped(cell)) is not None}
    chance = _SMALL_DAYS ** len(days) * (1 - _SMALL_DAYS) ** told
    if not one_order or len(swapped) < len(days) or chance >= _TOO_MANY_BY_CHANCE:
        return
    written = [with_order(str(cells[number].value), month_first=bool(month_first)) for number in texts]
    known = [day for day in written if day is not None]
    fits = bool(known) and _are_near(days.values(), known) and not _are_near(swapped.values(), known)
    if fits and max(known) - min(known) <= _SHORT:
        return
    changes = {number: (days[number], new) for number, new in swapped.items()}
    if any(old != new for old, new in changes.values()):
        yield Repair.SWAPPED_DATES, changes, chance < _PROOF and not fits


def _are_near(cells: Iterable[Cell], others: Sequence[dt.date]) -> bool:
    """Tell whether all days are of about the time of the others."""
    first, last = min(others) - _NEAR, max(others) + _NEAR
    return all(first <= _day(cell) <= last for cell in cells)


def _day(cell: Cell) -> dt.date:
    value = cell.value
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else dt.date.min


def _figures(cell: Cell) -> tuple[int, int] | None:
    """Return the first two numbers of a date that is text."""
    match = FIGURES.fullmatch(plain_date(cell.value)) if isinstance(cell.value, str) else None
    return None if match is None else (int(match["first"]), int(match["second"]))


def _read_month_first(cells: Mapping[int, Cell]) -> _Changes:
    read = ((number, cell, with_order(str(cell.value), month_first=True)) for number, cell in cells.items())
    return {number: (cell, _at_its_time(cell, day)) for number, cell, day in read if day is not None}


def _at_its_time(cell: Cell, day: dt.date) -> Cell:
    """Keep the time of day that was written behind the date."""
    _date, _blank, time = str(cell.value).strip().partition(" ")
    return Cell(f"{day:%d/%m/%Y} {time}") if time else Cell(day)


def _swapped(cell: Cell) -> Cell | None:
    """Exchange day and month of a date of Excel; ``None`` where that gives no date."""
    value = cell.value
    if not isinstance(value, dt.date) or value.day > _LAST_MONTH:
        return None
    return Cell(value.replace(month=value.day, day=value.month))


def _shown(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    text = _digits_of(cell) or str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"
