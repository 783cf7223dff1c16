"""Tổng quan: what is late, what is due, what was done this quarter, and whether the data are safe."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store.work_list import Work
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.models.due_words import days_over
from danvan_desktop.ui.models.naming import readable, shortened
from danvan_desktop.ui.models.selection import DUE_SOON, OVERDUE, TERM, THIS_QUARTER, WHEN
from danvan_desktop.ui.operations import ChangeSummary
from danvan_desktop.ui.pages.overview_figures import CHARTED, Coming, Figures, gather
from danvan_desktop.ui.pages.page import Page
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.bar_chart import Bar, BarChart
from danvan_desktop.ui.widgets.buttons import Button
from danvan_desktop.ui.widgets.cards import Card, FigureCard
from danvan_desktop.ui.widgets.flow_layout import FlowLayout
from danvan_desktop.ui.widgets.labels import page_title, quiet_text
from danvan_desktop.ui.widgets.link_row import SIDE, LinkRow
from danvan_desktop.ui.widgets.steady import ChoiceBox

_SHOWN_KINDS = ("meeting", "dialogue", "petition", "model", "unit", "rule_override")
_ONE_ROW, _TWO_COLUMNS = 1000, 560
_SIDE = 24
"""Pixels, at the usual size of letters, that all figures beside each other need."""
_BACKUP_AGE = dt.timedelta(days=7)
"""A backup older than this is drawn as a matter to see to."""


class OverviewPage(Page):
    """Figures read in the background; each leads to the records that it counts."""

    title = _("Tổng quan")
    icon = "overview"

    new_wanted = Signal(str)
    """The kind of a record to begin."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Make the page; nothing is read before it is turned to."""
        super().__init__(context, parent)
        self.figures: Figures | None = None
        self._arrange()

    def activate(self) -> None:
        """Count anew: a night may have passed."""
        self.refresh()

    def on_changed(self, summary: ChangeSummary) -> None:
        """Count anew when something that is counted changed."""
        if summary.touches(*_SHOWN_KINDS) and self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read all figures in the background."""
        self.context.operations.read(gather, self._show, key="overview")

    # Arrangement

    def _arrange(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(_SIDE, 20, _SIDE, 20)
        column.setSpacing(14)
        column.addLayout(self._head())
        column.addLayout(self._figure_cards())
        column.addLayout(self._parts())
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._heading, self._day = page_title(""), quiet_text("")
        words.addWidget(self._heading)
        words.addWidget(self._day)
        row.addLayout(words, 2)
        beginnings = QWidget()
        flow = FlowLayout(beginnings, to_right=True)
        row.addWidget(beginnings, 5)
        for view, listing in self.context.views.pinned:
            button = Button(self._say(listing.begin_from_search), picture=icon("add"))
            button.clicked.connect(lambda _checked=False, kind=view.kind: self.new_wanted.emit(kind))
            flow.addWidget(button)
        self.calendar_button = Button(self._say(_("Lịch tháng")), picture=icon("calendar"))
        self.calendar_button.clicked.connect(lambda _checked=False: self.page_wanted.emit("calendar"))
        flow.addWidget(self.calendar_button)
        return row

    def _figure_cards(self) -> QGridLayout:
        self.meetings = self._card(_("Họp thôn"), lambda: self.list_wanted.emit("meeting", {WHEN: THIS_QUARTER}))
        self.dialogues = self._card(_("Đối thoại"), lambda: self.list_wanted.emit("dialogue", {WHEN: THIS_QUARTER}))
        self.models = self._card(_("Mô hình “Dân vận khéo”"), lambda: self.list_wanted.emit("model", {}))
        self.conflicts = self._card(_("Chỗ cần đối chiếu"), lambda: self.page_wanted.emit("conflicts"))
        self.last_export = self._card(_("Xuất tệp gần nhất"), lambda: self.page_wanted.emit("sync"))
        self.last_backup = self._card(_("Sao lưu gần nhất"), lambda: self.page_wanted.emit("backup"))
        self._cards = (self.meetings, self.dialogues, self.models, self.conflicts, self.last_export, self.last_backup)
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self._place_cards(len(self._cards))
        return self._grid

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the cards in as few rows, and the lists in as few columns, as there is room for."""
        super().resizeEvent(event)
        self._place_cards(self._card_columns())
        beside = self.width() >= scaled(_TWO_COLUMNS)
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def _card_columns(self) -> int:
        cards = len(self._cards)
        if self.width() >= scaled(_ONE_ROW):
            return cards
        widest = max(card.minimumSizeHint().width() for card in self._cards) + self._grid.spacing()
        return cards // 2 if cards // 2 * widest <= self.width() - 2 * _SIDE else 2

    def _place_cards(self, columns: int) -> None:
        if self._grid.columnStretch(columns - 1) and not self._grid.columnStretch(columns):
            return
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // columns, place % columns)
            self._grid.setColumnStretch(place, int(place < columns))

    def _parts(self) -> QBoxLayout:
        self._late, self._due, self._coming, chart = Card(), Card(), Card(), Card(self._say(_("Kiến nghị")))
        self._coming.set_title(self._say(_("Sắp tới")))
        self.late_rows, self.due_rows, self.coming_rows = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        lists = ((self._late, self.late_rows), (self._due, self.due_rows), (self._coming, self.coming_rows))
        for card, rows in lists:
            rows.setSpacing(0)
            card.body.addLayout(rows)
        self.charted = self._charted_box()
        self.chart = BarChart()
        self.chart.bar_chosen.connect(lambda key: self.list_wanted.emit("petition", {self._charted_field(): key}))
        chart.column().addWidget(self.charted)
        chart.body.addWidget(self.chart)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side, cards in ((left, (self._late, self._coming)), (right, (chart, self._due))):
            side.setSpacing(14)
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
        self._columns = parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        parts.setSpacing(14)
        parts.addLayout(left, 5)
        parts.addLayout(right, 4)
        return parts

    def _charted_box(self) -> ChoiceBox:
        box = ChoiceBox()
        box.setAccessibleName(self._say(_("Biểu đồ kiến nghị theo")))
        kind = self.context.store.kinds["petition"]
        for name in CHARTED:
            box.addItem(self._say(_("Theo: {field}", field=kind.field(name).label)), name)
        box.activated.connect(lambda _place: self._show_chart())
        return box

    def _charted_field(self) -> str:
        return str(self.charted.currentData())

    def _card(self, name: Message, then: Callable[[], object]) -> FigureCard:
        card = FigureCard(self._say(name))
        card.clicked.connect(then)
        return card

    # What is shown

    def _show(self, figures: Figures) -> None:
        self.figures = figures
        translator = self.context.translator
        self._heading.setText(self.context.store.unit.text("name"))
        weekday = translator.weekday(figures.today)
        self._day.setText(f"{weekday}, {translator.date(figures.today)} · {self._say(figures.quarter.title)}")
        self._show_figures(figures)
        self._show_late(figures)
        self._show_due(figures)
        self._show_coming(figures)
        self._show_chart()

    def _show_chart(self) -> None:
        if self.figures is None:
            return
        number = self.context.translator.number
        shares = self.figures.shares[self._charted_field()]
        self.chart.set_bars([Bar(str(s.key), self._named(s.label), s.count, number(s.count)) for s in shares])

    def _show_figures(self, figures: Figures) -> None:
        number = self.context.translator.number
        quarter = self._say(figures.quarter.title)
        for card, gatherings in ((self.meetings, figures.meetings), (self.dialogues, figures.dialogues)):
            waiting = _("{period} · thêm {planned} dự kiến", period=quarter, planned=gatherings.planned)
            card.show_figure(number(gatherings.held), self._say(waiting) if gatherings.planned else quarter)
        under_way = _("{count} đang thực hiện", count=figures.models_under_way)
        self.models.show_figure(number(figures.models), self._say(under_way))
        waiting = _("Hai bên ghi khác nhau") if figures.conflicts else _("Không có chỗ nào")
        self.conflicts.show_figure(number(figures.conflicts), self._say(waiting), alarming=figures.conflicts > 0)
        self._show_moment(self.last_export, figures.last_export, figures.today, _("Chưa xuất lần nào"))
        if figures.last_export is not None:
            unsent = ngettext("{n} thay đổi chưa gửi", "{n} thay đổi chưa gửi", figures.unsent)
            words = unsent if figures.unsent else _("Đã gửi hết")
            self.last_export.show_figure(self.last_export.figure, self._say(words))
        self._show_moment(self.last_backup, figures.last_backup, figures.today, _("Chưa sao lưu lần nào"))
        old = figures.last_backup is None or figures.today - figures.last_backup.date() > _BACKUP_AGE
        if old:
            self.last_backup.show_figure(self.last_backup.figure, self._say(_("Nên sao lưu ngay")), alarming=True)

    def _show_moment(self, card: FigureCard, moment: dt.datetime | None, today: dt.date, never: Message) -> None:
        if moment is None:
            card.show_figure("–", self._say(never))
            return
        days = (today - moment.date()).days
        ago = _("Hôm nay") if days <= 0 else ngettext("{n} ngày trước", "{n} ngày trước", days)
        card.show_figure(self.context.translator.date(moment.date()), self._say(ago))

    def _show_late(self, figures: Figures) -> None:
        count = figures.late_total
        self._late.set_title(self._say(_("Việc quá hạn ({count})", count=count)))
        rows = [self._late_row(work, figures.today) for work in figures.late]
        nothing = _("Không có việc nào quá hạn.")
        self._fill(self.late_rows, rows, nothing, figures.late_petitions, {TERM: OVERDUE})

    def _show_due(self, figures: Figures) -> None:
        count = figures.due_total
        title = _("Đến hạn trong 7 ngày ({count}), hôm nay: {today}", count=count, today=figures.due_today)
        self._due.set_title(self._say(title))
        rows = [self._due_row(work, figures.today) for work in figures.due]
        nothing = _("Không có việc nào đến hạn trong 7 ngày tới.")
        self._fill(self.due_rows, rows, nothing, figures.due_petitions, {TERM: DUE_SOON})

    def _show_coming(self, figures: Figures) -> None:
        rows = [self._coming_row(entry, figures.today) for entry in figures.coming]
        nothing = _("Không có cuộc họp, đối thoại hay báo cáo nào trong 30 ngày tới.")
        self._fill(self.coming_rows, rows, nothing, len(rows), {})

    def _coming_row(self, entry: Coming, today: dt.date) -> LinkRow:
        days = (entry.day - today).days
        if days > 0:
            left = ngettext("còn {n} ngày", "còn {n} ngày", days)
        else:
            left = _("hôm nay") if days == 0 else ngettext("đã qua {n} ngày", "đã qua {n} ngày", -days)
        detail = f"{self._say(entry.remark)} · {self.context.translator.date(entry.day)}"
        row = LinkRow(shortened(self._named(entry.title), 120), detail, self._say(left), alarming=days < 0)
        if entry.uid:
            row.clicked.connect(lambda: self.record_wanted.emit(entry.uid))
        else:
            row.clicked.connect(lambda: self.page_wanted.emit(entry.place))
        return row

    def _late_row(self, work: Work, today: dt.date) -> LinkRow:
        return self._row(work, days_over(work.due, today), alarming=True)

    def _due_row(self, work: Work, today: dt.date) -> LinkRow:
        is_today = work.due.term.until == today
        return self._row(work, _("hôm nay") if is_today else _("hạn {day}", day=work.due.term.words))

    def _row(self, work: Work, tag: Message, alarming: bool = False) -> LinkRow:
        uid, deadline, kind = work.record.uid, work.due.deadline, self.context.store.kinds[work.record.kind]
        detail = self._say(deadline.work)
        if work.record.text("assigned_to"):
            detail = f"{detail} · {work.record.text('assigned_to')}"
        title = readable(kind.title_of(work.record), self.context.translator)
        row = LinkRow(title, detail, self._say(tag), alarming)
        if deadline.rule is not None:
            row.setToolTip(self.context.store.law[deadline.rule].citation)
        row.clicked.connect(lambda: self.record_wanted.emit(uid))
        return row

    def _fill(
        self, layout: QVBoxLayout, rows: list[LinkRow], nothing: Message, total: int, filters: Mapping[str, str]
    ) -> None:
        while layout.count():
            item = layout.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for row in rows:
            layout.addWidget(row)
        if not rows:
            words = quiet_text(self._say(nothing))
            words.setContentsMargins(SIDE, 4, SIDE, 4)
            layout.addWidget(words)
        elif total > len(rows):
            more = Button(self._say(_("Xem tất cả {count} kiến nghị", count=total)))
            more.setProperty("flat", True)
            more.clicked.connect(lambda: self.list_wanted.emit("petition", dict(filters)))
            layout.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _named(self, name: Message | str) -> str:
        return self._say(name) if isinstance(name, Message) else name

    def _say(self, message: Message) -> str:
        return self.context.translator(message)
