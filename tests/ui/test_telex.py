"""What Vietnamese input methods send, to every field of every editor: no letter is lost, nothing happens too early.

ibus and fcitx show the word as it grows (preedit) and hand it over at its end; Unikey on Windows takes letters back and
writes others in their place, while the list of suggestions has the keyboard.
"""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.operations import Operation
from danvan_desktop.ui.pages.record_page import RecordPage
from tests.ui.opened_editors import settle

NO_KEYS_HELD = Qt.KeyboardModifier.NoModifier
BACK = "\b"
NEW = {"name": "Thôn Thượng", "kind": "village", "code": "09"}
PREEDITS = ("T", "Th", "Tho", "Thô", "Thôn")
TELEX_ON_WINDOWS = ("T", "h", "o", BACK, "ô", "n", " ", "D", BACK, "Đ", "o", "a", "i", BACK, BACK, "à", "i")
"""“Thoon DDoafi” as Unikey turns it, key by key, into letters: “Thôn Đoài”."""


def compose(box: QWidget, word: str, *preedits: str) -> None:
    for growing in preedits:
        QCoreApplication.sendEvent(box, QInputMethodEvent(growing, []))
    whole = QInputMethodEvent("", [])
    whole.setCommitString(word)
    QCoreApplication.sendEvent(box, whole)


def rewrite(box: QLineEdit | QPlainTextEdit, letters: tuple[str, ...]) -> None:
    """Press keys where the keyboard is: with the suggestions while they are shown."""
    for letter in letters:
        popup = box.completer().popup() if isinstance(box, QLineEdit) and box.completer() is not None else None
        target = popup if popup is not None and popup.isVisible() else box
        if letter == BACK:
            QTest.keyClick(target, Qt.Key.Key_Backspace)
        else:
            QCoreApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, 0, NO_KEYS_HELD, letter))
        QApplication.processEvents()


def text_of(box: QLineEdit | QPlainTextEdit) -> str:
    return box.text() if isinstance(box, QLineEdit) else box.toPlainText()


def suggests(box: QLineEdit | QPlainTextEdit) -> bool:
    completer = box.completer() if isinstance(box, QLineEdit) else None
    return completer is not None and completer.popup().isVisible()


def opened(qtbot: QtBot, ui: UiContext, kind: str) -> RecordEditor:
    editor = open_editor(ui, kind)
    editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(editor)
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    settle(qtbot, ui)
    return editor


def boxes_of(editor: RecordEditor) -> dict[str, QLineEdit | QPlainTextEdit]:
    found = {}
    for name, one in editor.form._inputs.items():
        lines = one.findChildren(QLineEdit) + one.findChildren(QPlainTextEdit)
        if lines and one.isEnabled():
            found[name] = lines[0]
    return found


@pytest.fixture
def villages(ui: UiContext) -> list[str]:
    parent = ui.store.unit.uid
    names = (("Thôn Đông", "01"), ("Thôn Đoài", "02"), ("Thôn Đoài Hạ", "03"))
    return list(
        ui.store.save(
            *(Draft("unit", {"name": name, "kind": "village", "code": code, "parent": parent}) for name, code in names)
        ).uids
    )


@pytest.mark.parametrize("kind", [kind.name for kind in ALL_KINDS])
def test_growing_word_is_nothing_yet_and_the_whole_word_arrives_once(qtbot, ui, villages, kind):
    editor = opened(qtbot, ui, kind)
    for name, box in boxes_of(editor).items():
        box.setFocus()
        box.selectAll()
        QTest.keyClick(box, Qt.Key.Key_Delete)
        editor.form._touched.clear()
        for growing in PREEDITS:
            QCoreApplication.sendEvent(box, QInputMethodEvent(growing, []))
            assert text_of(box) == "", name
            assert not suggests(box), name
        assert name not in editor.form.touched, name
        compose(box, "Thôn")
        assert text_of(box) == "Thôn", name
        assert name in editor.form.touched, name
        compose(box, " Đoài", "Đ", "Đo", "Đoài")
        assert text_of(box) == "Thôn Đoài", name


