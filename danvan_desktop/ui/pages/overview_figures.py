"""What the overview shows, gathered from a store in a worker: no widgets here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.petitions import Overdue, overdue
from danvan_desktop.localization import Message
from danvan_desktop.reports.period import Period
from danvan_desktop.store import Store

LAST_BACKUP = "backup.last"
"""The setting that holds the moment of the last backup, ISO 8601 local time."""
MOST_LISTED = 5
_EARLIEST = dt.date(1900, 1, 1)
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class LatePetition:
    """An overdue petition with how it is late."""

    record: Record
    overdue: Overdue


@dataclass(frozen=True)
class StateCount:
    """How many petitions stand in one state."""

    code: str
    label: Message
    count: int


@dataclass(frozen=True)
class Figures:
    """The figures of one day; ``late`` and ``due_this_week`` list the most urgent few, their totals beside them."""

    today: dt.date
    quarter: Period
    late: Sequence[LatePetition]
    late_total: int
    due_this_week: Sequence[Record]
    due_this_week_total: int
    meetings: int
    dialogues: int
    petitions_by_state: Sequence[StateCount]
    models: int
    models_under_way: int
    conflicts: int
    last_export: dt.datetime | None
    last_backup: dt.datetime | None

    @property
    def petitions(self) -> int:
        """All petitions."""
        return sum(state.count for state in self.petitions_by_state)


def gather(store: Store) -> Figures:
    """Count and list everything; reads only what can be late, never all petitions."""
    store.forget_law()
    today = store.today()
    quarter = Period.quarter_of(today)
    late = _late(store, today)
    due = _due_this_week(store, today)
    in_quarter = (quarter.first, quarter.last)
    return Figures(
        today=today,
        quarter=quarter,
        late=late[:MOST_LISTED],
        late_total=len(late),
        due_this_week=due[:MOST_LISTED],
        due_this_week_total=len(due),
        meetings=store.count("meeting", between=("starts_at", *in_quarter)),
        dialogues=store.count("dialogue", between=("held_on", *in_quarter)),
        petitions_by_state=_by_state(store),
        models=store.count("model"),
        models_under_way=store.count("model", {"state": "under_way"}),
        conflicts=store.conflict_count(),
        last_export=_last_export(store),
        last_backup=_moment(store.settings.get(LAST_BACKUP)),
    )


def _late(store: Store, today: dt.date) -> list[LatePetition]:
    unanswered = store.list("petition", filters={"replied_on": None}, between=("due_on", _EARLIEST, today - _DAY))
    untold = store.list("petition", filters={"people_told_on": None}, between=("replied_on", _EARLIEST, today))
    found = ((petition, overdue(petition, today, store.law)) for petition in (*unanswered, *untold))
    late = [LatePetition(petition, how) for petition, how in found if how is not None]
    return sorted(late, key=lambda entry: (-entry.overdue.days, entry.record.text("number")))


def _due_this_week(store: Store, today: dt.date) -> list[Record]:
    """Petitions without a reply whose term ends from today to Sunday."""
    sunday = today + dt.timedelta(days=6 - today.weekday())
    waiting = store.list("petition", filters={"replied_on": None}, between=("due_on", today, sunday), order="due_on")
    return [petition for petition in waiting if petition.text("state") != "closed"]


def _by_state(store: Store) -> tuple[StateCount, ...]:
    states = store.kinds["petition"].field("state").choices
    return tuple(
        StateCount(state.code, state.label, store.count("petition", {"state": state.code})) for state in states
    )


def _last_export(store: Store) -> dt.datetime | None:
    sent = (note.moment for note in store.bundles() if note.direction == "out")
    return _moment(next(sent, ""))


def _moment(text: str) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None
