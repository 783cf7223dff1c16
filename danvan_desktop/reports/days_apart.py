"""Columns of a table in which days stand beside words or other days, set apart for Excel: a day can be sorted there.

On paper “12/TB-UBND” above “19/10/2026” saves a column; in Excel it would be a text that nobody can filter or count by.
A cell that holds two things with a day each stays a text: two decisions, or the places where something hangs, each with
its days. No column could say whose day it has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from danvan_desktop.reports.column_texts import texts_of
from danvan_desktop.reports.document import Cell, Column, ColumnGroup, Inline, Row, Table, cell_of, plain

_A_DAY = r"(\d{1,2}/\d{1,2}/\d{4}(?: \d{1,2}:\d{2})?)"
_DAY_LINE = re.compile(rf"(Hạn: )?{_A_DAY}(?:, (.+)| \((.+)\))?")
_NOTED_DAY = re.compile(rf"{_A_DAY}(?: \((.+)\))?")
_NAMED_DAY = re.compile(rf"([^:\d]+): {_A_DAY}")
_FROM_TO = re.compile(rf"(?:[Tt]ừ )?{_A_DAY}(?:(?: – |\n){_A_DAY})?")
_NAMED_LAST = re.compile(r"(?P<of>[^:]+: )?(?P<what>.+), (?P<day>ngày|hạn)(?P<rest>.*)", re.IGNORECASE)
_NAMED_FIRST = re.compile(r"Ngày, (?P<what>.+)")
_SHARE_OF_DAYS = 0.45
_SPAN = "Từ – đến"
_MOST_DAYS = 3


@dataclass(frozen=True)
class _Parting:
    """What stands in place of a column, and how a text of it is shared among these; ``None`` where it stays."""

    columns: tuple[Column, ...]
    part: Callable[[str], Sequence[str]] | None = None

    @property
    def more(self) -> int:
        return len(self.columns) - 1


def with_days_apart(table: Table) -> Table:
    """Give the table with a column of its own for each day that stands beside words or another day in its cells."""
    partings = [_parting(column, texts_of(table, place)) for place, column in enumerate(table.columns)]
    if not any(parting.part for parting in partings):
        return table
    columns = tuple(column for parting in partings for column in parting.columns)
    groups = tuple(_group(group, partings) for group in table.groups)
    return replace(table, columns=columns, groups=groups, rows=tuple(_row(row, partings) for row in table.rows))


def _parting(column: Column, cells: Sequence[str]) -> _Parting:
    for way in (_with_notes, _with_words, _of_names, _from_to):
        if cells and (found := way(column, cells)):
            return found
    return _Parting((column,))


def _with_words(column: Column, cells: Sequence[str]) -> _Parting | None:
    """Part it where cells hold one day on a line of its own, words beside it: half of them, or if its title says so."""
    with_day = [text for text in cells if _has_one_day(text)]
    names_day = _NAMED_LAST.fullmatch(column.title) or _NAMED_FIRST.fullmatch(column.title)
    has_words = any(_words_and_day(text)[0] for text in with_day)
    if not has_words or (2 * len(with_day) < len(cells) and not names_day):
        return None
    words, day = _titles(column.title)
    width = column.width * _SHARE_OF_DAYS
    columns = replace(column, title=words, width=column.width - width), replace(column, title=day, width=width)
    return _Parting(columns, _words_and_day)


def _with_notes(column: Column, cells: Sequence[str]) -> _Parting | None:
    """Part it where each cell is a day, and some have a note to it in brackets."""
    found = [_NOTED_DAY.fullmatch(text) for text in cells]
    if not all(found) or not any(one and one[2] for one in found):
        return None
    width = column.width * _SHARE_OF_DAYS
    note = replace(column, title=f"{column.title}: ghi chú", width=column.width - width)
    return _Parting((replace(column, width=width), note), lambda text: _groups_of(_NOTED_DAY, text))


def _of_names(column: Column, cells: Sequence[str]) -> _Parting | None:
    """Part it where each line is a day with its name before it."""
    found = [_NAMED_DAY.fullmatch(line) for text in cells for line in text.splitlines()]
    names = tuple(dict.fromkeys(one[1] for one in found if one))
    named_once = all(len(set(_days_by_name(text))) == len(text.splitlines()) for text in cells)
    if not all(found) or not named_once or len(names) > _MOST_DAYS:
        return None
    is_told = all(name.lower() in column.title.lower() for name in names)
    titles = names if is_told else tuple(f"{column.title}: {name.lower()}" for name in names)
    columns = tuple(replace(column, title=title, width=column.width / len(names)) for title in titles)
    return _Parting(columns, lambda text: [_days_by_name(text).get(name, "") for name in names])


def _from_to(column: Column, cells: Sequence[str]) -> _Parting | None:
    """Part it where each cell is the day from which one thing runs, and most often that until which it does."""
    found = [_FROM_TO.fullmatch(text) for text in cells]
    if "," in column.title or not all(found) or all(_NOTED_DAY.fullmatch(text) for text in cells):
        return None
    of = "" if column.title == _SPAN else f"{column.title}: "
    titles = ("Từ ngày", "Đến ngày") if not of else (f"{of}từ ngày", f"{of}đến ngày")
    columns = tuple(replace(column, title=title, width=column.width / 2) for title in titles)
    return _Parting(columns, lambda text: _groups_of(_FROM_TO, text))


def _titles(title: str) -> tuple[str, str]:
    """Name the words and the day: “Kết luận: số, ngày” gives “Kết luận: số” and “Kết luận: ngày”."""
    if named := _NAMED_LAST.fullmatch(title):
        of, day = named["of"] or "", f"{named['day']}{named['rest']}"
        return f"{of}{named['what']}", f"{of}{day}" if of else f"{day[:1].upper()}{day[1:]}"
    if named := _NAMED_FIRST.fullmatch(title):
        return f"{named['what'][:1].upper()}{named['what'][1:]}", "Ngày"
    return title, f"{title}: ngày"


def _group(group: ColumnGroup, partings: Sequence[_Parting]) -> ColumnGroup:
    before, within = partings[: group.first], partings[group.first : group.first + group.count]
    return replace(group, first=group.first + _more(before), count=group.count + _more(within))


def _more(partings: Sequence[_Parting]) -> int:
    return sum(parting.more for parting in partings)


def _row(row: Row, partings: Sequence[_Parting]) -> Row:
    made: list[Cell | Inline] = []
    place = 0
    for item in row:
        cell = cell_of(item)
        more, part = _more(partings[place : place + cell.span]), partings[place].part
        if part and cell.span == 1:
            made += part(plain(cell.content).strip())
        else:
            made.append(replace(cell, span=cell.span + more) if more else item)
        place += cell.span
    return tuple(made)


def _has_one_day(text: str) -> bool:
    return sum(_DAY_LINE.fullmatch(line.strip()) is not None for line in text.splitlines()) == 1


def _words_and_day(text: str) -> tuple[str, str]:
    if not _has_one_day(text):
        return text, ""
    words: list[str] = []
    day = ""
    for line in text.splitlines():
        if found := _DAY_LINE.fullmatch(line.strip()):
            of, day, told, note = found.groups()
            words += [told] if told else [f"{of or ''}{note}"] if note else []
        else:
            words.append(line)
    return "\n".join(words), day


def _groups_of(shape: re.Pattern[str], text: str) -> tuple[str, str]:
    found = shape.fullmatch(text)
    return (found[1], found[2] or "") if found else ("", "")


def _days_by_name(text: str) -> dict[str, str]:
    return {found[1]: found[2] for line in text.splitlines() if (found := _NAMED_DAY.fullmatch(line))}
