"""Figures of kinds that close with the inspectorate: from the 15th to the 14th, once the office set its day."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.figures.values import ReportFigures
from danvan_desktop.store import Store
from tests.copies import replace
from tests.reports.conftest import Office

RECEIVED = ("2026-03-14", "2026-03-15", "2026-06-14", "2026-06-15", "2026-06-30", "2026-09-14", "2026-09-15")
CLOSING = Kinds(replace(kind, closes_with_inspectorate=kind.name == "petition") for kind in ALL_KINDS)
DAY = dt.date(2026, 10, 1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.create(tmp_path / "xa.db", unit_name="Xã Đông Sơn", unit_code="DS", level="commune", kinds=CLOSING)
    with made as store:
        for number, day in enumerate(RECEIVED, 1):
            petition = {"unit": store.unit.uid, "number": f"{number:03}/2026", "received_on": day, "source": "letter"}
            petition |= {"nature": "petition", "field": "land", "competence": "commune", "content": "Đường hỏng"}
            store.save(Draft("petition", petition))
        yield store


def received(store: Store, code: str, day: dt.date = DAY) -> tuple[int, int]:
    figures = ReportFigures(store, store.unit.uid, "work-report", Period.parse(code), day)
    measured = figures["petitions.received"]
    assert measured.value.counted == len(figures.records("petitions.received"))
    assert sum(figures.by_unit("petitions.received").values()) == measured.value.counted
    return measured.value.counted, measured.previous


def set_cutoff(store: Store, value: str) -> None:
    store.save(Draft("rule_override", {"rule": "report.cutoff.inspectorate", "value": value, "reason": "Hướng dẫn"}))
    store.forget_law()


def test_periods_end_with_the_month_until_the_office_sets_a_day(store: Store) -> None:
    assert received(store, "2026-Q3") == (2, 3)
    assert received(store, "2026-9M")[0] == 7


def test_periods_then_run_from_the_day_after_it(store: Store) -> None:
    set_cutoff(store, "14")
    assert received(store, "2026-Q3") == (3, 2)
    assert received(store, "2026-Q2") == (2, None), "the book begins in the midst of the quarter before"
    assert received(store, "2026-9M")[0] == 6


def test_a_running_period_is_held_against_as_many_days(store: Store) -> None:
    set_cutoff(store, "14")
    assert received(store, "2026-Q3", dt.date(2026, 6, 30)) == (2, 1)


def test_the_days_that_differ_are_told(store: Store) -> None:
    figures = ReportFigures(store, store.unit.uid, "work-report", Period.parse("2026-Q3"), DAY)
    assert figures.early_span is None
    set_cutoff(store, "14")
    figures = ReportFigures(store, store.unit.uid, "work-report", Period.parse("2026-Q3"), DAY)
    assert figures.early_span is not None
    assert (figures.early_span.first, figures.early_span.last) == (dt.date(2026, 6, 15), dt.date(2026, 9, 14))
    assert (figures.span.first, figures.span.last) == (dt.date(2026, 7, 1), dt.date(2026, 9, 30))


def test_receptions_close_with_the_inspectorate_and_the_report_says_so(office: Office) -> None:
    held = {"unit": office.store.unit.uid, "body": "government", "kind": "regular", "mode": "direct"}
    held |= {"receiver": "Lê Văn Cường", "place": "Trụ sở UBND xã", "nobody_came": True, "by_head": True}
    for day in ("2026-06-14", "2026-06-15", "2026-06-30", "2026-09-14", "2026-09-15"):
        office.save("reception", held_on=day, **held)
    period = Period.parse("2026-Q3")

    def sessions() -> int:
        return ReportFigures(office.store, office.store.unit.uid, "work-report", period, DAY)[
            "reception.sessions"
        ].value.counted

    assert sessions() == 2
    told = "Số liệu “Tiếp công dân” và “Vụ việc, đơn” tính theo kỳ từ ngày 15/6/2026 đến ngày 14/9/2026."
    assert told not in office.printed("work-report", period="2026-Q3").whole_text.replace("\n", " ")
    set_cutoff(office.store, "14")
    assert sessions() == 3
    assert told in office.printed("work-report", period="2026-Q3").whole_text.replace("\n", " ")
