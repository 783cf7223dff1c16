"""A bug met the officer: what its traceback says, to copy or to give away as a file."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QWidget

from danvan_desktop import __version__
from danvan_desktop.error_log import ErrorLog
from danvan_desktop.localization import Translator, _
from danvan_desktop.ui.error_report import save_report
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.rows import column_of, row_of
from danvan_desktop.ui.widgets.sizing import open_with_size


class CrashDialog(QDialog):
    """A bug met the officer: says that the data are safe, and holds what the maintainers need to know."""

    def __init__(self, translator: Translator, details: str, parent: QWidget | None = None) -> None:
        """Show the traceback ``details``."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translator(_("Phần mềm gặp lỗi")))
        self._say, self._details = translator, details
        ErrorLog().note("bug", details)
        words = QLabel(
            translator(
                _(
                    "Phần mềm gặp lỗi ngoài dự kiến và đã bỏ việc vừa bấm. Dữ liệu đã lưu vẫn còn nguyên; nội dung "
                    "đang ghi dở được giữ làm bản nháp. Hãy làm lại việc vừa rồi; nếu lỗi lặp lại, bấm “Lưu báo cáo…” "
                    "và gửi tệp ấy cho người phụ trách kỹ thuật: trong tệp không có nội dung sổ và tên người."
                )
            )
        )
        words.setWordWrap(True)
        self.banner = Banner()
        self.details = QPlainTextEdit(f"danvan-desktop {__version__}\n{details}")
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setAccessibleName(translator(_("Nội dung lỗi")))
        self.details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.save_button = plain_button(translator(_("Lưu báo cáo…")), self._save)
        self.copy_button = plain_button(translator(_("Sao chép")), self._copy)
        close = plain_button(translator(_("Đóng")), self.accept)
        close.setDefault(True)
        buttons = row_of(self.save_button, self.copy_button, None, close)
        column_of(words, self.banner, self.details, buttons, grows=self.details, on=self)
        open_with_size(self, 760, 420)

    def _save(self) -> None:
        if (out := save_report(self, self._say, self._details)) is not None:
            self.banner.say(self._say(_("Đã lưu “{path}”.", path=str(out))), "done")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())
