"""What is offered for a store that is damaged, or that an earlier copy is wanted of, and what each way does."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from environment import ROOT
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator, _
from danvan_desktop.store import Store, StoreTooNew
from danvan_desktop.store.attachment_pool import drop_pools
from danvan_desktop.store.backups import find_backups
from danvan_desktop.store.connection import connect
from danvan_desktop.store.errors import DAMAGED, NotAStore, StoreDamaged
from danvan_desktop.store.salvage import harm_of
from danvan_desktop.sync.update_install import COPY_MARK
from danvan_desktop.ui import app
from danvan_desktop.ui.dialogs import recovery_dialog
from danvan_desktop.ui.dialogs.preparation_dialog import PreparationDialog
from danvan_desktop.ui.dialogs.recovery import Mend, Outcome, Recovery, RecoveryWork, RescueReadable, Restore
from danvan_desktop.ui.dialogs.recovery_dialog import OutcomeDialog, RecoveryDialog
from tests.damaging import pages_with, zero, zero_page

CONTENT = "Mương bị tắc ở đầu làng"
Answering = Callable[[Callable[[RecoveryDialog], int]], None]


def tell_nobody(_done: int, _total: int) -> None:
    pass


MAY_RESTORE = recovery_dialog.may_restore


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The backups whose restoration was asked about; the officer says yes."""
    backups: list[str] = []

    def yes(_parent: QWidget, _say: Translator, backup: str, _difference: str) -> bool:
        backups.append(backup)
        return True

    monkeypatch.setattr(recovery_dialog, "may_restore", yes)
    return backups


@pytest.fixture
def dialog(store_path: Path, qtbot: QtBot) -> Iterator[RecoveryDialog]:
    """Over a store with two backups, the newer one made by hand."""
    with Store.open(store_path) as store:
        store.keep_copy("truoc-khi-nhap", 1)
        store.save(Draft("petition", PETITION | {"unit": store.unit.uid}))
        store.backup(store_path.with_name("sao-luu_DS_2026-08-12_1430.db"))
    made = RecoveryDialog(Translator(), store_path, DAMAGED, may_mend=True)
    qtbot.addWidget(made)
    made.open()
    qtbot.waitUntil(lambda: len(made.backups.items) == 2)
    yield made
    made.close()


PETITION = {"number": "001/2026", "received_on": "2026-08-13", "content": CONTENT}


def test_backups_are_listed_with_their_day_and_what_they_hold(dialog: RecoveryDialog) -> None:
    newer, older = dialog.backups.items
    written = dt.datetime.fromtimestamp(Path(newer.key).stat().st_mtime, dt.UTC).astimezone()
    assert "sao-luu_DS" in newer.title
    assert f"{written.day}/{written.month}/{written.year}" in newer.title.replace("/0", "/").lstrip("0")
    assert "Kiến nghị" in newer.detail
    assert "Kiến nghị" not in older.detail
    assert not dialog.searching.isVisible()


def test_chosen_backup_is_what_is_restored(dialog: RecoveryDialog) -> None:
    assert not dialog.restore_button.isEnabled() or dialog.backups.current
    dialog.backups.setCurrentIndex(dialog.backups.model().index(1, 0))
    dialog.restore_button.click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.recovery == Restore(Path(dialog.backups.items[1].key))


def test_entered_backup_is_restored_only_when_the_officer_says_so(
    dialog: RecoveryDialog, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recovery_dialog, "may_restore", lambda _parent, _say, backup, _difference: asked.append(backup))
    dialog.backups.setCurrentIndex(dialog.backups.model().index(1, 0))
    QTest.keyClick(dialog.backups, Qt.Key.Key_Return)
    assert asked == [dialog.backups.items[1].title]
    assert dialog.isVisible()
    assert dialog.recovery is None


