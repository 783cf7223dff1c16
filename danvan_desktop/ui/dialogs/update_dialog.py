"""Cập nhật từ tệp: what a newer version brings, and the button that takes it."""

from __future__ import annotations

from html import escape
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QTextBrowser, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.updates import Update
from danvan_desktop.localization import Translator, _
from danvan_desktop.sync.update_file import ENDING
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.drives import export_folder
from danvan_desktop.ui.dialogs.update_work import OverStore, UpdateWork, WithoutStore
from danvan_desktop.ui.icons import window_icon
from danvan_desktop.ui.widgets.buttons import main_button, plain_button
from danvan_desktop.ui.widgets.files import ask_for_file
from danvan_desktop.ui.widgets.labels import quiet_text
from danvan_desktop.ui.widgets.rows import column_of, row_of
from danvan_desktop.ui.widgets.sizing import open_with_size

UPDATE_TITLE = _("Cập nhật từ tệp…")


def choose_update(parent: QWidget, say: Translator) -> Path | None:
    """Ask for the file, first on the stick."""
    return ask_for_file(parent, say, UPDATE_TITLE, _("Tệp cập nhật (*{ending})", ending=ENDING), export_folder())


class UpdateDialog(QDialog):
    """Checks a file, tells what is new, installs it when that is wanted; the next start runs it."""

    closing_wanted = Signal()
    """The program is to be closed, for the new version to be used."""

    def __init__(self, say: Translator, work: UpdateWork, path: Path, parent: QWidget | None = None) -> None:
        """Check the file in the background."""
        super().__init__(parent)
        self._say, self._work, self._path = say, work, path
        self.installed = False
        """Whether the next start runs the new version."""
        self.setWindowTitle(self._say(_("Cập nhật phần mềm")))
        self.page = QTextBrowser()
        self.page.setAccessibleName(self._say(_("Có gì mới")))
        self.told = quiet_text("")
        self.install_button = main_button(self._say(_("Cài bản mới")), self.install)
        self.other_button = plain_button(self._say(_("Chọn tệp khác…")), self._choose_another)
        self.restart_button = main_button(self._say(_("Đóng phần mềm")), self._close_program)
        self.restart_button.hide()
        close = plain_button(self._say(_("Để sau")), self.reject)
        row = row_of(self.other_button, None, close, self.install_button, self.restart_button)
        column_of(self.page, self.told, row, grows=self.page, margins=(16, 16, 16, 12), on=self)
        open_with_size(self, 560, 420)
        self._check()

    def install(self) -> None:
        """Check and back up the data, then put the new version beside this one."""
        self.install_button.setEnabled(False)
        self.other_button.hide()
        self.told.setText(self._say(self._work.under_way))
        self._work.install(self._path, self._installed, self._not_installed)

    def _check(self) -> None:
        self.page.hide()
        self.install_button.setEnabled(False)
        self.other_button.hide()
        self.told.setText(self._say(_("Đang kiểm tra tệp…")))
        self._work.check(self._path, self, self._show, self._refused)

    def _choose_another(self) -> None:
        path = choose_update(self, self._say)
        if path is not None:
            self._path = path
            self._check()

    def _show(self, update: Update) -> None:
        say = self._say
        title = say(_("Bản {version}, phát hành ngày {day}", version=update.version.text, day=update.made_on))
        lines = "".join(f"<li>{escape(line)}</li>" for line in update.news)
        self.page.show()
        self.page.setHtml(f"<h3>{escape(title)}</h3><ul>{lines}</ul>")
        self.told.setText(say(self._work.promise))
        self.install_button.setEnabled(True)
        self.install_button.setFocus()

    def _installed(self, update: Update) -> None:
        self.installed = True
        self.told.setText(
            self._say(_("Đã cài bản {version}. Đóng phần mềm rồi mở lại để dùng bản mới.", version=update.version.text))
        )
        self.install_button.hide()
        self.restart_button.show()
        self.restart_button.setFocus()

    def _refused(self, error: DanvanError) -> bool:
        self.told.setText(self._say(error.message))
        self.other_button.show()
        return True

    def _not_installed(self, error: DanvanError) -> bool:
        """Tell why, and let it be pressed again: once there is room, or the stick is back."""
        self.install_button.setEnabled(True)
        return self._refused(error)

    def _close_program(self) -> None:
        self.accept()
        self.closing_wanted.emit()


def offer_update(context: UiContext, window: QWidget, path: Path | None = None) -> UpdateDialog | None:
    """Show what an update brings over the window, without a path the one that is chosen."""
    path = path or choose_update(window, context.translator)
    if path is None:
        return None
    dialog = UpdateDialog(context.translator, OverStore(context), path, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.closing_wanted.connect(window.close)
    dialog.open()
    return dialog


def updated_first(say: Translator, path: Path) -> bool:
    """Show what an update brings before any store opens; returns whether it was installed."""
    work = WithoutStore()
    dialog = UpdateDialog(say, work, path)
    dialog.setWindowIcon(window_icon())
    dialog.exec()
    work.stop()
    return dialog.installed
