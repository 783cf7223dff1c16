"""How much is past its term in each group of places: the numbers beside the groups of the navigation."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from danvan_desktop.store.work_list import waiting_groups
from danvan_desktop.ui.destinations import Destinations

if TYPE_CHECKING:
    from danvan_desktop.store import Store
    from danvan_desktop.ui.context import UiContext
    from danvan_desktop.ui.operations import ChangeSummary

_DAY = dt.timedelta(days=1)


class LateCount(QObject):
    """Counts the late entries of the work list in the background, after each change of what has terms."""

    counted = Signal(object)
    """The numbers by the name of a place, those without any left out."""

    def __init__(self, context: UiContext, places: Destinations, parent: QObject) -> None:
        """Count nothing yet."""
        super().__init__(parent)
        self._context = context
        self._kinds = [kind for kind in context.store.kinds if kind.deadlines and kind.name in places]

    def refresh(self, summary: ChangeSummary | None = None) -> None:
        """Count anew, unless a change touched nothing that has terms; without a summary in any case."""
        names = [kind.name for kind in self._kinds]
        if not names or (summary is not None and not summary.touches(*names)):
            return
        kinds = self._kinds

        def count(store: Store) -> Mapping[str, int]:
            store.forget_law()
            late: Counter[str] = Counter()
            for one in waiting_groups(store, store.today() - _DAY, kinds):
                late[one.kind.name] += one.count
            return late

        self._context.operations.read(count, self.counted.emit, key=(self, "late"), owner=self, slow=True)
