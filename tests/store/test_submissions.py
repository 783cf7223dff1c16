"""Reports that units owe: what is refused, what waits, what the level above answers."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.work_list import work_list
from tests.clocks import StandingClock
from tests.store.records_in import refused_fields

DAY = dt.date(2026, 10, 5)
OWED = {"report": "work_quarter", "period": "2026-Q3", "to": "Thường trực Tỉnh ủy", "due_on": "2026-09-25"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    clock = StandingClock(DAY)
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS", clock=clock) as made:
        yield made


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"period": "quý 3"}, "period"),
        ({"due_on": None}, "due_on"),
        ({"sent_on": "2026-10-06"}, "sent_on"),
        ({"received_on": "2026-10-01"}, "sent_on"),
        ({"sent_on": "2026-10-02", "received_on": "2026-10-01"}, "received_on"),
        ({"sent_on": "2026-10-02", "state": "returned"}, "returned_reason"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(store: Store, values: dict[str, str | None], field: str) -> None:
    assert field in refused_fields(store, Draft("submission", OWED | values))


def test_a_period_in_words_is_told_how_to_be_written(store: Store) -> None:
    with pytest.raises(InvalidRecord, match="hãy ghi như 2026, 2026-9M"):
        store.save(Draft("submission", OWED | {"period": "Quý III năm 2026"}))


def test_it_waits_until_it_is_sent_and_is_locked_once_received(store: Store) -> None:
    uid = store.save(Draft("submission", OWED)).uids[0]
    assert [(one.record.uid, one.due.days_late(DAY)) for one in work_list(store, DAY)] == [(uid, 10)]
    store.save(Draft("submission", {"sent_on": "2026-10-01"}, uid))
    assert not work_list(store, DAY)
    store.save(Draft("submission", {"received_on": "2026-10-02"}, uid))
    found = store.get(uid)
    assert found is not None
    assert found.text("state") == "received"
    assert refused_fields(store, Draft("submission", {"to": "UBND tỉnh"}, uid)) == {"to"}
    assert refused_fields(store, Draft("submission", {"received_on": None}, uid)) == {"reopen_reason"}


def test_a_returned_report_waits_until_it_is_sent_again(store: Store) -> None:
    uid = store.save(Draft("submission", OWED | {"sent_on": "2026-09-25"})).uids[0]
    assert not work_list(store, DAY)
    store.save(Draft("submission", {"state": "returned", "returned_reason": "Thiếu phụ lục"}, uid))
    assert [(one.record.uid, one.due.days_late(DAY)) for one in work_list(store, DAY)] == [(uid, 10)]
    store.save(Draft("submission", {"sent_on": "2026-10-05", "state": "sent"}, uid))
    found = store.get(uid)
    assert found is not None
    assert found.text("state") == "sent"
    assert not work_list(store, DAY)
    assert store.late_term(found) is None


def test_a_report_of_a_period_that_is_owed_twice_is_told_of(store: Store) -> None:
    store.save(Draft("submission", OWED))
    assert {problem.field for problem in store.save(Draft("submission", OWED)).warnings} == {"period"}


def test_the_paper_that_was_sent_is_one_of_the_register(store: Store) -> None:
    number = {"date": "2026-10-01", "subject": "Báo cáo quý III", "form": "work-report", "period": "2026-Q3"}
    paper = store.save(Draft("document_number", number)).uids[0]
    store.save(Draft("submission", OWED | {"document": paper, "sent_on": "2026-10-01"}))
    assert refused_fields(store, Draft("submission", OWED | {"document": store.unit.uid})) == {"document"}
