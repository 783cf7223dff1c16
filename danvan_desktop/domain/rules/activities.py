"""Rules of propaganda and of the month of work among the people: what was done says what came of it.

None of them is a rule of the law; they keep figures and papers from telling of nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.filling import FillContext
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record, RecordReader
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.localization import _

DONE, WELFARE, TRAINING, MONTH = "done", "welfare", "training", "month"
_PLAN = "plan"


def what_is_done_is_counted(record: Record, context: RuleContext) -> Iterator[Problem]:
    """What was done had people or sessions; what was given was given to somebody."""
    if record.text("state") != DONE:
        return
    if record.number("people") <= 0 and record.number("sessions") <= 0:
        yield Problem("people", _("Đã thực hiện thì hãy ghi lượt người hoặc số buổi."))
    if record.text("type") == WELFARE and record.number("beneficiaries") <= 0:
        yield Problem("beneficiaries", _("Đã thăm hỏi, hỗ trợ thì phải ghi số đối tượng được hỗ trợ."))


def what_is_ahead_is_not_done(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Nothing is done before its day."""
    day = record.date("held_on")
    if record.text("state") == DONE and day is not None and day > context.today:
        yield Problem("held_on", _("Ngày {day} chưa tới nên chưa ghi được là “Đã thực hiện”.", day=day))


def month_has_its_plan(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn of work of the month under a plan of another matter: it is not in the report on the month."""
    plan = context.reader.get(record.text("plan"))
    if record.get(MONTH) and plan is not None and plan.text("type") != MONTH:
        words = _("Kế hoạch này không phải kế hoạch Tháng Dân vận, nên việc này không vào báo cáo của Tháng.")
        yield Problem("plan", words, Severity.WARNING)


def is_of_a_month_plan(record: Record, context: FillContext) -> Value:
    """What is done under the plan of the month is part of the month."""
    plan = context.reader.get(record.text("plan"))
    return True if plan is not None and plan.text("type") == MONTH else None


def plan_of_the_month(record: Record, context: FillContext) -> Value:
    """Work of the month is done under the plan of the month in which its day lies."""
    day = record.date("held_on")
    if not record.get(MONTH) or day is None:
        return None
    for plan in context.reader.find(_PLAN, type=MONTH):
        first, last = plan.date("from_on"), plan.date("to_on")
        if first is not None and last is not None and first <= day <= last:
            return plan.uid
    return None


def year_of_the_month(record: Record, context: FillContext) -> Value:
    """The month has the year of its plan: one that was launched in December may go on into January."""
    if not record.get(MONTH):
        return None
    plan = context.reader.get(record.text("plan"))
    return year_of_plan(plan) if plan is not None else _year_of(record)


def year_of_plan(plan: Record) -> int | None:
    """Return the year of a plan: that in which its time begins, else that in which it was issued."""
    day = plan.date("from_on") or plan.date("issued_on")
    return None if day is None else day.year


def with_year(title: str, year: int | None) -> str:
    """Say of which year a plan is whose title ends where the year stands: Kế hoạch công tác dân vận năm 2026."""
    return f"{title.rstrip()} {year}" if year is not None and title.rstrip().lower().endswith(" năm") else title


def _year_of(record: Record) -> int | None:
    day = record.date("held_on")
    return None if day is None else day.year


def month_of(activity: Record, reader: RecordReader) -> int | None:
    """Return the year of the month that an activity belongs to, by its plan or its own day; ``None``: to no month."""
    if not activity.get(MONTH):
        return None
    named = reader.get(activity.text("plan"))
    if named is not None and named.text("type") == MONTH:
        return year_of_plan(named)
    return activity.number("month_year") or None


def is_of_month(activity: Record, plan: Record, reader: RecordReader) -> bool:
    """Tell whether an activity belongs to the month of a plan: by its plan, else by its year."""
    if not activity.get(MONTH):
        return False
    named = reader.get(activity.text("plan"))
    if named is not None and named.text("type") == MONTH:
        return named.uid == plan.uid
    return activity.get("month_year") == year_of_plan(plan)
