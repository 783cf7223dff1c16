"""What a record looks like as it opens: nothing red of what is new, no hint cut off, a line for each row done."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QStandardItemModel
from PySide6.QtWidgets import QApplication, QLabel, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.backup_comparison import counted
from danvan_desktop.ui.dialogs.welcome_dialog import WelcomeDialog
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.forms.inputs import LineInput
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.models.record_table import RecordTable
from danvan_desktop.ui.pages.record_page import RecordPage
from danvan_desktop.ui.theme import apply_theme
from danvan_desktop.ui.widgets.brief_rows import BRIEF_ROLE, in_lines
from danvan_desktop.ui.widgets.record_view import _DayDelegate
from danvan_desktop.ui.widgets.search_box import SearchBox
from danvan_desktop.ui.widgets.tabs import Tabs
from tests.ui.windows import window_over

MEETING = {
    "starts_at": "2026-01-05T19:30",
    "subject": "Bàn việc làm đường",
    "place": "Nhà văn hóa",
    "chair": "Nguyễn Văn An",
    "secretary": "Trần Thị Bình",
    "households_total": 120,
    "households_present": 95,
}


def add(ui: UiContext, kind: str, /, **values: object) -> str:
    return ui.store.save(Draft(kind, values)).uids[0]


@pytest.fixture
def window(ui: UiContext, qtbot: QtBot) -> Iterator[MainWindow]:
    made = window_over(ui)
    made.resize(1366, 768)
    made.show()
    yield made
    made.hide()
    made.deleteLater()


def test_a_new_reception_is_not_late_before_anybody_wrote_it(ui: UiContext, qtbot: QtBot) -> None:
    editor = open_editor(ui, "reception")
    qtbot.waitUntil(lambda: editor.form.input("held_on").value() == ui.today().isoformat())
    assert "quá hạn" not in editor.next_step.words.text()
    assert editor.next_step.bar.property("late") is not True
    planned = {"held_on": ui.today().isoformat(), "receiver": "Lê Quang Hưng", "place": "Trụ sở"}
    stored = open_editor(ui, "reception", add(ui, "reception", **planned))
    assert "quá hạn" in stored.next_step.words.text(), "its schedule was to be posted before"


def test_what_is_planned_is_not_told_to_be_finished(ui: UiContext) -> None:
    session = add(ui, "reception", held_on="2026-01-05", receiver="Lê Quang Hưng", place="Trụ sở")
    editor = open_editor(ui, "reception", session)
    assert editor.stages.buttons["planned"].text().splitlines() == ["● Theo lịch", "hiện nay"]
    editor.form.put("nobody_came", True)
    editor.save()
    assert "xong" not in editor.stages.buttons["planned"].text()


@pytest.mark.parametrize(("kind", "name"), [("community_work", "people_money"), ("publicity_item", "special_term")])
def test_a_hint_that_a_short_line_cannot_hold_is_in_its_tip_alone(ui: UiContext, kind: str, name: str) -> None:
    editor = open_editor(ui, kind)
    field = editor.form.input(name)
    assert isinstance(field, LineInput)
    field.line.resize(120, field.line.height())
    assert field.line.placeholderText() == ""
    assert field.line.toolTip() == ui.translator(field.field.help)
    field.line.resize(1200, field.line.height())
    assert field.line.placeholderText() == field.line.toolTip()


def test_of_a_long_hint_whole_clauses_are_shown_and_dots_only_where_not_even_one_fits(
    ui: UiContext, qtbot: QtBot
) -> None:
    field = LineInput(ui.store.kinds["petition"].field("assigned_to"), ui.translator)
    qtbot.addWidget(field)
    field.resize(340, 30)
    field.show()
    assert field.line.placeholderText() == "Cơ quan hoặc cán bộ được giao giải quyết"
    field.resize(200, 30)
    assert field.line.placeholderText().endswith("…")


def test_the_words_of_a_reception_are_whole_in_its_list(ui: UiContext, window: MainWindow, qtbot: QtBot) -> None:
    add(ui, "reception", held_on="2026-01-05", receiver="Nguyễn Thị Phương Thảo", place="Trụ sở", body="council")
    window.show_place("reception")
    page = window.page("reception")
    assert isinstance(page, RecordPage)
    qtbot.waitUntil(lambda: page.table.rowCount() == 1)
    header, metrics = page.view.horizontalHeader(), page.view.fontMetrics()
    for place, field in enumerate(page.table.columns):
        if field.name in ("body", "receiver"):
            words = str(page.table.index(0, place).data())
            assert header.sectionSize(place) > metrics.horizontalAdvance(words), words


def test_a_meeting_in_a_column_tells_its_day(ui: UiContext) -> None:
    """Meetings of a place are told apart by it; a petition has its number."""
    meeting = add(ui, "meeting", **MEETING, unit=ui.store.unit.uid)
    petition = add(ui, "petition", received_on="2026-01-05", content="Mương tắc", unit=ui.store.unit.uid)
    unit = ui.store.title(ui.store.unit.uid)
    for uid, kind, told in ((meeting, "meeting", f"05/01/2026 · {unit}"), (petition, "petition", unit)):
        table = RecordTable(ui.store, kind, ui.translator)
        table.set_uids([uid])
        assert table.data(table.index(0, 0), BRIEF_ROLE).place == told


def test_words_that_have_no_room_are_shortened_in_their_last_line(qapp: QApplication) -> None:
    text, font = "Hội nghị lấy ý kiến Nhân dân về phương án sắp xếp, đặt tên thôn", QFont()
    for most in (1, 2):
        lines = in_lines(text, font, 140, most)
        assert len(lines) == most
        assert lines[-1].endswith("…")
    assert in_lines("Họp thôn", font, 140, 2) == ["Họp thôn"]


def test_work_that_was_done_is_counted_before_lists(ui: UiContext) -> None:
    numbers = [(number, ui.store.kinds[kind]) for number, kind in ((20, "unit"), (9, "officer"), (1, "petition"))]
    petitions, units, rest = counted(numbers, ui.translator, 2).split(" · ")
    assert (petitions[-3:], units[-4:], rest) == (": 1", ": 20", "khác: 9")
    assert petitions.startswith("Kiến nghị")


def test_a_late_day_is_never_cut_by_how_late_it_is() -> None:
    days = _DayDelegate()
    model, option = QStandardItemModel(1, 1), QStyleOptionViewItem()
    model.setData(model.index(0, 0), "23/11/2026 · quá hạn 6 ngày")
    for width, told in ((110, "23/11/2026"), (400, "23/11/2026 · quá hạn 6 ngày")):
        option.rect = QRect(0, 0, width, 30)
        days.initStyleOption(option, model.index(0, 0))
        assert option.text == told


def test_a_narrow_search_shows_the_first_words_of_its_hint(qtbot: QtBot) -> None:
    search = SearchBox("Tìm từ, có dấu hoặc không dấu (Ctrl+F)")
    qtbot.addWidget(search)
    search.show()
    for width, told in ((140, "Tìm từ"), (800, "Tìm từ, có dấu hoặc không dấu (Ctrl+F)")):
        search.resize(width, 32)
        assert search.placeholderText() == told


def test_the_form_of_a_part_takes_the_room_that_its_table_leaves_empty(ui: UiContext, qtbot: QtBot) -> None:
    uid = add(ui, "meeting", **MEETING, unit=ui.store.unit.uid)
    add(ui, "decision", meeting=uid, title="Góp tiền làm đường", votes_for=3, votes_against=0)
    editor = open_editor(ui, "meeting", uid)
    qtbot.addWidget(editor)
    editor.parts.turn_to("decision")
    editor.resize(1100, 900)
    editor.show()
    panel = next(one for one in editor.parts.panels if isinstance(one, ChildPanel) and one.rows.kind.name == "decision")
    qtbot.waitUntil(panel.form.isVisible)
    table, form = panel.table, panel.form
    rows = table.verticalHeader().length() + table.verticalHeader().defaultSectionSize()
    assert form.parentWidget().height() >= form.sizeHint().height() or table.viewport().height() <= rows + 1
    assert table.viewport().height() >= table.verticalHeader().length()


def test_a_table_of_parts_takes_the_room_that_its_form_leaves_empty(ui: UiContext, qtbot: QtBot) -> None:
    uid = add(ui, "meeting", **MEETING, unit=ui.store.unit.uid)
    for number in range(1, 31):
        add(ui, "agenda_item", meeting=uid, order=number, title=f"Nội dung {number}")
    editor = open_editor(ui, "meeting", uid)
    qtbot.addWidget(editor)
    editor.parts.turn_to("agenda_item")
    editor.resize(1100, 900)
    editor.show()
    panel = next(
        one for one in editor.parts.panels if isinstance(one, ChildPanel) and one.rows.kind.name == "agenda_item"
    )
    qtbot.waitUntil(panel.form.isVisible)
    upper, lower = panel.inside.sizes()
    assert upper > lower
    assert lower <= panel.form.sizeHint().height() + panel.inside.handleWidth()


def test_the_tabs_of_a_group_go_while_a_record_of_another_stands_alone(
    ui: UiContext, window: MainWindow, qtbot: QtBot
) -> None:
    petition = add(ui, "petition", received_on="2026-01-05", content="Mương tắc", unit=ui.store.unit.uid)
    window.resize(1024, 700)
    window.show_place("meeting")
    assert not window.tabs.isHidden()
    window.open_record(petition)
    qtbot.waitUntil(lambda: window.desk.current is not None)
    assert not window.desk.is_beside
    assert window.tabs.isHidden()
    current = window.desk.current
    assert current is not None
    current.close_for_good()
    qtbot.waitUntil(lambda: window.desk.current is None)
    assert not window.tabs.isHidden()
    window.show_place("petition")
    window.open_record(petition)
    qtbot.waitUntil(lambda: window.desk.current is not None)
    assert not window.tabs.isHidden()


def test_what_is_done_is_told_a_line_for_each_row(ui: UiContext) -> None:
    values = {"citizen_name": "Lò Văn An", "citizen_address": "Thôn Đông", "source": "letter", "field": "other"}
    uid = add(ui, "petition", received_on="2026-01-05", content="Mương tắc", unit=ui.store.unit.uid, **values)
    add_assignment = {"assigned_to": "Phòng Kinh tế", "assigned_on": "2026-01-06"}
    ui.store.save(Draft("petition", add_assignment, uid))
    editor = open_editor(ui, "petition", uid)
    lines = editor.form.sections.staged[0].told.text().splitlines()
    assert lines[-2:] == ["Người kiến nghị: Lò Văn An · Địa chỉ: Thôn Đông", "Nội dung: Mương tắc"]
    assert all(line.count(" · ") < 3 for line in lines)


def test_the_first_words_name_what_the_program_is_for(ui: UiContext, qtbot: QtBot) -> None:
    dialog = WelcomeDialog(ui.translator, ui.store_path.with_name("new.db"))
    qtbot.addWidget(dialog)
    told = " ".join(label.text() for label in dialog.findChildren(QLabel))
    for words in ("tiếp dân", "đơn thư", "công khai", "công trình", "kế hoạch", "báo cáo"):
        assert words in told


def test_tabs_are_set_closer_before_any_is_out_of_sight(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp)
    tabs = Tabs()
    qtbot.addWidget(tabs)
    for title in ("Cuộc họp thôn", "Điểm danh", "Chương trình", "Ý kiến (F2)", "Biểu quyết", "Tệp đính kèm", "Lịch sử"):
        tabs.addTab(QLabel(), title)
    tabs.resize(1_400, 300)
    tabs.show()
    bar = tabs.tabBar()
    needed = sum(bar.tabSizeHint(place).width() for place in range(bar.count()))
    for width, is_tight in ((needed + 10, False), (needed - 60, True), (needed + 10, False)):
        tabs.resize(width, 300)
        assert bool(bar.property("tight")) is is_tight
        assert sum(bar.tabSizeHint(place).width() for place in range(bar.count())) <= width


def test_tabs_that_were_set_closer_have_all_their_letters_again_with_more_room(
    qtbot: QtBot, qapp: QApplication
) -> None:
    apply_theme(qapp)
    tabs = Tabs()
    qtbot.addWidget(tabs)
    for title in ("Xếp loại công tác dân vận", "Chấm điểm", "Tệp đính kèm", "Lịch sử"):
        tabs.addTab(QLabel(), title)
    tabs.resize(300, 300)
    tabs.show()
    bar = tabs.tabBar()
    assert bar.property("tight")
    tabs.resize(1_100, 300)
    assert not bar.property("tight")
    for place in range(bar.count()):
        assert bar.tabRect(place).width() == bar.tabSizeHint(place).width()
