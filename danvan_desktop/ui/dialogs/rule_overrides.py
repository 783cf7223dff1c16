"""The office's own values for legal terms: made and taken back through operations."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import _
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import Operation, Progress

KIND = "rule_override"


class RuleOverrides:
    """Writes overrides and lets the window's store read the law anew."""

    def __init__(self, context: UiContext, owner: QObject) -> None:
        """Work on the window's store; nothing is told once ``owner`` is gone."""
        self._context = context
        self._owner = owner

    def set(
        self,
        code: str,
        value: str,
        reason: str,
        then: Callable[[], object],
        refused: Callable[[DanvanError], bool],
    ) -> None:
        """Let the office's value hold from now on; ``refused`` is told what is wrong with it."""

        def work(store: Store, _progress: Progress) -> SaveResult:
            former = store.find(KIND, rule=code)
            uid = former[0].uid if former else None
            return store.save(Draft(KIND, {"rule": code, "value": value, "reason": reason}, uid))

        self._run(
            Operation(_("Áp dụng quy định riêng"), work, self._after(then), refused, undoable=True, owner=self._owner)
        )

    def remove(self, code: str, then: Callable[[], object]) -> None:
        """Let the value of the law hold again."""

        def work(store: Store, _progress: Progress) -> SaveResult:
            return store.delete(*(record.uid for record in store.find(KIND, rule=code)))

        self._run(Operation(_("Trở về quy định gốc"), work, self._after(then), undoable=True, owner=self._owner))

    def _run(self, operation: Operation[SaveResult]) -> None:
        self._context.operations.run(operation)

    def _after(self, then: Callable[[], object]) -> Callable[[SaveResult], object]:
        def done(_result: SaveResult) -> None:
            self._context.store.forget_law()
            then()

        return done
