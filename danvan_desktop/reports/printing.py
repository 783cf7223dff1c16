"""Prints a form: from the records to the file, in one call for window, command line and demonstration."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from danvan_desktop.localization import Message, ngettext
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.copies import CopyWish, with_copy
from danvan_desktop.reports.document import Document
from danvan_desktop.reports.form import ReportForm
from danvan_desktop.reports.own_templates import kept_template
from danvan_desktop.reports.page_format import PageFormat, load_page_format
from danvan_desktop.reports.pdf import render_pdf
from danvan_desktop.reports.style import FileFormat
from danvan_desktop.store import Store
from danvan_desktop.store.viewings import Look


@dataclass(frozen=True)
class Printed:
    """A written file: its pages where these are known, the characters that the typeface lacks, remarks."""

    pages: int | None
    replaced_characters: tuple[str, ...] = ()
    remarks: tuple[Message, ...] = ()


def replaced_told(characters: Sequence[str]) -> Message:
    """Say which characters the typeface of the PDF lacks, and how they can be printed all the same."""
    return ngettext(
        "Phông chữ của bản PDF không có ký tự {characters} nên chỗ đó là dấu [?]; muốn in đúng, hãy lưu ra Word.",
        "Phông chữ của bản PDF không có {n} ký tự {characters} nên những chỗ đó là dấu [?]; muốn in đúng, hãy lưu ra"
        " Word.",
        len(characters),
        characters=" ".join(characters),
    )


def print_form(
    form: ReportForm,
    context: ReportContext,
    out: BinaryIO | Path,
    *,
    file_format: FileFormat = FileFormat.PDF,
    progress: Callable[[int], None] | None = None,
    copy: CopyWish | None = None,
) -> Printed:
    """Build a form and write it in the page format that ``context`` asks for, with ``copy`` as a certified copy.

    ``progress`` is told each finished page of a PDF; what it raises ends the printing.

    Raises:
        ReportError: the record or period asked for is missing or of another kind, or there is no table for Excel.
        OutputError: the path cannot be written.
    """
    document = form.build(context)
    if isinstance(context.store, Store):
        context.store.viewings.note(Look.PRINTED, form.kind, context.uid, form.code)
    if copy is not None:
        document = with_copy(document, context, copy)
    template = kept_template(context.store, form.code) if file_format is FileFormat.DOCX else None
    return write_document(document, load_page_format(context.style), out, file_format, progress, template)


def write_document(
    document: Document,
    page_format: PageFormat,
    out: BinaryIO | Path,
    file_format: FileFormat = FileFormat.PDF,
    progress: Callable[[int], None] | None = None,
    template: bytes | None = None,
) -> Printed:
    """Write a document that was built already, as Word file by ``template``; raises as ``print_form`` does."""
    match file_format:
        case FileFormat.PDF:
            result = render_pdf(document, page_format, out, progress)
            return Printed(result.pages, result.replaced_characters, document.remarks)
        case FileFormat.DOCX:
            from danvan_desktop.reports.docx import render_docx

            render_docx(document, page_format, out, template)
            return Printed(None, (), document.remarks)
        case FileFormat.XLSX:
            from danvan_desktop.reports.xlsx import render_xlsx

            render_xlsx(document, out)
            return Printed(None, (), document.remarks)
