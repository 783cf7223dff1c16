"""Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng: the people's boards, their members and terms."""

from __future__ import annotations

from danvan_desktop.domain.fields import Choice, Field, FieldType, Preset
from danvan_desktop.domain.filling import Following
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.common import day_field, note, own_unit, state_of
from danvan_desktop.domain.kinds.unit import OF_VILLAGES_AND_COMMUNES
from danvan_desktop.domain.likeness import Alike, person, same, words
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.register import ColumnContext, Register, RegisterColumn, Words, count, fields, lines
from danvan_desktop.domain.rules.boards import (
    DEADLINES,
    ENDED,
    INSPECTION,
    INVESTMENT,
    MEMBER,
    deputies_are_members,
    ended_with_project,
    enough_members,
    members_are_listed,
    no_serving_cadre,
    one_head,
    one_of_each_village,
    project_is_over,
    term_is_over,
)
from danvan_desktop.domain.rules.checks import dates_in_order, not_in_future, telephone_can_be_called
from danvan_desktop.domain.rules.documents import numbers_in_right_form
from danvan_desktop.domain.rules.stages import stages_are_whole
from danvan_desktop.domain.states import State, States
from danvan_desktop.domain.stream import Stream
from danvan_desktop.localization import _

STATES = States(
    (
        State(code="active", label=_("Đang hoạt động"), deed=_("Thành lập"), day="term_from", lies_ahead=True),
        State(
            code=ENDED,
            label=_("Đã kết thúc"),
            deed=_("Kết thúc"),
            facts=("ended_on",),
            day="ended_on",
            ripe_from=term_is_over,
        ),
    )
)

POSTS = (
    Choice("head", _("Trưởng Ban")),
    Choice("deputy", _("Phó Trưởng Ban")),
    Choice("member", _("Thành viên")),
)


def _term(told: ColumnContext, board: Record) -> Words:
    days = [told.field(board, name) for name in ("term_from", "term_to")]
    return lines(*(day for day in days if day))


