"""Paragraphs: lines of one width with every word on them, cut in two without a line alone."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

import pdfplumber
import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.reports.document import Align
from danvan_desktop.reports.pdf import fonts
from danvan_desktop.reports.pdf.canvas import ReportCanvas
from danvan_desktop.reports.pdf.paragraph import Paragraph, ParagraphStyle, cut, set_paragraph
from danvan_desktop.reports.pdf.tagging import paragraph as paragraph_element

WIDTH = 200.0
SIZE, LEADING = 14.0, 17.0
PLAIN, BOLD = fonts.face(bold=False, italic=False), fonts.face(bold=True, italic=False)
SENTENCE = "Nhân dân đề nghị Ủy ban nhân dân xã sửa đường trục chính của thôn trước mùa mưa năm nay."

texts = st.text("aắẤ1.,-\u00a0 ", max_size=120)
runs = st.lists(st.tuples(st.sampled_from((PLAIN, BOLD)), texts), max_size=4)
styles = st.builds(
    ParagraphStyle, st.just(SIZE), st.just(LEADING), st.sampled_from(Align), st.sampled_from((0.0, 36.0))
)


@pytest.fixture(autouse=True, scope="module")
def faces() -> None:
    fonts.first_face()


def style(align: Align = Align.JUSTIFY, indent: float = 0.0) -> ParagraphStyle:
    return ParagraphStyle(SIZE, LEADING, align, indent)


def lines_of(paragraph: Paragraph) -> list[str]:
    return ["".join(text for _face, text in line.segments) for line in paragraph.lines]


def drawn(paragraph: Paragraph) -> list[dict[str, Any]]:
    """Draw it at 50, 500 on an empty page; gives the words with their places."""
    stream = BytesIO()
    canvas = ReportCanvas(stream, "vi", dt.date(2026, 10, 1))
    with canvas.marked(paragraph_element()):
        paragraph.draw(canvas, 50, 500)
    canvas.showPage()
    canvas.save()
    with pdfplumber.open(stream) as file:
        return list(file.pages[0].extract_words())


@given(runs, styles)
def test_every_word_stands_on_a_line_in_its_face(given_runs: list[tuple[str, str]], wanted: ParagraphStyle) -> None:
    lines = set_paragraph(given_runs, wanted, WIDTH).lines
    for face in (PLAIN, BOLD):
        typed = "".join(text for name, text in given_runs if name == face).replace(" ", "")
        assert "".join(t for line in lines for name, t in line.segments if name == face).replace(" ", "") == typed


@given(runs, styles)
def test_no_line_is_longer_than_spaces_may_shrink(given_runs: list[tuple[str, str]], wanted: ParagraphStyle) -> None:
    for index, line in enumerate(set_paragraph(given_runs, wanted, WIDTH).lines):
        room = WIDTH - (0.0 if index else wanted.indent)
        length = sum(fonts.width_of(text, face, SIZE) for face, text in line.segments)
        shrunk = 0.05 * fonts.width_of(" ", PLAIN, SIZE) * line.spaces
        assert length <= room + shrunk + 1e-3
        assert line.spare == pytest.approx(room - length, abs=1e-3)


@given(runs, styles, st.floats(0, 400))
def test_both_parts_of_a_cut_have_two_lines(
    given_runs: list[tuple[str, str]], wanted: ParagraphStyle, room: float
) -> None:
    paragraph = set_paragraph(given_runs, wanted, WIDTH)
    parts = paragraph.split(room)
    if parts is None:
        assert paragraph.height <= room + 1e-3 or room < 2 * LEADING or len(paragraph.lines) < 4
        return
    assert parts[0].height <= room + 1e-3
    assert min(len(part.lines) for part in parts) >= 2
    assert [line for part in parts for line in part.lines] == list(paragraph.lines)


def test_a_word_set_in_two_faces_is_not_parted() -> None:
    paragraph = set_paragraph([(BOLD, "Điều 1"), (PLAIN, ". Phạm vi")], style(), WIDTH)
    assert lines_of(paragraph) == ["Điều 1. Phạm vi"]


def test_a_space_that_must_not_break_keeps_its_words_together() -> None:
    paragraph = set_paragraph([(PLAIN, "Báo cáo số 12 ngày\u00a030\u00a0tháng\u00a09")], style(), 110)
    assert lines_of(paragraph)[-1] == "ngày\u00a030\u00a0tháng\u00a09"


def test_full_lines_reach_the_right_edge_and_the_last_does_not() -> None:
    paragraph = set_paragraph([(PLAIN, SENTENCE)], style(), WIDTH)
    words = drawn(paragraph)
    ends = {round(word["top"]): word["x1"] for word in words}
    *full, last = ends.values()
    assert full == pytest.approx([50 + WIDTH] * len(full), abs=0.1)
    assert last < 50 + WIDTH - 10


@given(runs, styles)
def test_only_spaces_of_justified_lines_shrink_as_in_a_word_processor(
    given_runs: list[tuple[str, str]], wanted: ParagraphStyle
) -> None:
    lines = set_paragraph(given_runs, wanted, WIDTH).lines
    whole = lines[-1:] if wanted.align is Align.JUSTIFY else lines
    assert all(line.spare > -1e-3 for line in whole)


def test_the_first_part_of_a_cut_ends_with_a_full_line_and_the_second_begins_without_indent() -> None:
    parts = set_paragraph([(PLAIN, f"{SENTENCE} {SENTENCE}")], style(indent=36), WIDTH).split(3 * LEADING)
    assert parts is not None
    first, second = map(drawn, parts)
    assert min(word["x0"] for word in first[:1]) == pytest.approx(86, abs=0.5)
    assert first[-1]["x1"] == pytest.approx(50 + WIDTH, abs=0.1)
    assert second[0]["x0"] == pytest.approx(50, abs=0.5)


def test_centred_and_right_lines_stand_where_they_are_aligned() -> None:
    centred, right = (
        drawn(set_paragraph([(PLAIN, "Nơi nhận")], style(align), WIDTH)) for align in (Align.CENTER, Align.RIGHT)
    )
    assert (centred[0]["x0"] + centred[-1]["x1"]) / 2 == pytest.approx(150, abs=0.1)
    assert right[-1]["x1"] == pytest.approx(250, abs=0.1)


def test_a_code_longer_than_a_line_is_cut_behind_a_hyphen() -> None:
    face, code = fonts.face(bold=True, italic=False), "980D-30XM-XCXB-FWSQ-EATH"
    parts = cut(code, face, 12, fonts.width_of("980D-30XM-XC", face, 12))
    assert parts == ["980D-30XM-", "XCXB-", "FWSQ-EATH"] or parts == ["980D-30XM-", "XCXB-FWSQ-", "EATH"]
    assert cut("aaaaaaaa", face, 12, fonts.width_of("aaa", face, 12)) == ["aaa", "aaa", "aa"]


def test_a_long_symbol_is_broken_behind_a_hyphen_and_nothing_else_is() -> None:
    text = "Căn cứ Nghị quyết số 403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN và Quyết định số 12-QĐ/TW"
    lines = lines_of(set_paragraph([(PLAIN, text)], style(), 240.0))
    assert lines[0].endswith("403/2017/NQLT-")
    assert " ".join(lines).replace("- ", "-") == text
    assert "12-QĐ/TW" in " ".join(lines)
