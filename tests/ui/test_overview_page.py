"""What the overview counts, and where each figure leads."""

import datetime as dt
import json
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.places import state_folder
from danvan_desktop.store import LAST_BACKUP, BundleNote
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.settings_dialog import SettingsDialog
from danvan_desktop.ui.models.selection import WHEN
from danvan_desktop.ui.operations import ChangeSummary
from danvan_desktop.ui.pages.overview_figures import gather
from danvan_desktop.ui.pages.overview_page import OverviewPage
from danvan_desktop.ui.pages.record_page import RecordPage
from danvan_desktop.ui.widgets.link_row import LinkRow
from tests.clocks import TODAY
from tests.ui.petitions import ago, petition_saver
from tests.ui.windows import window_over

pytestmark = pytest.mark.usefixtures("no_term_is_moved")


@pytest.fixture
def petition(ui: UiContext, village: str) -> Callable[..., str]:
    return petition_saver(ui.store, village)


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


def meeting_values(village: str, day: str, **more: object) -> dict[str, object]:
    return {
        "unit": village,
        "subject": "Họp định kỳ",
        "starts_at": f"{day}T19:30",
        "place": "Nhà văn hóa",
        "chair": "Nguyễn Văn An",
        "secretary": "Trần Thị Bình",
        "households_total": 120,
        "households_present": 95,
        **more,
    }


def test_the_most_overdue_petitions_come_first_and_open_their_records(
    qtbot: QtBot, page: OverviewPage, petition: Callable[..., str]
) -> None:
    days = [3, 40, 12, 7, 25, 31, 1]
    uids = {late: petition(due_on=ago(late)) for late in days}
    petition(due_on=ago(50), state="closed", replied_on=ago(30), result="solved")
    activate(qtbot, page)
    assert page.figures.late_total == 7
    shown = rows(page)[:5]
    assert [row.tag for row in shown] == [f"quá hạn {late} ngày" for late in (40, 31, 25, 12, 7)]
    with qtbot.waitSignal(page.record_wanted) as wanted:
        qtbot.mouseClick(shown[0], Qt.MouseButton.LeftButton)
    assert wanted.args == [uids[40]]


def test_a_reply_that_the_people_were_not_told_is_late_too(
    qtbot: QtBot, page: OverviewPage, petition: Callable[..., str]
) -> None:
    petition(state="replied", assigned_to="Công chức địa chính", replied_on=ago(50), result="explained")
    activate(qtbot, page)
    assert page.figures.late_total == 1
    assert "Thông báo kết quả cho dân" in rows(page)[0].accessibleName()


def test_only_open_petitions_of_the_next_seven_days_are_due(ui: UiContext, petition: Callable[..., str]) -> None:
    today = petition(due_on=TODAY.isoformat())
    last = petition(due_on=ago(-7))
    petition(due_on=ago(-8))
    petition(
        due_on=ago(-7),
        state="people_told",
        replied_on=ago(1),
        result="solved",
        people_told_on=ago(1),
        told_how="letter",
    )
    figures = gather(ui.store)
    assert [work.record.uid for work in figures.due] == [today, last]
    assert (figures.due_total, figures.due_today) == (2, 1)


def test_all_late_petitions_are_listed_by_one_key(
    qtbot: QtBot, page: OverviewPage, petition: Callable[..., str]
) -> None:
    for _number in range(6):
        petition(due_on=ago(2))
    activate(qtbot, page)
    more = page.late_rows.itemAt(page.late_rows.count() - 1).widget()
    with qtbot.waitSignal(page.list_wanted) as wanted:
        QTest.keyClick(more, Qt.Key.Key_Space)
    assert wanted.args == ["petition", {"term": "overdue"}]


