"""One field of many records at once: what becomes of each is decided, and told, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from danvan_desktop.domain.fields import Field, Value
from danvan_desktop.domain.kind import STATE, Kind
from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Store

_MOST_ASKED = 500
"""Records that are asked which states they can be put in; more of them seldom know others."""


@dataclass(frozen=True)
class Refused:
    """A record that keeps what it says, by its title, and why."""

    title: str
    reason: Message


@dataclass(frozen=True)
class BulkChange:
    """What a change comes to: ``drafts`` to save, of which so many ``replaced`` something else; the others as they are.

    ``same`` counts the records that say so already.
    """

    drafts: tuple[Draft, ...]
    titles: tuple[str, ...]
    replaced: int
    same: int
    refused: tuple[Refused, ...]


def changeable(kind: Kind) -> Sequence[Field]:
    """Return the fields that many records may share: not what ties one to its parent, nor a number given once."""
    own = {kind.parent, kind.about, None if kind.numbered is None else kind.numbered.number.field}
    return [] if kind.append_only else [field for field in kind.fields if field.name not in own]


def plan_change(store: Store, kind: Kind, uids: Sequence[str], field: Field, raw: object) -> BulkChange:
    """Decide what becomes of each record when ``field`` is written as ``raw``; nothing is written.

    Raises FieldError when it cannot be read.
    """
    value = field.parse(raw, store.today())
    found = store.get_many(uids, kind.name)
    records = [found[uid] for uid in uids if uid in found]
    others = [record for record in records if record.get(field.name) != value]
    drafts = [Draft(kind.name, {field.name: value}, record.uid) for record in others]
    parts = list(zip(others, drafts, store.check_drafts(drafts), strict=True))
    reasons = {record.uid: _refusal(store, kind, record, field, value, problems) for record, _draft, problems in parts}
    taken = [(record, draft) for record, draft, _problems in parts if reasons[record.uid] is None]
    return BulkChange(
        tuple(draft for _record, draft in taken),
        tuple(kind.title_of(record) for record, _draft in taken),
        sum(record.get(field.name) is not None for record, _draft in taken),
        len(records) - len(others),
        tuple(Refused(kind.title_of(record), reason) for record in others if (reason := reasons[record.uid])),
    )


def states_offered(store: Store, kind: Kind, uids: Sequence[str]) -> Sequence[str]:
    """Return the states that any of the records can be put in."""
    records = store.get_many(uids[:_MOST_ASKED], kind.name).values()
    return sorted({code for record in records for code in _states_of(store, kind, record)})


def _states_of(store: Store, kind: Kind, record: Record) -> Sequence[str]:
    day = record.date(kind.date) if kind.date is not None else None
    is_ahead = day is not None and day > store.today()
    return () if kind.states is None else kind.states.offered(record.values, record.get(STATE), is_ahead=is_ahead)


def _refusal(
    store: Store, kind: Kind, record: Record, field: Field, value: Value, problems: Sequence[Problem]
) -> Message | None:
    """Say why a record is left as it is, ``None`` where nothing keeps it from the change."""
    if record.get(field.name) == MASK:
        return _("nội dung này được giữ bí mật, hãy mở hồ sơ để sửa")
    error = next((problem.message for problem in problems if problem.is_error), None)
    if error is None and field.name == STATE and kind.states and value not in _states_of(store, kind, record):
        return _("chưa chuyển sang trạng thái này được")
    return error
