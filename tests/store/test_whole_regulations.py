"""Regulations as communes have them, entered whole: what they come to by the program and by the arithmetic in them."""

from fractions import Fraction

import pytest

from danvan_desktop.domain.decimals import rounded
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.rules.contests import units_of
from danvan_desktop.domain.rules.model_scores import scoring_of
from tests.store.regulations import Office, number, row


@pytest.fixture
def office(commune):
    return Office(commune.store)


def test_criteria_that_count_twice_with_bonus_up_to_a_ceiling(office):
    """Dân vận chính quyền: tốt, khá, trung bình, yếu from 80, 65 and 50; hệ số 2; thưởng không quá 5 điểm."""
    rows = [
        row("Lãnh đạo, chỉ đạo", 10, weight=2),
        row("Tiếp công dân, đối thoại", 15, weight=2),
        row("Cải cách hành chính", 30),
        row("Dân chủ ở cơ sở", 20),
        row("Sáng kiến", 4, counts_as="bonus"),
        row("Mô hình cấp tỉnh công nhận", 4, counts_as="bonus"),
    ]
    criteria = office.set_of("Dân vận chính quyền", rows)
    scheme = office.save(
        "rating_scheme", name="Tỉnh", excellent_from=80, good_from=65, done_from=50, bonus_most=5, excellent_name="Tốt"
    )
    given = dict(zip(criteria, ("7,5", "11,25", "24", "13,75", "3", "3,5"), strict=True))
    uid = office.rated("Ủy ban nhân dân", criteria, given, set="Dân vận chính quyền", scheme=scheme)
    usual = [number(given[one["name"]]) * one.get("weight", 1) for one in rows if "counts_as" not in one]
    beside = [number(given[one["name"]]) for one in rows if "counts_as" in one]
    expected = sum(usual) + min(sum(beside), 5)
    assert (expected, office.standing(uid).total, office.standing(uid).rank) == (Fraction("80.25"), 80.25, "excellent")


def test_a_pass_that_asks_for_half_of_each_group(office):
    """Đạt chuẩn: từ 80 điểm và mỗi nhóm tiêu chí đạt từ 50% số điểm tối đa."""
    rows = [
        row("Ban hành văn bản", 10, group="I"),
        row("Cung cấp thông tin", 20, group="II"),
        row("Phổ biến pháp luật", 15, group="II"),
        row("Hòa giải", 15, group="III"),
        row("Dân chủ", 40, group="IV"),
    ]
    criteria = office.set_of("Chuẩn", rows)
    scheme = office.save("rating_scheme", name="Chuẩn", done_from=80, done_group=50, done_name="Đạt")
    for name, points in (("Đủ", ("5", "19", "14", "12", "38")), ("Thiếu", ("4,75", "20", "15", "15", "40"))):
        uid = office.rated(name, criteria, dict(zip(criteria, points, strict=True)), set="Chuẩn", scheme=scheme)
        groups = {}
        for one, gave in zip(rows, points, strict=True):
            had, most = groups.get(one["group"], (0, 0))
            groups[one["group"]] = (had + number(gave), most + one["maximum"])
        weak = [group for group, (had, most) in groups.items() if had * 2 < most]
        passes = sum(map(number, points)) >= 80 and not weak
        found = office.standing(uid)
        assert (found.rank, found.short) == ("done" if passes else "failed", tuple(weak))


def test_what_does_not_apply_is_left_out_and_the_rest_converted(office):
    """Điểm đạt chia điểm tối đa của tiêu chí áp dụng nhân 100; trừ không quá 10."""
    rows = [
        row("Nắm tình hình", 30),
        row("Giải quyết kiến nghị", 30),
        row("Thu hồi đất", 25),
        row("Dân chủ", 15),
        row("Chậm báo cáo", 8, counts_as="deduction"),
        row("Khiếu kiện đông người", 6, counts_as="deduction"),
    ]
    criteria = office.set_of("Quy đổi", rows)
    scheme = office.save(
        "rating_scheme", name="Quy đổi", excellent_from=90, good_from=70, done_from=50, scale=100, deduction_most=10
    )
    points = dict(zip(criteria, ("28", "27,5", None, "14", "7", "5"), strict=True))
    uid = office.rated("Phòng Kinh tế", criteria, points, set="Quy đổi", scheme=scheme)
    usual = sum(map(number, ("28", "27.5", "14"))) * 100 / (30 + 30 + 15) - min(7 + 5, 10)
    assert office.standing(uid).total == rounded(usual) == office.store.get(uid).decimal("self_total")
    assert office.standing(uid).rank == "good"
    mark = office.store.children(uid, "rating_mark")[0]
    with pytest.raises(InvalidRecord):
        office.save("rating_mark", mark.uid, not_applied=True)


