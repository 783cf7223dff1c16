"""Đánh giá, xếp loại công tác dân vận: who is rated by which criteria, what the points come to, which rank is decided.

Ratings of units go up once they are decided, that of the commune itself from the beginning, since the level above
decides it. Points by criterion, and ratings of people, never leave the unit. Schemes are the office's own.
"""

from __future__ import annotations

from msgspec.structs import replace

from danvan_desktop.domain.choices import RATING_RANKS
from danvan_desktop.domain.fields import Choice, Field, FieldType
from danvan_desktop.domain.figures import counted
from danvan_desktop.domain.filling import Following
from danvan_desktop.domain.guarded import Guarded
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.common import day_field, note, own_unit, state_of
from danvan_desktop.domain.kinds.rating_register import REGISTER
from danvan_desktop.domain.kinds.scoring import MOST_TOGETHER
from danvan_desktop.domain.likeness import Alike, person, same, words
from danvan_desktop.domain.locking import REOPENED
from danvan_desktop.domain.rules.checks import dates_in_order, not_in_future
from danvan_desktop.domain.rules.context import Rule
from danvan_desktop.domain.rules.documents import numbers_in_right_form
from danvan_desktop.domain.rules.inspections import name_of_unit
from danvan_desktop.domain.rules.rating_schemes import POINTS_OF_TOTALS
from danvan_desktop.domain.rules.ratings import (
    ANNOUNCED,
    CADRE,
    DECIDED,
    MARK,
    OVER,
    RATING,
    SCHEME,
    collective_is_of_its_period,
    excellent_ones_fit_the_scheme,
    name_of_officer,
    rank_is_decided,
    rated_once,
    rated_once_the_year_came,
    reviewed_before_it_is_decided,
    set_comes_to_hundred,
    summed,
    totals_are_those_of_the_marks,
    totals_fit,
    year_rated,
)
from danvan_desktop.domain.rules.stages import stages_are_whole
from danvan_desktop.domain.states import HasChoice, State, States
from danvan_desktop.domain.stream import Stream
from danvan_desktop.localization import Message, _

COMMUNE = "commune"
"""What is rated by the level above: the commune itself."""

STATES = States(
    (
        State(code="self", label=_("Tự chấm"), deed=_("Tự chấm điểm"), lies_ahead=True),
        State(
            code="reviewed",
            label=_("Đã thẩm định"),
            deed=_("Thẩm định"),
            facts=("review_on",),
            day="review_on",
        ),
        State(
            code=DECIDED,
            label=_("Đã quyết định"),
            deed=_("Quyết định xếp loại"),
            facts=("decided_on",),
            day="decided_on",
        ),
        State(
            code=ANNOUNCED,
            label=_("Đã thông báo"),
            deed=_("Thông báo kết quả"),
            facts=("announced_on",),
            needs=("decided_on",),
            day="announced_on",
        ),
    )
)

PERIODS = (
    Choice("year", _("Cả năm")),
    Choice("half_1", _("6 tháng đầu năm")),
    Choice("half_2", _("6 tháng cuối năm")),
    Choice("quarter_1", _("Quý I")),
    Choice("quarter_2", _("Quý II")),
    Choice("quarter_3", _("Quý III")),
    Choice("quarter_4", _("Quý IV")),
)


def _total(name: str, label: Message, *, above: bool = False) -> Field:
    return Field(
        name=name, label=label, type=FieldType.DECIMAL, minimum=0, maximum=MOST_TOGETHER,
        help=_("Là tổng điểm các tiêu chí khi đã chấm từng tiêu chí."), answered_from_above=above,
    )  # fmt: skip


def _rank(name: str, label: Message, *, above: bool = False) -> Field:
    return Field(
        name=name, label=label, type=FieldType.CHOICE, choices=RATING_RANKS, named_by="scheme",
        answered_from_above=above,
    )  # fmt: skip


_OF_WHEN = (
    replace(own_unit(), label=_("Đơn vị đánh giá")),
    Field(
        name="year",
        label=_("Năm"),
        type=FieldType.INTEGER,
        required=True,
        minimum=1990,
        maximum=2100,
        counted=False,
    ),
    Field(
        name="period",
        label=_("Kỳ đánh giá"),
        type=FieldType.CHOICE,
        required=True,
        default="year",
        choices=PERIODS,
    ),
)
_BY_WHAT = (
    Field(
        name="set",
        official=True,
        label=_("Bộ tiêu chí"),
        max_length=200,
        required=True,
        completed_from=("criterion.set", f"{RATING}.set"),
        help=_("Tên bộ ghi ở “Tiêu chí chấm điểm”; các tiêu chí của bộ in vào phiếu tự chấm."),
    ),
    Field(
        name="scheme",
        label=_("Thang xếp loại"),
        type=FieldType.REFERENCE,
        targets=(SCHEME,),
        help=_("Để trống thì theo Quy định 366-QĐ/TW: từ 90, 70, 50 điểm."),
    ),
)


