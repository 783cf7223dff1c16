"""The page that asks for the passphrase, and the window over an encrypted store."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from danvan_desktop.localization import Translator
from danvan_desktop.store import Store
from danvan_desktop.store.key_slots import Cost, KeySlots, new_data_key
from danvan_desktop.store.recovery_words import new_recovery_secret, words_for
from danvan_desktop.store.vault import Vault
from danvan_desktop.ui.app import make_window
from danvan_desktop.ui.dialogs.unlock_dialog import UnlockDialog
from danvan_desktop.ui.session import Session
from tests.clocks import HandClock

CHEAP = Cost(memory=32, passes=1, lanes=1)
PASSPHRASE = "bốn con trâu cày ruộng"


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    key = new_data_key()
    keys = KeySlots.of(key).with_passphrase(key, PASSPHRASE, CHEAP).written()
    path = tmp_path / "kin.db"
    Store.create(path, unit_name="Xã Kín", unit_code="K", key=key, key_file=keys).close()
    return path


def asked(qtbot, path: Path, clock: HandClock) -> UnlockDialog:
    dialog = UnlockDialog(Translator("vi"), Vault(path, CHEAP, clock))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def unlock(qtbot, dialog: UnlockDialog) -> None:
    with qtbot.waitSignal(dialog.asker.worker.answered):
        dialog.asker.ask()


def test_the_passphrase_opens_the_window(qtbot, locked):
    dialog = asked(qtbot, locked, HandClock())
    dialog.asker.passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog.asker.passphrase, Qt.Key.Key_Return)
    window = make_window(locked, dialog.key)
    session = Session(locked, window, key=dialog.key)
    found: list[int] = []
    session.operations.read(lambda store: store.count("unit"), found.append, owner=window)
    qtbot.waitUntil(lambda: found == [1])
    window.close()


def test_a_wrong_passphrase_is_told_and_tries_slow_down(qtbot, locked):
    clock = HandClock()
    dialog = asked(qtbot, locked, clock)
    for _try in range(3):
        dialog.asker.passphrase.setText("năm con voi uống nước")
        unlock(qtbot, dialog)
        assert dialog.asker.banner.isVisible()
    assert not dialog.asker.button.isEnabled()
    dialog.asker.passphrase.setText(PASSPHRASE)
    unlock(qtbot, dialog)
    assert dialog.key is None
    again = asked(qtbot, locked, clock)
    again.asker.passphrase.setText(PASSPHRASE)
    unlock(qtbot, again)
    assert again.key is None
    assert "Sai 3 lần" in again.asker.banner.text()
    clock.now += 3
    unlock(qtbot, dialog)
    assert dialog.key is not None


def test_count_of_seconds_goes_on_when_the_stick_is_pulled_out_meanwhile(qtbot, locked):
    clock = HandClock()
    dialog = asked(qtbot, locked, clock)
    for _try in range(3):
        dialog.asker.passphrase.setText("năm con voi uống nước")
        unlock(qtbot, dialog)
    keys = locked.with_name("kin.db.keys")
    keys.rename(locked.with_name("away"))
    clock.now += 3
    qtbot.waitUntil(dialog.asker.button.isEnabled)
    dialog.asker.passphrase.setText(PASSPHRASE)
    unlock(qtbot, dialog)
    assert dialog.key is None
    assert "Không đọc được tệp khóa “kin.db.keys”: tệp hoặc thư mục không còn ở đó" in dialog.asker.banner.text()


def test_capital_letters_without_shift_tell_of_caps_lock(qtbot, locked):
    dialog = asked(qtbot, locked, HandClock())
    QTest.keyClicks(dialog.asker.passphrase, "A", Qt.KeyboardModifier.NoModifier)
    assert dialog.asker.caps.isVisible()
    QTest.keyClicks(dialog.asker.passphrase, "a", Qt.KeyboardModifier.NoModifier)
    assert not dialog.asker.caps.isVisible()


def test_who_forgot_the_passphrase_types_the_words_and_a_new_one(qtbot, locked):
    words = " ".join(words_for(new_recovery_secret()))
    vault = Vault(locked, CHEAP)
    vault.use_sheet(vault.unlock(PASSPHRASE), words)
    dialog = asked(qtbot, locked, HandClock())
    dialog.asker.ask_words()
    dialog.asker.words.setPlainText(words)
    dialog.asker.renewed.new.setText("năm con voi uống nước")
    dialog.asker.renewed.again.setText("năm con voi uống")
    dialog.asker.ask()
    assert dialog.key is None
    assert "không giống nhau" in dialog.asker.banner.text()
    dialog.asker.renewed.again.setText(dialog.asker.renewed.text)
    unlock(qtbot, dialog)
    assert Vault(locked).unlock("năm con voi uống nước") == dialog.key


def test_the_window_lives_on_while_the_key_is_derived(qtbot, tmp_path):
    key = new_data_key()
    keys = KeySlots.of(key).with_passphrase(key, PASSPHRASE, Cost(memory=1 << 17, passes=3, lanes=4)).written()
    path = tmp_path / "kin.db"
    Store.create(path, unit_name="Xã Kín", unit_code="K", key=key, key_file=keys).close()
    dialog = asked(qtbot, path, HandClock())
    dialog.asker.passphrase.setText(PASSPHRASE)
    began = time.thread_time()
    dialog.asker.ask()
    assert not dialog.asker.button.isEnabled()
    qtbot.waitUntil(lambda: dialog.key is not None)
    assert time.thread_time() - began < 0.1


def test_who_gives_up_while_the_key_is_derived_leaves_no_thread_behind(qtbot, locked):
    dialog = asked(qtbot, locked, HandClock())
    dialog.asker.passphrase.setText(PASSPHRASE)
    dialog.asker.ask()
    dialog.reject()
    assert dialog.asker.worker.isFinished()


def test_second_refusal_with_more_lines_makes_the_dialog_higher_at_once(qtbot, locked):
    dialog = asked(qtbot, locked, HandClock())
    dialog.asker.tell("Sai", "error")
    one_line = dialog.height()
    dialog.asker.tell("Mật khẩu không đúng, hãy gõ lại. " * 6, "error")
    assert dialog.height() > one_line
    assert dialog.height() >= dialog.layout().totalHeightForWidth(dialog.width())
