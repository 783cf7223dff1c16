"""A window for one paper that is no form of a record, such as a device's card, to be printed or saved."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from danvan_desktop.localization import Message, _
from danvan_desktop.reports.document import Document
from danvan_desktop.reports.output import replacing
from danvan_desktop.reports.page_format import load_page_format
from danvan_desktop.reports.pdf import render_pdf
from danvan_desktop.reports.style import Style
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.drives import export_folder
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.preview.page_view import PageView
from danvan_desktop.ui.preview.pdf_pages import PdfPages
from danvan_desktop.ui.preview.print_job import PrintJob
from danvan_desktop.ui.widgets.banner import Banner, Severity
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.files import PDF_FILES, ask_where_to_save
from danvan_desktop.ui.widgets.framed_dialog import FramedDialog
from danvan_desktop.ui.widgets.rows import column_of, row_of
from danvan_desktop.ui.widgets.sizing import open_with_size
from danvan_desktop.ui.widgets.telling import TellsRefusals


@dataclass(frozen=True)
class Paper:
    """A paper as it is printed, and its open pages."""

    data: bytes
    pages: PdfPages


@dataclass(frozen=True)
class PaperWords:
    """How a paper is called: the window, its pages, the saving of it; and the name of its file."""

    title: Message
    pages: Message
    saving: Message
    file_name: str


class PaperDialog(TellsRefusals, FramedDialog):
    """Shows a paper once ``build`` has made it, in a thread of its own; ``page`` is the paper."""

    handed_over = Signal()
    """It was sent to a printer or saved."""

    def __init__(
        self,
        context: UiContext,
        words: PaperWords,
        build: Callable[[Store], Document],
        parent: QWidget | None = None,
    ) -> None:
        """Begin to make the pages."""
        super().__init__(context.translator, parent, words.title)
        self._context, self._words = context, words
        self.page: Paper | None = None
        self.view = PageView()
        self.view.setAccessibleName(self._say(words.pages))
        self.view.image_wanted.connect(self._draw)
        self.banner = Banner()
        self.print_button = plain_button(self._say(_("In…")), self._print)
        self.save_button = plain_button(self._say(_("Lưu tệp PDF…")), self._choose_file)
        self.close_button = plain_button(self._say(_("Đóng")), self.reject)
        self.buttons = row_of(self.print_button, self.save_button, None, self.close_button)
        self.column = column_of(self.banner, self.view, self.buttons, grows=self.view, on=self)
        open_with_size(self, 760, 680)
        self._enable(False)
        context.operations.read(lambda store: paper_of(build(store)), self._show, owner=self, slow=True)

    def save_to(self, path: Path) -> None:
        """Write the paper as PDF."""
        if self.page is None:
            return
        data = self.page.data

        def work(_store: Store, _progress: Progress) -> Path:
            with replacing(path) as stream:
                stream.write(data)
            return path

        self._context.operations.run(Operation(self._words.saving, work, on_success=self._saved, on_error=self.refused))

    # Private

    def _show(self, page: Paper) -> None:
        self.page = page
        self.view.set_pages(page.pages.sizes)
        self.view.fit_width()
        self._enable(True)
        self.print_button.setFocus()

    def _draw(self, index: int, scale: float) -> None:
        if self.page is not None:
            pages = self.page.pages
            self._context.operations.read(
                lambda _store: pages.render(index, scale),
                partial(self._take_image, index, scale),
                owner=self,
                slow=True,
            )

    def _take_image(self, index: int, scale: float, image: QImage) -> None:
        self.view.set_image(index, scale, image)

    def _choose_file(self) -> None:
        suggested = export_folder() / self._words.file_name
        if path := ask_where_to_save(self, self._say, self._words.saving, PDF_FILES, suggested):
            self.save_to(path)

    def _print(self) -> None:
        if self.page is not None:
            job = PrintJob(self._context, self.page.pages, self._words.file_name, self)
            job.told.connect(self._printed)
            job.begin()

    def _printed(self, words: str, severity: Severity) -> None:
        self.banner.say(words, severity)
        if severity == "done":
            self.handed_over.emit()

    def _saved(self, path: Path) -> None:
        self.banner.say(self._say(_("Đã lưu “{path}”.", path=str(path))), "done")
        self.handed_over.emit()

    def _enable(self, enabled: bool) -> None:
        self.print_button.setEnabled(enabled)
        self.save_button.setEnabled(enabled)


def paper_of(document: Document) -> Paper:
    """Draw the pages of a document."""
    stream = io.BytesIO()
    render_pdf(document, load_page_format(Style.STATE), stream)
    data = stream.getvalue()
    return Paper(data, PdfPages(data))
