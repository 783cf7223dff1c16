"""Editing a contest: who leads is told while it is looked at, and each team is opened to be marked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from danvan_desktop.domain.decimals import rounded
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.contests import (
    ENTRY,
    MARK,
    Result,
    Unmarked,
    marks_of,
    parts_of,
    results_of,
    told_apart_by,
    unmarked,
)
from danvan_desktop.localization import Translator, _
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.operations import ChangeSummary
from danvan_desktop.ui.widgets.buttons import plain_button
from danvan_desktop.ui.widgets.live_result import LiveResult

_SHOWN = 6
"""Teams told in the line; the table of totals has all."""


class ContestEditor(RecordEditor):
    """A contest with its teams."""

    def make_live(self) -> None:
        """Make the line that tells how it stands while it is typed."""
        self.standing_line = LiveResult()

    def add_parts(self) -> None:
        """Add the teams, the button that opens one to be marked, and the ranks above the tabs."""
        super().add_parts()
        self.show_above_tabs(self.standing_line)
        self.context.operations.changed.connect(self._rank_anew)
        panel = self._teams()
        if panel is not None:
            panel.made.connect(partial(self._add_button, panel))
            panel.selected.connect(self._show_button)

    def refresh_live(self) -> None:
        """Rank the teams anew, by the marks that are stored."""
        self._show_button()
        store, contest = self.context.store, self.live_record()
        marks = marks_of(contest, store)
        given = [one for of_team in marks.values() for one in of_team]
        if not given:
            self.standing_line.hide()
            return
        entries, parts = self.parts.typed(ENTRY), parts_of(contest, given, store)
        results, lacking = results_of(entries, marks, parts, contest.text("counting")), unmarked(entries, marks, parts)
        told = [standing_words(results, self.say), order_words(results, parts, self.say)]
        told += [lacking_words(lacking, self.say)] if lacking else []
        self.standing_line.tell(" ".join(filter(None, told)), good=not (ties_of(results) or lacking))

    def mark(self) -> None:
        """Save what is typed, then open the selected team."""
        panel = self._teams()
        row = panel.current if panel is not None else None
        if row is None:
            return
        uid = row.uid
        self.once_saved(lambda: self.parts_requested.emit(ENTRY, uid, MARK))

    def _add_button(self, panel: ChildPanel) -> None:
        self.mark_button = plain_button(self.say(_("Chấm điểm đội này…")), self.mark)
        self.mark_button.setToolTip(self.say(_("Lưu hội thi, rồi mở đội đang chọn để ghi điểm của từng giám khảo")))
        panel.buttons.addWidget(self.mark_button)

    def _rank_anew(self, summary: ChangeSummary) -> None:
        """Rank the teams by what was given in the tab of one of them, or came from elsewhere."""
        if summary.touches(MARK):
            self.refresh_live()

    def _teams(self) -> ChildPanel | None:
        return next((panel for panel in self.parts.panels if isinstance(panel, ChildPanel)), None)

    def _show_button(self) -> None:
        panel = self._teams()
        if panel is not None and panel.is_made:
            row = panel.current
            self.mark_button.setEnabled(row is not None and bool(row.values.get("team")))


def ties_of(results: Sequence[Result]) -> list[Result]:
    """Return the teams that share a rank."""
    ranks = [one.rank for one in results]
    return [one for one in results if one.rank is not None and ranks.count(one.rank) > 1]


def lacking_words(lacking: Sequence[Unmarked], say: Translator) -> str:
    """Say which teams lack marks of whom."""
    told = "; ".join(_lack_of(one, say) for one in lacking[:_SHOWN])
    return say(_("Chưa đủ điểm: {teams}.", teams=told))


def _lack_of(lack: Unmarked, say: Translator) -> str:
    team = lack.entry.text("team")
    if not lack.has_marks:
        return say(_("{team} chưa ai chấm", team=team))
    judges = (f"{judge} ({', '.join(part.text('name') for part in parts)})" for judge, parts in lack.judges)
    told = [say(_("thiếu điểm của {judges}", judges=", ".join(judges)))] if lack.judges else []
    if lack.parts:
        parts = ", ".join(part.text("name") for part in lack.parts)
        told.insert(0, say(_("chưa ai chấm {parts}, tính 0 điểm", parts=parts)))
    return f"{team}: {', '.join(told)}"


def standing_words(results: Sequence[Result], say: Translator) -> str:
    """Say who stands where, and which teams have one total."""
    told = "; ".join(
        say(
            _(
                "{rank}. {team}: {points} điểm",
                rank=str(one.rank),
                team=one.entry.text("team"),
                points=rounded(one.total),
            )
        )
        for one in results[:_SHOWN]
        if one.total is not None
    )
    lines = [say(_("Xếp hạng: {teams}.", teams=told))]
    tied = ", ".join(one.entry.text("team") for one in ties_of(results))
    if tied:
        lines.append(say(_("Đồng điểm: {teams}; giải do Ban Giám khảo quyết định.", teams=tied)))
    return " ".join(lines)


def order_words(results: Sequence[Result], parts: Sequence[Record], say: Translator) -> str:
    """Say by what teams of one total stand before each other: two of as many points on two ranks look like a fault."""
    totals = [one.total for one in results if one.rank is not None]
    ranked = {(one.rank, one.total) for one in results if one.rank is not None}
    if len(ranked) == len(set(totals)):
        return ""
    named, by_number = told_apart_by(results, parts)
    told = [*named, *([say(_("số xét khi bằng điểm"))] if by_number else [])]
    return say(_("Bằng điểm thì xếp theo: {parts}.", parts=", ".join(told)))
