"""A paper that has everything that one can have, and how it is written for Word and read back."""

from __future__ import annotations

import io

import docx
from docx.document import Document as WordDocument

from danvan_desktop.reports.document import (
    Align,
    Appendix,
    BulletList,
    Cell,
    Chart,
    ChartSeries,
    Column,
    ColumnGroup,
    Document,
    DocumentNumber,
    FillLines,
    Header,
    Heading,
    KeepTogether,
    NumberedList,
    PageBreak,
    Paragraph,
    Proof,
    Recipients,
    Run,
    Signature,
    Spacer,
    Table,
)
from danvan_desktop.reports.docx import render_docx
from danvan_desktop.reports.page_format import PageFormat
from tests.reports.reading import INFO, LONG

TABLE = Table(
    (Column("Số", 1, Align.CENTER), Column("Nội dung", 4), Column("Ngày", 2), Column("Kết quả", 2)),
    (("01", f"Dòng một\n{LONG}", "12/8/2026", "Đã trả lời"), (Cell("Cộng", span=3), "1")),
    (ColumnGroup("Trả lời cho dân", 2, 2),),
    numbered=True,
)
DOCUMENT = Document(
    info=INFO,
    header=Header(
        "Ủy ban nhân dân xã Đông Sơn",
        superior="Ủy ban nhân dân tỉnh Bắc Ninh",
        number=DocumentNumber(5, "BC-UBND"),
        place_date="Đông Sơn, ngày 05 tháng 02 năm 2026",
    ),
    kind="Báo cáo",
    subject="Kết quả công tác dân vận quý III năm 2026",
    blocks=(
        Heading("I. Tình hình nhân dân"),
        Paragraph((Run("Căn cứ: ", bold=True), Run(LONG, italic=True), Run("dòng trên\ndòng dưới <b>&amp;</b>"))),
        Heading("1. Kết quả", 2),
        BulletList(("mục một", "mục hai")),
        NumberedList(("việc một", "việc hai"), start=3),
        KeepTogether((Paragraph("Cùng trang.", Align.CENTER, indent=False), Spacer(5), Paragraph("Vẫn cùng trang."))),
        PageBreak(),
        FillLines("Ý kiến", 2, bold=True),
        TABLE,
        Paragraph("Trên đây là báo cáo./."),
    ),
    signatures=(Signature(("TM. Ủy ban nhân dân", "Chủ tịch"), "(Ký tên, đóng dấu)", "Nguyễn Văn An"),),
    recipients=Recipients(("Đảng ủy xã", "Các thôn", "Lưu: VT")),
    appendices=(
        Appendix("Phụ lục I", "Biểu số liệu", (TABLE, Paragraph("Hết.")), "(Kèm theo báo cáo)", landscape=True),
        Appendix("Phụ lục II", "Biểu đồ", (Chart("Theo lĩnh vực", ("Đất đai",), (ChartSeries("", (3,), ("3",)),)),)),
    ),
    proof=Proof("DV1:K7QF2M9X", "K7QF-2M9X", "Kiểm tra bằng danvan verify."),
)


def write(document: Document, page_format: PageFormat) -> WordDocument:
    stream = io.BytesIO()
    render_docx(document, page_format, stream)
    return docx.Document(io.BytesIO(stream.getvalue()))
