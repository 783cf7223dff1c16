"""Papers of plans: the table of their tasks, and slips that remind whoever leads one.

No rule read prescribes a form for them (docs/sources.md).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from danvan_desktop.domain.choices import DROPPED
from danvan_desktop.domain.order import dictionary_key
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.plans import TASK, TASK_TERM
from danvan_desktop.localization import _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Align,
    Column,
    Document,
    DocumentInfo,
    Header,
    Paragraph,
    Recipients,
    Row,
    Signature,
    Table,
)
from danvan_desktop.reports.form import Purpose, ReportForm, unless
from danvan_desktop.reports.forms.assigning import is_asked
from danvan_desktop.reports.forms.official import filed, official_signature
from danvan_desktop.reports.forms.parts import SIGN_NOTE, addressee_lines, issuer_header, place_of, unit_of
from danvan_desktop.reports.issuing import of_plan
from danvan_desktop.reports.wording import date_words, place_and_date

PLAN = "plan"
_SOON_DAYS = 30
"""Whoever leads a task is reminded of what falls due within so many days."""
_MIDDLE = Align.CENTER
_TABLE_COLUMNS = (
    Column("TT", 10, _MIDDLE),
    Column("Nhiệm vụ", 52),
    Column("Chủ trì", 30),
    Column("Phối hợp", 22),
    Column("Sản phẩm, chỉ tiêu", 32),
    Column("Hạn", 35, _MIDDLE),
    Column("Ngày xong", 27, _MIDDLE),
    Column("Văn bản, kết quả", 36),
    Column("Tình trạng", 28, _MIDDLE),
)
_SLIP_COLUMNS = (
    Column("TT", 10, _MIDDLE),
    Column("Nhiệm vụ", 46),
    Column("Chủ trì", 30),
    Column("Sản phẩm, chỉ tiêu", 28),
    Column("Hạn", 34, _MIDDLE),
    Column("Tình trạng", 26, _MIDDLE),
)


def build_table(context: ReportContext) -> Document:
    """Build the table of a plan's tasks as they stand today."""
    plan = context.record(PLAN)
    unit, header = _headed(context, plan)
    tasks = _by_day(context.children(plan, TASK))
    return Document(
        info=DocumentInfo(f"Nhiệm vụ – {plan.text('title')}", header.issuer, context.today, unit.text("name")),
        header=header,
        kind="Bảng theo dõi nhiệm vụ",
        subject=_named(context, plan),
        blocks=(
            Paragraph(_summary(context, tasks)),
            Table(_TABLE_COLUMNS, tuple(_table_row(context, place, task) for place, task in enumerate(tasks, 1))),
        ),
        signatures=(Signature(("Người lập",), SIGN_NOTE), official_signature(context, unit)),
        landscape=True,
    )


def build_slip(context: ReportContext) -> Document:
    """Build the slip that reminds of one task."""
    task = context.record(TASK)
    plan = context.store.get(task.text(PLAN), include_deleted=True)
    return _slip(context, task if plan is None else plan, [task])


def build_slips(context: ReportContext) -> Document:
    """Build the slip that reminds of all tasks of a plan that are late or fall due soon."""
    plan = context.record(PLAN)
    return _slip(context, plan, _to_be_reminded(context, plan))


def _slip(context: ReportContext, plan: Record, tasks: Sequence[Record]) -> Document:
    unit, header = _headed(context, plan)
    leads = sorted({task.text("lead") for task in tasks}, key=dictionary_key)
    rows = tuple(_slip_row(context, place, task) for place, task in enumerate(tasks, 1))
    return Document(
        info=DocumentInfo(f"Nhắc việc – {plan.text('title')}", header.issuer, context.today, unit.text("name")),
        header=header,
        kind="Phiếu nhắc việc",
        subject=_named(context, plan),
        blocks=(
            *addressee_lines(leads),
            Paragraph(
                f"Qua theo dõi, tính đến {date_words(context.today)}, {header.issuer}"
                f" {'thông báo' if any(is_asked(context, lead) for lead in leads) else 'nhắc'}"
                f" {'nhiệm vụ' if len(tasks) == 1 else 'các nhiệm vụ'} sau đây chưa hoàn thành:"
            ),
            Table(_SLIP_COLUMNS, rows),
            Paragraph(
                f"{_asked(context, tasks)}; báo cáo kết quả, gửi văn bản, tài liệu minh chứng về {header.issuer} để"
                " theo dõi./."
            ),
        ),
        signatures=(official_signature(context, unit),),
        recipients=Recipients(("Như trên", filed(context))),
    )


def _asked(context: ReportContext, tasks: Sequence[Record]) -> str:
    """Ask for what is late at once, for the rest in time."""
    late = sum(_days_late(context, task) > 0 for task in tasks)
    if late == len(tasks):
        return "Đề nghị hoàn thành ngay, nêu rõ lý do chậm"
    return f"Đề nghị thực hiện đúng hạn{'; nhiệm vụ đã quá hạn thì hoàn thành ngay, nêu rõ lý do chậm' if late else ''}"


def _headed(context: ReportContext, plan: Record) -> tuple[Record, Header]:
    unit = unit_of(context, plan)
    place_date = place_and_date(place_of(context, unit), context.today)
    return unit, replace(issuer_header(context, unit, "", place_date), number=None)


