"""What the steps of taking land back have to do with the tasks of the plan that the project names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.rules.land import APPROVED, COERCED, FINALISED, OPINIONS, PAID, POSTED
from danvan_desktop.domain.rules.plans import TASK, TASK_TERM
from danvan_desktop.domain.text import fold
from danvan_desktop.localization import _

TASKS_OF_STEP: Mapping[str, str] = {
    "s01": "họp phổ biến",
    "s02": "thông báo thu hồi",
    "s03": "điều tra",
    "s04": "vận động người chưa phối hợp",
    "s05": "kiểm đếm bắt buộc",
    "s06": "lập phương án",
    POSTED: "niêm yết",
    OPINIONS: "họp lấy ý kiến",
    FINALISED: "đối thoại",
    "s10": "thẩm định",
    APPROVED: "phê duyệt",
    PAID: "chi trả",
    "s15": "vận động, bàn giao đất",
    COERCED: "cưỡng chế",
}
"""How the task of a step begins in the plan that the office's template makes."""


def task_of_the_plan_is_closed(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn of a step that was done while its task waits in the plan of the project: it would be late there for ever.

    Whether all that the task asks for was done is for a person to say, so none is closed here.
    """
    project, words = context.reader.get(record.text("project")), TASKS_OF_STEP.get(record.text("code"))
    day = record.date("done_on")
    if project is None or not project.text("plan") or words is None or day is None:
        return
    for task in context.reader.children(project.text("plan"), TASK):
        if fold(task.text("title")).startswith(fold(words)) and TASK_TERM.is_open(task, context.reader):
            told = _(
                "Nhiệm vụ “{task}” của kế hoạch còn để mở: nếu đã xong thì ghi ngày xong ở kế hoạch.",
                task=task.text("title"),
            )
            yield Problem("done_on", told, Severity.WARNING)
