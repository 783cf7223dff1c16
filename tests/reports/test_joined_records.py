"""What was recorded twice and joined is one on paper: one row, one figure, one village."""

import datetime as dt

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.figures import ReportFigures
from danvan_desktop.store import Store

QUARTER = Period.quarter(2026, 3)


@pytest.fixture
def store(tmp_path):
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS") as opened:
        yield opened


def village(store, code):
    made = {"name": "Thôn Am", "kind": "village", "code": code, "parent": store.unit.uid}
    return store.save(Draft("unit", made)).uids[0]


def petition(store, number, unit, content):
    made = {"number": number, "received_on": "2026-08-13", "unit": unit, "content": content}
    return store.save(Draft("petition", made)).uids[0]


def counted(store, code):
    figures = ReportFigures(store, store.unit.uid, "work-report", QUARTER, dt.date(2026, 10, 1))
    return figures.value(code).counted


def test_figures_count_a_joined_petition_once_and_both_again_when_parted(store):
    unit = village(store, "A1")
    kept, other = petition(store, "001/2026", unit, "Mương tắc"), petition(store, "002/2026", unit, "Tắc mương")
    assert counted(store, "petitions.received") == 2
    store.join(other, kept)
    assert counted(store, "petitions.received") == 1
    store.part(other)
    assert counted(store, "petitions.received") == 2


def test_a_village_listed_twice_is_one_in_figures_with_the_records_of_both(store):
    first, second = village(store, "A1"), village(store, "A1")
    petition(store, "001/2026", first, "Mương tắc"), petition(store, "002/2026", second, "Cầu hỏng")
    store.join(second, first)
    figures = ReportFigures(store, store.unit.uid, "work-report", QUARTER, dt.date(2026, 10, 1))
    assert figures.by_unit("petitions.received")[first] == 2
    assert second not in figures.by_unit("petitions.received")
