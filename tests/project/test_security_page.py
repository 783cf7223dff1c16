"""What docs/security.md promises stands beside the tests that show it, and those are there."""

import re

import pytest
from environment import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
TEST = re.compile(r"`(tests/[\w/]+\.py)`")
SHOWN = re.compile(r"`tests/[\w/]+\.py`|`script/torture\.py|^the same")
SECTIONS = dict(part.split("\n", 1) for part in PAGE.split("\n## ")[1:])
WORDS_ALONE = {"The words"}


def rows_of(section: str) -> list[list[str]]:
    """The cells of each row of its tables, without heads and lines between."""
    lines = section.splitlines()
    rules = {number for number, line in enumerate(lines) if line.startswith("| --- ")}
    rows = [line for number, line in enumerate(lines) if line.startswith("|") and not {number, number + 1} & rules]
    return [[cell.strip() for cell in row.strip("| ").split(" | ")] for row in rows]


@pytest.mark.parametrize("path", sorted(set(TEST.findall(PAGE))))
def test_each_test_that_the_page_names_is_there(path: str) -> None:
    assert re.search(r"^(?:async )?def test_", (ROOT / path).read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("title", sorted(SECTIONS.keys() - WORDS_ALONE))
def test_each_promise_of_a_table_names_what_shows_it(title: str) -> None:
    rows = rows_of(SECTIONS[title])
    assert all(SHOWN.search(row[-1]) or any(TEST.search(cell) for cell in row) for row in rows), rows
    assert TEST.search(SECTIONS[title])


def test_no_row_stands_apart_from_its_table() -> None:
    """After a blank line it would be shown as it is written."""
    lines = ["", *PAGE.splitlines()]
    begins = [number for number, line in enumerate(lines) if line[:1] == "|" != lines[number - 1][:1]]
    assert [lines[number] for number in begins if not lines[number + 1].startswith("| --- ")] == []
