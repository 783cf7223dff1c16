"""Word files read back: the same words as the PDF, real styles, tables and fields."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from danvan_desktop.reports.document import (
    Align,
    BulletList,
    Cell,
    Chart,
    ChartSeries,
    Column,
    ColumnGroup,
    Document,
    FillLines,
    Header,
    Heading,
    NumberedList,
    Paragraph,
    Table,
)
from danvan_desktop.reports.docx import render_docx
from danvan_desktop.reports.docx.tables import write_table
from danvan_desktop.reports.docx.writer import BODY, TABLE_TOP, Writer
from danvan_desktop.reports.page_format import PageFormat, load_page_format
from danvan_desktop.reports.pdf.builder import sheet_of
from danvan_desktop.reports.pdf.fonts import SINGLE_LINE
from danvan_desktop.reports.pdf.tables import column_widths
from danvan_desktop.reports.pdf.typesetter import Typesetter
from tests.copies import replace
from tests.reports.reading import INFO, LONG, Rendered, mm
from tests.reports.word_papers import DOCUMENT, TABLE, write


def texts(word: WordDocument) -> Iterator[str]:
    """Every text in the order of the file; merged cells once."""
    for item in word.iter_inner_content():
        if isinstance(item, WordParagraph):
            yield item.text
        else:
            yield from (text.text or "" for text in item._tbl.iter(qn("w:t")))


def words(text: str) -> Counter[str]:
    return Counter(re.sub(r"\.{4,}", " ", text).split())


@pytest.fixture(scope="module", params=["state", "party"])
def page_format(request: pytest.FixtureRequest) -> PageFormat:
    return load_page_format(request.param)


@pytest.fixture(scope="module")
def word(page_format: PageFormat) -> WordDocument:
    return write(DOCUMENT, page_format)


def test_the_words_are_those_of_the_pdf(
    render: Callable[..., Rendered], page_format: PageFormat, word: WordDocument
) -> None:
    pdf = render(DOCUMENT, page_format)
    drawn_in_the_chart = ["Đất", "đai", "3"]
    assert words(" ".join(texts(word))) + Counter(drawn_in_the_chart) == words(pdf.whole_text)


def test_pages_have_the_format_s_paper_and_margins(page_format: PageFormat, word: WordDocument) -> None:
    paper = page_format.paper
    assert [section.orientation for section in word.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    for section in word.sections:
        sheet = sorted(round((side or 0) / 36000) for side in (section.page_width, section.page_height))
        assert sheet == [210, 297]
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        expected = [side.value for side in (paper.top, paper.bottom, paper.left, paper.right)]
        assert [mm((margin or 0) / 12700) for margin in margins] == pytest.approx(expected, abs=0.1)


def test_pages_are_numbered_by_a_field_but_for_the_first_of_the_text_and_of_each_annex(word: WordDocument) -> None:
    for index, section in enumerate(word.sections):
        assert section.different_first_page_header_footer
        assert not section.first_page_header.paragraphs[0].text
        header = section.header.paragraphs[0]
        assert header.alignment is WD_ALIGN_PARAGRAPH.CENTER
        assert [field.text for field in header._p.iter(qn("w:instrText"))] == [" PAGE "]
        starts = [number.get(qn("w:start")) for number in section._sectPr.iter(qn("w:pgNumType"))]
        assert starts == ([] if index == 0 else ["1"])


def test_headings_are_headings_of_word_and_text_has_styles(word: WordDocument, page_format: PageFormat) -> None:
    by_style = {style: [p.text for p in word.paragraphs if p.style and p.style.name == style] for style in STYLES}
    first = {"state": "I. Tình hình nhân dân", "party": "I- TÌNH HÌNH NHÂN DÂN"}[page_format.name]
    assert by_style["Heading 1"] == [first, "Phụ lục I", "Phụ lục II"]
    assert by_style["Heading 2"] == ["1. Kết quả"]
    assert "dòng dưới <b>&amp;</b>" in by_style["Nội dung"]
    body = word.styles["Nội dung"]
    assert 6 <= body.paragraph_format.space_before.pt <= 12, "a page that would end early is set wider"
    assert body.base_style.font.name == "Times New Roman"
    assert body.base_style.font.size.pt == 14


STYLES = ("Heading 1", "Heading 2", "Nội dung")


def test_runs_keep_their_weight_and_slope(word: WordDocument) -> None:
    paragraph = next(p for p in word.paragraphs if p.text.startswith("Căn cứ"))
    assert [(run.text[:8], bool(run.bold), bool(run.italic)) for run in paragraph.runs] == [
        ("Căn cứ: ", True, False),
        (LONG[:8], False, True),
        ("dòng trê", False, False),
    ]


def test_tables_repeat_their_header_and_merge_group_titles_and_spans(word: WordDocument) -> None:
    tables = [table for table in word.tables if table.cell(0, 0).text == "Số"]
    assert len(tables) == 2
    for table in tables:
        repeated = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        assert repeated == [True, True, True, False, False]
        assert _texts(table, 0) == ["Số", "Nội dung", "Trả lời cho dân", "Trả lời cho dân"]
        assert _texts(table, 1) == ["Số", "Nội dung", "Ngày", "Kết quả"]
        assert _texts(table, 2) == ["(1)", "(2)", "(3)", "(4)"]
        assert _texts(table, 4) == ["Cộng", "Cộng", "Cộng", "1"]


def test_no_table_stands_directly_after_another_or_word_would_join_them(page_format: PageFormat) -> None:
    document = replace(DOCUMENT, blocks=(TABLE, TABLE))
    parts = [element.tag for element in write(document, page_format).element.body]
    assert parts.count(qn("w:tbl")) == 5
    assert all(pair != (qn("w:tbl"), qn("w:tbl")) for pair in pairwise(parts))


def test_two_tables_stand_as_far_apart_as_in_the_pdf(state_format: PageFormat) -> None:
    """A point between them looked like one table whose columns change."""
    file = write(replace(DOCUMENT, blocks=(TABLE, TABLE), appendices=()), state_format)
    between = WordParagraph(file.tables[2]._tbl.getprevious(), file._body)
    assert between.paragraph_format.line_spacing == Pt(state_format.body.paragraph_space.value - TABLE_TOP)


def _texts(table: WordTable, row: int) -> list[str]:
    return [cell.text for cell in table.rows[row].cells]


def test_pictures_carry_words_for_screen_readers(word: WordDocument) -> None:
    described = [picture.get("descr") for picture in word.element.iter(qn("wp:docPr"))]
    assert described == ["Mã QR K7QF-2M9X", "Theo lĩnh vực. Đất đai: 3."]


def test_the_file_says_what_it_is_and_that_it_is_vietnamese(word: WordDocument) -> None:
    properties = word.core_properties
    assert (properties.title, properties.author, properties.language) == (INFO.title, INFO.author, "vi-VN")
    language = word.styles["Normal"].element.find(f".//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "vi-VN"


def test_the_party_s_recipients_are_underlined_and_its_position_is_not_bold(party_format: PageFormat) -> None:
    runs = {run.text: run for table in write(DOCUMENT, party_format).tables for run in _runs(table)}
    assert runs["Nơi nhận:"].underline
    assert runs["T/M ỦY BAN NHÂN DÂN"].bold
    assert not runs["CHỦ TỊCH"].bold


def _runs(table: WordTable) -> Iterator[docx.text.run.Run]:
    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                yield from paragraph.runs


def test_letters_that_the_typeface_lacks_stay_since_word_has_others(state_format: PageFormat) -> None:
    stream = io.BytesIO()
    text = "Đường \x07hỏng\t🚧 nặng 漢\u200f"
    render_docx(Document(INFO, Header("UBND"), "Báo cáo", blocks=(Paragraph(text),)), state_format, stream)
    assert "Đường hỏng 🚧 nặng 漢" in [p.text for p in docx.Document(io.BytesIO(stream.getvalue())).paragraphs]


def test_an_empty_cell_is_no_higher_than_a_full_one(state_format: PageFormat) -> None:
    table = Table((Column("Họ và tên", 1), Column("Ký tên", 1)), (("Nguyễn Văn An", ""),))
    row = write(replace(DOCUMENT, blocks=(table,)), state_format).tables[1].rows[-1]
    heights = {cell.paragraphs[0].paragraph_format.line_spacing for cell in row.cells}
    assert len(heights) == 1
    styles = [cell.paragraphs[0].style for cell in row.cells]
    assert [style and style.name for style in styles] == ["Ô bảng", "Ô bảng"]


def test_a_space_stands_between_a_label_and_its_dots(state_format: PageFormat) -> None:
    paper = replace(DOCUMENT, blocks=(FillLines("Họ và tên:"),))
    assert "Họ và tên: \t" in [paragraph.text for paragraph in write(paper, state_format).paragraphs]


def test_lines_to_write_on_are_one_paragraph_of_which_none_stands_alone(state_format: PageFormat) -> None:
    """LibreOffice parts paragraphs that are tied to each other, where a heading is tied to them."""
    file = write(
        replace(DOCUMENT, blocks=(Heading("Ý kiến", 1), FillLines(lines=2), FillLines("Khác:", 3))), state_format
    )
    two, three = (one for one in file.paragraphs if "\t" in one.text)
    assert [two.text, three.text] == ["\t\n\t", "Khác: \t\n\t\n\t"]
    assert two.style is not None
    assert two.style.paragraph_format.widow_control
    body = state_format.body
    lines = body.line_spacing.value * (body.text.size.value * SINGLE_LINE)
    assert two.paragraph_format.space_before is None
    assert two.paragraph_format.first_line_indent == 0
    for paragraph, count in ((two, 2), (three, 3)):
        higher = (paragraph.paragraph_format.line_spacing - body.line_spacing.value) / body.line_spacing.value
        assert higher * lines * count == pytest.approx(body.paragraph_space.value * (count - 1), abs=0.2)


def test_a_row_of_half_a_page_is_never_cut(state_format: PageFormat) -> None:
    cell = "\n".join(["Đề nghị làm đường."] * 25)
    table = Table((Column("Nội dung", 1), Column("Trả lời", 1)), ((cell, "Đã giao"), (f"{cell}\n" * 3, "Đã giao")))
    rows = write(replace(DOCUMENT, blocks=(table,)), state_format).tables[1].rows
    assert [bool(row._tr.findall(f".//{qn('w:cantSplit')}")) for row in rows[1:]] == [True, False]


@pytest.mark.parametrize(("version", "indent"), [("14", True), ("15", False)])
def test_the_lines_of_a_table_begin_at_the_margin(state_format: PageFormat, version: str, indent: bool) -> None:
    """Word 2010 counts the indent of a table from its words, later ones from its edge: an office's own file says so."""
    own = docx.Document()
    for setting in own.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), version)
    writer = Writer((state_format,), INFO, own)
    writer.open_section(landscape=False, first=True, numbered_apart=False)
    write_table(TABLE, writer)
    places = own.tables[0]._tbl.tblPr.find(qn("w:tblInd")).get(qn("w:w"))
    beside = state_format.table.padding.value * 72 / 25.4 + state_format.table.line_width / 2
    assert int(places) == (round(beside * 20) if indent else 0)


