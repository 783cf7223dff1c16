"""Forms chosen on the page, and what is printed of them."""

import datetime as dt

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.catalogue import EVERY_FORM, FORMS
from danvan_desktop.reports.form import Purpose
from danvan_desktop.reports.forms.week_list import week_of
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import ChangeSummary
from danvan_desktop.ui.pages.reports_page import ReportsPage
from danvan_desktop.ui.reports.form_list import figures_told
from danvan_desktop.ui.widgets.wrapped_text import text_height, title_and_detail
from tests.ui.petitions import ago, petition_saver
from tests.ui.watching import pages_of


@pytest.fixture
def meetings(ui: UiContext, village: str) -> list[str]:
    """Three meetings, oldest first."""
    drafts = [
        Draft(
            "meeting",
            {
                "unit": village,
                "subject": subject,
                "starts_at": f"2026-0{month}-12T19:30",
                "place": "Nhà văn hóa",
                "chair": "Nguyễn Văn An",
                "secretary": "Trần Thị Bình",
                "households_total": 120,
                "households_present": 95,
            },
        )
        for month, subject in ((6, "Làm đường bê tông"), (7, "Bình xét hộ nghèo"), (8, "Sửa mương tưới"))
    ]
    return list(ui.store.save(*drafts).uids)


@pytest.fixture
def page(ui: UiContext, qtbot: QtBot) -> ReportsPage:
    page = ReportsPage(ui)
    qtbot.addWidget(page)
    page.resize(1160, 720)
    page.show()
    qtbot.waitExposed(page)
    return page


def test_every_form_is_offered_under_its_purpose(page: ReportsPage) -> None:
    assert {row.form.code for row in page.forms.rows} == {form.code for form in EVERY_FORM}
    assert [title for title, _open in page.forms.groups] == [str(purpose.label) for purpose in Purpose]


def test_only_the_group_of_the_chosen_form_is_open(page: ReportsPage, meetings: list[str]) -> None:
    page.show_form("meeting-minutes", meetings[0])
    assert [title for title, is_open in page.forms.groups if is_open] == ["Họp thôn, tổ dân phố"]


def test_turning_to_the_page_shows_the_form_that_is_due_first(qtbot: QtBot, page: ReportsPage, village: str) -> None:
    late = {
        "number": "001/2026",
        "received_on": "2026-02-03",
        "due_on": "2026-02-20",
        "unit": village,
        "content": "Tắc",
    }
    page.context.store.save(Draft("petition", late))
    with qtbot.waitSignal(page.preview.shown):
        page.activate()
    assert page.forms.groups[0][0] == "Đến hạn"
    reminder = next(row for row in page.forms.rows if row.form.code == "petition-reminder")
    assert (reminder.is_due, reminder.detail) == (True, "1 hồ sơ đang chờ")
    assert page.forms.current == page.forms.rows[0].form.code
    assert page.preview.report is not None
    assert page.preview.report.wish.form_code == page.forms.current


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("kiem phieu", ["vote-count", "household-ballots"]),
        ("mẫu 02", ["vote-count", "reception-receipt"]),
        ("MAU SO 04", ["household-ballots", "case-not-accepted"]),
        ("so theo doi kien nghi", ["petition-register"]),
    ],
)
def test_forms_are_found_by_name_or_number_with_or_without_marks(
    qtbot: QtBot, page: ReportsPage, words: str, found: list[str]
) -> None:
    page.search.setText(words)
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert [row.form.code for row in page.forms.rows] == found
    assert page.forms.current == found[0]
    assert all(is_open for _title, is_open in page.forms.groups)


def test_a_search_that_finds_nothing_says_so_and_is_undone_by_escape(page: ReportsPage) -> None:
    page.search.setText("thơ lục bát")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    told = [label for label in page.findChildren(QLabel) if label.text().startswith("Không có biểu mẫu")]
    assert [label.isVisible() for label in told] == [True]
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    assert [label.isVisible() for label in told] == [False]
    assert len(page.forms.rows) >= len(FORMS)


def test_the_arrow_leads_from_the_search_into_the_list_and_space_of_a_heading_folds_it(page: ReportsPage) -> None:
    page.activateWindow()
    page.search.setFocus()
    page.search.setText("sổ")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    QTest.keyClick(page.forms, Qt.Key.Key_Up)
    QTest.keyClick(page.forms, Qt.Key.Key_Left)
    assert page.forms.groups[0][1] is False
    QTest.keyClick(page.forms, Qt.Key.Key_Right)
    assert page.forms.groups[0][1] is True


