"""The page of a device's card, to be printed or saved."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import _
from danvan_desktop.reports.device_card import CardFacts, build_device_card
from danvan_desktop.reports.output import replacing
from danvan_desktop.reports.page_format import load_page_format
from danvan_desktop.reports.pdf import render_pdf
from danvan_desktop.store import Store
from danvan_desktop.sync import Card
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.drives import export_folder
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.preview.page_view import PageView
from danvan_desktop.ui.preview.pdf_pages import PdfPages
from danvan_desktop.ui.preview.print_job import PrintJob
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.rows import column_of, row_of
from danvan_desktop.ui.widgets.sizing import open_with_size

_FILE_NAME = "the-thiet-bi.pdf"


@dataclass(frozen=True)
class _Page:
    data: bytes
    pages: PdfPages


class CardPreview(QDialog):
    """Shows the page of one card."""

    def __init__(self, context: UiContext, card: Card, parent: QWidget | None = None) -> None:
        """Begin to make the page."""
        super().__init__(parent)
        self._context = context
        self._say = context.translator
        self.page: _Page | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self._say(_("Thẻ thiết bị")))
        self.view = PageView()
        self.view.setAccessibleName(self._say(_("Trang in của thẻ")))
        self.view.image_wanted.connect(self._draw)
        self.banner = Banner()
        self.print_button = plain_button(self._say(_("In…")), self._print)
        self.save_button = plain_button(self._say(_("Lưu tệp PDF…")), self._choose_file)
        close = plain_button(self._say(_("Đóng")), self.reject)
        buttons = row_of(self.print_button, self.save_button, None, close)
        column_of(self.banner, self.view, buttons, grows=self.view, on=self)
        open_with_size(self, 760, 680)
        self._enable(False)
        context.operations.read(lambda store: make_page(card, store), self._show, owner=self, slow=True)

    def save_to(self, path: Path) -> None:
        """Write the page as PDF."""
        if self.page is None:
            return
        data = self.page.data

        def work(_store: Store, _progress: Progress) -> Path:
            with replacing(path) as stream:
                stream.write(data)
            return path

        self._context.operations.run(
            Operation(_("Lưu thẻ thiết bị"), work, on_success=self._saved, on_error=self._refused)
        )

    # Private

    def _show(self, page: _Page) -> None:
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
        title, kinds = self._say(_("Lưu thẻ thiết bị")), self._say(_("Tệp PDF (*.pdf)"))
        chosen, _kind = QFileDialog.getSaveFileName(self, title, str(export_folder() / _FILE_NAME), kinds)
        if chosen:
            self.save_to(Path(chosen))

    def _print(self) -> None:
        if self.page is not None:
            job = PrintJob(self._context, self.page.pages, _FILE_NAME, self)
            job.told.connect(self.banner.say)
            job.begin()

    def _saved(self, path: Path) -> None:
        self.banner.say(self._say(_("Đã lưu “{path}”.", path=str(path))), "done")

    def _refused(self, error: DanvanError) -> bool:
        self.banner.say(self._say(error.message), "error")
        return True

    def _enable(self, enabled: bool) -> None:
        self.print_button.setEnabled(enabled)
        self.save_button.setEnabled(enabled)


def make_page(card: Card, store: Store) -> _Page:
    """Draw the page of a card."""
    mark = card.fingerprint
    facts = CardFacts(card.unit.name, card.name, store.today(), mark.words, mark.digits, card.text)
    stream = io.BytesIO()
    render_pdf(build_device_card(facts), load_page_format("state"), stream)
    data = stream.getvalue()
    return _Page(data, PdfPages(data))
