"""A text box shows the whole of a text of a few lines, however narrow it is."""

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.ui.forms.inputs import GrowingText

TEXT = "Ủy ban nhân dân xã đã chỉ đạo nạo vét 150 m mương ở xóm Đông và xóm Đoài, phần còn lại do thôn làm. " * 3


def test_a_box_grows_with_the_lines_that_its_width_makes(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.setStyleSheet("QPlainTextEdit { border: 1px solid gray; padding: 5px 8px; }")
    column = QVBoxLayout(holder)
    box = GrowingText()
    column.addWidget(box)
    column.addStretch(1)
    box.setPlainText(TEXT)
    holder.resize(900, 400)
    holder.show()
    qtbot.waitExposed(holder)
    wide = box.height()
    assert box.verticalScrollBar().maximum() == 0
    holder.resize(480, 400)
    QApplication.processEvents()
    assert box.height() > wide
    assert box.verticalScrollBar().maximum() == 0
    box.setPlainText("Một dòng")
    QApplication.processEvents()
    assert box.height() < wide
