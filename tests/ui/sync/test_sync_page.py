"""The page of exchange: its ways, the list of what went them, and what stands in the way."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.period import Period
from danvan_desktop.sync import export_bundle, hand_over, own_card, read_ack, take_ack
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.pages.sync_page import SyncPage
from danvan_desktop.ui.sync.exchange_state import read_state
from tests.clocks import StandingClock
from tests.sync.exchange import import_bundle
from tests.ui.sync.conftest import OtherOffice


@pytest.fixture
def page(ui: UiContext, qtbot: QtBot) -> SyncPage:
    page = SyncPage(ui, drives=list)
    qtbot.addWidget(page)
    page.resize(1160, 720)
    page.show()
    qtbot.waitExposed(page)
    return page


def test_what_was_sent_and_received_is_listed_newest_first_with_its_size(
    ui: UiContext, page: SyncPage, other: OtherOffice, stick: Path, qtbot: QtBot
) -> None:
    export_bundle(ui.store, stick / "out.danvan")
    import_bundle(ui.store, other.send())
    log = page.show_log()
    qtbot.waitUntil(lambda: log.bundles.rowCount() == 2)
    assert [log.bundles.index(row, 0).data() for row in range(2)] == ["Nhận về", "Gửi đi"]
    assert log.bundles.index(0, 3).data() == "Thôn Đông"
    assert log.bundles.index(1, 7).data().endswith("KB")
    assert log.bundles.index(1, 8).data() == "Chưa có giấy báo nhận"
    log.close()


def test_a_dropped_file_is_looked_into_at_once(page: SyncPage, other: OtherOffice, qtbot: QtBot) -> None:
    other.petition()
    wizard = page.import_file(other.send())
    qtbot.waitUntil(lambda: wizard.step == 1)
    assert wizard.preview is not None
    assert "thêm 2 hồ sơ" in wizard.summary.text()
    wizard.close()


def test_a_bundle_that_never_came_is_named_until_it_comes(
    ui: UiContext, page: SyncPage, enrolled: OtherOffice, stick: Path, qtbot: QtBot
) -> None:
    first = enrolled.send("first.danvan")
    known = enrolled.store.log.vector()
    enrolled.petition()
    lost = enrolled.send("lost.danvan", since=known)
    known = enrolled.store.log.vector()
    enrolled.petition()
    later = enrolled.send("later.danvan", since=known)
    import_bundle(ui.store, first)
    import_bundle(ui.store, later)
    page.activate()
    qtbot.waitUntil(lambda: "Thiếu tệp số 2" in page.missing.text())
    assert "máy thôn Đông" in page.missing.text()
    import_bundle(ui.store, lost)
    page.refresh()
    qtbot.waitUntil(lambda: not page.missing.text())
    assert ui.store.count("petition") == 2


def test_a_village_that_sent_nothing_this_quarter_is_named_until_it_does(
    ui: UiContext, page: SyncPage, village: str, enrolled: OtherOffice, qtbot: QtBot
) -> None:
    page.activate()
    qtbot.waitUntil(lambda: page.silent.text() == "Thôn Đông: chưa gửi lần nào.")
    import_bundle(ui.store, enrolled.send())
    page.refresh()
    qtbot.waitUntil(lambda: not page.silent.text())
    quarter = Period.quarter_of(ui.store.today()).next()
    ui.store.today = lambda: quarter.first  # type: ignore[method-assign]
    (told,) = read_state(ui.store).told_of_silent
    assert str(told).startswith(f"Thôn Đông: chưa gửi {quarter.label()} (gần nhất: số liệu đến ")


def test_a_clock_that_runs_ahead_is_told(page: SyncPage, clock: StandingClock, qtbot: QtBot) -> None:
    clock.pass_days(-3)
    page.activate()
    qtbot.waitUntil(lambda: "muộn hơn đồng hồ bây giờ" in page.clocks.text())


def test_an_acknowledgement_is_written_for_those_who_sent(
    ui: UiContext, page: SyncPage, enrolled: OtherOffice, stick: Path, qtbot: QtBot
) -> None:
    import_bundle(ui.store, enrolled.send())
    page.save_ack(stick / "xa_bao-nhan.danvan")
    qtbot.waitUntil(lambda: "Đã ghi giấy báo nhận" in page.banner.text())
    assert read_ack(stick / "xa_bao-nhan.danvan").sender.device == ui.store.device_key
    assert take_ack(enrolled.store, stick / "xa_bao-nhan.danvan").moved > 0


def test_an_acknowledgement_that_cannot_be_written_is_told(page: SyncPage, stick: Path, qtbot: QtBot) -> None:
    stick.rmdir()
    page.save_ack(stick / "xa_bao-nhan.danvan")
    qtbot.waitUntil(lambda: str(stick) in page.banner.text())


def test_the_state_of_a_bundle_stays_in_sight_in_a_narrow_window(page: SyncPage, qtbot: QtBot) -> None:
    log = page.show_log()
    log.resize(1160, 480)
    view = log.view
    columns = range(log.bundles.columnCount())
    assert not any(view.isColumnHidden(column) for column in columns)
    log.resize(960 - 196, 480)
    qtbot.waitUntil(lambda: any(view.isColumnHidden(column) for column in columns))
    qtbot.waitUntil(lambda: view.horizontalScrollBar().maximum() == 0)
    assert not view.isColumnHidden(columns[-1])
    log.close()


def test_a_page_with_nobody_to_send_to_says_what_to_press_and_leaves_no_lake(page: SyncPage, qtbot: QtBot) -> None:
    page.resize(1100, 700)
    page.activate()
    qtbot.waitUntil(lambda: page.round.state is not None)
    assert not page.round.next_button.isEnabled()
    assert page.devices_button.text() in page.round.write.detail.text()
    boxes = (page.round.receive, page.round.write)
    most = max(box.sizeHint().height() for box in boxes)
    # Both are as high as what the fuller one says.
    qtbot.waitUntil(lambda: all(box.height() <= most + 20 for box in boxes))


def test_a_page_with_nothing_to_press_gives_the_keyboard_to_the_laptops(page: SyncPage, qtbot: QtBot) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.activate()
    qtbot.waitUntil(lambda: page.round.state is not None)
    assert page.devices_button.hasFocus()
    page.activate()
    assert page.devices_button.hasFocus(), "what cannot be pressed takes no keyboard"


def test_a_laptop_that_writes_no_more_is_told_so_as_long_as_it_does_not(
    ui: UiContext, page: SyncPage, enrolled: OtherOffice, qtbot: QtBot
) -> None:
    page.activate()
    qtbot.waitUntil(lambda: page.round.state is not None)
    assert not page.ended.text()
    hand_over(ui.store, own_card(enrolled.store))
    page.refresh()
    qtbot.waitUntil(lambda: "chỉ còn xem" in page.ended.text())
    assert "Nay ghi sổ cho nơi ấy: “máy thôn Đông”." in page.ended.text()
