"""Asks for the passphrase of an encrypted store, or for the words of its recovery sheet and a new passphrase."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QFormLayout, QPlainTextEdit, QVBoxLayout, QWidget

from danvan_desktop.localization import Translator, _
from danvan_desktop.store import StoreError
from danvan_desktop.store.attempts import Attempts
from danvan_desktop.store.errors import TooManyTries, WrongPassphrase
from danvan_desktop.store.vault import Vault
from danvan_desktop.ui.background_worker import BackgroundWorker
from danvan_desktop.ui.icons import window_icon
from danvan_desktop.ui.protection.passphrase_fields import CapsNotice, NewPassphrase, secret_line
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import main_button, plain_button
from danvan_desktop.ui.widgets.labels import page_title, quiet_text
from danvan_desktop.ui.widgets.rows import row_of
from danvan_desktop.ui.widgets.sizing import grow_to_content


class UnlockDialog(QDialog):
    """Accepted when ``key`` is that of the store; the key is derived beside the window."""

    def __init__(self, translator: Translator, vault: Vault, parent: QWidget | None = None) -> None:
        """Ask for the passphrase of a vault, or wait until the next try is taken."""
        super().__init__(parent)
        self.key: bytes | None = None
        self.officer = ""
        """The officer whose own passphrase was given, empty for one that several know."""
        self._say, self._vault = translator, vault
        self.setWindowTitle(self._say(_("Sổ tay dân vận")))
        self.setWindowIcon(window_icon())
        self.passphrase, self.renewed = secret_line(), NewPassphrase(translator)
        self.words = QPlainTextEdit(tabChangesFocus=True)
        self.banner, self.caps = Banner(), CapsNotice(translator)
        self.caps.watch(self.passphrase)
        self.renewed.strength.judged.connect(lambda _estimate: grow_to_content(self))
        self.unlock_button = main_button(self._say(_("Mở")), self.unlock)
        self.forgotten_button = plain_button(self._say(_("Quên mật khẩu…")), self.ask_words)
        self._form = QFormLayout()
        self._arrange(vault.path)
        self._attempts: Attempts | None = None
        self._timer = QTimer(self, interval=500)
        self._timer.timeout.connect(self._count_down)
        self._aside = BackgroundWorker(self)
        self._aside.answered.connect(self._answered)
        self.passphrase.setFocus()

    @property
    def asks_words(self) -> bool:
        """Whether the words of the recovery sheet are asked for."""
        return self._form.isRowVisible(self.words)

    def done(self, result: int) -> None:
        """Close once no key is being derived any more."""
        self._aside.wait()
        super().done(result)

    def _arrange(self, path: Path) -> None:
        for words, widget in (
            (_("Mật khẩu"), self.passphrase),
            (_("Các từ trên phiếu khôi phục"), self.words),
        ):
            widget.setAccessibleName(self._say(words))
            self._form.addRow(self._say(words), widget)
        self._form.setRowVisible(self.words, False)
        self.renewed.hide()
        self.words.setMaximumHeight(scaled(90))
        column = QVBoxLayout(self)
        column.addWidget(page_title(self._say(_("Mở tệp dữ liệu"))))
        column.addWidget(quiet_text(self._say(_("Tệp “{name}” được mã hóa.", name=path.name))))
        column.addWidget(self.banner)
        column.addLayout(self._form)
        column.addWidget(self.renewed)
        column.addWidget(self.caps)
        leave = plain_button(self._say(_("Thoát")), self.reject)
        column.addLayout(row_of(self.forgotten_button, None, leave, self.unlock_button))
        self.unlock_button.setDefault(True)
        self.setMinimumWidth(scaled(460))

    def ask_words(self) -> None:
        """Ask for the words of the recovery sheet in place of the passphrase."""
        self._form.setRowVisible(self.passphrase, False)
        self._form.setRowVisible(self.words, True)
        self.renewed.show()
        self.forgotten_button.hide()
        self._tell("")
        self.words.setFocus()

    def unlock(self) -> None:
        """Try what was typed; what is wrong is told, and after some tries the next has to wait."""
        if self._aside.is_busy:
            return
        vault, typed = self._vault, self.passphrase.text()
        if self.asks_words:
            problem = self.renewed.problem()
            if problem is not None:
                self._tell(self._say(problem[0]), "error")
                problem[1].setFocus()
                return
            words, new = self.words.toPlainText(), self.renewed.text
            self._ask(lambda: (vault.renew(words, new), ""))
        else:
            self._ask(lambda: vault.unlock_by(typed))

    def _ask(self, work: Callable[[], tuple[bytes, str]]) -> None:
        self.unlock_button.setEnabled(False)
        self._tell(self._say(_("Đang mở khóa…")))
        self._aside.ask(work)

    def _answered(self, opened: tuple[bytes, str] | None, error: Exception | None) -> None:
        self.unlock_button.setEnabled(True)
        if opened is not None:
            self.key, self.officer = opened
            self.accept()
        elif isinstance(error, WrongPassphrase | TooManyTries):
            self._tell_wrong(error)
        elif isinstance(error, StoreError):
            self._tell(self._say(error.message), "error")
        elif error is not None:
            raise error

    def _tell_wrong(self, error: StoreError) -> None:
        self.passphrase.selectAll()
        self._tell(self._say(error.message), "error")
        self._attempts = self._vault.attempts
        if self._attempts.wait > 0:
            self._timer.start()
            self._count_down()

    def _count_down(self) -> None:
        # Of the first look: who pulls the stick out meanwhile is told that when the next try is made.
        attempts = self._attempts
        if attempts is None:
            return
        must_wait = attempts.wait > 0
        self.unlock_button.setEnabled(not must_wait)
        if must_wait:
            self._tell(self._say(attempts.told), "error")
        else:
            self._timer.stop()
            self._tell("")

    def _tell(self, words: str, severity: str = "info") -> None:
        self.banner.say(words, severity)
        grow_to_content(self)
