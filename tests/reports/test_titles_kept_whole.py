"""Lines of titles end within no compound, no name and no date, in the PDF and in Word."""

from __future__ import annotations

import io

import docx
import pytest
from docx.document import Document as WordDocument

from danvan_desktop.reports.document import Column, Document, DocumentNumber, Header, Paragraph, Signature, Table
from danvan_desktop.reports.docx import render_docx
from danvan_desktop.reports.page_format import PageFormat
from danvan_desktop.reports.pdf.typesetter import Typesetter
from tests.reports.reading import INFO

ROOM = 467.0
"""Points: the text of an upright page."""


@pytest.mark.parametrize(
    ("subject", "lines"),
    [
        (
            "Kết luận của ông (bà) Lê Quang Hưng, Chủ tịch Ủy ban nhân dân xã, tại hội nghị đối thoại với Nhân dân"
            " về môi trường tại khu vực xưởng tái chế và trại chăn nuôi",
            [
                "Kết luận của ông (bà) Lê Quang Hưng, Chủ tịch",
                "Ủy ban nhân dân xã, tại hội nghị đối thoại với Nhân dân",
                "về môi trường tại khu vực xưởng tái chế và trại chăn nuôi",
            ],
        ),
        (
            "Kết luận buổi tiếp công dân định kỳ của người đứng đầu ngày 05 tháng 01 năm 2026",
            ["Kết luận buổi tiếp công dân định kỳ", "của người đứng đầu ngày 05 tháng 01 năm 2026"],
        ),
        (
            "Mô hình, điển hình “Dân vận khéo”: Bữa sáng yêu thương cho học sinh bán trú",
            ["Mô hình, điển hình “Dân vận khéo”:", "Bữa sáng yêu thương cho học sinh bán trú"],
        ),
        (
            "Lấy ý kiến Nhân dân về phương án sáp nhập, đổi tên thôn Trại Nhất và bản Khe Sim",
            ["Lấy ý kiến Nhân dân về phương án sáp nhập,", "đổi tên thôn Trại Nhất và bản Khe Sim"],
        ),
    ],
)
def test_a_title_is_broken_between_words(subject: str, lines: list[str], state_format: PageFormat) -> None:
    style = state_format.title_block.subject
    assert [line.text for line in Typesetter(state_format).lines(subject, style, ROOM)] == lines


def test_a_position_in_a_narrow_column_is_broken_between_words(state_format: PageFormat) -> None:
    text = "ĐẠI DIỆN ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM"
    lines = [line.text for line in Typesetter(state_format).lines(text, state_format.signature.authority, 140)]
    assert lines == ["ĐẠI DIỆN", "ỦY BAN MẶT TRẬN", "TỔ QUỐC", "VIỆT NAM"]


def test_a_name_wider_than_its_column_is_broken_between_its_words(state_format: PageFormat) -> None:
    style = state_format.signature.authority
    for width in range(100, 300, 20):
        lines = Typesetter(state_format).lines("HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG XÃ", style, width)
        assert " ".join(line.text for line in lines) == "HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG XÃ"


def _word(state_format: PageFormat) -> WordDocument:
    document = Document(
        INFO,
        Header("Ủy ban nhân dân xã Đông Sơn", number=DocumentNumber(5, "TB-UBND"), place_date="Đông Sơn, ngày …"),
        "Thông báo",
        "Kết quả tiếp thu, giải trình ý kiến Nhân dân về phương án phân loại rác tại nguồn",
        blocks=(
            Table((Column("Ý kiến tại họp thôn, tổ dân phố", 15), Column("Nơi", 85)), (("a", "b"),)),
            Paragraph("Hết."),
        ),
        signatures=tuple(Signature((f"ĐẠI DIỆN {who}",)) for who in ("ỦY BAN MẶT TRẬN TỔ QUỐC", "THÔN", "HỘ")),
    )
    stream = io.BytesIO()
    render_docx(document, state_format, stream)
    return docx.Document(stream)


def test_word_gets_spaces_that_it_does_not_break(state_format: PageFormat) -> None:
    file = _word(state_format)
    subject = next(one.text for one in file.paragraphs if one.text.startswith("Kết"))
    assert "ý\u00a0kiến" in subject
    assert "Nhân\u00a0dân" in subject
    cells = [cell.text for table in file.tables for cell in table._cells]
    assert any(text.replace(" ", "_").startswith("Ý\u00a0kiến") for text in cells)
    assert any("ỦY\u00a0BAN" in text and "MẶT\u00a0TRẬN" in text for text in cells)


def test_the_lines_of_word_end_where_those_of_the_pdf_do(state_format: PageFormat) -> None:
    typesetter, style = Typesetter(state_format), state_format.title_block.subject
    text = "Mô hình, điển hình “Dân vận khéo”: Bữa sáng yêu thương cho học sinh bán trú"
    lines = typesetter.lines(text, style, ROOM)
    longest = max(line.width for line in lines)
    filled = typesetter.lines(typesetter.kept(text, style, ROOM), style, longest, balanced=False)
    assert [line.text.replace("\u00a0", " ") for line in filled] == [line.text for line in lines]
