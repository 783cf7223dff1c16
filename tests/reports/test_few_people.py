"""What is told of the parts of a whole lets nobody reckon a part of few people."""

from collections.abc import Iterator
from itertools import product

import pytest

from danvan_desktop.reports.narrative.few import hidden_places

LEAST = 5


def could_be(values: tuple[int, ...], hidden: frozenset[int]) -> Iterator[tuple[int, ...]]:
    """All that a reader can take for true, who sees the total, what is told, and which parts are of few."""
    total = sum(values)
    choices = [
        [value] if place not in hidden else range(1, LEAST) if value < LEAST else range(LEAST, total + 1)
        for place, value in enumerate(values)
    ]
    return (one for one in product(*choices) if sum(one) == total)


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_no_part_of_few_follows_from_total_and_other_parts(number: int) -> None:
    for values in product(range(1, 9), repeat=number):
        hidden = hidden_places(values, LEAST)
        assert hidden >= {place for place, value in enumerate(values) if value < LEAST}
        if not hidden or len(hidden) == number:
            continue
        possible = list(could_be(values, hidden))
        assert all(len({one[place] for one in possible}) > 1 for place in hidden), values
        assert sum(values[place] for place in hidden) >= LEAST, values


@pytest.mark.parametrize(
    ("values", "hidden"),
    [((6, 7), set()), ((6, 3), {0, 1}), ((6, 3, 9), {0, 1}), ((9, 3, 3), {1, 2}), ((9, 1, 1), {0, 1, 2}), ((), set())],
)
def test_as_little_is_hidden_as_will_do(values: tuple[int, ...], hidden: set[int]) -> None:
    assert hidden_places(values, LEAST) == hidden
