"""Figures, text, number and check of a report in the window, with real widgets on a real store."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.batch import batch_of, print_batch
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.printing import print_form
from danvan_desktop.reports.proof import seal_of_period
from danvan_desktop.store import Store
from danvan_desktop.sync import enrol_card, own_card
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opening import open_draft
from danvan_desktop.ui.reports.composer_dialog import ComposerDialog
from danvan_desktop.ui.reports.figures_dialog import FiguresDialog
from danvan_desktop.ui.reports.report_tools import ReportTools
from danvan_desktop.ui.reports.verify_dialog import VerifyDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from danvan_desktop.ui.context import UiContext

QUARTER = Period.quarter(2026, 3)
FORM = "work-report"


def petition(ui: UiContext, village: str, number: str) -> str:
    values = {"number": number, "received_on": "2026-08-12", "unit": village, "content": "Mương tiêu ngõ 3 bị tắc"}
    return ui.store.save(Draft("petition", values)).uids[0]


@pytest.fixture
def figures(ui: UiContext, village: str, qtbot: QtBot) -> FiguresDialog:
    petition(ui, village, "001/2026")
    dialog = FiguresDialog(ui, FORM, QUARTER)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.current))
    return dialog


def test_the_figures_say_that_they_are_being_counted(ui: UiContext, qtbot: QtBot) -> None:
    dialog = FiguresDialog(ui, FORM, QUARTER)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "Đang đọc số liệu" in dialog.notes.text()
    assert not dialog.remark_button.isEnabled()
    qtbot.waitUntil(lambda: bool(dialog.current))
    assert "Đang đọc số liệu" not in dialog.notes.text()


@pytest.fixture
def composer(ui: UiContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> ComposerDialog:
    monkeypatch.setattr(ComposerDialog, "_may_lose", lambda _self: True)
    dialog = ComposerDialog(ui, FORM, QUARTER)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: len(dialog.sections.items) > 0)
    return dialog


@pytest.fixture
def tools(ui: UiContext, qtbot: QtBot) -> ReportTools:
    made = ReportTools(ui)
    qtbot.addWidget(made)
    return made


def test_nothing_can_be_written_before_the_sections_of_a_report_are_read(ui: UiContext, qtbot: QtBot) -> None:
    """What was typed went when they came, and to give up what was written ended in an error."""
    dialog = ComposerDialog(ui, FORM, QUARTER)
    qtbot.addWidget(dialog)
    buttons = (dialog.save_button, dialog.take_button, dialog.forget_button)
    assert [button.isEnabled() for button in buttons] == [False, False, False]
    assert dialog.text.isReadOnly()
    assert dialog.saved.isHidden()
    qtbot.waitUntil(lambda: len(dialog.sections.items) > 0)
    assert not dialog.text.isReadOnly()


def test_a_figure_opens_the_records_that_it_counts(figures: FiguresDialog, ui: UiContext, qtbot: QtBot) -> None:
    figures.choose("petitions.received")
    qtbot.waitUntil(lambda: len(figures.counted.items) == 1)
    assert figures.tree.currentItem().text(1) == "1"
    assert "ngày tiếp nhận trong kỳ" in figures.definition.text()
    with qtbot.waitSignal(figures.record_wanted) as wanted:
        figures.open_button.click()
    assert wanted.args == [ui.store.find("petition", number="001/2026")[0].uid]


def test_names_of_figures_are_whole_however_narrow_their_column(figures: FiguresDialog, qtbot: QtBot) -> None:
    figures.resize(420, 640)
    figures.tree.setFixedWidth(360)
    metrics, tree = figures.tree.fontMetrics(), figures.tree
    qtbot.waitUntil(lambda: tree.columnWidth(0) < 200)
    items = [figures._items[code] for code in figures._items]
    longest = max(items, key=lambda item: metrics.horizontalAdvance(item.text(0)))
    assert metrics.horizontalAdvance(longest.text(0)) > tree.columnWidth(0)
    qtbot.waitUntil(lambda: tree.visualItemRect(longest).height() >= 2 * metrics.height())


def test_a_figure_without_records_has_nothing_to_open(figures: FiguresDialog, qtbot: QtBot) -> None:
    figures.choose("petitions.received")
    qtbot.waitUntil(figures.open_button.isEnabled)
    figures.choose("meetings.held")
    assert not figures.open_button.isEnabled()
    assert figures.counted.items == ()


def test_figures_follow_what_is_recorded_meanwhile(
    figures: FiguresDialog, ui: UiContext, village: str, qtbot: QtBot
) -> None:
    from danvan_desktop.ui.operations import Operation

    figures.choose("petitions.received")
    values = {"number": "002/2026", "received_on": "2026-09-01", "unit": village, "content": "Đường hỏng"}
    work = Operation(form_of(FORM).title, lambda store, _progress: store.save(Draft("petition", values)))
    ui.operations.run(work)
    qtbot.waitUntil(lambda: figures.tree.currentItem() is not None and figures.tree.currentItem().text(1) == "2")
    assert figures.current == "petitions.received"


def test_whose_records_never_came_is_told_beside_the_figures_and_the_check(
    figures: FiguresDialog, ui: UiContext, qtbot: QtBot, tmp_path: Path
) -> None:
    assert not figures.notes.text()
    with Store.create(tmp_path / "thon.db", unit_name="Thôn Đông", unit_code="DS-01", level="village") as laptop:
        enrol_card(ui.store, own_card(laptop))
    figures.refresh()
    told = "Chưa báo cáo kỳ này (không phải bằng 0): Thôn Đông (chưa gửi lần nào)."
    qtbot.waitUntil(lambda: figures.notes.text() == told)
    check = VerifyDialog(ui)
    qtbot.addWidget(check)
    check.code.setText(seal_of_period(ui.store, FORM, QUARTER, ui.store.today()).code)
    check.check()
    qtbot.waitUntil(lambda: told in check.notes.text())


def test_a_parts_figure_opens_the_record_it_belongs_to(ui: UiContext, village: str, qtbot: QtBot) -> None:
    meeting = {
        "unit": village,
        "subject": "Làm đường",
        "starts_at": "2026-08-12T19:30",
        "place": "Nhà văn hóa",
        "chair": "Nguyễn Văn An",
        "secretary": "Trần Thị Bình",
        "households_total": 120,
        "households_present": 95,
    }
    uid = ui.store.save(Draft("meeting", meeting)).uids[0]
    ui.store.save(Draft("decision", {"meeting": uid, "title": "Thu quỹ", "votes_for": 90, "votes_against": 1}))
    dialog = FiguresDialog(ui, FORM, QUARTER)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.current))
    dialog.choose("decisions.voted")
    qtbot.waitUntil(lambda: len(dialog.counted.items) == 1)
    assert dialog.counted.items[0].title == "Thu quỹ"
    assert dialog.counted.current == uid


def test_the_officer_s_value_and_reason_are_asked_for_the_current_figure(figures: FiguresDialog, qtbot: QtBot) -> None:
    figures.choose("meetings.held")
    with qtbot.waitSignal(figures.remark_wanted) as wanted:
        figures.remark_button.click()
    uid, values = wanted.args
    assert uid == ""
    assert (values["form"], values["period"], values["figure"]) == (FORM, "2026-Q3", "meetings.held")


def test_sections_show_their_draft_until_they_are_written(
    composer: ComposerDialog, ui: UiContext, qtbot: QtBot
) -> None:
    composer.sections.choose("tasks")
    assert composer.text.toPlainText() == composer.draft.toPlainText()
    assert "quý IV năm 2026" in composer.text.toPlainText()
    assert not composer.save_button.isEnabled()
    composer.text.setPlainText("Tập trung giải quyết kiến nghị.")
    with qtbot.waitSignal(ui.operations.finished):
        composer.save()
    qtbot.waitUntil(lambda: composer.sections.items[-2].detail == "Đã soạn")
    assert [record.text("section") for record in ui.store.list("report_text")] == ["tasks"]
    document = form_of(FORM).build(ReportContext(ui.store, dt.date(2026, 10, 1), period=QUARTER))
    assert any("Tập trung giải quyết kiến nghị." in str(block) for block in document.blocks)


def test_turning_to_another_section_keeps_what_was_typed(composer: ComposerDialog, ui: UiContext, qtbot: QtBot) -> None:
    composer.sections.choose("results.front")
    composer.text.setPlainText("Mặt trận giám sát 02 cuộc.")
    composer.sections.choose("results.block")
    qtbot.waitUntil(lambda: len(ui.store.list("report_text")) == 1)
    assert composer.text.toPlainText() == ""
    assert ui.store.list("report_text")[0].text("text") == "Mặt trận giám sát 02 cuộc."


def test_text_pasted_from_a_word_processor_becomes_plain_paragraphs(composer: ComposerDialog, qtbot: QtBot) -> None:
    composer.sections.choose("tasks")
    composer.text.clear()
    QGuiApplication.clipboard().setText("\u00b7\tTuyên\u00a0truyền\r\n\r\n\r\n\r\n\uf0b7 Vận\tđộng\x0bnhân dân")
    composer.text.paste()
    assert composer.text.toPlainText() == "- Tuyên truyền\n\n- Vận động\nnhân dân"
    assert composer.save_button.isEnabled()


def test_text_that_is_not_saved_is_offered_in_its_section_beside_what_is_saved(
    composer: ComposerDialog, ui: UiContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ComposerDialog, "_may_lose", lambda _self: True)
    composer.sections.choose("tasks")
    composer.text.setPlainText("Tập trung giải quyết kiến nghị.")
    qtbot.waitUntil(lambda: len(ui.store.drafts.all()) == 1)
    kept = ui.store.drafts.all()[0]
    composer.text.setPlainText("Viết lại từ đầu.")
    with qtbot.waitSignal(ui.operations.finished):
        composer.save()
    qtbot.waitUntil(lambda: not ui.operations.busy and ui.store.drafts.all() == [])
    composer.close()
    # The program ended before the draft was forgotten: it stands beside a section that has been written since.
    ui.store.drafts.keep(kept)

    again = open_draft(ui, ui.store.drafts.all()[0])
    assert isinstance(again, ComposerDialog)
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: again.text.toPlainText() == "Tập trung giải quyết kiến nghị.")
    assert again.sections.current == "tasks"
    assert again.saved.toPlainText() == "Viết lại từ đầu."
    assert "đang soạn dở lúc" in again.kept_note.text()
    again.sections.choose("results.front")
    again.sections.choose("tasks")
    assert again.text.toPlainText() == "Tập trung giải quyết kiến nghị."
    again.save()
    qtbot.waitUntil(lambda: not ui.operations.busy and ui.store.drafts.all() == [])
    (written,) = ui.store.list("report_text")
    assert written.text("text") == "Tập trung giải quyết kiến nghị."


def test_kept_text_that_is_only_looked_at_stays_kept_and_can_be_given_up(
    composer: ComposerDialog, ui: UiContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    composer.sections.choose("tasks")
    stored = composer.text.toPlainText()
    composer.text.setPlainText("Tập trung giải quyết kiến nghị.")
    composer.keep_unsaved()
    composer.done(0)
    qtbot.waitUntil(lambda: len(ui.store.drafts.all()) == 1)
    looking = ComposerDialog(ui, FORM, QUARTER, section="tasks")
    qtbot.waitUntil(lambda: bool(looking.kept_note.text()))
    assert looking.sections.items[-2].detail == "Đang soạn dở, chưa lưu"
    assert looking.close()
    qtbot.waitUntil(lambda: not ui.operations.busy)
    assert len(ui.store.drafts.all()) == 1
    again = ComposerDialog(ui, FORM, QUARTER, section="tasks")
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: bool(again.kept_note.text()))
    again.kept_note.action_button.click()
    assert again.text.toPlainText() == stored
    qtbot.waitUntil(lambda: ui.store.drafts.all() == [])


@pytest.mark.parametrize("end", ["save", "close"])
def test_text_that_was_saved_or_given_up_leaves_no_draft(
    ui: UiContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    monkeypatch.setattr(ComposerDialog, "_may_lose", lambda _self: True)
    dialog = ComposerDialog(ui, FORM, QUARTER)
    qtbot.waitUntil(lambda: bool(dialog.sections.items))
    dialog.sections.choose("tasks")
    dialog.text.setPlainText("Tập trung giải quyết kiến nghị.")
    qtbot.waitUntil(lambda: len(ui.store.drafts.all()) == 1)
    if end == "save":
        dialog.save()
        qtbot.waitUntil(lambda: ui.store.drafts.all() == [])
    dialog.close()
    qtbot.waitUntil(lambda: ui.store.drafts.all() == [])


def test_a_written_section_can_follow_its_draft_again(composer: ComposerDialog, ui: UiContext, qtbot: QtBot) -> None:
    composer.sections.choose("tasks")
    composer.text.setPlainText("Khác")
    with qtbot.waitSignal(ui.operations.finished):
        composer.save()
    qtbot.waitUntil(composer.forget_button.isEnabled)
    with qtbot.waitSignal(ui.operations.finished):
        composer.forget()
    qtbot.waitUntil(lambda: composer.text.toPlainText() == composer.draft.toPlainText() != "")
    assert ui.store.count("report_text") == 0


def test_a_template_that_cannot_be_used_is_told_in_the_composer(ui: UiContext, qtbot: QtBot) -> None:
    folder = ui.store_path.parent / "narrative"
    folder.mkdir()
    (folder / f"{FORM}.json").write_text("{", "utf-8")
    dialog = ComposerDialog(ui, FORM, QUARTER)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: "Không đọc được mẫu lời văn" in dialog.banner.text())


def test_a_report_is_checked_by_code_and_by_file(ui: UiContext, village: str, qtbot: QtBot, tmp_path: Path) -> None:
    context = ReportContext(ui.store, dt.date(2026, 10, 1), period=QUARTER)
    proof = form_of(FORM).build(context).proof
    assert proof is not None
    path = tmp_path / "report.pdf"
    print_form(form_of(FORM), context, path)
    dialog = VerifyDialog(ui)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.code.setText(proof.code.lower())
    dialog.check()
    qtbot.waitUntil(lambda: dialog.answer.text().startswith("Khớp"))
    petition(ui, village, "001/2026")
    dialog.check_file(path)
    qtbot.waitUntil(lambda: dialog.answer.text().startswith("Không khớp ở nhóm: Đơn, kiến nghị"))
    first = dialog.differences.topLevelItem(0)
    assert first is not None
    assert [first.text(column) for column in range(3)] == ["Đơn, kiến nghị, phản ánh tiếp nhận trong kỳ", "1", "0"]
    book = tmp_path / "book.pdf"
    print_batch(batch_of(ui.store, QUARTER), book, one_file=True)
    dialog.check_file(book)
    qtbot.waitUntil(lambda: dialog.answer.text().startswith("Khớp cả"))
    assert str(form_of(FORM).title) in dialog.notes.text()
    dialog.code.setText("K7QF")
    dialog.check()
    qtbot.waitUntil(lambda: "nhóm 4 chữ và số" in dialog.answer.text())
    assert not dialog.differences.isVisible()


def test_tools_are_offered_as_the_form_allows(tools: ReportTools) -> None:
    offered = {}
    for code, uid, period in (
        ("work-report", "", QUARTER),
        ("meeting-register", "", QUARTER),
        ("petition-reply", "u", None),
        ("meeting-minutes", "u", None),
    ):
        tools.show_choice(form_of(code), uid, period)
        buttons = (tools.compose, tools.figures, tools.number, tools.verify)
        offered[code] = [button.isEnabled() for button in buttons]
    assert offered == {
        "work-report": [True, True, True, True],
        "meeting-register": [False, True, False, True],
        "petition-reply": [False, False, True, True],
        "meeting-minutes": [False, False, False, True],
    }


def test_a_number_is_offered_for_the_report_that_is_shown(
    tools: ReportTools, ui: UiContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RecordEditor, "_may_lose", lambda _self: True)
    tools.show_choice(form_of(FORM), period=QUARTER)
    tools.give_number()
    qtbot.waitUntil(lambda: bool(tools.findChildren(RecordEditor)))
    editor = tools.findChildren(RecordEditor)[0]
    values = editor.form.values()
    assert (values["number"], values["symbol"], values["form"], values["period"]) == (1, "BC-ĐU", FORM, "2026-Q3")
    assert "Kết quả công tác dân vận quý III năm 2026" in str(values["subject"])
    with qtbot.waitSignal(ui.operations.finished):
        editor.save()
    editor.close()
    told: list[str] = []
    monkeypatch.setattr("danvan_desktop.ui.reports.report_tools.tell_fault", lambda *words: told.append(str(words[-1])))
    tools.give_number()
    qtbot.waitUntil(lambda: bool(told))
    assert "đã có số 01-BC/ĐU" in told[0]


def test_the_list_of_written_texts_is_reached_from_the_page_and_from_the_composer(
    tools: ReportTools, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted: list[str] = []
    tools.page_wanted.connect(wanted.append)
    tools.texts.click()
    assert wanted == ["report_text"]
    tools.show_choice(form_of(FORM), period=QUARTER)
    composer = tools.open_composer()
    assert composer is not None
    qtbot.waitUntil(lambda: len(composer.sections.items) > 0)
    monkeypatch.setattr(ComposerDialog, "_may_lose", lambda _self: False)
    composer.text.setPlainText("Đang soạn dở")
    composer.texts_button.click()
    assert composer.isVisible()
    assert wanted == ["report_text"]
    monkeypatch.setattr(ComposerDialog, "_may_lose", lambda _self: True)
    composer.texts_button.click()
    assert wanted == ["report_text"] * 2
