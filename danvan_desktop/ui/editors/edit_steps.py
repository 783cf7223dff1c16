"""What can be taken back in a table that is written in, and made again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

_MOST_STEPS = 100

State = TypeVar("State")


class EditSteps(Generic[State]):
    """How the table stood before each change; the oldest of a hundred go first."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._behind: list[State] = []
        self._ahead: list[State] = []
        self._key: tuple[str, ...] = ()
        self._is_held = False

    def keep(self, state: State, key: tuple[str, ...] = ()) -> None:
        """Keep how it stands before a change; changes of the same ``key`` one after another are one."""
        if self._is_held or (key and key == self._key):
            return
        self._key = key
        self._behind = [*self._behind, state][-_MOST_STEPS:]
        self._ahead = []

    @contextmanager
    def held(self) -> Iterator[None]:
        """Count the changes within as part of the one before."""
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False

    def back(self, now: State) -> State | None:
        """Return how it stood before the last change, ``None`` when there is none."""
        return self._turned(self._behind, self._ahead, now)

    def forth(self, now: State) -> State | None:
        """Return how it stood before the last change was taken back, ``None`` when there is none."""
        return self._turned(self._ahead, self._behind, now)

    def forget(self) -> None:
        """Have nothing to take back any more."""
        self._behind, self._ahead, self._key = [], [], ()

    def _turned(self, source: list[State], target: list[State], now: State) -> State | None:
        if not source:
            return None
        self._key = ()
        target.append(now)
        return source.pop()
