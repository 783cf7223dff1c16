"""Where two texts differ, word by word, for a person to compare them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

_WORD = re.compile(r"\s*\S+|\s+\Z")
"""A word with the white space before it, so that the words of a text joined are the text."""


@dataclass(frozen=True)
class Part:
    """A stretch of one text; ``differs`` when the other text does not have it there."""

    text: str
    differs: bool


def word_differences(first: str, second: str) -> tuple[Sequence[Part], Sequence[Part]]:
    """Split two texts into what both have and what only one has; the parts of each, joined, are that text."""
    left, right = _WORD.findall(first), _WORD.findall(second)
    start = _common(left, right)
    end = _common(left[:start:-1], right[:start:-1])
    same_before, same_after = "".join(left[:start]), "".join(left[len(left) - end :])
    middle_left, middle_right = left[start : len(left) - end], right[start : len(right) - end]
    parts_left, parts_right = [Part(same_before, False)], [Part(same_before, False)]
    for tag, a, b, c, d in SequenceMatcher(None, middle_left, middle_right).get_opcodes():
        parts_left.append(Part("".join(middle_left[a:b]), tag != "equal"))
        parts_right.append(Part("".join(middle_right[c:d]), tag != "equal"))
    return _joined([*parts_left, Part(same_after, False)]), _joined([*parts_right, Part(same_after, False)])


def _common(left: Sequence[str], right: Sequence[str]) -> int:
    """Count the words that both begin with."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False)))


def _joined(parts: Sequence[Part]) -> Sequence[Part]:
    """Leave out empty parts and put neighbours of one sort together."""
    joined: list[Part] = []
    for part in parts:
        if joined and joined[-1].differs == part.differs:
            joined[-1] = Part(joined[-1].text + part.text, part.differs)
        elif part.text:
            joined.append(part)
    return joined
