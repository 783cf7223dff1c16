"""The tabs of a group above its page: the lists that are in use, those not begun yet behind “Thêm loại sổ”, the pin."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.ui.destinations import Destinations
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.navigation import pin_words
from danvan_desktop.ui.place_choices import PlaceChoices
from danvan_desktop.ui.widgets.buttons import Button
from danvan_desktop.ui.widgets.steady import TabBar


class PlaceTabs(QWidget):
    """One row; a place that belongs to no group has none."""

    place_wanted = Signal(str)
    pin_wanted = Signal(str)
    """The name of a place to be pinned, or not to be any more."""

    def __init__(self, translator: Translator, places: Destinations, choices: PlaceChoices) -> None:
        """Show nothing yet."""
        super().__init__()
        self._say, self._places, self._choices = translator, places, choices
        self._names: list[str] = []
        self._current = ""
        self.tabs = TabBar()
        self.tabs.setObjectName("placeTabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self._say(_("Các sổ của nhóm")))
        self.tabs.currentChanged.connect(self._chosen)
        self.more = Button(self._say(_("Thêm loại sổ")), picture=icon("add"))
        self.more.setProperty("flat", True)
        self.more_menu = QMenu(self.more)
        self.more.setMenu(self.more_menu)
        self.pin = Button("", picture=icon("pin", "soft", "accentDark"))
        self.pin.setCheckable(True)
        self.pin.setProperty("flat", True)
        self.pin.clicked.connect(lambda _checked=False: self.pin_wanted.emit(self._current))
        row = QHBoxLayout(self)
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
        self.setVisible(group is not None)
        if group is None:
            return
        shown = self._choices.shown(group, name)
        self._names = [tab.name for tab in shown]
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for tab in shown:
            self.tabs.addTab(self._say(tab.title))
        self.tabs.setCurrentIndex(self._names.index(name))
        self.tabs.blockSignals(False)
        self._show_pin()
        self.more_menu.clear()
        folded = self._choices.folded_away(group, name)
        for tab in folded:
            words = self._say(_("{title}: {purpose}", title=tab.title, purpose=tab.purpose or ""))
            action = self.more_menu.addAction(icon(tab.icon), words)
            action.triggered.connect(lambda _checked=False, wanted=tab.name: self.place_wanted.emit(wanted))
        self.more.setVisible(bool(folded))

    def _show_pin(self) -> None:
        words: Message = pin_words(self._choices, self._current)
        self.pin.setChecked(self._current in self._choices.pins)
        self.pin.setToolTip(self._say(words))
        self.pin.setAccessibleName(self._say(words))

    def _chosen(self, place: int) -> None:
        if 0 <= place < len(self._names):
            self.place_wanted.emit(self._names[place])
