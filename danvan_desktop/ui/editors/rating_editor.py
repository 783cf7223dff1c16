"""Editing a rating: the rank that the points reach is told while they are typed."""

from __future__ import annotations

from collections.abc import Iterable

from danvan_desktop.domain.choices import RANKS
from danvan_desktop.domain.decimals import kept
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.record import Record, RecordFinder
from danvan_desktop.domain.rules.criteria import sum_of
from danvan_desktop.domain.rules.ratings import (
    MARK,
    POINTS_OF_TOTALS,
    most_of_all,
    proposed_rank,
    rank_words,
    scheme_of,
    total_of,
)
from danvan_desktop.localization import _
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.widgets.live_result import LiveResult


class RatingEditor(RecordEditor):
    """A rating with the points of its criteria."""

    def make_live(self) -> None:
        """Make the line that tells how it stands while it is typed."""
        self.proposal_line = LiveResult()

    def add_parts(self) -> None:
        """Add the criteria, and the rank above the tabs."""
        super().add_parts()
        self.show_above_tabs(self.proposal_line)

    def refresh_live(self) -> None:
        """Find the rank anew by what is typed."""
        typed, store = self.live_record(), self.context.store
        called = {one.code: rank_words(typed, one.code, store) or one.label for one in RANKS}
        for field in self.kind.fields:
            if field.named_by:
                self.form.name_choices(field.name, called)
        rating = Record(typed.kind, typed.uid, {**typed.values, **_sums(typed, self.typed_parts(MARK), store)})
        scheme = scheme_of(rating, store, store.law)
        rank, total = rank_words(rating, proposed_rank(rating, scheme), store), total_of(rating, scheme)
        if rank is None or total is None:
            self.proposal_line.hide()
            return
        is_other = rating.text("rank") not in ("", proposed_rank(rating, scheme))
        words = _("Theo điểm ({points}): đề xuất “{rank}”.", points=total, rank=rank)
        named = store.get(rating.text("scheme"))
        conditions = "" if named is None else " ".join(named.text("conditions").split())
        asked = self.say(_("Điều kiện của thang: {conditions}", conditions=conditions)) if conditions else ""
        self.proposal_line.tell(" ".join(filter(None, (self.say(words), asked))), good=not is_other)


def _sums(rating: Record, marks: Iterable[Record], reader: RecordFinder) -> dict[str, Value]:
    """Sum what is typed; a round that nobody marked keeps the total that was typed for it."""
    given, most = list(marks), most_of_all(rating, reader)
    return {
        total: kept(sum_of(given, points, reader, most))
        for points, total in POINTS_OF_TOTALS
        if any(one.get(points) is not None for one in given)
    }
