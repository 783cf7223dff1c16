"""Lấy ý kiến Nhân dân: a draft that the people are asked about before somebody decides, and what each village said.

Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 25 (what the people are asked), Điều 26 (the forms), Điều 28.
"""

from __future__ import annotations

from danvan_desktop.domain.choices import policy_group
from danvan_desktop.domain.events import DayEvent
from danvan_desktop.domain.fields import Choice, Field, FieldType, Preset
from danvan_desktop.domain.figures import counted, summed
from danvan_desktop.domain.filling import Following
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.common import note, own_unit
from danvan_desktop.domain.kinds.unit import OF_VILLAGES_AND_COMMUNES
from danvan_desktop.domain.likeness import Alike, same, words
from danvan_desktop.domain.locking import REOPENED
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.register import ColumnContext, Register, RegisterColumn, Words, fields, lines
from danvan_desktop.domain.rules.checks import dates_in_order, not_above, not_in_future
from danvan_desktop.domain.rules.consultations import (
    ConsultationResult,
    agreeing,
    answers_fit,
    asked_long_enough,
    closes_by_law,
    decision_is_told,
    disagreeing,
    explained_before_decided,
    households_answering,
    households_asked,
    only_planned_is_ahead,
    opinions_at_meeting,
    saying_else,
    unit_of_meeting,
)
from danvan_desktop.domain.rules.documents import numbers_in_right_form
from danvan_desktop.domain.rules.stages import stages_are_whole
from danvan_desktop.domain.states import State, States
from danvan_desktop.localization import _

_MOST = 1_000_000

CONTENTS = (
    Choice("c01", _("1. Kế hoạch phát triển kinh tế - xã hội, chuyển đổi cơ cấu kinh tế")),
    Choice("c02", _("2. Quy hoạch, kế hoạch sử dụng đất, quản lý quỹ đất")),
    Choice("c03", _("3. Chương trình, dự án; bồi thường, hỗ trợ, tái định cư")),
    Choice("c04", _("4. Thành lập, nhập, chia, điều chỉnh địa giới, đặt tên đơn vị")),
    Choice("c05", _("5. Dự thảo quyết định hành chính của Ủy ban nhân dân cấp xã")),
    Choice("c06", _("6. Theo khoản 6 Điều 25 (mở Luật đối chiếu)")),
    Choice("c07", _("7. Theo khoản 7 Điều 25 (mở Luật đối chiếu)")),
    Choice("c08", _("8. Quyết định hành chính đặt nghĩa vụ, hạn chế quyền của công dân")),
    Choice("c09", _("9. Theo khoản 9 Điều 25 (mở Luật đối chiếu)")),
    Choice("other", _("Chủ trương, chính sách khác")),
)
"""What Điều 25 lists, by its numbers; of clauses 6, 7 and 9 the words were not read (docs/sources.md)."""

WAYS = (
    Choice("dialogue", _("Hội nghị trao đổi, đối thoại")),
    Choice("meeting", _("Cuộc họp của cộng đồng dân cư")),
    Choice("ballot", _("Phát phiếu lấy ý kiến")),
    Choice("box", _("Hòm thư, đường dây nóng")),
    Choice("front", _("Mặt trận, đoàn thể")),
    Choice("web", _("Cổng, trang thông tin điện tử")),
    Choice("network", _("Mạng xã hội")),
    Choice("affected", _("Đối thoại với đối tượng thi hành")),
)
"""The forms of Điều 26."""

STATES = States(
    (
        State(code="planned", label=_("Kế hoạch"), deed=_("Lên kế hoạch lấy ý kiến"), lies_ahead=True),
        State(
            code="open",
            label=_("Đang lấy ý kiến"),
            deed=_("Công khai lấy ý kiến"),
            decided=True,
            day="published_on",
            after=frozenset({"planned", "open"}),
            lasts=True,
        ),
        State(
            code="closed",
            label=_("Đã kết thúc"),
            deed=_("Tổng hợp ý kiến"),
            facts=("synthesis",),
            decided=True,
            day="closes_on",
            after=frozenset({"open", "closed"}),
        ),
        State(
            code="explained",
            label=_("Đã tiếp thu, giải trình"),
            deed=_("Tiếp thu, giải trình"),
            facts=("explanation", "explained_on"),
            day="explained_on",
        ),
        State(
            code="decided",
            label=_("Đã quyết định"),
            deed=_("Ghi quyết định"),
            needs=("decided_on",),
            decided=True,
            day="decided_on",
            after=frozenset({"closed", "explained", "decided"}),
        ),
    )
)
"""Opening, and the decision, are said by a person; that it was summed up and explained follows from the texts."""


def _ways(told: ColumnContext, record: Record) -> Words:
    return lines(*(told.say(way.label) for way in WAYS if record.get(f"form_{way.code}")))


def _tallied(told: ColumnContext, record: Record) -> ConsultationResult:
    return ConsultationResult.of(told.reader.children(record.uid, "consultation_tally"))


def _opinions(told: ColumnContext, record: Record) -> Words:
    return told.number(_tallied(told, record).opinions)


