"""How a petition is led from step to step by its editor."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import _
from danvan_desktop.ui.editors.petition_editor import PetitionEditor
from danvan_desktop.ui.forms.folding_section import StageState
from tests.ui.editors.editing import opened, saved


def is_in_view(widget: QWidget) -> bool:
    """Whether a focused field is wholly within the part of its form that can be seen."""
    return widget.hasFocus() and widget.visibleRegion().boundingRect().size() == widget.size()


def test_petition_shows_its_step_and_its_lateness_in_words(qtbot, ui, village):
    values = {
        "number": "001/2026",
        "received_on": "2026-08-01",
        "unit": village,
        "content": "Mương tắc",
        "due_on": "2026-08-15",
    }
    uid = ui.store.save(Draft("petition", values)).uids[0]
    editor = opened(qtbot, ui, "petition", uid)
    assert isinstance(editor, PetitionEditor)
    bar = editor.next_step.bar
    assert bar.isVisible()
    assert bar.property("late") is True
    assert re.search(r"hạn 15/08/2026.*quá hạn \d+ ngày", editor.next_step.words.text())
    editor.form.put("due_on", "31/12/2099")
    assert bar.property("late") is False
    assert "còn" in editor.next_step.words.text()
    assert editor.next_step.due_button.isHidden(), "the states lead to the answer"
    editor.next_step.button.click()
    assert editor.form.input("assigned_to").isAncestorOf(editor.focusWidget())
    first = editor.form.sections[0]
    assert (first.mark, first.standing.text()) == (StageState.DONE, "xong 01/08/2026")


def test_a_stage_leads_to_the_first_field_that_it_lacks(qtbot, ui, village):
    values = {"number": "001/2026", "received_on": "2026-08-01", "unit": village, "content": "Mương tắc"}
    editor = opened(qtbot, ui, "petition", ui.store.save(Draft("petition", values)).uids[0])
    steps = editor.stages.buttons
    assert steps["assigned"].accessibleName() == "Đã giao giải quyết: tiếp theo; còn thiếu: giao cho"
    assert steps["replied"].accessibleName() == "Đã trả lời: còn thiếu: ngày trả lời, kết quả"
    qtbot.keyClick(steps["replied"], Qt.Key.Key_Space)
    focused = editor.form.input("replied_on")
    qtbot.waitUntil(lambda: focused.isAncestorOf(editor.focusWidget()))
    assert "ngày trả lời, kết quả" in editor.trouble.text()
    assert not editor.is_touched
    for code in ("people_told", "assigned", "replied"):
        editor.stages.lead_to(code)
        qtbot.waitUntil(lambda: is_in_view(editor.focusWidget()))
    editor.form.put("replied_on", "2026-08-09")
    editor.form.put("result", "solved")
    assert steps["replied"].accessibleName() == "Đã trả lời: xong 09/08/2026"
    assert editor.form.input("state").value() == "replied"
    steps["closed"].click()
    assert editor.form.input("state").value() == "replied", "nothing is decided by looking at a stage"
    editor.stages.lead_to("closed")
    assert editor.form.input("state").value() == "closed"
    saved(qtbot, ui, editor.save)
    assert ui.store.get(editor.uid).text("state") == "closed"


def test_what_a_stage_still_lacks_is_told_as_it_is_filled_in(qtbot, ui, village):
    values = {"number": "001/2026", "received_on": "2026-08-01", "unit": village, "content": "Mương tắc"}
    editor = opened(qtbot, ui, "petition", ui.store.save(Draft("petition", values)).uids[0])
    qtbot.keyClick(editor.stages.buttons["replied"], Qt.Key.Key_Space)
    assert editor.trouble.property("severity") == "warning", "a hint is no fault"
    qtbot.keyClicks(editor.form.input("replied_on").focusProxy(), "9/8/2026")
    assert editor.trouble.text() == "Để thành “Đã trả lời”, hãy ghi: kết quả."
    result = editor.form.input("result").focusProxy()
    qtbot.keyClick(result, Qt.Key.Key_Down)
    assert editor.trouble.isHidden()
    editor.tell(_("Chưa lưu: {reason}", reason="x"))
    editor.form.put("replied_on", "")
    assert editor.trouble.text() == "Chưa lưu: x"


def test_only_states_that_can_be_are_offered(qtbot, ui, village):
    def offered(editor):
        box = editor.form.input("state").box
        return [box.itemData(row) for row in range(box.count())]

    values = {"number": "001/2026", "received_on": "2026-08-01", "unit": village, "content": "Mương tắc"}
    petition = opened(qtbot, ui, "petition", ui.store.save(Draft("petition", values)).uids[0])
    assert offered(petition) == ["received", "transferred", "closed"]
    meeting = opened(qtbot, ui, "meeting", unit=village)
    meeting.form.put("starts_at", "2099-08-12T19:30")
    assert offered(meeting) == ["planned"]
    qtbot.waitUntil(lambda: meeting.form.input("state").value() == "planned")
    assert meeting.quorum.isHidden()


def test_term_is_suggested_when_the_day_of_receipt_is_typed(qtbot, ui, village):
    editor = opened(qtbot, ui, "petition", unit=village)
    editor.form.put("received_on", "2026-08-07")
    qtbot.waitUntil(lambda: editor.form.input("due_on").value() == "2026-08-21")
