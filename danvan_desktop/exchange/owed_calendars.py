"""Calendars of the reports that units owe in a year: TOML files of the program, which an office may replace by its own.

A calendar has a ``name``, the ``unit_kinds`` that owe its reports and a ``report`` for each kind of report: to whom it
goes, which periods of the year it tells of (``Q3``, ``H1``, ``9M``, ``YEAR``, ``08``; ``quarters``, ``months``) and
when it is due: on a ``day`` of the period's last month, or so many ``month``s after it (before it when negative).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec

from danvan_desktop.assets import resource_path
from danvan_desktop.domain.kinds.submission import SUBMISSION
from danvan_desktop.domain.months import months_later
from danvan_desktop.domain.period import Period, PeriodError
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.uid import uid_of_unit
from danvan_desktop.exchange.errors import TableError
from danvan_desktop.localization import Message, _
from danvan_desktop.store import Store, StoreError
from danvan_desktop.store.inputs import read_input
from danvan_desktop.store.made_alike import made_alike

FOLDER = "submissions"
"""The folder of the program's calendars, and that beside the store in which an office keeps its own."""
ENDING = ".toml"
_LARGEST = 1024 * 1024
_MANY = {
    "quarters": tuple(f"Q{number}" for number in range(1, 5)),
    "months": tuple(f"{number:02d}" for number in range(1, 13)),
}
_WHOLE_YEAR = "YEAR"
_ANY_YEAR = 2026
_Text = Annotated[str, msgspec.Meta(min_length=1)]

OWN, BELOW = "own", "below"
"""Whose reports are made: the office's own, or those of the units right below it."""


class OwedReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of report: to whom it goes, for which periods, by when."""

    report: _Text
    to: Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
    periods: Annotated[tuple[_Text, ...], msgspec.Meta(min_length=1)]
    day: Annotated[int, msgspec.Meta(ge=1, le=31)]
    month: Annotated[int, msgspec.Meta(ge=-11, le=12)] = 0

    def due(self, period: Period) -> dt.date:
        """Return the last day on which the report of a period is in time; the 31st of a short month is its last day."""
        return months_later(period.last.replace(day=1), self.month, self.day)


class OwedCalendar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What units of these kinds owe in a year; ``confirmed`` by a regulation that somebody read."""

    name: _Text
    unit_kinds: Annotated[tuple[_Text, ...], msgspec.Meta(min_length=1)]
    report: Annotated[tuple[OwedReport, ...], msgspec.Meta(min_length=1, max_length=100)]
    confirmed: bool = False


@dataclass(frozen=True)
class OwedYear:
    """What a calendar comes to: the reports to be made, how many there were already, units without a calendar."""

    drafts: Sequence[Draft]
    known: int = 0
    without: Sequence[Record] = ()


def calendars_for(store_path: Path) -> Sequence[OwedCalendar]:
    """Return the calendars of an office, beside its store, and the program's; a bad file raises TableError."""
    own = store_path.parent / FOLDER
    found = {path.name: path for path in sorted(resource_path(FOLDER).iterdir()) if path.suffix == ENDING}
    mine = {path.name: path for path in sorted(own.iterdir()) if path.suffix == ENDING} if own.is_dir() else {}
    return [read_calendar(path) for path in (*mine.values(), *(found[name] for name in found if name not in mine))]


def read_calendar(path: Path) -> OwedCalendar:
    """Read a calendar; raises TableError for one that cannot be used, naming the file and what is wrong."""
    try:
        found = msgspec.toml.decode(read_input(path, _LARGEST), type=OwedCalendar)
    except StoreError as error:
        raise TableError(error.message) from error
    except (OSError, ValueError, RecursionError) as error:
        raise TableError(_told(path, str(error))) from error
    known = {choice.code for choice in SUBMISSION.field("report").choices}
    for one in found.report:
        if one.report not in known:
            raise TableError(_told(path, f"report = {one.report}"))
        try:
            list(_periods(one, _ANY_YEAR))
        except PeriodError as error:
            raise TableError(_told(path, str(error))) from error
    return found


def owed_year(store: Store, calendars: Sequence[OwedCalendar], units: Sequence[Record], year: int) -> OwedYear:
    """Return what units owe in a year by the first calendar for their kind, without what was made or deleted before.

    The uids follow from unit, report and period: two laptops that make the same year make the same reports.
    """
    owing = {unit.uid: _calendar_of(unit, calendars) for unit in units}
    told = [(store.unit_written(uid), found) for uid, found in owing.items() if found is not None]
    owed = [draft for uid, found in told for draft in _owed(found, uid, year)]
    drafts = [draft for draft in owed if not _is_known(store, draft)]
    without = [unit for unit in units if owing[unit.uid] is None]
    return OwedYear(sorted(drafts, key=lambda draft: str(draft.values["due_on"])), len(owed) - len(drafts), without)


def owing_units(store: Store, who: str) -> Sequence[Record]:
    """Return who owes reports: the ``OWN`` unit, or all that lie right ``BELOW`` it."""
    return [store.unit] if who == OWN else store.find("unit", parent=store.unit.uid)


def _calendar_of(unit: Record, calendars: Sequence[OwedCalendar]) -> OwedCalendar | None:
    return next((one for one in calendars if unit.text("kind") in one.unit_kinds), None)


def _owed(owing: OwedCalendar, unit: str, year: int) -> Iterator[Draft]:
    for one in owing.report:
        for period in _periods(one, year):
            values = {
                "report": one.report,
                "from_unit": unit,
                "to": one.to,
                "period": period.code,
                "due_on": one.due(period).isoformat(),
            }
            yield Draft(SUBMISSION.name, values, uid_of_unit(unit, one.report, period.code))


def _is_known(store: Store, draft: Draft) -> bool:
    unit, report, period = (str(draft.values[name]) for name in ("from_unit", "report", "period"))
    same = {"from_unit": store.shown_as(unit), "report": report, "period": period}
    is_made = made_alike(store, unit, report, period, former=(unit, report, period))
    return bool(is_made or store.find(SUBMISSION.name, **same))


def _periods(one: OwedReport, year: int) -> Iterator[Period]:
    for named in one.periods:
        for code in _MANY.get(named, (named,)):
            yield Period.parse(f"{year:04}" if code == _WHOLE_YEAR else f"{year:04}-{code}")


def _told(path: Path, reason: str) -> Message:
    return _("Không đọc được lịch báo cáo “{path}”: {reason}.", path=str(path), reason=reason)
