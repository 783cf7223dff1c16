"""Sơ đồ nhân rộng: which model was taken up where, drawn as a tree, and its places as a list."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_desktop.domain.replication import PlaceOfModels, boxes_of, is_kept_up, replication_of, state_of, years_of
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
    Tree,
)
from danvan_desktop.reports.form import Purpose, ReportForm
from danvan_desktop.reports.forms.official import official_signature
from danvan_desktop.reports.forms.parts import SIGN_NOTE, commune_of, place_of, unit_header, unit_of
from danvan_desktop.reports.wording import place_and_date

_KIND = "model"
_COLUMNS = (
    Column("TT", 12, Align.CENTER),
    Column("Nơi thực hiện", 44),
    Column("Mô hình, điển hình", 74),
    Column("Tập thể, cá nhân", 44),
    Column("Năm", 22, Align.CENTER),
    Column("Trạng thái", 30, Align.CENTER),
    Column("Làm theo", 44),
)


def build_tree(context: ReportContext) -> Document:
    """Build the picture of the tree in which the model asked for stands, and the list of its places, each once."""
    model = context.record(_KIND)
    spots = replication_of(model, context.store)
    first = spots[0].models[0]
    unit = commune_of(context, unit_of(context, first))
    header = unit_header(context, unit, place_and_date(place_of(context, unit), context.today))
    rows = (_row(context, number, spot, spots, spot.has(model.uid)) for number, spot in enumerate(spots, 1))
    return Document(
        info=DocumentInfo(f"Sơ đồ nhân rộng: {first.text('name')}", header.issuer, context.today),
        header=header,
        kind="Sơ đồ nhân rộng",
        subject=f"Mô hình, điển hình “Dân vận khéo”: {first.text('name')}",
        blocks=(
            Paragraph(_told(context, spots)),
            Tree("Sơ đồ nhân rộng", boxes_of(spots, model.uid, context.store, context.translator)),
            Table(_COLUMNS, tuple(rows)),
        ),
        signatures=(Signature(("Người lập",), SIGN_NOTE), official_signature(context, unit)),
        landscape=True,
    )


def _told(context: ReportContext, spots: Sequence[PlaceOfModels]) -> str:
    number = context.count
    kept = sum(is_kept_up(one, spot) for spot in spots for one in spot.models)
    models = sum(len(spot.models) for spot in spots) - kept
    named = sum(spot.named_by is not None for spot in spots)
    on = f"đăng ký duy trì {number(kept)} lượt ở các năm sau"
    if models == 1 and kept:
        told = f"Mô hình đã {on} tại nơi làm đầu tiên."
    else:
        told = (
            f"Từ mô hình đầu tiên đã có {number(models - 1)} mô hình làm theo; tổng số {number(models)} mô hình tại"
            f" {number(len(spots) - named)} nơi{f'; đã {on}' if kept else ''}."
        )
    return f"{told} Quyết định công nhận còn nêu {number(named)} nơi chưa đăng ký mô hình." if named else told


def _row(context: ReportContext, number: int, spot: PlaceOfModels, spots: Sequence[PlaceOfModels], is_own: bool) -> Row:
    sources = ([] if spot.above is None else [spot.above]) + spot.also_from
    texts = (
        str(number),
        spot.name,
        "\n".join(dict.fromkeys(one.text("name") for one in spot.models)) or "(nêu trong quyết định công nhận)",
        "\n".join(dict.fromkeys(one.text("registrant") for one in spot.models)),
        years_of(spot),
        state_of(spot, context.store, context.translator),
        "\n".join(spots[source].name for source in sources),
    )
    return tuple(Cell((Run(text, bold=True),)) for text in texts) if is_own else texts


def _nothing_taken_over(context: ReportContext) -> Message | None:
    model = context.record(_KIND)
    spots = replication_of(model, context.store)
    if len(spots) > 1 or len(spots[0].models) > 1:
        return None
    return _("Chưa có mô hình nào nhân rộng từ mô hình này. Hãy ghi ô “Nhân rộng từ mô hình” ở mô hình làm theo.")


FORMS = (
    ReportForm(
        code="model-tree",
        title=_("Sơ đồ nhân rộng mô hình"),
        description=_("Mô hình được nhân rộng từ đâu, đến những nơi nào, theo từng cấp"),
        purpose=Purpose.MODEL,
        kind=_KIND,
        file_stem="So-do-nhan-rong",
        build_of=build_tree,
        nothing_to_say=_nothing_taken_over,
    ),
)
