"""The box in which officers search: once after a pause, and not while nobody looks."""

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from danvan_desktop.ui.widgets.search_box import SearchBox


@pytest.fixture
def box(qtbot: QtBot) -> SearchBox:
    made = SearchBox("Tìm")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_what_is_typed_is_told_once_after_a_pause(box: SearchBox, qtbot: QtBot) -> None:
    told: list[str] = []
    box.searched.connect(told.append)
    QTest.keyClicks(box, "muong")
    assert told == []
    qtbot.waitUntil(lambda: told == ["muong"])


def test_nothing_is_searched_while_the_box_is_hidden_but_once_it_is_seen_again(box: SearchBox, qtbot: QtBot) -> None:
    told: list[str] = []
    box.searched.connect(told.append)
    QTest.keyClicks(box, "muong")
    box.hide()
    qtbot.wait(400)
    assert told == []
    box.show()
    qtbot.waitUntil(lambda: told == ["muong"])


def test_what_was_searched_for_is_not_told_again_when_the_box_is_seen_again(box: SearchBox, qtbot: QtBot) -> None:
    told: list[str] = []
    box.show_text("muong")
    box.searched.connect(told.append)
    box.hide()
    box.show()
    qtbot.wait(400)
    assert told == []
