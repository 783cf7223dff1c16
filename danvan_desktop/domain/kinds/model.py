"""Mô hình, điển hình “Dân vận khéo”: registration and its progress."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.choices import policy_group
from danvan_desktop.domain.fields import Choice, Field, FieldType, FormerChoice, Preset
from danvan_desktop.domain.figures import counted
from danvan_desktop.domain.filling import FillContext, Following
from danvan_desktop.domain.kind import Kind
from danvan_desktop.domain.kinds.common import own_unit
from danvan_desktop.domain.likeness import Alike, days_apart, same, words
from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.domain.record import Record, RecordByUid
from danvan_desktop.domain.register import ColumnContext, Register, RegisterColumn, Words, fields, lines
from danvan_desktop.domain.rules.checks import not_in_future, sets_anew
from danvan_desktop.domain.rules.context import RuleContext
from danvan_desktop.domain.rules.model_scores import scoring_by_set
from danvan_desktop.domain.text import mark_form
from danvan_desktop.localization import _
from danvan_desktop.patterns import pattern

GROWN_FROM = "grown_from"
"""The model that one was taken over from."""

_HALF_A_YEAR = 183
_BETWEEN_PLACES = pattern(r"[,;\n]|\s+và\s+")
_FORMERLY_FIELDS = (
    Choice("environment", _("Bảo vệ môi trường")),
    Choice("food_safety", _("An toàn thực phẩm")),
    Choice("health_insurance", _("Bảo hiểm y tế toàn dân")),
)
"""Themes that earlier versions had among the fields of work; all three belong to culture and society."""


def _year_of_registration(model: Record, _context: FillContext) -> int | None:
    day = model.date("registered_on")
    return None if day is None else day.year


def _state_of_parts(model: Record, context: FillContext) -> str:
    """Return the state that points and decisions bear out where the one that stands says less; others stay.

    A model is scored once each criterion of its set was, and recognised by a decision. What an officer says besides
    (that it was refused, taken up elsewhere, ended) goes before, and what was scored on paper stays scored.
    """
    state = model.text("state")
    if state in _BEFORE_RECOGNITION and any(context.reader.find(_RECOGNITION, model=model.uid)):
        return "recognised"
    if state in _BEFORE_SCORING:
        scoring = scoring_by_set(context.reader, context.reader.find(_SCORE, model=model.uid))
        if scoring is not None and scoring.is_scored and not scoring.unscored:
            return "scored"
    return state


_SCORE, _RECOGNITION = "score", "recognition"
_BEFORE_SCORING = ("registered", "under_way")
_BEFORE_RECOGNITION = (*_BEFORE_SCORING, "scored")


def _year_not_before_registration(model: Record, _context: RuleContext) -> Iterator[Problem]:
    day, year = model.date("registered_on"), model.get("year")
    if day is not None and isinstance(year, int) and year < day.year:
        yield Problem(
            "year",
            _(
                "Năm {year} trước năm của ngày đăng ký ({day}). Hãy sửa năm hoặc ngày đăng ký.",
                year=str(year),
                day=day,
            ),
        )


def _grows_from_an_earlier_one(model: Record, context: RuleContext) -> Iterator[Problem]:
    """Nothing is taken over from itself, from what was taken over from it, or before that was there."""
    source = context.reader.get(model.text(GROWN_FROM))
    if source is None or not sets_anew(model, context, GROWN_FROM, "registered_on"):
        return
    if model.uid in {one.uid for one in sources_of(model, context.reader)}:
        yield Problem(GROWN_FROM, _("Mô hình không thể nhân rộng từ chính nó hoặc từ mô hình đã nhân rộng từ nó."))
        return
    day, earlier = model.date("registered_on"), source.date("registered_on")
    if day is not None and earlier is not None and day < earlier:
        yield Problem(
            GROWN_FROM,
            _("Mô hình được nhân rộng đăng ký sau mô hình này (ngày {day}): hãy xem lại.", day=earlier),
            Severity.WARNING,
        )


def sources_of(model: Record, reader: RecordByUid) -> list[Record]:
    """Return what a model was taken over from, the nearest first; what stands in a circle ends with its first."""
    found: dict[str, Record] = {}
    source = reader.get(model.text(GROWN_FROM))
    while source is not None and source.kind == "model" and source.uid not in found:
        found[source.uid] = source
        source = reader.get(source.text(GROWN_FROM))
    return list(found.values())


def places_named_by(recognition: Record) -> list[str]:
    """Return the places that a recognition names where the model was taken up, as they are written there."""
    written = (name.strip(" .") for name in _BETWEEN_PLACES.split(recognition.text("replicated_to")))
    return [name[:1].upper() + name[1:] for name in written if name]


def _field_and_theme(told: ColumnContext, model: Record) -> Words:
    field, theme = told.field(model, "field"), told.field(model, "theme")
    return f"{field} ({theme[:1].lower()}{theme[1:]})" if field and theme else field or theme


def _time(_told: ColumnContext, model: Record) -> Words:
    year, period = model.text("year"), model.text("period")
    return lines("" if year in period else f"Năm {year}", period)


def _recognitions(told: ColumnContext, model: Record) -> Words:
    """Tell the decisions, each with its day below: Excel takes the day apart where there is one, not of several."""
    decisions = told.reader.children(model.uid, "recognition")
    return lines(
        *(
            lines(
                f"{told.field(one, 'level')}: {one.text('decision_number')}",
                told.field(one, "decision_date"),
            )
            for one in decisions
        )
    )


def _replicated(told: ColumnContext, model: Record) -> Words:
    taken_over = (told.field(one, "unit") for one in told.reader.find("model", grown_from=model.uid))
    named = (place for one in told.reader.children(model.uid, "recognition") for place in places_named_by(one))
    places: dict[str, str] = {}
    for place in (*taken_over, *named):
        places.setdefault(mark_form(place), place)
    return lines(*places.values())


REGISTER = Register(
    label=_("Sổ theo dõi mô hình"),
    description=_("Các mô hình, điển hình “Dân vận khéo” đăng ký trong kỳ"),
    title="Sổ theo dõi mô hình, điển hình “Dân vận khéo”",
    counted="mô hình, điển hình đăng ký",
    file_stem="So-mo-hinh",
    columns=(
        RegisterColumn("Ngày, hình thức đăng ký", 23, fields("registered_on", "registration"), centred=True),
        RegisterColumn("Tên mô hình, điển hình", 36, fields("name")),
        RegisterColumn("Loại", 14, fields("form"), centred=True),
        RegisterColumn("Lĩnh vực, chủ đề", 24, _field_and_theme),
        RegisterColumn("Tập thể, cá nhân đăng ký", 29, fields("registrant", "organisation")),
        RegisterColumn("Đơn vị", 20, fields("unit")),
        RegisterColumn("Năm, thời gian thực hiện", 23, _time),
        RegisterColumn("Trạng thái", 19, fields("state")),
        RegisterColumn("Quyết định công nhận, ngày", 33, _recognitions),
        RegisterColumn("Nhân rộng", 15, _replicated),
    ),
)

MODEL = Kind(
    name="model",
    label=_("Mô hình “Dân vận khéo”"),
    plural=_("Mô hình"),
    title=("name",),
    listed=("registered_on", "name", "registration", "registrant", "unit", "field", "theme", "state"),
    order="-registered_on",
    date="registered_on",
    unit="unit",
    alike=(
        Alike(
            _("Cùng đơn vị, cùng tên mô hình"),
            (same("unit"), words("name")),
            # Models are registered anew every year.
            (days_apart("registered_on", _HALF_A_YEAR),),
        ),
    ),
    rules=(not_in_future("registered_on"), _year_not_before_registration, _grows_from_an_earlier_one),
    following=(
        Following(field="year", needs=("registered_on",), value=_year_of_registration, keeps_up=True),
        Following(field="state", needs=(), value=_state_of_parts, of_parts=True),
    ),
    looks_at_parts=(_SCORE, _RECOGNITION),
    register=REGISTER,
    figures=(
        counted(
            "models.registered",
            "registered_on",
            _("Mô hình, điển hình đăng ký trong kỳ"),
            _("Số mô hình có ngày đăng ký trong kỳ, của đơn vị và các đơn vị cấp dưới."),
            _("mô hình"),
            group="models",
            split=("registration", "form", "field", "theme"),
        ),
    ),
    fields=(
        Field(name="name", label=_("Tên mô hình, điển hình"), required=True, max_length=300),
        Field(
            name="form",
            label=_("Loại"),
            type=FieldType.CHOICE,
            required=True,
            default="collective",
            choices=(Choice("collective", _("Tập thể")), Choice("individual", _("Cá nhân"))),
        ),
        Field(
            name="registrant",
            label=_("Tập thể, cá nhân đăng ký"),
            required=True,
            max_length=200,
            completed_from=("model.registrant",),
        ),
        Field(
            name="organisation",
            label=_("Cơ quan, đoàn thể"),
            max_length=200,
            completed_from=("model.organisation", "officer.organisation"),
        ),
        own_unit(),
        Field(
            name="field",
            label=_("Lĩnh vực"),
            type=FieldType.CHOICE,
            expected=True,
            choices=(
                Choice("economy", _("Phát triển kinh tế")),
                Choice("culture_society", _("Văn hóa, xã hội")),
                Choice("security_defence", _("Quốc phòng, an ninh")),
                Choice("political_system", _("Xây dựng hệ thống chính trị")),
            ),
            former_choices=tuple(
                FormerChoice(theme.code, theme.label, now="culture_society", beside=("theme", theme.code))
                for theme in _FORMERLY_FIELDS
            ),
        ),
        Field(
            name="theme",
            label=_("Chủ đề"),
            type=FieldType.CHOICE,
            choices=(
                *_FORMERLY_FIELDS,
                Choice("digital", _("Chuyển đổi số")),
                Choice("rural", _("Xây dựng nông thôn mới")),
                Choice("clearance", _("Giải phóng mặt bằng")),
            ),
            help=_("Chọn khi mô hình theo một chủ đề cấp trên phát động; để trống nếu không."),
        ),
        Field(name="registered_on", label=_("Ngày đăng ký"), type=FieldType.DATE, required=True, preset=Preset.TODAY),
        Field(
            name="year",
            label=_("Năm"),
            type=FieldType.INTEGER,
            minimum=1990,
            maximum=2100,
            counted=False,
            year_of="registered_on",
            help=_("Năm mà mô hình được đăng ký; không ghi thì là năm của ngày đăng ký."),
        ),
        Field(
            name="registration",
            label=_("Hình thức đăng ký"),
            type=FieldType.CHOICE,
            expected=True,
            choices=(Choice("new", _("Đăng ký mới")), Choice("kept", _("Duy trì, nhân rộng"))),
            help=_("Mô hình của năm trước làm tiếp: lập hồ sơ của năm mới và chọn “Duy trì, nhân rộng”."),
        ),
        Field(
            name=GROWN_FROM,
            label=_("Nhân rộng từ mô hình"),
            type=FieldType.REFERENCE,
            targets=("model",),
            looked_up=True,
            help=_("Mô hình nơi khác, năm khác mà đơn vị làm theo; “Sơ đồ nhân rộng” in theo ô này."),
        ),
        Field(
            name="period",
            of_one_occasion=True,
            official=True,
            label=_("Thời gian thực hiện"),
            required=True,
            max_length=100,
            help=_("Ví dụ: năm 2026, hoặc từ tháng 3 đến tháng 11 năm 2026."),
        ),
        Field(name="aim", label=_("Mục tiêu"), type=FieldType.LONG_TEXT, required=True, max_length=20_000),
        Field(name="content", label=_("Nội dung, cách làm"), type=FieldType.LONG_TEXT, max_length=50_000),
        Field(name="targets", label=_("Chỉ tiêu cụ thể"), type=FieldType.LONG_TEXT, max_length=20_000),
        Field(name="participants", label=_("Lực lượng tham gia"), type=FieldType.LONG_TEXT, max_length=8_000),
        policy_group(),
        Field(name="beneficiaries", label=_("Đối tượng hưởng lợi"), type=FieldType.LONG_TEXT, max_length=8_000),
        Field(name="resources", label=_("Kinh phí, nguồn lực"), type=FieldType.LONG_TEXT, max_length=8_000),
        Field(
            name="state",
            label=_("Trạng thái"),
            answered_from_above=True,
            type=FieldType.CHOICE,
            required=True,
            default="registered",
            choices=(
                Choice("registered", _("Đã đăng ký")),
                Choice("under_way", _("Đang thực hiện")),
                Choice("scored", _("Đã chấm điểm")),
                Choice("recognised", _("Được công nhận")),
                Choice("not_recognised", _("Chưa được công nhận")),
                Choice("replicated", _("Được nhân rộng")),
                Choice("ended", _("Đã kết thúc")),
            ),
        ),
    ),
)

MODEL_PROGRESS = Kind(
    name="model_progress",
    label=_("Tiến độ mô hình"),
    plural=_("Tiến độ"),
    title=("done",),
    listed=("reported_on", "done", "figures", "difficulties"),
    order="reported_on",
    parent="model",
    takes_files=True,
    alike=(Alike(_("Cùng mô hình, cùng ngày báo cáo"), (same("model"), same("reported_on"))),),
    date="reported_on",
    rules=(not_in_future("reported_on"),),
    fields=(
        Field(name="model", label=_("Mô hình"), type=FieldType.REFERENCE, targets=("model",), required=True),
        Field(name="reported_on", label=_("Ngày báo cáo"), type=FieldType.DATE, required=True, preset=Preset.TODAY),
        Field(name="done", label=_("Việc đã làm"), type=FieldType.LONG_TEXT, required=True, max_length=20_000),
        Field(name="figures", label=_("Số liệu"), type=FieldType.LONG_TEXT, max_length=8_000),
        Field(name="difficulties", label=_("Khó khăn, vướng mắc"), type=FieldType.LONG_TEXT, max_length=8_000),
    ),
)
