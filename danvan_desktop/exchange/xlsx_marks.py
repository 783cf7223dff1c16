"""What the values of an Excel workbook do not tell: fonts, formats, faults, and which rows and columns are hidden.

Only cells of which there is something to tell are kept. The parts are read leniently: a style that is not to the
letter tells nothing, and Excel shows such workbooks too.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from danvan_desktop.exchange.encodings import font_rule
from danvan_desktop.exchange.number_formats import is_date, shows_hours
from danvan_desktop.exchange.package_parts import Parts, attribute, local, opened_parts
from danvan_desktop.exchange.raw_sheet import STEP_EVERY, Run, Step, TextMeter, hold_limits
from danvan_desktop.localization import Message, _

_WORKBOOK = "xl/workbook.xml"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_BUILT_IN = dict.fromkeys((14, 15, 16, 17), "dd/mm/yyyy") | dict.fromkeys((18, 19, 20, 21, 22), "hh:mm")
Place = tuple[int, int]
"""Row and column, from 1."""


@dataclass
class SheetMarks:
    """What is to be told of the cells of one sheet, by place."""

    runs: dict[Place, tuple[Run, ...]] = field(default_factory=dict)
    fonts: dict[Place, str] = field(default_factory=dict)
    formats: dict[Place, str] = field(default_factory=dict)
    days_only: set[Place] = field(default_factory=set)
    faults: dict[Place, Message] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class _Style:
    """What of a cell's style matters."""

    font: str = ""
    number_format: str = ""


@dataclass(frozen=True)
class _Book:
    styles: tuple[_Style, ...]
    strings: _Strings
    meter: TextMeter = field(default_factory=TextMeter)


@dataclass(frozen=True)
class _Strings:
    """The shared texts: their lengths, and the runs of those that are written in a font of an old encoding."""

    lengths: array[int] = field(default_factory=lambda: array("L"))
    runs: dict[int, tuple[Run, ...]] = field(default_factory=dict)

    def length(self, number: int) -> int:
        """Return the characters of a text, 0 for one that is not there."""
        return self.lengths[number] if 0 <= number < len(self.lengths) else 0


def read_marks(path: Path, step: Step) -> dict[str, SheetMarks]:
    """Return the marks of each sheet by its name; raises TableError for a sheet that is too large."""
    with opened_parts(path) as parts:
        relations = parts.relations(_WORKBOOK)
        book = _Book(_styles(parts, relations), _strings(parts, relations))
        sheets = [
            (element.get("name", ""), relations.get(attribute(element, "id") or "", ""))
            for event, tag, element in parts.elements(_WORKBOOK)
            if event == "end" and tag == "sheet"
        ]
        return {name: _SheetPass(name, book, step).read(parts, part) for name, part in sheets if parts.has(part)}


def _part(parts: Parts, relations: Mapping[str, str], ending: str) -> str | None:
    named = next((part for part in relations.values() if part.lower().endswith(ending.lower())), f"xl/{ending}")
    return named if parts.has(named) else None


def _styles(parts: Parts, relations: Mapping[str, str]) -> tuple[_Style, ...]:
    """Read the fonts and formats of the styles of cells."""
    part = _part(parts, relations, "styles.xml")
    if part is None:
        return ()
    fonts: list[str] = []
    formats = dict(_BUILT_IN)
    styles: list[_Style] = []
    for event, tag, element in parts.elements(part):
        if event != "end":
            continue
        if tag == "numFmt":
            formats[_number(element.get("numFmtId"))] = element.get("formatCode", "")
        elif tag == "fonts":
            fonts = [_font_name(font) for font in element]
        elif tag == "cellXfs":
            styles = [_style(xf, fonts, formats) for xf in element]
    return tuple(styles)


def _style(xf: Element, fonts: list[str], formats: Mapping[int, str]) -> _Style:
    place = _number(xf.get("fontId"))
    font = fonts[place] if 0 <= place < len(fonts) else ""
    return _Style(font if font_rule(font) else "", formats.get(_number(xf.get("numFmtId")), ""))


def _font_name(font: Element) -> str:
    return next((child.get("val", "") for child in font if local(child.tag) in ("name", "rFont")), "")


