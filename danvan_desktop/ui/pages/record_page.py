"""The list of one kind: search as you type, filters, new, open, delete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import SaveResult, Store
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.models.naming import shortened
from danvan_desktop.ui.models.record_table import RecordTable
from danvan_desktop.ui.models.selection import MOST_HITS, ListQuery, find_uids
from danvan_desktop.ui.operations import ChangeSummary, Operation, Progress
from danvan_desktop.ui.pages.page import Page
from danvan_desktop.ui.widgets.empty_state import EmptyState
from danvan_desktop.ui.widgets.filter_bar import FilterBar
from danvan_desktop.ui.widgets.labels import page_title, quiet_text
from danvan_desktop.ui.widgets.record_view import RecordView
from danvan_desktop.ui.widgets.search_box import SearchBox

_LONGEST_NAME = 40


class RecordPage(Page):
    """Shows the records of ``kind_name``; subclasses say how."""

    kind_name: ClassVar[str]
    new_label: ClassVar[Message]
    empty_hint: ClassVar[Message]
    filtered_by: ClassVar[tuple[str, ...]] = ()
    headings: ClassVar[Mapping[str, Message]] = {}

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Make the page; nothing is read before it is turned to."""
        super().__init__(context, parent)
        self.setObjectName("page")
        self.kind = context.store.kinds[self.kind_name]
        self._query = ListQuery(self.kind_name)
        self._stale = True
        self._wanted_uid = ""
        say = context.translator
        self.table = RecordTable(context.store, self.kind_name, say, headings=self.headings, remark=self.remark)
        self.view = RecordView(self.table, say(self.title))
        self.search = SearchBox(say(_("Tìm theo từ, có dấu hoặc không dấu (Ctrl+F)")))
        self.filters = FilterBar(context, [self.kind.field(name) for name in self.filtered_by])
        self.empty = EmptyState()
        self._count = quiet_text("")
        self.new_button = self._button(self.new_label, "add", self._new)
        self.new_button.setIcon(icon("add", "surface"))
        self.new_button.setProperty("primary", True)
        self.open_button = self._button(_("Mở"), "open", self._open_current)
        self.delete_button = self._button(_("Xóa"), "delete", self.delete_chosen)
        self._arrange()
        self._connect()

    # For subclasses

    def remark(self, record: Record, field: str) -> Message | None:
        """Say what deserves attention about a field of a listed record."""
        return None

    # What the window asks for

    def activate(self) -> None:
        """Read the list when something changed, and let the arrow keys move in it."""
        self.filters.refresh()
        if self._stale:
            self.refresh()
        self.view.setFocus()

    def on_changed(self, summary: ChangeSummary) -> None:
        """Read the list anew when a record of this kind, or one that it names, changed."""
        named = {target for field in self.kind.references for target in field.targets}
        if not summary.touches(self.kind_name, *named):
            return
        self._stale = True
        if len(summary.uids) == 1 and summary.touches(self.kind_name):
            self._wanted_uid = summary.uids[0]
        if self.isVisible():
            self.filters.refresh()
            self.refresh()

    def show_filtered(self, filters: Mapping[str, Value]) -> None:
        """Start with these filters alone."""
        self.search.setText("")
        self.filters.choose(filters)
        self._search("", self.filters.chosen())

    def refresh(self) -> None:
        """Find the records in the background."""
        self._stale = False
        query = self._query
        self.context.operations.read(
            lambda store: find_uids(store, query), partial(self._show, query), key=(self, "list"), owner=self
        )

    def delete_chosen(self) -> None:
        """Delete the chosen records; undo brings them back."""
        records = [record for row in self.view.chosen_rows() if (record := self.table.record(row)) is not None]
        if not records:
            return
        uids = [record.uid for record in records]

        def work(store: Store, _progress: Progress) -> SaveResult:
            return store.delete(*uids)

        self.context.operations.run(Operation(self._deletion_title(records), work, undoable=True))

    # Private

    def _deletion_title(self, records: Sequence[Record]) -> Message:
        if len(records) > 1:
            return ngettext("Xóa {n} bản ghi", "Xóa {n} bản ghi", len(records))
        return _("Xóa “{title}”", title=shortened(self.kind.title_of(records[0]), _LONGEST_NAME))

    def _search(self, text: str, filters: Mapping[str, Value]) -> None:
        self._query = ListQuery(self.kind_name, text, filters, self._query.order)
        self.refresh()

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        field = self.table.columns[column]
        sign = "-" if order is Qt.SortOrder.DescendingOrder else ""
        self._query = ListQuery(self.kind_name, self._query.text, self._query.filters, sign + field.name)
        self.refresh()

    def _show(self, query: ListQuery, uids: Sequence[str]) -> None:
        self.view.show_uids(uids, prefer=self._wanted_uid)
        self._wanted_uid = ""
        self._count.setText(self.context.translator(_counted(query, len(uids))))
        self._stack.setCurrentWidget(self.view if uids else self.empty)
        self._tell_empty(query)
        self._refresh_buttons()

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
            self.empty.say(say(title), say(self.empty_hint), say(self.new_label))

    def _act_on_empty(self) -> None:
        if self._query.narrows:
            self.show_filtered({})
        else:
            self._new()

    def _new(self) -> None:
        self.new_wanted.emit(self.kind_name)

    def _open_current(self) -> None:
        rows = self.view.chosen_rows()
        if rows:
            self.record_wanted.emit(self.table.uid(rows[0]))

    def _refresh_buttons(self) -> None:
        count = len(self.view.chosen_rows())
        self.open_button.setEnabled(count == 1)
        self.delete_button.setEnabled(count > 0)

    def _offer_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in (self.open_button, self.delete_button):
            action = menu.addAction(button.icon(), button.text())
            action.setEnabled(button.isEnabled())
            action.triggered.connect(button.click)
        menu.popup(self.view.viewport().mapToGlobal(place))

    # Building

    def _button(self, label: Message, picture: str, action: object) -> QPushButton:
        button = QPushButton(icon(picture), self.context.translator(label))
        button.clicked.connect(action)
        return button

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(page_title(self.context.translator(self.title)))
        head.addWidget(self._count, 1, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.new_button)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self.search, 3)
        tools.addWidget(self.filters, 4)
        tools.addWidget(self.open_button)
        tools.addWidget(self.delete_button)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(tools)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.search.searched.connect(lambda text: self._search(text, self._query.filters))
        self.search.left_downwards.connect(self.view.setFocus)
        self.filters.changed.connect(lambda: self._search(self._query.text, self.filters.chosen()))
        self.empty.action_wanted.connect(self._act_on_empty)
        self.view.opened.connect(self.record_wanted)
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
