"""What is compared of two records: words without marks, names without forms of address, digits, days."""

import pytest

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.likeness import (
    beginning,
    day,
    days_apart,
    differing,
    other_words,
    person,
    telephone,
    words,
    year,
)
from danvan_desktop.domain.secrecy import MASK


@pytest.mark.parametrize(
    ("trait", "one", "other"),
    [
        (words("name"), "Thôn 09", "thôn 9"),
        (words("name"), "Tổ 00 đường 007a, số 1002", "to 0 duong 7A so 1002"),
        (words("name"), "Trại Hòa Bình", "trai hoa binh"),
        (person("head"), "Ông Lê Văn Tám", "LÊ VĂN TÁM"),
        (person("head"), "Hà Thị Gái (bà)", "Hà Thị Gái"),
        (telephone("phone"), "+84 912 345 678", "0912.345.678"),
        (day("starts_at"), "2026-08-12T19:30", "2026-08-12T20:00"),
        (year("received_on"), "2026-08-12", "2026-01-01"),
        (beginning("content"), "một hai ba bốn năm sáu bảy tám chín", "Một hai ba bốn năm sáu bảy tám mười"),
    ],
)
def test_what_is_written_in_two_ways_is_compared_as_one(trait, one, other):
    assert trait.of(one) == trait.of(other) != ""


def test_a_name_of_one_word_beside_a_form_of_address_keeps_both():
    assert person("head").of("Bà Gái") != person("head").of("Ông Gái")


@pytest.mark.parametrize("value", [None, "", MASK, "12", "  "])
def test_what_is_empty_hidden_or_too_short_is_like_nothing(value):
    assert telephone("phone").of(value) == ""


@pytest.mark.parametrize(
    ("objection", "one", "other", "speaks"),
    [
        (differing(words("address")), "Xóm Đình", "Xóm Mới", True),
        (differing(words("address")), "Xóm 07", "xóm 7", False),
        (days_apart("received_on", 15), "2026-11-01", "2026-11-16", False),
        (days_apart("received_on", 15), "2026-11-17", "2026-11-01T08:00", True),
        (other_words("content"), "Trại lợn không có hầm xử lý, chất thải ra rãnh", "Trại lợn thải ra rãnh", False),
        (other_words("content"), "Trại lợn thải ra rãnh", "Nhà văn hóa khóa quanh năm", True),
    ],
)
def test_what_speaks_against_two_being_one(objection, one, other, speaks):
    one, other = objection.trait.of(one), objection.trait.of(other)
    assert objection.speaks(one, other) is objection.speaks(other, one) is speaks


@pytest.mark.parametrize("value", [None, "", MASK])
def test_what_is_empty_or_hidden_speaks_against_nothing(value):
    for objection in (differing(words("a")), days_apart("a", 1), other_words("a")):
        assert not objection.speaks(objection.trait.of(value), "2026-11-01")


def test_kinds_that_are_compared_name_fields_that_they_have():
    for kind in ALL_KINDS:
        numbered = () if kind.numbered is None else (kind.numbered.number, *kind.numbered.within)
        traits = [*numbered, *(trait for alike in kind.alike for trait in (*alike.traits, *alike.against))]
        assert all(kind.has(trait.field) for trait in traits)


def test_words_on_other_records_cannot_be_joined():
    assert {kind.name for kind in ALL_KINDS if not kind.can_be_joined} == {
        "rule_override",
        "disclosure",
        "grant",
        "withdrawal",
        "officer_right",
        "redaction",
        "same_as",
        "distinct",
    }