def test_a_long_title_leaves_no_word_alone_on_its_last_line(state_format: PageFormat) -> None:
    subject = "Kết quả tiếp thu, giải trình ý kiến Nhân dân về phương án phân loại rác tại nguồn"
    word = write(replace(DOCUMENT, subject=subject), state_format)
    (title,) = (one for one in word.paragraphs if one.text.replace("\u00a0", " ") == subject)
    (kind,) = (one for one in word.paragraphs if one.text == "BÁO CÁO")
    left, right = title.paragraph_format.left_indent, title.paragraph_format.right_indent
    assert left == right
    assert left is not None
    assert left > Pt(40)
    assert kind.paragraph_format.left_indent is None


def test_an_opening_without_number_and_date_has_no_empty_row(state_format: PageFormat) -> None:
    bare = Header("Ủy ban nhân dân xã Đông Sơn")
    assert len(write(replace(DOCUMENT, header=bare), state_format).tables[0].rows) == 1
    assert len(write(DOCUMENT, state_format).tables[0].rows) == 2


def test_a_letter_without_a_title_has_the_room_of_one(state_format: PageFormat) -> None:
    word = write(replace(DOCUMENT, kind="", subject=""), state_format)
    room, style = word.paragraphs[0].paragraph_format, state_format.title_block
    assert word.paragraphs[0].text == ""
    assert room.space_before == Pt(style.space_before.value)
    assert room.space_after is not None
    assert room.space_after >= Pt(style.space_after.value)


