"""Typing Vietnamese into every sort of input: input methods, pasted text, completion."""

import unicodedata

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.forms.inputs import LineInput
from danvan_desktop.ui.forms.record_form import RecordForm
from danvan_desktop.ui.widgets.search_box import SearchBox


def compose(target: QWidget, *steps: str) -> None:
    """Send what ibus and Unikey send: the word as it grows, then its final form."""
    for step in steps[:-1]:
        QApplication.sendEvent(target, QInputMethodEvent(step, []))
    final = QInputMethodEvent("", [])
    final.setCommitString(steps[-1])
    QApplication.sendEvent(target, final)


@pytest.fixture
def form(ui: UiContext, qtbot: QtBot) -> RecordForm:
    shown = RecordForm(ui.store.kinds["petition"], ui)
    shown.resize(1000, 900)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


@pytest.mark.parametrize("name", ["number", "citizen_name", "content", "request", "reply", "assigned_to"])
def test_composed_word_arrives_once_in_every_text_field(form, name):
    edited = []
    form.edited.connect(edited.append)
    target = form.input(name).focusProxy()
    compose(target, "d", "du", "duo", "duong", "đường")
    assert form.input(name).raw() == "đường"
    assert edited[-1] == name
    assert form.touched_values() == {name: "đường"}


def test_word_that_is_being_composed_is_no_value_yet(form):
    target = form.input("content").focusProxy()
    QApplication.sendEvent(target, QInputMethodEvent("duo", []))
    assert form.input("content").raw() == ""


def test_composed_name_of_a_unit_is_found(qtbot, ui, village, form):
    reference = form.input("unit")
    qtbot.waitUntil(lambda: reference.box.count() == 1)
    compose(reference.box.lineEdit(), "thô", "thôn đông")
    assert reference.box.completer().completionModel().index(0, 0).data() == "Thôn Đông"
    assert reference.raw() == village


def test_search_takes_composed_words(qtbot):
    box = SearchBox("Tìm")
    qtbot.addWidget(box)
    with qtbot.waitSignal(box.searched) as heard:
        compose(box, "m", "mư", "mương")
    assert heard.args == ["mương"]


def test_decomposed_letters_are_stored_composed(form):
    compose(form.input("content").focusProxy(), unicodedata.normalize("NFD", "Mương thủy lợi"))
    assert form.input("content").value() == "Mương thủy lợi"


def test_text_pasted_from_a_word_processor_becomes_plain_paragraphs(form):
    box = form.input("content").focusProxy()
    QGuiApplication.clipboard().setText("\u00b7\tĐường\u00a0hỏng\r\n\r\n\r\n\r\n\uf0b7 Mương\ttắc\x0bhết")
    box.paste()
    assert box.toPlainText() == "- Đường hỏng\n\n- Mương tắc\nhết"


def test_lines_pasted_into_one_line_are_joined(form):
    line = form.input("citizen_name").focusProxy()
    QGuiApplication.clipboard().setText("Nguyễn\r\n Văn  An")
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == "Nguyễn Văn An"
    assert "citizen_name" in form.touched_values()


def test_names_are_completed_from_what_the_office_wrote(qtbot, ui, village):
    for number, agency in enumerate(("Công an xã", "Phòng Kinh tế", "Công an xã")):
        values = {"number": f"{number}", "received_on": "2026-08-01", "unit": village, "content": "Đường hỏng"}
        ui.store.save(Draft("petition", {**values, "assigned_to": agency}))
    form = RecordForm(ui.store.kinds["petition"], ui)
    qtbot.addWidget(form)
    line = form.input("assigned_to")
    assert isinstance(line, LineInput)
    qtbot.waitUntil(lambda: line.line.completer() is not None)
    completer = line.line.completer()
    completer.setCompletionPrefix("cong")
    assert completer.currentCompletion() == "Công an xã"
    assert completer.completionCount() == 1