@pytest.mark.parametrize(
    ("key", "restored"), [(Qt.Key.Key_Return, False), (Qt.Key.Key_Escape, False), (Qt.Key.Key_Space, True)]
)
def test_only_a_press_on_its_button_restores(
    dialog: RecoveryDialog, monkeypatch: pytest.MonkeyPatch, key: Qt.Key, restored: bool
) -> None:
    def press(box: QMessageBox) -> int:
        box.show()
        QTest.qWaitForWindowExposed(box)
        if key == Qt.Key.Key_Space:
            next(button for button in box.buttons() if button.text() == "Khôi phục").setFocus()
        QTest.keyClick(box.focusWidget() or box, key)
        box.hide()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press)
    assert MAY_RESTORE(dialog, Translator(), "hôm qua") is restored


def test_file_from_elsewhere_can_be_chosen(
    dialog: RecoveryDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(tmp_path / "usb.db"), ""))
    dialog.file_button.click()
    assert dialog.recovery is None
    assert dialog.backups.current == str(tmp_path / "usb.db")
    dialog.restore_button.click()
    assert dialog.recovery == Restore(tmp_path / "usb.db")


def test_escape_changes_nothing(dialog: RecoveryDialog) -> None:
    dialog.reject()
    assert dialog.recovery is None


def test_unreadable_copies_are_not_offered(store_path: Path) -> None:
    with Store.open(store_path) as store:
        copy = store.keep_copy("truoc-khi-nhap", 1)
    (copy.parent / f"{store_path.stem}-x-bi-hong.db").write_bytes(copy.read_bytes())
    assert [found.path for found in find_backups(store_path)] == [copy]
    copy.write_bytes(b"Kinh gui" * 1_000)
    assert find_backups(store_path) == []


@pytest.mark.parametrize("recovery", [Mend(), RescueReadable(), Restore(Path())])
def test_each_way_makes_the_store_whole_and_says_what_was_done(
    store_path: Path, tmp_path: Path, recovery: Recovery
) -> None:
    with Store.open(store_path) as store:
        store.save(Draft("petition", PETITION | {"unit": store.unit.uid}))
        backup = tmp_path / "usb.db"
        store.backup(backup)
        digest = store.digest()
    zero(store_path, "record_petition")
    work = RecoveryWork(Restore(backup) if isinstance(recovery, Restore) else recovery)
    work(store_path, tell_nobody)
    assert work.outcome is not None
    assert not work.outcome.losses
    assert harm_of(store_path) == ()
    with Store.open(store_path) as store:
        assert store.digest() == digest


def test_attached_files_that_a_copy_lacks_are_told(store_path: Path, qtbot: QtBot) -> None:
    with Store.open(store_path) as store:
        uid = store.save(Draft("petition", PETITION | {"unit": store.unit.uid})).uids[0]
        store.attach_data(uid, "anh.png", b"picture" * 3_000)
        copy = store.copy_keeper.keep_at_exit()
    assert copy is not None
    drop_pools(copy.parent, store_path.stem)
    work = RecoveryWork(Restore(copy))
    work(store_path, tell_nobody)
    assert work.outcome is not None
    told = OutcomeDialog(Translator(), work.outcome)
    qtbot.addWidget(told)
    assert "thiếu 1 tệp đính kèm" in told.losses.toPlainText()


def test_what_was_restored_from_long_names_of_folders_is_told_whole(qtbot: QtBot) -> None:
    words = _("Đã khôi phục từ “{path}”.", path="/thư mục dài/của cơ quan" * 12)
    told = OutcomeDialog(Translator(), Outcome(words))
    qtbot.addWidget(told)
    told.show()
    layout = told.layout()
    assert layout is not None
    assert told.height() >= layout.totalHeightForWidth(told.width())


def test_losses_of_a_rescue_are_listed(store_path: Path, qtbot: QtBot) -> None:
    with Store.open(store_path) as store:
        uid = store.save(Draft("petition", PETITION | {"unit": store.unit.uid})).uids[0]
        store.attach_data(uid, "anh.png", b"picture" * 3_000)
    for page in pages_with(store_path, b"picturepicture"):
        zero_page(store_path, page)
    work = RecoveryWork(RescueReadable())
    work(store_path, tell_nobody)
    assert work.outcome is not None
    told = OutcomeDialog(Translator(), work.outcome)
    qtbot.addWidget(told)
    assert "anh.png" in told.losses.toPlainText()


