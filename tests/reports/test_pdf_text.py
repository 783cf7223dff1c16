"""What is printed is what was typed, whatever was typed."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from collections.abc import Callable

import pypdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.reports.document import (
    BulletList,
    Document,
    DocumentInfo,
    FillLines,
    Header,
    Heading,
    KeepTogether,
    NumberedList,
    PageBreak,
    Paragraph,
    Recipients,
    Run,
    Signature,
    Spacer,
)
from danvan_desktop.reports.page_format import PageFormat
from danvan_desktop.reports.pdf import render_pdf
from danvan_desktop.reports.pdf.cleaning import MARK, TextCleaner
from danvan_desktop.reports.pdf.fonts import printable_characters
from tests.reports.reading import INFO, LONG, Rendered, mm

ALPHABET = "aàảãáạ ăằẳẵắặ âầẩẫấậ bc dđ eèẻẽéẹ êềểễếệ gh iìỉĩíị klmn oòỏõóọ ôồổỗốộ ơờởỡớợ pqrst uùủũúụ ưừửữứự v xyỳỷỹýỵ"

RenderBlocks = Callable[..., Rendered]


@pytest.mark.parametrize("style", [Run("", False, False), Run("", True), Run("", False, True), Run("", True, True)])
def test_every_vietnamese_letter_comes_back_from_the_file(render_blocks: RenderBlocks, style: Run) -> None:
    text = f"{ALPHABET} {ALPHABET.upper()} 1.234.567 ₫ “ngoặc” – …"
    rendered = render_blocks(Paragraph((Run(text, style.bold, style.italic),)))
    assert text in rendered.whole_text
    assert rendered.result.replaced_characters == ()
    for read in (_by_pypdf(rendered.data), _by_pdfium(rendered.data)):
        assert text in read


def test_decomposed_text_is_printed_composed(render_blocks: RenderBlocks) -> None:
    rendered = render_blocks(Paragraph(unicodedata.normalize("NFD", LONG)))
    assert LONG.strip() in rendered.whole_text


def test_markup_is_printed_as_typed(render_blocks: RenderBlocks) -> None:
    text = "<b>Ông A & bà B</b> &amp; <para> </font> ]]> %s {0} \\n (ngoặc)"
    assert text in render_blocks(Paragraph(text), Heading("II")).whole_text


def test_marks_of_direction_and_controls_leave_no_trace(render_blocks: RenderBlocks) -> None:
    rendered = render_blocks(Paragraph("tên\u202eđảo\u202c \u200fngược\u0007\u0000 xuôi\u00ad\ufeff"))
    assert "tênđảo ngược xuôi" in rendered.whole_text
    assert rendered.result.replaced_characters == ()


def test_characters_outside_the_typeface_are_marked_and_reported_once(render_blocks: RenderBlocks) -> None:
    rendered = render_blocks(Paragraph("Cảm ơn 😀👍🏽 và 👨‍👩‍👧 😀"), Paragraph("汉字"))
    assert f"Cảm ơn {MARK} và {MARK} {MARK} {MARK}" in rendered.whole_text
    assert rendered.result.replaced_characters == ("😀", "👍", "🏽", "👨", "👩", "👧", "汉", "字")


@given(st.text(st.characters(), max_size=60))
def test_any_text_becomes_drawable(text: str) -> None:
    printable = printable_characters()
    cleaner = TextCleaner(printable)
    clean = cleaner.clean(text)
    assert printable.issuperset(clean)
    assert clean.count(MARK) >= bool(cleaner.replaced)
    assert cleaner.clean(clean) == clean
    "".join(cleaner.replaced).encode()


def test_a_lone_surrogate_is_reported_by_its_number() -> None:
    cleaner = TextCleaner(printable_characters())
    assert cleaner.clean("a\ud800b") == f"a{MARK}b"
    assert cleaner.replaced == ("U+D800",)


def test_line_breaks_begin_new_paragraphs(render_blocks: RenderBlocks) -> None:
    rendered = render_blocks(Paragraph("Dòng một\n\nDòng hai\r\nDòng ba"))
    places = [rendered.found(text) for text in ("Dòng một", "Dòng hai", "Dòng ba")]
    assert len({round(place["x0"], 1) for place in places}) == 1
    assert places[0]["top"] < places[1]["top"] < places[2]["top"]


def test_a_name_of_120_letters_without_a_space_is_cut_to_the_line(render_blocks: RenderBlocks) -> None:
    name = "Nguyễn" * 20
    rendered = render_blocks(Paragraph(name), Heading(name))
    assert "".join(rendered.whole_text.split()).count(name) == 2
    assert all(mm(char["x1"]) <= 190.5 for char in rendered.pages[0].chars)


def test_lists_begin_with_hyphens_and_numbers(render_blocks: RenderBlocks) -> None:
    text = render_blocks(BulletList(("một", "hai")), NumberedList(("ba", "bốn"), start=3)).whole_text
    assert "- một - hai 3. ba 4. bốn" in text


def test_lines_to_fill_in_reach_the_margin(render_blocks: RenderBlocks) -> None:
    rendered = render_blocks(FillLines("Ý kiến khác:", 3))
    lines = [line for line in rendered.pages[0].extract_text_lines() if "....." in line["text"]]
    assert len(lines) == 3
    assert lines[0]["text"].startswith("Ý kiến khác: ...")
    assert all(mm(line["x1"]) == pytest.approx(190, abs=1.5) for line in lines)


def test_spacers_and_page_breaks_do_what_they_say(render_blocks: RenderBlocks) -> None:
    rendered = render_blocks(Paragraph("trên"), Spacer(50), Paragraph("dưới"), PageBreak(), Paragraph("trang sau"))
    assert mm(rendered.found("dưới")["top"] - rendered.found("trên")["bottom"]) == pytest.approx(52, abs=2)
    assert "trang sau" in rendered.text(1)


def test_a_heading_is_never_left_at_the_foot_of_a_page(render_blocks: RenderBlocks) -> None:
    for height in range(196, 236, 6):
        rendered = render_blocks(Spacer(height), Heading("Mục cuối trang"), Heading("Mục con", 2), Paragraph(LONG * 4))
        page = 0 if "Mục cuối trang" in rendered.text(0) else 1
        assert "Mục con Nhân dân thôn Đông đề nghị" in " ".join(rendered.text(page).split())


def test_blocks_kept_together_move_to_the_next_page_together(render_blocks: RenderBlocks) -> None:
    together = KeepTogether((Heading("Nội dung 1"), Paragraph(LONG), Paragraph("Kết quả: 120 phiếu.")))
    rendered = render_blocks(Spacer(225), together)
    assert "Nội dung 1" not in rendered.text(0)
    assert "Nội dung 1" in rendered.text(1)
    assert "Kết quả: 120 phiếu." in rendered.text(1)


def test_blocks_kept_together_that_no_page_holds_are_cut(render_blocks: RenderBlocks) -> None:
    rendered = render_blocks(KeepTogether((Heading("Nội dung 1"), Paragraph(LONG * 40), Paragraph("Hết."))))
    assert len(rendered.pages) > 2
    assert rendered.whole_text.count("Nhân dân thôn Đông") == 40


def test_a_heading_longer_than_a_page_is_cut(render_blocks: RenderBlocks) -> None:
    rendered = render_blocks(Heading(LONG * 30), Paragraph("Hết."))
    assert rendered.whole_text.count("Nhân dân thôn Đông") == 30


def test_signatures_never_stand_alone_on_a_page(render: Callable[[Document], Rendered]) -> None:
    for height in range(130, 200, 9):
        document = Document(
            INFO,
            Header("UBND xã Đông Sơn"),
            "Biên bản",
            blocks=(Spacer(height), Paragraph(LONG * 3)),
            signatures=(Signature(("Thư ký",), name="Trần Thị Bình"), Signature(("Chủ trì",), name="Lê Văn Cường")),
        )
        rendered = render(document)
        last = " ".join(rendered.text(len(rendered.pages) - 1).split())
        assert "học sinh. THƯ KÝ CHỦ TRÌ" in last


def test_recipients_that_fill_pages_are_printed_below_the_signature(render: Callable[[Document], Rendered]) -> None:
    document = Document(
        INFO,
        Header("UBND xã Đông Sơn"),
        "Thông báo",
        blocks=(Paragraph("Nội dung."),),
        signatures=(Signature(("Chủ tịch",), name="Lê Văn Cường"),),
        recipients=Recipients(tuple(f"Thôn số {number}" for number in range(120))),
    )
    rendered = render(document)
    assert "- Thôn số 0;" in rendered.text(0)
    assert "- Thôn số 119." in rendered.text(len(rendered.pages) - 1)


def test_a_subject_longer_than_a_page_is_cut(render: Callable[[Document], Rendered]) -> None:
    document = Document(INFO, Header("UBND xã Đông Sơn"), "Báo cáo", subject=LONG * 25)
    rendered = render(document)
    assert rendered.whole_text.count("Nhân dân thôn Đông") == 25


def test_the_file_says_what_it_is(render: Callable[[Document], Rendered]) -> None:
    info = DocumentInfo("Biên bản họp thôn Đông", "UBND xã Đông Sơn", dt.date(2026, 10, 1), "Về việc làm đường")
    blocks = (Heading("I. Thành phần"), Heading("1. Chủ trì", 3), Paragraph(LONG), Heading("II. Nội dung"))
    rendered = render(Document(info, Header("UBND xã Đông Sơn"), "Biên bản", blocks=blocks))
    reader = pypdf.PdfReader(io.BytesIO(rendered.data))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == (info.title, info.author)
    assert reader.metadata.subject == info.subject
    assert reader.metadata.creation_date == dt.datetime(2026, 10, 1, tzinfo=reader.metadata.creation_date.tzinfo)
    assert reader.trailer["/Root"]["/Lang"] == "vi-VN"
    first, below, second = reader.outline
    assert (first["/Title"], second["/Title"]) == ("I. Thành phần", "II. Nội dung")
    assert below[0]["/Title"] == "1. Chủ trì"


def test_all_letters_are_embedded(render_blocks: RenderBlocks) -> None:
    runs = tuple(Run("chữ ", bold, italic) for bold in (False, True) for italic in (False, True))
    reader = pypdf.PdfReader(io.BytesIO(render_blocks(Paragraph(runs)).data))
    fonts = [font.get_object() for font in reader.pages[0]["/Resources"]["/Font"].values()]
    embedded = [font["/BaseFont"] for font in fonts if "/FontDescriptor" in font]
    assert len(embedded) == 4
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts if font["/BaseFont"] in embedded)


def test_equal_documents_give_equal_files(render_blocks: RenderBlocks) -> None:
    assert render_blocks(Paragraph(LONG), Heading("A")).data == render_blocks(Paragraph(LONG), Heading("A")).data


def test_progress_is_told_each_page_and_may_stop_the_rendering(state_format: PageFormat) -> None:
    class Stopped(Exception):
        pass

    pages = []

    def stop_at_two(page: int) -> None:
        pages.append(page)
        if page == 2:
            raise Stopped

    document = Document(INFO, Header("x"), "K", blocks=(Paragraph(LONG * 60),))
    with pytest.raises(Stopped):
        render_pdf(document, state_format, io.BytesIO(), stop_at_two)
    assert pages == [1, 2]


def _by_pypdf(data: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def _by_pdfium(data: bytes) -> str:
    pdf = pypdfium2.PdfDocument(data)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())
    finally:
        pdf.close()
