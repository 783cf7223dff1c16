"""Editing a team of a contest: a judge's sheets are typed team after team, so the next one is a key away."""

from __future__ import annotations

from functools import partial

from danvan_desktop.domain.rules.contests import ENTRY, MARK, teams_of
from danvan_desktop.localization import Message, _
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.editor import RecordEditor

_BEFORE, _AFTER = -1, 1


class TeamEditor(RecordEditor):
    """A team with what the judges gave it."""

    def add_parts(self) -> None:
        """Add the marks, and the ways to the teams before and after."""
        super().add_parts()
        self.before_button = self.add_button(_("Đội trước"), partial(self.go, _BEFORE))
        self.after_button = self.add_button(_("Đội sau"), partial(self.go, _AFTER))
        self.on_key("Alt+PgUp", partial(self.go, _BEFORE))
        self.on_key("Alt+PgDown", partial(self.go, _AFTER))

    def refresh_live(self) -> None:
        """Say which teams stand before and after this one in the order of the draw."""
        for button, step, none in (
            (self.before_button, _BEFORE, _("Đây là đội thi đầu tiên")),
            (self.after_button, _AFTER, _("Đây là đội thi cuối cùng")),
        ):
            other = self._beside(step)
            button.setEnabled(bool(other))
            keys = "Alt+PgUp" if step == _BEFORE else "Alt+PgDown"
            words: Message = none
            if other:
                words = _("Lưu, rồi mở “{team}” ({keys})", team=self.context.store.title(other), keys=keys)
            button.setToolTip(self.say(words))

    def go(self, step: int) -> None:
        """Save what is typed, then show the team before or after with the same tab in sight."""
        other = self._beside(step)
        if other:
            shown = self.tabs.currentWidget()
            part = MARK if isinstance(shown, ChildPanel) and shown.rows.kind.name == MARK else ""
            self.once_saved(lambda: self.neighbour_requested.emit(ENTRY, other, part))

    def _beside(self, step: int) -> str:
        """Return the uid of the team so many places further on, empty where there is none."""
        store = self.context.store
        contest = store.get(self.live_record().text("contest"))
        teams = [] if contest is None else [one.uid for one in teams_of(contest, store)]
        if self.uid not in teams:
            return ""
        place = teams.index(self.uid) + step
        return teams[place] if 0 <= place < len(teams) else ""
