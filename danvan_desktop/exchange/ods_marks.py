"""Which rows and columns of an OpenDocument sheet are hidden, and how far its cells reach."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

from danvan_desktop.exchange.package_parts import attribute, opened_parts
from danvan_desktop.exchange.raw_sheet import Step, TextMeter, hold_limits
from danvan_desktop.exchange.xlsx_marks import SheetMarks

_CONTENT = "content.xml"
_HIDDEN = ("collapse", "filter")
_MOST_HIDDEN = 200_000


def read_marks(path: Path, step: Step) -> dict[str, SheetMarks]:
    """Return the marks of each sheet by its name; raises TableError for a sheet that is too large."""
    found: dict[str, SheetMarks] = {}
    name, place, meter = "", _Place(), TextMeter()
    with opened_parts(path) as parts:
        for event, tag, element in parts.elements(_CONTENT):
            if event == "start" and tag == "table":
                name, place = attribute(element, "name") or "", _Place()
                found[name] = SheetMarks()
            elif event == "start" and tag == "table-row":
                place.width, place.filled, place.text = 0, False, 0
            elif name in found and event == "end":
                _ended(name, tag, element, place, found[name])
                if tag == "table-row":
                    meter.add(name, place.text)
                    step()
    return found


class _Place:
    """How far a sheet was gone through."""

    def __init__(self) -> None:
        self.row = self.column = self.width = self.widest = self.last = 0
        self.filled = False
        self.blanks = self.text = 0
        """Characters: blanks of the cell at hand that are written as a number, all of the row, its repetitions too."""


def _ended(name: str, tag: str, element: Element, place: _Place, marks: SheetMarks) -> None:
    if tag == "table-column":
        count = _repeated(element, "number-columns-repeated")
        if attribute(element, "visibility") in _HIDDEN:
            marks.hidden_columns.update(range(place.column + 1, place.column + 1 + min(count, _MOST_HIDDEN)))
        place.column += count
    elif tag == "s":
        place.blanks += _repeated(element, "c")
    elif tag in ("table-cell", "covered-table-cell"):
        count = _repeated(element, "number-columns-repeated")
        place.width += count
        place.text += count * (place.blanks + sum(map(len, element.itertext())))
        place.blanks = 0
        if attribute(element, "value-type") or len(element):
            place.filled, place.widest = True, max(place.widest, place.width)
        element.clear()
    elif tag == "table-row":
        _row_ended(name, element, place, marks)


def _row_ended(name: str, element: Element, place: _Place, marks: SheetMarks) -> None:
    count = _repeated(element, "number-rows-repeated")
    if attribute(element, "visibility") in _HIDDEN:
        marks.hidden_rows.update(range(place.row + 1, place.row + 1 + min(count, _MOST_HIDDEN)))
    place.row += count
    place.text *= count
    if place.filled:
        place.last = place.row
        hold_limits(name, place.last, place.widest)
    element.clear()


def _repeated(element: Element, name: str) -> int:
    text = attribute(element, name) or "1"
    return int(text) if text.isdecimal() else 1
