"""The paper of a report of a period: header, text, annexes and proof, with who gets it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from danvan_desktop.domain.period import PeriodKind
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Appendix, Document, DocumentInfo, Recipients
from danvan_desktop.reports.forms.communities import communities_of, front_of, is_above_communes, parts_called
from danvan_desktop.reports.forms.official import (
    annex_note,
    annexes_pointed_to,
    filed,
    official_header,
    official_signature,
)
from danvan_desktop.reports.forms.parts import party_word
from danvan_desktop.reports.forms.report_parts import PeriodReport, text_blocks
from danvan_desktop.reports.style import Style

Annex = Callable[[str, str], Sequence[Appendix]]
"""Makes what follows a report under a label and a note of what it goes with; nothing where there is nothing."""
_PARTY_RECIPIENTS = ("Ban Tuyên giáo và Dân vận Tỉnh ủy", "Thường trực Đảng ủy", "Các chi bộ trực thuộc")
_LABELS = ("Phụ lục I", "Phụ lục II", "Phụ lục III", "Phụ lục IV", "Phụ lục V", "Phụ lục VI")


def period_paper(report: PeriodReport, subject: str, addressees: Sequence[str], *annexes: Annex) -> Document:
    """Build the report about ``subject`` for its addressees; annexes with something in them are counted on."""
    context = report.context
    header = official_header(context, report.unit, report.form, "report")
    note, proof = annex_note(context, "Báo cáo", header, report.form), report.proof
    appendices: list[Appendix] = []
    for annex in annexes:
        label = _LABELS[len(appendices)] if len(annexes) > 1 else "Phụ lục"
        appendices += annex(label, note)
    return Document(
        info=DocumentInfo(f"Báo cáo: {subject}", header.issuer, context.today, subject, proof.details),
        header=header,
        kind="Báo cáo",
        subject=subject,
        blocks=tuple(text_blocks(report, subject, header.issuer, annexes_pointed_to(appendices))),
        signatures=(official_signature(context, report.unit),),
        recipients=recipients(context, addressees),
        appendices=tuple(appendices),
        proof=proof,
        remarks=report.remarks,
    )


def recipients(context: ReportContext, addressees: Sequence[str]) -> Recipients:
    """List who gets a report, and where it is filed."""
    return Recipients((*addressees, filed(context)))


def not_of_a_month(report: Message) -> Callable[[ReportContext], Message | None]:
    """Return what says why a report of this name is not made: a month is too short for it."""

    def reason(context: ReportContext) -> Message | None:
        if context.chosen_period().kind is not PeriodKind.MONTH:
            return None
        return _("{report} không làm theo tháng. Hãy chọn quý, 6 tháng, 9 tháng hoặc năm.", report=report)

    return reason


def committee_and_front(context: ReportContext) -> tuple[str, ...]:
    """Name who gets a report on the commune's work, by the body that issues it."""
    unit = context.store.unit
    if is_above_communes(unit):
        return _of_a_province(context, unit)
    if context.style is Style.PARTY:
        return _PARTY_RECIPIENTS
    return ("Thường trực Đảng ủy", front_of(unit), f"Các {communities_of(context.store, unit)}")


def _of_a_province(context: ReportContext, unit: Record) -> tuple[str, ...]:
    parts, standing = parts_called(context.store, unit), f"Thường trực {party_word(unit)}"
    if context.style is Style.PARTY:
        return ("Ban Tuyên giáo và Dân vận Trung ương", standing, f"Đảng ủy các {parts}")
    return (standing, front_of(unit), f"Ủy ban nhân dân các {parts}")
