from __future__ import annotations

from collections.abc import Callable

import pytest

from danvan_desktop.reports.document import Align, Cell, Column, ColumnGroup, Heading, Paragraph, Run, Spacer, Table
from danvan_desktop.reports.page_format import PageFormat
from danvan_desktop.reports.pdf import fonts
from danvan_desktop.reports.pdf.pieces import MILLIMETRE
from danvan_desktop.reports.pdf.tables import column_widths
from danvan_desktop.reports.pdf.typesetter import Typesetter
from tests.reports.reading import LONG, Rendered, mm

RenderBlocks = Callable[..., Rendered]

COLUMNS = (Column("STT", 1, Align.CENTER), Column("Nội dung kiến nghị", 6), Column("Trả lời", 3))


def register(count: int, text: str = "Kiến nghị về đường giao thông nông thôn") -> Table:
    rows = tuple((str(number), f"{text} số {number:04d}", "Đã trả lời") for number in range(1, count + 1))
    return Table(COLUMNS, rows, numbered=True)


def test_a_long_table_repeats_its_header_and_loses_no_row(render_blocks: RenderBlocks) -> None:
    rendered = render_blocks(register(1000), landscape=True)
    assert len(rendered.pages) > 30
    for page in range(len(rendered.pages)):
        text = rendered.text(page)
        assert text.count("STT") == 1
        assert "(1) (2) (3)" in text
    printed = rendered.whole_text
    assert all(f"số {number:04d}" in printed for number in range(1, 1001))
    assert printed.index("số 0001") < printed.index("số 0500") < printed.index("số 1000")


def test_a_table_fills_the_width_by_its_shares(render_blocks: RenderBlocks) -> None:
    rendered = render_blocks(register(3))
    (table,) = rendered.pages[0].find_tables()
    left, _top, right, _bottom = table.bbox
    assert (mm(left), mm(right)) == pytest.approx((30, 190), abs=0.5)
    widths = [mm(cell[2] - cell[0]) for cell in table.rows[-1].cells]
    assert widths == pytest.approx([16, 96, 48], abs=0.5)
    assert table.extract()[2] == ["1", "Kiến nghị về đường giao thông nông thôn số 0001", "Đã trả lời"]


def test_group_titles_stand_above_their_columns(render_blocks: RenderBlocks) -> None:
    columns = (Column("STT", 1), Column("Tán thành", 2), Column("Không tán thành", 2))
    rendered = render_blocks(Table(columns, (("1", "100", "20"),), groups=(ColumnGroup("Kết quả", 1, 2),)))
    (table,) = rendered.pages[0].find_tables()
    assert table.extract() == [
        ["STT", "Kết quả", None],
        [None, "Tán thành", "Không tán thành"],
        ["1", "100", "20"],
    ]


def test_a_cell_may_cover_several_columns(render_blocks: RenderBlocks) -> None:
    nothing = Cell((Run("Không phát sinh", italic=True),), span=3, align=Align.CENTER)
    rendered = render_blocks(Table(COLUMNS, ((nothing,), ("1", "a", "b"))))
    (table,) = rendered.pages[0].find_tables()
    assert table.extract()[1:] == [["Không phát sinh", None, None], ["1", "a", "b"]]
    assert rendered.faces("Không phát sinh") == {("-Italic", 12)}
    place = rendered.found("Không phát sinh")
    assert mm((place["x0"] + place["x1"]) / 2) == pytest.approx(110, abs=0.5)


def test_a_row_goes_to_the_next_page_whole(render_blocks: RenderBlocks) -> None:
    rows = tuple((str(number), LONG, "x") for number in range(30))
    rendered = render_blocks(Table(COLUMNS, rows))
    for page in rendered.pages:
        (table,) = page.find_tables()
        assert all(" ".join((row[1] or "").split()) == LONG.strip() for row in table.extract()[1:])


@pytest.mark.parametrize("sentences", [5, 8, 12])
def test_a_row_that_fits_on_a_page_is_never_cut(render_blocks: RenderBlocks, sentences: int) -> None:
    rendered = render_blocks(Spacer(100), Table(COLUMNS, (("1", "ngắn", "x"), ("2", LONG * sentences, "y"))))
    cells = [row[1] or "" for page in rendered.pages for row in page.find_tables()[0].extract()[1:]]
    assert [cell.count("Lạng") for cell in cells] == [0, sentences]


def test_a_cell_longer_than_a_page_is_cut_and_loses_no_line(render_blocks: RenderBlocks) -> None:
    lines = [f"Ý kiến thứ {number}: đề nghị làm đường." for number in range(1, 151)]
    rows = (("1", "trước", "x"), ("2", "\n".join(lines), "trả lời"), ("3", "sau", "y"))
    rendered = render_blocks(Table(COLUMNS, rows))
    assert len(rendered.pages) > 2
    assert all(line in rendered.whole_text for line in lines)
    assert all("Nội dung kiến nghị" in rendered.text(page) for page in range(len(rendered.pages)))
    assert all(mm(char["bottom"]) < 278 for page in rendered.pages for char in page.chars)


