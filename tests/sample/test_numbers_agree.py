"""Every table of the sample's reports and registers says the same numbers as their figures and their text."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from danvan_desktop.domain.kinds.choices import RANKS
from danvan_desktop.localization import Translator
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.document import Appendix, Cell, Document, Paragraph, Row, Table
from danvan_desktop.reports.forms.report_parts import BY_VILLAGE, CONTRIBUTED, DEMOCRACY, PeriodReport
from danvan_desktop.store import Store
from tests.sample.test_reports_read_aloud import built, context, said, unexplained, written

PERIODS = ("2026-Q3", "2026-H1", "2026")
REPORTS = ("work-report", "democracy-report")
CODES = {title: code for code, title in (*BY_VILLAGE, *CONTRIBUTED, *DEMOCRACY)}
NOT_COUNTED = "–"
"""Stands where a village gave, and no household of it was named."""
REGISTERS = (
    ("petition-register", ("petitions.received",)),
    ("meeting-register", ("meetings.held",)),
    ("dialogue-register", ("dialogues.held",)),
    ("model-register", ("models.registered",)),
    ("situation-entry-register", ("situation.entries",)),
    ("rating-register", ("ratings.decided", "ratings.ineligible")),
)


def words(cell: Cell | str | object) -> str:
    return said(cell.content) if isinstance(cell, Cell) else str(cell)


def number(text: str) -> int:
    return int(text.replace(".", "") or 0)


def tables(document: Document) -> Iterator[tuple[Appendix, Table]]:
    for appendix in document.appendices:
        yield from ((appendix, block) for block in appendix.blocks if isinstance(block, Table))


def split(table: Table) -> tuple[list[Row], Row]:
    """The rows of villages, and the one of their sums, whose first cell is two columns wide."""
    return list(table.rows[:-1]), ("", *table.rows[-1])


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("form", REPORTS)
def test_the_villages_of_an_annex_add_up_to_the_figure_of_the_report(sample: Store, form: str, period: str) -> None:
    report = PeriodReport.of(context(sample, period), form)
    checked = 0
    for _appendix, table in tables(built(sample, form, period)):
        for place, column in enumerate(table.columns):
            code = CODES.get(column.title)
            if code is None:
                continue
            rows, total = split(table)
            added = sum(number(words(row[place])) for row in rows if words(row[place]) != NOT_COUNTED)
            assert added == number(words(total[place])) == report.figures.value(code).counted, (code, column.title)
            checked += 1
    assert checked >= len(BY_VILLAGE if form == REPORTS[0] else DEMOCRACY)


def test_the_ratings_of_the_annex_are_those_that_the_text_counts(sample: Store) -> None:
    report = PeriodReport.of(context(sample, "2026"), REPORTS[0])
    found = [one for one in built(sample, REPORTS[0], "2026").appendices if "xếp loại" in one.title]
    (appendix,) = found
    (table,) = (block for block in appendix.blocks if isinstance(block, Table))
    decided, out = (report.figures.value(f"ratings.{code}").counted for code in ("decided", "ineligible"))
    assert len(table.rows) == decided + out > 0
    label = Translator("vi")
    for rank in RANKS:
        rows = [row for row in table.rows if words(row[6]) == label(rank.label)]
        assert len(rows) == report.figures.value(f"ratings.decided.rank.{rank.code}").counted
    (told,) = (said(block.content) for block in appendix.blocks if isinstance(block, Paragraph))
    assert {int(one) for one in re.findall(r"\d+", told)} <= {
        decided + out,
        out,
        *(report.figures.value(f"ratings.decided.rank.{rank.code}").counted for rank in RANKS),
    }


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize(("code", "figures"), REGISTERS)
def test_a_register_has_a_row_for_each_that_its_figure_counts(
    sample: Store, code: str, figures: tuple[str, ...], period: str
) -> None:
    report = PeriodReport.of(context(sample, period), REPORTS[0])
    document = form_of(code).build(context(sample, period))
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    rows = [row for row in table.rows if len(row) > 1]
    assert len(rows) == sum(report.figures.value(one).counted for one in figures)
    summary = next(said(block.content) for block in document.blocks if isinstance(block, Paragraph))
    known = {len(rows), *(number(one) for one in written(report.figures) if one.replace(".", "").isdigit())}
    assert [one for one in unexplained(summary, report.figures) if number(one) not in known] == [], summary


def test_the_book_of_receptions_has_all_visits_and_people_that_the_report_counts(sample: Store) -> None:
    report = PeriodReport.of(context(sample, "2026"), REPORTS[0])
    document = form_of("reception-register").build(context(sample, "2026"))
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    people = next(n for n, column in enumerate(table.columns) if column.title.startswith("Số người"))
    came = [re.match(r"[\d.]+", words(row[people])) for row in table.rows]
    visits = [number(one[0]) for one in came if one is not None]
    assert len(visits) == report.figures.value("reception.visits").counted
    assert sum(visits) == report.figures.value("reception.people").counted
