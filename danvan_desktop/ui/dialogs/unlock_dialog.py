"""Asks for the passphrase of an encrypted store, or for the words of its recovery sheet and a new passphrase."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from danvan_desktop.localization import Translator, _
from danvan_desktop.store.vault import Vault
from danvan_desktop.ui.icons import window_icon
from danvan_desktop.ui.protection.passphrase_asker import Opened, PassphraseAsker
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.labels import page_title, quiet_text
from danvan_desktop.ui.widgets.rows import column_of, row_of


class UnlockDialog(QDialog):
    """Accepted when ``key`` is that of the store."""

    def __init__(self, translator: Translator, vault: Vault, parent: QWidget | None = None) -> None:
        """Ask for the passphrase of a vault, or wait until the next try is taken."""
        super().__init__(parent)
        self.key: bytes | None = None
        self.officer = ""
        """The officer whose own passphrase was given, empty for one that several know."""
        say = translator
        self.setWindowTitle(say(_("Sổ tay dân vận")))
        self.setWindowIcon(window_icon())
        self.asker = PassphraseAsker(say, vault, self, _("Mở"))
        self.asker.opened.connect(self._open)
        column_of(
            page_title(say(_("Mở tệp dữ liệu"))),
            quiet_text(say(_("Tệp “{name}” được mã hóa.", name=vault.path.name))),
            self.asker.banner,
            self.asker.form,
            self.asker.renewed,
            self.asker.caps,
            row_of(self.asker.forgotten_button, None, plain_button(say(_("Thoát")), self.reject), self.asker.button),
            on=self,
        )
        self.asker.walk_in_order()
        self.setMinimumWidth(scaled(460))
        self.asker.passphrase.setFocus()

    def done(self, result: int) -> None:
        """Close once no key is being derived any more."""
        self.asker.worker.wait()
        super().done(result)

    def _open(self, opened: Opened) -> None:
        self.key, self.officer = opened.key, opened.officer
        self.accept()
