"""Finds the records that a reference may be given, by their names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from danvan_desktop.domain.fields import Field, FieldType, TypedName
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.names import fits, is_same
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.localization import _
from danvan_desktop.store.reading import Reader
from danvan_desktop.store.search import Search
from danvan_desktop.store.selection import Selection

_MOST_HITS = 1_000
"""Records looked at that have the words somewhere; those whose names have them are fewer."""


@dataclass(frozen=True)
class Offered:
    """Records to choose from; ``is_whole`` when there are no others."""

    records: Sequence[Record]
    is_whole: bool


class Naming:
    """Looks names up for references."""

    def __init__(self, kinds: Kinds, reader: Reader, search: Search, awaited: Callable[[], Collection[str]]) -> None:
        """Work on an open store; the units that are ``awaited`` to be joined to another are offered nowhere."""
        self._kinds = kinds
        self._reader = reader
        self._search = search
        self._awaited = awaited

    def offered(self, field: Field, typed: str = "", limit: int = 50) -> Offered:
        """Return what a reference offers for what was typed, all of it for nothing; of each kind at most ``limit``."""
        if typed.strip():
            looked_at = list(self._found(field, typed))
            found = [record for record in looked_at if fits(typed, self.name_of(record))]
            return Offered(found[:limit], len(found) <= limit and len(looked_at) < _MOST_HITS)
        selection = Selection(without=self._awaited())
        lists = [self._reader.select(kind, selection=selection, limit=limit + 1) for kind in field.targets]
        records = [record for members in lists for record in members[:limit] if _is_offered(field, record)]
        return Offered(records, all(len(members) <= limit for members in lists))

    def settled(self, draft: Draft) -> Draft:
        """Return a draft in which names that were typed whole are the uids of their records.

        A name that no record or more than one record has stays, with the reason why it cannot be taken.
        """
        if draft.kind not in self._kinds:
            return draft
        fields = self._kinds[draft.kind].by_name
        typed = {
            name: self._meant(fields[name], value)
            for name, value in draft.values.items()
            if isinstance(value, TypedName) and name in fields and fields[name].type is FieldType.REFERENCE
        }
        return replace(draft, values={**draft.values, **typed}) if typed else draft

    def name_of(self, record: Record) -> str:
        """Return what people call a record."""
        return self._kinds[record.kind].title_of(record)

    def _meant(self, field: Field, typed: TypedName) -> str:
        same = [record for record in self._found(field, typed) if is_same(typed, self.name_of(record))]
        if len(same) == 1:
            return same[0].uid
        if same:
            return TypedName(typed, _("có {n} mục tên “{name}”; hãy chọn một trong danh sách", n=len(same), name=typed))
        return TypedName(typed, _("không có “{name}” trong danh sách; hãy chọn một mục có sẵn", name=typed))

    def _found(self, field: Field, typed: str) -> Iterable[Record]:
        awaited = self._awaited()
        for kind in field.targets:
            hits = [hit.uid for hit in self._search.find(typed, kind, _MOST_HITS)]
            for record in self._reader.get_many(hits).values():
                if record.uid not in awaited and _is_offered(field, record):
                    yield record


def _is_offered(field: Field, record: Record) -> bool:
    return field.offer is None or record.get(field.offer.field) in field.offer.codes
