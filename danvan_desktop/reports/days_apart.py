"""Columns of a table in which a number and a day stand in one cell, set apart for Excel: a day can be sorted there.

On paper “12/TB-UBND” above “19/10/2026” saves a column; in Excel it would be a text that nobody can filter or count by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from danvan_desktop.reports.document import Cell, Column, ColumnGroup, Inline, Row, Table, cell_of, plain

_DAY_LINE = re.compile(r"(?:Hạn: )?(\d{1,2}/\d{1,2}/\d{4})(?:, (.+))?")
_NAMED_LAST = re.compile(r"(?P<of>[^:]+: )?(?P<what>.+), (?P<day>ngày|hạn)(?P<rest>.*)", re.IGNORECASE)
_NAMED_FIRST = re.compile(r"Ngày, (?P<what>.+)")
_SHARE_OF_DAYS = 0.45


def with_days_apart(table: Table) -> Table:
    """Give the table with a column of days beside each column whose cells hold a day on a line of its own."""
    apart = [_holds_days(table, place) for place in range(len(table.columns))]
    if not any(apart):
        return table
    columns = [
        made for column, is_apart in zip(table.columns, apart, strict=True) for made in _columns(column, is_apart)
    ]
    groups = tuple(_group(group, apart) for group in table.groups)
    return replace(table, columns=tuple(columns), groups=groups, rows=tuple(_row(row, apart) for row in table.rows))


def _holds_days(table: Table, place: int) -> bool:
    """Tell whether half of the cells or more hold one such day, some words beside it, and none holds two."""
    cells = [text for row in table.rows if (text := _text_at(row, place))]
    found = [[line for line in text.splitlines() if _DAY_LINE.fullmatch(line.strip())] for text in cells]
    with_day = [text for text, days in zip(cells, found, strict=True) if days]
    has_words = any(_DAY_LINE.sub(r"\2", text).strip() for text in with_day)
    return has_words and 2 * len(with_day) >= len(cells) and all(len(days) <= 1 for days in found)


def _text_at(row: Row, place: int) -> str:
    column = 0
    for cell in map(cell_of, row):
        if column == place and cell.span == 1:
            return plain(cell.content).strip()
        column += cell.span
    return ""


def _columns(column: Column, is_apart: bool) -> tuple[Column, ...]:
    if not is_apart:
        return (column,)
    words, day = _titles(column.title)
    width = column.width * _SHARE_OF_DAYS
    return replace(column, title=words, width=column.width - width), replace(column, title=day, width=width)


def _titles(title: str) -> tuple[str, str]:
    """Name the words and the day: “Kết luận: số, ngày” gives “Kết luận: số” and “Kết luận: ngày”."""
    if named := _NAMED_LAST.fullmatch(title):
        of, day = named["of"] or "", f"{named['day']}{named['rest']}"
        return f"{of}{named['what']}", f"{of}{day}" if of else f"{day[:1].upper()}{day[1:]}"
    if named := _NAMED_FIRST.fullmatch(title):
        return f"{named['what'][:1].upper()}{named['what'][1:]}", "Ngày"
    return title, f"{title}: ngày"


def _group(group: ColumnGroup, apart: Sequence[bool]) -> ColumnGroup:
    before, within = sum(apart[: group.first]), sum(apart[group.first : group.first + group.count])
    return replace(group, first=group.first + before, count=group.count + within)


def _row(row: Row, apart: Sequence[bool]) -> Row:
    made: list[Cell | Inline] = []
    place = 0
    for item in row:
        cell = cell_of(item)
        more = sum(apart[place : place + cell.span])
        if more and cell.span == 1:
            made += _parted(plain(cell.content))
        else:
            made.append(replace(cell, span=cell.span + more) if more else item)
        place += cell.span
    return tuple(made)


def _parted(text: str) -> tuple[str, str]:
    words, day = [], ""
    for line in text.splitlines():
        if found := _DAY_LINE.fullmatch(line.strip()):
            day = found[1]
            words += [found[2]] if found[2] else []
        else:
            words.append(line)
    return "\n".join(words), day
