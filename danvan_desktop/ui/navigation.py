"""The column at the left of the window: its places."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.ui.destinations import MAIN_DESTINATIONS
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.buttons import Button

_WIDTH = 196
_PICTURE = 20
_LOW = 640
"""Pixels, at the usual size of letters: a window lower than this has its places closer together."""


class _Places(QListWidget):
    """Coming by Tab chooses nothing: Qt makes the first place current when none is, which would turn to it."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        blocked = self.blockSignals(True)
        super().focusInEvent(event)
        self.blockSignals(blocked)


class Navigation(QFrame):
    """The column at the left: the unit, the places, the settings."""

    place_wanted = Signal(str)
    settings_wanted = Signal()
    search_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, translator: Translator, unit_name: str, parent: QWidget | None = None) -> None:
        """Show the main places."""
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setFixedWidth(scaled(_WIDTH))
        self._say = translator
        self._unit = QLabel(unit_name)
        self._unit.setObjectName("unit")
        self._unit.setWordWrap(True)
        self._product = QLabel(translator(_("Sổ tay dân vận")))
        self._product.setObjectName("product")
        self.places = self._places()
        self.search = self._button("search", _("Tìm nhanh"), "Ctrl+K", self.search_wanted.emit)
        self.bin = self._button("delete", _("Thùng rác"), "", lambda: self.place_wanted.emit("bin"))
        self.bin.setIcon(icon("delete", "onNavigation", "onNavigationChosen"))
        self.bin.setCheckable(True)
        self.help = self._button("help", _("Trợ giúp"), "F1", self.help_wanted.emit)
        self.settings = self._button("settings", _("Cài đặt"), "", self.settings_wanted.emit)
        self._buttons = (self.search, self.bin, self.help, self.settings)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addWidget(self._unit)
        column.addWidget(self._product)
        column.addWidget(self.search)
        column.addSpacing(4)
        column.addWidget(self.places, 1)
        for button in (self.bin, self.help, self.settings):
            column.addWidget(button)

    def showEvent(self, event: QShowEvent) -> None:
        """Lay the places out: before they are shown the theme has not told their heights."""
        super().showEvent(event)
        self.places.doItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the places closer together where they would not all be seen."""
        super().resizeEvent(event)
        low = self.height() < scaled(_LOW)
        if low != bool(self.property("low")):
            self.setProperty("low", low)
            for widget in (self._unit, self._product, self.places, *self._buttons):
                widget.style().unpolish(widget)
                widget.style().polish(widget)
            self.places.doItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """Lay the places out anew in another theme or size of letters."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and self.isVisible():
            self.setFixedWidth(scaled(_WIDTH))
            self.places.setIconSize(_picture_size())
            self.places.doItemsLayout()

    def show_unit(self, name: str) -> None:
        """Show the unit's name."""
        self._unit.setText(name)

    def show_count(self, name: str, count: int) -> None:
        """Show how many wait at a main place, nothing when none do."""
        # Loaded once the frame is painted: to name ``Qt`` or ``QStyle`` takes PySide6 15 ms each, see icons.py.
        from PySide6.QtCore import Qt

        from danvan_desktop.ui.widgets.count_badge import COUNT_ROLE, CountBadgeDelegate

        if not isinstance(self.places.itemDelegate(), CountBadgeDelegate):
            self.places.setItemDelegate(CountBadgeDelegate(self.places))
        names = [destination.name for destination in MAIN_DESTINATIONS]
        item = self.places.item(names.index(name))
        item.setData(COUNT_ROLE, count)
        words = _("{place}: {count}", place=MAIN_DESTINATIONS[names.index(name)].title, count=count)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, self._say(words) if count else item.text())

    def mark(self, name: str) -> None:
        """Mark the place that is shown, none when it is neither a main place nor the bin."""
        self.places.blockSignals(True)
        names = [destination.name for destination in MAIN_DESTINATIONS]
        if name in names:
            self.places.setCurrentRow(names.index(name))
        else:
            self.places.setCurrentRow(-1)
            self.places.clearSelection()
        self.places.blockSignals(False)
        self.bin.setChecked(name == "bin")

    def _button(self, picture: str, words: Message, keys: str, then: Callable[[], object]) -> QPushButton:
        button = Button(f" {self._say(words)}", picture=icon(picture, "onNavigation"))
        button.setAccessibleName(self._say(words))
        button.setToolTip(f"{self._say(words)} ({keys})" if keys else self._say(words))
        button.clicked.connect(lambda _checked=False: then())
        return button

    def _places(self) -> QListWidget:
        places = _Places()
        places.setObjectName("places")
        places.setAccessibleName(self._say(_("Các mục")))
        places.setIconSize(_picture_size())
        for number, destination in enumerate(MAIN_DESTINATIONS, 1):
            picture = icon(destination.icon, "onNavigation", "onNavigationChosen")
            item = QListWidgetItem(picture, self._say(destination.title))
            item.setToolTip(f"{self._say(destination.title)} (Ctrl+{number})")
            places.addItem(item)
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda name=destination.name: self.place_wanted.emit(name))
        places.currentRowChanged.connect(self._chosen)
        return places

    def _chosen(self, row: int) -> None:
        if row >= 0:
            self.place_wanted.emit(MAIN_DESTINATIONS[row].name)


def _picture_size() -> QSize:
    return QSize(scaled(_PICTURE), scaled(_PICTURE))
