"""Finds where a list begins in a sheet and what its columns are: titles above, headings over two rows, notes below."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.text import fold, mark_form
from danvan_desktop.exchange.column_contents import as_written
from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.grid import Grid, Row, column_letters
from danvan_desktop.exchange.places import is_place, village_of
from danvan_desktop.exchange.profiles import Part, Profile, Target, heading_key, profile_of
from danvan_desktop.exchange.signatures import first_signature
from danvan_desktop.exchange.ticks import Ticks, ticks_of
from danvan_desktop.localization import _

_SEARCHED_ROWS = 40
_DEEPEST_HEADING = 3
_EXACT, _LIKELY = 3, 1
_COVERED = 0.6
"""Share of a heading's words that a known one must cover to be taken for it."""
_TOTAL = re.compile(r"(?:tong cong|tong so|tong|cong)(?: [0-9 ]+)?(?: (?:so|ho|khau|nhan|nguoi|don|thon|[0-9]+))*")
_TOTAL_IN_WORDS = re.compile(r"(?:tổng|cộng)\b|tong (?:cong|so)\b|cong\s*:")
"""With their marks, since people are called Tống and Công."""
_NUMBER = re.compile(r"\(?([0-9]{1,3}|[a-zA-Z])\)?")
_ROW_NUMBER = re.compile(r"[0-9]{1,5}(?:\.0?)?")
_CELLS_OF_A_TOTAL = 3
_FAMILY_NAMES = frozenset(
    {"ho", "ho dem", "ho va dem", "ho va ten dem", "ho ten dem", "ho lot", "ho va chu lot", "ho chu dem"}
)
_MIDDLE_NAMES = frozenset({"dem", "ten dem", "chu dem", "lot", "chu lot", "ten lot"})
_GIVEN_NAMES = frozenset({"ten", "ten rieng", "ten goi"})
_HOUSEHOLD = re.compile(r"\s*hộ\b", re.IGNORECASE)
"""A household, which without its mark is read as a family name."""
_SOMEBODYS_NAME = re.compile(r"ho (?:va )?ten (?!.*dia chi)")
"""“Họ và tên hòa giải viên” is the person of the kind, whatever else it may be."""
_FAMILY_FIT = 2.5
"""Better than an exact heading: “Tên” beside it is the given name then."""
_LONGEST_PLACE = 60
_DATED = re.compile(r"\bngay\b.*\bthang\b")
"""The place and day over signatures: “Thôn Đông, ngày 5 tháng 8 năm 2026”."""
_HEAD_NUMBER = re.compile(r"[IVX]{1,5}[.)]?|[A-H][.)]?")
_ORDINAL = re.compile(r"\(?(?:[IVXLC]+|[A-Z]|[0-9]+)[.)/:]?")
_LED_BY_ORDINAL = re.compile(r"^\s*\(?(?:[IVXLC]+|[A-Za-z]|[0-9]+)\s*[.)/:–-]+\s*")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*[:.]?\s*$")
_WIDE = 3
"""Columns from which on a merged row is a title within the list, not a value."""


@dataclass(frozen=True)
class Layout:
    """The rows of headings and what each column is read into; ``headings`` holds the words of every column.

    ``numbering`` are the columns that as a rule hold nothing of a record: STT, signatures. ``groups``
    are the rows below that only name a village, with its name: it holds for the rows up to the next. So are ``heads``
    those that name what the kind says is told by rows numbered I, II, III. ``ticks`` are columns of crosses.
    """

    header: int
    depth: int
    headings: Mapping[int, str]
    targets: Mapping[int, Target]
    groups: Mapping[int, str] = field(default_factory=dict)
    numbering: frozenset[int] = frozenset()
    heads: Mapping[int, str] = field(default_factory=dict)
    ticks: tuple[Ticks, ...] = ()

    def column(self, target: Target) -> int | None:
        """Return the column of a target."""
        return next((column for column, other in self.targets.items() if other == target), None)

    def group_of(self, number: int) -> str:
        """Return the village that the nearest title row above a row names, empty when there is none."""
        above = [place for place in self.groups if place < number]
        return self.groups[max(above)] if above else ""

    def head_of(self, number: int) -> str:
        """Return what the nearest row numbered I, II, III above a row is called, empty when there is none."""
        above = [place for place in self.heads if place < number]
        return self.heads[max(above)] if above else ""

    def with_target(self, column: int, target: Target | None) -> Layout:
        """Return the layout with another meaning of one column; what had that meaning before loses it.

        Only more of a text may stand in several columns.
        """
        adds = target is not None and target.part is Part.MORE
        kept = {c: t for c, t in self.targets.items() if c != column and (adds or t != target)}
        is_other = target != self.targets.get(column)
        ticks = tuple(one for one in self.ticks if not (is_other and column in one.columns))
        return replace(self, targets=kept if target is None else {**kept, column: target}, ticks=ticks)

    @property
    def unused(self) -> tuple[str, ...]:
        """The headings of columns that are not read, those for numbering left out."""
        read = self.targets.keys() | self.numbering | {column for one in self.ticks for column in one.columns}
        return tuple(words for column, words in self.headings.items() if column not in read and words)


