"""What a merge did, for whoever tells of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from danvan_desktop.store.arrived_changes import ArrivedChange


@dataclass(frozen=True)
class MergeResult:
    """What a merge did, in entries and in records.

    ``parked`` entries wait for earlier ones that are missing; ``quarantined`` ones contradict what is known; ``filled``
    ones were known without their content, which was held back until now.
    """

    added: int = 0
    known: int = 0
    parked: int = 0
    quarantined: int = 0
    new_records: int = 0
    changed_records: int = 0
    deleted_records: int = 0
    emptied_records: int = 0
    """Records that lost a required field or several others, as by a script that empties them."""
    conflicts: int = 0
    kinds: frozenset[str] = frozenset()
    uids: tuple[str, ...] = ()
    filled: int = 0
    rewritten: int = 0
    """Own entries whose numbers another laptop proves to be used, written again under others."""
    reappeared: tuple[str, ...] = ()
    """Titles of records in which what was erased at somebody's request stands again, by who did not know of it."""
    files: int = 0
    """Attached files whose content was not here before, as the further files of a set bring."""
    archived: Mapping[int, int] = field(default_factory=dict)
    """How many entries came for records that are in archive files, by the year of these."""

    @property
    def has_entries(self) -> bool:
        """Whether any entry came, or its content, that was not here."""
        return bool(self.added or self.parked or self.quarantined or self.filled)


Review = Callable[[Callable[[], Sequence[ArrivedChange]], MergeResult], None]
"""Looks at a merge and what it comes to just before it is kept, from inside its transaction; refuses it by raising.

What was touched is gathered when it is asked for.
"""
