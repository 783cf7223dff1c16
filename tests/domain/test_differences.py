"""Two texts compared word by word."""

from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.differences import Part, word_differences

TEXTS = st.lists(st.sampled_from(["mương", "tắc", " ", "\n", "3", "hộ", "đã", "sửa "]), max_size=30).map("".join)


def test_only_the_words_that_changed_are_marked() -> None:
    left, right = word_differences("Sửa xong 120 m mương ở xóm Đông", "Sửa xong 150 m mương ở xóm Đông")
    assert left == [Part("Sửa xong", False), Part(" 120", True), Part(" m mương ở xóm Đông", False)]
    assert right[1] == Part(" 150", True)


def test_words_that_only_one_text_has_leave_nothing_in_the_other() -> None:
    left, right = word_differences("Đã trả lời", "Đã trả lời bằng văn bản")
    assert left == [Part("Đã trả lời", False)]
    assert right == [Part("Đã trả lời", False), Part(" bằng văn bản", True)]


@given(TEXTS, TEXTS)
def test_the_parts_joined_are_the_texts_and_what_is_the_same_is_the_same_in_both(first: str, second: str) -> None:
    left, right = word_differences(first, second)
    assert "".join(part.text for part in left) == first
    assert "".join(part.text for part in right) == second
    same = ["".join(part.text for part in parts if not part.differs) for parts in (left, right)]
    assert same[0] == same[1]


@given(TEXTS)
def test_equal_texts_do_not_differ(text: str) -> None:
    assert not any(part.differs for part in word_differences(text, text)[0])
