"""What an officer without the right wrote on another laptop is listed with his name, and adopted or dismissed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from danvan_desktop.domain.facts import Role
from danvan_desktop.domain.guarded import Guarded
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.settings import UNIT
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.pages.conflicts_page import ConflictsPage
from tests.clocks import StandingClock
from tests.rights import grant, unguarded
from tests.store.conftest import carry


@pytest.fixture
def second(ui: UiContext, tmp_path: Path, clock: StandingClock) -> Iterator[Store]:
    """A second laptop of this office, on which one works who only reads; the head works here."""
    store = ui.store
    told = {"position": "Công chức", "unit": store.unit.uid}
    head, reader = store.save(*(Draft("officer", {"full_name": n, **told}) for n in ("Bà Trưởng", "Ông Xem"))).uids
    store.set_officer(head)
    store.say_rights(head, Role.APPROVE, frozenset(Guarded))
    store.say_rights(reader, Role.READ)
    with Store.create(tmp_path / "second.db", unit_name="Xã Đông Sơn", unit_code="DS2", clock=clock) as other:
        grant(store, other.device_key)
        carry(store, other)
        other.settings.set(UNIT, store.unit.uid)
        other.set_officer(reader)
        yield other


def _write(second: Store, ui: UiContext) -> str:
    values = {"number": "009/2026", "received_on": "2026-08-13", "unit": ui.store.unit.uid, "content": "Viết lén"}
    with unguarded():
        (uid,) = second.save(Draft("petition", values)).uids
    carry(second, ui.store)
    return uid


@pytest.fixture
def page(ui: UiContext, second: Store, qtbot: QtBot) -> ConflictsPage:
    made = ConflictsPage(ui)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("adopted", [True, False])
def test_the_page_names_the_officer_and_lets_it_be_adopted_or_dismissed(
    page: ConflictsPage, ui: UiContext, second: Store, qtbot: QtBot, adopted: bool
) -> None:
    uid = _write(second, ui)
    assert ui.store.get(uid) is None
    page.activate()
    held = page.held
    qtbot.waitUntil(lambda: len(held.list.items) == 1)
    (item,) = held.list.items
    assert "Ông Xem" in item.detail
    assert held.isVisible()
    held.list.choose(item.key)
    qtbot.keyClick(held.adopt_button if adopted else held.dismiss_button, Qt.Key.Key_Space)
    qtbot.waitUntil(held.isHidden)
    record = ui.store.get(uid)
    assert (record is not None and record.text("content") == "Viết lén") == adopted
    assert ui.store.undecided() == []
    assert ui.store.check().ok


def test_nothing_of_a_closed_record_is_told_of_what_is_held(
    page: ConflictsPage, ui: UiContext, second: Store, qtbot: QtBot
) -> None:
    values = {"received_on": "2026-08-12", "nature": "complaint", "unit": ui.store.unit.uid, "title": "Zờkín"}
    with unguarded():
        second.save(Draft("case", values))
    _write(second, ui)
    (clerk,) = ui.store.save(
        Draft("officer", {"full_name": "Anh Nhập", "position": "Công chức", "unit": ui.store.unit.uid})
    ).uids
    ui.store.say_rights(clerk, Role.ENTER)
    page.activate()
    qtbot.waitUntil(lambda: len(page.held.list.items) == 2)
    ui.store.set_officer(clerk)
    page.activate()
    qtbot.waitUntil(lambda: len(page.held.list.items) == 1)
    (item,) = page.held.list.items
    assert "Zờkín" not in item.title + item.detail
