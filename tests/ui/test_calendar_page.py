"""The month: what stands on which day, lunar dates and holidays, walked by keyboard."""

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.period import Period, PeriodKind
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Message, _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import Operation
from danvan_desktop.ui.pages.calendar_days import Event, days_of, lunar_texts
from danvan_desktop.ui.pages.calendar_page import CalendarPage, fitting
from tests.clocks import StandingClock


@pytest.fixture
def petition(ui: UiContext, village: str) -> str:
    values = {
        "number": "001/2026",
        "received_on": "2026-08-01",
        "unit": village,
        "content": "Mương tắc",
        "due_on": "2026-08-14",
    }
    return ui.store.save(Draft("petition", values)).uids[0]


@pytest.fixture
def page(ui: UiContext, clock: StandingClock, qtbot: QtBot) -> CalendarPage:
    clock.set_day(dt.date(2026, 8, 12))
    made = CalendarPage(ui)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.activateWindow()
    return made


def settle(qtbot: QtBot, page: CalendarPage) -> None:
    qtbot.waitUntil(lambda: not page.context.operations._reads)


def test_a_month_shows_six_weeks_from_monday(ui: UiContext) -> None:
    days = days_of(ui.store, dt.date(2026, 8, 1), ui.translator)
    assert (days[0].day, days[-1].day) == (dt.date(2026, 7, 27), dt.date(2026, 9, 6))


def test_terms_stand_on_their_day_until_a_reply_is_given(ui: UiContext, petition: str) -> None:
    def on(day: int) -> list[str]:
        days = {found.day: found for found in days_of(ui.store, dt.date(2026, 8, 1), ui.translator)}
        return [event.uid for event in days[dt.date(2026, 8, day)].events]

    assert on(14) == [petition]
    ui.store.save(Draft("petition", {"state": "replied", "replied_on": "2026-08-10", "result": "solved"}, petition))
    assert on(14) == []


def test_a_term_that_the_law_sets_stands_on_its_last_day_until_it_is_kept(ui: UiContext, petition: str) -> None:
    def told() -> list[str]:
        days = days_of(ui.store, dt.date(2026, 8, 1), ui.translator)
        return [str(event.what) for day in days for event in day.events if event.uid == petition]

    ui.store.save(Draft("petition", {"state": "replied", "replied_on": "2026-08-10", "result": "solved"}, petition))
    assert told() == ["Thông báo kết quả cho dân"]
    ui.store.save(Draft("petition", {"people_told_on": "2026-08-11", "told_how": "meeting"}, petition))
    assert told() == []


def test_a_petition_that_is_answered_leaves_the_month_that_is_seen(
    qtbot: QtBot, page: CalendarPage, petition: str, ui: UiContext
) -> None:
    page.activate()
    settle(qtbot, page)
    for _step in range(2):
        QTest.keyClick(page.table, Qt.Key.Key_Right)
    assert [item.key for item in page.events.items] == [petition]
    values = {"state": "replied", "replied_on": "2026-08-10", "result": "solved"}
    ui.operations.changed.connect(page.on_changed)
    ui.operations.run(Operation(_("Trả lời"), lambda store, _progress: store.save(Draft("petition", values, petition))))
    qtbot.waitUntil(lambda: not ui.operations.busy)
    settle(qtbot, page)
    assert page.current.day == dt.date(2026, 8, 14)
    assert not page.events.items
    assert "Không có việc nào" in page.day_note.text()


def test_holidays_and_weekends_are_free(ui: UiContext) -> None:
    days = {found.day: found for found in days_of(ui.store, dt.date(2026, 9, 1), ui.translator)}
    assert "Quốc khánh" in days[dt.date(2026, 9, 2)].holiday
    assert not days[dt.date(2026, 9, 2)].is_working_day
    assert not days[dt.date(2026, 9, 5)].is_working_day
    assert days[dt.date(2026, 9, 10)].is_working_day


@pytest.mark.parametrize(
    ("day", "shown", "whole"),
    [
        (dt.date(2026, 2, 17), "1/1", "1/1"),
        (dt.date(2026, 8, 12), "30", "30/6"),
        (dt.date(2025, 7, 26), "2", "2/6N"),
        (dt.date(2120, 1, 1), "", ""),
    ],
)
def test_lunar_days_stand_beside_the_solar_ones(day: dt.date, shown: str, whole: str) -> None:
    assert lunar_texts(day) == (shown, whole)


def test_arrow_keys_walk_the_days_and_enter_goes_on_to_what_is_on_one(
    qtbot: QtBot, page: CalendarPage, petition: str
) -> None:
    page.activate()
    settle(qtbot, page)
    assert page.current.day == dt.date(2026, 8, 12)
    for _step in range(2):
        QTest.keyClick(page.table, Qt.Key.Key_Right)
    assert page.day_title.text() == "Thứ Sáu, 14/08/2026"
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.events.hasFocus()
    with qtbot.waitSignal(page.record_wanted) as wanted:
        QTest.keyClick(page.events, Qt.Key.Key_Return)
    assert wanted.args == [petition]


