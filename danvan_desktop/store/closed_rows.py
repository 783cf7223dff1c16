"""Which records are closed to the officer who works here: those of guarded kinds, and what is a part of one."""

from __future__ import annotations

from collections.abc import Callable, Collection

from danvan_desktop.domain.kind import Kind, Kinds
from danvan_desktop.domain.record import Record


class ClosedRows:
    """Asks each time: another officer may work now."""

    def __init__(self, kinds: Kinds, closed: Callable[[], Collection[str]]) -> None:
        """``closed`` gives the guarded kinds of which all records are hidden just now."""
        self._closed = closed
        guarded = {kind.name for kind in kinds if kind.guarded is not None}
        self._parts = frozenset(
            kind.name
            for kind in kinds
            if kind.guarded is None and kind.parent and guarded & set(kind.field(kind.parent).targets)
        )

    def has_all_of(self, kind: Kind) -> bool:
        """Tell whether all records of a kind are hidden just now."""
        return kind.guarded is not None and kind.name in self._closed()

    def condition(self, kind: Kind) -> str:
        """Return the condition of SQL that a row of a kind is closed just now, empty where none is."""
        if kind.guarded is not None:
            return "1" if kind.name in self._closed() else ""
        if kind.name not in self._parts or not (closed := self._closed()):
            return ""
        named = ", ".join(f"'{name}'" for name in sorted(closed))
        return f'"{kind.parent}" IN (SELECT uid FROM main.record WHERE kind IN ({named}))'

    def has(self, kind: Kind, record: Record, kind_of: Callable[[str], str | None]) -> bool:
        """Tell whether a record is hidden just now with its kind, or with the record that it is a part of."""
        if kind.guarded is not None or kind.name not in self._parts:
            return self.has_all_of(kind)
        return kind_of(record.text(str(kind.parent))) in self._closed()
