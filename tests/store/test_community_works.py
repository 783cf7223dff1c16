"""Works that the people pay for: agreed before they are begun, added up, settled before the people's eyes."""

import datetime as dt

import pytest

from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.rules.works import ContributionTotals, day_of_decision
from tests.store.records_in import make, read, refused

DAY = dt.timedelta(days=1)


def decision(commune, votes: int = 85, **values: object) -> str:
    made = {"title": "Mỗi hộ góp 1.500.000 đồng làm đường", "content_type": "contribution", "scope": "village"}
    meeting = commune.meeting()
    return make(
        commune.store, "decision", **{**made, "meeting": meeting, "votes_for": votes, "votes_against": 5, **values}
    )


def work(commune, **values: object) -> str:
    made = {"name": "Đường bê tông thôn Đông", "type": "road", "people_money": 180_000_000, "starts_on": "2026-09-01"}
    return make(commune.store, "community_work", **{**made, "unit": commune.village, **values})


def household(commune, head: str, **values: object) -> str:
    return make(commune.store, "household", **{"unit": commune.village, "head": head, **values})


def test_a_work_is_of_the_village_that_decided_and_agreed_on_that_day(commune):
    store = commune.store
    uid = make(store, "community_work", name="Đường", type="road", decision=decision(commune))
    assert [read(store, uid).get(name) for name in ("unit", "agreed_on", "state")] == [
        commune.village,
        "2026-08-12",
        "agreed",
    ]


def test_what_ballots_decided_is_agreed_on_the_day_on_which_they_were_counted(commune):
    store = commune.store
    asked = decision(commune, method="household_ballot", scope="commune", content_type="finance", votes=1)
    meeting = read(store, asked).text("meeting")
    store.save(Draft("meeting", {"ballots_counted_on": "2026-08-21"}, meeting))
    assert day_of_decision(read(store, asked), store) == dt.date(2026, 8, 21)
    assert day_of_decision(read(store, decision(commune)), store) == dt.date(2026, 8, 12)


@pytest.mark.parametrize("asks", [{"people_money": 1}, {"people_money": None, "days_planned": 1}])
def test_nothing_that_the_people_pay_for_is_begun_before_they_agreed(commune, asks):
    store = commune.store
    assert refused(store, "community_work", work(commune, **asks), state="building") == "decision"
    failed = work(commune, decision=decision(commune, votes=79), **asks)
    assert read(store, failed).text("state") == "discussed"
    assert refused(store, "community_work", failed, state="building") == "decision"
    passed = work(commune, decision=decision(commune, votes=80), **asks)
    store.save(Draft("community_work", {"state": "building"}, passed))
    assert read(store, passed).text("state") == "building"


def test_what_the_state_pays_for_alone_needs_no_vote(commune):
    uid = work(commune, people_money=None, state="building")
    assert read(commune.store, uid).text("state") == "building"


def test_a_work_of_the_commune_rests_on_what_its_villages_decided(commune):
    store = commune.store
    matter = make(store, "commune_vote", title="Đường trục xã", content_type="contribution", opens_on="2026-08-01")
    of_matter = {"scope": "commune", "commune_vote": matter}
    uid = work(commune, unit=store.unit.uid, scope="commune", decision=matter)
    assert refused(store, "community_work", uid, state="building") == "decision"
    decision(commune, **of_matter)
    store.save(Draft("community_work", {"state": "building"}, uid))
    assert read(store, uid).text("state") == "building"


def test_a_settled_work_is_public_and_locked_with_its_book(commune):
    store, today = commune.store, commune.store.today()
    uid = work(commune, decision=decision(commune), done_on=today - 5 * DAY)
    given = make(store, "contribution", work=uid, money=500_000)
    assert refused(store, "community_work", uid, state="settled", settled_on=today) == "publicity"
    account = make(store, "publicity_item", item="p05", title="Thu, chi đường thôn Đông")
    store.save(Draft("community_work", {"state": "settled", "settled_on": today, "publicity": account}, uid))
    assert refused(store, "contribution", given, money=1)
    assert refused(store, "contribution", work=uid, money=1)
    assert refused(store, "community_work", uid, spent=5)
    store.save(Draft("community_work", {"state": "done", "reopen_reason": "Sót một hộ"}, uid))
    make(store, "contribution", work=uid, money=300_000)
    assert read(store, uid).text("state") == "done"


@pytest.mark.parametrize("amounts", [{}, {"money": 0}, {"money": 0, "land": 0, "days": 0, "material_value": 0}])
def test_a_contribution_gives_something(commune, amounts):
    assert refused(commune.store, "contribution", work=work(commune), **amounts) == "money"


@pytest.mark.parametrize("name", ["money", "land", "days", "material_value"])
def test_any_amount_is_a_contribution_and_none_is_below_nothing(commune, name):
    store, uid = commune.store, work(commune)
    assert read(store, make(store, "contribution", work=uid, **{name: "1.500"})).number(name) == 1_500
    assert refused(store, "contribution", work=uid, **{name: -1}) == name


def test_a_household_gives_for_its_own_village(commune):
    store, uid = commune.store, work(commune)
    other = make(store, "unit", name="Thôn Đoài", kind="village", code="DS-02", parent=store.unit.uid)
    stranger = household(commune, "Lê Văn Sơn", unit=other)
    assert refused(store, "contribution", work=uid, household=stranger, money=1) == "unit"
    assert refused(store, "contribution", work=uid, household=stranger, unit=commune.village, money=1) == "household"
    own = make(store, "contribution", work=uid, household=household(commune, "Lê Văn An"), money=1)
    assert read(store, own).text("unit") == commune.village


def test_more_money_than_was_agreed_is_warned_of_when_it_is_given(commune):
    store = commune.store
    uid = work(commune, people_money=1_000_000)
    saved = store.save(Draft("contribution", {"work": uid, "money": 1_000_000}))
    assert not saved.warnings
    saved = store.save(Draft("contribution", {"work": uid, "money": 1}))
    assert [problem.field for problem in saved.warnings] == ["people_money"]
    saved = store.save(Draft("contribution", {"work": uid, "money": 9_000_000, "donor_kind": "business"}))
    assert not saved.warnings, "what a business gives is not the households' part, and the rest was told"


def test_what_is_given_is_added_up_without_the_budget(commune):
    rows = [
        {"donor_kind": "household", "household": "a", "money": 400_000, "days": 2},
        {"donor_kind": "household", "household": "a", "land": 25},
        {"donor_kind": "household", "household": "b", "money": 400_000},
        {"donor_kind": "business", "money": 5_000_000, "material_value": 700_000},
        {"donor_kind": "budget", "money": 90_000_000},
    ]
    given = ContributionTotals.of(Record("contribution", str(n), values) for n, values in enumerate(rows))
    assert (given.households, given.money, given.household_money) == (2, 5_800_000, 800_000)
    assert (given.land, given.days, given.material_value, given.budget_money) == (25, 2, 700_000, 90_000_000)


def test_a_village_builds_on_what_its_own_people_decided(commune):
    store = commune.store
    other = make(store, "unit", name="Thôn Tây", kind="village", parent=store.unit.uid, code="T2")
    made = {"name": "Đường", "type": "road", "scope": "village", "unit": other, "decision": decision(commune)}
    assert refused(store, "community_work", **made) == "decision"
