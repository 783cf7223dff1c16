"""Papers of “Dân vận khéo” models after their registration: progress, points, the list for recognition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from danvan_desktop.domain.decimals import rounded
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.criteria import BONUS, DEDUCTION
from danvan_desktop.domain.rules.model_scores import ScoreLine, Scoring, scoring_of
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    DocumentInfo,
    FillLines,
    Heading,
    Paragraph,
    Recipients,
    Row,
    Run,
    Signature,
    Table,
)
from danvan_desktop.reports.even_figures import evened
from danvan_desktop.reports.form import Needs, Purpose, ReportForm, unless
from danvan_desktop.reports.forms.official import filed, official_signature
from danvan_desktop.reports.forms.parts import (
    SEAL_NOTE,
    SIGN_NOTE,
    commune_of,
    place_of,
    to_be_told,
    unit_header,
    unit_of,
)
from danvan_desktop.reports.wording import capitalised, place_and_date, quoted, sentence, within_sentence

_PROGRESS_COLUMNS = (
    Column("Ngày báo cáo", 24, Align.CENTER),
    Column("Việc đã làm", 58),
    Column("Số liệu", 38),
    Column("Khó khăn, vướng mắc", 45),
)
_SCORE_COLUMNS = (
    Column("TT", 10, Align.CENTER),
    Column("Tiêu chí", 62),
    Column("Hệ số", 16, Align.CENTER),
    Column("Điểm tối đa", 18, Align.CENTER),
    Column("Điểm chấm", 18, Align.CENTER),
    Column("Người chấm, nhận xét", 41),
)
_LIST_COLUMNS = (
    Column("TT", 10, Align.CENTER),
    Column("Tên mô hình, điển hình", 55),
    Column("Loại", 20, Align.CENTER),
    Column("Lĩnh vực", 32),
    Column("Tập thể, cá nhân", 42),
    Column("Đơn vị", 30),
    Column("Điểm", 22, Align.CENTER),
    Column("Kết quả nổi bật", 46),
)


def build_progress(context: ReportContext) -> Document:
    """Build the progress sheet of the model asked for."""
    model = context.record("model")
    unit = unit_of(context, model)
    reports = list(context.children(model, "model_progress"))
    return Document(
        info=DocumentInfo(f"Tiến độ mô hình: {model.text('name')}", model.text("registrant"), context.today),
        header=unit_header(context, unit, place_and_date(place_of(context, unit), context.today)),
        kind="Phiếu báo cáo tiến độ",
        subject=f"Mô hình, điển hình “Dân vận khéo”: {model.text('name')}",
        blocks=(
            *_facts(context, model, unit),
            Heading("1. Mục tiêu, chỉ tiêu"),
            to_be_told("\n".join(part for part in (model.text("aim"), model.text("targets")) if part)),
            Heading("2. Tiến độ thực hiện"),
            Table(_PROGRESS_COLUMNS, tuple(_progress_row(context, one) for one in reports)),
            Heading("3. Tình trạng hiện nay"),
            Paragraph(sentence(context.choice(model, "state"))),
        ),
        signatures=(
            Signature(("Xác nhận của đơn vị",), SEAL_NOTE),
            Signature(("Người báo cáo",), SIGN_NOTE),
        ),
    )


def build_scoring(context: ReportContext) -> Document:
    """Build the scoring sheet of the model asked for, with room to write where nothing was scored."""
    model = context.record("model")
    unit = commune_of(context, unit_of(context, model))
    scoring = scoring_of(context.store, model)
    return Document(
        info=DocumentInfo(f"Phiếu chấm điểm: {model.text('name')}", unit.text("name"), context.today),
        header=unit_header(context, unit, place_and_date(place_of(context, unit), context.today)),
        kind="Phiếu chấm điểm",
        subject=f"Mô hình, điển hình “Dân vận khéo”: {model.text('name')}",
        blocks=(
            *_facts(context, model, unit_of(context, model)),
            Paragraph(_criteria_source(scoring)),
            evened(Table(_SCORE_COLUMNS, tuple(_score_rows(context, scoring)))),
            FillLines("Đề nghị:", 2, bold=True),
        ),
        signatures=(Signature(("Người chấm điểm",), SIGN_NOTE), Signature(("Trưởng ban chấm điểm",), SIGN_NOTE)),
    )


def build_recognition_list(context: ReportContext) -> Document:
    """Build the list of the year's models, up to the period's end, that are proposed for recognition, best first."""
    period, unit = context.chosen_period(), context.store.unit
    header = unit_header(context, unit, place_and_date(place_of(context, unit), context.today))
    models = [(model, scoring_of(context.store, model)) for model in proposed_models(context)]
    models.sort(key=lambda entry: (-entry[1].share, entry[0].text("name")))
    title = context.say(period.title)
    return Document(
        info=DocumentInfo(f"Danh sách đề nghị công nhận – {title}", header.issuer, context.today),
        header=header,
        kind="Danh sách",
        subject=f"Mô hình, điển hình “Dân vận khéo” đề nghị công nhận, {context.say(period.label())}",
        blocks=(
            Paragraph(_list_summary(context, models)),
            Table(_LIST_COLUMNS, tuple(_list_rows(context, models)), numbered=True),
        ),
        signatures=(Signature(("Người lập",), SIGN_NOTE), official_signature(context, unit)),
        recipients=Recipients(
            (
                "Hội đồng Thi đua - Khen thưởng",
                "Các đơn vị có mô hình" if len(models) > 1 else "Đơn vị có mô hình",
                filed(context),
            )
        ),
        landscape=True,
    )


def proposed_models(context: ReportContext) -> list[Record]:
    """Return the year's models, up to the period's end, that are proposed for recognition: scored, not recognised."""
    period = context.chosen_period()
    registered = ("registered_on", period.first.replace(month=1, day=1), period.last)
    scored = (model for model in context.store.list("model", between=registered) if model.text("state") == "scored")
    return [model for model in scored if not any(context.children(model, "recognition"))]


def _facts(context: ReportContext, model: Record, unit: Record) -> Iterator[Block]:
    yield Paragraph(sentence(f"Tập thể, cá nhân đăng ký: {model.text('registrant')}"))
    yield Paragraph(sentence(f"Đơn vị: {within_sentence(unit.text('name'))}"))
    known = (("lĩnh vực", field_words(context, model).lower()), ("thời gian thực hiện", model.text("period")))
    told = "; ".join(f"{label}: {text}" for label, text in known if text)
    if told:
        yield Paragraph(sentence(capitalised(told)))


def field_words(context: ReportContext, model: Record) -> str:
    """Name a model's field of work and, in brackets, its theme."""
    field, theme = context.choice(model, "field"), context.choice(model, "theme")
    return f"{field} ({within_sentence(theme)})" if field and theme else field or theme


