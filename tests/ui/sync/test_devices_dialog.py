"""Devices: this one's card, others' compared and enrolled or revoked, bundles that wait for a decision."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import PeerState, Store
from danvan_desktop.sync import ExportWish, add_peer, export_bundle, own_card, read_card, waiting_bundles
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.pages.sync_page import SyncPage
from danvan_desktop.ui.sync.compare_dialog import CompareDialog
from danvan_desktop.ui.sync.devices_dialog import DevicesDialog
from danvan_desktop.ui.sync.import_wizard import ImportWizard
from danvan_desktop.ui.sync.revoke_dialog import RevokeDialog
from danvan_desktop.ui.widgets.questions import Answer
from tests.sync.exchange import import_bundle
from tests.ui.sync.conftest import OtherOffice

Show = Callable[[QDialog], None]
Press = Callable[..., None]


@pytest.fixture
def dialog(ui: UiContext, shown: Show) -> DevicesDialog:
    dialog = DevicesDialog(ui)
    shown(dialog)
    return dialog


def compare(dialog: DevicesDialog, path: Path, shown: Show) -> CompareDialog:
    found = dialog.open_card(path)
    assert found is not None
    shown(found)
    return found


def test_a_device_is_trusted_only_after_the_words_were_compared(
    ui: UiContext, dialog: DevicesDialog, other: OtherOffice, shown: Show, press: Press, qtbot: QtBot
) -> None:
    comparing = compare(dialog, other.card(), shown)
    labels = " ".join(label.text() for label in comparing.findChildren(QLabel))
    assert all(word in labels for word in own_card(other.store).fingerprint.words)
    assert not comparing.confirm_button.isEnabled()
    press(comparing, Qt.Key.Key_Space)
    assert comparing.compared.isChecked()
    press(comparing)
    qtbot.waitUntil(lambda: comparing.result() == QDialog.DialogCode.Accepted)
    (peer,) = ui.store.peers.all()
    assert (peer.name, peer.state) == ("máy thôn Đông", PeerState.CONFIRMED)
    qtbot.waitUntil(lambda: len(dialog.peers.list.items) == 1)
    assert "Đã so mười từ nhận dạng" in dialog.peers.list.items[0].detail


def test_a_card_can_be_kept_and_compared_later(
    ui: UiContext, dialog: DevicesDialog, other: OtherOffice, shown: Show, qtbot: QtBot
) -> None:
    compare(dialog, other.card(), shown).later_button.click()
    qtbot.waitUntil(lambda: len(dialog.peers.list.items) == 1)
    assert ui.store.peers.all()[0].state is PeerState.UNCONFIRMED
    assert dialog.peers.confirm_button.isEnabled()
    dialog.peers.confirm_button.click()
    comparing = dialog.findChildren(CompareDialog)[-1]
    shown(comparing)
    assert not comparing.later_button.isVisible()
    comparing.compared.setChecked(True)
    comparing.confirm_button.click()
    qtbot.waitUntil(lambda: ui.store.peers.all()[0].state is PeerState.CONFIRMED)


def test_a_file_that_is_no_card_is_told_in_words(dialog: DevicesDialog, stick: Path) -> None:
    path = stick / "ghi-chu_the.danvan"
    path.write_text("không phải thẻ", encoding="utf-8")
    assert dialog.open_card(path) is None
    assert "không phải thẻ máy" in dialog.peers.banner.text()


def test_the_card_of_this_very_machine_is_refused(
    ui: UiContext, dialog: DevicesDialog, stick: Path, shown: Show, qtbot: QtBot
) -> None:
    dialog.own.save_to(stick / "cua-minh_the.danvan")
    qtbot.waitUntil(lambda: "Đã lưu thẻ" in dialog.own.banner.text())
    assert read_card(stick / "cua-minh_the.danvan").device == ui.store.device_key
    comparing = compare(dialog, stick / "cua-minh_the.danvan", shown)
    comparing.compared.setChecked(True)
    comparing.confirm_button.click()
    qtbot.waitUntil(lambda: "chính máy này" in comparing.banner.text())
    assert not ui.store.peers.all()


def test_a_revoked_device_is_refused_from_the_day_that_was_typed(
    ui: UiContext, enrolled: OtherOffice, dialog: DevicesDialog, shown: Show, press: Press, qtbot: QtBot
) -> None:
    qtbot.waitUntil(dialog.peers.revoke_button.isEnabled)
    dialog.peers.revoke_button.click()
    revoking = dialog.findChild(RevokeDialog)
    shown(revoking)
    revoking.day.show_value(None)
    press(revoking)
    assert "trống" in revoking.banner.text()
    revoking.day.show_value("2026-01-05")
    revoking.revoke_button.click()
    qtbot.waitUntil(lambda: ui.store.peers.all()[0].state is PeerState.REVOKED)
    qtbot.waitUntil(lambda: "05/01/2026" in dialog.peers.list.items[0].detail)
    assert not dialog.peers.revoke_button.isEnabled()


def test_a_device_can_be_called_by_another_name(
    ui: UiContext, enrolled: OtherOffice, dialog: DevicesDialog, qtbot: QtBot
) -> None:
    qtbot.waitUntil(dialog.peers.rename_button.isEnabled)
    dialog.peers.rename_to(ui.store.peers.all()[0].device, "Máy trưởng thôn")
    qtbot.waitUntil(lambda: "Máy trưởng thôn" in dialog.peers.list.items[0].title)


def test_the_page_of_the_card_is_drawn_and_saved(
    ui: UiContext, dialog: DevicesDialog, stick: Path, shown: Show, qtbot: QtBot
) -> None:
    preview = dialog.own.preview()
    shown(preview)
    qtbot.waitUntil(lambda: preview.page is not None, timeout=60_000)
    assert preview.page is not None
    words = " ".join(preview.page.pages.text(0).split())
    assert all(word in words for word in own_card(ui.store).fingerprint.words)
    preview.save_to(stick / "the.pdf")
    qtbot.waitUntil(lambda: "Đã lưu" in preview.banner.text())
    assert (stick / "the.pdf").read_bytes().startswith(b"%PDF")


@pytest.fixture
def stranger(ui: UiContext, other: OtherOffice, tmp_path: Path) -> str:
    """A petition in a bundle of a device that nobody here knows, set aside; its uid."""
    with Store.create(tmp_path / "third.db", unit_name="Thôn Đoài", unit_code="DS-02", level="village") as third:
        add_peer(ui.store, own_card(third), confirmed=True)
    uid = other.petition()
    import_bundle(ui.store, other.send())
    return uid


def test_a_bundle_that_waits_is_taken_in_once_its_sender_was_enrolled(
    ui: UiContext, stranger: str, other: OtherOffice, qtbot: QtBot
) -> None:
    page = SyncPage(ui)
    qtbot.addWidget(page)
    page.show()
    page.activate()
    qtbot.waitUntil(lambda: "1 tệp" in page.waiting.text())
    assert ui.store.get(stranger) is None
    add_peer(ui.store, own_card(other.store), confirmed=True)
    dialog = page.show_waiting()
    qtbot.waitUntil(dialog.waiting.accept_button.isEnabled)
    assert "Thôn Đông" in dialog.waiting.list.items[0].title
    dialog.waiting.pair_button.click()
    assert dialog.tabs.currentIndex() == 0, "pairing the sender is one press away from what waits for it"
    dialog.show_waiting()
    dialog.waiting.accept_button.click()
    wizard = page.findChild(ImportWizard)
    qtbot.waitUntil(lambda: wizard.step == 1)
    wizard.next_button.click()
    qtbot.waitUntil(lambda: wizard.step == 2)
    assert ui.store.get(stranger) is not None
    assert not waiting_bundles(ui.store)
    wizard.close()


def test_a_bundle_that_waits_is_refused_after_a_second_word(
    ui: UiContext, stranger: str, dialog: DevicesDialog, qtbot: QtBot
) -> None:
    dialog.show_waiting()
    qtbot.waitUntil(dialog.waiting.refuse_button.isEnabled)
    dialog.waiting.refuse_button.click()
    assert waiting_bundles(ui.store)
    qtbot.keyClick(dialog.waiting.banner.action_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not waiting_bundles(ui.store))
    qtbot.waitUntil(lambda: not dialog.waiting.list.items)


def test_a_bundle_that_waits_with_what_was_erased_is_named(
    ui: UiContext, other: OtherOffice, tmp_path: Path, qtbot: QtBot
) -> None:
    with Store.create(tmp_path / "third.db", unit_name="Thôn Đoài", unit_code="DS-02", level="village") as third:
        add_peer(ui.store, own_card(third), confirmed=True)
    made = {"number": "9/2026", "received_on": "2026-08-13", "unit": ui.store.unit.uid, "content": "Ông Quýt nói"}
    uid = ui.store.save(Draft("petition", made)).uids[0]
    import_bundle(other.store, export_bundle(ui.store, tmp_path / "ours.danvan", ExportWish(plain=True)).path)
    import_bundle(ui.store, other.send())
    ui.store.redact(uid, ["content"], "Đơn của công dân")
    page = SyncPage(ui)
    qtbot.addWidget(page)
    page.show()
    page.activate()
    qtbot.waitUntil(lambda: "1 tệp trong đó còn giữ nội dung đã xóa" in page.waiting.text())
    dialog = page.show_waiting()
    qtbot.waitUntil(lambda: "còn giữ nội dung đã xóa" in dialog.waiting.detail.text())


def test_a_comparison_and_a_day_of_revoking_are_not_lost_to_the_escape_key(
    ui: UiContext, other: OtherOffice, dialog: DevicesDialog, shown: Show, answers: list[Answer], qtbot: QtBot
) -> None:
    opened = compare(dialog, other.card(), shown)
    opened.compared.setChecked(True)
    answers += [Answer.STAY, Answer.SAVE]
    opened.close()
    assert opened.isVisible()
    opened.close()
    qtbot.waitUntil(lambda: not opened.isVisible())
    (peer,) = ui.store.peers.all()
    revoking = RevokeDialog(ui, peer)
    shown(revoking)
    revoking.day.line.setText("1/8/2026")
    answers += [Answer.STAY, Answer.SAVE]
    revoking.close()
    assert revoking.isVisible()
    revoking.close()
    qtbot.waitUntil(lambda: not revoking.isVisible())
    assert ui.store.peers.all()[0].revoked_from == "2026-08-01"