def _rated(whom: tuple[Field, ...], stream: Stream) -> tuple[Field, ...]:
    """Return the fields of a rating: of a unit, or of somebody, whose never leave the unit."""
    answered = stream is Stream.UPWARD
    own = (
        *_OF_WHEN,
        *whom,
        *_BY_WHAT,
        *_scores(answered=answered),
        *_decision(answered=answered),
        replace(day_field("announced_on", _("Ngày thông báo")), open_when_signed=True),
        replace(state_of(STATES), open_when_signed=True, answered_from_above=answered),
        replace(note(), open_when_signed=True),
    )
    return (*(replace(field, stream=stream) for field in own), REOPENED)


def _scores(*, answered: bool) -> tuple[Field, ...]:
    """Return what the rated one and the level above came to."""
    return (
        day_field("self_on", _("Ngày tự chấm")),
        _total("self_total", _("Điểm tự chấm")),
        _rank("self_rank", _("Mức tự chấm")),
        replace(day_field("review_on", _("Ngày thẩm định")), answered_from_above=answered),
        _total("review_total", _("Điểm thẩm định"), above=answered),
        _rank("review_rank", _("Mức thẩm định"), above=answered),
        Field(
            name="ineligible",
            label=_("Không đủ điều kiện xếp loại"),
            type=FieldType.BOOLEAN,
            answered_from_above=answered,
        ),
        Field(
            name="ineligible_reason",
            label=_("Lý do không đủ điều kiện"),
            max_length=500,
            answered_from_above=answered,
        ),
    )


def _decision(*, answered: bool) -> tuple[Field, ...]:
    """Return what was decided, when, and why otherwise than proposed."""
    return (
        _total("final_total", _("Điểm quyết định"), above=answered),
        replace(_rank("rank", _("Mức xếp loại"), above=answered), void_by="ineligible"),
        Field(
            name="reason",
            label=_("Lý do khác mức đề xuất"),
            max_length=1_000,
            answered_from_above=answered,
        ),
        replace(day_field("decided_on", _("Ngày quyết định")), answered_from_above=answered),
        Field(
            name="decision_number",
            official=True,
            label=_("Số quyết định"),
            max_length=60,
            answered_from_above=answered,
        ),
    )