def guess_layout(grid: Grid, kind: Kind, header: int | None = None) -> Layout | None:
    """Find the headings of a sheet, or read those in row ``header``; ``None`` when no row looks like headings."""
    profile = profile_of(kind)
    numbers = [header] if header is not None else [row.number for row in grid.rows[:_SEARCHED_ROWS]]
    layouts = [_layout_at(grid, profile, number) for number in numbers]
    best = max(layouts, key=lambda scored: scored[0], default=None)
    if best is None or (best[0] == 0 and header is None):
        return None
    layout = replace(best[1], groups=_groups(grid, best[1], kind), heads=_heads(grid, best[1], profile))
    rows, _others = record_rows(grid, layout, kind)
    layout = _with_ticks(layout, grid, rows, profile)
    free = {
        column: words for column, words in layout.headings.items() if not any(column in t.columns for t in layout.ticks)
    }
    return replace(layout, targets=as_written(layout.targets, free, rows, profile))


def with_map(layout: Layout, kind: Kind, assignments: Sequence[tuple[str, str]]) -> Layout:
    """Apply what the officer says about columns: heading or letter, and a field (empty: do not read it).

    Raises TableError for a column or field that is not there.
    """
    for column_name, field_name in assignments:
        layout = layout.with_target(column_named(layout, column_name), _target_named(kind, field_name))
    return layout


def best_grid(grids: Sequence[Grid], kind: Kind) -> Grid:
    """Return the sheet whose headings fit a kind best, the first of equals, a hidden one only for want of others."""

    def fit(grid: Grid) -> int:
        layout = guess_layout(grid, kind)
        return 0 if layout is None else len(layout.targets)

    seen = [grid for grid in grids if not grid.hidden] or grids
    return max(seen, key=fit)


def record_rows(grid: Grid, layout: Layout, kind: Kind) -> tuple[list[Row], list[Row]]:
    """Return the rows that are records, and those of the list's area that are not.

    Not records are: the row that numbers the columns, titles of groups over the whole width, sums, rows in which no
    column that is read holds anything, and all below the last record (signatures, notes).
    """
    below = [row for row in grid.rows if row.number >= layout.header + layout.depth]
    needed = {field.name for field in kind.asks_for(())}
    required = [column for column, target in layout.targets.items() if target.field in needed]
    below = below[: first_signature(below, lambda row: _is_numbered(row, layout))]
    numbering = {below[0].number} if below and numbers_columns(below[0]) else set()
    records = [row for row in below if row.number not in numbering and not _is_no_record(row, grid, layout, kind)]
    while records and not _is_whole(records[-1], required, layout) and not _is_cut(records, layout):
        records.pop()
    kept = {row.number for row in records}
    whole = (row for row in grid.rows if row.number >= layout.header + layout.depth)
    return records, [row for row in whole if row.number not in kept]


def is_total(text: str) -> bool:
    """Tell whether a cell begins a row of sums: Tổng cộng, Cộng: 12 hộ, Tổng số 300."""
    return _TOTAL.fullmatch(heading_key(text)) is not None


