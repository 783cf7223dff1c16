"""Hội thi “Dân vận khéo”: the contest, its teams, what the judges gave them, the prizes."""

from __future__ import annotations

from danvan_desktop.domain.choices import LEVELS, ORGANISERS
from danvan_desktop.domain.events import DayEvent
from danvan_desktop.domain.fields import Choice, Field, FieldType
from danvan_desktop.domain.figures import counted, summed
from danvan_desktop.domain.filling import Following
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.common import own_unit
from danvan_desktop.domain.kinds.scoring import MOST_POINTS, no_deduction
from danvan_desktop.domain.likeness import Alike, person, same, words
from danvan_desktop.domain.locking import REOPENED
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.register import ColumnContext, Register, RegisterColumn, Words, count, fields, lines
from danvan_desktop.domain.rules.checks import what_is_over_is_not_planned
from danvan_desktop.domain.rules.contests import (
    CLOSED,
    ENTRY,
    FIRST,
    HELD,
    JUDGE,
    MARK,
    MEAN,
    MEAN_OF_TEAMS,
    NO_PRIZE,
    PLANNED,
    SUM,
    SUM_OF_TEAMS,
    TRIMMED,
    TRIMMED_JUDGES,
    closed_with_its_teams,
    deducted_once,
    goes_to_the_final,
    held_on_a_day_that_came,
    judged_once_it_is_held,
    number_of_side_prizes,
    one_mark_by_each_judge,
    prize_follows_the_points,
    prize_is_given_lawfully,
    side_prizes_of,
    team_stands_once,
)
from danvan_desktop.domain.rules.criteria import points_fit_the_criterion, set_has_criteria
from danvan_desktop.domain.rules.stages import stages_are_whole
from danvan_desktop.domain.states import State, States
from danvan_desktop.localization import _

_MOST_PEOPLE, _MOST_MONEY = 1_000_000, 10**12
_HELD_STATES = frozenset({HELD, CLOSED})

STATES = States(
    (
        State(code=PLANNED, label=_("Dự kiến"), deed=_("Lên lịch"), decided=True, lies_ahead=True),
        State(code=HELD, label=_("Đã tổ chức"), deed=_("Tổ chức hội thi"), decided=True, day="held_on"),
        State(
            code=CLOSED,
            label=_("Đã kết thúc, trao giải"),
            deed=_("Kết thúc, trao giải"),
            decided=True,
            after=frozenset({HELD, CLOSED}),
        ),
    )
)

PRIZES = (
    Choice("grand", _("Đặc biệt")),
    Choice(FIRST, _("Nhất")),
    Choice("second", _("Nhì")),
    Choice("third", _("Ba")),
    Choice("consolation", _("Khuyến khích")),
    Choice("special", _("Giải phụ")),
    Choice(NO_PRIZE, _("Không có giải")),
)


def _prizes(told: ColumnContext, contest: Record) -> Words:
    entries = list(told.reader.children(contest.uid, ENTRY))
    won = [one for one in entries if one.text("prize") not in ("", NO_PRIZE)]
    places = {choice.code: place for place, choice in enumerate(PRIZES)}
    won.sort(key=lambda one: places.get(one.text("prize"), len(places)))
    beside = (f"{name}: {one.text('team')}" for one in entries for name in side_prizes_of(one))
    going_on = ", ".join(one.text("team") for one in entries if one.get("to_final"))
    final = (f"Vào chung kết: {going_on}",) if going_on else ()
    return lines(*(f"{told.field(one, 'prize')}: {one.text('team')}" for one in won), *beside, *final)