def test_a_year_is_the_mean_of_its_quarters_and_a_fifth_of_the_good_may_be_the_best(office):
    """Nghị định 335/2025: 30 điểm chung, 70 điểm kết quả, theo quý; xuất sắc không quá 20% số hoàn thành tốt."""
    criteria = office.set_of("Cán bộ", [row("Tiêu chí chung", 30), row("Kết quả nhiệm vụ", 70)])
    scheme = office.save(
        "rating_scheme",
        name="335",
        excellent_from=90,
        good_from=70,
        done_from=50,
        of_periods=True,
        excellent_share=20,
        share_of="good",
    )
    shared = {"set": "Cán bộ", "scheme": scheme, "year": 2025, "target": "Trần Thị Bình"}
    quarters = (("28", "63,5"), ("27,25", "60"), ("29", "66"), ("28,5", "58,75"))
    for place, points in enumerate(quarters, 1):
        uid = office.save("cadre_rating", period=f"quarter_{place}", **shared)
        for criterion, gave in zip(criteria.values(), points, strict=True):
            office.save("rating_mark", subject=uid, criterion=criterion, self_points=gave)
    year = office.save("cadre_rating", period="year", **shared)
    mean = rounded(sum(sum(map(number, one)) for one in quarters) / 4)
    assert (office.store.get(year).decimal("self_total"), office.standing(year).rank) == (mean, "excellent")
    for place in range(5):
        office.save("cadre_rating", **shared | {"target": f"Người {place}"}, self_total=80, rank="good")
    assert not any("không quá" in words for words in office.warnings("cadre_rating", year, rank="excellent"))
    more = {**shared, "target": "Người khác", "self_total": 95, "rank": "excellent"}
    assert any("không quá" in words for words in office.warnings("cadre_rating", **more))


@pytest.mark.parametrize(("share_of", "others", "fits"), [("all", 9, True), ("all", 8, False), ("done", 9, False)])
def test_a_share_may_be_of_all_that_are_rated(office, share_of, others, fits):
    """Thi đua theo cụm, thang 1.000 điểm cộng thưởng đến 1.050: xuất sắc không quá 10% số đơn vị của cụm."""
    rows = [row("Nội dung 1", 600), row("Nội dung 2", 400), row("Sáng tạo", 50, counts_as="bonus")]
    criteria = office.set_of("Cụm", rows)
    scheme = office.save(
        "rating_scheme",
        name="Cụm",
        excellent_from=950,
        good_from=850,
        done_from=700,
        total_most=1050,
        excellent_share=10,
        share_of=share_of,
    )
    shared = {"year": 2025, "subject_kind": "unit", "set": "Cụm", "scheme": scheme}
    for place in range(others):
        rank = "failed" if place == 0 else "good"
        office.save("rating", target=f"Xã {place}", self_total=600 if place == 0 else 900, rank=rank, **shared)
    best = office.rated(
        "Xã đầu", criteria, dict(zip(criteria, ("590,5", "398", "50"), strict=True)), set="Cụm", scheme=scheme
    )
    assert office.standing(best).total == Fraction("590.5") + 398 + 50
    told = office.warnings("rating", best, rank="excellent")
    assert any("không quá" in words for words in told) != fits


