"""Asks for the passphrase of an encrypted store, or for the words of its recovery sheet and a new passphrase."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from danvan_desktop.localization import Translator, _
from danvan_desktop.store import StoreError
from danvan_desktop.store.errors import WrongPassphrase
from danvan_desktop.store.vault import Vault
from danvan_desktop.ui.icons import window_icon
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.labels import page_title, quiet_text
from danvan_desktop.ui.widgets.rows import row_of

_FREE_TRIES = 3
"""Wrong passphrases before the next try has to wait: hands slip."""
_LONGEST_WAIT = 60
"""Seconds."""


class UnlockDialog(QDialog):
    """Accepted when ``key`` is that of the store."""

    def __init__(
        self,
        translator: Translator,
        vault: Vault,
        parent: QWidget | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Ask for the passphrase of a vault; ``clock`` tells seconds."""
        super().__init__(parent)
        self.key: bytes | None = None
        self._say, self._vault, self._clock = translator, vault, clock
        self._wrong, self._open_at = 0, 0.0
        self.setWindowTitle(self._say(_("Sổ tay dân vận")))
        self.setWindowIcon(window_icon())
        self.passphrase, self.new, self.again = (_secret_line() for _place in range(3))
        self.words = QPlainTextEdit(tabChangesFocus=True)
        self.banner, self.caps = Banner(), quiet_text(self._say(_("Phím Caps Lock đang bật.")))
        self.unlock_button = plain_button(self._say(_("Mở")), self.unlock)
        self.unlock_button.setProperty("primary", True)
        self.forgotten_button = plain_button(self._say(_("Quên mật khẩu…")), self.ask_words)
        self._form = QFormLayout()
        self._arrange(vault.path)
        self._timer = QTimer(self, interval=500)
        self._timer.timeout.connect(self._count_down)
        for line in (self.passphrase, self.new, self.again):
            line.installEventFilter(self)
        self.passphrase.setFocus()

    @property
    def asks_words(self) -> bool:
        """Whether the words of the recovery sheet are asked for."""
        return self._form.isRowVisible(self.words)

    def _arrange(self, path: Path) -> None:
        for words, widget in (
            (_("Mật khẩu"), self.passphrase),
            (_("Các từ trên phiếu khôi phục"), self.words),
            (_("Mật khẩu mới"), self.new),
            (_("Gõ lại mật khẩu mới"), self.again),
        ):
            widget.setAccessibleName(self._say(words))
            self._form.addRow(self._say(words), widget)
        for widget in (self.words, self.new, self.again):
            self._form.setRowVisible(widget, False)
        self.words.setMaximumHeight(scaled(90))
        self.caps.hide()
        column = QVBoxLayout(self)
        column.addWidget(page_title(self._say(_("Mở kho dữ liệu"))))
        column.addWidget(quiet_text(self._say(_("Tệp “{name}” được mã hóa.", name=path.name))))
        column.addWidget(self.banner)
        column.addLayout(self._form)
        column.addWidget(self.caps)
        leave = plain_button(self._say(_("Thoát")), self.reject)
        column.addLayout(row_of(self.forgotten_button, None, leave, self.unlock_button))
        self.unlock_button.setDefault(True)
        self.setMinimumWidth(scaled(460))

    def ask_words(self) -> None:
        """Ask for the words of the recovery sheet in place of the passphrase."""
        self._form.setRowVisible(self.passphrase, False)
        for widget in (self.words, self.new, self.again):
            self._form.setRowVisible(widget, True)
        self.forgotten_button.hide()
        self.banner.say("")
        self.words.setFocus()

    def unlock(self) -> None:
        """Try what was typed; what is wrong is told, and after some tries the next has to wait."""
        if self._clock() < self._open_at:
            return
        try:
            self.key = self._recovered() if self.asks_words else self._vault.unlock(self.passphrase.text())
        except WrongPassphrase as error:
            self._tell_wrong(error)
        except StoreError as error:
            self.banner.say(self._say(error.message), "error")
        else:
            self.accept()

    def _recovered(self) -> bytes:
        key = self._vault.recover(self.words.toPlainText())
        if self.new.text() != self.again.text():
            raise StoreError(_("Hai lần gõ mật khẩu mới không giống nhau."))
        self._vault.keep_only(key, self.new.text())
        return key

    def _tell_wrong(self, error: WrongPassphrase) -> None:
        self._wrong += 1
        self.passphrase.selectAll()
        self.banner.say(self._say(error.message), "error")
        if self._wrong >= _FREE_TRIES:
            self._open_at = self._clock() + min(_LONGEST_WAIT, 2 ** (self._wrong - _FREE_TRIES + 1))
            self._timer.start()
            self._count_down()

    def _count_down(self) -> None:
        left = self._open_at - self._clock()
        self.unlock_button.setEnabled(left <= 0)
        if left > 0:
            told = _("Sai {n} lần: chờ {seconds} giây rồi thử lại.", n=self._wrong, seconds=int(left) + 1)
            self.banner.say(self._say(told), "error")
        else:
            self._timer.stop()
            self.banner.say("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice by the letters that Caps Lock is on: Qt does not tell of it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            letter, shifted = event.text(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.key() == Qt.Key.Key_CapsLock:
                self.caps.hide()
            elif len(letter) == 1 and letter.isalpha():
                self.caps.setVisible(letter.isupper() != shifted)
        return super().eventFilter(watched, event)


def _secret_line() -> QLineEdit:
    return QLineEdit(echoMode=QLineEdit.EchoMode.Password)
