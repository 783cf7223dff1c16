"""Tiếp xúc, đối thoại: leaders of the Party committee and of the government meeting the people."""

from __future__ import annotations

from danvan_desktop.domain.choices import LEVELS, SIGNED_STATES, gathering_states
from danvan_desktop.domain.events import DayEvent
from danvan_desktop.domain.fields import Choice, Field, FieldType, Preset
from danvan_desktop.domain.figures import counted, summed
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.unit import OF_VILLAGES_AND_COMMUNES
from danvan_desktop.domain.likeness import Alike, same, words
from danvan_desktop.domain.locking import REOPENED
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.register import ColumnContext, Register, RegisterColumn, Words, count, fields
from danvan_desktop.domain.rules.checks import (
    dates_in_order,
    not_above,
    not_in_future,
    only_planned_may_be_future,
    says_who_came,
)
from danvan_desktop.domain.rules.dialogue_terms import DEADLINES, voters_may_ask
from danvan_desktop.domain.rules.documents import numbers_in_right_form
from danvan_desktop.domain.rules.meeting_terms import done_in_time
from danvan_desktop.domain.rules.stages import stages_are_whole
from danvan_desktop.domain.yearly import YearlyMinimum
from danvan_desktop.localization import _

STATES = gathering_states("held_on", "participants_count")


def _participants(told: ColumnContext, dialogue: Record) -> Words:
    return told.number(dialogue.number("participants_count"))


REGISTER = Register(
    label=_("Sổ theo dõi đối thoại"),
    description=_("Các hội nghị tiếp xúc, đối thoại trong kỳ: người chủ trì, ý kiến, thông báo kết luận"),
    title="Sổ theo dõi tiếp xúc, đối thoại với Nhân dân",
    counted="hội nghị tiếp xúc, đối thoại",
    file_stem="So-doi-thoai",
    columns=(
        RegisterColumn("Ngày", 23, fields("held_on"), centred=True),
        RegisterColumn("Đơn vị", 22, fields("unit")),
        RegisterColumn("Chủ đề", 44, fields("topic")),
        RegisterColumn("Hình thức", 18, fields("kind")),
        RegisterColumn("Người chủ trì, chức vụ", 31, fields("led_by", "led_by_position")),
        RegisterColumn("Số người dự", 16, _participants, centred=True),
        RegisterColumn("Tổng số", 15, count("opinion"), True, "Ý kiến"),
        RegisterColumn("Đã trả lời", 16, count("opinion", lambda one: bool(one.text("answer"))), True, "Ý kiến"),
        RegisterColumn(
            "Thông báo kết luận", 33, fields("conclusion_notice_number", "conclusion_notice_date"), centred=True
        ),
        RegisterColumn("Trạng thái", 18, fields("state")),
    ),
)

