"""Every printed form: its code, what it is, what it needs, how it is built and what its file is called."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Document
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.forms import (
    attendance_sheet,
    community_resolution,
    dialogue_minutes,
    dialogue_papers,
    meeting_invitation,
    meeting_minutes,
    model_papers,
    model_registration,
    petition_papers,
    petition_register,
    petition_reminder,
    registers,
    situation_report,
    vote_count,
    work_report,
)
from danvan_desktop.reports.forms.parts import unit_of
from danvan_desktop.reports.style import OFFICE_STYLE, Style
from danvan_desktop.store import Store

_LONGEST_NAME_PART = 60


def _always(_of: object) -> bool:
    return True


def _was_held(gathering: Record) -> bool:
    return gathering.text("state") != "planned"


def _was_assigned(petition: Record) -> bool:
    return bool(petition.text("assigned_to"))


def _was_replied(petition: Record) -> bool:
    return petition.get("replied_on") is not None


def _is_urgent(entry: Record) -> bool:
    return bool(entry.get("urgent"))


def _never(_of: object) -> bool:
    return False


def _led_by_the_party(dialogue: Record) -> bool:
    """Papers of a dialogue are the Party committee's where it, or its secretary for both sides, led it."""
    side, position = dialogue.text("side"), dialogue.text("led_by_position").lower()
    return side == "party" or (side == "both" and position.startswith(("bí thư", "phó bí thư")))


class Needs(Enum):
    """What a form is printed of."""

    RECORD = "record"
    PERIOD = "period"


@dataclass(frozen=True)
class ReportForm:
    """A printed form of the records of ``kind``; ``file_stem`` begins the names of its files.

    ``style`` is its usual page format, for records of which ``of_the_party`` is true the Party's. What is printed of a
    whole period leaves out records for which ``applies`` is false, and forms for whose period ``period_applies`` is.
    """

    code: str
    title: Message
    description: Message
    kind: str
    needs: Needs
    file_stem: str
    build: Callable[[ReportContext], Document]
    style: Style = Style.STATE
    applies: Callable[[Record], bool] = _always
    period_applies: Callable[[Period], bool] = _always
    of_the_party: Callable[[Record], bool] = _never

    def usual_style(self, record: Record | None) -> Style:
        """Return the page format of a record's paper when none was asked for; ``None`` for the paper of a period."""
        return Style.PARTY if record is not None and self.of_the_party(record) else self.style


def style_in(store: Store, form: ReportForm, uid: str = "") -> Style:
    """Return the page format of a form, of a record where ``uid`` names one, as the office chose, else its usual."""
    chosen = store.settings.get(OFFICE_STYLE)
    return Style(chosen) if chosen in list(Style) else form.usual_style(store.get(uid) if uid else None)