@pytest.mark.parametrize("kind", [kind.name for kind in ALL_KINDS])
def test_letters_that_are_taken_back_and_written_anew_make_the_word(qtbot, ui, villages, kind):
    editor = opened(qtbot, ui, kind)
    for name, box in boxes_of(editor).items():
        box.setFocus()
        box.selectAll()
        QTest.keyClick(box, Qt.Key.Key_Delete)
        rewrite(box, TELEX_ON_WINDOWS)
        assert text_of(box) == "Thôn Đoài", name


@pytest.mark.parametrize("by_preedit", [True, False])
def test_suggestions_come_while_a_name_is_typed_and_take_no_letter(qtbot, ui, villages, by_preedit):
    editor = opened(qtbot, ui, "petition")
    box = editor.form.input("unit").line
    box.setFocus()
    if by_preedit:
        compose(box, "Thôn", *PREEDITS)
        qtbot.waitUntil(lambda: suggests(box))
        compose(box, " Đoài", "Đ", "Đo", "Đoài")
    else:
        rewrite(box, TELEX_ON_WINDOWS)
    qtbot.waitUntil(lambda: suggests(box))
    offered = box.completer().completionModel()
    assert [offered.index(row, 0).data() for row in range(offered.rowCount())] == ["Thôn Đoài", "Thôn Đoài Hạ"]
    QTest.keyClick(box.completer().popup(), Qt.Key.Key_Tab)
    assert editor.form.input("unit").raw() == villages[1]


@pytest.mark.parametrize("by_preedit", [True, False])
def test_words_of_the_office_are_suggested_and_other_words_stay_as_typed(qtbot, ui, villages, by_preedit):
    former = {"number": "9", "received_on": "2026-08-01", "unit": villages[0], "content": "Đường"}
    ui.store.save(Draft("petition", {**former, "assigned_to": "Thôn Đoài Thượng"}))
    editor = opened(qtbot, ui, "petition")
    box = editor.form.input("assigned_to").line
    settle(qtbot, ui)  # a field that is made for the first one who asks reads the office's words then
    box.setFocus()
    if by_preedit:
        compose(box, "Thôn", *PREEDITS)
        compose(box, " Đoài", "Đ", "Đo", "Đoài")
    else:
        rewrite(box, TELEX_ON_WINDOWS)
    qtbot.waitUntil(lambda: suggests(box))
    QTest.keyClick(box.completer().popup(), Qt.Key.Key_Tab)
    assert editor.form.input("assigned_to").raw() == "Thôn Đoài"


def test_search_above_a_list_waits_for_the_word(qtbot, ui, villages):
    page = RecordPage(ui, ui.views["petition"])
    qtbot.addWidget(page)
    page.show()
    page.activate()
    settle(qtbot, ui)
    with qtbot.assertNotEmitted(page.search.searched, wait=300):
        for growing in PREEDITS:
            QCoreApplication.sendEvent(page.search, QInputMethodEvent(growing, []))
    with qtbot.waitSignal(page.search.searched) as heard:
        compose(page.search, "Thôn ")
    assert heard.args == ["Thôn"]


@pytest.mark.parametrize("typed", ["", "Thôn "])
def test_names_that_are_read_late_do_not_cut_off_the_word_that_is_composed(qtbot, ui, villages, monkeypatch, typed):
    editor = opened(qtbot, ui, "petition")
    unit = editor.form.input("unit")
    unit.line.setFocus()
    if typed:
        compose(unit.line, typed)
    QCoreApplication.sendEvent(unit.line, QInputMethodEvent("Đo", []))
    with monkeypatch.context() as patch:
        written: list[str] = []
        patch.setattr(unit.line, "setText", written.append)
        parent = ui.store.unit.uid
        ui.operations.run(Operation(_("Lưu"), lambda store, _p: store.save(Draft("unit", {**NEW, "parent": parent}))))
        settle(qtbot, ui)
        assert written == []
    compose(unit.line, "Đoài" if typed else "Thôn Đoài")
    unit.box.showPopup()
    assert "Thôn Thượng" in [unit.box.itemText(place) for place in range(unit.box.count())]
    unit.box.hidePopup()
    assert unit.line.text() == "Thôn Đoài"
    assert unit.raw() == villages[1]
