"""How much waits for a person: the number beside “Cần đối chiếu”."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import ChangeSummary

_SAID = ("same_as", "distinct")


class WaitingCount(QObject):
    """Counts in the background, after each change: conflicts, offered units, what was erased and stands again.

    What may be one is counted when many records came: to look through all records for such takes longer than an
    officer's save should keep a small laptop busy.
    """

    counted = Signal(int)

    def __init__(self, context: UiContext, parent: QObject) -> None:
        """Count nothing yet."""
        super().__init__(parent)
        self._context = context
        self._pairs = 0

    def refresh(self, summary: ChangeSummary | None = None) -> None:
        """Count anew; without a summary everything."""
        is_whole = summary is None or not summary.uids or summary.touches(*_SAID)

        def count(store: Store) -> tuple[int, int | None]:
            return store.conflict_count() + _offered(store) + len(
                store.reappeared()
            ), store.duplicate_count() if is_whole else None

        self._context.operations.read(count, self._tell, key=(self, is_whole), owner=self, slow=True)

    def _tell(self, counts: tuple[int, int | None]) -> None:
        conflicts, pairs = counts
        self._pairs = self._pairs if pairs is None else pairs
        self.counted.emit(conflicts + self._pairs)


def _offered(store: Store) -> int:
    # Loaded by the thread that counts: the first page does not wait for what belongs to the exchange.
    from danvan_desktop.sync import Side, offers

    return sum(one.side is Side.TO_US for one in offers(store))
