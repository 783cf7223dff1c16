"""Tiếp công dân: the schedule and the result of each session (Mẫu số 03/TCD); who came: reception_visit.py."""

from __future__ import annotations

from msgspec.structs import replace

from danvan_desktop.domain.events import DayEvent
from danvan_desktop.domain.fields import Choice, Field, FieldType, Preset
from danvan_desktop.domain.figures import counted
from danvan_desktop.domain.filling import Following
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.common import note
from danvan_desktop.domain.kinds.reception_register import REGISTER
from danvan_desktop.domain.kinds.unit import OF_VILLAGES_AND_COMMUNES
from danvan_desktop.domain.likeness import Alike, same, words
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.checks import dates_in_order, not_in_future
from danvan_desktop.domain.rules.documents import numbers_in_right_form
from danvan_desktop.domain.rules.meeting_terms import done_in_time
from danvan_desktop.domain.rules.receptions import (
    HEADS_DAYS,
    HELD,
    POSTING,
    head_is_there,
    head_receives,
    held_is_told,
    hours_are_known,
    is_on_a_working_day,
    lies_ahead,
    position_of_receiver,
    took_place,
)
from danvan_desktop.domain.rules.stages import stages_are_whole
from danvan_desktop.domain.states import State, States
from danvan_desktop.localization import Message, _

BODIES = (
    Choice("party", _("Cấp ủy")),
    Choice("government", _("Ủy ban nhân dân")),
    Choice("council", _("Hội đồng nhân dân")),
)
STATES = States(
    (
        State(code="planned", label=_("Theo lịch"), deed=_("Lên lịch tiếp công dân"), lies_ahead=True),
        State(code="postponed", label=_("Dời lịch"), deed=_("Dời lịch tiếp công dân"), decided=True, lies_ahead=True),
        State(code="missed", label=_("Không tổ chức"), deed=_("Ghi không tổ chức"), decided=True),
        State(
            code=HELD,
            label=_("Đã tiếp"),
            deed=_("Tiếp công dân"),
            facts=("took_place",),
            day="held_on",
        ),
    )
)
"""A session was held once somebody was received, or is noted as one to which nobody came."""

_HELD = frozenset({HELD})


def _mark(name: str, label: Message, *, of_one_occasion: bool = False) -> Field:
    return Field(name=name, label=label, type=FieldType.BOOLEAN, default=False, of_one_occasion=of_one_occasion)


def _by_head(session: Record) -> bool:
    return session.get("by_head") is True


def _empty(session: Record) -> bool:
    return session.get("nobody_came") is True


