"""How late something is, in the words of lists and pages."""

from __future__ import annotations

import datetime as dt

from danvan_desktop.domain.deadlines import Due
from danvan_desktop.localization import Message, ngettext


def days_over(due: Due, today: dt.date) -> Message:
    """Say by how many days something is past its term."""
    return ngettext("quá hạn {n} ngày", "quá hạn {n} ngày", due.days_late(today))


def beside_the_due_day(due: Due, today: dt.date) -> Message:
    """Say how a record is late where its due day is shown: what was not done by a day that is not shown, by name."""
    return days_over(due, today) if due.deadline.due is not None else due.deadline.undone
