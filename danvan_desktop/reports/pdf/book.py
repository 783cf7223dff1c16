"""One PDF of one or several documents: what they share, and where each begins."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from danvan_desktop.reports.document import Document, DocumentInfo
from danvan_desktop.reports.limits import property_text
from danvan_desktop.reports.page_format import PageFormat
from danvan_desktop.reports.page_wording import worded
from danvan_desktop.reports.pdf.canvas import ReportCanvas
from danvan_desktop.reports.pdf.composer import Composer
from danvan_desktop.reports.pdf.fitting import fitted_sections
from danvan_desktop.reports.pdf.typesetter import Typesetter

LANGUAGE = "vi-VN"
_PROGRAM = "danvan-desktop"


class Book:
    """The open file; documents are added one after another."""

    def __init__(self, info: DocumentInfo, stream: BinaryIO, progress: Callable[[int], None] | None) -> None:
        """Begin a file that says of itself what ``info`` says."""
        self._canvas = ReportCanvas(stream, LANGUAGE, info.made_on)
        self._progress = progress
        self._pages = 0
        self._replaced: dict[str, None] = {}
        self._proofs: list[str] = []
        _describe(self._canvas, info)

    def add(self, title: str, document: Document, page_format: PageFormat) -> None:
        """Draw a document on new pages; with a title it gets a bookmark, its headings below it."""
        self._proofs += [document.info.keywords] if document.proof else []
        composer = Composer(self._canvas, page_format, self._pages, self._progress)
        if title:
            self._canvas.begin_chapter(Typesetter(page_format).cleaner.clean(title))
        for section in fitted_sections(worded(document, page_format.body), page_format):
            composer.section(section.pages, numbered_apart=section.numbered_apart)
            self._replaced |= dict.fromkeys(section.typesetter.cleaner.replaced)
        self._pages = composer.pages

    @property
    def replaced_characters(self) -> tuple[str, ...]:
        """The characters that the typeface lacks, each once."""
        return tuple(self._replaced)

    def close(self) -> int:
        """Write the file, which names the proofs of all its papers, and give the number of its pages."""
        if self._proofs:
            self._canvas.setKeywords(" ".join(self._proofs))
        self._canvas.save()
        return self._pages


def _describe(canvas: ReportCanvas, info: DocumentInfo) -> None:
    canvas.setTitle(property_text(info.title) or _PROGRAM)
    canvas.setAuthor(property_text(info.author))
    canvas.setSubject(property_text(info.subject))
    canvas.setKeywords(info.keywords)
    canvas.setCreator(_PROGRAM)
