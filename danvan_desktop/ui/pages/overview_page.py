"""Tổng quan: what is late, what is due, what was done this quarter, and whether the data are safe."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.petitions import Lateness
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.operations import ChangeSummary
from danvan_desktop.ui.pages.overview_figures import Figures, LatePetition, gather
from danvan_desktop.ui.pages.page import Page
from danvan_desktop.ui.widgets.bar_chart import Bar, BarChart
from danvan_desktop.ui.widgets.cards import Card, FigureCard
from danvan_desktop.ui.widgets.labels import page_title, quiet_text
from danvan_desktop.ui.widgets.link_row import SIDE, LinkRow

_SHOWN_KINDS = ("meeting", "dialogue", "petition", "model", "unit", "rule_override")
_NEW = (
    ("meeting", _("Họp thôn mới")),
    ("dialogue", _("Đối thoại mới")),
    ("petition", _("Kiến nghị mới")),
    ("model", _("Mô hình mới")),
)
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
        column.setContentsMargins(24, 20, 24, 20)
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
        row.addLayout(words, 1)
        for kind, label in _NEW:
            button = QPushButton(icon("add"), self._say(label))
            button.clicked.connect(lambda _checked=False, kind=kind: self.new_wanted.emit(kind))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _figure_cards(self) -> QGridLayout:
        self.meetings = self._card(_("Họp thôn"), lambda: self.list_wanted.emit("meeting", {}))
        self.dialogues = self._card(_("Đối thoại"), lambda: self.list_wanted.emit("dialogue", {}))
        self.models = self._card(_("Mô hình “Dân vận khéo”"), lambda: self.list_wanted.emit("model", {}))
        self.conflicts = self._card(_("Chỗ cần đối chiếu"), lambda: self.page_wanted.emit("conflicts"))
        self.last_export = self._card(_("Xuất tệp gần nhất"), lambda: self.page_wanted.emit("sync"))
        self.last_backup = self._card(_("Sao lưu gần nhất"), lambda: self.page_wanted.emit("sync"))
        grid = QGridLayout()
        grid.setSpacing(12)
        cards = (self.meetings, self.dialogues, self.models, self.conflicts, self.last_export, self.last_backup)
        for place, card in enumerate(cards):
            grid.addWidget(card, 0, place)
            grid.setColumnStretch(place, 1)
        return grid

    def _parts(self) -> QHBoxLayout:
        self._late, self._due, self._states = Card(), Card(), Card(self._say(_("Kiến nghị theo trạng thái")))
        self.late_rows, self.due_rows = QVBoxLayout(), QVBoxLayout()
        for card, rows in ((self._late, self.late_rows), (self._due, self.due_rows)):
            rows.setSpacing(0)
            card.body.addLayout(rows)
        self.chart = BarChart()
        self.chart.bar_chosen.connect(lambda state: self.list_wanted.emit("petition", {"state": state}))
        self._states.body.addWidget(self.chart)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self._late)
        right.addWidget(self._states)
        right.addWidget(self._due)
        for side in (left, right):
            side.setSpacing(14)
            side.addStretch(1)
        parts = QHBoxLayout()
        parts.setSpacing(14)
        parts.addLayout(left, 5)
        parts.addLayout(right, 4)
        return parts

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
        self.chart.set_bars(
            [
                Bar(state.code, self._say(state.label), state.count, translator.number(state.count))
                for state in figures.petitions_by_state
            ]
        )

    def _show_figures(self, figures: Figures) -> None:
        number = self.context.translator.number
        quarter = self._say(figures.quarter.title)
        self.meetings.show_figure(number(figures.meetings), quarter)
        self.dialogues.show_figure(number(figures.dialogues), quarter)
        under_way = _("{count} đang thực hiện", count=figures.models_under_way)
        self.models.show_figure(number(figures.models), self._say(under_way))
        waiting = _("Hai bên ghi khác nhau") if figures.conflicts else _("Không có chỗ nào")
        self.conflicts.show_figure(number(figures.conflicts), self._say(waiting), alarming=figures.conflicts > 0)
        self._show_moment(self.last_export, figures.last_export, figures.today, _("Chưa xuất lần nào"))
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
        self._late.set_title(self._say(_("Kiến nghị quá hạn ({count})", count=count)))
        rows = [self._late_row(entry) for entry in figures.late]
        self._fill(self.late_rows, rows, _("Không có kiến nghị nào quá hạn."), count)

    def _show_due(self, figures: Figures) -> None:
        count = figures.due_this_week_total
        self._due.set_title(self._say(_("Đến hạn trong tuần này ({count})", count=count)))
        rows = [self._due_row(petition, figures.today) for petition in figures.due_this_week]
        self._fill(self.due_rows, rows, _("Không có kiến nghị nào đến hạn trong tuần này."), count)

    def _late_row(self, entry: LatePetition) -> LinkRow:
        lateness = {
            Lateness.NO_REPLY: _("Chưa trả lời"),
            Lateness.PEOPLE_NOT_TOLD: _("Đã trả lời, chưa báo cho dân"),
        }[entry.overdue.lateness]
        tag = ngettext("quá {n} ngày", "quá {n} ngày", entry.overdue.days)
        return self._row(entry.record, lateness, self._say(tag), alarming=True)

    def _due_row(self, petition: Record, today: dt.date) -> LinkRow:
        due = petition.date("due_on") or today
        tag = _("hôm nay") if due == today else _("hạn {day}", day=due)
        waiting = self.context.store.kinds["petition"].field("state").choice(petition.text("state")).label
        return self._row(petition, waiting, self._say(tag))

    def _row(self, petition: Record, status: Message, tag: str, alarming: bool = False) -> LinkRow:
        detail = self._say(status)
        if petition.text("assigned_to"):
            detail = f"{detail} · {petition.text('assigned_to')}"
        row = LinkRow(f"{petition.text('number')}  {petition.text('content')}", detail, tag, alarming)
        row.clicked.connect(lambda: self.record_wanted.emit(petition.uid))
        return row

    def _fill(self, layout: QVBoxLayout, rows: list[LinkRow], nothing: Message, total: int) -> None:
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
            more = QPushButton(self._say(_("Xem thêm trong danh sách kiến nghị")))
            more.setProperty("flat", True)
            more.clicked.connect(lambda: self.list_wanted.emit("petition", {}))
            layout.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _say(self, message: Message) -> str:
        return self.context.translator(message)
