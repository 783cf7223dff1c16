"""Editing a rating: the rank that the points reach is told while they are typed."""

from __future__ import annotations

from collections.abc import Mapping

from danvan_desktop.domain.choices import RATING_RANKS
from danvan_desktop.domain.decimals import kept
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.rating_schemes import FAIR, scheme_of, standing_of, totals_of
from danvan_desktop.domain.rules.ratings import MARK, rank_words
from danvan_desktop.localization import Message, _
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.widgets.live_result import LiveResult


class RatingEditor(RecordEditor):
    """A rating with the points of its criteria."""

    def make_live(self) -> None:
        """Make the line that tells how it stands while it is typed."""
        self.proposal_line = LiveResult()
        self._offered: dict[str, list[str]] = {}

    def add_parts(self) -> None:
        """Add the criteria, and the rank above the tabs."""
        super().add_parts()
        self.show_above_tabs(self.proposal_line)

    def refresh_live(self) -> None:
        """Find the rank anew by what is typed."""
        typed, store = self.live_record(), self.context.store
        called = {one.code: rank_words(typed, one.code, store) or one.label for one in RATING_RANKS}
        self._offer_ranks(typed, called)
        marks = list(self.parts.typed(MARK))
        sums = {total: kept(points) for total, points in totals_of(typed, marks, store).items()}
        rating = Record(typed.kind, typed.uid, {**typed.values, **sums})
        standing = standing_of(rating, scheme_of(rating, store, store.law), marks, store)
        rank = rank_words(rating, standing.rank, store)
        if rank is None or standing.total is None:
            self.proposal_line.hide()
            return
        is_other = rating.text("rank") not in ("", standing.rank)
        words = _("Theo điểm ({points}): đề xuất “{rank}”.", points=standing.total, rank=rank)
        low = self.say(_("Dưới mức tối thiểu: {names}.", names="; ".join(standing.short))) if standing.short else ""
        barred = "; ".join(map(self.say, standing.barred))
        low = " ".join(filter(None, (low, f"{barred[:1].upper()}{barred[1:]}." if barred else "")))
        named = store.get(rating.text("scheme"))
        conditions = "" if named is None else " ".join(named.text("conditions").split())
        asked = self.say(_("Điều kiện của thang: {conditions}", conditions=conditions)) if conditions else ""
        self.proposal_line.tell(" ".join(filter(None, (self.say(words), low, asked))), good=not (is_other or low))

    def _offer_ranks(self, typed: Record, called: Mapping[str, Message | str]) -> None:
        """Offer the ranks that the scheme has, by its names: few have the fifth, which is refused in the others."""
        ranks = dict(scheme_of(typed, self.context.store, self.context.store.law).rows)
        codes = [one.code for one in RATING_RANKS if one.code != FAIR or FAIR in ranks]
        for field in self.kind.fields:
            if field.named_by:
                if self._offered.get(field.name) != codes:
                    self.form.offer_choices(field.name, codes)
                    self._offered[field.name] = codes
                self.form.name_choices(field.name, called)
