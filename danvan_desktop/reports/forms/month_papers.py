"""Papers of Tháng Dân vận: its plan, made of the plan's tasks, and the report on what was done.

No rule read prescribes a form for them; the parts are those of real plans and reports (docs/sources.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from danvan_desktop.domain.choices import DROPPED
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.activities import DONE, MONTH, month_of, year_of_plan
from danvan_desktop.domain.rules.plans import TASK_TERM
from danvan_desktop.domain.states import HasChoice
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Align,
    Appendix,
    Block,
    BulletList,
    Column,
    Document,
    DocumentInfo,
    Header,
    Heading,
    Paragraph,
    Recipients,
    Table,
)
from danvan_desktop.reports.form import PARTY_FIRST, Purpose, ReportForm, unless
from danvan_desktop.reports.forms.assigning import also_told, is_asked, lead_words
from danvan_desktop.reports.forms.citing import with_noted_number
from danvan_desktop.reports.forms.communities import communities_of, front_of
from danvan_desktop.reports.forms.month_works import (
    WORK,
    by_type,
    came_to,
    day_words,
    examples,
    two,
    works_of,
    works_table,
)
from danvan_desktop.reports.forms.official import (
    annex_note,
    annexes_pointed_to,
    filed,
    official_header,
    official_signature,
)
from danvan_desktop.reports.forms.organisers import dated
from danvan_desktop.reports.forms.parts import commune_of, to_be_told, unit_of
from danvan_desktop.reports.style import Style
from danvan_desktop.reports.wording import capitalised, date_words, sentence, topic, within_sentence

KIND, PART = "plan", "task"
PLAN, REPORT = "month-plan", "month-report"
_MIDDLE = Align.CENTER
_OF_REPORT = re.compile(
    r"\bbáo cáo\b.*\btháng dân vận|\btổng (?:kết|hợp)\b.*\bbáo cáo|^báo cáo(?: tổng hợp)? kết quả(?: thực hiện)?\W*$",
    re.IGNORECASE,
)
"""What the task to write the report on the month is called; “Báo cáo kết quả giám sát” is work of its own.

