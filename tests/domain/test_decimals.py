"""Decimal numbers: read as people write them, kept exactly and in one way, written with a comma."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.decimals import decimal_of, is_kept_decimal, kept, read_decimal
from danvan_desktop.domain.fields import Field, FieldError, FieldType
from danvan_desktop.localization import Translator, _

POINTS = Field(name="points", label=_("Điểm"), type=FieldType.DECIMAL, minimum=Decimal("0.01"), maximum=1_000)
NUMBERS = st.decimals(min_value=-(10**12), max_value=10**12, places=2)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("0,25", "0.25"),
        ("0.25", "0.25"),
        ("12,50", "12.5"),
        ("12,00", 12),
        ("+7", 7),
        ("1 000", 1000),
        ("1.000", 1000),
        ("999,5", "999.5"),
        (35, 35),
        (35.0, 35),
        (0.1 + 0.2, "0.3"),
        ("  8,5 ", "8.5"),
        ("12.5", "12.5"),
    ],
)
def test_numbers_are_read_as_people_write_them(raw: object, value: object) -> None:
    assert POINTS.parse(raw) == value


@pytest.mark.parametrize(
    "raw", ["abc", "1,2,3", "1.23.4", "12,", ",5", True, [1], "1" * 30, "1e2", float("nan"), float("inf"), "٣,٥"]
)
def test_what_is_no_number_is_refused(raw: object) -> None:
    with pytest.raises(FieldError, match="phải là số, ví dụ 0,25"):
        POINTS.parse(raw)


@pytest.mark.parametrize("raw", ["0,125", "1,001", 0.125, "99,999"])
def test_more_than_two_places_are_refused_and_never_rounded(raw: object) -> None:
    with pytest.raises(FieldError, match="nhiều nhất hai chữ số sau dấu phẩy"):
        POINTS.parse(raw)


@pytest.mark.parametrize(("raw", "words"), [("0", "phải từ 0,01 trở lên"), ("1000,01", "không được quá 1.000")])
def test_bounds_hold_for_fractions_too(raw: str, words: str) -> None:
    with pytest.raises(FieldError) as caught:
        POINTS.parse(raw)
    assert words in Translator("vi")(caught.value.message)


@given(NUMBERS)
def test_each_number_has_one_way_of_being_kept_and_reads_itself_back(number: Decimal) -> None:
    value = kept(number)
    assert is_kept_decimal(value)
    assert decimal_of(value) == number
    assert kept(read_decimal(value) or Decimal()) == value
    assert kept(read_decimal(Translator("vi").number(number)) or Decimal()) == value


@given(NUMBERS)
def test_a_workbooks_number_is_the_one_that_was_written(number: Decimal) -> None:
    assert kept(read_decimal(float(number)) or Decimal()) == kept(number)


@pytest.mark.parametrize("value", ["12", "12.50", "012.5", "1.234,5", ".5", "5.", "1e2", True, 1.5, None, "0.0", "-0"])
def test_no_other_way_of_writing_is_kept(value: object) -> None:
    assert not is_kept_decimal(value)
