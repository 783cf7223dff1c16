"""The first page: what is to be done, in its order, acted on in place."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.rules.petitions import suggested_due_date
from danvan_desktop.store.day_list import day_list
from danvan_desktop.store.due_items import DueItem, Urgency
from danvan_desktop.store.work_list import work_list
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.models.work_rows import More, Nothing
from danvan_desktop.ui.operations import ChangeSummary
from danvan_desktop.ui.pages.overview_page import OverviewPage
from danvan_desktop.ui.preview.preview_dialog import PreviewDialog
from tests.clocks import TODAY
from tests.rights import withdraw
from tests.ui.overview.reading_page import activate, counts, entries, meeting_values
from tests.ui.petitions import ago
from tests.ui.windows import window_over

pytestmark = pytest.mark.usefixtures("no_term_is_moved", "earlier_petitions")


def test_late_works_come_first_the_longest_late_on_top(qtbot, page, petition):
    days = [3, 40, 12, 1]
    for late in days:
        petition(due_on=ago(late))
    petition(due_on=ago(50), state="closed", closed_on=ago(20), replied_on=ago(30), result="solved")
    activate(qtbot, page)
    late = entries(page, Urgency.LATE)
    assert [entry.days_late for entry in late] == [40, 12, 3, 1]
    assert page.rows.left(late[0]) == "quá hạn 40 ngày"
    assert page.list.current == late[0]


def test_the_list_is_the_work_list_of_the_command(qtbot, page, petition, ui):
    petition(due_on=ago(3))
    petition(due_on=ago(-3))
    petition(replied_on=ago(50), result="explained")
    activate(qtbot, page)
    works = [(work.record.uid, work.due.deadline.name) for work in work_list(ui.store, TODAY + dt.timedelta(days=7))]
    names = {"replied_on": "reply", "people_told_on": "tell"}
    assert [(entry.uid, names[entry.done]) for entry in entries(page) if entry.done] == works


def test_only_the_first_late_ones_are_shown_so_that_today_stays_in_sight(qtbot, page, petition):
    for _number in range(8):
        petition(due_on=ago(2))
    petition(due_on=TODAY.isoformat())
    activate(qtbot, page)
    assert (len(entries(page, Urgency.LATE)), counts(page)[Urgency.LATE]) == (5, 8)
    assert len(entries(page, Urgency.TODAY)) == 1
    place = next(number for number, row in enumerate(page.rows.rows) if isinstance(row, More))
    assert page.rows.told(page.rows.rows[place]) == "Xem thêm 3 việc quá hạn"
    page.list.choose(place)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert len(entries(page, Urgency.LATE)) == 8
    assert page.list.current == entries(page, Urgency.LATE)[5]


def test_parts_without_works_say_so(qtbot, page, petition):
    activate(qtbot, page)
    page.list.parent()
    assert counts(page) | {Urgency.THIS_YEAR: 0} == dict.fromkeys(Urgency, 0)
    assert sum(isinstance(row, Nothing) for row in page.rows.rows) == 3


def test_arrow_keys_pass_over_the_heads(qtbot, page, petition):
    petition(due_on=ago(2))
    today = petition(due_on=TODAY.isoformat())
    activate(qtbot, page)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert page.list.current.uid == today


def lawful(ui: UiContext, **values: str) -> str:
    day = suggested_due_date(Record("petition", "", {"nature": "petition", **values}), ui.store.terms)
    assert day is not None
    return day.isoformat()


def test_each_work_has_its_article_and_a_day_that_somebody_set_has_none(ui, petition):
    by_law = petition(received_on=ago(30), due_on=lawful(ui, received_on=ago(30)), nature="petition")
    own = petition(due_on=ago(-2))
    found = {entry.uid: entry for entry in day_list(ui.store)}
    assert found[by_law].citation == "khoản 1 Điều 28 Luật Tiếp công dân số 42/2013/QH13"
    assert found[own].citation == ""


def test_a_row_names_a_law_without_its_number_and_ends_no_clause_with_a_full_stop(qtbot, ui, page, petition):
    petition(received_on=ago(30), due_on=lawful(ui, received_on=ago(30)), nature="petition", content="Mương tắc.")
    activate(qtbot, page)
    entry = page.rows.rows[page_row(page, 0)]
    assert page.rows.short_deadline(entry).endswith("khoản 1 Điều 28 Luật Tiếp công dân")
    assert page.rows.subject(entry) + page.rows.standing(entry) == "Mương tắc: chưa trả lời"


def test_the_article_follows_the_offices_own_term(ui, petition):
    ui.store.save(
        Draft("rule_override", {"rule": "petition.reply_days.from.letter", "value": "5", "reason": "Quy chế của xã"})
    )
    ui.store.forget_law()
    given = {"received_on": ago(30), "source": "letter"}
    uid = petition(due_on=lawful(ui, **given), nature="petition", **given)
    (entry,) = [entry for entry in day_list(ui.store) if entry.uid == uid]
    assert "Quy chế của đơn vị" in entry.citation


def test_the_button_leads_to_what_the_deadline_asks_for(qtbot, ui, petition):
    petition(due_on=ago(2), assigned_to="Phòng Kinh tế")
    window = window_over(ui)
    qtbot.addWidget(window)
    window.resize(1366, 700)
    window.show()
    overview = window.page("overview")
    activate(qtbot, overview)
    place = page_row(overview, 0)
    button = overview.list.areas(place).button
    qtbot.mouseClick(overview.list.viewport(), Qt.MouseButton.LeftButton, pos=button.center())
    editor = window.desk.current
    assert editor is not None
    assert editor.uid == entries(overview)[0].uid
    assert "Đã trả lời" in editor.trouble.text()
    assert editor.form.input("reply").isAncestorOf(editor.focusWidget()) or editor.focusWidget() is not None
    editor.close_for_good()


def page_row(page: OverviewPage, number: int) -> int:
    return [place for place, row in enumerate(page.rows.rows) if isinstance(row, DueItem)][number]


def test_enter_acts_and_control_o_opens(qtbot, page, petition):
    uid = petition(replied_on=ago(30), result="solved")
    activate(qtbot, page)
    with qtbot.waitSignal(page.step_wanted) as wanted:
        QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert wanted.args == [uid, "people_told_on"]
    with qtbot.waitSignal(page.record_wanted) as wanted:
        QTest.keyClick(page.list, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert wanted.args == [uid]


def test_a_click_beside_the_button_only_chooses(qtbot, page, petition):
    petition(due_on=ago(9))
    petition(due_on=ago(2))
    activate(qtbot, page)
    acted = []
    page.list.acted.connect(acted.append)
    areas = page.list.areas(page_row(page, 1))
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=areas.text.center())
    assert (page.list.current, acted) == (entries(page)[1], [])


def test_works_are_filtered_by_who_has_to_do_them_and_by_village(qtbot, page, petition, ui):
    other = ui.store.save(
        Draft("unit", {"name": "Thôn Tây", "kind": "village", "code": "T2", "parent": ui.store.unit.uid})
    ).uids[0]
    petition(due_on=ago(2), assigned_to="Phòng Kinh tế")
    west = petition(due_on=ago(3), unit=other, assigned_to="Trạm Y tế")
    activate(qtbot, page)
    page.people.setCurrentIndex(page.people.findText("Trạm Y tế"))
    page.people.activated.emit(page.people.currentIndex())
    assert [entry.uid for entry in entries(page, Urgency.LATE)] == [west]
    activate(qtbot, page)
    assert page.people.currentText() == "Trạm Y tế"
    page.villages.setCurrentIndex(page.villages.findText("Thôn Đông"))
    page.villages.activated.emit(page.villages.currentIndex())
    assert entries(page, Urgency.LATE) == []


def test_planned_gatherings_of_the_week_are_listed_and_open(qtbot, page, village, ui):
    nobody_yet = {"state": "planned", "households_present": None}
    planned = ui.store.save(Draft("meeting", meeting_values(village, ago(-3), notified_on=ago(1), **nobody_yet))).uids
    ui.store.save(Draft("meeting", meeting_values(village, ago(-9), notified_on=ago(1), **nobody_yet)))
    activate(qtbot, page)
    (entry,) = entries(page, Urgency.AHEAD)
    assert page.rows.content(entry) == "Họp định kỳ"
    assert (entry.uid, page.rows.left(entry)) == (planned[0], "còn 3 ngày")


@pytest.mark.parametrize(("day", "titles"), [((2026, 9, 26), ["III"]), ((2026, 10, 5), ["III"]), ((2026, 8, 12), [])])
def test_report_of_a_quarter_is_due_around_its_end(ui, monkeypatch, day, titles):
    monkeypatch.setattr(ui.store, "today", lambda: dt.date(*day))
    told = [str(entry.content) for entry in day_list(ui.store) if entry.place == "reports"]
    assert told == [f"Báo cáo Quý {title} năm 2026" for title in titles]


def test_a_year_without_dialogue_is_told_with_the_article_that_wants_one(ui, monkeypatch):
    monkeypatch.setattr(ui.store, "today", lambda: dt.date(2026, 8, 12))
    (entry,) = [entry for entry in day_list(ui.store) if entry.place == "dialogue"]
    assert "0/1" in str(entry.standing)
    assert "Điều" in entry.citation


def test_each_step_of_a_meeting_is_told_until_it_is_done(ui, village):
    values = {"subject": "Bàn hương ước", "purpose": "village_rules", "place": "Nhà văn hóa", "households_total": 120}
    people = {"chair": "Nguyễn Văn An", "secretary": "Trần Thị Bình"}
    uid = ui.store.save(Draft("meeting", {"unit": village, "starts_at": f"{ago(-5)}T19:30", **values, **people})).uids[
        0
    ]

    def told() -> list[tuple[Urgency, str, str]]:
        asked = [entry for entry in day_list(ui.store) if entry.uid == uid and entry.done != "starts_at"]
        return [(entry.urgency, str(entry.work), str(entry.step)) for entry in asked]

    assert told() == [
        (Urgency.LATE, "Niêm yết dự thảo hương ước, quy ước", "Ghi niêm yết"),
        (Urgency.AHEAD, "Thông báo cuộc họp", "Ghi thông báo"),
    ]
    ui.store.save(Draft("meeting", {"draft_posted_on": ago(40), "notified_on": ago(1)}, uid))
    assert told() == []


def test_the_list_follows_what_is_saved_and_keeps_the_chosen_work(qtbot, page, petition, ui):
    petition(due_on=ago(5))
    chosen = petition(due_on=ago(2))
    activate(qtbot, page)
    page.list.choose(page.rows.place_of(chosen, "replied_on"))
    petition(due_on=ago(9))
    page.on_changed(ChangeSummary(frozenset({"petition"})))
    qtbot.waitUntil(lambda: len(entries(page, Urgency.LATE)) == 3)
    assert page.list.current.uid == chosen


def test_what_changed_while_another_page_was_shown_is_read_on_return(qtbot, page, petition):
    activate(qtbot, page)
    page.hide()
    petition(due_on=ago(9))
    page.on_changed(ChangeSummary(frozenset({"petition"})))
    page.show()
    qtbot.waitUntil(lambda: len(entries(page, Urgency.LATE)) == 1)


def test_a_secret_petition_shows_nothing_that_is_secret(qtbot, page, petition):
    petition("Tố cáo ông Trần Văn Kín", due_on=ago(2), nature="denunciation", citizen_name="Lê Thị Giấu")
    activate(qtbot, page)
    told = " ".join(page.rows.told(row) for row in page.rows.rows)
    assert "giữ bí mật" in told
    assert "Kín" not in told
    assert "Giấu" not in told


def test_each_row_says_all_of_it_to_screen_readers(qtbot, page, petition):
    petition(due_on=ago(2), assigned_to="Phòng Kinh tế")
    activate(qtbot, page)
    told = page.rows.index(page_row(page, 0)).data(Qt.ItemDataRole.AccessibleTextRole)
    for part in ("Quá hạn", "Đề nghị sửa mương tưới: chưa trả lời", "Phòng Kinh tế", "quá hạn 2 ngày", "Ghi trả lời"):
        assert part in told


@pytest.mark.parametrize("width", [500, 800, 1160, 1700])
def test_the_parts_of_a_row_never_lie_over_each_other(qtbot, page, petition, width):
    petition(due_on=ago(2))
    activate(qtbot, page)
    page.resize(width, 700)
    qtbot.waitUntil(lambda: page.list.visualRect(page.rows.index(1)).width() > width - 30)
    areas = page.list.areas(page_row(page, 0))
    shown = [area for area in (areas.picture, areas.text, areas.who, areas.term, areas.button) if not area.isEmpty()]
    assert not any(one.intersects(other) for n, one in enumerate(shown) for other in shown[n + 1 :])
    assert areas.text.width() > 120


def test_the_day_is_printed_by_control_p(qtbot, ui, petition):
    petition(due_on=ago(2))
    window = window_over(ui)
    qtbot.addWidget(window)
    window.show()
    overview = window.page("overview")
    activate(qtbot, overview)
    overview.print_list()
    (dialog,) = window.findChildren(PreviewDialog)
    assert dialog.windowTitle() == "Xem trước: Hôm nay cần làm"
    qtbot.waitUntil(lambda: not ui.operations.busy and not ui.operations.reading)
    dialog.close()


def test_a_laptop_that_writes_no_more_for_its_unit_is_told_so(qtbot, page, ui):
    activate(qtbot, page)
    assert not page.ended.text()
    withdraw(ui.store, ui.store.device_key)
    activate(qtbot, page)
    qtbot.waitUntil(lambda: "chỉ còn xem" in page.ended.text())
