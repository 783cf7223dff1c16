"""Papers and figures of ratings are what was typed."""

import datetime as dt
from dataclasses import replace

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.document import FillLines
from danvan_desktop.reports.figures import ReportFigures
from danvan_desktop.reports.style import Style

DAY = dt.date(2026, 10, 1)
SET = "Bộ tiêu chí 2025"


@pytest.fixture
def rated(office):
    criteria = [
        office.save("criterion", set=SET, version="2025", order=order, name=name, maximum=most)
        for order, (name, most) in enumerate((("Nắm tình hình", 40), ("Dân chủ ở cơ sở", 60)), 1)
    ]
    shared = {"year": 2025, "set": SET}
    first = office.save("rating", target_unit=office.village, subject_kind="village", self_rank="excellent", **shared)
    for criterion, own, reviewed in zip(criteria, ("38.5", 55), (37, "51.25"), strict=True):
        given = {"self_points": own, "review_points": reviewed, "evidence": "Sổ họp"}
        office.save("rating_mark", subject=criterion and first, criterion=criterion, **given)
    edit(office, "rating", first, rank="good", decided_on="2026-01-20", decision_number="31-QĐ/ĐU")
    decided = {"decided_on": "2026-01-20", "decision_number": "31-QĐ/ĐU"}
    out = {"ineligible": True, "ineligible_reason": "Mới kiện toàn"}
    office.save("rating", target="Tổ dân vận", subject_kind="team", **shared, **out, **decided)
    same = {"self_total": 95, "self_rank": "excellent", "rank": "excellent"}
    office.save("rating", target="Công an xã", **shared, **same, **decided)
    office.save("rating", target="Đoàn Thanh niên", **shared, self_total=70)
    office.save(
        "rating", target="Thôn Đông", subject_kind="village", year=2024, set=SET, rank="done", decided_on="2025-01-20"
    )
    return first


def edit(office, kind, uid, **values):
    from danvan_desktop.domain.record import Draft

    office.store.save(Draft(kind, values, uid))


def test_the_figures_are_what_was_typed(office, rated):
    counted = ReportFigures(office.store, office.store.unit.uid, "work-report", Period.parse("2026-Q1"), DAY)
    told = {
        code: counted.value(code).counted
        for code in ("decided", "changed", "ineligible", "decided.rank.good", "decided.rank.excellent")
        for code in [f"ratings.{code}"]
    }
    assert told == {
        "ratings.decided": 2,
        "ratings.changed": 1,
        "ratings.ineligible": 1,
        "ratings.decided.rank.good": 1,
        "ratings.decided.rank.excellent": 1,
    }


def test_few_people_are_told_as_few(office):
    for number in range(3):
        who = {"target": f"Người {number}", "year": 2025, "set": SET}
        office.save("cadre_rating", **who, rank="good", decided_on="2026-01-20")
    text = office.printed("work-report", period="2026-Q1").whole_text
    assert "xếp loại về công tác dân vận: dưới 5 người." in text
    assert "Người 1" not in text


def test_the_sheet_has_the_columns_and_the_sums(office, rated):
    text = " ".join(office.printed("rating-sheet", rated).whole_text.split())
    for words in ("Minh chứng", "38,5", "51,25", "93,5", "88,25", "Sổ họp"):
        assert words in text


def test_the_table_of_the_year_has_proposed_and_decided_rank_and_who_waits(office, rated):
    text = " ".join(office.printed("rating-summary", period="2025").whole_text.split())
    assert "Tổng số 04 đơn vị; đã quyết định 03 đơn vị, gồm" in text
    assert "không đủ điều kiện xếp loại: 01" in text
    assert "Đoàn Thanh niên" in text


def test_the_table_says_which_points_rounds_that_add_up_come_to(office):
    scheme = office.save("rating_scheme", name="Thang", good_from=90, self_cap=90, review_cap=10, adds_up=True)
    office.save("rating", target="Thôn Đông", year=2025, set=SET, scheme=scheme, self_total="84.75", review_total="8.5")
    text = " ".join(office.printed("rating-summary", period="2025").whole_text.split())
    assert "93,25 điểm" in text


def test_years_are_compared(office, rated):
    text = " ".join(office.printed("rating-years", period="2025").whole_text.split())
    assert "Tăng" in text
    assert "Không đủ điều kiện" in text


def test_notice_and_minutes_name_all_of_the_same_decision(office, rated):
    notice = " ".join(office.printed("rating-notice", rated).whole_text.split())
    assert "31-QĐ/ĐU" in notice
    assert "Công an xã" in notice
    assert "Mới kiện toàn".lower() in notice.lower()
    minutes = " ".join(office.printed("rating-minutes", rated).whole_text.split())
    assert "Đoàn Thanh niên: mức xếp loại" in minutes


