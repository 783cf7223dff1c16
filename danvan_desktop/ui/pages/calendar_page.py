"""Lịch tháng: what is on each day by the declarations of the kinds, with lunar dates and public holidays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeySequence, QPainter, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSplitter,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from danvan_desktop.domain.period import Period, PeriodKind
from danvan_desktop.localization import Translator, _
from danvan_desktop.reports.calendar_file import ENDING, write_calendar
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.dialogs.drives import documents_folder
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.models.naming import shortened
from danvan_desktop.ui.operations import ChangeSummary, Operation
from danvan_desktop.ui.pages.calendar_days import DAYS, WEEKS, CalendarDay, days_of
from danvan_desktop.ui.pages.page import Page
from danvan_desktop.ui.theme import colour, scaled
from danvan_desktop.ui.widgets.brief_rows import in_lines
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.files import ask_where_to_save
from danvan_desktop.ui.widgets.flow_layout import FlowLayout
from danvan_desktop.ui.widgets.labels import page_title, quiet_text, section_title
from danvan_desktop.ui.widgets.rows import column_of, row_of
from danvan_desktop.ui.widgets.two_line_list import Item, TwoLineList

_DAY_ROLE = Qt.ItemDataRole.UserRole
_MONDAY = dt.date(2024, 1, 1)
_LONGEST = 140
_INSET = 5
_BESIDE = 560
"""Pixels, at the usual size of letters: from here on the chosen day stands beside the month."""


class CalendarPage(Page):
    """A month as a table that the arrow keys walk; what is on the chosen day stands beside it."""

    title = _("Lịch tháng")
    icon = "calendar"

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Make the page; nothing is read before it is turned to."""
        super().__init__(context, parent)
        self.setObjectName("page")
        self._shown_kinds = [kind.name for kind in context.store.kinds if kind.events or kind.deadlines]
        today = context.today()
        self.month = Period(PeriodKind.MONTH, today.year, today.month)
        self._wanted = today
        self.heading = page_title("")
        self.table = self._made_table()
        self.day_title, self.day_note = section_title(""), quiet_text("")
        self.events = TwoLineList()
        self.events.setAccessibleName(self._say(_("Việc trong ngày")))
        self._arrange()
        self.table.currentCellChanged.connect(lambda *_cells: self._show_day())
        self.table.activated.connect(lambda _index: self._enter_day())
        self.table.doubleClicked.connect(lambda _index: self._open_only())
        self.events.opened.connect(self.record_wanted)
        for keys, action in (("PgUp", self.previous), ("PgDown", self.next), ("Home", self.to_today)):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(action)

    def activate(self) -> None:
        """Read the month."""
        self.refresh()
        self.table.setFocus()

    def on_changed(self, summary: ChangeSummary) -> None:
        """Read anew when something on the calendar changed."""
        if summary.touches(*self._shown_kinds) and self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read the month in the background."""
        month = self.month
        self.context.operations.read(
            lambda store: days_of(store, month.first, self.context.translator),
            partial(self._show, month),
            key=(self, "month"),
            owner=self,
        )

    def previous(self) -> None:
        """Turn to the month before."""
        self._turn_to(self.month.previous())

    def next(self) -> None:
        """Turn to the month after."""
        self._turn_to(self.month.next())

    def to_today(self) -> None:
        """Turn to the current month and choose today."""
        today = self.context.today()
        self._wanted = today
        self.month = Period(PeriodKind.MONTH, today.year, today.month)
        self.refresh()

    def choose_file(self) -> None:
        """Ask where to and write what is on the calendar for telephones and other programs."""
        suggested = documents_folder() / f"lich-{self.context.today().isoformat()}{ENDING}"
        if out := ask_where_to_save(self, self._say, _("Ghi tệp lịch"), _("Tệp lịch (*.ics)"), suggested):
            self.write_file(out if out.suffix.lower() == ENDING else out.with_name(out.name + ENDING))

    def write_file(self, out: Path) -> None:
        """Write the calendar of the last month and of the year ahead in the background."""
        say = self.context.translator
        title = _("Ghi lịch từ một tháng trước đến một năm tới ra “{path}”", path=str(out))
        self.context.operations.run(Operation(title, lambda store, _progress: write_calendar(store, out, say)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the chosen day below the month where there is no room beside it."""
        super().resizeEvent(event)
        wanted = Qt.Orientation.Horizontal if self.width() >= scaled(_BESIDE) else Qt.Orientation.Vertical
        if wanted != self._splitter.orientation():
            self._splitter.setOrientation(wanted)
            self._share_room()

    def _share_room(self) -> None:
        """Give the month the larger part."""
        beside = self._splitter.orientation() == Qt.Orientation.Horizontal
        self._splitter.setSizes([900, scaled(260)] if beside else [3 * self.height(), self.height()])

    @property
    def current(self) -> CalendarDay | None:
        """The chosen day."""
        day = self.table.currentIndex().data(_DAY_ROLE)
        return day if isinstance(day, CalendarDay) else None

    # Private

    def _turn_to(self, month: Period) -> None:
        day = min(self._wanted.day, month.last.day)
        self._wanted = month.first.replace(day=day)
        self.month = month
        self.refresh()

    def _show(self, month: Period, days: Sequence[CalendarDay]) -> None:
        self.heading.setText(self._say(month.title))
        for place, day in enumerate(days):
            item = QTableWidgetItem()
            item.setData(_DAY_ROLE, day)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, self._told(day))
            item.setToolTip(self._told(day))
            self.table.setItem(place // DAYS, place % DAYS, item)
        wanted = next((place for place, day in enumerate(days) if day.day == self._wanted), 0)
        self.table.setCurrentCell(wanted // DAYS, wanted % DAYS)
        self._show_day()

    def _show_day(self) -> None:
        day = self.current
        if day is None:
            return
        self._wanted = day.day
        translator = self.context.translator
        self.day_title.setText(f"{translator.weekday(day.day)}, {translator.date(day.day)}")
        lunar = self._say(_("Âm lịch: {day}", day=day.whole_lunar)) if day.lunar else ""
        rest = "" if day.is_working_day else self._say(_("Ngày nghỉ"))
        free = "" if day.events else self._say(_("Không có việc nào"))
        self.day_note.setText(" · ".join(part for part in (lunar, self._holiday(day) or rest, free) if part))
        self.events.set_items(
            [Item(event.uid, shortened(event.title, _LONGEST), self._say(event.what)) for event in day.events]
        )

    def _open_only(self) -> None:
        """Open what is on the chosen day; of several one is chosen beside it."""
        if len(self.events.items) == 1:
            self.record_wanted.emit(self.events.items[0].key)

    def _enter_day(self) -> None:
        if self.events.items:
            self.events.choose(self.events.items[0].key)
            self.events.setFocus()

    def _told(self, day: CalendarDay) -> str:
        """Say a day in words, for screen readers and as its tooltip."""
        lunar = self._say(_("âm lịch {day}", day=day.whole_lunar)) if day.lunar else ""
        events = [shortened(self._say(event.told), _LONGEST) for event in day.events]
        parts = (self.context.translator.date(day.day), lunar, self._holiday(day), *events)
        return "\n".join(part for part in parts if part)

    def _holiday(self, day: CalendarDay) -> str:
        """Name the holiday of a day, and say when it is not announced yet."""
        if not day.is_expected:
            return day.holiday
        return self._say(_("{holiday} (dự kiến, chưa có thông báo nghỉ của năm)", holiday=day.holiday))

    def _made_table(self) -> QTableWidget:
        table = QTableWidget(WEEKS, DAYS)
        table.setAccessibleName(self._say(_("Các ngày trong tháng")))
        table.setHorizontalHeader(_WeekHeader(self.context.translator, table))
        table.horizontalHeader().setHighlightSections(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setItemDelegate(_DayDelegate(self))
        return table

    def _arrange(self) -> None:
        head = row_of(self.heading, grows=self.heading, gap=8)
        ways = FlowLayout(to_right=True)
        head.addLayout(ways, 2)
        for words, picture, action in (
            (_("Tháng trước"), "back", self.previous),
            (_("Hôm nay"), "calendar", self.to_today),
            (_("Tháng sau"), "forward", self.next),
            (_("Ghi tệp lịch…"), "export", self.choose_file),
        ):
            ways.addWidget(plain_button(self._say(words), action, icon(picture)))
        self.day_title.setWordWrap(True)
        side = QWidget()
        beside = QVBoxLayout(side)
        beside.setContentsMargins(8, 0, 0, 0)
        for widget in (self.day_title, self.day_note):
            beside.addWidget(widget)
        beside.addWidget(self.events, 1)
        self._splitter = splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.table)
        splitter.addWidget(side)
        splitter.setStretchFactor(0, 1)
        self._share_room()
        splitter.setChildrenCollapsible(False)
        column_of(head, splitter, grows=splitter, gap=12, margins=(20, 16, 20, 14), on=self)


class _WeekHeader(QHeaderView):
    """Names the days of the week, in short where the columns are too narrow for the whole names."""

    def __init__(self, translator: Translator, table: QTableWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        days = [_MONDAY + dt.timedelta(days=number) for number in range(DAYS)]
        self._whole = [translator.weekday(day) for day in days]
        self._short = [translator.short_weekday(day) for day in days]
        self.sectionResized.connect(lambda *_sizes: self._fit())

    def _fit(self) -> None:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        needed = max(map(QFontMetrics(font).horizontalAdvance, self._whole)) + 4 * _INSET
        self._table.setHorizontalHeaderLabels(self._whole if self.sectionSize(0) >= needed else self._short)


def fitting(font: QFont, text: str, room: int) -> QFont:
    """Return a font, smaller where a text has no room of so many pixels in it; never below three quarters of it."""
    for share in (1, 0.88, 0.75):
        fitted = QFont(font)
        fitted.setPointSizeF(font.pointSizeF() * share)
        if QFontMetrics(fitted).horizontalAdvance(text) <= room:
            break
    return fitted


class _DayDelegate(QStyledItemDelegate):
    """Paints a day: its number, the lunar day, the holiday, and as many events as there is room for."""

    def __init__(self, page: CalendarPage) -> None:
        super().__init__(page)
        self._page = page

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        day = index.data(_DAY_ROLE)
        self.initStyleOption(option, index)
        self._page.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, self._page.table)
        if not isinstance(day, CalendarDay):
            return
        area = option.rect.adjusted(_INSET, _INSET, -_INSET, -_INSET)
        painter.save()
        painter.setClipRect(option.rect)
        left = self._head(painter, QFont(self._page.font()), area, day)
        self._events(painter, QFont(self._page.font()), area.adjusted(0, left, 0, 0), day)
        painter.restore()

    def _head(self, painter: QPainter, font: QFont, area: QRect, day: CalendarDay) -> int:
        today = day.day == self._page.context.today()
        font.setWeight(QFont.Weight.Bold if today else QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(colour(self._ink(day)))
        number = f"● {day.day.day}" if today else str(day.day.day)
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, number)
        used = QFontMetrics(font).horizontalAdvance(number) + _INSET
        font.setWeight(QFont.Weight.Normal)
        painter.setFont(fitting(font, day.lunar, area.width() - used))
        painter.setPen(colour("soft"))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, day.lunar)
        return QFontMetrics(font).height() + 1

    def _ink(self, day: CalendarDay) -> str:
        if not self._page.month.contains(day.day):
            return "faint"
        return "text" if day.is_working_day else "error"

    def _events(self, painter: QPainter, font: QFont, area: QRect, day: CalendarDay) -> None:
        font.setPointSizeF(font.pointSizeF() * 0.88)
        metrics = QFontMetrics(font)
        say = self._page.context.translator
        lines = [(day.holiday, "error")] if day.holiday else []
        lines += [(shortened(say(event.told), _LONGEST), "accentDark") for event in day.events]
        room = max(1, area.height() // metrics.height())
        if len(lines) > room:
            hidden = len(lines) - room + 1
            more = say(_("+ {count} việc nữa", count=hidden))
            is_whole = metrics.horizontalAdvance(more) <= area.width()
            lines = [*lines[: room - 1], (more if is_whole else f"+{hidden}", "soft")]
        most = 2 if 2 * len(lines) <= room else 1
        painter.setFont(font)
        broken = [(line, ink) for text, ink in lines for line in in_lines(text, font, area.width(), most)]
        for number, (line, ink) in enumerate(broken):
            painter.setPen(colour(ink))
            painter.drawText(area.left(), area.top() + number * metrics.height() + metrics.ascent(), line)
