"""Thu hồi đất, bồi thường, tái định cư: from telling the people to the handing over, with each step and household.

The resolution, part II.2 and III.2; Luật Đất đai 31/2024/QH15, Điều 85 to 94, by quotation. Who takes land back is the
office's own knowledge (Nghị định 49/2026/NĐ-CP, Điều 14, 15 give it to the province, which delegates).
"""

from __future__ import annotations

from msgspec.structs import replace

from danvan_desktop.domain.events import DayEvent
from danvan_desktop.domain.fields import Choice, Field, FieldType, Preset
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.common import day_field, note, own_unit, state_of
from danvan_desktop.domain.likeness import Alike, same, words
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.register import ColumnContext, Register, RegisterColumn, Words, fields
from danvan_desktop.domain.rules.checks import dates_in_order, not_above, not_in_future
from danvan_desktop.domain.rules.land import (
    DAYS_FOLLOW,
    DEADLINES,
    HOUSEHOLD,
    STEP,
    case_is_of_the_project,
    days_are_those_of_the_steps,
    numbers_fit_the_list,
    other_step_is_told,
    step_comes_in_order,
)
from danvan_desktop.domain.rules.land_steps import STEPS
from danvan_desktop.domain.rules.land_tasks import task_of_the_plan_is_closed
from danvan_desktop.domain.rules.stages import stages_are_whole
from danvan_desktop.domain.states import State, States
from danvan_desktop.domain.stream import Stream
from danvan_desktop.localization import Message, _

PROJECT = "land_project"
_MOST, _MOST_MONEY = 10_000_000, 10**15


def _after(code: str, label: Message, deed: Message, day: str, *, lasts: bool = False) -> State:
    return State(code=code, label=label, deed=deed, facts=(day,), day=day, lasts=lasts)


STATES = States(
    (
        State(code="prepare", label=_("Chuẩn bị"), deed=_("Chuẩn bị"), lies_ahead=True),
        _after("notice", _("Đã thông báo thu hồi"), _("Thông báo thu hồi đất"), "noticed_on"),
        _after("inventory", _("Đã kiểm đếm"), _("Kiểm đếm"), "inventoried_on"),
        _after("plan", _("Đang lấy ý kiến phương án"), _("Niêm yết phương án"), "posted_on", lasts=True),
        _after("decided", _("Đã phê duyệt phương án"), _("Phê duyệt phương án"), "approved_on"),
        _after("paying", _("Đang chi trả"), _("Chi trả"), "paid_on", lasts=True),
        _after("handover", _("Đang bàn giao đất"), _("Bàn giao đất"), "handed_on", lasts=True),
        State(
            code="done",
            label=_("Hoàn thành"),
            deed=_("Hoàn thành"),
            needs=("ended_on",),
            decided=True,
            day="ended_on",
        ),
        State(
            code="stopped",
            label=_("Dừng"),
            deed=_("Dừng thu hồi"),
            needs=("ended_on",),
            decided=True,
            day="ended_on",
            gives_up=True,
        ),
    )
)
"""Each follows from the day of its step; that all is over, or given up, is decided."""


def _share(name: str, told: ColumnContext, record: Record) -> Words:
    part, whole = record.get(name), record.number("households")
    if not isinstance(part, int):
        return ""
    return f"{told.number(part)}/{told.number(whole)}" if whole else told.number(part)


def _agreed(told: ColumnContext, record: Record) -> Words:
    return _share("agreed_households", told, record)


def _handed(told: ColumnContext, record: Record) -> Words:
    return _share("handed_over", told, record)


REGISTER = Register(
    label=_("Bảng tiến độ thu hồi đất, giải phóng mặt bằng"),
    description=_("Các dự án đang thực hiện trong kỳ: số hộ, ngày từng bước, hộ đồng thuận, hộ đã bàn giao"),
    title="Bảng tiến độ thu hồi đất, bồi thường, giải phóng mặt bằng",
    counted="dự án",
    file_stem="Tien-do-GPMB",
    until="ended_on",
    columns=(
        RegisterColumn("Bắt đầu", 24, fields("started_on"), centred=True),
        RegisterColumn("Dự án, chủ đầu tư", 46, fields("name", "investor")),
        RegisterColumn("Diện tích (m²)", 20, fields("area"), True),
        RegisterColumn("Thông báo", 22, fields("noticed_on"), True),
        RegisterColumn("Niêm yết", 22, fields("posted_on"), True),
        RegisterColumn("Lấy ý kiến", 22, fields("opinions_on"), True),
        RegisterColumn("Phê duyệt", 22, fields("approved_on"), True),
        RegisterColumn("Chi trả", 22, fields("paid_on"), True),
        RegisterColumn("Hộ đồng thuận", 19, _agreed, True),
        RegisterColumn("Hộ đã bàn giao", 19, _handed, True),
        RegisterColumn("Trạng thái", 28, fields("state")),
    ),
)


