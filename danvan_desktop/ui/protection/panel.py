"""Bảo vệ dữ liệu: whether the store is encrypted, by what it opens, and how to change that."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from danvan_desktop.localization import Message, _
from danvan_desktop.store.locked import is_locked
from danvan_desktop.store.vault import Vault
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.protection.dialogs import ChangeDialog, DecryptDialog, EncryptDialog
from danvan_desktop.ui.protection.sheet_dialog import SheetDialog
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import Button, main_button, plain_button
from danvan_desktop.ui.widgets.cards import Card
from danvan_desktop.ui.widgets.labels import quiet_text
from danvan_desktop.ui.widgets.live_result import LiveResult
from danvan_desktop.ui.widgets.rows import FLUSH, column_of, row_of


class ProtectionPanel(QWidget):
    """Shows a plain store what encryption gives, an encrypted one its passphrase and its recovery sheet."""

    conversion_wanted = Signal(object)
    """Encrypt or Decrypt: the window has to close for it."""

    sheet_kept = Signal()
    """A recovery sheet counts now."""

    def __init__(self, context: UiContext) -> None:
        """Show how it stands."""
        super().__init__()
        self._context, self._say = context, context.translator
        self.banner = Banner()
        self.state, self.sheet_state = LiveResult(), LiveResult()
        self.encrypt_button = main_button(self._say(_("Mã hóa dữ liệu…")), self.encrypt)
        self.change_button = plain_button(self._say(_("Đổi mật khẩu…")), self.change)
        self.sheet_button = plain_button(self._say(_("Làm phiếu khôi phục mới…")), self.make_sheet)
        self.decrypt_button = plain_button(self._say(_("Bỏ mã hóa…")), self.decrypt)
        column_of(self.banner, self._passphrase_card(), self._sheet_card(), None, gap=12, margins=FLUSH, on=self)
        self.refresh()

    def refresh(self) -> None:
        """Look at the store's key file again."""
        path = self._context.store_path
        locked = is_locked(path)
        for button in (self.change_button, self.decrypt_button):
            button.setVisible(locked)
        self.encrypt_button.setVisible(not locked)
        self.sheet_card.setVisible(locked)
        if locked:
            self.state.tell(
                self._say(_("Dữ liệu trên máy này được mã hóa: không có mật khẩu thì không đọc được.")), good=True
            )
            self._show_sheet(has_sheet=Vault(path).slots().has_recovery)
        else:
            words = _("Dữ liệu không mã hóa: ai lấy được máy, ổ đĩa hay bản sao lưu đều đọc được.")
            self.state.tell(self._say(words), good=False)

    def encrypt(self) -> QDialog:
        """Ask for a passphrase, then for the conversion."""
        dialog = EncryptDialog(self._context, self)
        dialog.accepted.connect(lambda: self.conversion_wanted.emit(dialog.conversion))
        return self._open(dialog)

    def decrypt(self) -> QDialog:
        """Ask for the passphrase, then for the conversion."""
        dialog = DecryptDialog(self._context, self)
        dialog.accepted.connect(lambda: self.conversion_wanted.emit(dialog.conversion))
        return self._open(dialog)

    def change(self) -> QDialog:
        """Ask for the passphrase and a new one."""
        dialog = ChangeDialog(self._context, self)
        dialog.accepted.connect(lambda: self._tell(_("Đã đổi mật khẩu. Lần mở sau dùng mật khẩu mới.")))
        return self._open(dialog)

    def make_sheet(self) -> QDialog:
        """Make a new recovery sheet."""
        dialog = SheetDialog(self._context, self)
        dialog.accepted.connect(self.sheet_kept)
        dialog.accepted.connect(lambda: self._tell(_("Phiếu khôi phục đã có tác dụng. Hãy cất tờ giấy vào tủ khóa.")))
        return self._open(dialog)

    def _open(self, dialog: QDialog) -> QDialog:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _tell(self, words: Message) -> None:
        self.banner.say(self._say(words), "done")
        self.refresh()

    def _show_sheet(self, *, has_sheet: bool) -> None:
        if has_sheet:
            words = _("Đã có phiếu khôi phục để dùng khi quên mật khẩu.")
        else:
            words = _("Chưa có phiếu khôi phục: quên mật khẩu là mất hết dữ liệu, không ai mở lại được.")
        self.sheet_state.tell(self._say(words), good=has_sheet)

    def _passphrase_card(self) -> Card:
        card = Card(self._say(_("Mật khẩu")))
        column = card.column()
        column.addWidget(self.state)
        column.addLayout(row_of(self.encrypt_button, self.change_button, self.decrypt_button, None))
        return card

    def _sheet_card(self) -> Card:
        self.sheet_card = Card(self._say(_("Phiếu khôi phục")))
        column = self.sheet_card.column()
        column.addWidget(self.sheet_state)
        column.addWidget(
            quiet_text(
                self._say(
                    _("Một tờ giấy có 17 từ, in ra và cất trong tủ khóa. Làm phiếu mới thì phiếu trước hết tác dụng.")
                )
            )
        )
        column.addLayout(row_of(self.sheet_button, None))
        return self.sheet_card

    def first_button(self) -> Button:
        """Return what most likely is wanted: protection where there is none, a sheet where there is none."""
        if not is_locked(self._context.store_path):
            return self.encrypt_button
        return self.change_button if self.sheet_state.property("good") else self.sheet_button
