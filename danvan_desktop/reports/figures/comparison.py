"""Figures of one period by the units right below: side by side, and beside what they were a year ago."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from danvan_desktop.domain.coverage import Coverage, CoverageState
from danvan_desktop.domain.order import dictionary_key
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.units import AUTHORITIES, VILLAGE_KINDS
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.coverage import NOT_NAMED, word_for_nought
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.figures.catalogue import FIGURES
from danvan_desktop.reports.figures.figure import Figure, FigureGroup, Span
from danvan_desktop.reports.figures.reader import FigureReader, Placed
from danvan_desktop.reports.figures.values import ReportFigures

_ALWAYS_SHOWN = AUTHORITIES | frozenset(VILLAGE_KINDS)
"""Kinds of unit that are expected to have something to tell; others are shown when they have."""


@dataclass(frozen=True)
class UnitFigure:
    """One figure of one unit: its value, that of the same period a year ago, and what finds the records counted."""

    value: int = 0
    year_ago: int | None = None
    """``None`` where the unit did not keep a book of the kind through all of that period, which is no nought."""
    find: Callable[[], Iterable[str]] = tuple

    @property
    def uids(self) -> tuple[str, ...]:
        """The records that are counted now."""
        return tuple(self.find())


NOTHING = UnitFigure()


@dataclass(frozen=True)
class UnitRow:
    """The figures of one unit by their codes, and how far its records of the period are here."""

    unit: Record
    coverage: Coverage
    cells: Mapping[str, UnitFigure]
    is_own: bool = False
    """Whether it is what the reporting unit itself recorded."""
    ended: dt.date | None = None
    """The last day of the unit, where it came to its end in or before the period."""
    days_late: int = 0
    """By how many days what the unit recorded up to the end of the period is overdue here; 0 while the period runs."""
    gone: Message | None = None
    """What became of a unit that was no more when the period began: it counted nothing, which is no nought."""
    unnamed: Collection[str] = ()
    """The figures that tell of somebody here whom no record names."""

    def named(self, say: Callable[[Message], str]) -> str:
        """Name the unit, one that is no more with its last day."""
        name = self.unit.text("name")
        return name if self.ended is None else say(_("{unit} (đến {day})", unit=name, day=self.ended))

    @property
    def has_not_reported(self) -> bool:
        """Whether nothing of the period came: its noughts mean nothing."""
        return self.coverage.state is CoverageState.NOT_REPORTED

    def cell(self, code: str) -> UnitFigure:
        """Return a figure of the unit."""
        return self.cells.get(code, NOTHING)

    def word(self, figure: Figure) -> Message | None:
        """Return what stands for a count of nought, ``None`` where there is a count or nought is known to be nought."""
        if self.cell(figure.code).value:
            return None
        untold = NOT_NAMED if figure.code in self.unnamed else None
        return self.gone or word_for_nought(self.coverage, figure.kind) or untold


@dataclass(frozen=True)
class UnitTable:
    """Chosen figures of all units right below the reporting one, by name, the unit itself first if it has any."""

    figures: Sequence[Figure]
    rows: Sequence[UnitRow]

    def total(self, code: str) -> UnitFigure:
        """Return a figure of all units together; raises KeyError for one that is not shown."""
        return self._totals[code]

    @cached_property
    def _totals(self) -> Mapping[str, UnitFigure]:
        return {figure.code: _added([row.cell(figure.code) for row in self.rows]) for figure in self.figures}

    @property
    def compares(self) -> bool:
        """Whether any unit right below has something, now or a year ago."""
        return any(cell.value or cell.year_ago for row in self.rows if not row.is_own for cell in row.cells.values())

    @property
    def silent(self) -> Sequence[UnitRow]:
        """The units that have not reported the period, those that are longest overdue first."""
        return sorted((row for row in self.rows if row.has_not_reported), key=lambda row: -row.days_late)


def _added(cells: Sequence[UnitFigure]) -> UnitFigure:
    def find() -> Iterable[str]:
        return (uid for cell in cells for uid in cell.uids)

    then = [cell.year_ago for cell in cells if cell.year_ago is not None]
    return UnitFigure(sum(cell.value for cell in cells), sum(then) if then else None, find)


def groups_with_figures() -> Sequence[FigureGroup]:
    """Return the groups that have figures to compare, in the order of reports."""
    return tuple(dict.fromkeys(figure.group for figure in _told()))


def _told() -> Iterator[Figure]:
    """Yield the figures that units are compared by: none of people so few that they would be known."""
    return (figure for figure in FIGURES.values() if not figure.least_told)


def figures_in(group: FigureGroup) -> Sequence[Figure]:
    """Return the figures of a group, in the order of reports."""
    return tuple(figure for figure in _told() if figure.group is group)


def chosen_figures(group: str | None) -> Sequence[Figure]:
    """Return the figures of the group with that code; without one, all that are no shares of others.

    Raises ReportError that names the codes for an unknown one.
    """
    if group is None:
        return tuple(figure for figure in _told() if figure.whole is None)
    known = {one.value: one for one in groups_with_figures()}
    if group not in known:
        raise ReportError(_("Không có nhóm số liệu “{code}”. Các nhóm: {codes}.", code=group, codes=", ".join(known)))
    return figures_in(known[group])


def unit_table(figures: ReportFigures, chosen: Sequence[Figure], today: dt.date) -> UnitTable:
    """Count ``chosen`` figures for each unit right below the reporting one.

    A unit that took others over is held against what these had a year ago.
    """
    reader, span = figures.reader, figures.span
    spans = {one.code: (figures.span_for(one), figures.span_a_year_ago(one)) for one in chosen}
    reader.prepare(chosen, spans)
    below = {unit.uid: unit for unit in reader.units_right_below(span)}
    expected = {unit.uid for unit in below.values() if unit.text("kind") in _ALWAYS_SHOWN}
    cells = _cells(reader, chosen, spans, expected)
    unnamed = _unnamed(reader, chosen, spans)
    others = reader.units(uid for uid in cells if uid not in below)
    shown = [
        *(unit for unit in below.values() if unit.uid in expected or unit.uid in cells),
        *others,
    ]
    ordered = sorted(shown, key=lambda unit: (unit.uid != reader.unit, dictionary_key(unit.text("name"))))
    rows = []
    for unit in ordered:
        coverage = reader.coverage(unit.uid, span)
        late = 0 if figures.is_unfinished else _days_late(coverage, span.last, today)
        ended = unit.date("valid_to")
        is_over = ended is not None and ended < span.last
        own = unit.uid == reader.unit
        gone = _what_became_of(unit, reader) if ended is not None and ended < span.first else None
        last_day, told_of = ended if is_over else None, unnamed[unit.uid]
        rows.append(UnitRow(unit, coverage, cells.get(unit.uid, {}), own, last_day, late, gone, told_of))
    return UnitTable(tuple(chosen), tuple(rows))


def _unnamed(
    reader: FigureReader, chosen: Sequence[Figure], spans: Mapping[str, tuple[Span, Span]]
) -> defaultdict[str, list[str]]:
    """Return by unit the figures of which records tell there without naming anybody."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in chosen:
        span, _a_year_ago = spans[one.code]
        for uid in () if one.unnamed is None else reader.by_place(one.unnamed, span, span.last):
            found[uid].append(one.code)
    return found


