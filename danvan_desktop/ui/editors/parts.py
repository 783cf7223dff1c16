"""What an editor asks of the tabs that hold a record's parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.problems import Problem
from danvan_desktop.domain.record import Draft, Record


class Parts(Protocol):
    """The parts of one kind, in memory until the whole record is saved."""

    kind: Kind

    def load(self, records: Sequence[Record], since: Mapping[str, Any] | None = None) -> None:
        """Show what is stored and forget what was typed, unless it came ``since`` this snapshot was taken."""

    def drafts(self, parent: str) -> list[Draft]:
        """Return what must be saved, as parts of ``parent``."""

    def snapshot(self) -> Mapping[str, Any]:
        """Return what is in it as JSON can keep it, for a draft."""

    def take_back(self, snapshot: Mapping[str, Any]) -> None:
        """Show again what ``snapshot`` returned, also where it differs from what is stored."""

    @property
    def removed(self) -> Sequence[str]:
        """The uids of stored parts that were taken out."""

    @property
    def is_touched(self) -> bool:
        """Whether anything differs from what is stored."""


class PartsPanel(Protocol):
    """A tab with parts; every one of them is a widget with a signal ``edited``."""

    @property
    def rows(self) -> Parts:
        """The parts."""

    def set_read_only(self, read_only: bool) -> None:
        """Let parts be seen, not changed."""

    def show_problems(self, uid: str, problems: tuple[Problem, ...]) -> list[Problem]:
        """Show what is wrong with a part; returns what has no place here."""