def _text(name: str, label: Message, length: int = 300, *, official: bool = False) -> Field:
    return Field(name=name, label=label, max_length=length, official=official)


def _count(name: str, label: Message, help_: Message | None = None) -> Field:
    return Field(name=name, label=label, type=FieldType.INTEGER, minimum=0, maximum=_MOST, help=help_)


def _area() -> Field:
    """Areas have two places on the maps that they are read from; whole numbers of earlier versions stay as they are."""
    return Field(name="area", label=_("Diện tích (m²)"), type=FieldType.DECIMAL, minimum=0, maximum=_MOST)


LAND_PROJECT = Kind(
    name=PROJECT,
    label=_("Thu hồi đất, bồi thường, tái định cư"),
    one=_("Dự án thu hồi đất"),
    plural=_("Thu hồi đất, bồi thường, tái định cư"),
    title=("name",),
    listed=("started_on", "unit", "name", "households", "agreed_households", "handed_over", "state"),
    order="-started_on",
    date="started_on",
    unit="unit",
    events=(DayEvent(date="posted_on", words=_("Niêm yết phương án bồi thường")),),
    alike=(Alike(_("Cùng đơn vị, cùng tên dự án"), (same("unit"), words("name"))),),
    states=STATES,
    settled_states=frozenset({"done", "stopped"}),
    deadlines=DEADLINES,
    register=REGISTER,
    looks_at_parts=(STEP, HOUSEHOLD),
    following=DAYS_FOLLOW,
    rules=(
        stages_are_whole(STATES),
        not_in_future("started_on", "ended_on"),
        dates_in_order("started_on", "ended_on"),
        *(not_above(part, "households") for part in ("agreed_households", "handed_over", "unpaid", "resettled")),
        days_are_those_of_the_steps,
        numbers_fit_the_list,
    ),
    fields=(
        own_unit(),
        Field(name="name", label=_("Tên dự án"), required=True, max_length=300, official=True),
        _text("investor", _("Chủ đầu tư"), official=True),
        Field(name="purpose", label=_("Mục đích thu hồi"), type=FieldType.LONG_TEXT, max_length=4_000),
        Field(
            name="authority",
            label=_("Cấp quyết định"),
            type=FieldType.CHOICE,
            choices=(Choice("commune", _("Xã")), Choice("province", _("Tỉnh"))),
        ),
        Field(
            name="plan",
            label=_("Kế hoạch, bộ bước"),
            type=FieldType.REFERENCE,
            targets=("plan",),
            help=_("Kế hoạch lập từ mẫu “Thu hồi đất…” có các bước và hạn của đơn vị; mẫu ấy sửa được."),
        ),
        Field(name="started_on", label=_("Ngày bắt đầu"), type=FieldType.DATE, required=True, preset=Preset.TODAY),
        _area(),
        _count("plots", _("Số thửa")),
        _count("graves", _("Số mộ")),
        _count("households", _("Số hộ có đất thu hồi")),
        _count("resettled", _("Số hộ tái định cư")),
        _count("agreed_households", _("Số hộ đồng thuận")),
        _count("handed_over", _("Số hộ đã bàn giao")),
        _count("unpaid", _("Số hộ chưa nhận tiền")),
        _count("persuasions", _("Số lượt vận động")),
        Field(name="paid", label=_("Đã chi trả (đồng)"), type=FieldType.MONEY, minimum=0, maximum=_MOST_MONEY),
        day_field("noticed_on", _("Ngày thông báo thu hồi")),
        day_field("inventoried_on", _("Ngày kiểm đếm")),
        day_field("posted_on", _("Ngày niêm yết phương án")),
        day_field("opinions_on", _("Ngày họp lấy ý kiến")),
        day_field("finalised_on", _("Ngày hoàn chỉnh phương án")),
        day_field("approved_on", _("Ngày phê duyệt phương án")),
        day_field("paid_on", _("Ngày chi trả")),
        day_field("handed_on", _("Ngày bàn giao đất")),
        day_field("ended_on", _("Ngày kết thúc")),
        state_of(STATES),
        note(),
    ),
)
"""The days of its steps are read from them, never typed here."""

