"""Reports and lists of the window over the database of the level above: read there, printed, proven, never written."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.period import Period
from danvan_desktop.reports.form import Needs
from danvan_desktop.reports.style import FileFormat
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.operations import Operation
from danvan_desktop.ui.pages.record_page import RecordPage
from danvan_desktop.ui.pages.reports_page import ReportsPage
from danvan_desktop.ui.preview.report_file import ReportWish, write_report
from danvan_desktop.ui.reports.database_list import DatabaseList
from danvan_desktop.ui.reports.record_sheet import RecordSheet
from danvan_desktop.ui.reports.sources import DATABASE
from danvan_desktop.ui.reports.verify_dialog import VerifyDialog
from tests.ui.above.conftest import open_page, settle

YEAR = Period.parse("2026")


@pytest.fixture
def page(ui: UiContext, qtbot: QtBot) -> ReportsPage:
    made = ReportsPage(ui)
    open_page(qtbot, made)
    made.show_form("work-report", period=YEAR)
    settle(qtbot, made)
    return made


def test_the_page_of_reports_prints_a_period_of_the_database_and_says_that_it_only_reads(page, address, qtbot):
    page.sources.take(address)
    settle(qtbot, page)
    assert "chỉ đọc" in page.notes.text()
    assert {row.form.needs for row in page.forms.rows} == {Needs.PERIOD}
    qtbot.waitUntil(lambda: page.preview.page_count > 0)
    assert not page.batch.isVisible()
    assert not page.tools.compose.isVisible()
    assert not page.tools.number.isVisible()
    page.sources.turn_home()
    settle(qtbot, page)
    assert page.notes.text() == ""
    assert Needs.RECORD in {row.form.needs for row in page.forms.rows}
    assert page.batch.isVisible()


def test_its_figures_lead_down_to_the_records_of_the_database(page, address, qtbot):
    page.sources.take(address)
    settle(qtbot, page)
    dialog = page.tools.open_figures()
    settle(qtbot, page)
    dialog.choose("petitions.received")
    settle(qtbot, page)
    assert len(dialog.counted.items) == 2
    assert not dialog.remark_button.isVisible()
    dialog.counted.opened.emit(dialog.counted.items[0].key)
    settle(qtbot, page)
    (sheet,) = dialog.findChildren(RecordSheet)
    assert "Việc" in sheet.text.toPlainText()
    sheet.accept()
    dialog.close()


def test_a_printed_report_is_held_against_the_database(page, ui, address, qtbot, tmp_path: Path):
    page.sources.take(address)
    settle(qtbot, page)
    paper = tmp_path / "bao-cao.pdf"
    write_report(ui.store, ReportWish("work-report", period=YEAR, database=address), paper, FileFormat.PDF)
    dialog = page.tools.open_verify()
    dialog.check_file(paper)
    settle(qtbot, page)
    assert dialog.answer.text().startswith("Khớp")
    dialog.close()
    own = VerifyDialog(ui)
    qtbot.addWidget(own)
    own.check_file(paper)
    settle(qtbot, page)
    assert not own.answer.text().startswith("Khớp:")


def test_a_list_shows_the_records_of_all_units_and_each_as_it_stands_there(ui, address, qtbot):
    keep = Operation("", lambda store, _progress: store.settings.set(DATABASE, address))
    ui.operations.run(keep)
    qtbot.waitUntil(lambda: ui.store.settings.get(DATABASE) == address)
    page = RecordPage(ui, ALL_VIEWS["petition"])
    qtbot.addWidget(page)
    page.show()
    page.papers.above_action.trigger()
    (above,) = page.findChildren(DatabaseList)
    above.periods.choose(YEAR)
    settle(qtbot, page)
    assert "chỉ đọc" in above.notes.text()
    assert sorted(item.title for item in above.list.items) == ["001/2026 – Việc 1", "002/2026 – Việc 2"]
    assert {"Xã Đông Sơn" in item.detail for item in above.list.items} == {True}
    above.search.setText("002")
    qtbot.keyClick(above.search, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert [item.title for item in above.list.items] == ["002/2026 – Việc 2"]
    above.list.opened.emit(above.list.items[0].key)
    settle(qtbot, page)
    (sheet,) = above.findChildren(RecordSheet)
    assert "Việc 2" in sheet.text.toPlainText()
    sheet.accept()
    above.close()
    assert ui.store.count("petition") == 0
