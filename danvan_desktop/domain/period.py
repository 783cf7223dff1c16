"""Reporting periods: a year, nine months, a half-year, a quarter or a month, ending with the month or before it."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.text import normalise
from danvan_desktop.localization import Message, _
from danvan_desktop.patterns import pattern

_ROMAN = ("I", "II", "III", "IV")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_CODE = pattern(
    r"(?P<year>[0-9]{4})(?:-(?:H(?P<half>[12])|(?P<nine>9M)|Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?"
)
_SHOWN_LENGTH = 40


class PeriodError(DanvanError):
    """What was typed is no reporting period."""


class PeriodKind(Enum):
    """How long a period is; the value is its length in months."""

    YEAR = 12
    NINE_MONTHS = 9
    HALF_YEAR = 6
    QUARTER = 3
    MONTH = 1


class Period(Struct, frozen=True):
    """The ``number``-th period (from 1) of its kind in a year.

    Its months end with their last day or, where there is a ``cutoff``, with that day of the month: by 14 the first
    quarter runs from 15 December to 14 March. Nine months are always the first ones of the year.
    """

    kind: PeriodKind
    year: int
    number: int = 1
    cutoff: int | None = None

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a code: ``2026``, ``2026-9M``, ``2026-H1``, ``2026-Q3``, ``2026-08``; raises PeriodError for another."""
        typed = normalise(text).strip()
        match = _CODE.fullmatch(typed.upper())
        if match is None or not _FIRST_YEAR <= int(match["year"]) <= _LAST_YEAR:
            raise PeriodError(
                _(
                    "“{text}” không phải là kỳ báo cáo; hãy ghi như 2026, 2026-9M, 2026-H1, 2026-Q3 hoặc 2026-08.",
                    text=typed[:_SHOWN_LENGTH],
                )
            )
        year = int(match["year"])
        if match["nine"]:
            return cls(PeriodKind.NINE_MONTHS, year)
        if match["half"]:
            return cls(PeriodKind.HALF_YEAR, year, int(match["half"]))
        if match["quarter"]:
            return cls(PeriodKind.QUARTER, year, int(match["quarter"]))
        return cls(PeriodKind.MONTH, year, int(match["month"])) if match["month"] else cls(PeriodKind.YEAR, year)

    @classmethod
    def quarter(cls, year: int, number: int) -> Period:
        """Return a quarter, 1 to 4."""
        return cls(PeriodKind.QUARTER, year, number)

    @classmethod
    def quarter_of(cls, day: dt.date) -> Period:
        """Return the quarter that ``day`` lies in."""
        return cls.quarter(day.year, (day.month - 1) // PeriodKind.QUARTER.value + 1)

    @property
    def code(self) -> str:
        """The code that ``parse`` reads."""
        return {
            PeriodKind.YEAR: f"{self.year:04}",
            PeriodKind.NINE_MONTHS: f"{self.year:04}-9M",
            PeriodKind.HALF_YEAR: f"{self.year:04}-H{self.number}",
            PeriodKind.QUARTER: f"{self.year:04}-Q{self.number}",
            PeriodKind.MONTH: f"{self.year:04}-{self.number:02}",
        }[self.kind]

    @property
    def first(self) -> dt.date:
        """The first day."""
        month = (self.number - 1) * self.kind.value
        return _ending_of(self.year, month, self.cutoff) + dt.timedelta(days=1)

    @property
    def last(self) -> dt.date:
        """The last day."""
        return _ending_of(self.year, self.number * self.kind.value, self.cutoff)

    def closing_on(self, day: int | None) -> Period:
        """Return this period with its months ending on a day of theirs, 1 to 28; with their last for ``None``."""
        return replace(self, cutoff=day)

    def contains(self, day: dt.date) -> bool:
        """Tell whether ``day`` lies in the period, its first and last day included."""
        return self.first <= day <= self.last

    def previous(self) -> Period:
        """Return the period of the same kind before this one; it ends the day before, but for nine months."""
        if self.number > 1:
            return replace(self, number=self.number - 1)
        return replace(self, year=self.year - 1, number=12 // self.kind.value)

    def next(self) -> Period:
        """Return the period of the same kind after this one; it starts the day after, but for nine months."""
        if self.number < 12 // self.kind.value:
            return replace(self, number=self.number + 1)
        return replace(self, year=self.year + 1, number=1)

    def ahead(self) -> Period:
        """Return the period that a report on this one plans for: after nine months the rest of the year."""
        if self.kind is PeriodKind.NINE_MONTHS:
            return replace(self, kind=PeriodKind.QUARTER, number=4)
        return self.next()

    def same_last_year(self) -> Period:
        """Return the same period of the year before."""
        return replace(self, year=self.year - 1)

    @property
    def title(self) -> Message:
        """Name the period as a title begins: Quý III năm 2026."""
        year = str(self.year)
        if self.kind is PeriodKind.QUARTER:
            return _("Quý {quarter} năm {year}", quarter=_ROMAN[self.number - 1], year=year)
        if self.kind is PeriodKind.MONTH:
            return _("Tháng {month} năm {year}", month=str(self.number), year=year)
        if self.kind is PeriodKind.YEAR:
            return _("Năm {year}", year=year)
        return self.label()

    def label(self) -> Message:
        """Name the period within a sentence: quý III năm 2026; numbers go as text, since a year is not grouped."""
        year = str(self.year)
        if self.kind is PeriodKind.QUARTER:
            return _("quý {quarter} năm {year}", quarter=_ROMAN[self.number - 1], year=year)
        if self.kind is PeriodKind.MONTH:
            return _("tháng {month} năm {year}", month=str(self.number), year=year)
        if self.kind is PeriodKind.YEAR:
            return _("năm {year}", year=year)
        if self.kind is PeriodKind.NINE_MONTHS:
            return _("9 tháng đầu năm {year}", year=year)
        return _("6 tháng đầu năm {year}", year=year) if self.number == 1 else _("6 tháng cuối năm {year}", year=year)


def _ending_of(year: int, month: int, cutoff: int | None) -> dt.date:
    """Return the day on which the ``month``-th month of a year (0: the one before it) ends."""
    if cutoff is None:
        years, after = divmod(month, 12)
        return dt.date(year + years, after + 1, 1) - dt.timedelta(days=1)
    years, before = divmod(month - 1, 12)
    return dt.date(year + years, before + 1, cutoff)
