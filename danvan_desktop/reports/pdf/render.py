"""The entry of the PDF renderer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from danvan_desktop.reports.document import Document
from danvan_desktop.reports.output import replacing
from danvan_desktop.reports.page_format import PageFormat


@dataclass(frozen=True)
class RenderResult:
    """How many pages were made, and which characters the typeface lacks (each once, in order of appearance)."""

    pages: int
    replaced_characters: tuple[str, ...]


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
    from danvan_desktop.reports.pdf.builder import build_sections
    from danvan_desktop.reports.pdf.composer import compose
    from danvan_desktop.reports.pdf.typesetter import Typesetter

    typesetter = Typesetter(page_format)
    sections = build_sections(document, page_format, typesetter)
    with replacing(out) if isinstance(out, Path) else nullcontext(out) as stream:
        pages = compose(sections, document.info, page_format, stream, progress)
    return RenderResult(pages, typesetter.cleaner.replaced)
