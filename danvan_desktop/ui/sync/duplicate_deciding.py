"""What a person decides of two records that may be one, as operations that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.fields import Value
from danvan_desktop.localization import Message, _
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.sync.duplicate_panel import DuplicatePanel

Decide = Callable[[Store], SaveResult]


class DuplicateDeciding(QObject):
    """Carries out what is pressed in a panel; ``done`` is called afterwards."""

    def __init__(self, context: UiContext, panel: DuplicatePanel, done: Callable[[], object]) -> None:
        """Listen to a panel, which it belongs to."""
        super().__init__(panel)
        self._context = context
        self._panel = panel
        self._done = done
        panel.join_wanted.connect(self._join)
        panel.apart_wanted.connect(self._tell_apart)
        panel.renumbering_wanted.connect(self._renumber)

    def _join(self, values: Mapping[str, Value]) -> None:
        pair = self._panel.compared.pair
        self._run(_("Gộp hai hồ sơ làm một"), lambda store: store.join(pair.second, pair.first, values))

    def _tell_apart(self) -> None:
        pair = self._panel.compared.pair
        if pair.is_late:
            self._run(_("Tách hai hồ sơ"), lambda store: store.part(pair.second))
        else:
            self._run(_("Ghi nhớ hai hồ sơ không phải một"), lambda store: store.tell_apart(pair.first, pair.second))

    def _renumber(self) -> None:
        pair = self._panel.compared.pair
        self._run(_("Cấp số mới"), lambda store: store.renumber(pair.second))

    def _run(self, title: Message, decide: Decide) -> None:
        work = short_work(decide)
        self._panel.setEnabled(False)
        self._context.operations.run(
            Operation(title, work, lambda _result: self._done(), self._refused, undoable=True, owner=self)
        )

    def _refused(self, error: DanvanError) -> bool:
        self._panel.setEnabled(True)
        self._panel.tell_error(error)
        return True
