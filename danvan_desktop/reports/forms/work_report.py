"""Báo cáo kết quả công tác dân vận: of a quarter, half-year or year, with its annexes."""

from __future__ import annotations

from danvan_desktop.domain.period import PeriodKind
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Document, DocumentInfo, Recipients
from danvan_desktop.reports.form import PARTY_FIRST, Needs, Purpose, ReportForm
from danvan_desktop.reports.forms.communities import communities_of, front_of
from danvan_desktop.reports.forms.official import annex_note, filed, official_header, official_signature
from danvan_desktop.reports.forms.report_parts import (
    PeriodReport,
    contribution_annex,
    figure_annex,
    text_blocks,
    village_annex,
)
from danvan_desktop.reports.forms.submission_papers import submission_annex
from danvan_desktop.reports.style import Style

WORK_REPORT = "work-report"
_PARTY_RECIPIENTS = ("Ban Tuyên giáo và Dân vận Tỉnh ủy", "Thường trực Đảng ủy", "Các chi bộ trực thuộc")


def build(context: ReportContext) -> Document:
    """Build the report on dân vận work of the period asked for."""
    report = PeriodReport.of(context, WORK_REPORT)
    header = official_header(context, report.unit, WORK_REPORT, "report")
    following = context.say(report.period.next().label())
    subject = f"Kết quả công tác dân vận {report.title}; phương hướng, nhiệm vụ {following}"
    note, proof = annex_note(context, "Báo cáo", header, WORK_REPORT), report.proof
    given = contribution_annex(report, "Phụ lục III", note)
    return Document(
        info=DocumentInfo(f"Báo cáo: {subject}", header.issuer, context.today, subject, proof.payload),
        header=header,
        kind="Báo cáo",
        subject=subject,
        blocks=tuple(text_blocks(report)),
        signatures=(official_signature(context, report.unit),),
        recipients=recipients(context, _addressees(context)),
        appendices=(
            figure_annex(report, "Phụ lục I", note),
            village_annex(report, "Phụ lục II", note),
            *given,
            *submission_annex(context, "Phụ lục IV" if given else "Phụ lục III", note),
        ),
        proof=proof,
        remarks=report.remarks,
    )


def _state_recipients(context: ReportContext, unit: Record) -> tuple[str, ...]:
    front = front_of(unit)
    return ("Thường trực Đảng ủy", front, f"Các {communities_of(context, unit)}")


def _addressees(context: ReportContext) -> tuple[str, ...]:
    """Who gets it, by the body that issues it."""
    return _PARTY_RECIPIENTS if context.style is Style.PARTY else _state_recipients(context, context.store.unit)


def recipients(context: ReportContext, addressees: tuple[str, ...]) -> Recipients:
    """List who gets a report, and where it is filed."""
    return Recipients((*addressees, filed(context)))


def _only_a_month(context: ReportContext) -> Message | None:
    """The report on the work is made of a quarter, half-year or year."""
    if context.chosen_period().kind is not PeriodKind.MONTH:
        return None
    return _("Báo cáo công tác dân vận không làm theo tháng. Hãy chọn quý, 6 tháng, 9 tháng hoặc năm.")


FORMS = (
    ReportForm(
        code=WORK_REPORT,
        title=_("Báo cáo công tác dân vận"),
        description=_("Kết quả công tác dân vận quý, 6 tháng, năm; phụ lục số liệu và kết quả theo thôn, tổ dân phố"),
        purpose=Purpose.REPORT,
        kind="situation_entry",
        needs=Needs.PERIOD,
        file_stem="BC-cong-tac-dan-van",
        build_of=build,
        issued_by=PARTY_FIRST,
        nothing_to_say=_only_a_month,
        document_type="report",
        narrated=True,
        addressees=_addressees,
    ),
)
