"""Editing a dialogue of leaders with the people."""

from __future__ import annotations

from danvan_desktop.ui.editors.gathering_editor import GatheringEditor


class DialogueEditor(GatheringEditor):
    """A dialogue with opinions and answers."""

    def add_parts(self) -> None:
        """Add the opinions."""
        self.add_opinions()
        self.add_tasks()

    def refresh_live(self) -> None:
        """Offer tasks once something was concluded."""
        self.refresh_tasks()
