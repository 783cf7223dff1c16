import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from danvan_desktop.domain.text import (
    clean_pasted,
    coded_words,
    fold,
    has_marks,
    is_text,
    mark_form,
    normalise,
    search_terms,
    telephone_digits,
    telephone_numbers,
    word_of,
)

VIETNAMESE = st.text(alphabet="aàảãáạăắâấđeêệioóòôốơớuúùưứyỳý AÂĐOƠ123,.“”…\n")
ANYTHING = st.text(alphabet=st.characters(codec=None))


def test_decomposed_letters_are_stored_composed() -> None:
    assert normalise(unicodedata.normalize("NFD", "Nguyễn Thị Hoà")) == "Nguyễn Thị Hoà"


@pytest.mark.parametrize("typed", ["hoà", "hòa", "Thuý", "Thúy", "uỷ ban", "ủy ban", "Ƀơng H'Mai"])
def test_words_are_kept_as_they_were_typed(typed: str) -> None:
    assert normalise(typed) == typed


@pytest.mark.parametrize(
    ("pasted", "stored"),
    [
        ("một\r\nhai\rba\u2028bốn\u0085năm", "một\nhai\nba\nbốn\nnăm"),
        ("dòng một\x0bdòng hai\x0ctrang hai", "dòng một\ndòng hai\ntrang hai"),
        ("xã\u00a0Đông\u202fSơn", "xã Đông Sơn"),
        ("\ufeffthôn\u200b \u202eTrung\u202c\u200f", "thôn Trung"),
        ("bộ\x00 \x07luật\x9f", "bộ luật"),
        ("công\u00adtác", "côngtác"),
        ("cuối dòng  \n\tthụt\t\n", "cuối dòng\n\tthụt\n"),
        ("nửa\ud83d ký tự", "nửa ký tự"),
        ("a\u200b\u0301", "á"),
    ],
)
def test_what_cannot_be_seen_is_taken_out(pasted: str, stored: str) -> None:
    assert normalise(pasted) == stored


@given(st.text(alphabet=st.characters(max_codepoint=0x1F00)))
@example("thụt  \nđầu dòng ")
def test_ordinary_text_is_stored_alike_on_the_short_and_the_long_way(text: str) -> None:
    strange = "\u200b"  # a character that is taken out leads the long way
    assert normalise(text) == normalise(text + strange)


def test_each_ordinary_letter_is_stored_as_it_is() -> None:
    for code in (*range(0x20, 0x7F), *range(0xC0, 0x250), *range(0x1EA0, 0x1F00)):
        assert normalise(f"a{chr(code)}.\u200b") == f"a{chr(code)}."


@given(ANYTHING)
def test_normalised_text_is_nfc_can_be_stored_and_stays(text: str) -> None:
    once = normalise(text)
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")
    assert normalise(once) == once


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Thị Mỹ Hạnh", "dang thi my hanh"),
        ("ƯỜNG ƠỞ ỶỸỴ", "uong oo yyy"),
        ("“Dân vận khéo” – 2026…", "“dan van kheo” – 2026…"),
        ("Y Ƀhiăo Niê, Čư M’gar, Ê Đê", "y bhiao nie, cu m’gar, e de"),
        ("Đắk 😀 Lắk", "dak 😀 lak"),
        ("Москва́ 漢字", "москва 漢字"),
    ],
)
def test_folding_takes_off_marks_and_capitals(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


@given(VIETNAMESE)
def test_ordinary_text_folds_alike_on_the_short_and_the_long_way(text: str) -> None:
    folded = fold(text)
    assert fold(text + "😀") == folded + "😀"
    assert len(folded) == len(text)


@given(ANYTHING)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(normalise(text))) == fold(normalise(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hòa", "hoà"),
        ("thuý", "thúy"),
        ("KHOẺ", "khỏe"),
        ("Uỷ", "ủy"),
        ("hoàn", "hòan"),
        ("quý", "qúy"),
        ("loạt", unicodedata.normalize("NFD", "lọat")),
    ],
)
def test_both_places_of_the_tone_are_one_word(one: str, other: str) -> None:
    assert mark_form(one) == mark_form(other)


@pytest.mark.parametrize(("one", "other"), [("hòa", "hóa"), ("hoa", "hoà"), ("đo", "do"), ("mơ", "mờ"), ("tuy", "túi")])
def test_tones_and_letters_keep_words_apart(one: str, other: str) -> None:
    assert mark_form(one) != mark_form(other)


def test_an_unfinished_word_is_the_beginning_of_the_word() -> None:
    assert mark_form("hoàn").startswith(mark_form("hoà"))
    assert mark_form("hoàn").startswith(mark_form("hòa"))


@pytest.mark.parametrize("word", ["đo", "mô", "HÒA", unicodedata.normalize("NFD", "ngữ")])
def test_a_marked_word_is_known(word: str) -> None:
    assert has_marks(word)