def _progress_row(context: ReportContext, report: Record) -> Row:
    day = report.date("reported_on")
    texts = (report.text(name) for name in ("done", "figures", "difficulties"))
    return (context.translator.date(day) if day else "", *texts)


def _criteria_source(scoring: Scoring) -> str:
    return f"Chấm theo bộ tiêu chí {quoted(scoring.criteria_set)} ({scoring.version})."


def _score_rows(context: ReportContext, scoring: Scoring) -> Iterator[Row]:
    number = context.translator.number
    for place, line in enumerate(scoring.lines, 1):
        points = _rounded(context, line.points) if line.points is not None else ""
        points = f"\u2212{points}" if points and line.counts_as == DEDUCTION else points
        yield (str(place), _named(line), number(line.weight), number(line.maximum), points, line.remarks)
    total = _rounded(context, scoring.points) if scoring.is_scored else ""
    label = Cell((Run("Tổng điểm (đã nhân hệ số)", bold=True),), span=3)
    yield (label, Cell((Run(number(scoring.most), bold=True),)), Cell((Run(total, bold=True),)), "")


def _named(line: ScoreLine) -> str:
    """Name a criterion, and how its points count where not as such, unless its name says so."""
    how = {BONUS: "điểm thưởng", DEDUCTION: "điểm trừ"}.get(line.counts_as)
    return f"{line.name} ({how})" if how and how not in line.name.lower() else line.name


