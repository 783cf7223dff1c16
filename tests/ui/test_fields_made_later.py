"""Fields of a form are made when they are seen or asked for, and nobody notices when that was."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.fields import Field, FieldType, Value
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.problems import Problem
from danvan_desktop.localization import _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.forms.record_form import RecordForm

WRITTEN: dict[FieldType, Value] = {
    FieldType.TEXT: "Mương  tắc",
    FieldType.LONG_TEXT: "Một dòng\nhai dòng",
    FieldType.INTEGER: 1234567,
    FieldType.MONEY: 1234567,
    FieldType.DECIMAL: "12.5",
    FieldType.DATE: "2026-06-15",
    FieldType.TIME: "08:05",
    FieldType.DATETIME: "2026-06-15T08:05",
    FieldType.BOOLEAN: True,
}
UNREADABLE = "???"


def value_for(field: Field, village: str) -> Value:
    if field.type is FieldType.REFERENCE:
        return village
    return field.choices[-1].code if field.choices else WRITTEN.get(field.type)


@pytest.fixture
def meeting(ui: UiContext, qtbot: QtBot) -> RecordForm:
    form = RecordForm(ui.store.kinds["meeting"], ui)
    qtbot.addWidget(form)
    return form


def made(form: RecordForm) -> list[str]:
    return [name for name, _input in form._inputs.those_made()]


@pytest.fixture
def opened(ui: UiContext, qtbot: QtBot) -> Callable[[str], RecordEditor]:
    def opened(kind: str) -> RecordEditor:
        editor = open_editor(ui, kind)
        qtbot.addWidget(editor)
        return editor

    return opened


@pytest.mark.parametrize("what", ["nothing", "values", "what cannot be read"])
def test_a_field_says_the_same_before_and_after_it_is_made(
    ui: UiContext, qtbot: QtBot, village: str, what: str
) -> None:
    for kind in ALL_KINDS:
        given: dict[str, dict[str, Value]] = {
            "nothing": {},
            "values": {field.name: value_for(field, village) for field in kind.fields},
            "what cannot be read": {
                field.name: UNREADABLE
                for field in kind.fields
                if field.type not in (FieldType.BOOLEAN, FieldType.CHOICE)
            },
        }
        form = RecordForm(kind, ui)
        qtbot.addWidget(form)
        form.show_values(given[what])
        before = form.values()
        assert not form.sections or len(made(form)) < len(before), kind.name
        assert {name: one.value() for name, one in form._inputs.items()} == before, kind.name


def test_a_new_record_has_what_is_seen_at_once_and_the_rest_soon(
    opened: Callable[[str], RecordEditor], qtbot: QtBot
) -> None:
    form = opened("meeting").form
    assert made(form)[0] == "unit"
    assert "recognised_on" not in made(form), "it stands far below what is seen"
    qtbot.waitUntil(lambda: made(form) == list(form._inputs))


def test_tab_finds_the_fields_that_are_not_made_yet(opened: Callable[[str], RecordEditor], qtbot: QtBot) -> None:
    editor = opened("meeting")
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    form = editor.form
    last = [name for row in form._fields._rooms[0].section.rows for name in row][-1]
    form.input(last).begin()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert form.input("households_present").isAncestorOf(QApplication.focusWidget())


def test_what_is_folded_away_is_made_when_it_is_opened(meeting: RecordForm, qtbot: QtBot) -> None:
    for section in meeting.sections:
        section.fold(folded=True)
    meeting.show_values({"content": "Bàn việc làm đường", "starts_at": "2026-06-15T08:05"})
    meeting.show()
    qtbot.waitExposed(meeting)
    assert made(meeting) == []
    assert "Bàn việc làm đường" in meeting.sections[1].told.text()
    meeting.sections[1].head.click()
    assert meeting.input("content").isVisible()
    assert meeting.input("content").raw() == "Bàn việc làm đường"
    assert "starts_at" not in made(meeting)


def test_what_was_decided_of_a_field_holds_once_it_is_made(meeting: RecordForm) -> None:
    meeting.show_values({})
    meeting.set_read_only(True, frozenset({"content"}))
    meeting.cover(["conclusion"])
    meeting.suggest("next_steps", "Đo lại mương")
    meeting.offer_choices("state", ["planned"])
    assert made(meeting) == []
    assert meeting.touched == frozenset()
    assert not meeting.input("content").box.isReadOnly()
    assert meeting.input("conclusion").box.isReadOnly()
    assert meeting.input("next_steps").box.isReadOnly()
    assert meeting.values()["next_steps"] == "Đo lại mương"
    offered = meeting.input("state").box
    assert [code for place in range(offered.count()) if (code := offered.itemData(place))] == ["planned"]


def test_a_problem_is_shown_at_a_field_that_was_not_made(meeting: RecordForm) -> None:
    meeting.show_values({})
    meeting.sections[3].fold(folded=True)
    assert meeting.show_problems([Problem("recognised_on", _("Chưa nhập ngày"))]) == []
    assert not meeting.sections[3].is_folded
    assert not meeting._notes["recognised_on"].isHidden()
    assert "starts_at" not in made(meeting), "nothing is said of it"


def test_what_the_program_writes_into_a_field_counts_as_typed(meeting: RecordForm) -> None:
    meeting.show_values({})
    meeting.put("conclusion", "Làm đường bê tông")
    assert meeting.touched_values() == {"conclusion": "Làm đường bê tông"}
