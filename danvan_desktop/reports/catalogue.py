"""Every printed form: its code, what it is, what it needs, how it is built and what its file is called."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial

from danvan_desktop.domain.kind import Kind, Kinds
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message, _
from danvan_desktop.reports import nothing
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Document
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.forms import (
    attendance_sheet,
    commune_vote,
    community_resolution,
    dialogue_minutes,
    dialogue_papers,
    meeting_invitation,
    meeting_minutes,
    model_papers,
    model_registration,
    petition_papers,
    petition_reminder,
    situation_report,
    vote_count,
    work_report,
)
from danvan_desktop.reports.forms.parts import unit_of
from danvan_desktop.reports.forms.register import build_register, has_register, register_code, register_of
from danvan_desktop.reports.issuing import IssuedBy, Issuer, issued_by, of_dialogue
from danvan_desktop.reports.style import OFFICE_STYLE, Style
from danvan_desktop.store import Store

_LONGEST_NAME_PART = 60
_GOVERNMENT = issued_by(Issuer.GOVERNMENT)
_COMMUNITY = issued_by(Issuer.COMMUNITY)
_EITHER = issued_by(Issuer.GOVERNMENT, Issuer.PARTY)
_PARTY_FIRST = issued_by(Issuer.PARTY, Issuer.GOVERNMENT)


class Needs(Enum):
    """What a form is printed of."""

    RECORD = "record"
    PERIOD = "period"


@dataclass(frozen=True)
class ReportForm:
    """A printed form of the records of ``kind``; ``file_stem`` begins the names of its files.

    ``issued_by`` tells which bodies issue it, and with them its page formats. ``nothing_to_say`` tells why it is not
    printed of a record or period, and what to do: no paper about nothing is ever made, whoever asks for it.
    Papers ``of_the_file`` alone may show what is hidden of a secret record.
    """

    code: str
    title: Message
    description: Message
    kind: str
    needs: Needs
    file_stem: str
    make: Callable[[ReportContext], Document]
    issued_by: IssuedBy = _GOVERNMENT
    nothing_to_say: nothing.NothingToSay = nothing.always_something
    of_the_file: bool = False

    def opened(self, context: ReportContext) -> ReportContext:
        """Return the context in which what is hidden of a secret record is printed, which is noted in its history.

        Only papers ``of_the_file`` show it; raises ReportError for others.
        """
        if not self.of_the_file:
            raise ReportError(
                _("“{form}” không in nội dung bí mật. Hãy in “Phiếu đề xuất xử lý đơn” của hồ sơ.", form=self.title)
            )
        record = context.store.reveal(context.record(self.kind).uid, Purpose.PRINTED, self.code)
        return replace(context, opened=record)

    def styles(self, record: Record | None = None) -> tuple[Style, ...]:
        """Return the page formats that a record's paper (``None``: a period's) may have, the usual one first."""
        return tuple(dict.fromkeys(issuer.style for issuer in self.issued_by(record)))

    def build(self, context: ReportContext) -> Document:
        """Build the document.

        Raises ReportError where no body issues it in the page format asked for, or it has nothing to say.
        """
        self.refuse_other_style(context.style, context.store.get(context.uid) if context.uid else None)
        reason = self.nothing_to_say(context)
        if reason is not None:
            raise ReportError(reason)
        return self.make(context)

    def refuse_other_style(self, style: Style, record: Record | None) -> None:
        """Raise ReportError for a page format that this paper never has."""
        if self.needs is Needs.RECORD and record is None:
            return
        if style not in self.styles(record):
            raise ReportError(_refusal(style, self.title))


def _refusal(style: Style, form: Message) -> Message:
    if style is Style.PARTY:
        return _("“{form}” không do cấp ủy Đảng ban hành, nên chỉ in theo thể thức nhà nước.", form=form)
    return _("“{form}” ở đây do cấp ủy Đảng ban hành, nên chỉ in theo thể thức của Đảng.", form=form)


def style_in(store: Store, form: ReportForm, uid: str = "", wanted: Style | None = None) -> Style:
    """Return the page format of a form, of a record where ``uid`` names one: the one wanted, the office's, the usual.

    The office's choice holds for papers that have one. Raises ReportError for one wanted that the paper never has.
    """
    record = store.get(uid) if uid else None
    if wanted is not None:
        form.refuse_other_style(wanted, record)
        return wanted
    styles, chosen = form.styles(record), store.settings.get(OFFICE_STYLE)
    return Style(chosen) if chosen in styles else styles[0]


_OWN: tuple[ReportForm, ...] = (
    ReportForm(
        "meeting-minutes",
        _("Biên bản họp thôn, tổ dân phố"),
        _("Biên bản cuộc họp của cộng đồng dân cư (Mẫu số 03, Nghị định 59/2023/NĐ-CP)"),
        "meeting",
        Needs.RECORD,
        "BB-hop-dan",
        meeting_minutes.build,
        issued_by=_COMMUNITY,
        nothing_to_say=nothing.not_met,
    ),
    ReportForm(
        "meeting-invitation",
        _("Giấy mời họp thôn, tổ dân phố"),
        _("Giấy mời dự cuộc họp của cộng đồng dân cư (Mẫu số 01, Nghị định 59/2023/NĐ-CP)"),
        "meeting",
        Needs.RECORD,
        "GM-hop-dan",
        meeting_invitation.build,
        issued_by=_COMMUNITY,
    ),
    ReportForm(
        "attendance-sheet",
        _("Danh sách hộ dự họp"),
        _("Danh sách đại diện hộ gia đình dự họp, có chỗ ký tên"),
        "meeting",
        Needs.RECORD,
        "DS-ho-du-hop",
        attendance_sheet.build,
        issued_by=_COMMUNITY,
    ),
    ReportForm(
        "community-resolution",
        _("Nghị quyết của cộng đồng dân cư"),
        _("Các nội dung cộng đồng dân cư đã bàn và quyết định (Mẫu số 03, Nghị định 59/2023/NĐ-CP)"),
        "meeting",
        Needs.RECORD,
        "NQ-cong-dong",
        community_resolution.build,
        issued_by=_COMMUNITY,
        nothing_to_say=nothing.nothing_voted,
    ),
    ReportForm(
        "decision-extract",
        _("Trích nghị quyết để niêm yết"),
        _("Những nội dung đã được thông qua, để niêm yết cho Nhân dân biết"),
        "meeting",
        Needs.RECORD,
        "Trich-NQ",
        community_resolution.build_extract,
        issued_by=_COMMUNITY,
        nothing_to_say=nothing.nothing_voted,
    ),
    ReportForm(
        "vote-count",
        _("Biên bản kiểm phiếu"),
        _("Kết quả kiểm phiếu từng nội dung (Mẫu số 02, Nghị định 59/2023/NĐ-CP)"),
        "meeting",
        Needs.RECORD,
        "BB-kiem-phieu",
        vote_count.build,
        issued_by=_COMMUNITY,
        nothing_to_say=nothing.no_ballots,
    ),
    ReportForm(
        "household-ballots",
        _("Biên bản kiểm phiếu lấy ý kiến hộ"),
        _("Kết quả phát phiếu lấy ý kiến từng hộ (Mẫu số 04, Nghị định 59/2023/NĐ-CP)"),
        "meeting",
        Needs.RECORD,
        "BB-kiem-phieu-ho",
        vote_count.build_sent_out,
        issued_by=_COMMUNITY,
        nothing_to_say=nothing.no_ballots_sent_out,
    ),
    ReportForm(
        "commune-vote",
        _("Tổng hợp kết quả bàn, quyết định toàn xã"),
        _("Kết quả của từng thôn và kết quả chung của nội dung có phạm vi toàn xã"),
        "commune_vote",
        Needs.RECORD,
        "Tong-hop-toan-xa",
        commune_vote.build,
        nothing_to_say=nothing.no_common_result,
    ),
    ReportForm(
        "dialogue-minutes",
        _("Biên bản đối thoại"),
        _("Biên bản hội nghị tiếp xúc, đối thoại của người đứng đầu với Nhân dân"),
        "dialogue",
        Needs.RECORD,
        "BB-doi-thoai",
        dialogue_minutes.build,
        issued_by=of_dialogue,
        nothing_to_say=nothing.no_dialogue,
    ),
    ReportForm(
        "dialogue-plan",
        _("Kế hoạch đối thoại"),
        _("Kế hoạch tổ chức hội nghị tiếp xúc, đối thoại với Nhân dân"),
        "dialogue",
        Needs.RECORD,
        "KH-doi-thoai",
        dialogue_papers.build_plan,
        issued_by=of_dialogue,
    ),
    ReportForm(
        "dialogue-conclusion",
        _("Thông báo kết luận đối thoại"),
        _("Thông báo kết luận của người đứng đầu tại hội nghị đối thoại"),
        "dialogue",
        Needs.RECORD,
        "TB-ket-luan",
        dialogue_papers.build_conclusion,
        issued_by=of_dialogue,
        nothing_to_say=nothing.nothing_concluded,
    ),
    ReportForm(
        "petition-slip",
        _("Phiếu tiếp nhận kiến nghị"),
        _("Phiếu giao cho người dân khi tiếp nhận kiến nghị, phản ánh"),
        "petition",
        Needs.RECORD,
        "Phieu-tiep-nhan",
        petition_papers.build_slip,
        of_the_file=True,
        nothing_to_say=nothing.not_opened,
    ),
    ReportForm(
        "petition-handling",
        _("Phiếu đề xuất xử lý đơn"),
        _("Phiếu đề xuất thụ lý, chuyển hoặc không thụ lý đơn; lưu trong hồ sơ vụ việc"),
        "petition",
        Needs.RECORD,
        "Phieu-xu-ly-don",
        petition_papers.build_handling,
        of_the_file=True,
        nothing_to_say=nothing.no_procedure,
    ),
    ReportForm(
        "petition-transfer",
        _("Phiếu chuyển kiến nghị"),
        _("Phiếu chuyển kiến nghị, phản ánh đến cơ quan có thẩm quyền"),
        "petition",
        Needs.RECORD,
        "PC-kien-nghi",
        petition_papers.build_transfer,
        nothing_to_say=nothing.nobody_in_charge,
    ),
    ReportForm(
        "petition-reply",
        _("Thông báo kết quả kiến nghị"),
        _("Thông báo kết quả giải quyết kiến nghị, phản ánh cho người dân"),
        "petition",
        Needs.RECORD,
        "TB-ket-qua",
        petition_papers.build_reply,
        issued_by=_EITHER,
        nothing_to_say=nothing.nothing_replied,
    ),
    ReportForm(
        "petition-reminder",
        _("Công văn đôn đốc kiến nghị"),
        _("Đôn đốc các kiến nghị, phản ánh quá hạn, kèm danh sách"),
        "petition",
        Needs.PERIOD,
        "CV-don-doc",
        petition_reminder.build,
        issued_by=_EITHER,
        nothing_to_say=nothing.nothing_overdue,
    ),
    ReportForm(
        "model-registration",
        _("Phiếu đăng ký mô hình"),
        _("Phiếu đăng ký mô hình, điển hình “Dân vận khéo”, kèm tiến độ thực hiện"),
        "model",
        Needs.RECORD,
        "DK-mo-hinh",
        model_registration.build,
    ),
    ReportForm(
        "model-progress",
        _("Phiếu tiến độ mô hình"),
        _("Tiến độ thực hiện mô hình, điển hình “Dân vận khéo”"),
        "model",
        Needs.RECORD,
        "Tien-do-mo-hinh",
        model_papers.build_progress,
        nothing_to_say=nothing.no_progress,
    ),
    ReportForm(
        "model-scoring",
        _("Phiếu chấm điểm mô hình"),
        _("Chấm điểm mô hình, điển hình “Dân vận khéo” theo bộ tiêu chí"),
        "model",
        Needs.RECORD,
        "Cham-diem",
        model_papers.build_scoring,
        nothing_to_say=nothing.no_criteria,
    ),
    ReportForm(
        "model-recognition",
        _("Danh sách đề nghị công nhận"),
        _("Mô hình, điển hình “Dân vận khéo” đề nghị công nhận, xếp theo điểm"),
        "model",
        Needs.PERIOD,
        "DS-cong-nhan",
        model_papers.build_recognition_list,
        nothing_to_say=nothing.nobody_proposed,
    ),
    ReportForm(
        "situation-report",
        _("Báo cáo tình hình Nhân dân"),
        _("Tình hình Nhân dân trong kỳ: các tầng lớp, tôn giáo, dân tộc, kiến nghị, điểm nóng, dự báo"),
        "situation_entry",
        Needs.PERIOD,
        "BC-tinh-hinh-Nhan-dan",
        situation_report.build,
        issued_by=_PARTY_FIRST,
    ),
    ReportForm(
        "situation-urgent",
        _("Báo cáo đột xuất tình hình Nhân dân"),
        _("Báo cáo ngay một vụ việc phức tạp, không chờ báo cáo quý"),
        "situation_entry",
        Needs.RECORD,
        "BC-dot-xuat",
        situation_report.build_urgent,
        issued_by=_PARTY_FIRST,
        nothing_to_say=nothing.not_urgent,
    ),
    ReportForm(
        "work-report",
        _("Báo cáo công tác dân vận"),
        _("Kết quả công tác dân vận quý, 6 tháng, năm; phụ lục số liệu và kết quả theo thôn, tổ dân phố"),
        "situation_entry",
        Needs.PERIOD,
        "BC-cong-tac-dan-van",
        work_report.build,
        issued_by=_PARTY_FIRST,
        nothing_to_say=nothing.only_a_month,
    ),
)


def _register(kind: Kind) -> ReportForm:
    register = register_of(kind)
    return ReportForm(
        register_code(kind),
        register.label,
        register.description,
        kind.name,
        Needs.PERIOD,
        register.file_stem,
        partial(build_register, kind=kind),
    )


def forms_of(kinds: Kinds) -> tuple[ReportForm, ...]:
    """Return the forms of these kinds, in their order: those of their own, then the register of each that has one."""
    return tuple(
        form
        for kind in kinds
        for form in (
            *(own for own in _OWN if own.kind == kind.name),
            *([_register(kind)] if has_register(kind) else []),
        )
    )


FORMS = forms_of(ALL_KINDS)
"""All printed forms."""


def form_of(code: str) -> ReportForm:
    """Return the form of that code; raises ReportError that names all codes."""
    for form in FORMS:
        if form.code == code:
            return form
    codes = ", ".join(form.code for form in FORMS)
    raise ReportError(_("Không có mẫu in “{code}”. Các mẫu: {codes}.", code=code, codes=codes))


def forms_of_kind(kind: str) -> tuple[ReportForm, ...]:
    """Return the forms that print one record of a kind."""
    return tuple(form for form in FORMS if form.kind == kind and form.needs is Needs.RECORD)


def suggested_file_name(form: ReportForm, context: ReportContext, extension: str = "pdf") -> str:
    """Name a report's file: period, form, unit, day, such as ``2026-Q3_BB-hop-dan_Thon-Dong_2026-08-12.pdf``.

    Raises ReportError as building the form does.
    """
    if form.needs is Needs.PERIOD:
        parts = [context.chosen_period().code, form.file_stem, _plain(context.store.unit.text("name"))]
        return f"{'_'.join(parts)}.{extension}"
    record = context.record(form.kind)
    day = record.date(context.kind_of(record).date or "") or context.today
    unit = _plain(unit_of(context, record).text("name"))
    return f"{_quarter(day)}_{form.file_stem}_{unit}_{day.isoformat()}.{extension}"


def _quarter(day: dt.date) -> str:
    return Period.quarter_of(day).code


def _plain(name: str) -> str:
    """Write a name in letters, figures and hyphens that any file system takes."""
    decomposed = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in letters).split()
    return "-".join(words)[:_LONGEST_NAME_PART] or "don-vi"
