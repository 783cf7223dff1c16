"""Hoạt động tuyên truyền, vận động: propaganda, explanation, help, training, and what is done in Tháng Dân vận."""

from __future__ import annotations

from danvan_desktop.domain.choices import ORGANISERS, PLANNED, policy_group
from danvan_desktop.domain.events import DayEvent
from danvan_desktop.domain.fields import Choice, Field, FieldType, Preset
from danvan_desktop.domain.figures import Keep, counted, summed
from danvan_desktop.domain.filling import Following
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.common import amount_field, note, state_of
from danvan_desktop.domain.kinds.unit import OF_VILLAGES_AND_COMMUNES
from danvan_desktop.domain.likeness import Alike, same, words
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.register import Register, RegisterColumn, fields
from danvan_desktop.domain.rules.activities import (
    DONE,
    MONTH,
    TRAINING,
    WELFARE,
    is_of_a_month_plan,
    month_has_its_plan,
    plan_of_the_month,
    what_is_ahead_is_not_done,
    what_is_done_is_counted,
    year_of_the_month,
)
from danvan_desktop.domain.rules.checks import says_who_came
from danvan_desktop.domain.states import State, States
from danvan_desktop.localization import Message, _

_MOST = 100_000_000
_GROUP = "activities"
_COUNTED = frozenset({DONE})

STATES = States(
    (
        State(code=PLANNED, label=_("Dự kiến"), deed=_("Lên lịch"), lies_ahead=True),
        State(code="cancelled", label=_("Không thực hiện"), deed=_("Hủy"), decided=True, lies_ahead=True),
        State(
            code=DONE,
            label=_("Đã thực hiện"),
            deed=_("Thực hiện"),
            facts=("people",),
            decided=True,
            day="held_on",
        ),
    )
)
"""It was done once it is counted who came, or, where nobody can be counted, when somebody says so."""

REGISTER = Register(
    label=_("Sổ tuyên truyền, vận động"),
    description=_("Các buổi tuyên truyền, vận động, thăm hỏi, bồi dưỡng trong kỳ, theo ngày"),
    title="Sổ theo dõi tuyên truyền, vận động Nhân dân",
    counted="hoạt động tuyên truyền, vận động",
    file_stem="So-tuyen-truyen",
    columns=(
        RegisterColumn("Ngày", 28, fields("held_on"), centred=True),
        RegisterColumn("Nơi", 34, fields("unit", "place")),
        RegisterColumn("Nội dung", 56, fields("topic")),
        RegisterColumn("Loại", 26, fields("type")),
        RegisterColumn("Hình thức", 24, fields("channel")),
        RegisterColumn("Cơ quan tổ chức", 24, fields("organiser")),
        RegisterColumn("Buổi", 15, fields("sessions"), centred=True),
        RegisterColumn("Lượt người", 16, fields("people"), centred=True),
        RegisterColumn("Kết quả", 36, fields("result")),
        RegisterColumn("Trạng thái", 20, fields("state")),
    ),
)


def _is(kind: str) -> Keep:
    return lambda record: record.text("type") == kind


def _is_good_example(record: Record) -> bool:
    return record.get("good_example") is True


def _count(name: str, label: Message, help_: Message | None = None, default: int | None = None) -> Field:
    return Field(name=name, label=label, type=FieldType.INTEGER, minimum=0, maximum=_MOST, help=help_, default=default)


