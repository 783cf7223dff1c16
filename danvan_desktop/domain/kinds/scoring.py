"""Chấm điểm và công nhận mô hình “Dân vận khéo”: criteria, points, recognition."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from danvan_desktop.domain.fields import Choice, Field, FieldType
from danvan_desktop.domain.figures import counted
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.likeness import Alike, person, same, words
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.checks import not_in_future, sets_anew
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.rules.criteria import (
    BONUS,
    DEDUCTION,
    USUAL,
    least_fits_the_criterion,
    points_fit_the_criterion,
)
from danvan_desktop.domain.rules.documents import numbers_in_right_form
from danvan_desktop.localization import _

MOST_POINTS = 1_000
MOST_TOGETHER = 10_000
"""Points of all criteria together: rules of emulation go to a thousand, with what is added beside it further."""
_LEAST = Decimal("0.01")


def no_deduction(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Refuse points of a judge for a criterion that lowers a sum: a contest deducts beside the points of a part."""
    criterion = context.reader.get(record.text("criterion"))
    if criterion is not None and criterion.text("counts_as") == DEDUCTION:
        words = _("“{name}” là điểm trừ: hãy ghi ở ô “Điểm trừ” của một phần thi.", name=criterion.text("name"))
        yield Problem("criterion", words)


def _maximum_covers_points_given(record: Record, context: RuleContext) -> Iterator[Problem]:
    if context.before is None or not sets_anew(record, context, "maximum"):
        return
    names = {"score": ("points",), "mark": ("points",), "rating_mark": ("self_points", "review_points", "final_points")}
    given = [
        one.decimal(name)
        for kind, points in names.items()
        for one in context.reader.find(kind, criterion=record.uid)
        for name in points
    ]
    if given and max(given) > record.decimal("maximum"):
        yield Problem(
            "maximum",
            _("Tiêu chí này đã có điểm chấm đến {points}; điểm tối đa không được thấp hơn.", points=max(given)),
        )


def _one_score_by_each_scorer(record: Record, context: RuleContext) -> Iterator[Problem]:
    if not sets_anew(record, context, "model", "criterion", "scorer"):
        return
    same = context.reader.find(
        "score", model=record.get("model"), criterion=record.get("criterion"), scorer=record.get("scorer")
    )
    if record.get("scorer") is not None and any(other.uid != record.uid for other in same):
        yield Problem("scorer", _("{scorer} đã chấm tiêu chí này.", scorer=record.text("scorer")))


def _recognised_after_registration(record: Record, context: RuleContext) -> Iterator[Problem]:
    model = context.reader.get(record.text("model"))
    registered = model.date("registered_on") if model is not None else None
    decided = record.date("decision_date")
    if registered is not None and decided is not None and decided < registered:
        yield Problem("decision_date", _("Quyết định không được trước ngày đăng ký mô hình ({day}).", day=registered))


def _one_criterion_of_a_name(record: Record, context: RuleContext) -> Iterator[Problem]:
    if not sets_anew(record, context, "set", "version", "name"):
        return
    same = context.reader.find(
        "criterion", set=record.get("set"), version=record.get("version"), name=record.get("name")
    )
    if any(other.uid != record.uid for other in same):
        yield Problem("name", _("Bộ tiêu chí đã có “{name}”.", name=record.text("name")))


CRITERION = Kind(
    name="criterion",
    label=_("Tiêu chí chấm điểm"),
    plural=_("Tiêu chí chấm điểm"),
    title=("name",),
    listed=("set", "version", "order", "name", "maximum", "weight"),
    order="order",
    alike=(Alike(_("Cùng bộ tiêu chí, cùng tên"), (same("set"), words("version"), words("name"))),),
    rules=(_one_criterion_of_a_name, _maximum_covers_points_given, least_fits_the_criterion),
    fields=(
        Field(
            name="set",
            official=True,
            label=_("Bộ tiêu chí"),
            required=True,
            looked_up=True,
            max_length=200,
            completed_from=("criterion.set",),
        ),
        Field(
            name="version",
            official=True,
            label=_("Ban hành"),
            required=True,
            max_length=60,
            completed_from=("criterion.version",),
            help=_("Năm hoặc số văn bản ban hành bộ tiêu chí, ví dụ 2026."),
        ),
        Field(
            name="group",
            official=True,
            label=_("Nhóm"),
            max_length=200,
            completed_from=("criterion.group",),
            help=_("Tiêu chí cùng nhóm đứng liền nhau, in dưới tên nhóm với điểm của nhóm; để trống nếu không chia."),
        ),
        Field(name="order", label=_("Thứ tự"), type=FieldType.INTEGER, minimum=1, maximum=1_000),
        Field(name="name", official=True, label=_("Tiêu chí"), required=True, max_length=500),
        Field(
            name="maximum",
            label=_("Điểm tối đa"),
            type=FieldType.DECIMAL,
            required=True,
            minimum=_LEAST,
            maximum=MOST_POINTS,
        ),
        Field(
            name="counts_as",
            label=_("Cách tính"),
            type=FieldType.CHOICE,
            default=USUAL,
            choices=(
                Choice(USUAL, _("Điểm chấm")),
                Choice(BONUS, _("Điểm thưởng")),
                Choice(DEDUCTION, _("Điểm trừ")),
            ),
            help=_("Điểm thưởng cộng ngoài tổng của bộ, điểm trừ bớt khỏi tổng; gõ số dương."),
        ),
        Field(
            name="weight",
            label=_("Hệ số"),
            type=FieldType.DECIMAL,
            required=True,
            default=1,
            minimum=_LEAST,
            maximum=100,
        ),
        Field(
            name="least",
            label=_("Điểm tối thiểu"),
            type=FieldType.DECIMAL,
            minimum=_LEAST,
            maximum=MOST_POINTS,
            help=_("Điểm liệt: dưới mức này thì đội không được xếp hạng, đơn vị bị hạ mức theo thang xếp loại."),
        ),
        Field(
            name="tie_order",
            label=_("Thứ tự xét khi bằng điểm"),
            type=FieldType.INTEGER,
            minimum=1,
            maximum=1_000,
            help=_("Trong hội thi, các đội bằng tổng điểm thì xét điểm phần ghi số 1 trước, rồi số 2…"),
        ),
    ),
)

