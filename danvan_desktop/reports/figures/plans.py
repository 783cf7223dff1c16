"""Figures of plans, their tasks and the reports that are owed.

A task or report is in time until the day from whose end lateness counts: the next working day after a day off.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from danvan_desktop.domain.choices import DROPPED
from danvan_desktop.domain.kinds.plan import PLAN_TYPES
from danvan_desktop.domain.kinds.submission import SUBMISSION, SUBMISSION_TERM
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.renewal import later_by
from danvan_desktop.domain.rules.plans import ENDED, PROGRAMME, TASK, TASK_TERM
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.figures.declared import figures_of
from danvan_desktop.reports.figures.figure import Figure, FigureGroup, Find, Source, Span


def _due(source: Source, span: Span) -> Iterable[Record]:
    return source.dated(TASK, "due_on", span)


def _in_time(source: Source, span: Span) -> Iterable[Record]:
    return (
        task for task in _due(source, span) if _is_done(task, span.last) and not TASK_TERM.done_late(task, source.terms)
    )


def _late(source: Source, span: Span) -> Iterable[Record]:
    return (task for task in _due(source, span) if _is_late(source, task, span.last))


def _is_late(source: Source, task: Record, last: dt.date) -> bool:
    if _is_done(task, last):
        return TASK_TERM.done_late(task, source.terms) > 0
    term = TASK_TERM.term(task, source.terms)
    return task.text("state") != DROPPED and term is not None and term.days_late(last) > 0


def _is_done(record: Record, last: dt.date) -> bool:
    done = record.date("done_on")
    return done is not None and done <= last


def _open(source: Source, span: Span) -> Iterable[Record]:
    return (task for task in source.up_to(TASK, "due_on", span.last) if _waits(task, span.last))


_MOST_OF_A_YEAR = range(7, 10)
"""Months of a period of nine that ends, or is still under way."""


def _ahead(source: Source, span: Span) -> Iterable[Record]:
    """Find what plans of the span's end have fall due in as many months after it; it may end before its period does.

    What was planned afterwards lay not ahead then, and the archive of a year knows nothing of it. After nine months
    the rest of the year lies ahead, for which such a report plans.
    """
    months = (span.last.year - span.first.year) * 12 + span.last.month - span.first.month + 1
    until = later_by(span.last, months) if months not in _MOST_OF_A_YEAR else later_by(span.first, 12) - dt.timedelta(1)
    for task in source.parts(TASK, source.up_to("plan", "issued_on", span.last)):
        due = task.date("due_on")
        if due is not None and span.last < due <= until and _waits(task, span.last):
            yield task


def _waits(task: Record, last: dt.date) -> bool:
    return task.text("state") != DROPPED and not _is_done(task, last)


def _programmes(source: Source, span: Span) -> Iterable[Record]:
    for plan in source.up_to("plan", "issued_on", span.last):
        until = plan.date("to_on")
        is_over = until is not None and until < span.last
        if plan.text("type") == PROGRAMME and plan.text("state") not in ("draft", ENDED) and not is_over:
            yield plan


def _task_figure(code: str, title: Message, definition: Message, find: Find, whole: str | None = None) -> Figure:
    return Figure(
        code=code,
        title=title,
        definition=definition,
        counted=_("nhiệm vụ"),
        kind=TASK,
        group=FigureGroup.TASKS,
        find=find,
        whole=whole,
    )


def _by_type(base: Figure) -> tuple[Figure, ...]:
    def find_of(code: str) -> Find:
        def find(source: Source, span: Span) -> Iterable[Record]:
            for task in source.counted(base, span):
                plan = source.parent(task)
                if plan is not None and plan.text("type") == code:
                    yield task

        return find

    return tuple(
        replace(
            base,
            code=f"{base.code}.type.{one.code}",
            title=one.label,
            definition=_("{of} Chỉ tính kế hoạch loại: {choice}.", of=base.definition, choice=one.label),
            find=find_of(one.code),
            whole=base.code,
        )
        for one in PLAN_TYPES
    )


def tasks() -> tuple[Figure, ...]:
    """Return the figures of tasks and programmes."""
    due = _task_figure(
        "tasks.due",
        _("Nhiệm vụ đến hạn"),
        _("Số nhiệm vụ của các kế hoạch, chương trình có hạn trong kỳ."),
        _due,
    )
    return (
        due,
        *_by_type(due),
        _task_figure(
            "tasks.in_time",
            _("Nhiệm vụ xong đúng hạn"),
            _("Số nhiệm vụ có hạn trong kỳ, xong không sau hạn."),
            _in_time,
            due.code,
        ),
        _task_figure(
            "tasks.late",
            _("Nhiệm vụ chậm"),
            _("Số nhiệm vụ có hạn trong kỳ, xong sau hạn hoặc đến ngày tính số liệu đã quá hạn mà chưa xong."),
            _late,
            due.code,
        ),
        _task_figure(
            "tasks.open",
            _("Nhiệm vụ chưa xong"),
            _("Số nhiệm vụ có hạn đến hết kỳ (kể cả của kỳ trước), đến ngày tính số liệu chưa xong."),
            _open,
        ),
        _task_figure(
            "tasks.ahead",
            _("Nhiệm vụ đến hạn trong kỳ tới"),
            _("Số nhiệm vụ chưa xong, có hạn sau ngày tính số liệu, trong số tháng bằng kỳ báo cáo."),
            _ahead,
        ),
        Figure(
            code="programmes.active",
            title=_("Chương trình phối hợp đang thực hiện"),
            definition=_("Số kế hoạch loại “Chương trình phối hợp” đã ban hành, còn hiệu lực ở cuối kỳ."),
            counted=_("chương trình"),
            kind="plan",
            group=FigureGroup.TASKS,
            find=_programmes,
        ),
    )


def _came_late(one: Record, source: Source) -> bool:
    return SUBMISSION_TERM.done_late(one, source.terms) > 0


def submissions() -> tuple[Figure, ...]:
    """Return the figures of reports owed."""
    declared = figures_of(SUBMISSION)
    due = declared[0]

    def sent(*, late: bool) -> Find:
        def find(source: Source, span: Span) -> Iterable[Record]:
            for one in source.counted(due, span):
                if SUBMISSION_TERM.was_done(one, span.last) and _came_late(one, source) is late:
                    yield one

        return find

    def missing(source: Source, span: Span) -> Iterable[Record]:
        for one in source.counted(due, span):
            term = SUBMISSION_TERM.term(one, source.terms)
            is_past = term is not None and term.days_late(span.last) > 0
            if is_past and not SUBMISSION_TERM.was_done(one, span.last):
                yield one

    return (
        *declared,
        replace(
            due,
            code="submissions.in_time",
            title=_("Báo cáo nộp đúng hạn"),
            definition=_("Số báo cáo có hạn trong kỳ, ngày gửi không sau hạn."),
            find=sent(late=False),
            whole=due.code,
        ),
        replace(
            due,
            code="submissions.late",
            title=_("Báo cáo nộp chậm"),
            definition=_("Số báo cáo có hạn trong kỳ, ngày gửi sau hạn."),
            find=sent(late=True),
            whole=due.code,
        ),
        replace(
            due,
            code="submissions.missing",
            title=_("Báo cáo chưa nộp"),
            definition=_(
                "Số báo cáo có hạn trong kỳ, đến ngày tính số liệu đã quá hạn mà chưa có ngày gửi, hoặc bị trả lại mà"
                " chưa gửi lại."
            ),
            find=missing,
            whole=due.code,
        ),
    )
