"""What of a record stands on a calendar: the day of a gathering, the last day of something that is still to be done."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_desktop.domain.record import Record
from danvan_desktop.localization import Message


@dataclass(frozen=True, kw_only=True)
class DayEvent:
    """The day in the field ``date``, called ``words``.

    What is waited for stands there only until the day in ``done`` is filled in, and not in the states ``hidden_in``.
    """

    date: str
    words: Message
    done: str | None = None
    hidden_in: frozenset[str] = frozenset()

    def is_shown(self, record: Record) -> bool:
        """Tell whether it stands on the calendar as the record is now."""
        is_done = self.done is not None and record.get(self.done) is not None
        return not is_done and record.text("state") not in self.hidden_in
