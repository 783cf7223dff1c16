"""Nội dung bàn, quyết định toàn xã: what all villages of a commune decide together, each by a decision of its own.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 21, khoản 1; Nghị định 59/2023/NĐ-CP, Điều 4.
"""

from __future__ import annotations

from danvan_desktop.domain.fields import Choice, Field, FieldType, Preset
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.common import note, state_of
from danvan_desktop.domain.likeness import Alike, same, words
from danvan_desktop.domain.register import Register, RegisterColumn, fields
from danvan_desktop.domain.rules.checks import dates_in_order, not_in_future
from danvan_desktop.domain.rules.commune_wide import takes_effect_once_passed
from danvan_desktop.domain.rules.documents import numbers_in_right_form
from danvan_desktop.domain.rules.stages import stages_are_whole
from danvan_desktop.domain.states import State, States
from danvan_desktop.localization import _

STATES = States(
    (
        State(code="planned", label=_("Kế hoạch"), deed=_("Lập kế hoạch"), lies_ahead=True),
        State(code="open", label=_("Các thôn đang bàn"), deed=_("Bắt đầu bàn"), decided=True, day="opens_on"),
        State(
            code="counted",
            label=_("Đã tổng hợp kết quả"),
            deed=_("Tổng hợp kết quả"),
            needs=("closes_on",),
            decided=True,
            day="closes_on",
        ),
        State(
            code="in_force",
            label=_("Có hiệu lực"),
            deed=_("Ghi ngày có hiệu lực"),
            facts=("effective_on",),
            day="effective_on",
        ),
    )
)

COMMUNE_VOTE = Kind(
    name="commune_vote",
    label=_("Nội dung bàn, quyết định toàn xã"),
    plural=_("Bàn, quyết định toàn xã"),
    title=("title",),
    listed=("opens_on", "title", "content_type", "closes_on", "effective_on", "state"),
    order="-opens_on",
    date="opens_on",
    unit="unit",
    alike=(Alike(_("Cùng đơn vị, cùng nội dung"), (same("unit"), words("title"), same("opens_on"))),),
    states=STATES,
    rules=(
        stages_are_whole(STATES),
        takes_effect_once_passed,
        numbers_in_right_form("plan_number"),
        not_in_future("front_agreed_on", "reported_council_on"),
        dates_in_order("opens_on", "closes_on"),
        dates_in_order("opens_on", "effective_on"),
    ),
    register=Register(
        label=_("Sổ theo dõi nội dung bàn, quyết định toàn xã"),
        description=_("Các nội dung có phạm vi toàn xã của kỳ"),
        title="Sổ theo dõi nội dung bàn, quyết định có phạm vi toàn {commune}",
        counted="nội dung có phạm vi toàn {commune}",
        file_stem="So-noi-dung-toan-xa",
        columns=(
            RegisterColumn("Bàn từ ngày", 22, fields("opens_on"), centred=True),
            RegisterColumn("Bàn đến ngày", 22, fields("closes_on"), centred=True),
            RegisterColumn("Nội dung", 60, fields("title")),
            RegisterColumn("Loại nội dung", 40, fields("content_type")),
            RegisterColumn("Ngày có hiệu lực", 24, fields("effective_on"), centred=True),
        ),
    ),
    fields=(
        Field(
            name="unit",
            label=_("Xã, phường"),
            type=FieldType.REFERENCE,
            targets=("unit",),
            required=True,
            preset=Preset.OWN_UNIT,
        ),
        Field(name="title", label=_("Nội dung"), required=True, max_length=500),
        Field(
            name="content_type",
            label=_("Loại nội dung"),
            type=FieldType.CHOICE,
            required=True,
            default="contribution",
            choices=(
                Choice("contribution", _("Đóng góp xây dựng công trình")),
                Choice("finance", _("Thu, chi, quản lý các khoản đóng góp")),
            ),
        ),
        Field(
            name="opens_on",
            label=_("Các thôn bàn từ ngày"),
            type=FieldType.DATE,
            required=True,
            preset=Preset.TODAY,
        ),
        Field(name="closes_on", label=_("Các thôn bàn đến ngày"), type=FieldType.DATE),
        Field(
            name="method",
            label=_("Cách lấy ý kiến các thôn"),
            type=FieldType.CHOICE,
            choices=(
                Choice("meeting", _("Họp thôn, tổ dân phố")),
                Choice("ballot", _("Phát phiếu lấy ý kiến từng hộ")),
            ),
            help=_("Với nội dung toàn xã, Chủ tịch UBND xã chọn họp hoặc phát phiếu."),
        ),
        Field(
            name="plan_number", of_one_occasion=True, official=True, label=_("Số kế hoạch của UBND xã"), max_length=60
        ),
        Field(name="front_agreed_on", label=_("Ngày Mặt trận xã thống nhất"), type=FieldType.DATE),
        Field(name="reported_council_on", label=_("Ngày báo cáo HĐND xã"), type=FieldType.DATE),
        Field(name="effective_on", label=_("Ngày có hiệu lực"), type=FieldType.DATE),
        state_of(STATES),
        note(),
    ),
)
