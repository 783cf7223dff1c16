"""How parts of a whole are told where so few people could be known: none of few can be reckoned from what is printed.

What is told of a part never depends on which of them a template names: whoever reads all of them, the whole, and these
rules, is left with more than one number for each part of few.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto


class Precision(Enum):
    """How the number of a part is told: as it is, only on which side of the limit it lies, or not at all."""

    EXACT = auto()
    BELOW = auto()
    AT_LEAST = auto()
    WITHHELD = auto()


def precision_of_parts(values: Sequence[int], total: int, least: int) -> Sequence[Precision]:
    """Return how each of the ``values`` is told beside the ``total``, of which what is left over is one part more.

    A part of few, below ``least`` but not 0, is only said to be that, and the last of the others, which it would follow
    from, only not to be. Where that would still not do, none of all parts is told: nor is it where the whole is small,
    so that being silent means no particular number.
    """
    parts = [*values, max(0, total - sum(values))]
    few = [place for place, value in enumerate(parts) if 0 < value < least]
    many = [place for place, value in enumerate(parts) if value >= least][-1:]
    if not few and (total == 0 or total >= least):
        return [Precision.EXACT] * len(values)
    hidden = sum(parts[place] for place in (*few, *many))
    if total < 2 * least or not _leaves_open(hidden, len(few), len(many), least):
        return [Precision.WITHHELD] * len(values)
    told = dict.fromkeys(few, Precision.BELOW) | dict.fromkeys(many, Precision.AT_LEAST)
    return [told.get(place, Precision.EXACT) for place in range(len(values))]


def _leaves_open(total: int, few: int, many: int, least: int) -> bool:
    """Tell whether none of so many parts of few, and of ``least`` or more, follows from their total."""
    is_less = many > 0 or total < few * (least - 1)
    return total > few + many * least and is_less
