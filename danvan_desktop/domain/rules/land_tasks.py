"""What the steps of taking land back have to do with the tasks of the plan that the project names."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.rules.plans import TASK, TASK_TERM
from danvan_desktop.localization import _


def task_of_the_plan_is_closed(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn of a step that was done while the task that names it waits in the plan: it would be late there for ever.

    Whether all that the task asks for was done is for a person to say, so none is closed here.
    """
    project, step, day = context.reader.get(record.text("project")), record.text("code"), record.date("done_on")
    if project is None or not project.text("plan") or not step or day is None:
        return
    for task in context.reader.children(project.text("plan"), TASK):
        if task.text("of_step") == step and TASK_TERM.is_open(task, context.reader):
            told = _(
                "Nhiệm vụ “{task}” của kế hoạch còn để mở: nếu đã xong thì ghi ngày xong ở kế hoạch.",
                task=task.text("title"),
            )
            yield Problem("done_on", told, Severity.WARNING)
