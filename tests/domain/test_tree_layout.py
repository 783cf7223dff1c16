"""Trees as pictures: whatever hangs from what, boxes keep apart and stand halfway between what is below them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.tree_layout import leaves_of, pictures_of, places_of, with_what_is_above


@st.composite
def trees(draw: st.DrawFn) -> list[int | None]:
    count = draw(st.integers(1, 40))
    return [None, *(draw(st.integers(0, index - 1)) for index in range(1, count))]


@given(trees())
def test_boxes_of_a_column_keep_a_row_apart_and_lie_in_the_order_of_what_they_hang_from(
    parents: list[int | None],
) -> None:
    places = places_of(parents)
    for column in {place.column for place in places}:
        rows = sorted(place.row for place in places if place.column == column)
        assert all(later - earlier >= 1 for earlier, later in pairwise(rows))
    for index, above in enumerate(parents):
        assert places[index].column == (0 if above is None else places[above].column + 1)
        below = [places[box].row for box, of in enumerate(parents) if of == index]
        if below:
            assert min(below) <= places[index].row <= max(below)


@given(trees())
def test_lines_of_two_boxes_never_cross(parents: list[int | None]) -> None:
    places = places_of(parents)
    spans: dict[int, list[tuple[float, float]]] = {}
    for index in range(len(parents)):
        below = [places[box].row for box, of in enumerate(parents) if of == index]
        if below:
            spans.setdefault(places[index].column, []).append((min(below), max(below)))
    for of_column in spans.values():
        ordered = sorted(of_column)
        assert all(earlier[1] < later[0] for earlier, later in pairwise(ordered))


@given(trees(), st.integers(1, 6))
def test_parts_by_rows_show_every_box_with_all_that_it_hangs_from(parents: list[int | None], rows: int) -> None:
    leaves = leaves_of(parents)
    parts = [with_what_is_above(parents, leaves[start : start + rows]) for start in range(0, len(leaves), rows)]
    assert sorted({box for part in parts for box in part}) == list(range(len(parents)))
    for part in parts:
        assert all(parents[box] is None or parents[box] in part for box in part)


@given(trees(), st.integers(2, 5))
def test_pictures_by_columns_show_every_box_and_every_line_once(parents: list[int | None], columns: int) -> None:
    pictures = pictures_of(parents, columns)
    assert sorted({box for picture in pictures for box in picture}) == list(range(len(parents)))
    lines = [(parents[box], box) for picture in pictures for box in picture if parents[box] in picture]
    assert sorted(lines) == sorted((above, box) for box, above in enumerate(parents) if above is not None)
    depth = [place.column for place in places_of(parents)]
    assert all(max(depth[box] for box in one) - min(depth[box] for box in one) < columns for one in pictures)


def test_a_picture_of_one_column_is_none() -> None:
    with pytest.raises(ValueError, match="two columns"):
        pictures_of([None], 1)
