"""The print button of an editor: what it offers of a record, and what is told of the rest."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.catalogue import FORMS, forms_of_kind
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.editors.print_button import PrintButton
from danvan_desktop.ui.preview.preview_dialog import PreviewDialog
from tests.ui.watching import pages_of


def _meeting(ui: UiContext, village: str, **values: object) -> str:
    base = {
        "unit": village,
        "subject": "Bàn việc quỹ",
        "starts_at": "2026-08-12T19:30",
        "place": "Nhà văn hóa",
        "chair": "Nguyễn Văn An",
        "secretary": "Trần Thị Bình",
        "households_total": 120,
        "households_present": 95,
    }
    return ui.store.save(Draft("meeting", base | values)).uids[0]


def _open(ui: UiContext, qtbot: QtBot, uid: str) -> RecordEditor:
    editor = open_editor(ui, "meeting", uid)
    qtbot.addWidget(editor)
    qtbot.waitExposed(editor)
    return editor


def _action(button: PrintButton, title: str) -> QAction:
    return next(action for action in button.menu().actions() if action.text() == title)


def test_forms_with_nothing_to_say_stand_below_a_line_with_the_reason(
    ui: UiContext, qtbot: QtBot, village: str
) -> None:
    uid = _meeting(ui, village)
    editor = _open(ui, qtbot, uid)
    button = editor.print_button
    button.fill()
    titles = [action.text() for action in button.menu().actions()]
    line = titles.index("Chưa có gì để in")
    assert titles[:line] == ["Biên bản họp thôn, tổ dân phố", "Giấy mời họp thôn, tổ dân phố", "Danh sách hộ dự họp"]
    assert titles[line + 1 :] == [
        "Nghị quyết của cộng đồng dân cư",
        "Trích nghị quyết để niêm yết",
        "Biên bản kiểm phiếu",
        "Biên bản kiểm phiếu lấy ý kiến hộ",
        "Phiếu biểu quyết",
        "Phiếu lấy ý kiến hộ gia đình",
        "Danh sách phát, thu phiếu",
        "Tờ trình đề nghị công nhận",
    ]
    assert "không có phiếu để kiểm" in _action(button, "Biên bản kiểm phiếu").toolTip()
    decision = {"meeting": uid, "title": "Mức quỹ", "method": "secret_ballot", "votes_for": 90, "votes_against": 1}
    ui.store.save(Draft("decision", decision))
    button.fill()
    titles = [action.text() for action in button.menu().actions()]
    assert titles[titles.index("Chưa có gì để in") + 1 :] == [
        "Biên bản kiểm phiếu lấy ý kiến hộ",
        "Phiếu lấy ý kiến hộ gia đình",
        "Danh sách phát, thu phiếu",
        "Tờ trình đề nghị công nhận",
    ]


def test_who_asks_for_one_all_the_same_is_told_why(ui: UiContext, qtbot: QtBot, village: str) -> None:
    editor = _open(ui, qtbot, _meeting(ui, village))
    editor.print_button.fill()
    _action(editor.print_button, "Biên bản kiểm phiếu").trigger()
    (dialog,) = editor.findChildren(PreviewDialog)
    qtbot.waitUntil(lambda: "không có phiếu để kiểm" in dialog.preview.hint)
    assert dialog.preview.page_count == 0
    dialog.close()


@pytest.mark.parametrize(("came", "form"), [(None, "GIẤY MỜI"), (95, "BIÊN BẢN")])
def test_the_key_takes_the_first_that_has_something_to_say(
    ui: UiContext, qtbot: QtBot, village: str, came: int | None, form: str
) -> None:
    editor = _open(ui, qtbot, _meeting(ui, village, households_present=came))
    editor.print_button.show_first()
    (dialog,) = editor.findChildren(PreviewDialog)
    qtbot.waitUntil(lambda: dialog.preview.page_count > 0)
    assert form in pages_of(dialog.preview)[0]
    dialog.close()


@pytest.mark.parametrize(
    ("told", "first"),
    [
        ({"published_on": "2026-12-20", "state": "planned"}, "consultation-plan"),
        ({"published_on": "2026-07-01", "state": "open"}, "consultation-slip"),
        ({"published_on": "2026-07-01", "state": "open", "synthesis": "Đa số đồng ý"}, "consultation-synthesis"),
        (
            {
                "published_on": "2026-07-01",
                "state": "open",
                "synthesis": "Đa số đồng ý",
                "explanation": "Đã tiếp thu",
                "explained_on": "2026-08-01",
            },
            "consultation-notice",
        ),
    ],
)
def test_the_paper_of_the_stage_that_is_reached_comes_first(
    ui: UiContext, qtbot: QtBot, told: dict[str, str], first: str
) -> None:
    base = {"unit": ui.store.unit.uid, "subject": "Đặt tên thôn", "item": "c04", "drafting_body": "UBND xã"}
    uid = ui.store.save(Draft("consultation", base | told)).uids[0]
    editor = open_editor(ui, "consultation", uid)
    qtbot.addWidget(editor)
    shown: list[str] = []
    button = editor.print_button
    button._show_form = lambda code, _part: shown.append(code)
    button.show_first()
    assert shown == [first]
    button.fill()
    assert button.codes[0] == first


@pytest.mark.parametrize(
    ("kind", "state", "first"),
    [
        ("publicity_item", "posted", "posting-minutes"),
        ("publicity_item", "finished", "posting-end-minutes"),
        ("oversight", "planned", "oversight-plan"),
        ("oversight", "reported", "oversight-report"),
        ("inspection", "done", "inspection-minutes"),
        ("inspection", "concluded", "inspection-conclusion"),
        ("rating", "self", "rating-sheet"),
        ("rating", "announced", "rating-notice"),
        ("community_work", "building", "contribution-book"),
        ("community_work", "settled", "work-account"),
        ("petition", "received", "petition-slip"),
        ("petition", "replied", "petition-reply"),
    ],
)
def test_other_kinds_have_papers_of_their_stages_too(kind: str, state: str, first: str) -> None:
    assert min(forms_of_kind(kind), key=lambda form: state not in form.wanted_in).code == first


def test_forms_are_wanted_in_states_that_their_kind_has(ui: UiContext) -> None:
    for form in FORMS:
        states = {
            choice.code
            for field in ui.store.kinds[form.kind].fields
            if field.name == "state"
            for choice in field.choices
        }
        assert form.wanted_in <= states, form.code


def test_papers_of_another_type_of_record_are_not_offered_at_all(ui: UiContext, qtbot: QtBot) -> None:
    made = {"type": "inspection", "title": "Kiểm tra", "issued_on": "2026-08-01"}
    editor = open_editor(ui, "plan", ui.store.save(Draft("plan", made)).uids[0])
    qtbot.addWidget(editor)
    assert not {"month-plan", "month-report"} & set(editor.print_button.codes)
    made |= {"type": "month", "title": "Tháng Dân vận"}
    other = open_editor(ui, "plan", ui.store.save(Draft("plan", made)).uids[0])
    qtbot.addWidget(other)
    assert {"month-plan", "month-report"} <= set(other.print_button.codes)
