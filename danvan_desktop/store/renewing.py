"""Makes the next one of what comes again, when a save closes it (``domain/renewal.py``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.localization import Message, _
from danvan_desktop.store.assembling import Assembled
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.overlay import Overlay
from danvan_desktop.store.placing import unit_of_record
from danvan_desktop.store.reading import Reader


@dataclass(frozen=True)
class Renewed:
    """What follows from a save: ``new`` records, those that come ``back`` out of the bin, and what to tell of each."""

    new: tuple[Draft, ...]
    back: tuple[Record, ...]
    told: tuple[Problem, ...]


class Renewing:
    """Looks at what a save closes."""

    def __init__(self, connection: Connection, kinds: Kinds, reader: Reader) -> None:
        """Work on an open store."""
        self._connection = connection
        self._kinds = kinds
        self._reader = reader

    def after(self, assembled: Sequence[Assembled], befores: Sequence[Record | None], overlay: Overlay) -> Renewed:
        """Return what follows from the records that a save makes, ``overlay`` being the store with them."""
        given = {made.record.uid for made in assembled}
        new, back, told = list[Draft](), list[Record](), list[Problem]()
        for draft, words in self._following(assembled, befores, overlay):
            stored = self._reader.get(draft.uid or "", include_deleted=True)
            if draft.uid in given or (stored is not None and not stored.deleted):
                continue
            if stored is None:
                new.append(draft)
            else:
                back.append(stored)
            told.append(words)
        return Renewed(tuple(new), tuple(back), tuple(told))

    def _following(
        self, assembled: Sequence[Assembled], befores: Sequence[Record | None], overlay: Overlay
    ) -> Iterator[tuple[Draft, Problem]]:
        given = {made.record.uid for made in assembled}
        for made, before in zip(assembled, befores, strict=True):
            renewal, record = made.kind.renewal, made.record
            if renewal is None or not renewal.is_due(record, before):
                continue
            whole = record.text(made.kind.parent or "")
            # A whole that is saved with it may come to another unit by that.
            unit = None if whole in given else unit_of_record(self._connection, whole)
            draft = renewal.next_of(made.kind, record, unit, overlay)
            if draft is not None:
                day = Record(draft.kind, "", {renewal.day: str(draft.values[renewal.day])}).date(renewal.day)
                yield draft, _note(renewal.told, made.kind.title_of(record), day)


def _note(told: Message, title: str, day: object) -> Problem:
    return Problem(None, _("{told}: “{title}”, hạn {day}.", told=told, title=title, day=day), Severity.WARNING)
