"""Trees as they stand on the page: boxes joined by lines, cut between rows, told in words to a screen reader."""

import io
from collections.abc import Callable

import docx
import pikepdf
import pytest

from danvan_desktop.domain.tree_layout import TreeBox
from danvan_desktop.reports.document import Document, Header, Paragraph, Tree
from danvan_desktop.reports.docx import render_docx
from danvan_desktop.reports.page_format import PageFormat
from tests.reports.reading import INFO, LONG, Rendered, mm

EAST = TreeBox("Thôn Đông", ("Đường hoa", "2025 · Được nhân rộng"), None, stands_out=True)
TREE = Tree(
    "Sơ đồ nhân rộng",
    (
        EAST,
        TreeBox("Thôn Tây", ("Đường hoa nối thôn",), 0),
        TreeBox("Thôn Nam", ("Ngõ hoa",), 0),
        TreeBox("Bản Ven", ("theo quyết định công nhận",), 1, pale=True),
    ),
)


def boxes(rendered: Rendered, page: int = 0) -> list[tuple[float, float]]:
    return [(rect["x0"], rect["top"]) for rect in rendered.pages[page].rects if rect["height"] > 20]


def words_of(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]


def test_what_hangs_from_a_box_stands_to_its_right_and_lines_join_them(render_blocks: Callable[..., Rendered]) -> None:
    rendered = render_blocks(TREE)
    columns = sorted({round(left) for left, _top in boxes(rendered)})
    assert [sum(round(left) == column for left, _top in boxes(rendered)) for column in columns] == [1, 2, 1]
    assert len({round(top) for _left, top in boxes(rendered)}) == 3
    east, west, ven = (rendered.found(name) for name in ("Thôn Đông", "Thôn Tây", "Bản Ven"))
    assert east["x0"] < west["x0"] < ven["x0"]
    assert west["top"] == pytest.approx(ven["top"], abs=0.5)
    assert rendered.faces("Thôn Đông") == {("-Bold", 11)}


def test_it_is_told_what_came_of_what(render_blocks: Callable[..., Rendered]) -> None:
    (words,) = words_of(render_blocks(TREE).data)
    assert words.startswith("Sơ đồ nhân rộng: Thôn Đông (Đường hoa, 2025 · Được nhân rộng); Thôn Đông → Thôn Tây (")
    assert "Thôn Tây → Bản Ven (theo quyết định công nhận)." in words


def test_more_rows_than_a_page_has_go_on_with_what_they_hang_from(render_blocks: Callable[..., Rendered]) -> None:
    many = Tree("Sơ đồ", (EAST, *(TreeBox(f"Nơi thứ {number}", (), 0) for number in range(60))))
    rendered = render_blocks(Paragraph(LONG * 8), many)
    assert len(rendered.pages) > 2
    shown = [word for page in range(len(rendered.pages)) for word in rendered.text(page).split("Nơi thứ ")[1:]]
    assert [int(word.split()[0]) for word in shown] == list(range(60))
    assert sum(rendered.text(page).count("Thôn Đông") for page in range(len(rendered.pages))) == len(
        [page for page in range(len(rendered.pages)) if boxes(rendered, page)]
    )


def test_a_long_line_of_places_goes_on_in_a_further_picture_within_the_margins(
    render_blocks: Callable[..., Rendered],
) -> None:
    line = Tree("Sơ đồ", (EAST, *(TreeBox(f"Đời {number}", (LONG,), number) for number in range(12))))
    rendered = render_blocks(line)
    for page in range(len(rendered.pages)):
        assert all(mm(char["x1"]) <= 190.5 for char in rendered.pages[page].chars)
    text = "".join(rendered.text(page) for page in range(len(rendered.pages)))
    assert all(f"Đời {number}" in text for number in range(12))
    assert len(words_of(rendered.data)) > 2


def test_word_has_the_same_picture_with_its_words(state_format: PageFormat) -> None:
    stream = io.BytesIO()
    render_docx(Document(INFO, Header("UBND xã"), "Sơ đồ nhân rộng", blocks=(TREE,)), state_format, stream)
    (picture,) = docx.Document(io.BytesIO(stream.getvalue())).inline_shapes
    assert "Thôn Đông → Thôn Nam (Ngõ hoa)" in picture._inline.docPr.get("descr")


def test_a_box_that_hangs_from_a_later_one_is_refused() -> None:
    with pytest.raises(ValueError, match="does not come before"):
        Tree("Sơ đồ", (TreeBox("Một", (), 1), TreeBox("Hai", (), None)))
