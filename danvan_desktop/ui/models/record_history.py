"""The history of a record as people read it: save by save, who, when, and each field before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from danvan_desktop.domain.entry import DELETED
from danvan_desktop.domain.fields import Field, FieldType, Value
from danvan_desktop.domain.kind import STATE, Kind
from danvan_desktop.domain.kinds.disclosure import DISCLOSURE, Purpose
from danvan_desktop.domain.own_names import name_in
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message, Translator, _, ngettext
from danvan_desktop.store import HistoryEntry, Store
from danvan_desktop.store.history import Place
from danvan_desktop.ui.models.naming import shown

_PURPOSE = DISCLOSURE.field("purpose")
_REASON = DISCLOSURE.field("reason")


@dataclass(frozen=True)
class FieldStep:
    """One field as one save set it; ``is_current`` when nothing has replaced it."""

    field: Field
    before: str
    after: str
    value: Value
    is_current: bool
    is_erased: bool = False

    @property
    def can_be_restored(self) -> bool:
        """Whether it is a value of before that is still known."""
        return not self.is_current and not self.is_erased


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
    by_place = {entry.change.place: entry for entry in entries}
    names = store.titles(_references(kind, entries))
    told = _Teller(kind, translator, names, by_place, _own_names(store, kind, record))
    saves = groupby(entries, key=lambda entry: (entry.change.timestamp, entry.change.id.replica))
    grouped = [list(members) for _save, members in saves]
    titles = told.titles(list(reversed(grouped)))
    return [told.save(members, title) for members, title in zip(grouped, reversed(titles), strict=True)]


class _Teller:
    """Turns changes into words."""

    def __init__(
        self,
        kind: Kind,
        translator: Translator,
        names: Mapping[str, str],
        entries: Mapping[Place, HistoryEntry],
        own: Mapping[str, Record],
    ) -> None:
        self._kind = kind
        self._translator = translator
        self._names = names
        self._entries = entries
        self._own = own
        self._order = {field.name: place for place, field in enumerate(kind.fields)}

    def save(self, entries: Sequence[HistoryEntry], title: Message) -> SaveStep:
        own = (entry for entry in entries if entry.change.kind == self._kind.name)
        known = [entry for entry in own if self._kind.has(entry.change.field)]
        ordered = sorted(known, key=lambda entry: self._order[entry.change.field])
        first = entries[0]
        return SaveStep(first.moment, first.officer_name, title, [self._field(e) for e in ordered])

    def titles(self, saves: Sequence[Sequence[HistoryEntry]]) -> list[Message]:
        """Say what each save did, the oldest first: what became of the record by then tells it."""
        values: dict[str, Value] = {}
        found: list[Message] = []
        for entries in saves:
            before = self._state(values) if found else None
            own = (entry for entry in entries if entry.change.kind == self._kind.name)
            values |= {entry.change.field: entry.value for entry in own}
            found.append(self._title(entries, before, self._state(values)))
        return found

    def _state(self, values: Mapping[str, Value]) -> str | None:
        states = self._kind.states
        if states is None or not states.follow_facts:
            return None
        return states.of(values, states.decision(values.get(STATE)))

    def _title(self, entries: Sequence[HistoryEntry], before: str | None, after: str | None) -> Message:
        by_field = {entry.change.field: entry for entry in entries}
        states = self._kind.states
        if entries[0].change.kind == DISCLOSURE.name:
            return self._of_note(by_field)
        if DELETED in by_field:
            return _("Xóa hồ sơ") if by_field[DELETED].value else _("Khôi phục hồ sơ")
        if all(not entry.change.replaced for entry in entries) and before is None and len(entries) > 1:
            return (states[after].deed if states is not None and after is not None else None) or _("Lập hồ sơ")
        if states is not None and after is not None and before != after:
            deed = states[after].deed if states.place(after) > states.place(before or after) else None
            return deed or _("Trở lại trạng thái: {state}", state=states[after].label)
        if after is None and STATE in by_field and self._kind.has(STATE):
            return _("Chuyển trạng thái: {state}", state=self._text(self._kind.field(STATE), by_field[STATE].value))
        return ngettext("Sửa {n} mục", "Sửa {n} mục", len(entries))

    def _of_note(self, by_field: Mapping[str, HistoryEntry]) -> Message:
        purpose = by_field["purpose"].value
        reason = self._text(_REASON, by_field["reason"].value) if "reason" in by_field else ""
        if purpose == Purpose.LIFTED:
            return _("Thôi giữ bí mật: {reason}", reason=reason)
        if purpose == Purpose.SENT:
            return _("Gửi nội dung bí mật cho: {receivers}", receivers=reason)
        return _("Mở hồ sơ bí mật: {purpose}", purpose=self._text(_PURPOSE, purpose))

    def _field(self, entry: HistoryEntry) -> FieldStep:
        field = self._kind.field(entry.change.field)
        parents = [self._entries[place] for place in entry.change.replaced_places if place in self._entries]
        before = self._said(field, parents[0]) if parents else ""
        return FieldStep(
            field, before, self._said(field, entry), entry.value, entry.is_head, is_erased=entry.erasure is not None
        )

    def _said(self, field: Field, entry: HistoryEntry) -> str:
        return self._text(field, entry.value) if entry.erasure is None else self._translator(entry.erasure.told)

    def _text(self, field: Field, value: Value) -> str:
        own = name_in(self._own[field.name], str(value)) if field.name in self._own and value else ""
        return own or shown(field, value, self._translator, lambda uid: self._names.get(uid, uid))


def _own_names(store: Store, kind: Kind, record: Record) -> Mapping[str, Record]:
    """Return by field the record that names its choices now, which those of before are called by too."""
    naming = {field.name: store.get(record.text(field.named_by)) for field in kind.fields if field.named_by}
    return {name: other for name, other in naming.items() if other is not None}


def _references(kind: Kind, entries: Iterable[HistoryEntry]) -> set[str]:
    names = {field.name for field in kind.fields if field.type is FieldType.REFERENCE}
    return {str(entry.value) for entry in entries if entry.change.field in names and entry.value}
