"""Tells in words what is held and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from danvan_desktop.domain.device_names import device_of_unit
from danvan_desktop.domain.entry import DELETED
from danvan_desktop.domain.facts import Mark
from danvan_desktop.domain.fields import Field
from danvan_desktop.localization import Message, _, enumerated, ngettext
from danvan_desktop.store import HeldEntry, Store

_MOST_FIELDS = 5
"""So many are named in a sentence."""


@dataclass(frozen=True)
class HeldWords:
    """One held change: the record, the fields, who wrote it, and why it does not count."""

    record: Message
    fields: Message
    author: Message
    reason: Message


def held_in_words(store: Store, one: HeldEntry) -> HeldWords:
    """Tell of one held change."""
    peer = store.peers.find(one.device)
    author = (
        device_of_unit(peer.unit_name, peer.name)
        if peer is not None
        else _("máy chưa biết ({key})", key=one.device[:8])
    )
    title = one.title or str(one.values.get("name") or one.values.get("content") or one.uid)
    place = store.title(one.place)
    if store.officers.lacks(Mark(one.device, one.id), one.officer, one.kind, one.values):
        return HeldWords(_text(title[:60]), fields_in_words(store, one), author, _of_officer(store, one))
    reason = (
        _("máy này không có quyền ghi cho {unit}", unit=place)
        if place
        else _("máy này không có quyền ghi cho đơn vị của hồ sơ")
    )
    return HeldWords(_text(title[:60]), fields_in_words(store, one), author, reason)


def _of_officer(store: Store, one: HeldEntry) -> Message:
    who = store.title(one.officer) if one.officer else ""
    kind = store.kinds[one.kind].label if one.kind in store.kinds else one.kind
    if not who:
        return _("người ghi không được ghi tên nên không có quyền ghi “{kind}”", kind=kind)
    return _("cán bộ “{who}” không có quyền ghi “{kind}”", who=who, kind=kind)


def fields_in_words(store: Store, one: HeldEntry) -> Message:
    """Name the fields as the screen does; those that this version does not know by their code."""
    known = store.kinds[one.kind].by_name if one.kind in store.kinds else {}
    labels = [_label(name, known) for name in sorted(one.values)] or [_("nội dung")]
    shown, rest = labels[:_MOST_FIELDS], len(labels) - _MOST_FIELDS
    if rest > 0:
        shown.append(ngettext("{n} mục khác", "{n} mục khác", rest))
    return enumerated(shown)


def _label(name: str, known: Mapping[str, Field]) -> Message:
    if name == DELETED:
        return _("xóa hồ sơ")
    return known[name].label if name in known else _text(name)


def _text(text: str) -> Message:
    return Message("{text}", values=(("text", text),))
