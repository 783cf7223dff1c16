"""What is done in a turn of its own comes after all that is due, and never once its owner is gone."""

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from danvan_desktop.ui.widgets.turns import in_a_turn_of_its_own


def test_it_is_not_done_in_the_turn_in_which_it_was_asked_for(qtbot: QtBot) -> None:
    owner, done, before = QObject(), [], []

    def ask() -> None:
        in_a_turn_of_its_own(owner, lambda: done.append(True))
        QTimer.singleShot(0, owner, lambda: before.append(list(done)))

    QTimer.singleShot(0, owner, ask)
    QApplication.processEvents()
    assert done == []
    qtbot.waitUntil(lambda: done == [True])
    assert before == [[]], "what was due already comes first"


def test_it_is_not_done_for_an_owner_that_is_gone(qtbot: QtBot) -> None:
    owner, done = QObject(), []
    in_a_turn_of_its_own(owner, lambda: done.append(True))
    shiboken6.delete(owner)
    qtbot.wait(50)
    assert done == []
