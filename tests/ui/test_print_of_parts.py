"""Papers of a reception and of a case in the window: those of the record, and those of who was received."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.preview.preview_dialog import PreviewDialog


def _open(ui: UiContext, qtbot: QtBot, kind: str, uid: str) -> RecordEditor:
    editor = open_editor(ui, kind, uid)
    qtbot.addWidget(editor)
    qtbot.waitExposed(editor)
    return editor


def _titles(editor: RecordEditor) -> list[str]:
    editor.print_button.fill()
    return [action.text() for action in editor.print_button.menu().actions()]


def _session(ui: UiContext) -> str:
    made = {"unit": ui.store.unit.uid, "held_on": "2026-08-12", "kind": "head", "receiver": "Lê Văn Cường"}
    return ui.store.save(Draft("reception", made | {"place": "Trụ sở UBND xã"})).uids[0]


def test_a_reception_offers_its_notice_and_the_papers_of_who_came(ui: UiContext, qtbot: QtBot) -> None:
    of = _session(ui)
    editor = _open(ui, qtbot, "reception", of)
    assert editor.print_button.isVisibleTo(editor)
    assert _titles(editor) == ["Chưa có gì để in", "Thông báo kết luận buổi tiếp công dân"]
    visit = {"reception": of, "content": "Cấp đất", "nature": "petition"}
    refused = {"citizen_name": "Vũ Đình Khôi", "handling": "refused", "refusal_ground": "h"}
    ui.store.save(
        Draft("reception_visit", visit | {"citizen_name": "Phạm Thị Hoa", "handling": "taken"}),
        Draft("reception_visit", visit | refused),
        Draft("reception_visit", visit | {"citizen_name": "Mật", "handling": "taken", "nature": "denunciation"}),
    )
    assert _titles(editor) == [
        "Thông báo kết luận buổi tiếp công dân",
        "Giấy biên nhận thông tin, tài liệu – Phạm Thị Hoa – Cấp đất",
        "Thông báo từ chối tiếp công dân – Vũ Đình Khôi – Cấp đất",
    ]


def test_the_paper_of_a_part_is_shown_of_that_part(ui: UiContext, qtbot: QtBot) -> None:
    of = _session(ui)
    visit = {"reception": of, "content": "Cấp đất", "nature": "petition", "citizen_name": "Phạm Thị Hoa"}
    ui.store.save(Draft("reception_visit", visit | {"handling": "taken"}))
    editor = _open(ui, qtbot, "reception", of)
    editor.print_button.fill()
    editor.print_button.menu().actions()[1].trigger()
    (dialog,) = editor.findChildren(PreviewDialog)
    qtbot.waitUntil(lambda: dialog.preview.page_count == 1)
    assert "Giấy biên nhận" in dialog.windowTitle()


def test_a_case_offers_first_what_fits_how_it_was_handled(ui: UiContext, qtbot: QtBot, village: str) -> None:
    made = {"number": "001/2026", "received_on": "2026-08-12", "nature": "complaint", "unit": village}
    accepted = {"title": "Khiếu nại mức bồi thường", "citizen_name": "Vũ Đình Khôi", "accepted_on": "2026-08-14"}
    uid = ui.store.save(Draft("case", made | accepted)).uids[0]
    titles = _titles(_open(ui, qtbot, "case", uid))
    assert titles[:2] == ["Thông báo thụ lý", "Chưa có gì để in"]
    assert "Phiếu hướng dẫn" in titles[2:]
    assert "Hồ sơ điểm nóng" not in titles
