"""Editing a report that is owed: one press says that it was sent."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_desktop.domain.kinds.submission import SUBMISSION_TERM
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.sending import sent
from danvan_desktop.localization import _
from danvan_desktop.store import Store
from danvan_desktop.ui.editors.editor import RecordEditor


class SubmissionEditor(RecordEditor):
    """A report that is owed."""

    def add_parts(self) -> None:
        """Offer to say that it was sent."""
        super().add_parts()
        self.sent_button = self.add_button(_("Đã gửi"), self.mark_sent)
        self.sent_button.setToolTip(
            self.say(_("Ghi ngày gửi là hôm nay, chọn văn bản của báo cáo và kỳ này trong sổ số văn bản"))
        )

    def refresh_live(self) -> None:
        """Offer it until it was done."""
        store = self.context.store
        is_open = self.record is not None and SUBMISSION_TERM.is_open(self.record, store)
        self.sent_button.setVisible(is_open and not self.is_locked)

    def mark_sent(self) -> None:
        """Save what is typed, with the day and the paper."""
        if self.record is None:
            return
        known, today = self.record, self.context.today()

        def drafts(store: Store) -> Sequence[Draft]:
            return [sent(known, store, today)]

        self.save(None, drafts)
