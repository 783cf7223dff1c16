"""Lập lịch định kỳ: meetings like one, planned ahead in one press, with the days told before anything is saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from danvan_desktop.domain.calendar import WorkCalendar
from danvan_desktop.domain.errors import DanvanError
from danvan_desktop.domain.fields import Field, FieldError, FieldType
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.repeating import MOST_OCCASIONS, Rhythm, next_occasion, occasions
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store.repeating import Occasion, moment_of, planned, series
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.forms.date_input import MomentInput
from danvan_desktop.ui.models.naming import counted
from danvan_desktop.ui.operations import Operation, short_work
from danvan_desktop.ui.widgets.buttons import main_button, plain_button
from danvan_desktop.ui.widgets.labels import form_of_rows, page_title, quiet_text
from danvan_desktop.ui.widgets.questions import AskingDialog, Unsaved
from danvan_desktop.ui.widgets.steady import ChoiceBox

_USUAL_TIMES = 6
_TIMES = (*range(1, 13), 18, 24, 36, 48, MOST_OCCASIONS)


class RepeatDialog(AskingDialog):
    """Closes when the series is saved, which one undo takes back."""

    def __init__(self, context: UiContext, record: Record, parent: QWidget | None = None) -> None:
        """Suggest every month from the next one that is not past."""
        super().__init__(context.translator, parent, _("Lập lịch định kỳ"))
        self._context, self._record = context, record
        self._kind = context.store.kinds[record.kind]
        self._occasions: Sequence[Occasion] = ()
        self._is_typed = False
        self.rhythm, self.times = ChoiceBox(), ChoiceBox()
        self.rhythm.offer(((self._say(rhythm.label), rhythm) for rhythm in Rhythm), Rhythm.MONTHLY)
        self.times.offer(((context.translator.number(times), times) for times in _TIMES), _USUAL_TIMES)
        first = Field(name="first", label=_("Lần đầu"), type=self._kind.field(str(self._kind.date)).type)
        self.first = MomentInput(first, context.translator, context.today)
        self.days = QListWidget()
        self.days.setObjectName("list")
        self.days.setSpacing(3)
        self.told = quiet_text("")
        self.save_button = main_button(self._say(_("Lập lịch")), self.save, default=True)
        self._arrange()
        self.rhythm.currentIndexChanged.connect(lambda _place: self._suggest_first())
        self.times.currentIndexChanged.connect(lambda _place: self._plan())
        self.first.edited.connect(self._first_typed)
        self._suggest_first()
        self.rhythm.setFocus()

    def save(self) -> None:
        """Save what the list shows, in one operation."""
        record, moments = self._record, [one.moment for one in self._occasions if not one.taken_by]
        if not moments:
            return
        work = short_work(lambda store: store.save(*series(store, record, moments)))
        title = _("Lập lịch {things}", things=counted(self._kind, len(moments), self._say))
        done = lambda _result: self.accept()  # noqa: E731 - handed on as it is
        self._context.operations.run(Operation(title, work, done, self._refused, undoable=True, owner=self))

    def unsaved(self) -> Unsaved | None:
        """Tell of a day that was typed and a series that is not planned."""
        if not self._is_typed:
            return None
        return Unsaved(_("Lịch vừa chọn chưa được lập."), _("Lập lịch"), title=_("Chưa lập lịch"))

    def save_unsaved(self) -> None:
        """Save the series."""
        self.save()

    # Private

    def _first_typed(self) -> None:
        self._is_typed = True
        self._plan()

    def _suggest_first(self) -> None:
        last = moment_of(self._kind, self._record)
        if last is not None:
            first = next_occasion(last, self._chosen, self._context.today())
            is_day = self.first.field.type is FieldType.DATE
            self.first.show_value(first.date().isoformat() if is_day else first.strftime("%Y-%m-%dT%H:%M"))
        self._plan()

    @property
    def _chosen(self) -> Rhythm:
        return Rhythm(self.rhythm.currentData())

    def _plan(self) -> None:
        """Find out in the background which days are taken."""
        self.save_button.setEnabled(False)
        self._occasions = ()
        try:
            value = self.first.field.parse(self.first.raw(), self._context.today())
        except FieldError as error:
            self._tell(error.message)
            return
        if not isinstance(value, str):
            self._tell(_("Hãy ghi ngày của lần đầu."))
            return
        record, moments = (
            self._record,
            occasions(dt.datetime.fromisoformat(value), self._chosen, int(self.times.currentData())),
        )
        self._context.operations.read(
            lambda store: planned(store, record, moments),
            self._show,
            key=(self, "days"),
            on_error=lambda error: self._tell(error.message),
            owner=self,
        )

    def _show(self, found: Sequence[Occasion]) -> None:
        self._occasions = found
        self.days.clear()
        calendar = self._context.store.calendar
        for one in found:
            item = QListWidgetItem(self._line(one, calendar))
            item.setFlags(item.flags() if not one.taken_by else Qt.ItemFlag.NoItemFlags)
            self.days.addItem(item)
        count = sum(not one.taken_by for one in found)
        self.save_button.setEnabled(count > 0)
        self.save_button.setText(self._say(ngettext("Lập lịch {n} lần", "Lập lịch {n} lần", count)))
        self.told.setText(
            self._say(_("Tất cả chưa diễn ra, sửa được từng lần; một lần Hoàn tác (Ctrl+Z) bỏ cả loạt."))
            if count
            else self._say(_("Những ngày này đã có lịch cả."))
        )

    def _line(self, one: Occasion, calendar: WorkCalendar) -> str:
        say, day = self._context.translator, one.moment.date()
        time = say.time(one.moment.time()) if one.moment.time() != dt.time() else ""
        is_off = "" if calendar.is_working_day(day) else calendar.holidays.get(day) or self._say(_("ngày nghỉ"))
        return " · ".join(filter(None, (f"{say.weekday(day)}, {say.date(day)}", time, is_off, *map(say, one.notes))))

    def _tell(self, words: Message) -> None:
        self.days.clear()
        self.told.setText(self._say(words))

    def _refused(self, error: DanvanError) -> bool:
        self.told.setText(self._say(error.message))
        return True

    def _arrange(self) -> None:
        title = self._kind.title_of(self._record)
        self.days.setAccessibleName(self._say(_("Những ngày sẽ lập lịch")))
        self.lay_out(
            page_title(self._say(_("Lập lịch định kỳ"))),
            quiet_text(self._say(_("Như “{title}”: cùng nơi, cùng người, những gì đã chuẩn bị.", title=title))),
            form_of_rows(
                self._say, (_("Bao lâu một lần"), self.rhythm), (_("Lần đầu"), self.first), (_("Số lần"), self.times)
            ),
            self.days,
            self.told,
            buttons=(self.save_button, plain_button(self._say(_("Hủy")), self.reject)),
            grows=self.days,
            size=(560, 480),
        )
