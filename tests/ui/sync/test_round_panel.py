"""The round in the window: a stick is seen, all of it taken with one press, all addressees written with another."""

from pathlib import Path
from shutil import copy2

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionButton
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.sync import FileOutcome, changes_of, receive_round, waiting_files, write_round
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.drives import drive_label
from danvan_desktop.ui.pages.sync_page import SyncPage
from danvan_desktop.ui.sync.round_dialog import RoundDialog
from danvan_desktop.ui.sync.round_panel import RoundPanel
from danvan_desktop.ui.sync.round_reading import Week
from danvan_desktop.ui.sync.round_words import received_told
from danvan_desktop.ui.theme import Look, style_sheet
from tests.ui.sync.conftest import OtherOffice


@pytest.fixture
def sticks() -> list[Path]:
    """The sticks that are plugged in; a test may plug one in or pull it out."""
    return []


@pytest.fixture
def panel(ui: UiContext, enrolled: OtherOffice, sticks: list[Path], qtbot: QtBot) -> RoundPanel:
    page = SyncPage(ui, drives=lambda: list(sticks))
    qtbot.addWidget(page)
    page.resize(1150, 690)
    page.show()
    qtbot.waitExposed(page)
    page.activate()
    qtbot.waitUntil(lambda: page.round.state is not None)
    return page.round


def plug(panel: RoundPanel, sticks: list[Path], stick: Path, qtbot: QtBot, files: int) -> None:
    """Put the stick in and wait until its files are seen."""
    sticks.append(stick)
    panel.look()
    qtbot.waitUntil(lambda: panel.state is not None and len(panel.state.waiting) == files)


def test_without_a_stick_it_says_what_to_do(panel: RoundPanel) -> None:
    assert panel.receive.title.text() == "Không có tệp nào chờ nhận"
    assert "Cắm USB" in panel.receive.detail.text()
    assert not panel.receive.button.isEnabled()
    assert [panel.table.index(0, column).data() for column in (0, 1, 3)] == ["Thôn Đông", "chưa lần nào", "không"]


