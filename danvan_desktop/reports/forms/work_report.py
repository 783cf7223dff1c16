"""Báo cáo kết quả công tác dân vận: of a quarter, half-year or year, with its annexes."""

from __future__ import annotations

from functools import partial

from danvan_desktop.localization import _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Document
from danvan_desktop.reports.form import PARTY_FIRST, Needs, Purpose, ReportForm
from danvan_desktop.reports.forms.figure_annex import figure_annex
from danvan_desktop.reports.forms.period_paper import committee_and_front, not_of_a_month, period_paper
from danvan_desktop.reports.forms.rating_tables import rating_annex
from danvan_desktop.reports.forms.report_parts import PeriodReport, contribution_annex, village_annex
from danvan_desktop.reports.forms.submission_papers import submission_annex

WORK_REPORT = "work-report"
_TITLE = _("Báo cáo công tác dân vận")


def build(context: ReportContext) -> Document:
    """Build the report on dân vận work of the period asked for."""
    report = PeriodReport.of(context, WORK_REPORT)
    following = context.say(report.period.ahead().label())
    return period_paper(
        report,
        f"Kết quả công tác dân vận {report.title}; phương hướng, nhiệm vụ {following}",
        committee_and_front(context),
        partial(figure_annex, report),
        partial(village_annex, report),
        partial(contribution_annex, report),
        partial(rating_annex, context),
        partial(submission_annex, context),
    )


FORMS = (
    ReportForm(
        code=WORK_REPORT,
        title=_TITLE,
        description=_("Kết quả công tác dân vận quý, 6 tháng, năm; phụ lục số liệu và kết quả theo thôn, tổ dân phố"),
        purpose=Purpose.REPORT,
        kind="situation_entry",
        needs=Needs.PERIOD,
        file_stem="BC-cong-tac-dan-van",
        build_of=build,
        issued_by=PARTY_FIRST,
        nothing_to_say=not_of_a_month(_TITLE),
        document_type="report",
        narrated=True,
        addressees=committee_and_front,
    ),
)
