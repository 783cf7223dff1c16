"""Báo cáo kết quả thực hiện dân chủ ở cơ sở: of a quarter, half-year or year, with what each village decided and gave.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15: chapters follow what the people know (Điều 11 to 14), decide (Điều 15 to
24), are asked about (Điều 25 to 29) and watch over (Điều 30 to 45). No form is prescribed (docs/sources.md).
"""

from __future__ import annotations

from functools import partial

from danvan_desktop.localization import _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Document
from danvan_desktop.reports.form import EITHER, Needs, Purpose, ReportForm
from danvan_desktop.reports.forms.figure_annex import figure_annex
from danvan_desktop.reports.forms.period_paper import committee_and_front, not_of_a_month, period_paper
from danvan_desktop.reports.forms.report_parts import PeriodReport, contribution_annex, democracy_annex

DEMOCRACY_REPORT = "democracy-report"
_TITLE = _("Báo cáo thực hiện dân chủ ở cơ sở")


def build(context: ReportContext) -> Document:
    """Build the report on democracy at the grassroots in the period asked for."""
    report = PeriodReport.of(context, DEMOCRACY_REPORT)
    return period_paper(
        report,
        f"Kết quả thực hiện dân chủ ở cơ sở {report.title}",
        committee_and_front(context),
        partial(figure_annex, report),
        partial(democracy_annex, report),
        partial(contribution_annex, report),
    )


FORMS = (
    ReportForm(
        code=DEMOCRACY_REPORT,
        title=_TITLE,
        description=_("Công khai, bàn và quyết định, tham gia ý kiến, giám sát của Nhân dân trong kỳ"),
        purpose=Purpose.REPORT,
        kind="publicity_item",
        needs=Needs.PERIOD,
        file_stem="BC-dan-chu-o-co-so",
        build_of=build,
        issued_by=EITHER,
        nothing_to_say=not_of_a_month(_TITLE),
        document_type="report",
        narrated=True,
        addressees=committee_and_front,
    ),
)