def _strings(parts: Parts, relations: Mapping[str, str]) -> _Strings:
    part = _part(parts, relations, "sharedStrings.xml")
    found = _Strings()
    if part is None:
        return found
    for event, tag, element in parts.elements(part):
        if event == "end" and tag == "si":
            runs = _runs(element)
            if any(run.font for run in runs):
                found.runs[len(found.lengths)] = runs
            found.lengths.append(_length(element))
            element.clear()
    return found


def _length(text: Element) -> int:
    return sum(map(len, text.itertext()))


def _runs(text: Element) -> tuple[Run, ...]:
    return tuple(_run(child) for child in text if local(child.tag) == "r")


def _run(element: Element) -> Run:
    text = "".join(child.text or "" for child in element if local(child.tag) == "t")
    font = next((_font_name(child) for child in element if local(child.tag) == "rPr"), "")
    return Run(text, font if font_rule(font) else "")


class _SheetPass:
    """Goes through the rows of one sheet."""

    def __init__(self, name: str, book: _Book, step: Step) -> None:
        self._name = name
        self._book = book
        self._step = step
        self._row = self._column = self._last_row = self._last_column = 0
        self._marks = SheetMarks()

    def read(self, parts: Parts, part: str) -> SheetMarks:
        """Return what there is to tell."""
        data: Element | None = None
        for event, tag, element in parts.elements(part):
            if event == "start" and tag == "sheetData":
                data = element
            elif event == "start" and tag == "row":
                self._begin_row(element)
            elif event == "end" and tag == "c":
                self._cell(element)
                element.clear()
            elif event == "end" and tag == "row" and data is not None:
                data.clear()
            elif event == "end" and tag == "col":
                self._columns(element)
        return self._marks

    def _begin_row(self, row: Element) -> None:
        self._row = _number(row.get("r")) or self._row + 1
        self._column = 0
        if _is_true(row.get("hidden")) or row.get("ht") == "0":
            self._marks.hidden_rows.add(self._row)
        if self._row % STEP_EVERY == 0:
            self._step()

    def _columns(self, columns: Element) -> None:
        if _is_true(columns.get("hidden")) or columns.get("width") == "0":
            first, last = _number(columns.get("min")), _number(columns.get("max"))
            self._marks.hidden_columns.update(range(max(first, 1), min(last, 16_384) + 1))

    def _cell(self, cell: Element) -> None:
        match = _REFERENCE.fullmatch(cell.get("r", "").upper())
        self._column = _column(match[1]) if match else self._column + 1
        place = (int(match[2]) if match else self._row, self._column)
        value = next((child.text for child in cell if local(child.tag) == "v"), None)
        inline = next((child for child in cell if local(child.tag) == "is"), None)
        if value is None and inline is None:
            if any(local(child.tag) == "f" for child in cell) and cell.get("t") != "str":
                self._marks.faults[place] = _("ô có công thức chưa được tính; mở tệp bằng Excel và lưu lại")
            return
        self._last_row, self._last_column = max(self._last_row, place[0]), max(self._last_column, place[1])
        hold_limits(self._name, self._last_row, self._last_column)
        self._book.meter.add(self._name, self._text_length(cell, value or "", inline))
        self._mark(place, cell, value or "", inline)

    def _text_length(self, cell: Element, value: str, inline: Element | None) -> int:
        if inline is not None:
            return _length(inline)
        return self._book.strings.length(_number(value)) if cell.get("t") == "s" else len(value)

    def _mark(self, place: Place, cell: Element, value: str, inline: Element | None) -> None:
        number = _number(cell.get("s"))
        style = self._book.styles[number] if 0 <= number < len(self._book.styles) else _Style()
        match cell.get("t", "n"):
            case "e":
                self._marks.faults[place] = _("ô báo lỗi {error} trong Excel", error=value)
            case "s" | "inlineStr" | "str":
                runs = self._book.strings.runs.get(_number(value), ()) if inline is None else _runs(inline)
                if any(run.font for run in runs) and cell.get("t") != "str":
                    self._marks.runs[place] = tuple(Run(run.text, run.font or style.font) for run in runs)
                elif style.font:
                    self._marks.fonts[place] = style.font
            case "n" if style.number_format:
                self._mark_number(place, style.number_format)

    def _mark_number(self, place: Place, number_format: str) -> None:
        if not is_date(number_format):
            self._marks.formats[place] = number_format
        elif not shows_hours(number_format):
            self._marks.days_only.add(place)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.strip().isdecimal() else 0


def _is_true(text: str | None) -> bool:
    return text in ("1", "true")