ACTIVITY = Kind(
    name="activity",
    label=_("Hoạt động tuyên truyền, vận động"),
    plural=_("Tuyên truyền, vận động"),
    title=("topic",),
    listed=("held_on", "unit", "topic", "type", "people", "month", "state"),
    order="-held_on",
    date="held_on",
    unit="unit",
    settled_states=frozenset({DONE, "cancelled"}),
    events=(DayEvent(date="held_on", words=_("Tuyên truyền, vận động")),),
    alike=(
        Alike(
            _("Cùng đơn vị, cùng ngày, cùng nội dung"),
            (same("unit"), same("held_on"), words("topic")),
        ),
    ),
    states=STATES,
    register=REGISTER,
    following=(
        Following(field="month", needs=("plan",), value=is_of_a_month_plan),
        Following(field="plan", needs=("month", "held_on"), value=plan_of_the_month),
        Following(field="month_year", needs=("month", "held_on"), looks_at=("plan",), value=year_of_the_month),
    ),
    rules=(
        what_is_done_is_counted,
        what_is_ahead_is_not_done,
        says_who_came("held_on", "result", "people"),
        month_has_its_plan,
    ),
    figures=(
        summed(
            "activities.sessions",
            "sessions",
            "held_on",
            _("Buổi tuyên truyền, vận động"),
            _("Tổng số buổi của các hoạt động đã thực hiện có ngày trong kỳ."),
            _("buổi"),
            group=_GROUP,
            split=("type", "channel"),
            states=_COUNTED,
        ),
        summed(
            "activities.people",
            "people",
            "held_on",
            _("Lượt người dự tuyên truyền, vận động"),
            _("Tổng số lượt người của các hoạt động đã thực hiện có ngày trong kỳ."),
            _("lượt người"),
            group=_GROUP,
            split=("type", "channel"),
            states=_COUNTED,
        ),
        counted(
            "activities.good_examples",
            "held_on",
            _("Nhân tố mới, gương điển hình"),
            _("Số hoạt động đã thực hiện trong kỳ được đánh dấu “Nhân tố mới, gương điển hình”."),
            _("việc"),
            group=_GROUP,
            states=_COUNTED,
            keep=_is_good_example,
        ),
        summed(
            "welfare.beneficiaries",
            "beneficiaries",
            "held_on",
            _("Đối tượng được thăm hỏi, hỗ trợ"),
            _("Tổng số đối tượng của hoạt động “Thăm hỏi, hỗ trợ” đã thực hiện có ngày trong kỳ."),
            _("đối tượng"),
            group=_GROUP,
            split=("policy_group",),
            states=_COUNTED,
            keep=_is(WELFARE),
        ),
        summed(
            "welfare.money",
            ("money", "people_money", "kind_value"),
            "held_on",
            _("Trị giá thăm hỏi, hỗ trợ"),
            _("Tổng số tiền và hiện vật quy tiền của hoạt động “Thăm hỏi, hỗ trợ” đã thực hiện có ngày trong kỳ."),
            _("đồng"),
            group=_GROUP,
            split=("policy_group",),
            states=_COUNTED,
            keep=_is(WELFARE),
        ),
        counted(
            "training.courses",
            "held_on",
            _("Lớp bồi dưỡng, tập huấn"),
            _("Số hoạt động loại “Bồi dưỡng, tập huấn” đã thực hiện có ngày trong kỳ."),
            _("lớp"),
            group=_GROUP,
            states=_COUNTED,
            keep=_is(TRAINING),
        ),
        summed(
            "training.learners",
            "people",
            "held_on",
            _("Lượt người được bồi dưỡng, tập huấn"),
            _("Tổng số lượt người của hoạt động loại “Bồi dưỡng, tập huấn” đã thực hiện có ngày trong kỳ."),
            _("lượt người"),
            group=_GROUP,
            states=_COUNTED,
            keep=_is(TRAINING),
        ),
    ),
    fields=(
        Field(
            name="unit",
            label=_("Đơn vị"),
            type=FieldType.REFERENCE,
            targets=("unit",),
            offer=OF_VILLAGES_AND_COMMUNES,
            required=True,
            preset=Preset.OWN_UNIT,
        ),
        Field(
            name="type",
            label=_("Loại"),
            type=FieldType.CHOICE,
            required=True,
            default="propaganda",
            choices=(
                Choice("propaganda", _("Tuyên truyền, phổ biến")),
                Choice("study", _("Quán triệt nghị quyết")),
                Choice("explain", _("Giải thích chính sách")),
                Choice("mobilise", _("Vận động, ra quân")),
                Choice(WELFARE, _("Thăm hỏi, hỗ trợ")),
                Choice(TRAINING, _("Bồi dưỡng, tập huấn")),
                Choice("sum", _("Sơ kết, tổng kết")),
                Choice("launch", _("Lễ phát động")),
                Choice("other", _("Khác")),
            ),
        ),
        Field(name="topic", label=_("Nội dung"), required=True, max_length=300),
        Field(name="held_on", label=_("Ngày"), type=FieldType.DATE, required=True, preset=Preset.TODAY),
        Field(name="place", label=_("Địa điểm"), max_length=200, completed_from=("activity.place", "meeting.place")),
        Field(
            name="organiser",
            label=_("Cơ quan tổ chức"),
            type=FieldType.CHOICE,
            required=True,
            default="party",
            choices=ORGANISERS,
        ),
        Field(
            name="channel",
            label=_("Hình thức"),
            type=FieldType.CHOICE,
            choices=(
                Choice("meeting", _("Hội nghị, họp")),
                Choice("loudspeaker", _("Truyền thanh")),
                Choice("web", _("Trang thông tin")),
                Choice("social", _("Mạng xã hội")),
                Choice("cultural", _("Văn nghệ")),
                Choice("poster", _("Pa-nô, khẩu hiệu")),
                Choice("home", _("Đến từng hộ")),
                Choice("press", _("Báo, đài")),
            ),
        ),
        _count("sessions", _("Số buổi"), default=1),
        _count("people", _("Lượt người"), _("Ghi vào là “Đã thực hiện”.")),
        _count("households_visited", _("Số hộ được đến nhà")),
        policy_group(),
        _count("beneficiaries", _("Số đối tượng được hỗ trợ")),
        Field(name="days", label=_("Ngày công"), type=FieldType.DECIMAL, minimum=0, maximum=_MOST),
        amount_field("money", _("Kinh phí của xã (đồng)"), _("Ngân sách, quỹ của xã chi.")),
        amount_field("people_money", _("Nhân dân đóng góp (đồng)"), _("Nhân dân, doanh nghiệp đóng góp, ủng hộ.")),
        amount_field("kind_value", _("Hiện vật quy tiền (đồng)")),
        Field(name=MONTH, label=_("Thuộc Tháng Dân vận"), type=FieldType.BOOLEAN),
        Field(
            name="month_year",
            label=_("Tháng Dân vận năm"),
            type=FieldType.INTEGER,
            minimum=2000,
            maximum=2100,
            counted=False,
        ),
        Field(
            name="plan",
            label=_("Kế hoạch"),
            type=FieldType.REFERENCE,
            targets=("plan",),
            help=_("Kế hoạch Tháng Dân vận thì việc này vào báo cáo kết quả của Tháng."),
        ),
        Field(
            name="consultation",
            label=_("Giải thích sau lấy ý kiến"),
            type=FieldType.REFERENCE,
            targets=("consultation",),
            help=_("Nội dung đã lấy ý kiến Nhân dân mà buổi này giải thích."),
        ),
        Field(
            name="community_work",
            label=_("Công trình"),
            type=FieldType.REFERENCE,
            targets=("community_work",),
            help=_("Công trình mà Nhân dân được vận động tham gia."),
        ),
        Field(
            name="land_project",
            label=_("Dự án thu hồi đất"),
            type=FieldType.REFERENCE,
            targets=("land_project",),
            help=_("Dự án mà các hộ được vận động giao đất."),
        ),
        Field(name="good_example", label=_("Nhân tố mới, gương điển hình"), type=FieldType.BOOLEAN),
        Field(
            name="result",
            label=_("Kết quả"),
            type=FieldType.LONG_TEXT,
            max_length=4_000,
        ),
        state_of(STATES),
        note(),
    ),
)
