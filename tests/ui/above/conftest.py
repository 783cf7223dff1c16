"""A database that a province loaded a commune's petitions into, and the window of another laptop of the province."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.localization import Translator
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.operations import Operations
from danvan_desktop.ui.pages.page import Page
from tests.clocks import StandingClock
from tests.province.conftest import database, postgresql  # noqa: F401 - fixtures
from tests.province.offices import load, new_store, petition
from tests.sync.reform import pair


@pytest.fixture
def address(tmp_path: Path, database: str) -> str:  # noqa: F811
    """A database into which a province loaded what its commune sent: two petitions."""
    from danvan_desktop.sync import receive_round, waiting_files, write_round

    def carry(source: Store, target: Store, name: str) -> None:
        (tmp_path / name).mkdir()
        write_round(source, tmp_path / name)
        receive_round(target, waiting_files([tmp_path / name]))

    with (
        new_store(tmp_path / "tinh1.db", "Tỉnh Bắc Ninh", "province") as province,
        new_store(tmp_path / "xa.db", "Xã Đông Sơn") as commune,
    ):
        pair(province, commune)
        carry(province, commune, "down")
        petition(commune, 1)
        petition(commune, 2)
        carry(commune, province, "up")
        load(province, [], database)
    return database


@pytest.fixture
def ui(tmp_path: Path, qtbot: QtBot) -> Iterator[UiContext]:
    """The window of another laptop of the province, which has no record of its own."""
    clock = StandingClock(dt.date(2026, 11, 29))
    path = tmp_path / "tinh2.db"
    with Store.create(path, unit_name="Tỉnh", unit_code="BN", level="province", clock=clock) as store:
        operations = Operations(path, clock=clock)
        yield UiContext(store, Translator("vi"), operations, path, ALL_VIEWS)
        operations.shutdown()


def settle(qtbot: QtBot, page: Page) -> None:
    """Wait until all that was asked for is read."""
    qtbot.waitUntil(lambda: not page.context.operations.reading)


def open_page(qtbot: QtBot, page: Page) -> None:
    """Show a page as the window does, and wait until it has read."""
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.activate()
    settle(qtbot, page)
