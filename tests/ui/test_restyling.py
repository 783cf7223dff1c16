from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from danvan_desktop.ui.widgets.restyling import set_look

RED, BLUE = "#ff0000", "#0000ff"


def test_a_property_that_the_theme_asks_for_shows_at_once(qtbot: QtBot) -> None:
    label = QLabel("Trễ 3 ngày")
    qtbot.addWidget(label)
    label.setStyleSheet(f'QLabel {{ color: {BLUE}; }} QLabel[late="true"] {{ color: {RED}; }}')
    label.show()
    assert set_look(label, "late", True)
    assert label.palette().windowText().color().name() == RED
    assert set_look(label, "late", False)
    assert label.palette().windowText().color().name() == BLUE


def test_what_is_so_already_is_not_drawn_anew(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    assert not set_look(label, "late", False)
    assert set_look(label, "severity", "error")
    assert not set_look(label, "severity", "error")