SUPERVISION_BOARD = Kind(
    name="supervision_board",
    label=_("Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng"),
    one=_("Ban"),
    plural=_("Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng"),
    title=("name",),
    listed=("term_from", "unit", "name", "kind", "members_count", "term_to", "state"),
    order="-term_from",
    date="term_from",
    unit="unit",
    alike=(
        Alike(
            _("Cùng đơn vị, cùng loại, cùng tên, cùng nhiệm kỳ"),
            (same("unit"), same("kind"), words("name"), same("term_from")),
        ),
    ),
    states=STATES,
    settled_states=frozenset({ENDED}),
    deadlines=DEADLINES,
    looks_at_parts=(MEMBER,),
    following=(Following(field="ended_on", needs=("project",), value=ended_with_project, keeps_up=True),),
    rules=(
        stages_are_whole(STATES),
        numbers_in_right_form("recognition_number"),
        not_in_future("recognised_on", "investor_told_on", "ended_on"),
        dates_in_order("term_from", "term_to"),
        dates_in_order("term_from", "ended_on"),
        enough_members,
        deputies_are_members,
        one_of_each_village,
        members_are_listed,
        project_is_over,
    ),
    register=Register(
        label=_("Sổ theo dõi các Ban của Nhân dân"),
        description=_("Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng có nhiệm kỳ bắt đầu trong kỳ"),
        title="Danh sách Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng",
        counted="Ban được thành lập, kiện toàn",
        file_stem="So-ban-cua-Nhan-dan",
        columns=(
            RegisterColumn("Tên Ban", 60, fields("name")),
            RegisterColumn("Loại", 40, fields("kind")),
            RegisterColumn("Công trình, dự án giám sát", 44, fields("project")),
            RegisterColumn("Số thành viên", 20, fields("members_count"), True),
            RegisterColumn("Trong danh sách", 20, count(MEMBER), True),
            RegisterColumn("Nhiệm kỳ", 27, _term, centred=True),
            RegisterColumn("Công nhận: số, ngày", 36, fields("recognition_number", "recognised_on")),
            RegisterColumn("Trạng thái, ngày kết thúc", 27, fields("state", "ended_on")),
        ),
    ),
    fields=(
        own_unit(),
        Field(
            name="kind",
            label=_("Loại"),
            type=FieldType.CHOICE,
            required=True,
            choices=(
                Choice(INSPECTION, _("Ban Thanh tra nhân dân")),
                Choice(INVESTMENT, _("Ban Giám sát đầu tư của cộng đồng")),
            ),
        ),
        Field(name="name", official=True, label=_("Tên Ban"), required=True, max_length=200),
        Field(
            name="project",
            label=_("Công trình, dự án giám sát"),
            type=FieldType.REFERENCE,
            targets=("community_work", "land_project"),
            help=_("Của Ban Giám sát đầu tư: công trình hoàn thành thì Ban kết thúc."),
        ),
        Field(
            name="members_count",
            label=_("Số thành viên"),
            type=FieldType.INTEGER,
            required=True,
            minimum=1,
            maximum=1_000,
        ),
        Field(name="deputies", label=_("Số Phó Trưởng Ban"), type=FieldType.INTEGER, minimum=0, maximum=2),
        Field(name="term_from", label=_("Nhiệm kỳ từ ngày"), type=FieldType.DATE, required=True, preset=Preset.TODAY),
        day_field("term_to", _("Nhiệm kỳ đến ngày")),
        Field(name="recognition_number", official=True, label=_("Số văn bản công nhận"), max_length=60),
        day_field("recognised_on", _("Ngày công nhận"), _("Mặt trận Tổ quốc cấp xã công nhận.")),
        day_field("starts_on", _("Ngày bắt đầu giám sát"), _("Của Ban Giám sát đầu tư; có thể là ngày dự kiến.")),
        day_field(
            "investor_told_on",
            _("Ngày báo chủ đầu tư"),
            _("Báo trước khi bắt đầu; hạn hiện ở danh sách việc."),
        ),
        day_field("ended_on", _("Ngày kết thúc"), _("Ghi vào là “Đã kết thúc”.")),
        state_of(STATES),
        note(),
    ),
)

BOARD_MEMBER = Kind(
    name=MEMBER,
    label=_("Thành viên Ban"),
    plural=_("Thành viên các Ban"),
    title=("full_name",),
    listed=("full_name", "post", "village", "elected_on"),
    order="post",
    parent="board",
    alike=(Alike(_("Cùng Ban, cùng họ tên, cùng thôn"), (same("board"), person("full_name"), same("village"))),),
    rules=(no_serving_cadre, one_head, not_in_future("elected_on"), telephone_can_be_called("phone")),
    fields=(
        Field(name="board", label=_("Ban"), type=FieldType.REFERENCE, targets=("supervision_board",), required=True),
        Field(
            name="full_name",
            label=_("Họ và tên"),
            required=True,
            person=True,
            max_length=120,
            stream=Stream.RESTRICTED,
            completed_from=("board_member.full_name", "household.head"),
        ),
        Field(
            name="post",
            label=_("Chức vụ trong Ban"),
            type=FieldType.CHOICE,
            required=True,
            default="member",
            choices=POSTS,
        ),
        Field(
            name="village",
            label=_("Thôn, tổ dân phố"),
            type=FieldType.REFERENCE,
            targets=("unit",),
            offer=OF_VILLAGES_AND_COMMUNES,
        ),
        Field(
            name="serves",
            label=_("Đang là cán bộ, công chức cấp xã"),
            type=FieldType.BOOLEAN,
            default=False,
            help=_("Cán bộ, công chức, người hoạt động không chuyên trách cấp xã không làm thành viên Ban."),
        ),
        day_field("elected_on", _("Ngày bầu, cử")),
        Field(name="phone", label=_("Số điện thoại"), max_length=40, stream=Stream.RESTRICTED),
        note(),
    ),
)
