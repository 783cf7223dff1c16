"""Every printed form: its code, what it is, what it needs, how it is built and what its file is called."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Document
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.forms import dialogue_minutes, meeting_minutes, model_registration, petition_register
from danvan_desktop.reports.forms.parts import unit_of
from danvan_desktop.reports.period import Period
from danvan_desktop.reports.style import Style

_LONGEST_NAME_PART = 60


def _always(_of: object) -> bool:
    return True


class Needs(Enum):
    """What a form is printed of."""

    RECORD = "record"
    PERIOD = "period"


@dataclass(frozen=True)
class ReportForm:
    """A printed form of the records of ``kind``; ``file_stem`` begins the names of its files.

    ``style`` is its usual page format. What is printed of a whole period leaves out records for which ``applies`` is
    false, and forms for whose period ``period_applies`` is.
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
        "dialogue-minutes",
        _("Biên bản đối thoại"),
        _("Biên bản hội nghị tiếp xúc, đối thoại của người đứng đầu với Nhân dân"),
        "dialogue",
        Needs.RECORD,
        "BB-doi-thoai",
        dialogue_minutes.build,
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
        "model-registration",
        _("Phiếu đăng ký mô hình"),
        _("Phiếu đăng ký mô hình, điển hình “Dân vận khéo”, kèm tiến độ thực hiện"),
        "model",
        Needs.RECORD,
        "DK-mo-hinh",
        model_registration.build,
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
