"""What is compared of two records: words without marks, names without forms of address, digits, days."""

import pytest

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.likeness import beginning, day, person, telephone, words, year
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
        "redaction",
        "same_as",
        "distinct",
    }
