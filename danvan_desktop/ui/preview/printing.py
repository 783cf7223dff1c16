"""Pages on paper, through the printer that the officer chose in the system's dialog."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from PySide6.QtCore import QRect, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import _
from danvan_desktop.store.swept import SweptFolder
from danvan_desktop.ui.preview.pdf_pages import PageSize, PdfPages

_TEMPORARY = "TMPDIR"


class PrintingFailed(DanvanError):
    """The printer took no pages."""


def prepare(printer: QPrinter, first: PageSize) -> None:
    """Let the printer's dialog begin with the document's own paper; margins are in the pages already."""
    printer.setFullPage(True)
    _set_paper(printer, first)


def print_pages(pages: PdfPages, printer: QPrinter, progress: Callable[[int, int], None]) -> int:
    """Print the chosen range at the printer's resolution and return how many pages went; raises PrintingFailed.

    May run in a worker: a printer may be painted on from any thread. ``progress`` is told pages done and in all.
    """
    chosen = _chosen(printer, len(pages))
    _set_paper(printer, pages.sizes[chosen[0]])
    painter, kept = QPainter(), SweptFolder()
    with copies_lie_in(kept):
        if not painter.begin(printer):
            raise PrintingFailed(_("Không gửi được tới máy in. Hãy kiểm tra máy in rồi in lại."))
    try:
        for done, index in enumerate(chosen):
            if done:
                _set_paper(printer, pages.sizes[index])
                if not printer.newPage():
                    raise PrintingFailed(_("Máy in dừng sau {count} trang.", count=done))
            image = pages.render(index, printer.resolution() / 72)
            painter.drawImage(QRect(0, 0, printer.width(), printer.height()), image)
            progress(done + 1, len(chosen))
    finally:
        painter.end()
    return len(chosen)


@contextmanager
def copies_lie_in(kept: SweptFolder) -> Iterator[None]:
    """Let the copy that Linux makes of what is printed, for all to find after a kill, lie where it is swept.

    Only while printing begins, which is when its place is chosen: other programs go by the same variable.
    """
    before = os.environ.get(_TEMPORARY)
    with suppress(OSError):  # without room or right there it lies where it always did
        os.environ[_TEMPORARY] = str(kept.made())
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(_TEMPORARY, None)
        else:
            os.environ[_TEMPORARY] = before


def _chosen(printer: QPrinter, count: int) -> range:
    if printer.printRange() is not QPrinter.PrintRange.PageRange or not printer.fromPage():
        return range(count)
    first = min(printer.fromPage(), count)
    return range(first - 1, max(first, min(printer.toPage(), count)))


def _set_paper(printer: QPrinter, size: PageSize) -> None:
    landscape = size.width > size.height
    shorter, longer = sorted((size.width, size.height))
    printer.setPageSize(
        QPageSize(QSizeF(shorter, longer), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    )
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait)
