"""PDF/A-2a and PDF/UA-1: every form, whatever a document may hold, and a book, by a validator and our own checker."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pikepdf
import pytest

from danvan_desktop.domain.tree_layout import TreeBox
from danvan_desktop.reports.catalogue import FORMS
from danvan_desktop.reports.document import (
    Appendix,
    BulletList,
    Cell,
    Chart,
    ChartSeries,
    Column,
    ColumnGroup,
    Copy,
    CopyKind,
    Document,
    FillLines,
    Header,
    Heading,
    KeepTogether,
    NumberedList,
    PageBreak,
    Paragraph,
    Proof,
    Recipients,
    Signature,
    Spacer,
    Table,
    Tree,
)
from danvan_desktop.reports.form import ReportForm
from danvan_desktop.reports.page_format import PageFormat
from danvan_desktop.reports.pdf.render import Chapter, render_book
from danvan_desktop.reports.printing import print_form
from danvan_desktop.reports.style import Style
from tests.reports.golden import cases, file_stem
from tests.reports.golden_office import GoldenOffice, make_commune
from tests.reports.reading import INFO, LONG, Rendered
from tests.reports.tags import faults_of, refused_by_standards, tree_of

HEADER = Header("Ủy ban nhân dân xã Đông Sơn", "Ủy ban nhân dân tỉnh", place_date="Đông Sơn, ngày 01 tháng 10 năm 2026")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GoldenOffice]:
    with make_commune(tmp_path_factory.mktemp("tags") / "commune.db") as store:
        yield GoldenOffice(store)


def assert_tagged(data: bytes) -> None:
    assert refused_by_standards(data) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert faults_of(pdf) == []


@pytest.mark.parametrize(
    ("form", "style"), [pytest.param(form, style, id=file_stem(form, style)) for form, style in cases()]
)
def test_every_form_is_kept_and_read_out_as_the_standards_ask(
    office: GoldenOffice, form: ReportForm, style: Style
) -> None:
    stream = io.BytesIO()
    print_form(form, office.context(form, style), stream)
    assert_tagged(stream.getvalue())


def everything() -> Document:
    """A document with all that one may hold, longer than a page in every part that can be cut."""
    columns = (Column("TT", 1), Column("Nội dung", 6), Column("Số", 2), Column("Ghi chú", 2))
    rows = (
        (Cell("Phần một", span=4),),
        ("1", LONG * 12, "3", ""),
        *((str(number), "Việc", "", "") for number in range(2, 60)),
    )
    table = Table(columns, rows, (ColumnGroup("Kết quả", 1, 2),), numbered=True)
    chart = Chart("Biểu đồ", ("Thôn Đông", "Thôn Tây"), (ChartSeries("Kỳ này", (3.0, 1.0), ("3", "1")),))
    boxes = (TreeBox("Thôn Đông", ("Đường hoa",), None), *(TreeBox(f"Nơi {n}", ("2026",), 0) for n in range(40)))
    return Document(
        INFO,
        HEADER,
        "Báo cáo",
        "Kết quả công tác",
        blocks=(
            Paragraph(LONG * 40),
            Heading("Chương", 1),
            Heading("Mục sâu hơn hai bậc", 4),
            BulletList(("Một", LONG * 30)),
            NumberedList(("Một", "Hai")),
            FillLines("Ý kiến khác:", 3),
            FillLines(lines=2),
            table,
            chart,
            Tree("Sơ đồ", boxes),
            Spacer(5),
            PageBreak(),
            KeepTogether((Paragraph("Cùng nhau"), Paragraph("một trang"))),
        ),
        signatures=(Signature(("CHỦ TỊCH",), "(Ký)", "Nguyễn Văn An"), Signature(("BÍ THƯ",), "", "Lê Thị Bình")),
        recipients=Recipients(tuple(f"Nơi thứ {number}" for number in range(90))),
        appendices=(Appendix("Phụ lục", "Danh sách", (table, Heading("Mục", 1)), "(Kèm theo)", landscape=True),),
        proof=Proof("danvan:1", "ABCD-EFGH", "Mã đối chiếu"),
        copy=Copy(CopyKind.FULL, HEADER, Signature(("CHÁNH VĂN PHÒNG",), "", "Trần Văn Cảnh")),
    )


def test_whatever_a_document_holds_is_tagged_where_it_is_cut_too(
    render: Callable[[Document], Rendered],
) -> None:
    rendered = render(everything())
    assert len(rendered.pages) > 8
    assert_tagged(rendered.data)


def test_a_book_has_a_part_for_each_of_its_papers(state_format: PageFormat) -> None:
    stream = io.BytesIO()
    render_book([Chapter(name, everything(), state_format) for name in ("Một", "Hai")], INFO, stream)
    assert_tagged(stream.getvalue())
    with pikepdf.open(stream) as pdf:
        assert [name for name, _below in tree_of(pdf)[1]] == ["Part", "Part"]


def test_headings_never_skip_a_level_and_the_title_is_the_first(render: Callable[[Document], Rendered]) -> None:
    with pikepdf.open(io.BytesIO(render(everything()).data)) as pdf:
        names = [one if isinstance(one, str) else one[0] for one in tree_of(pdf)[1]]
    assert [name for name in names if name.startswith("H")] == ["H1", "H2", "H3", "H1", "H2"]


def test_a_table_has_its_titles_once_and_its_empty_cells_too(render_blocks: Callable[..., Rendered]) -> None:
    table = Table((Column("TT", 1), Column("Việc", 5)), tuple((str(row), "") for row in range(80)))
    rendered = render_blocks(table)
    assert len(rendered.pages) > 1
    with pikepdf.open(io.BytesIO(rendered.data)) as pdf:
        (grid,) = [one for one in tree_of(pdf)[1] if one[0] == "Table"]
    assert grid == (
        "Table",
        [("THead", [("TR", ["TH", "TH"])]), ("TBody", [("TR", ["TD", "TD"])] * 80)],
    )


def test_what_is_cut_at_the_end_of_a_page_stays_one_paragraph(render_blocks: Callable[..., Rendered]) -> None:
    rendered = render_blocks(Paragraph(LONG * 60))
    assert len(rendered.pages) > 2
    with pikepdf.open(io.BytesIO(rendered.data)) as pdf:
        body = [one for one in tree_of(pdf)[1] if one == "P"]
    assert len(body) == 3  # the issuing body, the words of the state, the paragraph


def test_lines_of_a_paragraph_are_parted_by_characters(render_blocks: Callable[..., Rendered]) -> None:
    page = render_blocks(Paragraph(LONG)).pages[0]
    words = "".join(char["text"] for char in page.chars).split()
    assert words[-len(LONG.split()) :] == LONG.split()


def test_a_chart_and_a_code_are_told_in_words(render: Callable[[Document], Rendered]) -> None:
    with pikepdf.open(io.BytesIO(render(everything()).data)) as pdf:
        told = [str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    assert told[0] == "Biểu đồ. Thôn Đông: 3; Thôn Tây: 1."
    assert all(words.startswith("Sơ đồ: Thôn Đông (Đường hoa); Thôn Đông → Nơi ") for words in told[1:-1])
    assert told[-1] == "ABCD-EFGH"


def test_a_file_without_a_title_still_names_itself(state_format: PageFormat) -> None:
    stream = io.BytesIO()
    info = INFO.__class__("", "", INFO.made_on)
    render_book([Chapter("", Document(info, HEADER, "Báo cáo"), state_format)], info, stream)
    assert_tagged(stream.getvalue())


def damaged(pdf: pikepdf.Pdf, how: str) -> None:
    nums = pdf.Root.StructTreeRoot.ParentTree.Nums
    stream = pdf.pages[0].Contents
    code = stream.read_bytes()
    match how:
        case "an end is missing":
            stream.write(code.replace(b"EMC", b"", 1))
        case "a mark of no element":
            stream.write(code.replace(b"/MCID 0>>", b"/MCID 99>>", 1))
        case "parents swapped":
            nums[1][0], nums[1][1] = nums[1][1], nums[1][0]
        case "parents empty":
            nums[1] = pikepdf.Array()
        case "a page without parents":
            del pdf.pages[0].obj["/StructParents"]
        case "text outside":
            stream.write(code + b" BT (x) Tj ET ")


@pytest.mark.parametrize(
    "how",
    [
        "an end is missing",
        "a mark of no element",
        "parents swapped",
        "parents empty",
        "a page without parents",
        "text outside",
    ],
)
def test_the_checker_finds_damaged_tags(how: str, render: Callable[[Document], Rendered]) -> None:
    with pikepdf.open(io.BytesIO(render(everything()).data)) as pdf:
        assert faults_of(pdf) == []
        damaged(pdf, how)
        assert faults_of(pdf)


def test_the_forms_are_all_there() -> None:
    assert {form.code for form, _style in cases()} == {form.code for form in FORMS}
