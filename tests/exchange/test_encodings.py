import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.assets import resource_path
from danvan_desktop.exchange.encodings import Encoding, font_rule, to_unicode, western_view
from danvan_desktop.exchange.recognition import best_legacy, by_font, settle, verdict
from danvan_desktop.exchange.syllables import is_syllable

SMALL = "aàảãáạ ăằẳẵắặ âầẩẫấậ eèẻẽéẹ êềểễếệ iìỉĩíị oòỏõóọ ôồổỗốộ ơờởỡớợ uùủũúụ ưừửữứự yỳỷỹýỵ đ"
LETTERS = "".join(SMALL.split())
MARKED = "".join(letter for letter in LETTERS if not letter.isascii())

SENTENCES = (
    "Nguyễn Văn Hùng ở thôn Đông đề nghị sửa đường, mương bị tắc đã lâu",
    "Ủy ban nhân dân xã trả lời kiến nghị của bà Trần Thị Thủy về giải phóng mặt bằng",
    "Chặt hết những cây keo ở sườn đồi, để lũ quét đổ xuống ruộng lúa chín vàng của mỗi hộ",
)


def encode(text, encoding):
    """Write Unicode in an old encoding, as its western view."""
    if encoding is Encoding.WINDOWS_1258:
        parts = []
        for letter in unicodedata.normalize("NFC", text):
            try:
                parts.append(letter.encode("cp1258"))
            except UnicodeEncodeError:
                apart = unicodedata.normalize("NFD", letter)
                tone = next(mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323")
                base = unicodedata.normalize("NFC", apart.replace(tone, ""))
                parts.append(base.encode("cp1258") + tone.encode("cp1258"))
        return western_view(b"".join(parts))
    if encoding is Encoding.DOUBLE_UTF8:
        return western_view(text.encode())
    table = json.loads(resource_path("encodings", f"{encoding.value}.json").read_text("utf-8"))["letters"]
    back = {letter: code for code, letter in reversed(table.items())}
    return "".join(back.get(letter, letter) for letter in text)


def test_all_letters_are_67_small_ones_of_the_alphabet():
    assert len(MARKED) == 67


@pytest.mark.parametrize("encoding", [Encoding.VNI, Encoding.WINDOWS_1258, Encoding.DOUBLE_UTF8])
def test_every_letter_small_and_capital_comes_back(encoding):
    text = " ".join(MARKED) + " " + " ".join(MARKED.upper())
    assert to_unicode(encode(text, encoding), encoding) == text


def test_tcvn3_has_every_small_letter_and_capitals_by_the_font():
    text = " ".join(MARKED)
    coded = encode(text, Encoding.TCVN3)
    assert to_unicode(coded, Encoding.TCVN3) == text
    assert to_unicode(encode("Ă Â Ê Ô Ơ Ư Đ", Encoding.TCVN3), Encoding.TCVN3) == "Ă Â Ê Ô Ơ Ư Đ"
    for letter in MARKED:
        assert by_font(f"b{encode(letter, Encoding.TCVN3)}", ".VnTimeH") == f"B{letter.upper()}"


def test_real_samples_read_as_people_know_them():
    assert to_unicode("NguyÔn V¨n Hïng", Encoding.TCVN3) == "Nguyễn Văn Hùng"
    assert to_unicode("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", Encoding.VNI) == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert to_unicode("Ñoäc laäp - Töï do - Haïnh phuùc", Encoding.VNI) == "Độc lập - Tự do - Hạnh phúc"


@pytest.mark.parametrize(
    ("font", "encoding", "capitals"),
    [
        (".VnTime", Encoding.TCVN3, False),
        (".VnTimeH", Encoding.TCVN3, True),
        (".VnArial NarrowH", Encoding.TCVN3, True),
        ("VNI-Times", Encoding.VNI, False),
    ],
)
def test_fonts_tell_the_encoding(font, encoding, capitals):
    rule = font_rule(font)
    assert (rule.encoding, rule.capitals) == (encoding, capitals)


@pytest.mark.parametrize("font", ["Times New Roman", "Arial", "", "Vni", "VnTimes"])
def test_other_fonts_tell_nothing(font):
    assert font_rule(font) is None
    assert by_font("NguyÔn", font) is None


def test_unicode_left_under_an_old_font_stays():
    assert by_font("Nguyễn Văn Hùng", ".VnTime") == "Nguyễn Văn Hùng"
    assert by_font("Hà Tây", ".VnTime") == "Hà Tây"
    assert by_font("Hôt", ".VnTime") == "Hụt"


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("encoding", list(Encoding))
def test_encoding_is_recognised_by_what_the_words_would_be(encoding, sentence):
    if encoding is Encoding.UNICODE:
        assert verdict([sentence] * 3) is Encoding.UNICODE
        assert settle(sentence, Encoding.TCVN3) == sentence
        return
    coded = encode(sentence, encoding)
    if encoding is Encoding.TCVN3:
        sentence = sentence.replace("Ủ", "ủ")
        coded = encode(sentence, encoding)
    assert best_legacy(coded).encoding is encoding
    assert verdict([coded]) is encoding
    assert settle(coded, verdict([coded])) == sentence
    assert settle(coded, Encoding.UNICODE) == sentence


@given(st.lists(st.sampled_from(["Hà", "Tây", "Thôn", "Bà", "hòa", "m²", "Côn", "Lê Thanh", "tám", "50 °C", "quê"])))
def test_plain_words_with_western_letters_are_never_converted(words):
    text = " ".join(words)
    assert settle(text, verdict([text])) == text


@pytest.mark.parametrize("word", ["Nguyễn", "ngoằn", "quyển", "gì", "giêng", "khuya", "ương", "ĐƯỜNG", "nghiêng"])
def test_syllables(word):
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", ["NguyÔn", "V¨n", "tâp", "nguyeãn", "ñoäc", "đđ", "thàngs", "bàcá", "m²"])
def test_no_syllables(word):
    assert not is_syllable(word)
