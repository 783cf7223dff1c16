"""What a bundle can carry is told of each change."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from danvan_desktop.domain.entry import Entry, EntryId, seal, without
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.portable import (
    LONGEST_LINE,
    Portability,
    _fault_of_value,
    _is_plain_text,
    _is_text,
    can_name,
)
from danvan_desktop.localization import Translator
from tests.copies import replace

pytestmark = pytest.mark.usefixtures("earlier_petitions")

ID = "abcdefabcdefabcdabcdefab:upward:1"
HASH = "0123456789abcdef"
FAR = "abcdefabcdefabcdabcdefab:upward:1000000000000"


def change(field: str = "content", value: str | None = '"Đường"', **parts: object) -> Entry:
    made = seal(
        EntryId("ab" * 12, "upward", 1),
        timestamp="1786500000000-0000",
        kind="petition",
        uid="p-1",
        place="u-1",
        officer="",
        seen=(),
        values={field: value or "null"},
        salt="00" * 16,
        previous="",
    )
    kept = made if value is not None else without(made, [field], is_held_back=False)
    return replace(kept, **parts)


def fault(one: Entry) -> str | None:
    found = Portability(ALL_KINDS).fault(one)
    return None if found is None else Translator("vi")(found)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("content", '"một\\nhai\\tba"'),
        ("content", "null"),
        ("received_on", '"2026-08-12"'),
        ("group_size", "5"),
        ("group_size", str(2**53 - 1)),
        ("complicated", "true"),
        ("nature", '"denunciation"'),
        ("unit", '"u-1"'),
        ("deleted", "false"),
        ("seen", f'"{ID}:{HASH}"'),
        ("seen", f'"{ID}:{HASH} {ID}:{HASH}"'),
        ("field_of_a_later_version", '["x",{"y":1}]'),
    ],
)
def test_a_value_of_its_field_can_be_carried(field, value):
    assert fault(change(field, value)) is None


def test_a_redacted_value_can_be_carried():
    assert fault(change(value=None)) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("content", "5"),
        ("content", '"a\\u0000b"'),
        ("content", '"a\\u202eb"'),
        ("received_on", '"12/8/2026"'),
        ("received_on", '"20260812"'),
        ("group_size", '"5"'),
        ("group_size", "true"),
        ("complicated", "1"),
        ("nature", '"tố cáo"'),
        ("unit", '"a b"'),
        ("deleted", '"x"'),
        ("seen", f'"{ID}:{HASH},{ID}:{HASH}"'),
        ("seen", f'"{ID}"'),
        ("seen", f'"{FAR}:{HASH}"'),
        ("seen", "1"),
    ],
)
def test_a_value_of_another_shape_is_named_with_its_field_and_record(field, value):
    assert fault(change(field, value)) == f"giá trị không hợp với trường {field} của hồ sơ p-1"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("{", "giá trị không phải JSON"),
        ("1.5", "giá trị không phải JSON"),
        (' "x"', "giá trị không phải JSON"),
        ('"x" ', "giá trị không phải JSON"),
        ('{"a":1,"a":2}', "giá trị không phải JSON"),
        (str(2**53), "số quá lớn"),
        (str(-(2**53)), "số quá lớn"),
        ('"' + "x" * LONGEST_LINE + '"', "trường content quá dài"),
        ('"' + "ắ" * (LONGEST_LINE // 3) + '"', "trường content quá dài"),
    ],
)
def test_what_is_no_value_is_told(value, told):
    assert fault(change(value=value)) == told


def test_a_long_text_that_fits_on_a_line_can_be_carried():
    assert fault(change(value='"' + "x" * (LONGEST_LINE // 2) + '"')) is None


@pytest.mark.parametrize(
    ("part", "value", "told"),
    [
        ("uid", "HGĐ 01", "mã hồ sơ không hợp lệ"),
        ("uid", "", "mã hồ sơ không hợp lệ"),
        ("uid", "x" * 65, "mã hồ sơ không hợp lệ"),
        ("officer", "a b", "mã người ghi không hợp lệ"),
        ("kind", "Petition", "tên loại hoặc tên trường không hợp lệ"),
        ("field", "2content", "tên loại hoặc tên trường không hợp lệ"),
        ("timestamp", "9786500000000-0000", "thời điểm ghi không hợp lệ"),
        ("timestamp", "1786500000000-00", "thời điểm ghi không hợp lệ"),
    ],
)
def test_a_name_that_no_bundle_can_carry_is_told(part, value, told):
    assert fault(change(**{part: value})) == told


def test_names_may_be_as_long_as_bundles_take():
    assert can_name("x" * 64)
    assert fault(change(officer="o-1")) is None


@given(st.text(alphabet='aá "\\\n\x00\x7f\u202e\xad{1') | st.text().map(lambda text: f'"{text}"'))
@example('"Mương bị tắc"')
def test_no_text_is_plain_that_care_finds_fault_with(text: str) -> None:
    assert not _is_plain_text(text) or _fault_of_value(text, _is_text) is None


def test_ordinary_text_is_plain() -> None:
    assert _is_plain_text('"Mương bị tắc; “cống” 3 × 2 m², 50%…"')
