"""The entry of the PDF renderer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from danvan_desktop.reports.document import Document, DocumentInfo
from danvan_desktop.reports.output import replacing
from danvan_desktop.reports.page_format import PageFormat


@dataclass(frozen=True)
class RenderResult:
    """How many pages were made, and which characters the typeface lacks (each once, in order of appearance)."""

    pages: int
    replaced_characters: tuple[str, ...]


@dataclass(frozen=True)
class Chapter:
    """A document within a book of several, with the title of its bookmark."""

    title: str
    document: Document
    page_format: PageFormat


def render_pdf(
    document: Document,
    page_format: PageFormat,
    out: BinaryIO | Path,
    progress: Callable[[int], None] | None = None,
) -> RenderResult:
    """Draw ``document`` into ``out``; equal input gives equal bytes.

    A path is replaced only when the whole file is written. ``progress`` is told each finished page's number;
    what it raises ends the rendering and leaves a former file as it was.

    Raises:
        OutputError: the path cannot be written.
    """
    return render_book((Chapter("", document, page_format),), document.info, out, progress)


def render_book(
    chapters: Iterable[Chapter],
    info: DocumentInfo,
    out: BinaryIO | Path,
    progress: Callable[[int], None] | None = None,
) -> RenderResult:
    """Draw documents one after another into one file, each with a bookmark and page numbers of its own.

    Chapters are taken one at a time, so that they may be built as they are needed; raises as ``render_pdf`` does.
    """
    from danvan_desktop.reports.pdf.book import Book

    with replacing(out) if isinstance(out, Path) else nullcontext(out) as stream:
        book = Book(info, stream, progress)
        for chapter in chapters:
            book.add(chapter.title, chapter.document, chapter.page_format)
        return RenderResult(book.close(), book.replaced_characters)
