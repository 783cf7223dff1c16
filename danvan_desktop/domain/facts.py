"""What rights follow from: units that were founded, grants, links and withdrawals, each an entry of somebody's log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from msgspec import Struct, field

from danvan_desktop.domain.entry import EntryId, LogKey
from danvan_desktop.domain.guarded import Guarded


class Mark(Struct, frozen=True):
    """Where something is written: by which device (its key), as which entry."""

    device: str
    entry: EntryId


class Founding(Struct, frozen=True):
    """A unit and who made it; ``is_authority`` for a province, a district, a commune, whose own is its own.

    A unit that was made below another (``is_below``) belongs to the holders of that one, not to the device; an
    authority, whose own is its own, to who made it, until that one hands it over.
    """

    unit: str
    is_authority: bool
    by: Mark
    is_below: bool = False


class Grant(Struct, frozen=True, eq=False):
    """The right of a device to write at a unit, in entries of its logs beyond ``after``."""

    unit: str
    device: str
    by: Mark
    after: Mapping[LogKey, int] = field(default_factory=dict)


class Link(Struct, frozen=True, eq=False):
    """A unit's word that it lies below another, or with ``is_same`` that it is the same unit.

    ``order`` only says which of several words about a unit is the last: the greater one, which had seen the others.
    """

    unit: str
    above: str
    by: Mark
    order: int = 0
    is_same: bool = False
    since: str = ""
    """The day (ISO 8601) from which it lies there; empty for a word that corrects the one before."""


class Withdrawal(Struct, frozen=True, eq=False):
    """The end of what a device holds at a unit, or of a unit's standing above it (``of``: a key or a uid).

    ``accepted`` names of each log the last entry that still counts; of logs that it does not name none does. It ends
    the grants and links among these entries, not those made later. ``histories`` tells the hashes of those of the
    device's own logs: should it have signed others under the same numbers, these are the ones that are meant.
    """

    unit: str
    of: str
    accepted: Mapping[LogKey, int]
    by: Mark
    histories: Mapping[LogKey, str] = field(default_factory=dict)

    def limit(self, log: LogKey) -> int:
        """Return the last entry of a log that still counts; of its own log its author knows all before."""
        accepted = self.accepted.get(log, 0)
        return max(accepted, self.by.entry.seq) if log == self.by.entry.log else accepted


class Role(StrEnum):
    """How far an officer may go."""

    READ = "read"
    ENTER = "enter"
    APPROVE = "approve"
    """He enters, and also closes and signs records and says what officers may."""


class Allowed(Struct, frozen=True):
    """What an officer may do."""

    role: Role
    opens: frozenset[Guarded] = frozenset()


class OfficerFact(Struct, frozen=True, eq=False):
    """One word about an officer: said by an entry (``by``) in the name of ``author``, from beyond ``after`` on."""

    unit: str
    officer: str
    allowed: Allowed
    by: Mark
    author: str
    after: Mapping[LogKey, int] = field(default_factory=dict)

    def covers(self, entry: EntryId) -> bool:
        """Tell whether an entry was written since."""
        return entry.seq > self.after.get(entry.log, 0)


class Facts(Struct, frozen=True):
    """All that rights follow from; those about devices in any order."""

    foundings: Sequence[Founding] = ()
    grants: Sequence[Grant] = ()
    links: Sequence[Link] = ()
    withdrawals: Sequence[Withdrawal] = ()
    officers: Sequence[OfficerFact] = ()
    """Words about officers, each after those that its author knew."""
