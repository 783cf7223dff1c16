"""Says of every row of a list what loading it would do, before anything is written.

A row is new, is there already, changes what is there, or is rejected with its reasons. Loading then takes all good
rows in one transaction, or none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from danvan_desktop.domain.fields import Field, FieldError, FieldType, Preset, Value
from danvan_desktop.domain.filling import usual_choices
from danvan_desktop.domain.former import restated
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.exchange.cell_values import cell_value, is_day_alone, joined_moment
from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.grid import Cell, Grid, Row
from danvan_desktop.exchange.joined_columns import gone_on
from danvan_desktop.exchange.judgement import Answers, ColumnRepair, judge, repaired
from danvan_desktop.exchange.layout import Layout, record_rows
from danvan_desktop.exchange.list_year import year_of_titles
from danvan_desktop.exchange.matching import Known, comparable
from danvan_desktop.exchange.profiles import RECORD_UID, Part, Profile, Target, profile_of
from danvan_desktop.exchange.references import Names
from danvan_desktop.exchange.spans import end_of_span, span_of
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.store.telling import Tell, tell_nobody

PLACE_OF_NUMBER = "{n}"
_BARE_NUMBER = re.compile(r"[0-9]{1,4}")
_UID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class RowOutcome(Enum):
    """What loading does with a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REJECTED = "rejected"


