"""The column at the left of the window: pinned places, groups, the exchange, settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from PySide6.QtCore import QEvent, QPoint, QSize, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QWidget,
)

from danvan_desktop.localization import Message, Translator, _, ngettext
from danvan_desktop.ui.destinations import Destination, Destinations
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.kinds.view import Group
from danvan_desktop.ui.place_choices import MOST_PINS, PlaceChoices
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.labels import text_label
from danvan_desktop.ui.widgets.restyling import restyle
from danvan_desktop.ui.widgets.rows import column_of, row_of

_WIDTH, _RAIL = 216, 56
"""Pixels, at the usual size of letters, with the names and without."""
_PICTURE = 20
_LOW = 640
"""Pixels, at the usual size of letters: a window lower than this has its places closer together."""
_AROUND, _LINE, _CLOSE = 262, 36, 30
"""Pixels, at the usual size of letters: what is above and below the lines with their gaps; a line, and a close one."""
_MOST_LOW = 13
"""Lines of a low window at most; pinned places beyond those that it has room for keep their keys and their groups."""
_BARE, _HEAD_AND_FOOT = 60, 103
"""Pixels above and below the lines of a low window: what stays, and what grows with the letters."""
_NARROW = 960
"""Pixels, at the usual size of letters: in a window narrower than this the names would take the room of the page."""
_OPENING_KEYS = (0x01000014, 0x08000000 | 0x01000015)
"""→ and Alt+↓ as numbers: to name ``Qt`` takes PySide6 15 ms while the window starts, see icons.py."""
_EDGES = 10
"""Pixels of a low window's line that are not its picture."""
_GAP = 6
"""Pixels between the pinned places, the groups and the exchange."""


class _Line(Struct, frozen=True):
    """A line of the column: a place, or a group that leads to one of its places; neither is a gap."""

    title: Message | None = None
    icon: str = ""
    place: str = ""
    group: Group | None = None


