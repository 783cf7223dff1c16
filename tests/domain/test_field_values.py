import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.fields import Choice, Field, FieldError, FieldType, TypedName
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.stream import Stream
from danvan_desktop.localization import Translator, _


def field(kind: FieldType, **options: object) -> Field:
    return Field(name="f", label=_("Trường"), type=kind, **options)


@pytest.mark.parametrize("kind", list(FieldType))
@pytest.mark.parametrize("raw", [None, "", "   "])
def test_nothing_typed_is_an_empty_field(kind, raw):
    assert field(kind).parse(raw) is None


def test_single_line_text_has_no_line_breaks():
    assert field(FieldType.TEXT).parse("Thôn\n  Đông ") == "Thôn Đông"


def test_long_text_keeps_its_paragraphs():
    assert field(FieldType.LONG_TEXT).parse("một\r\nhai") == "một\nhai"


def test_text_over_its_length_is_refused_with_both_numbers():
    with pytest.raises(FieldError, match="dài 6 ký tự, nhiều nhất là 5"):
        field(FieldType.TEXT, max_length=5).parse("abcdef")


@pytest.mark.parametrize(
    ("raw", "value"), [(12, 12), ("12", 12), ("1.234", 1234), ("1 234", 1234), (3.0, 3), ("-5", -5)]
)
def test_whole_numbers_are_read_as_people_write_them(raw, value):
    assert field(FieldType.INTEGER).parse(raw) == value


@pytest.mark.parametrize("raw", ["12,5", "1.23", "abc", True, 2.5, "1" * 30, "9" * 19, [1]])
def test_what_is_no_whole_number_is_refused(raw):
    with pytest.raises(FieldError):
        field(FieldType.INTEGER).parse(raw)


def test_number_outside_its_bounds_is_refused():
    bounded = field(FieldType.INTEGER, minimum=0, maximum=10)
    for raw in (-1, 11):
        with pytest.raises(FieldError):
            bounded.parse(raw)


@pytest.mark.parametrize(("raw", "value"), [("a", "a"), ("Tập thể", "a"), ("TẬP THỂ", "a")])
def test_choice_is_taken_by_code_or_label(raw, value):
    assert field(FieldType.CHOICE, choices=(Choice("a", _("Tập thể")),)).parse(raw) == value


def test_unknown_choice_is_refused_with_the_list():
    with pytest.raises(FieldError, match="hãy chọn: Tập thể"):
        field(FieldType.CHOICE, choices=(Choice("a", _("Tập thể")),)).parse("b")


@pytest.mark.parametrize(("raw", "value"), [("Có", True), ("không", False), (True, True), ("x", True), (0, False)])
def test_yes_and_no_are_read_in_words(raw, value):
    assert field(FieldType.BOOLEAN).parse(raw) is value


def test_impossible_date_is_refused_with_the_field_name():
    with pytest.raises(FieldError) as caught:
        field(FieldType.DATE).parse("30/2/2026")
    assert str(caught.value).startswith("Trường: ")
    assert caught.value.field == "f"


def test_reference_must_look_like_a_uid():
    with pytest.raises(FieldError):
        field(FieldType.REFERENCE).parse("thôn Đông")


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2100, 12, 31)))
def test_dates_come_back_as_iso_text(day):
    assert field(FieldType.DATE).parse(day) == field(FieldType.DATE).parse(day.isoformat()) == day.isoformat()


@given(st.text(max_size=80))
def test_parsed_text_parses_to_itself(text):
    for kind in (FieldType.TEXT, FieldType.LONG_TEXT):
        once = field(kind).parse(text)
        assert field(kind).parse(once) == once


def test_citizens_names_addresses_and_telephones_are_personal():
    expected = {
        ("petition", "citizen_name"),
        ("petition", "citizen_address"),
        ("petition", "citizen_phone"),
        ("opinion", "speaker_name"),
        ("opinion", "speaker_address"),
        ("officer", "phone"),
        ("unit", "head"),
        ("household", "head"),
        ("household", "called"),
        ("household", "address"),
        ("attendance", "representative"),
        ("meeting", "household_signer_1"),
        ("contribution", "donor"),
        ("meeting", "household_signer_2"),
        ("meeting", "candidates"),
        ("meeting", "counters"),
        ("meeting", "count_witnesses"),
        ("reception_visit", "citizen_name"),
        ("reception_visit", "citizen_address"),
        ("case", "citizen_name"),
        ("case", "citizen_address"),
        ("case", "citizen_phone"),
        ("case", "content"),
        ("case", "split_from"),
        ("petition", "split_from"),
        ("board_member", "full_name"),
        ("board_member", "phone"),
    }
    personal = {(kind.name, f.name) for kind in ALL_KINDS for f in kind.fields if f.stream is Stream.RESTRICTED}
    assert personal == expected


def test_declarations_refer_only_to_what_exists():
    for kind in ALL_KINDS:
        names = {f.name for f in kind.fields}
        assert names >= {*kind.title, *kind.listed, kind.order.lstrip("-")}
        assert all(name is None or name in names for name in (kind.parent, kind.date, kind.unit))
        for f in kind.fields:
            assert (f.type is FieldType.CHOICE) == bool(f.choices), (kind.name, f.name)
            assert (f.type is FieldType.REFERENCE) == bool(f.targets), (kind.name, f.name)
            assert all(target in ALL_KINDS for target in f.targets)
            assert f.default is None or f.parse(f.default) == f.default


