"""Why a paper of a case is not printed: it was handled otherwise, or lacks what the paper tells."""

from __future__ import annotations

from danvan_desktop.domain.rules.cases import COMPLAINT, DENUNCIATION
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.forms.case_words import came_from_agency, not_opened
from danvan_desktop.reports.forms.parts import commune_of, is_own_committee, unit_of

KIND = "case"


def _not_of(context: ReportContext, handled: str) -> Message | None:
    """Say that the letter was not handled so; a paper tells of what was decided."""
    case = context.record(KIND)
    if case.text("handling") == handled:
        return None
    wanted = context.choice_label(KIND, "handling", handled)
    return _(
        "Mục “Xử lý đơn” không phải là “{handling}” nên không có giấy này. Hãy ghi cách xử lý rồi in.", handling=wanted
    )


def no_acceptance(context: ReportContext) -> Message | None:
    """Say why no acceptance is told."""
    case = context.record(KIND)
    if case.text("nature") not in (COMPLAINT, DENUNCIATION):
        return _(
            "Chỉ khiếu nại, tố cáo mới thông báo thụ lý. Tranh chấp đất đai thì hòa giải; điểm nóng thì hãy in “Hồ sơ"
            " điểm nóng”."
        )
    return _not_of(context, "accepted") or not_opened(context, case)


def no_refusal(context: ReportContext) -> Message | None:
    """Say why no refusal is told."""
    case = context.record(KIND)
    if case.text("nature") not in (COMPLAINT, DENUNCIATION):
        return _(
            "Chỉ khiếu nại, tố cáo mới thông báo không thụ lý. Hãy in “Phiếu hướng dẫn” hoặc “Văn bản trả lại đơn”."
        )
    return _not_of(context, "not_accepted") or not_opened(context, case)


def nobody_accused(context: ReportContext) -> Message | None:
    """Say why nobody is told of being denounced."""
    case = context.record(KIND)
    if case.text("nature") != DENUNCIATION:
        return _("Chỉ tố cáo mới thông báo cho người bị tố cáo. Khiếu nại thì hãy in “Thông báo thụ lý”.")
    reason = _not_of(context, "accepted") or not_opened(context, case)
    if reason is None and not case.text("against"):
        return _("Chưa ghi người, cơ quan bị tố cáo. Hãy ghi mục đó rồi in.")
    return reason


def no_guidance(context: ReportContext) -> Message | None:
    """Say why nobody is guided elsewhere."""
    case = context.record(KIND)
    reason = _not_of(context, "guided")
    if reason is None and not case.text("sent_to"):
        reason = _("Chưa ghi nơi hướng dẫn đến. Hãy ghi mục “Nơi chuyển, hướng dẫn đến” rồi in.")
    return reason or not_opened(context, case)


def no_return(context: ReportContext) -> Message | None:
    """Say why nothing is sent back."""
    case = context.record(KIND)
    reason = _not_of(context, "returned")
    if reason is None and came_from_agency(case):
        return None
    return reason or not_opened(context, case)


def no_transfer(context: ReportContext) -> Message | None:
    """No complaint is passed on (Nghị định 155/2026/NĐ-CP: who sent it to the wrong place is guided)."""
    case = context.record(KIND)
    if case.text("nature") == COMPLAINT:
        return _(
            "Đơn khiếu nại gửi không đúng nơi thì không chuyển. Hãy in “Phiếu hướng dẫn” hoặc “Văn bản trả lại đơn”."
        )
    reason = _not_of(context, "transferred")
    if reason is not None:
        return reason
    agency = case.text("sent_to")
    if not agency:
        return _("Chưa ghi nơi chuyển. Hãy ghi mục “Nơi chuyển, hướng dẫn đến” rồi in.")
    if is_own_committee(commune_of(context, unit_of(context, case)), agency):
        return _("Nơi chuyển là chính {agency}. Hãy sửa mục “Nơi chuyển, hướng dẫn đến” rồi in.", agency=agency)
    return None
