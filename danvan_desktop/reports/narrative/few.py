"""Which parts of a whole are not told by number, where a part of so few people could be reckoned from the others."""

from __future__ import annotations

from collections.abc import Collection, Sequence


def hidden_places(values: Sequence[int], least: int) -> frozenset[int]:
    """Return the places of the values that are not told beside their sum: all below ``least``, and what hides them.

    Of a hidden value it is only told whether it is below ``least``. As long as one of them follows from the rest, the
    smallest of those that are told is hidden, too; when none is left all are. Values are 1 or more.
    """
    hidden = {place for place, value in enumerate(values) if value < least}
    told = sorted(set(range(len(values))) - hidden, key=lambda place: values[place])
    while hidden and told and not _leaves_open([values[place] for place in hidden], least):
        hidden.add(told.pop(0))
    return frozenset(hidden)


def _leaves_open(values: Collection[int], least: int) -> bool:
    """Tell whether none of these values follows from their sum, which itself is not of few."""
    few, total = sum(value < least for value in values), sum(values)
    many = len(values) - few
    is_more = total > few + many * least
    is_less = many > 0 or total < few * (least - 1)
    return len(values) > 1 and total >= least and is_more and is_less
