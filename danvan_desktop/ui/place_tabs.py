"""The tabs of a group above its page: the lists in use that there is room for, the pin, a button for the others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu

from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.ui.destinations import Destination, Destinations
from danvan_desktop.ui.group_menu import add_place, add_unused
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.navigation import pin_words
from danvan_desktop.ui.place_choices import PlaceChoices
from danvan_desktop.ui.widgets.buttons import quiet_button
from danvan_desktop.ui.widgets.restyling import RestyledWidget
from danvan_desktop.ui.widgets.tabs import TabBar


class PlaceTabs(RestyledWidget):
    """One row; a place that belongs to no group has none."""

    place_wanted = Signal(str)
    pin_wanted = Signal(str)
    """The name of a place to be pinned, or not to be any more."""

    def __init__(self, translator: Translator, places: Destinations, choices: PlaceChoices) -> None:
        """Show nothing yet."""
        super().__init__()
        self._say, self._places, self._choices = translator, places, choices
        self._names: list[str] = []
        self._shown: tuple[Destination, ...] = ()
        self._folded: tuple[Destination, ...] = ()
        self._current = ""
        self._gives_way = False
        self.tabs = TabBar()
        self.tabs.setObjectName("placeTabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self._say(_("Các sổ của nhóm")))
        self.tabs.currentChanged.connect(self._chosen)
        self.more = quiet_button(self._say(_("Thêm loại sổ")), picture=icon("add"))
        self.more_menu = QMenu(self.more)
        self.more.setMenu(self.more_menu)
        self.pin = quiet_button(
            "", lambda: self.pin_wanted.emit(self._current), picture=icon("pin", "soft", "accentDark")
        )
        self.pin.setCheckable(True)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 20, 0)
        row.setSpacing(8)
        row.addWidget(self.tabs)
        row.addWidget(self.pin)
        row.addWidget(self.more)
        row.addStretch(1)
        self.hide()

    def show_place(self, name: str) -> None:
        """Show the tabs of the group of a place."""
        self._current = name
        group = self._places[name].group
        self._show_itself()
        if group is None:
            return
        shown = self._choices.shown(group, name)
        self._shown, self._folded = shown, self._choices.folded_away(group, name)
        self._names = [tab.name for tab in shown]
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for tab in shown:
            place = self.tabs.addTab(self._say(tab.title).replace("&", "&&"))
            if self._choices.is_closed(tab.name):
                self.tabs.setTabIcon(place, icon("lock"))
                self.tabs.setTabToolTip(place, self._say(_("{place}: bạn không được mở", place=tab.title)))
        self.tabs.setCurrentIndex(self._names.index(name))
        self.tabs.blockSignals(False)
        self._show_pin()
        self.fit()

    def give_way(self, gone: bool) -> None:
        """Be gone while a record stands alone that has its list elsewhere."""
        self._gives_way = gone
        self._show_itself()

    def _show_itself(self) -> None:
        is_in_group = bool(self._current) and self._places[self._current].group is not None
        self.setVisible(is_in_group and not self._gives_way)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the tabs that there is room for."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Leave out the last tabs until the others have room; that of the page in sight stays."""
        if not self._shown:
            return
        widths = [self.tabs.tabSizeHint(place).width() for place in range(len(self._shown))]
        kept = self._kept(widths, self.width() - self._beside(bool(self._folded)))
        if len(kept) < len(widths):
            kept = self._kept(widths, self.width() - self._beside(True))
        for place in range(len(widths)):
            if self.tabs.isTabVisible(place) != (place in kept):
                self.tabs.setTabVisible(place, place in kept)
        self.tabs.begin_with_first()
        self._offer([tab for place, tab in enumerate(self._shown) if place not in kept])

    def _kept(self, widths: Sequence[int], room: int) -> set[int]:
        current = self.tabs.currentIndex()
        kept, used = {current}, widths[current]
        for place, width in enumerate(widths):
            if place != current:
                used += width
                if used > room:
                    break
                kept.add(place)
        return kept

    def _beside(self, with_more: bool) -> int:
        """Return how many pixels the margins, the pin and the button take."""
        row = self._row
        margins = row.contentsMargins()
        taken = margins.left() + margins.right() + row.spacing() + self.pin.sizeHint().width()
        return taken + (row.spacing() + self.more.sizeHint().width() if with_more else 0)

    def _offer(self, hidden: Sequence[Destination]) -> None:
        """Fill the menu behind the button with the lists that have no tab in sight."""
        named = _("Sổ khác ({n})", n=len(hidden)) if hidden else _("Thêm loại sổ")
        self.more.setText(self._say(named))
        self.more_menu.clear()
        for tab in hidden:
            add_place(self.more_menu, tab, self._say(tab.title), self.place_wanted.emit, self._choices)
        add_unused(self.more_menu, self._folded, self._say, self.place_wanted.emit, self._choices)
        self.more.setVisible(bool(hidden or self._folded))

    def _show_pin(self) -> None:
        words: Message = pin_words(self._choices, self._current)
        self.pin.setChecked(self._current in self._choices.pins)
        self.pin.setToolTip(self._say(words))
        self.pin.setAccessibleName(self._say(words))

    def _chosen(self, place: int) -> None:
        if 0 <= place < len(self._names):
            self.place_wanted.emit(self._names[place])