def test_five_ranks_and_a_criterion_below_its_least(office):
    """Chính quyền thân thiện: xuất sắc, tốt, khá, trung bình, yếu; mức hài lòng dưới 15/25 thì không quá trung bình."""
    rows = [row("Công khai", 35), row("Một cửa", 40), row("Mức độ hài lòng", 25, least=15)]
    criteria = office.set_of("Thân thiện", rows)
    names = {"good_name": "Tốt", "fair_name": "Khá", "done_name": "Trung bình", "failed_name": "Yếu"}
    starts = {"excellent_from": 95, "good_from": 85, "fair_from": 70, "done_from": 50}
    scheme = office.save("rating_scheme", name="Thân thiện", below_least="done", **starts, **names)
    for points, rank in (
        (("35", "38", "20"), "good"),
        (("30", "25", "15"), "fair"),
        (("35", "40", "14,75"), "done"),
        (("20", "10", "10"), "failed"),
    ):
        given = dict(zip(criteria, points, strict=True))
        uid = office.rated("/".join(points), criteria, given, set="Thân thiện", scheme=scheme)
        assert office.standing(uid).rank == rank
        assert ("Mức độ hài lòng" in office.standing(uid).short) == (rank == "done")
    other = office.save("rating", target="Khác", year=2025, subject_kind="unit", set="Thân thiện", self_total=75)
    with pytest.raises(InvalidRecord):
        office.save("rating", other, rank="fair", reason="Theo tỉnh")


JUDGES = ("An", "Bình", "Chi", "Dung", "Em")
TEAMS = {
    "Thôn Đông": (("18", "17", "18,5", "19", "16"), ("28", "27", "29", "26", "30"), ("40", "41", "42", "43", "44")),
    "Thôn Đoài": (("17", "18", "19", "18", "17"), ("29", "27", "27", "28", "28"), ("42", "41,5", "42", "43", "41")),
    "Thôn Ngo": (("20", "20", "20", "20", "20"), ("30", "30", "30", "30", "30"), ("20", "22", "21", "24", "24")),
    "Thôn Tây": (("10", "12", "11", "10,5", "13"), ("20", "20", "21", "22", "23"), ("30", "31", "30", "32", "30")),
}


def test_judges_of_the_highest_and_lowest_sum_are_left_out_and_a_part_has_a_least(office):
    """Bỏ giám khảo cho tổng cao nhất, thấp nhất; tiểu phẩm dưới 25 điểm không xếp hạng; quá giờ trừ 0,5."""
    rows = [row("Chào hỏi", 20), row("Kiến thức", 30), row("Tiểu phẩm", 50, least=25)]
    criteria = office.set_of("Hội thi", rows)
    contest = office.save(
        "contest", name="Hội thi", held_on="2026-03-01", state="held", set="Hội thi", counting="trimmed_judges"
    )
    expected = {}
    for name, parts in TEAMS.items():
        team = office.save("contest_entry", contest=contest, team=name)
        for criterion, points in zip(criteria.values(), parts, strict=True):
            for judge, gave in zip(JUDGES, points, strict=True):
                late = (
                    {"deduction": "0,5"}
                    if name == "Thôn Tây" and judge == "Em" and criterion == criteria["Chào hỏi"]
                    else {}
                )
                office.save("mark", subject=team, criterion=criterion, scorer=judge, points=gave, **late)
        sums = sorted((sum(number(part[place]) for part in parts), JUDGES[place]) for place in range(len(JUDGES)))
        mean = sum(points for points, _judge in sums[1:-1]) / 3
        expected[name] = mean - (Fraction(1, 2) if name == "Thôn Tây" else 0)
    found = office.results(contest)
    assert {one.entry.text("team"): one.total for one in found} == expected
    ranked = [(one.entry.text("team"), one.rank) for one in found]
    best = sorted((name for name in TEAMS if name != "Thôn Ngo"), key=lambda name: -expected[name])
    assert ranked == [*zip(best, (1, 2, 3), strict=True), ("Thôn Ngo", None)]


