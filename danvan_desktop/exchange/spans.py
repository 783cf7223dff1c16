"""Two days that stand in one cell: “2025-2027”, “Nhiệm kỳ 2025 – 2027”, “01/2025 - 12/2027”."""

from __future__ import annotations

import datetime as dt
import re

from danvan_desktop.domain.months import last_day_of
from danvan_desktop.exchange.grid import Cell

_END = r"(?:(?:(?P<{0}d>[0-9]{{1,2}})[/.])?(?P<{0}m>[0-9]{{1,2}})[/.])?(?P<{0}y>(?:19|20)[0-9]{{2}})"
_SPAN = re.compile(rf"(?:\D*?){_END.format('a')}\s*(?:-|–|—|đến|tới|den)\s*(?:\D*?){_END.format('b')}\D*", re.I)


def span_of(text: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day that a text names; a bare year begins in January and ends in December."""
    match = _SPAN.fullmatch(text.strip())
    if match is None:
        return None
    try:
        first = dt.date(int(match["ay"]), int(match["am"] or 1), int(match["ad"] or 1))
        year, month = int(match["by"]), int(match["bm"] or 12)
        last = dt.date(year, month, int(match["bd"] or last_day_of(year, month)))
    except ValueError:
        return None
    return (first, last) if first <= last else None


def end_of_span(cell: Cell, place: int) -> Cell:
    """Return the first (0) or last (1) day of the span in a cell; a cell that holds none as it is."""
    span = span_of(cell.text) if isinstance(cell.value, str) else None
    return cell if span is None else Cell(span[place])
