"""Editing a petition: raising a complicated case."""

from __future__ import annotations

from danvan_desktop.localization import _
from danvan_desktop.ui.editors.case_making import CaseMaking
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.escalation import escalate
from danvan_desktop.ui.editors.split_button import SplitButton


class PetitionEditor(RecordEditor):
    """A petition, from which a complicated case is reported."""

    def add_parts(self) -> None:
        """Offer to report a complicated case at once, to make a case of the petition, and to split it."""
        self.split = SplitButton(self)
        self.case = CaseMaking(self)
        self.escalate_button = self.add_button(_("Báo cáo đột xuất…"), self.escalate)
        self.escalate_button.setToolTip(
            self.say(_("Lập tin tình hình đột xuất về vụ việc phức tạp này để báo cáo ngay cấp trên"))
        )

    def refresh_live(self) -> None:
        """Offer the report of a complicated case alone."""
        record = self.live_record()
        self.case.refresh()
        self.split.refresh()
        self.escalate_button.setVisible(record.get("complicated") is True and self.record is not None)

    def escalate(self) -> None:
        """Report this complicated case to the level above at once; what was typed is saved first."""
        self.once_saved(self._escalate)

    def _escalate(self) -> None:
        if self.record is not None:
            escalate(self.context, self.record, self)
