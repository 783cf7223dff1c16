"""Ctrl+P in a list: its rows on paper as they are seen, with what they are filtered by in words."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from danvan_desktop.reports.context import PaperTranslator
from danvan_desktop.reports.forms import shown_list
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.pages.list_printing import write_list
from danvan_desktop.ui.pages.record_page import RecordPage
from danvan_desktop.ui.preview.preview_dialog import PreviewDialog
from tests.clocks import TODAY
from tests.ui.petitions import ago, petition_saver, shown_petitions
from tests.ui.settling import settle
from tests.ui.test_record_page import activate
from tests.ui.watching import pages_of
from tests.ui.windows import window_over

pytestmark = pytest.mark.usefixtures("no_term_is_moved")
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def petition(ui: UiContext, village: str) -> Callable[..., str]:
    return petition_saver(ui.store, village)


@pytest.fixture
def page(ui: UiContext, qtbot: QtBot) -> RecordPage:
    return shown_petitions(ui, qtbot)


def printed(qtbot: QtBot, page: RecordPage) -> PreviewDialog:
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_P, CONTROL)
    qtbot.waitUntil(lambda: bool(page.findChildren(PreviewDialog)))
    (dialog,) = page.findChildren(PreviewDialog)
    settle(qtbot, page)
    return dialog


def words(dialog: PreviewDialog) -> str:
    return " ".join(pages_of(dialog.preview)[0].split())


def test_what_is_shown_is_printed_with_its_filters_in_words(
    qtbot: QtBot, page: RecordPage, petition: Callable[..., str]
) -> None:
    petition("Mương tắc", field="environment", complicated=True, received_on=ago(2))
    petition("Rác thải", field="environment", complicated=True, received_on=ago(1))
    petition("Đường hỏng", field="education")
    activate(qtbot, page)
    page.columns.show("citizen_name", shown=False)
    for name in ("group_size", "source", "unit", "nature"):
        page.columns.show(name, shown=True)
    page.show_filtered({"field": "environment", "complicated": True})
    settle(qtbot, page)
    text = words(printed(qtbot, page))
    assert "Lọc theo: Lĩnh vực: Môi trường; Phức tạp: có." in text
    assert "Danh sách có 2" in text
    assert "Người kiến nghị" not in text
    assert f"{PaperTranslator().date(TODAY - dt.timedelta(days=2))}" in text, "no day is broken"
    assert "Ngày nhận" in text
    assert text.index("Rác thải") < text.index("Mương tắc")
    assert "Đường hỏng" not in text


def test_groups_stand_above_their_rows_and_the_search_is_told(
    qtbot: QtBot, page: RecordPage, petition: Callable[..., str]
) -> None:
    petition("Mương tắc", field="environment")
    petition("Mương lở", field="education")
    activate(qtbot, page)
    page.search.setText("muong")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    box = page.filtering.grouping
    for _step in range(box.findData("field")):
        QTest.keyClick(box, Qt.Key.Key_Down)
    settle(qtbot, page)
    text = words(printed(qtbot, page))
    assert "tìm “muong”" in text
    assert text.index("Môi trường (1)") < text.index("Mương tắc") < text.index("Giáo dục (1)") < text.index("Mương lở")


def test_a_list_that_nobody_would_read_is_refused_in_words(
    qtbot: QtBot, page: RecordPage, petition: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shown_list, "MOST_ROWS", 1)
    petition()
    petition()
    activate(qtbot, page)
    dialog = printed(qtbot, page)
    assert "nhiều quá để in" in dialog.preview.hint
    assert dialog.preview.page_count == 0


def test_the_key_prints_the_list_or_the_record_beside_it_wherever_the_keyboard_is(
    qtbot: QtBot, ui: UiContext, petition: Callable[..., str]
) -> None:
    petition()
    petition()
    window = window_over(ui)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.show_place("petition")
    page = window.page("petition")
    assert isinstance(page, RecordPage)
    qtbot.waitUntil(lambda: page.table.rowCount() == 2)
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    editor = window.desk.current
    assert editor is not None
    settle(qtbot, page)
    printed(qtbot, page).close()
    asked: list[str] = []
    editor.print_button._show_form = lambda code, _part: asked.append(code)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    editor.activate()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_P, CONTROL)
    qtbot.waitUntil(lambda: bool(asked))
    assert len(asked) == 1
    window.hide()


def test_excel_has_what_is_shown_in_its_order_with_the_filters_above(
    qtbot: QtBot,
    page: RecordPage,
    petition: Callable[..., str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    petition("Mương tắc", field="environment", complicated=True)
    petition("Rác thải", field="environment", complicated=True)
    petition("Đường hỏng", field="education")
    activate(qtbot, page)
    page.columns.put_in_order(["content", "number"])
    page.show_filtered({"field": "environment", "complicated": True})
    page.view.sort_by(0, descending=False)
    page.filtering.group_by("unit")
    settle(qtbot, page)
    out = tmp_path / "danh-sach"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(out), ""))
    page.papers.write_action.trigger()
    settle(qtbot, page)
    (sheet,) = openpyxl.load_workbook(out.with_suffix(".xlsx")).worksheets
    filled = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    _unit, _kind, title, *rows = filter(None, filled)
    assert title[0].startswith("Danh sách kiến nghị, phản ánh (tính đến ngày ")
    assert title[0].endswith("Lọc theo: Lĩnh vực: Môi trường; Phức tạp: có")
    assert rows[0] == ["TT", "Nội dung", "Số"]
    assert len(rows[1]) == 1
    assert [row[1:] for row in rows[2:]] == [["Mương tắc", f"001/{TODAY.year}"], ["Rác thải", f"002/{TODAY.year}"]]


def test_excel_takes_lists_that_are_too_long_for_paper(
    qtbot: QtBot, page: RecordPage, petition: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shown_list, "MOST_ROWS", 1)
    petition("Mương tắc")
    petition("Rác thải")
    activate(qtbot, page)
    write_list(page, tmp_path / "dai.xlsx")
    settle(qtbot, page)
    assert openpyxl.load_workbook(tmp_path / "dai.xlsx").worksheets[0].max_row > 4
