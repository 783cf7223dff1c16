"""Số liệu các đơn vị: the units below side by side and beside last year, as a table, as bars, down to the records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.period import Period
from danvan_desktop.localization import LANGUAGES, _
from danvan_desktop.reports.coverage import number_or_dash
from danvan_desktop.reports.figures import Figure, FigureGroup
from danvan_desktop.reports.figures.comparison import UnitRow, groups_with_figures
from danvan_desktop.reports.wording import within_sentence
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.models.unit_figures import UnitFiguresModel
from danvan_desktop.ui.operations import ChangeSummary
from danvan_desktop.ui.pages.page import Page
from danvan_desktop.ui.pages.period_picker import PeriodPicker
from danvan_desktop.ui.reports.reading import read_counted
from danvan_desktop.ui.reports.record_sheet import open_sheet
from danvan_desktop.ui.reports.source_box import SourceBox
from danvan_desktop.ui.reports.sources import read_from
from danvan_desktop.ui.reports.unit_reading import UnitsRead, read_units
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.copying import copies_rows
from danvan_desktop.ui.widgets.empty_state import EmptyState
from danvan_desktop.ui.widgets.flow_layout import FlowLayout
from danvan_desktop.ui.widgets.following_area import scrolled
from danvan_desktop.ui.widgets.labels import quiet_text, section_title, shrinking_title
from danvan_desktop.ui.widgets.rows import column_of, row_of
from danvan_desktop.ui.widgets.steady import ChoiceBox
from danvan_desktop.ui.widgets.two_line_list import Item, TwoLineList
from danvan_desktop.ui.widgets.unit_bars import Bar, UnitBars

_BESIDE = 760
"""Pixels, at the usual size of letters: from here on the bars stand beside the table."""
_TALL = 620
"""Pixels, at the usual size of letters, of the table with the bars and records below it."""
_WIDEST_HEADING, _NAME_WIDTH = 132, 200
_GROUP_LETTERS = 34
"""So much of the name of a part of the work is always seen; the longest would be wider than a small screen."""
_HEADING_LINES, _HEADING_ROOM, _BESIDE_HEADING, _ROW_ROOM = 3, 16, 22, 18

_Asked = tuple[str, str, FigureGroup, str, dt.date]
"""The address of a database, the uid of a unit (both empty: one's own), a part of the work, the code of a period, the
day of asking."""


class FiguresPage(Page):
    """One part of the work and one period; the chosen cell's bars and records stand beside the table."""

    title = _("Số liệu các đơn vị")
    icon = "figures"

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Make the page; nothing is read before it is turned to."""
        super().__init__(context, parent)
        self.setObjectName("page")
        say = context.translator
        self._units: list[str] = []
        self._read: UnitsRead | None = None
        self._kept: dict[_Asked, UnitsRead] = {}
        self.heading = shrinking_title(say(self.title))
        self.groups = ChoiceBox()
        self.groups.setAccessibleName(say(_("Mảng công tác")))
        for group in groups_with_figures():
            self.groups.addItem(say(group.label), group)
            self.groups.setItemData(self.groups.count() - 1, say(group.label), Qt.ItemDataRole.ToolTipRole)
        self.groups.setCurrentIndex(self.groups.findData(FigureGroup.PETITIONS))
        self.groups.setMinimumContentsLength(_GROUP_LETTERS)
        self.groups.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.periods = PeriodPicker(say, context.today())
        self.sources = SourceBox(context)
        self.up_button = plain_button(say(_("Về đơn vị trên")), self.go_up)
        self.up_button.hide()
        self.down_button = plain_button(say(_("Xem các đơn vị bên trong")), self._go_into_current)
        self.down_button.hide()
        self.print_button = plain_button(say(_("In bảng so sánh…")), self.print_out)
        self.notes = Banner()
        self.model = UnitFiguresModel(say, self)
        self.table = self._made_table()
        self.bars = UnitBars()
        self.bars.setAccessibleName(say(_("Biểu đồ của số liệu đang chọn")))
        self.nothing = self._made_nothing()
        self.counted = TwoLineList()
        self.counted.setAccessibleName(say(_("Hồ sơ được tính")))
        self._figure_title, self._definition = section_title(""), quiet_text("")
        self._counted_title = section_title("")
        self._arrange()
        self._connect()

    @property
    def unit(self) -> str:
        """The uid of the unit whose units below are shown."""
        return self._units[-1] if self._units else "" if self._read is None else self._read.unit

    @property
    def period(self) -> Period:
        """The period that is shown."""
        return self.periods.period

    def activate(self) -> None:
        """Show what is counted and let the keys walk the table."""
        self.refresh()
        self.table.setFocus()

    def on_changed(self, summary: ChangeSummary) -> None:
        """Count anew when something changed while the page is seen; what was counted before is of no use any more."""
        self._kept.clear()
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Show what was counted since the last change, else count in the background."""
        unit = self._units[-1] if self._units else ""
        group, period, source = self.groups.currentData(), self.period, self.sources.address
        asked = (source, unit, group, period.code, self.context.today())
        kept = self._kept.get(asked)
        if kept is not None:
            self._show(kept)
            return
        self.context.operations.read(
            lambda store: read_from(source, store, lambda records: read_units(records, unit, group, period)),
            partial(self._take, asked),
            key=(self, "units"),
            owner=self,
            slow=True,
            on_error=self._tell_refusal,
        )

    def go_down(self, unit: str) -> None:
        """Show the units below one of those that are shown, where it has any."""
        if unit != self.unit:
            self._units.append(unit)
            self.refresh()

    def go_up(self) -> None:
        """Show the units beside the one whose units are shown."""
        if self._units:
            self._units.pop()
            self.refresh()

    def print_out(self) -> None:
        """Show the comparison of the period on paper, all parts of the work."""
        from danvan_desktop.reports.forms.unit_figures import UNIT_FIGURES
        from danvan_desktop.ui.preview.preview_dialog import PreviewDialog
        from danvan_desktop.ui.preview.report_file import ReportWish

        PreviewDialog(
            self.context, ReportWish(UNIT_FIGURES, period=self.period, database=self.sources.address), self
        ).open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the bars below the table where there is no room beside it; the page is scrolled there."""
        super().resizeEvent(event)
        wanted = Qt.Orientation.Horizontal if self.width() >= scaled(_BESIDE) else Qt.Orientation.Vertical
        if wanted != self._splitter.orientation():
            self._splitter.setOrientation(wanted)
        self._splitter.setMinimumHeight(scaled(_TALL) if wanted == Qt.Orientation.Vertical else 0)

    # Arrangement

    def _made_table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("list")
        table.setModel(self.model)
        table.setAccessibleName(self._say(self.title))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        table.setTabKeyNavigation(False)
        table.setSortingEnabled(True)
        table.setWordWrap(True)
        names = table.verticalHeader()
        names.setMaximumWidth(scaled(_NAME_WIDTH))
        names.setTextElideMode(Qt.TextElideMode.ElideRight)
        names.setSectionsClickable(True)
        names.setDefaultSectionSize(names.fontMetrics().lineSpacing() + scaled(_ROW_ROOM))
        table.setCornerButtonEnabled(False)
        heads = table.horizontalHeader()
        heads.setSortIndicatorClearable(True)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        heads.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        copies_rows(table)
        return table

    def _made_nothing(self) -> EmptyState:
        """Make what stands there while an office has no units below: two empty frames would say nothing."""
        made, say = EmptyState(), self._say
        made.say(
            say(_("Chưa có đơn vị để so sánh")),
            say(
                _("Thêm các thôn, xã ở dưới vào danh sách “Đơn vị”: mỗi nơi thành một dòng, so với nhau, với cùng kỳ.")
            ),
            say(_("Mở danh sách đơn vị")),
        )
        made.action_wanted.connect(lambda: self.page_wanted.emit("unit"))
        return made

    def _arrange(self) -> None:
        tools = FlowLayout()
        for widget in (self.groups, self.periods, self.sources, self.print_button):
            tools.addWidget(widget)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(12, 0, 0, 0)
        self._figure_title.setWordWrap(True)
        column.addWidget(self._figure_title)
        column.addWidget(self._definition)
        column.addWidget(self.bars, 3)
        column.addWidget(self._counted_title)
        column.addWidget(self.counted, 2)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(self.table)
        self._splitter.addWidget(side)
        self._splitter.setStretchFactor(0, 3)
        self._splitter.setStretchFactor(1, 2)
        self._splitter.setChildrenCollapsible(False)
        self._room = QStackedWidget()
        self._room.addWidget(scrolled(self._splitter))
        self._room.addWidget(self.nothing)
        # Beside the heading: what comes and goes there moves nothing.
        named = row_of(self.heading, self.down_button, self.up_button, grows=self.heading, gap=8)
        column_of(named, tools, self.notes, self._room, grows=self._room, margins=(20, 14, 20, 12), on=self)

    def _connect(self) -> None:
        self.groups.currentIndexChanged.connect(lambda _place: self.refresh())
        self.periods.chosen.connect(lambda _period: self.refresh())
        self.sources.source_chosen.connect(lambda _address: self._turn_to_source())
        self.sources.refused.connect(lambda why: self.notes.say(self._say(why), "error"))
        self.table.selectionModel().currentChanged.connect(lambda _now, _before: self._show_current())
        self.table.activated.connect(self._enter)
        self.bars.chosen.connect(self._choose_unit)
        self.counted.opened.connect(self._open_counted)
        self.table.verticalHeader().sectionDoubleClicked.connect(lambda _row: self._go_into_current())
        for key, action in ((Qt.Key.Key_Backspace, self.go_up), ("Alt+Down", self._go_into_current)):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(action)

    # What is shown

    def _take(self, asked: _Asked, read: UnitsRead) -> None:
        self._kept[asked] = read
        self._show(read)

    def _show(self, read: UnitsRead) -> None:
        kept = self.table.currentIndex()
        row, column = max(kept.row(), 0), max(kept.column(), 0)
        self._read = read
        name = within_sentence(read.name) if self._say.language == LANGUAGES[0] else read.name
        self.heading.setText(self._say(_("Số liệu các đơn vị của {unit}", unit=name)))
        self.up_button.setVisible(bool(self._units))
        told = [self.sources.told(), *map(self._say, read.notes)]
        is_nothing = not (read.table.rows or read.is_lacking or self._units or self.sources.address)
        self.notes.say("" if is_nothing else "\n".join(filter(None, told)), "warning" if read.is_lacking else "info")
        self._turn_to(self.nothing if is_nothing else None)
        self.model.show(read.table)
        self._fit_columns()
        self.table.setCurrentIndex(
            self.model.index(min(row, self.model.rowCount() - 1), min(column, self.model.columnCount() - 2))
        )
        if not self.table.currentIndex().isValid():
            self._show_current()

    def _turn_to(self, nothing: EmptyState | None) -> None:
        """Show the table with its bars, or in their place that there is ``nothing``; the keyboard goes along."""
        focused: QWidget | None = self.focusWidget()
        has_keyboard = focused is not None and self._room.isAncestorOf(focused)
        self._room.setCurrentIndex(0 if nothing is None else 1)
        if has_keyboard:
            (self.table if nothing is None else nothing.button).setFocus()

    def _tell_refusal(self, error: DanvanError) -> None:
        self._turn_to(None)
        self.model.show(type(self.model.table)((), ()))
        self.notes.say(self._say(error.message), "warning")
        self._show_current()

    def _fit_columns(self) -> None:
        self.table.resizeColumnsToContents()
        for column in range(self.model.columnCount()):
            self.table.setColumnWidth(column, min(self.table.columnWidth(column), scaled(_WIDEST_HEADING)))
        self._fit_headings()

    def _fit_headings(self) -> None:
        """Make the headings as high as the longest of them needs: other languages take more lines."""
        heads = self.table.horizontalHeader()
        font = QFont(heads.font())
        font.setWeight(QFont.Weight.DemiBold)
        metrics, flags = QFontMetrics(font), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        needed = [_HEADING_LINES * metrics.lineSpacing()]
        for column in range(self.model.columnCount()):
            words = str(self.model.headerData(column, Qt.Orientation.Horizontal) or "")
            room = QRect(0, 0, self.table.columnWidth(column) - scaled(_BESIDE_HEADING), heads.width())
            needed.append(metrics.boundingRect(room, flags, words).height())
        heads.setFixedHeight(max(needed) + scaled(_HEADING_ROOM))

    def _show_current(self) -> None:
        index = self.table.currentIndex()
        figure, cell, row = self.model.figure(index), self.model.cell(index), self.model.row(index)
        self._figure_title.setText("" if figure is None else self._say(figure.title))
        self._definition.setText("" if figure is None else self._say(figure.definition))
        self.bars.show_bars(self._bars(figure), "" if row is None else row.unit.uid)
        self.down_button.setVisible(self._has_units_below(row))
        self._show_records("" if row is None else row.unit.text("name"), () if cell is None else cell.uids)

    def _show_records(self, unit: str, uids: Sequence[str]) -> None:
        """List what the current cell counts, of a unit or (empty) of all."""
        self.counted.set_items((), keep=False)
        self.counted.setVisible(bool(uids))
        self._counted_title.setText("")
        if not uids:
            return
        of_one = _("{unit}: hồ sơ được tính ({count})", unit=unit, count=len(uids))
        self._counted_title.setText(self._say(of_one if unit else _("Hồ sơ được tính ({count})", count=len(uids))))
        translator, source = self._say, self.sources.address
        self.context.operations.read(
            lambda store: read_from(source, store, lambda records: read_counted(records, uids, translator)),
            self._show_counted,
            key=(self, "counted"),
            owner=self,
            slow=bool(source),
        )

    def _show_counted(self, items: Sequence[Item]) -> None:
        self.counted.set_items(items, keep=False)

    def _bars(self, figure: Figure | None) -> Sequence[Bar]:
        if figure is None:
            return ()
        bars = []
        for row in self.model.table.rows:
            cell, name = row.cell(figure.code), row.named(self._say)
            word = row.word(figure)
            text = self._say.number(cell.value) if word is None else self._say(word)
            then = number_or_dash(cell.year_ago, self._say)
            hint = self._say(_("{unit}: {now}, cùng kỳ năm trước {then}", unit=name, now=text, then=then))
            bars.append(Bar(row.unit.uid, name, cell.value, cell.year_ago, text, hint, word is not None))
        return bars

    # What is chosen

    def _turn_to_source(self) -> None:
        """Begin at the office of the other source."""
        self._units.clear()
        self._read = None
        self.refresh()

    def _open_counted(self, uid: str) -> None:
        """Open a record of this store, or show one of the database as it stands there."""
        if self.sources.address:
            open_sheet(self.context, self.sources.address, uid, self)
        else:
            self.record_wanted.emit(uid)

    def _has_units_below(self, row: UnitRow | None) -> bool:
        return row is not None and self._read is not None and row.unit.uid in self._read.with_units_below

    def _go_into_current(self) -> None:
        row = self.model.row(self.table.currentIndex())
        if row is not None and self._has_units_below(row):
            self.go_down(row.unit.uid)

    def _choose_unit(self, uid: str) -> None:
        column = max(self.table.currentIndex().column(), 0)
        self.table.setCurrentIndex(self.model.index(self.model.row_of(uid), column))
        self.table.setFocus()

    def _enter(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """Go to the records that a figure counts."""
        if self.counted.items:
            self.counted.choose(self.counted.items[0].key)
            self.counted.setFocus()