REGISTER = Register(
    label=_("Sổ theo dõi hội thi"),
    description=_("Các hội thi tổ chức trong kỳ: số đội, người xem, giải"),
    title="Sổ theo dõi hội thi “Dân vận khéo”",
    counted="hội thi",
    file_stem="So-hoi-thi",
    columns=(
        RegisterColumn("Ngày tổ chức", 24, fields("held_on"), centred=True),
        RegisterColumn("Hội thi", 60, fields("name", "round")),
        RegisterColumn("Đơn vị, cấp", 30, fields("unit", "level")),
        RegisterColumn("Cơ quan tổ chức, địa điểm", 44, fields("organiser", "place")),
        RegisterColumn("Số đội", 16, count(ENTRY), True),
        RegisterColumn("Người xem", 20, fields("audience"), True),
        RegisterColumn("Kết quả", 60, _prizes),
        RegisterColumn("Trạng thái", 22, fields("state"), centred=True),
    ),
)

CONTEST = Kind(
    name="contest",
    label=_("Hội thi"),
    plural=_("Hội thi"),
    title=("name",),
    listed=("held_on", "name", "unit", "level", "round", "organiser", "state"),
    order="-held_on",
    date="held_on",
    unit="unit",
    events=(DayEvent(date="held_on", words=_("Hội thi")),),
    alike=(Alike(_("Cùng đơn vị, cùng tên, cùng ngày"), (same("unit"), words("name"), same("held_on"))),),
    states=STATES,
    locked_states=frozenset({CLOSED}),
    settled_states=frozenset({CLOSED}),
    register=REGISTER,
    rules=(
        stages_are_whole(STATES),
        held_on_a_day_that_came,
        what_is_over_is_not_planned("held_on"),
        closed_with_its_teams,
        set_has_criteria,
    ),
    figures=(
        counted(
            "contests.held",
            "held_on",
            _("Hội thi đã tổ chức"),
            _("Số hội thi có ngày tổ chức trong kỳ, trạng thái “Đã tổ chức” hoặc “Đã kết thúc, trao giải”."),
            _("hội thi"),
            group="contests",
            split=("level",),
            states=_HELD_STATES,
        ),
        summed(
            "contests.audience",
            "audience",
            "held_on",
            _("Người xem hội thi"),
            _("Tổng số người xem các hội thi đã tổ chức trong kỳ."),
            _("người"),
            group="contests",
            states=_HELD_STATES,
        ),
    ),
    fields=(
        Field(name="name", official=True, label=_("Tên hội thi"), required=True, max_length=300),
        own_unit(),
        Field(
            name="level",
            label=_("Cấp tổ chức"),
            type=FieldType.CHOICE,
            required=True,
            default="commune",
            choices=tuple(one for one in LEVELS if one.code in ("village", "commune", "province")),
        ),
        Field(name="held_on", label=_("Ngày tổ chức"), type=FieldType.DATE, required=True),
        Field(name="place", label=_("Địa điểm"), max_length=200, completed_from=("contest.place", "meeting.place")),
        Field(name="organiser", label=_("Cơ quan tổ chức"), type=FieldType.CHOICE, choices=ORGANISERS),
        Field(
            name="round",
            label=_("Vòng thi"),
            type=FieldType.CHOICE,
            required=True,
            default="whole",
            choices=(
                Choice("whole", _("Một vòng")),
                Choice("cluster", _("Vòng cụm")),
                Choice("final", _("Chung kết")),
            ),
        ),
        Field(
            name="set",
            official=True,
            label=_("Bộ tiêu chí chấm"),
            max_length=200,
            completed_from=("criterion.set",),
            help=_("Các phần thi và điểm tối đa ghi ở “Tiêu chí chấm điểm”; ghi tên bộ ấy ở đây để in phiếu chấm."),
        ),
        Field(
            name="counting",
            label=_("Cách tính điểm"),
            type=FieldType.CHOICE,
            default=MEAN,
            choices=(
                Choice(MEAN, _("Trung bình cộng các giám khảo")),
                Choice(TRIMMED, _("Trung bình cộng, bỏ điểm cao nhất và thấp nhất")),
                Choice(TRIMMED_JUDGES, _("Trung bình cộng, bỏ giám khảo có tổng cao nhất và thấp nhất")),
                Choice(SUM, _("Cộng điểm các giám khảo")),
            ),
            help=_("Điểm từng phần của đội tính từ điểm của các giám khảo thế nào; để trống là trung bình cộng."),
        ),
        Field(
            name="unit_points",
            label=_("Xếp hạng toàn đoàn"),
            type=FieldType.CHOICE,
            choices=(
                Choice(SUM_OF_TEAMS, _("Cộng điểm các đội, thí sinh của đơn vị")),
                Choice(MEAN_OF_TEAMS, _("Trung bình cộng các đội, thí sinh của đơn vị")),
            ),
            help=_("Khi một đơn vị có nhiều đội hoặc thí sinh; để trống nếu không xếp hạng đơn vị."),
        ),
        Field(name="audience", label=_("Số người xem"), type=FieldType.INTEGER, minimum=0, maximum=_MOST_PEOPLE),
        Field(name="plan", label=_("Kế hoạch"), type=FieldType.REFERENCE, targets=("plan",)),
        Field(
            name="state",
            label=_("Trạng thái"),
            type=FieldType.CHOICE,
            required=True,
            default=PLANNED,
            choices=STATES.choices,
            open_when_signed=True,
        ),
        Field(name="note", label=_("Ghi chú"), type=FieldType.LONG_TEXT, max_length=4_000, open_when_signed=True),
        REOPENED,
    ),
)

