"""Documents rendered to PDF and read back by programs that are not the renderer's own."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pdfplumber
import pytest

from danvan_desktop.reports.document import Block, Document, DocumentInfo, Header
from danvan_desktop.reports.page_format import PageFormat, load_page_format
from danvan_desktop.reports.pdf import render_pdf
from tests.reports.reading import Rendered


@pytest.fixture(scope="session")
def state_format() -> PageFormat:
    return load_page_format("state")


@pytest.fixture
def render(state_format: PageFormat) -> Iterator[Callable[[Document], Rendered]]:
    opened = []

    def make(document: Document) -> Rendered:
        stream = io.BytesIO()
        result = render_pdf(document, state_format, stream)
        pdf = pdfplumber.open(io.BytesIO(stream.getvalue()))
        opened.append(pdf)
        return Rendered(stream.getvalue(), result, pdf.pages)

    yield make
    for pdf in opened:
        pdf.close()


@pytest.fixture
def render_blocks(render: Callable[[Document], Rendered]) -> Callable[..., Rendered]:
    """Render blocks in an otherwise bare document."""

    def make(*blocks: Block, landscape: bool = False) -> Rendered:
        info = DocumentInfo("Thử nghiệm", "UBND xã Đông Sơn")
        return render(Document(info, Header("UBND xã Đông Sơn"), "Báo cáo", blocks=blocks, landscape=landscape))

    return make