It is known by its title alone: officers write tasks by hand, change those of a template, and keep templates of their
own, none of which has a sign by which tasks could be told apart.
"""


def plan_paper(
    context: ReportContext, form: str, subject: str, parts: Callable[[Record, Header], Iterable[Block]]
) -> Document:
    """Build a paper that is a plan, of the day of the plan; ``parts`` gives what follows its first sentence."""
    plan = context.record(KIND)
    unit = commune_of(context, unit_of(context, plan))
    header = with_noted_number(official_header(context, unit, form, "plan"), plan.text("number"))
    header = dated(context, unit, header, form, plan.date("issued_on"))
    begins = Paragraph(f"{basis_words(plan)}{header.issuer} xây dựng kế hoạch như sau:")
    return Document(
        info=DocumentInfo(f"Kế hoạch: {subject}", header.issuer, context.today, subject),
        header=header,
        kind="Kế hoạch",
        subject=subject,
        blocks=(begins, *parts(unit, header)),
        signatures=(official_signature(context, unit),),
        recipients=recipients_of(context, unit, also_told(context, unit, _who_works(context, plan))),
    )


def build_plan(context: ReportContext) -> Document:
    """Build the plan of the month: aims, what is done by whom until when, who sees to it."""
    plan = context.record(KIND)

    def parts(unit: Record, header: Header) -> Iterable[Block]:
        return (
            Heading("I. Mục đích, yêu cầu"),
            Paragraph(
                "1. Nâng cao nhận thức, trách nhiệm của cấp ủy, chính quyền, Mặt trận Tổ quốc, các đoàn thể và cán bộ,"
                " đảng viên về công tác dân vận; giải quyết những việc Nhân dân quan tâm, kiến nghị."
            ),
            Paragraph(
                "2. Mỗi cơ quan, đơn vị chọn việc làm cụ thể, thiết thực, có địa chỉ, có người phụ trách; không phô"
                " trương, hình thức."
            ),
            Heading("II. Nội dung, thời gian, phân công"),
            *when(context, plan),
            tasks_table(context, plan),
            Heading("III. Tổ chức thực hiện"),
            *_doing(context, plan, header, communities_of(context.store, unit)),
        )

    return plan_paper(context, PLAN, f"Tổ chức Tháng Dân vận năm {_year(plan)}", parts)


def basis_words(plan: Record) -> str:
    """Say what a plan carries out, as its sentence begins."""
    basis = plan.text("basis").strip().rstrip(".;")
    if not basis:
        return ""
    said = basis if basis.lower().startswith(("thực hiện", "căn cứ")) else f"Thực hiện {topic(basis)}"
    return f"{said}, "


def when(context: ReportContext, plan: Record) -> Iterator[Block]:
    """Say from when to when a plan goes."""
    span = _span(context, plan)
    if span:
        yield Paragraph(f"Thời gian: {span}.")


def _span(context: ReportContext, plan: Record) -> str:
    first, last, date = plan.date("from_on"), plan.date("to_on"), context.translator.date
    if first is None and last is None:
        return ""
    begins = f"từ ngày {date(first)}" if first is not None else ""
    ends = f"đến ngày {date(last)}" if last is not None else ""
    return " ".join(part for part in (begins, ends) if part)


def tasks_table(context: ReportContext, plan: Record) -> Table:
    """List the tasks of a plan with who does them until when."""
    columns = (
        Column("TT", 11, _MIDDLE),
        Column("Nội dung", 66),
        Column("Chủ trì", 32),
        Column("Phối hợp", 28),
        Column("Hạn", 26, _MIDDLE),
    )
    rows = tuple(
        (
            str(place),
            _wanted(task),
            lead_words(context, task.text("lead")),
            task.text("with"),
            day_words(context, task.date("due_on")),
        )
        for place, task in enumerate(planned_tasks(context, plan), 1)
    )
    return Table(columns, rows)


def planned_tasks(context: ReportContext, plan: Record) -> Sequence[Record]:
    """Return the tasks that a plan was issued with: those dropped later too, which stand in the paper that was sent."""
    return list(context.children(plan, PART))


def led_by(context: ReportContext, plan: Record, header: Header) -> str:
    """Say who sees to a plan, as the last of what is to be done."""
    lead = plan.text("lead") or header.issuer
    done = "theo dõi, đôn đốc, tổng hợp kết quả, báo cáo theo quy định./."
    return f"Đề nghị {lead} phối hợp {done}" if is_asked(context, lead) else f"{capitalised(lead)} {done}"


def tasks_of(context: ReportContext, plan: Record) -> Sequence[Record]:
    """Return the tasks of a plan that were not dropped."""
    return [task for task in context.children(plan, PART) if task.text("state") != DROPPED]


def _is_this_report(task: Record) -> bool:
    """Tell whether a task is that of writing the report on the month, which is done by the very paper."""
    return task.get("done_on") is None and bool(_OF_REPORT.search(task.text("title")))


def _wanted(task: Record) -> str:
    target = task.text("target")
    return f"{task.text('title')} ({within_sentence(target)})" if target else task.text("title")


def _doing(context: ReportContext, plan: Record, header: Header, communities: str) -> Iterator[Block]:
    yield Paragraph(
        "1. Các cơ quan, đơn vị được phân công xây dựng kế hoạch của mình, ghi lại việc đã làm, người tham gia, kinh"
        " phí và kết quả."
    )
    yield Paragraph(f"2. Các {communities} chọn việc phù hợp, vận động Nhân dân tham gia.")
    yield Paragraph(f"3. {led_by(context, plan, header)}")


def build_report(context: ReportContext) -> Document:
    """Build the report on the month: how it was led, what was done, the table of works."""
    plan = context.record(KIND)
    unit = commune_of(context, unit_of(context, plan))
    header = official_header(context, unit, REPORT, "report")
    works = works_of(context, plan)
    annexes = (_works_annex(context, plan, unit, header, works),)
    pointed = annexes_pointed_to(annexes)
    subject = f"Kết quả Tháng Dân vận năm {_year(plan)}"
    return Document(
        info=DocumentInfo(f"Báo cáo: {subject}", header.issuer, context.today, subject),
        header=header,
        kind="Báo cáo",
        subject=subject,
        blocks=(
            Paragraph(f"{header.issuer} báo cáo kết quả Tháng Dân vận năm {_year(plan)} như sau:"),
            Heading("I. Công tác lãnh đạo, chỉ đạo"),
            Paragraph(_led(context, plan)),
            Heading("II. Kết quả thực hiện"),
            Paragraph(came_to(context, unit, works)),
            *by_type(context, works),
            *examples(context, unit, works),
            Heading("III. Đánh giá, kiến nghị"),
            *_assessed(context, plan, works),
            to_be_told(plan.text("result")),
            Paragraph(f"Trên đây là Báo cáo {within_sentence(subject)} của {header.issuer}{pointed}./."),
        ),
        signatures=(official_signature(context, unit),),
        recipients=recipients_of(context, unit),
        appendices=annexes,
    )


def _works_annex(
    context: ReportContext, plan: Record, unit: Record, header: Header, works: Sequence[Record]
) -> Appendix:
    return Appendix(
        "Phụ lục",
        f"Các việc đã thực hiện trong Tháng Dân vận năm {_year(plan)}",
        (works_table(context, unit, works),),
        annex_note(context, "Báo cáo", header, REPORT),
        landscape=True,
    )


def _led(context: ReportContext, plan: Record) -> str:
    number, issued = plan.text("number"), date_words(plan.date("issued_on"))
    paper = f"Kế hoạch số {number} {issued}" if number else f"kế hoạch {issued}"
    span = _span(context, plan)
    tasks = planned_tasks(context, plan)
    done = sum(task.get("done_on") is not None for task in tasks)
    dropped = sum(task.text("state") == DROPPED for task in tasks)
    told = f" Kế hoạch có {two(context, len(tasks))} nhiệm vụ, đã hoàn thành {two(context, done)} nhiệm vụ"
    told += f", không thực hiện {two(context, dropped)} nhiệm vụ" if dropped else ""
    told += "; nhiệm vụ lập báo cáo thực hiện bằng Báo cáo này." if any(map(_is_this_report, tasks)) else "."
    counted = told if tasks else ""
    return f"Tháng Dân vận được tổ chức theo {paper}{f', {span}' if span else ''}.{counted}"


def _assessed(context: ReportContext, plan: Record, works: Sequence[Record]) -> Iterator[Block]:
    """Draft the assessment from what is recorded; the officer's own words follow."""
    terms, planned = context.store.terms, tasks_of(context, plan)
    tasks = [one for one in planned if not _is_this_report(one)]
    dropped = len(planned_tasks(context, plan)) - len(planned)
    left_out = [f"{two(context, dropped)} nhiệm vụ không thực hiện"] if dropped else []
    left_out += ["việc lập Báo cáo này"] if len(tasks) < len(planned) else []
    but_this = f", không tính {' và '.join(left_out)}" if left_out else ""
    in_time = [task for task in tasks if task.get("done_on") is not None and not TASK_TERM.done_late(task, terms)]
    kept = f"{two(context, len(in_time))}/{two(context, len(tasks))}"
    told = [f"Hoàn thành đúng hạn {kept} nhiệm vụ của kế hoạch{but_this}."]
    compared = _compared(context, plan, works)
    if sentences := [*(told if tasks else ()), *([compared] if compared else ())]:
        yield Paragraph(" ".join(sentences))
    behind = tuple(_behind(context, task) for task in tasks if task not in in_time)
    if behind:
        yield Paragraph(f"Còn {two(context, len(behind))} nhiệm vụ chậm hoặc chưa xong:")
        yield BulletList(behind)


