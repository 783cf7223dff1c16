"""A small screen with large letters: 1024 × 768 at 200 %. Nothing has to be scrolled sideways there."""

from collections.abc import Iterator
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollBar, QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.settings_dialog import SettingsDialog
from danvan_desktop.ui.forms.field_row import FieldRow
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.main_window import MainWindow
from danvan_desktop.ui.pages.record_page import RecordPage
from danvan_desktop.ui.theme import Look, apply_look
from danvan_desktop.ui.widgets.heading_row import HeadingRow
from tests.ui.windows import window_over

SCREEN = 1024, 768
_PETITION = {"received_on": "2026-07-02", "content": "Đường thôn lầy lội sau mưa lớn"}
EDITED = [view.kind for view, _listing in ALL_VIEWS.listed]


@pytest.fixture
def large_letters(qapp: QApplication) -> Iterator[None]:
    apply_look(qapp, Look(size=200))
    yield
    apply_look(qapp, Look())


@pytest.fixture
def window(ui: UiContext, qtbot: QtBot, village: str, large_letters: None) -> Iterator[MainWindow]:
    ui.store.save(Draft("petition", _PETITION | {"unit": village}))
    window = window_over(ui)
    qtbot.addWidget(window)
    window.resize(*SCREEN)
    window.show()
    yield window
    window.close()


def scrolled_sideways(window: QWidget) -> list[str]:
    """Name what has a scroll bar at its foot that is seen, save sheets whose rows keep their names in sight."""
    sheets = [table for table in window.findChildren(QTableView) if table.verticalHeader().isVisible()]
    bars = [bar for bar in window.findChildren(QScrollBar) if bar not in [one.horizontalScrollBar() for one in sheets]]
    wide = [bar for bar in bars if bar.isVisible() and bar.orientation() == Qt.Orientation.Horizontal and bar.maximum()]
    return [f"{bar.maximum()}: {type(bar.parent()).__name__}" for bar in wide]


def places(window: MainWindow) -> list[str]:
    return [place.name for place in window.places if place.name not in ("settings", "backup")]


def test_every_page_fits(window: MainWindow, qtbot: QtBot) -> None:
    for name in places(window):
        window.show_place(name)
        QTest.qWait(30)
        assert not scrolled_sideways(window), name
        assert window.page(name).minimumSizeHint().width() <= SCREEN[0] - window.navigation.width(), name
    assert window.minimumSizeHint().width() <= SCREEN[0]


@pytest.mark.parametrize("kind", EDITED)
def test_every_part_of_every_record_fits(window: MainWindow, ui: UiContext, kind: str) -> None:
    window.show_place(kind)
    window.begin_record(kind)
    editor = window.desk.current
    assert editor is not None
    for place in range(editor.tabs.count()):
        editor.tabs.setCurrentIndex(place)
        QTest.qWait(30)
        assert not scrolled_sideways(window), editor.tabs.tabText(place)
    assert editor.minimumSizeHint().width() <= SCREEN[0] - window.navigation.width()


def test_headings_of_numbers_are_whole_beside_their_marks(window: MainWindow, ui: UiContext, qtbot: QtBot) -> None:
    ui.store.save(
        Draft("criterion", {"set": "Bộ 2026", "version": "2026", "order": 1, "name": "Dân chủ", "maximum": 15})
    )
    window.resize(1920, 768)
    window.show_place("criterion")
    page = cast(RecordPage, window.page("criterion"))
    qtbot.waitUntil(lambda: page.table.rowCount() == 1)
    page.refresh()
    QTest.qWait(30)
    headings = cast(HeadingRow, page.view.horizontalHeader())
    font = QFont(page.view.font())
    font.setWeight(QFont.Weight.DemiBold)
    numbers = [place for place, field in enumerate(page.table.columns) if field.numeric]
    assert len(numbers) == 3
    for place in numbers:
        if not headings.isSectionHidden(place):
            words = QFontMetrics(font).horizontalAdvance(str(page.table.headerData(place, Qt.Orientation.Horizontal)))
            needed = headings.sectionSizeFromContents(place).width()
            assert needed - words - 11 >= headings.mark_of(place).width() + 5, "the mark stands beside the words"
            assert headings.sectionSize(place) >= needed


