"""Tiếp công dân: the schedule and the result of each session, and everybody who was received (Mẫu số 03/TCD)."""

from __future__ import annotations

from msgspec.structs import replace

from danvan_desktop.domain.events import DayEvent
from danvan_desktop.domain.fields import Choice, Field, FieldType, Preset
from danvan_desktop.domain.figures import counted, summed
from danvan_desktop.domain.filling import Following
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.common import note
from danvan_desktop.domain.kinds.reception_register import REGISTER
from danvan_desktop.domain.kinds.unit import OF_VILLAGES_AND_COMMUNES
from danvan_desktop.domain.likeness import Alike, same, words
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.checks import dates_in_order, not_above, not_in_future
from danvan_desktop.domain.rules.documents import numbers_in_right_form
from danvan_desktop.domain.rules.meeting_terms import done_in_time
from danvan_desktop.domain.rules.receptions import (
    GROUP,
    HEADS_DAYS,
    HELD,
    POSTING,
    REFUSAL,
    day_of_refusal,
    first_time_is_of_procedures,
    head_is_there,
    head_receives,
    held_is_told,
    hours_are_known,
    is_on_a_working_day,
    lies_ahead,
    position_of_receiver,
    refusal_has_its_ground,
    representatives_fit,
    took_place,
    was_on_its_day,
)
from danvan_desktop.domain.rules.stages import stages_are_whole
from danvan_desktop.domain.secrecy import SecretWhen
from danvan_desktop.domain.states import State, States
from danvan_desktop.domain.stream import Stream
from danvan_desktop.localization import Message, _

BODIES = (
    Choice("party", _("Cấp ủy")),
    Choice("government", _("Ủy ban nhân dân")),
    Choice("council", _("Hội đồng nhân dân")),
)
NATURES = (
    Choice("complaint", _("Khiếu nại")),
    Choice("denunciation", _("Tố cáo")),
    Choice("petition", _("Kiến nghị")),
    Choice("reflection", _("Phản ánh")),
)
REFUSAL_GROUNDS = (
    Choice("law1", _("Khoản 1 Điều 9 Luật: say, mất khả năng nhận thức, điều khiển hành vi")),
    Choice("law2", _("Khoản 2 Điều 9 Luật: đe dọa, xúc phạm, vi phạm nội quy")),
    Choice("law3", _("Khoản 3 Điều 9 Luật: đã giải quyết đúng, đã rà soát, vẫn khiếu nại, tố cáo kéo dài")),
    Choice("a", _("Điểm a: mang vũ khí, chất nguy hiểm mà không gửi, không giao nộp")),
    Choice("b", _("Điểm b: không chấp hành kiểm tra an ninh")),
    Choice("c", _("Điểm c: tự ý ghi âm, ghi hình, phát trực tiếp")),
    Choice("d", _("Điểm d: kích động, lôi kéo, gây rối")),
    Choice("dd", _("Điểm đ: không đủ năng lực hành vi dân sự, không có người đại diện")),
    Choice("e", _("Điểm e: người đại diện, được ủy quyền không xuất trình giấy tờ")),
    Choice("g", _("Điểm g: nội dung không thuộc khiếu nại, tố cáo, kiến nghị, phản ánh")),
    Choice("h", _("Điểm h: kiến nghị, phản ánh đã được trả lời, không có tình tiết mới")),
    Choice("i", _("Điểm i: đã có bản án, quyết định của Tòa án có hiệu lực")),
    Choice("k", _("Điểm k: cơ quan khác đang thụ lý, giải quyết")),
)
"""Luật Tiếp công dân 42/2013/QH13, Điều 9; Nghị định 154/2026/NĐ-CP, Điều 4, khoản 1."""

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


def _is_group(visit: Record) -> bool:
    return visit.number("people") >= GROUP


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

