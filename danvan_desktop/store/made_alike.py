"""Finds what any laptop of an office makes alike and was made before: under its uid of today, or another.

Earlier versions gave uids that told no unit. Where units became one, what was made for either is made.
"""

from __future__ import annotations

from danvan_desktop.domain.uid import uid_of, uid_of_unit
from danvan_desktop.store.store import Store


def made_alike(store: Store, unit: str | None, *words: str, former: tuple[str, ...] = ()) -> str:
    """Return the uid of what a unit has only one of, told by ``words``, deleted or not; an empty text for none.

    ``former`` are the words by which earlier versions told it, where these were others.
    """
    if unit is None:
        uid = uid_of(*words)
        return uid if store.get(uid, include_deleted=True) is not None else ""
    shown = store.shown_as(unit)
    units = list(dict.fromkeys([unit, shown, *store.joined_to(shown)]))
    before = uid_of(*(former or words))
    made = [uid_of_unit(one, *words) for one in units]
    made += [before] if store.unit_of_record(before) in units else []
    return next((uid for uid in made if store.get(uid, include_deleted=True) is not None), "")
