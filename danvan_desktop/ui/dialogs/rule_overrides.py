"""The office's own values for legal terms: made and taken back through operations; those of others are left alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Message, _
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.store.laws import OwnValue, OwnValueState
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import Operation, Progress, short_work

KIND = "rule_override"


@dataclass(frozen=True)
class Wish:
    """What is typed for a rule; ``holds_below``: for the units below, too."""

    value: str
    reason: str
    holds_below: bool

    @property
    def values(self) -> dict[str, Value]:
        """The fields of its record."""
        return {"value": self.value, "reason": self.reason, "holds_below": self.holds_below or None}


class RuleOverrides:
    """Writes overrides and lets the window's store read the law anew."""

    def __init__(self, context: UiContext, owner: QObject) -> None:
        """Work on the window's store; nothing is told once ``owner`` is gone."""
        self._context = context
        self._owner = owner

    def own(self, code: str) -> OwnValue | None:
        """Return the value that this unit set for a rule, readable or not."""
        return next(iter(_own(self._context.store, code)), None)

    def set(
        self,
        code: str,
        wish: Wish,
        then: Callable[[], object],
        refused: Callable[[DanvanError], bool],
    ) -> None:
        """Let the office's value hold from now on; ``refused`` is told what is wrong with it."""

        def work(store: Store, _progress: Progress) -> SaveResult:
            former = next((own.record.uid for own in _own(store, code)), None)
            return store.save(Draft(KIND, {"rule": code, **wish.values}, former))

        self._run(
            Operation(_("Áp dụng quy định riêng"), work, self._after(then), refused, undoable=True, owner=self._owner)
        )

    def remove(self, code: str, then: Callable[[], object]) -> None:
        """Let the value of the law hold again."""
        work = short_work(lambda store: store.delete(*(own.record.uid for own in _own(store, code))))
        self._run(Operation(_("Trở về quy định gốc"), work, self._after(then), undoable=True, owner=self._owner))

    def _run(self, operation: Operation[SaveResult]) -> None:
        self._context.operations.run(operation)

    def _after(self, then: Callable[[], object]) -> Callable[[SaveResult], object]:
        def done(_result: SaveResult) -> None:
            self._context.store.forget_law()
            then()

        return done


def _own(store: Store, code: str) -> Sequence[OwnValue]:
    return [own for own in store.own_values() if own.is_own and own.code == code]


def told(own: OwnValue) -> Message:
    """Say of a value that an office set itself what becomes of it here, and what to do where it cannot be read."""
    value, whose = own.record.text("value")[:40], own.whose
    match own.standing:
        case OwnValueState.HOLDS:
            return _("“{value}” của {whose}: đang áp dụng.", value=value, whose=whose)
        case OwnValueState.OF_ANOTHER:
            return _("“{value}” của {whose}: chỉ áp dụng ở nơi đó.", value=value, whose=whose)
        case OwnValueState.UNKNOWN_RULE:
            return _(
                "“{value}” cho quy định “{rule}” của {whose}: phần mềm này không có quy định ấy nên bỏ qua.",
                value=value,
                rule=own.record.text("rule")[:80],
                whose=whose,
            )
        case OwnValueState.UNREADABLE:
            fault = _("“{value}” của {whose}: không đọc được nên không áp dụng.", value=value, whose=whose)
            todo = _("Hãy ghi lại giá trị.") if own.is_own else _("Hãy báo nơi đó ghi lại.")
            return _("{fault} {todo}", fault=fault, todo=todo)
