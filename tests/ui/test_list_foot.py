"""What stands below a list, and what is copied out of it: the chosen records with their sums, in any width."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.localization import Translator
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.models.naming import counted
from danvan_desktop.ui.pages.record_page import RecordPage
from tests.ui.petitions import petition_saver, shown_petitions
from tests.ui.settling import settle
from tests.ui.test_record_page import activate

pytestmark = pytest.mark.usefixtures("no_term_is_moved")
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def petition(ui: UiContext, village: str) -> Callable[..., str]:
    return petition_saver(ui.store, village)


@pytest.fixture
def page(ui: UiContext, qtbot: QtBot) -> RecordPage:
    return shown_petitions(ui, qtbot, width=1300)


@pytest.mark.parametrize("beside", [False, True])
def test_the_foot_counts_what_is_chosen_and_adds_up_its_numbers(
    qtbot: QtBot, page: RecordPage, petition: Callable[..., str], beside: bool
) -> None:
    for people in (1_200, 34, None):
        petition(group_size=people)
    page.columns.show("group_size", shown=True)
    activate(qtbot, page)
    page.set_beside(beside)
    assert page.foot.text() == "3 kiến nghị, phản ánh"
    page.view.selectAll()
    settle(qtbot, page)
    label = str(page.kind.field("group_size").label)
    assert page.foot.text() == f"3 kiến nghị, phản ánh · đã chọn 3 · {label}: 1.234"
    page.view.choose_uid(page.table.uid(0))
    settle(qtbot, page)
    assert page.foot.text() == "3 kiến nghị, phản ánh"


def test_headings_of_groups_count_for_nothing(qtbot: QtBot, page: RecordPage, petition: Callable[..., str]) -> None:
    petition(field="environment")
    petition(field="education")
    activate(qtbot, page)
    box = page.filtering.grouping
    for _step in range(box.findData("field")):
        QTest.keyClick(box, Qt.Key.Key_Down)
    settle(qtbot, page)
    page.view.selectAll()
    assert page.foot.text() == "2 kiến nghị, phản ánh · đã chọn 2"


def test_the_narrow_list_copies_the_columns_of_the_full_one(
    qtbot: QtBot, page: RecordPage, petition: Callable[..., str]
) -> None:
    petition("Mương tắc")
    petition("Đường hỏng")
    activate(qtbot, page)
    page.view.selectAll()
    QTest.keyClick(page.view, Qt.Key.Key_C, CONTROL)
    full, as_table = QGuiApplication.clipboard().text(), QGuiApplication.clipboard().mimeData().html()
    page.set_beside(True)
    QTest.keyClick(page.view, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == full
    assert QGuiApplication.clipboard().mimeData().html() == as_table
    assert "Mương tắc" in full
    assert full.splitlines()[0].count("\t") >= 4
    assert "<th>Ngày nhận</th>" in as_table


def test_records_are_counted_by_what_they_are() -> None:
    told = {
        "petition": ("319 kiến nghị, phản ánh", "319 petitions"),
        "land_project": ("319 dự án thu hồi đất", ""),
        "consultation": ("319 lần lấy ý kiến Nhân dân", ""),
        "supervision_board": ("319 ban", ""),
        "meeting": ("319 cuộc họp thôn", "319 village meetings"),
    }
    for kind, (vietnamese, english) in told.items():
        assert counted(ALL_KINDS[kind], 319, Translator()) == vietnamese
        if english:
            assert counted(ALL_KINDS[kind], 319, Translator("en")) == english
