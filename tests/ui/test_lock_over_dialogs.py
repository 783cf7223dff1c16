"""The locked window while other windows are open, end by themselves, or come up: nothing is seen, used or stuck."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMessageBox, QProgressDialog, QVBoxLayout, QWidget

from danvan_desktop.store import Store
from danvan_desktop.ui.officers.cover import Cover
from danvan_desktop.ui.session import Session
from tests.ui.test_officers import end, officers, opened

NAME = "Nguyễn Thị Mười"


@pytest.fixture
def session(qtbot, tmp_path):
    """A window over a plain store with two officers, the first at work."""
    path = tmp_path / "xa.db"
    with Store.create(path, unit_name="Xã", unit_code="X") as store:
        store.set_officer(officers(store)[0])
    found = opened(path)
    qtbot.waitActive(found.window)
    yield found
    end(qtbot, found)


def dialog_over(window: QWidget | None) -> tuple[QDialog, QLineEdit]:
    """A dialog that names somebody, and its line."""
    dialog, line = QDialog(window), QLineEdit(NAME)
    QVBoxLayout(dialog).addWidget(line)
    dialog.setWindowTitle(f"Đơn của {NAME}")
    return dialog, line


def is_hidden(window: QWidget) -> bool:
    covers = [cover for cover in window.findChildren(Cover) if cover.isVisible()]
    return NAME not in window.windowTitle() and any(cover.geometry() == window.rect() for cover in covers)


def unlock(session: Session) -> None:
    session.window.lock.dialog.asker.button.click()
    assert not session.window.lock.is_locked


def test_a_lock_over_work_that_ends_by_itself_can_be_opened_afterwards(qtbot, session):
    progress = QProgressDialog("Đang nhập…", "Dừng", 0, 10, session.window)
    progress.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    progress.open()
    session.window.lock.lock()
    with qtbot.waitSignal(progress.destroyed):
        progress.close()
    assert session.window.lock.dialog.isVisible()
    unlock(session)


def test_what_comes_up_while_the_window_is_locked_is_covered_and_takes_no_key(qtbot, session):
    session.window.lock.lock()
    late, line = dialog_over(session.window)
    late.open()
    box = QMessageBox(QMessageBox.Icon.Information, f"Của {NAME}", NAME, parent=session.window)
    box.open()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is session.window.lock.dialog)
    assert is_hidden(late)
    assert is_hidden(box)
    QTest.keyClick(late.windowHandle(), Qt.Key.Key_X)
    QTest.keyClick(box.windowHandle(), Qt.Key.Key_Return)
    assert line.text() == NAME
    assert box.isVisible()
    assert session.window.lock.dialog.isVisible()
    unlock(session)
    assert not is_hidden(late)
    assert late.windowTitle() == f"Đơn của {NAME}"
    assert late.isVisible()
    for one in (box, late):
        one.close()


def test_a_window_of_its_own_is_covered_with_its_title_and_takes_no_key(qtbot, session):
    other, line = dialog_over(None)
    qtbot.addWidget(other)
    other.show()
    session.window.lock.lock()
    assert is_hidden(other)
    other.setWindowTitle(f"Đơn của {NAME} (đã sửa)")
    assert NAME not in other.windowTitle()
    line.setFocus()
    QTest.keyClick(other.windowHandle(), Qt.Key.Key_X)
    assert line.text() == NAME
    unlock(session)
    assert other.windowTitle() == f"Đơn của {NAME} (đã sửa)"


def test_what_is_typed_for_the_lock_stays_when_something_comes_up(qtbot, session):
    session.window.lock.lock()
    session.window.lock.dialog.asker.passphrase.setText("bốn con")
    late, _line = dialog_over(session.window)
    late.open()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is session.window.lock.dialog)
    assert session.window.lock.dialog.asker.passphrase.text() == "bốn con"
    unlock(session)
    late.close()


def test_a_locked_window_that_the_system_closes_leaves_no_lock_behind(qtbot, session):
    session.window.lock.lock()
    dialog = session.window.lock.dialog
    session.window.close()
    assert not session.window.isVisible()
    assert not dialog.isVisible()
