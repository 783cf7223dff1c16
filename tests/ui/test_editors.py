"""The officer's work in the editors, with real widgets on a real store."""

import re
import threading
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import _
from danvan_desktop.store import SaveResult
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.meeting_editor import MeetingEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.editors.petition_editor import PetitionEditor
from danvan_desktop.ui.forms.folding_section import StageState
from danvan_desktop.ui.operations import Operation
from danvan_desktop.ui.widgets.text_dialog import TextDialog

OPEN: list[RecordEditor] = []


def opened(qtbot: QtBot, ui: UiContext, kind: str, uid: str | None = None, **preset: object) -> RecordEditor:
    editor = open_editor(ui, kind, uid, preset=preset)
    OPEN.append(editor)
    qtbot.waitExposed(editor)
    return editor


@pytest.fixture(autouse=True)
def _no_questions_at_the_end(ui: UiContext, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close what a test left open without asking; editors delete themselves when they are closed."""
    monkeypatch.setattr(RecordEditor, "_may_lose", lambda _self: True)
    yield
    while OPEN:
        editor = OPEN.pop()
        if shiboken6.isValid(editor):
            editor.close()


def fill(form, **values: object) -> None:
    for name, value in values.items():
        form.put(name, value)


def other_save(uid: str, **values: object) -> Operation[SaveResult]:
    """A save of the same record that does not come from its editor."""
    return Operation(_("Lưu"), lambda store, _progress: store.save(Draft("meeting", values, uid)))


def saved(qtbot: QtBot, ui: UiContext, action) -> None:
    with qtbot.waitSignal(ui.operations.idle):
        action()


def new_meeting(qtbot: QtBot, ui: UiContext, village: str) -> MeetingEditor:
    editor = opened(qtbot, ui, "meeting", unit=village)
    fill(
        editor.form,
        subject="Bàn làm đường",
        starts_at="2026-08-12T19:30",
        place="Nhà văn hóa",
        chair="Nguyễn Văn An",
        secretary="Trần Thị Bình",
        households_total=120,
        households_present=95,
    )
    return editor


@pytest.fixture
def meeting(qtbot: QtBot, ui: UiContext, village: str) -> MeetingEditor:
    editor = new_meeting(qtbot, ui, village)
    saved(qtbot, ui, editor.save)
    return editor


def test_new_meeting_is_saved_with_its_parts_in_one_step(qtbot, ui, village):
    editor = new_meeting(qtbot, ui, village)
    editor.agenda.add()
    fill(editor.agenda.form, title="Thông báo dự toán")
    editor.opinions.add()
    fill(editor.opinions.form, speaker_name="Phạm Văn Dũng", content="Đề nghị công khai thu chi")
    editor.decisions.add()
    fill(editor.decisions.form, title="Góp 500.000 đồng", votes_for=85, votes_against=8, votes_abstain=2)
    saved(qtbot, ui, editor.save)
    stored = ui.store.get(editor.uid)
    assert stored.text("subject") == "Bàn làm đường"
    assert [
        ui.store.children(editor.uid, kind)[0].number("order") for kind in ("agenda_item", "opinion", "decision")
    ] == [1] * 3
    assert not editor.is_touched
    saved(qtbot, ui, ui.operations.undo)
    assert ui.store.get(editor.uid) is None


def test_quorum_is_told_while_figures_are_typed(qtbot, ui, village):
    editor = new_meeting(qtbot, ui, village)
    assert editor.quorum.isHidden()
    editor.form.put("purpose", "village_rules")
    assert "Đủ điều kiện họp: 95/120" in editor.quorum.text()
    assert "Điều" in editor.quorum.text()
    editor.form.put("households_present", 40)
    assert "CHƯA đủ điều kiện họp: 40/120" in editor.quorum.text()


def test_vote_result_follows_the_type_of_decision(qtbot, ui, meeting):
    meeting.decisions.add()
    fill(meeting.decisions.form, title="Góp tiền", votes_for=70, votes_against=20)
    assert meeting.decisions.rows.index(0, 4).data() == "Được thông qua"
    meeting.decisions.form.put("content_type", "contribution")
    assert meeting.decisions.rows.index(0, 4).data() == "Không được thông qua"
    assert "cần ít nhất 80" in meeting.outcome.text()
    meeting.decisions.form.put("method", "online")
    assert meeting.decisions.rows.index(0, 4).data() == "Không có giá trị: biểu quyết trái quy định"
    assert "khoản 2 Điều 17" in meeting.outcome.text()


def test_a_void_method_is_refused_beside_its_field(qtbot, ui, meeting):
    meeting.decisions.add()
    fill(meeting.decisions.form, title="Góp tiền", votes_for=90, votes_against=2, content_type="contribution")
    meeting.decisions.form.put("method", "online")
    saved(qtbot, ui, meeting.save)
    assert "khoản 2 Điều 17" in meeting.decisions.form._notes["method"].text()
    assert ui.store.count("decision") == 0


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"content_type": "removal"}, "content_type", "Trưởng Ban công tác Mặt trận"),
        ({"ballots_given": 120}, "ballots_given", "nhiều hơn 95 hộ được biểu quyết"),
        ({"ballots_given": 90, "ballots_returned": 91}, "ballots_returned", "nhiều hơn 90 phiếu phát ra"),
        ({"proposed_by": "citizen", "consent_households": 121}, "consent_households", "nhiều hơn tổng số hộ (120)"),
        ({"proposed_by": "head", "consent_households": 20}, "consent_households", "sáng kiến của công dân"),
    ],
)
def test_what_cannot_be_of_a_decision_is_refused_beside_its_field(qtbot, ui, meeting, values, field, words):
    meeting.decisions.add()
    fill(meeting.decisions.form, title="Góp tiền", votes_for=80, votes_against=2, method="secret_ballot", **values)
    saved(qtbot, ui, meeting.save)
    assert words in meeting.decisions.form._notes[field].text()
    assert ui.store.count("decision") == 0


@pytest.mark.parametrize(("purpose", "chair"), [("election", "front"), ("removal", "election_team")])
def test_a_wrong_chair_is_refused_beside_its_field(qtbot, ui, village, purpose, chair):
    editor = new_meeting(qtbot, ui, village)
    fill(editor.form, purpose=purpose, convened_by=chair)
    saved(qtbot, ui, editor.save)
    assert "Tổ bầu cử chủ trì" in editor.form._notes["convened_by"].text()
    assert ui.store.count("meeting") == 0


def test_a_matter_of_the_commune_that_the_villages_refused_takes_no_effect(qtbot, ui, village):
    matter = {"title": "Làm đường", "content_type": "contribution", "opens_on": "2026-08-01", "closes_on": "2026-08-10"}
    uid = ui.store.save(Draft("commune_vote", {"unit": ui.store.unit.uid, **matter})).uids[0]
    held = new_meeting(qtbot, ui, village)
    saved(qtbot, ui, held.save)
    vote = {"title": "Làm đường", "content_type": "contribution", "scope": "commune", "commune_vote": uid}
    ui.store.save(Draft("decision", {"meeting": held.uid, **vote, "votes_for": 10, "votes_against": 60}))
    editor = opened(qtbot, ui, "commune_vote", uid)
    fill(editor.form, effective_on="2026-08-12")
    saved(qtbot, ui, editor.save)
    assert "cần ít nhất 1" in editor.form._notes["effective_on"].text()
    assert ui.store.get(uid).get("effective_on") is None


def test_missing_fields_are_told_beside_them_and_nothing_is_saved(qtbot, ui, village):
    editor = opened(qtbot, ui, "meeting", unit=village)
    saved(qtbot, ui, editor.save)
    note = editor.form._notes["subject"]
    assert note.isVisibleTo(editor.form)
    assert note.text() == "Chưa ghi Về việc."
    assert editor.trouble.isVisibleTo(editor)
    assert ui.store.count("meeting") == 0


def test_bad_part_is_shown_in_its_tab(qtbot, ui, meeting):
    meeting.decisions.add()
    fill(meeting.decisions.form, title="Góp tiền", votes_for=100, votes_against=20)
    saved(qtbot, ui, meeting.save)
    assert meeting.tabs.currentWidget() is meeting.decisions
    assert "nhiều hơn 95" in meeting.decisions.form._notes["votes_for"].text()
    assert ui.store.children(meeting.uid, "decision") == []


def test_impossible_date_is_told_while_it_is_typed(qtbot, ui, meeting):
    line = meeting.form.input("ends_at").focusProxy()
    qtbot.keyClicks(line, "30/2/2026 8h")
    note = meeting.form._notes["ends_at"]
    qtbot.waitUntil(lambda: "chỉ có 28 ngày" in note.text())


def test_date_is_tidied_when_the_field_is_left(qtbot, ui, meeting):
    line = meeting.form.input("ends_at").focusProxy()
    line.clear()
    qtbot.keyClicks(line, "21h15 12/8/2026")
    line.editingFinished.emit()
    assert line.text() == "12/08/2026 21:15"


def test_petition_is_raised_from_an_opinion_in_one_click(qtbot, ui, meeting):
    meeting.opinions.add()
    fill(meeting.opinions.form, speaker_name="Phạm Văn Dũng", speaker_address="Xóm 2", content="Mương tắc, ruộng ngập")
    asked = []
    meeting.open_requested.connect(lambda kind, uid: asked.append((kind, uid)))
    land = next(action for action in meeting.opinions.petition_menu.actions() if action.text() == "Điện, nước")
    saved(qtbot, ui, land.trigger)
    (opinion,) = ui.store.children(meeting.uid, "opinion")
    petition = ui.store.get(opinion.text("petition"))
    assert petition.text("content") == "Mương tắc, ruộng ngập"
    assert petition.text("citizen_name") == "Phạm Văn Dũng"
    assert petition.text("number") == "001/2026"
    assert (petition.text("source"), petition.text("field")) == ("village_meeting", "utilities")
    assert petition.text("source_record") == meeting.uid
    assert petition.date("due_on") is not None
    qtbot.waitUntil(lambda: asked == [("petition", petition.uid)])
    assert not meeting.opinions.petition_button.isEnabled()


def test_removed_part_is_deleted_with_the_next_save(qtbot, ui, meeting):
    meeting.opinions.add()
    fill(meeting.opinions.form, content="Ý kiến 1")
    saved(qtbot, ui, meeting.save)
    meeting.opinions._remove_current()
    assert meeting.is_touched
    saved(qtbot, ui, meeting.save)
    assert ui.store.children(meeting.uid, "opinion") == []


def test_parts_keep_the_order_they_are_moved_into(qtbot, ui, meeting):
    for title in ("một", "hai"):
        meeting.agenda.add()
        fill(meeting.agenda.form, title=title)
    meeting.agenda._move(-1)
    saved(qtbot, ui, meeting.save)
    assert [item.text("title") for item in ui.store.children(meeting.uid, "agenda_item")] == ["hai", "một"]


def test_signed_minutes_are_locked_until_reopened_with_a_reason(qtbot, ui, meeting, monkeypatch):
    meeting.form.put("state", "signed")
    saved(qtbot, ui, meeting.save)
    assert meeting.is_locked
    assert meeting.form.input("place").focusProxy().isReadOnly()
    assert not meeting.opinions.inside.add_button.isEnabled()
    assert meeting.save_button.isHidden(), "nothing can be saved: the way on stands beside the reason"
    assert meeting.banner.action_button.text() == "Mở lại…"
    meeting.banner.action_button.click()
    (question,) = meeting.findChildren(TextDialog)
    question.text.setPlainText("Ghi nhầm số hộ")
    saved(qtbot, ui, question.take_button.click)
    assert not meeting.is_locked
    assert not meeting.save_button.isHidden()
    assert ui.store.get(meeting.uid).text("reopen_reason") == "Ghi nhầm số hộ"


def test_closing_asks_before_typed_text_is_lost(qtbot, ui, meeting, monkeypatch):
    answers = [False, True]
    monkeypatch.setattr(meeting, "_may_lose", lambda: answers.pop(0))
    meeting.form.put("place", "Đình làng")
    assert not meeting.close()
    assert meeting.close()
    assert ui.store.get(meeting.uid).text("place") == "Nhà văn hóa"


def test_undo_elsewhere_is_shown_in_an_open_editor(qtbot, ui, meeting):
    meeting.form.put("place", "Đình làng")
    saved(qtbot, ui, meeting.save)
    saved(qtbot, ui, ui.operations.undo)
    qtbot.waitUntil(lambda: meeting.form.input("place").raw() == "Nhà văn hóa")


def test_what_is_being_typed_stays_when_somebody_else_changes_the_record(qtbot, ui, meeting):
    line = meeting.form.input("place").focusProxy()
    line.setFocus()
    line.end(False)
    QTest.keyClicks(line, " xa")
    saved(qtbot, ui, lambda: ui.operations.run(other_save(meeting.uid, subject="Bàn làm cầu")))
    qtbot.wait(50)
    assert meeting.form.input("place").raw() == "Nhà văn hóa xa"


def test_a_second_press_of_save_while_the_first_is_under_way_saves_once(qtbot, ui, village):
    editor = new_meeting(qtbot, ui, village)
    gate = threading.Event()
    ui.operations.run(Operation(_("Chờ"), lambda _store, _progress: gate.wait(5)))
    editor.save()
    editor.save()
    saved(qtbot, ui, gate.set)
    assert ui.store.count("meeting") == 1


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


def is_in_view(widget: QWidget) -> bool:
    """Whether a focused field is wholly within the part of its form that can be seen."""
    return widget.hasFocus() and widget.visibleRegion().boundingRect().size() == widget.size()


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


def test_file_is_attached_to_signed_minutes(qtbot, ui, meeting, tmp_path):
    scan = tmp_path / "bien-ban.pdf"
    scan.write_bytes(b"%PDF-1.4")
    meeting.form.put("state", "signed")
    saved(qtbot, ui, meeting.save)
    saved(qtbot, ui, lambda: meeting.attachments.add_files([scan]))
    assert meeting.attachments.list.count() == 1
    meeting.attachments.list.setCurrentRow(0)
    saved(qtbot, ui, meeting.attachments._remove)
    assert meeting.attachments.list.count() == 0


@pytest.mark.parametrize("kind", ["unit", "officer", "rule_override", "dialogue", "model"])
def test_every_kind_opens_in_an_editor_with_all_its_fields(qtbot, ui, kind):
    editor = opened(qtbot, ui, kind)
    names = {field.name for field in ui.store.kinds[kind].fields} - {"reopen_reason"}
    assert set(editor.form.raw_values()) == names


def test_tabs_are_turned_by_keys_and_take_the_focus(qtbot: QtBot, ui: UiContext, village: str) -> None:
    editor = new_meeting(qtbot, ui, village)
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    editor.form.input("subject").focusProxy().setFocus()
    count = editor.tabs.count() - 1
    assert not editor.tabs.isTabEnabled(count), "the history of a record that is not stored"
    for place in (*range(1, count), 0):
        QTest.keyClick(editor, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        assert editor.tabs.currentIndex() == place
        assert editor.tabs.currentWidget().isAncestorOf(editor.focusWidget())
    QTest.keyClick(editor, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert editor.tabs.currentIndex() == count - 1


def test_field_that_is_wrong_is_framed_and_told_to_screen_readers(qtbot: QtBot, ui: UiContext, village: str) -> None:
    editor = new_meeting(qtbot, ui, village)
    target = editor.form.input("starts_at").focusProxy()
    fill(editor.form, starts_at="30/2/2026 8h")
    qtbot.waitUntil(lambda: bool(target.property("wrong")))
    assert "Tháng 2 năm 2026 chỉ có" in target.accessibleDescription()
    fill(editor.form, starts_at="28/2/2026 8h")
    qtbot.waitUntil(lambda: not target.property("wrong"))
    assert target.accessibleDescription() == ""


def test_an_editor_opens_as_large_as_the_last_one_of_its_kind_was_left(qtbot: QtBot, ui: UiContext) -> None:
    editor = opened(qtbot, ui, "unit")
    first = editor.size()
    editor.resize(first.width() - 120, first.height() - 60)
    left = editor.size()
    saved(qtbot, ui, editor.close)
    assert opened(qtbot, ui, "unit").size() == left
    assert opened(qtbot, ui, "officer").size() == first
    ui.store.settings.set("editor.size.unit", "0x-5")
    assert opened(qtbot, ui, "unit").size() == first