def _layout_at(grid: Grid, profile: Profile, number: int) -> tuple[int, Layout]:
    depth = _depth(grid, number)
    columns = sorted({column for place in range(number, number + depth) for column in grid.row(place).cells})
    words = {column: _words(grid, number, depth, column) for column in columns}
    score, targets = _matched(words, profile)
    targets = _with_given_names(grid, number, words, targets, profile)
    headings = {column: " – ".join(parts) for column, parts in words.items()}
    numbering = frozenset(c for c, text in headings.items() if heading_key(text) in profile.ignored)
    return score, Layout(number, depth, headings, targets, numbering=numbering)


def _depth(grid: Grid, number: int) -> int:
    """Count the rows of headings: by cells merged downwards from the first, or by what parts those merged across."""
    bottoms = [merge.bottom for merge in grid.merges if merge.top == number and merge.bottom > number]
    if bottoms:
        return min(max(bottoms) - number + 1, _DEEPEST_HEADING)
    return 2 if _is_only_below_wide_headings(grid, number) else 1


def _is_only_below_wide_headings(grid: Grid, number: int) -> bool:
    """Tell whether the next row says something only below headings over several columns.

    Not every table merges its other headings downwards; a record would stand below them, too.
    """
    wide = [merge for merge in grid.merges if (merge.top, merge.bottom) == (number, number) and merge.size > 1]
    below = {column for column, cell in grid.row(number + 1).cells.items() if not cell.empty}
    parted = [{column for column in below if merge.left <= column <= merge.right} for merge in wide]
    others = [column for column in grid.row(number).cells if not any(m.left <= column <= m.right for m in wide)]
    return bool(others and below) and below == set().union(*parted) and all(len(part) > 1 for part in parted)


def _words(grid: Grid, number: int, depth: int, column: int) -> list[str]:
    """Return the headings above a column from the top, each once."""
    texts = (grid.row(place).cell(column).text for place in range(number, number + depth))
    return list(dict.fromkeys(text for text in texts if text))


def _matched(words: Mapping[int, list[str]], profile: Profile) -> tuple[int, dict[int, Target]]:
    """Give each target the column that fits it best."""
    offers = [(fit, -column, target) for column, parts in words.items() for fit, target in _offers(parts, profile)]
    targets: dict[int, Target] = {}
    total = 0
    for fit, negative, target in sorted(offers, key=lambda offer: (offer[0], offer[1]), reverse=True):
        if -negative not in targets and target not in targets.values():
            targets[-negative] = target
            total += _EXACT if fit >= 1 else _LIKELY
    return total, dict(sorted(targets.items()))


def _with_given_names(
    grid: Grid, number: int, words: Mapping[int, list[str]], targets: dict[int, Target], profile: Profile
) -> dict[int, Target]:
    """Read the columns beside a name as the rest of it, where one merged heading or headings of their own say so."""
    found = dict(targets)
    for column, target in targets.items():
        if profile.is_person(target):
            parts = _parts_of_name(grid, number, column, words)
            found |= {column + place: Target(target.field, part) for place, part in enumerate(parts, 1)}
    return dict(sorted(found.items()))


def _parts_of_name(grid: Grid, number: int, column: int, words: Mapping[int, list[str]]) -> tuple[Part, ...]:
    """Return what the columns beside a name hold of it."""
    own, *beside = ([heading_key(text) for text in words.get(column + place, [])] for place in range(3))
    right = next((m.right for m in grid.merges if (m.top, m.left) == (number, column) and m.bottom == m.top), column)
    merged = [place for place in (1, 2) if column + place <= right and beside[place - 1] == own]
    family = bool(own) and own[-1] in _FAMILY_NAMES
    middle, given = (
        bool(heads) and heads[-1] in names for heads, names in zip(beside, (_MIDDLE_NAMES, _GIVEN_NAMES), strict=True)
    )
    if merged == [1, 2] or (family and middle and given):
        return Part.MIDDLE, Part.GIVEN
    short = bool(beside[0]) and beside[0][-1] in _GIVEN_NAMES
    untitled = not beside[0] and _holds_given_names(grid, number, column)
    return (Part.GIVEN,) if merged == [1] or (family and short) or untitled else ()


def _holds_given_names(grid: Grid, number: int, column: int) -> bool:
    """Tell whether a column without heading, beside one of names, holds single capitalised words."""
    pairs = [(row.cell(column), row.cell(column + 1)) for row in grid.rows if row.number > number]
    texts = [beside.value for name, beside in pairs if not name.empty and not beside.empty]
    return bool(texts) and all(isinstance(text, str) and text.strip().isalpha() and text.istitle() for text in texts)


