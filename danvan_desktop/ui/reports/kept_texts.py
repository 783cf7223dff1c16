"""Texts of sections that were typed and not saved: they belong to a place in a report, whatever record they become."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from danvan_desktop.domain.period import Period
from danvan_desktop.store import KeptDraft, Store
from danvan_desktop.ui.editors.draft_content import UnreadableDraft, content_of

KIND = "report_text"


@dataclass(frozen=True)
class Place:
    """A section of the report of a form and a period."""

    form: str
    period: Period
    section: str


@dataclass(frozen=True)
class KeptText:
    """A text that was typed into a section, when (local ISO), and the uid of the draft that keeps it."""

    uid: str
    moment: str
    text: str


def kept_texts(store: Store, form: str, period: Period) -> dict[str, KeptText]:
    """Return the newest kept text of each section of a report."""
    found: dict[str, KeptText] = {}
    for place, kept in _all(store):
        if (place.form, place.period) == (form, period):
            found.setdefault(place.section, kept)
    return found


def forget_kept(store: Store, place: Place) -> None:
    """Forget every text that is kept of a section."""
    for other, kept in list(_all(store)):
        if other == place:
            store.drafts.drop(kept.uid)


def place_of(store: Store, draft: KeptDraft) -> Place | None:
    """Return the section that a draft is the text of, ``None`` for a draft of anything else."""
    if draft.kind != KIND:
        return None
    try:
        preset = content_of(draft).preset
    except UnreadableDraft:
        return None
    record = store.get(draft.uid)
    values = {**(record.values if record is not None else {}), **preset}
    if not values.get("section") or values.get("unit", store.unit.uid) != store.unit.uid:
        return None
    return Place(str(values.get("form")), Period.parse(str(values.get("period"))), str(values["section"]))


def _all(store: Store) -> Iterator[tuple[Place, KeptText]]:
    for draft in store.drafts.all():
        place = place_of(store, draft)
        if place is not None:
            yield place, KeptText(draft.uid, draft.moment, str(content_of(draft).typed.get("text") or ""))
