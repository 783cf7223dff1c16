"""How long a trial may take: whoever tries by the clock gets a table in time, with the tries that were made."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Patience:
    """Ends at a moment of ``time.monotonic``, infinity for never."""

    until: float = float("inf")

    @classmethod
    def of(cls, seconds: float) -> Patience:
        """Begin now."""
        return cls(time.monotonic() + seconds)

    @property
    def left(self) -> float:
        """Seconds, never below 0."""
        return max(0.0, self.until - time.monotonic())

    def turns(self, times: int) -> Iterator[int]:
        """Count so many turns from 0, the first in any case, the others while there is time."""
        for turn in range(times):
            if turn and not self.left:
                return
            yield turn

    def share(self, of: int) -> Patience:
        """Return the patience for the next of so many things that are still to be tried."""
        return Patience.of(self.left / of)


ENDLESS = Patience()
