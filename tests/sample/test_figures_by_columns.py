"""Counting by some columns comes to what whole records come to: every figure, unit and record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from random import Random

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.records import OnDays
from danvan_desktop.reports.figures import FIGURES, ReportFigures
from danvan_desktop.reports.figures.by_columns import ColumnCounts
from danvan_desktop.reports.figures.reader import FigureReader
from danvan_desktop.reports.figures.values import span_of
from danvan_desktop.store import Store
from danvan_desktop.sync import move, plan_move
from tests.clocks import StandingClock

TODAY = dt.date(2026, 10, 12)
PERIODS = ("2026", "2026-Q3", "2025", "2026-10")
MOVED = dt.date(2026, 2, 15)
PETITIONS = [code for code in FIGURES if code.startswith("petitions.")]


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Two communes, four villages of which one moved, and petitions in every state of two years."""
    path = tmp_path_factory.mktemp("province") / "p.db"
    with Store.create(path, unit_name="Tỉnh", unit_code="BN", level="province", clock=StandingClock(TODAY)) as store:
        communes = [unit(store, name, "commune", store.unit.uid) for name in ("Xã Một", "Xã Hai")]
        villages = [unit(store, f"Thôn {n}", "village", communes[n % 2]) for n in range(4)]
        random = Random(12)
        for number in range(160):
            store.save(Draft("petition", petition(random, number, random.choice([*villages, *communes]))))
        move(store, plan_move(store, villages[0], communes[1], MOVED))
        store.save(Draft("unit", {"valid_to": "2026-06-30", "successor": communes[1]}, communes[0]))
        store.delete(store.uids("petition")[3])
        yield store


def unit(store: Store, name: str, kind: str, parent: str) -> str:
    uid = store.save(Draft("unit", {"name": name, "kind": kind, "code": name})).uids[0]
    store.save(Draft("unit", {"parent": parent}, uid))
    return uid


def petition(random: Random, number: int, village: str) -> dict[str, object]:
    received = dt.date(2024, 12, 1) + dt.timedelta(days=random.randrange(640))
    values: dict[str, object] = {"number": f"{number:03}", "received_on": received.isoformat(), "unit": village}
    values |= {"content": "Mương bị tắc", "nature": random.choice(("petition", "reflection"))}
    values |= {"complicated": random.random() < 0.2, "field": random.choice(("environment", "other"))}
    replied = received + dt.timedelta(days=random.randrange(1, 60))
    if random.random() < 0.6 and replied <= TODAY:
        values |= {"replied_on": replied.isoformat(), "result": random.choice(("solved", "explained"))}
        told = replied + dt.timedelta(days=random.randrange(1, 30))
        if random.random() < 0.6 and told <= TODAY:
            values |= {"people_told_on": told.isoformat(), "told_how": "meeting", "satisfied": "yes"}
    if random.random() < 0.15:
        closed = min(TODAY, received + dt.timedelta(days=random.randrange(90)))
        values |= {"state": "closed", "closed_on": closed.isoformat()}
    return values


def prepare(reader: FigureReader, codes: Iterable[str], period: str) -> None:
    """Let a reader count figures by columns: in the period, and in another one for which more rows are read."""
    spans = [span_of(Period.parse(one), TODAY) for one in (period, "2025-Q2")]
    figures = [FIGURES[code] for code in codes]
    reader.prepare(figures, {one.code: spans for one in figures})


def placed(reader: FigureReader, code: str, period: str) -> Mapping[str, tuple[int, frozenset[str]]]:
    span = span_of(Period.parse(period), TODAY)
    found = reader.by_place(FIGURES[code], span, span.last)
    return {unit: (one.value, frozenset(one.uids)) for unit, one in found.items()}


@pytest.mark.parametrize("period", PERIODS)
def test_petitions_of_a_province_with_a_moved_village_and_a_merged_commune(province: Store, period: str) -> None:
    whole, columns = (FigureReader(province, province.unit.uid) for _time in range(2))
    prepare(columns, PETITIONS, period)
    counted = 0
    for code in PETITIONS:
        expected = placed(whole, code, period)
        assert placed(columns, code, period) == expected, code
        counted += sum(len(uids) for _value, uids in expected.values())
    assert counted > 20


@pytest.mark.parametrize("period", PERIODS)
def test_every_figure_of_the_sample_commune(sample: Store, period: str) -> None:
    whole, columns = (FigureReader(sample, sample.unit.uid) for _time in range(2))
    prepare(columns, FIGURES, period)
    for code in FIGURES:
        assert placed(columns, code, period) == placed(whole, code, period), code


def test_all_figures_of_petitions_are_counted_by_columns(sample: Store) -> None:
    figures = tuple(FIGURES.values())
    span = span_of(Period.parse("2026"), TODAY)
    counts = ColumnCounts(
        sample, FigureReader(sample, sample.unit.uid), figures, {one.code: (span,) for one in figures}
    )
    told = [one.code for one in figures if counts.counts(one, span)]
    assert len(told) > len(figures) / 3
    assert {code for code in PETITIONS if "denunciation" not in code} <= set(told)


def test_an_archived_year_is_refused_by_columns_too(sample: Store) -> None:
    figures = ReportFigures(sample, sample.unit.uid, "unit-figures", Period.parse("2026"), TODAY)
    prepare(figures.reader, FIGURES, "2026")
    asked: list[tuple[dt.date, dt.date]] = []
    refuse = sample.archives.refuse_within
    sample.archives.refuse_within = lambda first, last: asked.append((first, last))  # type: ignore[method-assign]
    try:
        figures.reader.by_place(FIGURES["petitions.received"], figures.span, figures.span.last)
    finally:
        sample.archives.refuse_within = refuse  # type: ignore[method-assign]
    assert asked == [(figures.span.first, figures.span.last)]


def test_only_what_is_asked_of_is_read(province: Store) -> None:
    """What was answered and told long before is no row of any figure."""
    last = province.columns("petition", ("received_on",), [OnDays("received_on", "", "2025-12-31", "replied_on")])
    every = province.columns("petition", ("received_on", "replied_on"))
    still = {row[0] for row in every if row[1] <= "2025-12-31" and not (row[2] and row[2] <= "2025-12-31")}
    assert {row[0] for row in last} == still
    assert 0 < len(still) < len([row for row in every if row[1] <= "2025-12-31"]) < len(every)


def test_a_span_that_was_not_prepared_is_counted_by_whole_records(province: Store) -> None:
    whole, columns = (FigureReader(province, province.unit.uid) for _time in range(2))
    prepare(columns, PETITIONS, "2026-Q3")
    assert placed(columns, "petitions.received", "2026") == placed(whole, "petitions.received", "2026")
