"""How late something is, in the words of lists and pages."""

from __future__ import annotations

import datetime as dt

from danvan_desktop.domain.deadlines import Due
from danvan_desktop.localization import Message, _, ngettext


def days_over(due: Due, today: dt.date) -> Message:
    """Say by how many days something is past its term."""
    return ngettext("quá hạn {n} ngày", "quá hạn {n} ngày", due.days_late(today))


def days_left(due: Due, today: dt.date) -> Message:
    """Say how many days are left, or by how many something is past its term."""
    left = (due.term.until - today).days
    if left < 0:
        return days_over(due, today)
    return _("hôm nay") if left == 0 else ngettext("còn {n} ngày", "còn {n} ngày", left)


def beside_the_due_day(due: Due, today: dt.date) -> Message:
    """Say how a record is late where its due day is shown: what was not done by a day that is not shown, by name."""
    return days_over(due, today) if due.deadline.due is not None else due.deadline.undone
