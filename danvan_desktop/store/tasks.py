"""What is about to be made of a conclusion: the tasks that a plan has not yet, and the plan where it is a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from danvan_desktop.domain.kinds.plan import PLAN
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.task_making import plan_for, tasks_of, words_of_plan, words_of_task
from danvan_desktop.store.made_alike import made_alike
from danvan_desktop.store.store import Store


@dataclass(frozen=True)
class NewTasks:
    """The drafts of the tasks, those of them and the plan together, and how many were made before."""

    tasks: Sequence[Draft]
    drafts: Sequence[Draft]
    known: int


def new_tasks(store: Store, source: Record, plan: str, lead: str) -> NewTasks:
    """Return the tasks of what a record concluded that were not made nor deleted before.

    An empty ``plan`` stands for one of their own, which is made once.
    """
    made: list[Draft] = []
    if not plan:
        own_unit = store.unit_written(store.unit.uid)
        own = plan_for(source, store.title(source.uid), own_unit, store.today())
        plan = made_alike(store, own_unit, *words_of_plan(source)) or str(own.uid)
        made = [own] if store.get(plan) is None else []
    unit = str(made[0].values["unit"]) if made else store.unit_of_record(plan)
    tasks = list(tasks_of(source, plan, unit, lead))
    anew = [task for task in tasks if not made_alike(store, unit, *words_of_task(source, str(task.values["title"])))]
    return NewTasks(anew, [*made, *anew] if anew else [], len(tasks) - len(anew))


def open_plans(store: Store) -> Sequence[Record]:
    """Return the plans to which tasks can be added, the newest first."""
    return [plan for plan in store.list(PLAN.name) if not PLAN.is_locked(plan.values)]
