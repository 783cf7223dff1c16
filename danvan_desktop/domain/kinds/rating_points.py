"""What ratings are reckoned by: the points of each criterion, and the schemes by which points become a rank."""

from __future__ import annotations

from danvan_desktop.domain.choices import RATING_RANKS
from danvan_desktop.domain.fields import Choice, Field, FieldType
from danvan_desktop.domain.guarded import Guarded
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.scoring import MOST_POINTS, MOST_TOGETHER
from danvan_desktop.domain.likeness import Alike, same, words
from danvan_desktop.domain.rules.rating_schemes import LOWEST, OF_ALL, OF_DONE, OF_GOOD
from danvan_desktop.domain.rules.ratings import (
    CADRE,
    MARK,
    RATING,
    SCHEME,
    mark_fits_the_criterion,
    one_mark_of_a_criterion,
    thresholds_fall,
)
from danvan_desktop.domain.stream import Stream
from danvan_desktop.localization import Message, _

_INSIDE = Stream.COMMUNE


def _given(name: str, label: Message) -> Field:
    return Field(
        name=name,
        label=label,
        type=FieldType.DECIMAL,
        minimum=0,
        maximum=MOST_POINTS,
        stream=_INSIDE,
        hidden_when_closed=True,
    )


RATING_MARK = Kind(
    name=MARK,
    label=_("Điểm từng tiêu chí"),
    plural=_("Điểm từng tiêu chí"),
    title=("self_points", "review_points", "evidence"),
    listed=("criterion", "self_points", "review_points", "final_points", "evidence"),
    order="criterion",
    parent="subject",
    guarded=Guarded.RATINGS,
    alike=(Alike(_("Cùng xếp loại, cùng tiêu chí"), (same("subject"), same("criterion"))),),
    rules=(mark_fits_the_criterion, one_mark_of_a_criterion),
    fields=(
        Field(
            name="subject",
            label=_("Chấm cho"),
            type=FieldType.REFERENCE,
            targets=(RATING, CADRE),
            required=True,
            stream=_INSIDE,
        ),
        Field(
            name="criterion",
            label=_("Tiêu chí"),
            type=FieldType.REFERENCE,
            targets=("criterion",),
            required=True,
            stream=_INSIDE,
        ),
        _given("self_points", _("Tự chấm")),
        _given("review_points", _("Thẩm định")),
        _given("final_points", _("Quyết định")),
        Field(
            name="not_applied",
            label=_("Không áp dụng"),
            type=FieldType.BOOLEAN,
            stream=_INSIDE,
            hidden_when_closed=True,
            help=_("Tiêu chí không phát sinh ở đơn vị: không chấm, không tính vào tổng điểm tối đa."),
        ),
        Field(name="evidence", label=_("Minh chứng"), type=FieldType.LONG_TEXT, max_length=8_000, stream=_INSIDE),
    ),
)
"""Points by criterion, of units too, are no business of the level above; it gets the totals of what was decided."""


def _scheme_points(name: str, label: Message, help_: Message | None = None) -> Field:
    return Field(name=name, label=label, type=FieldType.DECIMAL, minimum=0, maximum=MOST_TOGETHER, help=help_)


def _group_share(name: str, label: Message, help_: Message | None = None) -> Field:
    return Field(name=name, label=label, type=FieldType.DECIMAL, minimum=0, maximum=100, help=help_)


def _rank_name(name: str, label: Message, help_: Message) -> Field:
    return Field(name=name, official=True, label=label, max_length=80, help=help_)


