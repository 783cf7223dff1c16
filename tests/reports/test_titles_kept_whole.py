"""Lines of titles end within no compound, no name and no date, in the PDF and in Word."""

from __future__ import annotations

import io

import docx
import pypdfium2
import pytest
from docx.document import Document as WordDocument

from danvan_desktop.reports.document import (
    Align,
    Column,
    Document,
    DocumentNumber,
    Header,
    Heading,
    Paragraph,
    Run,
    Signature,
    Table,
)
from danvan_desktop.reports.docx import render_docx
from danvan_desktop.reports.page_format import PageFormat
from danvan_desktop.reports.pdf import fonts, render_pdf
from danvan_desktop.reports.pdf.pieces import MILLIMETRE
from danvan_desktop.reports.pdf.tables import column_widths
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
            "Tổ chức hội nghị tiếp xúc, đối thoại với hộ tiểu thương về sắp xếp lại chợ trung tâm xã",
            ["Tổ chức hội nghị tiếp xúc, đối thoại", "với hộ tiểu thương về sắp xếp lại chợ trung tâm xã"],
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
    lines = [line.text for line in Typesetter(state_format).lines(text, state_format.signature.authority, 150)]
    assert lines == ["ĐẠI DIỆN", "ỦY BAN MẶT TRẬN", "TỔ QUỐC VIỆT NAM"]


def test_a_name_wider_than_its_column_is_broken_between_its_words(state_format: PageFormat) -> None:
    style = state_format.signature.authority
    for width in range(100, 300, 20):
        lines = Typesetter(state_format).lines("HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG XÃ", style, width)
        assert " ".join(line.text for line in lines) == "HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG XÃ"


def drawn(document: Document, page_format: PageFormat) -> str:
    stream = io.BytesIO()
    render_pdf(document, page_format, stream)
    page = pypdfium2.PdfDocument(stream.getvalue())[0]
    text: str = page.get_textpage().get_text_bounded()
    return text


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


LONG_FIGURE = "mỗi hộ đóng góp thêm 104.500.000 đồng theo Nghị quyết của hội nghị và các văn bản có liên quan khác"


@pytest.mark.parametrize("words", range(1, 16))
def test_a_long_figure_stays_whole_where_the_line_above_does_not_gape(words: int, state_format: PageFormat) -> None:
    typesetter, style = Typesetter(state_format), state_format.body.text
    text = f"{'Nhân dân ' * words}{LONG_FIGURE}"
    (paragraph,) = typesetter.paragraphs(text, style, Align.JUSTIFY, ROOM, indent=36.0)
    lines = ["".join(part for _face, part in line.segments) for line in paragraph.lines]
    space = fonts.width_of(" ", fonts.face(bold=False, italic=False), style.size.value)
    assert max(line.spare / line.spaces for line in paragraph.lines[:-1]) < 2.5 * space
    parted = [above for above in lines if above.endswith("104.500.000")]
    for above in parted:
        (line,) = (line for line, text in zip(paragraph.lines, lines, strict=True) if text == above)
        moved = fonts.width_of(" 104.500.000", fonts.face(bold=False, italic=False), style.size.value)
        assert (line.spare + moved) / (line.spaces - 1) > 2.2 * space
    held = typesetter.held([Run(text)], style, Align.JUSTIFY, ROOM, indent=36.0)[0]
    assert ("104.500.000\u00a0đồng" in held) == (not parted)


