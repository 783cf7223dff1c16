"""Tab walks the fields of every editor as the eye does, and stops at nothing that cannot be seen."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.forms.record_form import RecordForm
from danvan_desktop.ui.widgets.keys import has_keyboard

MOST_STEPS = 250
SAME_ROW = 20
"""Pixels: fields whose tops are nearer than that stand side by side."""
STOPS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QTabBar)


def opened(qtbot: QtBot, ui: UiContext, kind: str) -> RecordEditor:
    editor = open_editor(ui, kind)
    editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    editor.resize(1100, 900)
    qtbot.addWidget(editor)
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    qtbot.waitUntil(lambda: not ui.operations.busy and not ui.operations._reads)
    QApplication.processEvents()
    return editor


def as_seen(form: RecordForm) -> list[str]:
    """Return the fields that can be gone to, row by row and from left to right."""
    # Fields that were made on the way have their places once the form has grown by them.
    QApplication.processEvents()
    places = {
        name: one.mapTo(form, QPoint(0, 0)) for name, one in form._inputs.items() if one.isVisible() and one.isEnabled()
    }
    rows: list[list[str]] = []
    top = -SAME_ROW
    for name in sorted(places, key=lambda name: places[name].y()):
        if places[name].y() - top >= SAME_ROW:
            rows.append([])
            top = places[name].y()
        rows[-1].append(name)
    return [name for row in rows for name in sorted(row, key=lambda name: places[name].x())]


def field_of(form: RecordForm, focus: QWidget) -> str | None:
    return next((name for name, one in form._inputs.items() if one is focus or one.isAncestorOf(focus)), None)


def walked(editor: RecordEditor, form: RecordForm) -> list[str]:
    """Press Tab until it comes round; return the fields as they come, beginning with the first one."""
    first = editor.focusWidget()
    names = [field_of(form, first)]
    for _step in range(MOST_STEPS):
        QTest.keyClick(editor.focusWidget(), Qt.Key.Key_Tab)
        focus = editor.focusWidget()
        assert isinstance(focus, STOPS), f"{focus} is no control"
        assert not focus.visibleRegion().isEmpty(), f"{focus} cannot be seen"
        if focus is first:
            break
        names.append(field_of(form, focus))
    assert None in names, "Tab never left the fields for the tabs and buttons"
    found = list(dict.fromkeys(name for name in names if name is not None))
    start = found.index(as_seen(form)[0])
    return found[start:] + found[:start]


@pytest.mark.parametrize("kind", [kind.name for kind in ALL_KINDS])
def test_tab_walks_the_fields_of_an_editor_as_they_are_seen(qtbot, ui, village, kind):
    editor = opened(qtbot, ui, kind)
    assert field_of(editor.form, editor.focusWidget()) is not None, "the first key typed is lost"
    assert walked(editor, editor.form) == as_seen(editor.form)


@pytest.mark.parametrize("kind", ["meeting", "dialogue", "model", "unit"])
def test_tab_walks_the_fields_of_a_part_as_they_are_seen(qtbot, ui, village, kind):
    editor = opened(qtbot, ui, kind)
    for panel in editor.parts.panels:
        editor.tabs.setCurrentWidget(panel)
        if not hasattr(panel, "form"):
            continue
        panel.add()
        QApplication.processEvents()
        assert field_of(panel.form, editor.focusWidget()) is not None
        assert walked(editor, panel.form) == as_seen(panel.form), panel.rows.kind.name


def test_new_petition_begins_where_the_officer_has_something_to_say(qtbot, ui, village):
    editor = opened(qtbot, ui, "petition")
    begun = field_of(editor.form, editor.focusWidget())
    assert begun is not None
    assert begun not in {"number", "received_on"}
    assert editor.kind.field(begun).required
    assert editor.form.input("number").raw()


@pytest.mark.parametrize("kind", ["meeting", "dialogue", "contest", "plan"])
def test_ctrl_and_page_down_goes_into_each_tab_in_turn(qtbot: QtBot, ui: UiContext, kind: str, village: str) -> None:
    ui.store.save(Draft("household", {"unit": village, "head": "Nguyễn Văn A", "order": 1}))
    editor = opened(qtbot, ui, kind)
    if editor.form.has("unit"):
        editor.form.put("unit", village)
        qtbot.waitUntil(lambda: not ui.operations._reads)
    for place in [*range(1, editor.tabs.count() - 1), 0]:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        assert editor.tabs.currentIndex() == place
        assert has_keyboard(editor.tabs.currentWidget()), editor.tabs.tabText(place)


@pytest.mark.parametrize("kind", ["meeting", "petition", "contest", "rating", "case"])
@pytest.mark.parametrize("width", [1000, 1500])
def test_tab_goes_from_the_tabs_into_the_page_in_front_and_from_there_to_the_buttons(
    qtbot: QtBot, ui: UiContext, kind: str, width: int, village: str
) -> None:
    editor = opened(qtbot, ui, kind)
    editor.resize(width, 900)
    for place in range(editor.tabs.count()):
        if not editor.tabs.isTabEnabled(place):
            continue
        editor.tabs.setCurrentIndex(place)
        QApplication.processEvents()
        page, bar = editor.tabs.currentWidget(), editor.tabs.tabBar()
        walked = _walked_from(bar)
        within = [step for step, stop in enumerate(walked) if page.isAncestorOf(stop)]
        assert within == list(range(len(within))), editor.tabs.tabText(place)
        buttons = [stop for stop in walked if stop.parentWidget() is editor and isinstance(stop, QAbstractButton)]
        assert buttons == sorted(buttons, key=lambda button: (button.y() // SAME_ROW, button.x()))


def test_tab_goes_from_a_row_to_its_form_before_the_buttons_of_the_record(
    qtbot: QtBot, ui: UiContext, village: str
) -> None:
    editor = opened(qtbot, ui, "meeting")
    editor.tabs.setCurrentWidget(editor.opinions)
    editor.opinions.add()
    QApplication.processEvents()
    walked = _walked_from(editor.opinions.table)
    form, buttons = editor.opinions.form, [editor.print_button, editor.save_button, editor.close_button]
    places = [place for place, stop in enumerate(walked) if form.isAncestorOf(stop)]
    assert places == list(range(places[0], places[-1] + 1))
    assert places[-1] < min(walked.index(button) for button in buttons)


def _walked_from(start: QWidget) -> list[QWidget]:
    """Return what Tab comes to until it is back."""
    start.setFocus()
    walked: list[QWidget] = []
    while len(walked) < MOST_STEPS:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if (stop := QApplication.focusWidget()) is start:
            break
        walked.append(stop)
    return walked
