"""What meetings and dialogues have in common: opinions, and petitions made of them."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut

from danvan_desktop.localization import _
from danvan_desktop.ui.editors.child_rows import ChildRow
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opinions import OpinionsPanel, petition_of


class GatheringEditor(RecordEditor):
    """An editor with opinions."""

    def add_opinions(self) -> None:
        """Add the tab of opinions."""
        self.opinions = OpinionsPanel(self.context, self.raise_petition, self.tabs.room)
        self.opinions.petition_wanted.connect(lambda uid: self.open_requested.emit("petition", uid))
        self.add_panel(self.opinions, _("Ý kiến (F2)"))
        QShortcut(QKeySequence("F2"), self).activated.connect(self.take_opinion)

    def take_opinion(self) -> None:
        """Begin an opinion, whatever tab is shown: somebody in the room has begun to speak."""
        if not self.is_locked:
            self.tabs.setCurrentWidget(self.opinions)
            self.opinions.add()

    def raise_petition(self, opinion: ChildRow, field: str) -> None:
        """Make a petition of an opinion in one save with all that is typed, and open it."""
        day = self.live_record().date(self.kind.date or "") or self.context.today()
        uid, day = self.context.store.new_uid(), min(day, self.context.today())
        drafts = petition_of(uid, opinion, self.live_record(), field, day)

        def show_petition(_result: object) -> None:
            linked = self.context.store.get(opinion.uid)
            if linked is not None:
                self.open_requested.emit("petition", linked.text("petition"))

        self.save(show_petition, lambda _store: drafts)