@pytest.mark.parametrize(
    ("text", "width", "kept"),
    [
        ("Quá hạn 16 ngày", 60.0, "Quá hạn 16_ngày"),
        ("theo khoản 1 Điều 21 Luật số 10/2022/QH15", ROOM, "theo khoản_1 Điều_21 Luật số 10/2022/QH15"),
        ("ngày 05 tháng 7 năm 2026 đến 15/8/2026 họp", ROOM, "ngày_05 tháng_7 năm_2026 đến 15/8/2026 họp"),
        ("Số phiếu: ………… phiếu; 12 và 13 đã", ROOM, "Số phiếu: …………_phiếu; 12 và 13 đã"),
        ("mỗi hộ góp 4.500.000 đồng quý III", ROOM, "mỗi hộ góp 4.500.000 đồng quý_III"),
        ("hiện vật 4.500.000 đồng", 120.0, "hiện vật 4.500.000_đồng"),
        ("hiện vật 4.500.000 đồng", 50.0, "hiện vật 4.500.000 đồng"),
        ("Điều 1. Bầu 03 người", ROOM, "Điều_1. Bầu 03_người"),
        ("người có đất thu hồi: Ông (bà)", ROOM, "người có đất thu hồi: Ông_(bà)"),
        ("xã (01/10/2026 – 01/11/2026)", 200.0, "xã (01/10/2026_–_01/11/2026)"),
        ("xã (01/10/2026 – 01/11/2026)", 60.0, "xã (01/10/2026 – 01/11/2026)"),
        ("đề nghị ông (bà) cho ý kiến", 60.0, "đề nghị ông_(bà) cho ý kiến"),
    ],
)
def test_a_number_stays_with_what_it_counts_or_names(
    text: str, width: float, kept: str, state_format: PageFormat
) -> None:
    face = fonts.face(bold=False, italic=False)
    assert Typesetter(state_format).bound(text, face, 12.0, width).replace("\u00a0", "_") == kept


def test_the_head_of_a_column_has_room_for_its_longest_word(state_format: PageFormat) -> None:
    style = state_format.table
    columns = (Column("Nội dung", 90), Column("Tranh chấp đất đai", 8))
    narrow, wide = ((*columns, Column("x", other)) for other in (1, 90))
    for table in (narrow, wide):
        _first, second, _third = column_widths(Table(table, (("a", "b", "c"),)), style, ROOM)
        title = Typesetter(state_format).lines("Tranh chấp", style.header, ROOM)[0].width
        assert second >= title + 2 * style.padding.value * MILLIMETRE


def test_a_year_may_stand_below_its_month_so_that_what_is_counted_has_room(state_format: PageFormat) -> None:
    months = [Column(f"Tháng {month} năm 2026", 22, Align.RIGHT) for month in (10, 9, 8)]
    columns = (Column("TT", 10, Align.CENTER), Column("Chỉ tiêu", 59), Column("Đơn vị tính", 20), *months)
    widths = column_widths(Table(columns, (("1", "Vụ việc", "vụ", "1", "2", "3"),)), state_format.table, ROOM)
    assert widths[1] > ROOM / 4


def test_no_syllable_of_a_head_is_broken_where_others_have_room(state_format: PageFormat) -> None:
    style = state_format.table
    columns = (Column("Nội dung", 90), *(Column("Người cùng nội dung", 5) for _place in range(4)))
    syllable = Typesetter(state_format).lines("Người", style.header, ROOM)[0].width
    widths = column_widths(Table(columns, (("a",) * 5,)), style, ROOM)
    assert min(widths) >= syllable + 2 * style.padding.value * MILLIMETRE


def test_a_signer_s_position_is_not_broken_within_the_name_of_a_body(state_format: PageFormat) -> None:
    bodies = ("Thôn, bản nơi niêm yết", "Ủy ban Mặt trận Tổ quốc Việt Nam", "Ủy ban nhân dân")
    signers = tuple(Signature((f"Đại diện {body}",)) for body in bodies)
    document = Document(INFO, Header("Ủy ban nhân dân xã"), "Biên bản", blocks=(Paragraph("Hết."),), signatures=signers)
    assert "ỦY BAN NHÂN DÂN" in drawn(document, state_format).split("Hết.")[1]


def test_where_not_all_heads_have_room_as_many_as_can_have_it(state_format: PageFormat) -> None:
    style = state_format.table
    columns = (Column("Nội dung", 60), *(Column("Tranh chấp", 8) for _place in range(9)))
    title = Typesetter(state_format).lines("Tranh chấp", style.header, ROOM)[0].width
    needed = title + 2 * style.padding.value * MILLIMETRE
    assert 9 * needed + ROOM / 8 > ROOM
    whole = [one for one in column_widths(Table(columns, (("a",) * 10,)), style, ROOM)[1:] if one >= needed]
    assert 1 <= len(whole) < 9


def test_a_heading_does_not_end_within_a_word(state_format: PageFormat) -> None:
    text = "3. Nhân dân tham gia ý kiến trước khi cơ quan có thẩm quyền quyết định"
    document = Document(INFO, Header("Ủy ban nhân dân xã"), "Báo cáo", blocks=(Heading(text), Paragraph("Hết.")))
    lines = [line.strip() for line in drawn(document, state_format).splitlines()]
    assert "quyết định" in lines
