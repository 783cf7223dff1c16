"""Trích nhật ký thay đổi: lines of the register of changes on paper, with who asked for what and room to sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from danvan_desktop.localization import _
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.document import Align, Column, Document, Table
from danvan_desktop.reports.errors import ReportError
from danvan_desktop.reports.form import Needs, Purpose, ReportForm
from danvan_desktop.reports.forms.shown_list import MOST_ROWS, extract_of

_TITLE = "Trích nhật ký thay đổi"
_COLUMNS = (
    Column("TT", 14, Align.CENTER),
    Column("Thời điểm", 27, Align.CENTER),
    Column("Người làm", 32),
    Column("Máy", 25),
    Column("Việc", 28),
    Column("Loại hồ sơ", 30),
    Column("Hồ sơ", 46),
    Column("Mục đã ghi, giấy tờ đã lập", 50),
    Column("Lý do", 30),
)


@dataclass(frozen=True)
class ChangeExtract:
    """Lines in words, each with a cell for every column but the number, and what was asked for, in words."""

    rows: Sequence[Sequence[str]]
    told: Sequence[str] = ()


def change_form(extract: ChangeExtract) -> ReportForm:
    """Return the form that prints such lines; building it raises ReportError for more than a printed list holds."""
    return ReportForm(
        code="change-extract",
        title=_("Trích nhật ký thay đổi"),
        description=_("Ai làm gì, lúc nào, trên máy nào, vì sao"),
        purpose=Purpose.REGISTER,
        kind="officer",
        needs=Needs.DAY,
        file_stem="Nhat-ky-thay-doi",
        build_of=lambda context: _build(context, extract),
    )


def _build(context: ReportContext, extract: ChangeExtract) -> Document:
    if len(extract.rows) > MOST_ROWS:
        raise ReportError(
            _("Nhật ký có {count} lần, nhiều quá để in. Hãy lọc bớt, hoặc ghi ra Excel.", count=len(extract.rows))
        )
    rows = tuple((str(number), *cells) for number, cells in enumerate(extract.rows, 1))
    count = context.translator.number(len(rows))
    counted = f"Có {count} lần ghi, mở, in hoặc gửi, lần mới nhất ở trên. Giờ theo đồng hồ của máy đã ghi."
    return extract_of(context, _TITLE, extract.told, counted, Table(_COLUMNS, rows, dense=True), "Người trích")