DIALOGUE = Kind(
    name="dialogue",
    label=_("Buổi đối thoại"),
    plural=_("Đối thoại"),
    title=("topic",),
    listed=("held_on", "unit", "topic", "led_by", "participants_count", "state"),
    order="-held_on",
    date="held_on",
    unit="unit",
    events=(DayEvent(date="held_on", words=_("Đối thoại")),),
    alike=(Alike(_("Cùng đơn vị, cùng ngày, cùng chủ đề"), (same("unit"), same("held_on"), words("topic"))),),
    locked_states=SIGNED_STATES,
    settled_states=SIGNED_STATES,
    states=STATES,
    follows_by=("unit",),
    rules=(
        stages_are_whole(STATES),
        numbers_in_right_form("conclusion_notice_number"),
        dates_in_order("starts_at", "ends_at"),
        dates_in_order("held_on", "conclusion_notice_date"),
        only_planned_may_be_future("held_on", "participants_count"),
        says_who_came("held_on", "ends_at", "participants_count"),
        not_in_future("notified_on"),
        dates_in_order("notified_on", "held_on"),
        not_above("voters_asked", "voters_total"),
        done_in_time(*DEADLINES),
        voters_may_ask,
    ),
    deadlines=DEADLINES,
    register=REGISTER,
    figures=(
        counted(
            "dialogues.held",
            "held_on",
            _("Hội nghị tiếp xúc, đối thoại"),
            _("Số buổi đối thoại có ngày đối thoại trong kỳ, không tính buổi mới dự kiến."),
            _("hội nghị"),
            group="dialogues",
            split=("side",),
        ),
        summed(
            "dialogues.participants",
            "participants_count",
            "held_on",
            _("Lượt người dân dự đối thoại"),
            _("Tổng “Số người dân tham dự” của các buổi đối thoại trong kỳ."),
            _("lượt người"),
            group="dialogues",
        ),
    ),
    yearly=YearlyMinimum(
        rule="dialogue.yearly_minimum",
        date="held_on",
        work=_("Tổ chức đối thoại với Nhân dân"),
        step=_("Xem đối thoại"),
    ),
    fields=(
        Field(
            name="unit",
            label=_("Đơn vị tổ chức"),
            type=FieldType.REFERENCE,
            targets=("unit",),
            offer=OF_VILLAGES_AND_COMMUNES,
            required=True,
            preset=Preset.OWN_UNIT,
        ),
        Field(
            name="level",
            label=_("Cấp"),
            type=FieldType.CHOICE,
            required=True,
            default="commune",
            choices=LEVELS[:4],
        ),
        Field(
            name="kind",
            label=_("Hình thức"),
            type=FieldType.CHOICE,
            required=True,
            default="periodic",
            choices=(
                Choice("periodic", _("Định kỳ")),
                Choice("ad_hoc", _("Đột xuất")),
                Choice("topic", _("Chuyên đề")),
                Choice("group", _("Với một nhóm người dân")),
                Choice("explain", _("Công khai kết quả vụ việc")),
            ),
        ),
        Field(name="topic", label=_("Chủ đề"), required=True, max_length=500),
        Field(
            name="led_by",
            label=_("Người chủ trì"),
            required=True,
            max_length=160,
            completed_from=("officer.full_name", "dialogue.led_by"),
            help=_("Họ tên và chức vụ của người đứng đầu chủ trì đối thoại."),
        ),
        Field(
            name="led_by_position",
            official=True,
            label=_("Chức vụ người chủ trì"),
            max_length=160,
            completed_from=("officer.position", "dialogue.led_by_position"),
        ),
        Field(
            name="side",
            label=_("Bên tổ chức"),
            type=FieldType.CHOICE,
            default="both",
            choices=(
                Choice("party", _("Cấp ủy")),
                Choice("government", _("Chính quyền")),
                Choice("both", _("Cấp ủy và chính quyền")),
            ),
        ),
        Field(name="held_on", label=_("Ngày đối thoại"), type=FieldType.DATE, required=True),
        Field(
            name="notified_on",
            label=_("Ngày báo cho dân"),
            type=FieldType.DATE,
            help=_("Ngày thông báo thời gian, nơi, nội dung đối thoại đến Nhân dân."),
        ),
        Field(
            name="voters_asked",
            of_one_occasion=True,
            label=_("Số cử tri yêu cầu đối thoại"),
            type=FieldType.INTEGER,
            minimum=0,
            maximum=1_000_000,
            help=_("Khi đối thoại theo yêu cầu của cử tri; để trống nếu không."),
        ),
        Field(
            name="voters_total",
            of_one_occasion=True,
            label=_("Tổng số cử tri"),
            type=FieldType.INTEGER,
            minimum=1,
            maximum=1_000_000,
        ),
        Field(name="starts_at", label=_("Bắt đầu lúc"), type=FieldType.TIME),
        Field(name="ends_at", label=_("Kết thúc lúc"), type=FieldType.TIME),
        Field(
            name="place",
            label=_("Địa điểm"),
            required=True,
            max_length=200,
            completed_from=("dialogue.place", "meeting.place"),
        ),
        Field(
            name="secretary",
            label=_("Thư ký"),
            max_length=160,
            completed_from=("officer.full_name", "dialogue.secretary"),
        ),
        Field(
            name="participants_count",
            label=_("Số người dân tham dự"),
            type=FieldType.INTEGER,
            minimum=0,
            maximum=1_000_000,
        ),
        Field(name="participants", label=_("Thành phần dự"), type=FieldType.LONG_TEXT, max_length=8_000),
        Field(
            name="opening",
            of_one_occasion=True,
            label=_("Phát biểu mở đầu"),
            phrased=True,
            type=FieldType.LONG_TEXT,
            max_length=50_000,
        ),
        Field(
            name="conclusion",
            of_one_occasion=True,
            label=_("Kết luận của người chủ trì"),
            phrased=True,
            type=FieldType.LONG_TEXT,
            max_length=100_000,
        ),
        Field(
            name="conclusion_notice_number",
            of_one_occasion=True,
            official=True,
            label=_("Số thông báo kết luận"),
            max_length=60,
        ),
        Field(name="conclusion_notice_date", label=_("Ngày thông báo kết luận"), type=FieldType.DATE),
        Field(
            name="state",
            label=_("Trạng thái"),
            type=FieldType.CHOICE,
            required=True,
            choices=STATES.choices,
            open_when_signed=True,
        ),
        REOPENED,
    ),
)
