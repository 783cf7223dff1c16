"""Editing what is made public: for how long it has been posted, and what is still asked for, while it is looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.publicity import POSTED, POSTING, days_posted
from danvan_desktop.localization import Message, Translator, _, ngettext
from danvan_desktop.ui.editors.editor import RecordEditor
from danvan_desktop.ui.widgets.live_result import LiveResult


class PublicityEditor(RecordEditor):
    """Something that the commune has to make public, with the places where it did."""

    def make_live(self) -> None:
        """Make what tells of the record while it is typed."""
        self.told = LiveResult()

    def add_parts(self) -> None:
        """Add the table of postings, and place the result below the form."""
        super().add_parts()
        self.form.show_after_first_section(self.told)

    def refresh_live(self) -> None:
        """Count the days anew."""
        postings = self.parts.typed("publicity_posting")
        words = posted_words(postings, self.context.today(), self._needed(), self.say)
        self.told.setVisible(bool(words))
        if words:
            self.told.tell(words, good=True)

    def _needed(self) -> int:
        rule = self.context.store.law.get(POSTING)
        return int(rule.value or 0) if rule is not None else 0


def posted_words(postings: Iterable[Record], today: dt.date, needed: int, say: Translator) -> str:
    """Say where something is public, since when, and for how many days it has been posted; empty without a place."""
    made = [posting for posting in postings if posting.date("from_on") is not None]
    if not made:
        return ""
    first = min(day for posting in made if (day := posting.date("from_on")) is not None)
    lines: list[Message] = [
        ngettext("Công khai từ ngày {day}, ở {n} nơi.", "Công khai từ ngày {day}, ở {n} nơi.", len(made), day=first)
    ]
    days = [days_posted(posting, today) for posting in made if posting.text("form") == POSTED]
    if days:
        lines.append(_("Đã niêm yết {days} ngày; ít nhất {needed} ngày.", days=max(days), needed=needed))
    return " ".join(say(line) for line in lines)
