"""Reporting periods: a month, quarter, half-year or year: ``2026-08``, ``2026-Q3``, ``2026-H1``, ``2026``."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from danvan_desktop.localization import Message, _
from danvan_desktop.reports.errors import ReportError

_CODE = re.compile(r"([12]\d{3})(?:-(?:Q([1-4])|H([12])|(0[1-9]|1[0-2])))?")
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Period:
    """The days from ``first`` to ``last``, both counted; ``title`` names it in words."""

    code: str
    first: dt.date
    last: dt.date
    title: Message

    @classmethod
    def parse(cls, code: str) -> Period:
        """Read a period's code; raises ReportError for another text."""
        match = _CODE.fullmatch(code.strip().upper())
        if match is None:
            raise ReportError(
                _(
                    "“{code}” không phải là kỳ báo cáo. Hãy viết như 2026-Q3 (quý), 2026-H1 (6 tháng),"
                    " 2026-08 (tháng) hoặc 2026 (năm).",
                    code=code,
                )
            )
        year = int(match[1])
        if match[2]:
            return cls.quarter(year, int(match[2]))
        if match[3]:
            return cls.half(year, int(match[3]))
        if match[4]:
            return cls._months(
                match[0], year, int(match[4]), 1, _("Tháng {month} năm {year}", month=match[4], year=match[1])
            )
        return cls._months(match[0], year, 1, 12, _("Năm {year}", year=match[1]))

    @classmethod
    def quarter(cls, year: int, number: int) -> Period:
        """Return a quarter, 1 to 4."""
        title = _("Quý {quarter} năm {year}", quarter=_ROMAN[number - 1], year=str(year))
        return cls._months(f"{year}-Q{number}", year, 3 * number - 2, 3, title)

    @classmethod
    def half(cls, year: int, number: int) -> Period:
        """Return the first or second half of a year."""
        first, last = _("6 tháng đầu năm {year}", year=str(year)), _("6 tháng cuối năm {year}", year=str(year))
        return cls._months(f"{year}-H{number}", year, 6 * number - 5, 6, first if number == 1 else last)

    @classmethod
    def quarter_of(cls, day: dt.date) -> Period:
        """Return the quarter in which a day lies."""
        return cls.quarter(day.year, (day.month + 2) // 3)

    @classmethod
    def _months(cls, code: str, year: int, first: int, count: int, title: Message) -> Period:
        last = first + count - 1
        return cls(code, dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1]), title)
