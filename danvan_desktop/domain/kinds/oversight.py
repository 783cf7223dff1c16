"""Giám sát, phản biện xã hội, góp ý: what the Front, its organisations and boards of the people do for the people.

Nghị quyết liên tịch 403/2017 (docs/sources.md), Luật Mặt trận Tổ quốc Việt Nam 75/2015/QH13, Điều 25 to 36.
"""

from __future__ import annotations

from danvan_desktop.domain.choices import ORGANISERS, PLANNED
from danvan_desktop.domain.events import DayEvent
from danvan_desktop.domain.fields import Choice, Field, FieldType
from danvan_desktop.domain.figures import counted
from danvan_desktop.domain.filling import Following
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.common import day_field, note, own_unit, state_of
from danvan_desktop.domain.kinds.oversight_register import REGISTER
from danvan_desktop.domain.likeness import Alike, same, words
from danvan_desktop.domain.rules.checks import (
    dates_in_order,
    not_in_future,
    only_planned_may_be_future,
    what_is_over_is_not_planned,
)
from danvan_desktop.domain.rules.documents import numbers_in_right_form
from danvan_desktop.domain.rules.meeting_terms import done_in_time
from danvan_desktop.domain.rules.oversight import (
    ANSWERED,
    BY_LAW,
    CLOSED,
    CONTRIBUTION,
    CRITICISM,
    DEADLINES,
    SUPERVISION,
    answer_is_of_all_recommendations,
    board_is_of_the_form,
    end_leaves_no_recommendation,
    form_is_of_the_type,
    through_board,
)
from danvan_desktop.domain.rules.stages import stages_are_whole
from danvan_desktop.domain.states import State, States
from danvan_desktop.localization import _

STATES = States(
    (
        State(code=PLANNED, label=_("Dự kiến"), deed=_("Lên kế hoạch"), lies_ahead=True),
        State(
            code="done",
            label=_("Đã thực hiện"),
            deed=_("Thực hiện"),
            needs=("visit_on",),
            decided=True,
            day="visit_on",
            after=frozenset({PLANNED, "done"}),
        ),
        State(
            code="reported",
            label=_("Đã thông báo kết quả"),
            deed=_("Thông báo kết quả"),
            facts=("result_on",),
            needs=("visit_on",),
            day="result_on",
        ),
        State(
            code=ANSWERED,
            label=_("Đã được trả lời"),
            deed=_("Ghi đã được trả lời"),
            needs=("result_on",),
            decided=True,
            after=frozenset({"reported", ANSWERED}),
        ),
        State(
            code=CLOSED,
            label=_("Kết thúc"),
            deed=_("Kết thúc theo dõi"),
            needs=("result_on",),
            decided=True,
            after=frozenset({"reported", ANSWERED, CLOSED}),
        ),
    )
)
"""That the result was told follows from its day; that all was answered, and that nobody follows it up, is decided."""


