"""Looks at the store as it will be once the drafts of a save are in it, so that they may refer to each other."""

from __future__ import annotations

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.record import Record
from danvan_desktop.store.reading import Reader


class Overlay:
    """A reader in which pending records stand before stored ones."""

    def __init__(self, reader: Reader, kinds: Kinds) -> None:
        """Start with nothing pending."""
        self._reader = reader
        self._kinds = kinds
        self._pending: dict[str, Record] = {}
        self._gone: set[str] = set()
        self._by_value: dict[tuple[str, str], dict[Value, list[Record]]] = {}
        """Of the fields that were asked for, each with its kind."""

    def put(self, record: Record) -> None:
        """Let this record be seen in place of the stored one."""
        if self._pending.get(record.uid) is record:
            return
        self._pending[record.uid] = record
        for (kind, name), records in self._by_value.items():
            if kind == record.kind:
                records.setdefault(record.get(name), []).append(record)

    def hide(self, uid: str) -> None:
        """Let this record be seen no more: it is to be deleted."""
        self._gone.add(uid)

    def get(self, uid: str) -> Record | None:
        """Return the pending or else the stored record."""
        if uid in self._gone:
            return None
        return self._pending.get(uid) or self._reader.get(uid)

    def children(self, parent_uid: str, kind: str) -> list[Record]:
        """Return the children of a parent, pending ones in place of stored ones."""
        parent = self._kinds[kind].parent
        if parent is None:
            return []
        return self._merged(self._reader.children(parent_uid, kind), kind, {parent: parent_uid})

    def find(self, kind: str, **equals: Value) -> list[Record]:
        """Return the records with these values, pending ones in place of stored ones."""
        return self._merged(self._reader.find(kind, **equals), kind, equals)

    def find_all(self, kind: str, **equals: Value) -> list[Record]:
        """Return the records with these values, deleted ones included, pending ones in place of stored ones."""
        return self._merged(self._reader.find_all(kind, **equals), kind, equals)

    def _merged(self, stored: list[Record], kind: str, equals: dict[str, Value]) -> list[Record]:
        kept = [record for record in stored if record.uid not in self._pending and record.uid not in self._gone]
        candidates = [self._with_value(kind, name, value) for name, value in equals.items()]
        fewest = min(candidates, key=len, default=[])
        pending = [
            record
            for record in fewest
            if self._pending[record.uid] is record and all(record.get(name) == value for name, value in equals.items())
        ]
        return kept + pending

    def _with_value(self, kind: str, name: str, value: Value) -> list[Record]:
        """Return the records that were put with a value, some of which others have taken the place of."""
        found = self._by_value.get((kind, name))
        if found is None:
            found = self._by_value[kind, name] = {}
            for record in self._pending.values():
                if record.kind == kind:
                    found.setdefault(record.get(name), []).append(record)
        return found.get(value, [])
