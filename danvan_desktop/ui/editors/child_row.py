"""One part of a record while it is edited: what is shown of it, and what was typed since it was stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.secrecy import MASK


@dataclass
class ChildRow:
    """One part: what is shown of it, and what was typed since it was stored; a ``secret`` one is shown masked.

    A part with nothing but what was ``given`` to be written on, such as the criterion that waits for points, is blank.
    """

    uid: str
    values: dict[str, Value]
    typed: dict[str, object] = field(default_factory=dict)
    stored: bool = False
    secret: bool = False
    given: dict[str, Value] = field(default_factory=dict)

    @property
    def covered(self) -> frozenset[str]:
        """The fields in whose place a mask is shown."""
        return frozenset(name for name, value in self.values.items() if self.secret and value == MASK)

    def is_unreadable(self, name: str) -> bool:
        """Tell whether what was typed in a field cannot be read: it is shown as it was typed."""
        return self.values.get(name) is None and bool(str(self.typed.get(name) or "").strip())

    def type_later(self, now: ChildRow, sent: Mapping[str, object]) -> None:
        """Take over what was typed into the same part after ``sent`` was."""
        later = {name: value for name, value in now.typed.items() if name not in sent or sent[name] != value}
        self.typed.update(later)
        self.values.update({name: now.values[name] for name in later})

    def record(self, kind: Kind) -> Record:
        """Return it as a record, as far as what was typed can be read."""
        return Record(kind.name, self.uid, self.values)


def stored_row(record: Record) -> ChildRow:
    """Return the part that a stored record is."""
    return ChildRow(record.uid, dict(record.values), stored=True, secret=record.secret)
