"""Passphrase, recovery sheet and encryption in the window: at the first start and in the settings."""

import json
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from danvan_desktop.domain.facts import Role
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator
from danvan_desktop.store import Store, interrupting
from danvan_desktop.store.errors import WrongPassphrase
from danvan_desktop.store.key_slots import Cost, KeySlots, new_data_key
from danvan_desktop.store.locked import is_locked, keys_beside
from danvan_desktop.store.passphrases import Strength
from danvan_desktop.store.vault import Vault
from danvan_desktop.ui.app import make_window
from danvan_desktop.ui.dialogs.preparation_dialog import PreparationDialog
from danvan_desktop.ui.dialogs.recovery import Decrypt, Encrypt, RecoveryWork, words_of
from danvan_desktop.ui.dialogs.settings_dialog import SettingsDialog
from danvan_desktop.ui.dialogs.welcome_dialog import WelcomeDialog
from danvan_desktop.ui.lane import Cancelled
from danvan_desktop.ui.protection.passphrase_fields import NewPassphrase
from danvan_desktop.ui.session import Session

FIRST, SECOND = "bốn con trâu cày ruộng", "năm con voi uống nước sông"
CHEAP = Cost(memory=32, passes=1, lanes=1)
SAY = Translator("vi")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """An encrypted store without a recovery sheet."""
    key = new_data_key()
    path = tmp_path / "kin.db"
    keys = KeySlots.of(key).with_passphrase(key, FIRST, CHEAP).written()
    Store.create(path, unit_name="Xã Kín", unit_code="K", key=key, key_file=keys).close()
    return path


@pytest.fixture
def session(qtbot, kept: Path):
    key = Vault(kept).unlock(FIRST)
    found = Session(kept, make_window(kept, key), key=key)
    qtbot.addWidget(found.window)
    found.window.show()
    yield found
    found.window.close()
    found.operations.shutdown()


def typed(fields: NewPassphrase, passphrase: str, again: str | None = None) -> None:
    fields.new.setText(passphrase)
    fields.again.setText(passphrase if again is None else again)


def settings(session: Session) -> SettingsDialog:
    dialog = session.window.open_settings()
    dialog.show_protection()
    return dialog


# The first start


def welcomed(qtbot, tmp_path: Path) -> WelcomeDialog:
    dialog = WelcomeDialog(SAY, tmp_path / "moi.db")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.name.setText("Xã Mới")
    dialog.code.setText("M")
    return dialog


def test_a_first_store_is_encrypted_with_the_passphrase_that_is_asked_for(qtbot, tmp_path):
    dialog = welcomed(qtbot, tmp_path)
    QTest.keyClick(dialog.code, Qt.Key.Key_Return)
    assert "yếu quá" in dialog.banner.text()
    assert not (tmp_path / "moi.db").exists()
    typed(dialog.passphrase, FIRST)
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog.passphrase.again, Qt.Key.Key_Return)
    assert is_locked(tmp_path / "moi.db")
    assert Vault(tmp_path / "moi.db").unlock(FIRST) == dialog.key
    with Store.open(tmp_path / "moi.db", key=dialog.key) as store:
        assert store.unit.text("name") == "Xã Mới"


def test_two_passphrases_that_differ_make_no_store(qtbot, tmp_path):
    dialog = welcomed(qtbot, tmp_path)
    typed(dialog.passphrase, FIRST, SECOND)
    dialog.begin_button.click()
    assert "không giống nhau" in dialog.banner.text()
    assert dialog.passphrase.again.hasFocus() or QApplication.focusWidget() is None


def test_a_plain_store_is_made_only_by_who_was_told_what_that_means(qtbot, tmp_path):
    dialog = welcomed(qtbot, tmp_path)
    assert not dialog._plain_warning.isVisible()
    QTest.keyClick(dialog.plain, Qt.Key.Key_Space)
    assert "đều đọc được" in dialog._plain_warning.text()
    assert not dialog.passphrase.isVisible()
    with qtbot.waitSignal(dialog.accepted):
        dialog.begin_button.click()
    assert dialog.key is None
    assert not is_locked(tmp_path / "moi.db")


def test_a_weak_passphrase_is_told_while_it_is_typed_and_taken_all_the_same(qtbot, tmp_path):
    dialog = welcomed(qtbot, tmp_path)
    with qtbot.waitSignal(dialog.passphrase.strength.judged):
        QTest.keyClicks(dialog.passphrase.new, "xamoi12345")
    assert "yếu" in dialog.passphrase.strength.text()
    QTest.keyClicks(dialog.passphrase.again, "xamoi12345")
    with qtbot.waitSignal(dialog.accepted):
        dialog.begin_button.click()


