"""Papers and figures of contests, held against what was typed."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import docx

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.figures import FIGURES, ReportFigures
from danvan_desktop.reports.printing import print_form
from danvan_desktop.reports.style import FileFormat

if TYPE_CHECKING:
    from tests.reports.conftest import Office

JUDGES = ("Lê Văn Cường", "Phạm Thị Dung")


def contest(office: Office, name: str = "Hội thi", day: str = "2026-09-10", **values: object) -> str:
    made = {"name": name, "unit": office.store.unit.uid, "held_on": day, "state": "held", "set": "Hội thi"}
    return office.save("contest", **(made | values))


def parts(office: Office) -> list[str]:
    made = {"set": "Hội thi", "version": "2026"}
    given = (("Chào hỏi", 20), ("Kiến thức", 30))
    return [office.save("criterion", **made, order=n, name=name, maximum=m) for n, (name, m) in enumerate(given, 1)]


def marked(office: Office) -> str:
    """Save a contest of three teams: 44,25 less 0,5; 43,75; none."""
    one, (hello, knowledge) = contest(office), parts(office)
    first = office.save("contest_entry", contest=one, team="Thôn Đông", draw=2, prize="first", money=2_000_000)
    second = office.save("contest_entry", contest=one, team="Thôn Tây", draw=1, prize="second", money=1_000_000)
    office.save("contest_entry", contest=one, team="Thôn Bắc", draw=3)
    given = (
        (first, hello, (18, "18.5"), "0.5"),
        (first, knowledge, (26, 26), None),
        (second, hello, (17, 18), None),
        (second, knowledge, (26, "26.5"), None),
    )
    for team, part, points, deduction in given:
        for place, (judge, value) in enumerate(zip(JUDGES, points, strict=True)):
            less = deduction if not place else None
            office.save("mark", subject=team, criterion=part, scorer=judge, points=value, deduction=less)
    return one


def shown(office: Office) -> dict[str, int]:
    store = office.store
    measured = ReportFigures(store, store.unit.uid, "work-report", Period.parse("2026-Q3"), dt.date(2026, 10, 5))
    return {code: measured[code].value.shown for code in FIGURES if code.startswith("contests.")}


def test_figures_are_what_was_typed(office: Office) -> None:
    typed = (
        ("2026-06-30", "held", "commune", 100, (("first", 5),)),
        ("2026-07-01", "held", "village", 200, (("first", 6), ("none", 7), (None, 8))),
        ("2026-09-30", "held", "commune", 300, (("second", 5), ("special", 4))),
        ("2026-10-01", "planned", "commune", 400, ((None, 3),)),
    )
    for place, (day, state, level, audience, teams) in enumerate(typed):
        made = contest(office, f"Hội thi {place}", day, state=state, level=level, audience=audience)
        for number, (prize, members) in enumerate(teams):
            office.save("contest_entry", contest=made, team=f"Đội {number}", members=members, prize=prize)
    counted = [one for one in typed if "2026-07-01" <= one[0] <= "2026-09-30" and one[1] != "planned"]
    teams = [team for one in counted for team in one[4]]
    found = shown(office)
    assert found["contests.held"] == len(counted) == 2
    assert found["contests.held.level.village"] == 1
    assert found["contests.audience"] == sum(one[3] for one in counted)
    assert found["contests.teams"] == len(teams)
    assert found["contests.members"] == sum(members for _prize, members in teams)
    assert found["contests.prizes"] == sum(prize not in (None, "none") for prize, _members in teams) == 3
    assert found["contests.prizes.prize.special"] == 1
    text = office.printed("work-report", period="2026-Q3").whole_text
    assert "hội thi với" in text


def test_the_table_of_totals_has_means_deductions_totals_ranks_and_prizes(office: Office) -> None:
    text = office.printed("contest-ranking", marked(office)).whole_text
    assert "1 Thôn Tây 17,50 26,25 43,75 1 Nhì" in text
    assert "2 Thôn Đông 18,25 26,00 0,5 43,75 1 Nhất" in text
    assert "3 Thôn Bắc" in text
    assert "Đồng điểm, cùng xếp thứ 1: Thôn Tây, Thôn Đông" in text


def test_each_judge_has_a_sheet_with_what_he_gave(office: Office) -> None:
    printed = office.printed("contest-sheets", marked(office))
    assert printed.result.pages == 2
    assert "1 Thôn Tây 18,0 26,5 44,5" in printed.whole_text
    assert "2 Thôn Đông 18 26 0,5 43,5" in printed.whole_text


def test_a_judge_whose_name_is_written_in_two_ways_has_one_sheet(office: Office) -> None:
    one, (hello, knowledge) = contest(office), parts(office)
    team = office.save("contest_entry", contest=one, team="Thôn Đông")
    for part, judge, points in ((hello, "Lê Văn Cường", 18), (knowledge, "LÊ VĂN CƯỜNG", 26)):
        office.save("mark", subject=team, criterion=part, scorer=judge, points=points)
    printed = office.printed("contest-sheets", one)
    assert printed.result.pages == 1
    assert "1 Thôn Đông 18 26 44" in printed.whole_text


def test_the_blank_sheet_has_the_teams_in_their_order_and_no_points(office: Office) -> None:
    text = office.printed("contest-blank-sheet", marked(office)).whole_text
    assert text.index("Thôn Tây") < text.index("Thôn Đông") < text.index("Thôn Bắc")
    assert "26,5" not in text
    assert "tối đa 20" in text.replace("  ", " ")


def test_the_decision_lists_the_prizes_with_their_money(office: Office) -> None:
    text = office.printed("contest-decision", marked(office)).whole_text
    assert "1. Giải Nhất: Thôn Đông, tiền thưởng 2.000.000 đồng." in text
    assert "2. Giải Nhì: Thôn Tây, tiền thưởng 1.000.000 đồng." in text
    assert "Tổng số tiền thưởng là 3.000.000 đồng" in text
    assert "Thôn Bắc" not in text


def test_prizes_beside_those_of_the_ranks_are_counted_and_printed(office: Office) -> None:
    """As of the contest of Bình Phước of 2023: prizes of the whole, shared ones, and others for single parts."""
    one = marked(office)
    teams = {team.text("team"): team.uid for team in office.store.children(one, "contest_entry")}
    best = "Nhất phần thi Kiến thức; Thuyết trình hay nhất"
    office.store.save(Draft("contest_entry", {"side_prizes": best, "side_money": 700_000}, teams["Thôn Bắc"]))
    office.store.save(Draft("contest_entry", {"side_prizes": "Tiểu phẩm hay nhất"}, teams["Thôn Tây"]))
    text = office.printed("contest-decision", one).whole_text
    assert "cho 03 đội" in text
    assert "3. Giải phụ (tiểu phẩm hay nhất): Thôn Tây." in text
    beside = "4. Giải phụ (nhất phần thi Kiến thức; thuyết trình hay nhất): Thôn Bắc, tiền thưởng 700.000 đồng."
    assert beside in " ".join(text.split())
    assert "Tổng số tiền thưởng là 3.700.000 đồng" in text
    assert "Tiểu phẩm hay nhất" in office.printed("contest-ranking", one).whole_text
    assert shown(office)["contests.side_prizes"] == 3
    assert shown(office)["contests.prizes"] == 2
    told = " ".join(office.printed("work-report", period="2026-Q3").whole_text.split())
    assert "trao 02 giải, 03 giải phụ kèm theo" in told, told[told.index("hội thi với") - 40 :][:160]
    office.store.save(Draft("contest_entry", {"side_prizes": ""}, teams["Thôn Tây"]))
    assert shown(office)["contests.side_prizes"] == 2, "the number keeps up with the names"


def test_teams_of_one_prize_stand_as_they_are_ranked(office: Office) -> None:
    one = contest(office)
    for draw, team in enumerate(("Thôn Đông", "Thôn Hạ"), 1):
        office.save("contest_entry", contest=one, team=team, draw=draw, prize="second")
    text = office.printed("contest-decision", one).whole_text
    assert text.index("Thôn Đông") < text.index("Thôn Hạ"), "Đ comes before H, and drew before"


def test_the_criteria_of_a_contest_are_not_those_that_models_are_scored_by(office: Office) -> None:
    office.save("criterion", set="Dân vận khéo", version="2026", name="Hiệu quả", maximum=50)
    marked(office)
    text = office.printed("model-scoring", office.model()).whole_text
    assert "Hiệu quả" in text
    assert "Chào hỏi" not in text


def test_a_half_is_rounded_up_and_who_did_not_mark_a_team_is_named(office: Office) -> None:
    one, (hello, knowledge) = contest(office), parts(office)
    given = (("Thôn Đông", "18.25", "18"), ("Thôn Tây", "17", None))
    for team, *points in given:
        entry = office.save("contest_entry", contest=one, team=team)
        for judge, value in zip(JUDGES, points, strict=True):
            if value is not None:
                for part in (hello, knowledge):
                    office.save("mark", subject=entry, criterion=part, scorer=judge, points=value)
    text = " ".join(office.printed("contest-ranking", one).whole_text.split())
    assert "18,13 18,13 36,25 1" in text
    assert "tổng điểm cộng từ điểm chưa làm tròn" in text
    assert "Thôn Tây: 1/2 giám khảo chấm, không có điểm của Phạm Thị Dung." in text


def test_parts_left_out_are_named_with_their_judge_and_those_of_nobody_are_told_to_count_nought(office: Office) -> None:
    one, (hello, knowledge) = contest(office), parts(office)
    east, west, north = (office.save("contest_entry", contest=one, team=team) for team in ("Đông", "Tây", "Bắc"))
    first, second = JUDGES
    for entry, part, judge in (
        (east, hello, first),
        (east, hello, second),
        (east, knowledge, first),
        (east, knowledge, second),
        (west, hello, first),
        (west, hello, second.upper()),
        (north, knowledge, first),
        (north, knowledge, second),
    ):
        office.save("mark", subject=entry, criterion=part, scorer=judge, points=10)
    office.save("mark", subject=west, criterion=knowledge, scorer=second, points=10)
    office.save("contest_entry", contest=one, team="Nam")
    text = " ".join(office.printed("contest-ranking", one).whole_text.split())
    assert f"Tây: 2/2 giám khảo chấm, {first} chưa chấm phần “Kiến thức”." in text
    assert "Phần “Chào hỏi” chưa ai chấm, tính 0 điểm: Bắc." in text
    assert "Bắc: 2/2 giám khảo chấm, " in text
    assert "Nam: chưa có điểm nên chưa xếp hạng." in text
    assert "Đông: " not in text


def test_where_each_part_has_a_jury_of_its_own_the_mean_is_told_to_be_that_of_the_part(office: Office) -> None:
    one, of_parts = contest(office), parts(office)
    entry = office.save("contest_entry", contest=one, team="Đông")
    for part, judge in zip(of_parts, JUDGES, strict=True):
        office.save("mark", subject=entry, criterion=part, scorer=judge, points=10)
    text = " ".join(office.printed("contest-ranking", one).whole_text.split())
    assert "trung bình cộng điểm của các giám khảo chấm phần ấy" in text
    assert "giám khảo chấm," not in text, "nobody left anything out"


def test_under_the_totals_it_is_told_how_the_contest_counts(office: Office) -> None:
    one, part = contest(office), parts(office)[0]
    office.store.save(Draft("contest", {"counting": "trimmed"}, one))
    entry = office.save("contest_entry", contest=one, team="Đông")
    for judge, points in enumerate((3, 10, 11, 20)):
        office.save("mark", subject=entry, criterion=part, scorer=f"Giám khảo {judge}", points=points)
    text = " ".join(office.printed("contest-ranking", one).whole_text.split())
    assert "là trung bình cộng điểm của 04 giám khảo, bỏ một điểm cao nhất và một điểm thấp nhất" in text
    assert " 10,5 " in text


def test_who_goes_on_from_a_round_of_clusters_is_told_by_table_and_register(office: Office) -> None:
    one = marked(office)
    assert "Vào chung kết" not in office.printed("contest-ranking", one).whole_text
    office.store.save(Draft("contest", {"round": "cluster"}, one))
    team = next(entry for entry in office.store.list("contest_entry") if entry.text("team") == "Thôn Tây")
    office.store.save(Draft("contest_entry", {"to_final": True}, team.uid))
    table = " ".join(office.printed("contest-ranking", one).whole_text.split())
    assert "Kết quả" in table
    assert "Vào chung kết" in table
    register = " ".join(office.printed("contest-register", period="2026-Q3").whole_text.split())
    assert "Vào chung kết: Thôn Tây" in register


def test_each_judge_signs_his_sheet_above_his_name_and_all_sign_the_totals(office: Office) -> None:
    one = marked(office)
    sheets = office.printed("contest-sheets", one).whole_text
    for judge in JUDGES:
        assert f"GIÁM KHẢO (Ký, ghi rõ họ tên) {judge}" in " ".join(sheets.split())
    totals = " ".join(office.printed("contest-ranking", one).whole_text.split())
    assert "Các giám khảo ký xác nhận: TT Giám khảo Ký tên Ghi chú 1 Lê Văn Cường 2 Phạm Thị Dung" in totals
    blank = " ".join(office.printed("contest-blank-sheet", one).whole_text.split())
    assert blank.endswith("GIÁM KHẢO (Ký, ghi rõ họ tên)")


def test_the_table_tells_who_is_not_ranked_what_told_teams_apart_and_which_unit_leads(office: Office) -> None:
    one, (hello, knowledge) = contest(office, unit_points="sum", counting="trimmed_judges"), parts(office)
    office.store.save(Draft("criterion", {"tie_order": 1, "least": 5}, knowledge))
    for name, points in (("Đông", (10, 20)), ("Tây", (12, 18)), ("Bắc", (20, 4))):
        entry = office.save("contest_entry", contest=one, team=name, unit=office.village)
        for part, given in zip((hello, knowledge), points, strict=True):
            office.save("mark", subject=entry, criterion=part, scorer=JUDGES[0], points=given)
    text = " ".join(office.printed("contest-ranking", one).whole_text.split())
    assert "bỏ giám khảo cho đội tổng điểm cao nhất" in text
    assert "Bắc: dưới điểm tối thiểu của phần “Kiến thức” nên không xếp hạng." in text
    assert "Các đội bằng tổng điểm được xếp theo điểm phần “Kiến thức”." in text
    assert "Xếp hạng toàn đoàn theo cộng điểm các đội, thí sinh của từng đơn vị:" in text
    assert f"{office.store.title(office.village)} 03 84 1 Giám khảo" in text
    assert "Đồng điểm" not in text


def test_the_sheet_of_every_judge_says_what_it_is(office: Office) -> None:
    """Each is signed by itself: one that begins a page has a title of its own."""
    printed = office.printed("contest-sheets", marked(office))
    texts = [page.extract_text() for page in printed.pages]
    assert len(texts) == len(JUDGES)
    for words in ("PHIẾU CHẤM ĐIỂM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ỦY BAN NHÂN DÂN"):
        assert all(words in text for text in texts)


def test_the_sheet_of_every_judge_has_its_head_in_word_too(office: Office) -> None:
    stream = io.BytesIO()
    print_form(form_of("contest-sheets"), office.context(marked(office)), stream, file_format=FileFormat.DOCX)
    tables = docx.Document(stream).tables
    assert ["CỘNG HÒA" in table.rows[0].cells[-1].text for table in tables].count(True) == len(JUDGES)
