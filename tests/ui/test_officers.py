"""Officers at the window: their rights, taking turns, and the window that locks itself."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from danvan_desktop.domain.facts import Role
from danvan_desktop.domain.guarded import Guarded
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.key_slots import Cost, KeySlots, new_data_key
from danvan_desktop.store.officers import NotAllowed
from danvan_desktop.store.recovery_words import new_recovery_secret, words_for
from danvan_desktop.store.settings import ARCHIVE_YEAR
from danvan_desktop.store.vault import Vault
from danvan_desktop.ui.app import make_window
from danvan_desktop.ui.dialogs.settings_dialog import SettingsDialog
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.officers.idle import Idle, minutes_of
from danvan_desktop.ui.officers.panel import OfficersPanel
from danvan_desktop.ui.session import Session
from danvan_desktop.ui.widgets import questions
from danvan_desktop.ui.widgets.questions import Answer

SHARED, OWN = "bốn con trâu cày ruộng", "năm con voi uống nước sông"
CHEAP = Cost(memory=32, passes=1, lanes=1)


def officers(store: Store) -> list[str]:
    return [
        store.save(Draft("officer", {"full_name": name, "position": "Công chức", "unit": store.unit.uid})).uids[0]
        for name in ("Bà Trưởng", "Anh Nhập")
    ]


def opened(path: Path, key: bytes | None = None, officer: str = "") -> Session:
    session = Session(path, make_window(path, key), key=key, officer=officer)
    session.window.show()
    return session


def end(qtbot, session: Session) -> None:
    """Close what a test left open, saved or not, once nothing is being done."""
    with patch.object(questions, "ask_unsaved", return_value=Answer.LOSE):
        for dialog in session.window.findChildren(SettingsDialog):
            dialog.close()
        qtbot.waitUntil(lambda: not session.operations.busy)
        session.window.close()
    session.operations.shutdown()


def new_petition(session: Session) -> RecordEditor:
    """Begin a petition in the window and type into it."""
    session.window.show_place("petition")
    session.window.begin_record("petition")
    editor = session.window.desk.current
    editor.form.input("content").focusProxy().setPlainText("Đường lầy")
    return editor


@pytest.fixture
def plain(qtbot, tmp_path):
    """A window over a plain store with two officers, the first at work."""
    path = tmp_path / "xa.db"
    with Store.create(path, unit_name="Xã", unit_code="X") as store:
        store.set_officer(officers(store)[0])
    session = opened(path)
    yield session
    end(qtbot, session)


@pytest.fixture
def locked(qtbot, tmp_path):
    """A window over an encrypted store; the second officer has a passphrase of his own."""
    path, key = tmp_path / "kin.db", new_data_key()
    keys = KeySlots.of(key).with_passphrase(key, SHARED, CHEAP)
    with Store.create(path, unit_name="Xã", unit_code="X", key=key, key_file=keys.written()) as store:
        head, clerk = officers(store)
        store.set_officer(head)
    Vault(path, CHEAP).add(key, OWN, clerk)
    session = opened(path, key)
    yield session
    end(qtbot, session)


def names(store: Store) -> dict[str, str]:
    return {one.text("full_name"): one.uid for one in store.list("officer")}


def panel_of(session: Session) -> OfficersPanel:
    dialog = session.window.open_settings()
    dialog.tabs.setCurrentIndex(dialog.tabs.count() - 1)
    return dialog.officers


def row_of(panel: OfficersPanel, uid: str):
    return next(row for row in panel.rows if row.uid == uid)


def test_rights_are_said_in_the_settings_the_first_to_one_who_approves(qtbot, plain):
    store = plain.store
    uid = names(store)
    panel = panel_of(plain)
    assert "ai cũng được làm mọi việc" in panel.state.text()
    clerk = row_of(panel, uid["Anh Nhập"])
    clerk.role.setCurrentIndex(clerk.role.findData("enter"))
    clerk.apply_button.click()
    qtbot.waitUntil(lambda: "ít nhất một" in panel.banner.text())
    head = row_of(panel, uid["Bà Trưởng"])
    head.apply_button.click()
    qtbot.waitUntil(lambda: "Đã đặt quyền" in panel.banner.text())
    assert uid["Bà Trưởng"] in store.officers.said
    clerk.role.setCurrentIndex(clerk.role.findData("enter"))
    clerk.boxes[Guarded.CASES].setChecked(True)
    clerk.apply_button.click()
    qtbot.waitUntil(lambda: uid["Anh Nhập"] in store.officers.said)
    assert store.officers.allowed_to(uid["Anh Nhập"]).role is Role.ENTER
    assert store.officers.allowed_to(uid["Anh Nhập"]).opens == {Guarded.CASES}


def test_who_puts_himself_out_is_told_before_it_happens(qtbot, plain):
    store, uid = plain.store, names(plain.store)
    panel = panel_of(plain)
    clerk, head = row_of(panel, uid["Anh Nhập"]), row_of(panel, uid["Bà Trưởng"])
    clerk.apply_button.click()
    assert "hãy đặt “Duyệt, ký” cho mình trước" in panel.banner.text()
    assert not store.officers.said
    head.apply_button.click()
    qtbot.waitUntil(lambda: uid["Bà Trưởng"] in store.officers.said)
    clerk.role.setCurrentIndex(clerk.role.findData("approve"))
    clerk.apply_button.click()
    qtbot.waitUntil(lambda: uid["Anh Nhập"] in store.officers.said)
    head.role.setCurrentIndex(head.role.findData("read"))
    head.apply_button.click()
    assert store.officers.allowed.role is Role.APPROVE
    head.apply_button.click()
    qtbot.waitUntil(lambda: store.officers.allowed.role is Role.READ)


def test_who_does_not_approve_sees_rights_and_changes_none(qtbot, plain):
    store, uid = plain.store, names(plain.store)
    store.say_rights(uid["Bà Trưởng"], Role.APPROVE, list(Guarded))
    store.say_rights(uid["Anh Nhập"], Role.ENTER)
    store.set_officer(uid["Anh Nhập"])
    panel = panel_of(plain)
    assert all(not row.role.isEnabled() and row.apply_button.isHidden() for row in panel.rows)
    assert "chỉ cán bộ được duyệt" in panel.state.text()


def test_a_locked_window_shows_nothing_and_keeps_what_is_typed(qtbot, plain):
    window = plain.window
    editor = new_petition(plain)
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    window.lock.lock()
    dialog = window.lock.dialog
    assert window.lock.is_locked
    assert dialog.isVisible()
    assert all(cover.geometry() == cover.parentWidget().rect() for cover in window.lock._covers.all)
    dialog.reject()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    dialog.asker.button.click()
    assert not window.lock.is_locked
    assert editor.form.input("content").raw() == "Đường lầy"


def test_another_officer_takes_his_turn_and_drafts_stay(qtbot, plain):
    window, uid = plain.window, names(plain.store)
    new_petition(plain)
    window.lock.lock()
    dialog = window.lock.dialog
    dialog.who.setCurrentIndex(dialog.who.findData(uid["Anh Nhập"]))
    dialog.asker.button.click()
    qtbot.waitUntil(lambda: not window.lock.is_locked)
    assert plain.store.officer == uid["Anh Nhập"]
    assert window.lock.button.text() == "Anh Nhập"
    qtbot.waitUntil(lambda: len(plain.store.drafts.all()) == 1)


def test_in_an_encrypted_office_each_gives_his_own_passphrase(qtbot, locked):
    window, uid = locked.window, names(locked.store)
    with pytest.raises(NotAllowed, match="mật khẩu riêng"):
        locked.store.set_officer(uid["Anh Nhập"])
    window.lock.lock()
    dialog = window.lock.dialog
    dialog.who.setCurrentIndex(dialog.who.findData(uid["Anh Nhập"]))
    for wrong, told in (("sai hết cả rồi nhé", "không đúng"), (SHARED, "mật khẩu riêng")):
        dialog.asker.passphrase.setText(wrong)
        dialog.asker.button.click()
        qtbot.waitUntil(lambda told=told: told in dialog.asker.banner.text())
        assert window.lock.is_locked
    dialog.asker.passphrase.setText(OWN)
    dialog.asker.button.click()
    qtbot.waitUntil(lambda: not window.lock.is_locked)
    assert locked.store.officer == uid["Anh Nhập"]


def test_who_forgot_the_passphrase_of_a_locked_window_types_the_words_of_the_sheet(qtbot, locked):
    window, vault = locked.window, Vault(locked.store.path, CHEAP)
    window.lock.lock()
    assert window.lock.dialog.asker.forgotten_button.isHidden()  # there is no sheet
    window.lock.dialog.asker.passphrase.setText(SHARED)
    window.lock.dialog.asker.button.click()
    qtbot.waitUntil(lambda: not window.lock.is_locked)
    words = words_for(new_recovery_secret())
    vault.use_sheet(vault.unlock(SHARED), " ".join(words))
    editor = new_petition(locked)
    window.lock.lock()
    dialog = window.lock.dialog
    for asks in (True, False, True):
        dialog.asker.forgotten_button.click()
        assert dialog.asker.asks_words is asks
    walked = [dialog.asker.words]
    while len(walked) < 3:  # whoever goes on typing does not choose another officer
        QTest.keyClick(walked[-1], Qt.Key.Key_Tab)
        walked.append(dialog.focusWidget())
    assert walked[1:] == [dialog.asker.renewed.new, dialog.asker.renewed.again]
    dialog.asker.renewed.new.setText("mười hai thuyền thúng ra khơi")
    dialog.asker.words.setPlainText(" ".join((words[1], words[0], *words[2:])))
    dialog.asker.button.click()
    assert "không giống nhau" in dialog.asker.banner.text()
    dialog.asker.renewed.again.setText(dialog.asker.renewed.text)
    dialog.asker.words.setPlainText(" ".join(words[:-1]))
    dialog.asker.button.click()
    qtbot.waitUntil(lambda: "có 17 từ" in dialog.asker.banner.text())
    assert dialog.height() >= dialog.layout().totalHeightForWidth(
        dialog.width()
    )  # the refusal takes no room from the fields
    assert window.lock.is_locked
    dialog.asker.words.setPlainText(" ".join(words))
    dialog.asker.button.click()
    qtbot.waitUntil(lambda: not window.lock.is_locked)
    assert window.desk.current is editor
    assert vault.unlock("mười hai thuyền thúng ra khơi") == locked.store.key
    assert not vault.owners


def test_who_opens_the_store_by_his_own_passphrase_is_at_work(qtbot, locked):
    path, uid = locked.store.path, names(locked.store)
    key, officer = Vault(path).unlock_by(OWN)
    assert officer == uid["Anh Nhập"]
    locked.window.close()
    session = opened(path, key, officer)
    assert session.store.officer == uid["Anh Nhập"]
    session.window.close()
    session.operations.shutdown()


def test_a_passphrase_that_several_know_opens_the_window_in_nobodys_name_who_has_his_own(qtbot, locked):
    path, uid = locked.store.path, names(locked.store)
    key = Vault(path).unlock(SHARED)
    locked.store.set_officer(uid["Anh Nhập"], knows_passphrase=True)
    locked.window.close()
    session = opened(path, key)
    assert session.store.officer == ""
    session.store.set_officer(uid["Bà Trưởng"])
    session.window.close()
    session.operations.shutdown()
    again = opened(path, key)
    assert again.store.officer == uid["Bà Trưởng"]
    again.window.close()
    again.operations.shutdown()


def test_a_passphrase_that_several_know_is_changed_by_who_approves_alone(qtbot, locked):
    path, uid, new = locked.store.path, names(locked.store), "sáu con cò bay lả lướt"
    locked.store.say_rights(uid["Bà Trưởng"], Role.APPROVE)
    locked.store.say_rights(uid["Anh Nhập"], Role.ENTER)
    locked.store.set_officer(uid["Anh Nhập"], knows_passphrase=True)
    asking = locked.window.open_settings().protection.change()
    for line in (asking.renewed.new, asking.renewed.again):
        line.setText(new)
    asking.present.setText(SHARED)
    with qtbot.waitSignal(asking._aside.answered):
        asking.do()
    assert "chỉ cán bộ được duyệt làm" in asking.banner.text()
    assert Vault(path).unlock_by(SHARED)[1] == ""
    asking.present.setText(OWN)
    with qtbot.waitSignal(asking.accepted):
        asking.do()
    assert Vault(path).unlock_by(new)[1] == uid["Anh Nhập"]


def test_who_takes_his_turn_at_a_store_that_cannot_be_written_is_at_work_in_its_window(qtbot, locked):
    path, uid = locked.store.path, names(locked.store)
    key = Vault(path).unlock(SHARED)
    locked.store.set_officer(uid["Bà Trưởng"])
    locked.store.settings.set(ARCHIVE_YEAR, "2024")
    locked.window.close()
    session = opened(path, key, uid["Anh Nhập"])
    assert session.store.is_read_only
    assert session.store.officer == uid["Anh Nhập"]
    found: list[str] = []
    session.operations.read(lambda store: store.officer, found.append, owner=session)
    qtbot.waitUntil(lambda: bool(found))
    assert found == [uid["Anh Nhập"]]
    session.window.close()
    session.operations.shutdown()


def test_the_minutes_that_are_chosen_count_at_once_and_are_kept(qtbot, plain):
    panel = panel_of(plain)
    panel.minutes.setCurrentIndex(panel.minutes.findData(5))
    panel.minutes.activated.emit(panel.minutes.currentIndex())
    assert plain.window.lock._idle_minutes == 5
    qtbot.waitUntil(lambda: plain.store.settings.get("lock.minutes") == "5")


def test_the_time_without_a_key_or_click_passes_once(qtbot, plain):
    now, passed = [0.0], []
    idle = Idle(lambda: 5, lambda: now[0], plain.window)
    idle.passed.connect(lambda: passed.append(now[0]))
    now[0] = 299.0
    idle.look()
    QTest.keyClick(plain.window, Qt.Key.Key_Shift)
    now[0] = 320.0
    idle.look()
    assert passed == []
    now[0] = 599.0
    idle.look()
    assert passed == [599.0]
    idle.stop()


@pytest.mark.parametrize(
    ("kept", "plain", "encrypted"),
    [("", 0, 10), ("5", 5, 5), ("0", 0, 0), ("-3", 0, 10), ("x", 0, 10), ("99999", 0, 10)],
)
def test_the_setting_is_read_as_minutes_of_a_day(kept, plain, encrypted):
    assert minutes_of(kept, locked=False) == plain
    assert minutes_of(kept, locked=True) == encrypted


def test_an_encrypted_office_that_chose_nothing_is_locked_after_ten_minutes_a_plain_one_never(locked, plain):
    assert plain.window.lock._idle_minutes == 0
    assert locked.window.lock._idle_minutes == 10
    panel = panel_of(locked)
    assert panel.minutes.currentData() == 10
    panel.minutes.setCurrentIndex(panel.minutes.findData(0))
    panel.minutes.activated.emit(panel.minutes.currentIndex())
    assert locked.window.lock._idle_minutes == 0
