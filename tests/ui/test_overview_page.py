"""What the overview counts, and where each figure leads."""

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.period import Period
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import ChangeSummary
from danvan_desktop.ui.pages.overview_figures import LAST_BACKUP, gather
from danvan_desktop.ui.pages.overview_page import OverviewPage
from danvan_desktop.ui.widgets.link_row import LinkRow

TODAY = dt.date.today()


def ago(days: int) -> str:
    return (TODAY - dt.timedelta(days=days)).isoformat()


@pytest.fixture
def petition(ui: UiContext, village: str) -> Callable[..., str]:
    numbers = iter(range(1, 1000))

    def save(**values: object) -> str:
        made = {
            "number": f"{next(numbers):03d}/{TODAY.year}",
            "received_on": ago(60),
            "unit": village,
            "content": "Đề nghị sửa mương tưới",
            **values,
        }
        return ui.store.save(Draft("petition", made)).uids[0]

    return save


@pytest.fixture
def page(ui: UiContext, qtbot: QtBot) -> OverviewPage:
    page = OverviewPage(ui)
    qtbot.addWidget(page)
    page.resize(1160, 720)
    page.show()
    qtbot.waitExposed(page)
    return page


def activate(qtbot: QtBot, page: OverviewPage) -> None:
    page.figures = None
    page.activate()
    qtbot.waitUntil(lambda: page.figures is not None)


def rows(page: OverviewPage) -> list[LinkRow]:
    return [page.late_rows.itemAt(place).widget() for place in range(page.late_rows.count())]


def test_the_most_overdue_petitions_come_first_and_open_their_records(
    qtbot: QtBot, page: OverviewPage, petition: Callable[..., str]
) -> None:
    days = [3, 40, 12, 7, 25, 31, 1]
    uids = {late: petition(due_on=ago(late)) for late in days}
    petition(due_on=ago(50), state="closed", replied_on=ago(30), result="solved")
    activate(qtbot, page)
    assert page.figures.late_total == 7
    shown = rows(page)[:5]
    assert [row.tag for row in shown] == ["quá 40 ngày", "quá 31 ngày", "quá 25 ngày", "quá 12 ngày", "quá 7 ngày"]
    with qtbot.waitSignal(page.record_wanted) as wanted:
        qtbot.mouseClick(shown[0], Qt.MouseButton.LeftButton)
    assert wanted.args == [uids[40]]


def test_a_reply_that_the_people_were_not_told_is_late_too(
    qtbot: QtBot, page: OverviewPage, petition: Callable[..., str]
) -> None:
    petition(state="replied", assigned_to="Công chức địa chính", replied_on=ago(50), result="explained")
    activate(qtbot, page)
    assert page.figures.late_total == 1
    assert "chưa báo cho dân" in rows(page)[0].accessibleName()


def test_only_open_petitions_of_this_week_are_due(ui: UiContext, petition: Callable[..., str]) -> None:
    sunday = TODAY + dt.timedelta(days=6 - TODAY.weekday())
    due = petition(due_on=sunday.isoformat())
    petition(due_on=(sunday + dt.timedelta(days=1)).isoformat())
    petition(due_on=sunday.isoformat(), state="replied", replied_on=ago(1), result="solved")
    figures = gather(ui.store)
    assert [record.uid for record in figures.due_this_week] == [due]
    assert figures.due_this_week_total == 1


def test_petitions_are_counted_by_state_and_each_bar_leads_to_its_list(
    qtbot: QtBot, page: OverviewPage, petition: Callable[..., str]
) -> None:
    for _number in range(3):
        petition()
    petition(state="assigned", assigned_to="Công chức địa chính")
    activate(qtbot, page)
    counts = {bar.key: bar.count for bar in page.chart.bars}
    assert (counts["received"], counts["assigned"], counts["closed"]) == (3, 1, 0)
    assert page.chart.row("received").accessibleName() == "Đã tiếp nhận: 3"
    with qtbot.waitSignal(page.list_wanted) as wanted:
        qtbot.mouseClick(page.chart.row("assigned"), Qt.MouseButton.LeftButton)
    assert wanted.args == ["petition", {"state": "assigned"}]


def test_meetings_of_this_quarter_are_counted(qtbot: QtBot, page: OverviewPage, village: str) -> None:
    first = Period.quarter_of(TODAY).first
    for day in (first, first - dt.timedelta(days=1)):
        values = {
            "unit": village,
            "subject": "Họp định kỳ",
            "starts_at": f"{day}T19:30",
            "place": "Nhà văn hóa",
            "chair": "Nguyễn Văn An",
            "secretary": "Trần Thị Bình",
            "households_total": 120,
            "households_present": 95,
        }
        page.context.store.save(Draft("meeting", values))
    activate(qtbot, page)
    assert page.meetings.figure == "1"


def test_an_office_without_backup_is_told_so(qtbot: QtBot, page: OverviewPage) -> None:
    activate(qtbot, page)
    assert page.last_backup.remark == "Nên sao lưu ngay"
    assert page.last_export.remark == "Chưa xuất lần nào"
    page.context.store.settings.set(LAST_BACKUP, f"{TODAY}T08:00:00")
    activate(qtbot, page)
    assert page.last_backup.remark == "Hôm nay"


def test_an_empty_commune_says_that_nothing_is_late(qtbot: QtBot, page: OverviewPage) -> None:
    activate(qtbot, page)
    assert page.late_rows.itemAt(0).widget().text() == "Không có kiến nghị nào quá hạn."
    assert page.conflicts.remark == "Không có chỗ nào"


def test_the_figures_follow_what_is_saved(qtbot: QtBot, page: OverviewPage, petition: Callable[..., str]) -> None:
    activate(qtbot, page)
    petition(due_on=ago(2))
    page.on_changed(ChangeSummary(frozenset({"petition"})))
    qtbot.waitUntil(lambda: page.figures.late_total == 1)


def test_a_new_petition_is_begun_by_one_click(qtbot: QtBot, page: OverviewPage) -> None:
    button = next(found for found in page.findChildren(QPushButton) if found.text() == "Kiến nghị mới")
    with qtbot.waitSignal(page.new_wanted) as wanted:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wanted.args == ["petition"]