def test_page_keys_turn_months_and_home_comes_back(qtbot: QtBot, page: CalendarPage) -> None:
    page.activate()
    settle(qtbot, page)
    QTest.keyClick(page.table, Qt.Key.Key_PageDown)
    settle(qtbot, page)
    assert page.heading.text() == "Tháng 9 năm 2026"
    assert page.current.day == dt.date(2026, 9, 12)
    QTest.keyClick(page.table, Qt.Key.Key_Home)
    settle(qtbot, page)
    assert page.current.day == dt.date(2026, 8, 12)


def test_each_day_is_told_to_screen_readers(qtbot: QtBot, page: CalendarPage, petition: str) -> None:
    page.activate()
    settle(qtbot, page)
    told = page.table.item(2, 4).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told.splitlines() == ["14/08/2026", "âm lịch 2/7", "Hạn trả lời: 001/2026 – Mương tắc"]


def test_holidays_of_a_year_that_is_not_announced_are_said_to_be_expected(
    qtbot: QtBot, ui: UiContext, page: CalendarPage
) -> None:
    far = max(ui.store.calendar.announced_years) + 2
    days = {found.day: found for found in days_of(ui.store, dt.date(far, 9, 1), ui.translator)}
    assert days[dt.date(far, 9, 2)].is_expected
    known = {found.day: found for found in days_of(ui.store, dt.date(2026, 9, 1), ui.translator)}
    assert not known[dt.date(2026, 9, 2)].is_expected
    page._wanted = dt.date(far, 9, 2)
    page._turn_to(Period(PeriodKind.MONTH, far, 9))
    settle(qtbot, page)
    assert "Quốc khánh (dự kiến" in page.day_note.text()


def test_days_of_the_week_are_named_in_short_where_columns_are_narrow(page: CalendarPage, qtbot: QtBot) -> None:
    def names() -> list[str]:
        return [page.table.horizontalHeaderItem(column).text() for column in (0, 6)]

    qtbot.waitUntil(lambda: names() == ["Thứ Hai", "Chủ Nhật"])
    page.resize(640, 480)
    qtbot.waitUntil(lambda: names() == ["T2", "CN"])


@pytest.mark.parametrize(
    ("what", "title", "told"),
    [
        (_("Họp thôn"), "Họp bản Khe Sim bàn làm đường", "Họp bản Khe Sim bàn làm đường"),
        (_("Họp thôn"), "Bàn làm đường", "Họp thôn: Bàn làm đường"),
        (_("Đối thoại"), "Đối thoại định kỳ", "Đối thoại định kỳ"),
        (_("Hạn trả lời"), "", "Hạn trả lời: "),
    ],
)
def test_a_title_that_begins_with_what_it_is_does_not_say_it_twice(what: Message, title: str, told: str) -> None:
    assert str(Event("u1", "meeting", what, title).told) == told


def test_a_double_click_opens_what_is_on_a_day(
    qtbot: QtBot, page: CalendarPage, petition: str, ui: UiContext, village: str
) -> None:
    page.activate()
    settle(qtbot, page)
    middle = page.table.visualItemRect(page.table.item(2, 4)).center()
    viewport = page.table.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=middle)
    with qtbot.waitSignal(page.record_wanted) as wanted:
        QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=middle)
    assert wanted.args == [petition]
    other = {
        "number": "9/2026",
        "received_on": "2026-08-01",
        "unit": village,
        "content": "Điện",
        "due_on": "2026-08-14",
    }
    ui.store.save(Draft("petition", other))
    page.refresh()
    settle(qtbot, page)
    with qtbot.assertNotEmitted(page.record_wanted):
        QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=middle)
    assert page.events.current


def test_the_calendar_is_written_for_other_programs_by_a_button(
    qtbot: QtBot, page: CalendarPage, petition: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(tmp_path / "lich"), ""))
    (button,) = [one for one in page.findChildren(QPushButton) if one.text() == "Ghi tệp lịch…"]
    with qtbot.waitSignal(page.context.operations.finished):
        button.click()
    assert f"UID:{petition}-due-reply@danvan" in (tmp_path / "lich.ics").read_text("utf-8")


def test_the_lunar_day_is_written_smaller_where_it_would_run_into_the_day(qapp):
    font = QFont()
    whole = QFontMetrics(font).horizontalAdvance("15/10")
    assert fitting(font, "15/10", whole).pointSizeF() == font.pointSizeF()
    smaller = fitting(font, "15/10", whole - 2)
    assert QFontMetrics(smaller).horizontalAdvance("15/10") <= whole - 2
    assert fitting(font, "15/10", 0).pointSizeF() == font.pointSizeF() * 0.75
