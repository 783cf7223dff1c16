"""The places of the window: their names, pictures and pages, which are loaded when they are first turned to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from danvan_desktop.localization import Message, _
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.kinds.view import KindView, ListView

if TYPE_CHECKING:
    from danvan_desktop.ui.context import UiContext
    from danvan_desktop.ui.pages.page import Page


@dataclass(frozen=True)
class Destination:
    """A page by its name; ``make`` imports what it needs."""

    name: str
    title: Message
    icon: str
    make: Callable[[UiContext], Page]


def _overview(context: UiContext) -> Page:
    from danvan_desktop.ui.pages.overview_page import OverviewPage

    return OverviewPage(context)


def _reports(context: UiContext) -> Page:
    from danvan_desktop.ui.pages.reports_page import ReportsPage

    return ReportsPage(context)


def _sync(context: UiContext) -> Page:
    from danvan_desktop.ui.pages.sync_page import SyncPage

    return SyncPage(context)


def _conflicts(context: UiContext) -> Page:
    from danvan_desktop.ui.pages.conflicts_page import ConflictsPage

    return ConflictsPage(context)


def _calendar(context: UiContext) -> Page:
    from danvan_desktop.ui.pages.calendar_page import CalendarPage

    return CalendarPage(context)


def _bin(context: UiContext) -> Page:
    from danvan_desktop.ui.pages.bin_page import BinPage

    return BinPage(context)


def list_page(context: UiContext, view: KindView) -> Page:
    """Make the page with the list of a kind: its own where it has one."""
    own = view.own_list.page
    if own is not None:
        return own(context, view)
    from danvan_desktop.ui.pages.record_page import RecordPage

    return RecordPage(context, view)


def _of(view: KindView, listing: ListView) -> Destination:
    return Destination(view.kind, listing.place, view.icon, partial(list_page, view=view))


MAIN_DESTINATIONS = (
    Destination("overview", _("Tổng quan"), "overview", _overview),
    *(_of(view, listing) for view, listing in ALL_VIEWS.pinned),
    Destination("reports", _("Báo cáo"), "reports", _reports),
    Destination("sync", _("Đồng bộ"), "sync", _sync),
    Destination("conflicts", _("Cần đối chiếu"), "conflicts", _conflicts),
)
"""What the navigation shows, in the order of Ctrl+1 to Ctrl+9."""

SIDE_DESTINATIONS = (
    *(_of(view, listing) for view, listing in ALL_VIEWS.listed if not listing.pinned),
    Destination("calendar", _("Lịch tháng"), "calendar", _calendar),
    Destination("bin", _("Thùng rác"), "delete", _bin),
)
"""Lists that are turned to from the settings, the foot of the navigation or the search."""
