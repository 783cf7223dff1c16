"""The preview of a printed form: made, opened and drawn in the background, then saved or printed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QImage, QKeySequence
from PySide6.QtWidgets import QStackedLayout, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.output import replacing
from danvan_desktop.reports.printing import replaced_told
from danvan_desktop.reports.style import FileFormat, Style
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.preview.copy_dialog import CopyDialog
from danvan_desktop.ui.preview.find_bar import FindBar
from danvan_desktop.ui.preview.page_list import PageList
from danvan_desktop.ui.preview.page_view import PageView
from danvan_desktop.ui.preview.pdf_pages import PdfPages
from danvan_desktop.ui.preview.print_job import PrintJob
from danvan_desktop.ui.preview.report_file import ReportFile, ReportWish, free_path, make_report, write_report
from danvan_desktop.ui.preview.sign_dialog import SignDialog
from danvan_desktop.ui.preview.template_dialog import TemplateDialog
from danvan_desktop.ui.preview.text_search import Find, find_in_pages
from danvan_desktop.ui.preview.toolbar import PreviewToolbar
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.files import ask_where_to_save
from danvan_desktop.ui.widgets.labels import text_label
from danvan_desktop.ui.widgets.rows import FLUSH, column_of, row_of

_PATIENCE = 300
"""Milliseconds before a form that is still being made takes the place of the former one."""
_AROUND_HINT = 48
"""Pixels beside what is said in place of pages."""
_FOLDER = "folder.pdf"
_KINDS = {FileFormat.PDF: "PDF", FileFormat.DOCX: "Word", FileFormat.XLSX: "Excel"}


def _folder(kept: str) -> Path:
    """Return the folder that was saved to last, where it is there, else the one in which officers keep papers."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return next((Path(path) for path in (kept, documents) if path and Path(path).is_dir()), Path.home())


@dataclass(frozen=True)
class _Opened:
    report: ReportFile
    pages: PdfPages


@dataclass(frozen=True)
class _Image:
    pages: PdfPages
    index: int
    scale: float
    image: QImage