def test_minutes_leave_room_for_the_votes_on_each(office, rated):
    minutes = " ".join(office.printed("rating-minutes", rated).whole_text.split())
    assert "số phiếu phát ra: ………; số phiếu thu về: ………; số phiếu hợp lệ: ………." in minutes
    asked = office.store.get(rated)
    same = {name: asked.get(name) for name in ("unit", "year", "period")}
    ratings = [one for one in office.store.find("rating", **same) if not one.get("ineligible")]
    assert minutes.count("; số phiếu đồng ý: ………, không đồng ý: ……….") == len(ratings)


@pytest.mark.parametrize(("style", "writer"), [(Style.PARTY, "Người ghi biên bản:"), (Style.STATE, "Thư ký:")])
def test_minutes_name_who_writes_them_as_their_body_does(office, rated, style, writer):
    document = form_of("rating-minutes").build(replace(office.context(rated), style=style))
    assert not document.header.place_date
    assert writer in [one.label for one in document.blocks if isinstance(one, FillLines)]


def test_points_of_a_register_are_written_alike(office, rated):
    text = " ".join(office.printed("rating-register", period="2026-Q1").whole_text.split())
    assert "95,0 Hoàn thành" in text
    assert "93,5 Hoàn thành" in text


def test_the_year_report_tells_the_ranks_in_its_third_part(office, rated):
    text = " ".join(office.printed("work-report", period="2026-Q1").whole_text.split())
    assert "Đã quyết định 02 lượt đánh giá, xếp loại công tác dân vận của các đơn vị" in text
    assert "01 lượt có mức khác mức tự chấm" in text


def test_a_unit_rated_for_a_half_and_for_the_year_is_not_told_as_two_units(office):
    shared = {"target": "Công an xã", "set": SET, "year": 2025, "self_total": 92, "rank": "excellent"}
    for period, day in (("half_1", "2025-07-10"), ("year", "2025-12-10")):
        office.save("rating", period=period, decided_on=day, decision_number="31-QĐ/ĐU", **shared)
    text = " ".join(office.printed("work-report", period="2025").whole_text.split())
    assert "Đã quyết định 02 lượt đánh giá, xếp loại công tác dân vận của các đơn vị" in text
    assert "Công an xã (6 tháng đầu" in text
    assert "02 đơn vị" not in text


def test_a_scheme_calls_its_ranks_as_its_province_does(office):
    """As the rules of several provinces: tốt, khá, trung bình, yếu, in place of the ranks of Quy định 366-QĐ/TW."""
    names = {"excellent_name": "Tốt", "good_name": "Khá", "done_name": "Trung bình", "failed_name": "Yếu"}
    scheme = office.save("rating_scheme", name="Thang của tỉnh", excellent_from=85, good_from=70, done_from=50, **names)
    shared = {"year": 2025, "set": SET, "decided_on": "2026-01-20", "decision_number": "31-QĐ/ĐU"}
    first = office.save(
        "rating", target="Công an xã", scheme=scheme, self_total=72, self_rank="excellent", rank="good", **shared
    )
    office.save("rating", target="Thôn Đoài", scheme=scheme, self_total=40, rank="failed", **shared)
    office.save("rating", target="Đoàn Thanh niên", self_total=75, rank="good", **shared)

    def told(form, uid="", **options):
        return " ".join(office.printed(form, uid, **options).whole_text.split())

    notice = told("rating-notice", first)
    assert "1. Khá (01 đơn vị): - Công an xã." in notice
    assert "2. Hoàn thành tốt nhiệm vụ (01 đơn vị): - Đoàn Thanh niên." in notice
    assert "3. Yếu (01 đơn vị): - Thôn Đoài." in notice
    summary = told("rating-summary", period="2025")
    assert "gồm khá: 01; hoàn thành tốt nhiệm vụ: 01; yếu: 01" in summary
    assert "72 Tốt Khá Khá" in summary
    assert "- Công an xã: khá; số phiếu đồng ý: ………, không đồng ý: ………." in told("rating-minutes", first)
    assert "Khá" in told("rating-years", period="2025")
    assert "Khá" in told("rating-register", period="2026-Q1")
    with pytest.raises(InvalidRecord, match="Mức đề xuất theo điểm là “Khá”"):
        office.save("rating", target="Thôn Hạ", scheme=scheme, self_total=75, rank="excellent", **shared)


def test_the_sheet_says_which_points_are_given_beside_and_which_are_taken(office):
    made = {"set": SET, "version": "2025"}
    usual = office.save("criterion", **made, order=1, name="Nắm tình hình", maximum=100)
    merit = office.save("criterion", **made, order=2, name="Được khen", maximum=5, counts_as="bonus")
    taken = office.save("criterion", **made, order=3, name="Điểm trừ do báo cáo chậm", maximum=5, counts_as="deduction")
    uid = office.save("rating", target="Công an xã", year=2025, set=SET)
    for criterion, points in ((usual, 90), (merit, 3), (taken, 2)):
        office.save("rating_mark", subject=uid, criterion=criterion, self_points=points)
    text = " ".join(office.printed("rating-sheet", uid).whole_text.split())
    assert "Được khen (điểm thưởng) 5 3" in text
    assert "Điểm trừ do báo cáo chậm 5 −2" in text
    assert "Tổng điểm 100 91" in text