def test_a_tie_goes_to_the_better_play_and_rounds_are_weighed(office):
    """Sơ khảo 40%, chung khảo 60%; bằng điểm thì xét tiểu phẩm, rồi chào hỏi; giải Ba ngang hàng."""
    rows = [
        row("Vòng sơ khảo", 100, weight="0,4"),
        row("Chào hỏi", 40, weight="0,6", tie_order=2),
        row("Tiểu phẩm", 60, weight="0,6", tie_order=1),
    ]
    criteria = office.set_of("Hai vòng", rows)
    contest = office.save("contest", name="Hai vòng", held_on="2026-03-01", state="held", set="Hai vòng")
    given = {"A": ("80", "35", "50"), "B": ("80", "33", "52"), "C": ("90", "30", "45"), "D": ("90", "30", "45")}
    for name, points in given.items():
        team = office.save("contest_entry", contest=contest, team=name)
        for criterion, gave in zip(criteria.values(), points, strict=True):
            office.save("mark", subject=team, criterion=criterion, scorer="Ban giám khảo", points=gave)
    totals = {
        name: Fraction(2, 5) * number(first) + Fraction(3, 5) * (number(hello) + number(play))
        for name, (first, hello, play) in given.items()
    }
    found = office.results(contest)
    assert {one.entry.text("team"): one.total for one in found} == totals
    assert totals["A"] == totals["B"]
    assert [(one.entry.text("team"), one.rank) for one in found] == [("B", 1), ("A", 2), ("C", 3), ("D", 3)]
    uids = {one.entry.text("team"): one.entry.uid for one in found}
    office.save("contest_entry", uids["A"], prize="first")
    assert any(
        "xếp hạng thấp hơn" in words or "xếp hạng cao hơn" in words
        for words in office.warnings("contest_entry", uids["B"], prize="second")
    )
    office.save("contest_entry", uids["A"], prize="second")
    office.save("contest_entry", uids["B"], prize="first")
    assert office.warnings("contest_entry", uids["C"], prize="third") == []
    assert office.warnings("contest_entry", uids["D"], prize="third") == []


def test_contestants_of_one_score_are_told_apart_by_their_time_and_units_by_their_mean(office):
    """Thi trực tuyến: bằng điểm thì làm nhanh hơn xếp trên; toàn đoàn là trung bình các thí sinh."""
    criteria = office.set_of("Trực tuyến", [row("Trắc nghiệm", 100)])
    contest = office.save(
        "contest", name="Trực tuyến", held_on="2026-03-01", state="held", set="Trực tuyến", unit_points="mean"
    )
    units = [office.save("unit", name=name, kind="village", code=name) for name in ("Thôn Một", "Thôn Hai")]
    given = [("Lan", 0, 95, "312,5"), ("Mai", 1, 95, "298"), ("Nam", 0, 90, "400"), ("Oanh", 1, 70, "100")]
    for name, unit, points, seconds in given:
        team = office.save("contest_entry", contest=contest, team=name, unit=units[unit], tie_value=seconds)
        office.save("mark", subject=team, criterion=criteria["Trắc nghiệm"], scorer="Máy", points=points)
    expected = [name for name, *_rest in sorted(given, key=lambda one: (-one[2], number(one[3])))]
    found = office.results(contest)
    assert [one.entry.text("team") for one in found] == expected
    assert [one.rank for one in found] == [1, 2, 3, 4]
    means = {units[place]: Fraction(sum(one[2] for one in given if one[1] == place), 2) for place in (0, 1)}
    assert [(one.unit, one.points, one.rank) for one in units_of(found, "mean")] == [
        (units[0], means[units[0]], 1),
        (units[1], means[units[1]], 2),
    ]


def test_a_model_is_scored_by_several_with_bonus_and_deduction(office):
    """Mô hình “Dân vận khéo”: trung bình ba người chấm, hiệu quả hệ số 2, thưởng nhân rộng, trừ nộp chậm."""
    rows = [
        row("Sự cần thiết", 20),
        row("Hiệu quả", 40, weight=2),
        row("Được nhân rộng", 5, counts_as="bonus"),
        row("Nộp hồ sơ chậm", 5, counts_as="deduction"),
    ]
    criteria = office.set_of("Dân vận khéo", rows)
    model = office.save(
        "model", name="Đường hoa", registrant="Hội Phụ nữ", period="2026", aim="Sạch đường", registered_on="2026-03-01"
    )
    given = {
        "Sự cần thiết": ("18", "17,5", "19"),
        "Hiệu quả": ("35", "36", "37,5"),
        "Được nhân rộng": ("5",),
        "Nộp hồ sơ chậm": ("2",),
    }
    for name, points in given.items():
        for place, gave in enumerate(points):
            office.save("score", model=model, criterion=criteria[name], scorer=JUDGES[place], points=gave)
    mean = {name: sum(map(number, points)) / len(points) for name, points in given.items()}
    expected = mean["Sự cần thiết"] + 2 * mean["Hiệu quả"] + mean["Được nhân rộng"] - mean["Nộp hồ sơ chậm"]
    found = scoring_of(office.store, office.store.get(model))
    assert (found.points, found.most) == (expected, 20 + 2 * 40)
