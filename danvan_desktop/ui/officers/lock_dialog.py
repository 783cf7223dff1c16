"""The dialog over a locked window: who goes on, and his passphrase where the store is encrypted."""

from __future__ import annotations

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QWidget

from danvan_desktop.localization import _
from danvan_desktop.store.locked import is_locked
from danvan_desktop.store.vault import Vault
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.protection.dialogs import known_names
from danvan_desktop.ui.protection.passphrase_asker import Opened, PassphraseAsker
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.labels import page_title, quiet_text
from danvan_desktop.ui.widgets.rows import column_of, row_of
from danvan_desktop.ui.widgets.steady import ChoiceBox


class LockDialog(QDialog):
    """Accepted when ``officer`` may go on; it cannot be put away before."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Ask who goes on: the officer who was at work, or another."""
        super().__init__(parent)
        self._context, self._say = context, context.translator
        self.officer = ""
        vault = Vault(context.store_path) if is_locked(context.store_path) else None
        self.setWindowTitle(self._say(_("Cửa sổ đang khóa")))
        self.setModal(True)
        self.asker = PassphraseAsker(self._say, vault, self, _("Mở khóa"), known_names(context))
        self.asker.opened.connect(self._open)
        self.who = ChoiceBox()
        self._fill_names()
        if vault is None:
            self.asker.button.clicked.connect(lambda: self._let_go_on(str(self.who.currentData())))
        who = _("Người làm việc")
        self.who.setAccessibleName(self._say(who))
        self.asker.form.insertRow(0, self._say(who), self.who)
        told = _("Chữ đang gõ dở vẫn còn. Chọn người khác để đổi người làm việc: chữ của người trước thành bản nháp.")
        column_of(
            page_title(self._say(_("Cửa sổ đang khóa"))),
            quiet_text(self._say(told)),
            self.asker.banner,
            self.asker.form,
            self.asker.renewed,
            self.asker.caps,
            row_of(self.asker.forgotten_button, None, self.asker.button),
            on=self,
        )
        self.asker.walk_in_order(self.who)
        self.setMinimumWidth(scaled(440))
        (self.who if vault is None else self.asker.passphrase).setFocus()

    def reject(self) -> None:
        """Stay: Esc opens nothing."""

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay when somebody presses the cross of the window; the program itself can end."""
        event.setAccepted(not event.spontaneous())

    def done(self, result: int) -> None:
        """Close once no key is being derived any more."""
        self.asker.worker.wait()
        super().done(result)

    def _open(self, opened: Opened) -> None:
        chosen = str(self.who.currentData())
        if not opened.officer and chosen in opened.owners:
            self.asker.refuse(self._say(_("Người này có mật khẩu riêng: hãy gõ mật khẩu ấy.")))
        else:
            self._let_go_on(opened.officer or chosen)

    def _let_go_on(self, officer: str) -> None:
        self.officer = officer
        self.accept()

    def _fill_names(self) -> None:
        store = self._context.store
        officers = [one.uid for one in store.list("officer", filters={"active": True})]
        if not store.officer:
            self.who.addItem(self._say(_("(chưa chọn)")), "")
        self.who.offer(((store.title(uid), uid) for uid in officers), store.officer)
