"""Every place to write into, in every editor, takes a word as ibus and Unikey compose it, and hands it over once."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.fields import FieldType
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.destinations import Destinations
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.kinds import ALL_VIEWS

STEPS = ("d", "du", "duo", "duong", "đương", "đường")
EDITED = sorted({place.name for place in Destinations(ALL_VIEWS)} & {kind.name for kind in ALL_KINDS})
WRITTEN = {FieldType.TEXT, FieldType.LONG_TEXT}


@pytest.fixture(params=EDITED)
def editor(
    request: pytest.FixtureRequest, ui: UiContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[RecordEditor]:
    """An editor of a new record with one part in each of its tabs."""
    monkeypatch.setattr(RecordEditor, "_may_lose", lambda _self: True)
    made = open_editor(ui, request.param)
    for panel in made.findChildren(ChildPanel):
        panel.add()
    qtbot.waitUntil(lambda: not ui.operations.busy and not ui.operations._reads)
    yield made
    made.close()


def places(root: QWidget) -> list[QWidget]:
    found = root.findChildren(QLineEdit) + root.findChildren(QPlainTextEdit) + root.findChildren(QTextEdit)
    return [place for place in found if place.isEnabled() and not place.isReadOnly()]


def text_of(place: QWidget) -> str:
    return place.text() if isinstance(place, QLineEdit) else place.toPlainText()


def compose(place: QWidget) -> None:
    for step in STEPS[:-1]:
        QApplication.sendEvent(place, QInputMethodEvent(step, []))
    final = QInputMethodEvent("", [])
    final.setCommitString(STEPS[-1])
    QApplication.sendEvent(place, final)


def test_every_place_to_write_into_takes_a_composed_word_once(editor: RecordEditor) -> None:
    found = places(editor)
    assert found
    for place in found:
        name = place.accessibleName() or place.objectName()
        assert place.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled), name
        place.clear()
        compose(place)
        assert text_of(place) == STEPS[-1], name


def test_composed_words_are_what_the_forms_hand_over(editor: RecordEditor) -> None:
    forms = [editor.form, *(panel.form for panel in editor.findChildren(ChildPanel))]
    for form in forms:
        for field in form.kind.fields:
            if field.type not in WRITTEN or field.code_of is not None or field.name not in form.raw_values():
                continue
            form.input(field.name).focusProxy().clear()
            compose(form.input(field.name).focusProxy())
            assert form.touched_values()[field.name] == STEPS[-1], f"{form.kind.name}.{field.name}"
