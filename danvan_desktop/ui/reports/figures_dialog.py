"""Số liệu: every figure of a report, what it counts, and the records behind it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.fields import Values
from danvan_desktop.domain.period import Period
from danvan_desktop.localization import _
from danvan_desktop.reports.coverage import number_or_dash
from danvan_desktop.reports.figures import FigureGroup
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.operations import ChangeSummary
from danvan_desktop.ui.reports.reading import FigureRow, FigureTable, period_title, read_counted, read_figures
from danvan_desktop.ui.reports.record_sheet import open_sheet
from danvan_desktop.ui.reports.sources import read_from
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.copying import copies_rows
from danvan_desktop.ui.widgets.framed_dialog import FramedDialog
from danvan_desktop.ui.widgets.labels import page_title, quiet_text, section_title
from danvan_desktop.ui.widgets.rows import column_of, row_of
from danvan_desktop.ui.widgets.sizing import open_with_size
from danvan_desktop.ui.widgets.two_line_list import Item, TwoLineList
from danvan_desktop.ui.widgets.whole_words import WholeWords

_CODE = Qt.ItemDataRole.UserRole
_NUMBER_COLUMNS = range(1, 5)
_SIZE = (1060, 640)


class FiguresDialog(FramedDialog):
    """Figures by group at the left; the definition and the counted records of the current one at the right."""

    record_wanted = Signal(str)
    """The uid of a record to open."""
    remark_wanted = Signal(str, object)
    """The uid of what was written about a figure, empty for nothing yet, and the values of a new text."""

    def __init__(
        self, context: UiContext, form: str, period: Period, parent: QWidget | None = None, *, database: str = ""
    ) -> None:
        """Begin to measure the figures of a report, over the ``database`` at an address where one is named."""
        title = context.translator(period_title(form, period))
        super().__init__(context.translator, parent, _("Số liệu – {report}", report=title))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self._context = context
        self._form, self._period, self._database = form, period, database
        self._rows: dict[str, FigureRow] = {}
        self._items: dict[str, QTreeWidgetItem] = {}
        self.notes = Banner()
        self.tree = self._made_tree()
        self.definition = quiet_text("")
        self.counted = TwoLineList()
        self.counted.setAccessibleName(self._say(_("Hồ sơ được tính")))
        self.counted.opened.connect(self._open)
        self.open_button = plain_button(self._say(_("Mở hồ sơ")), lambda: self._open(self.counted.current))
        self.remark_button = plain_button(self._say(_("Ghi chú, giá trị thay thế…")), self._ask_remark)
        self.remark_button.setVisible(not database)
        self._arrange(title)
        context.operations.changed.connect(self._changed)
        self._show_current()
        self.notes.say(self._say(_("Đang đọc số liệu của kỳ…")))
        self.refresh()

    def refresh(self) -> None:
        """Measure anew."""
        form, period, database = self._form, self._period, self._database
        self._context.operations.read(
            lambda store: read_from(database, store, lambda records: read_figures(records, form, period)),
            self._show,
            key=(self, "all"),
            on_error=lambda error: self.notes.say(self._say(error.message), "warning"),
            slow=True,
        )

    @property
    def current(self) -> str:
        """The code of the current figure, empty at the head of a group."""
        item = self.tree.currentItem()
        return str(item.data(0, _CODE) or "") if item is not None else ""

    def choose(self, code: str) -> None:
        """Make a figure current."""
        if code in self._items:
            self.tree.setCurrentItem(self._items[code])

    # Arrangement

    def _made_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        copies_rows(tree)
        tree.setAccessibleName(self._say(_("Số liệu của báo cáo")))
        titles = (_("Số liệu"), _("Kỳ này"), _("Kỳ trước"), _("Cùng kỳ"), _("Tỷ lệ"))
        tree.setHeaderLabels([self._say(title) for title in titles])
        tree.setRootIsDecorated(False)
        tree.setItemsExpandable(False)
        tree.setWordWrap(True)
        tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setStretchLastSection(False)
        tree.setItemDelegate(WholeWords(tree))
        tree.currentItemChanged.connect(lambda _now, _before: self._show_current())
        return tree

    def _arrange(self, title: str) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(12, 0, 0, 0)
        self._heading = section_title("")
        self._heading.setWordWrap(True)
        column.addWidget(self._heading)
        column.addWidget(self.definition)
        column.addWidget(self.remark_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(6)
        column.addWidget(section_title(self._say(_("Hồ sơ được tính"))))
        column.addWidget(self.counted, 1)
        column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignRight)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.tree)
        splitter.addWidget(right)
        splitter.setSizes([scaled(680), scaled(360)])
        splitter.setChildrenCollapsible(False)
        close = plain_button(self._say(_("Đóng")), self.close)
        buttons = row_of(None, close)
        column_of(
            page_title(title),
            quiet_text(self._say(_("Mỗi số liệu được tính từ hồ sơ; chọn một dòng để xem cách tính."))),
            self.notes,
            splitter,
            buttons,
            grows=splitter,
            margins=(20, 16, 20, 14),
            on=self,
        )
        open_with_size(self, *_SIZE)

    # What is shown

    def _open(self, uid: str) -> None:
        """Open a record of this store, or show one of the database as it stands there."""
        if self._database:
            open_sheet(self._context, self._database, uid, self)
        else:
            self.record_wanted.emit(uid)

    def _changed(self, summary: ChangeSummary) -> None:
        if self.isVisible():
            self.refresh()

    def _show(self, table: FigureTable) -> None:
        rows, current = table.rows, self.current
        self.notes.say("\n".join(self._say(note) for note in table.notes), "warning")
        self._rows = {row.measured.figure.code: row for row in rows}
        self._items.clear()
        self.tree.clear()
        heads: dict[FigureGroup, QTreeWidgetItem] = {}
        for row in rows:
            group = row.measured.figure.group
            if group not in heads:
                heads[group] = self._head(group)
            item = self._items[row.measured.figure.code] = self._item(row)
            heads[group].addChild(item)
        self.tree.expandAll()
        self.choose(current or next(iter(self._rows), ""))

    def _head(self, group: FigureGroup) -> QTreeWidgetItem:
        head = QTreeWidgetItem([self._say(group.label)])
        font = head.font(0)
        font.setBold(True)
        head.setFont(0, font)
        self.tree.addTopLevelItem(head)
        head.setFirstColumnSpanned(True)
        return head

    def _item(self, row: FigureRow) -> QTreeWidgetItem:
        measured = row.measured
        mark = " (*)" if measured.value.override is not None else ""
        item = QTreeWidgetItem(
            [
                self._say(measured.figure.title),
                f"{number_or_dash(measured.value.shown if measured.value.known else None, self._say)}{mark}",
                number_or_dash(measured.previous, self._say),
                number_or_dash(measured.year_ago, self._say),
                self._say.percent(measured.share) if measured.share is not None else "",
            ]
        )
        item.setData(0, _CODE, measured.figure.code)
        item.setToolTip(0, self._say(measured.figure.title))
        for column in _NUMBER_COLUMNS:
            item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return item

    def _show_current(self) -> None:
        row = self._rows.get(self.current)
        self.remark_button.setEnabled(row is not None)
        self.counted.set_items((), keep=False)
        self.open_button.setEnabled(False)
        if row is None:
            self._heading.setText("")
            self.definition.setText("")
            return
        measured = row.measured
        self._heading.setText(self._say(measured.figure.title))
        self.definition.setText(self._defined(row))
        uids, translator, database = measured.uids, self._say, self._database
        self._context.operations.read(
            lambda store: read_from(database, store, lambda records: read_counted(records, uids, translator)),
            self._show_counted,
            key=(self, "counted"),
            slow=bool(database),
        )

    def _defined(self, row: FigureRow) -> str:
        value = row.measured.value
        lines = [self._say(row.measured.figure.definition)]
        if value.override is not None:
            put = _("(*) Đơn vị nhập {shown} thay cho {counted} theo hồ sơ.", shown=value.shown, counted=value.counted)
            lines.append(self._say(put))
        if value.remark:
            lines.append(self._say(_("Ghi chú: {remark}", remark=value.remark)))
        return "\n".join(lines)

    def _show_counted(self, items: Sequence[Item]) -> None:
        self.counted.set_items(items, keep=False)
        if items:
            self.counted.choose(items[0].key)
        self.open_button.setEnabled(bool(items))

    def _ask_remark(self) -> None:
        row = self._rows[self.current]
        values: Values = {
            "unit": self._context.store.unit.uid,
            "form": self._form,
            "period": self._period.code,
            "figure": row.measured.figure.code,
        }
        self.remark_wanted.emit(row.written, values)
