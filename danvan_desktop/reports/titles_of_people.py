"""By which title a person is called on paper: what somebody said of them once, never guessed from a name.

Kinds of people declare it beside the name (``title_of_person``), or the sex. Of two persons of one name who are called
differently nobody is meant for sure: the title of the forms, “ông (bà)”, stands then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from danvan_desktop.domain.choices import TITLES_OF_PEOPLE
from danvan_desktop.domain.records import Records

_MR, _MRS = (str(choice.label) for choice in TITLES_OF_PEOPLE)
_SAID: Mapping[str, Mapping[str, str]] = {
    "called": dict(zip((choice.code for choice in TITLES_OF_PEOPLE), (_MR, _MRS), strict=True)),
    "gender": {"male": _MR, "female": _MRS},
}
"""Fields that tell it, with what their choices come to."""


def title_of(store: Records, name: str) -> str:
    """Give the title that is known of the person of a name, nothing where none is, or several are."""
    titles = set(_titles_of(store, name.strip())) if name.strip() else set()
    return titles.pop() if len(titles) == 1 else ""


def _titles_of(store: Records, name: str) -> Iterator[str]:
    for kind in store.kinds:
        told = next((field.name for field in kind.fields if field.name in _SAID), None)
        of_whom = next((field.name for field in kind.fields if field.person), None)
        if told is None or of_whom is None:
            continue
        for one in store.find(kind.name, **{of_whom: name}):
            if title := _SAID[told].get(one.text(told)):
                yield title