def test_one_paragraph_of_sixty_lines_is_cut_within_its_row(render_blocks: RenderBlocks) -> None:
    rendered = render_blocks(Spacer(60), Table(COLUMNS, (("1", LONG * 24, LONG * 20),)))
    assert len(rendered.pages) > 1
    assert "1" in rendered.pages[0].find_tables()[0].extract()[1][0]
    assert rendered.whole_text.count("Lạng") == 44


def test_a_heading_stays_with_the_first_row_of_its_table(render_blocks: RenderBlocks) -> None:
    for height in range(190, 240, 5):
        rendered = render_blocks(Spacer(height), Heading("Kết quả biểu quyết"), register(4))
        page = 0 if "Kết quả biểu quyết" in rendered.text(0) else 1
        assert "số 0001" in rendered.text(page)


@pytest.mark.parametrize("lines", [44, 47, 49, 50, 51])
def test_a_row_as_high_as_a_page_leaves_no_title_alone(render_blocks: RenderBlocks, lines: int) -> None:
    title = (Cell((Run("Văn bản ban hành", bold=True),), span=3),)
    high = ("1", "\n".join(["Đề nghị làm đường."] * lines), "x")
    under_title = render_blocks(Table(COLUMNS, (high,)))
    under_heading = render_blocks(Paragraph(LONG), Heading("Kết quả biểu quyết"), Table(COLUMNS, (high,)))
    under_title_of_rows = render_blocks(Table(COLUMNS, (("0", "trước", "x"), title, high)))
    for rendered, words in (
        (under_title, "BÁO CÁO"),
        (under_heading, "Kết quả biểu quyết"),
        (under_title_of_rows, "Văn bản ban hành"),
    ):
        page = next(page for page in range(len(rendered.pages)) if words in rendered.text(page))
        assert "làm đường" in rendered.text(page).partition(words)[2]
        assert rendered.whole_text.count("làm đường") == lines


def test_a_table_without_rows_prints_its_header(render_blocks: RenderBlocks) -> None:
    rendered = render_blocks(Table(COLUMNS, ()), Paragraph("Hết."))
    assert "STT Nội dung kiến nghị Trả lời" in rendered.whole_text
    assert "Hết." in rendered.whole_text


def test_a_table_without_rows_at_the_foot_of_a_page_goes_to_the_next(render_blocks: RenderBlocks) -> None:
    rendered = render_blocks(Spacer(212), Heading("Biểu quyết"), Table(COLUMNS, ()), Paragraph("Hết."))
    assert "Biểu quyết" not in rendered.text(0)
    assert "Biểu quyết STT Nội dung kiến nghị Trả lời" in " ".join(rendered.text(1).split())


def test_the_title_of_rows_goes_to_the_next_page_with_them(render_blocks: RenderBlocks) -> None:
    title = (Cell((Run("Văn bản ban hành", bold=True),), span=3),)
    for count in range(25, 36):
        rows = tuple((str(number), "Kiến nghị", "x") for number in range(count))
        more = tuple((str(number), "Phản ánh", "z") for number in range(100, 125))
        rendered = render_blocks(Table(COLUMNS, (*rows, title, ("99", "cuối", "y"), *more)))
        page = next(place for place in range(len(rendered.pages)) if "Văn bản ban hành" in rendered.text(place))
        assert "99 cuối y" in rendered.text(page)
    assert len(rendered.pages) == 2


@pytest.mark.parametrize("lacking", [0.02, 1.5])
def test_a_title_that_nearly_has_room_on_one_line_gets_it(state_format: PageFormat, lacking: float) -> None:
    """LibreOffice wrote on one line what the PDF broke for want of a hundredth of a point."""
    Typesetter(state_format)
    style, title = state_format.table, "Người phụ trách"
    needed = fonts.width_of(title, fonts.face(style.header.bold, style.header.italic), style.header.size.value)
    needed += 2 * style.padding.value * MILLIMETRE + style.line_width
    given = needed - lacking
    widths = column_widths(Table((Column("Nội dung", 300), Column(title, given)), ()), style, 300 + given)
    assert widths[1] >= needed
    assert sum(widths) == pytest.approx(300 + given)


def test_the_line_below_the_last_row_of_a_page_stands_above_the_margin(render_blocks: RenderBlocks) -> None:
    """LibreOffice takes a row overleaf whose line would stand below it."""
    for room in range(48):
        rendered = render_blocks(Spacer(0.15 * room), register(60))
        (table,) = rendered.pages[0].find_tables()
        assert rendered.pages[0].height - table.bbox[3] >= 20 * MILLIMETRE + 0.25