def test_a_period_is_asked_only_for_forms_that_need_one(qtbot: QtBot, page: ReportsPage, meetings: list[str]) -> None:
    page.show_form("meeting-minutes", meetings[0])
    assert not page.periods.isVisible()
    assert page.records.isVisible()
    page.show_form("meeting-register")
    assert page.periods.isVisible()
    assert not page.records.isVisible()


def test_a_quarter_that_has_not_ended_is_told(page: ReportsPage, ui: UiContext) -> None:
    today = ui.today()
    quarter = Period.quarter_of(today)
    told = {
        period: ui.translator(figures_told(period, today)) for period in (quarter, quarter.previous(), quarter.next())
    }
    assert told[quarter] == f"Số liệu đến {ui.translator.date(today)}; {ui.translator(quarter.label())} chưa hết."
    assert told[quarter.previous()] == f"Số liệu cả {ui.translator(quarter.previous().label())}."
    assert "chưa bắt đầu" in told[quarter.next()]
    page.show_form("petition-register", period=quarter)
    assert any(told[quarter] in label.text() for label in page.findChildren(QLabel))
    page.show_form("reception-schedule", period=quarter.next())
    assert not any(told[quarter.next()] in label.text() for label in page.findChildren(QLabel)), "it tells no figures"


def test_tools_that_a_form_has_not_are_not_shown(page: ReportsPage, meetings: list[str]) -> None:
    page.show_form("meeting-minutes", meetings[0])
    assert not page.tools.compose.isVisible()
    page.show_form("work-report")
    assert page.tools.compose.isVisible()
    assert page.tools.figures.isVisible()


def test_records_are_found_by_words_without_tone_marks(qtbot: QtBot, page: ReportsPage, meetings: list[str]) -> None:
    with qtbot.waitSignal(page.preview.shown):
        page.show_form("meeting-minutes")
    with qtbot.waitSignal(page.preview.shown):
        page.records.findChild(QLineEdit).setText("ho ngheo")
    assert [item.key for item in page.records.list.items] == [meetings[1]]
    assert "bình xét hộ nghèo" in pages_of(page.preview)[0].casefold()


def test_a_form_without_records_says_so(qtbot: QtBot, page: ReportsPage) -> None:
    page.show_form("meeting-minutes")
    qtbot.waitUntil(lambda: "Không có hồ sơ nào" in page.preview.hint)


def test_the_register_is_printed_of_the_chosen_quarter(qtbot: QtBot, page: ReportsPage, village: str) -> None:
    page.context.store.save(
        Draft("petition", {"number": "001/2026", "received_on": "2026-02-03", "unit": village, "content": "Mương tắc"})
    )
    with qtbot.waitSignal(page.preview.shown):
        page.show_form("petition-register", period=Period.quarter(2026, 1))
    assert "Mương tắc" in pages_of(page.preview)[0]
    box = page.periods.findChild(QComboBox)
    with qtbot.waitSignal(page.preview.shown):
        box.setCurrentIndex(1)
    assert "Mương tắc" not in pages_of(page.preview)[0]
    assert page.periods.period == Period.quarter(2026, 2)


@pytest.mark.parametrize("code", ["2026-Q4", "2025-H2", "2024"])
def test_any_period_of_a_year_can_be_chosen(page: ReportsPage, code: str) -> None:
    page.periods.choose(Period.parse(code))
    assert page.periods.period.code == code


def test_the_quarter_of_today_is_chosen_first(page: ReportsPage, ui: UiContext) -> None:
    assert page.periods.period == Period.quarter_of(ui.today())


def test_an_older_record_asked_for_from_elsewhere_is_shown(
    qtbot: QtBot, page: ReportsPage, meetings: list[str]
) -> None:
    with qtbot.waitSignal(page.preview.shown):
        page.show_form("meeting-minutes", meetings[0])
    assert page.forms.current == "meeting-minutes"
    assert page.records.list.current == meetings[0]
    assert "làm đường bê tông" in pages_of(page.preview)[0].casefold()


def test_pages_follow_a_change_of_their_record(qtbot: QtBot, page: ReportsPage, meetings: list[str]) -> None:
    with qtbot.waitSignal(page.preview.shown):
        page.show_form("meeting-minutes", meetings[0])
    page.context.store.save(Draft("meeting", {"subject": "Làm cầu"}, meetings[0]))
    page.on_changed(ChangeSummary(frozenset({"meeting"}), (meetings[0],)))
    qtbot.waitUntil(lambda: "làm cầu" in pages_of(page.preview)[0].casefold())
    assert page.records.list.current == meetings[0]