def test_judging_a_passphrase_keeps_the_window_free(qtbot, tmp_path):
    dialog = welcomed(qtbot, tmp_path)
    began = time.thread_time()
    with qtbot.waitSignal(dialog.passphrase.strength.judged):
        dialog.passphrase.new.setText("bốn con trâu cày ruộng sâu")
    assert time.thread_time() - began < 0.1


# The settings


def test_the_passphrase_is_changed_in_the_settings(qtbot, session, kept):
    dialog = settings(session)
    asking = dialog.protection.change()
    asking.present.setText(SECOND)
    typed(asking.renewed, SECOND)
    with qtbot.waitSignal(asking._aside.answered):
        asking.do()
    assert "Mật khẩu không đúng" in asking.banner.text()
    asking.present.setText(FIRST)
    with qtbot.waitSignal(asking.accepted):
        QTest.keyClick(asking.renewed.again, Qt.Key.Key_Return)
    assert Vault(kept).unlock(SECOND)
    with pytest.raises(WrongPassphrase):
        Vault(kept).unlock(FIRST)
    assert "Đã đổi mật khẩu" in dialog.protection.banner.text()


def test_the_lines_keep_their_height_while_the_key_is_derived(qtbot, session):
    asking = settings(session).protection.change()
    line = asking.renewed.new.height()
    asking.present.setText(FIRST)
    typed(asking.renewed, SECOND)
    with qtbot.waitSignal(asking.accepted):
        asking.do()
        assert "Đang làm" in asking.banner.text()
        assert asking.height() >= asking.layout().totalHeightForWidth(asking.width())
        assert asking.renewed.new.height() == line


def test_the_lines_keep_their_height_when_caps_lock_is_told(qtbot, session):
    asking = settings(session).protection.change()
    QTest.keyClick(asking.renewed.new, "A", Qt.KeyboardModifier.NoModifier)
    assert asking.renewed.caps.isVisible()
    assert asking.height() >= asking.layout().totalHeightForWidth(asking.width())


def test_names_of_the_office_and_of_its_officers_are_tried_first(qtbot, session):
    store = session.window.context.store
    values = {"full_name": "Nguyễn Thị Hương Giang", "position": "Chủ tịch", "unit": store.unit.uid}
    store.save(Draft("officer", values))
    asking = settings(session).protection.change()
    assert list(asking.renewed.strength.known) == ["Xã Kín", "K", "Nguyễn Thị Hương Giang"]
    with qtbot.waitSignal(asking.renewed.strength.judged) as told:
        asking.renewed.new.setText("Nguyễn Thị Hương Giang")
    assert told.args[0].strength is Strength.WEAK


def test_a_new_sheet_counts_once_two_words_were_typed_back_from_the_paper(qtbot, session, kept, tmp_path):
    session.window.sheet.tell()
    assert "Chưa có phiếu" in session.window.sheet.text()
    session.window.sheet.action_button.click()
    sheet = session.window.sheet.make_sheet()
    qtbot.waitUntil(lambda: sheet.page is not None)
    sheet.save_to(tmp_path / "phieu.pdf")
    qtbot.waitUntil(sheet.checking.isVisible)
    assert not sheet.view.isVisible()
    text = sheet.page.pages.text(0)
    assert all(word in text for word in sheet.words)
    sheet.typed[0].setText("sai")
    sheet.finish()
    assert "không đúng" in sheet.banner.text()
    assert not Vault(kept).slots().has_recovery
    for line, place in zip(sheet.typed, sheet.places, strict=True):
        line.setText(sheet.words[place - 1])
    words = " ".join(sheet.words)
    with qtbot.waitSignal(sheet.accepted):
        QTest.keyClick(sheet.typed[1], Qt.Key.Key_Return)
    assert Vault(kept).recover(words) == session.store.key
    assert not session.window.sheet.isVisible()


def test_a_sheet_copied_by_hand_counts_too_and_one_that_does_not_count_is_told_before_it_closes(qtbot, session, kept):
    sheet = session.window.sheet.make_sheet()
    qtbot.waitUntil(lambda: sheet.page is not None)
    sheet.copied_button.click()
    assert sheet.checking.isVisible()
    sheet.close_button.click()
    assert sheet.isVisible()
    assert "chưa có tác dụng" in sheet.banner.text()
    for line, place in zip(sheet.typed, sheet.places, strict=True):
        line.setText(sheet.words[place - 1])
    words = " ".join(sheet.words)
    with qtbot.waitSignal(sheet.accepted):
        sheet.finish()
    assert Vault(kept).recover(words) == session.store.key
    other = session.window.sheet.make_sheet()
    other.ask_back()
    for _press in range(2):
        other.close_button.click()
    assert not other.isVisible()
    assert Vault(kept).recover(words) == session.store.key


