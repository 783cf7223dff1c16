"""Every table of the sample's reports and registers says the same numbers as their figures and their text."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from danvan_desktop.domain.choices import RANKS
from danvan_desktop.localization import Translator
from danvan_desktop.reports.catalogue import FORMS, form_of
from danvan_desktop.reports.document import Appendix, Cell, Document, Paragraph, Row, Table
from danvan_desktop.reports.forms.report_parts import BY_VILLAGE, CONTRIBUTED, DEMOCRACY, PeriodReport
from danvan_desktop.store import Store
from tests.sample.test_reports_read_aloud import built, context, said, unexplained, written

PERIODS = ("2026-Q3", "2026-H1", "2026-9M", "2026")
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
    ("case-register", ("cases.received", "hotspots.new")),
    ("reception-register", ("reception.visits", "reception.empty")),
    ("consultation-register", ("consultations.held",)),
    ("community-work-register", ("works.agreed",)),
    ("land-project-register", ("land.projects",)),
    ("contest-register", ("contests.held",)),
    ("award-register", ("awards.approved", "models.recognised")),
    ("submission-register", ("submissions.due",)),
    ("document-number-register", ("documents.issued",)),
)
TOLD_IN_WORDS = (("inspection-register", "inspections.done"), ("oversight-register", "oversight.held"))
"""Registers with a row for each recommendation: their first line counts what these came of."""
BY_RECORDS = ("publicity-item-register", "plan-register", "activity-register", "supervision-board-register")
"""Registers of what no figure counts by the same day: a row for each record of the period."""
SUMS = (
    ("activity-register", "Buổi", "activities.sessions"),
    ("activity-register", "Lượt người", "activities.people"),
    ("award-register", "Tiền thưởng (đồng)", "awards.money"),
    ("contest-register", "Số đội", "contests.teams"),
    ("dialogue-register", "Số người dự", "dialogues.participants"),
    ("contest-register", "Người xem", "contests.audience"),
    ("consultation-register", "Tiếp thu", "consultations.accepted"),
    ("consultation-register", "Giải trình", "consultations.explained"),
    ("consultation-register", "Số ý kiến", "consultations.opinions"),
    ("meeting-register", "Biểu quyết", "decisions.voted"),
    ("meeting-register", "Thông qua", "decisions.passed"),
    ("dialogue-register", "Tổng số", "dialogues.opinions"),
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
    summary = "".join(said(block.content) for block in document.blocks if isinstance(block, Paragraph))
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


def rows_of(sample: Store, code: str, period: str) -> tuple[Table, list[Row]]:
    document = form_of(code).build(context(sample, period))
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    return table, [row for row in table.rows if len(row) == len(table.columns)]


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize(("code", "figure"), TOLD_IN_WORDS)
def test_a_register_with_a_row_for_each_recommendation_counts_what_they_came_of(
    sample: Store, code: str, figure: str, period: str
) -> None:
    counted = PeriodReport.of(context(sample, period), REPORTS[0]).figures.value(figure).counted
    document = form_of(code).build(context(sample, period))
    summary = "".join(said(block.content) for block in document.blocks if isinstance(block, Paragraph))
    assert [number(one) for one in re.findall(r"\d+", summary)] == ([counted] if counted else [])


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("code", BY_RECORDS)
def test_a_register_has_a_row_for_each_record_of_the_period(sample: Store, code: str, period: str) -> None:
    kind = sample.kinds[str(form_of(code).kind)]
    span = context(sample, period).chosen_period()
    days = [one.date(str(kind.date)) for one in sample.list(kind.name) if one.text("state") != "planned"]
    _table, rows = rows_of(sample, code, period)
    assert len(rows) == sum(day is not None and span.first <= day <= span.last for day in days)


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize(("code", "title", "figure"), SUMS)
def test_a_column_of_a_register_adds_up_to_its_figure(
    sample: Store, code: str, title: str, figure: str, period: str
) -> None:
    table, rows = rows_of(sample, code, period)
    (place,) = (at for at, column in enumerate(table.columns) if column.title == title)
    added = sum(number(words(row[place])) for row in rows)
    assert added == PeriodReport.of(context(sample, period), REPORTS[0]).figures.value(figure).counted


@pytest.mark.parametrize("period", PERIODS)
def test_matters_of_the_whole_commune_that_are_in_force_are_those_that_the_report_counts(
    sample: Store, period: str
) -> None:
    table, rows = rows_of(sample, "commune-vote-register", period)
    closed = next(at for at, column in enumerate(table.columns) if column.title == "Ngày có hiệu lực")
    counted = PeriodReport.of(context(sample, period), REPORTS[0]).figures.value("decisions.commune_wide").counted
    assert sum(bool(words(row[closed])) for row in rows) == counted


def test_every_register_of_a_kind_is_held_against_the_figures() -> None:
    held = {code for code, *_rest in (*REGISTERS, *TOLD_IN_WORDS)} | set(BY_RECORDS) | {"commune-vote-register"}
    registers = {one.code for one in FORMS if one.code.endswith("-register")}
    assert registers - held == {"reception-identity-register"}