RATING_SCHEME = Kind(
    name=SCHEME,
    label=_("Thang xếp loại"),
    plural=_("Thang xếp loại"),
    title=("name",),
    listed=("name", "excellent_from", "good_from", "done_from", "self_cap", "review_cap"),
    order="name",
    alike=(Alike(_("Cùng tên thang"), (words("name"),)),),
    rules=(thresholds_fall,),
    fields=(
        Field(name="name", official=True, label=_("Tên thang xếp loại"), required=True, max_length=200),
        _scheme_points("excellent_from", _("Hoàn thành xuất sắc từ (điểm)"), _("Để trống nếu thang không có mức này.")),
        _scheme_points("good_from", _("Hoàn thành tốt từ (điểm)")),
        _scheme_points("fair_from", _("Hoàn thành khá từ (điểm)"), _("Chỉ ghi khi thang có năm mức.")),
        _scheme_points("done_from", _("Hoàn thành từ (điểm)")),
        _rank_name("excellent_name", _("Gọi mức xuất sắc là"), _("Để trống thì gọi như thường. Ví dụ: Loại A.")),
        _rank_name("good_name", _("Gọi mức hoàn thành tốt là"), _("Ví dụ: Tốt, Khá, Loại B.")),
        _rank_name("fair_name", _("Gọi mức hoàn thành khá là"), _("Ví dụ: Khá.")),
        _rank_name("done_name", _("Gọi mức hoàn thành là"), _("Ví dụ: Trung bình, Loại C.")),
        _rank_name("failed_name", _("Gọi mức không hoàn thành là"), _("Ví dụ: Yếu, Không xếp loại.")),
        _scheme_points("self_cap", _("Điểm tự chấm tối đa")),
        _scheme_points("review_cap", _("Điểm thẩm định tối đa")),
        _scheme_points(
            "total_most",
            _("Tổng điểm nhiều nhất"),
            _("Kể cả điểm thưởng; phần vượt không tính. Để trống nếu thang không chặn."),
        ),
        _scheme_points("bonus_most", _("Điểm thưởng nhiều nhất"), _("Của mọi tiêu chí điểm thưởng cộng lại.")),
        _scheme_points("deduction_most", _("Điểm trừ nhiều nhất"), _("Của mọi tiêu chí điểm trừ cộng lại.")),
        _scheme_points(
            "scale",
            _("Quy đổi về thang điểm"),
            _("Điểm đạt chia cho điểm tối đa của các tiêu chí áp dụng, nhân với số này. Để trống nếu không quy đổi."),
        ),
        Field(
            name="of_periods",
            label=_("Điểm cả năm, 6 tháng là trung bình cộng các kỳ"),
            type=FieldType.BOOLEAN,
            help=_(
                "Trung bình bốn quý, không có quý thì hai kỳ sáu tháng; kỳ sáu tháng là trung bình hai quý. Chỉ tính"
                " khi phiếu ấy không chấm từng tiêu chí."
            ),
        ),
        Field(
            name="below_failed",
            label=_("Có kỳ không hoàn thành thì cả năm cao nhất là"),
            type=FieldType.CHOICE,
            choices=RATING_RANKS[1:],
            help=_("Tính cả kỳ sáu tháng có quý không hoàn thành; để trống thì không xét."),
        ),
        _group_share(
            "excellent_group",
            _("Mỗi nhóm ít nhất (%) để xuất sắc"),
            _("Điểm của từng nhóm tiêu chí so với tối đa của nhóm; tiêu chí không có nhóm tính riêng."),
        ),
        _group_share("good_group", _("Mỗi nhóm ít nhất (%) để hoàn thành tốt")),
        _group_share("fair_group", _("Mỗi nhóm ít nhất (%) để hoàn thành khá")),
        _group_share("done_group", _("Mỗi nhóm ít nhất (%) để hoàn thành")),
        Field(
            name="below_least",
            label=_("Có tiêu chí dưới điểm tối thiểu thì cao nhất là"),
            type=FieldType.CHOICE,
            default=LOWEST,
            choices=RATING_RANKS[1:],
            help=_("Điểm tối thiểu ghi ở từng tiêu chí; để trống là không hoàn thành."),
        ),
        Field(
            name="adds_up",
            label=_("Cộng điểm tự chấm và điểm thẩm định"),
            type=FieldType.BOOLEAN,
            help=_("Không chọn thì điểm thẩm định thay điểm tự chấm."),
        ),
        Field(
            name="self_share",
            label=_("Tỷ trọng điểm tự chấm (%)"),
            type=FieldType.DECIMAL,
            minimum=0,
            maximum=100,
            help=_("Khi cộng hai phần điểm: phần còn lại là của thẩm định. Để trống thì cộng cả hai phần như đã chấm."),
        ),
        Field(
            name="excellent_most",
            label=_("Số xuất sắc tối đa"),
            type=FieldType.INTEGER,
            minimum=0,
            maximum=10_000,
            help=_("Trong một kỳ, một loại đối tượng; quá số này thì không lưu được."),
        ),
        Field(
            name="excellent_share",
            label=_("Xuất sắc không quá (%)"),
            type=FieldType.DECIMAL,
            minimum=0,
            maximum=100,
            help=_("Quá tỷ lệ này thì được nhắc khi ghi mức xếp loại."),
        ),
        Field(
            name="share_of",
            label=_("Tỷ lệ xuất sắc tính trên"),
            type=FieldType.CHOICE,
            default=OF_GOOD,
            choices=(
                Choice(OF_GOOD, _("Số hoàn thành tốt")),
                Choice(OF_DONE, _("Số từ hoàn thành trở lên")),
                Choice(OF_ALL, _("Số được xếp loại")),
            ),
        ),
        Field(
            name="conditions",
            label=_("Điều kiện từng mức"),
            type=FieldType.LONG_TEXT,
            max_length=4_000,
            help=_("In trong biên bản để người họp đối chiếu; phần mềm không tự xét."),
        ),
        Field(name="basis", official=True, label=_("Căn cứ"), max_length=300),
    ),
)