@dataclass(frozen=True)
class PlannedRow:
    """A row with its outcome; ``draft`` is what would be saved, ``note`` says why a row is taken for another's."""

    row: Row
    outcome: RowOutcome
    draft: Draft | None = None
    problems: tuple[Problem, ...] = ()
    note: Message | None = None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep it from being loaded."""
        return tuple(problem for problem in self.problems if problem.is_error)

    def rejected(self, *problems: Problem) -> PlannedRow:
        """Return the row as one that is not loaded, for these reasons."""
        return replace(self, outcome=RowOutcome.REJECTED, draft=None, problems=problems)


@dataclass(frozen=True)
class Options:
    """How to load: ``constants`` fills cells that are blank or have no column, ``update`` changes what is there.

    ``{n}`` in a constant stands for the place of the row in the list: 01, 02 and so on; of the numbers of a register it
    says the rest, such as ``{n}/2026``, where a cell holds the bare number. ``hidden`` loads rows and
    columns too that the file hides; ``answers`` say yes or no to repairs of columns; ``mended`` are cells, by row and
    column, that the officer wrote anew.
    """

    constants: Mapping[Target, str] = field(default_factory=dict)
    update: bool = False
    hidden: bool = False
    answers: Answers = field(default_factory=dict)
    mended: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class LoadPlan:
    """What loading a sheet would do; ``left_out`` are rows that are no records (titles, sums, signatures).

    ``filled`` counts by field the new records whose value nobody gave and the store fills in, ``usual`` those that get
    the choice that is usual.
    """

    kind: Kind
    grid: Grid
    layout: Layout
    rows: tuple[PlannedRow, ...]
    left_out: tuple[Row, ...]
    repairs: tuple[ColumnRepair, ...] = ()
    filled: Mapping[str, int] = field(default_factory=dict)
    usual: Mapping[str, int] = field(default_factory=dict)

    def having(self, outcome: RowOutcome) -> list[PlannedRow]:
        """Return the rows of one outcome."""
        return [row for row in self.rows if row.outcome is outcome]

    def count(self, outcome: RowOutcome) -> int:
        """Count the rows of one outcome."""
        return len(self.having(outcome))

    @property
    def drafts(self) -> list[Draft]:
        """What would be saved."""
        return [row.draft for row in self.rows if row.draft is not None]


def numbered_fields(kind: Kind) -> list[Field]:
    """Return the fields that hold the number of a record in a register of a year, such as 012/2026."""
    return [f for f in kind.fields if f.preset is Preset.NEXT_NUMBER and f.textual]


def bare_number(cell: Cell) -> str:
    """Return the number in a cell that holds nothing else, empty when it does."""
    value = cell.value
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else cell.text
    return text if _BARE_NUMBER.fullmatch(text) and not isinstance(value, bool) else ""


def missing_targets(kind: Kind, layout: Layout, options: Options, own: Record) -> list[Field]:
    """Return the fields that every record needs and that neither a column nor a constant fills.

    Where the ``own`` unit may stand, a save puts it.
    """
    if layout.column(RECORD_UID) is not None and options.update:
        return []
    filled = {target.field for target in (*layout.targets.values(), *options.constants)}
    if layout.groups and kind.unit is not None:
        filled.add(kind.unit)
    filled |= {
        f.name
        for f in kind.fields
        if f.preset is Preset.OWN_UNIT and f.offer is not None and own.text(f.offer.field) in f.offer.codes
    }
    return list(kind.asks_for(filled))


def hours_wanted(kind: Kind, layout: Layout, rows: Sequence[Row], options: Options) -> list[Target]:
    """Return the times of day that neither a column nor a constant tells, of moments whose column holds bare days."""
    given = {*layout.targets.values(), *options.constants}
    return [
        Target(target.field, Part.TIME)
        for column, target in layout.targets.items()
        if kind.has(target.field) and kind.field(target.field).type is FieldType.DATETIME
        if target.part is Part.VALUE and Target(target.field, Part.TIME) not in given
        if any(is_day_alone(row.cell(column)) for row in rows)
    ]


class MissingFields(TableError):
    """A list says nothing of fields that every record needs."""

    def __init__(self, message: Message, fields: Sequence[Field]) -> None:
        """Keep the fields, for whoever tells how to say them."""
        super().__init__(message)
        self.fields = tuple(fields)


def plan_load(
    store: Store,
    kind: Kind,
    grid: Grid,
    layout: Layout,
    options: Options,
    say: Translator,
    tell: Tell = tell_nobody,
) -> LoadPlan:
    """Decide the outcome of every row; nothing is written. Raises TableError when no row can become a record."""
    missing = missing_targets(kind, layout, options, store.unit)
    if missing:
        names = say.listing([say(field.label) for field in missing])
        if not options.hidden and grid.unseen_columns:
            raise MissingFields(
                _(
                    "Danh sách chưa có cột cho {fields}, nhưng có {count} cột đang ẩn. Hãy bỏ ẩn cột trong Excel,"
                    " đọc cả phần ẩn, hoặc ghi một giá trị chung.",
                    fields=names,
                    count=len(grid.unseen_columns),
                ),
                missing,
            )
        raise MissingFields(
            _(
                "Danh sách chưa có cột cho {fields}. Hãy chỉ rõ cột nào là mục đó, hoặc ghi một giá trị chung.",
                fields=names,
            ),
            missing,
        )
    whole, grid = grid, grid if options.hidden else grid.as_seen()
    grid = grid.with_texts(options.mended)
    rows, left_out = record_rows(grid, layout, kind)
    for ticks in layout.ticks:
        rows = [ticks.read(row) for row in rows]
    if not rows and grid.rows != whole.rows:
        raise TableError(
            _("Mọi dòng của danh sách đang ẩn trong tệp. Hãy bỏ ẩn hoặc bỏ lọc trong Excel, hoặc đọc cả phần ẩn.")
        )
    if not rows:
        raise TableError(_("Không thấy dòng nào dưới dòng tiêu đề {row}.", row=layout.header))
    repairs = judge(kind, layout, rows, options.mended, year_of_titles(whole, layout.header))
    planner = _Planner(store, kind, layout, options, say)
    planned = planner.plan(repaired(rows, repairs, options.answers), tell)
    as_written = [replace(row, row=written) for row, written in zip(planned, rows, strict=True)]
    new = [row.draft for row in planned if row.outcome is RowOutcome.NEW and row.draft is not None]
    filled = Counter(name for values in store.filled_in(*new) for name, value in values.items() if value is not None)
    usual = Counter(name for draft in new for name in usual_choices(kind, [*draft.values, *filled]))
    return LoadPlan(kind, grid, layout, tuple(as_written), tuple(left_out), tuple(repairs), filled, usual)


def load_planned(store: Store, plan: LoadPlan) -> SaveResult:
    """Save all good rows of a plan in one transaction; raises InvalidRecord when the store has changed since."""
    return store.save(*plan.drafts)


@dataclass(frozen=True)
class _Read:
    """A row whose cells were read: values by field (blank cells left out), and what could not be read."""

    row: Row
    uid: str
    values: dict[str, Value]
    blank: frozenset[str]
    problems: tuple[Problem, ...]
    told_uid: bool


class _Planner:
    def __init__(self, store: Store, kind: Kind, layout: Layout, options: Options, say: Translator) -> None:
        self._store = store
        self._kind = kind
        self._layout = layout
        self._options = options
        self._say = say
        self._profile: Profile = profile_of(kind)
        self._names = Names(store)
        self._columns = {target: column for column, target in layout.targets.items()}
        self._places: dict[int, int] = {}
        named = {target.field for target in self._sources()} | ({kind.unit} if layout.groups else set())
        self._ends = {end: first for first, end in self._profile.spans.items() if first in named and end not in named}
        named |= {*self._ends, *([self._profile.headed_by] if layout.heads else [])}
        self._fields = [f for f in kind.fields if f.name in named]

    def plan(self, rows: Sequence[Row], tell: Tell) -> list[PlannedRow]:
        """Read all rows, match them with what is there and with each other, and hold the rest against the rules."""
        steps = 2 * len(rows)
        self._places = {row.number: place for place, row in enumerate(rows, 1)}
        read: list[_Read] = []
        for place, row in enumerate(rows):
            tell(place, steps)
            read.append(self._read(row))
        if self._kind.name in {name for f in self._kind.references for name in f.targets}:
            for entry in read:
                self._names.add(Record(self._kind.name, entry.uid, entry.values))
        read = [self._with_references(entry) for entry in read]
        known = Known(self._store, self._profile)
        known.expect({entry.uid: entry.values for entry in read if not entry.told_uid})
        planned: list[PlannedRow] = []
        for place, entry in enumerate(read):
            tell(len(rows) + place, steps)
            planned.append(self._fate(entry, known))
        result = self._validated(planned)
        tell(steps, steps)
        return result

    # Reading

    def _sources(self) -> set[Target]:
        return {*self._columns, *self._options.constants}

    def _cell(self, row: Row, target: Target) -> Cell:
        column = self._columns.get(target)
        cell = Cell() if column is None else row.cell(column)
        pattern = self._options.constants.get(target)
        if pattern is None or not (cell.empty or self._is_completed(target, cell, pattern)):
            return cell
        if not cell.empty:
            return Cell(pattern.replace(PLACE_OF_NUMBER, f"{int(bare_number(cell)):03d}"))
        return Cell(pattern.replace(PLACE_OF_NUMBER, f"{self._places[row.number]:02d}"))

    def _is_completed(self, target: Target, cell: Cell, pattern: str) -> bool:
        """Tell whether a pattern says the rest of the number that a cell holds."""
        numbered = target in {Target(f.name) for f in numbered_fields(self._kind)}
        return numbered and PLACE_OF_NUMBER in pattern and bool(bare_number(cell))

    def _read(self, row: Row) -> _Read:
        values: dict[str, Value] = {}
        blank: set[str] = set()
        problems: list[Problem] = []
        for f in self._fields:
            if f.type is FieldType.REFERENCE:
                continue
            try:
                value = cell_value(f, self._whole_cell(f, row), self._profile)
            except FieldError as error:
                problems.append(Problem(f.name, error.message))
                continue
            if value is None:
                blank.add(f.name)
            else:
                values[f.name] = value
        told = self._cell(row, RECORD_UID).text.lower()
        if told and not _UID.fullmatch(told):
            problems.append(Problem(None, _("Mã hồ sơ “{uid}” không đúng dạng.", uid=told)))
        elif told:
            told = self._store.uid_here(told)
        values = restated(self._kind, values)
        return _Read(row, told or self._store.new_uid(), values, frozenset(blank), tuple(problems), bool(told))

    def _whole_cell(self, f: Field, row: Row) -> Cell:
        more = [row.cell(c) for c, target in self._layout.targets.items() if target == Target(f.name, Part.MORE)]
        cell = gone_on(f, [self._cell(row, Target(f.name)), *more])
        if f.name in self._ends:
            whole = self._cell(row, Target(self._ends[f.name]))
            return Cell() if span_of(whole.text) is None else end_of_span(whole, 1)
        if f.name in self._profile.spans:
            return end_of_span(cell, 0)
        if cell.empty and f.name == self._profile.headed_by:
            return Cell(self._layout.head_of(row.number) or None)
        rest = [self._cell(row, Target(f.name, part)) for part in (Part.MIDDLE, Part.GIVEN)]
        if any(not part.empty for part in rest):
            faults = (part for part in (cell, *rest) if part.fault is not None)
            return next(faults, Cell(" ".join(part.text for part in (cell, *rest) if not part.empty)))
        time = Target(f.name, Part.TIME)
        if time not in self._sources():
            return cell
        column = self._columns.get(time)
        is_told = column is not None and not row.cell(column).empty
        return joined_moment(f, cell, self._cell(row, time)) if is_told or is_day_alone(cell) else cell

    def _with_references(self, entry: _Read) -> _Read:
        values, blank, problems = dict(entry.values), set(entry.blank), list(entry.problems)
        placing = (self._kind.unit, self._kind.parent)
        for f in sorted(self._fields, key=lambda one: one.name not in placing):
            if f.type is not FieldType.REFERENCE:
                continue
            cell = self._cell(entry.row, Target(f.name))
            if cell.fault is not None:
                problems.append(Problem(f.name, f.reject(cell.fault).message))
                continue
            name = self._layout.group_of(entry.row.number) if f.name == self._kind.unit else ""
            name = name or cell.text
            told = self._store.uid_here(self._cell(entry.row, Target(f.name, Part.UID)).text.lower())
            if not name and Target(f.name) not in self._sources():
                name = told
            if not name:
                blank.add(f.name)
                continue
            try:
                values[f.name] = self._names.uid(f, name, told, self._unit_of(values))
            except FieldError as error:
                problems.append(Problem(f.name, error.message))
        return replace(entry, values=values, blank=frozenset(blank), problems=tuple(problems))

    def _unit_of(self, values: Mapping[str, Value]) -> str:
        """Return the unit that a row is of as far as it is read: its own, or that of what it belongs to."""
        own, parent = (str(values.get(name or "") or "") for name in (self._kind.unit, self._kind.parent))
        whole = self._store.get(parent) if parent and not own else None
        return own if whole is None else whole.text(self._store.kinds[whole.kind].unit or "")

    # Deciding

    def _fate(self, entry: _Read, known: Known) -> PlannedRow:
        base = PlannedRow(entry.row, RowOutcome.NEW)
        if entry.problems:
            lacking = [f for f in self._kind.asks_for(entry.values) if f.name in entry.blank]
            return base.rejected(*entry.problems, *(_missing(f) for f in lacking))
        earlier = known.row_like(entry.uid if entry.told_uid else "", entry.values)
        if earlier is not None:
            return self._repeated(base, entry, earlier)
        known.remember_row(entry.row.place, entry.uid if entry.told_uid else "", entry.values)
        stored = known.record_like(entry.uid if entry.told_uid else "", entry.values, entry.uid)
        if stored is None:
            return replace(base, draft=self._new_draft(entry))
        if stored.kind != self._kind.name:
            return base.rejected(Problem(None, _("Mã này là của hồ sơ loại khác.")))
        if stored.deleted:
            return base.rejected(Problem(None, _("Hồ sơ này đã bị xóa; hãy khôi phục trước khi nhập.")))
        return self._against(base, entry, stored)

    def _repeated(self, base: PlannedRow, entry: _Read, earlier: tuple[str, Mapping[str, Value]]) -> PlannedRow:
        place, values = earlier
        if values == entry.values:
            return replace(base, outcome=RowOutcome.SAME, note=_("Lặp lại dòng {row}.", row=place))
        return base.rejected(Problem(None, _("Trùng với dòng {row} nhưng nội dung khác nhau.", row=place)))

    def _against(self, base: PlannedRow, entry: _Read, stored: Record) -> PlannedRow:
        emptied: dict[str, Value] = dict.fromkeys(entry.blank) if entry.told_uid else {}
        differences = {
            name: value
            for name, value in {**emptied, **entry.values}.items()
            if value != stored.get(name) and not self._is_same_person(name, value, stored)
        }
        title = self._kind.title_of(stored)
        if not differences or (not self._options.update and differences.keys() <= set(self._profile.places)):
            return replace(base, outcome=RowOutcome.SAME, note=_("Đã có: {title}.", title=title))
        if self._options.update:
            return replace(base, outcome=RowOutcome.CHANGED, draft=Draft(self._kind.name, differences, stored.uid))
        labels = self._say.listing([self._say(self._kind.field(name).label) for name in differences])
        return base.rejected(Problem(None, _("Đã có “{title}” nhưng khác ở: {fields}.", title=title, fields=labels)))

    def _is_same_person(self, name: str, value: Value, stored: Record) -> bool:
        """“Ông Vũ Văn Mẫu” is Vũ Văn Mẫu."""
        f = self._kind.field(name)
        return f.person and value is not None and comparable(f, value) == comparable(f, stored.get(name))

    def _new_draft(self, entry: _Read) -> Draft:
        """Blank cells of a list made by this program are empty; others are filled in, but never with today."""
        emptied: dict[str, Value] = dict.fromkeys(entry.blank) if entry.told_uid else {}
        of_today = [f.name for f in self._kind.fields if f.preset is Preset.TODAY]
        return Draft(self._kind.name, {**dict.fromkeys(of_today), **emptied, **entry.values}, entry.uid)

    def _validated(self, planned: list[PlannedRow]) -> list[PlannedRow]:
        """Hold the drafts against the rules, together; a row that needs a rejected one is rejected too."""
        while True:
            places = [place for place, row in enumerate(planned) if row.draft is not None]
            found = self._store.check_drafts([row.draft for row in planned if row.draft is not None])
            any_rejected = False
            for place, problems in zip(places, found, strict=True):
                row = replace(planned[place], problems=tuple(problems))
                if row.errors:
                    row = row.rejected(*row.errors)
                    any_rejected = True
                planned[place] = row
            if not any_rejected:
                return planned


def _missing(f: Field) -> Problem:
    return Problem(f.name, _("Chưa ghi {field}.", field=f.label), Severity.ERROR)