def test_settings_fit(ui: UiContext, qtbot: QtBot, large_letters: None) -> None:
    settings = SettingsDialog(ui)
    qtbot.addWidget(settings)
    settings.resize(960, 690)
    settings.show()
    for place in range(settings.tabs.count()):
        settings.tabs.setCurrentIndex(place)
        QTest.qWait(30)
        assert not scrolled_sideways(settings), settings.tabs.tabText(place)


@pytest.mark.parametrize(("width", "lines"), [(330, [3]), (327, [2, 1]), (214, [2, 1]), (213, [1, 1, 1]), (328, [3])])
def test_fields_break_into_as_few_lines_as_there_is_room_for(qtbot: QtBot, width: int, lines: list[int]) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    inputs = [QWidget() for _place in range(3)]
    cells = [QVBoxLayout() for _place in range(3)]
    for field, cell in zip(inputs, cells, strict=True):
        field.setMinimumSize(100, 20)
        cell.addWidget(field)
    row = FieldRow(cells, [2, 2, 2])
    holder.setLayout(row.layout)
    row.layout.setContentsMargins(0, 0, 0, 0)
    assert row.narrowest == 100
    for each in (1000, width):
        row.fit(each)
        holder.resize(each, 300)
        holder.show()
        row.layout.activate()
    tops = [field.mapTo(holder, QPoint()).y() for field in inputs]
    assert [tops.count(top) for top in sorted(set(tops))] == lines


def seen(window: MainWindow) -> tuple[bool, bool]:
    """Whether the column is a rail, and whether it was chosen to be one."""
    return window.navigation.is_rail, window.choices.is_folded


def test_the_column_is_a_rail_and_opens_for_now(window: MainWindow, ui: UiContext, qapp: QApplication) -> None:
    assert seen(window) == (True, False)
    QTest.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert seen(window) == (False, False)
    apply_look(qapp, Look())
    QTest.qWait(30)
    assert seen(window) == (False, False)
    apply_look(qapp, Look(size=200))
    QTest.qWait(30)
    assert seen(window) == (True, False)


def test_a_laptop_with_letters_of_150_percent_has_the_rail_whose_button_points_to_where_it_opens(
    window: MainWindow, qapp: QApplication
) -> None:
    apply_look(qapp, Look(size=150))
    window.resize(1366, 768)
    QTest.qWait(30)
    fold = window.navigation.fold
    assert (window.navigation.is_rail, fold.property("rail")) == (True, True)
    shut = fold.icon().pixmap(20).toImage()
    QTest.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert (window.navigation.is_rail, fold.property("rail")) == (False, False)
    assert fold.icon().pixmap(20).toImage() == shut.flipped(Qt.Orientation.Horizontal)


def test_a_list_tells_its_records_in_few_words_where_columns_have_no_room(
    window: MainWindow, qapp: QApplication
) -> None:
    window.show_place("petition")
    QTest.qWait(30)
    page = cast("RecordPage", window.page("petition"))

    was_brief = page.view.is_brief
    apply_look(qapp, Look())
    window.resize(1366, 768)
    QTest.qWait(30)
    assert (was_brief, page.view.is_brief) == (True, False)


@pytest.mark.parametrize("height", [660, 697, 768, 1080])
def test_every_place_is_seen_without_scrolling(ui: UiContext, qtbot: QtBot, village: str, height: int) -> None:
    window = window_over(ui)
    qtbot.addWidget(window)
    window.resize(1366, height)
    window.show()
    QTest.qWait(50)
    places = window.navigation.places
    assert places.verticalScrollBar().maximum() == 0
    names = {places.item(row).text() for row in range(places.count())}
    assert {"Mặt trận, phong trào", "Gửi, nhận", "Cần đối chiếu"} <= names
    window.close()


@pytest.mark.parametrize("size", [150, 175])
def test_no_picture_of_the_rail_is_cut_by_large_letters(
    window: MainWindow, qapp: QApplication, qtbot: QtBot, size: int
) -> None:
    apply_look(qapp, Look(size=size))
    window.resize(1366, 740)
    qtbot.waitUntil(lambda: window.navigation.places.verticalScrollBar().maximum() == 0)
