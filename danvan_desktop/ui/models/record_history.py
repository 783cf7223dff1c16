"""The history of a record as people read it: save by save, who, when, and each field before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from danvan_desktop.domain.change import DELETED, ChangeId
from danvan_desktop.domain.fields import Field, FieldType, Value
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.disclosure import DISCLOSURE
from danvan_desktop.localization import Message, Translator, _, ngettext
from danvan_desktop.store import HistoryEntry, Store
from danvan_desktop.ui.models.naming import shown

_STATE = "state"
_PURPOSE = DISCLOSURE.field("purpose")


@dataclass(frozen=True)
class FieldStep:
    """One field as one save set it; ``is_current`` when nothing has replaced it."""

    field: Field
    before: str
    after: str
    value: Value
    is_current: bool


@dataclass(frozen=True)
class SaveStep:
    """One save: what it did in a few words, and its fields in the order of the kind."""

    moment: dt.datetime
    officer_name: str
    title: Message
    fields: Sequence[FieldStep]


def history_of(store: Store, uid: str, translator: Translator) -> Sequence[SaveStep]:
    """Return the saves of a record, newest first; fields that this version does not know are left out."""
    entries = store.history(uid)
    record = store.get(uid, include_deleted=True)
    if record is None:
        return ()
    kind = store.kinds[record.kind]
    values = {entry.change.id: entry.value for entry in entries}
    names = store.titles(_references(kind, entries))
    told = _Teller(kind, translator, names, values)
    saves = groupby(entries, key=lambda entry: (entry.change.timestamp, entry.change.id.replica))
    return [told.save(list(members)) for _save, members in saves]


class _Teller:
    """Turns changes into words."""

    def __init__(
        self, kind: Kind, translator: Translator, names: Mapping[str, str], values: Mapping[ChangeId, Value]
    ) -> None:
        self._kind = kind
        self._translator = translator
        self._names = names
        self._values = values
        self._order = {field.name: place for place, field in enumerate(kind.fields)}

    def save(self, entries: Sequence[HistoryEntry]) -> SaveStep:
        known = [entry for entry in entries if self._kind.has(entry.change.field)]
        ordered = sorted(known, key=lambda entry: self._order[entry.change.field])
        first = entries[0]
        return SaveStep(first.moment, first.officer_name, self._title(entries), [self._field(e) for e in ordered])

    def _title(self, entries: Sequence[HistoryEntry]) -> Message:
        by_field = {entry.change.field: entry for entry in entries}
        if entries[0].change.kind == DISCLOSURE.name:
            return _("Mở hồ sơ bí mật: {purpose}", purpose=self._text(_PURPOSE, entries[0].value))
        if DELETED in by_field:
            return _("Xóa bản ghi") if by_field[DELETED].value else _("Khôi phục bản ghi")
        if all(not entry.change.parents for entry in entries) and len(entries) > 1:
            return _("Lập bản ghi")
        if _STATE in by_field and self._kind.has(_STATE):
            return _("Chuyển trạng thái: {state}", state=self._text(self._kind.field(_STATE), by_field[_STATE].value))
        return ngettext("Sửa {n} mục", "Sửa {n} mục", len(entries))

    def _field(self, entry: HistoryEntry) -> FieldStep:
        field = self._kind.field(entry.change.field)
        parents = [self._values[parent] for parent in entry.change.parents if parent in self._values]
        before = self._text(field, parents[0]) if parents else ""
        return FieldStep(field, before, self._text(field, entry.value), entry.value, entry.is_head)

    def _text(self, field: Field, value: Value) -> str:
        return shown(field, value, self._translator, lambda uid: self._names.get(uid, uid))


def _references(kind: Kind, entries: Iterable[HistoryEntry]) -> set[str]:
    names = {field.name for field in kind.fields if field.type is FieldType.REFERENCE}
    return {str(entry.value) for entry in entries if entry.change.field in names and entry.value}