def test_fifty_rows_are_no_higher_than_in_the_pdf(state_format: PageFormat) -> None:
    style = state_format.table.dense()
    columns = (Column("TT", 10), Column("Chỉ tiêu", 90))
    table = Table(columns, (("1", "Cuộc họp"),) * 50, dense=True)
    margins = write(replace(DOCUMENT, blocks=(table,)), state_format).tables[1]._tbl.tblPr.find(qn("w:tblCellMar"))
    room = sum(int(margins.find(qn(f"w:{edge}")).get(qn("w:w"))) for edge in ("top", "bottom")) / 20
    asked = 2 * style.padding.value * 72 / 25.4 - style.line_width
    assert asked - 0.05 <= room <= asked


def test_titles_over_two_rows_have_their_room_in_these(state_format: PageFormat) -> None:
    """Word makes it by itself; LibreOffice cuts a long title off on every page but the first."""
    long = "Nhân dân đóng góp theo kế hoạch đã thống nhất"
    columns = (Column("TT", 10), Column(long, 12), Column("Tiền", 40), Column("Đất", 40))
    table = Table(columns, (("1",) * 4,), (ColumnGroup("Đã đóng góp", 2, 2),))
    rows = write(replace(DOCUMENT, blocks=(table,)), state_format).tables[1].rows
    style = state_format.table
    width = column_widths(table, style, write_width(state_format))[1]
    lines = Typesetter(state_format).lines(long, style.header, width - 2 * style.padding.value * 72 / 25.4)
    assert len(lines) > 3
    assert rows[0].height.pt + rows[1].height.pt >= sum(line.leading for line in lines)
    assert rows[2].height is None
    assert rows[0].cells[2].vertical_alignment == WD_CELL_VERTICAL_ALIGNMENT.CENTER


