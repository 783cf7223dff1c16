"""What is told of the parts of a whole lets nobody reckon a part of few people, not even one who knows the rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_desktop.reports.narrative.few import Precision, precision_of_parts
from tests.examples import examples

LEAST = 5
MOST = 12
Printed = tuple[object, ...]


def printed(values: Sequence[int], total: int) -> Printed:
    """All that a reader can find on paper: the whole and every part, each as it is told."""
    told = precision_of_parts(values, total, LEAST)
    shown = [value if how is Precision.EXACT else how for value, how in zip(values, told, strict=True)]
    return (total if total == 0 or total >= LEAST else Precision.BELOW, *shown)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_no_part_of_few_follows_from_all_that_is_printed(number: int) -> None:
    """Whoever tries all that could be so, by these very rules, is left with more than one number for it."""
    seen: dict[Printed, list[tuple[int, ...]]] = defaultdict(list)
    for values in product(range(MOST + 1), repeat=number + 1):
        seen[printed(values[:-1], sum(values))].append(values)
    for told, possible in seen.items():
        if isinstance(told[0], int) and told[0] > MOST:
            continue  # not all that could be so was tried
        for place in range(number + 1):
            numbers = {one[place] for one in possible}
            assert len(numbers) > 1 or not 0 < min(numbers) < LEAST, (told, possible)


def alike(values: Sequence[int], place: int) -> Iterator[Sequence[int]]:
    """Vary parts, the last of which is what is left over, so that the total stays and ``place`` gets another number."""
    for other in range(len(values)):
        for more in range(-LEAST * 2, LEAST * 2 + 1):
            varied = list(values)
            varied[place] += more
            varied[other] -= more
            if min(varied) >= 0 and varied[place] != values[place]:
                yield varied
    yield from (one for one in permutations(values) if one[place] != values[place])
    for one, another, third in permutations(range(len(values)), 3):
        # The fewest beside the smallest of the others, which alone say what they add up to.
        least = dict.fromkeys(range(len(values)), 0) | {one: 1, another: LEAST, third: sum(values) - LEAST - 1}
        if least[third] >= LEAST and least[place] != values[place]:
            yield tuple(least.values())


@settings(max_examples=examples(200), deadline=None)
@given(st.lists(st.one_of(st.integers(0, 7), st.integers(0, 60)), min_size=2, max_size=6), st.data())
def test_beside_each_part_of_few_stands_another_number_that_would_be_told_alike(
    values: list[int], data: st.DataObject
) -> None:
    """A template may name any of the parts: what it prints is some of what is compared here."""
    few = [place for place, value in enumerate(values) if 0 < value < LEAST]
    if not few:
        return
    place, total = data.draw(st.sampled_from(few)), sum(values)
    told = printed(values[:-1], total)
    assert any(printed(one[:-1], total) == told for one in alike(values, place)), (values, told)


EXACT, FEW, MANY, NOTHING = Precision


@pytest.mark.parametrize(
    ("values", "total", "told"),
    [
        ((6, 7), 13, [EXACT, EXACT]),
        ((40, 0, 12), 52, [EXACT, EXACT, EXACT]),
        ((9, 3, 12), 24, [EXACT, FEW, MANY]),
        ((9, 3, 3), 15, [MANY, FEW, FEW]),
        ((40,), 43, [MANY]),
        ((3,), 43, [FEW]),
        ((40, 12), 55, [EXACT, MANY]),
        ((6, 1), 7, [NOTHING, NOTHING]),
        ((1, 1, 5, 5), 12, [NOTHING] * 4),
        ((2, 1), 3, [NOTHING, NOTHING]),
        ((), 0, []),
    ],
)
def test_as_little_is_hidden_as_will_do(values: tuple[int, ...], total: int, told: list[Precision]) -> None:
    assert list(precision_of_parts(values, total, LEAST)) == told