SCORE = Kind(
    name="score",
    label=_("Điểm chấm"),
    plural=_("Chấm điểm"),
    title=("points", "remark"),
    listed=("criterion", "points", "scorer", "remark"),
    order="criterion",
    parent="model",
    alike=(Alike(_("Cùng tiêu chí, cùng người chấm"), (same("model"), same("criterion"), person("scorer"))),),
    rules=(points_fit_the_criterion, _one_score_by_each_scorer),
    made_above=True,
    fields=(
        Field(name="model", label=_("Mô hình"), type=FieldType.REFERENCE, targets=("model",), required=True),
        Field(name="criterion", label=_("Tiêu chí"), type=FieldType.REFERENCE, targets=("criterion",), required=True),
        Field(
            name="scorer",
            label=_("Người chấm"),
            required=True,
            max_length=160,
            completed_from=("officer.full_name", "score.scorer"),
        ),
        Field(name="points", label=_("Điểm"), type=FieldType.DECIMAL, required=True, minimum=0, maximum=MOST_POINTS),
        Field(name="remark", label=_("Nhận xét"), type=FieldType.LONG_TEXT, max_length=8_000),
    ),
)


def _model_is_recognised(record: Record, context: RuleContext) -> Iterator[Problem]:
    """Warn when a model is decided to be recognised of which an officer says that it was not, or says less."""
    model = context.reader.get(record.text("model"))
    if model is not None and model.text("state") in _NOT_RECOGNISED:
        words = _("Đã có quyết định công nhận: hãy chuyển trạng thái mô hình sang “Được công nhận”.")
        yield Problem("model", words, Severity.WARNING)


_NOT_RECOGNISED = ("registered", "under_way", "scored", "not_recognised")


RECOGNITION = Kind(
    name="recognition",
    label=_("Quyết định công nhận"),
    plural=_("Công nhận, nhân rộng"),
    title=("title", "decision_number"),
    listed=("level", "decision_number", "decision_date", "title", "replicated_to"),
    order="decision_date",
    parent="model",
    alike=(Alike(_("Cùng mô hình, cùng số quyết định"), (same("model"), words("decision_number"))),),
    date="decision_date",
    rules=(
        not_in_future("decision_date"),
        numbers_in_right_form("decision_number"),
        _recognised_after_registration,
        _model_is_recognised,
    ),
    made_above=True,
    figures=(
        counted(
            "models.recognised",
            "decision_date",
            _("Mô hình được công nhận"),
            _("Số quyết định công nhận mô hình có ngày quyết định trong kỳ."),
            _("quyết định"),
            group="recognition",
            split=("level",),
        ),
    ),
    fields=(
        Field(name="model", label=_("Mô hình"), type=FieldType.REFERENCE, targets=("model",), required=True),
        Field(
            name="level",
            label=_("Cấp công nhận"),
            type=FieldType.CHOICE,
            required=True,
            default="commune",
            choices=(
                Choice("commune", _("Cấp xã")),
                Choice("district", _("Cấp huyện (trước 01/7/2025)")),
                Choice("province", _("Cấp tỉnh")),
                Choice("central", _("Trung ương")),
            ),
        ),
        Field(name="decision_number", official=True, label=_("Số quyết định"), required=True, max_length=60),
        Field(name="decision_date", label=_("Ngày quyết định"), type=FieldType.DATE, required=True),
        Field(
            name="title",
            label=_("Danh hiệu, hình thức"),
            max_length=200,
            completed_from=("recognition.title",),
            help=_("Ví dụ: công nhận mô hình “Dân vận khéo”, tặng Giấy khen."),
        ),
        Field(name="replicated_to", label=_("Nhân rộng tại"), type=FieldType.LONG_TEXT, max_length=4_000),
    ),
)