def _groups(grid: Grid, layout: Layout, kind: Kind) -> dict[int, str]:
    """Return the rows below the headings that hold nothing but the name of a village and perhaps a figure."""
    if kind.unit is None or layout.column(Target(kind.unit)) is not None:
        return {}
    found: dict[int, str] = _villages_of_sheets(grid, layout)
    last = max((row.number for row in grid.rows if _has_two(row, layout) and not _village_alone(row, grid)), default=0)
    for row in grid.rows:
        if layout.header + layout.depth <= row.number <= last and (name := _village_alone(row, grid)):
            found[row.number] = name
    return found


def _heads(grid: Grid, layout: Layout, profile: Profile) -> dict[int, str]:
    """Return the rows numbered I, II, III with what they are called, where the kind has a field that they tell."""
    if not profile.headed_by or layout.column(Target(profile.headed_by)) is not None:
        return {}
    found: dict[int, str] = {}
    for row in grid.rows:
        if row.number < layout.header + layout.depth or not row.cells:
            continue
        (_column, first), *others = sorted(row.cells.items())
        words = [cell.text for _place, cell in others if any(map(str.isalpha, cell.text))]
        if _HEAD_NUMBER.fullmatch(first.text) and words:
            found[row.number] = words[0]
    return found


def _with_ticks(layout: Layout, grid: Grid, rows: Sequence[Row], profile: Profile) -> Layout:
    """Read columns of crosses into the field whose choices they are."""
    words = {
        column: _words(grid, layout.header, layout.depth, column)
        for column in layout.headings
        if column not in layout.targets or layout.headings[column].count(" – ")
    }
    ticks = tuple(ticks_of(words, rows, profile))
    columns = {column for one in ticks for column in one.columns}
    targets = {column: target for column, target in layout.targets.items() if column not in columns}
    for one in ticks:
        targets |= {column: target for column, target in one.targets.items() if target not in targets.values()}
    return replace(layout, ticks=ticks, targets=dict(sorted(targets.items())))


def _village_alone(row: Row, grid: Grid) -> str:
    """Return the village that a row names if it says nothing else but perhaps a figure, else an empty text."""
    if len(row.cells) > _CELLS_OF_A_TOTAL and all(merge.top != row.number for merge in grid.merges):
        return ""
    texts = list(dict.fromkeys(cell.text for cell in row.cells.values() if not cell.empty))
    words = [text for text in texts if any(map(str.isalpha, text)) and not _ORDINAL.fullmatch(text)]
    if len(words) != 1 or len(texts) > _CELLS_OF_A_TOTAL:
        return ""
    name = village_of(_IN_BRACKETS.sub("", _LED_BY_ORDINAL.sub("", words[0])).strip(" :.-–"))
    return name if is_place(name) and len(name) <= _LONGEST_PLACE and not _DATED.search(fold(name)) else ""


def _villages_of_sheets(grid: Grid, layout: Layout) -> dict[int, str]:
    """Return the villages that the sheets of a joined list are called by, if all of them are."""
    names = {place or layout.header: name.strip() for place, name in grid.sheets.items()}
    return names if all(map(is_place, names.values())) else {}


def _offers(parts: list[str], profile: Profile) -> list[tuple[float, Target]]:
    """Return what a column may be: 1 and more for a known heading, less for one that contains a known heading."""
    if not parts:
        return []
    found: list[tuple[float, Target]] = []
    for place, text in enumerate(dict.fromkeys((" ".join(parts), parts[-1]))):
        key = heading_key(text)
        if key in _FAMILY_NAMES and not _HOUSEHOLD.match(text) and profile.person is not None:
            found.append((_FAMILY_FIT, profile.person))
        if _SOMEBODYS_NAME.match(key) and profile.person is not None:
            found.append((_COVERED, profile.person))
        exact = profile.headings.get(key)
        if exact is not None:
            found.append((2 - place, exact))
        found += [(share, target) for known, target in profile.headings.items() if (share := _share(known, key))]
    return found


def _share(known: str, key: str) -> float:
    """Return how much of a heading a known one of at least two words covers, if it stands in it whole."""
    size, whole = len(known.split()), len(key.split())
    if size < 2 or size >= whole or f" {known} " not in f" {key} " or size / whole < _COVERED:
        return 0
    return size / whole


