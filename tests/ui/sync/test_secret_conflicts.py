"""Two laptops wrote differently into a denunciation: the page shows neither before a press that is noted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.domain.record import Draft
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.pages.conflicts_page import ConflictsPage
from danvan_desktop.ui.sync.conflict_panel import ConflictPanel
from tests.denunciations import MARK, conflict_over

pytestmark = pytest.mark.usefixtures("earlier_petitions")

HIDDEN = "(giữ bí mật)"


@pytest.fixture
def uid(ui: UiContext, tmp_path: Path) -> str:
    return conflict_over(ui.store, tmp_path)


@pytest.fixture
def page(ui: UiContext, uid: str, qtbot: QtBot) -> ConflictsPage:
    page = ConflictsPage(ui)
    ui.operations.changed.connect(page.on_changed)
    qtbot.addWidget(page)
    page.resize(1160, 720)
    page.show()
    qtbot.waitExposed(page)
    page.activate()
    qtbot.waitUntil(lambda: page.panel is not None)
    return page


def panel_of(page: ConflictsPage) -> ConflictPanel:
    assert page.panel is not None
    return page.panel


def texts(page: ConflictsPage) -> list[str]:
    return [card.text for card in panel_of(page).sides] if page.panel is not None else []


def open_by_keys(page: ConflictsPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert page.focusWidget() is panel_of(page).reveal_button
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: HIDDEN not in texts(page) and bool(texts(page)))


def test_both_sides_stand_there_hidden_and_neither_is_taken(
    ui: UiContext, page: ConflictsPage, uid: str, qtbot: QtBot
) -> None:
    assert texts(page) == [HIDDEN, HIDDEN]
    panel = panel_of(page)
    assert not hasattr(panel, "write_button")
    for card in panel.sides:
        card.button.setFocus()
        qtbot.keyClick(card.button, Qt.Key.Key_Space)
        assert "Mở nội dung bí mật" in panel.banner.text()
        assert page.focusWidget() is panel.reveal_button
    assert not ui.operations.busy
    assert ui.store.conflict_count() == 1
    assert not ui.store.find("disclosure", record=uid)


def test_keys_alone_open_both_which_is_noted_and_take_one(
    ui: UiContext, page: ConflictsPage, uid: str, qtbot: QtBot
) -> None:
    open_by_keys(page, qtbot)
    assert sorted(texts(page)) == sorted([f"{MARK} ở xã", f"{MARK} ở máy kia"])
    assert [note.text("purpose") for note in ui.store.find("disclosure", record=uid)] == ["read"]
    qtbot.waitUntil(lambda: not ui.operations.busy and not ui.operations._reads)
    assert HIDDEN not in texts(page)
    assert panel_of(page).both_button.isVisible()
    place = texts(page).index(f"{MARK} ở xã")
    button = panel_of(page).sides[place].button
    assert page.focusWidget() is panel_of(page).sides[0].button
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: ui.store.conflict_count() == 0)
    assert ui.store.reveal(uid, Purpose.READ).text("content") == f"{MARK} ở xã"


def test_what_was_opened_is_covered_when_the_page_is_left(
    ui: UiContext, page: ConflictsPage, uid: str, qtbot: QtBot
) -> None:
    open_by_keys(page, qtbot)
    page.hide()
    assert page.panel is None
    page.show()
    page.activate()
    qtbot.waitUntil(lambda: texts(page) == [HIDDEN, HIDDEN])


def test_a_change_elsewhere_leaves_what_was_opened_open(
    ui: UiContext, page: ConflictsPage, uid: str, qtbot: QtBot
) -> None:
    open_by_keys(page, qtbot)
    panel = panel_of(page)
    ui.store.save(Draft("officer", {"full_name": "Lê Văn Cường", "position": "Chủ tịch", "unit": ui.store.unit.uid}))
    page.refresh()
    qtbot.waitUntil(lambda: not ui.operations._reads)
    assert panel_of(page) is panel