CONTEST_ENTRY = Kind(
    name=ENTRY,
    label=_("Đội thi"),
    plural=_("Đội thi"),
    title=("team",),
    listed=("draw", "team", "unit", "members", "prize"),
    order="draw",
    parent="contest",
    alike=(Alike(_("Cùng hội thi, cùng tên đội"), (same("contest"), words("team"))),),
    following=(
        Following(field="side_count", needs=(), looks_at=("side_prizes",), value=number_of_side_prizes, keeps_up=True),
    ),
    rules=(team_stands_once, prize_is_given_lawfully, prize_follows_the_points, goes_to_the_final),
    figures=(
        counted(
            "contests.teams",
            "held_on",
            _("Đội tham gia hội thi"),
            _("Số đội của các hội thi đã tổ chức trong kỳ."),
            _("đội"),
            group="contests",
            parent="contest",
            states=_HELD_STATES,
        ),
        summed(
            "contests.members",
            "members",
            "held_on",
            _("Người dự thi"),
            _("Tổng số thành viên các đội của các hội thi đã tổ chức trong kỳ."),
            _("người"),
            group="contests",
            parent="contest",
            states=_HELD_STATES,
        ),
        counted(
            "contests.prizes",
            "held_on",
            _("Giải đã trao"),
            _("Số giải trao cho các đội của các hội thi đã tổ chức trong kỳ."),
            _("giải"),
            group="contests",
            split=("prize",),
            parent="contest",
            states=_HELD_STATES,
            keep=lambda entry: entry.text("prize") not in ("", NO_PRIZE),
        ),
        summed(
            "contests.side_prizes",
            "side_count",
            "held_on",
            _("Giải phụ kèm theo"),
            _("Tổng số giải phụ, giải từng phần thi trao thêm cho các đội của các hội thi đã tổ chức trong kỳ."),
            _("giải"),
            group="contests",
            parent="contest",
            states=_HELD_STATES,
        ),
    ),
    fields=(
        Field(name="contest", label=_("Hội thi"), type=FieldType.REFERENCE, targets=("contest",), required=True),
        Field(name="team", official=True, label=_("Tên đội"), required=True, max_length=200),
        Field(
            name="unit",
            label=_("Đơn vị"),
            type=FieldType.REFERENCE,
            targets=("unit",),
            help=_("Đơn vị cử đội dự thi."),
        ),
        Field(name="members", label=_("Số thành viên"), type=FieldType.INTEGER, minimum=0, maximum=_MOST_PEOPLE),
        Field(name="draw", label=_("Số thứ tự thi"), type=FieldType.INTEGER, minimum=1, maximum=1_000),
        Field(name="prize", label=_("Giải"), type=FieldType.CHOICE, choices=PRIZES),
        Field(
            name="prize_note",
            label=_("Ghi chú về giải"),
            max_length=300,
            help=_("Tên giải phụ; lý do khi có hai giải Nhất, hoặc khi đồng điểm."),
        ),
        Field(name="money", label=_("Tiền thưởng (đồng)"), type=FieldType.MONEY, minimum=0, maximum=_MOST_MONEY),
        Field(
            name="side_prizes",
            official=True,
            label=_("Giải phụ kèm theo"),
            max_length=500,
            help=_("Giải từng phần, giải phụ ngoài giải ở trên, cách nhau bằng dấu chấm phẩy: Tiểu phẩm hay nhất; …"),
        ),
        Field(
            name="side_count",
            label=_("Số giải phụ kèm theo"),
            type=FieldType.INTEGER,
            minimum=0,
            maximum=100,
            help=_("Đếm theo các tên giải đã ghi."),
        ),
        Field(
            name="side_money",
            label=_("Tiền thưởng giải phụ (đồng)"),
            type=FieldType.MONEY,
            minimum=0,
            maximum=_MOST_MONEY,
        ),
        Field(
            name="tie_value",
            label=_("Số xét khi bằng điểm"),
            type=FieldType.DECIMAL,
            minimum=0,
            maximum=10**9,
            help=_("Số nhỏ hơn xếp trên: thời gian làm bài, độ lệch của câu dự đoán. Chỉ xét khi điểm vẫn bằng nhau."),
        ),
        Field(name="to_final", label=_("Vào chung kết"), type=FieldType.BOOLEAN),
    ),
)

