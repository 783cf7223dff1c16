"""Keeps what an officer chose about places, which lists have records and which are closed, over an open store."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from danvan_desktop.localization import _
from danvan_desktop.store.officer_rules import OFFICER_RIGHT
from danvan_desktop.ui.place_choices import FOLDED, MOST_PINS, PINS, USED, last_tab

if TYPE_CHECKING:
    from danvan_desktop.store import Store
    from danvan_desktop.ui.main_window import MainWindow
    from danvan_desktop.ui.operations import ChangeSummary


class PlaceKeeper(QObject):
    """Shows a change of choice in the column and the tabs, and keeps it on this laptop."""

    def __init__(self, window: MainWindow) -> None:
        """Look which lists have records, and which are closed to who works here."""
        super().__init__(window)
        self._window = window
        self._choices, self._context = window.choices, window.context
        self._kinds = [place.name for place in window.places if place.lists_a_kind]
        self._turned: dict[str, str] = {}
        self._place = window.places.known("")
        window.desk.arranged.connect(self._give_way)
        self.look()

    def turned_to(self, name: str) -> None:
        """Mark the place that is shown; its group leads to it from now on."""
        self._place = name
        group = self._window.places[name].group
        if group is not None and self._choices.place_of(group) != name:
            self._choices.turned_to(name)
            self._turned[last_tab(group)] = name
        self._window.navigation.mark(name)
        self._window.tabs.show_place(name)
        self._give_way()

    def _give_way(self) -> None:
        """Let the tabs go while a record stands alone that has its list in another group, or in none."""
        desk, listing = self._window.desk, None
        if desk.current is not None and not desk.is_beside:
            listing = self._context.views[desk.current.kind.name].listing
        group = self._window.places[self._place].group
        self._window.tabs.give_way(listing is not None and listing.group is not group)

    def toggle_pin(self, name: str) -> None:
        """Pin a place, or not any more; told when there is no key left."""
        if not self._choices.toggle_pin(name):
            full = _("Đã ghim {most} trang. Hãy bỏ ghim một trang trước.", most=MOST_PINS)
            self._window.bar.say(self._context.translator(full), "info")
        self._keep(PINS, ",".join(self._choices.pins))
        self._show()

    def toggle_fold(self) -> None:
        """Show pictures alone in the column, or the names again."""
        if self._window.navigation.open_for_now():
            return
        self._choices.is_folded = not self._choices.is_folded
        self._keep(FOLDED, "1" if self._choices.is_folded else "0")
        self._show()

    def remember(self) -> None:
        """Keep where the officer was, and which lists have records, before the window goes."""
        for setting, value in self._turned.items():
            self._keep(setting, value)

    def on_changed(self, summary: ChangeSummary) -> None:
        """Look anew when a list may have got its first record or lost its last, or rights were said."""
        if summary.touches(*self._kinds, OFFICER_RIGHT):
            self.look()

    def look(self) -> None:
        """Find out in the background which lists have records, and which are closed."""
        kinds = self._kinds

        def used(store: Store) -> tuple[list[str], Collection[str]]:
            return [kind for kind in kinds if store.uids(kind, limit=1)], store.officers.closed_kinds

        self._context.operations.read(used, self._take, key=(self, "used"), owner=self)

    def _take(self, found: tuple[list[str], Collection[str]]) -> None:
        used, closed = found
        if self._choices.close(closed):
            self._show()
        if self._choices.use(used):
            self._turned[USED] = ",".join(used)
            self._window.tabs.show_place(self._place)

    def _keep(self, setting: str, value: str) -> None:
        if not self._context.store.is_read_only:
            self._context.operations.remember(setting, value)

    def _show(self) -> None:
        self._window.navigation.show_choices()
        self._window.tabs.show_place(self._place)