def _list_summary(context: ReportContext, models: Sequence[tuple[Record, Scoring]]) -> str:
    individual = sum(model.text("form") == "individual" for model, _scoring in models)
    parts = ((len(models) - individual, "tập thể"), (individual, "cá nhân"))
    said = " và ".join(f"{context.count(count)} {words}" for count, words in parts if count)
    return f"Danh sách có {context.count(len(models))} mô hình, điển hình, gồm {said}."


def _list_rows(context: ReportContext, models: Sequence[tuple[Record, Scoring]]) -> Iterator[Row]:
    for place, (model, scoring) in enumerate(models, 1):
        reports = list(context.children(model, "model_progress"))
        yield (
            str(place),
            model.text("name"),
            context.choice(model, "form"),
            field_words(context, model),
            model.text("registrant"),
            context.store.title(model.text("unit")),
            _points(context, scoring),
            reports[-1].text("done") if reports else "",
        )


def _points(context: ReportContext, scoring: Scoring) -> str:
    if not scoring.is_scored:
        return ""
    return f"{_rounded(context, scoring.points)}/{context.translator.number(scoring.most)}"


def _rounded(context: ReportContext, points: Fraction) -> str:
    """Write points to two places, as they are given: means of scorers seldom are whole."""
    return context.translator.number(rounded(points))


_no_progress = unless(
    lambda context: context.children(context.record("model"), "model_progress"),
    _("Mô hình chưa có báo cáo tiến độ nào. Hãy ghi ở phần “Tiến độ” rồi in."),
)
"""A sheet of progress needs a report."""


_no_criteria = unless(
    lambda context: scoring_of(context.store, context.record("model")).lines,
    _("Chưa có tiêu chí để chấm điểm mô hình. Hãy ghi bộ tiêu chí ở trang “Tiêu chí chấm điểm” rồi in."),
)
"""A scoring sheet needs criteria; without points it is to be filled in by hand."""


def _nobody_proposed(context: ReportContext) -> Message | None:
    """A list of proposals needs a model that has points and is not recognised yet."""
    if proposed_models(context):
        return None
    return _(
        "Đến hết {period} không có mô hình nào đã chấm điểm mà chưa được công nhận nên không có gì để đề nghị. Hãy chấm"
        " điểm và ghi trạng thái của mô hình, hoặc chọn kỳ khác.",
        period=context.chosen_period().label(),
    )


FORMS = (
    ReportForm(
        code="model-progress",
        title=_("Phiếu tiến độ mô hình"),
        description=_("Tiến độ thực hiện mô hình, điển hình “Dân vận khéo”"),
        purpose=Purpose.MODEL,
        kind="model",
        file_stem="Tien-do-mo-hinh",
        build_of=build_progress,
        nothing_to_say=_no_progress,
    ),
    ReportForm(
        code="model-scoring",
        title=_("Phiếu chấm điểm mô hình"),
        description=_("Chấm điểm mô hình, điển hình “Dân vận khéo” theo bộ tiêu chí"),
        purpose=Purpose.MODEL,
        kind="model",
        file_stem="Cham-diem",
        build_of=build_scoring,
        nothing_to_say=_no_criteria,
    ),
    ReportForm(
        code="model-recognition",
        title=_("Danh sách đề nghị công nhận"),
        description=_("Mô hình, điển hình “Dân vận khéo” đề nghị công nhận, xếp theo điểm"),
        purpose=Purpose.MODEL,
        kind="model",
        needs=Needs.PERIOD,
        file_stem="DS-cong-nhan",
        build_of=build_recognition_list,
        nothing_to_say=_nobody_proposed,
    ),
)
