"""What is told of a passphrase: how soon it is guessed, and what is refused altogether."""

import pytest

from danvan_desktop.localization import Translator
from danvan_desktop.store.passphrases import Strength, estimate, is_too_weak
from tests.counting import calls_of

OFFICE = ("Xã Đông Sơn", "DS", "Nguyễn Văn Bình")


@pytest.mark.parametrize("passphrase", ["", "ngắn", "1111111111111", "abababababab", " " * 20, "aaaaaaaaaaaaaaaaaaaa"])
def test_what_is_tried_first_is_refused(passphrase):
    assert is_too_weak(passphrase)
    assert estimate(passphrase, OFFICE).strength is Strength.REFUSED


@pytest.mark.parametrize(
    "passphrase",
    [
        "matkhau123",
        "MậtKhẩu2026",
        "Xã Đông Sơn 2026",
        "nguyenvanbinh1",
        "không có gì quý hơn độc lập tự do",
        "0912345678",
        "qwertyuiop",
        "anh yêu em 2026",
    ],
)
def test_what_people_often_choose_is_told_to_be_weak_and_not_refused(passphrase):
    found = estimate(passphrase, OFFICE)
    assert found.strength is Strength.WEAK
    assert "yếu" in Translator("vi")(found.words)
    assert found.seconds < 40 * 86_400


@pytest.mark.parametrize(
    "passphrase", ["bốn con trâu cày ruộng", "quạt mít lầy thuyền chín sừng", "bon con trau cay ruong"]
)
def test_five_words_that_say_nothing_of_each_other_are_strong(passphrase):
    assert estimate(passphrase, OFFICE).strength is Strength.STRONG


def test_marks_and_spaces_do_not_make_a_known_phrase_strong():
    assert estimate("mật  KHẨU 123").seconds == estimate("matkhau123").seconds


def test_an_endless_passphrase_is_judged_by_its_beginning():
    """What is judged takes time with the square of its letters."""
    endless = "năm con voi uống nước " * 20
    assert estimate(endless).strength is not Strength.REFUSED
    assert calls_of(lambda: estimate(endless)) < 2 * calls_of(lambda: estimate(endless[:100]))


def test_the_time_is_told_in_the_largest_unit():
    assert "chưa đầy một phút" in Translator("vi")(estimate("matkhau123").words)
    assert "tháng" in Translator("vi")(estimate("xanh lúa bàn quạt").words)
