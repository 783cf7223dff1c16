"""Editing a report that is owed: sent by one press; of another unit it is told whether its records came."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_desktop.domain.coverage import CoverageState
from danvan_desktop.domain.kinds.submission import SUBMISSION_TERM
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.sending import sent
from danvan_desktop.localization import _
from danvan_desktop.reports.owed import DutyState, UnitOwes, coverage_words, kept_by
from danvan_desktop.store import Store
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.operations import ChangeSummary
from danvan_desktop.ui.widgets.live_result import LiveResult


class SubmissionEditor(RecordEditor):
    """A report that is owed."""

    def make_live(self) -> None:
        """Make what tells how another unit keeps its duty."""
        self.kept_line = LiveResult()
        self._told_of: Record | None = None
        self.context.operations.changed.connect(self._look_again)

    def add_parts(self) -> None:
        """Offer to say that it was sent."""
        super().add_parts()
        self.form.show_after_first_section(self.kept_line)
        self.sent_button = self.add_button(_("Đã gửi"), self.mark_sent)
        self.sent_button.setToolTip(
            self.say(_("Ghi ngày gửi là hôm nay, chọn văn bản của báo cáo và kỳ này trong sổ số văn bản"))
        )

    def refresh_live(self) -> None:
        """Offer it until it was done."""
        store = self.context.store
        is_open = self.record is not None and SUBMISSION_TERM.is_open(self.record, store)
        self.sent_button.setVisible(is_open and not self.is_locked)
        if self.record is not self._told_of:
            self._tell_duty()

    def _look_again(self, _summary: ChangeSummary) -> None:
        """A file that was taken in may have brought the records of the period."""
        self._tell_duty()

    def _tell_duty(self) -> None:
        self._told_of = record = self.record
        self.kept_line.hide()
        tree, own = self.context.store.tree, self.context.store.unit.uid
        if record is None or tree.standing_for(record.text("from_unit")) == tree.standing_for(own):
            return
        self.context.operations.read(
            lambda store: kept_by(store, record, store.today()), self._show_duty, key=(self, "kept"), owner=self
        )

    def _show_duty(self, kept: UnitOwes) -> None:
        (owed,) = kept.reports
        told = _("{standing}. Hồ sơ của kỳ: {records}.", standing=owed.words, records=coverage_words(kept.coverage))
        has_come = kept.coverage.state is not CoverageState.NOT_REPORTED and not kept.coverage.is_lacking
        is_waited_for = owed.kept is DutyState.AHEAD
        self.kept_line.tell(self.say(told), good=is_waited_for or (owed.kept is not DutyState.MISSING and has_come))

    def mark_sent(self) -> None:
        """Save what is typed, with the day and the paper."""
        if self.record is None:
            return
        known, today = self.record, self.context.today()

        def drafts(store: Store) -> Sequence[Draft]:
            return [sent(known, store, today)]

        self.save(None, drafts)