def _closed(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """Hide who is rated, when and how from who may not open ratings of people: the rank of the only head needs no name.

    What is left is that there is one, of which unit, and how far it is. Figures of them are then not known, not nought.
    """
    return tuple(replace(one, hidden_when_closed=one.name not in ("unit", "state")) for one in fields)


def _rules(reference: str) -> tuple[Rule, ...]:
    return (
        stages_are_whole(STATES),
        not_in_future("self_on", "review_on", "decided_on", "announced_on"),
        dates_in_order("self_on", "review_on"),
        dates_in_order("review_on", "decided_on"),
        dates_in_order("self_on", "decided_on"),
        dates_in_order("decided_on", "announced_on"),
        numbers_in_right_form("decision_number"),
        rated_once(reference),
        totals_fit,
        totals_are_those_of_the_marks,
        set_comes_to_hundred,
        rank_is_decided,
        excellent_ones_fit_the_scheme,
        reviewed_before_it_is_decided,
        rated_once_the_year_came,
    )


_YEAR_RATED = Following(field="year", needs=("self_on",), value=year_rated)
_TOTALS = tuple(
    Following(field=total, needs=(), value=summed(total), of_parts=True) for _points, total in POINTS_OF_TOTALS
)


RATING_KIND = Kind(
    name=RATING,
    label=_("Xếp loại công tác dân vận"),
    one=_("Bản xếp loại công tác dân vận"),
    plural=_("Xếp loại công tác dân vận"),
    title=("target", "year", "period"),
    listed=("target", "subject_kind", "year", "period", "self_rank", "rank", "decided_on", "state"),
    order="-year",
    date="decided_on",
    unit="unit",
    alike=(
        Alike(
            _("Cùng đơn vị được xếp loại, cùng năm, cùng kỳ"),
            (same("unit"), same("year"), same("period"), words("target")),
        ),
    ),
    states=STATES,
    locked_states=OVER,
    settled_states=OVER,
    register=REGISTER,
    looks_at_parts=(MARK,),
    goes_up_when=(HasChoice("state", OVER), HasChoice("subject_kind", frozenset({COMMUNE}))),
    following=(
        Following(field="target", needs=("target_unit",), value=name_of_unit, keeps_up=True),
        _YEAR_RATED,
        *_TOTALS,
    ),
    rules=_rules("target_unit"),
    figures=(
        counted(
            "ratings.decided",
            "decided_on",
            _("Lượt đơn vị được xếp loại công tác dân vận"),
            _("Số xếp loại của đơn vị có ngày quyết định trong kỳ, không tính đơn vị không đủ điều kiện xếp loại."),
            _("lượt"),
            group="ratings",
            split=("rank", "subject_kind"),
            states=OVER,
            keep=lambda rating: not rating.get("ineligible"),
        ),
        counted(
            "ratings.changed",
            "decided_on",
            _("Xếp loại khác mức tự chấm"),
            _("Số xếp loại của đơn vị quyết định trong kỳ có mức cuối khác mức tự chấm."),
            _("lượt"),
            group="ratings",
            states=OVER,
            keep=lambda rating: (
                bool(rating.text("self_rank")) and rating.text("rank") not in ("", rating.text("self_rank"))
            ),
        ),
        counted(
            "ratings.ineligible",
            "decided_on",
            _("Lượt đơn vị không đủ điều kiện xếp loại"),
            _("Số lần đơn vị được quyết định trong kỳ là không đủ điều kiện xếp loại."),
            _("lượt"),
            group="ratings",
            states=OVER,
            keep=lambda rating: bool(rating.get("ineligible")),
        ),
    ),
    fields=_rated(
        (
            Field(
                name="subject_kind",
                label=_("Đối tượng"),
                type=FieldType.CHOICE,
                required=True,
                default="unit",
                choices=(
                    Choice("unit", _("Cơ quan, đơn vị")),
                    Choice("team", _("Tổ dân vận")),
                    Choice("village", _("Thôn, tổ dân phố")),
                    Choice(COMMUNE, _("Xã, phường, đặc khu (cấp trên xếp loại)")),
                ),
            ),
            Field(
                name="target_unit",
                label=_("Đơn vị trong phần mềm"),
                type=FieldType.REFERENCE,
                targets=("unit",),
                help=_("Chọn đơn vị có trong phần mềm thì tên được điền sẵn; tổ, cơ quan khác thì chỉ ghi tên."),
            ),
            Field(
                name="target",
                official=True,
                label=_("Đơn vị được xếp loại"),
                required=True,
                max_length=200,
                completed_from=(f"{RATING}.target", "unit.name"),
            ),
        ),
        Stream.UPWARD,
    ),
)

_INSIDE = Stream.COMMUNE
_COLLECTIVE = Field(
    name="collective", label=_("Xếp loại của tập thể"), type=FieldType.REFERENCE, targets=(RATING,), only_points=True,
    help=_("Của tập thể do người này đứng đầu: mức đề xuất không cao hơn mức đã quyết định ở đó."),
)  # fmt: skip

CADRE_RATING = Kind(
    name=CADRE,
    label=_("Xếp loại cán bộ về công tác dân vận"),
    one=_("Bản xếp loại cán bộ"),
    plural=_("Xếp loại cán bộ"),
    title=("target", "year", "period"),
    listed=("target", "subject_kind", "year", "period", "self_rank", "rank", "decided_on", "state"),
    order="-year",
    unit="unit",
    guarded=Guarded.RATINGS,
    alike=(
        Alike(
            _("Cùng người, cùng năm, cùng kỳ"),
            (same("unit"), same("year"), same("period"), person("target")),
        ),
    ),
    states=STATES,
    locked_states=OVER,
    looks_at_parts=(MARK,),
    following=(
        Following(field="target", needs=("officer",), value=name_of_officer, keeps_up=True),
        _YEAR_RATED,
        *_TOTALS,
    ),
    rules=(*_rules("officer"), collective_is_of_its_period),
    fields=_closed(
        _rated(
            (
                Field(
                    name="subject_kind",
                    label=_("Đối tượng"),
                    type=FieldType.CHOICE,
                    required=True,
                    default="cadre",
                    choices=(Choice("head", _("Người đứng đầu")), Choice("cadre", _("Cán bộ, công chức"))),
                ),
                Field(
                    name="officer",
                    label=_("Cán bộ trong phần mềm"),
                    type=FieldType.REFERENCE,
                    targets=("officer",),
                ),
                Field(
                    name="target",
                    label=_("Người được xếp loại"),
                    required=True,
                    person=True,
                    max_length=160,
                    completed_from=(f"{CADRE}.target", "officer.full_name"),
                ),
                _COLLECTIVE,
            ),
            _INSIDE,
        )
    ),
)
"""It stays inside the unit; only numbers go up, none below five."""
