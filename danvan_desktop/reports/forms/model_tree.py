"""Sơ đồ nhân rộng: which model was taken up where, from the first of its kind down to the last."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_desktop.domain.kinds.model import GROWN_FROM, sources_of
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import (
    Align,
    Cell,
    Column,
    Document,
    DocumentInfo,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
)
from danvan_desktop.reports.form import Needs, Purpose, ReportForm
from danvan_desktop.reports.forms.official import official_signature
from danvan_desktop.reports.forms.parts import SIGN_NOTE, commune_of, place_of, unit_header, unit_of
from danvan_desktop.reports.wording import place_and_date

_KIND = "model"
_COLUMNS = (
    Column("TT", 18),
    Column("Tên mô hình, điển hình", 70),
    Column("Tập thể, cá nhân", 42),
    Column("Đơn vị", 40),
    Column("Năm", 16, Align.CENTER),
    Column("Trạng thái", 32, Align.CENTER),
    Column("Nơi nhân rộng khác", 42),
)


def build_tree(context: ReportContext) -> Document:
    """Build the tree in which the model asked for stands; its own row is bold."""
    model = context.record(_KIND)
    first = _first_of(context, model)
    unit = commune_of(context, unit_of(context, first))
    header = unit_header(context, unit, place_and_date(place_of(context, unit), context.today))
    found = list(_descent(context, first, "1", frozenset()))
    places = len({one.text("unit") for _place, one in found})
    number = context.count
    return Document(
        info=DocumentInfo(f"Sơ đồ nhân rộng: {first.text('name')}", header.issuer, context.today),
        header=header,
        kind="Sơ đồ nhân rộng",
        subject=f"Mô hình, điển hình “Dân vận khéo”: {first.text('name')}",
        blocks=(
            Paragraph(
                f"Từ mô hình đầu tiên đã có {number(len(found) - 1)} mô hình làm theo; tổng số {number(len(found))} mô"
                f" hình tại {number(places)} đơn vị."
            ),
            Table(_COLUMNS, tuple(_row(context, place, one, one.uid == model.uid) for place, one in found)),
        ),
        signatures=(Signature(("Người lập",), SIGN_NOTE), official_signature(context, unit)),
        landscape=True,
    )


def _first_of(context: ReportContext, model: Record) -> Record:
    sources = sources_of(model, context.store)
    return sources[-1] if sources else model


def _descent(context: ReportContext, model: Record, place: str, above: frozenset[str]) -> Iterator[tuple[str, Record]]:
    """Yield a model and what was taken over from it, each with its place such as ``1.2.1``."""
    yield place, model
    seen = above | {model.uid}
    taken = [one for one in context.store.find(_KIND, **{GROWN_FROM: model.uid}) if one.uid not in seen]
    taken.sort(key=lambda one: (one.text("registered_on"), one.text("name")))
    for number, one in enumerate(taken, 1):
        yield from _descent(context, one, f"{place}.{number}", seen)


def _row(context: ReportContext, place: str, model: Record, is_own: bool) -> Row:
    year = model.text("year")
    others = "\n".join(
        one.text("replicated_to") for one in context.children(model, "recognition") if one.text("replicated_to")
    )
    depth = "– " * place.count(".")
    texts = (
        place,
        f"{depth}{model.text('name')}",
        model.text("registrant"),
        context.store.title(model.text("unit")),
        year,
        context.choice(model, "state"),
        others,
    )
    return tuple(Cell((Run(text, bold=True),)) for text in texts) if is_own else texts


def _nothing_taken_over(context: ReportContext) -> Message | None:
    model = context.record(_KIND)
    if model.text(GROWN_FROM) or context.store.find(_KIND, **{GROWN_FROM: model.uid}):
        return None
    return _("Chưa có mô hình nào nhân rộng từ mô hình này. Hãy ghi ô “Nhân rộng từ mô hình” ở mô hình làm theo.")


FORMS = (
    ReportForm(
        code="model-tree",
        title=_("Sơ đồ nhân rộng mô hình"),
        description=_("Mô hình được nhân rộng từ đâu, đến những nơi nào, theo từng cấp"),
        purpose=Purpose.MODEL,
        kind=_KIND,
        needs=Needs.RECORD,
        file_stem="So-do-nhan-rong",
        build_of=build_tree,
        nothing_to_say=_nothing_taken_over,
    ),
)