def _agreeing(told: ColumnContext, record: Record) -> Words:
    share = _tallied(told, record).share
    return "" if share is None else told.percent(share)


REGISTER = Register(
    label=_("Sổ theo dõi lấy ý kiến Nhân dân"),
    description=_("Các nội dung lấy ý kiến Nhân dân trong kỳ: hình thức, ý kiến, tiếp thu, giải trình"),
    title="Sổ theo dõi lấy ý kiến Nhân dân",
    counted="nội dung lấy ý kiến Nhân dân",
    file_stem="So-lay-y-kien",
    columns=(
        RegisterColumn("Lấy ý kiến từ ngày", 25, fields("published_on"), centred=True),
        RegisterColumn("Đến ngày", 25, fields("closes_on"), centred=True),
        RegisterColumn("Dự thảo, nội dung", 50, fields("subject")),
        RegisterColumn("Cơ quan soạn thảo", 32, fields("drafting_body")),
        RegisterColumn("Hình thức", 38, _ways),
        RegisterColumn("Số ý kiến", 15, _opinions, True),
        RegisterColumn("Đồng ý", 15, _agreeing, True),
        RegisterColumn("Tiếp thu", 15, fields("accepted_count"), True),
        RegisterColumn("Giải trình", 15, fields("explained_count"), True),
        RegisterColumn("Quyết định", 27, fields("decision_number", "decided_on"), True),
    ),
)

CONSULTATION = Kind(
    name="consultation",
    label=_("Lấy ý kiến Nhân dân"),
    one=_("Lần lấy ý kiến Nhân dân"),
    plural=_("Lấy ý kiến Nhân dân"),
    title=("subject",),
    listed=("published_on", "unit", "subject", "item", "closes_on", "state"),
    order="-published_on",
    date="published_on",
    unit="unit",
    events=(
        DayEvent(date="published_on", words=_("Công khai lấy ý kiến")),
        DayEvent(date="closes_on", words=_("Kết thúc lấy ý kiến")),
    ),
    alike=(Alike(_("Cùng đơn vị, cùng ngày, cùng dự thảo"), (same("unit"), same("published_on"), words("subject"))),),
    locked_states=frozenset({"decided"}),
    settled_states=frozenset({"decided"}),
    states=STATES,
    register=REGISTER,
    following=(Following(field="closes_on", needs=("published_on",), value=closes_by_law, keeps_up=True),),
    rules=(
        stages_are_whole(STATES),
        numbers_in_right_form("plan_number", "decision_number"),
        not_in_future("council_agreed_on", "explained_on", "decided_on", "reported_council_on", "reported_front_on"),
        dates_in_order("published_on", "closes_on"),
        asked_long_enough,
        only_planned_is_ahead,
        dates_in_order("published_on", "explained_on"),
        dates_in_order("closes_on", "decided_on"),
        explained_before_decided,
        decision_is_told,
    ),
    figures=(
        counted(
            "consultations.held",
            "published_on",
            _("Nội dung lấy ý kiến Nhân dân"),
            _("Số nội dung có ngày công khai lấy ý kiến trong kỳ."),
            _("nội dung"),
            group="publicity",
            split=("item",),
        ),
        summed(
            "consultations.accepted",
            "accepted_count",
            "published_on",
            _("Ý kiến được tiếp thu"),
            _("Tổng số ý kiến tiếp thu ghi tại các nội dung lấy ý kiến có ngày công khai trong kỳ."),
            _("ý kiến"),
            group="publicity",
        ),
        summed(
            "consultations.explained",
            "explained_count",
            "published_on",
            _("Ý kiến được giải trình"),
            _("Tổng số ý kiến giải trình ghi tại các nội dung lấy ý kiến có ngày công khai trong kỳ."),
            _("ý kiến"),
            group="publicity",
        ),
    ),
    fields=(
        own_unit(),
        Field(name="subject", label=_("Dự thảo, nội dung"), required=True, max_length=500),
        Field(
            name="item",
            label=_("Thuộc nội dung"),
            type=FieldType.CHOICE,
            required=True,
            choices=CONTENTS,
            help=_(
                "Theo Điều 25 của Luật Thực hiện dân chủ ở cơ sở; phần mềm chưa có lời các khoản 6, 7, 9. Không"
                " chắc thuộc khoản nào thì chọn “Chủ trương, chính sách khác”."
            ),
        ),
        policy_group(),
        Field(
            name="drafting_body",
            label=_("Cơ quan soạn thảo"),
            required=True,
            official=True,
            max_length=200,
            completed_from=("consultation.drafting_body", "unit.name"),
        ),
        Field(name="plan_number", official=True, label=_("Số kế hoạch lấy ý kiến"), max_length=60),
        Field(name="council_agreed_on", label=_("Ngày HĐND thống nhất"), type=FieldType.DATE),
        Field(
            name="published_on",
            label=_("Ngày công khai"),
            type=FieldType.DATE,
            required=True,
            preset=Preset.TODAY,
            help=_("Ngày dự thảo được công khai lấy ý kiến; có thể là ngày dự kiến."),
        ),
        Field(
            name="closes_on",
            label=_("Ngày kết thúc"),
            type=FieldType.DATE,
            required=True,
            help=_("Không ghi thì là ngày cuối của thời gian ít nhất theo luật."),
        ),
        *(Field(name=f"form_{way.code}", label=way.label, type=FieldType.BOOLEAN) for way in WAYS),
        Field(
            name="people_asked",
            label=_("Số người được lấy ý kiến"),
            type=FieldType.INTEGER,
            minimum=0,
            maximum=100_000_000,
        ),
        Field(
            name="synthesis",
            label=_("Tổng hợp ý kiến"),
            phrased=True,
            type=FieldType.LONG_TEXT,
            max_length=100_000,
            help=_("Các nhóm ý kiến, mỗi nhóm một dòng."),
        ),
        Field(name="accepted_count", label=_("Số ý kiến tiếp thu"), type=FieldType.INTEGER, minimum=0, maximum=_MOST),
        Field(
            name="explained_count", label=_("Số ý kiến giải trình"), type=FieldType.INTEGER, minimum=0, maximum=_MOST
        ),
        Field(
            name="explanation",
            label=_("Nội dung tiếp thu, giải trình"),
            phrased=True,
            type=FieldType.LONG_TEXT,
            max_length=100_000,
        ),
        Field(name="explained_on", label=_("Ngày thông báo tiếp thu, giải trình"), type=FieldType.DATE),
        Field(name="decision_number", official=True, label=_("Số quyết định"), max_length=60),
        Field(name="decided_on", label=_("Ngày quyết định"), type=FieldType.DATE),
        Field(
            name="reported_council_on",
            label=_("Ngày báo cáo HĐND"),
            type=FieldType.DATE,
            open_when_signed=True,
        ),
        Field(
            name="reported_front_on",
            label=_("Ngày thông báo Mặt trận"),
            type=FieldType.DATE,
            open_when_signed=True,
        ),
        Field(
            name="state",
            label=_("Trạng thái"),
            type=FieldType.CHOICE,
            required=True,
            choices=STATES.choices,
            open_when_signed=True,
        ),
        note(),
        REOPENED,
    ),
)


