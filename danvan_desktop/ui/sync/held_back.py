"""Tells what the sender of a record kept to itself and what was erased, so that it is not taken for lost."""

from __future__ import annotations

from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.stream import Stream
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store import Store


def held_back_of(store: Store, kind: Kind, record: Record, translator: Translator) -> Message | None:
    """Name the fields of a record whose content was held back, ``None`` when all of it is here."""
    names = store.note_of_held_back(record.uid)
    if _withholds_personal_data(store, record.uid):
        names |= {field.name for field in kind.fields if field.personal and record.get(field.name) is None}
    labels = [translator(field.label) for field in kind.fields if field.name in names]
    erased = store.note_of_erased(record.uid)
    gone = [translator(field.label) for field in kind.fields if field.name in erased]
    held = _("Nơi gửi không gửi, không phải để trống hay bị mất: {fields}.", fields=translator.listing(labels))
    told = _("Đã xóa theo yêu cầu (xem Lịch sử): {fields}.", fields=translator.listing(gone))
    if labels and gone:
        return _("{first} {second}", first=translator(held), second=translator(told))
    return held if labels else told if gone else None


def _withholds_personal_data(store: Store, uid: str) -> bool:
    """Tell whether somebody who wrote this record sent it without the log of personal data."""
    held, known = store.peers.held_logs(), store.log.vector()
    keys = {(entry.change.id.replica, Stream.RESTRICTED.value) for entry in store.history(uid)}
    return any(held.get(key, 0) > known.get(key, 0) for key in keys)
