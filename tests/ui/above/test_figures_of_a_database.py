"""Số liệu các đơn vị over the database of the level above: figures, records and papers come from there."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.period import Period
from danvan_desktop.localization import Translator
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.operations import Operations
from danvan_desktop.ui.pages.figures_page import FiguresPage
from danvan_desktop.ui.preview.preview_dialog import PreviewDialog
from danvan_desktop.ui.reports.record_sheet import RecordSheet
from danvan_desktop.ui.reports.sources import DATABASE, fault_of_address
from tests.ui.above.conftest import open_page, settle

YEAR = Period.parse("2026")


@pytest.fixture
def page(ui: UiContext, qtbot: QtBot) -> FiguresPage:
    made = FiguresPage(ui)
    open_page(qtbot, made)
    made.periods.choose(YEAR)
    made.refresh()
    settle(qtbot, made)
    return made


def _told(page: FiguresPage) -> dict[str, int]:
    return {row.unit.text("name"): row.cell("petitions.received").value for row in page.model.table.rows}


def test_the_units_of_the_database_are_shown_and_led_back_from(page, address, qtbot):
    assert _told(page) == {}
    page.sources.take(address)
    settle(qtbot, page)
    assert _told(page) == {"Xã Đông Sơn": 2}
    assert "tỉnh Bắc Ninh" in page.heading.text()
    assert page.sources.isVisible()
    page.sources.setCurrentIndex(0)
    page.sources.activated.emit(0)
    settle(qtbot, page)
    assert _told(page) == {}


def test_a_counted_record_is_shown_as_it_stands_there(page, address, qtbot):
    page.sources.take(address)
    settle(qtbot, page)
    page.table.setCurrentIndex(page.model.index(0, 0))
    settle(qtbot, page)
    assert len(page.counted.items) == 2
    page.counted.opened.emit(page.counted.items[0].key)
    settle(qtbot, page)
    (sheet,) = page.findChildren(RecordSheet)
    assert "Việc" in sheet.text.toPlainText()
    sheet.accept()


def test_the_comparison_is_printed_from_the_database(page, address, qtbot):
    page.sources.take(address)
    settle(qtbot, page)
    page.print_out()
    (preview,) = page.findChildren(PreviewDialog)
    qtbot.waitUntil(lambda: preview.preview.page_count > 0)
    preview.close()


def test_the_address_is_remembered_and_never_with_a_password(page, ui, address, qtbot):
    page.sources.take(address.replace("danvan@", "danvan:mat-khau@"))
    assert "mật khẩu" in page.notes.text()
    page.sources.take(address)
    settle(qtbot, page)
    qtbot.waitUntil(lambda: not ui.operations.busy)
    assert ui.store.settings.get(DATABASE) == address


def test_a_server_that_does_not_answer_is_told_on_the_page(page, qtbot):
    page.sources.take("postgresql://127.0.0.1:1/none?connect_timeout=2")
    settle(qtbot, page)
    assert "Không dùng được máy chủ PostgreSQL" in page.notes.text()


@pytest.mark.parametrize(
    ("address", "is_taken"),
    [
        ("postgresql://doc@db.example/danvan", True),
        ("postgres://db.example:5433/danvan?sslmode=require", True),
        ("postgresql://doc:bi-mat@db.example/danvan", False),
        ("postgresql://db.example/danvan?password=bi-mat", False),
        ("mysql://db.example/danvan", False),
        ("postgresql://db.example", False),
        ("kho.db", False),
        ("postgresql://[::1/danvan", False),
    ],
)
def test_only_addresses_without_a_password_are_taken(address, is_taken):
    assert (fault_of_address(address) is None) is is_taken


def test_a_commune_sees_no_such_choice(tmp_path, qtbot):
    with Store.create(tmp_path / "xa2.db", unit_name="Xã", unit_code="X") as store:
        operations = Operations(tmp_path / "xa2.db")
        page = FiguresPage(UiContext(store, Translator("vi"), operations, tmp_path / "xa2.db", ALL_VIEWS))
        qtbot.addWidget(page)
        page.show()
        assert not page.sources.isVisible()
        operations.shutdown()
