"""Editing a petition: whether it is late, and raising a complicated case."""

from __future__ import annotations

import datetime as dt

from danvan_desktop.domain.deadlines import Due
from danvan_desktop.localization import Message, _
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.escalation import escalate
from danvan_desktop.ui.widgets.live_result import LiveResult


class PetitionEditor(RecordEditor):
    """A petition with its lateness above the form."""

    def add_parts(self) -> None:
        """Put the lateness above the tabs, and offer to report a complicated case at once."""
        self.lateness = LiveResult()
        self.show_above_tabs(self.lateness)
        self.escalate_button = self.add_button(_("Báo cáo đột xuất…"), self.escalate)
        self.escalate_button.setToolTip(
            self.say(_("Lập tin tình hình đột xuất về vụ việc phức tạp này để báo cáo ngay cấp trên"))
        )

    def refresh_live(self) -> None:
        """Show in words how late the petition is."""
        record = self.live_record()
        self.escalate_button.setVisible(record.get("complicated") is True and self.record is not None)
        today = self.context.today()
        late = self.context.store.late_term(record, today)
        if late is None:
            self.lateness.hide()
        else:
            self.lateness.tell(self.say(lateness_text(late, today)), good=False)

    def escalate(self) -> None:
        """Report this complicated case to the level above at once; what was typed is saved first."""
        if self.is_touched:
            self.save(lambda _result: self._escalate())
        else:
            self._escalate()

    def _escalate(self) -> None:
        if self.record is not None:
            escalate(self.context, self.record, self)


def lateness_text(late: Due, today: dt.date) -> Message:
    """Say in words what a record is late with, by how many days and since when."""
    return _(
        "{undone}: quá hạn {days} ngày (hạn {term}).",
        undone=late.deadline.undone,
        days=late.days_late(today),
        term=late.term.words,
    )