def test_planned_meetings_come_with_the_days_left_and_open(qtbot: QtBot, page: OverviewPage, village: str) -> None:
    nobody_yet = {"state": "planned", "households_present": None}
    planned = page.context.store.save(Draft("meeting", meeting_values(village, ago(-3), **nobody_yet))).uids[0]
    page.context.store.save(Draft("meeting", meeting_values(village, ago(-60), **nobody_yet)))
    activate(qtbot, page)
    entries = {entry.uid for entry in page.figures.coming if entry.uid}
    assert entries == {planned}
    row = next(row for row in page.findChildren(LinkRow) if row.tag == "còn 3 ngày")
    with qtbot.waitSignal(page.record_wanted) as wanted:
        QTest.keyClick(row, Qt.Key.Key_Space)
    assert wanted.args == [planned]


@pytest.mark.parametrize(("day", "titles"), [((2026, 9, 10), ["III"]), ((2026, 10, 5), ["III"]), ((2026, 8, 12), [])])
def test_report_of_a_quarter_is_due_around_its_end(
    ui: UiContext, monkeypatch: pytest.MonkeyPatch, day: tuple[int, int, int], titles: list[str]
) -> None:
    monkeypatch.setattr(ui.store, "today", lambda: dt.date(*day))
    told = [str(entry.title) for entry in gather(ui.store).coming if entry.place == "reports"]
    assert told == [f"Báo cáo Quý {title} năm 2026" for title in titles]


def test_a_year_without_dialogue_is_told_with_the_article_that_wants_one(
    ui: UiContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ui.store, "today", lambda: dt.date(2026, 8, 12))
    (entry,) = [entry for entry in gather(ui.store).coming if entry.place == "dialogue"]
    assert "0/1" in str(entry.title)
    assert "Điều" in str(entry.remark)


def test_each_step_of_a_meeting_is_told_until_it_is_done(ui, village):
    held = ago(-5)
    values = {"subject": "Bàn hương ước", "purpose": "village_rules", "place": "Nhà văn hóa", "households_total": 120}
    people = {"chair": "Nguyễn Văn An", "secretary": "Trần Thị Bình"}
    draft = Draft("meeting", {"unit": village, "starts_at": f"{held}T19:30", **values, **people})
    uid = ui.store.save(draft).uids[0]
    figures = gather(ui.store)
    assert [str(work.due.deadline.work) for work in figures.late] == ["Niêm yết dự thảo hương ước, quy ước"]
    assert [str(work.due.deadline.work) for work in figures.due] == ["Thông báo cuộc họp"]
    ui.store.save(Draft("meeting", {"draft_posted_on": ago(40), "notified_on": ago(1)}, uid))
    figures = gather(ui.store)
    assert (figures.late, figures.due) == ([], [])


def test_changes_since_the_last_bundle_are_counted(ui: UiContext, petition: Callable[..., str]) -> None:
    logs = [{"replica": head.replica, "stream": head.stream, "seq": head.seq} for head in ui.store.log.logs()]
    ui.store.remember_bundle(BundleNote("out", "0" * 64, f"{TODAY}T08:00:00", json.dumps({"logs": logs})))
    assert gather(ui.store).unsent == 0
    uid = petition()
    ui.store.save(Draft("petition", {"content": "Mương tắc"}, uid))
    assert gather(ui.store).unsent == len({entry.change.id for entry in ui.store.history(uid)}) == 2


def test_petitions_are_charted_by_village_too(
    qtbot: QtBot, page: OverviewPage, petition: Callable[..., str], village: str
) -> None:
    petition()
    activate(qtbot, page)
    QTest.keyClick(page.charted, Qt.Key.Key_End)
    assert [(bar.name, bar.count) for bar in page.chart.bars] == [("Thôn Đông", 1)]
    with qtbot.waitSignal(page.list_wanted) as wanted:
        QTest.keyClick(page.chart.row(village), Qt.Key.Key_Space)
    assert wanted.args == ["petition", {"unit": village}]


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
        page.context.store.save(Draft("meeting", meeting_values(village, day.isoformat())))
    activate(qtbot, page)
    assert page.meetings.figure == "1"


