"""Kiểm tra chữ ký số: who signed a file, when, whether it was changed since, whether the issuer is trusted here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.localization import Message, _
from danvan_desktop.reports.signing.offline import OFFLINE_NOTE
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import Operation, Progress
from danvan_desktop.ui.preview.sign_dialog import SignDialog
from danvan_desktop.ui.widgets.banner import Banner, Severity
from danvan_desktop.ui.widgets.buttons import main_button, plain_button
from danvan_desktop.ui.widgets.files import ask_for_file
from danvan_desktop.ui.widgets.framed_dialog import FramedDialog
from danvan_desktop.ui.widgets.labels import page_title, quiet_text, text_label
from danvan_desktop.ui.widgets.rows import row_of

if TYPE_CHECKING:
    from danvan_desktop.reports.signing.checking import FoundSignature

_HINT = _("Chọn tệp PDF đã ký số. {note}", note=OFFLINE_NOTE)


class SignatureDialog(FramedDialog):
    """A button for the file, a line that sums up, three sentences for each signature."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Wait for a file."""
        super().__init__(context.translator, parent, _("Kiểm tra chữ ký số"))
        self._context = context
        self._path: Path | None = None
        self.file_button = main_button(self._say(_("Chọn tệp PDF…")), self._ask_file)
        self.trust_button = plain_button(
            self._say(_("Tin nơi cấp…")),
            self._ask_issuer,
            tip=self._say(_("Chọn tệp chứng thư của nơi cấp (.crt, .cer, .pem) mà đơn vị tin")),
        )
        self.sign_button = plain_button(
            self._say(_("Ký tiếp…")),
            self._read_to_sign,
            tip=self._say(_("Ký thêm vào văn bản này ở chỗ ký còn trống, như dấu của cơ quan sau người ký")),
        )
        self.sign_button.setEnabled(False)
        self.answer = Banner()
        self.details = text_label(wraps=True, plain=True)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._arrange()

    def check_file(self, path: Path) -> None:
        """Check the signatures of a file."""
        self._path = path
        self.sign_button.setEnabled(False)
        self._context.operations.read(
            partial(_signatures, path=path), self._show, key=(self, "signatures"), on_error=self._tell, slow=True
        )

    def trust(self, path: Path) -> None:
        """Trust the issuer whose certificate a file holds from now on, and check once more."""
        work = partial(_keep, path=path)
        self._context.operations.run(Operation(_("Tin nơi cấp chứng thư"), work, self._check_again, self._refused))

    # Private

    def _read_to_sign(self) -> None:
        if self._path is not None:
            work = partial(_signable, path=self._path)
            self._context.operations.read(work, self._sign, key=(self, "file"), on_error=self._tell, slow=True)

    def _sign(self, read: tuple[Path, bytes]) -> None:
        path, pdf = read
        dialog = SignDialog(self._context, pdf, path.name, path.parent, self)
        dialog.signed.connect(self.check_file)
        dialog.open()

    def _check_again(self, _kept: None) -> None:
        if self._path is None:
            self.answer.say(self._say(_("Đã nhớ nơi cấp này.")), "done")
        else:
            self.check_file(self._path)

    def _show(self, found: Sequence[FoundSignature]) -> None:
        told, severity = _summary(found)
        self.sign_button.setEnabled(severity != "error")
        self.answer.say(self._say(told), severity)
        self.details.setText("\n\n".join("\n".join(map(self._say, one.told())) for one in found))

    def _refused(self, error: DanvanError) -> bool:
        self._tell(error)
        return True

    def _tell(self, error: DanvanError) -> None:
        self.details.clear()
        self.answer.say(self._say(error.message), "error")

    def _ask_file(self) -> None:
        if path := ask_for_file(self, self._say, _("Chọn tệp PDF đã ký"), "PDF (*.pdf)"):
            self.check_file(path)

    def _ask_issuer(self) -> None:
        if path := ask_for_file(self, self._say, _("Chọn chứng thư của nơi cấp"), _("Chứng thư (*.crt *.cer *.pem)")):
            self.trust(path)

    def _arrange(self) -> None:
        head = (page_title(self.windowTitle()), quiet_text(self._say(_HINT)))
        row = row_of(self.file_button, self.trust_button, self.sign_button, None)
        close = plain_button(self._say(_("Đóng")), self.close)
        self.lay_out(*head, row, self.answer, self.details, buttons=(close,), size=(680, 360))


def _summary(found: Sequence[FoundSignature]) -> tuple[Message, Severity]:
    from danvan_desktop.reports.signing.checking import Integrity

    if any(one.integrity is Integrity.CHANGED for one in found):
        return _("Văn bản đã bị sửa sau khi ký, hoặc chữ ký hỏng."), "error"
    if all(one.is_good for one in found):
        return _("Chữ ký số hợp lệ: văn bản không bị sửa, nơi cấp chứng thư tin cậy."), "done"
    return _("Văn bản không bị sửa, nhưng chưa chắc người ký là ai."), "warning"


def _signatures(store: Store, *, path: Path) -> Sequence[FoundSignature]:
    from danvan_desktop.reports.signing.checking import signatures_in
    from danvan_desktop.reports.signing.issuers import kept_issuers
    from danvan_desktop.reports.signing.reading import read_pdf

    return signatures_in(read_pdf(path), kept_issuers(store))


def _signable(_store: Store, *, path: Path) -> tuple[Path, bytes]:
    from danvan_desktop.reports.signing.reading import read_pdf
    from danvan_desktop.reports.signing.signing import places_to_sign

    pdf = read_pdf(path)
    places_to_sign(pdf)
    return path, pdf


def _keep(store: Store, _progress: Progress, *, path: Path) -> None:
    from danvan_desktop.reports.signing.issuers import keep_issuers, read_issuers

    keep_issuers(store, read_issuers(path))
