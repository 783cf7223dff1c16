"""Parts are written in a grid: keys, Tab, lists of Excel and Word, and every step taken back."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.edit_steps import EditSteps
from danvan_desktop.ui.editors.grid_view import GridView, rows_of, shared
from danvan_desktop.ui.editors.meeting_editor import MeetingEditor
from danvan_desktop.ui.editors.opening import open_editor
from danvan_desktop.ui.theme import apply_theme, colour


@pytest.fixture
def meeting(ui: UiContext, village: str, qtbot: QtBot) -> Iterator[MeetingEditor]:
    values = {
        "unit": village,
        "subject": "Họp",
        "starts_at": "2026-07-02T19:30",
        "place": "Nhà văn hóa",
        "chair": "Lê Văn Sơn",
        "secretary": "Vũ Thị Hiền",
        "households_total": 120,
    }
    uid = ui.store.save(Draft("meeting", values)).uids[0]
    ui.store.save(Draft("agenda_item", {"meeting": uid, "title": "Tuyên bố lý do", "order": 1}))
    ui.store.save(Draft("agenda_item", {"meeting": uid, "title": "Thảo luận", "presenter": "Bà Lan", "order": 2}))
    editor = open_editor(ui, "meeting", uid)
    assert isinstance(editor, MeetingEditor)
    editor.tabs.setCurrentWidget(editor.agenda)
    qtbot.waitExposed(editor)
    yield editor
    if shiboken6.isValid(editor):
        editor.leave()


def focused() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def at(panel: ChildPanel, row: int, column: int) -> None:
    panel.table.setFocus()
    panel.table.setCurrentIndex(panel.rows.index(row, column))


def typed(text: str) -> None:
    """Type letter by letter into whatever has the keyboard: the first letter opens the cell."""
    for letter in text:
        QTest.keyClicks(focused(), letter)


def key(what: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), what, held)


def press(sequence: QKeySequence.StandardKey) -> None:
    QTest.keySequence(focused(), QKeySequence(sequence))


def texts(panel: ChildPanel) -> list[list[str]]:
    rows = panel.rows
    return [[str(rows.index(row, column).data() or "") for column in range(3)] for row in range(rows.rowCount())]


def test_enter_goes_down_a_column_and_stays_in_the_last_row(meeting):
    at(meeting.agenda, 0, 0)
    for title in ("Mot", "Hai"):
        typed(title)
        key(Qt.Key.Key_Return)
    assert [row[0] for row in texts(meeting.agenda)] == ["Mot", "Hai"]
    current = meeting.agenda.table.currentIndex()
    assert (current.row(), current.column()) == (1, 0)


def test_a_key_writes_in_the_cell_and_tab_goes_on(meeting):
    at(meeting.agenda, 0, 0)
    typed("Khai mac")
    key(Qt.Key.Key_Tab)
    typed("Ong An")
    key(Qt.Key.Key_Return)
    assert texts(meeting.agenda)[0] == ["Khai mac", "Ong An", ""]
    assert meeting.is_touched
    at(meeting.agenda, 0, 1)
    assert meeting.agenda.form.raw_values()["presenter"] == "Ong An"


def test_tab_in_the_last_cell_begins_another_part_and_what_stays_empty_is_not_saved(meeting, ui, qtbot):
    at(meeting.agenda, 1, 2)
    typed("To trinh")
    key(Qt.Key.Key_Tab)
    assert meeting.agenda.rows.rowCount() == 3
    typed("Bieu quyet")
    key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_Tab)
    assert meeting.agenda.rows.rowCount() == 4
    key(Qt.Key.Key_Escape)
    with qtbot.waitSignal(ui.operations.idle):
        meeting.save()
    stored = ui.store.children(meeting.uid, "agenda_item")
    assert [item.text("title") for item in stored] == ["Tuyên bố lý do", "Thảo luận", "Bieu quyet"]
    assert stored[1].text("document") == "To trinh"


def test_escape_in_a_cell_gives_up_that_cell_alone(meeting):
    at(meeting.agenda, 1, 1)
    typed("Khac")
    key(Qt.Key.Key_Escape)
    assert texts(meeting.agenda)[1][1] == "Bà Lan"
    assert meeting.isVisible()
    assert not meeting.is_touched


def test_shift_tab_goes_back_over_the_end_of_a_row(meeting):
    at(meeting.agenda, 1, 0)
    typed("Ban bac")
    key(Qt.Key.Key_Backtab)
    typed("Van ban")
    key(Qt.Key.Key_Return)
    assert [row[0] for row in texts(meeting.agenda)] == ["Tuyên bố lý do", "Ban bac"]
    assert texts(meeting.agenda)[0][2] == "Van ban"


def test_a_list_of_excel_is_pasted_over_cells_and_adds_parts_and_is_taken_back_as_one(meeting):
    before = texts(meeting.agenda)
    QGuiApplication.clipboard().setText('Mục hai\tÔng B\n"Mục ba\nhai dòng"\tBà C\tTờ trình\n\nMục bốn\t\n')
    at(meeting.agenda, 1, 0)
    press(QKeySequence.StandardKey.Paste)
    assert texts(meeting.agenda) == [
        before[0],
        ["Mục hai", "Ông B", ""],
        ["Mục ba hai dòng", "Bà C", "Tờ trình"],
        ["Mục bốn", "", ""],
    ]
    press(QKeySequence.StandardKey.Undo)
    assert texts(meeting.agenda) == before
    assert not meeting.is_touched
    press(QKeySequence.StandardKey.Redo)
    assert len(texts(meeting.agenda)) == 4


def test_what_is_pasted_and_cannot_be_read_stays_to_be_put_right_and_is_not_saved(meeting, ui, qtbot):
    meeting.tabs.setCurrentWidget(meeting.decisions)
    meeting.decisions.table.setFocus()
    QGuiApplication.clipboard().setText("Lắp camera\tba mươi\t2\n")
    press(QKeySequence.StandardKey.Paste)
    names = [name for name, _heading in meeting.decisions.rows._columns]
    row = meeting.decisions.rows.rows[0]
    assert row.values["title"] == "Lắp camera"
    wrong = names[1]
    assert row.typed[wrong] == "ba mươi"
    assert meeting.decisions.rows.index(0, 1).data() == "ba mươi"
    meeting.save()
    qtbot.waitUntil(lambda: not meeting.trouble.isHidden() or meeting.refusals.was_refused)
    assert not ui.store.children(meeting.uid, "decision")


def test_what_is_typed_in_a_cell_that_is_still_open_is_saved_and_kept(
    meeting: MeetingEditor, ui: UiContext, qtbot: QtBot
) -> None:
    at(meeting.agenda, 0, 1)
    typed("Ong An")
    assert meeting.is_touched, "closing asks, a draft is kept"
    key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not meeting.is_touched and not ui.operations.busy)
    assert ui.store.list("agenda_item", order="order")[0].text("presenter") == "Ong An"
    current = meeting.agenda.table.currentIndex()
    assert (current.row(), current.column()) == (0, 1), "one goes on where one was"
    assert meeting.agenda.table.hasFocus()


def test_a_day_that_is_none_is_told_at_once_and_stays_as_it_was_typed(ui: UiContext, qtbot: QtBot) -> None:
    project = {"name": "Mở rộng đường", "started_on": "2026-05-25", "unit": ui.store.unit.uid}
    uid = ui.store.save(Draft("land_project", project)).uids[0]
    for _time in range(2):
        ui.store.save(Draft("land_step", {"project": uid, "code": "s01", "done_on": "2026-05-25"}))
    editor = open_editor(ui, "land_project", uid)
    qtbot.waitUntil(editor.isActiveWindow)
    panel = editor.parts.turn_to("land_step")
    assert isinstance(panel, ChildPanel)
    for day, shown, told in (
        ("31/02", "31/02", "chỉ có 2"),
        ("5/13", "5/13", "13"),
        ("abc", "abc", "abc"),
        ("2-2-26", "02/02/2026", ""),
    ):
        at(panel, 0, 0)
        typed(day)
        key(Qt.Key.Key_Tab)
        index = panel.rows.index(0, 0)
        assert index.data() == shown
        cell = panel.table.visualRect(index)
        drawn = panel.table.viewport().grab(cell).toImage()
        frames = {drawn.pixelColor(1, height).name() for height in range(4, cell.height() - 4)}
        assert (colour("error").name() in frames) is bool(told), "framed in the chosen row, too"
        assert told in "".join(label.text() for label in panel.form.findChildren(QLabel))
        assert bool(panel.form.told) is bool(told)
    editor.close_for_good()


def test_delete_empties_a_cell_and_can_be_taken_back(meeting):
    at(meeting.agenda, 1, 1)
    key(Qt.Key.Key_Delete)
    assert texts(meeting.agenda)[1][1] == ""
    press(QKeySequence.StandardKey.Undo)
    assert texts(meeting.agenda)[1][1] == "Bà Lan"


def test_removing_moving_and_typing_in_the_form_are_taken_back_one_by_one(meeting):
    agenda, before = meeting.agenda, texts(meeting.agenda)
    agenda.table.selectRow(0)
    agenda.inside.remove_button.click()
    agenda.form.put("document", "T")
    agenda.form.put("document", "Tờ trình")
    at(agenda, 0, 0)
    assert texts(agenda) == [["Thảo luận", "Bà Lan", "Tờ trình"]]
    press(QKeySequence.StandardKey.Undo)
    assert texts(agenda) == [["Thảo luận", "Bà Lan", ""]]
    press(QKeySequence.StandardKey.Undo)
    assert texts(agenda) == before
    assert not agenda.rows.removed


def test_undo_in_a_grid_leaves_what_was_saved_alone(meeting, ui):
    at(meeting.agenda, 0, 0)
    press(QKeySequence.StandardKey.Undo)
    assert ui.store.get(meeting.uid) is not None
    assert len(ui.store.children(meeting.uid, "agenda_item")) == 2


def test_a_signed_record_takes_neither_keys_nor_lists(meeting, ui, qtbot):
    with qtbot.waitSignal(ui.operations.idle):
        meeting.form.put("households_present", 100)
        meeting.form.put("state", "signed")
        meeting.save()
    qtbot.waitUntil(lambda: meeting.is_locked)
    before = texts(meeting.agenda)
    at(meeting.agenda, 0, 0)
    typed("X")
    QGuiApplication.clipboard().setText("Một\tHai\n")
    meeting.agenda.table.setFocus()
    press(QKeySequence.StandardKey.Paste)
    assert texts(meeting.agenda) == before


def test_rows_of_the_clipboard_keep_lines_and_quotes():
    assert rows_of('a\t"b ""c"""\r\n\r\n"d\ne"\t\r\n') == [["a", 'b "c"'], ["d\ne", ""]]
    assert rows_of("  \n\t\n") == []


