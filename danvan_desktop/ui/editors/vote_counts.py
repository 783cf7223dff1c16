"""The counts of votes that are under way in a meeting: they belong to its draft until they are written or given up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Signal

from danvan_desktop.localization import Message, Translator, _
from danvan_desktop.ui.editors.child_panel import ChildPanel
from danvan_desktop.ui.editors.child_row import ChildRow
from danvan_desktop.ui.editors.vote_counter import CHOICES, Count, Verdict, VoteCounter
from danvan_desktop.ui.widgets.typing_ahead import show_for_typing


class VoteCounts(QObject):
    """Opens the counter of the decision that is shown, and keeps what is counted but not written yet."""

    changed = Signal()
    """Something was counted, written or given up."""

    def __init__(self, decisions: ChildPanel, translator: Translator) -> None:
        """Count the votes on the decisions of a panel."""
        super().__init__(decisions)
        self._decisions = decisions
        self._say = translator
        self._under_way: dict[str, Count] = {}
        self._open: VoteCounter | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether closing would lose something that was counted."""
        return bool(self.snapshot())

    def is_begun(self, row: ChildRow | None) -> bool:
        """Whether the count of a decision was begun and is not written yet."""
        return row is not None and row.uid in self._under_way

    def count(self, row: ChildRow, verdict: Verdict) -> VoteCounter:
        """Open the counter of a decision, where it was left; while one is open, that one."""
        if self._open is not None and shiboken6.isValid(self._open) and self._open.isVisible():
            self._open.activateWindow()
            return self._open
        written = {name: value for name in CHOICES if isinstance(value := row.values.get(name), int)}
        begun = self._under_way.get(row.uid, Count(written))
        counter = VoteCounter(begun, verdict, self._say, self._decisions)
        counter.counted.connect(lambda: self._keep(row.uid, counter.state))
        counter.accepted.connect(lambda: self._write(row.uid, counter.counts))
        counter.rejected.connect(lambda: self._left(row.uid, counter))
        self._open = counter
        # The first votes are called out while it opens.
        show_for_typing(counter)
        return counter

    def snapshot(self) -> Mapping[str, Any]:
        """Return the counts under way by the uid of their decision, as JSON can keep them."""
        rows = {row.uid for row in self._decisions.rows.rows}
        return {
            uid: {"votes": dict(count.votes), "steps": list(count.steps)}
            for uid, count in self._under_way.items()
            if uid in rows and count.steps
        }

    def take_back(self, counts: Mapping[str, Count]) -> None:
        """Let counts be gone on with that were under way when the program ended; the first of them is turned to."""
        self._under_way = dict(counts)
        for uid in list(counts)[:1]:
            self._decisions.select_uid(uid)
        self.changed.emit()

    def told(self) -> Message | None:
        """Tell which decision was being counted, and how far it is; ``None`` when there is none."""
        for row in self._decisions.rows.rows:
            count = self._under_way.get(row.uid)
            if count is not None:
                return _(
                    "Đang đếm dở phiếu “{title}”: {agree} tán thành, {against} không tán thành, {other} ý kiến khác. "
                    "Bấm F4 để đếm tiếp.",
                    title=str(row.values.get("title") or ""),
                    agree=count.votes.get("votes_for", 0),
                    against=count.votes.get("votes_against", 0),
                    other=count.votes.get("votes_abstain", 0),
                )
        return None

    def _keep(self, uid: str, count: Count) -> None:
        self._under_way[uid] = count
        self.changed.emit()

    def _left(self, uid: str, counter: VoteCounter) -> None:
        if not counter.is_kept and self._under_way.pop(uid, None) is not None:
            self.changed.emit()

    def _write(self, uid: str, votes: Mapping[str, int]) -> None:
        self._under_way.pop(uid, None)
        self._decisions.select_uid(uid)
        for name, count in votes.items():
            self._decisions.form.put(name, count)
        self.changed.emit()
