"""The lists of records: search, filters, order, choosing, opening, deleting, by keyboard alone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.pages import record_page
from danvan_desktop.ui.pages.record_page import RecordPage
from danvan_desktop.ui.widgets.deletion_dialog import DeletionDialog
from tests.clocks import TODAY
from tests.ui.petitions import ago, petition_saver, shown_petitions
from tests.ui.settling import settle

CONTROL = Qt.KeyboardModifier.ControlModifier

pytestmark = pytest.mark.usefixtures("no_term_is_moved")


@pytest.fixture
def petition(ui: UiContext, village: str) -> Callable[..., str]:
    return petition_saver(ui.store, village)


@pytest.fixture
def page(ui: UiContext, qtbot: QtBot) -> RecordPage:
    return shown_petitions(ui, qtbot)


def activate(qtbot: QtBot, page: RecordPage) -> None:
    page.activate()
    settle(qtbot, page)


def numbers(page: RecordPage) -> list[str]:
    column = [field.name for field in page.table.columns].index("number")
    return [page.table.index(row, column).data() for row in range(page.table.rowCount())]


def texts(page: RecordPage, name: str) -> list[str]:
    column = [field.name for field in page.table.columns].index(name)
    return [page.table.index(row, column).data() for row in range(page.table.rowCount())]


def test_newest_petitions_come_first(qtbot: QtBot, page: RecordPage, petition: Callable[..., str]) -> None:
    petition(received_on=ago(10))
    petition(received_on=ago(3))
    activate(qtbot, page)
    assert numbers(page) == [f"002/{TODAY.year}", f"001/{TODAY.year}"]


def test_an_empty_list_says_what_to_do_and_does_it(qtbot: QtBot, page: RecordPage) -> None:
    activate(qtbot, page)
    assert page.empty.isVisible()
    assert "Ctrl+N" in page.empty.hint.text()
    with qtbot.waitSignal(page.new_wanted) as wanted:
        QTest.keyClick(page.empty.button, Qt.Key.Key_Space)
    assert wanted.args == ["petition"]


def test_typing_without_marks_finds_text_with_marks(
    qtbot: QtBot, page: RecordPage, petition: Callable[..., str]
) -> None:
    petition("Mương tắc, ruộng ngập")
    petition("Đường hỏng")
    activate(qtbot, page)
    QTest.keyClick(page, Qt.Key.Key_F, CONTROL)
    assert page.search.hasFocus()
    QTest.keyClicks(page.search, "muong tac")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert texts(page, "content") == ["Mương tắc, ruộng ngập"]
    assert page.foot.text() == "1 kết quả"


def test_a_search_without_hits_offers_to_show_all_again(
    qtbot: QtBot, page: RecordPage, petition: Callable[..., str]
) -> None:
    petition()
    activate(qtbot, page)
    page.search.setText("khongcogi")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert page.empty.isVisible()
    QTest.keyClick(page.empty.button, Qt.Key.Key_Space)
    settle(qtbot, page)
    assert len(numbers(page)) == 1
    assert page.search.text() == ""


def test_a_filter_narrows_and_all_widens_again(qtbot: QtBot, page: RecordPage, petition: Callable[..., str]) -> None:
    petition(field="environment")
    petition(field="education")
    activate(qtbot, page)
    box = page.filters.combo("field")
    for _step in range(box.findData("environment")):
        QTest.keyClick(box, Qt.Key.Key_Down)
    settle(qtbot, page)
    assert len(numbers(page)) == 1
    QTest.keyClick(box, Qt.Key.Key_Home)
    settle(qtbot, page)
    assert len(numbers(page)) == 2


def click_heading(qtbot: QtBot, page: RecordPage, field: str) -> None:
    column = [shown.name for shown in page.table.columns].index(field)
    page.view.horizontalHeader().sectionClicked.emit(column)
    settle(qtbot, page)


def test_texts_sort_in_vietnamese_order_both_ways(qtbot: QtBot, page: RecordPage, petition: Callable[..., str]) -> None:
    for agency in ("Đội quản lý trật tự", "Đảng ủy xã", "Dân quân xã"):
        petition(assigned_to=agency)
    activate(qtbot, page)
    click_heading(qtbot, page, "assigned_to")
    assert texts(page, "assigned_to") == ["Dân quân xã", "Đảng ủy xã", "Đội quản lý trật tự"]
    click_heading(qtbot, page, "assigned_to")
    assert texts(page, "assigned_to") == ["Đội quản lý trật tự", "Đảng ủy xã", "Dân quân xã"]


def test_people_sort_by_their_given_names(qtbot: QtBot, page: RecordPage, petition: Callable[..., str]) -> None:
    for name in ("Đỗ Văn Ân", "Đào Thị Ổn", "Dương Văn Ba"):
        petition(citizen_name=name)
    activate(qtbot, page)
    click_heading(qtbot, page, "citizen_name")
    assert texts(page, "citizen_name") == ["Đỗ Văn Ân", "Dương Văn Ba", "Đào Thị Ổn"]


def test_enter_opens_the_chosen_record(qtbot: QtBot, page: RecordPage, petition: Callable[..., str]) -> None:
    petition(received_on=ago(2))
    older = petition(received_on=ago(9))
    activate(qtbot, page)
    assert page.view.hasFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.record_wanted) as wanted:
        QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert wanted.args == [older]


def test_delete_takes_all_chosen_records_and_undo_brings_them_back(
    qtbot: QtBot, page: RecordPage, petition: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DeletionDialog, "exec", lambda _dialog: DeletionDialog.DialogCode.Accepted)
    for _number in range(3):
        petition()
    page.context.operations.changed.connect(page.on_changed)
    activate(qtbot, page)
    QTest.keyClick(page.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    settle(qtbot, page)
    assert len(numbers(page)) == 1
    assert str(page.context.operations.undo_title) == "Xóa 2 kiến nghị, phản ánh"
    page.context.operations.undo()
    settle(qtbot, page)
    assert len(numbers(page)) == 3


def test_lateness_stands_beside_the_term_in_words(qtbot: QtBot, page: RecordPage, petition: Callable[..., str]) -> None:
    petition(due_on=ago(4))
    activate(qtbot, page)
    assert texts(page, "due_on")[0].endswith("quá hạn 4 ngày")


def test_the_chosen_record_stays_chosen_when_another_comes_in(
    qtbot: QtBot, page: RecordPage, petition: Callable[..., str]
) -> None:
    chosen = petition(received_on=ago(5))
    activate(qtbot, page)
    petition(received_on=ago(1))
    page.refresh()
    settle(qtbot, page)
    assert page.table.uid(page.view.currentIndex().row()) == chosen


def test_only_pages_that_are_looked_at_are_read(qtbot: QtBot, page: RecordPage, ui: UiContext, village: str) -> None:
    drafts = [
        Draft("petition", {"number": f"{n}", "received_on": ago(1), "unit": village, "content": f"Việc {n}"})
        for n in range(1, 2_001)
    ]
    ui.store.save(*drafts)
    activate(qtbot, page)
    page.view.grab()
    assert page.table.rowCount() == 2_000
    assert len(page.table._pages) <= 2
    page.view.scrollToBottom()
    page.view.grab()
    assert len(page.table._pages) <= 4


class Paints(QObject):
    """Counts how often a widget is painted with rows in the list."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__(page)
        self.count = 0
        self._page = page
        page.view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - a name of Qt
        if event.type() == QEvent.Type.Paint and self._page.table.rowCount():
            self.count += 1
        return super().eventFilter(watched, event)


