"""The list of one kind: search as you type, filters, new, open, delete."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import ReferredTo, SaveResult, Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.kinds.view import KindView
from danvan_desktop.ui.models.naming import readable, shortened
from danvan_desktop.ui.models.record_table import RecordTable
from danvan_desktop.ui.models.selection import MOST_HITS, Listing, ListQuery, find_listing, find_uids
from danvan_desktop.ui.operations import ChangeSummary, Operation, Progress
from danvan_desktop.ui.pages.board_switch import BoardSwitch
from danvan_desktop.ui.pages.joining_actions import JoiningActions
from danvan_desktop.ui.pages.list_actions import ListActions
from danvan_desktop.ui.pages.page import Page
from danvan_desktop.ui.widgets.buttons import Button
from danvan_desktop.ui.widgets.empty_state import EmptyState
from danvan_desktop.ui.widgets.filter_bar import FilterBar
from danvan_desktop.ui.widgets.labels import page_title, quiet_text
from danvan_desktop.ui.widgets.list_menus import ColumnChoice, SavedFilters
from danvan_desktop.ui.widgets.questions import may_delete, may_go
from danvan_desktop.ui.widgets.record_view import RecordView
from danvan_desktop.ui.widgets.search_box import SearchBox
from danvan_desktop.ui.widgets.steady import ChoiceBox

_LONGEST_NAME = 40
_MARGINS, _BESIDE_MARGINS = (20, 16, 20, 14), (12, 10, 0, 0)
"""Pixels around the page, and around one that stands beside a record."""
_FIRST_ROWS = 100
"""Rows read before all others, so that a long list can be looked at while it is being read."""
_TEXT, _GROUP, _FIELD = "text", "group", "field."
"""How a saved filter names its parts."""


class RecordPage(Page):
    """Shows the records of a kind as its view says."""

    lists_records = True

    def __init__(self, context: UiContext, shown_as: KindView, parent: QWidget | None = None) -> None:
        """Make the page of a view that has a list (LookupError without one); nothing is read before it is turned to."""
        super().__init__(context, parent)
        self.setObjectName("page")
        self.shown_as, self.listing = shown_as, shown_as.own_list
        self.title, self.icon = self.listing.title, shown_as.icon
        self.kind = context.store.kinds[shown_as.kind]
        self._query = ListQuery(self.kind.name)
        self._stale = True
        self._wanted_uid = ""
        say = context.translator
        headings = self.listing.headings
        self.table = RecordTable(context.store, self.kind.name, say, headings=headings, remark=self.remark)
        context.operations.drafts_changed.connect(self.table.read_anew)
        self.view = RecordView(self.table, say(self.title))
        self.columns = ColumnChoice(context, self.kind, self)
        self.search = SearchBox(say(_("Tìm theo từ, có dấu hoặc không dấu (Ctrl+F)")))
        fields = [self.kind.field(name) for name in self.listing.filters]
        self.filters = FilterBar(context, self.kind.name, fields, self.listing.derived, headings)
        self.saved_filters = SavedFilters(context, self.kind.name, self._filter_state)
        self.grouping = self._group_box()
        self.empty = EmptyState()
        self._count = quiet_text("")
        self.new_button = self._button(self.listing.begin, "add", self._new)
        self.new_button.setIcon(icon("add", "onAccent"))
        self.new_button.setProperty("primary", True)
        self.new_button.setAccessibleName(say(self.listing.begin))
        self.open_button = self._button(_("Mở"), "open", self._open_current)
        self.delete_button = self._button(_("Xóa"), "delete", self.delete_chosen)
        self.filter_button = Button(say(_("Lọc")), picture=icon("filter"))
        self.filter_button.setCheckable(True)
        self.filter_button.hide()
        self.filter_button.toggled.connect(lambda _shown: self._show_filters())
        self.more_button = Button(say(_("Việc khác")), picture=icon("more"))
        self.more_button.setAccessibleName(say(_("Việc khác")))
        self.more_menu = QMenu(self.more_button)
        self.more_button.setMenu(self.more_menu)
        self.history_action = self.add_action(_("Lịch sử…"), "history", self.show_history, "Ctrl+H")
        self.load_action = self.add_action(_("Nhập từ Excel…"), "import", self.load_list)
        self.export_action = self.add_action(_("Xuất ra Excel…"), "export", self.export_list)
        self.joining = JoiningActions(self, self.add_action, self.chosen_uids) if self.kind.can_be_joined else None
        self.actions_of_kind = ListActions(self, self.listing.actions)
        self.board_switch = BoardSwitch(self) if self.listing.board else None
        self._arrange()
        self._connect()
        self._show_columns()

    # What can be done with the records

    def remark(self, record: Record, field: str) -> Message | None:
        """Say what deserves attention about a field of a listed record."""
        return None if self.listing.remark is None else self.listing.remark(self.context.store, record, field)

    def add_action(self, label: Message, picture: str, then: Callable[[], object], keys: str = "") -> QAction:
        """Add to the menu of further things to do."""
        action = QAction(icon(picture), self.context.translator(label), self)
        action.triggered.connect(lambda _checked=False: then())
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(action)
        self.more_menu.addAction(action)
        return action

    def chosen_records(self) -> list[Record]:
        """Return the records that are chosen."""
        return [record for row in self.view.chosen_rows() if (record := self.table.record(row)) is not None]

    def chosen_uids(self) -> Sequence[str]:
        """Return the uids of the records that are chosen."""
        return [self.table.uid(row) for row in self.view.chosen_rows()]

    # What the window asks for

    def activate(self) -> None:
        """Read the list when something changed, and let the arrow keys move in it."""
        if self.board_switch is not None:
            self.board_switch.remember()
        if self._stale:
            self.refresh()
        self.filters.refresh()
        self.view.setFocus()

    def on_changed(self, summary: ChangeSummary) -> None:
        """Read the list anew when a record of this kind, or one that it names, changed."""
        named = {target for field in self.kind.references for target in field.targets}
        if not summary.touches(self.kind.name, *named):
            return
        self._stale = True
        if len(summary.uids) == 1 and summary.touches(self.kind.name):
            self._wanted_uid = summary.uids[0]
        if self.isVisible():
            self.filters.refresh()
            self.refresh()

    def take_focus(self) -> None:
        """Let the arrow keys move in the list."""
        self.view.setFocus()

    def set_beside(self, beside: bool) -> None:
        """Tell the records in a narrow column in few words, with the search and the filters at hand."""
        if beside == self.view.is_brief:
            return
        for button in (*self._own_buttons, self.open_button, self.delete_button):
            button.setVisible(not beside)
        self.new_button.setText("" if beside else self.context.translator(self.listing.begin))
        self.new_button.setToolTip(self.context.translator(self.listing.begin) if beside else "")
        self.more_button.setText("" if beside else self.context.translator(_("Việc khác")))
        self._count.setVisible(not beside)
        self.filter_button.setVisible(beside and bool(self.listing.filters))
        self._column.setContentsMargins(*(_BESIDE_MARGINS if beside else _MARGINS))
        self.view.set_brief(beside)
        self._show_filters()

    def neighbour(self, uid: str, step: int) -> str:
        """Return the record ``step`` rows below one, empty where there is none; headings are passed over."""
        row = self.table.row_of(uid)
        if row is None:
            return ""
        row += step
        while 0 <= row < self.table.rowCount() and not self.table.uid(row):
            row += step
        return self.table.uid(row) if 0 <= row < self.table.rowCount() else ""

    def position_of(self, uid: str) -> str:
        """Choose a record in the list and tell its place there."""
        row = self.table.row_of(uid)
        if row is None:
            return ""
        self.view.choose_uid(uid)
        headings = [place for place in self.table.groups if place < row]
        return f"{row + 1 - len(headings)}/{self.table.rowCount() - len(self.table.groups)}"

    def _show_filters(self) -> None:
        self.filters.setVisible(
            bool(self.listing.filters) and (not self.view.is_brief or self.filter_button.isChecked())
        )

    def show_filtered(self, filters: Mapping[str, Value]) -> None:
        """Start with these filters alone."""
        self.search.show_text("")
        self.filters.choose(filters)
        self._search("", self.filters.chosen())

    def refresh(self) -> None:
        """Find the records in the background; an empty list is given its first rows before all are found."""
        self._stale = False
        query = self._query
        if self.table.rowCount() or query.group:
            self._find_all(query)
            return
        self.context.operations.read(
            lambda store: find_uids(store, query, _FIRST_ROWS),
            partial(self._show_first, query),
            key=(self, "list"),
            owner=self,
        )

    def _find_all(self, query: ListQuery) -> None:
        translator = self.context.translator
        self.context.operations.read(
            lambda store: find_listing(store, query, translator),
            partial(self._show, query),
            key=(self, "list"),
            owner=self,
        )

    def delete_chosen(self) -> None:
        """Delete the chosen records, several only when asked for by their number; undo brings them back."""
        records = self.chosen_records()
        titles = [self._named(record) for record in records]
        if records and may_delete(self, self.context.translator, titles):
            self._delete([record.uid for record in records], self._deletion_title(records))

    def show_history(self) -> None:
        """Open the chosen record where it tells who changed what in it."""
        uids = self.chosen_uids()
        if uids:
            self.history_wanted.emit(uids[0])

    def load_list(self) -> None:
        """Ask for a list of Excel or CSV and show what its rows come to."""
        from danvan_desktop.ui.loading.load_dialog import LoadDialog

        dialog = LoadDialog(self.context, self.kind.name, self)
        dialog.open()
        dialog.choose_file()

    def export_list(self) -> None:
        """Write what the list shows into a file of Excel."""
        from danvan_desktop.ui.loading.export import export_list

        export_list(self.context, self._query, self)

    # Private

    def _delete(self, uids: Sequence[str], title: Message, *, knowing_referrers: bool = False) -> None:
        def work(store: Store, _progress: Progress) -> SaveResult:
            return store.delete(*uids, knowing_referrers=knowing_referrers)

        def refused(error: DanvanError) -> bool:
            if not (isinstance(error, ReferredTo) and error.may_go):
                return False
            say = self.context.translator
            if may_go(self, say, say(error.message)):
                self._delete(uids, title, knowing_referrers=True)
            return True

        self.context.operations.run(Operation(title, work, on_error=refused, undoable=True, owner=self))

    def _deletion_title(self, records: Sequence[Record]) -> Message:
        if len(records) > 1:
            return ngettext("Xóa {n} bản ghi", "Xóa {n} bản ghi", len(records))
        return _("Xóa “{title}”", title=self._named(records[0]))

    def _named(self, record: Record) -> str:
        return readable(shortened(self.kind.title_of(record), _LONGEST_NAME), self.context.translator)

    def _search(self, text: str, filters: Mapping[str, Value]) -> None:
        self._query = replace(self._query, text=text, filters=filters)
        self.refresh()

    def _group(self, _place: int) -> None:
        self._query = replace(self._query, group=str(self.grouping.currentData() or ""))
        self.refresh()

    def _filter_state(self) -> dict[str, Value]:
        """Return search, filters and grouping as they are now, for a filter under a name."""
        filters = {f"{_FIELD}{name}": value for name, value in self._query.filters.items()}
        return {_TEXT: self._query.text, _GROUP: self._query.group, **filters}

    def _take_saved(self, state: Mapping[str, Value]) -> None:
        filters = {name.removeprefix(_FIELD): value for name, value in state.items() if name.startswith(_FIELD)}
        known = {name: value for name, value in filters.items() if self.kind.has(name) or name in self._derived_names()}
        self.grouping.setCurrentIndex(max(0, self.grouping.findData(state.get(_GROUP) or None)))
        self.search.show_text(str(state.get(_TEXT) or ""))
        self.filters.choose(known)
        group = str(self.grouping.currentData() or "")
        self._query = replace(self._query, text=self.search.text(), filters=known, group=group)
        self.refresh()

    def _derived_names(self) -> set[str]:
        return {derived.value for derived in self.listing.derived}

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        field = self.table.columns[column]
        sign = "-" if order is Qt.SortOrder.DescendingOrder else ""
        self._query = replace(self._query, order=sign + field.name)
        self.refresh()

    def _show_columns(self) -> None:
        self.view.show_columns(self.columns.names, self.columns.widths)

    def _show_first(self, query: ListQuery, uids: Sequence[str]) -> None:
        if uids:
            self.view.show_uids(uids, prefer=self._wanted_uid)
            self._stack.setCurrentWidget(self.view)
            # Painted before the rest is asked for: to fetch a large list disturbs the painting, as Python's threads
            # take turns.
            self.view.viewport().repaint()
        self._find_all(query)

    def _show(self, query: ListQuery, listing: Listing) -> None:
        self.view.show_uids(listing.uids, self._wanted_uid, listing.headings)
        self._wanted_uid = ""
        self._count.setText(self.context.translator(_counted(query, listing.count)))
        self._stack.setCurrentWidget(self.view if listing.uids else self.empty)
        if listing.uids and self.board_switch is not None and self.board_switch.is_on:
            self._stack.setCurrentWidget(self.board_switch.shown(self._stack, query))
        self._tell_empty(query)
        self._refresh_buttons()
        self.listed.emit()

    def _tell_empty(self, query: ListQuery) -> None:
        say = self.context.translator
        if query.narrows:
            self.empty.say(
                say(_("Không có bản ghi nào phù hợp")),
                say(_("Thử ít từ hơn, hoặc bỏ bớt điều kiện lọc.")),
                say(_("Bỏ tìm kiếm và lọc")),
            )
        else:
            title = _("Chưa có gì trong mục “{title}”", title=self.title)
            self.empty.say(say(title), say(self.listing.empty), say(self.listing.begin))

    def _act_on_empty(self) -> None:
        if self._query.narrows:
            self.show_filtered({})
        else:
            self._new()

    def _new(self) -> None:
        self.new_wanted.emit(self.kind.name)

    def _open_current(self) -> None:
        rows = self.view.chosen_rows()
        if rows:
            self.record_wanted.emit(self.table.uid(rows[0]))

    def _refresh_buttons(self) -> None:
        count = len(self.view.chosen_rows())
        self.open_button.setEnabled(count == 1)
        self.delete_button.setEnabled(count > 0)
        self.history_action.setEnabled(count == 1)
        self.actions_of_kind.refresh(count, beside_list=self.board_switch is not None and self.board_switch.is_on)
        if self.joining is not None:
            self.joining.refresh()

    def _offer_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in (self.open_button, self.delete_button):
            action = menu.addAction(button.icon(), button.text())
            action.setEnabled(button.isEnabled())
            action.triggered.connect(button.click)
        menu.addSeparator()
        menu.addActions(self.more_menu.actions())
        menu.popup(self.view.viewport().mapToGlobal(place))

    # Building

    def _button(self, label: Message, picture: str, action: object) -> QPushButton:
        button = Button(self.context.translator(label), picture=icon(picture))
        button.clicked.connect(action)
        return button

    def _group_box(self) -> ChoiceBox:
        say = self.context.translator
        box = ChoiceBox()
        box.setAccessibleName(say(_("Nhóm theo")))
        box.addItem(say(_("Không nhóm")), None)
        for name in self.listing.filters:
            label = self.listing.headings.get(name, self.kind.field(name).label)
            box.addItem(say(_("Nhóm theo: {field}", field=label)), name)
        return box

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        self.name_label = page_title(self.context.translator(self.title))
        head.addWidget(self.name_label)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        head.addWidget(self.new_button)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self.search, 1)
        columns = Button(self.context.translator(_("Cột")), picture=icon("columns"))
        columns.setToolTip(self.context.translator(_("Chọn các cột được hiện")))
        columns.setMenu(self.columns.menu(columns, lambda: self.view.left_out))
        board = () if self.board_switch is None else (self.board_switch.button,)
        self._own_buttons = (*board, *self.actions_of_kind.buttons.values())
        tools.addWidget(self.filter_button)
        for button in (*self._own_buttons, self.open_button, self.delete_button, self.more_button):
            tools.addWidget(button)
        if self.listing.filters:
            # Beside the filters there is room for another line; the search needs what is left in this one.
            for widget in (self.grouping, self.saved_filters, columns):
                self.filters.add_beside(widget)
        else:
            tools.insertWidget(tools.count() - 1, columns)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(*_MARGINS)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(tools)
        if self.listing.filters:
            column.addWidget(self.filters)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.search.searched.connect(lambda text: self._search(text, self._query.filters))
        self.search.left_downwards.connect(self.view.setFocus)
        self.filters.changed.connect(lambda: self._search(self._query.text, self.filters.chosen()))
        self.grouping.activated.connect(self._group)
        self.saved_filters.chosen.connect(self._take_saved)
        self.columns.changed.connect(self._show_columns)
        self.view.columns_changed.connect(lambda: self.columns.keep_widths(self.view.widths))
        self.empty.action_wanted.connect(self._act_on_empty)
        self.view.opened.connect(self.record_wanted)
        self.view.peeked.connect(self.record_peeked)
        self.view.sort_wanted.connect(self._sort)
        self.view.choice_changed.connect(self._refresh_buttons)
        self.view.customContextMenuRequested.connect(self._offer_menu)
        QShortcut(QKeySequence(QKeySequence.StandardKey.New), self).activated.connect(self._new)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self._focus_search)
        deletion = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.view)
        deletion.setContext(Qt.ShortcutContext.WidgetShortcut)
        deletion.activated.connect(self.delete_chosen)

    def _focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()


def _counted(query: ListQuery, count: int) -> Message:
    if query.text and count >= MOST_HITS:
        return _("{count} kết quả mới nhất", count=count)
    if query.narrows:
        return ngettext("{n} kết quả", "{n} kết quả", count)
    return ngettext("{n} bản ghi", "{n} bản ghi", count)