def test_a_stick_is_seen_and_all_of_it_taken_with_one_press(
    ui: UiContext, panel: RoundPanel, enrolled: OtherOffice, stick: Path, sticks: list[Path], qtbot: QtBot
) -> None:
    uid = enrolled.petition()
    write_round(enrolled.store, stick)
    (stick / "hong.danvan").write_bytes(b"no bundle")
    plug(panel, sticks, stick, qtbot, 1)
    assert panel.receive.title.text() == "Chờ nhận 1 tệp"
    assert "1 nơi gửi" in panel.receive.detail.text()
    assert "1 tệp không mở được" in panel.receive.detail.text()
    assert panel.receive.button.property("primary")
    assert panel.table.index(0, 4).data().endswith("thay đổi")
    qtbot.mouseClick(panel.receive.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Đã nhận 1 tệp." in panel.banner.text())
    assert ui.store.get(uid) is not None
    qtbot.waitUntil(lambda: not panel.state.waiting)
    assert not panel.receive.button.isEnabled()
    qtbot.waitUntil(lambda: panel.table.rows[0].weeks[-1] is Week.CAME)
    assert panel.window().focusWidget() is panel.write.button


def test_what_two_files_of_one_sender_both_bring_is_told_once(
    ui: UiContext,
    panel: RoundPanel,
    enrolled: OtherOffice,
    stick: Path,
    sticks: list[Path],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    enrolled.petition()
    (first,) = (one.result for one in write_round(enrolled.store, tmp_path) if one.result is not None)
    enrolled.petition()
    write_round(enrolled.store, stick)
    copy2(first.path, stick / "lan-truoc.danvan")
    plug(panel, sticks, stick, qtbot, 2)
    own = enrolled.store.log.vector()
    assert changes_of(panel.state.waiting) == sum(own.values())
    assert f"1 nơi gửi, {sum(own.values())} thay đổi mới" in panel.receive.detail.text()
    assert panel.table.rows[0].here == sum(own.values())
    panel.take_all()
    qtbot.waitUntil(lambda: "Đã nhận" in panel.banner.text())
    told = received_told(receive_round(ui.store, waiting_files([stick])))
    assert [str(one) for one in told][1] == "2 tệp không có gì mới: nội dung đã nằm trong tệp khác."


def test_files_of_all_addressees_are_written_with_one_press(
    ui: UiContext, panel: RoundPanel, enrolled: OtherOffice, stick: Path, sticks: list[Path], qtbot: QtBot
) -> None:
    write_round(enrolled.store, stick)
    plug(panel, sticks, stick, qtbot, 1)
    panel.take_all()
    qtbot.waitUntil(lambda: bool(panel.state.going) and not panel.state.waiting)
    unit = ui.store.holdings.unit_below(enrolled.store.device_key)
    values = {"number": "009/2026", "received_on": "2026-08-13", "unit": unit, "content": "Mương tắc"}
    uid = ui.store.save(Draft("petition", values)).uids[0]
    panel.refresh()
    qtbot.waitUntil(lambda: panel.write.title.text() == "Cần gửi cho 1 nơi")
    qtbot.mouseClick(panel.write.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Đã ghi và kiểm tra lại tệp cho 1 nơi" in panel.banner.text())
    qtbot.waitUntil(lambda: panel.write.title.text() == "Đã ghi tệp cho 1 nơi")
    assert f"Vào {drive_label(stick)[0]} lúc " in panel.write.detail.text()
    assert panel.table.rows[0].advice.msgid == "Chờ nơi này báo đã nhận"
    assert panel.write.button.isEnabled(), "a stick that got lost is written again"
    ui.store.save(Draft("petition", {"content": "Mương tắc hẳn"}, uid))
    panel.refresh()
    qtbot.waitUntil(lambda: panel.write.title.text() == "Cần gửi cho 1 nơi")
    assert panel.table.rows[0].advice.msgid == "Ghi tệp gửi nơi này"
    taken = receive_round(enrolled.store, waiting_files([stick]))
    assert FileOutcome.TAKEN in [one.outcome for one in taken]
    assert enrolled.store.get(uid) is not None


def test_what_waits_and_what_goes_is_shown_one_by_one(
    panel: RoundPanel, enrolled: OtherOffice, stick: Path, sticks: list[Path], qtbot: QtBot
) -> None:
    enrolled.petition()
    write_round(enrolled.store, stick)
    plug(panel, sticks, stick, qtbot, 1)
    wanted = []
    panel.file_wanted.disconnect()
    panel.file_wanted.connect(wanted.append)
    panel.receive.details.click()
    dialog = panel.findChildren(RoundDialog)[-1]
    assert dialog.list.items[0].title == "Thôn Đông"
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert [path.parent for path in wanted] == [stick]


def test_a_folder_is_taken_for_a_stick(panel: RoundPanel, enrolled: OtherOffice, stick: Path, qtbot: QtBot) -> None:
    enrolled.petition()
    write_round(enrolled.store, stick)
    panel.use_folder(stick)
    qtbot.waitUntil(lambda: panel.receive.title.text() == "Chờ nhận 1 tệp")


def test_the_boxes_stand_below_each_other_where_they_would_be_narrow(panel: RoundPanel, qtbot: QtBot) -> None:
    page = panel.window()
    page.resize(560, 690)
    qtbot.waitUntil(lambda: panel.write.y() > panel.receive.y())
    assert panel.view.horizontalScrollBar().maximum() == 0


def test_the_words_of_a_link_stand_below_those_of_its_box(
    qapp: QApplication, panel: RoundPanel, enrolled: OtherOffice, stick: Path, sticks: list[Path], qtbot: QtBot
) -> None:
    write_round(enrolled.store, stick)
    qapp.setStyleSheet(style_sheet(Look()))
    try:
        plug(panel, sticks, stick, qtbot, 1)
        link, words = panel.receive.details, panel.receive.detail
        qtbot.waitUntil(lambda: link.isVisible() and link.y() >= words.geometry().bottom())
        option = QStyleOptionButton()
        link.initStyleOption(option)
        room = link.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, link)
        assert link.geometry().x() + room.x() == words.x()
    finally:
        qapp.setStyleSheet("")


def test_nobody_is_told_to_pull_out_a_folder(
    panel: RoundPanel, tmp_path: Path, sticks: list[Path], stick: Path, qtbot: QtBot
) -> None:
    panel.use_folder(tmp_path)
    panel.write_all()
    qtbot.waitUntil(lambda: "Đã ghi và kiểm tra lại" in panel.banner.text())
    assert "USB" not in panel.banner.text()
    sticks.append(stick)
    panel.look()
    qtbot.waitUntil(lambda: bool(panel.state.going or panel.state.written))
    panel.write_all()
    qtbot.waitUntil(lambda: "Hãy tháo USB" in panel.banner.text())
