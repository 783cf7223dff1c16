"""Số liệu các đơn vị: units side by side, what each counts down to the record, who has not reported."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import _
from danvan_desktop.reports.figures import FigureGroup
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import ChangeSummary, Operation
from danvan_desktop.ui.pages.figures_page import FiguresPage
from danvan_desktop.ui.preview.preview_dialog import PreviewDialog
from danvan_desktop.ui.reports.unit_reading import read_units
from tests.clocks import StandingClock
from tests.sync.exchange import enrol


def save(ui: UiContext, kind: str, /, **values: object) -> str:
    return ui.store.save(Draft(kind, values)).uids[0]


def petition(ui: UiContext, number: str, day: str, unit: str) -> str:
    return save(ui, "petition", number=number, received_on=day, unit=unit, content=f"Mương tắc {number}")


@pytest.fixture
def other(ui: UiContext, village: str) -> str:
    """A second village; the first has a petition of this quarter and one of a year ago, the second two of it."""
    uid = save(ui, "unit", name="Thôn Tây", kind="village", code="T-02", parent=ui.store.unit.uid)
    petition(ui, "01", "2026-07-03", village)
    petition(ui, "02", "2025-07-03", village)
    petition(ui, "03", "2026-07-04", uid)
    petition(ui, "04", "2026-08-04", uid)
    return uid


@pytest.fixture
def page(ui: UiContext, clock: StandingClock, other: str, qtbot: QtBot) -> FiguresPage:
    clock.set_day(dt.date(2026, 8, 12))
    made = FiguresPage(ui)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.activateWindow()
    made.activate()
    settle(qtbot, made)
    return made


def settle(qtbot: QtBot, page: FiguresPage) -> None:
    qtbot.waitUntil(lambda: not page.context.operations.reading)


def shown(page: FiguresPage, column: int = 0) -> list[tuple[str, str]]:
    model, names = page.model, Qt.Orientation.Vertical
    return [(model.headerData(row, names), model.index(row, column).data()) for row in range(model.rowCount())]


def test_units_stand_below_their_sum_and_the_running_quarter_is_told(page: FiguresPage, ui: UiContext) -> None:
    names = [name for name, _value in shown(page)]
    assert names[0] == "Tổng số"
    assert names[-1] == "Thôn Tây"
    assert dict(shown(page))["Tổng số"] == "3"
    assert dict(shown(page))["Thôn Tây"] == "2"
    assert "Số liệu tính đến ngày 12/08/2026" in page.notes.text()


def test_period_that_has_not_begun_is_told_as_such(page: FiguresPage, qtbot: QtBot) -> None:
    page.periods.choose(Period.quarter(2026, 4))
    settle(qtbot, page)
    assert "Kỳ này chưa bắt đầu, chưa có số liệu." in page.notes.text()
    assert "tính đến ngày" not in page.notes.text()


def test_bars_show_each_unit_beside_last_year_and_a_press_chooses_it(
    page: FiguresPage, qtbot: QtBot, other: str, village: str
) -> None:
    bars = {bar.uid: (bar.value, bar.year_ago) for bar in page.bars.bars}
    assert (bars[village], bars[other]) == ((1, 1), (2, None))
    page.bars.chosen.emit(other)
    settle(qtbot, page)
    assert page.model.row(page.table.currentIndex()).unit.uid == other


def test_keys_lead_from_a_figure_to_the_record_that_it_counts(page: FiguresPage, qtbot: QtBot, village: str) -> None:
    page.table.setCurrentIndex(page.model.index(page.model.row_of(village), 0))
    settle(qtbot, page)
    assert [item.title for item in page.counted.items] == ["01 – Mương tắc 01"]
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.counted.hasFocus()
    with qtbot.waitSignal(page.record_wanted) as opened:
        QTest.keyClick(page.counted, Qt.Key.Key_Return)
    assert opened.args == [page.context.store.find("petition", number="01")[0].uid]


def test_a_heading_sorts_the_units_and_the_sum_stays_first(page: FiguresPage) -> None:
    page.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert [name for name, _value in shown(page)][:2] == ["Tổng số", "Thôn Tây"]
    page.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert next(name for name, _value in shown(page)) == "Tổng số"
    assert [name for name, _value in shown(page)][-1] == "Thôn Tây"


def test_names_stay_in_sight_however_many_figures_there_are(page: FiguresPage) -> None:
    page.resize(700, 600)
    page.table.scrollTo(page.model.index(1, page.model.columnCount() - 1))
    assert page.table.verticalHeader().isVisible()
    assert page.table.verticalHeader().width() > 0


def test_another_part_of_the_work_and_another_period_are_counted(page: FiguresPage, qtbot: QtBot, village: str) -> None:
    page.periods.choose(Period.quarter(2025, 3))
    settle(qtbot, page)
    assert dict(shown(page))["Tổng số"] == "1"
    page.groups.setCurrentIndex(page.groups.findData(FigureGroup.MEETINGS))
    settle(qtbot, page)
    assert dict(shown(page))["Tổng số"] == "0"


def test_what_is_saved_elsewhere_is_counted_at_once(page: FiguresPage, qtbot: QtBot, other: str) -> None:
    made = Draft("petition", {"number": "05", "received_on": "2026-08-05", "unit": other, "content": "Đèn hỏng"})
    page.context.operations.changed.connect(page.on_changed)
    page.context.operations.run(Operation(_("Lưu"), lambda store, _progress: store.save(made)))
    qtbot.waitUntil(lambda: dict(shown(page))["Thôn Tây"] == "3")


def test_a_unit_that_sent_nothing_is_told_as_that_and_not_as_nought(
    ui: UiContext, page: FiguresPage, qtbot: QtBot, tmp_path: Path
) -> None:
    save(ui, "unit", name="Thôn Bắc", kind="village", code="T-03", parent=ui.store.unit.uid)
    with Store.create(
        tmp_path / "n.db", unit_name="Thôn Bắc", unit_code="T-03", level="village", clock=StandingClock()
    ) as laptop:
        enrol(ui.store, laptop)
    page.on_changed(ChangeSummary())
    settle(qtbot, page)
    assert dict(shown(page))["Thôn Bắc"] == "chưa báo cáo"
    assert "Chưa báo cáo kỳ này (không phải bằng 0): Thôn Bắc" in page.notes.text()
    assert {bar.name: bar.text for bar in page.bars.bars}["Thôn Bắc"] == "chưa báo cáo"
    last = page.model.columnCount() - 1
    assert dict(shown(page, last))["Thôn Bắc"] == "chưa gửi lần nào"
    assert "chậm" not in page.notes.text(), "the quarter runs"
    late = read_units(ui.store, "", FigureGroup.PETITIONS, Period.parse("2026-Q2")).notes[-1]
    assert str(late) == "Kỳ này đã hết 43 ngày: số liệu chưa gửi là chậm từng ấy ngày."


def test_a_unit_that_is_no_more_shows_what_became_of_it_and_no_nought(
    ui: UiContext, page: FiguresPage, qtbot: QtBot, village: str
) -> None:
    for one in ui.store.find("petition", number="01"):
        ui.store.delete(one.uid)
    ui.store.save(Draft("unit", {"valid_to": "2026-06-30", "successor": None}, village))
    page.on_changed(ChangeSummary())
    settle(qtbot, page)
    name = f"{ui.store.get(village).text('name')} (đến 30/06/2026)"
    assert dict(shown(page))[name] == "đã giải thể"
    bar = next(bar for bar in page.bars.bars if bar.name == name)
    assert (bar.text, bar.unknown, bar.year_ago) == ("đã giải thể", True, 1)


def test_a_key_goes_down_into_a_unit_that_has_units_below_and_another_up_again(
    ui: UiContext, page: FiguresPage, qtbot: QtBot, village: str
) -> None:
    hamlet = save(ui, "unit", name="Bản Khe", kind="hamlet", code="K-01", parent=village)
    petition(ui, "06", "2026-08-01", hamlet)
    page.on_changed(ChangeSummary())
    settle(qtbot, page)
    assert dict(shown(page))["Thôn Đông"] == "2"
    assert not page.down_button.isVisible()
    page.table.setCurrentIndex(page.model.index(page.model.row_of(village), 0))
    assert page.down_button.isVisible()
    QTest.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, page)
    assert shown(page) == [("Tổng số", "2"), ("Bản Khe", "1"), ("Thôn Đông", "1")]
    QTest.keyClick(page.table, Qt.Key.Key_Backspace)
    settle(qtbot, page)
    assert dict(shown(page))["Thôn Tây"] == "2"


def test_the_whole_comparison_is_shown_on_paper(page: FiguresPage, qtbot: QtBot) -> None:
    page.print_button.click()
    dialog = page.findChild(PreviewDialog)
    assert dialog is not None
    settle(qtbot, page)
    dialog.close()


def test_what_was_counted_is_shown_again_at_once_until_something_changes(page: FiguresPage, qtbot: QtBot) -> None:
    petitions, meetings = (page.groups.findData(group) for group in (FigureGroup.PETITIONS, FigureGroup.MEETINGS))
    page.groups.setCurrentIndex(meetings)
    settle(qtbot, page)
    page.groups.setCurrentIndex(petitions)
    assert dict(shown(page))["Tổng số"] == "3"


def test_three_lines_of_a_heading_fit_with_the_room_around_them(page: FiguresPage) -> None:
    heads = page.table.horizontalHeader()
    around = 7 + 7 + 1  # resources/themes/window.qss: above, below, the line
    assert heads.height() - around >= 3 * heads.fontMetrics().lineSpacing()


def test_a_longer_heading_has_all_its_lines(page: FiguresPage, monkeypatch: pytest.MonkeyPatch) -> None:
    heads = page.table.horizontalHeader()
    before = heads.height()
    words = "Letters, petitions and remarks received in the whole of the period that was chosen for comparison"
    monkeypatch.setattr(page.model, "headerData", lambda *_told: words)
    page._fit_headings()
    assert heads.height() >= before + 2 * heads.fontMetrics().lineSpacing()


def test_an_office_without_units_below_is_told_what_to_do_in_place_of_empty_frames(ui: UiContext, qtbot: QtBot) -> None:
    ui.store.delete(*(unit.uid for unit in ui.store.list("unit") if unit.uid != ui.store.unit.uid))
    page = FiguresPage(ui)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.activateWindow()
    page.activate()
    settle(qtbot, page)
    assert page.nothing.isVisible()
    assert not page.table.isVisible()
    assert not page.notes.text(), "it is said once"
    with qtbot.waitSignal(page.page_wanted) as wanted:
        QTest.mouseClick(page.nothing.button, Qt.MouseButton.LeftButton)
    assert wanted.args == ["unit"]
    save(ui, "unit", name="Thôn Tây", kind="village", code="T-02", parent=ui.store.unit.uid)
    page.on_changed(ChangeSummary(frozenset({"unit"})))
    settle(qtbot, page)
    assert page.table.isVisible()
    assert not page.nothing.isVisible()


def test_an_office_below_that_has_no_device_is_told_of_beside_its_noughts(tmp_path: Path) -> None:
    with Store.create(
        tmp_path / "t.db", unit_name="Tỉnh Bắc Ninh", unit_code="BN", level="province", clock=StandingClock()
    ) as province:
        commune = province.save(Draft("unit", {"name": "Xã Tân Chi", "code": "TC", "kind": "commune"})).uids[0]
        province.save(Draft("unit", {"parent": province.unit.uid}, commune))
        read = read_units(province, "", FigureGroup.PETITIONS, Period.parse("2026-Q2"))
        told = " ".join(map(str, read.notes))
    assert "Chưa ghép nối máy nào của Xã Tân Chi: số 0 là chưa ghi gì ở đây" in told


def test_villages_for_which_the_office_records_are_not_told_of(page: FiguresPage) -> None:
    assert "Chưa ghép nối" not in page.notes.text()
