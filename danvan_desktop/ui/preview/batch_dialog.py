"""Hồ sơ kỳ: the dialog that prints every form of a period, beside which the window stays usable."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QLabel, QProgressBar, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.period import Period
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.reports.batch import BatchResult, LeftOut
from danvan_desktop.reports.printing import replaced_told
from danvan_desktop.reports.style import FileFormat, Style
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.lane import Bug
from danvan_desktop.ui.pages.period_picker import PeriodPicker
from danvan_desktop.ui.preview.batch_job import BatchJob, BatchWish
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import main_button, plain_button
from danvan_desktop.ui.widgets.files import PDF_FILES, ask_for_folder, ask_where_to_save
from danvan_desktop.ui.widgets.framed_dialog import FramedDialog
from danvan_desktop.ui.widgets.labels import form_of_rows
from danvan_desktop.ui.widgets.rows import column_of, row_of
from danvan_desktop.ui.widgets.steady import ChoiceBox

_FOLDER = "folder.batch"
_SHOWN_SKIPPED = 3
_TARGETS: tuple[tuple[Message, bool, FileFormat], ...] = (
    (_("Một tệp PDF có dấu trang"), True, FileFormat.PDF),
    (_("Thư mục, mỗi biểu mẫu một tệp PDF"), False, FileFormat.PDF),
    (_("Thư mục, mỗi biểu mẫu một tệp Word"), False, FileFormat.DOCX),
    (_("Thư mục, mỗi bảng số liệu một tệp Excel"), False, FileFormat.XLSX),
)
_STYLES: tuple[tuple[Message, Style | None], ...] = (
    (_("Theo cài đặt của đơn vị"), None),
    (_("Thể thức Nhà nước"), Style.STATE),
    (_("Thể thức của Đảng"), Style.PARTY),
)


class BatchDialog(FramedDialog):
    """Period, kind of file, page format; then how far it is, and where the files are."""

    def __init__(self, context: UiContext, period: Period, parent: QWidget | None = None) -> None:
        """Offer ``period`` first."""
        super().__init__(context.translator, parent, _("In hồ sơ cả kỳ"))
        self._context = context
        self._job: BatchJob | None = None
        self._out: Path | None = None
        self.periods = PeriodPicker(self._say, context.today())
        self.periods.choose(period)
        self.target, self.style_box = ChoiceBox(), ChoiceBox()
        for words, _one_file, _file_format in _TARGETS:
            self.target.addItem(self._say(words))
        for words, _style in _STYLES:
            self.style_box.addItem(self._say(words))
        self.bar, self.now = QProgressBar(), QLabel()
        self.now.setObjectName("soft")
        self.banner = Banner()
        self.banner.action_wanted.connect(self._open)
        self.start = main_button(self._say(_("Chọn nơi lưu và in…")), self._choose, default=True)
        self.stop = plain_button(self._say(_("Dừng")), self._stop)
        self._arrange()
        self._show_running(False)

    def print_to(self, out: Path) -> None:
        """Print into a file or folder, as the boxes say."""
        _words, one_file, file_format = _TARGETS[self.target.currentIndex()]
        style = _STYLES[self.style_box.currentIndex()][1]
        self.banner.say("")
        self.now.clear()
        self.bar.setRange(0, 0)
        self._out = out
        self._show_running(True)
        wish = BatchWish(self.periods.period, out, one_file, file_format, style)
        self._job = BatchJob(self._context.store, wish, self)
        self._job.progressed.connect(self._progressed)
        self._job.done.connect(self._done)
        self._job.failed.connect(self._failed)

    @property
    def running(self) -> bool:
        """Whether forms are being printed now."""
        return self._job is not None

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop first."""
        self._end()
        super().closeEvent(event)

    def reject(self) -> None:
        """Close on Esc, which stops first."""
        self._end()
        super().reject()

    def _arrange(self) -> None:
        form = form_of_rows(
            self._say, (_("Kỳ"), self.periods), (_("In ra"), self.target), (_("Thể thức"), self.style_box)
        )
        buttons = row_of(self.now, self.stop, self.start, grows=self.now)
        column_of(form, self.bar, self.banner, None, buttons, gap=14, margins=(20, 18, 20, 16), on=self)
        self.setMinimumWidth(520)

    def _choose(self) -> None:
        kept = self._context.store.settings.get(_FOLDER)
        folder, code = Path(kept or Path.home()), self.periods.period.code
        one_file = _TARGETS[self.target.currentIndex()][1]
        if one_file:
            out = ask_where_to_save(self, self._say, _("Lưu hồ sơ kỳ"), PDF_FILES, folder / f"{code}_Ho-so.pdf")
            if out is not None and out.suffix.lower() != ".pdf":
                out = out.with_name(f"{out.name}.pdf")
        else:
            out = ask_for_folder(self, self._say, _("Chọn thư mục để lưu hồ sơ kỳ"), folder)
        if out is not None:
            self._context.operations.remember(_FOLDER, str(out.parent if one_file else out))
            self.print_to(out)

    def _progressed(self, done: int, total: int, title: Message | None) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if title is not None:
            self.now.setText(f"{self._say.number(done)}/{self._say.number(total)} · {self._say(title)}")

    def _stop(self) -> None:
        if self._job is not None:
            self.stop.setEnabled(False)
            self._job.stop()

    def _done(self, result: BatchResult) -> None:
        self._job = None
        self._show_running(False)
        out, count = str(result.out), len(result.names)
        told = _("Đã in {pages} trang vào “{out}”.", pages=result.pages, out=out)
        if not result.pages:
            told = ngettext("Đã ghi {n} tệp vào “{out}”.", "Đã ghi {n} tệp vào “{out}”.", count, out=out)
        words = [self._say(told)]
        words += [
            self._say(_("Bỏ qua {file}: {reason}", file=skipped.name, reason=skipped.reason))
            for skipped in result.skipped[:_SHOWN_SKIPPED]
        ]
        if len(result.skipped) > _SHOWN_SKIPPED:
            more = len(result.skipped) - _SHOWN_SKIPPED
            words.append(self._say(ngettext("Và {n} biểu mẫu nữa.", "Và {n} biểu mẫu nữa.", more)))
        if result.left_out:
            words.append(self._left_out(result.left_out))
        if result.replaced_characters:
            words.append(self._say(replaced_told(result.replaced_characters)))
        is_warning = result.skipped or result.replaced_characters
        self.banner.say("\n".join(words), "warning" if is_warning else "done", self._say(_("Mở")))

    def _left_out(self, forms: Sequence[LeftOut]) -> str:
        """Name the forms that have nothing to say, with the number of records, in one line."""
        counts = (f" ({self._say.number(one.records)})" if one.records else "" for one in forms)
        named = (f"{self._say(one.form.title)}{count}" for one, count in zip(forms, counts, strict=True))
        return self._say(_("Không có gì để in nên bỏ qua: {forms}.", forms="; ".join(named)))

    def _failed(self, error: BaseException) -> None:
        self._job = None
        self._show_running(False)
        if isinstance(error, Bug):
            self._context.operations.failed.emit(error, _("In hồ sơ cả kỳ"))
        elif isinstance(error, DanvanError):
            self.banner.say(self._say(error.message), "error")
        else:
            self.banner.say(self._say(_("Đã dừng; không tệp nào được ghi.")), "warning")

    def _show_running(self, running: bool) -> None:
        for widget in (self.periods, self.target, self.style_box, self.start):
            widget.setEnabled(not running)
        self.bar.setVisible(running)
        self.stop.setVisible(running)
        self.stop.setEnabled(running)
        if not running:
            self.now.clear()

    def _end(self) -> None:
        if self._job is not None:
            self._job.finish()
            self._job = None

    def _open(self) -> None:
        if self._out is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._out)))
