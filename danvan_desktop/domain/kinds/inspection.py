"""Kiểm tra, giám sát công tác dân vận: who was inspected on what, what was concluded, and what became of it."""

from __future__ import annotations

from danvan_desktop.domain.choices import PLANNED
from danvan_desktop.domain.events import DayEvent
from danvan_desktop.domain.fields import Choice, Field, FieldType, Preset
from danvan_desktop.domain.figures import counted
from danvan_desktop.domain.filling import Following
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.common import day_field
from danvan_desktop.domain.kinds.oversight_register import PART, due, follow_up, of_part, of_source, reply
from danvan_desktop.domain.likeness import Alike, same, words
from danvan_desktop.domain.locking import REOPENED
from danvan_desktop.domain.register import Register, RegisterColumn
from danvan_desktop.domain.rules.checks import dates_in_order, not_in_future, what_is_over_is_not_planned
from danvan_desktop.domain.rules.documents import numbers_in_right_form
from danvan_desktop.domain.rules.inspections import (
    CONCLUDED,
    VISIT,
    conclusion_is_told,
    followed_to_the_end,
    name_of_unit,
    only_planned_is_ahead,
)
from danvan_desktop.domain.rules.recommendations import FOLLOWED
from danvan_desktop.domain.rules.stages import stages_are_whole
from danvan_desktop.domain.states import State, States
from danvan_desktop.localization import _

STATES = States(
    (
        State(code=PLANNED, label=_("Dự kiến"), deed=_("Lên kế hoạch"), lies_ahead=True),
        State(
            code="done",
            label=_("Đã kiểm tra"),
            deed=_("Kiểm tra"),
            needs=("started_on",),
            decided=True,
            day="started_on",
            after=frozenset({PLANNED, "done"}),
        ),
        State(
            code=CONCLUDED,
            label=_("Đã kết luận"),
            deed=_("Kết luận"),
            needs=("started_on", "concluded_on"),
            decided=True,
            day="concluded_on",
            after=frozenset({"done", CONCLUDED}),
        ),
        State(
            code=FOLLOWED,
            label=_("Đã thực hiện xong kết luận"),
            deed=_("Kết thúc theo dõi"),
            needs=("started_on", "concluded_on"),
            decided=True,
            after=frozenset({CONCLUDED, FOLLOWED}),
        ),
    )
)
"""Each is said by a person; what was concluded is locked from then on."""

REGISTER = Register(
    label=_("Sổ theo dõi kiểm tra"),
    description=_("Các cuộc kiểm tra, giám sát công tác dân vận trong kỳ: kết luận, từng yêu cầu và việc thực hiện"),
    title="Sổ theo dõi kiểm tra, giám sát công tác dân vận",
    counted="cuộc kiểm tra, giám sát",
    file_stem="So-kiem-tra",
    rows_of=PART,
    columns=(
        RegisterColumn("Ngày kiểm tra", 27, of_source("started_on", "ended_on"), centred=True),
        RegisterColumn("Nội dung; nơi được kiểm tra", 38, of_source("subject", "target")),
        RegisterColumn("Loại", 25, of_source("type")),
        RegisterColumn("Kết luận: số, ngày", 34, of_source("conclusion_number", "concluded_on")),
        RegisterColumn("Nội dung", 43, of_part("content"), group="Kiến nghị, yêu cầu"),
        RegisterColumn("Nơi thực hiện", 24, of_part("addressee"), group="Kiến nghị, yêu cầu"),
        RegisterColumn("Hạn", 27, due, True, "Kiến nghị, yêu cầu"),
        RegisterColumn("Báo cáo kết quả", 34, reply),
        RegisterColumn("Thực hiện, ngày", 27, follow_up, centred=True),
    ),
)