class _Places(QListWidget):
    """Coming by Tab chooses nothing: Qt makes the first place current when none is, which would turn to it."""

    row_opened = Signal(int)
    """The row that is current, by the key → or Alt+↓: what belongs to it is wanted as a menu."""
    row_pressed = Signal(int)
    """The row that was pressed while ``presses_open``; it does not become current by that."""
    presses_open: Callable[[int], bool] = staticmethod(lambda _row: False)
    menu_wanted = Signal(QPoint)
    """Where in the list a menu was asked for. To set the policy for that would name ``Qt``."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.pos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = event.keyCombination().toCombined()
        if keys in _OPENING_KEYS:
            self.row_opened.emit(self.currentRow())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.indexAt(event.position().toPoint()).row()
        if event.button() == event.button().LeftButton and row >= 0 and self.presses_open(row):
            self.row_pressed.emit(row)
        else:
            super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        blocked = self.blockSignals(True)
        super().focusInEvent(event)
        self.blockSignals(blocked)


class Navigation(QFrame):
    """The unit, the search, the places, the settings; folded to a rail it shows pictures alone."""

    place_wanted = Signal(str)
    settings_wanted = Signal()
    search_wanted = Signal()
    help_wanted = Signal()
    pin_wanted = Signal(str)
    """The name of a place to be pinned, or not to be any more."""
    fold_wanted = Signal()

    def __init__(
        self,
        translator: Translator,
        unit_name: str,
        places: Destinations,
        choices: PlaceChoices,
        parent: QWidget | None = None,
    ) -> None:
        """Show the places as the officer chose."""
        super().__init__(parent)
        self.setObjectName("navigation")
        self._say, self._destinations, self._choices = translator, places, choices
        self._lines: list[_Line] = []
        self._counts: dict[str, int] = {}
        self._late: Mapping[str, int] = {}
        self._has_badges = False
        self._current = ""
        self._is_narrow = self._is_opened = False
        self._unit = QLabel(unit_name)
        self._unit.setObjectName("unitName")
        self._unit.setWordWrap(True)
        self._product = text_label(translator(_("Sổ tay dân vận")), "product")
        self._shape = (False, False, 0)
        self._is_whole = self._bars_gaps = False
        """Until it is, the theme has met nothing in it, and to ask each names ``Qt``."""
        self.places = self._places()
        self._add_buttons()
        self._arrange()
        self._add_keys()
        self.show_choices()
        self._is_whole = True

    def _add_buttons(self) -> None:
        self.search = self._button("search", _("Tìm nhanh"), "Ctrl+K", self.search_wanted.emit)
        self.bin = self._button("delete", _("Thùng rác"), "", lambda: self.place_wanted.emit("bin"))
        self.bin.setIcon(icon("delete", "onNavigation", "onNavigationChosen"))
        self.bin.setCheckable(True)
        self.help = self._button("help", _("Trợ giúp"), "F1", self.help_wanted.emit)
        self.settings = self._button("settings", _("Cài đặt"), "", self.settings_wanted.emit)
        self._buttons = (self.search, self.bin, self.help, self.settings)
        self._points_out = False
        self.fold = self._button("fold", _("Thu gọn cột bên trái, mở lại"), "Ctrl+B", self.fold_wanted.emit)
        self.fold.setObjectName("fold")
        self.fold.setText("")

    def _arrange(self) -> None:
        head = row_of(self._product, self.fold, grows=self._product)
        column = column_of(self._unit, head, self.search, gap=0, margins=(0, 0, 0, 8), on=self)
        column.addSpacing(4)
        column.addWidget(self.places, 1)
        if (parent := self.parentWidget()) is not None:
            # As high as it will be, so that it need not take another shape once the theme has drawn it.
            self.resize(self.width(), parent.height())
        self._foot = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._foot.setSpacing(0)
        for button in self._buttons[1:]:
            self._foot.addWidget(button)
        column.addLayout(self._foot)

    def _add_keys(self) -> None:
        for number in range(1, MOST_PINS + 1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda place=number - 1: self._turn_to_pin(place))
        QShortcut(QKeySequence("Ctrl+B"), self).activated.connect(self.fold_wanted)

    def showEvent(self, event: QShowEvent) -> None:
        """Lay the places out: before they are shown the theme has not told their heights."""
        super().showEvent(event)
        self.places.doItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the places closer together where they would not all be seen."""
        super().resizeEvent(event)
        if self._measured() != self._shape:
            self.show_choices()

    def _measured(self) -> tuple[bool, bool, int]:
        """Return whether the window is low, whether lines are close together, and how many of them are shown."""
        low, room = self.height() < scaled(_LOW), self.height() - scaled(_AROUND)
        wanted = len(self._pinned()) + len(self._destinations.groups) + len(self._destinations.exchange)
        most = self._most_low() if low else max(0, room // scaled(_CLOSE))
        return low, not low and wanted > room // scaled(_LINE), min(most, wanted)

    def _most_low(self) -> int:
        """Return how many lines of pictures a low window shows whole."""
        room = self.height() - _BARE - scaled(_HEAD_AND_FOOT) - 2 * scaled(_GAP)
        return min(_MOST_LOW, max(0, room // (scaled(_PICTURE) + _EDGES)))

    def _take_shape(self) -> None:
        before, self._shape = self._shape, self._measured()
        if before[:2] != self._shape[:2]:
            self.setProperty("low", self._shape[0])
            self.setProperty("close", self._shape[1])
            if self._is_whole:
                restyle(self._unit, self._product, self.places, *self._buttons, self.fold)
            self.places.doItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """Lay the places out anew in another theme or size of letters."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and self.isVisible():
            self.setFixedWidth(scaled(_RAIL if self.is_rail else _WIDTH))
            self.fit()
            self.places.setIconSize(_picture_size())
            self.places.doItemsLayout()

    @property
    def is_rail(self) -> bool:
        """Whether pictures alone are shown, by choice or for want of room."""
        return not self._is_opened if self._is_narrow else self._choices.is_folded

    def fit(self) -> None:
        """Be a rail in a narrow window; what was chosen for wide ones stays."""
        narrow = self.window().width() < scaled(_NARROW)
        if narrow != self._is_narrow:
            self._is_narrow, self._is_opened = narrow, False
            self.show_choices()

    def open_for_now(self) -> bool:
        """Show the names in a narrow window, or no more; False in a wide one, where that is chosen for good."""
        if self._is_narrow:
            self._is_opened = not self._is_opened
            self.show_choices()
        return self._is_narrow

    def show_unit(self, name: str) -> None:
        """Show the unit's name."""
        self._unit.setText(name)

    def show_choices(self) -> None:
        """Show what is pinned now, and the names or the pictures alone."""
        folded = self.is_rail
        self._take_shape()
        if folded != self._points_out:
            self._points_out = folded
            self.fold.setProperty("rail", folded)
            self.fold.setIcon(icon("unfoldColumn" if folded else "fold", "onNavigation"))
            if self.isVisible():
                restyle(self.fold)
        self.setFixedWidth(scaled(_RAIL if folded else _WIDTH))
        self._unit.setVisible(not folded)
        self._product.setVisible(not folded)
        self._show_words()
        self._lines = self._wanted_lines()
        self.places.blockSignals(True)
        self.places.clear()
        for line in self._lines:
            self.places.addItem(self._item(line))
        if self._bars_gaps:
            self.bar_gaps()
        self.places.blockSignals(False)
        self.mark(self._current)
        for name, count in self._counts.items():
            self.show_count(name, count)
        self.show_late(self._late)

    def bar_gaps(self) -> None:
        """Let nobody stand on what parts the places, from now on: once the frame is painted, since it names ``Qt``."""
        self._bars_gaps = True
        for row, line in enumerate(self._lines):
            if line.title is None:
                gap = self.places.item(row)
                gap.setFlags(gap.flags() & ~gap.flags())

    def row_of(self, name: str) -> int:
        """Return the row of a place, else that of its group, -1 where it has neither."""
        group = self._destinations[name].group if name in self._destinations else None
        rows = [number for number, line in enumerate(self._lines) if line.place == name]
        rows += [number for number, line in enumerate(self._lines) if group is not None and line.group is group]
        return rows[0] if rows else -1

    def show_count(self, name: str, count: int) -> None:
        """Show how many wait at a place of the column, nothing when none do."""
        self._counts[name] = count
        title = self._destinations[name].title
        self._show_badge(self.row_of(name), count, _("{place}: {count}", place=title, count=count) if count else title)

    def show_late(self, counts: Mapping[str, int]) -> None:
        """Show beside each group how much in its lists is past its term, by the names of the lists."""
        self._late = counts
        late = self._destinations.by_group(counts)
        for row, line in enumerate(self._lines):
            if line.group is not None:
                count = late.get(line.group, 0)
                told = ngettext("{group}: {n} việc quá hạn", "{group}: {n} việc quá hạn", count, group=line.group.title)
                self._show_badge(row, count, told if count else line.group.title)

    def _show_badge(self, row: int, count: int, words: Message) -> None:
        if not count and not self._has_badges:
            return
        # Loaded with the first count: to name ``Qt`` or ``QStyle`` takes PySide6 15 ms each, see icons.py.
        from PySide6.QtCore import Qt

        from danvan_desktop.ui.widgets.count_badge import COUNT_ROLE, CountBadgeDelegate

        item = self.places.item(row)
        if not count and not item.data(COUNT_ROLE):
            return
        if not self._has_badges:
            self._has_badges = True
            self.places.setItemDelegate(CountBadgeDelegate(self.places))
        item.setData(COUNT_ROLE, count)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, self._say(words))

    def mark(self, name: str) -> None:
        """Mark the place that is shown, none when it is neither in the column nor the bin."""
        self._current = name
        self.places.blockSignals(True)
        row = self.row_of(name)
        self.places.setCurrentRow(row)
        if row < 0:
            self.places.clearSelection()
        self.places.blockSignals(False)
        self.bin.setChecked(name == "bin")

    def _show_words(self) -> None:
        """Name the buttons where there is room; in a low window those at the foot stand side by side."""
        folded, low = self.is_rail, bool(self.property("low"))
        beside = low and not folded
        self._foot.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        for button in self._buttons:
            named = not folded and not (low and button is not self.search)
            button.setText(button.accessibleName() if named else "")

    def _wanted_lines(self) -> list[_Line]:
        """Pinned lists of records first, as many as there is room for; the others keep their keys."""
        groups = [_Line(group.title, group.icon, group=group) for group in self._destinations.groups]
        exchange = [_Line(one.title, one.icon, one.name) for one in self._destinations.exchange]
        room = max(0, self._shape[2] - len(groups) - len(exchange))
        pins = [_Line(one.title, self._choices.picture(one), one.name) for one in self._pinned()[:room]]
        return [*pins, *([_Line()] if pins else []), *groups, _Line(), *exchange]

    def _pinned(self) -> Sequence[Destination]:
        """Return the pinned lists of records; what else is pinned has its line anyway and needs no second one."""
        return [self._destinations[name] for name in self._choices.pins if self._destinations[name].lists_a_kind]

    def _item(self, line: _Line) -> QListWidgetItem:
        if line.title is None:
            gap = QListWidgetItem()
            gap.setSizeHint(QSize(0, scaled(_GAP)))
            return gap
        title = self._say(line.title)
        picture = icon(line.icon, "onNavigation", "onNavigationChosen")
        item = QListWidgetItem(picture, "" if self.is_rail else title)
        keys = self._choices.key(line.place or self._choices.place_of(line.group or Group.OVERVIEW))
        item.setToolTip(f"{title} ({keys})" if keys else title)
        return item

    def _button(self, picture: str, words: Message, keys: str, then: Callable[[], object]) -> QPushButton:
        button = plain_button(
            self._say(words),
            then,
            icon(picture, "onNavigation"),
            tip=f"{self._say(words)} ({keys})" if keys else self._say(words),
        )
        button.setAccessibleName(self._say(words))
        return button

    def _places(self) -> _Places:
        places = _Places()
        places.setObjectName("places")
        places.setAccessibleName(self._say(_("Các mục")))
        places.setIconSize(_picture_size())
        places.currentRowChanged.connect(self._chosen)
        places.row_opened.connect(self._open_group)
        places.row_pressed.connect(self._open_group)
        places.presses_open = self._is_shut
        places.menu_wanted.connect(self._offer_pin)
        return places

    def _turn_to_pin(self, place: int) -> None:
        if place < len(self._choices.pins):
            self.place_wanted.emit(self._choices.pins[place])

    def _chosen(self, row: int) -> None:
        name = self._name_at(row)
        if name:
            self.place_wanted.emit(name)

    def _is_shut(self, row: int) -> bool:
        """Tell whether the places of a group cannot be told from its picture alone."""
        group = self._lines[row].group
        return self.is_rail and group is not None and len(self._destinations.tabs(group)) > 1

    def _open_group(self, row: int) -> None:
        """Offer the places of a group beside its line."""
        from danvan_desktop.ui.group_menu import group_menu

        name = self._name_at(row)
        group = self._destinations[name].group if name else None
        if group is not None:
            turn = self.place_wanted.emit
            menu = group_menu(self._say, group, self._choices, self._current, self._late, turn, self)
            menu.popup(self.places.mapToGlobal(self.places.visualItemRect(self.places.item(row)).topRight()))
            menu.setActiveAction(next(action for action in menu.actions() if action.isEnabled()))

    def _name_at(self, row: int) -> str:
        """Return the place that a line leads to."""
        if row < 0:
            return ""
        line = self._lines[row]
        return line.place if line.group is None else self._choices.place_of(line.group)

    def _offer_pin(self, spot: QPoint) -> None:
        name = self._name_at(self.places.indexAt(spot).row())
        if name:
            menu = QMenu(self)
            menu.aboutToHide.connect(menu.deleteLater)
            words = pin_words(self._choices, name)
            menu.addAction(icon("pin"), self._say(words)).triggered.connect(lambda: self.pin_wanted.emit(name))
            menu.popup(self.places.viewport().mapToGlobal(spot))


def pin_words(choices: PlaceChoices, name: str) -> Message:
    """Say what pinning a place would do, or take back."""
    if name in choices.pins:
        return _("Bỏ ghim ({keys})", keys=choices.key(name))
    return _("Ghim vào cột bên trái (Ctrl+1–9)")


def _picture_size() -> QSize:
    return QSize(scaled(_PICTURE), scaled(_PICTURE))
