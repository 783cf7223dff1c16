"""A new office is set up in a page: what lists come to is told before it is saved, it is left and taken up again."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.style import OFFICE_STYLE, Style
from danvan_desktop.ui.app import make_window
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.pages.setup_page import SetupPage
from danvan_desktop.ui.preview.report_file import ReportWish, _context
from danvan_desktop.ui.search.commands import commands_of
from danvan_desktop.ui.session import Session
from danvan_desktop.ui.setup.criteria_section import CriteriaSection
from danvan_desktop.ui.setup.list_sections import HouseholdsSection, OfficersSection, VillagesSection
from danvan_desktop.ui.setup.office_section import OfficeSection
from danvan_desktop.ui.setup.read_lines import ReadLine
from danvan_desktop.ui.setup.signers_section import SignersSection
from danvan_desktop.ui.setup.steps import SETUP_STEP, text_of
from tests.copies import replace

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(ui: UiContext, qtbot: QtBot) -> SetupPage:
    made = SetupPage(ui)
    qtbot.addWidget(made)
    made.resize(1100, 650)
    made.show()
    qtbot.waitExposed(made)
    made.activate()
    return made


def settle(qtbot: QtBot, ui: UiContext) -> None:
    qtbot.waitUntil(lambda: not ui.operations.busy)


def close(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.operations.busy)
    assert session.window.close()


def told(lines: list[ReadLine]) -> list[tuple[str, str]]:
    return [(line.cells[0], "; ".join(map(str, line.reasons))) for line in lines]


def at(page: SetupPage, step: str):
    page.show_step(step)
    return page.section


# The steps


def test_the_whole_set_up_is_done_by_keyboard_alone(qtbot: QtBot, ui: UiContext, page: SetupPage) -> None:
    def type_here(text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), text)

    def press(key: Qt.Key, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget(), key, with_)

    def save_and_go_on() -> None:
        before = page.section
        press(Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: page.section is not before and not ui.operations.busy)

    page.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    assert isinstance(page.section, OfficeSection)
    type_here("Tinh Bac Ninh")
    save_and_go_on()
    assert isinstance(page.section, VillagesSection)
    type_here("Thon Dong; 120")
    save_and_go_on()
    assert isinstance(page.section, OfficersSection)
    type_here("Ong Tran Van Binh - Pho Chu tich")
    save_and_go_on()
    assert isinstance(page.section, SignersSection)
    press(Qt.Key.Key_Space)
    save_and_go_on()
    assert isinstance(page.section, HouseholdsSection)
    type_here("Le Thi Thu; 4")
    save_and_go_on()
    assert isinstance(page.section, CriteriaSection)
    page.section.take_ready()
    with qtbot.waitSignal(page.page_wanted) as left:
        press(Qt.Key.Key_Return, CTRL)
    settle(qtbot, ui)
    assert left.args == ["overview"]
    store = ui.store
    assert store.title(store.unit.text("parent")) == "Tinh Bac Ninh"
    assert [store.count(kind) for kind in ("unit", "officer", "household", "criterion")] == [3, 1, 1, 6]
    assert store.list("officer")[0].text("role") == "approve"
    assert store.officer == store.list("officer")[0].uid
    assert all(section.is_done() for section in page.sections)


def test_one_undo_takes_a_step_back(qtbot: QtBot, ui: UiContext, page: SetupPage) -> None:
    at(page, "villages").text.setPlainText("Thôn Đông; 120\nThôn Đoài; 96")
    page.save()
    settle(qtbot, ui)
    assert ui.store.count("unit") == 3
    ui.operations.undo()
    settle(qtbot, ui)
    assert ui.store.count("unit") == 1


def test_the_body_above_is_recorded_with_a_code_or_found_by_its_name(
    qtbot: QtBot, ui: UiContext, page: SetupPage
) -> None:
    section = at(page, "office")
    section.above.setText("Tỉnh Bắc Ninh")
    section.above.textEdited.emit("Tỉnh Bắc Ninh")
    assert section.above_code.placeholderText() == "BN"
    page.save()
    settle(qtbot, ui)
    (above,) = ui.store.list("unit", filters={"kind": "province"})
    assert (above.text("code"), ui.store.unit.get("parent")) == ("BN", above.uid)
    page.show_step("office")
    section.above.setText("tinh bac ninh")
    assert section.due() is None, "it is known, with and without marks"


def test_the_style_of_papers_is_kept_and_used_unless_another_is_chosen(
    qtbot: QtBot, ui: UiContext, page: SetupPage, village: str
) -> None:
    section = at(page, "office")
    QTest.keyClick(section.style_box, Qt.Key.Key_End)
    page.save()
    settle(qtbot, ui)
    assert ui.store.settings.get(OFFICE_STYLE) == "party"
    quarter = ReportWish("petition-reminder", period=Period.parse("2026-Q3"))
    assert _context(ui.store, quarter).style is Style.PARTY
    assert _context(ui.store, replace(quarter, style=Style.STATE)).style is Style.STATE
    assert _context(ui.store, ReportWish("meeting-minutes", village)).style is Style.STATE


def test_who_works_here_is_asked_and_nobody_is_chosen_of_two(qtbot: QtBot, ui: UiContext, page: SetupPage) -> None:
    section = at(page, "officers")
    section.text.setPlainText("Trần Thị Bình; Công chức\nLê Văn Phẩm")
    assert section.who.currentData() == ""
    QTest.keyClick(section.who, Qt.Key.Key_End)
    page.save()
    settle(qtbot, ui)
    assert ui.store.title(ui.store.officer) == "Lê Văn Phẩm – Cán bộ"


@pytest.mark.parametrize(
    ("step", "asked"),
    [
        ("officers", ["text", "table", "who"]),
        ("households", ["village", "text", "table"]),
        ("criteria", ["set_name", "version", "ready_button", "text", "table"]),
    ],
)
def test_tab_walks_what_a_list_asks_as_the_eye_does(ui: UiContext, page: SetupPage, village: str, step, asked) -> None:
    section = at(page, step)
    page.activateWindow()
    section.text.setPlainText("Trần Thị Bình; Công chức\nLê Văn Phẩm")
    walked = [getattr(section, name) for name in asked]
    assert [one.mapTo(page, QPoint(0, 0)).y() for one in walked] == sorted(
        one.mapTo(page, QPoint(0, 0)).y() for one in walked
    )
    walked[0].setFocus()
    for one in walked[1:]:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is one


def test_households_are_of_the_chosen_village_and_not_taken_twice(
    qtbot: QtBot, ui: UiContext, page: SetupPage, village: str
) -> None:
    section = at(page, "households")
    pasted = "STT\tChủ hộ\tSố khẩu\n1\tÔng Trần Văn Mẫu\t4\n2\tLê Thị Thử\t3\nTổng cộng\t7"
    section.text.setPlainText(pasted)
    assert page.save_button.text() == "Ghi 2 hộ vào Thôn Đông"
    page.save()
    settle(qtbot, ui)
    assert {one.text("unit") for one in ui.store.list("household")} == {village}
    section = at(page, "households")
    section.text.setPlainText(pasted)
    assert section.due() is None
    assert ("1 Ông Trần Văn Mẫu 4", "đã có trong sổ") in told(section.read_lines())


def test_a_ready_set_of_criteria_is_seen_and_changed_before_it_is_saved(
    qtbot: QtBot, ui: UiContext, page: SetupPage
) -> None:
    section = at(page, "criteria")
    QTest.mouseClick(section.ready_button, Qt.MouseButton.LeftButton)
    assert page.told.text() == "Tổng 100 điểm"
    section.text.appendPlainText("Tiêu chí không điểm\nTính công khai: 2,5 điểm")
    assert ("Tiêu chí không điểm", "chưa ghi điểm tối đa") in told(section.read_lines())
    assert page.told.text() == "Tổng 102,5 điểm, khác 100"
    page.save()
    settle(qtbot, ui)
    stored = ui.store.list("criterion")
    assert [one.number("order") for one in stored] == list(range(1, 8))
    assert {one.text("version") for one in stored} == {str(ui.today().year)}
    assert str(stored[-1].decimal("maximum")) == "2.5"


def test_a_line_that_cannot_be_saved_is_named_and_nothing_is(qtbot: QtBot, ui: UiContext, page: SetupPage) -> None:
    section = at(page, "villages")
    section.text.setPlainText("Thôn Đông\n" + "Thôn rất dài " * 60)
    page.save()
    settle(qtbot, ui)
    assert "Thôn rất dài" in page.trouble.text()
    assert not page.trouble.isHidden()
    assert ui.store.count("unit") == 1
    assert section.text.toPlainText().startswith("Thôn Đông")


# Left and taken up again


def test_setup_is_offered_to_an_office_without_villages_only(ui: UiContext, qtbot: QtBot) -> None:
    session = Session(ui.store_path, make_window(ui.store_path))
    window = session.window
    session.offer_setup()
    page = window.page("setup")
    assert window._stack.currentWidget() is page
    page.leave()
    assert window._stack.currentWidget() is window.page("overview")
    qtbot.waitUntil(lambda: not session.operations.busy)
    values = {"name": "Thôn Đông", "kind": "village", "code": "DS-01", "parent": ui.store.unit.uid}
    ui.store.save(Draft("unit", values))
    session.offer_setup()
    assert window._stack.currentWidget() is window.page("overview")
    close(qtbot, session)


def test_a_killed_set_up_is_taken_up_where_it_was_with_what_was_typed(ui: UiContext, qtbot: QtBot, page) -> None:
    at(page, "officers").text.setPlainText("Trần Thị Bình; Công chức")
    qtbot.waitUntil(lambda: ui.store.settings.get(text_of("officers")) != "" and not ui.operations.busy)
    ui.store.save(Draft("unit", {"name": "Thôn Đông", "kind": "village", "code": "DS-01", "parent": ui.store.unit.uid}))
    # Nothing is closed here: a kill leaves the store like this.
    session = Session(ui.store_path, make_window(ui.store_path))
    session.offer_setup()
    again = session.window.page("setup")
    assert session.window._stack.currentWidget() is again
    assert isinstance(again.section, OfficersSection)
    assert again.section.text.toPlainText() == "Trần Thị Bình; Công chức"
    close(qtbot, session)


def test_closing_the_window_keeps_what_was_typed_a_moment_ago(ui: UiContext, qtbot: QtBot) -> None:
    session = Session(ui.store_path, make_window(ui.store_path))
    window = session.window
    window.show()
    session.offer_setup()
    qtbot.waitUntil(lambda: not session.operations.busy)
    page = window.page("setup")
    office = at(page, "office")
    office.above.setText("Tỉnh Bắc Ninh")
    office.above.textEdited.emit("Tỉnh Bắc Ninh")
    at(page, "villages").text.setPlainText("Thôn Đông; 120")
    qtbot.waitUntil(lambda: not session.operations.busy)
    assert window.close()
    assert ui.store.settings.get(text_of("villages")) == "Thôn Đông; 120"
    assert ui.store.settings.get(text_of("office")) == "Tỉnh Bắc Ninh"


def test_escape_leaves_and_keeps_what_was_typed(ui: UiContext, qtbot: QtBot, page: SetupPage) -> None:
    section = at(page, "villages")
    section.text.setPlainText("Thôn Đông; 120")
    with qtbot.waitSignal(page.page_wanted):
        QTest.keyClick(section.text, Qt.Key.Key_Escape)
    settle(qtbot, ui)
    assert ui.store.settings.get(SETUP_STEP) == ""
    again = SetupPage(ui)
    qtbot.addWidget(again)
    assert at(again, "villages").text.toPlainText() == "Thôn Đông; 120"


def test_setup_is_reached_again_and_knows_what_is_there(ui: UiContext, village: str, qtbot: QtBot) -> None:
    session = Session(ui.store_path, make_window(ui.store_path))
    window = session.window
    settings = window.open_settings()
    settings.general.setup_wanted.emit()
    page = window.page("setup")
    assert window._stack.currentWidget() is page
    section = at(page, "villages")
    section.text.setPlainText("Thôn Đông\nThôn Đoài")
    (draft,) = section.due().drafts
    assert (draft.values["name"], draft.values["code"]) == ("Thôn Đoài", "DS-02")
    assert told(section.read_lines())[0] == ("Thôn Đông", "đã có trong sổ")
    section.text.clear()
    commands = {str(command.title) for command in commands_of(window, window.context.operations)}
    assert "Mở trang Thiết lập ban đầu" in commands
    window.show_place("setup/signers")
    assert isinstance(page.section, SignersSection)
    close(qtbot, session)


# What an officer stumbled over


def test_a_step_that_is_done_shows_what_was_saved(ui: UiContext, village: str, page: SetupPage) -> None:
    section = at(page, "villages")
    assert [section.table.lines.index(0, column).data() for column in (1, 5)] == ["Thôn Đông", "đã ghi"]
    assert not section.counts.text()
    section.text.setPlainText("Thôn Đoài")
    assert section.table.lines.index(0, 1).data() == "Thôn Đoài"


def test_after_the_households_of_a_village_come_those_of_the_next(
    qtbot: QtBot, ui: UiContext, page: SetupPage, village: str
) -> None:
    other = ui.store.save(Draft("unit", {"name": "Thôn Đoài", "kind": "village", "code": "DS-09"})).uids[0]
    section = at(page, "households")
    first = section.village.currentData()
    section.text.setPlainText("Trần Văn Mẫu; 4")
    page.save()
    settle(qtbot, ui)
    assert page.section is section
    assert {first, section.village.currentData()} == {village, other}
    section.text.setPlainText("Lê Thị Thử; 3")
    page.save()
    settle(qtbot, ui)
    assert isinstance(page.section, CriteriaSection)


def test_the_step_of_officers_is_done_once_there_are_some_whoever_works_here(
    qtbot: QtBot, ui: UiContext, page: SetupPage
) -> None:
    at(page, "officers").text.setPlainText("Trần Văn Bình; Phó Chủ tịch\nLê Thị Chi; Chuyên viên")
    page.save()
    settle(qtbot, ui)
    assert not ui.store.officer
    assert at(page, "officers").is_done()


def test_an_undone_list_of_officers_leaves_nobody_at_work(qtbot: QtBot, ui: UiContext, page: SetupPage) -> None:
    at(page, "officers").text.setPlainText("Trần Văn Bình; Phó Chủ tịch")
    page.save()
    settle(qtbot, ui)
    assert ui.store.officer
    ui.operations.undo()
    settle(qtbot, ui)
    assert not ui.store.officer
    assert not at(page, "officers").is_done()


def test_a_pasted_list_is_shown_from_the_beginnings_of_its_lines(qtbot: QtBot, page: SetupPage) -> None:
    section = at(page, "officers")
    QApplication.clipboard().setText("\n".join(f"Nguyễn Văn {name}; {'Chuyên viên ' * 30}" for name in "AB"))
    section.text.paste()
    assert section.text.toPlainText().startswith("Nguyễn Văn A")
    qtbot.waitUntil(lambda: section.text.horizontalScrollBar().maximum() > 0)
    assert section.text.horizontalScrollBar().value() == 0


def test_the_reason_of_every_line_is_read_whole_beside_a_village_with_a_head(qtbot: QtBot, page: SetupPage) -> None:
    section = at(page, "villages")
    section.text.setPlainText(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM, ĐỘC LẬP - TỰ DO - HẠNH PHÚC\nSTT\tTên thôn\tSố hộ\tTrưởng thôn\n"
        "1\tThôn Đông\t64 hộ\tNguyễn Văn An\n2\tTổ dân phố số 3\t95 hộ\tLê Văn Cường\nTổng cộng\t\t1.392\t"
    )
    table = section.table
    lines = table.lines
    last = lines.columnCount() - 1
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    for row in range(lines.rowCount()):
        room = table.visualRect(lines.index(row, last)).size()
        text = lines.index(row, last).data()
        wanted = table.fontMetrics().boundingRect(0, 0, room.width() - 20, 999, Qt.TextFlag.TextWordWrap, text)
        assert room.width() >= wanted.width() + 20, text
        assert room.height() >= wanted.height(), text
    assert table.columnSpan(0, 1) == last - 1
    assert table.columnSpan(2, 1) == 1


def test_the_example_of_the_body_above_is_of_the_level_above(ui: UiContext, page: SetupPage) -> None:
    section = at(page, "office")
    assert section.above.placeholderText() == "Ví dụ: Tỉnh Bắc Ninh"
    ui.store.save(Draft("unit", {"kind": "village"}, ui.store.unit.uid))
    assert OfficeSection(ui).above.placeholderText() == "Ví dụ: Xã Đông Sơn"
