"""Words that name a month or a quarter, said of another one."""

import datetime as dt

import pytest

from danvan_desktop.domain.named_periods import renamed

NOVEMBER, JANUARY, MARCH = dt.date(2026, 11, 30), dt.date(2027, 1, 30), dt.date(2027, 3, 30)


@pytest.mark.parametrize(
    ("text", "now", "told"),
    [
        ("Họp thôn Chùa định kỳ quý IV năm 2026", JANUARY, "Họp thôn Chùa định kỳ quý I năm 2027"),
        ("Quý 4/2026: họp định kỳ", MARCH, "Quý 1/2027: họp định kỳ"),
        ("Họp định kỳ quý IV", JANUARY, "Họp định kỳ quý I"),
        ("Sinh hoạt tháng 11 năm 2026", JANUARY, "Sinh hoạt tháng 01 năm 2027"),
        ("Sinh hoạt tháng 11/2026", MARCH, "Sinh hoạt tháng 3/2027"),
        ("Giao ban tháng 11", JANUARY, "Giao ban tháng 01"),
    ],
)
def test_words_of_the_time_itself_follow_it(text: str, now: dt.date, told: str) -> None:
    assert renamed(text, NOVEMBER, now) == told


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện nghị quyết quý III năm 2026",
        "Kết luận quý IV năm 2025",
        "Thông báo ngày 20 tháng 11 năm 2026",
        "Thu quỹ trong 11 tháng",
        "Tháng 111",
        "quý vị đại biểu",
        "Tổng kết công tác năm 2026",
        "Bàn mức đóng góp làm đường",
    ],
)
def test_other_times_and_other_words_stay(text: str) -> None:
    assert renamed(text, NOVEMBER, JANUARY) == text


def test_within_the_same_quarter_nothing_changes() -> None:
    assert renamed("Họp quý IV năm 2026", NOVEMBER, dt.date(2026, 12, 30)) == "Họp quý IV năm 2026"


def test_a_month_in_one_figure_stays_in_one() -> None:
    assert renamed("tháng 3", dt.date(2026, 3, 1), dt.date(2026, 2, 1)) == "tháng 2"
