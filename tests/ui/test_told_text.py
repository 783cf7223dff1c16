"""What a window tells wraps everywhere, long paths of Windows too, and is copied as it was told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.told_text import ToldText

PATH = "C:\\" + "\\".join(["Users", "nguyenvanan", "AppData", "Local", "Programs", "danvan", "commune.db"])
WORDS = f"Đã ghi “{PATH}”."


@pytest.fixture
def told(qtbot: QtBot) -> ToldText:
    shown = ToldText(WORDS)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_a_path_of_windows_goes_over_between_its_folders(told: ToldText) -> None:
    widest = max(told.fontMetrics().horizontalAdvance(part) for part in (*PATH.split("\\"), "commune.db”."))
    assert told.minimumSizeHint().width() < 2 * widest
    assert told.heightForWidth(2 * widest) > 2 * told.fontMetrics().height()
    assert told.text() == WORDS


def test_what_is_copied_is_the_path_itself(told: ToldText) -> None:
    told.setSelection(0, len(WORDS) * 2)
    QTest.keyClick(told, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == WORDS


def test_the_menu_copies_all_where_nothing_is_marked(told: ToldText) -> None:
    place = told.rect().center()
    QApplication.sendEvent(told, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, told.mapToGlobal(place)))
    (menu,) = told.findChildren(QMenu)
    (action,) = menu.actions()
    action.trigger()
    menu.close()
    assert QApplication.clipboard().text() == WORDS


def test_a_banner_is_no_wider_for_a_long_path(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.say(WORDS, "error")
    assert banner.text() == WORDS
    assert banner.minimumSizeHint().width() < banner.fontMetrics().horizontalAdvance(WORDS)
