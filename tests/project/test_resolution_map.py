"""The map of the resolution names what exists, and nothing that exists is told as still to come."""

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from environment import ROOT

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.reports.catalogue import DAY_FORMS, FORMS
from danvan_desktop.reports.figures import FIGURES
from danvan_desktop.ui.destinations import Destinations
from danvan_desktop.ui.kinds import ALL_VIEWS

PAGE = ROOT / "docs" / "resolution-map.md"
COLUMNS = ("Row", "Clause", "What is asked for", "State", "Kinds", "Places", "Forms", "Figures", "Tests")
MECHANISMS = 19
TO_COME = {"first half", "second half"}


@dataclass(frozen=True)
class Row:
    """One row: its mechanism, its state and the names in its cells by their column."""

    name: str
    state: str
    cells: dict[str, tuple[str, ...]]


def rows() -> list[Row]:
    """Read the table; a row that has not all its cells is a slip."""
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("|")]
    heads, _rule, *told = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    assert tuple(heads) == COLUMNS
    assert all(len(cells) == len(COLUMNS) for cells in told)
    return [
        Row(cells[0], cells[3], {head: named_in(cell) for head, cell in zip(heads[4:], cells[4:], strict=True)})
        for cells in told
    ]


def named_in(cell: str) -> tuple[str, ...]:
    """Give the names of a cell."""
    return tuple(re.findall("`([^`]+)`", cell))


ROWS = rows()
BUILT = [row for row in ROWS if row.state not in TO_COME]


@cache
def functions_of(path: str) -> frozenset[str]:
    """Name the test functions of a file."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    functions = (node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return frozenset(name for name in functions if name.startswith("test_"))


def known(column: str) -> set[str]:
    """Give the names that a column may hold."""
    return {
        "Kinds": {kind.name for kind in ALL_KINDS},
        "Places": {str(place.title) for place in Destinations(ALL_VIEWS)},
        "Forms": {form.code for form in (*FORMS, *DAY_FORMS)},
        "Figures": set(FIGURES),
    }[column]


@cache
def words_of_all_tests() -> str:
    """The text of all tests but this one."""
    return "\n".join(file.read_text("utf-8") for file in (ROOT / "tests").rglob("*.py") if file != Path(__file__))


def related(row: Row) -> set[str]:
    """The kinds of a row, the parts of each, and what it is a part of."""
    kinds = {name: ALL_KINDS[name] for name in row.cells["Kinds"]}
    parts = {part.name for name in kinds for part in ALL_KINDS.children_of(name)}
    wholes = {target for kind in kinds.values() if kind.parent for target in kind.field(kind.parent).targets}
    return {*kinds, *parts, *wholes}


def told(column: str) -> set[str]:
    """The names that all rows have in a column."""
    return {name for row in ROWS for name in row.cells[column]}


def test_every_mechanism_has_its_rows_in_order() -> None:
    numbers = [int(re.fullmatch(r"M(\d+)[a-z]?", row.name)[1]) for row in ROWS]
    assert sorted(set(numbers)) == list(range(1, MECHANISMS + 1))
    assert numbers == sorted(numbers)
    assert len({row.name for row in ROWS}) == len(ROWS)
    assert {row.state for row in ROWS} <= TO_COME | {"done", "partly"}


@pytest.mark.parametrize("column", ["Kinds", "Places", "Forms", "Figures"])
@pytest.mark.parametrize("row", BUILT, ids=lambda row: row.name)
def test_what_a_row_names_exists(row: Row, column: str) -> None:
    assert set(row.cells[column]) <= known(column)


@pytest.mark.parametrize("row", BUILT, ids=lambda row: row.name)
def test_the_tests_that_a_row_names_are_there(row: Row) -> None:
    for named in row.cells["Tests"]:
        path, _colons, function = named.partition("::")
        assert function in functions_of(path), named


@pytest.mark.parametrize("row", [row for row in ROWS if row.state == "done"], ids=lambda row: row.name)
def test_a_row_that_is_done_has_kind_place_form_figure_and_test(row: Row) -> None:
    assert [column for column, names in row.cells.items() if not names] == []


@pytest.mark.parametrize("row", [row for row in ROWS if row.state in TO_COME], ids=lambda row: row.name)
def test_a_kind_that_exists_is_not_told_as_still_to_come(row: Row) -> None:
    later = [name for other in BUILT for name in other.cells["Kinds"]]
    assert [kind for kind in row.cells["Kinds"] if kind in known("Kinds") and kind not in later] == []


@pytest.mark.parametrize("row", BUILT, ids=lambda row: row.name)
def test_papers_and_figures_of_a_row_are_of_its_kinds(row: Row) -> None:
    kinds = related(row)
    own_papers = {form.code for form in FORMS if form.kind is None or form.kind in kinds or form.narrated}
    compared = {"unit-figures", *(form.code for form in DAY_FORMS)}
    assert set(row.cells["Forms"]) <= own_papers | compared
    assert {FIGURES[code].kind for code in row.cells["Figures"]} <= kinds


@pytest.mark.parametrize("column", ["Kinds", "Forms", "Figures"])
@pytest.mark.parametrize("row", BUILT, ids=lambda row: row.name)
def test_each_name_of_a_row_is_spoken_of_by_a_test(row: Row, column: str) -> None:
    assert [name for name in row.cells[column] if f'"{name}"' not in words_of_all_tests()] == []


def test_nothing_that_is_counted_or_printed_is_left_without_a_row() -> None:
    assert {figure.kind for figure in FIGURES.values()} <= told("Kinds")
    assert {code for code, figure in FIGURES.items() if figure.whole is None} <= told("Figures")
    assert {form.code for form in FORMS} <= told("Forms")
