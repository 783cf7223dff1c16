"""References typed as a person types them: what stands in the line is stored, or refused beside it."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.fields import TypedName
from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.forms import reference_input
from danvan_desktop.ui.forms.reference_input import ReferenceInput

NO_KEYS_HELD = Qt.KeyboardModifier.NoModifier
VILLAGES = (("Thôn Đông", "01"), ("Thôn Đoài", "02"), ("Bản Khe Sim", "03"), ("Xóm Mới", "04"), ("Xóm Mới", "05"))


@pytest.fixture(autouse=True)
def _may_lose_what_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RecordEditor, "_may_lose", lambda _self: True)


@pytest.fixture
def villages(ui: UiContext) -> dict[str, str]:
    """The uids by code."""
    own = ui.store.unit.uid
    drafts = [Draft("unit", {"name": n, "kind": "village", "code": code, "parent": own}) for n, code in VILLAGES]
    return dict(zip([code for _name, code in VILLAGES], ui.store.save(*drafts).uids, strict=True))


@pytest.fixture
def petition(qtbot: QtBot, ui: UiContext, villages: dict[str, str]) -> RecordEditor:
    """A stored petition of Thôn Đông, open, with its list of villages read."""
    values = {"number": "1", "received_on": "2026-08-12", "unit": villages["01"], "content": "Mương tắc"}
    values |= {"source": "village_meeting", "field": "other", "state": "received", "nature": "petition"}
    editor = open_editor(ui, "petition", ui.store.save(Draft("petition", values)).uids[0])
    editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(editor)
    qtbot.waitExposed(editor)
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    qtbot.waitUntil(lambda: unit_of(editor).box.count() == len(VILLAGES))
    return editor


def unit_of(editor: RecordEditor) -> ReferenceInput:
    found = editor.form.input("unit")
    assert isinstance(found, ReferenceInput)
    return found


def type_over(qtbot: QtBot, editor: RecordEditor, text: str) -> ReferenceInput:
    unit = unit_of(editor)
    unit.line.setFocus()
    unit.line.selectAll()
    for letter in text:
        # QTest knows no letters beyond ASCII.
        QCoreApplication.sendEvent(unit.line, QKeyEvent(QEvent.Type.KeyPress, 0, NO_KEYS_HELD, letter))
    return unit


def press(unit: ReferenceInput, key: Qt.Key) -> None:
    """Press a key as a person does: the list of suggestions has the keyboard while it is open."""
    popup = unit.line.completer().popup()
    QTest.keyClick(popup if popup.isVisible() else unit.line, key)


def stored(qtbot: QtBot, ui: UiContext, editor: RecordEditor) -> str:
    with qtbot.waitSignal(ui.operations.idle):
        editor.save()
    return ui.store.get(editor.uid).text("unit")


def test_part_of_a_name_then_arrow_and_enter_takes_the_record_shown(qtbot, ui, petition, villages):
    unit = type_over(qtbot, petition, "doai")
    popup = unit.line.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert (unit.raw(), unit.box.currentText()) == (villages["02"], "Thôn Đoài")
    assert stored(qtbot, ui, petition) == villages["02"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return])
def test_leaving_takes_the_only_record_that_fits(qtbot, ui, petition, villages, key):
    unit = type_over(qtbot, petition, "khe")
    press(unit, key)
    assert (unit.raw(), unit.line.text()) == (villages["03"], "Bản Khe Sim")
    assert stored(qtbot, ui, petition) == villages["03"]


@pytest.mark.parametrize("typed", ["thon doai", "Thôn Đoài", "  THÔN  ĐOÀI "])
def test_whole_name_counts_when_saved_at_once(qtbot, ui, petition, villages, typed):
    type_over(qtbot, petition, typed)
    assert stored(qtbot, ui, petition) == villages["02"]


def test_whole_name_counts_before_the_list_is_read(qtbot, ui, petition, villages):
    unit = type_over(qtbot, petition, "thon doai")
    unit._known = reference_input._Entries()
    assert isinstance(unit.raw(), TypedName)
    assert stored(qtbot, ui, petition) == villages["02"]


@pytest.mark.parametrize(
    ("typed", "words"), [("xom moi", "có 2 mục tên"), ("Thôn Lạ", "không có"), ("tho", "không có")]
)
def test_name_of_none_or_of_several_is_refused_beside_the_field(qtbot, ui, petition, villages, typed, words):
    unit = type_over(qtbot, petition, typed)
    assert stored(qtbot, ui, petition) == villages["01"]
    assert words in petition.form._notes["unit"].text()
    assert unit.line.text() == typed


def test_records_of_one_name_are_told_apart_and_either_can_be_chosen(qtbot, ui, petition, villages):
    unit = type_over(qtbot, petition, "xom moi")
    popup = unit.line.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    labels = [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())]
    assert labels == ["Xóm Mới (04, Xã Đông Sơn)", "Xóm Mới (05, Xã Đông Sơn)"]
    for _step in range(2):
        QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert stored(qtbot, ui, petition) == villages["05"]


def test_pasted_name_counts(qtbot, ui, petition, villages):
    unit = unit_of(petition)
    unit.line.setFocus()
    unit.line.selectAll()
    QGuiApplication.clipboard().setText("Bản Khe Sim")
    QTest.keyClick(unit.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert stored(qtbot, ui, petition) == villages["03"]


def test_name_composed_by_an_input_method_counts(qtbot, ui, petition, villages):
    unit = unit_of(petition)
    unit.line.setFocus()
    unit.line.selectAll()
    for composing in ("T", "Th", "Tho", "Thô", "Thôn"):
        QCoreApplication.sendEvent(unit.line, QInputMethodEvent(composing, []))
    for word in ("Thôn", " ", "Đoài"):
        done = QInputMethodEvent("", [])
        done.setCommitString(word)
        QCoreApplication.sendEvent(unit.line, done)
    assert unit.line.text() == "Thôn Đoài"
    assert stored(qtbot, ui, petition) == villages["02"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_composed_word_then_arrows_takes_the_record_marked(qtbot, ui, petition, villages, key):
    unit = unit_of(petition)
    unit.line.setFocus()
    unit.line.selectAll()
    for composing, word in (("xo", ""), ("xó", ""), ("", "xóm"), ("", " "), ("", "mới")):
        event = QInputMethodEvent(composing, [])
        event.setCommitString(word)
        QCoreApplication.sendEvent(unit.line, event)
    popup = unit.line.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    for pressed in (Qt.Key.Key_Down, Qt.Key.Key_Down, key):
        press(unit, pressed)
    assert unit.line.text() == "Xóm Mới (05, Xã Đông Sơn)"
    assert stored(qtbot, ui, petition) == villages["05"]


def test_escape_puts_back_what_was_chosen_and_leaves_the_editor_open(qtbot, ui, petition, villages):
    unit = type_over(qtbot, petition, "zzz")
    QTest.keyClick(unit.line, Qt.Key.Key_Escape)
    assert (unit.raw(), unit.line.text()) == (villages["01"], "Thôn Đông")
    assert petition.isVisible()


def test_emptied_field_is_empty_and_the_required_one_says_so(qtbot, ui, petition, villages):
    unit = unit_of(petition)
    unit.line.setFocus()
    unit.line.selectAll()
    QTest.keyClick(unit.line, Qt.Key.Key_Backspace)
    assert unit.raw() == ""
    assert stored(qtbot, ui, petition) == villages["01"]
    assert petition.form._notes["unit"].text() == "Chưa ghi Thôn, tổ dân phố."


def test_names_read_late_do_not_take_away_what_is_being_typed(qtbot, ui, petition, villages):
    unit = type_over(qtbot, petition, "thon do")
    unit.reload()
    qtbot.waitUntil(lambda: not ui.operations._reads)
    assert unit.line.text() == "thon do"


def test_list_of_villages_offers_no_commune_but_keeps_one_that_was_stored(qtbot, ui, petition):
    unit = unit_of(petition)
    offered = [unit.box.itemText(place) for place in range(unit.box.count())]
    assert "Xã Đông Sơn" not in offered
    unit.show_value(ui.store.unit.uid)
    assert (unit.raw(), unit.line.text()) == (ui.store.unit.uid, "Xã Đông Sơn")
    petition.form.put("unit", ui.store.unit.uid)
    assert stored(qtbot, ui, petition) == ui.store.unit.uid


def test_records_beyond_the_list_are_found_in_the_background(qtbot, ui, petition, villages, monkeypatch):
    monkeypatch.setattr(reference_input, "_MOST_ENTRIES", 2)
    unit = unit_of(petition)
    unit.reload()
    qtbot.waitUntil(lambda: unit.box.count() == 2)
    type_over(qtbot, petition, "khe si")
    popup = unit.line.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert unit.raw() == villages["03"]
    unit = type_over(qtbot, petition, "doai")
    press(unit, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: unit.raw() == villages["02"])
    assert stored(qtbot, ui, petition) == villages["02"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_list_is_closed_once_a_name_was_chosen(qtbot, ui, petition, villages, key):
    unit = type_over(qtbot, petition, "tho")
    popup = unit.line.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, key)
    assert not popup.isVisible()
    assert unit.raw() in villages.values()
    assert petition.isVisible()


def test_list_is_closed_by_a_save(qtbot, ui, petition, villages):
    unit = type_over(qtbot, petition, "thon doai")
    popup = unit.line.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    petition.save()
    assert not popup.isVisible()
    qtbot.waitUntil(lambda: not ui.operations.busy)


def test_nothing_is_said_of_a_name_while_it_is_typed_and_fields_hold_still(qtbot, ui, petition, villages):
    unit = type_over(qtbot, petition, "tho")
    note, below = petition.form._notes["unit"], petition.form.input("content")
    QCoreApplication.processEvents()  # the section that the keys led into is laid out
    height = below.mapToGlobal(below.rect().topLeft()).y()
    petition.checking.put_off()
    petition.checking._check()
    qtbot.waitUntil(lambda: not ui.operations.reading)
    assert note.isHidden()
    assert below.mapToGlobal(below.rect().topLeft()).y() == height
    unit.line.completer().popup().close()
    petition.form.focus_field("content")
    qtbot.waitUntil(lambda: not note.isHidden())
    assert "không có “tho”" in note.text()


def test_corrected_field_keeps_the_room_of_its_line_until_it_is_saved(qtbot, ui, petition, villages):
    petition.form.put("received_on", "30/2/2026")
    petition.save()
    note = petition.form._notes["received_on"]
    qtbot.waitUntil(lambda: not ui.operations.busy and note.isVisible())
    QApplication.processEvents()
    room = note.height()
    below = petition.form.input("content")
    height = below.mapTo(petition.form, below.rect().topLeft()).y()
    petition.form.put("received_on", "28/2/2026")
    petition.checking._check()
    qtbot.waitUntil(note.isHidden)
    QApplication.processEvents()
    assert room > 0
    assert below.mapTo(petition.form, below.rect().topLeft()).y() == height
    petition.save()
    qtbot.waitUntil(lambda: not ui.operations.busy)
    qtbot.waitUntil(lambda: below.mapTo(petition.form, below.rect().topLeft()).y() < height)


def test_where_records_of_several_kinds_may_be_meant_each_says_of_which_it_is(ui, village, qtbot):
    values = {"held_on": "2026-07-02", "receiver": "Lê Văn Sơn", "place": "Trụ sở"}
    ui.store.save(Draft("reception", values))
    field = ui.store.kinds["petition"].field("source_record")
    made = ReferenceInput(field, ui)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.box.count() > 0)
    made.line.setFocus()
    QTest.keyClicks(made.line, "buoi tiep")
    made.line.editingFinished.emit()
    assert made.line.text() == "Buổi tiếp công dân: 02/07/2026 – Lê Văn Sơn"
