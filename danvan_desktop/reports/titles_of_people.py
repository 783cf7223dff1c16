"""By which title a person is called on paper: what somebody said of them once, never guessed from a name.

Kinds of people declare it beside the name (``title_of_person``), or the sex. Of two persons of one name who are called
differently nobody is meant for sure: the title of the forms, “ông (bà)”, stands then. A comrade in papers of the Party
is who was said to be one, or a member of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from danvan_desktop.domain.choices import TITLES_OF_PEOPLE
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.records import Records

_MR, _MRS = (str(choice.label) for choice in TITLES_OF_PEOPLE[:2])
_SAID: Mapping[str, Mapping[str, str]] = {
    "called": {"mr": _MR, "mrs": _MRS, "comrade_mr": _MR, "comrade_mrs": _MRS},
    "gender": {"male": _MR, "female": _MRS},
}
"""Fields that tell it, with what their choices come to."""
_COMRADES = ("comrade_mr", "comrade_mrs")


def title_of(store: Records, name: str) -> str:
    """Give the title that is known of the person of a name, nothing where none is, or several are."""
    titles = {_SAID[told][one.text(told)] for told, one in _people(store, name) if one.text(told) in _SAID[told]}
    return titles.pop() if len(titles) == 1 else ""


def is_comrade(store: Records, name: str) -> bool:
    """Tell whether the person of a name was said to be a comrade; of two who are called differently nobody is."""
    if not title_of(store, name):
        return False
    return any(one.text(told) in _COMRADES or one.get("party_member") is True for told, one in _people(store, name))


def _people(store: Records, name: str) -> Iterator[tuple[str, Record]]:
    """Go through the people of a name, each with the field that tells how they are called."""
    for kind in store.kinds if name.strip() else ():
        told = next((field.name for field in kind.fields if field.name in _SAID), None)
        of_whom = next((field.name for field in kind.fields if field.person), None)
        if told is None or of_whom is None:
            continue
        yield from ((told, one) for one in store.find(kind.name, **{of_whom: name.strip()}))
