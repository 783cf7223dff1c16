"""What meetings and dialogues have in common: opinions, and petitions made of them."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut

from danvan_desktop.domain.kinds.plan import PLAN
from danvan_desktop.domain.raising import made_uid
from danvan_desktop.domain.task_making import concluded
from danvan_desktop.localization import _
from danvan_desktop.ui.dialogs.tasks_dialog import TasksDialog
from danvan_desktop.ui.editors.case_making import saved_first
from danvan_desktop.ui.editors.child_row import ChildRow
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.editors.opinions import OpinionsPanel, petition_of
from danvan_desktop.ui.widgets.turns import in_a_turn_of_its_own


class GatheringEditor(RecordEditor):
    """An editor with opinions."""

    def add_opinions(self) -> None:
        """Add the tab of opinions."""
        self.opinions = OpinionsPanel(self.context, self.raise_petition, self.tabs.room)
        self.opinions.petition_wanted.connect(lambda uid: self.open_requested.emit("petition", uid))
        self.opinions.split_wanted.connect(self.split_opinion)
        self.parts.add(self.opinions, _("Ý kiến (F2)"))
        QShortcut(QKeySequence("F2"), self).activated.connect(self.take_opinion)

    def add_tasks(self) -> None:
        """Offer to make tasks of the conclusion."""
        self.tasks_button = self.add_button(_("Lập nhiệm vụ từ kết luận…"), self.make_tasks)
        self.tasks_button.setToolTip(self.say(_("Mỗi việc trong kết luận thành một nhiệm vụ của kế hoạch, có hạn")))

    def refresh_tasks(self) -> None:
        """Offer them once something was concluded."""
        self.tasks_button.setVisible(self.record is not None and bool(concluded(self.live_record())))

    def make_tasks(self) -> None:
        """Show what the tasks will be; what was typed is saved first."""
        if self.is_touched:
            self.save(lambda _result: self._make_tasks())
        else:
            self._make_tasks()

    def _make_tasks(self) -> None:
        if self.record is None:
            return
        dialog = TasksDialog(self.context, self.record, self)
        dialog.made.connect(lambda plan: self.open_requested.emit(PLAN.name, plan))
        dialog.open()

    def take_opinion(self) -> None:
        """Begin an opinion, whatever tab is shown: somebody in the room has begun to speak."""
        if not self.is_locked:
            self.tabs.setCurrentWidget(self.opinions)
            self.opinions.add()

    def split_opinion(self, uid: str) -> None:
        """Ask what is split off an opinion, once what was typed is stored."""

        def ask() -> None:
            from danvan_desktop.ui.dialogs.split_dialog import SplitDialog

            opinion = self.context.store.get(uid)
            if opinion is not None:
                SplitDialog(self, opinion).open()

        saved_first(self, ask)

    def raise_petition(self, opinion: ChildRow, field: str) -> None:
        """Make a petition of an opinion in one save with all that is typed, and open it."""
        day = self.live_record().date(self.kind.date or "") or self.context.today()
        store, day = self.context.store, min(day, self.context.today())
        first, _link = petition_of(store.new_uid(), opinion, self.live_record(), field, day)
        uid = made_uid(store, ("petition", opinion.uid), first)
        drafts = petition_of(uid, opinion, self.live_record(), field, day)

        def show_petition(_result: object) -> None:
            linked = self.context.store.get(opinion.uid)
            if linked is not None:
                # What was saved is shown first.
                in_a_turn_of_its_own(self, lambda: self.open_requested.emit("petition", linked.text("petition")))

        self.save(show_petition, lambda _store: drafts)
