"""The dialog over a locked window: who goes on, and his passphrase where the store is encrypted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QFormLayout, QPlainTextEdit, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import _
from danvan_desktop.store.locked import is_locked
from danvan_desktop.store.vault import Vault
from danvan_desktop.ui.background_worker import BackgroundWorker
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.protection.dialogs import known_names
from danvan_desktop.ui.protection.passphrase_fields import CapsNotice, NewPassphrase, secret_line
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import main_button, plain_button
from danvan_desktop.ui.widgets.labels import page_title, quiet_text
from danvan_desktop.ui.widgets.rows import column_of, row_of
from danvan_desktop.ui.widgets.sizing import grow_to_content
from danvan_desktop.ui.widgets.steady import ChoiceBox


class LockDialog(QDialog):
    """Accepted when ``officer`` may go on; it cannot be put away before."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Ask who goes on: the officer who was at work, or another."""
        super().__init__(parent)
        self._context, self._say = context, context.translator
        self.officer = ""
        self._vault = Vault(context.store_path) if is_locked(context.store_path) else None
        self.setWindowTitle(self._say(_("Cửa sổ đang khóa")))
        self.setModal(True)
        self.banner, self.caps = Banner(), CapsNotice(self._say)
        self.who, self.passphrase = ChoiceBox(), secret_line()
        self.words, self.renewed = QPlainTextEdit(tabChangesFocus=True), NewPassphrase(self._say, known_names(context))
        self.caps.watch(self.passphrase)
        self.renewed.strength.judged.connect(lambda _estimate: grow_to_content(self))
        self._fill_names()
        self.open_button = main_button(self._say(_("Mở khóa")), self.unlock, default=True)
        self.forgotten_button = plain_button(self._say(_("Quên mật khẩu…")), self.ask_words)
        self._form = self._filled_form()
        told = _("Chữ đang gõ dở vẫn còn. Chọn người khác để đổi người làm việc: chữ của người trước thành bản nháp.")
        column_of(
            page_title(self._say(_("Cửa sổ đang khóa"))),
            quiet_text(self._say(told)),
            self.banner,
            self._form,
            self.renewed,
            self.caps,
            row_of(self.forgotten_button, None, self.open_button),
            on=self,
        )
        self.setMinimumWidth(scaled(440))
        self._aside = BackgroundWorker(self)
        self._aside.answered.connect(self._answered)
        (self.who if self._vault is None else self.passphrase).setFocus()

    @property
    def asks_words(self) -> bool:
        """Whether the words of the recovery sheet are asked for."""
        return self._form.isRowVisible(self.words)

    def ask_words(self) -> None:
        """Ask for the words of the recovery sheet, and a new passphrase, in place of the present one; or for that."""
        if self._aside.is_busy:
            return
        asks = not self.asks_words
        self._form.setRowVisible(self.passphrase, not asks)
        self._form.setRowVisible(self.words, asks)
        self.renewed.setVisible(asks)
        self.forgotten_button.setText(self._say(_("Dùng mật khẩu") if asks else _("Quên mật khẩu…")))
        self._tell("")
        (self.words if asks else self.passphrase).setFocus()

    def unlock(self) -> None:
        """Let who was chosen go on, once the passphrase, or the words of the sheet, are right."""
        if self._aside.is_busy:
            return
        if self._vault is None:
            self._let_go_on(str(self.who.currentData()))
            return
        vault, typed = self._vault, self.passphrase.text()
        if self.asks_words:
            problem = self.renewed.problem()
            if problem is not None:
                self._tell(self._say(problem[0]), "error")
                problem[1].setFocus()
                return
            words, new = self.words.toPlainText(), self.renewed.text
            self._ask(lambda: _renewed(vault, words, new))
        else:
            self._ask(lambda: (vault.unlock_by(typed)[1], vault.owners))

    def _ask(self, work: Callable[[], tuple[str, frozenset[str]]]) -> None:
        self.open_button.setEnabled(False)
        self._tell(self._say(_("Đang mở khóa…")))
        self._aside.ask(work)

    def reject(self) -> None:
        """Stay: Esc opens nothing."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay when somebody presses the cross of the window; the program itself can end."""
        event.setAccepted(not event.spontaneous())

    def done(self, result: int) -> None:
        """Close once no key is being derived any more."""
        self._aside.wait()
        super().done(result)

    def _answered(self, answer: tuple[str, frozenset[str]] | None, error: Exception | None) -> None:
        self.open_button.setEnabled(True)
        if answer is not None:
            owner, owners = answer
            chosen = str(self.who.currentData())
            if not owner and chosen in owners:
                self._refuse(self._say(_("Người này có mật khẩu riêng: hãy gõ mật khẩu ấy.")))
            else:
                self._let_go_on(owner or chosen)
        elif isinstance(error, DanvanError):
            self._refuse(self._say(error.message))
        elif error is not None:
            raise error

    def _refuse(self, words: str) -> None:
        self.passphrase.selectAll()
        (self.words if self.asks_words else self.passphrase).setFocus()
        self._tell(words, "error")

    def _tell(self, words: str, severity: str = "info") -> None:
        self.banner.say(words, severity)
        grow_to_content(self)

    def _let_go_on(self, officer: str) -> None:
        self.officer = officer
        self.accept()

    def _filled_form(self) -> QFormLayout:
        form = QFormLayout()
        for words, widget in (
            (_("Người làm việc"), self.who),
            (_("Mật khẩu"), self.passphrase),
            (_("Các từ trên phiếu khôi phục"), self.words),
        ):
            widget.setAccessibleName(self._say(words))
            form.addRow(self._say(words), widget)
        form.setRowVisible(self.passphrase, self._vault is not None)
        form.setRowVisible(self.words, False)
        self.words.setMaximumHeight(scaled(90))
        self.renewed.hide()
        self.forgotten_button.setVisible(self._vault is not None and not self._vault.lacks_recovery)
        return form

    def _fill_names(self) -> None:
        store = self._context.store
        officers = [one.uid for one in store.list("officer", filters={"active": True})]
        if not store.officer:
            self.who.addItem(self._say(_("(chưa chọn)")), "")
        for uid in officers:
            self.who.addItem(store.title(uid), uid)
        self.who.setCurrentIndex(max(0, self.who.findData(store.officer)))


def _renewed(vault: Vault, words: str, new: str) -> tuple[str, frozenset[str]]:
    """Let a new passphrase alone unlock the store; then none is an officer's own."""
    vault.renew(words, new)
    return "", frozenset()