def write_width(page_format: PageFormat) -> float:
    return sheet_of(page_format.paper, landscape=False).text_width


def test_an_annex_set_tighter_than_the_text_says_so_in_its_paragraphs(state_format: PageFormat) -> None:
    """Styles are those of the text: an annex stood higher or lower than in the PDF by all its lines."""
    tighter = next(state_format.tighter())
    writer = Writer((state_format, tighter), INFO)
    for first in (True, False):
        writer.open_section(landscape=False, first=first, numbered_apart=False)
        writer.add(writer.file, LONG, writer.format.body.text, BODY, Align.JUSTIFY)
    text, annex = (one.paragraph_format for one in writer.file.paragraphs if one.text)
    assert (text.line_spacing, text.space_before) == (None, None)
    body = tighter.body
    assert (annex.line_spacing, annex.space_before) == (body.line_spacing.value, Pt(body.paragraph_space.value))


def test_a_chart_leaves_the_room_below_its_title_that_the_pdf_leaves(state_format: PageFormat) -> None:
    chart = Chart("Theo lĩnh vực", ("Đất đai",), (ChartSeries("", (3,), ("3",)),))
    title = next(
        one for one in write(replace(DOCUMENT, blocks=(chart,)), state_format).paragraphs if one.text == chart.title
    )
    assert title.paragraph_format.space_after == Pt(state_format.body.paragraph_space.value)


def test_no_page_ends_with_the_title_of_the_rows_below_it(state_format: PageFormat) -> None:
    rows = ((Cell("Điểm nóng", span=2),), ("1", "Điểm nóng mới"))
    blocks = (Table((Column("TT", 1), Column("Chỉ tiêu", 4)), rows), Paragraph(LONG))
    table = write(replace(DOCUMENT, blocks=blocks), state_format).tables[1]
    tied = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert tied == [None, True, None]


def test_a_list_item_with_dots_to_write_on_is_not_stretched(state_format: PageFormat) -> None:
    """Word filled its lines to both margins, which parted the words."""
    dots = "Số phiếu hợp lệ: ………… phiếu; số phiếu không hợp lệ: ………… phiếu."
    file = write(replace(DOCUMENT, blocks=(BulletList((dots,)), NumberedList((dots,)))), state_format)
    assert [one.alignment for one in file.paragraphs if "hợp lệ" in one.text] == [WD_ALIGN_PARAGRAPH.LEFT] * 2