@pytest.mark.parametrize("word", ["", "do", "HOA", "12", "“–”"])
def test_a_word_without_marks_is_known(word: str) -> None:
    assert not has_marks(word)


def test_a_query_is_split_into_folded_words() -> None:
    assert search_terms("  Kiến-nghị: “số 07/2026”, bà_con\u00a0thôn\u200b Đông! ") == (
        "kien", "nghi", "so", "07", "2026", "ba", "con", "thon", "dong",
    )  # fmt: skip
    assert search_terms("… –") == ()


@given(st.text(max_size=200))
@example("+")
def test_cleaning_pasted_text_twice_changes_nothing_more(text):
    once = clean_pasted(text)
    assert clean_pasted(once) == once


@pytest.mark.parametrize("sign", "·§Øüvqo\uf076\uf0fc\uf071•➢")
def test_bullet_of_word_becomes_a_hyphen(sign):
    assert clean_pasted(f"{sign}\tMột\n  {sign}   Hai") == "- Một\n- Hai"


@pytest.mark.parametrize("line", ["Ø 20 mm", "v. v", "quận 3", "vỡ\tống", "ông Mẫu", "1. Một"])
def test_letters_of_words_are_no_bullets(line):
    assert clean_pasted(line) == line.replace("\t", " ")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("ĐT 0912.345.678 hoặc (0222) 3 856 123", ("0912345678", "02223856123")),
        ("+84 912 345 678", ("0912345678",)),
        ("84912345678", ("0912345678",)),
        ("số 12/2026, 1912345678901", ()),
        ("mã AB0912345678", ()),
        ("", ()),
    ],
)
def test_telephone_numbers_are_found_however_they_are_parted(text: str, numbers: tuple[str, ...]) -> None:
    assert telephone_numbers(text) == numbers


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("0912 345 678", "0912345678"),
        ("912345678", "0912345678"),
        ("2223856123", "02223856123"),
        ("112345678", "112345678"),
        ("+8491", "091"),
        ("84912345678", "0912345678"),
        ("8412345678", "8412345678"),
        ("113", "113"),
    ],
)
def test_a_telephone_number_is_reduced_to_its_digits_with_the_zero_it_lost(written: str, digits: str) -> None:
    assert telephone_digits(written) == digits


@pytest.mark.parametrize(
    ("text", "can_be_kept"), [("Đông 😀", True), ("", True), ("\ud83d", False), ("a\udcff", False)]
)
def test_half_a_character_is_no_text(text: str, can_be_kept: bool) -> None:
    assert is_text(text) is can_be_kept


def test_runs_of_empty_lines_become_one() -> None:
    assert clean_pasted("\n\nMột\n\n\n\nHai\nBa\n\n") == "Một\n\nHai\nBa"


@pytest.mark.parametrize("code", [*range(0x20, 0x7F), *map(ord, "“”‘’–—…•₫°²×")])
def test_every_plain_character_folds_to_its_small_letter(code: int) -> None:
    assert fold(chr(code)) == chr(code).lower()


def test_every_capital_of_the_alphabet_folds_as_its_small_letter() -> None:
    for letters, plain in zip(("àáảãạăằắẳẵặâầấẩẫậ", "èéẻẽẹêềếểễệ", "ìíỉĩị", "ỳýỷỹỵ", "đ"), "aeiyd", strict=True):
        assert fold(letters) == fold(letters.upper()) == plain * len(letters)
    for letters, plain in zip(("òóỏõọôồốổỗộơờớởỡợ", "ùúủũụưừứửữự"), "ou", strict=True):
        assert fold(letters) == fold(letters.upper()) == plain * len(letters)


@pytest.mark.parametrize(
    "tones", ["òa óa ỏa õa ọa|oà oá oả oã oạ", "òe óe ỏe õe ọe|oè oé oẻ oẽ oẹ", "ùy úy ủy ũy ụy|uỳ uý uỷ uỹ uỵ"]
)
def test_every_tone_has_two_places_that_mean_the_same(tones: str) -> None:
    first, second = (side.split() for side in tones.split("|"))
    assert [mark_form(one) for one in first] == [mark_form(one) for one in second]
    assert len(set(map(mark_form, first))) == 5


@given(VIETNAMESE)
@example("một² x°y — “đường_đất”\tĐIỆN")
def test_ordinary_text_is_parted_into_the_same_words_as_any_other(text: str) -> None:
    with_a_letter_of_another_language = f"{text} ŋ"
    assert (*search_terms(text), "ŋ") == search_terms(with_a_letter_of_another_language)
    assert list(map(word_of, coded_words(text) or ())) == re.findall(r"[^\W_]+", text.lower())
    assert coded_words(with_a_letter_of_another_language) is None
