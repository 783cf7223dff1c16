"""A laptop that signed two histories is listed under “Cần đối chiếu”, and a person chooses there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.homes import HomeFile
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.pages.conflicts_page import ConflictsPage
from danvan_desktop.ui.sync.histories_panel import HistoriesPanel
from danvan_desktop.ui.sync.waiting_count import WaitingCount
from tests.rights import grant


@pytest.fixture
def two(ui: UiContext, tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """Two copies of one laptop's disk that may write for this office, of which this store has both."""
    path, copy = tmp_path / "hai.db", tmp_path / "ba.db"
    with Store.create(path, unit_name="Xã khác", unit_code="K", state=tmp_path) as store:
        device = store.device_key
        grant(ui.store, device)
        carry(ui.store, store)
    shutil.copyfile(path, copy)
    shutil.copyfile(HomeFile(tmp_path, path).path, HomeFile(tmp_path, copy).path)
    with Store.open(path, state=tmp_path) as one, Store.open(copy, state=tmp_path) as other:
        petition(one, ui.store.unit.uid, "Bản thứ nhất")
        petition(other, ui.store.unit.uid, "Bản thứ hai")
        carry(one, ui.store)
        carry(other, ui.store)
        yield one, other


def carry(source: Store, target: Store) -> None:
    target.merge(source.log.entries_after({}), source.signed_logs())


def petition(store: Store, unit: str, content: str) -> None:
    made = {"number": "901/2026", "received_on": "2026-08-13", "unit": unit, "content": content}
    store.save(Draft("petition", made))


def contents(store: Store) -> set[str]:
    return {one.text("content") for one in store.list("petition")} & {"Bản thứ nhất", "Bản thứ hai"}


@pytest.mark.parametrize(("button", "chosen"), [("keep_button", "Bản thứ nhất"), ("take_button", "Bản thứ hai")])
def test_the_history_that_is_chosen_counts_and_the_list_goes(ui, two, qtbot, button, chosen):
    panel = HistoriesPanel(ui)
    qtbot.addWidget(panel)
    panel.refresh()
    qtbot.waitUntil(lambda: bool(panel.list.items))
    assert "Bản kia có 1 thay đổi, trong đó: Kiến nghị" in panel.told.text()
    assert "thôi quyền ghi" in panel.told.text()
    while panel.list.items:
        count = len(panel.list.items)
        assert not getattr(panel, button).isEnabled(), "a laptop loses its right for good"
        panel.sure.click()
        getattr(panel, button).click()
        qtbot.waitUntil(lambda before=count: len(panel.list.items) < before)
    assert panel.isHidden()
    assert contents(ui.store) == {chosen}
    assert ui.store.settings.get("forks.undecided") == "0"


def test_it_stands_on_the_page_and_is_counted_beside_its_name(ui, two, qtbot: QtBot):
    page, count = ConflictsPage(ui), WaitingCount(ui, ui.operations)
    qtbot.addWidget(page)
    page.refresh()
    qtbot.waitUntil(lambda: bool(page.histories.list.items))
    with qtbot.waitSignal(count.counted, check_params_cb=lambda number: number > 0):
        count.refresh()