def test_the_settings_say_whether_there_is_a_sheet(qtbot, session, kept):
    dialog = settings(session)
    assert "Chưa có phiếu khôi phục" in dialog.protection.sheet_state.text()
    assert dialog.protection.first_button() is dialog.protection.sheet_button
    assert not dialog.protection.encrypt_button.isVisible()


def convert(qtbot, path: Path, wanted: Encrypt | Decrypt, key: bytes | None) -> RecoveryWork:
    work = RecoveryWork(wanted, key)
    dialog = PreparationDialog(SAY, path, work=work, words=words_of(wanted))
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.ended) as ended:
        dialog.begin()
    assert ended.args == [None]
    assert work.outcome is not None
    return work


def test_a_plain_store_is_encrypted_from_the_settings_and_made_plain_again(qtbot, tmp_path):
    path = tmp_path / "ro.db"
    with Store.create(path, unit_name="Xã Rõ", unit_code="R") as store:
        store.save(Draft("petition", {"received_on": "2026-08-12", "content": "Mương tắc", "unit": store.unit.uid}))
        store.keep_copy("thu", 3)
        before = store.digest()
    session = Session(path, make_window(path))
    qtbot.addWidget(session.window)
    session.window.show()
    asking = settings(session).protection.encrypt()
    typed(asking.renewed, FIRST)
    with qtbot.waitSignal(session.window.closed):
        asking.do()
    assert session.window.recovery == Encrypt(FIRST)
    convert(qtbot, path, session.window.recovery, None)
    key = Vault(path).unlock(FIRST)
    session = Session(path, make_window(path, key), key=key)
    qtbot.addWidget(session.window)
    session.window.show()
    asking = settings(session).protection.decrypt()
    asking.present.setText(FIRST)
    with qtbot.waitSignal(session.window.closed):
        asking.do()
    convert(qtbot, path, session.window.recovery, key)
    assert not list(tmp_path.rglob("*.keys"))
    with Store.open(path) as store:
        assert store.digest() == before


def test_a_conversion_tells_how_far_it_is_and_stops_with_the_store_as_it_was(tmp_path, monkeypatch):
    monkeypatch.setattr(interrupting, "_STEPS_BETWEEN_BEATS", 100)
    path = tmp_path / "ro.db"
    with Store.create(path, unit_name="Xã Rõ", unit_code="R") as store:
        unit = store.unit.uid
        for n in range(100):
            content = f"Mương {n} tắc " * 40
            store.save(Draft("petition", {"received_on": "2026-08-12", "content": content, "unit": unit}))
        before = store.digest()
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        told.append((done, total))
        if len(told) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        RecoveryWork(Encrypt(FIRST))(path, tell)
    assert all(0 <= done <= total for done, total in told)
    assert not is_locked(path)
    assert not keys_beside(path).exists()
    with Store.open(path) as store:
        assert store.digest() == before


def test_whoever_does_not_know_the_passphrase_cannot_take_the_protection_away(qtbot, session):
    asking = settings(session).protection.decrypt()
    asking.present.setText(SECOND)
    with qtbot.waitSignal(asking._aside.answered):
        asking.do()
    assert asking.isVisible()
    assert session.window.recovery is None


def test_the_key_file_names_nobody(kept):
    content = json.loads(keys_beside(kept).read_text("utf-8"))
    assert set(content) == {"format", "version", "key", "slots"}


def test_only_who_approves_decides_how_the_whole_office_opens_its_data(qtbot, session, kept):
    store = session.store
    head, clerk = (
        store.save(Draft("officer", {"full_name": name, "position": "Công chức", "unit": store.unit.uid})).uids[0]
        for name in ("Bà Trưởng", "Anh Nhập")
    )
    store.set_officer(head)
    store.say_rights(head, Role.APPROVE)
    store.say_rights(clerk, Role.ENTER)
    store.set_officer(clerk)
    dialog = settings(session)
    asked = dialog.protection.decrypt()
    asked.present.setText(FIRST)
    asked.do()
    assert "chỉ cán bộ được duyệt làm, không phải “Anh Nhập" in asked.banner.text()
    assert asked.isVisible()
    asked.reject()
    dialog.reject()
    sheet = session.window.sheet.make_sheet()
    sheet.ask_back()
    for place, line in zip(sheet.places, sheet.typed, strict=True):
        line.setText(sheet.words[place - 1])
    sheet.finish()
    qtbot.waitUntil(sheet.finish_button.isEnabled)
    assert "chỉ cán bộ được duyệt làm" in sheet.banner.text()
    assert not Vault(kept).slots().has_recovery
    sheet.reject()
    session.window.open_recovery()
    box = session.window.findChild(QMessageBox)
    assert "chỉ cán bộ được duyệt làm" in box.text()
    box.close()
