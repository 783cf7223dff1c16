"""What this store has of each log, and why it has no more: held back on purpose is told from missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from danvan_desktop.store import Store


class LogCondition(Enum):
    """Whether anything of a log is not here."""

    COMPLETE = "complete"
    """All that anybody told of is here."""
    HELD_BACK = "held_back"
    """A sender kept some of it on purpose."""
    MISSING = "missing"
    """Later changes came and wait for earlier ones."""


@dataclass(frozen=True)
class LogState:
    """One log: here up to ``seq``, with all content up to ``whole``.

    ``held_to`` is how far senders told that it goes, 0 when none held it back; ``waiting_from`` is the first change
    that came too early, 0 when none did. ``device`` is the owner's key, empty when nothing of the log is here.
    """

    replica: str
    stream: str
    device: str
    seq: int
    whole: int
    held_to: int
    waiting_from: int

    @property
    def condition(self) -> LogCondition:
        """Whether anything is not here."""
        if self.waiting_from:
            return LogCondition.MISSING
        is_held = self.held_to > self.seq or self.whole < self.seq
        return LogCondition.HELD_BACK if is_held else LogCondition.COMPLETE


def log_states(store: Store) -> Sequence[LogState]:
    """Return the state of every log of which anything is known, in order."""
    heads = {(head.replica, head.stream): head for head in store.log.logs()}
    whole, parked, held = store.extents.whole(), store.extents.parked_from(), store.peers.held_logs()
    return tuple(
        LogState(
            *key,
            heads[key].device if key in heads else "",
            heads[key].seq if key in heads else 0,
            whole.get(key, 0),
            held.get(key, 0),
            parked.get(key, 0),
        )
        for key in sorted({*heads, *parked, *held})
    )