def test_steps_of_one_key_are_one_and_a_new_one_forgets_what_was_taken_back():
    steps = EditSteps[int]()
    steps.keep(0, ("title",))
    steps.keep(1, ("title",))
    steps.keep(2)
    assert steps.back(3) == 2
    assert steps.back(2) == 0
    assert steps.back(0) is None
    assert steps.forth(0) == 2
    steps.keep(2)
    assert steps.forth(9) is None


def test_a_text_has_the_room_that_a_day_or_a_number_does_not_need() -> None:
    assert shared(600, least=[130, 60, 60], needed=[400, 80, 60], texts=[0]) == [460, 80, 60]
    assert shared(1000, least=[130, 60, 130], needed=[200, 80, 130], texts=[0, 2]) == [495, 80, 425]


def test_headings_come_before_cells_and_are_whole_even_where_one_has_to_scroll() -> None:
    assert shared(330, least=[130, 90, 100], needed=[400, 90, 100], texts=[0]) == [140, 90, 100]
    assert shared(240, least=[130, 60, 100], needed=[400, 60, 100], texts=[0]) == [130, 60, 100]


def test_names_and_days_of_a_wide_grid_can_be_read_while_they_are_typed(
    ui: UiContext, village: str, qtbot: QtBot
) -> None:
    values = {"subject": "Quy ước", "item": "other", "published_on": "2026-07-02", "drafting_body": "UBND xã"}
    asked = ui.store.save(Draft("consultation", values)).uids[0]
    tally = {"consultation": asked, "unit": village, "households_asked": 20, "answered": 12, "agree": 12}
    ui.store.save(Draft("consultation_tally", tally))
    editor = open_editor(ui, "consultation", asked)
    try:
        editor.resize(700, 600)
        panel = editor.parts.turn_to("consultation_tally")
        assert isinstance(panel, ChildPanel)
        qtbot.waitExposed(editor)
        qtbot.waitUntil(lambda: panel.table.columnWidth(0) >= panel.table.sizeHintForColumn(0))
        panel.form.input("agree").show_value(1_234_567)
        panel.rows.type_into(0, {"agree": "1234567"}, {"agree": 1_234_567})
        place = list(panel.rows.headings).index("agree")
        assert panel.table.columnWidth(place) >= panel.table.sizeHintForColumn(place)
    finally:
        editor.leave()


