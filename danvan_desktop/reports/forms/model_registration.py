"""Phiếu đăng ký mô hình, điển hình “Dân vận khéo”, with its progress as an annex."""

from __future__ import annotations

from danvan_desktop.domain.record import Record
from danvan_desktop.localization import _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Align,
    Appendix,
    Column,
    Document,
    DocumentInfo,
    Row,
    Signature,
    Table,
)
from danvan_desktop.reports.form import Purpose, ReportForm
from danvan_desktop.reports.forms.communities import named_within
from danvan_desktop.reports.forms.model_papers import field_words
from danvan_desktop.reports.forms.parts import (
    SEAL_NOTE,
    SIGN_NOTE,
    addressee_lines,
    commune_of,
    numbered_sections,
    place_of,
    unit_header,
    unit_of,
)
from danvan_desktop.reports.wording import place_and_date, quoted, sentence, within_sentence

_TEXTS = ("period", "aim", "content", "targets", "participants", "beneficiaries", "resources")
_INDIVIDUAL = "individual"


def build(context: ReportContext) -> Document:
    """Build the registration sheet of the model asked for."""
    model = context.record("model")
    unit = unit_of(context, model)
    commune = commune_of(context, unit)
    place_date = place_and_date(place_of(context, unit), model.date("registered_on"))
    receiver = f"Đảng ủy {named_within(commune)}"
    return Document(
        info=DocumentInfo(
            f"Phiếu đăng ký “Dân vận khéo”: {model.text('name')}", model.text("registrant"), context.today
        ),
        header=unit_header(context, unit, place_date),
        kind="Phiếu đăng ký",
        subject="Xây dựng mô hình, điển hình “Dân vận khéo”",
        blocks=(
            *addressee_lines((receiver,)),
            *numbered_sections(_sections(context, model, unit)),
        ),
        signatures=_signatures(model),
        appendices=_progress(context, model),
    )


def _sections(context: ReportContext, model: Record, unit: Record) -> list[tuple[str, str]]:
    facts = [
        ("name", model.text("name")),
        ("form", within_sentence(context.choice(model, "form"))),
        ("registrant", model.text("registrant")),
        ("organisation", model.text("organisation")),
        ("unit", within_sentence(unit.text("name"))),
        ("field", within_sentence(field_words(context, model))),
        ("registration", _registration(context, model)),
        *((name, model.text(name)) for name in _TEXTS),
    ]
    return [(context.label(model, name), sentence(text) if text else "") for name, text in facts]


def _registration(context: ReportContext, model: Record) -> str:
    year = f"năm {model.text('year')}"
    how = context.choice(model, "registration")
    return f"{within_sentence(how)}, {year}" if how else year


def _signatures(model: Record) -> tuple[Signature, ...]:
    individual = model.text("form") == _INDIVIDUAL
    registrant = ("Người đăng ký",) if individual else ("Đại diện tập thể đăng ký",)
    name = model.text("registrant") if individual else ""
    return (Signature(("Xác nhận của đơn vị",), SEAL_NOTE), Signature(registrant, SIGN_NOTE, name))


def _progress(context: ReportContext, model: Record) -> tuple[Appendix, ...]:
    """Annex what was done before the day of the sheet: of later progress it cannot tell."""
    day = model.date("registered_on") or context.today
    reports = [one for one in context.children(model, "model_progress") if (one.date("reported_on") or day) <= day]
    if not reports:
        return ()
    names = ("reported_on", "done", "figures", "difficulties")
    titles = [context.label(reports[0], name) for name in names]
    columns = (
        Column(titles[0], 2, Align.CENTER),
        *(Column(title, width) for title, width in zip(titles[1:], (5, 3, 4), strict=True)),
    )
    table = Table(columns, tuple(_progress_row(context, report) for report in reports))
    note = f"(Kèm theo Phiếu đăng ký mô hình, điển hình {quoted(model.text('name'))})"
    return (Appendix("Phụ lục", "Tiến độ thực hiện", (table,), note),)


def _progress_row(context: ReportContext, report: Record) -> Row:
    day = report.date("reported_on")
    return (
        context.translator.date(day) if day else "",
        report.text("done"),
        report.text("figures"),
        report.text("difficulties"),
    )


FORMS = (
    ReportForm(
        code="model-registration",
        title=_("Phiếu đăng ký mô hình"),
        description=_("Phiếu đăng ký mô hình, điển hình “Dân vận khéo”, kèm tiến độ thực hiện"),
        purpose=Purpose.MODEL,
        kind="model",
        file_stem="DK-mo-hinh",
        build_of=build,
    ),
)
