"""What the people are asked: for how long, what the villages' answers come to, and when it is settled."""

import datetime as dt

import pytest

from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.rules.consultations import ConsultationResult
from danvan_desktop.store import Store
from tests.store.records_in import make, read, refused

DAY = dt.timedelta(days=1)


def ask(store: Store, **values: object) -> str:
    made = {"subject": "Dự thảo quy hoạch xã", "item": "c02", "drafting_body": "Phòng Kinh tế xã"}
    return make(store, "consultation", **{**made, "published_on": store.today() - 40 * DAY, **values})


def test_the_people_are_asked_for_twenty_days_unless_a_law_is_named(commune):
    store, opens = commune.store, commune.store.today() - 40 * DAY
    assert read(store, ask(store)).date("closes_on") == opens + 20 * DAY
    assert refused(store, "consultation", ask(store), closes_on=opens + 19 * DAY) == "closes_on"
    named = ask(store, closes_on=opens + 10 * DAY, note="15 ngày theo Luật Quy hoạch")
    assert read(store, named).date("closes_on") == opens + 10 * DAY


@pytest.mark.parametrize("days", [19, 0])
def test_a_shorter_time_is_refused_when_it_is_recorded(commune, days):
    store, opens = commune.store, commune.store.today() - 40 * DAY
    values = {"subject": "Dự thảo", "item": "c01", "drafting_body": "UBND xã"}
    field = refused(store, "consultation", **values, published_on=opens, closes_on=opens + days * DAY)
    assert field == "closes_on"


def test_only_what_is_planned_lies_ahead(commune):
    store = commune.store
    planned = ask(store, published_on=store.today() + 3 * DAY)
    assert read(store, planned).text("state") == "planned"
    assert refused(store, "consultation", planned, state="open") == "published_on"


def test_it_comes_to_its_end_by_what_is_written(commune):
    store = commune.store
    uid = ask(store, state="open")
    for values, state in (
        ({"synthesis": "Đề nghị mở rộng đường"}, "closed"),
        ({"explanation": "Tiếp thu", "explained_on": store.today() - 5 * DAY}, "explained"),
        ({"decided_on": store.today(), "decision_number": "12/NQ-HĐND", "state": "decided"}, "decided"),
    ):
        store.save(Draft("consultation", values, uid))
        assert read(store, uid).text("state") == state


def test_nobody_decides_before_the_people_were_heard(commune):
    store = commune.store
    uid = ask(store, state="open", published_on=store.today() - 10 * DAY)
    assert refused(store, "consultation", uid, decided_on=store.today()) == "decided_on"


def test_a_decision_without_an_explanation_is_warned_of(commune):
    store = commune.store
    draft = Draft("consultation", {"decided_on": store.today()}, ask(store))
    assert {p.field for p in store.check_drafts([draft])[0] if not p.is_error} == {"explanation", "state"}


def test_what_was_decided_is_locked_and_opened_again_with_a_reason(commune):
    store = commune.store
    uid = ask(store, synthesis="Đồng ý", explanation="Tiếp thu", explained_on=store.today() - 5 * DAY)
    tally = make(store, "consultation_tally", consultation=uid, unit=commune.village, opinions=3)
    store.save(Draft("consultation", {"decided_on": store.today(), "state": "decided"}, uid))
    assert refused(store, "consultation", uid, subject="Khác")
    assert refused(store, "consultation_tally", tally, opinions=4)
    store.save(Draft("consultation", {"reported_front_on": store.today()}, uid))
    assert refused(store, "consultation", uid, state="explained") == "reopen_reason"
    store.save(Draft("consultation", {"state": "explained", "reopen_reason": "Ghi sót ý kiến"}, uid))
    store.save(Draft("consultation_tally", {"opinions": 4}, tally))
    assert read(store, uid).text("state") == "explained"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"households_asked": 100, "answered": 101}, "answered"),
        ({"answered": 80, "agree": 70, "disagree": 8, "other": 3}, "answered"),
        ({"agree": 70}, "answered"),
        ({"opinions": -1}, "opinions"),
    ],
)
def test_answers_that_do_not_add_up_are_refused(commune, values, field):
    store = commune.store
    consultation = ask(store)
    assert refused(store, "consultation_tally", consultation=consultation, unit=commune.village, **values) == field


def test_a_tally_takes_its_counts_from_the_minutes_of_its_meeting(commune):
    store = commune.store
    meeting = commune.meeting(households_total=120, households_present=95)
    for text in ("Đồng ý với quy hoạch", "Đề nghị mở rộng đường"):
        make(store, "opinion", gathering=meeting, content=text)
    votes = {"votes_for": 80, "votes_against": 10, "votes_abstain": 5}
    make(store, "decision", meeting=meeting, title="Quy hoạch xã", content_type="consultation", **votes)
    tally = read(store, make(store, "consultation_tally", consultation=ask(store), meeting=meeting, form="meeting"))
    names = ("unit", "households_asked", "answered", "agree", "disagree", "other", "opinions")
    assert [tally.get(name) for name in names] == [commune.village, 120, 95, 80, 10, 5, 2]


def test_answers_are_added_up_over_the_places(commune):
    rows = [
        Record("consultation_tally", str(n), {"unit": unit, "answered": 50, "agree": agree, "opinions": 2})
        for n, (unit, agree) in enumerate((("a", 50), ("b", 25), ("b", 0)))
    ]
    tallied = ConsultationResult.of(rows)
    assert (tallied.places, tallied.answered, tallied.agree, tallied.opinions, tallied.share) == (2, 150, 75, 6, 0.5)
    assert ConsultationResult.of([]).share is None


def test_a_day_of_decision_beside_an_open_state_is_warned_of(commune):
    store = commune.store
    draft = Draft("consultation", {"decided_on": store.today(), "explanation": "Tiếp thu"}, ask(store))
    assert {p.field for p in store.check_drafts([draft])[0] if not p.is_error} == {"state"}
