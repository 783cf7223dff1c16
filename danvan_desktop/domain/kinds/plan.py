"""Kế hoạch, chương trình: what an office means to do, task by task, each with its day."""

from __future__ import annotations

from danvan_desktop.domain.choices import DROPPED, follow_states
from danvan_desktop.domain.fields import Choice, Field, FieldType, LeadsTo, Preset
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.common import note, own_unit
from danvan_desktop.domain.likeness import Alike, same, words
from danvan_desktop.domain.locking import REOPENED
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.register import ColumnContext, Register, RegisterColumn, Words, count, fields
from danvan_desktop.domain.renewal import ONCE, REPEATS, Renewal
from danvan_desktop.domain.rules.checks import dates_in_order, not_in_future
from danvan_desktop.domain.rules.documents import numbers_in_right_form
from danvan_desktop.domain.rules.land_steps import STEPS
from danvan_desktop.domain.rules.plans import (
    ENDED,
    PROGRAMME,
    TASK,
    TASK_TERM,
    end_leaves_nothing_open,
    lateness_has_a_reason,
    programme_has_parties,
    term_lies_within_the_plan,
    what_is_dropped_is_not_done,
    what_repeats_has_a_term,
)
from danvan_desktop.domain.rules.stages import stages_are_whole
from danvan_desktop.domain.states import State, States
from danvan_desktop.localization import _

PLAN_TYPES = (
    Choice("implementation", _("Thực hiện nghị quyết")),
    Choice("yearly", _("Công tác năm")),
    Choice("month", _("Tháng Dân vận")),
    Choice(PROGRAMME, _("Chương trình phối hợp")),
    Choice("inspection", _("Kiểm tra")),
    Choice("publicity", _("Công khai")),
    Choice("supervision", _("Giám sát, phản biện")),
    Choice("contest", _("Hội thi")),
)

STATES = States(
    (
        State(code="draft", label=_("Dự thảo"), decided=True, lies_ahead=True),
        State(code="issued", label=_("Đã ban hành"), deed=_("Ban hành"), decided=True, lies_ahead=True),
        State(code=ENDED, label=_("Đã kết thúc"), deed=_("Kết thúc"), decided=True),
    )
)

TASK_STATES = follow_states("done_on", "late_reason")


def _time(told: ColumnContext, plan: Record) -> Words:
    days = [told.field(plan, name) for name in ("from_on", "to_on")]
    return " – ".join(day for day in days if day)


PLAN = Kind(
    name="plan",
    label=_("Kế hoạch, chương trình"),
    plural=_("Kế hoạch, chương trình"),
    title=("title",),
    listed=("issued_on", "number", "title", "type", "to_on", "unit", "state"),
    order="-issued_on",
    date="issued_on",
    unit="unit",
    alike=(
        Alike(
            _("Cùng đơn vị, cùng loại, cùng tên, cùng ngày ban hành"),
            (same("unit"), same("type"), words("title"), same("issued_on")),
        ),
    ),
    states=STATES,
    locked_states=frozenset({ENDED}),
    settled_states=frozenset({ENDED}),
    rules=(
        programme_has_parties,
        numbers_in_right_form("number"),
        not_in_future("issued_on", "reviewed_on"),
        dates_in_order("from_on", "to_on"),
        dates_in_order("issued_on", "reviewed_on"),
        end_leaves_nothing_open,
    ),
    register=Register(
        label=_("Sổ kế hoạch, chương trình"),
        description=_("Các kế hoạch, chương trình ban hành trong kỳ: thời gian, các bên, số nhiệm vụ đã xong"),
        title="Sổ theo dõi kế hoạch, chương trình công tác dân vận",
        counted="kế hoạch, chương trình ban hành",
        file_stem="So-ke-hoach",
        columns=(
            RegisterColumn("Số, ngày ban hành", 28, fields("number", "issued_on"), centred=True),
            RegisterColumn("Kế hoạch, chương trình", 62, fields("title")),
            RegisterColumn("Loại", 26, fields("type")),
            RegisterColumn("Các bên, chủ trì", 40, fields("parties", "lead")),
            RegisterColumn("Thời gian thực hiện", 34, _time, centred=True),
            RegisterColumn("Tổng số", 16, count(TASK), True, "Nhiệm vụ"),
            RegisterColumn("Đã xong", 16, count(TASK, lambda one: one.get("done_on") is not None), True, "Nhiệm vụ"),
            RegisterColumn("Trạng thái", 22, fields("state")),
        ),
    ),
    fields=(
        own_unit(),
        Field(
            name="type",
            label=_("Loại"),
            type=FieldType.CHOICE,
            required=True,
            default="yearly",
            choices=PLAN_TYPES,
        ),
        Field(name="title", official=True, label=_("Tên kế hoạch, chương trình"), required=True, max_length=300),
        Field(name="number", official=True, label=_("Số, ký hiệu"), max_length=60),
        Field(name="issued_on", label=_("Ngày ban hành"), type=FieldType.DATE, required=True, preset=Preset.TODAY),
        Field(name="from_on", label=_("Thực hiện từ ngày"), type=FieldType.DATE),
        Field(name="to_on", label=_("Thực hiện đến ngày"), type=FieldType.DATE),
        Field(
            name="parties",
            official=True,
            label=_("Các bên phối hợp"),
            max_length=500,
            completed_from=("plan.parties",),
            help=_("Chương trình phối hợp: ít nhất 2 bên, cách nhau bằng dấu chấm phẩy (;)."),
        ),
        Field(
            name="lead",
            official=True,
            label=_("Chủ trì"),
            max_length=200,
            completed_from=("plan.lead", "officer.full_name", "unit.name"),
        ),
        Field(
            name="basis",
            official=True,
            label=_("Căn cứ"),
            max_length=500,
            completed_from=("plan.basis",),
            help=_("Nghị quyết, chương trình, kế hoạch cấp trên mà kế hoạch này thực hiện."),
        ),
        Field(name="result", label=_("Kết quả thực hiện"), type=FieldType.LONG_TEXT, max_length=20_000),
        Field(name="reviewed_on", label=_("Ngày sơ kết, tổng kết"), type=FieldType.DATE),
        Field(
            name="state",
            label=_("Trạng thái"),
            type=FieldType.CHOICE,
            required=True,
            default="issued",
            choices=STATES.choices,
            open_when_signed=True,
        ),
        note(),
        REOPENED,
    ),
)

