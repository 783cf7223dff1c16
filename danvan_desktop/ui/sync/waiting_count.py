"""How much waits for a person: the number beside “Cần đối chiếu”."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from danvan_desktop.store import Store
from danvan_desktop.store.settings import UNDECIDED
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import ChangeSummary, Progress

_SAID = ("same_as", "distinct")
_PAIRS = "pairs.counted"
"""The setting that remembers of which content how many pairs were counted."""


class _Pairs(NamedTuple):
    """How many pairs there are in a content, and whether that was known before."""

    stand: str
    number: int
    is_known: bool


class WaitingCount(QObject):
    """Counts in the background, after each change: conflicts, offered units, what was erased, second histories.

    What may be one is counted when many records came: to look through all records for such takes longer than an
    officer's save should keep a small laptop busy. Nobody waits for it, and what was counted is remembered: a start
    after which nothing was written looks through nothing.
    """

    counted = Signal(int)

    def __init__(self, context: UiContext, parent: QObject) -> None:
        """Count nothing yet."""
        super().__init__(parent)
        self._context = context
        self._waiting: int | None = None
        self._pairs = 0

    def refresh(self, summary: ChangeSummary | None = None) -> None:
        """Count anew; without a summary everything."""
        operations = self._context.operations
        operations.read(_waiting, self._tell_waiting, key=(self, "waiting"), owner=self, slow=True)
        if summary is None or not summary.uids or summary.touches(*_SAID):
            operations.look_through(_pairs, self._tell_pairs, key=(self, "pairs"), owner=self)

    def _tell_waiting(self, count: int) -> None:
        self._waiting = count
        self._tell()

    def _tell_pairs(self, pairs: _Pairs) -> None:
        self._pairs = pairs.number
        if not pairs.is_known:
            self._context.operations.remember(_PAIRS, f"{pairs.stand} {pairs.number}")
        self._tell()

    def _tell(self) -> None:
        if self._waiting is not None:
            self.counted.emit(self._waiting + self._pairs)


def _waiting(store: Store) -> int:
    return store.conflict_count() + _offered(store) + len(store.reappeared()) + _two_histories(store)


def _pairs(store: Store, progress: Progress) -> _Pairs:
    stand = store.content_stand()
    known, _space, count = store.settings.get(_PAIRS).partition(" ")
    if known == stand and count.isdecimal():
        return _Pairs(stand, int(count), is_known=True)
    return _Pairs(stand, store.duplicate_count(beat=progress.give_way), is_known=False)


def _two_histories(store: Store) -> int:
    return int(store.settings.get(UNDECIDED) or 0)


def _offered(store: Store) -> int:
    # Loaded by the thread that counts: the first page does not wait for what belongs to the exchange.
    from danvan_desktop.sync import Side, offers

    return sum(one.side is Side.TO_US for one in offers(store))
