"""What opens an encrypted store: its passphrase, or the words of its recovery sheet and a new passphrase."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QPlainTextEdit, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.store.attempts import Attempts
from danvan_desktop.store.errors import TooManyTries, WrongPassphrase
from danvan_desktop.store.vault import Vault
from danvan_desktop.ui.background_worker import BackgroundWorker
from danvan_desktop.ui.protection.passphrase_fields import CapsNotice, NewPassphrase, secret_line
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.banner import Banner, Severity
from danvan_desktop.ui.widgets.buttons import main_button, plain_button
from danvan_desktop.ui.widgets.sizing import grow_to_content


class Opened(NamedTuple):
    """The key, the officer whose own passphrase was given, empty for none, and all who have one of their own."""

    key: bytes
    officer: str
    owners: frozenset[str]


class PassphraseAsker(QObject):
    """The fields of a dialog that asks for it, and what becomes of what is typed; the dialog lays them out.

    The key is derived beside the window. What is wrong is told; after some tries the next has to wait, counted down.
    Without a ``vault`` there is nothing to ask.
    """

    opened = Signal(object)
    """``Opened``, once what was typed is right."""

    def __init__(
        self, say: Translator, vault: Vault | None, dialog: QDialog, button: Message, names: Sequence[str] = ()
    ) -> None:
        """Make the fields; ``button`` names the one that opens, ``names`` are words that make a passphrase weak."""
        super().__init__(dialog)
        self._say, self._vault, self._dialog = say, vault, dialog
        self._attempts: Attempts | None = None
        self.banner, self.caps = Banner(), CapsNotice(say)
        self.passphrase, self.renewed = secret_line(), NewPassphrase(say, names)
        self.words = QPlainTextEdit(tabChangesFocus=True)
        self.button = main_button(say(button), self.ask, default=True)
        self.forgotten_button = plain_button(say(_("Quên mật khẩu…")), self.ask_words)
        self.form = self._filled_form()
        self.caps.watch(self.passphrase)
        self.renewed.strength.judged.connect(lambda _estimate: grow_to_content(dialog))
        for notice in (self.caps, self.renewed.caps):
            notice.shown.connect(lambda: grow_to_content(dialog))
        self.timer = QTimer(self, interval=500)
        self.timer.timeout.connect(self._count_down)
        self.worker = BackgroundWorker(self)
        self.worker.answered.connect(self._answered)

    def _filled_form(self) -> QFormLayout:
        form = QFormLayout()
        for words, widget in ((_("Mật khẩu"), self.passphrase), (_("Các từ trên phiếu khôi phục"), self.words)):
            widget.setAccessibleName(self._say(words))
            form.addRow(self._say(words), widget)
        # Nothing is told to show itself: without a parent it would, as a window of its own.
        form.setRowVisible(self.words, False)
        if self._vault is None:
            form.setRowVisible(self.passphrase, False)
        self.words.setMaximumHeight(scaled(90))
        self.renewed.hide()
        if self._vault is None or self._vault.lacks_recovery:
            self.forgotten_button.hide()
        return form

    @property
    def asks_words(self) -> bool:
        """Whether the words of the recovery sheet are asked for."""
        return self.form.isRowVisible(self.words)

    @property
    def field(self) -> QWidget:
        """Where it is typed just now."""
        return self.words if self.asks_words else self.passphrase

    def walk_in_order(self, *first: QWidget) -> None:
        """Let Tab lead from these through the fields as they are read; the dialog has laid them out."""
        fields = (self.passphrase, self.words, self.renewed.new, self.renewed.again, self.forgotten_button, self.button)
        for one, other in pairwise((*first, *fields)):
            QWidget.setTabOrder(one, other)

    def ask_words(self) -> None:
        """Ask for the words of the recovery sheet, and a new passphrase, in place of the present one; or for that."""
        if self.worker.is_busy:
            return
        asks = not self.asks_words
        self.form.setRowVisible(self.passphrase, not asks)
        self.form.setRowVisible(self.words, asks)
        self.renewed.setVisible(asks)
        self.forgotten_button.setText(self._say(_("Dùng mật khẩu") if asks else _("Quên mật khẩu…")))
        if not self.timer.isActive():
            told = _("Mật khẩu mới sẽ thay mọi mật khẩu cũ, kể cả mật khẩu riêng của từng người.")
            self.tell(self._say(told) if asks else "")
        self.field.setFocus()

    def ask(self) -> None:
        """Try what was typed."""
        vault = self._vault
        if self.worker.is_busy or vault is None:
            return
        typed, words, new = self.passphrase.text(), self.words.toPlainText(), self.renewed.text
        if not self.asks_words:
            self._work(lambda: Opened(*vault.unlock_by(typed), vault.owners))
        elif (problem := self.renewed.problem()) is not None:
            self.tell(self._say(problem[0]), "error")
            problem[1].setFocus()
        else:
            # From then on the new passphrase alone opens the store: nobody has one of his own.
            self._work(lambda: Opened(vault.renew(words, new), "", frozenset()))

    def refuse(self, words: str) -> None:
        """Tell what is wrong, ready to type again."""
        self.passphrase.selectAll()
        self.field.setFocus()
        self.tell(words, "error")

    def tell(self, words: str, severity: Severity = "info") -> None:
        """Tell something in the dialog, which takes the room that it needs."""
        self.banner.say(words, severity)
        grow_to_content(self._dialog)

    def _work(self, work: Callable[[], Opened]) -> None:
        self.button.setEnabled(False)
        self.tell(self._say(_("Đang mở khóa…")))
        self.worker.ask(work)

    def _answered(self, opened: Opened | None, error: Exception | None) -> None:
        self.button.setEnabled(True)
        if opened is not None:
            self.opened.emit(opened)
        elif isinstance(error, DanvanError):
            self.refuse(self._say(error.message))
            if isinstance(error, WrongPassphrase | TooManyTries):
                self._wait()
        elif error is not None:
            raise error

    def _wait(self) -> None:
        self._attempts = None if self._vault is None else self._vault.attempts
        if self._attempts is not None and self._attempts.wait > 0:
            self.timer.start()
            self._count_down()

    def _count_down(self) -> None:
        # Of the first look: who pulls the stick out meanwhile is told that when the next try is made.
        attempts = self._attempts
        if attempts is None:
            return
        must_wait = attempts.wait > 0
        self.button.setEnabled(not must_wait)
        if must_wait:
            self.tell(self._say(attempts.told), "error")
        else:
            self.timer.stop()
            self.tell("")