def test_no_field_takes_a_name_that_the_store_needs():
    for kind in ALL_KINDS:
        assert not {"uid", "deleted", "changed"} & {f.name for f in kind.fields}


@pytest.mark.parametrize("number", [1, 99, 100])
def test_a_whole_number_may_reach_its_bounds(number):
    field = Field(name="points", label=_("Điểm"), type=FieldType.INTEGER, minimum=1, maximum=100)
    assert field.parse(number) == number


@pytest.mark.parametrize("number", [0, 101])
def test_a_whole_number_beyond_its_bounds_is_refused_by_one(number):
    field = Field(name="points", label=_("Điểm"), type=FieldType.INTEGER, minimum=1, maximum=100)
    with pytest.raises(FieldError):
        field.parse(number)


def refusal(one: Field, raw: object) -> str:
    with pytest.raises(FieldError) as refused:
        one.parse(raw)
    return Translator("vi")(refused.value.message)


@pytest.mark.parametrize(
    ("kind", "raw", "told"),
    [
        (FieldType.BOOLEAN, "có lẽ", "Trường: hãy chọn Có hoặc Không"),
        (FieldType.REFERENCE, "thôn Đông", "Trường: phải là mã hồ sơ (uid)"),
        (FieldType.REFERENCE, 5, "Trường: nội dung không hợp lệ"),
        (FieldType.TEXT, True, "Trường: hãy ghi bằng chữ"),
        (FieldType.TEXT, [1], "Trường: hãy ghi bằng chữ"),
        (FieldType.TEXT, 2**53, "Trường: số quá lớn"),
        (FieldType.TEXT, -(2**53), "Trường: số quá lớn"),
        (FieldType.TEXT, float("nan"), "Trường: số quá lớn"),
        (FieldType.INTEGER, 2**53, "Trường: số quá lớn"),
        (FieldType.INTEGER, -(2**53), "Trường: số quá lớn"),
        (FieldType.INTEGER, "1" * 21, "Trường: phải là số nguyên, ví dụ 120"),
        (FieldType.INTEGER, "1" * 20, "Trường: số quá lớn"),
        (FieldType.MONEY, "1,5", "Trường: phải là số nguyên, ví dụ 120"),
        (FieldType.DATE, "30/2/2026", "Trường: Tháng 2 năm 2026 chỉ có 28 ngày."),
        (FieldType.TIME, "25h", "Trường: Không có 25 giờ; giờ đi từ 0 đến 23."),
        (FieldType.DATE, 5, "Trường: nội dung không hợp lệ"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words_behind_the_label(kind: FieldType, raw: object, told: str) -> None:
    assert refusal(field(kind), raw) == told


def test_bounds_are_told():
    bounded = field(FieldType.INTEGER, minimum=1, maximum=1_000)
    assert refusal(bounded, 0) == "Trường: phải từ 1 trở lên"
    assert refusal(bounded, 1_001) == "Trường: không được quá 1.000"
    assert refusal(field(FieldType.TEXT, max_length=2), "abc") == "Trường: dài 3 ký tự, nhiều nhất là 2"
    assert field(FieldType.TEXT, max_length=2).parse("ab") == "ab"


def test_a_typed_name_that_means_no_record_tells_why():
    assert refusal(field(FieldType.REFERENCE), TypedName("Thôn")) == "Trường: “Thôn” chưa được chọn trong danh sách"
    refused = TypedName("Thôn", _("không có mục nào"))
    assert refusal(field(FieldType.REFERENCE), refused) == "Trường: không có mục nào"


@pytest.mark.parametrize("raw", ["true", "1", "có", "CO", "yes", "x", " X ", 1])
def test_every_word_for_yes_is_read(raw):
    assert field(FieldType.BOOLEAN).parse(raw) is True


@pytest.mark.parametrize("raw", ["false", "0", "không", "KHONG", "no", 0])
def test_every_word_for_no_is_read(raw):
    assert field(FieldType.BOOLEAN).parse(raw) is False


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (FieldType.DATETIME, dt.datetime(2026, 8, 12, 14, 30, 59, tzinfo=dt.UTC), "2026-08-12T14:30"),
        (FieldType.DATETIME, "14h30 ngày 12/8", "2026-08-12T14:30"),
        (FieldType.DATETIME, "14h30", "2026-08-10T14:30"),
        (FieldType.DATE, dt.datetime(2026, 8, 12, 23, 59), "2026-08-12"),
        (FieldType.DATE, "12/8", "2026-08-12"),
        (FieldType.TIME, dt.time(7, 5, 30), "07:05"),
        (FieldType.TIME, "7h", "07:00"),
        (FieldType.TEXT, 12, "12"),
        (FieldType.TEXT, 2**53 - 1, "9007199254740991"),
        (FieldType.INTEGER, 2**53 - 1, 2**53 - 1),
        (FieldType.INTEGER, "+1.234.567", 1_234_567),
        (FieldType.REFERENCE, " 0190AAAA-0000-7000-8000-000000000000 ", "0190aaaa-0000-7000-8000-000000000000"),
    ],
)
def test_a_value_is_stored_in_one_form(kind, raw, value):
    assert field(kind).parse(raw, dt.date(2026, 1, 31), dt.date(2026, 8, 10)) == value


def test_an_unknown_choice_has_no_label():
    with pytest.raises(KeyError):
        field(FieldType.CHOICE, choices=(Choice("a", _("A")),)).choice("b")
