"""Drafts that are being written: who opens a record meanwhile is offered them as if they were kept already."""

from __future__ import annotations

from itertools import count

from danvan_desktop.store import KeptDraft, Store


class DraftsUnderWay:
    """The newest draft of each record until the thread that writes has written it, or forgotten it."""

    def __init__(self) -> None:
        """Start with none."""
        self._numbers = count()
        self._newest: dict[str, tuple[int, KeptDraft | None]] = {}

    def begin(self, uid: str, draft: KeptDraft | None) -> int:
        """Note that a draft is about to be written, ``None``: forgotten; returns what ``end`` is to be told."""
        number = next(self._numbers)
        self._newest[uid] = (number, draft)
        return number

    def end(self, uid: str, number: int) -> None:
        """Note that it is written; a newer one stays under way."""
        if self._newest.get(uid, (None,))[0] == number:
            del self._newest[uid]

    def draft_of(self, uid: str, store: Store) -> KeptDraft | None:
        """Return what a record's draft is as soon as all is written, ``None`` where it has none."""
        if uid in self._newest:
            return self._newest[uid][1]
        return next((draft for draft in store.drafts.all() if draft.uid == uid), None)