FORMS: tuple[ReportForm, ...] = (
    ReportForm(
        "meeting-minutes",
        _("Biên bản họp thôn"),
        _("Biên bản cuộc họp của cộng đồng dân cư (Mẫu số 03, Nghị định 59/2023/NĐ-CP)"),
        "meeting",
        Needs.RECORD,
        "BB-hop-thon",
        meeting_minutes.build,
    ),
    ReportForm(
        "meeting-invitation",
        _("Giấy mời họp thôn"),
        _("Giấy mời dự cuộc họp của cộng đồng dân cư (Mẫu số 01, Nghị định 59/2023/NĐ-CP)"),
        "meeting",
        Needs.RECORD,
        "GM-hop-thon",
        meeting_invitation.build,
    ),
    ReportForm(
        "attendance-sheet",
        _("Danh sách hộ dự họp"),
        _("Danh sách đại diện hộ gia đình dự họp, có chỗ ký tên"),
        "meeting",
        Needs.RECORD,
        "DS-ho-du-hop",
        attendance_sheet.build,
    ),
    ReportForm(
        "community-resolution",
        _("Nghị quyết của cộng đồng dân cư"),
        _("Các nội dung cộng đồng dân cư đã bàn và quyết định (Mẫu số 03, Nghị định 59/2023/NĐ-CP)"),
        "meeting",
        Needs.RECORD,
        "NQ-cong-dong",
        community_resolution.build,
        applies=_was_held,
    ),
    ReportForm(
        "decision-extract",
        _("Trích nghị quyết để niêm yết"),
        _("Những nội dung đã được thông qua, để niêm yết cho Nhân dân biết"),
        "meeting",
        Needs.RECORD,
        "Trich-NQ",
        community_resolution.build_extract,
        applies=_was_held,
    ),
    ReportForm(
        "vote-count",
        _("Biên bản kiểm phiếu"),
        _("Kết quả kiểm phiếu từng nội dung (Mẫu số 02, Nghị định 59/2023/NĐ-CP)"),
        "meeting",
        Needs.RECORD,
        "BB-kiem-phieu",
        vote_count.build,
        applies=_was_held,
    ),
    ReportForm(
        "meeting-register",
        _("Sổ theo dõi họp thôn"),
        _("Các cuộc họp thôn, tổ dân phố trong kỳ: hộ dự, ý kiến, biểu quyết"),
        "meeting",
        Needs.PERIOD,
        "So-hop-thon",
        registers.build_meetings,
    ),
    ReportForm(
        "dialogue-minutes",
        _("Biên bản đối thoại"),
        _("Biên bản hội nghị tiếp xúc, đối thoại của người đứng đầu với Nhân dân"),
        "dialogue",
        Needs.RECORD,
        "BB-doi-thoai",
        dialogue_minutes.build,
        of_the_party=_led_by_the_party,
    ),
    ReportForm(
        "dialogue-plan",
        _("Kế hoạch đối thoại"),
        _("Kế hoạch tổ chức hội nghị tiếp xúc, đối thoại với Nhân dân"),
        "dialogue",
        Needs.RECORD,
        "KH-doi-thoai",
        dialogue_papers.build_plan,
        of_the_party=_led_by_the_party,
    ),
    ReportForm(
        "dialogue-conclusion",
        _("Thông báo kết luận đối thoại"),
        _("Thông báo kết luận của người đứng đầu tại hội nghị đối thoại"),
        "dialogue",
        Needs.RECORD,
        "TB-ket-luan",
        dialogue_papers.build_conclusion,
        applies=_was_held,
        of_the_party=_led_by_the_party,
    ),
    ReportForm(
        "dialogue-register",
        _("Sổ theo dõi đối thoại"),
        _("Các hội nghị tiếp xúc, đối thoại trong kỳ: người chủ trì, ý kiến, thông báo kết luận"),
        "dialogue",
        Needs.PERIOD,
        "So-doi-thoai",
        registers.build_dialogues,
    ),
    ReportForm(
        "petition-register",
        _("Sổ theo dõi kiến nghị"),
        _("Các kiến nghị, phản ánh tiếp nhận trong kỳ, từ lúc nhận đến ngày thông báo cho dân"),
        "petition",
        Needs.PERIOD,
        "So-kien-nghi",
        petition_register.build,
    ),
    ReportForm(
        "petition-slip",
        _("Phiếu tiếp nhận kiến nghị"),
        _("Phiếu giao cho người dân khi tiếp nhận kiến nghị, phản ánh"),
        "petition",
        Needs.RECORD,
        "Phieu-tiep-nhan",
        petition_papers.build_slip,
    ),
    ReportForm(
        "petition-transfer",
        _("Phiếu chuyển kiến nghị"),
        _("Phiếu chuyển kiến nghị, phản ánh đến cơ quan có thẩm quyền"),
        "petition",
        Needs.RECORD,
        "PC-kien-nghi",
        petition_papers.build_transfer,
        applies=_was_assigned,
    ),
    ReportForm(
        "petition-reply",
        _("Thông báo kết quả kiến nghị"),
        _("Thông báo kết quả giải quyết kiến nghị, phản ánh cho người dân"),
        "petition",
        Needs.RECORD,
        "TB-ket-qua",
        petition_papers.build_reply,
        applies=_was_replied,
    ),
    ReportForm(
        "petition-reminder",
        _("Công văn đôn đốc kiến nghị"),
        _("Đôn đốc các kiến nghị, phản ánh quá hạn, kèm danh sách"),
        "petition",
        Needs.PERIOD,
        "CV-don-doc",
        petition_reminder.build,
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
    ),
    ReportForm(
        "model-scoring",
        _("Phiếu chấm điểm mô hình"),
        _("Chấm điểm mô hình, điển hình “Dân vận khéo” theo bộ tiêu chí"),
        "model",
        Needs.RECORD,
        "Cham-diem",
        model_papers.build_scoring,
    ),
    ReportForm(
        "model-recognition",
        _("Danh sách đề nghị công nhận"),
        _("Mô hình, điển hình “Dân vận khéo” đề nghị công nhận, xếp theo điểm"),
        "model",
        Needs.PERIOD,
        "DS-cong-nhan",
        model_papers.build_recognition_list,
    ),
    ReportForm(
        "model-register",
        _("Sổ theo dõi mô hình"),
        _("Các mô hình, điển hình “Dân vận khéo” đăng ký trong kỳ"),
        "model",
        Needs.PERIOD,
        "So-mo-hinh",
        registers.build_models,
    ),
    ReportForm(
        "situation-report",
        _("Báo cáo tình hình Nhân dân"),
        _("Tình hình Nhân dân trong kỳ: các tầng lớp, tôn giáo, dân tộc, kiến nghị, điểm nóng, dự báo"),
        "situation_entry",
        Needs.PERIOD,
        "BC-tinh-hinh-Nhan-dan",
        situation_report.build,
        Style.PARTY,
    ),
    ReportForm(
        "situation-urgent",
        _("Báo cáo đột xuất tình hình Nhân dân"),
        _("Báo cáo ngay một vụ việc phức tạp, không chờ báo cáo quý"),
        "situation_entry",
        Needs.RECORD,
        "BC-dot-xuat",
        situation_report.build_urgent,
        Style.PARTY,
        applies=_is_urgent,
    ),
    ReportForm(
        "work-report",
        _("Báo cáo công tác dân vận"),
        _("Kết quả công tác dân vận quý, 6 tháng, năm; phụ lục số liệu và kết quả theo thôn"),
        "situation_entry",
        Needs.PERIOD,
        "BC-cong-tac-dan-van",
        work_report.build,
        Style.PARTY,
        period_applies=work_report.covers,
    ),
)


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
    """Name a report's file: period, form, unit, day, such as ``2026-Q3_BB-hop-thon_Thon-Dong_2026-08-12.pdf``.

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