OVERSIGHT = Kind(
    name="oversight",
    label=_("Giám sát, phản biện, góp ý"),
    one=_("Cuộc giám sát, phản biện, góp ý"),
    plural=_("Giám sát, phản biện, góp ý"),
    title=("subject",),
    listed=("visit_on", "unit", "subject", "type", "lead", "target", "state"),
    order="-visit_on",
    date="visit_on",
    unit="unit",
    events=(DayEvent(date="visit_on", words=_("Giám sát, phản biện")),),
    alike=(
        Alike(
            _("Cùng đơn vị, cùng ngày, cùng nội dung"), (same("unit"), same("type"), same("visit_on"), words("subject"))
        ),
    ),
    states=STATES,
    following=(Following(field="form", needs=("board",), value=through_board, keeps_up=True),),
    settled_states=frozenset({CLOSED}),
    deadlines=DEADLINES,
    register=REGISTER,
    rules=(
        stages_are_whole(STATES),
        form_is_of_the_type,
        board_is_of_the_form,
        numbers_in_right_form("result_number"),
        not_in_future("plan_sent_on", "report_received_on", "result_on", "draft_received_on"),
        only_planned_may_be_future("visit_on", "opinions"),
        dates_in_order("plan_sent_on", "visit_on"),
        dates_in_order("visit_on", "result_on"),
        dates_in_order("draft_received_on", "submission_on"),
        what_is_over_is_not_planned("visit_on"),
        answer_is_of_all_recommendations,
        end_leaves_no_recommendation,
        done_in_time(*BY_LAW),
    ),
    figures=(
        counted(
            "oversight.held",
            "visit_on",
            _("Cuộc giám sát, phản biện, góp ý"),
            _("Số cuộc giám sát, phản biện, góp ý có ngày thực hiện trong kỳ, trạng thái không còn là “Dự kiến”."),
            _("cuộc"),
            group="oversight",
            split=("type", "lead", "form"),
        ),
    ),
    fields=(
        own_unit(),
        Field(
            name="type",
            label=_("Loại"),
            type=FieldType.CHOICE,
            required=True,
            choices=(
                Choice(SUPERVISION, _("Giám sát")),
                Choice(CRITICISM, _("Phản biện xã hội")),
                Choice(CONTRIBUTION, _("Góp ý xây dựng Đảng, chính quyền")),
            ),
        ),
        Field(
            name="form",
            label=_("Hình thức"),
            type=FieldType.CHOICE,
            choices=(
                Choice("document", _("Nghiên cứu, xem xét văn bản")),
                Choice("team", _("Tổ chức đoàn giám sát")),
                Choice("board", _("Thông qua Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng")),
                Choice("joined", _("Tham gia với cơ quan có thẩm quyền")),
                Choice("conference", _("Hội nghị phản biện")),
                Choice("sent", _("Gửi dự thảo lấy ý kiến phản biện")),
                Choice("talk", _("Đối thoại trực tiếp")),
                Choice("written", _("Góp ý bằng văn bản")),
                Choice("meeting", _("Hội nghị góp ý")),
            ),
        ),
        Field(
            name="lead",
            label=_("Cơ quan chủ trì"),
            type=FieldType.CHOICE,
            required=True,
            default="front",
            choices=ORGANISERS,
        ),
        Field(
            name="board",
            label=_("Ban Thanh tra nhân dân, Ban Giám sát đầu tư"),
            type=FieldType.REFERENCE,
            targets=("supervision_board",),
            help=_("Khi giám sát qua Ban; kế hoạch, báo cáo in theo tên Ban."),
        ),
        Field(name="subject", label=_("Nội dung"), required=True, max_length=500),
        Field(
            name="target",
            label=_("Đơn vị, người được giám sát; dự thảo"),
            required=True,
            max_length=300,
            completed_from=("oversight.target", "unit.name"),
            help=_("Phản biện, góp ý: tên dự thảo, cơ quan soạn thảo."),
        ),
        Field(name="in_plan", label=_("Theo kế hoạch năm"), type=FieldType.BOOLEAN, default=False),
        day_field(
            "plan_sent_on",
            _("Ngày gửi kế hoạch"),
            _("Gửi trước ngày giám sát; hạn hiện ở danh sách việc."),
        ),
        day_field(
            "report_received_on",
            _("Ngày nhận báo cáo"),
            _("Báo cáo của nơi được giám sát, nhận trước ngày giám sát."),
        ),
        day_field("draft_received_on", _("Ngày nhận dự thảo")),
        day_field("submission_on", _("Ngày trình, ban hành dự thảo")),
        day_field(
            "visit_on",
            _("Ngày thực hiện"),
            _("Ngày giám sát, ngày hội nghị, ngày gửi văn bản; có thể là ngày dự kiến."),
        ),
        Field(
            name="opinions",
            label=_("Số ý kiến"),
            type=FieldType.INTEGER,
            minimum=0,
            maximum=1_000_000,
            help=_("Ý kiến phát biểu, góp ý, phản biện."),
        ),
        Field(name="positive", label=_("Ưu điểm"), type=FieldType.LONG_TEXT, max_length=20_000, phrased=True),
        Field(name="negative", label=_("Hạn chế"), type=FieldType.LONG_TEXT, max_length=20_000, phrased=True),
        Field(name="result_number", official=True, label=_("Số văn bản kết quả"), max_length=60),
        day_field(
            "result_on",
            _("Ngày thông báo kết quả"),
            _("Ghi vào là “Đã thông báo kết quả”."),
        ),
        state_of(STATES),
        note(),
    ),
)
