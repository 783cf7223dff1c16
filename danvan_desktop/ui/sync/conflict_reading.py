"""Reads what two offices wrote differently, with who wrote it, when and on which machine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from danvan_desktop.domain.entry import DELETED, EntryId
from danvan_desktop.domain.fields import Field, FieldType, Value
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store import Change, Conflict, ConflictReason, HistoryEntry, Store
from danvan_desktop.store.history import Place
from danvan_desktop.sync.noted_manifests import recall_manifest
from danvan_desktop.ui.models.naming import readable

_DELETED_LABEL = _("Xóa hay giữ hồ sơ")


@dataclass(frozen=True)
class Side:
    """One of the values; ``where`` names the machine that it was written on.

    ``field_name`` is another than the difference's where an edit stands against a deletion or a signature; ``part``
    names what belongs to the record where the edit is of such a part. What a secret record holds ``is_hidden`` until it
    is opened.
    """

    change: EntryId
    field_name: str
    field: Field | None
    value: Value
    who: str
    when: dt.datetime
    where: Message
    part: Message | None = None
    is_hidden: bool = False


@dataclass(frozen=True)
class Difference:
    """A field of a record with values that do not know of each other; the first side is the one in use.

    ``field`` is ``None`` for one that this version does not know, and for the mark of deletion.
    """

    kind: str
    uid: str
    field_name: str
    kind_label: Message
    title: str
    field: Field | None
    sides: tuple[Side, ...]
    titles: Mapping[str, str]
    reason: ConflictReason

    @property
    def key(self) -> str:
        """Name it among all differences."""
        return f"{self.uid} {self.field_name}"

    @property
    def label(self) -> Message:
        """What the field is called."""
        if self.is_deletion:
            return _DELETED_LABEL
        return self.field.label if self.field is not None else _("Trường “{name}”", name=self.field_name)

    @property
    def is_deletion(self) -> bool:
        """Whether it is about the record being deleted."""
        return self.field_name == DELETED

    @property
    def is_of_values(self) -> bool:
        """Whether all sides are values of the one field."""
        return self.reason is ConflictReason.VALUES

    @property
    def is_hidden(self) -> bool:
        """Whether its sides cannot be compared before they are opened."""
        return any(side.is_hidden for side in self.sides)


def read_differences(store: Store, translator: Translator) -> list[Difference]:
    """Read everything that waits for a person's decision."""
    conflicts = store.conflicts()
    origin = origins(store)
    found = store.titles({conflict.uid for conflict in conflicts} | _referred(store, conflicts))
    titles = {uid: readable(title, translator) for uid, title in found.items()}
    return [_difference(store, conflict, titles, origin) for conflict in conflicts]


def open_difference(store: Store, difference: Difference) -> Difference:
    """Read what is hidden of the sides, which is noted; a side that was settled meanwhile stays hidden."""
    found = [one for one in store.conflicts() if (one.uid, one.field) == (difference.uid, difference.field_name)]
    conflicts = store.reveal_conflicts(found)
    whole = {(head.change.id, head.change.field): head.value for one in conflicts for head in one.heads}
    sides: dict[tuple[str, str, Value], Side] = {}
    for side in difference.sides:
        value = whole.get((side.change, side.field_name), side.value)
        is_hidden = side.is_hidden and (side.change, side.field_name) not in whole
        sides.setdefault((str(side.part), side.field_name, value), replace(side, value=value, is_hidden=is_hidden))
    titles = {**difference.titles, **store.titles(_referred(store, conflicts))}
    return replace(difference, sides=tuple(sides.values()), titles=titles)


def origins(store: Store) -> Callable[[Change], Message]:
    """Return what tells which machine a change was written on."""
    devices = {head.replica: head.device for head in store.log.logs()}
    names: dict[str, Message] = {}
    for note in store.bundles():
        manifest = recall_manifest(note.manifest)
        words = _("{device} – {unit}", device=manifest.sender.name, unit=manifest.unit.name)
        names.setdefault(manifest.sender.device, words)
    names[store.device_key] = _("Máy này")

    def origin(change: Change) -> Message:
        return names.get(devices.get(change.id.replica, ""), _("Máy khác, gửi qua trung gian"))

    return origin


def _difference(
    store: Store, conflict: Conflict, titles: Mapping[str, str], origin: Callable[[Change], Message]
) -> Difference:
    entries = {entry.change.place: entry for entry in store.history(conflict.uid)}
    sides = tuple(
        _side(store, conflict, head, _first_written(head, entries), origin) for head in _distinct(conflict.heads)
    )
    known = conflict.kind in store.kinds
    label = store.kinds[conflict.kind].label if known else _("Loại “{name}”", name=conflict.kind)
    title, field = titles.get(conflict.uid, ""), _field(store, conflict.kind, conflict.field)
    return Difference(conflict.kind, conflict.uid, conflict.field, label, title, field, sides, titles, conflict.reason)


def _side(
    store: Store,
    conflict: Conflict,
    head: HistoryEntry,
    written: HistoryEntry,
    origin: Callable[[Change], Message],
) -> Side:
    change = head.change
    part = store.kinds[change.kind].label if change.uid != conflict.uid else None
    field = _field(store, change.kind, change.field)
    where = origin(written.change)
    who, when = written.officer_name, written.moment
    return Side(change.id, change.field, field, head.value, who, when, where, part, head.is_hidden)


def _first_written(entry: HistoryEntry, entries: Mapping[Place, HistoryEntry]) -> HistoryEntry:
    """Return the change that wrote a value: not the one that brought it back when a decision was undone."""
    while len(entry.change.replaced) == 1 and (decision := entries.get(entry.change.replaced_places[0])) is not None:
        replaced = [entries[place] for place in decision.change.replaced_places if place in entries]
        same = [former for former in replaced if former.value == entry.value and not former.is_hidden]
        if len(replaced) < 2 or not same:
            break
        entry = same[-1]
    return entry


def _field(store: Store, kind: str, name: str) -> Field | None:
    """Return a field's declaration, ``None`` for what this version does not know."""
    return store.kinds[kind].by_name.get(name) if kind in store.kinds else None


def _distinct(heads: Sequence[HistoryEntry]) -> list[HistoryEntry]:
    """Keep the newest head of each value; values that are hidden look the same and need not be."""
    kept: dict[tuple[str, str, Value | EntryId], HistoryEntry] = {}
    for head in heads:
        said = head.change.id if head.is_hidden else head.value
        kept.setdefault((head.change.uid, head.change.field, said), head)
    return list(kept.values())


def _referred(store: Store, conflicts: Sequence[Conflict]) -> set[str]:
    """Return the uids that the values of references name."""
    return {
        str(head.value)
        for conflict in conflicts
        for head in conflict.heads
        if head.value is not None
        and (field := _field(store, conflict.kind, head.change.field)) is not None
        and field.type is FieldType.REFERENCE
    }
