"""More regulations as communes, blocks and juries have them, entered whole and held against the arithmetic in them."""

from fractions import Fraction

import pytest

from danvan_desktop.domain.decimals import rounded
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.rules.contests import units_of
from tests.store.regulations import Office, number, row


@pytest.fixture
def office(commune):
    return Office(commune.store)


def test_blocks_of_villages_are_rated_a_b_c_and_a_third_may_be_a(office):
    """Khối dân vận thôn: A từ 85, B từ 65, C từ 50; loại A không quá 30% số khối; trừ mỗi đơn thư vượt cấp 2 điểm."""
    rows = [
        row("Nắm tình hình, phản ánh kịp thời", 25, group="I"),
        row("Tuyên truyền, vận động", 30, group="I"),
        row("Hòa giải, đối thoại", 20, group="II"),
        row("Mô hình “Dân vận khéo”", 25, group="II"),
        row("Đơn thư vượt cấp", 10, counts_as="deduction"),
    ]
    criteria = office.set_of("Khối dân vận", rows)
    names = {"excellent_name": "Loại A", "good_name": "Loại B", "done_name": "Loại C", "failed_name": "Không xếp loại"}
    starts = {"excellent_from": 85, "good_from": 65, "done_from": 50}
    scheme = office.save(
        "rating_scheme", name="ABC", excellent_share=30, share_of="all", deduction_most=10, **starts, **names
    )
    given = {
        "Thôn Đông": (("24", "28", "18", "22", "0"), "excellent"),
        "Thôn Đoài": (("24", "28", "18", "22", "8"), "good"),
        "Thôn Nam": (("15", "18", "10", "12,5", "4"), "done"),
        "Thôn Bắc": (("10", "10", "10", "10", "0"), "failed"),
    }
    rated = {}
    for name, (points, rank) in given.items():
        shared = {"set": "Khối dân vận", "scheme": scheme, "subject_kind": "village"}
        rated[name] = office.rated(name, criteria, dict(zip(criteria, points, strict=True)), **shared)
        total = sum(map(number, points[:-1])) - number(points[-1])
        assert (office.standing(rated[name]).total, office.standing(rated[name]).rank) == (total, rank)
    for name, (_points, rank) in list(given.items())[1:]:
        office.save("rating", rated[name], rank=rank)
    assert not any("không quá" in words for words in office.warnings("rating", rated["Thôn Đông"], rank="excellent"))
    told = office.warnings("rating", rated["Thôn Đoài"], rank="excellent", reason="Có thành tích đột xuất")
    assert any("không quá" in words for words in told), "two of four are more than 30 %"


@pytest.mark.parametrize(
    ("collective", "proposed"),
    [("good", "good"), ("excellent", "excellent"), ("failed", "failed"), (None, "excellent")],
)
def test_a_head_is_rated_no_higher_than_those_he_leads(office, collective, proposed):
    """Người đứng đầu không xếp loại cao hơn mức xếp loại của tập thể do mình phụ trách."""
    criteria = office.set_of("Người đứng đầu", [row("Lãnh đạo, chỉ đạo", 60), row("Trách nhiệm nêu gương", 40)])
    rating = office.save(
        "rating", target="Ủy ban nhân dân xã", year=2025, subject_kind="unit", set="Khác", self_total=80
    )
    if collective:
        reason = {} if collective == "good" else {"reason": "Theo kết luận kiểm tra"}
        office.save("rating", rating, rank=collective, **reason)
    shared = {"set": "Người đứng đầu", "year": 2025, "target": "Nguyễn Văn Hùng", "subject_kind": "head"}
    head = office.save("cadre_rating", collective=rating, **shared)
    for criterion, points in zip(criteria.values(), ("57", "38,5"), strict=True):
        office.save("rating_mark", subject=head, criterion=criterion, self_points=points)
    found = office.standing(head)
    assert (found.total, found.rank) == (Fraction("95.5"), proposed)
    assert [str(why) for why in found.barred] == (
        [] if proposed == "excellent" else ["không cao hơn mức của tập thể “Ủy ban nhân dân xã”"]
    )
    if proposed != "excellent":
        with pytest.raises(InvalidRecord, match="Mức đề xuất"):
            office.save("cadre_rating", head, rank="excellent")