@pytest.mark.parametrize(("size", "width"), [(100, 1024), (150, 1366), (200, 1366), (200, 1920)])
def test_nothing_of_the_list_is_wider_than_it_whatever_the_size_of_letters(
    page: ReportsPage, meetings: list[str], size: int, width: int
) -> None:
    font = page.forms.font()
    font.setPointSizeF(font.pointSizeF() * size / 100)
    page.forms.setFont(font)
    page.resize(width - 216, 700)
    page.show_form("situation-urgent")
    QApplication.processEvents()
    tree = page.forms
    rect = tree.visualRect(tree.currentIndex())
    assert rect.right() <= tree.viewport().width()
    title = tree.fontMetrics().boundingRect(
        QRect(0, 0, rect.width() - 16, 0), Qt.TextFlag.TextWordWrap, tree.rows[0].title
    )
    assert rect.height() >= min(title.height(), 2 * tree.fontMetrics().height())


def test_buttons_of_a_report_go_on_below_the_period_where_the_line_is_short(page: ReportsPage) -> None:
    page.show_form("work-report")
    tools = page.tools
    shown = [one for one in (page.periods, tools.compose, tools.figures, tools.number) if not one.isHidden()]
    assert len(shown) == 4
    line, two = sum(one.sizeHint().width() + 6 for one in shown), sum(one.sizeHint().width() + 6 for one in shown[:2])
    assert tools.heightForWidth(line) < tools.heightForWidth(two)
    assert tools.heightForWidth(two) < 3 * tools.compose.sizeHint().height()


@pytest.mark.parametrize("size", [100, 150, 175])
def test_headings_of_forms_have_the_height_that_their_lines_take_beside_their_count(
    page: ReportsPage, size: int
) -> None:
    tree = page.forms
    font = tree.font()
    font.setPointSizeF(font.pointSizeF() * size / 100)
    tree.setFont(font)
    bold, detail = title_and_detail(font)
    headings = [tree.model().index(place, 0) for place in range(tree.model().rowCount())]
    for width in range(220, 460, 10):
        tree.resize(width, 600)
        for heading in headings:
            told = QFontMetrics(detail).horizontalAdvance(tree.note_at(heading)) + 8
            lines = text_height(bold, str(heading.data()), tree.viewport().width() - tree.indentation() - told)
            assert tree.itemDelegate().sizeHint(QStyleOptionViewItem(), heading).height() >= lines


@pytest.mark.parametrize(("words", "code"), [("hom nay", "today-list"), ("lich tuan", "week-list")])
def test_lists_of_the_day_and_of_the_week_are_found_and_shown_without_record_or_period(
    qtbot: QtBot, ui: UiContext, village: str, page: ReportsPage, words: str, code: str
) -> None:
    first, _last = week_of(ui.today())
    meeting = {"unit": village, "subject": "Bàn đường", "starts_at": f"{first}T19:30", "chair": "Lò Văn Yêu"}
    meeting |= {"place": "Nhà văn hóa", "households_total": 20, "secretary": "Lý A Sử", "state": "planned"}
    ui.store.save(Draft("meeting", meeting))
    petition_saver(ui.store, village)("Mương tắc", due_on=ago(2))
    page.search.setText(words)
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert page.forms.current == code
    assert not page.periods.isVisible()
    assert not page.records.isVisible()
    qtbot.waitUntil(lambda: page.preview.page_count > 0)
    assert ("Bàn đường" if code == "week-list" else "Mương tắc") in pages_of(page.preview)[0]


def test_the_poster_of_receptions_opens_on_a_month_and_other_forms_on_the_period_of_before(
    page: ReportsPage, ui: UiContext
) -> None:
    page.periods.choose(Period.parse("2025-H2"))
    page.show_form("reception-schedule")
    in_a_week = ui.today() + dt.timedelta(days=7)
    assert page.periods.period == Period.parse(f"{in_a_week:%Y-%m}")
    page.show_form("work-report")
    assert page.periods.period == Period.parse("2025-H2")


def test_a_form_offers_the_records_that_it_can_be_printed_of(qtbot: QtBot, ui: UiContext, page: ReportsPage) -> None:
    made = {"issued_on": "2026-09-01"}
    plans = [
        Draft("plan", {**made, "type": kind, "title": f"Kế hoạch {number}"})
        for number, kind in enumerate(("month", "yearly", "inspection"))
    ]
    ui.store.save(*plans)
    page.show_form("month-report")
    qtbot.waitUntil(lambda: page.records.list.current != "")
    assert len(page.records.list.items) == 1
    assert ui.store.get(page.records.list.current).text("type") == "month"
    page.show_form("task-table")
    qtbot.waitUntil(lambda: len(page.records.list.items) == 3)