MARK_KIND = Kind(
    name=MARK,
    label=_("Điểm giám khảo"),
    plural=_("Điểm giám khảo"),
    title=("scorer", "points"),
    listed=("criterion", "scorer", "points", "deduction", "evidence"),
    order="criterion",
    parent="subject",
    alike=(
        Alike(
            _("Cùng đội, cùng phần thi, cùng giám khảo"),
            (same("subject"), same("criterion"), same("round"), person("scorer")),
        ),
    ),
    rules=(no_deduction, points_fit_the_criterion, one_mark_by_each_judge, deducted_once, judged_once_it_is_held),
    fields=(
        Field(name="subject", label=_("Chấm cho"), type=FieldType.REFERENCE, targets=(ENTRY,), required=True),
        Field(name="criterion", label=_("Phần thi"), type=FieldType.REFERENCE, targets=("criterion",), required=True),
        Field(
            name="round",
            label=_("Lượt chấm"),
            type=FieldType.CHOICE,
            required=True,
            default=JUDGE,
            choices=(
                Choice("self", _("Tự chấm")),
                Choice("review", _("Thẩm định")),
                Choice("final", _("Quyết định")),
                Choice(JUDGE, _("Giám khảo")),
            ),
        ),
        Field(
            name="scorer",
            label=_("Người chấm"),
            required=True,
            max_length=160,
            completed_from=("officer.full_name", "mark.scorer"),
        ),
        Field(name="points", label=_("Điểm"), type=FieldType.DECIMAL, required=True, minimum=0, maximum=MOST_POINTS),
        Field(
            name="deduction",
            label=_("Điểm trừ"),
            type=FieldType.DECIMAL,
            minimum=0,
            maximum=MOST_POINTS,
            help=_("Trừ một lần cho cả đội, ghi ở một giám khảo; điểm trừ được cộng lại."),
        ),
        Field(name="evidence", label=_("Minh chứng, nhận xét"), type=FieldType.LONG_TEXT, max_length=8_000),
    ),
)