def test_seven_parts_are_what_one_rates_oneself_and_three_what_the_people_say(office):
    """Chỉ số cải cách hành chính: điểm thẩm định 70%, điều tra mức độ hài lòng 30%, cùng thang 100 điểm."""
    rows = [row("Thể chế", 20), row("Thủ tục hành chính", 30), row("Chuyển đổi số", 25), row("Tác động", 25)]
    criteria = office.set_of("Chỉ số", rows)
    starts = {"excellent_from": 90, "good_from": 80, "fair_from": 70, "done_from": 60}
    scheme = office.save("rating_scheme", name="Chỉ số", adds_up=True, self_share=70, **starts)
    uid = office.save("rating", target="Xã", year=2025, subject_kind="unit", set="Chỉ số", scheme=scheme)
    given = {"self_points": ("18,5", "27", "21", "22,25"), "review_points": ("15", "24,5", "20", "19")}
    for place, criterion in enumerate(criteria.values()):
        points = {name: values[place] for name, values in given.items()}
        office.save("rating_mark", subject=uid, criterion=criterion, **points)
    own, people = (sum(map(number, values)) for values in given.values())
    expected = rounded(own * Fraction(70, 100) + people * Fraction(30, 100))
    assert (office.standing(uid).total, office.standing(uid).rank) == (expected, "good")
    assert not any("Tổng điểm tối đa" in words for words in office.warnings("rating", uid, note="Đã đối chiếu"))


def test_a_half_is_the_mean_of_two_quarters_and_a_failed_quarter_lowers_the_year(office):
    """Chấm theo quý; 6 tháng là trung bình hai quý, năm là trung bình bốn quý; có quý kém thì năm cao nhất là khá."""
    criteria = office.set_of("Quý", [row("Nhiệm vụ thường xuyên", 70), row("Nhiệm vụ đột xuất", 30)])
    starts = {"excellent_from": 90, "good_from": 75, "fair_from": 65, "done_from": 50}
    scheme = office.save("rating_scheme", name="Quý", of_periods=True, below_failed="fair", **starts)
    shared = {"set": "Quý", "scheme": scheme, "year": 2025, "target": "Hội Nông dân", "subject_kind": "unit"}
    quarters = (("68", "29,5"), ("69", "30"), ("30", "12,25"), ("70", "30"))
    totals = []
    for place, points in enumerate(quarters, 1):
        uid = office.save("rating", period=f"quarter_{place}", **shared)
        for criterion, gave in zip(criteria.values(), points, strict=True):
            office.save("rating_mark", subject=uid, criterion=criterion, self_points=gave)
        totals.append(sum(map(number, points)))
        office.save("rating", uid, rank=office.standing(uid).rank)
    halves = [office.save("rating", period=f"half_{place}", **shared) for place in (1, 2)]
    year = office.save("rating", period="year", **shared)
    found = [office.store.get(uid).decimal("self_total") for uid in (*halves, year)]
    assert found == [rounded(sum(of) / len(of)) for of in (totals[:2], totals[2:], totals)]
    assert [office.standing(uid).rank for uid in halves] == ["excellent", "fair"]
    assert rounded(sum(totals) / 4) > 75, "by its points it would be good"
    assert (office.standing(year).rank, [str(why) for why in office.standing(year).barred]) == (
        "fair",
        ["có kỳ xếp mức thấp nhất"],
    )


