"""A unit is moved from “Gửi, nhận” and taken under “Cần đối chiếu”: what it does is read before it is done."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import Choice, Relation, Side, accept_move, enrol_card, move, offers, own_card, plan_move
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.pages.conflicts_page import ConflictsPage
from danvan_desktop.ui.pages.sync_page import SyncPage
from danvan_desktop.ui.sync.move_dialog import MoveDialog
from danvan_desktop.ui.sync.moves_panel import MovesPanel
from danvan_desktop.ui.sync.waiting_count import WaitingCount
from tests.clocks import StandingClock
from tests.sync.exchange import send

Show = Callable[[QDialog], None]


class Neighbours:
    """A province above the window's commune and above a neighbour, and a village of the window's commune."""

    def __init__(self, ui: UiContext, province: Store, other: Store) -> None:
        self.here, self.province, self.other = ui.store, province, other
        for commune in (self.here, other):
            enrol_card(province, own_card(commune), Choice(Relation.NEW))
            enrol_card(commune, own_card(province), Choice(Relation.ABOVE))
        self.round()
        self.round()
        values = {"name": "Thôn Đoài", "kind": "village", "code": "02"}
        self.village = self.here.save(Draft("unit", {**values, "parent": self.here.unit.uid})).uids[0]
        self.theirs = other.save(Draft("unit", {**values, "name": "Thôn Trại", "parent": other.unit.uid})).uids[0]
        self.round()

    def round(self) -> None:
        for source, target in (
            (self.here, self.province),
            (self.other, self.province),
            (self.province, self.here),
            (self.province, self.other),
        ):
            send(source, target)

    def offer_theirs(self) -> None:
        move(self.other, plan_move(self.other, self.theirs, self.here.unit.uid))
        self.round()


@pytest.fixture
def neighbours(ui: UiContext, tmp_path: Path, clock: StandingClock) -> Iterator[Neighbours]:
    with (
        Store.create(tmp_path / "p.db", unit_name="Tỉnh BN", unit_code="BN", level="province", clock=clock) as one,
        Store.create(tmp_path / "o.db", unit_name="Xã Đông Tiến", unit_code="DT", clock=clock) as other,
    ):
        yield Neighbours(ui, one, other)


def test_what_a_move_does_is_read_before_the_button_can_be_pressed(
    ui: UiContext, neighbours: Neighbours, shown: Show, qtbot: QtBot
) -> None:
    page = SyncPage(ui, drives=list)
    qtbot.addWidget(page)
    dialog = page.begin_move()
    shown(dialog)
    assert not dialog.move_button.isEnabled()
    assert "trước khi chuyển" in dialog.told.text()
    dialog.choose(neighbours.village, neighbours.other.unit.uid)
    assert "Thôn Đoài chuyển từ Xã Đông Sơn về Xã Đông Tiến" in dialog.told.text()
    assert "còn phải bấm nhận" in dialog.told.text()
    dialog.day.line.setText("khi nào xong")
    dialog.day.edited.emit()
    assert not dialog.move_button.isEnabled()
    assert dialog.banner.isVisible()
    dialog.day.line.setText("01/7/2026")
    dialog.day.edited.emit()
    dialog.move_button.click()
    qtbot.waitUntil(lambda: bool(offers(ui.store)))
    (offer,) = offers(ui.store)
    assert (offer.side, offer.move.day) == (Side.FROM_US, "2026-07-01")
    qtbot.waitUntil(lambda: "đưa tới" in page.banner.text())


def test_an_officer_without_a_unit_to_move_is_told_who_does_it(ui: UiContext, shown: Show) -> None:
    dialog = MoveDialog(ui)
    shown(dialog)
    assert "cấp trên làm" in dialog.told.text()
    assert not dialog.move_button.isEnabled()


def test_an_offered_unit_is_counted_shown_and_taken(ui: UiContext, neighbours: Neighbours, qtbot: QtBot) -> None:
    neighbours.offer_theirs()
    count = WaitingCount(ui, ui.operations)
    with qtbot.waitSignal(count.counted) as counted:
        count.refresh()
    assert counted.args == [1]
    page = ConflictsPage(ui)
    qtbot.addWidget(page)
    page.show()
    page.activate()
    qtbot.waitUntil(page.moves.isVisible)
    (item,) = page.moves.list.items
    assert item.title == "Thôn Trại (Xã Đông Tiến) được chuyển về Xã Đông Sơn: nhận?"
    assert "Phần nội bộ của Xã Đông Tiến ở lại Xã Đông Tiến." in page.moves.told.text()
    page.moves.accept_button.click()
    qtbot.waitUntil(lambda: ui.store.tree.above(neighbours.theirs) == ui.store.unit.uid)
    qtbot.waitUntil(lambda: not page.moves.list.items)
    assert "đưa tới" in page.moves.banner.text()


def test_an_offer_is_refused_or_taken_back(ui: UiContext, neighbours: Neighbours, qtbot: QtBot) -> None:
    neighbours.offer_theirs()
    move(ui.store, plan_move(ui.store, neighbours.village, neighbours.other.unit.uid))
    panel = MovesPanel(ui)
    qtbot.addWidget(panel)
    panel.show()
    panel.refresh()
    qtbot.waitUntil(lambda: len(panel.list.items) == 2)
    panel.list.choose(neighbours.village)
    assert not panel.accept_button.isVisible()
    assert panel.refuse_button.text() == "Rút lại"
    panel.refuse_button.click()
    qtbot.waitUntil(lambda: len(panel.list.items) == 1)
    panel.list.choose(neighbours.theirs)
    assert panel.refuse_button.text() == "Không nhận"
    panel.refuse_button.click()
    qtbot.waitUntil(lambda: not panel.list.items)
    assert ui.store.get(neighbours.village).text("parent") == ui.store.unit.uid
    assert ui.store.get(neighbours.theirs).text("parent") == neighbours.other.unit.uid


def test_an_offer_that_was_taken_back_meanwhile_is_told(ui: UiContext, neighbours: Neighbours, qtbot: QtBot) -> None:
    neighbours.offer_theirs()
    panel = MovesPanel(ui)
    qtbot.addWidget(panel)
    panel.show()
    panel.refresh()
    qtbot.waitUntil(lambda: len(panel.list.items) == 1)
    accept_move(ui.store, neighbours.theirs)
    panel.accept_button.click()
    qtbot.waitUntil(panel.banner.isVisible)
    assert "không có việc chuyển nào" in panel.banner.text()
