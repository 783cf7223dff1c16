"""What the name of a village tells, and the code that it gets: for the form, a loaded list and a new office alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

from danvan_desktop.domain.text import fold, mark_form, normalise
from danvan_desktop.patterns import pattern

_KINDS = (
    (pattern(r"ban "), "hamlet"),
    (pattern(r"(?:to dan pho|tdp|khu|khu pho|khu dan cu) |to (?:so )?[0-9]"), "residential_group"),
)
_VILLAGE = pattern(
    r"(?:thôn|xóm|bản|ấp|làng|buôn|phum|sóc|tổ dân phố|tdp|khu phố|khu dân cư) .+"
    r"|khu (?!công nghiệp|kinh tế|du lịch|đô thị|di tích).+|tổ (?:số )?[0-9]+"
)
_VILLAGE_WITHOUT_MARKS = pattern(r"(?:thon|xom|ap|lang|buon|to dan pho|tdp|khu pho) .+")
"""Written without any mark; “Ban” heads the names of committees then."""


def kind_of_village(name: str) -> str:
    """Return the kind of unit that a village is by its name, Thôn where that tells no other."""
    folded = fold(name)
    return next((kind for words, kind in _KINDS if words.match(folded)), "village")


def kind_told_by(name: str) -> str | None:
    """Return the kind of unit that a name tells by the word for a village; ``None`` for agencies and whatever else."""
    words = " ".join(mark_form(normalise(name)).split())
    told = (_VILLAGE_WITHOUT_MARKS if words == fold(words) else _VILLAGE).fullmatch(words)
    return None if told is None else kind_of_village(name)


def free_codes(own_code: str, is_taken: Callable[[str], bool]) -> Iterator[str]:
    """Yield the codes of a commune's villages that are free, in order: DS-01, DS-02 and so on."""
    return (code for number in count(1) if not is_taken(code := f"{own_code}-{number:02d}"))
