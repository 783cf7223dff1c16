"""The list of one kind: search as you type, filters, new, open, delete."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from danvan_desktop.domain.fields import Sought
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message, _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.kinds.view import KindView
from danvan_desktop.ui.models.record_table import RecordTable
from danvan_desktop.ui.models.selection import Listing, ListQuery, find_listing, find_uids
from danvan_desktop.ui.operations import ChangeSummary
from danvan_desktop.ui.pages.board_switch import BoardSwitch
from danvan_desktop.ui.pages.bulk_actions import BulkActions
from danvan_desktop.ui.pages.closed_note import ClosedNote
from danvan_desktop.ui.pages.copy_actions import CopyActions
from danvan_desktop.ui.pages.deleting_action import DeletingAction
from danvan_desktop.ui.pages.heading_menu import HeadingMenus
from danvan_desktop.ui.pages.joining_actions import JoiningActions
from danvan_desktop.ui.pages.list_actions import ListActions
from danvan_desktop.ui.pages.list_filters import ListFilters
from danvan_desktop.ui.pages.list_foot import ListFoot
from danvan_desktop.ui.pages.list_papers import ListPapers
from danvan_desktop.ui.pages.page import Page
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.buttons import Button, main_button
from danvan_desktop.ui.widgets.empty_state import EmptyState
from danvan_desktop.ui.widgets.flow_layout import FlowLayout
from danvan_desktop.ui.widgets.labels import shrinking_title
from danvan_desktop.ui.widgets.list_menus import ColumnChoice
from danvan_desktop.ui.widgets.record_view import RecordView
from danvan_desktop.ui.widgets.rows import row_of
from danvan_desktop.ui.widgets.search_box import SearchBox

_MARGINS, _BESIDE_MARGINS = (20, 16, 20, 14), (12, 10, 8, 0)
"""Pixels around the page, and around one that stands beside a record."""
_COLUMNS_ROOM = 560
"""Pixels, at the usual size of letters: from here on there is room for a record's columns."""
_FIRST_ROWS = 100
"""Rows read before all others, so that a long list can be looked at while it is being read."""


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
        self.columns = ColumnChoice(context, self.kind, self)
        self.closed_note = ClosedNote(context, self.kind)
        self._query = ListQuery(self.kind.name, order=self.columns.order or None)
        self._stale = True
        self._wanted_uid = ""
        self._is_beside = self._is_fitted_beside = False
        say = context.translator
        headings = self.listing.headings
        self.table = RecordTable(context.store, self.kind.name, say, headings=headings, remark=self.remark)
        context.operations.drafts_changed.connect(self.table.read_anew)
        self.view = RecordView(self.table, say(self.title))
        self.search = SearchBox(say(_("Tìm từ, có dấu hoặc không dấu (Ctrl+F)")))
        self.filtering = ListFilters(context, self.kind, self.listing)
        self.filters = self.filtering.bar
        self.empty = EmptyState()
        self.foot = ListFoot(self)
        self.new_button = main_button(say(self.listing.begin), self._new, icon("add", "onAccent"))
        self.new_button.setAccessibleName(say(self.listing.begin))
        self.more_button = Button(say(_("Việc khác")), picture=icon("more"))
        self.more_button.setAccessibleName(say(_("Việc khác")))
        self.more_menu = QMenu(self.more_button)
        self.more_button.setMenu(self.more_menu)
        # A press leaves the keyboard in the list, which is returned to once a line of the menu was done.
        self.more_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.open_action = self.add_action(_("Mở"), "open", self._open_current)
        self.copying = CopyActions(self)
        self.deleting = DeletingAction(self)
        self.bulk = BulkActions(self)
        self.history_action = self.add_action(_("Lịch sử…"), "history", self.show_history, "Ctrl+H")
        self.load_action = self.add_action(_("Nhập từ Excel…"), "import", self.load_list)
        self.papers = ListPapers(self)
        self.joining = JoiningActions(self, self.add_action, self.chosen_uids) if self.kind.can_be_joined else None
        self.actions_of_kind = ListActions(self, self.listing.actions)
        self.board_switch = BoardSwitch(self) if self.listing.board else None
        self.headings = HeadingMenus(self)
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

    @property
    def query(self) -> ListQuery:
        """What the list shows now."""
        return self._query

    def chosen_records(self) -> list[Record]:
        """Return the records that are chosen."""
        return [record for row in self._chosen_rows() if (record := self.table.record(row)) is not None]

    def chosen_uids(self) -> Sequence[str]:
        """Return the uids of the records that are chosen."""
        return [self.table.uid(row) for row in self._chosen_rows()]

    def _chosen_rows(self) -> Sequence[int]:
        """Return the rows that are chosen, none while they stand behind the board, where nobody sees them."""
        return () if self._shows_board else self.view.chosen_rows()

    @property
    def _shows_board(self) -> bool:
        return self.board_switch is not None and self.board_switch.is_on

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
        """Let the arrow keys move in the list; where it is empty, the key begin what is offered in its place."""
        if self._stack.currentWidget() is not self.empty:
            self.view.setFocus()
        else:
            (self.search if self.empty.button.isHidden() else self.empty.button).setFocus()

    def set_beside(self, beside: bool) -> None:
        """Tell the records in a narrow column in few words, with the search and the filters at hand."""
        self._is_beside = beside
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the records in few words where columns have no room, too."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        beside = self._is_beside
        self.view.set_brief(beside or self.width() < scaled(_COLUMNS_ROOM))
        if beside == self._is_fitted_beside:
            return
        self._is_fitted_beside = beside
        for button in self._own_buttons:
            button.setVisible(not beside)
        self.new_button.setText("" if beside else self.context.translator(self.listing.begin))
        self.new_button.setToolTip(self.context.translator(self.listing.begin) if beside else "")
        self.more_button.setText("" if beside else self.context.translator(_("Việc khác")))
        self._column.setContentsMargins(*(_BESIDE_MARGINS if beside else _MARGINS))

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

    def show_filtered(self, filters: Mapping[str, Sought]) -> None:
        """Start with these filters alone."""
        self.search.show_text("")
        self.filters.choose(filters)
        self._search("", self.filters.chosen())

    def refresh(self) -> None:
        """Find the records in the background; an empty list is given its first rows before all are found."""
        self._stale = False
        self._tell_closed()
        query = self._query
        self.filtering.tell(query.text)
        self.headings.mark()
        if self.table.rowCount() or query.group:
            self._find_all(query)
            return
        self.context.operations.read(
            lambda store: find_uids(store, query, _FIRST_ROWS),
            partial(self._show_first, query),
            key=(self, "list"),
            owner=self,
        )

    def _tell_closed(self) -> None:
        is_closed = self.closed_note.tell()
        for control in (self.new_button, self.load_action):
            control.setEnabled(not is_closed)

    def _find_all(self, query: ListQuery) -> None:
        translator = self.context.translator
        self.context.operations.read(
            lambda store: find_listing(store, query, translator),
            partial(self._show, query),
            key=(self, "list"),
            owner=self,
        )

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

    # Private

    def _search(self, text: str, filters: Mapping[str, Sought]) -> None:
        self._query = replace(self._query, text=text, filters=filters)
        self.refresh()

    def _filter(self) -> None:
        self._query = replace(self._query, filters=self.filtering.chosen(), group=self.filtering.group)
        self.refresh()

    def _take_text(self, text: str) -> None:
        """Search for what a saved filter searches for, in place of what was searched for."""
        self.search.show_text(text)
        self._query = replace(self._query, text=text)
        self._filter()

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        field = self.table.columns[column]
        sign = "-" if order is Qt.SortOrder.DescendingOrder else ""
        self.columns.sort_by(sign + field.name)
        self._query = replace(self._query, order=self.columns.order)
        self.refresh()

    def _show_columns(self) -> None:
        self.view.set_two_lines(self.columns.two_lines)
        self.view.show_columns(self.columns.names, self.columns.widths, self.columns.order)
        self.headings.mark()
        if (self._query.order or "") != self.columns.order:
            self._query = replace(self._query, order=self.columns.order or None)
            self.refresh()

    def _show_first(self, query: ListQuery, uids: Sequence[str]) -> None:
        if len(uids) < _FIRST_ROWS:
            self._show(query, Listing(uids))  # these are all
            return
        self.view.show_uids(uids, prefer=self._wanted_uid)
        self._stack.setCurrentWidget(self.view)
        # Painted before the rest is asked for: to fetch a large list disturbs the painting, as Python's threads take
        # turns.
        self.view.viewport().repaint()
        self._find_all(query)

    def _show(self, query: ListQuery, listing: Listing) -> None:
        self.view.show_uids(listing.uids, self._wanted_uid, listing.headings)
        self._wanted_uid = ""
        self.foot.tell_shown(query, listing.count)
        self._stack.setCurrentWidget(self.view if listing.uids else self.empty)
        if listing.uids and self.board_switch is not None and self._shows_board:
            self._stack.setCurrentWidget(self.board_switch.shown(self._stack, query))
        self._tell_empty(query)
        self._refresh_buttons()
        self.listed.emit()

    def _tell_empty(self, query: ListQuery) -> None:
        say = self.context.translator
        if query.narrows:
            self.empty.say(
                say(_("Không có hồ sơ nào phù hợp")),
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
        rows = self._chosen_rows()
        if rows:
            self.record_wanted.emit(self.table.uid(rows[0]))

    def _refresh_buttons(self) -> None:
        count = len(self._chosen_rows())
        self.open_action.setEnabled(count == 1)
        self.deleting.refresh(count)
        self.bulk.refresh(count)
        self.history_action.setEnabled(count == 1)
        self.copying.refresh(count)
        self.actions_of_kind.refresh(count, beside_list=self._shows_board)
        if self.joining is not None:
            self.joining.refresh()

    def _offer_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self.more_menu.actions())
        menu.popup(self.view.viewport().mapToGlobal(place))

    # Building

    def _arrange(self) -> None:
        self.name_label = shrinking_title(self.context.translator(self.title))
        tools = row_of(self.search, grows=self.search, gap=8)
        board = () if self.board_switch is None else (self.board_switch.button,)
        self._own_buttons = (*board, *self.actions_of_kind.buttons.values())
        tools.addWidget(self.filtering.button)
        ways = FlowLayout(to_right=True)
        tools.addLayout(ways)
        for button in (*self._own_buttons, self.more_button, self.new_button):
            ways.addWidget(button)
        self._add_layout_of_rows()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(*_MARGINS)
        column.setSpacing(12)
        column.addWidget(self.name_label)
        column.addWidget(self.closed_note)
        column.addLayout(tools)
        column.addWidget(self.filtering)
        column.addWidget(self._stack, 1)
        column.addWidget(self.foot)

    def _add_layout_of_rows(self) -> None:
        """Let the officer choose columns and the height of rows, at the end of the menu."""
        self.more_menu.addSeparator()
        self.more_menu.addMenu(self.columns.menu(self.more_menu, lambda: self.view.left_out))
        self.two_lines_action = self.more_menu.addAction(self.context.translator(_("Hàng hai dòng")))
        self.two_lines_action.setCheckable(True)
        self.two_lines_action.setChecked(self.columns.two_lines)
        self.two_lines_action.toggled.connect(self.columns.show_two_lines)

    def _connect(self) -> None:
        self.search.searched.connect(lambda text: self._search(text, self._query.filters))
        self.search.left_downwards.connect(self.view.setFocus)
        self.filtering.changed.connect(self._filter)
        self.filtering.text_wanted.connect(self._take_text)
        self.columns.changed.connect(self._show_columns)
        self.view.columns_changed.connect(lambda: self.columns.keep_widths(self.view.widths))
        self.empty.action_wanted.connect(self._act_on_empty)
        self.view.opened.connect(self.record_wanted)
        self.view.peeked.connect(self.record_peeked)
        self.view.sort_wanted.connect(self._sort)
        self.view.choice_changed.connect(self._refresh_buttons)
        self.view.choice_changed.connect(self.foot.tell_chosen)
        self.view.customContextMenuRequested.connect(self._offer_menu)
        QShortcut(QKeySequence(QKeySequence.StandardKey.New), self).activated.connect(self._new)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self._focus_search)
        deletion = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.view)
        deletion.setContext(Qt.ShortcutContext.WidgetShortcut)
        deletion.activated.connect(self.deleting.delete_chosen)

    def _focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()
