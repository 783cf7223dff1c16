"""Saves that would supersede what their author was never shown: told back before anything is written.

What is hidden of a secret record was shown to nobody who did not ask for it, however the save is made.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from danvan_desktop.domain.clock import timestamp_moment
from danvan_desktop.domain.entry import EntryId
from danvan_desktop.domain.fields import Field, FieldType, Value
from danvan_desktop.domain.kind import Kinds
from danvan_desktop.domain.problems import InvalidRecord, Problem
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.secrecy import MASK, hides, masked
from danvan_desktop.localization import Message, _
from danvan_desktop.store.connection import Connection
from danvan_desktop.store.log import EntryLog
from danvan_desktop.store.reading import Reader

ShownHeads = Mapping[str, tuple[EntryId, ...]]
"""The heads of each cell of a record, by field, as somebody was shown them."""


class Clash(Struct, frozen=True):
    """A field that somebody else wrote since it was shown: both values, who wrote and when (local), the new heads.

    ``theirs`` is masked while it ``is_hidden``: ``opened`` tells it, once it was asked for.
    """

    field: str
    mine: Value
    theirs: Value
    officer_name: str
    moment: dt.datetime
    heads: tuple[EntryId, ...]
    message: Message
    is_hidden: bool = False


def is_hidden(field: Field, record: Record) -> bool:
    """Tell whether a record, as it is, holds in this field what is shown only to somebody who asks."""
    return record.secret and hides(field) and record.get(field.name) is not None


class StaleDraft(InvalidRecord):
    """A draft would supersede values that its author was not shown; nothing was saved."""

    def __init__(self, clashes: Sequence[Clash], index: int) -> None:
        """Tell every clash beside its field; ``index`` is the draft's place."""
        super().__init__([Problem(clash.field, clash.message) for clash in clashes], index)
        self.clashes = tuple(clashes)


class StaleDraftCheck:
    """Compares the heads that a draft was shown with those that are."""

    def __init__(self, connection: Connection, kinds: Kinds, reader: Reader) -> None:
        """Work on an open store."""
        self._connection = connection
        self._log = EntryLog(connection)
        self._kinds = kinds
        self._reader = reader

    def heads_of(self, uids: Iterable[str]) -> dict[str, ShownHeads]:
        """Return the heads of all cells of these records, by uid."""
        rows = self._connection.execute(
            "SELECT h.uid, h.field, h.replica, h.stream, h.seq FROM json_each(?) u CROSS JOIN head h ON h.uid = u.value"
            " ORDER BY 1, 2, 3, 4, 5",
            [json.dumps(list(dict.fromkeys(uids)))],
        )
        found: dict[str, dict[str, tuple[EntryId, ...]]] = {}
        for uid, field, *entry_id in rows:
            cells = found.setdefault(uid, {})
            cells[field] = (*cells.get(field, ()), EntryId(*entry_id))
        return dict(found)

    def clashes(self, draft: Draft, record: Record, before: Record | None) -> Iterator[Clash]:
        """Yield the cells in which ``record``, made of the draft, would supersede what it was not shown."""
        if before is None or (draft.shown is None and not before.secret):
            return
        shown = draft.shown or {}
        now = self.heads_of([record.uid]).get(record.uid, {})
        for name in draft.values:
            field = self._kinds[record.kind].field(name)
            mine, theirs, heads = record.get(name), before.get(name), now.get(name, ())
            if not set(heads) - set(shown.get(name, ())):
                continue
            if is_hidden(field, before):
                if draft.values[name] != MASK:
                    yield self._hidden_clash(field, mine, theirs, heads)
            elif mine != theirs and draft.shown is not None:
                yield self._clash(field, mine, theirs, heads)

    def hidden(self, draft: Draft, record: Record, before: Record | None) -> list[Problem]:
        """Tell what of a draft ``clashes`` would refuse because it was hidden from its author."""
        if before is None or not before.secret:
            return []
        known = self._kinds[draft.kind].by_name
        readable = replace(draft, values={name: value for name, value in draft.values.items() if name in known})
        return [Problem(one.field, one.message) for one in self.clashes(readable, record, before) if one.is_hidden]

    def opened(self, clash: Clash, record: Record) -> Clash:
        """Return a clash with what was hidden, of a record that was revealed."""
        field = self._kinds[record.kind].field(clash.field)
        return self._clash(field, clash.mine, record.get(clash.field), clash.heads)

    def _hidden_clash(self, field: Field, mine: Value, theirs: Value, heads: tuple[EntryId, ...]) -> Clash:
        told = _(
            "“{field}” đang được giữ bí mật và bạn chưa xem nên không ghi đè. Hãy mở nội dung bí mật"
            " (dòng lệnh: --reveal) rồi sửa.",
            field=field.label,
        )
        return replace(self._clash(field, mine, masked(field, theirs), heads), message=told, is_hidden=True)

    def _clash(self, field: Field, mine: Value, theirs: Value, heads: tuple[EntryId, ...]) -> Clash:
        newest = max((found for head in heads if (found := self._log.find(head))), key=lambda found: found.timestamp)
        timestamp, officer = newest.timestamp, newest.officer
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
