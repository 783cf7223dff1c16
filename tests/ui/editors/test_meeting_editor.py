"""Meetings in their editor: quorum, votes, opinions, and minutes that are signed."""

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.widgets.text_dialog import TextDialog
from tests.ui.editors.editing import fill, new_meeting, opened, saved


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
