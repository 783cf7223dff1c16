"""What the window itself tells of the exchange: a wrong clock at the start, how many differences wait."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import ChangeSummary
from danvan_desktop.ui.pages.conflicts_page import ConflictsPage
from danvan_desktop.ui.pages.sync_page import SyncPage
from danvan_desktop.ui.widgets.count_badge import COUNT_ROLE
from tests.clocks import StandingClock
from tests.rights import join
from tests.sync.exchange import import_bundle
from tests.ui.sync.conftest import OtherOffice
from tests.ui.windows import window_over

DAYS = 24 * 60 * 60 * 1000


def test_a_wrong_clock_is_told_when_the_window_opens(ui: UiContext, clock: StandingClock, qtbot: QtBot) -> None:
    clock.pass_days(-3)
    window = window_over(ui)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: "kiểm tra ngày giờ của máy này" in window.bar.text())


def test_differences_are_counted_in_the_navigation_and_lead_to_their_page(
    ui: UiContext, other: OtherOffice, tmp_path: Path, qtbot: QtBot
) -> None:
    join(ui.store, other.store)
    uid = other.petition(content="Mương tắc")
    import_bundle(ui.store, other.send("before.danvan"))
    ui.store.save(Draft("petition", {"content": "Mương tắc ở xóm Đông"}, uid))
    other.store.save(Draft("petition", {"content": "Mương tắc ở xóm Đoài"}, uid))
    window = window_over(ui)
    qtbot.addWidget(window)
    window.show()
    item = window.navigation.places.item(window.navigation.row_of("conflicts"))
    import_bundle(ui.store, other.send("after.danvan"))
    ui.operations.changed.emit(ChangeSummary(frozenset({"petition"})))
    qtbot.waitUntil(lambda: item.data(COUNT_ROLE) == 1)
    qtbot.keyClick(window, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    page = window._stack.currentWidget()
    assert isinstance(page, ConflictsPage)
    qtbot.waitUntil(lambda: page.panel is not None)
    assert page.panel is not None
    page.panel.sides[0].button.click()
    qtbot.waitUntil(lambda: item.data(COUNT_ROLE) == 0)
    page.page_wanted.emit("sync")
    assert isinstance(window._stack.currentWidget(), SyncPage)