@pytest.fixture
def answering(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Answering:
    """Let the officer answer why a store does not open, wait for what he chose, and close what came of it."""

    def wait(dialog: PreparationDialog) -> int:
        qtbot.waitUntil(lambda: dialog.result() != 0)
        return dialog.result()

    def prepare(choose: Callable[[RecoveryDialog], int]) -> None:
        monkeypatch.setattr(RecoveryDialog, "exec", choose)
        monkeypatch.setattr(PreparationDialog, "exec", wait)
        monkeypatch.setattr(OutcomeDialog, "exec", lambda dialog: dialog.accept())

    return prepare


def test_store_that_does_not_open_is_restored_from_what_the_officer_chooses(
    store_path: Path, tmp_path: Path, qtbot: QtBot, answering: Answering
) -> None:
    with Store.open(store_path) as store:
        store.backup(tmp_path / "usb.db")
        digest = store.digest()
    zero_page(store_path, 1)
    with pytest.raises(NotAStore) as refused:
        app.make_window(store_path)
    answers: list[Recovery] = [Mend(), Restore(tmp_path / "usb.db")]
    reasons: list[str] = []

    def choose(dialog: RecoveryDialog) -> int:
        reasons.append(dialog.reason.text())
        dialog._choose(answers.pop(0))
        return dialog.result()

    answering(choose)
    assert app._recovered(store_path, app._Ended(1, refused.value))
    assert answers == []
    assert len(reasons) == 2
    with Store.open(store_path) as store:
        assert store.digest() == digest


def test_store_of_a_version_that_was_taken_back_is_restored_from_the_copy_made_before(
    store_path: Path, qtbot: QtBot, answering: Answering
) -> None:
    with Store.open(store_path) as store:
        store.keep_copy(COPY_MARK, 1)
        digest = store.digest()
    with closing(connect(store_path)) as connection:
        connection.execute("PRAGMA user_version = 9999")
    with pytest.raises(StoreTooNew) as refused:
        app.make_window(store_path)
    listed: list[str] = []

    def choose(dialog: RecoveryDialog) -> int:
        qtbot.waitUntil(lambda: bool(dialog.backups.items))
        (copy,) = dialog.backups.items
        listed.append(copy.title)
        assert dialog.rescue_button.parentWidget().isHidden()
        dialog._choose(Restore(Path(copy.key)))
        return dialog.result()

    answering(choose)
    assert app._recovered(store_path, app._Ended(1, refused.value))
    assert "trước khi cập nhật phần mềm" in listed[0]
    with Store.open(store_path) as store:
        assert store.digest() == digest


def test_every_copy_that_the_program_makes_by_itself_is_called_by_its_occasion() -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "danvan_desktop").rglob("*.py")]
    marks = {mark for text in sources for mark in re.findall(r'"((?:truoc|khi|hang|noi|cuu|sau)-[a-z-]+)"', text)}
    assert marks == set(recovery_dialog._MARKS)


def test_officer_who_gives_up_leaves_the_damaged_file_as_it_is(
    store_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    zero_page(store_path, 1)
    before = store_path.read_bytes()
    monkeypatch.setattr(RecoveryDialog, "exec", lambda dialog: dialog.reject())
    assert not app._recovered(store_path, app._Ended(1, StoreDamaged(DAMAGED)))
    assert store_path.read_bytes() == before


def test_backups_of_a_store_that_is_gone_are_offered(
    store_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    assert app._lost_store(tmp_path / "none.db") is None
    with Store.open(store_path) as store:
        store.keep_copy("truoc-khi-nhap", 1)
    store_path.unlink()
    asked: list[str] = []

    def give_up(dialog: RecoveryDialog) -> None:
        asked.append(dialog.reason.text())
        dialog.reject()

    monkeypatch.setattr(RecoveryDialog, "exec", give_up)
    assert app._lost_store(store_path) is None
    assert "bản sao lưu" in asked[0]