def _what_became_of(unit: Record, reader: FigureReader) -> Message:
    """Say why a unit counts nothing any more."""
    if unit.get("successor"):
        return _("đã sáp nhập")
    return _("đã chia tách") if any(reader.find("unit", divided_from=unit.uid)) else _("đã giải thể")


def _cells(
    reader: FigureReader, chosen: Sequence[Figure], spans: Mapping[str, tuple[Span, Span]], expected: Set[str]
) -> Mapping[str, Mapping[str, UnitFigure]]:
    """Count figures by unit, now and a year ago; ``expected`` units that kept the book then have at least a nought.

    One whose book began in the midst of that year's period tells of a part of it: it is held against nothing.
    """
    now = {one.code: reader.by_place(one, spans[one.code][0], spans[one.code][0].last) for one in chosen}
    then = {one.code: reader.by_place(one, spans[one.code][1], spans[one.code][0].last) for one in chosen}
    told: defaultdict[str, set[str]] = defaultdict(set)
    for one in chosen:
        told[one.kind].update(then[one.code])
    nameless = _unnamed(reader, chosen, {code: (ago, ago) for code, (_now, ago) in spans.items()})
    kept: dict[str, Collection[str]] = {}
    for kind, ago, as_of in {(one.kind, spans[one.code][1], spans[one.code][0].last) for one in chosen}:
        known = reader.places_on_the_books(kind, ago, as_of, expected | told[kind])
        kept[kind] = known if reader.tells_its_beginning(kind) else told[kind]
    cells: dict[str, dict[str, UnitFigure]] = {}
    for one in chosen:
        counted, before = now[one.code], then[one.code]
        for uid in {**counted, **before, **dict.fromkeys(place for place in kept[one.kind] if place in expected)}:
            nothing, is_known = Placed(), uid in kept[one.kind]
            value, find = counted.get(uid, nothing).value, counted.get(uid, nothing).find
            year_ago: int | None = before.get(uid, nothing).value if is_known else None
            if not year_ago and one.code in nameless[uid]:
                year_ago = None
            cells.setdefault(uid, {})[one.code] = UnitFigure(value, year_ago, find)
    return cells


def _days_late(coverage: Coverage, last: dt.date, today: dt.date) -> int:
    """Return for how many days what a unit recorded up to ``last`` is waited for."""
    if coverage.state not in (CoverageState.NOT_REPORTED, CoverageState.PARTLY):
        return 0
    return max(0, (today - last).days)