class PreviewWidget(QWidget):
    """Shows one form at a time."""

    shown = Signal(object)
    """ReportFile: its pages stand there now."""

    def __init__(self, context: UiContext, hint: Message, parent: QWidget | None = None) -> None:
        """Show ``hint`` until a form is asked for."""
        super().__init__(parent)
        self._context = context
        self._report: ReportFile | None = None
        self._pages: PdfPages | None = None
        self._toolbar = PreviewToolbar(context.translator, self)
        self._banner = Banner(closable=True)
        self._saved_as: Path | None = None
        self.view = PageView()
        self.view.setAccessibleName(context.translator(_("Các trang in")))
        self._offer_to_copy_text()
        self.page_list = PageList(context.translator)
        self.page_list.hide()
        self.find_bar = FindBar(context.translator)
        self._finds: tuple[Find, ...] = ()
        self._find = -1
        self._hint = text_label("", "hint", wraps=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setContentsMargins(_AROUND_HINT, 0, _AROUND_HINT, 0)
        self._waiting = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._waiting.timeout.connect(self._say_waiting)
        self._arrange()
        self._connect()
        self.clear(hint)

    @property
    def report(self) -> ReportFile | None:
        """The form that is shown."""
        return self._report

    @property
    def pages(self) -> PdfPages | None:
        """Its open pages."""
        return self._pages

    @property
    def page_count(self) -> int:
        """How many pages it has."""
        return len(self._pages) if self._pages is not None else 0

    @property
    def notice(self) -> str:
        """What the line above the pages says, empty when hidden."""
        return self._banner.text()

    @property
    def hint(self) -> str:
        """What stands in place of pages, empty when there are some."""
        return "" if self._stack.currentWidget() is self.view else self._hint.text()

    def show_report(self, wish: ReportWish) -> None:
        """Make a form and show it; a newer wish takes the place of an older one."""
        self._waiting.start()
        self._toolbar.setEnabled(False)

        def work(store: Store) -> _Opened:
            report = make_report(store, wish)
            return _Opened(report, PdfPages(report.data))

        self._context.operations.read(work, self._open, key=("report", id(self)), on_error=self._refuse, slow=True)

    def clear(self, hint: Message) -> None:
        """Show no form but a hint."""
        self._waiting.stop()
        self._report = self._pages = None
        self._toolbar.set_pages(0)
        self._banner.hide()
        self.view.set_pages(())
        self.page_list.set_pages(())
        self._say(hint)

    def save_as(self, path: Path, file_format: FileFormat = FileFormat.PDF) -> None:
        """Write the form to a file, in the background: the PDF that is shown, or the same for Word or Excel."""
        if self._report is None:
            return
        report = self._report

        def work(store: Store, _progress: Progress) -> Path:
            if file_format is not FileFormat.PDF:
                return write_report(store, report.wish, path, file_format)
            with replacing(path) as stream:
                stream.write(report.data)
            return path

        title = _("Lưu tệp {kind}", kind=_KINDS[file_format])
        self._context.operations.run(Operation(title, work, on_success=self._saved, on_error=self._refuse_saving))

    def open_in_word(self) -> None:
        """Write the form for Word under a free name beside what was saved last, and open it there."""
        if self._report is None:
            return
        report, kept = self._report, self._context.store.settings.get(_FOLDER)

        def work(store: Store, _progress: Progress) -> Path:
            path = free_path(_folder(kept) / Path(report.file_name).with_suffix(f".{FileFormat.DOCX}"))
            return write_report(store, report.wish, path, FileFormat.DOCX)

        title = _("Mở bằng Word")
        self._context.operations.run(Operation(title, work, on_success=self._open_word, on_error=self._refuse_saving))

    def open_copy_dialog(self) -> CopyDialog | None:
        """Ask which copy of the form is wanted, and show it with its mark."""
        if self._report is None:
            return None
        dialog = CopyDialog(self._context, self._report.wish, self)
        dialog.made.connect(self.show_report)
        dialog.open()
        return dialog

    def open_template_dialog(self) -> TemplateDialog | None:
        """Show which Word template the form has."""
        if self._report is None:
            return None
        dialog = TemplateDialog(self._context, self._report.wish.form_code, self)
        dialog.open()
        return dialog

    def open_sign_dialog(self) -> SignDialog | None:
        """Ask for the certificate file by which the form is signed."""
        if self._report is None:
            return None
        folder = _folder(self._context.store.settings.get(_FOLDER))
        dialog = SignDialog(self._context, self._report.data, self._report.file_name, folder, self)
        dialog.signed.connect(self._saved)
        dialog.open()
        return dialog

    # Private

    def _arrange(self) -> None:
        column = column_of(self._toolbar, self.find_bar, self._banner, gap=0, margins=FLUSH, on=self)
        row = row_of(self.page_list, gap=0)
        self._stack = QStackedLayout()
        row.addLayout(self._stack, 1)
        column.addLayout(row, 1)
        # Last: a stack that belongs to no widget yet shows the first it is given as a window, which takes the keyboard.
        self._stack.addWidget(self._hint)
        self._stack.addWidget(self.view)

    def _connect(self) -> None:
        bar, view = self._toolbar, self.view
        bar.page_chosen.connect(view.go_to)
        bar.zoom_in.connect(view.zoom_in)
        bar.zoom_out.connect(view.zoom_out)
        bar.actual_size.connect(lambda: view.set_zoom(1.0))
        bar.fit_width.connect(view.fit_width)
        bar.fit_width.connect(self._show_zoom)
        bar.list_pages.connect(self.page_list.setVisible)
        bar.search.connect(self.find_bar.want)
        bar.style_chosen.connect(self._change_style)
        bar.copy_wanted.connect(self.open_copy_dialog)
        bar.template_wanted.connect(self.open_template_dialog)
        bar.sign_wanted.connect(self.open_sign_dialog)
        bar.original_wanted.connect(self._show_original)
        bar.save.connect(self._choose_file)
        bar.word_wanted.connect(self.open_in_word)
        bar.print_out.connect(self._print)
        self._banner.action_wanted.connect(self._open_saved)
        view.page_changed.connect(bar.set_page)
        view.zoom_changed.connect(self._show_zoom)
        view.image_wanted.connect(self._draw)
        view.page_changed.connect(self.page_list.set_page)
        self.page_list.page_chosen.connect(view.go_to)
        self.page_list.image_wanted.connect(self._draw_small)
        self.find_bar.searched.connect(self._search)
        self.find_bar.step.connect(self._step)
        self.find_bar.closed.connect(view.setFocus)

    def _open(self, opened: _Opened) -> None:
        self._waiting.stop()
        self._report, self._pages = opened.report, opened.pages
        self._toolbar.set_pages(len(opened.pages))
        self._tell_of(opened.report)
        self._stack.setCurrentWidget(self.view)
        self.view.set_pages(opened.pages.sizes)
        self.page_list.set_pages(opened.pages.sizes)
        if opened.report.wish.style:
            self._toolbar.set_style(opened.report.wish.style, opened.report.styles)
        self._toolbar.set_copy(opened.report.wish.copy is not None, may_be=opened.report.wish.listed is None)
        self._search(self.find_bar.box.text())
        self._show_zoom()
        if opened.report.wish.copy is not None:
            self.view.go_to(len(opened.pages) - 1)
        self.shown.emit(opened.report)

    def _refuse(self, error: DanvanError) -> None:
        self.clear(error.message)

    def _draw(self, index: int, scale: float) -> None:
        pages = self._pages
        if pages is not None:

            def work(_store: Store) -> _Image:
                return _Image(pages, index, scale, pages.render(index, scale))

            self._context.operations.read(work, self._take_image, key=("page", id(self)), slow=True)

    def _take_image(self, drawn: _Image) -> None:
        if drawn.pages is self._pages:
            self.view.set_image(drawn.index, drawn.scale, drawn.image)

    def _draw_small(self, index: int, scale: float) -> None:
        pages = self._pages
        if pages is not None:

            def work(_store: Store) -> _Image:
                return _Image(pages, index, scale, pages.render(index, scale))

            self._context.operations.read(work, self._take_small, key=("small page", id(self)), slow=True)

    def _take_small(self, drawn: _Image) -> None:
        if drawn.pages is self._pages:
            self.page_list.set_image(drawn.index, drawn.image)

    def _offer_to_copy_text(self) -> None:
        copying = QAction(self._context.translator(_("Chép chữ của trang")), self.view)
        copying.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copying.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copying.triggered.connect(self._copy_text)
        self.view.addAction(copying)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _copy_text(self) -> None:
        """Put the words of the page that is read on the clipboard, to be pasted into a message or a letter."""
        pages, index = self._pages, self.view.page
        if pages is not None:

            def take(text: str) -> None:
                QGuiApplication.clipboard().setText(text)
                told = _("Đã chép chữ của trang {number}. Bấm Ctrl+V để dán vào nơi khác.", number=index + 1)
                self._banner.say(self._context.translator(told), "done")

            self._context.operations.read(
                lambda _store: pages.text(index), take, key=("text", id(self)), owner=self, slow=True
            )

    def _change_style(self, style: Style) -> None:
        if self._report is not None:
            # The other body has a register of copies of its own.
            self.show_report(replace(self._report.wish, style=style, copy=None))

    def _show_original(self) -> None:
        if self._report is not None:
            self.show_report(replace(self._report.wish, copy=None))

    def _search(self, text: str) -> None:
        pages = self._pages
        if pages is None or not text.strip():
            self._take_finds(())
            return
        self._context.operations.read(
            lambda _store: find_in_pages(pages, text), self._take_finds, key=("find", id(self)), slow=True
        )

    def _take_finds(self, finds: tuple[Find, ...]) -> None:
        """Begin with the first find at or after the page that is read."""
        self._finds = finds
        later = (number for number, find in enumerate(finds) if find.page >= self.view.page)
        self._find = next(later, 0) if finds else -1
        self._show_find()

    def _step(self, by: int) -> None:
        if self._finds:
            self._find = (self._find + by) % len(self._finds)
            self._show_find()

    def _show_find(self) -> None:
        self.view.set_finds(self._finds, self._find)
        self.find_bar.say(self._find, len(self._finds))

    def _tell_of(self, report: ReportFile) -> None:
        """Tell what whoever prints should know: letters that were replaced, a template that is not used."""
        replaced = report.replaced_characters
        told = [*report.remarks, *([replaced_told(replaced)] if replaced else [])]
        self._banner.say("\n".join(map(self._context.translator, told)), "warning")

    def _choose_file(self, file_format: FileFormat) -> None:
        if self._report is None:
            return
        translator, folder = self._context.translator, self._context.store.settings.get(_FOLDER)
        name = Path(self._report.file_name).with_suffix(f".{file_format}").name
        start = str(Path(folder or Path.home()) / name)
        kind = _KINDS[file_format]
        kinds = _("Tệp {kind} ({pattern})", kind=kind, pattern=f"*.{file_format}")
        if path := ask_where_to_save(self, translator, _("Lưu tệp {kind}", kind=kind), kinds, start):
            right = path.suffix.lower() == f".{file_format}"
            self.save_as(path if right else path.with_name(f"{path.name}.{file_format}"), file_format)

    def _saved(self, path: Path) -> None:
        self._context.operations.remember(_FOLDER, str(path.parent))
        translator = self._context.translator
        self._saved_as = path
        saved = translator(_("Đã lưu “{path}”.", path=str(path)))
        self._banner.say(saved, "done", translator(_("Mở tệp")))

    def _open_word(self, path: Path) -> None:
        self._saved(path)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            told = _("Đã lưu “{path}” nhưng máy này không mở được tệp Word. Hãy mở tệp ở máy có Word.", path=str(path))
            self._banner.say(self._context.translator(told), "warning")

    def _open_saved(self) -> None:
        if self._saved_as is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved_as)))

    def _refuse_saving(self, error: DanvanError) -> bool:
        self._banner.say(self._context.translator(error.message), "error")
        return True

    def _print(self) -> None:
        if self._pages is not None and self._report is not None:
            job = PrintJob(self._context, self._pages, self._report.file_name, self)
            job.told.connect(self._banner.say)
            job.begin()

    def _show_zoom(self) -> None:
        self._toolbar.set_zoom(self.view.zoom, self.view.fits_width)

    def _say_waiting(self) -> None:
        self._say(_("Đang dựng trang in…"))

    def _say(self, message: Message) -> None:
        self._hint.setText(self._context.translator(message))
        self._stack.setCurrentWidget(self._hint)
