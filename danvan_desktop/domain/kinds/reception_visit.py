"""Lượt tiếp: everybody who was received in a session of tiếp công dân, with what became of it."""

from __future__ import annotations

from danvan_desktop.domain.fields import Choice, Field, FieldType
from danvan_desktop.domain.figures import counted, summed
from danvan_desktop.domain.filling import Following
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.common import note
from danvan_desktop.domain.likeness import Alike, same, words
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.checks import dates_in_order, not_above, not_in_future
from danvan_desktop.domain.rules.meeting_terms import done_in_time
from danvan_desktop.domain.rules.receptions import (
    GROUP,
    HELD,
    REFUSAL,
    day_of_refusal,
    first_time_is_of_procedures,
    refusal_has_its_ground,
    representatives_fit,
    was_on_its_day,
)
from danvan_desktop.domain.secrecy import SecretWhen
from danvan_desktop.domain.stream import Stream
from danvan_desktop.localization import _

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

_HELD = frozenset({HELD})


def _is_group(visit: Record) -> bool:
    return visit.number("people") >= GROUP


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
        Field(name="competent", label=_("Thuộc thẩm quyền"), type=FieldType.BOOLEAN, default=False),
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
