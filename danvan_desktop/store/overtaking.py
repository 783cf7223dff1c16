"""Saves that would supersede what their author was never shown: told back before anything is written."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from danvan_desktop.domain.change import ChangeId
from danvan_desktop.domain.clock import timestamp_moment
from danvan_desktop.domain.fields import Field, FieldType, Value
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.problems import InvalidRecord, Problem
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.secrecy import masked
from danvan_desktop.localization import Message, _
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.reading import Reader

ShownHeads = Mapping[str, tuple[ChangeId, ...]]
"""The heads of each cell of a record, by field, as somebody was shown them."""


@dataclass(frozen=True)
class Clash:
    """A field that somebody else wrote since it was shown: both values, who wrote and when (local), the new heads.

    ``theirs`` is masked when the record has become secret meanwhile.
    """

    field: str
    mine: Value
    theirs: Value
    officer_name: str
    moment: dt.datetime
    heads: tuple[ChangeId, ...]
    message: Message


class Overtaken(InvalidRecord):
    """A draft would supersede values that its author was not shown; nothing was saved."""

    def __init__(self, clashes: Sequence[Clash], index: int) -> None:
        """Tell every clash beside its field; ``index`` is the draft's place."""
        super().__init__([Problem(clash.field, clash.message) for clash in clashes], index)
        self.clashes = tuple(clashes)


class Overtaking:
    """Compares the heads that a draft was shown with those that are."""

    def __init__(self, connection: Connection, kinds: Kinds, reader: Reader) -> None:
        """Work on an open store."""
        self._connection = connection
        self._kinds = kinds
        self._reader = reader

    def heads_of(self, uids: Iterable[str]) -> dict[str, ShownHeads]:
        """Return the heads of all cells of these records, by uid."""
        rows = self._connection.execute(
            "SELECT h.uid, h.field, c.replica, c.stream, c.seq FROM json_each(?) u CROSS JOIN head h ON h.uid = u.value"
            " JOIN change c ON c.id = h.change ORDER BY 1, 2, 3, 4, 5",
            [json.dumps(list(dict.fromkeys(uids)))],
        )
        found: dict[str, dict[str, tuple[ChangeId, ...]]] = {}
        for uid, field, *change_id in rows:
            cells = found.setdefault(uid, {})
            cells[field] = (*cells.get(field, ()), ChangeId(*change_id))
        return dict(found)

    def clashes(self, draft: Draft, record: Record, before: Record | None) -> Iterator[Clash]:
        """Yield the cells in which ``record``, made of the draft, would supersede what it was not shown."""
        if draft.shown is None or before is None:
            return
        now = self.heads_of([record.uid]).get(record.uid, {})
        for name in draft.values:
            field = self._kinds[record.kind].field(name)
            mine, theirs, heads = record.get(name), before.get(name), now.get(name, ())
            if mine != theirs and heads and set(heads) - set(draft.shown.get(name, ())):
                yield self._clash(field, mine, masked(field, theirs) if before.secret else theirs, heads)

    def _clash(self, field: Field, mine: Value, theirs: Value, heads: tuple[ChangeId, ...]) -> Clash:
        timestamp, officer = max(
            self._connection.execute(
                "SELECT timestamp, officer FROM change WHERE replica = ? AND stream = ? AND seq = ?", list(head)
            ).fetchone()
            for head in heads
        )
        name = self._reader.titles([officer]).get(officer, officer) if officer else ""
        moment = timestamp_moment(timestamp)
        told = _(
            "Trong lúc soạn, nơi khác đã ghi “{theirs}” ({who}, {moment}); của bạn là “{mine}”.",
            theirs=self._in_words(field, theirs),
            who=name or _("không rõ người ghi"),
            moment=moment,
            mine=self._in_words(field, mine),
        )
        return Clash(field.name, mine, theirs, name, moment, heads, told)

    def _in_words(self, field: Field, value: Value) -> Message | str:
        if value is None:
            return _("(trống)")
        if field.type is FieldType.REFERENCE:
            return self._reader.titles([str(value)]).get(str(value), str(value))
        return field.label_of(value) or str(value)[:200]
