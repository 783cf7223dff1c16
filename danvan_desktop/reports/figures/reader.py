"""Finds the records that figures count, each query once, within the reporting unit."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from danvan_desktop.domain.coverage import Coverage
from danvan_desktop.domain.deadlines import Terms
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.order import dictionary_key
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.records import Records
from danvan_desktop.domain.rules.legal import LegalRules
from danvan_desktop.domain.units import VILLAGE_KINDS, UnitTree
from danvan_desktop.reports.figures.books import Books
from danvan_desktop.reports.figures.by_columns import ColumnCounts, Placing
from danvan_desktop.reports.figures.figure import Figure, Source, Span

_EARLIEST = dt.date(1900, 1, 1)


@dataclass(frozen=True)
class Placed:
    """What a figure comes to at one unit, and what finds the records that it counts there once they are asked for."""

    value: int = 0
    find: Callable[[], Iterable[str]] = tuple

    @property
    def uids(self) -> tuple[str, ...]:
        """The records that are counted."""
        return tuple(self.find())


class FigureReader(Source):
    """Records of one unit and the units below it; a store that has more (a province's) counts only these."""

    def __init__(self, store: Records, unit: str) -> None:
        """Read for the unit of this uid."""
        self._store = store
        self.coverages = store.coverages()
        self._tree = store.tree
        self._unit = self._standing(unit)
        self.units_ever = store.units_ever()
        self._days = self._tree.days_of_change
        self._units_then: dict[str, frozenset[str]] = {}
        self._trees: dict[str, UnitTree] = {}
        self._places: dict[tuple[str, str, str], str] = {}
        self._right_below: dict[Span, Sequence[Record]] = {}
        self._units = self._with_units_below(self._tree)
        self._parents: dict[str, Record | None] = {}
        self._found: dict[tuple[str, Span], tuple[Record, ...]] = {}
        self._from_the_first: dict[tuple[str, str], tuple[dt.date, tuple[Record, ...]]] = {}
        self._days_counted: dict[tuple[str, Span], Mapping[str, str]] = {}
        self._dated: dict[tuple[str, str, Span], tuple[Record, ...]] = {}
        self._counted_on: dict[str, str] = {}
        self._columns: ColumnCounts | None = None
        self._books = Books(store)
        self._late: dict[tuple[str, Span, dt.date], Collection[str]] = {}
        self._open: dict[str, bool] = {}
        self._places_here: dict[tuple[str, str], _PlaceOnDay] = {}
        self._succession = _succession(self.units_ever, self._tree)

    @property
    def law(self) -> LegalRules:
        """The thresholds and terms in force in the office."""
        return self._store.law

    @property
    def terms(self) -> Terms:
        """The terms of the law with the working days."""
        return self._store.terms

    def villages_in(self, span: Span) -> Sequence[Record]:
        """Return the villages that lay here in a span and existed in it, in order of their names."""
        then = self._units_in(span)
        return [
            unit
            for unit in self._store.list("unit")
            if unit.uid in then
            and unit.text("kind") in VILLAGE_KINDS
            and self._standing(unit.uid) == unit.uid
            and _existed(unit, span.first.isoformat(), span.last.isoformat())
        ]

    @property
    def reporters(self) -> Sequence[Record]:
        """The units below that have a device of their own, in order of their names."""
        known = self._store.get_many(uid for uid in self.coverages.reporters if uid in self._units)
        return sorted([*known.values(), *self._awaited], key=lambda unit: dictionary_key(unit.text("name")))

    def counted(self, figure: Figure, span: Span) -> Sequence[Record]:
        """Return the records that a figure counts in a span."""
        key = (figure.code, span)
        if key not in self._found:
            records = tuple(figure.find(self, span))
            self._found[key] = records
            self._days_counted[key] = {record.uid: self._day_counted(record) for record in records}
        self._counted_on.update(self._days_counted[key])
        return self._found[key]

    def may_count(self, figure: Figure) -> bool:
        """Tell whether whoever reads may see what a figure goes by: not of people whose records are closed to him."""
        kind = self._store.kinds[figure.kind]
        asked = [field.name for field in kind.required if field.hidden_when_closed and not field.textual]
        if not asked:
            return True
        if kind.name not in self._open:
            self._open[kind.name] = all(one.get(asked[0]) is not None for one in self._store.list(kind.name))
        return self._open[kind.name]

    def is_on_the_books(self, figure: Figure, span: Span) -> bool:
        """Tell whether units that lay here recorded what a figure counts through all of a span.

        Before they began nothing is known, which is no nought; a book that began in the midst of the span tells of a
        part of it, so that its number is like that of no whole one. That its first record is of the first tenth of the
        days means no more than that it was not the first morning. Of a unit that was founded later nothing is known.
        """
        here, begun = self._units_on(span.last.isoformat()), self._books.begun(figure.kind)
        latest = _begun_by(span)
        founded = {one.uid: one.text("valid_from") for one in self.units_ever}
        return any(
            day <= latest and unit in here and founded.get(unit, "") <= span.last.isoformat()
            for unit, day in ((self._standing(unit), day) for unit, day in begun.items())
        )

    def tells_its_beginning(self, kind: str) -> bool:
        """Tell whether it is known of a kind since when it is recorded: what has no day began on none."""
        return self._books.has_days(kind)

    def places_on_the_books(self, kind: str, span: Span, as_of: dt.date, among: Collection[str]) -> Collection[str]:
        """Return which of these units right below, as ``as_of`` knows them, recorded a kind through all of a span.

        One that came to its end within the span, as one that was divided, did so by the villages of its first day.
        """
        latest = _begun_by(span)
        days = (span.first, span.last)
        return {place for day in days for place in self._begun(kind, latest, day, as_of, among)}

    def _begun(self, kind: str, latest: str, on: dt.date, as_of: dt.date, among: Collection[str]) -> Collection[str]:
        places = self._places_on(on.isoformat(), as_of.isoformat())
        units = [one.uid for one in self.units_ever if places[one.uid] in among] if among else []
        return {str(places[unit]) for unit in self._books.begun_by(kind, latest, units)} if units else set()

    def begun_late(self, kind: str, span: Span, as_of: dt.date) -> Collection[str]:
        """Return the units right below with laptops of their own that began to record a kind within or after a span."""
        key = kind, span, as_of
        if key not in self._late:
            last = as_of.isoformat()
            places = {self._place(self._standing(unit.uid), last, last) for unit in self.reporters} - {self._unit}
            others = places - set(self.places_on_the_books(kind, span, as_of, places))
            self._late[key] = self._begun(kind, last, as_of, as_of, others)
        return self._late[key]

    @property
    def unit(self) -> str:
        """The uid of the reporting unit."""
        return self._unit

    def units_right_below(self, span: Span) -> Sequence[Record]:
        """Return the units right below in a span that neither ended before it nor were succeeded by its last day."""
        if span not in self._right_below:
            self._right_below[span] = self._find_right_below(span.first.isoformat(), span.last.isoformat())
        return self._right_below[span]

    @property
    def _awaited(self) -> Sequence[Record]:
        """The units right below this office, if it is the reporting one, of which nothing has come at all."""
        return self.coverages.awaited if self._unit == self.coverages.home else ()

    def _find_right_below(self, first: str, last: str) -> Sequence[Record]:
        return [*self._awaited, *self._listed_right_below(first, last)]

    def _listed_right_below(self, first: str, last: str) -> Sequence[Record]:
        return [
            unit
            for unit in self.units_ever
            if not unit.deleted
            and self._standing(unit.uid) == unit.uid != self._unit
            and self._tree_on(last).above(unit.uid) == self._unit
            and self._place(unit.uid, last, last) == unit.uid
            and _existed(unit, first, last)
        ]

    def units(self, uids: Iterable[str]) -> Sequence[Record]:
        """Return units by their uids, deleted ones too."""
        wanted = frozenset(uids)
        return [unit for unit in self.units_ever if unit.uid in wanted]

    def prepare(self, figures: Sequence[Figure], spans: Mapping[str, Sequence[Span]]) -> None:
        """Count these by columns from now on, each in its ``spans`` alone, where they say which fields they look at."""
        self._columns = ColumnCounts(self._store, self, figures, spans)

    def by_place(self, figure: Figure, span: Span, as_of: dt.date) -> Mapping[str, Placed]:
        """Return what a figure counts in a span by the unit right below that each record lay in on its day.

        A unit that was succeeded by ``as_of`` is shown as its successor, as the successor's own report counts it; what
        is of the reporting unit itself stands under its own uid.
        """
        if self._columns is not None and self._columns.counts(figure, span):
            return self._by_columns(self._columns, figure, span, as_of.isoformat())
        found: dict[str, list[Record]] = {}
        for record in self.counted(figure, span):
            day = self._days_counted[figure.code, span][record.uid] or span.last.isoformat()
            found.setdefault(self._place(self.unit_of(record), day, as_of.isoformat()), []).append(record)
        return {place: Placed(figure.value(records), partial(_uids_of, records)) for place, records in found.items()}

    def _by_columns(self, columns: ColumnCounts, figure: Figure, span: Span, as_of: str) -> Mapping[str, Placed]:
        """Count the rows of units that lay here on their day for the unit right below that each of these lay in."""
        values = columns.values(figure, span, Placing(self._days, as_of, lambda day: self._places_on(day, as_of)))
        found = partial(self._uids_at, columns, figure, span, as_of)
        return {place: Placed(value, partial(found, place)) for place, value in values.items() if place is not None}

    def _places_on(self, day: str, as_of: str) -> Mapping[Value, str | None]:
        key = (self._turn_before(day), as_of)
        if key not in self._places_here:
            self._places_here[key] = _PlaceOnDay(partial(self._place_here, day, as_of))
        return self._places_here[key]

    def _uids_at(self, columns: ColumnCounts, figure: Figure, span: Span, as_of: str, place: str) -> Iterable[str]:
        for day, rows in columns.by_turn(figure, span, self._days):
            places = self._places_on(day, as_of)
            yield from (str(row[0]) for row in rows if places[row[1]] == place)

    def _place_here(self, day: str, as_of: str, unit: str) -> str | None:
        """Return the unit right below that a unit lay in on a day, ``None`` where it did not lie here."""
        standing = self._standing(unit)
        return self._place(standing, day, as_of) if standing in self._units_on(day) else None

    def _day_counted(self, record: Record) -> str:
        """Return the day by which a record, or what it is a part of, was found; empty where no day found it."""
        above: Record | None = record
        seen: set[str] = set()
        while above is not None and above.uid not in seen:
            if above.uid in self._counted_on:
                return self._counted_on[above.uid]
            seen.add(above.uid)
            above = self.parent(above)
        return ""

    def _place(self, unit: str, day: str, as_of: str) -> str:
        """Return the unit right below that a unit lay in on a day, as ``as_of`` knows it; looked up once for a turn."""
        key = (unit, self._turn_before(day), as_of)
        if key not in self._places:
            self._places[key] = self._find_place(unit, day, as_of)
        return self._places[key]

    def _find_place(self, unit: str, day: str, as_of: str) -> str:
        path = self._tree_on(day).path(unit)
        own = path.index(self._unit) if self._unit in path else len(path)
        place = path[own - 1] if own else self._unit
        seen = {self._unit}
        while place not in seen and place in self._succession and self._succession[place][0] < as_of:
            seen.add(place)
            place = self._succession[place][1]
        return place

    def unit_of(self, record: Record) -> str:
        """Return the unit that a record, or the record that it belongs to, names.

        A village that the commune lists and whose own laptop founded it anew is one: the listed record stands for both.
        A record that belongs to itself, as a faulty program may write it, is of no unit.
        """
        own = self._store.kinds[record.kind].unit
        if own is not None:
            return self._standing(record.text(own))
        above, seen = self.parent(record), {record.uid}
        while above is not None and above.uid not in seen:
            seen.add(above.uid)
            kind = self._store.kinds[above.kind]
            if kind.unit is not None:
                return self._standing(above.text(kind.unit))
            above = self.parent(above)
        return ""

    def coverage(self, unit: str, span: Span) -> Coverage:
        """Tell how far what a unit recorded in a span is here."""
        return self.coverages.of(unit, span.first, span.last)

    def _standing(self, unit: str) -> str:
        return self._tree.standing_for(unit)

    # Source

    def dated(self, kind: str, field: str, span: Span) -> Iterable[Record]:
        """Return the records of the units whose day lies in the span."""
        self._store.refuse_archived(span.first, span.last)
        return self._dated_in(kind, field, span, lambda one: one.text(field))

    def _dated_in(self, kind: str, field: str, span: Span, counted_on: Callable[[Record], str]) -> Iterable[Record]:
        """Return the records of a span of the units that lay here on the day that tells where each is counted."""
        key = (kind, field, span)
        if key not in self._dated:
            records = self._records(kind, field, span)
            self._dated[key] = tuple(one for one in records if self.unit_of(one) in self._units_on(counted_on(one)))
        self._counted_on.update((one.uid, counted_on(one)[:10]) for one in self._dated[key])
        return self._dated[key]

    def _records(self, kind: str, field: str, span: Span) -> Iterable[Record]:
        """Read the records of all units whose day lies in a span, from the earliest on once for all figures."""
        if span.first != _EARLIEST:
            return self._store.list(kind, between=(field, span.first, span.last), order=field)
        last, known = self._from_the_first.get((kind, field), (_EARLIEST, ()))
        if last < span.last:
            known = tuple(self._store.list(kind, between=(field, span.first, span.last), order=field))
            self._from_the_first[kind, field] = (span.last, known)
        return known[: bisect_right(known, span.last.isoformat(), key=lambda one: one.text(field)[:10])]

    def _units_in(self, span: Span) -> Collection[str]:
        """Return the units that lay here on any day of a span."""
        first, last = span.first.isoformat(), span.last.isoformat()
        days = [first, *(day for day in self._days if first < day <= last)]
        return frozenset().union(*map(self._units_on, days))

    def _units_on(self, day: str) -> frozenset[str]:
        """Return the units whose records of a day (ISO 8601, with or without a time) count: where they lay then."""
        if not self._days:
            return self._units
        known = self._turn_before(day)
        if known not in self._units_then:
            self._units_then[known] = self._with_units_below(self._tree_on(day))
        return self._units_then[known]

    def _turn_before(self, day: str) -> str:
        """Return the last day up to ``day`` on which units came to lie elsewhere, empty before the first."""
        turn = bisect_right(self._days, day[:10])
        return "" if turn == 0 else self._days[turn - 1]

    def _tree_on(self, day: str) -> UnitTree:
        """Return the tree of units as it stood on a day."""
        if not self._days:
            return self._tree
        known = self._turn_before(day)
        if known not in self._trees:
            self._trees[known] = self._tree.on(known)
        return self._trees[known]

    def _with_units_below(self, tree: UnitTree) -> frozenset[str]:
        """Return the unit and those below it, with deleted ones and those that it succeeded: they stay counted."""
        found = {self._unit}
        left = [(tree.path(one.uid), tree.standing_for(one.text("successor"))) for one in self.units_ever]
        while more := {path[0] for path, successor in left if not found.isdisjoint(path) or successor in found}:
            found |= more
            left = [(path, successor) for path, successor in left if path[0] not in found]
        return frozenset(found)

    def up_to(self, kind: str, field: str, day: dt.date) -> Iterable[Record]:
        """Return the records, of the units that lay here on ``day``, whose own day is not after it."""
        return self._dated_in(kind, field, Span(_EARLIEST, day), lambda _one: day.isoformat())

    def of_units(self, kind: str, day: dt.date) -> Iterable[Record]:
        """Return all records of the units that lay here on ``day``."""
        here = self._units_on(day.isoformat())
        return (record for record in self._store.list(kind) if self.unit_of(record) in here)

    def children(self, parent_uid: str, kind: str) -> Iterable[Record]:
        """Return the records of ``kind`` that belong to a parent."""
        return self._store.children(parent_uid, kind)

    def parts(self, kind: str, of: Iterable[Record]) -> Iterable[Record]:
        """Return the records that belong to these parents."""
        parents = list(of)
        found = self._store.children_of_many((parent.uid for parent in parents), kind)
        for parent in parents:
            for part in found.get(parent.uid, ()):
                self._parents[part.uid] = parent
                yield part

    def parent(self, record: Record) -> Record | None:
        """Return the record that a part belongs to."""
        if record.uid not in self._parents:
            kind = self._store.kinds[record.kind]
            uid = record.text(kind.parent) if kind.parent else ""
            self._parents[record.uid] = self._store.get(uid, include_deleted=True) if uid else None
        return self._parents[record.uid]

    def get(self, uid: str) -> Record | None:
        """Return a record that another names, ``None`` when it is unknown or deleted."""
        return self._store.get(uid)

    def find(self, kind: str, **equals: Value) -> Iterable[Record]:
        """Return the records of ``kind`` whose fields have exactly these values, whichever their unit."""
        return self._store.find(kind, **equals)


def _begun_by(span: Span) -> str:
    """Return the last day (ISO 8601) on which a book that is kept through a span may begin: of its first tenth."""
    return (span.first + (span.last - span.first) // 10).isoformat()


def _existed(unit: Record, first: str, last: str) -> bool:
    """Tell whether a unit had been founded, and had not ended, at some day between two."""
    return (unit.text("valid_to") or last) >= first and (unit.text("valid_from") or first) <= last


def _uids_of(records: Iterable[Record]) -> Iterable[str]:
    return (record.uid for record in records)


class _PlaceOnDay(dict[Value, str | None]):
    """Where units lay on one day, each looked up once."""

    def __init__(self, find: Callable[[str], str | None]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, unit: Value) -> str | None:
        self[unit] = self._find(str(unit or ""))
        return self[unit]


def _succession(units: Iterable[Record], tree: UnitTree) -> Mapping[str, tuple[str, str]]:
    """Return the last day (ISO 8601, empty: long ago) and the successor of each unit that has one."""
    return {
        tree.standing_for(unit.uid): (unit.text("valid_to"), tree.standing_for(unit.text("successor")))
        for unit in units
        if unit.text("successor")
    }
