"""Periods gone by keep their figures, whatever is closed afterwards, with a day or by an earlier release."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.figures import ReportFigures

if TYPE_CHECKING:
    from tests.reports.conftest import Office

QUARTERS = ("2026-Q1", "2026-Q2", "2026-Q3")
PETITIONS = ("petitions.carried_over", "petitions.open", "petitions.overdue", "petitions.untold")
CASES = ("cases.to_settle", "cases.overdue", "cases.long", "hotspots.open")


@dataclass(frozen=True)
class Typed:
    """What was typed of a record, and when it was closed; ``started`` is the day from which its settling is owed."""

    uid: str
    received: dt.date
    started: dt.date | None
    ended: dt.date | None
    closed: dt.date | None = None


def measured(office: Office, codes: tuple[str, ...]) -> dict[tuple[str, str], object]:
    told: dict[tuple[str, str], object] = {}
    for quarter in QUARTERS:
        period = Period.parse(quarter)
        figures = ReportFigures(office.store, office.store.unit.uid, "work-report", period, dt.date(2026, 10, 1))
        told |= {(quarter, code): figures.value(code).shown for code in codes}
    return told


def petitions(office: Office, draw: random.Random) -> list[Typed]:
    typed = []
    for place in range(24):
        received = dt.date(2025, 12, 1) + dt.timedelta(days=12 * place)
        replied = received + dt.timedelta(days=draw.randint(1, 60)) if draw.random() < 0.4 else None
        replied = replied if replied is not None and replied <= dt.date(2026, 9, 30) else None
        values: dict[str, object] = {"received_on": received.isoformat(), "content": f"Việc {place}"}
        values |= {"replied_on": replied.isoformat(), "result": "explained"} if replied else {}
        uid = office.save("petition", number=f"{place}/2026", unit=office.village, **values)
        typed.append(Typed(uid, received, received, replied))
    return typed


def cases(office: Office, draw: random.Random) -> list[Typed]:
    typed = []
    for place in range(24):
        received = dt.date(2025, 12, 1) + dt.timedelta(days=12 * place)
        accepted = received + dt.timedelta(days=5) if draw.random() < 0.7 else None
        accepted = accepted if accepted is not None and accepted <= dt.date(2026, 9, 30) else None
        values: dict[str, object] = {"received_on": received.isoformat(), "title": f"Khiếu nại {place}", "long": True}
        values |= {"accepted_on": accepted.isoformat()} if accepted else {}
        named = {"nature": "complaint", "citizen_name": "Trần Thị Bưởi"}
        uid = office.save("case", number=f"{place}/2026", unit=office.village, **named, **values)
        typed.append(Typed(uid, received, accepted, None))
    return typed


@pytest.mark.parametrize(("make", "codes"), [(petitions, PETITIONS), (cases, CASES)])
@pytest.mark.parametrize("is_told", [True, False])
def test_what_is_closed_later_changes_no_period_gone_by(office: Office, make, codes, is_told: bool) -> None:  # type: ignore[no-untyped-def]
    typed = make(office, random.Random(11))
    before = measured(office, codes)
    assert len(set(before.values())) > 3, "figures that are all alike would show nothing"
    for one in typed:
        if is_told:
            office.store.save(Draft(one_kind(office, one), {"state": "closed", "closed_on": "2026-10-01"}, one.uid))
        else:
            close_as_before(office, one)
    assert measured(office, codes) == before


def one_kind(office: Office, one: Typed) -> str:
    return office.store.get(one.uid).kind


def close_as_before(office: Office, one: Typed) -> None:
    """Close as an earlier release did, which asked for no day."""
    with patch("danvan_desktop.store.writing.validate", return_value=()):
        office.store.save(Draft(one_kind(office, one), {"state": "closed"}, one.uid))


def closed_at_random(office: Office, typed: list[Typed], draw: random.Random) -> list[Typed]:
    closed = []
    for one in typed:
        day = (one.ended or one.started or one.received) + dt.timedelta(days=draw.randint(0, 120))
        if draw.random() < 0.3 or day > dt.date(2026, 10, 1):
            closed.append(one)
            continue
        ended = {"state": "closed", "closed_on": day.isoformat()}
        office.store.save(Draft(one_kind(office, one), ended, one.uid))
        closed.append(Typed(one.uid, one.received, one.started, one.ended, day))
    return closed


def waits_after(one: Typed, day: dt.date) -> bool:
    ends = [end for end in (one.ended, one.closed) if end is not None]
    return one.received <= day and all(end > day for end in ends)


def test_petitions_are_open_until_the_reply_or_the_day_on_which_they_were_closed(office: Office) -> None:
    draw = random.Random(12)
    typed = closed_at_random(office, petitions(office, draw), draw)
    assert any(one.closed and not one.ended for one in typed)
    for quarter in QUARTERS:
        period = Period.parse(quarter)
        expected = {
            "petitions.carried_over": sum(waits_after(one, period.first - dt.timedelta(days=1)) for one in typed),
            "petitions.open": sum(waits_after(one, period.last) for one in typed),
        }
        found = measured(office, tuple(expected))
        assert {code: found[quarter, code] for code in expected} == expected


def test_letters_are_to_be_settled_until_the_day_on_which_they_were_closed(office: Office) -> None:
    draw = random.Random(13)
    typed = closed_at_random(office, cases(office, draw), draw)
    assert any(one.closed and one.started for one in typed)
    for quarter in QUARTERS:
        period = Period.parse(quarter)
        owed = [one for one in typed if one.started is not None and one.started <= period.last]
        expected = {
            "cases.to_settle": sum(one.closed is None or one.closed >= period.first for one in owed),
            "cases.long": sum(waits_after(one, period.last) for one in typed),
        }
        found = measured(office, tuple(expected))
        assert {code: found[quarter, code] for code in expected} == expected
