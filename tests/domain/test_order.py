import os
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCollator, QLocale

from danvan_desktop.domain.order import dictionary_key, name_key

COLLATOR = QCollator(QLocale("vi"))
COMPARED_BY_UNICODE = pytest.mark.skipif(
    os.name == "nt", reason="Qt compares by Windows there, not by the locale data of Unicode"
)

ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
RHYMES = "a ac ach ai an ang anh ao ăn ăng âm ân ây e en eo ê êm ênh i ia iên in o oa oai oan oe oi ong ô ôi ôn ơ ơi ơn"
MORE_RHYMES = "u ua uân uê ui un uôi uôn uy uyên uyêt ư ưa ưng ươi ươn ương ưu y yên yêu"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")


def _spelled(onset: str, rhyme: str, tone: str, capital: bool) -> str:
    """Put the tone on the last vowel letter: one place for one rhyme, so that only tones tell words apart."""
    last = max(place for place, letter in enumerate(rhyme) if letter in "aăâeêioôơuưy")
    word = unicodedata.normalize("NFC", onset + rhyme[: last + 1] + tone + rhyme[last + 1 :])
    return word.capitalize() if capital else word


SYLLABLES = st.builds(
    _spelled,
    st.sampled_from(["", *ONSETS.split()]),
    st.sampled_from(f"{RHYMES} {MORE_RHYMES}".split()),
    st.sampled_from(TONES),
    st.booleans(),
)
LETTERS = st.text(alphabet="abcdđeêfghijklmnoôơpqrstuưvwxyzăâ", min_size=1, max_size=4)
ANYTHING = st.text(alphabet=st.characters(codec="utf-8"))


def _sign(difference: int) -> int:
    return (difference > 0) - (difference < 0)


def _compared(one: str, other: str) -> int:
    return (one > other) - (one < other)


def assert_in_order(*texts: str) -> None:
    for before, after in pairwise(texts):
        assert dictionary_key(before) < dictionary_key(after), (before, after)


@COMPARED_BY_UNICODE
@given(SYLLABLES, SYLLABLES)
def test_words_sort_as_qt_sorts_vietnamese(one, other):
    assert _compared(dictionary_key(one), dictionary_key(other)) == _sign(COLLATOR.compare(one, other))


@COMPARED_BY_UNICODE
@given(LETTERS, LETTERS)
def test_letters_without_tones_sort_as_qt_sorts_vietnamese(one, other):
    assert _compared(dictionary_key(one), dictionary_key(other)) == _sign(COLLATOR.compare(one, other))


@COMPARED_BY_UNICODE
@given(st.lists(SYLLABLES.map(str.lower), max_size=3), st.lists(SYLLABLES.map(str.lower), max_size=3))
def test_texts_sort_word_by_word(one, other):
    differing = [_sign(COLLATOR.compare(a, b)) for a, b in zip(one, other, strict=False) if a != b]
    expected = differing[0] if differing else _sign(len(one) - len(other))
    assert _compared(dictionary_key(" ".join(one)), dictionary_key(" ".join(other))) == expected


def test_the_alphabet_is_in_its_order():
    assert_in_order(*"aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")


def test_tones_are_in_the_order_of_the_dictionary():
    assert_in_order("ma", "mà", "mả", "mã", "má", "mạ", "mac", "măc")


def test_letters_count_before_tones():
    assert_in_order("ang", "anh", "ạnh", "apatit", "apxe")


def test_all_words_with_one_syllable_come_before_the_next_tone():
    assert_in_order("ba", "ba hoa", "ba lô", "bà", "bà con", "bá", "bá chủ", "bác")


@COMPARED_BY_UNICODE
def test_the_locale_data_of_unicode_put_letters_before_the_tones_of_earlier_words():
    assert COLLATOR.compare("bá chủ", "bà con") < 0  # what the dictionary does not do


def test_the_place_of_the_tone_does_not_count():
    assert dictionary_key("hòa") == dictionary_key("hoà")
    assert_in_order("hoa", "hòa", "hoá", "họa")
    assert COLLATOR.compare("hoá", "hòa") < 0  # what the dictionary does not do


def test_small_letters_come_before_capitals_when_all_else_is_equal():
    assert_in_order("an", "An", "AN", "àn", "Àn")


def test_numbers_count_by_value():
    assert_in_order("Thôn 1", "Thôn 2", "Thôn 2A", "Thôn 02", "Thôn 10", "Thôn 100", "Thôn Đông")
    assert_in_order("0", "9", "10", "1234567890", "1234567891", "0123456789012345")


def test_a_very_long_row_of_digits_has_a_place():
    assert_in_order("9" * 15, "1" * 5000, "a")


def test_punctuation_only_parts_words():
    assert dictionary_key("“Dân vận – khéo”, 2026") == dictionary_key("Dân vận khéo (2026)")


def test_other_alphabets_of_the_country_stand_with_their_base_letters():
    assert_in_order("buôn", "ƀuôn", "Căm", "Čư", "Ê đê", "Ê̆", "Gia Rai", "Ñ", "O", "z", "漢")


@given(ANYTHING, ANYTHING)
def test_keys_sort_alike_as_text_and_as_bytes(one, other):
    keys = [dictionary_key(one), dictionary_key(other)]
    assert sorted(keys) == sorted(keys, key=lambda key: key.encode("utf-8"))
    assert not any(map(str.isspace, "".join(keys).replace(" ", "")))
    assert "\x00" not in "".join(keys)


@given(ANYTHING)
def test_any_normal_form_has_the_same_key(text):
    assert dictionary_key(unicodedata.normalize("NFD", text)) == dictionary_key(text)


NAMES_IN_ORDER = (
    "An",
    "Lê An",
    "Nguyễn An",
    "Trần Thị An",
    "Bùi Văn An",
    "Đỗ Văn An",
    "Bế Văn Bảo An",
    "Hoàng Anh",
    "Lý Ánh",
    "Phạm Thị Ân",
    "Giàng A Bình",
)


@given(st.permutations(NAMES_IN_ORDER))
def test_names_sort_by_given_then_middle_then_family_name(names):
    assert tuple(sorted(names, key=name_key)) == NAMES_IN_ORDER


@pytest.mark.parametrize("name", ["", "  ", "–"])
def test_a_missing_name_comes_first(name):
    assert name_key(name) < name_key("A")
