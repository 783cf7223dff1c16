"""A paper cites neither itself nor what is of a later day."""

import datetime as dt

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.document import DocumentNumber, Header
from danvan_desktop.reports.forms.citing import (
    COMMENDATION,
    LOCAL_GOVERNMENT,
    citation_of,
    may_cite,
    paper_of_number,
    with_noted_number,
)

DAY = dt.date(2026, 9, 9)


def header(number: int | None, symbol: str = "TB-UBND") -> Header:
    return Header("UBND xã", number=DocumentNumber(number, symbol))


@pytest.mark.parametrize("itself", ["07/TB-UBND", "7/TB-UBND", "Số 07/TB-UBND", "07/2026/TB-UBND", "07-TB/UBND", "07"])
def test_no_paper_cites_itself_however_its_number_is_written(itself: str) -> None:
    assert not may_cite(header(7), DAY, itself, DAY)


@pytest.mark.parametrize("other", ["12/UBND-VP", "08/TB-UBND", "07/TB-ĐU", "công văn không số"])
def test_another_paper_of_the_day_is_cited(other: str) -> None:
    assert may_cite(header(7), DAY, other, DAY)


def test_nothing_of_a_later_day_is_cited() -> None:
    assert not may_cite(header(7), DAY, "12/UBND-VP", DAY + dt.timedelta(days=1))
    assert not may_cite(header(7), DAY, "", DAY)


def test_a_number_noted_for_this_paper_is_its_own() -> None:
    assert with_noted_number(header(None), "07/TB-UBND").number == DocumentNumber(7, "TB-UBND")
    for other in ("12/UBND-VP", "12", ""):
        assert with_noted_number(header(None), other) == header(None)
    assert with_noted_number(header(3), "07/TB-UBND") == header(3)


@pytest.mark.parametrize(
    ("day", "passed"),
    [
        (dt.date(2024, 5, 1), "ngày 19 tháng 6 năm 2015"),
        (dt.date(2025, 6, 15), "ngày 19 tháng 02 năm 2025"),
        (dt.date(2025, 6, 16), "ngày 16 tháng 6 năm 2025"),
    ],
)
def test_a_decision_rests_on_the_law_that_was_in_force_on_its_day(day: dt.date, passed: str) -> None:
    assert LOCAL_GOVERNMENT.basis(day) == f"Căn cứ Luật Tổ chức chính quyền địa phương {passed};"


def test_an_award_rests_on_the_law_of_its_own_day(office) -> None:
    decided = {"proposed_on": "2023-05-02", "decision_number": "12/QĐ-UBND", "decided_on": "2023-05-05"}
    award = office.save("award", unit=office.village, subject="Chi hội Phụ nữ", **decided)
    text = office.printed("award-decision", award).whole_text
    assert COMMENDATION.basis(dt.date(2023, 5, 5)) in text
    assert "năm 2022" not in text
    assert "năm 2025" not in text


def test_a_rule_is_cited_from_the_day_on_which_it_is_in_force(office) -> None:
    context = office.context(office.meeting())
    assert citation_of(context, "dialogue.yearly_minimum", dt.date(2025, 6, 16)).startswith("Điều 43 Luật")
    assert citation_of(context, "dialogue.yearly_minimum", dt.date(2025, 6, 15)) == ""
    assert citation_of(context, "land.notice", DAY) == ""


def test_the_notice_of_a_result_says_when_it_was_answered_not_that_it_answers(office) -> None:
    reply = {"replied_on": "2026-08-20", "result": "solved", "reply_number": "07/TB-UBND"}
    text = office.printed("petition-reply", office.petition(**reply)).whole_text
    assert "Số: 07/TB-UBND" in text
    assert "Trả lời ngày 20 tháng 8 năm 2026." in text
    assert "tại văn bản" not in text


def test_minutes_know_nothing_of_later_days(office) -> None:
    petition = office.petition("012/2026", received_on="2026-09-08")
    later = {"conclusion_notice_number": "45/TB-UBND", "conclusion_notice_date": "2026-09-12"}
    dialogue = office.dialogue(**later)
    office.store.save(Draft("opinion", {"gathering": dialogue, "content": "Đề nghị đo lại", "petition": petition}))
    text = office.printed("dialogue-minutes", dialogue).whole_text
    assert "45/TB-UBND" not in text
    assert "012/2026" not in text
    same_day = office.dialogue(**(later | {"conclusion_notice_date": "2026-09-05"}))
    assert "Thông báo kết luận số 45/TB-UBND" in office.printed("dialogue-minutes", same_day).whole_text


@pytest.mark.parametrize(
    ("number", "named"),
    [
        ("12/KH-UBND", "Kế hoạch số 12/KH-UBND"),
        ("03-TB/ĐU", "Thông báo số 03-TB/ĐU"),
        ("11/QĐ-MTTQ-BTT", "Quyết định số 11/QĐ-MTTQ-BTT"),
        ("45/UBND-VP", "văn bản số 45/UBND-VP"),
        ("45", "văn bản số 45"),
    ],
)
def test_a_paper_is_named_by_its_kind_where_its_symbol_tells_it(number: str, named: str) -> None:
    assert paper_of_number(number) == named
