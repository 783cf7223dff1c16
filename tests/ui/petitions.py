"""Petitions of this year, counted back from today, and their list."""

import datetime as dt
from collections.abc import Callable

from pytestqt.qtbot import QtBot

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.pages.record_page import RecordPage
from tests.clocks import TODAY


def ago(days: int) -> str:
    return (TODAY - dt.timedelta(days=days)).isoformat()


def petition_saver(store: Store, unit: str, received: int = 60) -> Callable[..., str]:
    """Return what saves one petition after the other, received that many days ago, and returns its uid."""
    numbers = iter(range(1, 1000))

    def save(content: str = "Đề nghị sửa mương tưới", **values: object) -> str:
        made = {
            "number": f"{next(numbers):03d}/{TODAY.year}",
            "received_on": ago(received),
            "unit": unit,
            "content": content,
            **values,
        }
        return store.save(Draft("petition", made)).uids[0]

    return save


def shown_petitions(ui: UiContext, qtbot: QtBot, *, width: int = 1160) -> RecordPage:
    """Show the list of petitions in a window of its own."""
    page = RecordPage(ui, ui.views["petition"])
    qtbot.addWidget(page)
    page.resize(width, 700)
    page.show()
    page.activateWindow()
    qtbot.waitExposed(page)
    return page
