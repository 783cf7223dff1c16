"""The menu of a column: sort by it, filter by what it holds, part the list by it, move or hide it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from danvan_desktop.domain.fields import Field, FieldType, Value
from danvan_desktop.localization import Message, _
from danvan_desktop.ui.kinds.view import Derived
from danvan_desktop.ui.models.naming import shortened
from danvan_desktop.ui.models.selection import UNFILLED, values_in
from danvan_desktop.ui.widgets.filter_bar import EMPTY, declared_choices, derived_choices, values_of
from danvan_desktop.ui.widgets.tick_menu import TickMenu

if TYPE_CHECKING:
    from danvan_desktop.ui.pages.record_page import RecordPage

_MOST, _LONGEST = 30, 60
"""Values that a menu has room for, and letters of one."""
_DAYS = (FieldType.DATE, FieldType.DATETIME, FieldType.TIME)
_READ = (FieldType.TEXT, FieldType.REFERENCE, FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY)
"""What a column of these holds is read from the records."""


class HeadingMenus(QObject):
    """Opens the menus of a list's headings; where they are not in sight, the row of filters."""

    def __init__(self, page: RecordPage) -> None:
        """Belong to a page with a list."""
        super().__init__(page)
        self._page = page
        self._say = page.context.translator
        page.view.headings.menu_wanted.connect(self.open)
        moved = page.view.columns_moved
        # Not while the mouse is still being released: to show other columns takes the headings away from under it.
        moved.connect(lambda: page.columns.put_in_order(page.view.columns_in_order), Qt.ConnectionType.QueuedConnection)

    def mark(self) -> None:
        """Mark the columns that the list is filtered by."""
        chosen = self._page.filtering.chosen()
        named = {name for field in self._page.table.columns for name in self._filters_of(field) if name in chosen}
        fields = self._page.table.columns
        self._page.view.headings.mark_filtered(
            [place for place, field in enumerate(fields) if named & set(self._filters_of(field))]
        )

    def open(self, place: int) -> None:
        """Open the menu of a column below its heading."""
        page, headings = self._page, self._page.view.headings
        if page.view.is_brief:
            page.filtering.show_bar()
            return
        menu = self.menu(page.table.columns[place])
        below = QPoint(headings.sectionViewportPosition(place), headings.height())
        menu.popup(headings.mapToGlobal(below))
        menu.setActiveAction(next(action for action in menu.actions() if action.isEnabled()))

    def menu(self, field: Field) -> TickMenu:
        """Make the menu of a column, which frees itself when it is closed."""
        menu = TickMenu(self._page.view)
        menu.setToolTipsVisible(True)
        menu.aboutToHide.connect(menu.deleteLater)
        self._add_orders(menu, field)
        self._add_filters(menu, field)
        menu.addSeparator()
        self._add_place(menu, field)
        return menu

    def _filters_of(self, field: Field) -> tuple[str, ...]:
        """Return the names of the filters that belong to a column: its own, the period of its day, its term."""
        kind, derived = self._page.kind, self._page.listing.derived
        due = {deadline.due for deadline in kind.deadlines}
        more = (
            (Derived.PERIOD, field.name == kind.date),
            (Derived.TERM, field.name in due),
        )
        return (field.name, *(one.value for one, fits in more if fits and one in derived))

    # Order

    def _add_orders(self, menu: QMenu, field: Field) -> None:
        if field.type is FieldType.REFERENCE:
            return
        place = list(self._page.table.columns).index(field)
        current = self._page.columns.order
        for descending, words in enumerate(_orders(field)):
            action = menu.addAction(self._say(words))
            action.setCheckable(True)
            action.setChecked(current == ("-" if descending else "") + field.name)
            action.triggered.connect(
                lambda _checked=False, down=bool(descending): self._page.view.sort_by(place, descending=down)
            )
        menu.addSeparator()

    # Filters

    def _add_filters(self, menu: TickMenu, field: Field) -> None:
        filters = self._filters_of(field)
        head = menu.addAction(self._say(_("Chỉ hiện (giữ Ctrl, hoặc phím cách: chọn thêm)")))
        head.setEnabled(False)
        chosen = self._page.filtering.chosen()
        everything = self._add_choice(menu, _("Tất cả"), lambda: self._take_off(filters))
        everything.setChecked(not any(name in chosen for name in filters))
        for extra in (Derived(name) for name in filters[1:]):
            for value, words in derived_choices(extra).items():
                self._add_value(menu, extra.value, value, self._say(words))
        for value, words in declared_choices(field).items():
            self._add_value(menu, field.name, value, self._say(words))
        empty = self._add_value(menu, field.name, UNFILLED, self._say(EMPTY))
        if field.required:
            menu.removeAction(empty)
        if (field.type in _READ or field.named_by) and field.code_of is None:
            self._read_values(menu, field, empty)

    def _read_values(self, menu: TickMenu, field: Field, before: QAction) -> None:
        """Add what the records hold as soon as it is read."""
        kind = self._page.kind.name

        def show(values: Mapping[Value, str]) -> None:
            for value, words in list(values.items())[:_MOST]:
                action = self._add_value(menu, field.name, value, words)
                menu.removeAction(action)
                menu.insertAction(before if before in menu.actions() else after, action)
            more.setVisible(len(values) > _MOST)

        more = menu.addAction(self._say(_("Giá trị khác: dùng ô tìm (Ctrl+F)")))
        more.triggered.connect(lambda _checked=False: self._page.search.setFocus())
        more.setVisible(False)
        after = more
        self._page.context.operations.read(
            lambda store: values_of(store, kind, field, self._say), show, key=(self, "values"), owner=menu
        )

    def _add_value(self, menu: TickMenu, name: str, value: Value, words: str) -> QAction:
        is_chosen = _is_among(value, self._chosen(name))
        is_alone = is_chosen and len(self._chosen(name)) == 1
        action = self._add_choice(menu, words, lambda: self._page.filtering.put(name, None if is_alone else value))
        action.setChecked(is_chosen)
        if self._page.kind.has(name):
            menu.let_tick(action, lambda: self._tick(name, value))
        return action

    def _tick(self, name: str, value: Value) -> None:
        """Filter by one value of a field more, or by one less."""
        chosen = self._chosen(name)
        others = tuple(other for other in chosen if not _is_among(value, (other,)))
        wanted = others if _is_among(value, chosen) else (*others, value)
        self._page.filtering.put(name, wanted if len(wanted) > 1 else next(iter(wanted), None))

    def _chosen(self, name: str) -> tuple[Value, ...]:
        return values_in(self._page.filtering.chosen().get(name))

    def _add_choice(self, menu: QMenu, words: Message | str, then: Callable[[], object]) -> QAction:
        text = words if isinstance(words, str) else self._say(words)
        action = menu.addAction(shortened(text, _LONGEST).replace("&", "&&"))
        action.setCheckable(True)
        action.triggered.connect(lambda _checked=False: then())
        return action

    def _take_off(self, names: tuple[str, ...]) -> None:
        for name in names:
            self._page.filtering.bar.take_off(name)
        self._page.filtering.changed.emit()

    # Place

    def _add_place(self, menu: QMenu, field: Field) -> None:
        page, name = self._page, field.name
        if name in page.listing.filters:
            is_group = page.filtering.group == name
            group = self._add_choice(
                menu, _("Nhóm theo cột này"), lambda: page.filtering.group_by("" if is_group else name)
            )
            group.setChecked(is_group)
        names = page.columns.names
        for words, step, fits in (
            (_("Dời sang trái"), -1, name != names[0]),
            (_("Dời sang phải"), 1, name != names[-1]),
        ):
            move = menu.addAction(self._say(words))
            move.triggered.connect(lambda _checked=False, step=step: page.columns.move(name, step))
            move.setEnabled(fits)
        hide = menu.addAction(self._say(_("Ẩn cột này")))
        hide.triggered.connect(lambda _checked=False: page.columns.show(name, shown=False))
        hide.setEnabled(len(names) > 1)
        menu.addMenu(page.columns.menu(menu, lambda: page.view.left_out))


def _is_among(value: Value, chosen: tuple[Value, ...]) -> bool:
    """Tell whether a value is one of those chosen; 1 is not True."""
    return any(type(one) is type(value) and one == value for one in chosen)


def _orders(field: Field) -> tuple[Message, Message]:
    if field.type in _DAYS:
        return _("Xếp cũ trước"), _("Xếp mới trước")
    if field.numeric:
        return _("Xếp nhỏ trước"), _("Xếp lớn trước")
    if field.type in (FieldType.CHOICE, FieldType.BOOLEAN):
        return _("Xếp theo thứ tự"), _("Xếp theo thứ tự ngược")
    return _("Xếp A → Y"), _("Xếp Y → A")
