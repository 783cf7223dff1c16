"""A choice is found in a list by its words, with or without marks, whatever number stands before them."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.ui.widgets.steady import ChoiceBox, keep_bar, place_of

LABELS = ["1. Kế hoạch, kết quả", "2. Ngân sách, tài chính", "5. Các quỹ", "11. Lấy ý kiến", "Kiến nghị", "Khiếu nại"]


@pytest.mark.parametrize(
    ("typed", "current", "found"),
    [
        ("ngan", 0, "2. Ngân sách, tài chính"),
        ("Ngân sách", 0, "2. Ngân sách, tài chính"),
        ("tai", 0, "2. Ngân sách, tài chính"),
        ("11", 0, "11. Lấy ý kiến"),
        ("2", 0, "2. Ngân sách, tài chính"),
        ("k", 0, "Kiến nghị"),
        ("k", 4, "Khiếu nại"),
        ("kk", 4, "Khiếu nại"),
        ("kh", 0, "Khiếu nại"),
        ("ý kiến", 0, "11. Lấy ý kiến"),
    ],
)
def test_what_is_typed_means_the_label_that_begins_so_or_has_a_word_that_does(typed, current, found):
    place = place_of(typed, LABELS, current)
    assert place is not None
    assert LABELS[place] == found


def test_what_no_label_has_leaves_the_choice_as_it_is():
    assert place_of("zz", LABELS, 2) is None


@pytest.fixture
def box(qtbot: QtBot) -> ChoiceBox:
    made = ChoiceBox()
    made.addItems(LABELS)
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    return made


def test_a_closed_list_takes_the_choice_and_tells_of_it(box: ChoiceBox, qtbot: QtBot) -> None:
    with qtbot.waitSignal(box.activated):
        QTest.keyClicks(box, "ngan sach")
    assert box.currentText() == "2. Ngân sách, tài chính"


def test_an_input_method_takes_letters_back_to_put_marked_ones_there(box: ChoiceBox) -> None:
    QTest.keyClicks(box, "nga")
    QTest.keyClick(box, Qt.Key.Key_Backspace)
    for letter in "ân s":
        QApplication.sendEvent(box, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))
    assert box.currentText() == "2. Ngân sách, tài chính"


def test_in_the_open_list_words_move_and_enter_chooses(box: ChoiceBox, qtbot: QtBot) -> None:
    box.showPopup()
    view = box.view()
    assert view is not None
    qtbot.waitUntil(view.isVisible)
    QTest.keyClicks(view, "tai chinh")
    assert box.currentText() == "1. Kế hoạch, kết quả", "nothing is chosen yet"
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert box.currentText() == "2. Ngân sách, tài chính"


def test_arrows_and_a_blank_alone_are_left_to_the_list(box: ChoiceBox, qtbot: QtBot) -> None:
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentIndex() == 1
    QTest.keyClick(box, Qt.Key.Key_Space)
    view = box.view()
    assert view is not None
    qtbot.waitUntil(view.isVisible)
    box.hidePopup()


def test_a_bar_that_is_always_there_is_seen_only_where_there_is_more_to_see(qtbot: QtBot) -> None:
    area = QListWidget()
    keep_bar(area)
    qtbot.addWidget(area)
    area.resize(200, 100)
    area.show()
    qtbot.waitUntil(lambda: not area.verticalScrollBar().isEnabled())
    area.addItems([str(number) for number in range(50)])
    qtbot.waitUntil(area.verticalScrollBar().isEnabled)
    assert area.verticalScrollBar().isVisible()