def test_the_sheet_heads_the_criteria_of_a_group_with_their_sum(office):
    made = {"set": SET, "version": "2025"}
    for order, (group, name, most) in enumerate(
        (("Lãnh đạo", "Nghị quyết", 20), ("Lãnh đạo", "Phân công", 10), ("Dân chủ", "Công khai", 70)), 1
    ):
        office.save("criterion", **made, order=order, group=group, name=name, maximum=most)
    uid = office.save("rating", target="Công an xã", year=2025, set=SET)
    for one, points in zip(office.store.list("criterion"), ("18.5", 9, 60), strict=True):
        office.save("rating_mark", subject=uid, criterion=one.uid, self_points=points)
    text = " ".join(office.printed("rating-sheet", uid).whole_text.split())
    assert (
        "I Lãnh đạo 30 27,5 1 Nghị quyết 20 18,5 2 Phân công 10 9 II Dân chủ 70 60 3 Công khai 70 60"
        in text.replace(",0 ", " ").replace(",00", "")
    )


@pytest.mark.parametrize(("best", "is_told"), [(1, False), (2, True)])
def test_more_of_the_best_than_the_share_of_the_scheme_are_told_before_it_is_signed(office, best, is_told):
    scheme = office.save("rating_scheme", name="Thang tỉnh", excellent_from=90, good_from=70, excellent_share=20)
    for number in range(5 + best):
        points, rank = (95, "excellent") if number < best else (80, "good")
        given = {"target": f"Đơn vị {number}", "year": 2025, "set": SET, "scheme": scheme, "self_total": points}
        office.save(
            "rating", **given, review_total=points, rank=rank, decided_on="2026-01-20", decision_number="3-QĐ/ĐU"
        )
    text = " ".join(office.printed("rating-summary", period="2025").whole_text.split())
    words = (
        "Cần xem lại: 02 đơn vị hoàn thành xuất sắc nhiệm vụ, 05 đơn vị hoàn thành tốt nhiệm vụ; quá tỷ lệ 20% theo"
        " thang xếp loại “Thang tỉnh”."
    )
    assert (words in text) is is_told
    assert ("Cần xem lại" in text) is is_told


def test_the_sheet_tells_how_points_count_and_what_the_scheme_makes_of_them(office):
    rows = (
        {"name": "Nắm tình hình", "maximum": 40, "weight": 2, "least": 20},
        {"name": "Thu hồi đất", "maximum": 20},
        {"name": "Chậm báo cáo", "maximum": 5, "counts_as": "deduction", "group": "Điểm trừ"},
    )
    first, second, third = (
        office.save("criterion", set=SET, version="2025", order=order, **one) for order, one in enumerate(rows, 1)
    )
    scheme = office.save("rating_scheme", name="Thang", excellent_from=90, done_from=50, scale=100, deduction_most=4)
    uid = office.save("rating", target="Tổ dân vận", subject_kind="team", year=2025, set=SET, scheme=scheme)
    for criterion, given in (
        (first, {"self_points": 18}),
        (second, {"not_applied": True}),
        (third, {"self_points": 5}),
    ):
        office.save("rating_mark", subject=uid, criterion=criterion, **given)
    text = " ".join(office.printed("rating-sheet", uid).whole_text.split())
    assert "Nắm tình hình (hệ số 2; tối" in text
    assert "I Điểm trừ \u22125" in text
    assert "Không áp dụng" in text
    assert "Điểm đạt quy đổi từ 80 điểm tối đa của các tiêu chí áp dụng về thang 100; điểm trừ không quá 4." in text
    assert "Tổng điểm 80 41" in text, "36 of 80 are 45 of a hundred, less 4"
    table = " ".join(office.printed("rating-summary", period="2025").whole_text.split())
    assert "Không hoàn thành nhiệm vụ" in table


def test_half_a_year_is_told_without_saying_year_twice(office):
    for period, target in (("half_1", "Công an xã"), ("quarter_2", "Đoàn Thanh niên"), ("year", "Tổ dân vận")):
        shared = {"period": period, "set": SET, "rank": "good", "decided_on": "2026-08-01"}
        office.save("rating", year=2026 if period != "year" else 2025, target=target, self_total=80, **shared)
    text = " ".join(office.printed("work-report", period="2026-Q3").whole_text.split())
    assert "năm năm" not in text
    assert "(6 tháng đầu" in text
    assert "Đoàn Thanh niên (quý II" in text
    assert "Tổ dân vận (năm 2025)" in text


def test_a_unit_rated_for_half_a_year_and_the_year_is_one_unit(office):
    for period in ("half_1", "year"):
        office.save("rating", target="Thôn Đông", year=2025, set=SET, period=period)
    text = " ".join(office.printed("rating-summary", period="2025").whole_text.split())
    assert "Tổng số 02 lượt xếp loại của 01 đơn vị; đã quyết định 0 lượt." in text
