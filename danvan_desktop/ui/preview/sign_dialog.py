"""Ký số: asks for the certificate file, its passphrase and where to sign; writes the signed file.

A file that somebody signed already is signed further where a place is left, as by the office's seal after the person.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import _
from danvan_desktop.reports.output import replacing
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.protection.passphrase_fields import secret_line
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import main_button, plain_button
from danvan_desktop.ui.widgets.files import ask_for_file, ask_where_to_save
from danvan_desktop.ui.widgets.framed_dialog import FramedDialog
from danvan_desktop.ui.widgets.labels import form_of_rows, quiet_text, text_label
from danvan_desktop.ui.widgets.rows import row_of
from danvan_desktop.ui.widgets.steady import ChoiceBox

if TYPE_CHECKING:
    from danvan_desktop.reports.signing.places import SigningPlace

_CERTIFICATE = "sign.certificate"
"""The path that was chosen last; what the file holds is never kept."""
_NOTE = _(
    "Mật khẩu chỉ dùng cho lần ký này, không lưu lại; tệp chứng thư số không được chép vào dữ liệu. Không chọn hình thì"
    " in tên người ký và thời gian ký."
)


@dataclass(frozen=True)
class _Asked:
    """What was filled in."""

    certificate: Path
    passphrase: str
    place: int
    picture: Path | None
    is_seal: bool


class SignDialog(FramedDialog):
    """Closes when the signed file is written; a refusal is told and the dialog stays, without the passphrase."""

    signed = Signal(Path)
    """The file that was written."""

    def __init__(self, context: UiContext, pdf: bytes, file_name: str, folder: Path, parent: QWidget) -> None:
        """Offer the places of a paper, which would be called ``file_name``, in ``folder``."""
        super().__init__(context.translator, parent, _("Ký số"))
        self._context = context
        self._pdf, self._wanted = pdf, folder / Path(file_name).with_suffix(".pdf")
        self.certificate: Path | None = None
        self.picture: Path | None = None
        self._certificate_name, self._picture_name = text_label(plain=True), text_label(plain=True)
        self.passphrase = secret_line()
        self.places = ChoiceBox()
        self.seal = QCheckBox(self._say(_("Hình này là dấu của cơ quan")))
        self.seal.setEnabled(False)
        self.trouble = Banner()
        self.sign_button = main_button(self._say(_("Ký và lưu…")), self._ask_out, default=True)
        self.sign_button.setEnabled(False)
        self._arrange()
        kept = context.store.settings.get(_CERTIFICATE)
        self.choose_certificate(Path(kept) if kept and Path(kept).is_file() else None)
        context.operations.read(
            lambda _store: _places_of(pdf), self._offer, key=(self, "places"), on_error=self._tell, slow=True
        )

    def choose_certificate(self, path: Path | None) -> None:
        """Take the file to sign with."""
        self.certificate = path
        self._certificate_name.setText(path.name if path else self._say(_("chưa chọn")))
        self._allow()

    def choose_picture(self, path: Path | None) -> None:
        """Take a picture of the hand or the seal; none: name and time are printed."""
        self.picture = path
        self._picture_name.setText(path.name if path else self._say(_("không có")))
        self.seal.setEnabled(path is not None)

    def sign(self, out: Path) -> None:
        """Write the signed paper, in the background."""
        if self.certificate is None:
            return
        is_seal = self.seal.isEnabled() and self.seal.isChecked()
        place = self.places.currentData()
        asked = _Asked(self.certificate, self.passphrase.text(), int(place), self.picture, is_seal)
        self.passphrase.clear()
        self.trouble.say("")
        self.sign_button.setEnabled(False)
        work = partial(_sign, pdf=self._pdf, asked=asked, out=out)
        self._context.operations.run(Operation(_("Ký số"), work, self._done, self._refused))

    # Private

    def _offer(self, places: tuple[SigningPlace, ...]) -> None:
        from danvan_desktop.reports.signing.places import told_roles
        from danvan_desktop.reports.signing.stamp import Role

        for place in places:
            left = f" ({self._say(told_roles(place.roles))})" if place.roles == (Role.BODY,) else ""
            self.places.addItem(place.who + left, place.number)
        self.places.setCurrentIndex(len(places) - 1)
        self.seal.setChecked(all(place.roles == (Role.BODY,) for place in places))
        self._allow()

    def _allow(self, *_typed: object) -> None:
        ready = self.certificate is not None and bool(self.passphrase.text()) and self.places.count() > 0
        self.sign_button.setEnabled(ready)

    def _done(self, out: Path) -> None:
        if self.certificate is not None:
            self._context.operations.remember(_CERTIFICATE, str(self.certificate))
        self.signed.emit(out)
        self.accept()

    def _refused(self, error: DanvanError) -> bool:
        self._tell(error)
        self.passphrase.setFocus()
        return True

    def _tell(self, error: DanvanError) -> None:
        self.trouble.say(self._say(error.message), "error")

    def _ask_certificate(self) -> None:
        if path := ask_for_file(self, self._say, _("Chọn tệp chứng thư số"), _("Tệp chứng thư số (*.p12 *.pfx)")):
            self.choose_certificate(path)

    def _ask_picture(self) -> None:
        self.choose_picture(ask_for_file(self, self._say, _("Chọn hình chữ ký, hình dấu"), "PNG (*.png)"))

    def _ask_out(self) -> None:
        stem = self._wanted.stem.removesuffix("_da-ky")
        suggested = self._wanted.with_stem(self._say(_("{name}_da-ky", name=stem)))
        if path := ask_where_to_save(self, self._say, _("Lưu văn bản đã ký"), "PDF (*.pdf)", suggested):
            self.sign(path.with_suffix(".pdf"))

    def _arrange(self) -> None:
        self.passphrase.textChanged.connect(self._allow)
        certificate = plain_button(self._say(_("Chọn tệp…")), self._ask_certificate)
        picture = plain_button(self._say(_("Chọn hình…")), self._ask_picture)
        certificate.setAccessibleName(self._say(_("Chọn tệp chứng thư số")))
        picture.setAccessibleName(self._say(_("Chọn hình chữ ký, hình dấu")))
        form = form_of_rows(
            self._say,
            (_("Chứng thư số"), row_of(self._certificate_name, certificate, grows=self._certificate_name)),
            (_("Mật khẩu của tệp"), self.passphrase),
            (_("Chỗ ký"), self.places),
            (_("Hình chữ ký, hình dấu"), row_of(self._picture_name, picture, grows=self._picture_name)),
        )
        form.addRow("", self.seal)
        self.choose_picture(None)
        buttons = (self.sign_button, plain_button(self._say(_("Hủy")), self.reject))
        self.lay_out(form, quiet_text(self._say(_NOTE)), self.trouble, buttons=buttons, size=(560, 380))


def _places_of(pdf: bytes) -> tuple[SigningPlace, ...]:
    from danvan_desktop.reports.signing.signing import places_to_sign

    return places_to_sign(pdf)


def _sign(store: Store, _progress: Progress, *, pdf: bytes, asked: _Asked, out: Path) -> Path:
    from danvan_desktop.reports.signing.certificate import read_certificate
    from danvan_desktop.reports.signing.signing import SigningWish, sign_pdf
    from danvan_desktop.reports.signing.stamp import Role, read_picture

    moment = store.clock.now()
    picture = b"" if asked.picture is None else read_picture(asked.picture)
    wish = SigningWish(asked.place, Role.BODY if asked.is_seal else Role.PERSON, picture)
    signed = sign_pdf(pdf, read_certificate(asked.certificate, asked.passphrase, moment), wish, moment)
    with replacing(out) as stream:
        stream.write(signed)
    return out