INSPECTION = Kind(
    name="inspection",
    label=_("Kiểm tra, giám sát công tác dân vận"),
    one=_("Cuộc kiểm tra, giám sát công tác dân vận"),
    plural=_("Kiểm tra, giám sát công tác dân vận"),
    title=("subject", "target"),
    listed=("started_on", "unit", "subject", "target", "type", "concluded_on", "state"),
    order="-started_on",
    date="started_on",
    unit="unit",
    events=(DayEvent(date="started_on", words=_("Kiểm tra")),),
    alike=(
        Alike(
            _("Cùng đơn vị, cùng ngày, cùng nơi được kiểm tra, cùng nội dung"),
            (same("unit"), same("started_on"), words("target"), words("subject")),
        ),
    ),
    states=STATES,
    locked_states=frozenset({CONCLUDED, FOLLOWED}),
    settled_states=frozenset({FOLLOWED}),
    deadlines=(VISIT,),
    register=REGISTER,
    following=(Following(field="target", needs=("target_unit",), value=name_of_unit, keeps_up=True),),
    rules=(
        stages_are_whole(STATES),
        numbers_in_right_form("decision_number", "conclusion_number"),
        not_in_future("concluded_on"),
        only_planned_is_ahead,
        dates_in_order("started_on", "ended_on"),
        dates_in_order("started_on", "concluded_on"),
        what_is_over_is_not_planned("ended_on", "started_on"),
        conclusion_is_told,
        followed_to_the_end,
    ),
    figures=(
        counted(
            "inspections.done",
            "started_on",
            _("Cuộc kiểm tra, giám sát công tác dân vận"),
            _("Số cuộc kiểm tra, giám sát có ngày bắt đầu trong kỳ, trạng thái không còn là “Dự kiến”."),
            _("cuộc"),
            group="oversight",
            split=("type",),
        ),
    ),
    fields=(
        Field(
            name="unit",
            label=_("Đơn vị kiểm tra"),
            type=FieldType.REFERENCE,
            targets=("unit",),
            required=True,
            preset=Preset.OWN_UNIT,
        ),
        Field(
            name="type",
            label=_("Loại"),
            type=FieldType.CHOICE,
            required=True,
            choices=(
                Choice("party", _("Kiểm tra của Đảng")),
                Choice("watch", _("Giám sát của Đảng")),
                Choice("state", _("Kiểm tra của chính quyền")),
                Choice("democracy", _("Kiểm tra thực hiện dân chủ")),
                Choice("self", _("Tự kiểm tra")),
            ),
        ),
        Field(name="subject", label=_("Nội dung kiểm tra"), required=True, max_length=500),
        Field(
            name="target_unit",
            label=_("Thôn, đơn vị được kiểm tra"),
            type=FieldType.REFERENCE,
            targets=("unit",),
            help=_("Chọn đơn vị có trong phần mềm thì tên được điền sẵn; nơi khác thì chỉ ghi tên."),
        ),
        Field(
            name="target",
            label=_("Tên nơi được kiểm tra"),
            required=True,
            max_length=300,
            completed_from=("inspection.target", "unit.name"),
        ),
        Field(name="decision_number", official=True, label=_("Số quyết định, kế hoạch"), max_length=60),
        day_field("started_on", _("Ngày kiểm tra"), _("Có thể là ngày dự kiến.")),
        day_field("ended_on", _("Đến ngày")),
        Field(
            name="team",
            label=_("Thành phần đoàn"),
            type=FieldType.LONG_TEXT,
            max_length=4_000,
            help=_("Mỗi người một dòng: họ tên, chức vụ; trưởng đoàn đứng đầu."),
        ),
        Field(name="strengths", label=_("Ưu điểm"), type=FieldType.LONG_TEXT, max_length=20_000, phrased=True),
        Field(
            name="limits", label=_("Hạn chế, khuyết điểm"), type=FieldType.LONG_TEXT, max_length=20_000, phrased=True
        ),
        Field(name="conclusion_number", official=True, label=_("Số thông báo kết luận"), max_length=60),
        day_field("concluded_on", _("Ngày kết luận")),
        Field(
            name="state",
            label=_("Trạng thái"),
            type=FieldType.CHOICE,
            required=True,
            choices=STATES.choices,
            open_when_signed=True,
        ),
        Field(name="note", label=_("Ghi chú"), type=FieldType.LONG_TEXT, max_length=4_000, open_when_signed=True),
        REOPENED,
    ),
)
