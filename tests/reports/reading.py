"""What the tests of reports read PDFs with: lengths in points from the upper left corner of the sheet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from danvan_desktop.reports.document import DocumentInfo
from danvan_desktop.reports.pdf import RenderResult

MILLIMETRE = 72 / 25.4
INFO = DocumentInfo("Thử nghiệm", "UBND xã Đông Sơn", dt.date(2026, 10, 1))
LONG = (
    "Nhân dân thôn Đông đề nghị Ủy ban nhân dân xã sớm sửa chữa tuyến đường trục chính từ nhà văn hóa thôn đến "
    "cánh đồng Mả Lạng, vì mặt đường xuống cấp, mùa mưa trơn trượt, ảnh hưởng đến việc đi lại của học sinh. "
)


def mm(points: float) -> float:
    """Points as millimetres."""
    return points / MILLIMETRE


@dataclass
class Rendered:
    """A PDF as pdfplumber sees it."""

    data: bytes
    result: RenderResult
    pages: list[Any]

    def text(self, page: int = 0) -> str:
        return self.pages[page].extract_text()

    @cached_property
    def whole_text(self) -> str:
        """All text with line ends as spaces, page numbers left out."""
        pages = [page.crop((0, 20 * MILLIMETRE, page.width, page.height)) for page in self.pages]
        return " ".join(" ".join(page.extract_text() for page in pages).split())

    def found(self, text: str, page: int = 0) -> dict[str, Any]:
        """The place of ``text`` on a page: x0, x1, top, bottom and its chars."""
        matches = self.pages[page].search(text, regex=False)
        assert matches, f"{text!r} is not in:\n{self.text(page)}"
        return matches[0]

    def faces(self, text: str, page: int = 0) -> set[tuple[str, float]]:
        """The faces (without the subset's prefix) and sizes in which ``text`` is printed."""
        chars = self.found(text, page)["chars"]
        return {
            (char["fontname"].split("+")[1].removeprefix("LiberationSerif"), round(char["size"], 2)) for char in chars
        }

    def rules(self, page: int = 0) -> list[dict[str, Any]]:
        """The lines drawn on a page, from the top."""
        return sorted(self.pages[page].lines, key=lambda line: line["top"])
