"""What the first page shows, gathered from a store in a worker: no widgets here."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.period import Period
from danvan_desktop.localization import Message, _, ngettext
from danvan_desktop.store import LAST_BACKUP, Store
from danvan_desktop.store.day_list import DueGroup, DueStub, by_urgency, due_stubs
from danvan_desktop.store.planned import count_planned
from danvan_desktop.store.settings import moment_of
from danvan_desktop.ui.kinds.view import Derived, Views
from danvan_desktop.ui.models.selection import THIS_QUARTER, WHEN
from danvan_desktop.ui.models.work_rows import FIRST_SHOWN
from danvan_desktop.ui.pages.first_steps import FirstStep, read_steps

_BACKUP_AGE = dt.timedelta(days=7)
"""A backup older than this is drawn as a matter to see to."""


class Figure(Struct, frozen=True):
    """A number with its words, and where it leads: to the list of ``kind`` with ``filters``, or to ``place``."""

    number: str
    words: Message
    kind: str = ""
    filters: Mapping[str, Value] = field(default_factory=dict)
    place: str = ""
    alarming: bool = False
    told: Message | None = None


class Overview(Struct, frozen=True):
    """The first page of one day."""

    today: dt.date
    quarter: Period
    things: Sequence[DueStub]
    figures: Sequence[Figure]
    steps: Sequence[FirstStep]
    ended: Sequence[Message] = ()
    """That this laptop writes no more for its unit, and what to do."""


def gather(store: Store, views: Views) -> Overview:
    """List and count everything; reads only what can be due, never all records."""
    store.forget_law()
    today = store.today()
    quarter, steps = Period.quarter_of(today), read_steps(store)
    begins = sum(step.done for step in steps) < len(steps) // 2
    figures = (*_counted(store, views, quarter), *_safety(store, today, begins=begins))
    things = due_stubs(store)
    for urgency, members in by_urgency(things).items():
        DueGroup(store, members).first(FIRST_SHOWN[urgency])  # laid out here, so that the window need not read them
    return Overview(today, quarter, things, figures, steps, _ended(store))


def _ended(store: Store) -> Sequence[Message]:
    if not store.count("withdrawal"):
        return ()
    # Loaded by the thread that gathers, and where a right ever ended: the first page does not wait for the exchange.
    from danvan_desktop.sync import told_of_own_end

    return told_of_own_end(store)


def _counted(store: Store, views: Views, quarter: Period) -> Iterator[Figure]:
    """Count the records of the quarter: what is only planned is no result, as in the figures of reports."""
    for view, listing in views.listed:
        if listing.counted is None:
            continue
        day = store.kinds[view.kind].date
        if day is None or Derived.PERIOD not in listing.derived:
            yield Figure(str(store.count(view.kind)), listing.counted, view.kind)
            continue
        planned = count_planned(store, view.kind, day, quarter.first, quarter.last)
        held = store.count(view.kind, between=(day, quarter.first, quarter.last)) - planned
        told = _("thêm {planned} dự kiến", planned=planned) if planned else None
        yield Figure(str(held), listing.counted, view.kind, {WHEN: THIS_QUARTER}, told=told)


def _safety(store: Store, today: dt.date, *, begins: bool) -> Iterator[Figure]:
    """Tell what waits to be sent, and how old the last backup is; a new office is not warned.

    What waits to be decided stands in the navigation, beside every page.
    """
    unsent = _unsent(store)
    if unsent is not None and unsent[1]:
        sent = _("Lần gửi gần nhất: {day}", day=unsent[0])
        yield Figure(str(unsent[1]), _("thay đổi chưa gửi"), place="sync", told=sent)
    backup = store.settings.moment(LAST_BACKUP)
    if backup is None:
        yield Figure("", _("Chưa sao lưu ra USB"), place="backup", alarming=not begins)
        return
    days = (today - backup.date()).days
    ago = ngettext("Sao lưu {n} ngày trước", "Sao lưu {n} ngày trước", days) if days > 0 else _("Đã sao lưu hôm nay")
    yield Figure("", ago, place="backup", alarming=today - backup.date() > _BACKUP_AGE)
    if store.drills.is_due(today):
        yield Figure("", _("Quý này chưa thử khôi phục"), place="backup", alarming=not begins)


def _unsent(store: Store) -> tuple[dt.date, int] | None:
    """Return when the last bundle left, and how many changes this laptop made since, under any replica."""
    sent = next((note for note in store.bundles() if note.direction == "out"), None)
    moment = None if sent is None else moment_of(sent.moment)
    if sent is None or moment is None:
        return None
    done = {(log["replica"], log["stream"]): log["seq"] for log in json.loads(sent.manifest)["logs"]}
    own = (log for log in store.log.logs() if log.device == store.device_key)
    unsent = sum(max(0, log.seq - done.get((log.replica, log.stream), 0)) for log in own)
    return moment.date(), unsent
