"""The entry of the Word renderer."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO

from danvan_desktop.reports.document import Document
from danvan_desktop.reports.output import replacing
from danvan_desktop.reports.page_format import PageFormat
from danvan_desktop.reports.page_wording import worded


def render_docx(
    document: Document, page_format: PageFormat, out: BinaryIO | Path, template: bytes | None = None
) -> None:
    """Write ``document`` into ``out``, where the office has a ``template`` of its own by that.

    A path is replaced only when the whole file is written.

    Raises:
        ReportError: the template cannot be filled.
        OutputError: the path cannot be written.
    """
    if template is not None:
        from danvan_desktop.reports.docx.template import render_template

        render_template(template, document, page_format, out)
        return
    from danvan_desktop.reports.docx.body import write_document
    from danvan_desktop.reports.docx.writer import Writer
    from danvan_desktop.reports.pdf.fitting import fitted_formats

    document = worded(document, page_format.body)
    writer = Writer(fitted_formats(document, page_format), document.info)
    write_document(document, writer)
    with replacing(out) if isinstance(out, Path) else nullcontext(out) as stream:
        writer.file.save(stream)
