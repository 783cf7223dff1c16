"""Báo cáo phải nộp: what a unit owes the level above, period by period, and whether it came in time."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.deadlines import Deadline
from danvan_desktop.domain.fields import Choice, Code, Field, FieldType, Preset
from danvan_desktop.domain.figures import counted
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.common import note
from danvan_desktop.domain.likeness import Alike, same
from danvan_desktop.domain.locking import REOPENED
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.register import ColumnContext, Register, RegisterColumn, Words, fields, last_day, lines
from danvan_desktop.domain.rules.checks import dates_in_order, not_in_future, sets_anew
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.rules.documents import period_is_known
from danvan_desktop.domain.rules.stages import stages_are_whole
from danvan_desktop.domain.states import State, States
from danvan_desktop.localization import _

RETURNED = "returned"
SUBMISSION_TERM = Deadline(
    name="submission",
    work=_("Gửi báo cáo"),
    undone=_("Chưa gửi"),
    start="due_on",
    due="due_on",
    done="sent_on",
    undone_in=frozenset({RETURNED}),
    step=_("Ghi ngày gửi"),
)

STATES = States(
    (
        State(code="due", label=_("Phải nộp")),
        State(code="sent", label=_("Đã gửi"), deed=_("Gửi báo cáo"), facts=("sent_on",), day="sent_on"),
        State(
            code=RETURNED,
            label=_("Bị trả lại"),
            deed=_("Trả lại báo cáo"),
            needs=("sent_on", "returned_reason"),
            decided=True,
        ),
        State(
            code="received",
            label=_("Nơi nhận đã nhận"),
            deed=_("Nhận báo cáo"),
            facts=("sent_on", "received_on"),
            day="received_on",
        ),
    )
)

REPORTS = (
    Choice("work_quarter", _("Báo cáo công tác dân vận quý")),
    Choice("work_half", _("Báo cáo công tác dân vận 6 tháng")),
    Choice("work_year", _("Báo cáo công tác dân vận năm")),
    Choice("situation_quarter", _("Báo cáo tình hình Nhân dân quý")),
    Choice("urgent", _("Báo cáo đột xuất")),
    Choice("month_result", _("Báo cáo kết quả Tháng Dân vận")),
    Choice("reception", _("Báo cáo tiếp công dân")),
    Choice("democracy_year", _("Báo cáo thực hiện dân chủ ở cơ sở năm")),
    Choice("model_list", _("Danh sách mô hình “Dân vận khéo”")),
    Choice("rating_year", _("Kết quả đánh giá, xếp loại năm")),
    Choice("boards", _("Báo cáo của Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng")),
    Choice("other", _("Báo cáo khác")),
)


def _is_owed_once(record: Record, context: RuleContext) -> Iterator[Problem]:
    """A unit owes a report of a period once; other reports may be several."""
    if record.text("report") in ("urgent", "other") or not sets_anew(record, context, "report", "from_unit", "period"):
        return
    owed = {name: record.get(name) for name in ("report", "from_unit", "period")}
    if any(one.uid != record.uid for one in context.reader.find("submission", **owed)):
        yield Problem("period", _("Báo cáo này của kỳ này đã có trong danh sách."), Severity.WARNING)


def _late(told: ColumnContext, record: Record) -> Words:
    late = told.late(record)
    days = late[1] if late is not None else SUBMISSION_TERM.done_late(record, told.terms)
    return told.number(days) if days else ""


def _stands(told: ColumnContext, record: Record) -> Words:
    """Say of what is waited for past its term that it is overdue: it is not merely owed."""
    state = told.field(record, "state")
    if told.late(record) is None:
        return state
    late = told.say(_("Quá hạn"))
    return lines(state, late) if record.text("state") == RETURNED else late


SUBMISSION = Kind(
    name="submission",
    label=_("Báo cáo phải nộp"),
    plural=_("Báo cáo phải nộp"),
    title=("report", "period"),
    listed=("due_on", "from_unit", "report", "period", "to", "sent_on", "state"),
    order="-due_on",
    date="due_on",
    unit="from_unit",
    made_above=True,
    alike=(Alike(_("Cùng đơn vị, cùng báo cáo, cùng kỳ"), (same("from_unit"), same("report"), same("period"))),),
    states=STATES,
    locked_states=frozenset({"received"}),
    settled_states=frozenset({"received"}),
    deadlines=(SUBMISSION_TERM,),
    rules=(
        period_is_known,
        not_in_future("sent_on", "received_on"),
        dates_in_order("sent_on", "received_on"),
        stages_are_whole(STATES),
        _is_owed_once,
    ),
    register=Register(
        label=_("Bảng theo dõi chế độ báo cáo"),
        description=_("Báo cáo phải nộp trong kỳ: đơn vị nào đã gửi, chậm mấy ngày, chưa gửi"),
        title="Bảng theo dõi chế độ báo cáo",
        counted="báo cáo phải nộp",
        file_stem="So-che-do-bao-cao",
        columns=(
            RegisterColumn("Đơn vị nộp", 38, fields("from_unit")),
            RegisterColumn("Báo cáo", 52, fields("report")),
            RegisterColumn("Kỳ", 30, fields("period"), centred=True),
            RegisterColumn("Nơi nhận", 34, fields("to")),
            RegisterColumn("Hạn", 37, last_day(SUBMISSION_TERM), centred=True),
            RegisterColumn("Ngày gửi", 25, fields("sent_on"), centred=True),
            RegisterColumn("Chậm (ngày)", 16, _late, centred=True),
            RegisterColumn("Trạng thái", 24, _stands),
        ),
    ),
    figures=(
        counted(
            "submissions.due",
            "due_on",
            _("Báo cáo phải nộp"),
            _("Số báo cáo phải nộp có hạn trong kỳ, của đơn vị và các đơn vị cấp dưới."),
            _("báo cáo"),
            group="submissions",
            split=("report",),
        ),
    ),
    fields=(
        Field(name="report", label=_("Báo cáo"), type=FieldType.CHOICE, required=True, choices=REPORTS),
        Field(
            name="from_unit",
            label=_("Đơn vị nộp"),
            type=FieldType.REFERENCE,
            targets=("unit",),
            required=True,
            preset=Preset.OWN_UNIT,
        ),
        Field(
            name="to",
            official=True,
            label=_("Nơi nhận"),
            required=True,
            max_length=300,
            completed_from=("submission.to",),
        ),
        Field(
            name="period",
            label=_("Kỳ báo cáo"),
            required=True,
            max_length=40,  # what is typed as words is told how to be written, not that it is long
            code_of=Code.PERIOD,
        ),
        Field(name="due_on", label=_("Hạn nộp"), type=FieldType.DATE, required=True),
        Field(name="sent_on", label=_("Ngày gửi"), type=FieldType.DATE),
        Field(name="received_on", label=_("Ngày nơi nhận đã nhận"), type=FieldType.DATE, answered_from_above=True),
        Field(
            name="document",
            label=_("Văn bản đã gửi"),
            type=FieldType.REFERENCE,
            targets=("document_number",),
            only_points=True,
            help=_("Chọn trong sổ số văn bản."),
        ),
        Field(name="returned_reason", label=_("Lý do trả lại"), max_length=500, answered_from_above=True),
        Field(
            name="state",
            label=_("Trạng thái"),
            type=FieldType.CHOICE,
            required=True,
            choices=STATES.choices,
            answered_from_above=True,
            open_when_signed=True,
        ),
        note(),
        REOPENED,
    ),
)
