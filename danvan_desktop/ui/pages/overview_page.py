"""Tổng quan: the list of work of every kind, with its articles; for a new office what it has still to set up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QWidget

from danvan_desktop.domain.order import dictionary_key
from danvan_desktop.localization import Message, _
from danvan_desktop.store.day_list import DueGroup, DueStub, by_urgency
from danvan_desktop.store.due_items import DueItem, Urgency
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.icons import icon
from danvan_desktop.ui.models.naming import readable
from danvan_desktop.ui.models.work_rows import WorkRows
from danvan_desktop.ui.operations import ChangeSummary
from danvan_desktop.ui.pages.first_steps import ENOUGH, FIRST_STEPS, PUT_AWAY, FirstSteps
from danvan_desktop.ui.pages.overview_reading import Figure, Overview, gather
from danvan_desktop.ui.pages.page import Page
from danvan_desktop.ui.theme import scaled
from danvan_desktop.ui.widgets.banner import Banner
from danvan_desktop.ui.widgets.buttons import Button, main_button, plain_button
from danvan_desktop.ui.widgets.figure_strip import FigureButton, FigureStrip
from danvan_desktop.ui.widgets.flow_layout import FlowLayout
from danvan_desktop.ui.widgets.keys import has_keyboard
from danvan_desktop.ui.widgets.labels import page_title, quiet_text
from danvan_desktop.ui.widgets.rows import FLUSH, column_of, row_of
from danvan_desktop.ui.widgets.steady import ChoiceBox
from danvan_desktop.ui.widgets.work_list import WorkList

_TODAY_LIST = "today-list"
_WIDEST = 240


class OverviewPage(Page):
    """Everything is read in the background; figures lead to what they count, works to where they are done."""

    title = _("Tổng quan")
    icon = "overview"

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Make the page; nothing is read before it is turned to."""
        super().__init__(context, parent)
        self.setObjectName("page")
        self.overview: Overview | None = None
        self.figures: Sequence[FigureButton] = ()
        self._stale = True
        self.rows = WorkRows(context.translator, self)
        self.list = WorkList(self.rows, context.views, self._say(_("Việc cần làm")))
        self.steps = FirstSteps(context)
        self._arrange()
        self.list.acted.connect(self._act)
        self.list.opened.connect(self._open)
        self.list.more_wanted.connect(self._show_more)
        self.steps.place_wanted.connect(self.page_wanted)
        self.steps.list_wanted.connect(self.list_wanted)
        self.steps.new_wanted.connect(self.new_wanted)
        self.steps.record_wanted.connect(self.record_wanted)
        self.steps.put_away.connect(self._put_steps_away)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print_list)

    def activate(self) -> None:
        """Read anew: a night may have passed."""
        self.refresh()
        self.take_focus()

    def take_focus(self) -> None:
        """Stand in the list, or on the step that is due."""
        if self._stack.currentWidget() is self.steps:
            self.steps.take_focus()
        else:
            self.list.setFocus()

    def on_changed(self, summary: ChangeSummary) -> None:
        """Read anew what changed, at once only when it is seen."""
        self._stale = True
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed meanwhile, such as the record that was just acted on."""
        super().showEvent(event)
        if self._stale and self.overview is not None:
            self.refresh()

    def refresh(self) -> None:
        """Read everything in the background."""
        self._stale = False
        views = self.context.views
        self.context.operations.read(lambda store: gather(store, views), self._show, key="overview", slow=True)

    def print_list(self) -> None:
        """Show the day's list as it is printed."""
        from danvan_desktop.ui.preview.preview_dialog import show_report

        show_report(self.context, _TODAY_LIST, parent=self.window())

    # Arrangement

    def _arrange(self) -> None:
        self.strip, self._filters = FigureStrip(self.context.translator, self._say(_("Quý này:"))), QWidget()
        self.people, self.villages, self.kinds = (
            self._filter(words) for words in (_("Người làm"), _("Thôn, đơn vị"), _("Loại sổ"))
        )
        filters = FlowLayout(self._filters)
        filters.setContentsMargins(20, 8, 20, 8)
        for box in (self.people, self.villages, self.kinds):
            filters.addWidget(box)
        self._work = QWidget()
        column = column_of(gap=0, margins=FLUSH, on=self._work)
        for widget in (self.strip, self._filters):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        self.ended = Banner()
        self._stack = QStackedWidget()
        for part in (self._work, self.steps):
            self._stack.addWidget(part)
        column_of(self._head(), self.ended, self._stack, grows=self._stack, gap=0, margins=FLUSH, on=self)

    def _head(self) -> QHBoxLayout:
        row = row_of(gap=8, margins=(20, 10, 20, 10))
        words = QWidget()
        beside = FlowLayout(words, gap=12)
        self._heading, self._day = page_title(self._say(_("Việc cần làm"))), quiet_text("")
        self._day.setWordWrap(False)
        self._day.setContentsMargins(0, self._heading.sizeHint().height() // 4, 0, 0)
        for label in (self._heading, self._day):
            beside.addWidget(label)
        row.addWidget(words, 1)
        buttons = QWidget()
        flow = FlowLayout(buttons, to_right=True)
        row.addWidget(buttons, 1)
        self.steps_button = plain_button("", self._turn_steps)
        self.steps_button.hide()
        flow.addWidget(self.steps_button)
        self.print_button = self._head_button(_("In danh sách"), "preview", self.print_list)
        self.print_button.setToolTip(self._say(_("In “Hôm nay cần làm” (Ctrl+P)")))
        flow.addWidget(self.print_button)
        flow.addWidget(self._begin_button())
        return row

    def _begin_button(self) -> Button:
        """Offer to begin a record of the kinds that are written most."""
        self.begin_button = main_button(self._say(_("Ghi mới")), picture=icon("add", "onAccent"))
        self.begin_button.setProperty("hasMenu", True)
        menu = QMenu(self.begin_button)
        for view, listing in self.context.views.pinned:
            action = menu.addAction(icon(view.icon), self._say(listing.begin_from_search))
            action.triggered.connect(lambda _checked=False, kind=view.kind: self.new_wanted.emit(kind))
        self.begin_button.setMenu(menu)
        return self.begin_button

    def _head_button(self, words: Message, picture: str, then: Callable[[], object]) -> Button:
        return plain_button(self._say(words), then, icon(picture))

    def _filter(self, words: Message) -> ChoiceBox:
        box = ChoiceBox()
        box.setAccessibleName(self._say(words))
        box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        box.setMaximumWidth(scaled(_WIDEST))
        box.addItem(self._say(_("{field}: tất cả", field=words)), "")
        box.activated.connect(lambda _place: self._show_entries())
        return box

    # What is shown

    def _show(self, overview: Overview) -> None:
        self.overview = overview
        translator = self.context.translator
        self._day.setText(f"{translator.weekday(overview.today)}, {translator.date(overview.today)}")
        self.strip.title.setToolTip(self._say(_("{quarter} đến hôm nay", quarter=overview.quarter.title)))
        self.ended.say("\n".join(map(self._say, overview.ended)), "warning")
        self._show_figures(overview.figures)
        self._offer_filters(overview.things)
        self._show_entries()
        self._show_steps(overview)

    def _show_figures(self, figures: Sequence[Figure]) -> None:
        """Show those that tell something first; what is to be seen to always has room."""
        told = sorted(figures, key=lambda figure: figure.number == "0")
        self.figures = tuple(self._figure(figure) for figure in told)
        kept = [button for button, figure in zip(self.figures, told, strict=True) if not figure.kind]
        self.strip.show_figures(self.figures, kept)

    def _figure(self, figure: Figure) -> FigureButton:
        number = self.context.translator.number(int(figure.number)) if figure.number else ""
        button = FigureButton(number, self._say(figure.words), self.strip, alarming=figure.alarming)
        if figure.told is not None:
            button.setToolTip(self._say(figure.told))
            button.setAccessibleDescription(self._say(figure.told))
        if figure.kind:
            button.clicked.connect(lambda: self.list_wanted.emit(figure.kind, dict(figure.filters)))
        else:
            button.clicked.connect(lambda: self.page_wanted.emit(figure.place))
        return button

    def _offer_filters(self, things: Sequence[DueStub]) -> None:
        kinds = dict.fromkeys(one.kind for one in things if one.kind)
        names = {kind: self._say(self.context.store.kinds[kind].plural) for kind in kinds}
        people = {who: readable(who, self.context.translator) for who in {one.who for one in things if one.who}}
        villages = {one.unit: one.place_name for one in things if one.unit}
        for box, choices in ((self.people, people), (self.villages, villages), (self.kinds, names)):
            _offer(box, choices)

    def _show_entries(self) -> None:
        overview, before = self.overview, self.list.current
        if overview is None:
            return
        wanted = (self.people.currentData(), self.villages.currentData(), self.kinds.currentData())
        things = overview.things
        if any(wanted):
            things = [one for one in things if _fits(wanted, (one.who, one.unit, one.kind))]
        store = self.context.store
        self.rows.show_parts(
            {urgency: DueGroup(store, part) for urgency, part in by_urgency(things).items()}, overview.today
        )
        place = None if before is None else self.rows.place_of(before.uid, before.done)
        self.list.choose(self.rows.first if place is None else place)

    def _show_more(self, urgency: Urgency) -> None:
        place = self.list.currentIndex().row()
        self.rows.show_more(urgency)
        self.list.choose(place)

    def _act(self, entry: DueItem) -> None:
        """Lead to what a work lacks; one without a record, to its place."""
        if entry.uid:
            self.step_wanted.emit(entry.uid, entry.done)
        else:
            self.page_wanted.emit(entry.place)

    def _open(self, entry: DueItem) -> None:
        if entry.uid:
            self.record_wanted.emit(entry.uid)
        else:
            self.page_wanted.emit(entry.place)

    # The first steps of a new office

    def _show_steps(self, overview: Overview) -> None:
        """Show the steps while there is no work yet; where there is, work comes first and a button leads to them."""
        done = sum(step.done for step in overview.steps)
        begins = done < ENOUGH and self.context.store.settings.get(FIRST_STEPS) != PUT_AWAY
        words = _("Phần bắt đầu: {done}/{all}", done=done, all=len(overview.steps))
        self.steps_button.setText(self._say(words))
        is_first = self.steps_button.isHidden()
        self.steps_button.setVisible(begins)
        if not begins:
            self._turn_to(self._work)
            return
        had_focus = has_keyboard(self)
        self.steps.show_steps(overview.steps)
        works = any(one.kind for one in overview.things)
        if is_first and not works:
            self._turn_to(self.steps)
        elif had_focus:
            self.take_focus()

    def _turn_steps(self) -> None:
        is_shown = self._stack.currentWidget() is self.steps
        self._turn_to(self._work if is_shown else self.steps)

    def _turn_to(self, part: QWidget) -> None:
        if self._stack.currentWidget() is part:
            return
        had_focus = has_keyboard(self)
        self._stack.setCurrentWidget(part)
        if had_focus:
            self.take_focus()

    def _put_steps_away(self) -> None:
        self.context.operations.remember(FIRST_STEPS, PUT_AWAY)
        self.steps_button.hide()
        self._turn_to(self._work)


def _fits(wanted: Sequence[str], has: Sequence[str]) -> bool:
    return all(not one or one == other for one, other in zip(wanted, has, strict=True))


def _offer(box: ChoiceBox, choices: Mapping[str, str]) -> None:
    """Offer other choices; the one that was chosen stays while it is among them."""
    chosen = box.currentData()
    while box.count() > 1:
        box.removeItem(1)
    for value, words in sorted(choices.items(), key=lambda choice: dictionary_key(choice[1])):
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.setEnabled(box.count() > 1)