def _named(context: ReportContext, plan: Record) -> str:
    day, number = plan.date("issued_on"), plan.text("number")
    said = [f"số {number}"] if number else []
    said += [f"ngày {context.translator.date(day)}"] if day is not None else []
    return f"{plan.text('title')} ({' '.join(said)})" if said else plan.text("title")


def _by_day(tasks: Iterable[Record]) -> list[Record]:
    return sorted(tasks, key=lambda task: (task.date("due_on") or dt.date.max, dictionary_key(task.text("title"))))


def _summary(context: ReportContext, tasks: Sequence[Record]) -> str:
    number, waiting = context.count, [task for task in tasks if _waits(context, task)]
    done = sum(task.get("done_on") is not None for task in tasks)
    late = sum(_days_late(context, task) > 0 for task in waiting)
    dropped = sum(task.text("state") == DROPPED for task in tasks)
    parts = [f"đã xong {number(done)}"] if done else []
    if waiting:
        parts.append(f"chưa xong {number(len(waiting))}" + (f" (quá hạn {number(late)})" if late else ""))
    parts += [f"không thực hiện {number(dropped)}"] if dropped else []
    return f"Tổng số {number(len(tasks))} nhiệm vụ, tính đến {date_words(context.today)}: {', '.join(parts)}."


def _table_row(context: ReportContext, place: int, task: Record) -> Row:
    return (
        str(place),
        task.text("title"),
        task.text("lead"),
        task.text("with"),
        task.text("target"),
        _term_words(context, task),
        context.day(task, "done_on"),
        "\n".join(filter(None, (task.text("product"), task.text("late_reason")))),
        _standing(context, task),
    )


def _slip_row(context: ReportContext, place: int, task: Record) -> Row:
    return (
        str(place),
        task.text("title"),
        task.text("lead"),
        task.text("target"),
        _term_words(context, task),
        _standing(context, task),
    )


def _term_words(context: ReportContext, task: Record) -> str:
    """Say the last day, with the one until which the term is kept where it is a day off: days are counted from that."""
    term = TASK_TERM.term(task, context.store.terms)
    return context.day(task, "due_on") if term is None else context.say(term.words)


def _standing(context: ReportContext, task: Record) -> str:
    number = context.translator.number
    if task.text("state") == DROPPED:
        return "Không thực hiện"
    if task.get("done_on") is not None:
        late = TASK_TERM.done_late(task, context.store.terms)
        return f"Xong, chậm {number(late)} ngày" if late else "Xong"
    term = TASK_TERM.term(task, context.store.terms)
    if term is None:
        return context.choice(task, "state")
    if late := term.days_late(context.today):
        return f"Quá hạn {number(late)} ngày"
    left = (term.until - context.today).days
    return f"Còn {number(left)} ngày" if left else "Hạn hôm nay"


def _days_late(context: ReportContext, task: Record) -> int:
    term = TASK_TERM.term(task, context.store.terms)
    return 0 if term is None else term.days_late(context.today)


def _waits(context: ReportContext, task: Record) -> bool:
    return TASK_TERM.is_open(task, context.store)


def _to_be_reminded(context: ReportContext, plan: Record) -> list[Record]:
    until = context.today + dt.timedelta(days=_SOON_DAYS)
    waiting = [task for task in context.children(plan, TASK) if _waits(context, task)]
    return _by_day(task for task in waiting if (task.date("due_on") or dt.date.max) <= until)


_no_tasks = unless(
    lambda context: any(True for _one in context.children(context.record(PLAN), TASK)),
    _("Kế hoạch chưa có nhiệm vụ nào. Hãy ghi ở phần “Nhiệm vụ” của kế hoạch."),
)


_nobody_to_remind = unless(
    lambda context: _to_be_reminded(context, context.record(PLAN)),
    _("Không có nhiệm vụ nào quá hạn hoặc đến hạn trong 30 ngày tới. Hãy xem “Bảng theo dõi nhiệm vụ”."),
)


_is_closed = unless(
    lambda context: _waits(context, context.record(TASK)),
    _("Nhiệm vụ đã xong hoặc không thực hiện nên không nhắc nữa. Hãy xem “Bảng theo dõi nhiệm vụ” của kế hoạch."),
)


FORMS = (
    ReportForm(
        code="task-table",
        title=_("Bảng theo dõi nhiệm vụ"),
        description=_("Từng nhiệm vụ của kế hoạch: chủ trì, hạn, kết quả, chậm mấy ngày"),
        purpose=Purpose.PLAN,
        kind=PLAN,
        file_stem="Theo-doi-nhiem-vu",
        build_of=build_table,
        issued_by=of_plan,
        nothing_to_say=_no_tasks,
    ),
    ReportForm(
        code="plan-reminder",
        title=_("Phiếu nhắc việc của kế hoạch"),
        description=_("Nhắc các nhiệm vụ quá hạn, đến hạn trong 30 ngày tới, theo người chủ trì"),
        purpose=Purpose.PLAN,
        kind=PLAN,
        file_stem="Phieu-nhac-viec",
        build_of=build_slips,
        issued_by=of_plan,
        nothing_to_say=_nobody_to_remind,
    ),
    ReportForm(
        code="task-reminder",
        title=_("Phiếu nhắc việc"),
        description=_("Nhắc người chủ trì một nhiệm vụ chưa xong"),
        purpose=Purpose.PLAN,
        kind=TASK,
        file_stem="Phieu-nhac-mot-viec",
        build_of=build_slip,
        issued_by=of_plan,
        issued_for="plan",
        nothing_to_say=_is_closed,
    ),
)
