"""What the communes of ``province.py`` wrote, counted beside the program: by the names of villages and their days."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct, field

from danvan_desktop.domain.period import Period
from danvan_desktop.reports.figures import ReportFigures, figure_of
from danvan_desktop.reports.figures.comparison import UnitTable, unit_table
from danvan_desktop.store import Store

REFORM = dt.date(2026, 7, 1)
DIVIDED = 8
"""The number of the commune that is divided."""
PARTS = ("c08a", "c08b")
CODES = ("petitions.received", "petitions.replied")


class Written(Struct):
    """The petitions of those who send, by figure, with village and day; those of ``silent`` laptops never arrive."""

    silent: Collection[str]
    petitions: dict[str, list[tuple[str, dt.date]]] = field(default_factory=lambda: {code: [] for code in CODES})

    def note(self, laptop: str, village: str, received: dt.date, replied: dt.date | None) -> None:
        """Note one that a laptop writes."""
        for code, day in zip(CODES, (received, replied), strict=True):
            if laptop not in self.silent and day is not None:
                self.petitions[code].append((village, day))

    def faults(self, store: Store) -> Iterator[str]:
        """Tell what the page of a year says otherwise, commune by commune."""
        for year in sorted({day.year for _village, day in self.petitions[CODES[0]]}):
            table = _table(store, year)
            for code in CODES:
                yield from self._faults_of(table, code, year)
            silent = {row.unit.text("name") for row in table.silent}
            expected = {f"Xã {name[1:]}" for name in self.silent}
            if silent != expected:
                yield f"{year}: {sorted(silent)} have not reported, expected {sorted(expected)}"

    def _faults_of(self, table: UnitTable, code: str, year: int) -> Iterator[str]:
        shown = {row.unit.text("name"): (row.cell(code).value, row.cell(code).year_ago) for row in table.rows}
        now, then = self._counted(code, year, year), self._counted(code, year - 1, year)
        for name in sorted({*shown, *now, *then}):
            expected = (now.get(name, 0), then.get(name, 0) if self._kept_books(name, year - 1, year) else None)
            if shown.get(name, (0, None)) != expected:
                yield f"{year} {code} {name}: shown {shown.get(name)}, written {expected}"
        total = table.total(code)
        if (total.value, total.year_ago or 0) != (sum(now.values()), sum(then.values())):
            yield f"{year} {code}: the sum is {total.value}, {total.year_ago}"

    def _kept_books(self, name: str, year: int, as_of: int) -> bool:
        """Tell whether a commune had any petition by the end of a year: before that nothing is known of it."""
        told = (one for one in self.petitions[CODES[0]] if one[1].year <= year)
        return any(_commune(village, day, as_of) == name for village, day in told)

    def _counted(self, code: str, year: int, as_of: int) -> Mapping[str, int]:
        """Count by commune: where each village lay on the day, and who has succeeded that commune by a year."""
        return Counter(_commune(village, day, as_of) for village, day in self.petitions[code] if day.year == year)


def _commune(named: str, day: dt.date, as_of: int) -> str:
    number, village = (int(part) for part in named.removeprefix("Thôn ").split("."))
    if day >= REFORM and (number, village) == (6, 1):
        return "Xã 07"
    if day >= REFORM and number == DIVIDED:
        return f"Xã 08 {'A' if village <= DIVIDED_AFTER else 'B'}"
    if number == MERGED and as_of >= REFORM.year:
        return "Xã 04"
    return f"Xã {number:02d}"


MERGED, DIVIDED_AFTER = 5, 5
"""The number of the commune that goes into the fourth, and the last village of the first half of the divided one."""


def _table(store: Store, year: int) -> UnitTable:
    today = store.today()
    figures = ReportFigures(store, store.unit.uid, "unit-figures", Period.parse(str(year)), today)
    return unit_table(figures, [figure_of(code) for code in CODES], today)