def dialogue_values(unit: str, day: str) -> dict[str, object]:
    return {
        "unit": unit,
        "level": "commune",
        "kind": "periodic",
        "topic": "Thu hồi đất",
        "led_by": "Nguyễn Văn An",
        "held_on": day,
        "place": "Hội trường xã",
        "participants_count": 60,
    }


@pytest.mark.parametrize(("kind", "day_field"), [("meeting", "starts_at"), ("dialogue", "held_on")])
def test_figure_of_a_quarter_opens_the_records_that_it_counts(
    qtbot: QtBot, ui: UiContext, village: str, kind: str, day_field: str
) -> None:
    first = Period.quarter_of(TODAY).first
    for day in (first, first - dt.timedelta(days=1), first - dt.timedelta(days=400)):
        values = (
            meeting_values(village, day.isoformat())
            if kind == "meeting"
            else dialogue_values(ui.store.unit.uid, day.isoformat())
        )
        ui.store.save(Draft(kind, values))
    window = window_over(ui)
    qtbot.addWidget(window)
    window.show()
    overview, listed = window.page("overview"), window.page(kind)
    assert isinstance(overview, OverviewPage)
    assert isinstance(listed, RecordPage)
    activate(qtbot, overview)
    card = overview.meetings if kind == "meeting" else overview.dialogues
    card.click()
    qtbot.waitUntil(lambda: listed.table.rowCount() == 1, timeout=20_000)
    (record,) = [listed.table.record(row) for row in range(listed.table.rowCount())]
    assert record is not None
    assert record.date(day_field) == first
    assert card.figure == "1"
    assert listed.filters.combo(WHEN).currentText() == "Quý này"


def test_figure_of_the_last_backup_leads_to_the_button_that_makes_one(qtbot: QtBot, ui: UiContext) -> None:
    window = window_over(ui)
    qtbot.addWidget(window)
    window.show()
    overview = window.page("overview")
    assert isinstance(overview, OverviewPage)
    activate(qtbot, overview)
    overview.last_backup.click()
    (settings,) = window.findChildren(SettingsDialog)
    assert settings.focusWidget() is settings.general.backup.button
    settings.close()


def test_an_office_without_backup_is_told_so(qtbot: QtBot, page: OverviewPage) -> None:
    activate(qtbot, page)
    assert page.last_backup.remark == "Nên sao lưu ngay"
    assert page.last_export.remark == "Chưa xuất lần nào"
    page.context.store.settings.set(LAST_BACKUP, f"{TODAY}T08:00:00")
    activate(qtbot, page)
    assert page.last_backup.remark == "Hôm nay"


def test_an_empty_commune_says_that_nothing_is_late(qtbot: QtBot, page: OverviewPage) -> None:
    activate(qtbot, page)
    assert page.late_rows.itemAt(0).widget().text() == "Không có việc nào quá hạn."
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


def test_figures_stand_in_two_rows_where_one_has_no_room(page: OverviewPage, qtbot: QtBot) -> None:
    """A screen of 1920 × 1080 at 200 %: nothing is scrolled sideways."""
    assert page.meetings.y() == page.last_backup.y()
    page.resize(764, 500)
    qtbot.waitUntil(lambda: page.last_backup.y() > page.meetings.y(), timeout=20_000)
    (scroll,) = page.findChildren(QScrollArea)
    assert scroll.horizontalScrollBar().maximum() == 0
    page.resize(1160, 720)
    qtbot.waitUntil(lambda: page.meetings.y() == page.last_backup.y(), timeout=20_000)


def test_unsent_work_stays_unsent_when_the_store_goes_on_under_another_replica(ui: UiContext) -> None:
    unsent, replica = gather(ui.store).unsent, ui.store.replica
    for home in state_folder().glob("*.home"):
        home.unlink()
    ui.store.save(Draft("unit", {"name": "Thôn Tây", "kind": "village", "code": "DS-09"}))
    assert ui.store.replica != replica
    assert gather(ui.store).unsent > unsent > 0
