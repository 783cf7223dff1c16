"""The bar of the next step: what has a term of its own, and what one press decides."""

import datetime as dt

from PySide6.QtWidgets import QPushButton

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.editors.opening import open_editor


def test_a_term_of_other_work_than_the_next_step_has_a_button_of_its_own(qtbot, ui):
    values = {"held_on": (ui.today() + dt.timedelta(days=12)).isoformat(), "receiver": "Lê Văn Sơn", "place": "Trụ sở"}
    uid = ui.store.save(Draft("reception", {"body": "government", "kind": "regular", **values})).uids[0]
    editor = open_editor(ui, "reception", uid)
    qtbot.waitExposed(editor)
    bar = editor.next_step
    assert bar.words.text().startswith("Niêm yết lịch tiếp công dân")
    assert (bar.due_button.text(), bar.button.text()) == ("Ghi niêm yết", "Tiếp công dân")
    bar.due_button.click()
    assert editor.form.input("posted_on").isAncestorOf(editor.focusWidget())
    editor.form.put("posted_on", ui.today().isoformat())
    assert bar.due_button.isHidden(), "what is done has no button"
    editor.leave()


def test_a_step_that_is_told_at_length_begins_with_its_words(qtbot, ui, village):
    values = {"received_on": ui.today().isoformat(), "content": "Đường ngập", "unit": village, "assigned_to": "UBND xã"}
    editor = open_editor(ui, "petition", ui.store.save(Draft("petition", values)).uids[0])
    qtbot.waitExposed(editor)
    for written, begun in (("", "reply"), ("Đã nạo vét.", "replied_on")):
        editor.form.put("reply", written)
        editor.next_step.button.click()
        assert editor.form.input(begun).isAncestorOf(editor.focusWidget())
    editor.close_for_good()


def test_a_stage_that_lacks_something_is_still_the_next_step(qtbot, ui, village):
    day = ui.today().isoformat()
    values = {"received_on": day, "content": "Đường ngập", "unit": village, "assigned_to": "UBND xã", "replied_on": day}
    editor = open_editor(ui, "petition", ui.store.save(Draft("petition", {**values, "result": "solved"})).uids[0])
    qtbot.waitExposed(editor)
    editor.form.put("people_told_on", day)
    bar = editor.next_step
    assert bar.button.text() == "Thông báo kết quả cho dân"
    bar.button.click()
    assert editor.form.input("told_how").isAncestorOf(editor.focusWidget())
    assert editor.trouble.text() == "Để thành “Đã thông báo cho dân”, hãy ghi: hình thức thông báo."
    editor.form.put("told_how", "letter")
    assert bar.button.text() == "Kết thúc kiến nghị"
    editor.close_for_good()


def test_who_signs_by_one_press_is_told_that_saving_locks(qtbot, ui, village):
    values = {"subject": "Họp", "starts_at": "2026-07-02T19:30", "place": "Nhà văn hóa", "chair": "Lê Văn Sơn"}
    more = {"secretary": "Vũ Thị Hiền", "households_total": 120, "households_present": 80, "unit": village}
    editor = open_editor(ui, "meeting", ui.store.save(Draft("meeting", values | more)).uids[0])
    editor.next_step.button.click()
    assert editor.form.input("state").value() == "signed"
    assert "Đã ký biên bản" in editor.trouble.text()
    assert "khóa" in editor.trouble.text()
    editor.leave()


def test_a_board_in_its_term_is_not_led_to_its_end(qtbot, ui):
    values = {"kind": "inspection", "name": "Ban Thanh tra nhân dân xã", "members_count": 5}
    begins, ends = ui.today() - dt.timedelta(days=30), ui.today() + dt.timedelta(days=30)
    editor = open_editor(ui, "supervision_board", preset=values | {"term_from": begins.isoformat()})
    bar = editor.next_step
    assert bar.words.text() == "", "nobody knows when the term of this one is over"
    assert bar.button.isHidden()
    editor.form.put("term_to", ends.isoformat())
    assert "Hết nhiệm kỳ" in bar.words.text()
    assert bar.button.isHidden()
    editor.form.put("term_to", (ui.today() - dt.timedelta(days=1)).isoformat())
    assert not bar.button.isHidden()
    editor.close_for_good()


def test_a_locked_record_leads_to_the_step_that_it_still_takes(qtbot, ui):
    values = {"target": "Công an xã", "subject_kind": "unit", "year": 2025, "set": "Bộ 2025", "rank": "good"}
    decided = {"decided_on": "2026-01-20", "decision_number": "31-QĐ/ĐU", "unit": ui.store.unit.uid}
    uid = ui.store.save(Draft("rating", {"self_rank": "good", "self_on": "2026-01-05", **values, **decided})).uids[0]
    editor = open_editor(ui, "rating", uid)
    qtbot.waitExposed(editor)
    assert editor.is_locked
    bar = editor.next_step
    assert "thông báo kết quả" in bar.words.text()
    assert not bar.button.isHidden()
    bar.button.click()
    assert editor.form.input("announced_on").isAncestorOf(editor.focusWidget())
    editor.form.put("announced_on", "2026-01-22")
    assert bar.button.isHidden(), "nothing is left to do"
    editor.close_for_good()


def test_buttons_stand_on_one_line_in_the_room_that_a_list_leaves_on_a_screen_of_1280_pixels(qtbot, ui, village):
    values = {"received_on": ui.today().isoformat(), "content": "Đường ngập", "unit": village}
    editor = open_editor(ui, "petition", ui.store.save(Draft("petition", values)).uids[0])
    for width, words in ((690, "Xem bản in"), (800, "Xem bản in (Ctrl+P)")):
        editor.resize(width, 640)
        qtbot.waitUntil(lambda words=words: editor.print_button.text() == words)
        assert "Ctrl+P" in editor.print_button.toolTip()
        shown = [one for one in editor.findChildren(QPushButton) if one.parentWidget() is editor and one.isVisible()]
        centres = [button.geometry().center().y() for button in shown]
        assert max(centres) - min(centres) < shown[0].height() // 2, [(one.text(), one.geometry()) for one in shown]
    editor.close_for_good()
