"""Rules of plans and their tasks: who takes part, when a task falls due, what an end leaves open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from danvan_desktop.domain.choices import DROPPED
from danvan_desktop.domain.deadlines import Deadline
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.renewal import ONCE
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.localization import _, ngettext
from danvan_desktop.patterns import pattern

PROGRAMME, ENDED, TASK = "programme", "ended", "task"
_BETWEEN_PARTIES = pattern(r"[;,\n]")
_FEWEST_PARTIES = 2

TASK_TERM = Deadline(
    name="task",
    work=_("Hoàn thành nhiệm vụ"),
    undone=_("Chưa xong"),
    start="due_on",
    due="due_on",
    done="done_on",
    waived_in=frozenset({DROPPED}),
    step=_("Ghi kết quả"),
    by="lead",
)


def parties_of(text: str) -> Sequence[str]:
    """Part the parties of a programme: they stand apart by semicolons, commas or lines."""
    return [name for part in _BETWEEN_PARTIES.split(text) if (name := part.strip(" -"))]


def programme_has_parties(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A coordination programme is one of two parties or more."""
    if record.text("type") == PROGRAMME and len(parties_of(record.text("parties"))) < _FEWEST_PARTIES:
        words = _("Chương trình phối hợp cần ít nhất 2 bên; hãy ghi tên các bên, cách nhau bằng dấu chấm phẩy.")
        yield Problem("parties", words)


def end_leaves_nothing_open(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A plan that ends while tasks are open is told of: nobody can close them afterwards."""
    if record.text("state") != ENDED or (context.before or {}).get("state") == ENDED:
        return
    waiting = sum(TASK_TERM.is_open(task, context.reader) for task in context.reader.children(record.uid, TASK))
    if waiting:
        words = ngettext("Còn {n} nhiệm vụ chưa xong.", "Còn {n} nhiệm vụ chưa xong.", waiting)
        yield Problem("state", words, Severity.WARNING)


def what_repeats_has_a_term(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A task that comes again says when: the next one counts from its day."""
    if record.text("repeat") not in ("", ONCE) and record.get("due_on") is None:
        yield Problem("due_on", _("Nhiệm vụ lặp lại phải có hạn; hạn lần sau tính từ hạn này."))


def what_is_dropped_is_not_done(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A task is either done or not."""
    if record.text("state") == DROPPED and record.get("done_on") is not None:
        yield Problem("done_on", _("Đã chọn “Không thực hiện” thì không ghi ngày xong."))


def lateness_has_a_reason(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Of what was done late the reason is asked for."""
    late = TASK_TERM.done_late(record, context.terms)
    if late and record.get("late_reason") is None:
        words = ngettext("Xong chậm {n} ngày: hãy ghi lý do.", "Xong chậm {n} ngày: hãy ghi lý do.", late)
        yield Problem("late_reason", words, Severity.WARNING)


def term_lies_within_the_plan(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A term outside the time of its plan is told of."""
    plan, due = context.reader.get(record.text("plan")), record.date("due_on")
    if plan is None or due is None:
        return
    first, last = plan.date("from_on"), plan.date("to_on")
    if (first is not None and due < first) or (last is not None and due > last):
        yield Problem("due_on", _("Hạn nằm ngoài thời gian của kế hoạch."), Severity.WARNING)
