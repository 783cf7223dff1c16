"""People whom a store knows, found in texts however they are written."""

import pytest

from danvan_desktop.domain.people import KnownPeople, Telling

KNOWN = KnownPeople(["Nguyễn Thị Hương", "Trần Bảo", "Lò Văn  Hòa", "Gái"], ["0240 386 2117", "38 62 117"])


@pytest.mark.parametrize(
    "text",
    [
        "Bà Nguyễn Thị Hương đề nghị nạo vét mương",
        "ba nguyen thi huong de nghi",
        "NGUYỄN THỊ HƯƠNG",
        "Đề nghị gặp chị Thị Hương ở đầu ngõ",
        "Nhà ông Bảo xây lấn ra đường",
        "nha ong Bao xay lan",
        "Hộ ông: Lò Văn Hoà (xóm 3)",
        "hộ Trần\nBảo chưa nộp",
    ],
)
def test_a_name_is_found_with_or_without_marks_whole_or_as_people_say_it(text):
    assert KNOWN.told_in(text) is Telling.NAME


@pytest.mark.parametrize(
    "text",
    [
        "Mương tắc ảnh hưởng đến ruộng",
        "Đề nghị bảo vệ rừng, bảo đảm an ninh",
        "Hương ước của thôn",
        "Con gái được đi học",
        "Hòa giải ở cơ sở",
        "Số 12/TB-UBND ngày 03/4/2026, kinh phí 120.000.000 đồng",
        "",
    ],
)
def test_ordinary_words_are_no_names(text):
    assert KNOWN.told_in(text) is None


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        ("Gọi 0987 000 111 để hẹn", Telling.TELEPHONE),
        ("gọi +84 987.000.111", Telling.TELEPHONE),
        ("máy bàn 38 62 117", Telling.TELEPHONE),
        ("Số căn cước 001085012345", Telling.CITIZEN_NUMBER),
    ],
)
def test_numbers_are_found_known_or_not(text, telling):
    assert KNOWN.told_in(text) is telling


def test_one_word_is_known_as_nobody():
    assert KnownPeople(["Gái", ""]).told_in("bà Gái") is None
