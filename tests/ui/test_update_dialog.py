"""Cập nhật từ tệp: an update comes before the officer from help, search, a double click and by dropping it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from danvan_desktop.localization import _
from danvan_desktop.store import NotAStore, Store, StoreTooNew
from danvan_desktop.store.connection import connect
from danvan_desktop.sync import update_install
from danvan_desktop.sync.update_install import Installation
from danvan_desktop.ui import app
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.help_dialog import HelpDialog
from danvan_desktop.ui.dialogs.update_dialog import UpdateDialog
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.search.commands import commands_of
from danvan_desktop.versions import Choice, State, Versions
from tests.ui.windows import window_over
from tests.updates import SYSTEM, public_half, small_tree, update_of

KEY = Ed25519PrivateKey.generate()


@pytest.fixture
def versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Versions:
    made = Versions(tmp_path / "versions")
    monkeypatch.setattr(update_install, "this_installation", lambda: Installation("1.0", SYSTEM, made))
    monkeypatch.setattr(update_install, "release_keys", lambda: [public_half(KEY)])
    return made


@pytest.fixture
def update(tmp_path: Path, versions: Versions) -> Path:
    return update_of(small_tree(tmp_path / "tree", "1.1"), tmp_path / "moi.danvan-update", "1.1", KEY)


@pytest.fixture
def window(ui: UiContext, qtbot: QtBot) -> Iterator[MainWindow]:
    made = window_over(ui)
    qtbot.addWidget(made)
    made.show()
    yield made
    qtbot.waitUntil(lambda: not ui.operations.busy and not ui.operations.reading)


def dialog_of(window: MainWindow) -> UpdateDialog:
    (dialog,) = window.findChildren(UpdateDialog)
    return dialog


def test_an_update_is_shown_with_what_is_new_and_installed_when_that_is_wanted(window, update, versions, ui, qtbot):
    window.take_file(update)
    dialog = dialog_of(window)
    assert not dialog.install_button.isEnabled()
    qtbot.waitUntil(dialog.install_button.isEnabled)
    told = dialog.page.toPlainText()
    assert "Bản 1.1, phát hành ngày 29/11/2026" in told
    assert "Sửa lỗi in <b>báo cáo</b>" in told
    assert versions.choice() == Choice()
    dialog.install_button.click()
    qtbot.waitUntil(dialog.restart_button.isVisible)
    assert "Đã cài bản 1.1" in dialog.told.text()
    assert versions.choice() == Choice("1.1", "", State.NEW)
    assert len(list((ui.store_path.parent / "backups").glob("*-truoc-cap-nhat.db"))) == 1
    dialog.restart_button.click()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_a_refused_file_is_told_in_a_line_and_cannot_be_installed(window, update, versions, qtbot):
    update.write_bytes(update.read_bytes()[:-1])
    window.take_file(update)
    dialog = dialog_of(window)
    qtbot.waitUntil(lambda: "chép chưa hết" in dialog.told.text())
    assert not dialog.install_button.isEnabled()
    assert not dialog.page.isVisible()
    assert versions.choice() == Choice()


def test_after_a_refused_file_another_can_be_chosen(window, update, tmp_path, qtbot, monkeypatch):
    torn = tmp_path / "do.danvan-update"
    torn.write_bytes(update.read_bytes()[:-1])
    window.take_file(torn)
    dialog = dialog_of(window)
    qtbot.waitUntil(dialog.other_button.isVisible)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(update), ""))
    dialog.other_button.click()
    qtbot.waitUntil(dialog.install_button.isEnabled)
    assert "Bản 1.1" in dialog.page.toPlainText()
    assert not dialog.other_button.isVisible()


def test_a_stick_that_is_pulled_out_is_told_and_installs_once_it_is_back(window, update, versions, qtbot):
    window.take_file(update)
    dialog = dialog_of(window)
    qtbot.waitUntil(dialog.install_button.isEnabled)
    pulled_out = update.rename(update.with_name("pulled out"))
    dialog.install_button.click()
    qtbot.waitUntil(lambda: "Không đọc được tệp cập nhật" in dialog.told.text())
    assert versions.choice() == Choice()
    pulled_out.rename(update)
    dialog.install_button.click()
    qtbot.waitUntil(dialog.restart_button.isVisible)
    assert versions.choice() == Choice("1.1", "", State.NEW)


def test_help_and_search_ask_for_the_file(window, update, ui, qtbot, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(update), ""))
    window.open_help()
    (help_dialog,) = window.findChildren(HelpDialog)
    help_dialog.topics.choose("program")
    assert "Cập nhật từ tệp…" in help_dialog.page.toPlainText()
    help_dialog.page.anchorClicked.emit(QUrl("update:"))
    dialog = dialog_of(window)
    qtbot.waitUntil(dialog.install_button.isEnabled)
    dialog.reject()
    qtbot.waitUntil(lambda: not window.findChildren(UpdateDialog))
    (command,) = (one for one in commands_of(window, ui.operations) if ui.translator(one.title) == "Cập nhật từ tệp…")
    command.run()
    qtbot.waitUntil(dialog_of(window).install_button.isEnabled)


def test_a_dropped_update_is_shown(window, update, qtbot):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(update))])
    actions, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(5, 5), actions, data, button, keys))
    qtbot.waitUntil(dialog_of(window).install_button.isEnabled)


@pytest.fixture
def too_new(store_path: Path) -> StoreTooNew:
    """Why a store that a newer version has written does not open."""
    with closing(connect(store_path)) as connection:
        connection.execute("PRAGMA user_version = 9999")
    with pytest.raises(StoreTooNew) as refused:
        Store.open(store_path)
    return refused.value


def test_a_double_click_installs_the_version_that_the_store_needs(
    too_new, store_path, update, versions, qtbot, monkeypatch
):
    before, told = store_path.read_bytes(), []

    def install(dialog: UpdateDialog) -> None:
        dialog.show()
        qtbot.waitUntil(dialog.install_button.isEnabled)
        told.append(dialog.told.text())
        dialog.install_button.click()
        qtbot.waitUntil(dialog.restart_button.isVisible)
        dialog.restart_button.click()

    monkeypatch.setattr(UpdateDialog, "exec", install)
    assert app._updated(too_new, update)
    assert "Dữ liệu trên máy do một bản mới hơn ghi" in told[0]
    assert versions.choice() == Choice("1.1", "", State.NEW)
    assert store_path.read_bytes() == before
    assert not (store_path.parent / "backups").exists()


def test_a_torn_update_before_any_store_opens_is_told_in_a_line(too_new, update, versions, qtbot, monkeypatch):
    update.write_bytes(update.read_bytes()[:-1])

    def read(dialog: UpdateDialog) -> None:
        dialog.show()
        qtbot.waitUntil(lambda: "chép chưa hết" in dialog.told.text())
        assert not dialog.install_button.isEnabled()
        dialog.reject()

    monkeypatch.setattr(UpdateDialog, "exec", read)
    assert not app._updated(too_new, update)
    assert versions.choice() == Choice()


def test_who_leaves_while_the_update_is_read_leaves_nothing_under_way(too_new, update, versions, monkeypatch):
    monkeypatch.setattr(UpdateDialog, "exec", UpdateDialog.reject)
    assert not app._updated(too_new, update)
    assert versions.choice() == Choice()


def test_an_update_is_offered_before_the_store_only_where_the_store_needs_a_newer_version(too_new, update, tmp_path):
    assert not app._updated(too_new, None)
    assert not app._updated(too_new, tmp_path / "tu-tinh.danvan")
    assert not app._updated(NotAStore(_("Không phải tệp dữ liệu.")), update)
    assert not app._updated(None, update)
