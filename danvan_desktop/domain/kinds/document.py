"""The office's papers: the register of their numbers, and what an officer wrote into a report."""

from __future__ import annotations

from danvan_desktop.domain.fields import Choice, Code, Field, FieldType, LeadsTo, Preset
from danvan_desktop.domain.filling import Following
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.common import own_unit
from danvan_desktop.domain.likeness import Alike, Numbered, same, words
from danvan_desktop.domain.register import Register
from danvan_desktop.domain.rules.documents import (
    REGISTER,
    next_number_of_register,
    number_is_free_in_register,
    number_is_of_its_year,
    period_is_known,
    symbol_has_no_number,
    symbol_of_paper,
    text_has_one_place,
    year_of_paper,
)
from danvan_desktop.localization import _

DOCUMENT_TYPES = (
    Choice("minutes", _("Biên bản")),
    Choice("report", _("Báo cáo")),
    Choice("notice", _("Thông báo")),
    Choice("invitation", _("Giấy mời")),
    Choice("transfer", _("Phiếu chuyển")),
    Choice("guidance", _("Hướng dẫn")),
    Choice("letter", _("Công văn")),
    Choice("plan", _("Kế hoạch")),
    Choice("submission", _("Tờ trình")),
    Choice("decision", _("Quyết định")),
    Choice("resolution", _("Nghị quyết")),
    Choice("directive", _("Chỉ thị")),
    Choice("conclusion", _("Kết luận")),
    Choice("programme", _("Chương trình")),
    Choice("regulation", _("Quy chế")),
    Choice("rule", _("Quy định")),
    Choice("copy", _("Bản sao")),
)
"""Types of papers with registers of their own."""

ISSUERS = (
    Choice("government", _("Ủy ban nhân dân")),
    Choice("party", _("Cấp ủy Đảng")),
    Choice("front", _("Mặt trận, đoàn thể")),
    Choice("community", _("Thôn, tổ dân phố")),
)

DOCUMENT_NUMBER = Kind(
    name="document_number",
    label=_("Số văn bản"),
    plural=_("Sổ số văn bản"),
    title=("symbol", "subject"),
    listed=("date", "type", "number", "symbol", "subject", "issuer"),
    order="-date",
    date="date",
    unit="unit",
    alike=(Alike(_("Cùng ngày, cùng trích yếu"), (same("unit"), same("date"), same("type"), words("subject"))),),
    numbered=Numbered(same("number"), "unit", (same("issuer"), same("type"), same("year")), is_of_office=False),
    following=(
        Following(field="year", needs=("date",), value=year_of_paper),
        Following(field="number", needs=REGISTER, value=next_number_of_register),
        Following(field="symbol", needs=("issuer", "type"), value=symbol_of_paper),
    ),
    rules=(number_is_of_its_year, number_is_free_in_register, symbol_has_no_number),
    register=Register(
        label=_("Sổ đăng ký văn bản đi"),
        description=_("Các văn bản đã cấp số trong kỳ, theo ngày ban hành"),
        title="Sổ đăng ký văn bản đi",
        counted="văn bản đi",
        file_stem="So-van-ban-di",
    ),
    fields=(
        own_unit(),
        Field(
            name="issuer",
            label=_("Cơ quan ban hành"),
            type=FieldType.CHOICE,
            required=True,
            default="government",
            choices=ISSUERS,
        ),
        Field(
            name="year",
            label=_("Năm"),
            type=FieldType.INTEGER,
            required=True,
            counted=False,
            minimum=1990,
            maximum=2100,
        ),
        Field(
            name="type",
            label=_("Loại văn bản"),
            type=FieldType.CHOICE,
            required=True,
            default="report",
            choices=DOCUMENT_TYPES,
        ),
        Field(
            name="number",
            label=_("Số"),
            type=FieldType.INTEGER,
            required=True,
            minimum=1,
            maximum=100_000,
            looked_up=True,
        ),
        Field(
            name="symbol",
            label=_("Ký hiệu"),
            required=True,
            max_length=40,
            told_of_secrets=True,
            completed_from=("document_number.symbol",),
            help=_("Ví dụ BC-UBND, TB-ĐU."),
        ),
        Field(name="date", label=_("Ngày văn bản"), type=FieldType.DATE, required=True, preset=Preset.TODAY),
        Field(name="subject", label=_("Trích yếu"), required=True, max_length=500),
        Field(name="form", label=_("Mẫu in"), max_length=60, told_of_secrets=True, code_of=Code.FORM),
        Field(name="period", label=_("Kỳ báo cáo"), max_length=10, told_of_secrets=True, code_of=Code.PERIOD),
        Field(
            name="record",
            label=_("In từ hồ sơ"),
            type=FieldType.REFERENCE,
            looked_up=True,
            leads_to=LeadsTo.PAPERS,
        ),
    ),
)

REPORT_TEXT = Kind(
    name="report_text",
    label=_("Nội dung báo cáo do cán bộ soạn"),
    plural=_("Nội dung báo cáo đã soạn"),
    title=("period", "text", "value"),
    listed=("period", "form", "section", "figure", "text", "value", "remark"),
    order="-period",
    unit="unit",
    alike=(
        Alike(_("Cùng mục của một báo cáo"), (same("unit"), same("form"), same("period"), same("section"))),
        Alike(_("Cùng số liệu của một báo cáo"), (same("unit"), same("form"), same("period"), same("figure"))),
    ),
    rules=(period_is_known, text_has_one_place),
    fields=(
        Field(name="unit", label=_("Đơn vị"), type=FieldType.REFERENCE, targets=("unit",), required=True),
        Field(name="form", label=_("Mẫu báo cáo"), required=True, max_length=60, code_of=Code.FORM),
        Field(
            name="period",
            label=_("Kỳ báo cáo"),
            required=True,
            max_length=10,
            looked_up=True,
            code_of=Code.PERIOD,
        ),
        Field(name="section", label=_("Mục"), max_length=60, code_of=Code.SECTION),
        Field(name="figure", label=_("Số liệu"), max_length=80, code_of=Code.FIGURE),
        Field(name="text", label=_("Nội dung"), phrased=True, type=FieldType.LONG_TEXT, max_length=100_000),
        Field(
            name="value",
            label=_("Giá trị thay thế"),
            type=FieldType.INTEGER,
            minimum=0,
            help=_("Dùng khi số liệu của phần mềm chưa đủ; báo cáo in giá trị này và ghi rõ do cán bộ nhập."),
        ),
        Field(name="remark", label=_("Ghi chú, lý do"), type=FieldType.LONG_TEXT, max_length=4_000),
    ),
)
