"""The places of the window: their names, pictures and pages, which are loaded when they are first turned to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from danvan_desktop.localization import Message, _
from danvan_desktop.ui.kinds.view import Group, KindView, ListView, Views

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from danvan_desktop.ui.context import UiContext
    from danvan_desktop.ui.pages.page import Page


_FIGURES_WORDS = _("so sánh thống kê cùng kỳ xã thôn chưa gửi báo cáo biểu đồ")
_CHANGES_WORDS = _("ai sửa ai xem ai in lịch sử nhật ký mở hồ sơ bí mật")
_SETUP_WORDS = _("dán danh sách thôn cán bộ người ký hộ tiêu chí bạn là ai")


class Destination(Struct, frozen=True):
    """A page by its name; ``make`` imports what it needs, and makes it in the widget in which it stays.

    It is a tab of its ``group``, where it has one, and found by other ``words`` too; the list of a kind has a
    ``purpose``, and is named like the kind.
    """

    name: str
    title: Message
    icon: str
    make: Callable[[UiContext, QWidget], Page]
    group: Group | None = None
    purpose: Message | None = None
    pinned: bool = False
    words: Message | None = None

    @property
    def lists_a_kind(self) -> bool:
        """Whether it shows the records of a kind."""
        return self.purpose is not None


def _overview(context: UiContext, parent: QWidget) -> Page:
    from danvan_desktop.ui.pages.overview_page import OverviewPage

    return OverviewPage(context, parent)


def _reports(context: UiContext, parent: QWidget) -> Page:
    from danvan_desktop.ui.pages.reports_page import ReportsPage

    return ReportsPage(context, parent)


def _figures(context: UiContext, parent: QWidget) -> Page:
    from danvan_desktop.ui.pages.figures_page import FiguresPage

    return FiguresPage(context, parent)


def _sync(context: UiContext, parent: QWidget) -> Page:
    from danvan_desktop.ui.pages.sync_page import SyncPage

    return SyncPage(context, parent)


def _conflicts(context: UiContext, parent: QWidget) -> Page:
    from danvan_desktop.ui.pages.conflicts_page import ConflictsPage

    return ConflictsPage(context, parent)


def _calendar(context: UiContext, parent: QWidget) -> Page:
    from danvan_desktop.ui.pages.calendar_page import CalendarPage

    return CalendarPage(context, parent)


def _setup(context: UiContext, parent: QWidget) -> Page:
    from danvan_desktop.ui.pages.setup_page import SetupPage

    return SetupPage(context, parent)


def _bin(context: UiContext, parent: QWidget) -> Page:
    from danvan_desktop.ui.pages.bin_page import BinPage

    return BinPage(context, parent)


def _changes(context: UiContext, parent: QWidget) -> Page:
    from danvan_desktop.ui.pages.changes_page import ChangesPage

    return ChangesPage(context, parent)


def list_page(context: UiContext, parent: QWidget, view: KindView) -> Page:
    """Make the page with the list of a kind: its own where it has one."""
    own = view.own_list.page
    if own is not None:
        return own(context, view, parent)
    from danvan_desktop.ui.pages.record_page import RecordPage

    return RecordPage(context, view, parent)


class Destinations:
    """All places of a window: the pages of the program and the lists that the views declare."""

    def __init__(self, views: Views) -> None:
        """Put each into its group."""
        own = {
            Group.OVERVIEW: (
                Destination("overview", _("Tổng quan"), "overview", _overview, Group.OVERVIEW, pinned=True),
                Destination("calendar", _("Lịch tháng"), "calendar", _calendar, Group.OVERVIEW),
            ),
            Group.REPORTS: (
                Destination("reports", _("Báo cáo"), "reports", _reports, Group.REPORTS, pinned=True),
                Destination(
                    "figures", _("Số liệu các đơn vị"), "figures", _figures, Group.REPORTS, words=_FIGURES_WORDS
                ),
            ),
        }
        listed = [_of(view, listing) for view, listing in views.listed]
        self._tabs = {
            group: (*own.get(group, ()), *(place for place in listed if place.group is group)) for group in Group
        }
        self.exchange = (
            Destination("sync", _("Gửi, nhận"), "sync", _sync, pinned=True),
            Destination("conflicts", _("Cần đối chiếu"), "conflicts", _conflicts, pinned=True),
        )
        self._side = (
            *(place for place in listed if place.group is None),
            Destination("bin", _("Thùng rác"), "delete", _bin),
            Destination("changes", _("Nhật ký thay đổi"), "history", _changes, words=_CHANGES_WORDS),
            Destination("setup", _("Thiết lập ban đầu"), "settings", _setup, words=_SETUP_WORDS),
        )
        self._by_name = {place.name: place for place in self._ordered()}
        order = {view.kind: number for number, view in enumerate(views)}
        kinds = sorted((place for place in listed if place.pinned), key=lambda place: order[place.name])
        self.usual_pins = tuple(place.name for place in (*own[Group.OVERVIEW][:1], *kinds, *own[Group.REPORTS][:1]))
        self.usual_pins += tuple(place.name for place in self.exchange)

    def __iter__(self) -> Iterator[Destination]:
        """Go through all places, group by group."""
        return iter(self._by_name.values())

    def __contains__(self, name: object) -> bool:
        """Tell whether there is a place of that name."""
        return name in self._by_name

    def __getitem__(self, name: str) -> Destination:
        """Return a place; raises KeyError for an unknown one."""
        return self._by_name[name]

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups that have places, in their order."""
        return tuple(group for group in Group if self._tabs[group])

    def tabs(self, group: Group) -> tuple[Destination, ...]:
        """Return the places of a group, in the order of its tabs."""
        return self._tabs[group]

    def by_group(self, counts: Mapping[str, int]) -> Mapping[Group, int]:
        """Add up numbers that belong to places by the groups of these."""
        found: Counter[Group] = Counter()
        for name, count in counts.items():
            group = self[name].group
            if group is not None:
                found[group] += count
        return found

    def known(self, name: str) -> str:
        """Return the name of a place, for an unknown one that of the first."""
        return name if name in self else next(iter(self)).name

    def _ordered(self) -> Iterator[Destination]:
        for group in Group:
            yield from self._tabs[group]
        yield from self.exchange
        yield from self._side


def _of(view: KindView, listing: ListView) -> Destination:
    make = partial(list_page, view=view)
    return Destination(
        view.kind, listing.place, view.icon, make, listing.group, listing.purpose, listing.pinned, listing.words
    )
