"""Makes records after an earlier one: a copy, one like the last of its row, a series planned ahead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from danvan_desktop.domain.fields import FieldType, Value
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.named_periods import renamed
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.repeating import can_be_repeated, carried
from danvan_desktop.localization import Message, _
from danvan_desktop.store.errors import StoreError
from danvan_desktop.store.store import Store


@dataclass(frozen=True)
class Copied:
    """What a new record begins with: its own fields, and those of its parts by their kind."""

    values: Mapping[str, Value]
    parts: Mapping[str, Sequence[Mapping[str, Value]]]


@dataclass(frozen=True)
class Occasion:
    """One of a series: the moment, and the record of that row which stands on its day already (its uid, or empty).

    ``moved_from`` is the day off that it would have been on.
    """

    moment: dt.datetime
    taken_by: str = ""
    moved_from: dt.date | None = None

    @property
    def notes(self) -> Sequence[Message]:
        """Say from where it was moved, and that it is left out."""
        moved = [] if self.moved_from is None else [_("dời từ ngày nghỉ {day}", day=self.moved_from)]
        return [*moved, _("đã có lịch, bỏ qua")] if self.taken_by else moved


def copied(store: Store, record: Record) -> Copied:
    """Return what a record made after this one begins with; what follows from other fields is found anew.

    Raises StoreError for a secret record, and for one of a kind whose records are never written anew.
    """
    kind = store.kinds[record.kind]
    if record.secret:
        raise StoreError(_("Hồ sơ này được giữ bí mật nên không nhân đôi được."))
    if kind.append_only:
        raise StoreError(_("Loại hồ sơ này không nhân đôi được."))
    values = carried(kind, record)
    parts = {
        part.name: [carried(part, child) for child in store.children(record.uid, part.name)]
        for part in store.kinds.children_of(kind.name)
        if part.carried_over
    }
    return Copied(_found_anew(store, kind, values), {name: found for name, found in parts.items() if found})


def held_on(store: Store, like: Copied, record: Record, day: dt.date) -> Copied:
    """Call months and quarters by those of ``day`` where what was copied of ``record`` names its own."""
    kind = store.kinds[record.kind]
    was = None if kind.date is None else record.date(kind.date)
    if was is None:
        return like
    parts = {
        name: [_renamed(store.kinds[name], values, was, day) for values in found] for name, found in like.parts.items()
    }
    return Copied(_renamed(kind, like.values, was, day), parts)


def _renamed(kind: Kind, values: Mapping[str, Value], was: dt.date, now: dt.date) -> Mapping[str, Value]:
    return {
        name: renamed(value, was, now) if isinstance(value, str) and kind.field(name).textual else value
        for name, value in values.items()
    }


def last_of_row(store: Store, kind: Kind, values: Mapping[str, Value]) -> Record | None:
    """Return the newest record of the row that a new one with these values belongs to.

    What is only planned for later than the new one, or than today, counts where there is nothing earlier.
    """
    row = {name: values.get(name) for name in kind.follows_by}
    if not row or kind.date is None or any(value is None for value in row.values()):
        return None
    day, order = Record(kind.name, "", values).date(kind.date) or store.today(), f"-{kind.date}"
    found = store.list(kind.name, filters=row, order=order, limit=1, between=(kind.date, dt.date.min, day))
    found = found or store.list(kind.name, filters=row, order=order, limit=1)
    return found[0] if found and not found[0].secret else None


def planned(store: Store, record: Record, moments: Sequence[dt.datetime]) -> Sequence[Occasion]:
    """Tell which of the days are taken already by records of the same row; raises StoreError as ``series`` does.

    Where a kind is held on working days, what would be on a day off is on the next of them, and once if two are.
    """
    kind = repeatable(store, record)
    found = dict[dt.date, Occasion]()
    for moment in moments:
        held = _on_working_day(store, moment) if kind.held_on_working_days else moment
        found.setdefault(held.date(), Occasion(held, moved_from=moment.date() if held != moment else None))
    days = list(found)
    row = {name: record.get(name) for name in kind.follows_by}
    there = store.list(kind.name, filters=row, between=(str(kind.date), min(days), max(days))) if days else []
    taken = {other.date(str(kind.date)): other.uid for other in there}
    return [replace(one, taken_by=taken.get(day, "")) for day, one in found.items()]


def _on_working_day(store: Store, moment: dt.datetime) -> dt.datetime:
    return dt.datetime.combine(store.calendar.first_working_day(moment.date()), moment.time())


def series(store: Store, record: Record, moments: Sequence[dt.datetime]) -> list[Draft]:
    """Return drafts of records planned like this one at these moments, but on days that are taken.

    Raises StoreError for a kind whose records do not follow one another.
    """
    kind, drafts = repeatable(store, record), list[Draft]()
    like = copied(store, record)
    for occasion in planned(store, record, moments):
        if not occasion.taken_by:
            day = {str(kind.date): _day_of(kind, occasion.moment)}
            then = held_on(store, like, record, occasion.moment.date())
            drafts += _made(store, kind, {**then.values, **day}, then.parts)
    return drafts


def copy_drafts(store: Store, record: Record, given: Mapping[str, object]) -> list[Draft]:
    """Return drafts of a record made after this one, with what is ``given`` in place of what it would take over."""
    like = copied(store, record)
    return _made(store, store.kinds[record.kind], {**like.values, **given}, like.parts)


def _made(
    store: Store, kind: Kind, values: Mapping[str, object], parts: Mapping[str, Sequence[Mapping[str, Value]]]
) -> list[Draft]:
    uid = store.new_uid()
    made = [Draft(kind.name, values, uid)]
    for name, found in parts.items():
        parent = str(store.kinds[name].parent)
        made += [Draft(name, {**part, parent: uid}, store.new_uid()) for part in found]
    return made


def repeatable(store: Store, record: Record) -> Kind:
    """Return the kind of a record that can come round again; raises StoreError for another or a secret one."""
    kind = store.kinds[record.kind]
    if not can_be_repeated(kind) or record.secret:
        raise StoreError(_("Loại hồ sơ này không lập lịch định kỳ được."))
    return kind


def _day_of(kind: Kind, moment: dt.datetime) -> str:
    is_day = kind.field(str(kind.date)).type is FieldType.DATE
    return moment.date().isoformat() if is_day else moment.strftime("%Y-%m-%dT%H:%M")


def _found_anew(store: Store, kind: Kind, values: Mapping[str, Value]) -> Mapping[str, Value]:
    """Leave out what a save fills in from the rest, as the number of households that a village has now."""
    followers = {rule.field for rule in kind.following} & set(values)
    rest = {name: value for name, value in values.items() if name not in followers}
    filled = store.filled_in(Draft(kind.name, rest))[0] if followers else {}
    return {name: value for name, value in values.items() if name in rest or filled.get(name) is None}


def moment_of(kind: Kind, record: Record) -> dt.datetime | None:
    """Return when a record took place, at midnight where only its day is recorded."""
    if kind.date is None:
        return None
    day = record.date(kind.date)
    return record.datetime(kind.date) or (dt.datetime.combine(day, dt.time()) if day is not None else None)
