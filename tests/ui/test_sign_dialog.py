"""Papers signed in the preview and checked in the window, with real certificates, files and widgets."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import _
from danvan_desktop.reports.signing.checking import signatures_in
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.preview.preview_widget import PreviewWidget
from danvan_desktop.ui.preview.report_file import ReportWish
from danvan_desktop.ui.preview.sign_dialog import SignDialog
from danvan_desktop.ui.reports.report_tools import ReportTools
from danvan_desktop.ui.reports.signature_dialog import SignatureDialog
from danvan_desktop.ui.reports.verify_dialog import VerifyDialog
from tests.reports.certificates import PASSPHRASE, YEAR, Authority, picture
from tests.ui.test_preview import MEETING


@pytest.fixture
def authority(ui: UiContext) -> Authority:
    return Authority(now=ui.store.clock.now().replace(microsecond=0))


@pytest.fixture
def preview(ui: UiContext, village: str, qtbot: QtBot) -> PreviewWidget:
    uid = ui.store.save(Draft("meeting", {"unit": village, **MEETING})).uids[0]
    widget = PreviewWidget(ui, _("Chọn mẫu in."))
    qtbot.addWidget(widget)
    widget.resize(1000, 760)
    widget.show()
    with qtbot.waitSignal(widget.shown):
        widget.show_report(ReportWish("meeting-minutes", uid))
    return widget


def opened(qtbot: QtBot, preview: PreviewWidget) -> SignDialog:
    next(one for one in preview.findChildren(QAction) if one.text() == "Ký số…").trigger()
    dialog = preview.findChild(SignDialog)
    qtbot.waitUntil(lambda: dialog.places.count() > 0)
    return dialog


def signed(qtbot: QtBot, preview: PreviewWidget, certificate: Path, out: Path) -> Path:
    dialog = opened(qtbot, preview)
    dialog.choose_certificate(certificate)
    dialog.passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(dialog.signed):
        dialog.sign(out)
    return out


def test_a_paper_is_signed_where_it_is_shown(
    qtbot: QtBot, preview: PreviewWidget, authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(qtbot, preview)
    assert [dialog.places.itemText(row).split(":")[0] for row in range(3)] == [
        "Đại diện hộ gia đình",
        "Thư ký",
        "Chủ trì",
    ]
    assert dialog.places.currentText() == "Chủ trì: Nguyễn Văn An"
    assert dialog.passphrase.echoMode() is QLineEdit.EchoMode.Password
    assert not dialog.sign_button.isEnabled()
    dialog.choose_certificate(authority.file(tmp_path))
    dialog.passphrase.setText(PASSPHRASE)
    asked: list[str] = []

    def save_file(_parent: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        asked.append(start)
        return str(tmp_path / "ký.pdf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save_file)
    with qtbot.waitSignal(dialog.signed):
        dialog.sign_button.click()
    assert asked[0].endswith("_da-ky.pdf")
    assert "Đã lưu" in preview.notice
    assert signatures_in((tmp_path / "ký.pdf").read_bytes(), [authority.certificate])[0].is_good


def test_what_is_wrong_is_told_and_the_passphrase_is_asked_for_again(
    qtbot: QtBot, preview: PreviewWidget, authority: Authority, tmp_path: Path
) -> None:
    dialog, out = opened(qtbot, preview), tmp_path / "ký.pdf"
    expired = authority.file(tmp_path, begins=authority.now - YEAR, ends=authority.now - YEAR / 2).rename(
        tmp_path / "cũ.p12"
    )
    for path, passphrase, said in (
        (authority.file(tmp_path), "khác", "Mật khẩu của tệp chứng thư số không đúng"),
        (expired, PASSPHRASE, "hết hạn"),
    ):
        dialog.choose_certificate(path)
        dialog.passphrase.setText(passphrase)
        dialog.sign(out)
        qtbot.waitUntil(lambda said=said: said in dialog.trouble.text())
        assert dialog.passphrase.text() == ""
        assert not dialog.sign_button.isEnabled()
    assert not out.exists()


def test_only_the_path_of_the_certificate_is_remembered(
    qtbot: QtBot, preview: PreviewWidget, ui: UiContext, authority: Authority, tmp_path: Path
) -> None:
    path = authority.file(tmp_path)
    signed(qtbot, preview, path, tmp_path / "ký.pdf")
    qtbot.waitUntil(lambda: ui.store.settings.get("sign.certificate") == str(path))
    again = PreviewWidget.open_sign_dialog(preview)
    assert again is not None
    assert (again.certificate, again.passphrase.text()) == (path, "")
    path.unlink()
    last = PreviewWidget.open_sign_dialog(preview)
    assert last is not None
    assert last.certificate is None


def test_a_seal_needs_its_picture_first(qtbot: QtBot, preview: PreviewWidget, tmp_path: Path) -> None:
    dialog = opened(qtbot, preview)
    assert not dialog.seal.isEnabled()
    dialog.choose_picture(tmp_path / "dấu.png")
    assert dialog.seal.isEnabled()
    dialog.choose_picture(None)
    assert not dialog.seal.isEnabled()


def test_signatures_are_told_in_words_and_an_issuer_is_trusted_once(
    qtbot: QtBot, preview: PreviewWidget, ui: UiContext, authority: Authority, tmp_path: Path
) -> None:
    paper = signed(qtbot, preview, authority.file(tmp_path), tmp_path / "ký.pdf")
    dialog = SignatureDialog(ui)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.check_file(paper)
    qtbot.waitUntil(lambda: "chưa chắc người ký là ai" in dialog.answer.text())
    assert "Người ký: Nguyễn Văn An, Ủy ban nhân dân xã Đông Sơn" in dialog.details.text()
    dialog.trust(paper)
    qtbot.waitUntil(lambda: "không phải chứng thư của nơi cấp" in dialog.answer.text())
    dialog.trust(authority.own_file(tmp_path))
    qtbot.waitUntil(lambda: "hợp lệ" in dialog.answer.text())
    data = bytearray(paper.read_bytes())
    data[data.index(b"stream\n") + 40] ^= 1
    changed = tmp_path / "sửa.pdf"
    changed.write_bytes(data)
    dialog.check_file(changed)
    qtbot.waitUntil(lambda: "đã bị sửa" in dialog.answer.text())
    dialog.check_file(authority.own_file(tmp_path))
    qtbot.waitUntil(lambda: "không phải tệp PDF" in dialog.answer.text())
    assert dialog.details.text() == ""


def test_the_check_is_found_beside_the_check_of_codes(qtbot: QtBot, ui: UiContext) -> None:
    tools = ReportTools(ui)
    qtbot.addWidget(tools)
    codes = tools.open_verify()
    assert isinstance(codes, VerifyDialog)
    codes.signatures_button.click()
    qtbot.waitUntil(lambda: tools.findChild(SignatureDialog) is not None)


def test_a_file_that_a_person_signed_is_signed_further_by_the_office_s_seal(
    qtbot: QtBot, preview: PreviewWidget, ui: UiContext, authority: Authority, tmp_path: Path
) -> None:
    paper = signed(qtbot, preview, authority.file(tmp_path), tmp_path / "biên-bản_da-ky.pdf")
    dialog = SignatureDialog(ui)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.sign_button.isEnabled()
    dialog.check_file(paper)
    qtbot.waitUntil(dialog.sign_button.isEnabled)
    dialog.sign_button.click()
    qtbot.waitUntil(lambda: dialog.findChild(SignDialog) is not None)
    signing = dialog.findChild(SignDialog)
    assert signing is not None
    qtbot.waitUntil(lambda: signing.places.count() > 0)
    assert signing.places.currentText() == "Chủ trì: Nguyễn Văn An (dấu của cơ quan)"
    seal = tmp_path / "dấu.png"
    seal.write_bytes(picture())
    signing.choose_certificate(authority.file(tmp_path))
    signing.choose_picture(seal)
    signing.seal.setChecked(True)
    signing.passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(signing.signed):
        signing.sign(paper)
    qtbot.waitUntil(lambda: dialog.details.text().count("Người ký:") == 2)
    assert "chỉ có thêm chữ ký số" in dialog.details.text()
    assert all(one.is_good for one in signatures_in(paper.read_bytes(), [authority.certificate]))
