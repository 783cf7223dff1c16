"""Tells of which unit each record of a store of before was.

It goes by what the author of an entry had said until then, and for what he never said by the first word on it: so every
store that knows these words comes to the same entries, and to the same hashes, as their author does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from danvan_desktop.store.former_log import FormerChange

_PLACE_FIELDS = {
    **dict.fromkeys(
        (
            "household", "meeting", "commune_vote", "dialogue", "petition", "model", "officer", "situation_entry",
            "document_number", "report_text",
        ),
        "unit",
    ),
    **dict.fromkeys(("agenda_item", "decision", "attendance"), "meeting"),
    "opinion": "gathering",
    **dict.fromkeys(("model_progress", "score", "recognition"), "model"),
    "attachment": "owner",
}  # fmt: skip
"""The fields that told, in stores of before, of which unit or of which whole a record was."""

_Word = tuple[str, str]
"""A moment, and what was named then."""


class UnitsByDevice:
    """Of which unit each record was by the word of each device."""

    def __init__(self, home: str) -> None:
        """``home`` is the uid of the unit whose store it is, or empty."""
        self._home = home
        self._units: set[str] = set()
        self._founded: dict[str, _Word] = {}
        self._named: dict[str, dict[str, list[_Word]]] = {}

    def noting(self, changes: Iterable[FormerChange], device: str) -> Iterator[FormerChange]:
        """Pass the changes of a device's log on and note what they say."""
        for change in changes:
            if change.kind == "unit":
                self._units.add(change.uid)
                made = (change.timestamp, change.uid)
                self._founded[device] = min(self._founded.get(device, made), made)
            elif change.field == _PLACE_FIELDS.get(change.kind) and change.value is not None:
                words = self._named.setdefault(change.uid, {}).setdefault(device, [])
                words.append((change.timestamp, change.value))
            yield change

    def of(self, uid: str, device: str, moment: str) -> str:
        """Return the unit that a record was of by a device's entry; where nothing tells it, that of the device."""
        for _round in range(len(_PLACE_FIELDS)):
            named = None if uid in self._units else self._word(uid, device, moment)
            target = None if named is None else json.loads(named)
            if not isinstance(target, str) or not target:
                break
            uid = target
        if uid in self._units:
            return uid
        founded = self._founded.get(device) or min(self._founded.values(), default=("", ""))
        return founded[1] or self._home or uid

    def _word(self, uid: str, device: str, moment: str) -> str | None:
        words = self._named.get(uid, {})
        own = [word for word in words.get(device, ()) if word[0] <= moment]
        if own:
            return max(own)[1]
        return min((word for one in words.values() for word in one), default=("", None))[1]