def test_eight_dimensions_of_ten_points_are_added_up(office):
    """Bảng chỉ số như PAPI: tám nội dung, mỗi nội dung 1 đến 10 điểm, ba chữ số làm tròn hai; xếp bốn nhóm."""
    names = ("Tham gia", "Công khai", "Giải trình", "Kiểm soát", "Thủ tục", "Dịch vụ công", "Môi trường", "Điện tử")
    criteria = office.set_of("Chỉ số người dân", [row(name, 10) for name in names])
    scheme = office.save(
        "rating_scheme", name="Nhóm", excellent_from=46, good_from=43, done_from=40, total_most=80,
        excellent_name="Cao nhất", good_name="Trung bình cao", done_name="Trung bình thấp", failed_name="Thấp nhất",
    )  # fmt: skip
    points = ("5,12", "5,28", "4,31", "6,9", "7,25", "8,02", "3,81", "3,4")
    given = dict(zip(criteria, points, strict=True))
    uid = office.rated("Xã", criteria, given, set="Chỉ số người dân", scheme=scheme)
    assert (office.standing(uid).total, office.standing(uid).rank) == (sum(map(number, points)), "good")
    assert not any("Tổng điểm tối đa" in words for words in office.warnings("rating", uid, note="Đã đối chiếu"))


@pytest.mark.parametrize(
    ("missed", "rank"), [((), "excellent"), ((4, 9), "good"), ((0,), "failed"), (range(3, 9), "failed")]
)
def test_a_list_of_what_is_reached_or_not_with_some_that_must_be(office, missed, rank):
    """Thôn “Dân vận khéo”: 12 tiêu chí đạt hoặc không đạt; đủ 12 là tiêu biểu, từ 9 là đạt; ba tiêu chí bắt buộc."""
    rows = [row(f"Tiêu chí {place}", 1, **({"least": 1} if place < 3 else {})) for place in range(12)]
    criteria = office.set_of("Mười hai", rows)
    scheme = office.save(
        "rating_scheme",
        name="Đạt",
        excellent_from=12,
        good_from=9,
        total_most=12,
        excellent_name="Tiêu biểu",
        good_name="Đạt",
    )
    given = {name: "0" if place in missed else "1" for place, name in enumerate(criteria)}
    uid = office.rated("Thôn", criteria, given, set="Mười hai", scheme=scheme, subject_kind="village")
    assert (office.standing(uid).total, office.standing(uid).rank) == (12 - len(missed), rank)


@pytest.mark.parametrize(
    ("points", "rank", "short"),
    [
        (("30", "38", "19,5", "4", "3", "2,5"), "excellent", ()),
        (("18", "39", "20", "4", "4", "0"), "fair", ("I",)),
        (("28", "36", "16", "0", "0", "10"), "fair", ()),
        (("28", "36", "14", "4", "4", "10"), "done", ("Mức độ hài lòng",)),
    ],
)
def test_a_friendly_office_loses_points_and_wants_a_share_of_each_group(office, points, rank, short):
    """Chính quyền thân thiện: thưởng đến 5, trừ đến 8; tốt trở lên cần 65% mỗi nhóm; hài lòng dưới 15 là trung bình."""
    rows = [
        row("Công khai, một cửa", 35, group="I"),
        row("Đối thoại, tiếp công dân", 45, group="II"),
        row("Mức độ hài lòng", 20, group="III", least=15),
        row("Sáng kiến", 4, counts_as="bonus"),
        row("Được khen", 4, counts_as="bonus"),
        row("Hồ sơ quá hạn", 12, counts_as="deduction"),
    ]
    criteria = office.set_of("Thân thiện", rows)
    scheme = office.save(
        "rating_scheme", name="Thân thiện", excellent_from=90, good_from=80, fair_from=65, done_from=50, bonus_most=5,
        deduction_most=8, excellent_group=65, good_group=65, below_least="done", total_most=100,
    )  # fmt: skip
    uid = office.rated("Xã", criteria, dict(zip(criteria, points, strict=True)), set="Thân thiện", scheme=scheme)
    usual = sum(map(number, points[:3]))
    expected = min(usual + min(number(points[3]) + number(points[4]), 5) - min(number(points[5]), 8), 100)
    found = office.standing(uid)
    assert (found.total, found.rank, found.short) == (expected, rank, short)


