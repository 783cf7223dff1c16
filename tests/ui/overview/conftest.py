"""The first page over a store with a village."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.pages.overview_page import OverviewPage
from tests.ui.petitions import petition_saver


@pytest.fixture
def petition(ui: UiContext, village: str) -> Callable[..., str]:
    return petition_saver(ui.store, village)


@pytest.fixture
def page(ui: UiContext, qtbot: QtBot) -> OverviewPage:
    page = OverviewPage(ui)
    qtbot.addWidget(page)
    page.resize(1160, 720)
    page.show()
    qtbot.waitExposed(page)
    return page
