"""What ratings are reckoned by: the points of each criterion, and the schemes by which points become a rank."""

from __future__ import annotations

from danvan_desktop.domain.fields import Field, FieldType
from danvan_desktop.domain.guarded import Guarded
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.scoring import MOST_POINTS
from danvan_desktop.domain.likeness import Alike, same, words
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
        Field(name="evidence", label=_("Minh chứng"), type=FieldType.LONG_TEXT, max_length=8_000, stream=_INSIDE),
    ),
)
"""Points by criterion, of units too, are no business of the level above; it gets the totals of what was decided."""


def _scheme_points(name: str, label: Message, help_: Message | None = None) -> Field:
    return Field(name=name, label=label, type=FieldType.DECIMAL, minimum=0, maximum=MOST_POINTS, help=help_)


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
        _scheme_points("done_from", _("Hoàn thành từ (điểm)")),
        _rank_name("excellent_name", _("Gọi mức xuất sắc là"), _("Để trống thì gọi như thường. Ví dụ: Loại A.")),
        _rank_name("good_name", _("Gọi mức hoàn thành tốt là"), _("Ví dụ: Tốt, Khá, Loại B.")),
        _rank_name("done_name", _("Gọi mức hoàn thành là"), _("Ví dụ: Trung bình, Loại C.")),
        _rank_name("failed_name", _("Gọi mức không hoàn thành là"), _("Ví dụ: Yếu, Không xếp loại.")),
        _scheme_points("self_cap", _("Điểm tự chấm tối đa")),
        _scheme_points("review_cap", _("Điểm thẩm định tối đa")),
        _scheme_points(
            "total_most",
            _("Tổng điểm nhiều nhất"),
            _("Kể cả điểm thưởng; phần vượt không tính. Để trống nếu thang không chặn."),
        ),
        Field(
            name="adds_up",
            label=_("Cộng điểm tự chấm và điểm thẩm định"),
            type=FieldType.BOOLEAN,
            help=_("Không chọn thì điểm thẩm định thay điểm tự chấm."),
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
            label=_("Xuất sắc không quá (% số hoàn thành tốt)"),
            type=FieldType.DECIMAL,
            minimum=0,
            maximum=100,
            help=_("Quá tỷ lệ này thì được nhắc khi ghi mức xếp loại."),
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
