"""One printing: the system's dialog, then pages sent from a thread of its own, so that saving need not wait."""

from __future__ import annotations

from contextlib import ExitStack

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QProgressDialog, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.lane import Bug, Job, Lane, Progress
from danvan_desktop.ui.preview.pdf_pages import PdfPages
from danvan_desktop.ui.preview.printing import prepare, print_pages
from danvan_desktop.ui.widgets.banner import Severity
from danvan_desktop.ui.widgets.files import without_a_trace


class PrintJob(QObject):
    """Prints one file and deletes itself."""

    told = Signal(str, str)
    """How it ended: text and severity, as a banner says them."""

    def __init__(self, context: UiContext, pages: PdfPages, name: str, window: QWidget) -> None:
        """Take open pages; ``name`` is what the printer's queue shows."""
        super().__init__(window)
        self._context = context
        self._pages = pages
        self._window = window
        self.printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self.printer.setDocName(name)
        prepare(self.printer, pages.sizes[0])

    def begin(self) -> None:
        """Ask which printer."""
        dialog = QPrintDialog(self.printer, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setMinMax(1, len(self._pages))
        dialog.accepted.connect(self.send)
        dialog.rejected.connect(self.deleteLater)
        traces = ExitStack()  # Qt's dialog asks for a file, too
        traces.enter_context(without_a_trace())
        dialog.finished.connect(lambda _result: traces.close())
        QDialog.open(dialog)

    def send(self) -> None:
        """Print on the chosen printer."""
        translator = self._context.translator
        self._dialog = QProgressDialog(self._window, minimumDuration=500)
        self._dialog.setWindowModality(Qt.WindowModality.WindowModal)
        self._dialog.setWindowTitle(translator(_("In")))
        self._dialog.setLabelText(translator(_("Đang gửi trang tới máy in…")))
        self._dialog.setCancelButtonText(translator(_("Dừng in")))
        self._lane = Lane(self._context.store_path, "printing", self, key=self._context.store.key)
        self._lane.progressed.connect(self._progressed)
        self._lane.done.connect(self._done)
        self._lane.failed.connect(self._failed)
        self._lane.start()
        job = self._lane.put(1, self._work)
        self._dialog.canceled.connect(lambda: _stop(job))

    def _work(self, _store: Store, progress: Progress) -> int:
        def tell(done: int, total: int) -> None:
            progress.raise_if_cancelled()
            progress.report(done, total)

        return print_pages(self._pages, self.printer, tell)

    def _progressed(self, _number: int, done: int, total: int, _text: Message | None) -> None:
        self._dialog.setMaximum(total)
        self._dialog.setValue(done)

    def _done(self, _number: int, count: int) -> None:
        self._end(ngettext("Đã gửi {n} trang tới máy in.", "Đã gửi {n} trang tới máy in.", count), "done")

    def _failed(self, _number: int, error: BaseException) -> None:
        if isinstance(error, Bug):
            self._context.operations.failed.emit(error, _("In"))
        if isinstance(error, DanvanError):
            self._end(error.message, "error")
        else:
            self._end(_("Đã dừng in."), "warning")

    def _end(self, message: Message, severity: Severity) -> None:
        self._lane.finish()
        self._dialog.close()
        self._dialog.deleteLater()
        self.told.emit(self._context.translator(message), severity)
        self.deleteLater()


def _stop(job: Job) -> None:
    job.progress.cancel()