RECEPTION = Kind(
    name="reception",
    closes_with_inspectorate=True,
    label=_("Buổi tiếp công dân"),
    plural=_("Tiếp công dân"),
    title=("held_on", "receiver"),
    listed=("held_on", "unit", "body", "kind", "receiver", "state"),
    order="-held_on",
    date="held_on",
    unit="unit",
    events=(DayEvent(date="held_on", words=_("Tiếp công dân")),),
    alike=(Alike(_("Cùng đơn vị, cùng ngày, cùng người tiếp"), (same("unit"), same("held_on"), words("receiver"))),),
    settled_states=frozenset({HELD, "missed", "postponed"}),
    states=STATES,
    follows_by=("unit", "body", "kind"),
    held_on_working_days=True,
    deadlines=(POSTING,),
    monthly=HEADS_DAYS,
    register=REGISTER,
    following=(
        Following(field="by_head", needs=("kind",), value=head_is_there),
        Following(field="position", needs=("receiver",), value=position_of_receiver),
        Following(field="took_place", needs=(), value=took_place, of_parts=True),
    ),
    looks_at_parts=("reception_visit",),
    rules=(
        stages_are_whole(STATES),
        lies_ahead,
        is_on_a_working_day,
        held_is_told,
        head_receives,
        not_in_future("posted_on", "notice_date"),
        dates_in_order("starts_at", "ends_at"),
        hours_are_known,
        dates_in_order("held_on", "notice_date"),
        numbers_in_right_form("notice_number"),
        done_in_time(POSTING),
    ),
    figures=(
        counted(
            "reception.sessions",
            "held_on",
            _("Buổi tiếp công dân"),
            _("Số buổi có ngày tiếp trong kỳ, trạng thái “Đã tiếp”."),
            _("buổi"),
            group="receptions",
            split=("kind", "body"),
            states=_HELD,
        ),
        counted(
            "reception.head_days",
            "held_on",
            _("Ngày người đứng đầu trực tiếp tiếp"),
            _("Số ngày khác nhau trong kỳ có buổi tiếp do người đứng đầu trực tiếp chủ trì, của từng cơ quan."),
            _("ngày"),
            group="receptions",
            split=("body",),
            states=_HELD,
            keep=_by_head,
            once_for=("unit", "body", "held_on"),
        ),
        counted(
            "reception.empty",
            "held_on",
            _("Buổi không có công dân đến"),
            _("Số buổi đã tiếp trong kỳ được đánh dấu “Không có công dân đến”."),
            _("buổi"),
            group="receptions",
            states=_HELD,
            keep=_empty,
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
        Field(name="held_on", label=_("Ngày tiếp"), type=FieldType.DATE, required=True, preset=Preset.TODAY),
        Field(name="starts_at", label=_("Tiếp từ lúc"), type=FieldType.TIME),
        Field(name="ends_at", label=_("Đến lúc"), type=FieldType.TIME),
        Field(
            name="body",
            label=_("Cơ quan"),
            type=FieldType.CHOICE,
            required=True,
            default="government",
            choices=BODIES,
        ),
        Field(
            name="kind",
            label=_("Hình thức"),
            type=FieldType.CHOICE,
            required=True,
            default="regular",
            choices=(
                Choice("regular", _("Thường xuyên")),
                Choice("head", _("Định kỳ của người đứng đầu")),
                Choice("ad_hoc", _("Đột xuất")),
            ),
        ),
        Field(
            name="mode",
            label=_("Cách tiếp"),
            type=FieldType.CHOICE,
            default="direct",
            choices=(Choice("direct", _("Trực tiếp")), Choice("online", _("Trực tuyến"))),
        ),
        Field(
            name="receiver",
            label=_("Người tiếp"),
            required=True,
            official=True,
            max_length=160,
            completed_from=("officer.full_name", "reception.receiver"),
        ),
        Field(
            name="position",
            label=_("Chức vụ"),
            official=True,
            max_length=160,
            completed_from=("officer.position", "reception.position"),
        ),
        _mark("by_head", _("Người đứng đầu trực tiếp tiếp")),
        Field(name="substitute_reason", label=_("Lý do không trực tiếp tiếp"), max_length=500, of_one_occasion=True),
        Field(
            name="place",
            label=_("Địa điểm"),
            required=True,
            max_length=200,
            completed_from=("reception.place", "dialogue.place"),
        ),
        Field(name="posted_on", label=_("Ngày niêm yết lịch"), type=FieldType.DATE),
        _mark("nobody_came", _("Không có công dân đến"), of_one_occasion=True),
        Field(name="took_place", label=_("Lượt tiếp, hoặc dấu “Không có công dân đến”"), type=FieldType.BOOLEAN),
        Field(
            name="notice_number", label=_("Số thông báo kết luận"), official=True, max_length=60, of_one_occasion=True
        ),
        Field(name="notice_date", label=_("Ngày thông báo kết luận"), type=FieldType.DATE),
        Field(
            name="state",
            label=_("Trạng thái"),
            type=FieldType.CHOICE,
            required=True,
            looked_up=True,
            choices=STATES.choices,
            help=_("Ghi lượt tiếp hoặc “Không có công dân đến” là buổi tiếp thành “Đã tiếp”; dời lịch thì chọn."),
        ),
        replace(note(), of_one_occasion=True),
    ),
)
