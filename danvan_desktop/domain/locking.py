"""Records that are locked in some of their states: signed minutes, closed cases, what has been decided or received.

A kind declares ``locked_states`` and keeps ``REOPENED``, the field with the reason; the rest follows. What is locked
changes only in fields that are ``open_when_signed`` until it is opened again for a reason, which the history keeps.
"""

from __future__ import annotations

from collections.abc import Mapping

from danvan_desktop.domain.fields import Field, FieldType, Value, Values
from danvan_desktop.domain.kind import STATE, Kind, Kinds
from danvan_desktop.domain.record import Record, RecordReader
from danvan_desktop.domain.states import States
from danvan_desktop.domain.stream import Stream
from danvan_desktop.localization import Message, _

REOPEN_REASON = "reopen_reason"
"""The name of the field that keeps why a record was opened again."""

REOPENED = Field(
    name=REOPEN_REASON,
    label=_("Lý do mở lại"),
    type=FieldType.LONG_TEXT,
    max_length=2_000,
    stream=Stream.COMMUNE,
    open_when_signed=True,
)


def reopening(kind: Kind, values: Values) -> Mapping[str, Value]:
    """Return what a save changes, besides the reason, so that a locked record of ``kind`` is open again.

    It goes back to the state that its facts and decisions had before; a fact that alone keeps it locked, such as the
    day of receipt, is emptied.
    """
    if kind.states is None:
        codes = [choice.code for choice in kind.field(STATE).choices]
        return {STATE: _before_locked(codes, kind)}
    emptied = {name: None for name in _locking_facts(kind, kind.states) if values.get(name) is not None}
    return {**emptied, STATE: _reached(kind, kind.states, {**values, **emptied})}


def locked_whole(kinds: Kinds, record: Record, reader: RecordReader) -> Record | None:
    """Return the locked record that a part belongs to, however far above it; a locked part itself is none."""
    part = kinds[record.kind]
    if part.parent is None or not part.locks_with_parent:
        return None
    whole = reader.get(record.text(part.parent))
    if whole is None or whole.uid == record.uid:
        return None
    return whole if kinds[whole.kind].is_locked(whole.values) else locked_whole(kinds, whole, reader)


def lock_words(kind: Kind, values: Values) -> Message:
    """Say in which state a record is locked."""
    return _("Đã khóa ở trạng thái “{state}”: muốn sửa phải mở lại và ghi lý do.", state=state_label(kind, values))


def state_label(kind: Kind, values: Values) -> Message | str:
    """Return what people call the state of a record with these values."""
    code = str(values.get(STATE) or "")
    return next((choice.label for choice in kind.field(STATE).choices if choice.code == code), code)


def _before_locked(codes: list[str], kind: Kind) -> str:
    """Return the state that stands before the first locked one."""
    first = next(place for place, code in enumerate(codes) if code in kind.locked_states)
    return codes[max(0, first - 1)]


def _locking_facts(kind: Kind, states: States) -> tuple[str, ...]:
    """Name the facts that locked states have and open ones have not."""
    of_open = {name for state in states if state.code not in kind.locked_states for name in state.facts}
    return tuple(
        name for state in states if state.code in kind.locked_states for name in state.facts if name not in of_open
    )


def _reached(kind: Kind, states: States, values: Values) -> str:
    reached = states.of(values)
    earlier = _before_locked([state.code for state in states], kind)
    says_nothing = not states.follow_facts or reached == states.members[0].code
    return earlier if says_nothing and states[earlier].decided else reached
