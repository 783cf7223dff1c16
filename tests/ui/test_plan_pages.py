"""Plans made of templates and the year's reports made at once in the window; a report said to be sent."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.exchange.plan_sheets import write_sheet
from danvan_desktop.exchange.plan_templates import find_template
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.owed_dialog import OwedDialog
from danvan_desktop.ui.dialogs.plan_template_dialog import PlanTemplateDialog
from danvan_desktop.ui.dialogs.preparing_dialog import PreparingDialog
from danvan_desktop.ui.dialogs.tasks_dialog import TasksDialog
from danvan_desktop.ui.editors.dialogue_editor import DialogueEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.editors.submission_editor import SubmissionEditor
from danvan_desktop.ui.pages.record_page import RecordPage
from danvan_desktop.ui.widgets.questions import Answer
from tests.copies import replace
from tests.ui.settling import settle

pytestmark = pytest.mark.usefixtures("no_term_is_moved")


def shown(ui: UiContext, qtbot: QtBot, kind: str) -> RecordPage:
    made = RecordPage(ui, ui.views[kind])
    qtbot.addWidget(made)
    made.resize(1160, 700)
    made.show()
    made.activate()
    settle(qtbot, ui)
    return made


def lines(dialog: PreparingDialog) -> list[list[str]]:
    tree = dialog.lines
    return [
        [tree.topLevelItem(row).text(column) for column in range(tree.columnCount())]
        for row in range(tree.topLevelItemCount())
    ]


def opened(qtbot: QtBot, ui: UiContext, page: RecordPage, action: str, kind: type[PreparingDialog]) -> PreparingDialog:
    page.actions_of_kind.buttons[action].click()
    (dialog,) = page.findChildren(kind)
    settle(qtbot, ui)
    return dialog


def test_a_plan_is_made_of_a_template_whose_tasks_are_shown_first(qtbot: QtBot, ui: UiContext) -> None:
    page = shown(ui, qtbot, "plan")
    dialog = opened(qtbot, ui, page, "template", PlanTemplateDialog)
    assert isinstance(dialog, PlanTemplateDialog)
    names = [dialog.template.itemText(place) for place in range(dialog.template.count())]
    dialog.template.setCurrentIndex(names.index("Tháng Dân vận"))
    dialog.year.setCurrentIndex(dialog.year.findData(ui.today().year + 1))
    settle(qtbot, ui)
    told = lines(dialog)
    assert len(told) > 5
    assert told[0][0] == f"05/10/{ui.today().year + 1}"
    assert ui.store.count("plan") == 0
    with qtbot.waitSignal(page.record_wanted) as wanted:
        dialog.save()
    settle(qtbot, ui)
    (plan,) = ui.store.list("plan")
    assert wanted.args == [plan.uid]
    assert {task.text("title") for task in ui.store.children(plan.uid, "task")} == {line[1] for line in told}
    ui.operations.undo()
    settle(qtbot, ui)
    assert ui.store.count("plan") == ui.store.count("task") == 0


def test_who_leads_is_asked_about_before_closing_and_saved_as_typed_last(
    qtbot: QtBot, ui: UiContext, tmp_path: Path, answers: list[Answer]
) -> None:
    dialog = opened(qtbot, ui, shown(ui, qtbot, "plan"), "template", PlanTemplateDialog)
    assert isinstance(dialog, PlanTemplateDialog)
    nobody_leads = tmp_path / "khong-chu-tri.xlsx"
    write_sheet(replace(find_template("kiem-tra", ui.store.path), lead=""), nobody_leads)
    dialog.take_file(nobody_leads)
    settle(qtbot, ui)
    dialog.lead.setText("Ban Dân vận xã")
    answers += [Answer.STAY, Answer.SAVE]
    dialog.reject()
    assert dialog.isVisible()
    dialog.reject()
    settle(qtbot, ui)
    (plan,) = ui.store.list("plan")
    assert "Ban Dân vận xã" in {task.text("lead") for task in ui.store.children(plan.uid, "task")}
    assert not answers


def test_a_template_of_a_file_is_kept_and_chosen_and_a_bad_one_told_of(
    qtbot: QtBot, ui: UiContext, tmp_path: Path
) -> None:
    page = shown(ui, qtbot, "plan")
    dialog = opened(qtbot, ui, page, "template", PlanTemplateDialog)
    assert isinstance(dialog, PlanTemplateDialog)
    bad, good = tmp_path / "hong.toml", tmp_path / "cua-xa.xlsx"
    bad.write_text("name = ", "utf-8")
    dialog.take_file(bad)
    settle(qtbot, ui)
    assert "hong.toml" in dialog.told.text()
    write_sheet(find_template("kiem-tra", ui.store.path), good)
    dialog.take_file(good)
    settle(qtbot, ui)
    assert dialog.template.currentText() == "Kiểm tra công tác dân vận"
    assert (ui.store.path.parent / "plans" / "cua-xa.xlsx").is_file()
    assert len(lines(dialog)) == 5
    copy = tmp_path / "ban-sao.xlsx"
    dialog.write_copy(copy)
    settle(qtbot, ui)
    assert copy.stat().st_size
    dialog.reject()


def test_the_reports_of_a_year_are_made_in_one_press_and_undone_in_one(qtbot: QtBot, ui: UiContext) -> None:
    page = shown(ui, qtbot, "submission")
    dialog = opened(qtbot, ui, page, "year", OwedDialog)
    assert isinstance(dialog, OwedDialog)
    dialog.part.setCurrentIndex(dialog.part.findData(False))
    settle(qtbot, ui)
    told = lines(dialog)
    assert "Báo cáo tiếp công dân" in {line[2] for line in told}
    dialog.save()
    settle(qtbot, ui)
    assert ui.store.count("submission") == len(told) > 20
    again = OwedDialog(ui, page)
    settle(qtbot, ui)
    assert not again.save_button.isEnabled()
    assert lines(again) == []
    again.reject()
    ui.operations.undo()
    settle(qtbot, ui)
    assert ui.store.count("submission") == 0


def test_an_office_that_begins_late_in_the_year_has_nothing_late_by_its_first_calendar(
    qtbot: QtBot, ui: UiContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(ui, qtbot, "submission")
    monkeypatch.setattr(UiContext, "today", lambda _self: dt.date(2026, 11, 30))
    dialog = OwedDialog(ui, page)
    settle(qtbot, ui)
    assert {line[0][-7:] for line in lines(dialog)} == {"11/2026", "12/2026"}
    assert "báo cáo đã qua hạn để lại" in dialog.told.text()
    dialog.part.setCurrentIndex(dialog.part.findData(False))
    settle(qtbot, ui)
    assert "20/01/2026" in {line[0] for line in lines(dialog)}
    assert "để lại" not in dialog.told.text()
    dialog.reject()


def owed(ui: UiContext, **values: object) -> str:
    day = ui.today() - dt.timedelta(days=10)
    made = {"report": "work_quarter", "period": "2026-Q2", "to": "Tỉnh ủy", "due_on": day.isoformat()}
    return ui.store.save(Draft("submission", made | values)).uids[0]


def test_chosen_reports_are_said_to_be_sent_in_one_press(qtbot: QtBot, ui: UiContext) -> None:
    uids = [owed(ui), owed(ui, report="reception")]
    page = shown(ui, qtbot, "submission")
    page.view.selectAll()
    page.actions_of_kind.buttons["sent"].click()
    settle(qtbot, ui)
    today = ui.today().isoformat()
    assert [ui.store.get(uid).text("sent_on") for uid in uids] == [today, today]
    remark = page.remark(ui.store.get(uids[0]), "sent_on")
    assert "chậm 10 ngày" in str(remark)


def test_the_editor_writes_day_and_paper_and_offers_it_no_more(qtbot: QtBot, ui: UiContext) -> None:
    number = {"date": ui.today().isoformat(), "subject": "Báo cáo", "form": "work-report", "period": "2026-Q2"}
    paper, uid = ui.store.save(Draft("document_number", number)).uids[0], owed(ui)
    editor = open_editor(ui, "submission", uid=uid)
    assert isinstance(editor, SubmissionEditor)
    qtbot.addWidget(editor)
    assert editor.sent_button.isVisibleTo(editor)
    assert editor.print_button.isVisibleTo(editor)
    editor.sent_button.click()
    settle(qtbot, ui)
    found = ui.store.get(uid)
    assert (found.text("sent_on"), found.text("document"), found.text("state")) == (
        ui.today().isoformat(),
        paper,
        "sent",
    )
    assert not editor.sent_button.isVisibleTo(editor)


def test_tasks_are_made_of_a_conclusion_in_the_editor(qtbot: QtBot, ui: UiContext) -> None:
    day = ui.today().isoformat()
    held = {"topic": "Đường", "led_by": "Cường", "held_on": day, "place": "Hội trường", "participants_count": 9}
    uid = ui.store.save(Draft("dialogue", held)).uids[0]
    editor = open_editor(ui, "dialogue", uid=uid)
    assert isinstance(editor, DialogueEditor)
    qtbot.addWidget(editor)
    assert not editor.tasks_button.isVisibleTo(editor)
    editor.form.put("conclusion", "Niêm yết phương án trước 20/12/2030\nTrả lời bằng văn bản")
    assert editor.tasks_button.isVisibleTo(editor)
    editor.tasks_button.click()
    settle(qtbot, ui)
    (dialog,) = editor.findChildren(TasksDialog)
    settle(qtbot, ui)
    assert sorted(lines(dialog)) == [
        ["", "Trả lời bằng văn bản"],
        ["20/12/2030", "Niêm yết phương án trước 20/12/2030"],
    ]
    stacked = list[object]()
    editor.open_requested.connect(lambda *_args: stacked.append(QApplication.activeModalWidget()))
    with qtbot.waitSignal(editor.open_requested) as wanted:
        dialog.save()
    settle(qtbot, ui)
    assert stacked == [None], "the plan stands in the window, not above the dialog"
    (plan,) = ui.store.list("plan")
    assert wanted.args == ["plan", plan.uid]
    assert {task.text("source") for task in ui.store.children(plan.uid, "task")} == {uid}


def test_a_report_of_a_unit_below_tells_its_lateness_and_whether_its_records_are_here(
    qtbot: QtBot, ui: UiContext
) -> None:
    below = {"name": "Thôn Tây", "kind": "village", "code": "DS-9", "parent": ui.store.unit.uid}
    village = ui.store.save(Draft("unit", below)).uids[0]
    editor = open_editor(ui, "submission", uid=owed(ui, from_unit=village))
    assert isinstance(editor, SubmissionEditor)
    qtbot.addWidget(editor)
    qtbot.waitUntil(lambda: not editor.kept_line.isHidden())
    assert editor.kept_line.text() == "! Chưa gửi, quá hạn 10 ngày. Hồ sơ của kỳ: Theo dõi trực tiếp."
    editor.sent_button.click()
    settle(qtbot, ui)
    qtbot.waitUntil(lambda: "Đã gửi, chậm 10 ngày" in editor.kept_line.text())
    own = open_editor(ui, "submission", uid=owed(ui))
    assert isinstance(own, SubmissionEditor)
    qtbot.addWidget(own)
    settle(qtbot, ui)
    assert own.kept_line.isHidden(), "what the office owes itself is told by the next step"
