"""Lập nhiệm vụ từ kết luận: tasks of a plan of what a meeting or dialogue concluded."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.localization import Message, Translator, _, ngettext
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.store.tasks import NewTasks, new_tasks, open_plans
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.preparing_dialog import Prepared, PreparingDialog
from danvan_desktop.ui.widgets.steady import ChoiceBox


class TasksDialog(PreparingDialog):
    """Chooses the plan and who leads; each line of the conclusion is a task."""

    made = Signal(str)
    """The uid of the plan that has the tasks."""

    def __init__(self, context: UiContext, source: Record, parent: QWidget | None = None) -> None:
        """Suggest a plan of its own, and the own office as who leads."""
        super().__init__(
            context,
            _("Lập nhiệm vụ từ kết luận"),
            _("Mỗi dòng (hoặc phần cách nhau bằng dấu chấm phẩy) là một nhiệm vụ; ngày ghi trong dòng là hạn."),
            (_("Hạn"), _("Nhiệm vụ")),
            parent,
        )
        self._source, self._plan = source, ""
        self.plan, self.lead = ChoiceBox(), QLineEdit(context.store.unit.text("name"))
        self.plan.addItem(self.say(_("Kế hoạch riêng để thực hiện kết luận này")), "")
        self.plan.offer((plan.text("title"), plan.uid) for plan in open_plans(context.store))
        self.add_row(_("Kế hoạch"), self.plan)
        self.add_row(_("Chủ trì"), self.lead)
        self.plan.currentIndexChanged.connect(lambda _place: self.prepare_anew())
        self.lead.editingFinished.connect(self.prepare_anew)
        self.prepare_anew()

    def preparing(self) -> Callable[[Store], Prepared]:
        """Return what finds the tasks that were not made yet."""
        source, plan, say = self._source, str(self.plan.currentData()), self.say
        lead = self.lead.text().strip() or self.context.store.unit.text("name")

        def prepare(store: Store) -> Prepared:
            found = new_tasks(store, source, plan, lead)
            self._plan = str(found.tasks[0].values["plan"]) if found.tasks else ""
            return Prepared(found.drafts, [_line(draft, say) for draft in found.tasks], _told(found))

        return prepare

    def after_saving(self, result: SaveResult) -> None:
        """Tell who asked for the tasks which plan has them."""
        self.made.emit(self._plan)


def _line(draft: Draft, say: Translator) -> Sequence[str]:
    task = Record(draft.kind, "", {name: str(value) for name, value in draft.values.items()})
    day = task.date("due_on")
    return (say.date(day) if day is not None else "", task.text("title"))


def _told(found: NewTasks) -> Message:
    if not found.tasks and found.known:
        return ngettext("{n} nhiệm vụ đã lập từ trước.", "{n} nhiệm vụ đã lập từ trước.", found.known)
    if not found.tasks:
        return _("Chưa ghi kết luận, việc tiếp theo nên chưa có nhiệm vụ nào.")
    count = len(found.tasks)
    return ngettext(
        "Sẽ lập {n} nhiệm vụ. Việc chưa có hạn thì ghi hạn ở kế hoạch.",
        "Sẽ lập {n} nhiệm vụ. Việc chưa có hạn thì ghi hạn ở kế hoạch.",
        count,
    )