JUDGES = ("An", "Bình", "Chi", "Dung", "Em")


def test_a_written_part_and_a_stage_of_five_judges_without_the_highest_and_the_lowest(office):
    """Thi viết 30 điểm (một ban chấm), sân khấu 70 điểm: bỏ điểm cao và thấp nhất; quá giờ trừ 3; bằng thì xét viết."""
    rows = [row("Bài viết", 30, tie_order=1), row("Chào hỏi", 20), row("Tiểu phẩm", 50)]
    criteria = office.set_of("Hội thi", rows)
    contest = office.save(
        "contest", name="Hội thi", held_on="2026-03-01", state="held", set="Hội thi", counting="trimmed"
    )
    given = {
        "Thôn Đông": ("26", ("17", "18", "18", "18", "20"), ("41", "42", "43", "44", "45"), 0),
        "Thôn Đoài": ("25", ("19", "19", "19", "15", "20"), ("43", "43", "43", "50", "30"), 0),
        "Thôn Nam": ("30", ("20", "20", "20", "20", "20"), ("40", "40", "41", "39", "40"), 3),
    }
    expected = {}
    for name, (written, hello, play, late) in given.items():
        team = office.save("contest_entry", contest=contest, team=name)
        late_by = {"deduction": late} if late else {}
        office.save(
            "mark", subject=team, criterion=criteria["Bài viết"], scorer="Ban chấm thi viết", points=written, **late_by
        )
        for part, points in (("Chào hỏi", hello), ("Tiểu phẩm", play)):
            for judge, gave in zip(JUDGES, points, strict=True):
                office.save("mark", subject=team, criterion=criteria[part], scorer=judge, points=gave)
        stage = sum(Fraction(sum(sorted(map(number, points))[1:-1]), 3) for points in (hello, play))
        expected[name] = number(written) + stage - late
    found = office.results(contest)
    assert {one.entry.text("team"): one.total for one in found} == expected
    assert expected["Thôn Đông"] == expected["Thôn Đoài"] == expected["Thôn Nam"] == 87
    assert [(one.entry.text("team"), one.rank) for one in found] == [
        ("Thôn Nam", 1),
        ("Thôn Đông", 2),
        ("Thôn Đoài", 3),
    ]


def test_a_unit_has_the_points_of_its_team_and_of_those_who_stand_alone(office):
    """Hội diễn: mỗi thôn một tiết mục tập thể và hai thuyết trình cá nhân; toàn đoàn cộng điểm; giải ngang theo mức."""
    criteria = office.set_of("Hội diễn", [row("Nội dung", 60), row("Thể hiện", 40)])
    contest = office.save(
        "contest",
        name="Hội diễn",
        held_on="2026-03-01",
        state="held",
        set="Hội diễn",
        unit_points="sum",
        counting="sum",
    )
    units = [office.save("unit", name=name, kind="village", code=name) for name in ("Thôn Một", "Thôn Hai")]
    given = [
        ("Tốp ca", 0, ("50", "30")),
        ("Lan", 0, ("55", "38,5")),
        ("Tốp múa", 1, ("58", "39")),
        ("Mai", 1, ("52", "35")),
    ]
    sums = [Fraction(), Fraction()]
    for name, unit, points in given:
        team = office.save("contest_entry", contest=contest, team=name, unit=units[unit])
        for criterion, gave in zip(criteria.values(), points, strict=True):
            for judge in JUDGES[:2]:
                office.save("mark", subject=team, criterion=criterion, scorer=judge, points=gave)
        sums[unit] += 2 * sum(map(number, points))
    found = units_of(office.results(contest), "sum")
    assert {one.unit: one.points for one in found} == dict(zip(units, sums, strict=True))
    assert [(one.unit, one.rank) for one in found] == [(units[1], 1), (units[0], 2)]
