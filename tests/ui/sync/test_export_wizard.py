"""Writing a bundle from the window: to whom, how much, where to, verified, told in words."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.secrecy import MASK
from danvan_desktop.store import Store
from danvan_desktop.sync import ExportWish, FileKind, add_peer, measure_export, own_card, what_is
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.models.record_history import history_of
from danvan_desktop.ui.sync.export_wizard import FOLDER, ExportWizard
from danvan_desktop.ui.widgets.questions import Answer
from tests.denunciations import fill_with_secrets
from tests.sync.exchange import import_bundle
from tests.ui.sync.conftest import OtherOffice

pytestmark = pytest.mark.usefixtures("earlier_petitions")

CONTENT, PLACE, RESULT = range(3)
Show = Callable[[QDialog], None]
Press = Callable[..., None]


@pytest.fixture
def sticks(stick: Path) -> list[Path]:
    """The sticks that are plugged in; a test may pull them out."""
    return [stick]


@pytest.fixture
def open_wizard(ui: UiContext, sticks: list[Path], shown: Show, qtbot: QtBot) -> Callable[[], ExportWizard]:
    def opened() -> ExportWizard:
        wizard = ExportWizard(ui, drives=lambda: list(sticks))
        shown(wizard)
        qtbot.waitUntil(lambda: bool(wizard.content.size_told.text()) or wizard.addressees.problem() is not None)
        return wizard

    return opened


@pytest.fixture
def plain_wizard(open_wizard: Callable[[], ExportWizard], qtbot: QtBot) -> ExportWizard:
    """A wizard at its second step, for a bundle that is not encrypted."""
    wizard = open_wizard()
    wizard.addressees.plain.click()
    wizard.next_button.click()
    assert wizard.step == PLACE
    return wizard


def test_a_bundle_for_a_known_device_is_written_by_the_enter_key_alone(
    ui: UiContext, enrolled: OtherOffice, open_wizard: Callable[[], ExportWizard], press: Press, qtbot: QtBot
) -> None:
    wizard = open_wizard()
    qtbot.waitUntil(wizard.addressees.to_peers.isChecked)
    press(wizard)
    assert wizard.step == PLACE
    press(wizard)
    qtbot.waitUntil(lambda: wizard.step == RESULT)
    assert wizard.result_shown is not None
    written = wizard.result_shown.path
    assert what_is(written) is FileKind.ENCRYPTED
    assert "chỉ mở được ở: máy thôn Đông" in wizard.outcome.text()
    assert "rút" in wizard.outcome.text()
    import_bundle(enrolled.store, written)
    assert enrolled.store.get(ui.store.unit.uid) is not None


def test_a_passphrase_must_be_long_and_typed_twice(
    open_wizard: Callable[[], ExportWizard], press: Press, qtbot: QtBot
) -> None:
    wizard = open_wizard()
    assert wizard.addressees.by_passphrase.isChecked()
    wizard.next_button.click()
    assert "Chưa gõ mật khẩu" in wizard.banner.text()
    wizard.addressees.passphrase.setText("ngan")
    press(wizard)
    assert "ít nhất 10" in wizard.banner.text()
    assert wizard.focusWidget() is wizard.addressees.passphrase
    wizard.addressees.passphrase.setText("mương tắc 2026")
    press(wizard)
    assert "giống nhau" in wizard.banner.text()
    wizard.addressees.again.setText("mương tắc 2026")
    press(wizard)
    press(wizard)
    qtbot.waitUntil(lambda: wizard.step == RESULT)
    assert wizard.result_shown is not None
    assert what_is(wizard.result_shown.path) is FileKind.ENCRYPTED_BY_PASSPHRASE
    assert "bằng mật khẩu" in wizard.outcome.text()


def test_an_open_bundle_is_written_only_with_a_warning_before_and_after(
    plain_wizard: ExportWizard, press: Press, qtbot: QtBot
) -> None:
    plain_wizard.back_button.click()
    assert "Ai nhặt được tệp cũng đọc được" in plain_wizard.addressees.plain_warning.text()
    assert plain_wizard.addressees.plain_warning.isVisible()
    plain_wizard.next_button.click()
    press(plain_wizard)
    qtbot.waitUntil(lambda: plain_wizard.step == RESULT)
    assert plain_wizard.result_shown is not None
    assert what_is(plain_wizard.result_shown.path) is FileKind.BUNDLE
    assert "Tệp không mã hóa và có dữ liệu cá nhân" in plain_wizard.outcome.text()


def test_personal_data_stay_here_when_the_officer_says_so(
    ui: UiContext, enrolled: OtherOffice, open_wizard: Callable[[], ExportWizard], press: Press, qtbot: QtBot
) -> None:
    values = {"number": "001/2026", "received_on": "2026-08-13", "unit": ui.store.unit.uid, "content": "Mương tắc"}
    uid = ui.store.save(Draft("petition", {**values, "citizen_name": "Nguyễn Thị Lụa"})).uids[0]
    wizard = open_wizard()
    wizard.content.all_units.setChecked(True)
    wizard.content.without_personal.setChecked(True)
    qtbot.waitUntil(lambda: "mọi ô viết bằng lời" in wizard.content.size_told.text())
    wizard.content.with_texts.setChecked(True)
    qtbot.waitUntil(lambda: "ô viết bằng lời có tên" in wizard.content.size_told.text())
    assert "1 ô sẽ gửi" in wizard.content.texts_button.text()
    press(wizard)
    press(wizard)
    qtbot.waitUntil(lambda: wizard.step == RESULT)
    assert wizard.result_shown is not None
    assert "ô viết bằng lời có tên" in wizard.outcome.text()
    import_bundle(enrolled.store, wizard.result_shown.path)
    there = enrolled.store.get(uid)
    assert there is not None
    assert (there.text("content"), there.get("citizen_name")) == ("Mương tắc", None)


def test_what_is_secret_stays_here_and_the_window_says_so(
    ui: UiContext, enrolled: OtherOffice, open_wizard: Callable[[], ExportWizard], press: Press, qtbot: QtBot
) -> None:
    values = {"number": "001/2026", "received_on": "2026-08-13", "unit": ui.store.unit.uid, "content": "Thu sai quỹ"}
    uid = ui.store.save(Draft("petition", {**values, "nature": "denunciation"})).uids[0]
    wizard = open_wizard()
    wizard.content.all_units.setChecked(True)
    kept = "Nội dung bí mật (tố cáo) của 1 hồ sơ ở lại máy này."
    qtbot.waitUntil(lambda: kept in wizard.content.size_told.text())
    wizard.content.with_secrets.click()
    qtbot.waitUntil(lambda: "không phải cấp trên" in wizard.content.size_told.text())
    wizard.content.with_secrets.click()
    qtbot.waitUntil(lambda: kept in wizard.content.size_told.text())
    press(wizard)
    press(wizard)
    qtbot.waitUntil(lambda: wizard.step == RESULT)
    assert kept in wizard.outcome.text()
    assert wizard.result_shown is not None
    import_bundle(enrolled.store, wizard.result_shown.path)
    there = enrolled.store.get(uid)
    assert there is None or there.get("content") in (None, MASK)
    assert "Thu sai quỹ" not in str(list(enrolled.store.log.entries_after({})))


def test_the_level_above_is_sent_what_is_secret_when_the_box_is_ticked(
    ui: UiContext, open_wizard: Callable[[], ExportWizard], press: Press, tmp_path: Path, qtbot: QtBot
) -> None:
    values = {"number": "001/2026", "received_on": "2026-08-13", "unit": ui.store.unit.uid, "content": "Thu sai quỹ"}
    uid = ui.store.save(Draft("petition", {**values, "nature": "denunciation"})).uids[0]
    with Store.create(tmp_path / "above.db", unit_name="Tỉnh", unit_code="24", level="province") as province:
        add_peer(ui.store, own_card(province), confirmed=True)
        add_peer(province, own_card(ui.store), confirmed=True)
        wizard = open_wizard()
        qtbot.waitUntil(wizard.addressees.to_peers.isChecked)
        wizard.content.with_secrets.click()
        press(wizard)
        press(wizard)
        qtbot.waitUntil(lambda: wizard.step == RESULT)
        assert wizard.result_shown is not None
        import_bundle(province, wizard.result_shown.path)
        assert province.reveal(uid, Purpose.READ).text("content") == "Thu sai quỹ"
    told = history_of(ui.store, uid, ui.translator)[0]
    assert ui.translator(told.title) == "Gửi nội dung bí mật cho: Tỉnh"


def test_a_village_gets_its_own_records_unless_the_officer_says_otherwise(
    ui: UiContext, enrolled: OtherOffice, village: str, open_wizard: Callable[[], ExportWizard], qtbot: QtBot
) -> None:
    content = {"received_on": "2026-08-13", "content": "Việc của xã", "number": "001/2026"}
    ui.store.save(Draft("petition", {**content, "unit": ui.store.unit.uid}))
    wizard = open_wizard()
    only = "Tệp chỉ mang hồ sơ của Thôn Đông."
    qtbot.waitUntil(lambda: only in wizard.content.size_told.text())
    wizard.content.all_units.click()
    qtbot.waitUntil(lambda: only not in wizard.content.size_told.text())
    wizard.content.all_units.click()
    wizard.next_button.click()
    wizard.next_button.click()
    qtbot.waitUntil(lambda: wizard.step == RESULT)
    assert only in wizard.outcome.text()


def test_villages_are_not_ticked_together_and_cannot_share_a_bundle(
    ui: UiContext, enrolled: OtherOffice, open_wizard: Callable[[], ExportWizard], tmp_path: Path, qtbot: QtBot
) -> None:
    with Store.create(tmp_path / "tay.db", unit_name="Thôn Tây", unit_code="DS-02", level="village") as west:
        add_peer(ui.store, own_card(west), confirmed=True)
    wizard = open_wizard()
    qtbot.waitUntil(lambda: len(wizard.addressees.peers) == 2)
    boxes = wizard.addressees.peers
    assert not any(box.isChecked() for box in boxes)
    for box in boxes:
        box.click()
    qtbot.waitUntil(lambda: "xuất riêng" in wizard.content.size_told.text())
    boxes[1].click()
    qtbot.waitUntil(lambda: "Tệp chỉ mang hồ sơ của" in wizard.content.size_told.text())


def test_leaving_out_every_kind_is_refused_beside_the_choice(
    open_wizard: Callable[[], ExportWizard], press: Press
) -> None:
    wizard = open_wizard()
    wizard.addressees.plain.click()
    for box in wizard.content.kinds:
        box.setChecked(False)
    wizard.next_button.click()
    assert wizard.step == CONTENT
    assert "ít nhất một loại" in wizard.banner.text()


def test_a_stick_that_is_pulled_out_leaves_the_wizard_where_it_was(
    plain_wizard: ExportWizard, stick: Path, press: Press, qtbot: QtBot
) -> None:
    stick.rmdir()
    press(plain_wizard)
    qtbot.waitUntil(lambda: "Hãy cắm USB" in plain_wizard.banner.text())
    assert plain_wizard.step == PLACE
    assert not plain_wizard.is_running


def test_a_full_stick_is_told_and_nothing_is_left_on_it(
    ui: UiContext,
    plain_wizard: ExportWizard,
    stick: Path,
    press: Press,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_file: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("danvan_desktop.sync.files._to_disk", full)
    press(plain_wizard)
    qtbot.waitUntil(lambda: "ổ đĩa đã đầy" in plain_wizard.banner.text())
    assert not list(stick.iterdir())
    assert not ui.store.bundles()
    assert plain_wizard.step == PLACE


def test_an_export_that_is_stopped_leaves_nothing_behind(
    ui: UiContext, plain_wizard: ExportWizard, stick: Path, qtbot: QtBot
) -> None:
    plain_wizard.next_button.click()
    plain_wizard.cancel_button.click()
    qtbot.waitUntil(lambda: not plain_wizard.is_running)
    assert "Đã dừng" in plain_wizard.banner.text()
    assert not list(stick.iterdir())
    assert not ui.store.bundles()


def test_a_stick_that_is_plugged_in_becomes_the_choice(
    plain_wizard: ExportWizard, sticks: list[Path], tmp_path: Path
) -> None:
    second = tmp_path / "USB2"
    second.mkdir()
    sticks.append(second)
    plain_wizard.places.look()
    assert plain_wizard.places.is_drive
    sticks.clear()
    plain_wizard.places.look()
    assert not plain_wizard.places.is_drive


def test_a_name_with_a_slash_is_refused_beside_the_field(plain_wizard: ExportWizard, stick: Path, press: Press) -> None:
    plain_wizard.name.setText("../x")
    press(plain_wizard)
    assert "tên tệp" in plain_wizard.banner.text()
    assert not list(stick.iterdir())
    assert plain_wizard.focusWidget() is plain_wizard.name


def test_a_folder_of_this_machine_is_offered_again_the_next_time(
    ui: UiContext, sticks: list[Path], tmp_path: Path, plain_wizard: ExportWizard, press: Press, qtbot: QtBot
) -> None:
    folder = tmp_path / "Tài liệu"
    folder.mkdir()
    plain_wizard.places.folder.setText(str(folder))
    plain_wizard.places.folder.textEdited.emit(str(folder))
    assert not plain_wizard.places.is_drive
    press(plain_wizard)
    qtbot.waitUntil(lambda: plain_wizard.step == RESULT)
    assert len(list(folder.iterdir())) == 1
    qtbot.waitUntil(lambda: ui.store.settings.get(FOLDER, "") == str(folder))


def test_what_stays_inside_the_unit_goes_only_into_a_file_that_is_said_to_stay_in_it(
    ui: UiContext, open_wizard: Callable[[], ExportWizard], qtbot: QtBot
) -> None:
    ui.store.reveal(fill_with_secrets(ui.store)["petition"], Purpose.READ)
    wizard = open_wizard()
    wizard.addressees.plain.click()
    assert not wizard.addressees.own_unit.isHidden()
    assert not wizard.addressees.own_unit.isChecked()
    sizes = []
    for own_unit in (False, True):
        wizard.addressees.own_unit.setChecked(own_unit)
        chosen = wizard.addressees.wished(ExportWish())
        assert chosen.own_unit is own_unit
        sizes.append(measure_export(ui.store, wizard.content.wished(chosen)).changes)
    assert sizes[0] < sizes[1]
    wizard.addressees.by_passphrase.click()
    assert wizard.addressees.wished(ExportWish()).own_unit


def test_a_file_for_known_devices_needs_no_word_about_the_unit(
    enrolled: OtherOffice, open_wizard: Callable[[], ExportWizard], qtbot: QtBot
) -> None:
    wizard = open_wizard()
    qtbot.waitUntil(wizard.addressees.to_peers.isChecked)
    assert wizard.addressees.own_unit.isHidden()


def test_choices_are_not_lost_to_the_escape_key(
    plain_wizard: ExportWizard, press: Press, answers: list[Answer], qtbot: QtBot
) -> None:
    plain_wizard.name.setText("goi-thu.danvan")
    answers += [Answer.STAY, Answer.SAVE]
    press(plain_wizard, Qt.Key.Key_Escape)
    assert plain_wizard.name.text() == "goi-thu.danvan"
    assert plain_wizard.isVisible()
    press(plain_wizard, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: plain_wizard.step == RESULT)
    press(plain_wizard, Qt.Key.Key_Escape)
    assert not plain_wizard.isVisible()