LAND_STEP = Kind(
    name=STEP,
    label=_("Bước thu hồi đất"),
    plural=_("Các bước thu hồi đất"),
    title=("code", "done_on"),
    listed=("done_on", "code", "what", "by", "agree", "disagree", "other"),
    order="done_on",
    parent="project",
    date="done_on",
    has_papers=True,
    takes_files=True,
    alike=(Alike(_("Cùng dự án, cùng bước, cùng ngày"), (same("project"), same("code"), same("done_on"))),),
    rules=(not_in_future("done_on"), other_step_is_told, step_comes_in_order, task_of_the_plan_is_closed),
    fields=(
        Field(name="project", label=_("Dự án"), type=FieldType.REFERENCE, targets=(PROJECT,), required=True),
        Field(name="code", label=_("Bước"), type=FieldType.CHOICE, required=True, choices=STEPS),
        Field(name="done_on", label=_("Ngày"), type=FieldType.DATE, required=True, preset=Preset.TODAY),
        Field(name="what", label=_("Nội dung, diễn biến"), type=FieldType.LONG_TEXT, max_length=20_000, phrased=True),
        Field(name="by", label=_("Cơ quan, người thực hiện"), max_length=200, completed_from=("land_step.by",)),
        Field(name="place", label=_("Địa điểm"), max_length=200, completed_from=("land_step.place",)),
        _count("agree", _("Đồng ý")),
        _count("disagree", _("Không đồng ý")),
        _count("other", _("Ý kiến khác")),
        _text("paper", _("Văn bản"), 120, official=True),
        note(),
    ),
)


LAND_HOUSEHOLD = Kind(
    name=HOUSEHOLD,
    label=_("Hộ có đất thu hồi"),
    plural=_("Hộ có đất thu hồi"),
    title=("owner",),
    listed=("owner", "area", "compensation", "opinion", "persuasions", "paid_on", "handed_on"),
    order="owner",
    parent="project",
    alike=(Alike(_("Cùng dự án, cùng chủ hộ"), (same("project"), words("owner"))),),
    rules=(not_in_future("paid_on", "handed_on"), case_is_of_the_project),
    fields=(
        Field(
            name="project",
            label=_("Dự án"),
            type=FieldType.REFERENCE,
            targets=(PROJECT,),
            required=True,
            stream=Stream.COMMUNE,
        ),
        Field(
            name="owner",
            label=_("Chủ hộ"),
            required=True,
            person=True,
            max_length=160,
            stream=Stream.COMMUNE,
            completed_from=("household.head", "land_household.owner"),
        ),
        replace(_area(), stream=Stream.COMMUNE),
        Field(
            name="compensation",
            label=_("Tiền bồi thường (đồng)"),
            type=FieldType.MONEY,
            minimum=0,
            maximum=_MOST_MONEY,
            stream=Stream.COMMUNE,
        ),
        Field(
            name="opinion",
            label=_("Ý kiến"),
            type=FieldType.CHOICE,
            choices=(
                Choice("agree", _("Đồng ý")),
                Choice("disagree", _("Không đồng ý")),
                Choice("other", _("Ý kiến khác")),
            ),
            stream=Stream.COMMUNE,
        ),
        Field(name="reason", label=_("Lý do"), type=FieldType.LONG_TEXT, max_length=4_000, stream=Stream.COMMUNE),
        Field(
            name="persuasions",
            label=_("Số lần vận động"),
            type=FieldType.INTEGER,
            minimum=0,
            maximum=1_000,
            stream=Stream.COMMUNE,
        ),
        Field(
            name="case",
            label=_("Đơn, vụ việc của hộ"),
            type=FieldType.REFERENCE,
            targets=("case",),
            stream=Stream.COMMUNE,
            help=_("Khiếu nại, tranh chấp của hộ về thu hồi đất, nếu đã vào sổ."),
        ),
        Field(name="paid_on", label=_("Ngày nhận tiền"), type=FieldType.DATE, stream=Stream.COMMUNE),
        Field(name="handed_on", label=_("Ngày bàn giao"), type=FieldType.DATE, stream=Stream.COMMUNE),
        Field(name="note", label=_("Ghi chú"), type=FieldType.LONG_TEXT, max_length=4_000, stream=Stream.COMMUNE),
    ),
)
"""What each household has and says never leaves the unit; the project has the numbers."""
