"""The plan of a year's work, made of its tasks; the month has a plan of its own.

No rule read prescribes a form for it: its parts are those of real plans (docs/sources.md). Aims are the officer's to
write: lines wait for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.activities import with_year, year_of_plan
from danvan_desktop.domain.states import HasChoice
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Block, Document, FillLines, Header, Heading, Paragraph
from danvan_desktop.reports.form import PARTY_FIRST, Purpose, ReportForm
from danvan_desktop.reports.forms.communities import communities_of
from danvan_desktop.reports.forms.month_papers import (
    KIND,
    led_by,
    plan_paper,
    planned_tasks,
    tasks_table,
    when,
)
from danvan_desktop.reports.wording import capitalised

YEAR_PLAN = "year-plan"
_TYPES = HasChoice("type", frozenset({"yearly", "implementation"}))
_KIND_OF_PAPER = re.compile(r"^kế hoạch\s+", re.IGNORECASE)


def build(context: ReportContext) -> Document:
    """Build the plan: what it rests on, aims, the tasks with who does them until when, who sees to it."""
    plan = context.record(KIND)

    def parts(unit: Record, header: Header) -> Iterable[Block]:
        return (
            Heading("I. Mục đích, yêu cầu"),
            FillLines("1. Mục đích:", 2),
            FillLines("2. Yêu cầu:", 2),
            Heading("II. Nhiệm vụ, thời gian, phân công"),
            *when(context, plan),
            tasks_table(context, plan),
            Heading("III. Tổ chức thực hiện"),
            Paragraph(
                "1. Các cơ quan, đơn vị được phân công thực hiện nhiệm vụ đúng thời hạn, báo cáo kết quả, gửi văn bản,"
                " tài liệu minh chứng."
            ),
            Paragraph(f"2. Các {communities_of(context.store, unit)} phối hợp, vận động Nhân dân tham gia."),
            Paragraph(f"3. {led_by(context, plan, header)}"),
        )

    return plan_paper(context, YEAR_PLAN, _subject(plan), parts)


def _subject(plan: Record) -> str:
    """Say what the plan is of: its name without the kind of paper that stands above it."""
    title = with_year(plan.text("title").strip().rstrip("."), year_of_plan(plan))
    return capitalised(_KIND_OF_PAPER.sub("", title))


def _no_tasks(context: ReportContext) -> Message | None:
    plan = context.record(KIND)
    if not _TYPES.holds(plan.values):
        return _("Kế hoạch này không phải kế hoạch công tác năm. Hãy chọn loại “Công tác năm” rồi in.")
    if planned_tasks(context, plan):
        return None
    return _("Kế hoạch chưa có nhiệm vụ. Hãy ghi ở phần “Nhiệm vụ” rồi in.")


FORMS = (
    ReportForm(
        code=YEAR_PLAN,
        title=_("Kế hoạch công tác năm"),
        description=_("Nhiệm vụ, thời gian, phân công của kế hoạch năm hoặc kế hoạch thực hiện nghị quyết"),
        purpose=Purpose.PLAN,
        kind=KIND,
        file_stem="KH-nam",
        build_of=build,
        only_of=_TYPES,
        issued_by=PARTY_FIRST,
        nothing_to_say=_no_tasks,
        document_type="plan",
    ),
)
