"""How much waits for a person is counted once for what is recorded, however often the program starts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.sync.waiting_count import WaitingCount


def household(store: Store, address: str = "") -> None:
    values = {"unit": store.unit.uid, "head": "Lê Văn Tám", "address": address or None}
    store.save(Draft("household", values))


def _pairs_after_start(ui: UiContext, qtbot: QtBot) -> int:
    count = WaitingCount(ui, ui.operations)
    told: list[int] = []
    count.counted.connect(told.append)
    count.refresh()
    qtbot.waitUntil(lambda: bool(told) and not ui.operations.reading and not ui.operations.busy)
    return told[-1]


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    made: list[None] = []
    whole = Store.duplicate_count

    def noted(store: Store, *, beat: Callable[[], object]) -> int:
        made.append(None)
        return whole(store, beat=beat)

    monkeypatch.setattr(Store, "duplicate_count", noted)
    return made


def test_a_start_after_which_nothing_was_written_looks_through_no_records(
    ui: UiContext, qtbot: QtBot, looks: list[None]
) -> None:
    for _time in range(2):
        household(ui.store)
    assert [_pairs_after_start(ui, qtbot) for _start in range(3)] == [1, 1, 1]
    assert len(looks) == 1
    household(ui.store)
    assert [_pairs_after_start(ui, qtbot) for _start in range(2)] == [2, 2]
    assert len(looks) == 2


def test_a_long_look_gives_way_batch_by_batch(ui: UiContext) -> None:
    for _time in range(2):
        household(ui.store)
    beats: list[None] = []
    assert ui.store.duplicate_count(beat=lambda: beats.append(None)) == 1
    assert beats
