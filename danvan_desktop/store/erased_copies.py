"""Clears what was erased out of what is kept beside the log: entries set aside, and drafts of what is being typed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from danvan_desktop.domain.entry import without
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.entry_json import entry_from_json, entry_to_json

_TYPED = ("preset", "typed", "values")
"""Where a draft keeps the values of a record by field (``ui/editors/draft_content.py``)."""


class ErasedCopies:
    """Works in the transaction that erases."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open store."""
        self._connection = connection

    def clear_aside(self, cells: Iterable[tuple[str, str, str, int, bytes, str]]) -> bool:
        """Clear cells (table, replica, stream, seq, hash, field) of entries set aside; tells whether any was there."""
        named: dict[tuple[str, str, str, int, bytes], set[str]] = {}
        for *place, name in cells:
            named.setdefault(tuple(place), set()).add(name)  # type: ignore[arg-type]
        cleared = [self._clear(place, names) for place, names in named.items()]
        return any(cleared)

    def _clear(self, place: tuple[str, str, str, int, bytes], names: Collection[str]) -> bool:
        table, *key = place
        where = "WHERE replica = ? AND stream = ? AND seq = ? AND hash = ?"
        (text,) = self._connection.execute(f"SELECT entry FROM {table} {where}", key).fetchone()
        entry = entry_from_json(text)
        cleared = without(entry, names, is_held_back=False)
        if cleared == entry:
            return False
        self._connection.execute(f"UPDATE {table} SET entry = ? {where}", [entry_to_json(cleared), *key])
        return True

    def clear_drafts(self, cells: Iterable[tuple[str, str]]) -> None:
        """Clear these fields, each with the uid of its record, out of all drafts; one that cannot be read goes."""
        named: dict[str, set[str]] = {}
        for uid, name in cells:
            named.setdefault(uid, set()).add(name)
        for uid, content in self._connection.execute("SELECT uid, content FROM draft").fetchall():
            mentioned = {record: names for record, names in named.items() if record == uid or record in content}
            if mentioned:
                self._clear_draft(uid, content, mentioned)

    def _clear_draft(self, uid: str, content: str, named: Mapping[str, Collection[str]]) -> None:
        try:
            found = json.loads(content)
        except (ValueError, RecursionError):
            self._connection.execute("DELETE FROM draft WHERE uid = ?", [uid])
            return
        _clear(found, uid, named)
        self._connection.execute(
            "UPDATE draft SET content = ? WHERE uid = ?", [json.dumps(found, ensure_ascii=False), uid]
        )


def _clear(node: Any, uid: str, named: Mapping[str, Collection[str]]) -> None:
    """Clear what an editor kept of the record ``uid``, and of the rows of its parts, which say their own."""
    if isinstance(node, list):
        for part in node:
            _clear(part, "", named)
    if not isinstance(node, dict):
        return
    own = node.get("uid", uid)
    for name, part in node.items():
        if name in _TYPED and isinstance(part, dict):
            for gone in named.get(str(own), ()):
                part.pop(gone, None)
        elif name not in _TYPED:
            _clear(part, "", named)