TASK_KIND = Kind(
    name=TASK,
    label=_("Nhiệm vụ"),
    plural=_("Nhiệm vụ"),
    title=("title",),
    listed=("due_on", "title", "lead", "done_on", "state"),
    order="due_on",
    parent="plan",
    takes_files=True,
    has_papers=True,
    date="due_on",
    alike=(Alike(_("Cùng kế hoạch, cùng nhiệm vụ, cùng hạn"), (same("plan"), words("title"), same("due_on"))),),
    states=TASK_STATES,
    deadlines=(TASK_TERM,),
    renewal=Renewal(
        repeat="repeat",
        day="due_on",
        closed=frozenset({"done", DROPPED}),
        copied=("title", "lead", "with", "repeat", "target", "of_step"),
        named="title",
        until="to_on",
        told=_("Đã lập nhiệm vụ lần sau"),
    ),
    rules=(
        stages_are_whole(TASK_STATES),
        not_in_future("done_on"),
        what_repeats_has_a_term,
        what_is_dropped_is_not_done,
        lateness_has_a_reason,
        term_lies_within_the_plan,
    ),
    fields=(
        Field(name="plan", label=_("Kế hoạch"), type=FieldType.REFERENCE, targets=("plan",), required=True),
        Field(name="title", official=True, label=_("Nhiệm vụ"), required=True, max_length=500),
        Field(
            name="lead",
            official=True,
            label=_("Chủ trì"),
            required=True,
            max_length=200,
            completed_from=("task.lead", "officer.full_name", "unit.name"),
        ),
        Field(name="with", official=True, label=_("Phối hợp"), max_length=300, completed_from=("task.with",)),
        Field(name="due_on", label=_("Hạn"), type=FieldType.DATE),
        Field(name="repeat", label=_("Lặp lại"), type=FieldType.CHOICE, default=ONCE, choices=REPEATS),
        Field(name="target", official=True, label=_("Sản phẩm, chỉ tiêu"), max_length=500),
        Field(
            name="done_on",
            label=_("Ngày xong"),
            type=FieldType.DATE,
            help=_("Ghi vào là “Đã thực hiện”; nhiệm vụ lặp lại thì lần sau được lập ngay."),
        ),
        Field(
            name="of_step",
            label=_("Bước thu hồi đất"),
            type=FieldType.CHOICE,
            choices=STEPS,
            help=_("Của kế hoạch thu hồi đất: ghi bước ấy ở dự án thì phần mềm nhắc ghi ngày xong ở đây."),
        ),
        Field(name="product", label=_("Văn bản, kết quả"), max_length=500),
        Field(
            name="record",
            label=_("Minh chứng trong sổ"),
            type=FieldType.REFERENCE,
            leads_to=LeadsTo.WORK,
            only_points=True,
            help=_("Cuộc họp, văn bản, báo cáo… đã ghi trong phần mềm; bản chụp thì kèm ở “Tệp đính kèm”."),
        ),
        Field(
            name="source",
            label=_("Từ kết luận của"),
            type=FieldType.REFERENCE,
            targets=("meeting", "dialogue"),
            only_points=True,
            help=_("Cuộc họp, buổi đối thoại có kết luận giao nhiệm vụ này."),
        ),
        Field(name="late_reason", label=_("Lý do chậm, không thực hiện"), max_length=500),
        Field(
            name="state",
            label=_("Trạng thái"),
            type=FieldType.CHOICE,
            required=True,
            choices=TASK_STATES.choices,
        ),
        note(),
    ),
)
