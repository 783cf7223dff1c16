"""A term is late from the day after its last day, and only the first that runs counts."""

import datetime as dt

import pytest

from danvan_desktop.domain.deadlines import Terms, lateness_of
from danvan_desktop.domain.fields import Value
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Record
from danvan_desktop.store.laws import load_calendar, load_law

TERMS = Terms(load_law(), load_calendar())
RECEIVED = {"received_on": "2026-08-03", "due_on": "2026-08-20"}


@pytest.mark.parametrize(
    ("values", "day", "late"),
    [
        (RECEIVED, dt.date(2026, 8, 20), None),
        (RECEIVED, dt.date(2026, 8, 21), ("reply", 1)),
        ({"received_on": "2026-08-03"}, dt.date(2030, 1, 1), None),
        ({**RECEIVED, "people_told_on": "2026-08-22"}, dt.date(2026, 8, 25), ("reply", 5)),
        ({**RECEIVED, "replied_on": "2026-08-25", "people_told_on": "2026-08-26"}, dt.date(2030, 1, 1), None),
    ],
)
def test_the_first_term_that_runs_is_late(values: dict[str, Value], day: dt.date, late: tuple[str, int] | None) -> None:
    found = lateness_of(ALL_KINDS["petition"].deadlines, Record("petition", "p", values), day, TERMS)
    assert (None if found is None else (found.deadline.name, found.days)) == late


def test_the_people_are_told_within_the_limit_of_the_office() -> None:
    tell = ALL_KINDS["petition"].deadlines[1]
    replied = Record("petition", "p", {**RECEIVED, "replied_on": "2026-08-18"})
    last = tell.last_day(replied, TERMS)
    assert last == dt.date(2026, 8, 18) + dt.timedelta(days=int(TERMS.law[str(tell.rule)].value or 0))
    assert lateness_of((tell,), replied, last, TERMS) is None
    assert lateness_of((tell,), replied, last + dt.timedelta(days=1), TERMS) is not None


def test_deadlines_name_fields_of_their_kind() -> None:
    for kind in ALL_KINDS:
        for deadline in kind.deadlines:
            assert all(kind.has(name) for name in (deadline.start, deadline.done, *filter(None, [deadline.due])))
