import io

import pytest
from PySide6.QtGui import QColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from danvan_desktop.ui.preview.page_layout import GAP, MOST_FITTED, PageLayout, fitting_zoom, next_zoom
from danvan_desktop.ui.preview.pdf_pages import MOST_PIXELS, PageSize, PdfPages, UnreadablePdf

A4_SIZE = PageSize(*A4)


def pdf(pages: int = 1) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for number in range(1, pages + 1):
        canvas.setPageSize(landscape(A4) if number == 2 else A4)
        canvas.drawString(100, 700, f"Trang {number}")
        canvas.rect(100, 100, 300, 300, fill=1)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_pages_keep_their_sizes_and_text() -> None:
    pages = PdfPages(pdf(3))
    assert len(pages) == 3
    assert pages.sizes[0].width == pytest.approx(A4[0], abs=0.01)
    assert pages.sizes[1].width == pytest.approx(A4[1], abs=0.01)
    assert pages.text(2).strip() == "Trang 3"
    pages.close()


def test_a_page_is_drawn_as_large_as_asked() -> None:
    pages = PdfPages(pdf())
    image = pages.render(0, 2.0)
    assert (image.width(), image.height()) == (1191, 1684)
    assert image.pixelColor(500, 1200) == QColor("black")
    assert image.pixelColor(10, 10) == QColor("white")
    pages.close()


def test_a_huge_zoom_stays_within_the_memory_set_aside() -> None:
    pages = PdfPages(pdf())
    image = pages.render(0, 40.0)
    assert image.width() * image.height() <= MOST_PIXELS * 1.01
    pages.close()


def test_a_closed_file_gives_empty_pages() -> None:
    pages = PdfPages(pdf())
    pages.close()
    pages.close()
    assert pages.render(0, 1.0).isNull()
    assert pages.text(0) == ""


def test_bytes_that_are_no_pdf_are_refused_in_words() -> None:
    with pytest.raises(UnreadablePdf, match="Không đọc được"):
        PdfPages(b"PK\x03\x04 not a pdf")


def test_pages_stand_below_each_other_in_the_middle() -> None:
    layout = PageLayout([A4_SIZE] * 3, 1.0, 1000)
    first, second, third = layout.places
    assert first.top == GAP
    assert second.top == first.bottom + GAP
    assert layout.height == third.bottom + GAP
    assert first.left == (1000 - first.width) // 2


def test_only_pages_between_the_lines_are_visible() -> None:
    layout = PageLayout([A4_SIZE] * 200, 1.0, 1000)
    tenth = layout.places[10]
    assert layout.visible(tenth.top + 5, tenth.top + 10) == range(10, 11)
    assert layout.visible(tenth.top - 50, tenth.top + 10) == range(9, 11)
    assert list(layout.visible(tenth.top - GAP, tenth.top)) == []
    assert layout.current(tenth.top, 700) == 10
    assert list(PageLayout((), 1.0, 500).visible(0, 500)) == []


def test_the_widest_page_fills_the_width() -> None:
    sizes = [A4_SIZE, PageSize(A4_SIZE.height, A4_SIZE.width)]
    zoom = fitting_zoom(sizes, 1000)
    assert 1000 - 2 * GAP <= PageLayout(sizes, zoom, 1000).places[1].width <= 1000 - 2 * GAP + 1


def test_a_wide_window_shows_a_page_not_a_third_of_it() -> None:
    assert fitting_zoom([A4_SIZE], 3000) == MOST_FITTED


@pytest.mark.parametrize(("zoom", "larger", "expected"), [(1.0, True, 1.1), (1.0, False, 0.9), (0.98, True, 1.0)])
def test_zoom_goes_by_steps(zoom: float, larger: bool, expected: float) -> None:
    assert next_zoom(zoom, larger) == expected


def test_zoom_ends_at_its_bounds() -> None:
    assert next_zoom(4.0, larger=True) == 4.0
    assert next_zoom(0.25, larger=False) == 0.25
