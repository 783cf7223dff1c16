"""``script/word_pictures.py`` tells how far two files of one paper are apart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from word_pictures import Difference, difference_of, looks_of
from word_rules import unknown_words

from danvan_desktop.reports.document import Block, Column, Document, Header, PageBreak, Paragraph, Spacer, Table
from danvan_desktop.reports.page_format import PageFormat
from danvan_desktop.reports.pdf import render_pdf
from tests.reports.reading import INFO, LONG

Compare = Callable[[tuple[Block, ...], tuple[Block, ...]], Difference]


@pytest.fixture
def compare(tmp_path: Path, state_format: PageFormat) -> Compare:
    """Print blocks twice and compare the pages."""

    def both(ours: tuple[Block, ...], theirs: tuple[Block, ...]) -> Difference:
        looks = []
        for name, blocks in (("pdf", ours), ("word", theirs)):
            path = tmp_path / f"{name}.pdf"
            document = Document(INFO, Header("Ủy ban nhân dân xã Đông Sơn"), "Báo cáo", blocks=blocks)
            with path.open("wb") as stream:
                render_pdf(document, state_format, stream)
            looks.append(tuple(looks_of(path)))
        return difference_of("paper", *looks)

    return both


def test_the_same_page_has_no_difference(compare: Compare) -> None:
    found = compare((Paragraph(LONG),), (Paragraph(LONG),))
    assert found.is_alike
    assert (found.pages, found.moved, found.down, found.aside, found.ink) == ((1, 1), 0, 0, 0, 0)


def test_what_stands_lower_is_measured(compare: Compare) -> None:
    found = compare((Paragraph(LONG),), (Spacer(10), Paragraph(LONG)))
    assert not found.is_alike
    assert found.down == pytest.approx(10, abs=2.2)
    assert found.aside == 0


def test_a_word_on_another_page_is_moved(compare: Compare) -> None:
    first, second = Paragraph("Kết quả của xã"), Paragraph("Kiến nghị của thôn với tỉnh")
    found = compare((first, second, PageBreak(), first), (first, PageBreak(), second, first))
    assert found.moved == 12
    assert not found.is_alike


def test_a_row_that_ends_the_page_before_or_begins_the_next_is_named(compare: Compare) -> None:
    row, rest = Paragraph("12 Thôn Đông 08/11/2026"), Paragraph(f"Người lập sổ {LONG}")
    full = Paragraph(f"Trong kỳ có mười hai cuộc họp. {LONG}")
    papers = (full, PageBreak(), row, rest), (full, row, PageBreak(), rest)
    for found in (compare(*papers), compare(*reversed(papers))):
        assert found.is_alike
        assert (found.moved, found.reason) == (12, "foot")


def test_more_than_a_row_or_what_stands_two_pages_away_has_no_reason(compare: Compare) -> None:
    first, row, rest = Paragraph("Trong kỳ có mười hai cuộc họp."), Paragraph("12 Thôn Đông"), Paragraph("Người lập sổ")
    rows = (Paragraph(LONG), Paragraph(LONG))
    assert not compare((first, PageBreak(), *rows, rest), (first, *rows, PageBreak(), rest)).is_alike
    away = (first, row, PageBreak(), rest, PageBreak(), rest), (first, PageBreak(), rest, PageBreak(), row, rest)
    assert not compare(*away).is_alike


def test_another_number_of_pages_is_never_alike(compare: Compare) -> None:
    found = compare((Paragraph(LONG),), (Paragraph(LONG), PageBreak(), Paragraph("Hết.")))
    assert found.pages == (1, 2)
    assert not found.is_alike


def test_a_table_without_its_lines_shows_in_the_ink(compare: Compare) -> None:
    table = Table((Column("", 1), Column("", 9)), (("", ""),) * 20)
    assert compare((Paragraph(LONG), table), (Paragraph(LONG),)).ink > 8


def test_words_that_a_reader_joins_or_parts_are_known() -> None:
    assert unknown_words([["Cơ", "quan", "soạn", "thảo"]], [["Cơ", "quansoạn", "thảo"]]) == []
    assert unknown_words([["Cơ", "quansoạn"]], [["Cơ", "quan", "soạn"]]) == []
    assert unknown_words([["Cơ", "quan"]], [["Cơ", "sở"]]) == ["quan"]