def _compared(context: ReportContext, plan: Record, works: Sequence[Record]) -> str:
    """Hold the works of the month against those of the year before, where any of these is recorded."""
    store, year = context.store, year_of_plan(plan)
    unit = plan.text("unit")
    before = sum(
        one.text("state") == DONE
        and year is not None
        and month_of(one, store) == year - 1
        and store.tree.is_below(one.text("unit"), unit)
        for one in store.list(WORK)
    )
    if not before or year is None:
        return ""
    change, named = len(works) - before, f"năm {year - 1} ({two(context, before)} việc)"
    if not change:
        return f"Số việc đã làm bằng {named}."
    return f"Số việc đã làm {'tăng' if change > 0 else 'giảm'} {two(context, abs(change))} việc so với {named}."


def _behind(context: ReportContext, task: Record) -> str:
    lead = f" ({task.text('lead')})" if task.text("lead") else ""
    if task.get("done_on") is not None:
        days = TASK_TERM.done_late(task, context.store.terms)
        return f"{sentence(task.text('title')).rstrip('.')}{lead}: xong chậm {two(context, days)} ngày."
    due = task.date("due_on")
    day = f", hạn {context.translator.date(due)}" if due is not None else ""
    return f"{sentence(task.text('title')).rstrip('.')}{lead}: chưa xong{day}."