def test_first_rows_are_painted_before_all_are_asked_for(
    qtbot: QtBot, page: RecordPage, petition: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _number in range(record_page._FIRST_ROWS):
        petition()
    paints, when_asked = Paints(page), []
    find_all = RecordPage._find_all
    monkeypatch.setattr(
        RecordPage, "_find_all", lambda self, query: (when_asked.append(paints.count), find_all(self, query))
    )
    activate(qtbot, page)
    assert when_asked == [1]
    assert page.table.rowCount() == record_page._FIRST_ROWS


def test_a_list_that_ends_within_its_first_rows_is_read_once(
    qtbot: QtBot, page: RecordPage, petition: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    uid = petition()
    monkeypatch.setattr(RecordPage, "_find_all", lambda *_asked: pytest.fail("read twice"))
    activate(qtbot, page)
    assert [page.table.uid(row) for row in range(page.table.rowCount())] == [uid]


def test_newer_search_is_not_overtaken_by_the_first_rows_of_an_older_one(
    qtbot: QtBot, page: RecordPage, petition: Callable[..., str]
) -> None:
    petition(content="Mương tắc")
    petition(content="Đường hỏng")
    page.activate()
    page.search.setText("hỏng")
    qtbot.waitUntil(lambda: page.table.rowCount() == 1)
    settle(qtbot, page)
    assert page.table.rowCount() == 1


def test_columns_shrink_so_that_the_state_stays_in_sight(
    qtbot: QtBot, page: RecordPage, petition: Callable[..., str]
) -> None:
    """A laptop of 1366 pixels: nothing is scrolled sideways, and the column that names the record is not squeezed."""
    petition(number="001/2026")
    activate(qtbot, page)
    header = page.view.horizontalHeader()
    for width in (1366 - 196, *range(1280 - 196, 1280 - 166)):
        page.resize(width, 600)
        QApplication.processEvents()
        assert header.length() <= page.view.viewport().width()
    qtbot.waitUntil(lambda: page.view.horizontalScrollBar().maximum() == 0)
    names = [field.name for field in page.table.columns]
    assert header.sectionSize(names.index("content")) >= 150
    assert header.sectionSize(names.index("due_on")) >= 100


def test_who_is_rated_takes_what_other_columns_leave_and_not_the_choice_of_a_period(
    qtbot: QtBot, ui: UiContext
) -> None:
    values = {"target": "Công an xã", "subject_kind": "unit", "set": "Bộ tiêu chí", "year": 2026, "period": "year"}
    ui.store.save(Draft("rating", values))
    listed = RecordPage(ui, ALL_VIEWS["rating"])
    qtbot.addWidget(listed)
    listed.resize(1700, 600)
    listed.show()
    activate(qtbot, listed)
    names, header = [field.name for field in listed.table.columns], listed.view.horizontalHeader()
    widths = {name: header.sectionSize(place) for place, name in enumerate(names)}
    assert max(widths, key=widths.__getitem__) == "target"


def test_a_narrow_window_leaves_columns_out_and_says_which(
    qtbot: QtBot, page: RecordPage, petition: Callable[..., str]
) -> None:
    """1920 pixels at 200 %: the state stays in sight, and the menu of columns names what is missing."""
    petition(number="001/2026")
    activate(qtbot, page)
    page.resize(960 - 196, 500)
    qtbot.waitUntil(lambda: bool(page.view.left_out))
    qtbot.waitUntil(lambda: page.view.horizontalScrollBar().maximum() == 0)
    names = [field.name for field in page.table.columns]
    assert not page.view.isColumnHidden(names.index("state"))
    assert page.view.isColumnHidden(names.index("field"))
    menu = next(menu for menu in page.more_menu.findChildren(QMenu) if menu.title() == "Cột")
    menu.aboutToShow.emit()
    assert "“Lĩnh vực”" in menu.actions()[-1].text()
    page.resize(1366, 500)
    qtbot.waitUntil(lambda: not page.view.left_out)
    assert not page.view.isColumnHidden(names.index("field"))
    menu.aboutToShow.emit()
    assert not menu.actions()[-1].isVisible()


def test_columns_that_the_officer_chose_are_all_shown_in_a_narrow_window(
    qtbot: QtBot, page: RecordPage, petition: Callable[..., str]
) -> None:
    petition(number="001/2026")
    activate(qtbot, page)
    page.columns.show("unit", True)
    page.resize(960 - 196, 500)
    qtbot.waitUntil(lambda: page.view.width() < 760)
    assert not any(page.view.isColumnHidden(place) for place in range(len(page.table.columns)))


def test_columns_are_as_wide_as_what_stands_in_them(
    qtbot: QtBot, page: RecordPage, petition: Callable[..., str]
) -> None:
    """What is short leaves its room to what is long; the whole list is seen without moving it sideways."""
    petition(number="001/2026", citizen_name="Bà An", content="Đường liên thôn xuống cấp " * 6)
    activate(qtbot, page)
    page.resize(1366 - 216, 600)
    qtbot.waitUntil(lambda: page.view.viewport().width() > 1000)
    names = [field.name for field in page.table.columns]
    width = {name: page.view.columnWidth(place) for place, name in enumerate(names)}
    assert width["content"] > 300
    assert width["citizen_name"] < 160
    qtbot.waitUntil(lambda: page.view.horizontalScrollBar().maximum() == 0)
