"""Prints a form: from the records to the file, in one call for window, command line and demonstration."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from danvan_desktop.reports.catalogue import ReportForm
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.page_format import load_page_format
from danvan_desktop.reports.pdf import RenderResult, render_pdf


def print_form(
    form: ReportForm,
    context: ReportContext,
    out: BinaryIO | Path,
    *,
    style: str = "state",
    progress: Callable[[int], None] | None = None,
) -> RenderResult:
    """Build a form and draw it in the page format ``style``.

    Raises:
        ReportError: the record or period asked for is missing or of another kind.
        OutputError: the path cannot be written.
    """
    return render_pdf(form.build(context), load_page_format(style), out, progress)
