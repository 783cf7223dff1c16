"""A text box shows the whole of a text of a few lines, however narrow it is."""

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.ui.forms.inputs import GrowingText
from danvan_desktop.ui.theme import SIZES, Look, apply_look

TEXT = "Ủy ban nhân dân xã đã chỉ đạo nạo vét 150 m mương ở xóm Đông và xóm Đoài, phần còn lại do thôn làm. " * 3


@pytest.mark.parametrize("size", SIZES)
def test_a_box_grows_with_the_lines_that_its_width_makes(qtbot: QtBot, qapp: QApplication, size: int) -> None:
    apply_look(qapp, Look(size=size))
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    box = GrowingText()
    column.addWidget(box)
    column.addStretch(1)
    box.setPlainText(TEXT)
    holder.resize(9 * size, 8 * size)
    holder.show()
    qtbot.waitExposed(holder)
    wide = box.height()
    assert box.verticalScrollBar().maximum() == 0
    holder.resize(5 * size, 8 * size)
    QApplication.processEvents()
    assert box.height() > wide
    assert box.verticalScrollBar().maximum() == 0
    box.setPlainText("Một dòng")
    QApplication.processEvents()
    assert box.height() < wide


def test_a_box_knows_its_height_before_it_is_seen(qtbot: QtBot, qapp: QApplication) -> None:
    """What it finds out only once it is seen comes after its form has given it room: its foot was cut."""
    apply_look(qapp, Look())
    box = GrowingText()
    qtbot.addWidget(box)
    unseen = box.height()
    box.show()
    qtbot.waitExposed(box)
    box.resize(box.width() + 1, box.height())
    assert box.height() == unseen
