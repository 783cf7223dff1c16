"""The parts that pages are put together of: buttons, words, rows and keys, each made in one place."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.localization import Translator, _
from danvan_desktop.ui.theme import Look, apply_look, colour, style_sheet
from danvan_desktop.ui.widgets.buttons import main_button, plain_button, quiet_button
from danvan_desktop.ui.widgets.cards import Card
from danvan_desktop.ui.widgets.files import PDF_FILES, ask_for_file, ask_for_folder, ask_where_to_save
from danvan_desktop.ui.widgets.framed_dialog import FramedDialog
from danvan_desktop.ui.widgets.keys import on_key
from danvan_desktop.ui.widgets.labels import text_label
from danvan_desktop.ui.widgets.live_result import LiveResult
from danvan_desktop.ui.widgets.rows import FLUSH, column_of, row_of
from danvan_desktop.ui.widgets.tabs import Tabs


def test_buttons_do_what_they_say_and_differ_by_their_look(qtbot: QtBot) -> None:
    pressed: list[str] = []
    made = {
        "plain": plain_button("Mở", lambda: pressed.append("plain"), tip="Mở hồ sơ"),
        "main": main_button("Lưu", lambda: pressed.append("main"), default=True),
        "quiet": quiet_button("Để sau", lambda: pressed.append("quiet")),
    }
    for name, button in made.items():
        qtbot.addWidget(button)
        button.click()
        assert (bool(button.property("primary")), bool(button.property("flat"))) == (name == "main", name == "quiet")
    assert pressed == ["plain", "main", "quiet"]
    assert made["main"].isDefault()
    assert made["plain"].toolTip() == "Mở hồ sơ"


def test_words_wrap_and_hold_no_marks_where_they_are_plain(qtbot: QtBot) -> None:
    label = text_label("<b>Đậm</b>", "soft", wraps=True, plain=True)
    qtbot.addWidget(label)
    assert (label.objectName(), label.wordWrap()) == ("soft", True)
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_a_row_gives_what_grows_the_room_that_is_left(qtbot: QtBot) -> None:
    page, field, button = QWidget(), QLineEdit(), plain_button("Tìm")
    qtbot.addWidget(page)
    column_of(row_of(QLabel("Tên"), field, button, grows=field, gap=8), None, margins=FLUSH, on=page)
    page.resize(600, 200)
    page.show()
    qtbot.waitExposed(page)
    assert field.width() > 400
    assert button.geometry().right() == page.width() - 1
    assert field.y() < 40


def test_a_key_of_a_widget_works_in_all_that_it_holds(qtbot: QtBot) -> None:
    page, field, told = QWidget(), QLineEdit(), list[str]()
    qtbot.addWidget(page)
    column_of(field, on=page)
    on_key(page, "Ctrl+T", lambda: told.append("pressed"))
    page.show()
    page.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClick(field, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert told == ["pressed"]


def test_files_are_asked_for_in_words_and_told_as_paths(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page, asked = QWidget(), list[tuple[object, ...]]()
    qtbot.addWidget(page)
    answers = iter([("/media/usb/a.pdf", ""), ("", ""), "/media/usb", ""])
    for name in ("getOpenFileName", "getSaveFileName", "getExistingDirectory"):
        monkeypatch.setattr(QFileDialog, name, lambda *words: (asked.append(words[1:]), next(answers))[1])
    say = Translator("vi")
    assert ask_for_file(page, say, _("Mở tệp"), PDF_FILES, Path("/media")) == Path("/media/usb/a.pdf")
    assert ask_where_to_save(page, say, _("Lưu tệp"), "Excel (*.xlsx)", "a.xlsx") is None
    assert ask_for_folder(page, say, _("Mở thư mục"), "/media") == Path("/media/usb")
    assert ask_for_folder(page, say, _("Mở thư mục"), "/media") is None
    assert asked[:2] == [("Mở tệp", str(Path("/media")), "Tệp PDF (*.pdf)"), ("Lưu tệp", "a.xlsx", "Excel (*.xlsx)")]


def test_a_dialog_has_its_parts_at_the_top_and_its_buttons_at_the_foot(qtbot: QtBot) -> None:
    dialog, words, table, close = FramedDialog(Translator("vi"), None, "Kiểm tra"), QLabel("Mã"), QWidget(), QLabel("x")
    qtbot.addWidget(dialog)
    dialog.lay_out(words, table, buttons=(close,), grows=table, size=(500, 400))
    table.hide()
    dialog.show()
    qtbot.waitExposed(dialog)
    assert dialog.windowTitle() == "Kiểm tra"
    assert words.geometry().bottom() < 60
    assert close.geometry().top() > 340
    table.show()
    qtbot.waitUntil(lambda: table.height() > 250)
    assert close.x() > 400


@pytest.mark.parametrize("in_a_card", [False, True])
def test_what_is_not_well_has_its_ground_from_the_first(qtbot: QtBot, qapp: QApplication, in_a_card: bool) -> None:
    apply_look(qapp, Look())
    holder = Card("Mật khẩu") if in_a_card else QWidget()
    qtbot.addWidget(holder)
    result = LiveResult(holder)
    for good, ground in ((False, "warningGround"), (True, "doneGround"), (False, "warningGround")):
        result.tell("Thiếu 3 hộ", good=good)
        result.resize(300, 40)
        assert result.grab().toImage().pixelColor(150, 4) == colour(ground)


def test_no_line_stands_above_tabs(qtbot: QtBot, qapp: QApplication) -> None:
    qapp.setStyleSheet(style_sheet(Look()))
    try:
        tabs = Tabs()
        qtbot.addWidget(tabs)
        for words in ("Máy đã ghép nối", "Tệp chờ xét", "Thẻ của máy này"):
            tabs.addTab(QWidget(), words)
        tabs.resize(700, 200)
        tabs.show()
        qtbot.waitExposed(tabs)
        picture = tabs.grab().toImage()
        edge = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(4)}
        assert len(edge) == 1, edge
    finally:
        qapp.setStyleSheet("")
