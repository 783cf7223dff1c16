"""Editing an entry on the people's situation: a case may be made of it."""

from __future__ import annotations

from danvan_desktop.ui.editors.case_making import CaseMaking
from danvan_desktop.ui.editors.editor import RecordEditor


class SituationEditor(RecordEditor):
    """An entry, of which a case may be made."""

    def add_parts(self) -> None:
        """Offer to make a case of it."""
        self.case = CaseMaking(self)

    def refresh_live(self) -> None:
        """Offer the case once the entry is stored."""
        self.case.refresh()