CONSULTATION_TALLY = Kind(
    name="consultation_tally",
    label=_("Kết quả lấy ý kiến"),
    plural=_("Kết quả lấy ý kiến"),
    title=("form", "summary"),
    listed=("unit", "form", "households_asked", "answered", "agree", "disagree", "other", "opinions"),
    order="unit",
    parent="consultation",
    alike=(Alike(_("Cùng nội dung, cùng nơi, cùng hình thức"), (same("consultation"), same("unit"), same("form"))),),
    following=(
        Following(field="unit", needs=("meeting",), value=unit_of_meeting),
        Following(field="households_asked", needs=("meeting",), value=households_asked),
        Following(field="answered", needs=("meeting",), value=households_answering),
        Following(field="agree", needs=("meeting",), value=agreeing),
        Following(field="disagree", needs=("meeting",), value=disagreeing),
        Following(field="other", needs=("meeting",), value=saying_else),
        Following(field="opinions", needs=("meeting",), value=opinions_at_meeting),
    ),
    rules=(not_above("answered", "households_asked"), answers_fit),
    fields=(
        Field(
            name="consultation",
            label=_("Nội dung lấy ý kiến"),
            type=FieldType.REFERENCE,
            targets=("consultation",),
            required=True,
        ),
        Field(
            name="unit",
            label=_("Thôn, tổ dân phố"),
            type=FieldType.REFERENCE,
            targets=("unit",),
            offer=OF_VILLAGES_AND_COMMUNES,
            required=True,
        ),
        Field(name="form", label=_("Hình thức"), type=FieldType.CHOICE, choices=WAYS),
        Field(
            name="meeting",
            label=_("Tại cuộc họp"),
            type=FieldType.REFERENCE,
            targets=("meeting",),
            help=_("Chọn cuộc họp thôn thì số hộ, số ý kiến được lấy từ biên bản."),
        ),
        Field(name="households_asked", label=_("Số hộ được hỏi"), type=FieldType.INTEGER, minimum=0, maximum=_MOST),
        Field(name="answered", label=_("Số hộ trả lời"), type=FieldType.INTEGER, minimum=0, maximum=_MOST),
        Field(name="agree", label=_("Đồng ý"), type=FieldType.INTEGER, minimum=0, maximum=_MOST),
        Field(name="disagree", label=_("Không đồng ý"), type=FieldType.INTEGER, minimum=0, maximum=_MOST),
        Field(name="other", label=_("Ý kiến khác"), type=FieldType.INTEGER, minimum=0, maximum=_MOST),
        Field(name="opinions", label=_("Số ý kiến"), type=FieldType.INTEGER, minimum=0, maximum=_MOST),
        Field(name="summary", label=_("Ý kiến chính"), type=FieldType.LONG_TEXT, max_length=20_000),
        note(),
    ),
)
