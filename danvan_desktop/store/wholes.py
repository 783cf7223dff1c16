"""Finds the records that a save of their parts concerns: their rules and what follows look at these parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.kind import Kind, Kinds
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.store.reading import Reader


@dataclass(frozen=True)
class Whole:
    """A record that is judged anew, as a ``draft`` that sets nothing; the part at ``place`` of a save brings it in."""

    draft: Draft
    place: int


class Wholes:
    """Looks for them among what a save sets and what is recorded."""

    def __init__(self, kinds: Kinds, reader: Reader) -> None:
        """Work on an open store."""
        self._kinds = kinds
        self._reader = reader
        self._looked_at = frozenset(part for kind in kinds for part in kind.looks_at_parts)

    def of(self, drafts: Sequence[Draft], gone: Sequence[str] = ()) -> list[Whole]:
        """Return the stored records, besides those that the save sets or deletes itself, that look at its parts."""
        if not self._looked_at:
            return []
        told = {draft.uid for draft in drafts} | set(gone)
        found: dict[str, Whole] = {}
        for uid, part, place in [*self._set(drafts), *self._taken_out(gone)]:
            if uid in told or uid in found:
                continue
            record = self._reader.get(uid)
            if record is not None and part in self._kinds[record.kind].looks_at_parts:
                found[uid] = Whole(Draft(record.kind, {}, uid), place)
        return list(found.values())

    def _set(self, drafts: Sequence[Draft]) -> Iterator[tuple[str, str, int]]:
        for place, draft in enumerate(drafts):
            if draft.kind in self._looked_at:
                kind = self._kinds[draft.kind]
                stored = self._reader.get(draft.uid) if draft.uid is not None else None
                given = draft.values.get(str(kind.parent))
                yield from ((uid, kind.name, place) for uid in {str(given or ""), _parent(kind, stored)} if uid)

    def _taken_out(self, gone: Sequence[str]) -> Iterator[tuple[str, str, int]]:
        for uid in gone:
            stored = self._reader.get(uid)
            if stored is not None and stored.kind in self._looked_at:
                kind = self._kinds[stored.kind]
                yield _parent(kind, stored), kind.name, 0


def _parent(kind: Kind, record: Record | None) -> str:
    return "" if record is None else record.text(str(kind.parent))
