"""Awards: what is refused, how proposals become decisions, what is locked, what a model fills in."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.store import Store
from tests.clocks import StandingClock
from tests.store.records_in import refused_fields

DAY = dt.date(2026, 10, 5)
PROPOSED = {"subject": "Chi hội Phụ nữ thôn Đông", "proposed_on": "2026-09-01"}
DECIDED = {"decision_number": "12/QĐ-UBND", "decided_on": "2026-09-15"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    clock = StandingClock(DAY)
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS", clock=clock) as made:
        yield made


def warned(store: Store, **values: object) -> set[str | None]:
    return {problem.field for problem in store.save(Draft("award", PROPOSED | values)).warnings}


def saved(store: Store, **values: object) -> Record:
    found = store.get(store.save(Draft("award", PROPOSED | values)).uids[0])
    assert found is not None
    return found


@pytest.fixture
def model(store: Store) -> str:
    made = {"name": "Đường hoa", "registrant": "Bà Trần Thị Bình", "form": "individual", "unit": store.unit.uid}
    made |= {"registered_on": "2026-02-10", "period": "năm 2026", "aim": "Trồng hoa"}
    return store.save(Draft("model", made)).uids[0]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"subject": None}, "subject"),
        ({"decided_on": "2026-09-15"}, "decision_number"),
        ({"state": "approved"}, "decision_number"),
        ({"state": "approved", "decision_number": "12/QĐ-UBND"}, "decided_on"),
        (DECIDED | {"decided_on": "2026-08-31"}, "decided_on"),
        (DECIDED | {"decided_on": "2026-10-06"}, "decided_on"),
        ({"proposed_on": "2026-10-06"}, "proposed_on"),
        ({"title": "committee", "subject_kind": "individual"}, "subject_kind"),
        ({"title": "agency", "subject_kind": "household"}, "subject_kind"),
        ({"title": "village", "subject_kind": "individual"}, "subject_kind"),
        ({"title": "other"}, "title_name"),
        ({"money": -1}, "money"),
        ({"level": "village"}, "level"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(store: Store, values: dict[str, object], field: str) -> None:
    assert field in refused_fields(store, Draft("award", PROPOSED | values))


def test_a_proposal_is_approved_by_number_and_day_and_refused_by_a_word(store: Store) -> None:
    assert saved(store).text("state") == "proposed"
    assert saved(store, **DECIDED).text("state") == "approved"
    assert saved(store, state="refused").text("state") == "refused"


def test_what_was_given_is_locked_until_a_reason_is_written(store: Store) -> None:
    uid = saved(store, **DECIDED).uid
    assert refused_fields(store, Draft("award", {"money": 500_000}, uid)) == {"money"}
    assert refused_fields(store, Draft("award", {"decided_on": None}, uid)) == {"reopen_reason"}
    store.save(Draft("award", {"note": "Trao ngày 20/9"}, uid))
    opened = {"decision_number": None, "decided_on": None, "reopen_reason": "Ghi nhầm số quyết định"}
    store.save(Draft("award", opened, uid))
    found = store.get(uid)
    assert found is not None
    assert found.text("state") == "proposed"
    store.save(Draft("award", DECIDED | {"money": 500_000}, uid))


def test_a_model_fills_in_who_is_honoured(store: Store, model: str) -> None:
    found = store.get(store.save(Draft("award", {"model": model, "title": "certificate"})).uids[0])
    assert found is not None
    assert (found.text("subject"), found.text("subject_kind")) == ("Bà Trần Thị Bình", "individual")


def test_a_recognition_that_stands_with_the_model_is_told(store: Store, model: str) -> None:
    assert "model" in warned(store, title="model")
    assert "model" not in warned(store, title="model", model=model, **DECIDED)
    recognised = {"model": model, "decision_number": "12/QĐ-UBND", "decision_date": "2026-09-15"}
    store.save(Draft("recognition", recognised))
    assert "model" in warned(store, title="model", model=model, subject="Lần hai", **DECIDED)


def test_a_commune_that_gives_what_only_those_above_give_is_told(store: Store) -> None:
    assert "level" in warned(store, title="merit")
    assert "level" not in warned(store, title="merit", level="province", subject="Bà Bình")


def test_the_same_award_written_twice_is_found(store: Store) -> None:
    for _time in range(2):
        saved(store, period="năm 2026")
    assert len(store.duplicates("award")) == 1


def test_an_award_written_after_it_was_decided_was_proposed_by_then(store: Store) -> None:
    past = {"subject": "Chi hội Phụ nữ thôn Đông", **DECIDED}
    found = store.get(store.save(Draft("award", past)).uids[0])
    assert found is not None
    assert found.text("proposed_on") == DECIDED["decided_on"], "today is after it"
    new = store.get(store.save(Draft("award", {"subject": "Chi đoàn thôn Đoài"})).uids[0])
    assert new is not None
    assert new.date("proposed_on") == DAY