def _year(plan: Record) -> str:
    return str(year_of_plan(plan) or "")


def _who_works(context: ReportContext, plan: Record) -> Iterator[str]:
    """Give who sees to a plan and who leads its tasks."""
    yield plan.text("lead")
    yield from (task.text("lead") for task in planned_tasks(context, plan))


def recipients_of(context: ReportContext, unit: Record, charged: Sequence[str] = ()) -> Recipients:
    """Name who gets a plan and its report; of a plan whoever is ``charged`` by it, too."""
    front = front_of(unit)
    communities = f"Các {communities_of(context.store, unit)}"
    if context.style is Style.PARTY:
        return Recipients(
            ("Ban Tuyên giáo và Dân vận Tỉnh ủy", "Thường trực Đảng ủy", front, *charged, communities, filed(context))
        )
    return Recipients(("Thường trực Đảng ủy", front, *charged, communities, filed(context)))


_is_no_month = unless(
    lambda context: context.record(KIND).text("type") == MONTH,
    _("Kế hoạch này không phải kế hoạch Tháng Dân vận. Hãy chọn loại “Tháng Dân vận” rồi in."),
)


def _no_tasks(context: ReportContext) -> Message | None:
    reason = _is_no_month(context)
    if reason is not None or planned_tasks(context, context.record(KIND)):
        return reason
    return _("Kế hoạch chưa có nhiệm vụ. Hãy ghi ở phần “Nhiệm vụ”, hoặc lập kế hoạch từ mẫu “Tháng Dân vận”.")


def _nothing_done(context: ReportContext) -> Message | None:
    reason = _is_no_month(context)
    if reason is not None or works_of(context, context.record(KIND)):
        return reason
    return _(
        "Chưa có việc nào của Tháng Dân vận này. Hãy ghi ở trang “Tuyên truyền, vận động”, chọn kế hoạch này hoặc đánh"
        " dấu “Thuộc Tháng Dân vận”, và ghi kết quả."
    )


_MONTHS = HasChoice("type", frozenset({MONTH}))

FORMS = (
    ReportForm(
        code=PLAN,
        title=_("Kế hoạch Tháng Dân vận"),
        description=_("Mục đích, nội dung, thời gian, phân công theo các nhiệm vụ của kế hoạch"),
        purpose=Purpose.FRONT,
        kind=KIND,
        file_stem="KH-Thang-Dan-van",
        build_of=build_plan,
        only_of=_MONTHS,
        issued_by=PARTY_FIRST,
        nothing_to_say=_no_tasks,
        document_type="plan",
    ),
    ReportForm(
        code=REPORT,
        title=_("Báo cáo kết quả Tháng Dân vận"),
        description=_("Việc đã làm trong Tháng Dân vận, lực lượng, ngày công, kinh phí, kết quả"),
        purpose=Purpose.FRONT,
        kind=KIND,
        file_stem="BC-Thang-Dan-van",
        build_of=build_report,
        only_of=_MONTHS,
        issued_by=PARTY_FIRST,
        nothing_to_say=_nothing_done,
        document_type="report",
    ),
)
