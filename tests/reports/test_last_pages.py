"""What stands on the last page: never one sentence that tighter lines could save, never Nơi nhận by itself."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from danvan_desktop.reports.document import (
    Align,
    Appendix,
    Block,
    BulletList,
    Column,
    Document,
    FillLines,
    Header,
    KeepTogether,
    Paragraph,
    Recipients,
    Signature,
    Spacer,
    Table,
)
from danvan_desktop.reports.docx import render_docx
from danvan_desktop.reports.page_format import PageFormat
from danvan_desktop.reports.pdf.builder import build_sections
from danvan_desktop.reports.pdf.fitting import FULL, LEFT_EMPTY, SHORT, WELL_FILLED, fitted_sections
from danvan_desktop.reports.pdf.paging import Page, pages_of
from danvan_desktop.reports.pdf.pieces import Together
from danvan_desktop.reports.pdf.typesetter import Typesetter
from tests.copies import replace
from tests.reports.reading import INFO, LONG, Rendered, mm

Render = Callable[..., Rendered]

ONE = (Signature(("TM. Ủy ban nhân dân", "Chủ tịch"), name="Lê Quang Hưng"),)
TWO = (Signature(("Người tổng hợp",), "(Ký, ghi rõ họ tên)"), Signature(("Chủ tịch",), "(Ký tên, đóng dấu)"))
LISTED = Recipients(("Thường trực HĐND xã", "Các thôn, bản", "Lưu: VT"))


def _paper(*blocks: Block, signatures: tuple[Signature, ...] = ONE, landscape: bool = False) -> Document:
    return Document(
        INFO,
        Header("Ủy ban nhân dân xã Đông Sơn"),
        "Kế hoạch",
        blocks=blocks,
        signatures=signatures,
        recipients=LISTED,
        landscape=landscape,
    )


def _loose(paper: Document, page_format: PageFormat) -> list[Page]:
    return list(pages_of(build_sections(paper, page_format, Typesetter(page_format))[0]))


def _letter(paragraphs: int) -> Document:
    return _paper(*(Paragraph(LONG) for _place in range(paragraphs)), Paragraph("Đề nghị phối hợp thực hiện./."))


def test_a_page_of_one_sentence_is_saved_by_tighter_lines(render: Render, state_format: PageFormat) -> None:
    first_of_two = next(paper for count in range(20) if len(_loose(paper := _letter(count), state_format)) == 2)
    rendered = render(first_of_two)
    assert len(rendered.pages) == 1
    assert {size for _face, size in rendered.faces("Nhân dân thôn Đông đề")} == {14.0}, "letters are the last resort"
    stream = io.BytesIO()
    render_docx(first_of_two, state_format, stream)
    assert docx.Document(io.BytesIO(stream.getvalue())).styles["Nội dung"].paragraph_format.line_spacing == 1.0


def test_a_page_left_half_empty_for_what_follows_is_saved(render: Render, state_format: PageFormat) -> None:
    """Four signers and a list of recipients would stand on it but for some lines."""
    many = Recipients(tuple(f"Thôn {place}" for place in range(16)))
    papers = [
        replace(_paper(*[Paragraph(LONG)] * count, Spacer(room), signatures=TWO * 2), recipients=many)
        for count in (3, 4, 5)
        for room in range(1, 20, 3)
    ]
    loose = [(paper, _loose(paper, state_format)) for paper in papers]
    left = [paper for paper, pages in loose if pages[-2].share < LEFT_EMPTY and pages[-1].used > SHORT]
    assert left
    assert any(len(render(paper).pages) < len(_loose(paper, state_format)) for paper in left)


def test_a_page_that_ends_early_for_what_is_signed_overleaf_is_set_wider(
    render: Render, state_format: PageFormat
) -> None:
    """Nothing saves the second page: four signers and a list of recipients are too many for the first."""
    many = Recipients(tuple(f"Thôn {place}" for place in range(16)))
    papers = [replace(_paper(*[Paragraph(LONG)] * count, signatures=TWO * 2), recipients=many) for count in (5, 6, 7)]
    early = [paper for paper in papers if _loose(paper, state_format)[0].share < WELL_FILLED]
    assert early
    for paper in early:
        (fitted,) = fitted_sections(paper, state_format)
        pages = list(fitted.pages)
        assert len(pages) == len(_loose(paper, state_format)) == len(render(paper).pages)
        assert pages[0].share > _loose(paper, state_format)[0].share
        body = fitted.page_format.body
        assert body.line_spacing.value <= body.line_spacing.maximum
        assert body.paragraph_space.value <= body.paragraph_space.maximum


def test_a_long_report_too_is_set_wider_where_its_last_page_but_one_ends_early(state_format: PageFormat) -> None:
    """The words over the signers stand with them, which left a quarter of the page before empty."""
    many = Recipients(tuple(f"Thôn {place}" for place in range(16)))
    papers = [replace(_paper(*[Paragraph(LONG)] * count, signatures=TWO * 2), recipients=many) for count in range(60)]
    loose = [(paper, _loose(paper, state_format)) for paper in papers]
    early = [(paper, pages) for paper, pages in loose if len(pages) > 5 and pages[-2].share < WELL_FILLED]
    assert early
    for paper, before in early:
        (fitted,) = fitted_sections(paper, state_format)
        pages = list(fitted.pages)
        assert len(pages) < len(before) or min(page.share for page in pages[:-1]) > before[-2].share


def test_lines_of_the_party_stay_within_twenty_two_points_however_wide(party_format: PageFormat) -> None:
    widest = list(party_format.wider())[-1].body
    assert 21 < widest.text.size.value * 1.149 * widest.line_spacing.value <= 22


def test_a_text_that_needs_its_second_page_is_set_as_wide_as_ever(render: Render) -> None:
    rendered = render(_letter(14))
    lines = rendered.pages[0].extract_text_lines()
    assert len(rendered.pages) == 2
    assert min(
        lower["top"] - upper["top"] for upper, lower in pairwise(lines) if upper["x0"] == lower["x0"]
    ) == pytest.approx(14 * 1.15 * 1.1, abs=0.5)


def test_a_last_row_of_a_table_does_not_take_a_page(render: Render, state_format: PageFormat) -> None:
    columns = (Column("TT", 10), Column("Nội dung", 90))
    tables = (Table(columns, (("1", "Phát phiếu lấy ý kiến Nhân dân"),) * count) for count in range(4, 20))
    papers = (_paper(table, signatures=TWO, landscape=True) for table in tables)
    first_of_two = next(paper for paper in papers if len(_loose(paper, state_format)) == 2)
    assert len(render(first_of_two).pages) == 1


def test_most_of_a_page_across_is_saved_as_half_of_one_upright_is(render: Render, state_format: PageFormat) -> None:
    columns = (Column("TT", 10), Column("Nội dung", 90))
    paper = _paper(Table(columns, (("1", LONG * 2), ("2", LONG * 7))), signatures=TWO, landscape=True)
    assert [page.share > 0.5 for page in _loose(paper, state_format)] == [False, True]
    assert len(render(paper).pages) == 1


def test_what_tighter_lines_would_fill_to_the_last_is_set_in_smaller_letters(state_format: PageFormat) -> None:
    close = next(state_format.tighter())
    papers = [_paper(*(Paragraph(LONG),) * 7, Spacer(room), Paragraph(LONG)) for room in range(60)]
    filled = [paper for paper in papers if [page.share > FULL for page in _loose(paper, close)] == [True]]
    assert filled, "a word processor would begin another page"
    for paper in filled:
        (fitted,) = fitted_sections(paper, state_format)
        assert [page.share <= FULL for page in fitted.pages] == [True]


def test_a_last_page_without_a_line_to_spare_is_set_tighter_for_word(state_format: PageFormat) -> None:
    papers = [_paper(*[Paragraph(LONG)] * count, Spacer(room)) for count in (6, 7) for room in range(1, 60, 2)]
    full = [paper for paper in papers if _loose(paper, state_format)[-1].share > FULL]
    assert full, "a word processor would begin another page"
    for paper in full:
        pages = list(next(fitted_sections(paper, state_format)).pages)
        assert len(pages) <= len(_loose(paper, state_format))
        assert pages[-1].share <= FULL


def test_notes_that_fill_their_page_to_the_last_are_given_room_for_word(state_format: PageFormat) -> None:
    """A word processor takes all of them overleaf for want of a line."""
    notes = KeepTogether((Paragraph("Ghi chú:"), BulletList((LONG, LONG, LONG))))
    papers = [_paper(*[Paragraph(LONG)] * 5, Spacer(room), notes, *[Paragraph(LONG)] * 9) for room in range(1, 60)]
    tight = [
        paper
        for paper in papers
        if any(page.share > FULL and isinstance(page.placed[-1][0], Together) for page in _loose(paper, state_format))
    ]
    assert tight
    for paper in tight:
        pages = list(next(fitted_sections(paper, state_format)).pages)
        assert not any(page.share > FULL and isinstance(page.placed[-1][0], Together) for page in pages[:-1])


@pytest.mark.parametrize("signatures", [ONE, TWO, TWO * 2], ids=["one", "two", "four"])
@pytest.mark.parametrize("room", range(100, 231, 10))
def test_recipients_stay_with_the_signers_and_these_with_the_text(
    render: Render, room: int, signatures: tuple[Signature, ...]
) -> None:
    text = (Spacer(room), Paragraph(LONG), FillLines("Ý kiến của người có thẩm quyền:", 2))
    rendered = render(_paper(*text, signatures=signatures))
    last = rendered.text(len(rendered.pages) - 1)
    assert signatures[0].lines[0].upper() in last
    assert "Nơi nhận:" in last
    assert "…" in last or "...." in last or "Nhân dân" in last, "no signature without text above"


@pytest.mark.parametrize("sentences", [11, 12, 13, 14])
def test_a_last_row_as_high_as_a_page_is_cut_for_the_signers_to_stay_with_it(render: Render, sentences: int) -> None:
    columns = (Column("TT", 10), Column("Nội dung", 60), Column("Ghi chú", 30))
    rows = (("1", "ngắn", "x"), ("2", LONG * sentences, "y"))
    rendered = render(_paper(Table(columns, rows), signatures=TWO))
    last = rendered.text(len(rendered.pages) - 1)
    assert "học sinh" in last.partition("NGƯỜI TỔNG HỢP")[0]
    assert rendered.whole_text.count("Lạng") == sentences


@pytest.mark.parametrize("room", range(100, 231, 10))
def test_nothing_reaches_into_the_margin(render: Render, room: int) -> None:
    rendered = render(_paper(Spacer(room), Paragraph(LONG), signatures=TWO))
    for page in rendered.pages:
        assert mm(page.height - max(char["bottom"] for char in page.chars)) >= 19.5


@pytest.mark.parametrize("signers", [2, 3, 4])
def test_recipients_below_the_signers_stay_with_them_in_word(state_format: PageFormat, signers: int) -> None:
    stream = io.BytesIO()
    render_docx(_paper(Paragraph(LONG), signatures=(TWO * 2)[:signers]), state_format, stream)
    word = docx.Document(io.BytesIO(stream.getvalue()))
    *signed, listed = word.tables[-1].rows
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in word.tables[-1].rows)
    assert all(one.paragraph_format.keep_with_next for row in signed for cell in row.cells for one in cell.paragraphs)
    assert [cell._tc.grid_span for cell in dict.fromkeys(listed.cells)] == [len(word.tables[-1].columns)]
    assert listed.cells[0].paragraphs[0].text == "Nơi nhận:"
    assert len(signed) == (2 if signers > 3 else 1)


def test_what_opens_a_list_is_never_left_at_the_foot_of_a_page(render: Render) -> None:
    for room in range(196, 236, 6):
        rendered = render(_paper(Spacer(room), Paragraph("Ghi chú:"), Paragraph(LONG * 4), Paragraph(LONG * 4)))
        page = next(place for place in range(len(rendered.pages)) if "Ghi chú:" in rendered.text(place))
        assert "Nhân dân thôn Đông" in rendered.text(page)


@pytest.mark.parametrize("lines", [2, 3, 5])
def test_no_line_to_write_on_stands_alone_at_the_head_or_foot_of_a_page(render: Render, lines: int) -> None:
    for room in range(130, 231, 10):
        rendered = render(_paper(Spacer(room), FillLines("Ý kiến khác:", lines)))
        dotted = [sum("....." in line["text"] for line in page.extract_text_lines()) for page in rendered.pages]
        assert sum(dotted) == lines
        assert 1 not in dotted, room


def test_a_label_that_leaves_no_room_stays_with_its_dots(render: Render) -> None:
    label = "2. Đại diện Ủy ban Mặt trận Tổ quốc Việt Nam xã Đông Sơn: Ông (bà)"
    for room in range(130, 231, 5):
        rendered = render(_paper(Spacer(room), FillLines(label)))
        assert any(label[:20] in text and "....." in text for text in map(rendered.text, range(len(rendered.pages))))


def test_a_signer_of_a_sheet_stays_with_the_end_of_its_table(render: Render, state_format: PageFormat) -> None:
    table = Table((Column("TT", 10), Column("Đội thi", 90)), tuple((str(place), "Thôn Đông") for place in range(9)))
    sheet = KeepTogether((table, Paragraph("Giám khảo", Align.RIGHT), Paragraph("(Ký)", Align.RIGHT)), whole=False)
    for room in range(90, 221, 5):
        paper = replace(_paper(Spacer(room), sheet), signatures=(), recipients=None)
        rendered = render(paper)
        last = rendered.text(len(rendered.pages) - 1)
        assert all(words in last for words in ("Thôn Đông", "Giám khảo", "(Ký)")), room
    stream = io.BytesIO()
    render_docx(paper, state_format, stream)
    row = docx.Document(io.BytesIO(stream.getvalue())).tables[-1].rows[-1]
    assert all(one.paragraph_format.keep_with_next for cell in row.cells for one in cell.paragraphs)


def test_a_last_note_of_an_annex_takes_the_one_above_along(render: Render, state_format: PageFormat) -> None:
    for room in range(90, 221, 5):
        annex = Appendix("Phụ lục", "Biểu", (Spacer(room), BulletList((LONG, "Không in những chỉ tiêu không có."))))
        paper = replace(_paper(Paragraph(LONG)), appendices=(annex,))
        rendered = render(paper)
        last = rendered.pages[-1].extract_text_lines()
        assert len([line for line in last if not line["text"].isdecimal()]) > 1, room
    stream = io.BytesIO()
    render_docx(paper, state_format, stream)
    assert docx.Document(io.BytesIO(stream.getvalue())).paragraphs[-2].paragraph_format.keep_with_next


def test_recipients_stand_beside_two_signers_on_a_page_across(render: Render) -> None:
    rendered = render(_paper(Paragraph(LONG), signatures=TWO, landscape=True))
    signer, listed = rendered.found("NGƯỜI TỔNG HỢP"), rendered.found("Nơi nhận:")
    assert abs(signer["top"] - listed["top"]) < 5
    assert rendered.found("- Thường trực HĐND xã;")["x1"] < signer["x0"]


def test_no_figure_is_broken_in_its_column(render: Render) -> None:
    columns = (Column("TT", 10), Column("Chỉ tiêu", 62), Column("Số", 5, Align.RIGHT))
    rendered = render(_paper(Table(columns, (("1", "Tiền Nhân dân đóng góp", "1.448.900.000"),))))
    assert rendered.found("1.448.900.000")["x1"] <= rendered.rules()[-1]["x1"] + 1


def test_a_label_that_leaves_no_room_has_its_dots_on_the_next_line(render: Render) -> None:
    label = "2. Đại diện Ủy ban Mặt trận Tổ quốc Việt Nam xã Đông Sơn: Ông (bà)"
    rendered = render(_paper(FillLines(label)))
    dots = rendered.found("." * 60)
    assert dots["top"] > rendered.found("2. Đại diện Ủy ban")["bottom"]


def test_words_before_dots_are_not_stretched(render: Render) -> None:
    rendered = render(_paper(Paragraph(f"Thư ký (người ghi biên bản): Đồng chí Đỗ Thị Hạnh; chức vụ: {'…' * 24}.")))
    first, second = (rendered.found(word) for word in ("Thư", "ký"))
    assert second["x0"] - first["x1"] < 5


def test_the_name_of_a_body_breaks_before_its_place(render: Render, state_format: PageFormat) -> None:
    paper = Document(INFO, Header("Ban Thường trực", "Ủy ban MTTQ Việt Nam phường Ngô Quyền"), "Kế hoạch")
    rendered = render(paper)
    place, front = rendered.found("PHƯỜNG NGÔ QUYỀN"), rendered.found("ỦY BAN MTTQ")
    assert place["top"] > front["bottom"] - 2
    stream = io.BytesIO()
    render_docx(paper, state_format, stream)
    assert "PHƯỜNG\u00a0NGÔ\u00a0QUYỀN" in docx.Document(io.BytesIO(stream.getvalue())).tables[0].cell(0, 0).text


def test_a_last_table_begins_no_empty_page_in_word(state_format: PageFormat) -> None:
    annex = Appendix("Phụ lục", "Danh sách", (Table((Column("TT", 10), Column("Nội dung", 90)), (("1", "a"),)),))
    stream = io.BytesIO()
    render_docx(replace(_paper(Paragraph(LONG)), appendices=(annex,)), state_format, stream)
    word = docx.Document(io.BytesIO(stream.getvalue()))
    ends = [one for one in word.paragraphs if one._p.pPr is not None and one._p.pPr.sectPr is not None]
    assert [one.paragraph_format.line_spacing for one in (*ends, word.paragraphs[-1])] == [Pt(1), Pt(1)]
