"""Makes the next one of what comes again, when a save closes it (``domain/renewal.py``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.uid import next_uid
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
        given = {made.record.uid: (made, before) for made, before in zip(assembled, befores, strict=True)}
        for made, before in zip(assembled, befores, strict=True):
            renewal, record = made.kind.renewal, made.record
            if renewal is None or not renewal.is_due(record, before):
                continue
            whole = record.text(made.kind.parent or "")
            unit = self._unit_after(*given[whole]) if whole in given else unit_of_record(self._connection, whole)
            draft = renewal.next_of(made.kind, record, unit, overlay)
            if draft is not None:
                draft = self._as_made_before(draft, record, unit)
                day = Record(draft.kind, "", {renewal.day: str(draft.values[renewal.day])}).date(renewal.day)
                yield draft, _note(renewal.told, made.kind.title_of(record), day)

    def _unit_after(self, whole: Assembled, before: Record | None) -> str | None:
        """Return the unit that a whole is of once it is saved, too; ``None`` where that is not told here."""
        name = whole.kind.unit
        if name is None:
            return None
        if before is not None and before.get(name) == whole.record.get(name):
            return unit_of_record(self._connection, whole.record.uid)
        return whole.record.text(name) or None

    def _as_made_before(self, draft: Draft, record: Record, unit: str | None) -> Draft:
        """Let what an earlier version made, deleted or not, be what follows: its uid told no unit."""
        former = next_uid(record.uid, None)
        is_of_it = unit is not None and unit_of_record(self._connection, former) == unit
        is_there = is_of_it and self._reader.get(former, include_deleted=True) is not None
        return replace(draft, uid=former) if is_there else draft


def _note(told: Message, title: str, day: object) -> Problem:
    return Problem(None, _("{told}: “{title}”, hạn {day}.", told=told, title=title, day=day), Severity.WARNING)
