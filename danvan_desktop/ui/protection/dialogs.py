"""Dialogs over the settings: another passphrase, encryption of a plain store, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message, _
from danvan_desktop.store.officers import NotAllowed
from danvan_desktop.store.vault import Vault
from danvan_desktop.ui.background_worker import BackgroundWorker
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.recovery import Decrypt, Encrypt, Recovery
from danvan_desktop.ui.protection.passphrase_fields import CapsNotice, NewPassphrase, secret_line
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import main_button, plain_button
from danvan_desktop.ui.widgets.labels import page_title, quiet_text
from danvan_desktop.ui.widgets.rows import column_of, row_of
from danvan_desktop.ui.widgets.sizing import grow_to_content


class PassphraseAsking(QDialog):
    """Asks for passphrases and works with them beside the window; accepted when that has gone well."""

    def __init__(
        self,
        context: UiContext,
        title: Message,
        words: Message,
        then: Message,
        parent: QWidget | None = None,
        *,
        asks_new: bool = True,
        asks_present: bool = True,
    ) -> None:
        """Ask for the ``present`` passphrase and a ``new`` one; ``then`` is on the button."""
        super().__init__(parent)
        self._context, self._say = context, context.translator
        self.setWindowTitle(self._say(title))
        self.banner, self.caps = Banner(), CapsNotice(self._say)
        self.present = secret_line()
        self.renewed = NewPassphrase(self._say, known_names(context))
        self.do_button = main_button(self._say(then), self.do, default=True)
        self.caps.watch(self.present)
        self.renewed.strength.judged.connect(lambda _estimate: grow_to_content(self))
        self.caps.shown.connect(lambda: grow_to_content(self))
        self.renewed.caps.shown.connect(lambda: grow_to_content(self))
        form = QFormLayout()
        self.present.setAccessibleName(self._say(_("Mật khẩu hiện nay")))
        if asks_present:
            form.addRow(self._say(_("Mật khẩu hiện nay")), self.present)
        head = page_title(self._say(title))
        leave = plain_button(self._say(_("Hủy")), self.reject)
        column_of(
            head,
            quiet_text(self._say(words)),
            self.banner,
            form,
            self.caps,
            self.renewed,
            None,
            row_of(None, leave, self.do_button),
            on=self,
        )
        self.present.setVisible(asks_present)
        self.renewed.setVisible(asks_new)
        self._asks_new = asks_new
        self.setMinimumWidth(scaled(480))
        self._aside = BackgroundWorker(self)
        self._aside.answered.connect(self._answered)
        (self.present if asks_present else self.renewed.new).setFocus()

    def work(self) -> Callable[[], object]:
        """Return what is done with the passphrases, in a thread: it may not ask the widgets there."""
        raise NotImplementedError

    def do(self) -> None:
        """Look at what was typed and begin."""
        problem = self.renewed.problem() if self._asks_new else None
        if self._aside.is_busy:
            return
        if problem is not None:
            self._refuse(problem[0], problem[1])
            return
        self.do_button.setEnabled(False)
        self.banner.say(self._say(_("Đang làm…")))
        grow_to_content(self)
        self._aside.ask(self.work())

    def done(self, result: int) -> None:
        """Close once nothing is being derived any more."""
        self._aside.wait()
        super().done(result)

    def _answered(self, _result: object, error: Exception | None) -> None:
        self.do_button.setEnabled(True)
        if error is None:
            self.accept()
        elif isinstance(error, DanvanError):
            self._refuse(error.message, self.present)
        else:
            self.reject()
            self._context.operations.failed.emit(error, None)

    def _refuse(self, words: Message, line: QLineEdit) -> None:
        self.banner.say(self._say(words), "error")
        grow_to_content(self)
        line.setFocus()
        line.selectAll()


class ChangeDialog(PassphraseAsking):
    """Puts another passphrase in the place of the present one."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Ask for both."""
        words = _("Dữ liệu không phải mã hóa lại. Bản sao lưu làm trước đó vẫn mở bằng mật khẩu cũ.")
        super().__init__(context, _("Đổi mật khẩu"), words, _("Đổi mật khẩu"), parent)

    def work(self) -> Callable[[], object]:
        """Change it; of one that several know only who approves does."""
        vault, present, new = Vault(self._context.store_path), self.present.text(), self.renewed.text
        refusal = self._context.store.officers.refusal_for_office()

        def change() -> None:
            if refusal is not None and not vault.unlock_by(present)[1]:
                raise NotAllowed(refusal)
            vault.change(present, new)

        return change


class OwnPassphraseDialog(PassphraseAsking):
    """Gives an officer a passphrase of his own, in place of the one that he had."""

    def __init__(self, context: UiContext, officer: str, parent: QWidget | None = None) -> None:
        """Ask for one that opens the store now, and for his."""
        words = _(
            "{name} tự gõ mật khẩu mới. Từ đó chỉ mật khẩu ấy mở tệp với tên người này; mật khẩu cũ của người này"
            " hết tác dụng.",
            name=context.store.title(officer),
        )
        super().__init__(context, _("Mật khẩu riêng"), words, _("Đặt mật khẩu riêng"), parent)
        self._officer = officer

    def work(self) -> Callable[[], object]:
        """Keep it."""
        vault, present, new, officer = (
            Vault(self._context.store_path),
            self.present.text(),
            self.renewed.text,
            self._officer,
        )
        return lambda: vault.add(vault.unlock(present), new, officer)


class OfficeAsking(PassphraseAsking):
    """Asks for what decides how the whole office opens its data: only of who approves."""

    def do(self) -> None:
        """Look at who works, then as ever."""
        refusal = self._context.store.officers.refusal_for_office()
        if refusal is None:
            super().do()
        else:
            self._refuse(refusal, self.present)


class EncryptDialog(OfficeAsking):
    """Accepted when ``conversion`` can begin."""

    conversion: Recovery | None = None

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Ask for the passphrase of the store."""
        words = _(
            "Cửa sổ đóng lại, dữ liệu và các bản sao lưu cạnh đó được mã hóa, rồi cửa sổ mở bằng mật khẩu vừa đặt."
            " Bản sao lưu ở nơi khác, như USB, vẫn như cũ: hãy sao lưu lại và xóa bản cũ."
        )
        super().__init__(context, _("Mã hóa dữ liệu"), words, _("Mã hóa"), parent, asks_present=False)

    def work(self) -> Callable[[], object]:
        """Keep what is wanted: the conversion derives the key itself."""
        self.conversion = Encrypt(self.renewed.text)
        return lambda: None


class DecryptDialog(OfficeAsking):
    """Accepted when ``conversion`` can begin: whoever takes the protection away knows the passphrase."""

    conversion: Recovery | None = None

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Ask for the passphrase."""
        words = _(
            "Sau đó ai lấy được máy, ổ đĩa hay bản sao lưu đều đọc được đơn thư, điện thoại của người dân."
            " Mật khẩu và phiếu khôi phục không còn dùng nữa."
        )
        super().__init__(context, _("Bỏ mã hóa"), words, _("Bỏ mã hóa"), parent, asks_new=False)

    def work(self) -> Callable[[], object]:
        """Try the passphrase."""
        vault, present = Vault(self._context.store_path), self.present.text()
        self.conversion = Decrypt()
        return lambda: vault.unlock(present)


def known_names(context: UiContext) -> Sequence[str]:
    """Return what a thief would try first: the names of the office and of its officers."""
    store = context.store
    unit = store.unit
    return (unit.text("name"), unit.text("code"), *(officer.text("full_name") for officer in store.list("officer")))
