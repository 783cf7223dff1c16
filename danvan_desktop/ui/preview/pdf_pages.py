"""One PDF opened with pdfium, its pages as images."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2
from PySide6.QtGui import QImage

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.text import fold
from danvan_desktop.localization import _
from danvan_desktop.reports.pdf.pdfium import PDFIUM

MOST_PIXELS = 24_000_000
"""No page image is larger, so that a strong zoom cannot eat the memory; beyond it the image is drawn enlarged."""
_HYPHENS = {0x02: "-", 0xFFFE: "-"}
"""What PDFium gives for a hyphen at the end of a line."""


class UnreadablePdf(DanvanError):
    """The bytes are no PDF that pdfium can open."""


@dataclass(frozen=True)
class PageSize:
    """Width and height of a page in points (1/72 inch)."""

    width: float
    height: float


@dataclass(frozen=True)
class Box:
    """A rectangle on a page in points, from the page's upper left corner."""

    left: float
    top: float
    width: float
    height: float


class PdfPages:
    """An open PDF; every method may be called from any thread."""

    def __init__(self, data: bytes) -> None:
        """Open the file from memory; raises UnreadablePdf."""
        self._open = False
        with PDFIUM:
            try:
                self._document = pypdfium2.PdfDocument(data)
            except pypdfium2.PdfiumError as error:
                raise UnreadablePdf(_("Không đọc được tệp PDF.")) from error
            self.sizes: Sequence[PageSize] = tuple(
                PageSize(*self._document.get_page_size(index)) for index in range(len(self._document))
            )
            self._open = True

    def __del__(self) -> None:
        """Close a file that nobody wanted in the end, alone in pdfium as every other call."""
        self.close()

    def __len__(self) -> int:
        """Count the pages."""
        return len(self.sizes)

    def render(self, index: int, scale: float) -> QImage:
        """Draw page ``index`` (from 0) with ``scale`` pixels a point; an empty image when the file is closed."""
        size = self.sizes[index]
        scale = min(scale, (MOST_PIXELS / (size.width * size.height)) ** 0.5)
        with PDFIUM:
            if not self._open:
                return QImage()
            page = self._document[index]
            bitmap = page.render(scale=scale, prefer_bgrx=True)
            image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
            image = image.copy()
            bitmap.close()
            page.close()
        return image

    def text(self, index: int) -> str:
        """Return the text of page ``index``, as it is pasted elsewhere: a line for each line, hyphens as such."""
        with PDFIUM:
            if not self._open:
                return ""
            page = self._document[index]
            text_page = page.get_textpage()
            text = "\n".join(str(text_page.get_text_bounded()).translate(_HYPHENS).split("\r\n"))
            text_page.close()
            page.close()
        return text

    def find(self, index: int, words: re.Pattern[str]) -> list[tuple[Box, ...]]:
        """Find ``words`` in the folded text of page ``index``; each find has a box for each line that it covers."""
        with PDFIUM:
            if not self._open:
                return []
            page = self._document[index]
            text_page = page.get_textpage()
            text = fold(text_page.get_text_range())
            height = self.sizes[index].height
            found = [_boxes(text_page, match, height) for match in words.finditer(text)]
            text_page.close()
            page.close()
        return found

    def close(self) -> None:
        """Free the file; pages asked for later come back empty."""
        with PDFIUM:
            if self._open:
                self._open = False
                self._document.close()


def _boxes(text_page: pypdfium2.PdfTextPage, match: re.Match[str], page_height: float) -> tuple[Box, ...]:
    """Join the boxes of the letters of a find, one for each line."""
    lines: list[list[float]] = []
    for place in range(match.start(), match.end()):
        left, bottom, right, top = text_page.get_charbox(place, loose=True)
        if right <= left:
            continue
        if lines and abs(lines[-1][1] - bottom) < (top - bottom) / 2 and left >= lines[-1][0]:
            lines[-1][2] = max(lines[-1][2], right)
        else:
            lines.append([left, bottom, right, top])
    return tuple(Box(left, page_height - top, right - left, top - bottom) for left, bottom, right, top in lines)
