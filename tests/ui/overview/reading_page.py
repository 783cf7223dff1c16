"""Reads what stands on the first page, and turns to it."""

from pytestqt.qtbot import QtBot

from danvan_desktop.store.due_items import DueItem, Urgency
from danvan_desktop.ui.models.work_rows import Head
from danvan_desktop.ui.pages.overview_page import OverviewPage
from danvan_desktop.ui.widgets.figure_strip import FigureButton


def activate(qtbot: QtBot, page: OverviewPage) -> None:
    page.overview = None
    page.activate()
    qtbot.waitUntil(lambda: page.overview is not None)


def entries(page: OverviewPage, urgency: Urgency | None = None) -> list[DueItem]:
    found = [row for row in page.rows.rows if isinstance(row, DueItem)]
    return [entry for entry in found if urgency is None or entry.urgency is urgency]


def counts(page: OverviewPage) -> dict[Urgency, int]:
    return {row.urgency: row.count for row in page.rows.rows if isinstance(row, Head)}


def figure(page: OverviewPage, words: str) -> FigureButton:
    return next(button for button in page.figures if words in button.words)


def meeting_values(village: str, day: str, **more: object) -> dict[str, object]:
    return {
        "unit": village,
        "subject": "Họp định kỳ",
        "starts_at": f"{day}T19:30",
        "place": "Nhà văn hóa",
        "chair": "Nguyễn Văn An",
        "secretary": "Trần Thị Bình",
        "households_total": 120,
        "households_present": 95,
        **more,
    }
