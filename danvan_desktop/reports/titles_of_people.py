"""By which title a person is called on paper: what somebody said of them once, never guessed from a name.

Officers and heads of households have it as a field, who works among the people has the sex in theirs. Of two persons of
one name who are called differently nobody is meant for sure: the title of the forms, “ông (bà)”, stands then.
"""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.choices import TITLES_OF_PEOPLE
from danvan_desktop.domain.records import Records

_BY_TITLE = (("officer", "full_name", "called"), ("household", "head", "called"))
_BY_SEX = ("network_member", "full_name", "gender")
_OF_SEX = {"male": "mr", "female": "mrs"}
_WORDS = {choice.code: str(choice.label) for choice in TITLES_OF_PEOPLE}


def title_of(store: Records, name: str) -> str:
    """Give the title that is known of the person of a name, nothing where none is, or several are."""
    titles = set(_titles_of(store, name.strip())) if name.strip() else set()
    return _WORDS.get(titles.pop(), "") if len(titles) == 1 else ""


def _titles_of(store: Records, name: str) -> Iterator[str]:
    for kind, field, called in _BY_TITLE:
        yield from filter(None, (one.text(called) for one in store.find(kind, **{field: name})))
    kind, field, sex = _BY_SEX
    for one in store.find(kind, **{field: name}):
        if title := _OF_SEX.get(one.text(sex)):
            yield title
