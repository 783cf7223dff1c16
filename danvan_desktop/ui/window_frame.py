"""The frame of the main window: the places at the left and room for a page, before there is anything to show in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from danvan_desktop.localization import Translator, _
from danvan_desktop.store.store_preview import StorePreview
from danvan_desktop.ui.destinations import Destinations
from danvan_desktop.ui.kinds import ALL_VIEWS
from danvan_desktop.ui.kinds.view import Views
from danvan_desktop.ui.navigation import Navigation
from danvan_desktop.ui.place_choices import PlaceChoices
from danvan_desktop.ui.place_tabs import PlaceTabs
from danvan_desktop.ui.record_desk import RecordDesk
from danvan_desktop.ui.widgets.rows import FLUSH, column_of, row_of
from danvan_desktop.ui.widgets.sizing import open_with_size

GEOMETRY, PLACE = "window.geometry", "window.place"
"""The settings that keep size and place."""
_FIRST, _ROOMY = (1280, 720), 1500
"""Pixels: how large the window opens first, and from how wide a screen on it need not have the whole of it."""
_SMALLEST = 900, 480
"""Pixels: what a screen of 1920 × 1080 at 200 % has room for."""


class WindowFrame(QMainWindow):
    """Can be looked at before a store is open; what an officer asks of it by then is done as soon as it is filled."""

    painted = Signal()
    """The frame is on the screen for the first time; the store may be opened."""

    def __init__(self, translator: Translator, preview: StorePreview, views: Views = ALL_VIEWS) -> None:
        """Show the unit, the place and the size that were left last."""
        super().__init__()
        self.translator = translator
        self._say = translator
        self._unit_name = preview.unit_name
        self.views = views
        self.places = Destinations(views)
        self.choices = PlaceChoices(self.places, preview.settings)
        self._place = self.places.known(preview.settings.get(PLACE, ""))
        self.choices.turned_to(self._place)
        self._first_painted = True
        self._is_placed = True
        self._filled = False
        self._awaited: list[Callable[[], object]] = []
        self.setMinimumSize(*_SMALLEST)
        self._restore_geometry(preview.settings.get(GEOMETRY, ""))
        self.navigation = Navigation(translator, preview.unit_name, self.places, self.choices, self)
        self.tabs = PlaceTabs(translator, self.places, self.choices)
        self.tabs.show_place(self._place)
        self.navigation.mark(self._place)
        self._stack = QStackedWidget()
        self._stack.setObjectName("pages")
        self.desk = RecordDesk(self._stack)
        self._arrange()
        self._show_title()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell when the frame is first there: to open the store before would keep the screen empty."""
        super().paintEvent(event)
        if self._first_painted:
            self._first_painted = False
            QTimer.singleShot(0, self.painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the page its room in a narrow window."""
        super().resizeEvent(event)
        self.navigation.fit()

    @property
    def is_filled(self) -> bool:
        """Whether there is an open store behind it."""
        return self._filled

    def _when_filled(self, action: Callable[[], object]) -> None:
        """Do what an officer asks for, at once or as soon as the store is open."""
        if self._filled:
            action()
        else:
            self._awaited.append(action)

    def _do_awaited(self) -> None:
        self._filled = True
        awaited, self._awaited = self._awaited, []
        for action in awaited:
            action()

    def _show_title(self) -> None:
        title = _("{place} – {unit} – Sổ tay dân vận", place=self.places[self._place].title, unit=self._unit_name)
        self.setWindowTitle(self._say(title))

    def _arrange(self) -> None:
        self._right = column_of(gap=0, margins=FLUSH)
        self._bar_room = QVBoxLayout()
        self._bar_room.setContentsMargins(20, 10, 20, 0)
        bar_holder = QWidget()
        bar_holder.setLayout(self._bar_room)
        self._right.addWidget(bar_holder)
        self._right.addWidget(self.tabs)
        self._right.addWidget(self.desk, 1)
        middle = QWidget()
        row_of(self.navigation, self._right, grows=self._right, gap=0, margins=FLUSH, on=middle)
        self.setCentralWidget(middle)

    def _restore_geometry(self, kept: str) -> None:
        if not kept or not self.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii", "replace"))):
            open_with_size(self, *_FIRST)
            self._is_placed = False

    def appear(self) -> None:
        """Show the window as it was left; the first time on a small screen it takes the whole of it."""
        if self._is_placed or self.screen().availableGeometry().width() >= _ROOMY:
            self.show()
        else:
            self.showMaximized()
