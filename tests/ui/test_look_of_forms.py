"""What stands in one row of a form stands in one line, and labels have room."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.problems import Problem, Severity
from danvan_desktop.localization import Message
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.forms.folding_section import FoldingSection
from danvan_desktop.ui.forms.inputs import LineInput
from danvan_desktop.ui.widgets.elided_label import ElidedLabel

BESIDE_A_LIST = (775, 700)
"""Pixels that a record has beside its list on a screen of 1366 × 768."""


@pytest.fixture
def new(ui: UiContext, village: str, qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[RecordEditor]:
    editor = open_editor(ui, request.param)
    editor.resize(*BESIDE_A_LIST)
    qtbot.waitExposed(editor)
    qtbot.waitUntil(lambda: not ui.operations.busy)
    QApplication.processEvents()
    yield editor
    if shiboken6.isValid(editor):
        editor.leave()


def middle(editor: RecordEditor, name: str) -> int:
    box = editor.form.input(name).focusProxy()
    assert box is not None
    return box.mapTo(editor.form, QPoint(0, 0)).y() + box.height() // 2


@pytest.mark.parametrize("new", ["case", "consultation", "meeting", "petition", "rating_scheme"], indirect=True)
def test_no_label_is_cut_beside_a_list(new: RecordEditor, qtbot: QtBot) -> None:
    for section in new.findChildren(FoldingSection):
        section.fold(folded=False)
    for field in new.context.store.kinds[new.kind.name].fields:
        if new.form.has(field.name):
            new.form.input(field.name)
    QApplication.processEvents()
    labels = [one for one in new.form.findChildren(ElidedLabel) if one.isVisible()]
    assert len(labels) > 5
    assert [one.text() for one in labels if one.shown != one.text()] == []


@pytest.mark.parametrize("new", ["reception"], indirect=True)
def test_a_box_to_tick_stands_at_the_height_of_the_input_beside_it(new: RecordEditor) -> None:
    assert abs(middle(new, "by_head") - middle(new, "position")) <= 1
    assert abs(middle(new, "nobody_came") - middle(new, "posted_on")) <= 1


@pytest.mark.parametrize("new", ["consultation"], indirect=True)
def test_rows_of_boxes_to_tick_leave_no_room_for_labels(new: RecordEditor) -> None:
    step = middle(new, "form_ballot") - middle(new, "form_dialogue")
    assert step < new.form.input("subject").height()


@pytest.mark.parametrize("new", ["consultation"], indirect=True)
def test_boxes_to_tick_say_what_they_are_about(new: RecordEditor) -> None:
    new.form.input("form_dialogue")
    QApplication.processEvents()
    (caption,) = [one for one in new.form.findChildren(QLabel) if one.text() == "Hình thức lấy ý kiến"]
    assert caption.isVisible()
    assert 0 < middle(new, "form_dialogue") - caption.mapTo(new.form, QPoint(0, 0)).y() < 60


@pytest.mark.parametrize("new", ["publicity_item"], indirect=True)
def test_a_list_of_long_choices_has_the_whole_row(new: RecordEditor) -> None:
    assert new.form.input("item").width() == new.form.input("title").width()


@pytest.mark.parametrize("new", ["publicity_item"], indirect=True)
def test_the_label_of_a_number_is_whole(new: RecordEditor) -> None:
    words = new.context.translator(new.form.kind.field("special_term").label)
    label = next(one for one in new.form.findChildren(ElidedLabel) if one.toolTip() == words)
    assert label.fontMetrics().horizontalAdvance(label.toolTip()) <= label.width()


@pytest.mark.parametrize("new", ["community_work"], indirect=True)
def test_thousands_are_parted_when_a_number_is_left(new: RecordEditor) -> None:
    money = new.form.input("people_money")
    assert isinstance(money, LineInput)
    money.line.setText("40000000")
    money.line.setModified(True)
    money.line.editingFinished.emit()
    assert money.line.text() == "40.000.000"
    assert money.value() == 40_000_000


@pytest.mark.parametrize("new", ["case"], indirect=True)
def test_who_is_led_to_a_stage_sees_what_else_belongs_to_it(new: RecordEditor, qtbot: QtBot) -> None:
    new.stages.lead_to("settled")
    area = new.form.input("decided_on").parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    assert isinstance(area, QScrollArea)
    seen = area.viewport()

    def is_seen(name: str) -> bool:
        box = new.form.input(name)
        return seen.rect().contains(QRect(box.mapTo(area.widget(), QPoint(0, 0)) + area.widget().pos(), box.size()))

    qtbot.waitUntil(lambda: is_seen("decided_on") and is_seen("published_on") and is_seen("finished_procedure"))


@pytest.mark.parametrize("new", ["case"], indirect=True)
def test_stages_that_a_record_never_comes_to_are_left_out(new: RecordEditor) -> None:
    hot_spot = new.form.sections[-1]
    assert hot_spot.stages == ("cooled",)
    new.form.put("nature", "complaint")
    assert not hot_spot.isVisible()
    new.form.put("nature", "hot_spot")
    assert hot_spot.isVisible()
    new.form.put("danger", "hot")
    new.form.put("nature", "complaint")
    assert hot_spot.isVisible(), "what is written is seen"


@pytest.mark.parametrize("new", ["case"], indirect=True)
def test_what_was_told_of_a_field_stays_while_one_types_in_another(new: RecordEditor) -> None:
    new.form.input("decided_on")
    late = Problem("decided_on", Message("Chậm."), Severity.WARNING)
    note = new.form._notes["decided_on"]
    new.form.show_problems((late,), only_touched=True)
    assert note.isHidden(), "nobody typed there, and nothing was said before"
    new.form.show_problems((late,))
    new.form.show_problems((late,), only_touched=True, while_typing=True)
    assert note.text() == "Chậm."
    assert not note.isHidden()
    new.form.show_problems((), only_touched=True, while_typing=True)
    assert note.isHidden()
