"""What becomes of each line of a pasted list, with the reason: taken, changed, dropped. No widgets here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from danvan_desktop.exchange.cell_values import whole_number
from danvan_desktop.exchange.pasting import LeftOut, PastedRow, Why, person_name
from danvan_desktop.localization import Message, Translator, _


class LineOutcome(Enum):
    """What becomes of a line."""

    TAKEN = "taken"
    CHANGED = "changed"
    DROPPED = "dropped"
    STORED = "stored"
    """It is no line of the list: it was saved before."""


@dataclass(frozen=True)
class ReadLine:
    """One line: the ``cells`` that are saved of it, or its text where it is dropped, and why."""

    line: int
    outcome: LineOutcome
    cells: tuple[str, ...]
    reasons: tuple[Message, ...] = ()

    def why(self, say: Translator) -> str:
        """Say the reasons."""
        return "; ".join(map(say, self.reasons))


_ADDRESS = re.compile(r"(?:ông|bà|anh|chị|cụ|đ/c|đồng chí)[\s.:]*$", re.IGNORECASE)
_TWICE = _("đã ghi ở dòng trên")
_KNOWN = _("đã có trong sổ")
_WHY = {
    Why.HEADING: _("dòng tiêu đề"),
    Why.TITLE: _("không có tên nào để ghi"),
    Why.TOTAL: _("dòng cộng"),
    Why.NOT_ASKED: _("không hỏi cột này"),
}


def taken(row: PastedRow, cells: Sequence[str], notes: Iterable[Message] = ()) -> ReadLine:
    """Return the line of a row that is saved as these cells; ``notes`` tell what is not as it was written."""
    reasons = tuple(dict.fromkeys(notes))
    return ReadLine(row.line, LineOutcome.CHANGED if reasons else LineOutcome.TAKEN, tuple(cells), reasons)


def stored(number: int, cells: Sequence[str]) -> ReadLine:
    """Return the line of what was saved before, for whom the list is still empty."""
    return ReadLine(number, LineOutcome.STORED, tuple(cells))


def dropped_twice(row: PastedRow, *, known: bool) -> ReadLine:
    """Return the line of a row that is dropped, since it was written above or is ``known``."""
    return ReadLine(row.line, LineOutcome.DROPPED, (" ".join(row.written),), (_KNOWN if known else _TWICE,))


def dropped(other: LeftOut, total: int | None = None) -> ReadLine:
    """Return the line of what is no thing of the list; a row of sums is compared with the ``total`` taken."""
    reason = _WHY[other.why]
    told = _sum_told(other.text) if other.why is Why.TOTAL and total is not None else None
    if told is not None and total is not None:
        reason = (
            _("dòng cộng, khớp tổng đã nhận")
            if told == total
            else _("dòng cộng ghi {told}, các dòng nhận cộng lại {total}", told=told, total=total)
        )
    return ReadLine(other.line, LineOutcome.DROPPED, (other.text,), (reason,))


def in_order(*parts: Iterable[ReadLine]) -> tuple[ReadLine, ...]:
    """Put lines in the order in which they were written."""
    return tuple(sorted((line for part in parts for line in part), key=lambda line: line.line))


def changes(row: PastedRow, name: str, values: Mapping[str, object]) -> list[Message]:
    """Tell what of a row is not saved as it was written: its ``name``, its numbers, the people in it."""
    told = name_changes(row, name)
    if len(row.written) == 1 and len(row.cells) > 1 and ";" not in row.written[0]:
        told.append(_("tách khỏi tên"))
    saved = {str(value) for value in values.values() if value is not None}
    for cell in row.cells[1:]:
        number = whole_number(cell)
        if number is not None and not _is_plain(cell) and str(number) in saved:
            told.append(_("đọc số {number} từ “{cell}”", number=number, cell=cell))
        elif cell != person_name(cell) and person_name(cell) in saved:
            told.append(_("bỏ cách xưng hô trước tên người"))
    return told


def name_changes(row: PastedRow, name: str) -> list[Message]:
    """Tell how the name that is saved differs from what was written."""
    written = " ".join(row.written)
    if name not in written:
        return [_("viết hoa chữ đầu") if name.casefold() in written.casefold() else _("viết lại tên")]
    return [_("bỏ cách xưng hô trước tên người")] if _ADDRESS.search(written.split(name)[0]) else []


def _is_plain(cell: str) -> bool:
    return cell.replace(".", "").isdecimal()


def _sum_told(text: str) -> int | None:
    """Return the first number of a row of sums."""
    numbers = (whole_number(word) for word in text.replace(":", " ").split())
    return next((number for number in numbers if number is not None), None)
