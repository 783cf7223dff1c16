"""Taking a bundle in from the window: seen before it happens, all or nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import (
    Choice,
    ExportWish,
    Relation,
    add_peer,
    enrol_card,
    export_bundle,
    own_card,
    waiting_bundles,
    write_ack,
)
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import ChangeSummary
from danvan_desktop.ui.sync.bundle_table import list_bundles
from danvan_desktop.ui.sync.import_wizard import ImportWizard
from danvan_desktop.ui.theme import Look, scaled, style_sheet
from danvan_desktop.ui.widgets.questions import Answer
from tests.rights import unguarded
from tests.sync.exchange import import_bundle
from tests.ui.sync.conftest import OtherOffice

Press = Callable[..., None]


@pytest.fixture
def wizard(ui: UiContext, stick: Path, shown: Callable[[QDialog], None]) -> Callable[[], ImportWizard]:
    """Open the wizard on what lies on the stick."""

    def opened() -> ImportWizard:
        wizard = ImportWizard(ui, drives=lambda: [stick])
        shown(wizard)
        return wizard

    return opened


def test_where_no_stick_has_a_file_enter_looks_elsewhere(
    ui: UiContext,
    wizard: Callable[[], ImportWizard],
    press: Press,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *words: (asked.append(words[1]), ("", ""))[1])
    dialog = wizard()
    qtbot.waitUntil(lambda: dialog.focusWidget() is dialog.browse)
    press(dialog)
    assert asked == ["Nhập từ tệp"]
    dialog.close()


def test_the_step_that_is_shown_stands_out(
    qapp: QApplication, wizard: Callable[[], ImportWizard], monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = wizard()
    qapp.setStyleSheet(style_sheet(Look()))
    try:
        for label in dialog._labels:
            label.ensurePolished()
        assert [label.font().bold() for label in dialog._labels] == [True, False, False]
    finally:
        qapp.setStyleSheet("")
    dialog.close()


def test_a_bundle_on_the_stick_is_found_shown_and_taken_in_by_the_enter_key_alone(
    ui: UiContext, other: OtherOffice, wizard: Callable[[], ImportWizard], press: Press, qtbot: QtBot
) -> None:
    uid = other.petition(content="Đèn đường hỏng")
    other.send()
    changed: list[ChangeSummary] = []
    ui.operations.changed.connect(changed.append)
    dialog = wizard()
    qtbot.waitUntil(lambda: bool(dialog.files.current))
    press(dialog)
    qtbot.waitUntil(lambda: dialog.step == 1)
    assert "Thôn Đông" in dialog.summary.text()
    assert "chưa ghi gì" in dialog.summary.text()
    assert ui.store.get(uid) is None
    assert "Mười từ nhận dạng: " in dialog.stranger.text()
    assert "Lần đầu nhận tệp của máy này" in dialog.summary.text()
    assert "Mười từ nhận dạng: " not in dialog.summary.text(), "the card stands in the banner"
    assert not dialog.next_button.isEnabled()
    press(dialog, Qt.Key.Key_Space)
    assert dialog.accept_sender.isChecked()
    press(dialog)
    qtbot.waitUntil(lambda: dialog.step == 2)
    record = ui.store.get(uid)
    assert record is not None
    assert record.text("content") == "Đèn đường hỏng"
    assert "Có nội dung mới: thêm" in dialog.outcome.text()
    assert changed[0].touches("petition")


@pytest.mark.parametrize("spoil", ["cut", "alien", "gone"])
def test_a_file_that_is_no_whole_bundle_is_told_in_words_and_changes_nothing(
    spoil: str, ui: UiContext, other: OtherOffice, wizard: Callable[[], ImportWizard], press: Press, qtbot: QtBot
) -> None:
    other.petition()
    path = other.send()
    before = ui.store.digest()
    data = path.read_bytes()
    path.write_bytes(data[:-100] if spoil == "cut" else b"PK ghi chu " * 40)
    if spoil == "gone":
        path.unlink()
    dialog = wizard()
    dialog.open_file(path)
    qtbot.waitUntil(lambda: not dialog.is_running)
    assert dialog.banner.text()
    assert dialog.step == 0
    assert ui.store.digest() == before
    assert not ui.store.bundles()


def test_a_bundle_that_deletes_much_is_taken_in_only_after_the_number_was_typed(
    ui: UiContext, other: OtherOffice, wizard: Callable[[], ImportWizard], press: Press, qtbot: QtBot, tmp_path: Path
) -> None:
    uids = [other.petition() for _number in range(3)]
    first = wizard()
    first.open_file(other.send("first.danvan"))
    qtbot.waitUntil(lambda: first.step == 1)
    press(first, Qt.Key.Key_Space)
    press(first)
    qtbot.waitUntil(lambda: first.step == 2)
    other.store.delete(*uids)
    dialog = wizard()
    dialog.open_file(other.send("second.danvan"))
    qtbot.waitUntil(lambda: dialog.step == 1)
    assert dialog.focusWidget() is dialog.confirmation
    press(dialog)
    assert dialog.step == 1
    assert ui.store.count("petition") == 3
    qtbot.keyClicks(dialog.confirmation, "3")
    press(dialog)
    qtbot.waitUntil(lambda: dialog.step == 2)
    assert ui.store.count("petition") == 0


def test_a_bundle_of_this_very_store_brings_nothing_and_says_so(
    ui: UiContext, wizard: Callable[[], ImportWizard], stick: Path, qtbot: QtBot
) -> None:
    path = export_bundle(ui.store, stick / "own.danvan").path
    dialog = wizard()
    dialog.open_file(path)
    qtbot.waitUntil(lambda: dialog.step == 1)
    assert "không có gì thay đổi" in dialog.summary.text()


def test_a_passphrase_is_asked_for_until_it_opens_the_bundle(
    ui: UiContext, other: OtherOffice, wizard: Callable[[], ImportWizard], press: Press, qtbot: QtBot
) -> None:
    other.petition()
    path = other.send(passphrase="mương tắc 2026")
    before = ui.store.digest()
    dialog = wizard()
    dialog.open_file(path)
    qtbot.waitUntil(lambda: "khóa bằng mật khẩu" in dialog.banner.text())
    assert dialog.focusWidget() is dialog.passphrase
    dialog.passphrase.setText("đoán bừa một câu")
    press(dialog)
    qtbot.waitUntil(lambda: not dialog.is_running)
    assert "mật khẩu" in dialog.banner.text().lower()
    assert dialog.step == 0
    assert ui.store.digest() == before
    dialog.passphrase.setText("mương tắc 2026")
    press(dialog)
    qtbot.waitUntil(lambda: dialog.step == 1)
    assert "thêm 2 hồ sơ" in dialog.summary.text()


def test_a_bundle_for_somebody_else_is_told_so(
    ui: UiContext, other: OtherOffice, wizard: Callable[[], ImportWizard], tmp_path: Path, qtbot: QtBot
) -> None:
    with Store.create(tmp_path / "third.db", unit_name="Thôn Đoài", unit_code="DS-02", level="village") as third:
        enrol_card(other.store, own_card(third), Choice(Relation.ABOVE))
        path = other.send(to=(third.device_key,))
    dialog = wizard()
    dialog.open_file(path)
    qtbot.waitUntil(lambda: bool(dialog.banner.text()))
    assert dialog.step == 0
    assert not ui.store.bundles()


def test_the_bundle_of_a_stranger_is_kept_aside_and_the_button_says_so(
    ui: UiContext, other: OtherOffice, wizard: Callable[[], ImportWizard], press: Press, tmp_path: Path, qtbot: QtBot
) -> None:
    with Store.create(tmp_path / "third.db", unit_name="Thôn Đoài", unit_code="DS-02", level="village") as third:
        add_peer(ui.store, own_card(third), confirmed=True)
    uid = other.petition()
    dialog = wizard()
    dialog.open_file(other.send())
    qtbot.waitUntil(lambda: dialog.step == 1)
    assert "chờ" in dialog.next_button.text()
    press(dialog)
    qtbot.waitUntil(lambda: dialog.step == 2)
    assert ui.store.get(uid) is None
    assert len(waiting_bundles(ui.store)) == 1


def test_an_acknowledgement_moves_the_mark_and_shows_in_the_list(
    ui: UiContext, enrolled: OtherOffice, wizard: Callable[[], ImportWizard], stick: Path, press: Press, qtbot: QtBot
) -> None:
    import_bundle(enrolled.store, export_bundle(ui.store, stick / "ours.danvan").path)
    write_ack(enrolled.store, stick / "thon_bao-nhan.danvan")
    dialog = wizard()
    dialog.open_file(stick / "thon_bao-nhan.danvan")
    qtbot.waitUntil(lambda: dialog.step == 1)
    assert "Giấy báo nhận của Thôn Đông" in dialog.summary.text()
    press(dialog)
    qtbot.waitUntil(lambda: dialog.step == 2)
    assert not dialog.ack_button.isVisible()
    (row,) = list_bundles(ui.store)
    assert str(row.status).startswith("máy thôn Đông đã nhận")


def test_a_card_is_handed_on_to_be_compared(
    other: OtherOffice, wizard: Callable[[], ImportWizard], qtbot: QtBot
) -> None:
    card = other.card()
    dialog = wizard()
    with qtbot.waitSignal(dialog.card_found) as found:
        dialog.open_file(card)
    assert found.args == [card]
    assert not dialog.isVisible()


def test_what_a_sender_has_no_right_to_write_is_held_and_told(
    ui: UiContext, other: OtherOffice, wizard: Callable[[], ImportWizard], stick: Path, qtbot: QtBot
) -> None:
    values = {"number": "001/2026", "received_on": "2026-08-13", "unit": ui.store.unit.uid, "content": "Cầu hỏng"}
    uid = ui.store.save(Draft("petition", values)).uids[0]
    import_bundle(other.store, export_bundle(ui.store, stick / "ours.danvan", ExportWish(plain=True)).path)
    add_peer(ui.store, own_card(other.store), confirmed=True)
    with unguarded():
        other.store.save(Draft("petition", {"content": "Cầu không hỏng"}, uid))
    own = other.petition()
    result = import_bundle(ui.store, other.send())
    assert result.held == 1
    kept = ui.store.get(uid)
    assert kept is not None
    assert kept.text("content") == "Cầu hỏng"
    assert ui.store.get(own) is not None
    assert [one.uid for one in ui.store.undecided()] == [uid]


def test_an_import_that_is_stopped_changes_nothing(
    ui: UiContext,
    other: OtherOffice,
    wizard: Callable[[], ImportWizard],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("danvan_desktop.sync.import_.SMALL", 0)
    other.petition()
    before = ui.store.digest()
    dialog = wizard()
    dialog.open_file(other.send())
    qtbot.waitUntil(lambda: dialog.step == 1)
    dialog.accept_sender.setChecked(True)
    dialog.next_button.click()
    dialog.reject()
    qtbot.waitUntil(lambda: not dialog.is_running)
    assert dialog.isVisible()
    assert "Đã dừng" in dialog.banner.text()
    assert ui.store.digest() == before


def test_a_file_is_named_in_every_step_and_its_first_question_is_no_error(
    other: OtherOffice, wizard: Callable[[], ImportWizard], press: Press, answers: list[Answer], qtbot: QtBot
) -> None:
    other.petition()
    dialog = wizard()
    dialog.open_file(other.send(passphrase="mương tắc 2026"))
    qtbot.waitUntil(lambda: "khóa bằng mật khẩu" in dialog.banner.text())
    assert dialog.banner.property("severity") == "info"
    assert "thon.danvan" in dialog.chosen_file.text()
    assert dialog.chosen_file.isVisible()
    dialog.passphrase.setText("đoán bừa một câu")
    press(dialog)
    qtbot.waitUntil(lambda: dialog.banner.property("severity") == "error")
    dialog.passphrase.setText("mương tắc 2026")
    answers += [Answer.STAY, Answer.SAVE]
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    press(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: dialog.step == 1)
    assert "thon.danvan" in dialog.preview_card._title.text()
    answers.append(Answer.LOSE)
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_dialog_is_no_higher_than_its_few_sentences_and_grows_with_more_of_them(
    other: OtherOffice, wizard: Callable[[], ImportWizard], qtbot: QtBot
) -> None:
    other.petition()
    dialog = wizard()
    low = dialog.height()
    assert low <= scaled(480)
    dialog.open_file(other.send())
    qtbot.waitUntil(lambda: dialog.step == 1)
    dialog.stranger.say("Máy này chưa được ghép nối. " * 60, "warning")
    dialog.show_step(1)
    assert dialog.height() > low
    assert dialog.stranger.height() >= dialog.stranger.heightForWidth(dialog.stranger.width())
    dialog.close()
