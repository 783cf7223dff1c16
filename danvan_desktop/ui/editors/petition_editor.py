"""Editing a petition: where it stands on its way, and whether it is late."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from danvan_desktop.domain.fields import Values
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.petitions import Lateness, Overdue, overdue, suggested_due_date
from danvan_desktop.localization import Message, _
from danvan_desktop.ui.context import UiContext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.escalation import escalate
from danvan_desktop.ui.widgets.live_result import LiveResult

_USUAL_WAY = ("received", "assigned", "replied", "people_told", "closed")
_DAY_OF = {
    "received": "received_on",
    "assigned": "assigned_on",
    "transferred": "assigned_on",
    "replied": "replied_on",
    "people_told": "people_told_on",
}
"""The field that holds the day on which a state was reached."""


class PetitionEditor(RecordEditor):
    """A petition with its steps in a line above the form."""

    def __init__(
        self,
        context: UiContext,
        kind: str,
        record: Record | None = None,
        preset: Values | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make the line of steps before the form is built; a new petition starts today, with the next number."""
        self.steps = StepLine()
        self.lateness = LiveResult()
        self._suggested: dict[str, str] = {}
        if record is None:
            preset = {"received_on": context.today().isoformat()} | dict(preset or {})
        super().__init__(context, kind, record, preset, parent)
        if record is None:
            self._suggest_term()
            self._suggest_number()

    def add_parts(self) -> None:
        """Put the steps above the tabs, and suggest a term once it is known when the petition came."""
        self.show_above_tabs(self.steps)
        self.show_above_tabs(self.lateness)
        self.form.edited.connect(self._suggest)
        self.escalate_button = self.add_button(_("Báo cáo đột xuất…"), self.escalate)
        self.escalate_button.setToolTip(
            self.say(_("Lập tin tình hình đột xuất về vụ việc phức tạp này để báo cáo ngay cấp trên"))
        )

    def refresh_live(self) -> None:
        """Show the step and, in words, how late the petition is."""
        record = self.live_record()
        state = record.text("state")
        way = tuple("transferred" if step == "assigned" and state == "transferred" else step for step in _USUAL_WAY)
        labels = {choice.code: self.say(choice.label) for choice in self.kind.field("state").choices}
        self.steps.show_steps([(self._step(record, step, labels[step]), step == state) for step in way])
        self.escalate_button.setVisible(record.get("complicated") is True and self.record is not None)
        late = overdue(record, self.context.today(), self.context.store.law)
        if late is None:
            self.lateness.hide()
        else:
            self.lateness.tell(self.say(lateness_text(late)), good=False)

    def _step(self, record: Record, step: str, name: str) -> str:
        """Name a step, with the day on which it was reached below."""
        day = record.date(_DAY_OF.get(step, ""))
        return f"{name}\n{self.say.date(day)}" if day is not None else name

    def escalate(self) -> None:
        """Report this complicated case to the level above at once; what was typed is saved first."""
        if self.is_touched:
            self.save(lambda _result: self._escalate())
        else:
            self._escalate()

    def _escalate(self) -> None:
        if self.record is not None:
            escalate(self.context, self.record, self.parentWidget())

    def _suggest(self, name: str) -> None:
        if name in ("received_on", "nature", "source"):
            self._suggest_term()
        if name == "received_on" and self.record is None:
            self._suggest_number()

    def _suggest_term(self) -> None:
        record = self.live_record()
        received = record.date("received_on")
        if received is None or not self._may_suggest("due_on"):
            return
        store = self.context.store
        due = suggested_due_date(record.text("nature"), record.text("source"), received, store.law, store.calendar)
        if due is not None:
            self._fill_in("due_on", due.isoformat())

    def _suggest_number(self) -> None:
        received = self.live_record().date("received_on")
        if received is None or not self._may_suggest("number"):
            return
        year = received.year
        self.context.operations.read(
            lambda store: store.next_number("petition", "number", year), self._take_number, key=(id(self), "number")
        )

    def _take_number(self, number: str) -> None:
        if self.record is None and self._may_suggest("number"):
            self._fill_in("number", number)
            self._show_title()

    def _may_suggest(self, name: str) -> bool:
        """Tell whether a field is empty, or holds only what was suggested before."""
        value = self.live_record().get(name)
        return value is None or value == self._suggested.get(name)

    def _fill_in(self, name: str, value: str) -> None:
        """Fill a field in the officer's stead; in a new petition it is not yet something that closing would lose."""
        self._suggested[name] = value
        if self.record is None:
            self._preset[name] = value
            self.form.suggest(name, value)
        else:
            self.form.put(name, value)


class StepLine(QWidget):
    """Steps in a row; the one that is reached is marked by a sign and bold type, not by colour alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(2, 2, 2, 2)
        self._labels: list[QLabel] = []

    def show_steps(self, steps: list[tuple[str, bool]]) -> None:
        """Show step names in order; the flag marks the one that is reached."""
        while len(self._labels) < len(steps):
            label = QLabel()
            label.setObjectName("step")
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._labels.append(label)
            self._layout.insertWidget(len(self._labels) - 1, label)
        for number, (label, (name, reached)) in enumerate(zip(self._labels, steps, strict=False), 1):
            label.setText(f"● {name}" if reached else f"{number}. {name}")
            label.setProperty("reached", reached)
            label.style().unpolish(label)
            label.style().polish(label)


def lateness_text(late: Overdue) -> Message:
    """Say in words why and since when a petition is overdue."""
    if late.lateness is Lateness.NO_REPLY:
        return _("Quá hạn trả lời {days} ngày (hạn {term}).", days=late.days, term=late.term)
    return _("Đã trả lời nhưng chưa thông báo cho dân: quá {days} ngày (hạn {term}).", days=late.days, term=late.term)
