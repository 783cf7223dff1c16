"""A page that is scrolled keeps in sight where one types."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.ui.widgets.following_area import scrolled

FIELDS, FOCUSED = 20, 7


def test_what_has_the_keyboard_stays_in_sight_when_a_line_below_takes_some_of_the_room(qtbot: QtBot) -> None:
    content = QWidget()
    rows = QVBoxLayout(content)
    fields = [QLineEdit() for _field in range(FIELDS)]
    for field in fields:
        rows.addWidget(field)
    area = scrolled(content)
    qtbot.addWidget(area)
    area.resize(300, fields[0].sizeHint().height() * FIELDS)
    area.show()
    area.activateWindow()
    qtbot.waitUntil(area.isActiveWindow)
    focused = fields[FOCUSED]
    focused.setFocus()
    area.resize(300, focused.geometry().bottom() - 4)
    assert focused.visibleRegion().boundingRect().height() == focused.height()