def _is_no_record(row: Row, grid: Grid, layout: Layout, kind: Kind) -> bool:
    read = [row.cell(column) for column in layout.targets]
    if row.number in layout.groups or row.number in layout.heads or all(cell.empty for cell in read):
        return True
    first = min(row.cells)
    words = row.cell(first).text
    if is_total(words) or (_TOTAL_IN_WORDS.match(mark_form(words.strip())) and len(row.cells) <= _CELLS_OF_A_TOTAL):
        return True
    return _is_title(row, grid, layout, kind) or _is_wide(row, grid)


def _is_title(row: Row, grid: Grid, layout: Layout, kind: Kind) -> bool:
    """Tell whether a row only names the village of the rows below, though a column tells it too."""
    tells_village = kind.unit is not None and layout.column(Target(kind.unit)) is not None
    return tells_village and len(layout.targets) > _CELLS_OF_A_TOTAL and bool(_village_alone(row, grid))


def _is_wide(row: Row, grid: Grid) -> bool:
    """Tell whether one value goes over the row: a title within the list."""
    width = max((m.right - m.left + 1 for m in grid.merges if m.top == row.number and m.top == m.bottom), default=1)
    others = len({id(cell) for cell in row.cells.values()})
    return width >= _WIDE and others == 1


def numbers_columns(row: Row) -> bool:
    """Tell whether a row says (1), (2), (3) or A, B, 1, 2 under the headings."""
    texts = [cell.text for _column, cell in sorted(row.cells.items())]
    matches = [_NUMBER.fullmatch(text) for text in texts]
    if len(texts) < 2 or not all(matches):
        return False
    figures = [int(match[1]) for match in matches if match and match[1].isdigit()]
    return figures == list(range(figures[0], figures[0] + len(figures))) if figures else True


def _has_two(row: Row, layout: Layout) -> bool:
    """Tell whether a row says more than one thing, as a record of a list of several columns does."""
    return sum(not row.cell(column).empty for column in layout.targets) >= min(2, len(layout.targets))


def _is_whole(row: Row, required: Sequence[int], layout: Layout) -> bool:
    return _has_half(row, required) and (_has_two(row, layout) or _is_numbered(row, layout))


def _is_numbered(row: Row, layout: Layout) -> bool:
    """Tell whether a row has its number in the list, as no signature or note below it has."""
    return any(_ROW_NUMBER.fullmatch(row.cell(column).text) for column in layout.numbering - layout.targets.keys())


def _is_cut(records: Sequence[Row], layout: Layout) -> bool:
    """Tell whether the last row is a record that breaks off: its cells up to there are like those above them."""
    *above, row = records
    columns = [column for column in layout.targets if not row.cell(column).empty]
    begins = columns == list(layout.targets)[: len(columns)]
    if not (row.short and above and begins and _has_two(row, layout)):
        return False
    return all(row.cell(c).text[:1].isdigit() == above[-1].cell(c).text[:1].isdigit() for c in columns)


def _has_half(row: Row, required: Sequence[int]) -> bool:
    filled = sum(not row.cell(column).empty for column in required)
    return 2 * filled >= len(required) if required else True


def column_named(layout: Layout, name: str) -> int:
    """Return a column by its heading or letter; raises TableError when there is none."""
    wanted = heading_key(name)
    columns = [column for column, words in layout.headings.items() if heading_key(words) == wanted]
    columns += [column for column in range(1, 257) if column_letters(column) == name.strip().upper()]
    if not columns:
        known = ", ".join(words for words in layout.headings.values() if words)
        raise TableError(_("Không có cột “{column}”. Các cột: {known}.", column=name, known=known))
    return columns[0]


def _target_named(kind: Kind, name: str) -> Target | None:
    if not name.strip():
        return None
    known = profile_of(kind).headings
    try:
        target: Target | None = Target.parse(name.strip())
    except ValueError:
        target = None
    if target not in known.values():
        target = known.get(heading_key(name))
    if target is None:
        fields = ", ".join(field.name for field in kind.fields)
        raise TableError(
            _("“{kind}” không có trường “{field}”. Các trường: {known}.", kind=kind.label, field=name, known=fields)
        )
    return target