def test_every_heading_of_a_grid_is_whole(meeting: MeetingEditor) -> None:
    meeting.resize(700, 600)
    table = meeting.agenda.table
    header = table.horizontalHeader()
    for place in range(header.count()):
        assert header.sectionSize(place) >= header.sectionSizeHint(place)
    assert header.sectionSize(0) >= table.sizeHintForColumn(0)


def test_a_row_is_begun_by_its_key_from_wherever_the_keyboard_is(meeting: MeetingEditor) -> None:
    meeting.next_step.button.setFocus()
    key(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert len(meeting.agenda.rows.rows) == 3
    assert meeting.agenda.form.has_keyboard


def test_nothing_is_removed_or_moved_where_there_is_no_row(ui: UiContext, village: str, qtbot: QtBot) -> None:
    editor = open_editor(ui, "plan", None)
    assert editor is not None
    panel = editor.only_parts
    assert panel is not None
    editor.tabs.setCurrentWidget(panel)
    told = [button.isEnabled() for button in panel.findChildren(QPushButton)[:4]]
    assert told == [True, False, False, False]
    panel.add()
    told = [button.isEnabled() for button in panel.findChildren(QPushButton)[:4]]
    assert told == [True, True, False, False]
    editor.leave()


def test_a_new_record_is_called_so_until_something_is_written(ui: UiContext, village: str, qtbot: QtBot) -> None:
    editor = open_editor(ui, "petition", None)
    assert editor is not None
    qtbot.waitUntil(lambda: not ui.operations.busy)
    assert editor.heading == "Kiến nghị, phản ánh mới"
    editor.form.put("content", "Đèn đường hỏng")
    editor.show_edited()
    assert "Đèn đường hỏng" in editor.heading
    editor.leave()


def test_the_button_of_the_next_step_is_as_high_with_the_keyboard_as_without(meeting: MeetingEditor) -> None:
    button = meeting.next_step.button
    before = button.sizeHint().height()
    button.setFocus()
    assert button.sizeHint().height() == before


def test_rows_are_as_high_as_large_letters_need(meeting, ui):
    usual, panel = QApplication.font(), meeting.parts.turn_to("opinion")
    large = QFont(usual)
    large.setPointSizeF(usual.pointSizeF() * 2)
    QApplication.setFont(large)
    try:
        grid = GridView(panel.rows, ui)
    finally:
        QApplication.setFont(usual)
    assert grid.verticalHeader().defaultSectionSize() >= QFontMetrics(large).lineSpacing() + 8


def test_no_day_is_cut_in_a_grid_that_is_wider_than_its_window(
    ui: UiContext, village: str, qapp: QApplication, qtbot: QtBot
) -> None:
    apply_theme(qapp)
    values = {"subject": "Họp thôn", "target": "Thôn Đông", "target_unit": village, "started_on": "2026-07-02"}
    values |= {"unit": ui.store.unit.uid, "type": "state"}
    inspection = ui.store.save(Draft("inspection", values)).uids[0]
    days = {"sent_on": "2026-07-08", "due_on": "2026-07-28", "replied_on": "2026-07-28"}
    values = {"source": inspection, "content": "Bổ sung biên bản", "addressee": "Trưởng thôn", "reply": "Đã bổ sung"}
    values |= {"outcome": "accepted"}
    ui.store.save(Draft("recommendation", {**values, **days}))
    editor = open_editor(ui, "inspection", inspection)
    panel = editor.parts.turn_to("recommendation")
    assert isinstance(panel, ChildPanel)
    editor.resize(700, 600)
    qtbot.waitExposed(editor)
    table, columns = panel.table, range(panel.rows.columnCount())
    widths = {panel.rows.field_of(place).name: table.columnWidth(place) for place in columns}
    assert sum(widths.values()) > table.viewport().width(), "there is less room than everything needs"
    for place in columns:
        name = panel.rows.field_of(place).name
        if name in days:
            assert widths[name] >= table.sizeHintForColumn(place), name
    editor.close_for_good()


def test_what_rows_are_told_apart_by_has_more_room_than_a_text_in_which_nothing_is_written(
    ui: UiContext, village: str, qtbot: QtBot
) -> None:
    criterion = {"set": "Chấm điểm", "name": "Mục tiêu rõ ràng, xuất phát từ nhu cầu chính đáng của Nhân dân"}
    asked = ui.store.save(Draft("criterion", {**criterion, "maximum": 15, "version": "2026"})).uids[0]
    values = {"name": "Đường hoa", "registrant": "Phụ nữ", "period": "2026", "aim": "Sạch", "unit": village}
    model = ui.store.save(Draft("model", {**values, "registered_on": "2026-07-01"})).uids[0]
    ui.store.save(Draft("score", {"model": model, "criterion": asked, "points": 9, "scorer": "Vũ Đình Khải"}))
    editor = open_editor(ui, "model", model)
    try:
        editor.resize(700, 600)
        panel = editor.parts.turn_to("score")
        qtbot.waitUntil(lambda: panel.table.columnWidth(0) > 0 and panel.table.viewport().width() > 400)
        remarks = panel.rows.text_columns[-1]
        assert panel.table.columnWidth(0) > 1.5 * panel.table.columnWidth(remarks)
    finally:
        editor.leave()
