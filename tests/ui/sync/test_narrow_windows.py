"""Large letters on a small screen: what is compared and what a record was is read without scrolling sideways."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.history_dialog import HistoryDialog
from danvan_desktop.ui.dialogs.settings_dialog import SettingsDialog
from danvan_desktop.ui.pages.conflicts_page import ConflictsPage
from danvan_desktop.ui.sync.export_wizard import ExportWizard
from danvan_desktop.ui.theme import Look, apply_theme, scaled
from tests.rights import join
from tests.sync.exchange import import_bundle
from tests.ui.sync.conftest import OtherOffice

_CONTENT = "Trại lợn quy mô lớn xen trong khu dân cư không có hầm xử lý, chất thải chảy ra rãnh chung nhiều tháng nay"
_NAVIGATION = 196
_SCREENS = [(1366, 768, 150), (1366, 768, 200), (1024, 768, 150), (1024, 768, 200)]


@pytest.fixture(params=_SCREENS, ids=lambda screen: "{}x{} {} %".format(*screen))
def room(request: pytest.FixtureRequest) -> Iterator[QSize]:
    """What a screen leaves of a page beside the navigation, with its letters in force."""
    width, height, size = request.param
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_theme(application, Look("light", size))
    yield QSize(width - round(_NAVIGATION * size / 100), height - 60)
    apply_theme(application, Look())


def sideways(widget: QWidget) -> list[str]:
    """Name what would have to be scrolled sideways, and the buttons whose words are cut."""
    areas = [one for one in widget.findChildren(QAbstractScrollArea) if one.isVisible()]
    buttons = [one for one in widget.findChildren(QPushButton) if one.isVisible()]
    return [
        *(f"{type(one).__name__} {one.accessibleName()}" for one in areas if one.horizontalScrollBar().maximum()),
        *(one.text() for one in buttons if one.width() < one.minimumSizeHint().width()),
    ]


def written_twice(ui: UiContext) -> str:
    made = {"received_on": "2026-08-12", "unit": ui.store.unit.uid, "citizen_name": "Nguyễn Thị Bích Phượng"}
    ui.store.save(Draft("petition", {**made, "number": "001/2026", "content": _CONTENT, "request": _CONTENT}))
    again = {**made, "number": "002/2026", "content": f"{_CONTENT}, có trẻ em bị ốm", "citizen_phone": "0204 386 2117"}
    return ui.store.save(Draft("petition", again)).uids[0]


def opened(ui: UiContext, room: QSize, qtbot: QtBot) -> ConflictsPage:
    page = ConflictsPage(ui)
    qtbot.addWidget(page)
    page.resize(room)
    page.show()
    page.activate()
    qtbot.waitUntil(lambda: (page.pair_panel or page.panel) is not None)
    qtbot.wait(50)
    return page


def test_two_records_that_may_be_one_are_compared_whole(ui: UiContext, room: QSize, qtbot: QtBot) -> None:
    written_twice(ui)
    page = opened(ui, room, qtbot)
    assert page.width() == room.width()
    assert sideways(page) == []
    assert page.list.height() >= page.list.sizeHintForRow(0)


def test_two_values_of_a_field_are_compared_whole(ui: UiContext, other: OtherOffice, room: QSize, qtbot: QtBot) -> None:
    join(ui.store, other.store)
    uid = other.petition(content="Mương tắc")
    import_bundle(ui.store, other.send("thon-1.danvan"))
    for store, more in ((ui.store, "từ tháng 7"), (other.store, "đã ba năm, cần nạo vét gấp")):
        store.save(Draft("petition", {"content": f"{_CONTENT} {more}"}, uid))
    import_bundle(ui.store, other.send("thon-2.danvan"))
    page = opened(ui, room, qtbot)
    assert page.panel is not None
    assert sideways(page) == []


def test_the_history_is_read_whole(ui: UiContext, room: QSize, qtbot: QtBot) -> None:
    uid = written_twice(ui)
    ui.store.save(Draft("petition", {"content": _CONTENT}, uid))
    dialog = HistoryDialog(ui, "petition", uid)
    qtbot.addWidget(dialog)
    dialog.resize(room)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.panel.tree.topLevelItemCount() == 2)
    assert sideways(dialog) == []


@pytest.mark.parametrize("tab", [0, 1])
def test_the_settings_are_read_whole(ui: UiContext, room: QSize, tab: int, qtbot: QtBot) -> None:
    dialog = SettingsDialog(ui)
    qtbot.addWidget(dialog)
    dialog.resize(room.width() + scaled(_NAVIGATION) - 60, room.height())
    dialog.show()
    dialog.tabs.setCurrentIndex(tab)
    qtbot.wait(50)
    assert sideways(dialog) == []


def test_what_a_file_is_to_hold_is_chosen_on_a_small_screen(ui: UiContext, room: QSize, qtbot: QtBot) -> None:
    wizard = ExportWizard(ui)
    qtbot.addWidget(wizard)
    screen = QSize(room.width() + scaled(_NAVIGATION), room.height())
    wizard.resize(screen)
    wizard.show()
    qtbot.wait(50)
    assert sideways(wizard) == []
    assert wizard.width() <= screen.width()
    assert wizard.height() <= screen.height()
