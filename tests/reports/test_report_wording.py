from __future__ import annotations

import datetime as dt

import pytest

from danvan_desktop.domain.period import Period, PeriodError
from danvan_desktop.localization import Translator
from danvan_desktop.reports.wording import (
    Person,
    about,
    addressed,
    bare_name,
    date_words,
    dialogue_about,
    person,
    place_name,
    sentence,
    time_words,
    within_sentence,
)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (dt.date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (dt.date(2026, 10, 31), "ngày 31 tháng 10 năm 2026"),
        (None, "ngày …… tháng …… năm ………"),
    ],
)
def test_days_and_the_first_two_months_take_a_leading_nought(day: dt.date | None, words: str) -> None:
    assert date_words(day) == words


def test_hours_are_said_in_words_or_left_to_the_hand() -> None:
    assert time_words(dt.time(7, 5)) == "07 giờ 05 phút"
    assert time_words(None) == "…… giờ …… phút"


@pytest.mark.parametrize(
    ("unit", "place"),
    [
        ("Xã Đông Sơn", "Đông Sơn"),
        ("Thành phố Bắc Giang", "Bắc Giang"),
        ("Phường 5", "Phường 5"),
        ("Xã", "Xã"),
        ("Đông Sơn", "Đông Sơn"),
    ],
)
def test_a_place_is_the_unit_s_name_without_its_type_unless_a_number(unit: str, place: str) -> None:
    assert place_name(unit) == place


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("Bàn mức đóng góp", "Về việc bàn mức đóng góp"),
        ("Về việc bàn mức đóng góp", "Về việc bàn mức đóng góp"),
        ("V/v thu quỹ", "Về việc thu quỹ"),
        ("BHYT toàn dân", "Về việc BHYT toàn dân"),
        ("Tết Trung thu", "Về việc Tết Trung thu"),
        ("Ẩ", "Về việc ẩ"),
    ],
)
def test_a_subject_is_set_into_its_phrase(subject: str, words: str) -> None:
    assert about(subject) == words


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Nguyễn Văn An, Trưởng thôn", Person("Nguyễn Văn An", "Trưởng thôn")),
        ("Nguyễn Văn An - Bí thư, Trưởng thôn", Person("Nguyễn Văn An", "Bí thư, Trưởng thôn")),
        ("  Nguyễn Văn An ", Person("Nguyễn Văn An")),
        ("", Person("")),
    ],
)
def test_a_person_is_read_with_the_position(text: str, read: Person) -> None:
    assert person(text) == read


def test_a_title_is_written_once_and_not_signed() -> None:
    assert addressed("Nguyễn Văn An") == "Ông (bà) Nguyễn Văn An"
    assert addressed("Bà Lê Thị Hoa") == "Bà Lê Thị Hoa"
    assert bare_name("Đồng chí Lê Thị Hoa") == "Lê Thị Hoa"
    assert bare_name("Ôn Thị Hoa") == "Ôn Thị Hoa"


def test_short_forms_keep_their_capitals_and_sentences_their_end() -> None:
    assert within_sentence("UBND xã") == "UBND xã"
    assert within_sentence("Thôn Đông") == "thôn Đông"
    assert [sentence(text) for text in ("a", "a.", "a…", "a. ")] == ["a.", "a.", "a…", "a."]


@pytest.mark.parametrize(
    ("code", "first", "last", "title"),
    [
        ("2026-Q3", dt.date(2026, 7, 1), dt.date(2026, 9, 30), "Quý III năm 2026"),
        (" 2026-q1 ", dt.date(2026, 1, 1), dt.date(2026, 3, 31), "Quý I năm 2026"),
        ("2026-H1", dt.date(2026, 1, 1), dt.date(2026, 6, 30), "6 tháng đầu năm 2026"),
        ("2026-H2", dt.date(2026, 7, 1), dt.date(2026, 12, 31), "6 tháng cuối năm 2026"),
        ("2028-02", dt.date(2028, 2, 1), dt.date(2028, 2, 29), "Tháng 2 năm 2028"),
        ("2026", dt.date(2026, 1, 1), dt.date(2026, 12, 31), "Năm 2026"),
    ],
)
def test_periods_are_read_from_their_codes(code: str, first: dt.date, last: dt.date, title: str) -> None:
    period = Period.parse(code)
    assert (period.first, period.last) == (first, last)
    assert Translator("vi")(period.title) == title
    assert Period.parse(period.code) == period


@pytest.mark.parametrize("code", ["", "Q3", "2026-Q5", "2026-13", "2026-H3", "26-Q1", "2026-Q3-1", "năm nay"])
def test_another_text_is_no_period(code: str) -> None:
    with pytest.raises(PeriodError, match="không phải là kỳ báo cáo"):
        Period.parse(code)


def test_a_day_lies_in_its_quarter() -> None:
    assert [Period.quarter_of(dt.date(2026, month, 1)).code[-2:] for month in range(1, 13)] == [
        *["Q1"] * 3,
        *["Q2"] * 3,
        *["Q3"] * 3,
        *["Q4"] * 3,
    ]


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        ("Giải phóng mặt bằng", "với Nhân dân về giải phóng mặt bằng"),
        ("Đối thoại với các chức sắc", "với các chức sắc"),
        ("Đối thoại về xe quá tải", "với Nhân dân về xe quá tải"),
        ("Về giá nước", "với Nhân dân về giá nước"),
        ("Với thanh niên", "với thanh niên"),
    ],
)
def test_the_topic_of_a_dialogue_is_not_said_twice(topic: str, words: str) -> None:
    assert dialogue_about(topic) == words
