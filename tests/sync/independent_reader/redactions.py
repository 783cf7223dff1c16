"""Section 10, *Redactions*: which values are due to be erased. What it says of fields stands in section 12."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .lines import Entry
from .records import History, Log, Records, text_of
from .rights import ABOVE, OWN, Rights
from .strict import NAME, REPLICA, STREAM

DOCUMENT = Path(__file__).parents[3] / "docs" / "bundle-format.md"
EVERYWHERE = {"deleted", "seen", "state"}
WHOLLY = {"grant", "withdrawal", "officer_right", "same_as", "disclosure", "redaction"}
ENTRY_ID = re.compile(f"({REPLICA}):({STREAM}):([1-9][0-9]{{0,11}})")
Cell = tuple[tuple[str, str, int], str]


@dataclass(frozen=True)
class Fields:
    """What section 12 tells of a kind; ``answers`` holds ``*`` when all are."""

    unit: str = ""
    whole: str = ""
    secret: frozenset[str] = frozenset()
    answers: frozenset[str] = frozenset()


@cache
def fields_by_kind() -> Mapping[str, Fields]:
    """Read the table of section 12."""
    table = DOCUMENT.read_text("utf-8").partition("\n## 12. ")[2]
    rows = re.findall(r"^\| `([a-z_]+)` \|(.*)\|(.*)\|(.*)\|(.*)\|$", table, re.MULTILINE)
    named = ((kind, [frozenset(re.findall("`([a-z_*]+)`", cell)) for cell in cells]) for kind, *cells in rows)
    return {kind: Fields("".join(unit), "".join(whole), *others) for kind, (unit, whole, *others) in named}


def read_cells(text: str) -> Iterator[Cell]:
    """Yield what the text of ``cells`` names; nothing of one of another form."""
    try:
        told = json.loads(text) if len(text) <= 900_000 else {}
    except (ValueError, RecursionError):
        return
    named = told.items() if isinstance(told, dict) else ()
    ids = [ENTRY_ID.fullmatch(entry) for entry, _names in named]
    lists = [names for _entry, names in named]
    if not all(ids) or not all(isinstance(names, list) for names in lists) or sum(map(len, lists)) > 10_000:
        return
    if all(isinstance(name, str) and re.fullmatch(NAME, name) for names in lists for name in names):
        yield from (
            ((one[1], one[2], int(one[3])), name)
            for one, names in zip(ids, lists, strict=True)
            if one is not None
            for name in names
        )


def due_cells(entries: Iterable[Entry], devices: Mapping[Log, str]) -> set[Cell]:
    """Return the values (entry id and field) that must be erased, of all entries that are here."""
    records = Records(entries, devices)
    return _Redactions(records, Rights(records)).due()


class _Redactions:
    def __init__(self, records: Records, rights: Rights) -> None:
        self._records, self._rights = records, rights

    def due(self) -> set[Cell]:
        return {
            cell
            for entry in self._records.of_kind("redaction")
            if not self._is_held(entry)
            for cell in read_cells(text_of(entry, "cells"))
            if self._is_due(entry, *cell)
        }

    def _is_held(self, entry: Entry) -> bool:
        """Tell whether any field of a redaction is: it names its unit, and nobody answers by it."""
        history = self._history(entry.uid)
        if history is None:
            return True
        where = history.stays[history.knew[entry.id] :]
        unit = text_of(entry, "unit")
        is_misplaced = bool(unit) and (unit != entry.place or self._rights.standing(entry, unit) < OWN)
        return is_misplaced or not any(self._rights.standing(entry, place) == OWN for place in where)

    def _is_due(self, by: Entry, entry_id: tuple[str, str, int], name: str) -> bool:
        target = self._records.by_id.get(entry_id)
        history = self._history(target.uid) if target is not None else None
        if target is None or history is None or name not in target.fields:
            return False
        kind = self._records.kind(target.uid)
        fields = fields_by_kind().get(kind, Fields())
        of_unit = {"kind", "parent"} if kind == "unit" else set()
        if kind in WHOLLY or name in {*EVERYWHERE, fields.unit, fields.whole, *fields.secret, *of_unit}:
            return False
        standing = self._rights.standing(by, history.stays[-1])
        is_answer = name in fields.answers or "*" in fields.answers
        is_own_answer = is_answer and self._records.device(by) == self._records.device(target)
        return standing == OWN or (standing == ABOVE and is_own_answer)

    def _history(self, uid: str) -> History | None:
        fields = fields_by_kind().get(self._records.kind(uid), Fields())
        return self._records.history(
            uid, fields.unit or fields.whole, lambda entry, place: self._rights.standing(entry, place) == OWN
        )
