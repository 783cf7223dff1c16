"""Ratings: totals of marks, the rank that follows, what is refused, what is locked."""

import pytest

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.rules.rating_schemes import scheme_of, standing_of
from danvan_desktop.store import Store

SET = "Bộ tiêu chí 2026"


class Office:
    """A store with ratings in it."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def save(self, kind: str, uid: str | None = None, /, **values: object) -> str:
        return self.store.save(Draft(kind, values, uid)).uids[0]

    def edit(self, uid: str, **values: object) -> None:
        self.save(self.store.get(uid).kind, uid, **values)


@pytest.fixture
def office(commune) -> Office:
    return Office(commune.store)


def criteria(office, *maxima):
    names = ("Lãnh đạo, chỉ đạo", "Nắm tình hình Nhân dân", "Thực hiện dân chủ")
    return [
        office.save("criterion", set=SET, version="2026", order=place, name=name, maximum=most)
        for place, (name, most) in enumerate(zip(names, maxima, strict=False), 1)
    ]


def rating(office, kind="rating", **values):
    return office.save(kind, **{"year": 2025, "target": "Thôn Đông", "set": SET, **values})


def refused(office, uid, **values):
    with pytest.raises(InvalidRecord) as caught:
        office.edit(uid, **values)
    return {one.field for one in caught.value.problems if one.is_error}


def mark(office, subject, criterion, **points):
    return office.save("rating_mark", subject=subject, criterion=criterion, **points)


def proposal(office, uid):
    record = office.store.get(uid)
    marks = office.store.children(uid, "rating_mark")
    return standing_of(record, scheme_of(record, office.store, office.store.law), marks, office.store).rank


@pytest.mark.parametrize("kind", ["rating", "cadre_rating"])
def test_totals_are_the_sums_of_the_marks_of_each_round(office, kind):
    first, second, third = criteria(office, 50, 30, 20)
    uid = rating(office, kind)
    mark(office, uid, first, self_points="45,5", review_points="44,25")
    mark(office, uid, second, self_points="28")
    mark(office, uid, third, self_points="20", review_points="20")
    found = office.store.get(uid)
    assert (found.decimal("self_total"), found.decimal("review_total")) == (93.5, 64.25)
    assert found.get("final_total") is None


@pytest.mark.parametrize(
    ("points", "rank"), [("90", "excellent"), ("89,99", "good"), ("70", "good"), ("50", "done"), ("49,99", "failed")]
)
def test_the_first_rank_that_is_reached_is_proposed(office, points, rank):
    assert proposal(office, rating(office, self_total=points)) == rank


def test_the_review_replaces_what_was_rated_by_oneself(office):
    assert proposal(office, rating(office, self_total=95, review_total=69)) == "done"
    out = {"ineligible": True, "ineligible_reason": "Mới thành lập"}
    assert proposal(office, rating(office, target="Thôn Tây", self_total=95, **out)) is None


def test_an_office_has_its_own_thresholds(office):
    office.save("rule_override", rule="rating.rank.good", value="80", reason="Quy định của tỉnh")
    assert proposal(office, rating(office, self_total=75)) == "done"


def scheme(office, **values):
    usual = {"name": "Thang của tỉnh", "good_from": 80, "done_from": 50, "self_cap": 90, "review_cap": 10}
    return office.save("rating_scheme", **{**usual, "adds_up": True, **values})


def test_a_scheme_adds_the_rounds_up_and_has_a_cap_for_each(office):
    local = scheme(office)
    uid = rating(office, scheme=local, self_total=74, review_total=6)
    assert proposal(office, uid) == "good"
    assert refused(office, uid, review_total="10,5") == {"review_total"}
    assert refused(office, uid, self_total=91) == {"self_total"}


def test_what_is_added_up_may_come_to_more_than_the_criteria_give(office):
    criteria(office, 60, 30)
    local = scheme(office, excellent_from=90)
    uid = rating(office, scheme=local, self_total="84.75", review_total="8.5")
    assert office.store.save(Draft("rating", {"final_total": "93.25"}, uid)).warnings == ()
    assert proposal(office, uid) == "excellent"
    assert refused(office, uid, final_total="100.5") == {"final_total"}


def test_decided_points_that_reach_another_rank_need_a_reason(office):
    uid = rating(office, self_total=95, rank="excellent", review_total=95)
    assert refused(office, uid, final_total=79) == {"reason"}


def test_a_better_rank_asks_for_more_points(office):
    assert refused(office, scheme(office), done_from=80) == {"done_from"}


def test_more_points_than_the_set_has_are_refused(office):
    first, *_others = criteria(office, 60, 40)
    uid = rating(office)
    assert refused(office, uid, review_total=101) == {"review_total"}
    made = mark(office, uid, first, self_points=60)
    assert refused(office, made, review_points=61) == {"review_points"}


def test_a_set_that_does_not_come_to_a_hundred_is_told_of(office):
    criteria(office, 60, 30)
    uid = rating(office)
    told = office.store.save(Draft("rating", {"note": "x"}, uid)).warnings
    assert [one.field for one in told] == ["set"]


def test_a_criterion_is_marked_once_in_a_rating(office):
    first, *_others = criteria(office, 60, 40)
    uid = rating(office)
    mark(office, uid, first, self_points=50)
    with pytest.raises(Exception, match="đã có dòng điểm"):
        mark(office, uid, first, self_points=40)


def test_nobody_is_rated_twice_for_one_period(office):
    rating(office)
    with pytest.raises(Exception, match="đã có xếp loại"):
        rating(office, target="thôn đông")
    rating(office, period="half_1")
    rating(office, year=2024)


def test_a_rank_other_than_proposed_needs_a_reason(office):
    uid = rating(office, self_total=95, self_rank="excellent", self_on="2026-01-05")
    assert refused(office, uid, rank="good", decided_on="2026-02-01") == {"reason"}
    office.edit(uid, rank="good", decided_on="2026-02-01", reason="Có đơn kéo dài")
    assert office.store.get(uid).text("state") == "decided"


def test_who_is_not_eligible_has_a_reason_and_no_rank(office):
    uid = rating(office, self_total=95)
    assert refused(office, uid, ineligible=True) == {"ineligible_reason"}
    assert refused(office, uid, ineligible=True, ineligible_reason="Mới thành lập", rank="good") == {"rank"}
    assert refused(office, uid, decided_on="2026-02-01") == {"rank"}
    office.edit(uid, ineligible=True, ineligible_reason="Mới thành lập", decided_on="2026-02-01")


def test_what_was_decided_is_locked_but_can_be_announced(office):
    uid = rating(office, self_total=95, rank="excellent", decided_on="2026-02-01")
    with pytest.raises(Exception, match="mở lại"):
        office.edit(uid, rank="good", reason="x")
    office.edit(uid, announced_on="2026-02-03")
    assert office.store.get(uid).text("state") == "announced"
    office.edit(uid, reopen_reason="Ghi nhầm", decided_on=None, announced_on=None)
    assert office.store.get(uid).text("state") == "self"


def test_totals_of_marks_saved_in_one_step_with_their_rating_count_each_once(office):
    first, second = criteria(office, 60, 40)
    uid = rating(office)
    drafts = [
        Draft("rating_mark", {"subject": uid, "criterion": one, "self_points": points})
        for one, points in ((first, 55), (second, 35))
    ]
    office.store.save(Draft("rating", {"note": "x"}, uid), *drafts)
    assert office.store.get(uid).decimal("self_total") == 90


@pytest.mark.parametrize("kind", ["rating", "cadre_rating"])
def test_a_total_of_some_criteria_only_is_told(office, kind):
    first, second, _third = criteria(office, 50, 30, 20)
    uid = rating(office, kind)
    assert office.store.save(Draft(kind, {"note": "x"}, uid)).warnings == (), "nobody marked anything yet"
    mark(office, uid, first, self_points=45)
    mark(office, uid, second, self_points=30)
    (told,) = office.store.save(Draft(kind, {"note": "y"}, uid)).warnings
    assert told.field == "self_total"
    assert "2/3" in str(told.message)


def test_a_total_typed_beside_the_marks_that_come_to_another_is_told(office):
    (first,) = criteria(office, 100)
    uid = rating(office)
    mark(office, uid, first, self_points=45)
    (told,) = office.store.save(Draft("rating", {"self_total": 50}, uid)).warnings
    assert told.field == "self_total"
    assert "45" in str(told.message)
    assert office.store.save(Draft("rating", {"self_total": 45}, uid)).warnings == ()


@pytest.mark.parametrize("kind", ["rating", "cadre_rating"])
def test_a_decision_on_what_nobody_reviewed_is_told_and_one_of_the_past_is_not(office, kind):
    def told(**values):
        given = {"year": 2025, "target": f"Thôn {len(values)}", "set": SET, "rank": "good", **values}
        return {one.field for one in office.store.save(Draft(kind, given)).warnings}

    today = office.store.today().isoformat()
    assert told(self_on=today, decided_on=today) == {"review_on"}
    assert told(self_on=today, review_on=today, decided_on=today) == set()
    assert told(decided_on=today) == set()


def test_a_rating_of_a_year_to_come_is_told(office):
    today = office.store.today()
    made = {"target": "Thôn Đông", "set": SET, "self_on": today.isoformat()}
    told = office.store.save(Draft("rating", {**made, "year": today.year + 1})).warnings
    assert [one.field for one in told] == ["year"]


@pytest.mark.parametrize("kind", ["rating", "cadre_rating"])
def test_no_more_are_the_best_than_the_scheme_allows(office, kind):
    scheme = office.save("rating_scheme", name="Thang của tỉnh", excellent_from=90, good_from=70, excellent_most=2)
    rated = [rating(office, kind, target=f"Đơn vị {n}", scheme=scheme, final_total=95) for n in range(4)]
    for uid in rated[:2]:
        office.edit(uid, rank="excellent")
    assert refused(office, rated[2], rank="excellent") == {"rank"}
    office.edit(rated[2], rank="good", reason="Hết số lượng xuất sắc")
    last_year = rating(office, kind, target="Đơn vị 2", year=2024, scheme=scheme, rank="excellent", final_total=95)
    assert office.store.get(last_year).text("rank") == "excellent", "another year has its own two"
    office.edit(rated[0], rank="good", reason="Xem lại")
    office.edit(rated[3], rank="excellent")
    office.edit(rated[1], note="Đã đối chiếu")


def test_a_share_of_the_best_that_is_too_large_is_told(office):
    scheme = office.save("rating_scheme", name="Thang", excellent_from=90, good_from=70, excellent_share=20)
    for n in range(5):
        rating(office, target=f"Tốt {n}", scheme=scheme, final_total=80, rank="good")

    def told(target):
        values = {"year": 2025, "target": target, "set": SET, "scheme": scheme, "final_total": 95, "rank": "excellent"}
        return [str(one.message) for one in office.store.save(Draft("rating", values)).warnings]

    assert told("Thôn Đông") == []
    assert told("Thôn Đoài") == [
        "“Thang”: số “Hoàn thành xuất sắc nhiệm vụ” không quá 20% số “Hoàn thành tốt nhiệm vụ”; mới có 5 mà đây"
        " là mức thứ 2."
    ]


@pytest.mark.parametrize(
    ("kind", "day", "year"),
    [("rating", "2025-11-20", 2025), ("cadre_rating", "2026-01-12", 2025), ("rating", "2026-03-02", 2026)],
)
def test_the_year_rated_follows_the_day_until_somebody_says_it(office, kind, day, year):
    uid = office.save(kind, target="Thôn Đông", set=SET, self_on=day)
    assert office.store.get(uid).number("year") == year
    told = office.save(kind, target="Thôn Đoài", set=SET, self_on=day, year=2024)
    assert office.store.get(told).number("year") == 2024
    office.edit(told, self_on="2025-12-01")
    assert office.store.get(told).number("year") == 2024


@pytest.mark.parametrize("kind", ["rating", "cadre_rating"])
def test_points_of_merit_stand_beside_the_hundred_and_points_taken_lessen_the_sum(office, kind):
    first, second = criteria(office, 60, 40)
    made = {"set": SET, "version": "2026", "maximum": 5}
    merit = office.save("criterion", **made, order=3, name="Được khen", counts_as="bonus")
    taken = office.save("criterion", **made, order=4, name="Báo cáo chậm", counts_as="deduction")
    uid = rating(office, kind)
    told = office.store.save(Draft(kind, {"note": "x"}, uid))
    assert not told.warnings, "the set comes to a hundred"
    for criterion, points in ((first, 58), (second, "39.5"), (merit, 5), (taken, 2)):
        mark(office, uid, criterion, self_points=points)
    assert str(office.store.get(uid).decimal("self_total")) == "100.5"
    assert not [one for one in office.store.save(Draft(kind, {"note": "y"}, uid)).warnings if one.field == "self_total"]
    assert refused(office, uid, review_total=106) == {"review_total"}
    office.edit(uid, review_total=105)


def test_points_beyond_what_the_scheme_lets_a_total_have_do_not_count(office):
    first, second = criteria(office, 60, 40)
    merit = office.save("criterion", set=SET, version="2026", order=3, name="Được khen", maximum=5, counts_as="bonus")
    local = office.save("rating_scheme", name="Thang có chặn", excellent_from=90, good_from=70, total_most=100)
    uid = rating(office, scheme=local)
    for criterion, points in ((first, 60), (second, "38.5"), (merit, 5)):
        mark(office, uid, criterion, self_points=points)
    assert office.store.get(uid).decimal("self_total") == 100
    assert not [
        one for one in office.store.save(Draft("rating", {"note": "y"}, uid)).warnings if one.field == "self_total"
    ]
    assert refused(office, uid, review_total=101) == {"review_total"}


def test_what_lowers_a_rating_is_no_part_of_a_contest_and_no_score_of_a_model(office):
    lowers = office.save("criterion", set=SET, version="2026", name="Báo cáo chậm", maximum=5, counts_as="deduction")
    contest = office.save("contest", name="Hội thi", held_on="2026-03-01", state="held")
    team = office.save("contest_entry", contest=contest, team="Thôn Đông")
    with pytest.raises(InvalidRecord) as caught:
        office.save("mark", subject=team, criterion=lowers, scorer="Lê Văn An", points=2)
    assert [one.field for one in caught.value.problems] == ["criterion"]