RECEPTION_VISIT = Kind(
    name="reception_visit",
    closes_with_inspectorate=True,
    label=_("Lượt tiếp"),
    plural=_("Lượt tiếp công dân"),
    title=("citizen_name", "content"),
    listed=("order", "citizen_name", "people", "content", "nature", "handling"),
    order="order",
    parent="reception",
    has_papers=True,
    alike=(
        Alike(
            _("Cùng buổi tiếp, cùng người, cùng nội dung"), (same("reception"), words("citizen_name"), words("content"))
        ),
    ),
    secret_when=SecretWhen("nature", frozenset({"denunciation"})),
    deadlines=(REFUSAL,),
    following=(
        Following(
            field="refused_on",
            needs=("reception",),
            looks_at=("handling",),
            value=day_of_refusal,
            keeps_up=True,
        ),
    ),
    rules=(
        was_on_its_day,
        refusal_has_its_ground,
        first_time_is_of_procedures,
        not_above("representatives", "people"),
        representatives_fit,
        not_in_future("refused_on", "refusal_notice_on"),
        dates_in_order("refused_on", "refusal_notice_on"),
        done_in_time(REFUSAL),
    ),
    figures=(
        counted(
            "reception.visits",
            "held_on",
            _("Lượt tiếp công dân"),
            _("Số dòng lượt tiếp trong các buổi đã tiếp của kỳ."),
            _("lượt"),
            group="receptions",
            split=("nature", "handling"),
            parent="reception",
            states=_HELD,
        ),
        summed(
            "reception.people",
            "people",
            "held_on",
            _("Số người được tiếp"),
            _("Tổng số người của các lượt tiếp trong kỳ."),
            _("người"),
            group="receptions",
            parent="reception",
            states=_HELD,
        ),
        counted(
            "reception.groups",
            "held_on",
            _("Đoàn đông người"),
            _("Số lượt tiếp trong kỳ có từ 5 người trở lên về một nội dung."),
            _("đoàn"),
            group="receptions",
            parent="reception",
            states=_HELD,
            keep=_is_group,
        ),
        summed(
            "reception.group_people",
            "people",
            "held_on",
            _("Số người trong các đoàn đông người"),
            _("Tổng số người của các lượt tiếp trong kỳ có từ 5 người trở lên về một nội dung."),
            _("người"),
            group="receptions",
            parent="reception",
            states=_HELD,
            keep=_is_group,
        ),
    ),
    fields=(
        Field(
            name="reception",
            label=_("Buổi tiếp"),
            type=FieldType.REFERENCE,
            targets=("reception",),
            required=True,
        ),
        Field(name="order", label=_("STT"), type=FieldType.INTEGER, minimum=1, maximum=10_000),
        Field(
            name="citizen_name",
            label=_("Họ tên công dân"),
            required=True,
            person=True,
            max_length=120,
            stream=Stream.RESTRICTED,
            completed_from=("reception_visit.citizen_name", "petition.citizen_name"),
        ),
        Field(
            name="citizen_address",
            label=_("Địa chỉ"),
            max_length=200,
            stream=Stream.RESTRICTED,
            completed_from=("reception_visit.citizen_address", "petition.citizen_address", "unit.name"),
        ),
        Field(
            name="identity_number",
            label=_("Số căn cước, hộ chiếu"),
            max_length=40,
            stream=Stream.DEVICE,
            help=_("Chỉ giữ ở máy này: không gửi đi, không vào danh sách, báo cáo; in khi in sổ có số căn cước."),
        ),
        Field(
            name="people",
            label=_("Số người"),
            type=FieldType.INTEGER,
            required=True,
            default=1,
            minimum=1,
            maximum=1_000_000,
        ),
        Field(name="representatives", label=_("Số người đại diện"), type=FieldType.INTEGER, minimum=1, maximum=1_000),
        Field(name="content", label=_("Nội dung"), type=FieldType.LONG_TEXT, required=True, max_length=50_000),
        Field(
            name="nature",
            label=_("Loại đơn"),
            type=FieldType.CHOICE,
            required=True,
            default="petition",
            choices=NATURES,
        ),
        Field(
            name="first_time",
            label=_("Lần đến"),
            type=FieldType.CHOICE,
            choices=(Choice("first", _("Lần đầu")), Choice("again", _("Nhiều lần"))),
        ),
        Field(
            name="settled_by",
            label=_("Cơ quan đã giải quyết"),
            max_length=200,
            completed_from=("reception_visit.settled_by",),
        ),
        _mark("competent", _("Thuộc thẩm quyền")),
        Field(
            name="handling",
            label=_("Xử lý"),
            type=FieldType.CHOICE,
            required=True,
            default="answered",
            choices=(
                Choice("answered", _("Giải thích, trả lời tại chỗ")),
                Choice("taken", _("Tiếp nhận đơn")),
                Choice("guided", _("Hướng dẫn đến cơ quan có thẩm quyền")),
                Choice("refused", _("Từ chối tiếp")),
            ),
        ),
        Field(name="refusal_ground", label=_("Căn cứ từ chối"), type=FieldType.CHOICE, choices=REFUSAL_GROUNDS),
        Field(name="refused_on", label=_("Ngày từ chối"), type=FieldType.DATE),
        Field(name="refusal_notice_on", label=_("Ngày thông báo từ chối"), type=FieldType.DATE),
        Field(
            name="guided_to",
            label=_("Nơi hướng dẫn đến"),
            max_length=200,
            told_of_secrets=True,
            completed_from=("reception_visit.guided_to",),
        ),
        Field(
            name="handled_by",
            label=_("Cơ quan, đơn vị thụ lý"),
            max_length=200,
            told_of_secrets=True,
            completed_from=("reception_visit.handled_by", "petition.assigned_to"),
        ),
        Field(name="result", label=_("Theo dõi kết quả"), type=FieldType.LONG_TEXT, phrased=True, max_length=20_000),
        Field(name="case", label=_("Vụ việc đã lập"), type=FieldType.REFERENCE, targets=("case",)),
        Field(name="petition", label=_("Kiến nghị đã lập"), type=FieldType.REFERENCE, targets=("petition",)),
        note(),
    ),
)
