"""A name is found by what was typed of it, with marks or without."""

import pytest

from danvan_desktop.domain.names import fits, is_same


@pytest.mark.parametrize("typed", ["", "ng", "thi hoa", "Hoà", "hòa ng", "NGUYỄN", "nguyễn hoa", "a"])
def test_words_may_be_unfinished_in_any_order_and_without_marks(typed):
    assert fits(typed, "Nguyễn Thị Hòa")


@pytest.mark.parametrize("typed", ["hóa", "nguyen van", "hoan", "ngủ"])
def test_a_word_that_is_not_there_or_marked_otherwise_does_not_fit(typed):
    assert not fits(typed, "Nguyễn Thị Hòa")


@pytest.mark.parametrize("typed", ["Nguyễn Thị Hòa", "nguyen thi hoa", "Nguyễn  Thị Hoà", "NGUYEN THỊ hoa"])
def test_a_whole_name_is_the_same_without_some_marks(typed):
    assert is_same(typed, "Nguyễn Thị Hòa")


@pytest.mark.parametrize(
    "typed", ["", "Nguyễn Thị", "Nguyễn Thị Hòa B", "Nguyễn Thị Hóa", "Thị Nguyễn Hòa", "nguyen thi ho"]
)
def test_another_name_or_a_part_of_it_is_not_the_same(typed):
    assert not is_same(typed, "Nguyễn Thị Hòa")


def test_a_name_without_marks_is_not_the_same_as_one_typed_with_them():
    assert not is_same("Hòa", "Hoa")
    assert is_same("Hoa", "Hòa")
