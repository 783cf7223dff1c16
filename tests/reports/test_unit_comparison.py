"""Figures of the units right below side by side: where each record lay, what was a year ago, who has not reported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator
from danvan_desktop.reports.figures import ReportFigures, figure_of
from danvan_desktop.reports.figures.comparison import UnitTable, unit_table
from danvan_desktop.store import Store
from danvan_desktop.sync import Choice, Relation, enrol_card, move, own_card, plan_move
from tests.clocks import StandingClock
from tests.sync.exchange import enrol

CODE = "petitions.received"
TODAY = dt.date(2026, 10, 12)
THIRD = Period.quarter(2026, 3)


class Province:
    """A province that lists communes and villages."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.number = 0

    def unit(self, name: str, kind: str = "commune", parent: str = "") -> str:
        uid = self.store.save(Draft("unit", {"name": name, "kind": kind, "code": name})).uids[0]
        self.store.save(Draft("unit", {"parent": parent or self.store.unit.uid}, uid))
        return uid

    def petition(self, unit: str, day: str) -> str:
        self.number += 1
        values = {"number": f"{self.number:03}", "received_on": day, "unit": unit, "content": "Mương bị tắc"}
        return self.store.save(Draft("petition", values)).uids[0]

    def table(self, period: Period = THIRD, *codes: str, today: dt.date = TODAY) -> UnitTable:
        figures = ReportFigures(self.store, self.store.unit.uid, "work-report", period, today)
        return unit_table(figures, [figure_of(code) for code in codes or (CODE,)], today)

    def values(self, period: Period = THIRD, code: str = CODE) -> dict[str, tuple[int, int | None]]:
        table = self.table(period, code)
        return {row.unit.text("name"): (row.cell(code).value, row.cell(code).year_ago) for row in table.rows}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Province]:
    path, clock = tmp_path / "p.db", StandingClock()
    with Store.create(path, unit_name="Tỉnh Bắc Ninh", unit_code="BN", level="province", clock=clock) as store:
        yield Province(store)


def test_what_villages_recorded_stands_at_their_commune_and_every_commune_has_a_row(office: Province) -> None:
    first, second = office.unit("Xã Đông Sơn"), office.unit("Xã Đông Tiến")
    village = office.unit("Thôn Đoài", "village", first)
    uids = [office.petition(village, "2026-07-02"), office.petition(first, "2026-09-30")]
    office.petition(second, "2026-10-01")
    assert office.values() == {"Xã Đông Sơn": (2, None), "Xã Đông Tiến": (0, None)}
    assert set(office.table().rows[0].cell(CODE).uids) == set(uids)
    assert office.table().total(CODE).value == 2


def test_what_is_of_the_province_itself_stands_first_and_counts_in_the_total(office: Province) -> None:
    office.unit("Xã Đông Sơn")
    office.petition(office.store.unit.uid, "2026-07-02")
    assert list(office.values().items()) == [("Tỉnh Bắc Ninh", (1, None)), ("Xã Đông Sơn", (0, None))]
    assert office.table().total(CODE).value == 1


def test_a_year_ago_is_shown_beside_and_a_running_quarter_is_held_against_as_many_days(office: Province) -> None:
    commune = office.unit("Xã Đông Sơn")
    for day in ("2025-09-05", "2025-10-05", "2025-12-05"):
        office.petition(commune, day)
    assert office.values(Period.quarter(2026, 4)) == {"Xã Đông Sơn": (0, 1)}
    assert office.values(Period.quarter(2025, 4)) == {"Xã Đông Sơn": (2, None)}


def test_a_merged_commune_is_held_against_those_that_it_took_over_and_old_years_show_these(office: Province) -> None:
    first, second, merged = office.unit("Xã Đông Sơn"), office.unit("Xã Đông Tiến"), office.unit("Xã Đông Phú")
    office.petition(first, "2025-07-01")
    office.petition(second, "2025-08-02")
    office.petition(second, "2026-07-10")
    office.petition(merged, "2026-09-10")
    for former in (first, second):
        office.store.save(Draft("unit", {"valid_to": "2026-07-31", "successor": merged}, former))
    office.store.save(Draft("unit", {"valid_from": "2026-08-01"}, merged))
    assert office.values() == {"Xã Đông Phú": (2, 2)}
    assert office.values(Period.quarter(2025, 3)) == {"Xã Đông Sơn": (1, None), "Xã Đông Tiến": (1, None)}


def test_a_divided_commune_keeps_what_was_before_and_its_parts_are_held_against_nothing(
    office: Province,
) -> None:
    """Its villages go two ways on one day in the middle of the quarter: each day counts for the units of that day."""
    whole = office.unit("Xã Đông Sơn")
    villages = [office.unit(f"Thôn {name}", "village", whole) for name in ("Đoài", "Đông")]
    for day in ("2025-07-01", "2026-07-10", "2026-08-10"):
        for village in villages:
            office.petition(village, day)
    office.petition(villages[0], "2026-07-11")
    parts = [office.unit(f"Xã Đông Sơn {number}") for number in (1, 2)]
    for village, part in zip(villages, parts, strict=True):
        move(office.store, plan_move(office.store, village, part, dt.date(2026, 8, 1)))
        office.store.save(Draft("unit", {"valid_from": "2026-08-01", "divided_from": whole}, part))
    office.store.save(Draft("unit", {"valid_to": "2026-07-31"}, whole))
    assert office.values() == {"Xã Đông Sơn": (3, 2), "Xã Đông Sơn 1": (1, None), "Xã Đông Sơn 2": (1, None)}
    assert office.values(Period.quarter(2025, 3)) == {"Xã Đông Sơn": (2, None)}
    assert office.values(Period.quarter(2026, 4)) == {"Xã Đông Sơn 1": (0, None), "Xã Đông Sơn 2": (0, None)}
    table = office.table()
    assert next(row.named(Translator("vi")) for row in table.rows) == "Xã Đông Sơn (đến 31/07/2026)"
    assert table.total(CODE).value == 5
    assert all(row.word(figure_of(CODE)) is None for row in table.rows), "it was there for a part of the quarter"
    a_year_on = office.table(Period.quarter(2027, 3), today=dt.date(2027, 10, 1))
    assert _words(a_year_on) == {"Xã Đông Sơn (đến 31/07/2026)": "đã chia tách"}
    assert a_year_on.total(CODE).year_ago == 5, "what the divided commune counted is a part of last year's sum"


def test_a_unit_that_ended_is_not_waited_for(office: Province, tmp_path: Path) -> None:
    with Store.create(
        tmp_path / "x.db", unit_name="Xã Đông Sơn", unit_code="Xã Đông Sơn", level="commune", clock=StandingClock()
    ) as laptop:
        commune = office.unit("Xã Đông Sơn")
        office.petition(commune, "2025-08-01")
        enrol(office.store, laptop)
        assert office.table(today=dt.date(2026, 10, 12)).silent
        office.store.save(Draft("unit", {"valid_to": "2026-06-30"}, commune))
        ended = office.table(today=dt.date(2026, 10, 12))
        assert office.table(Period.quarter(2026, 2), today=dt.date(2026, 10, 12)).silent, "it owes its last days"
    assert [row.unit.text("name") for row in ended.rows] == ["Xã Đông Sơn"], "last year it had something"
    assert ended.silent == []
    assert _words(ended) == {"Xã Đông Sơn (đến 30/06/2026)": "đã giải thể"}


def _words(table: UnitTable) -> dict[str, str]:
    """Return what stands for a nought, by the names of the units."""
    say = Translator("vi")
    found = {row.named(say): row.word(figure_of(CODE)) for row in table.rows}
    return {name: say(word) for name, word in found.items() if word is not None}


def test_a_village_that_was_moved_counts_for_each_commune_by_the_day(office: Province) -> None:
    first, second = office.unit("Xã Đông Sơn"), office.unit("Xã Đông Tiến")
    village = office.unit("Thôn Đoài", "village", first)
    office.petition(village, "2026-07-10")
    office.petition(village, "2026-09-10")
    move(office.store, plan_move(office.store, village, second, dt.date(2026, 9, 1)))
    assert office.values() == {"Xã Đông Sơn": (1, None), "Xã Đông Tiến": (1, None)}
    assert office.values(code="petitions.open") == {"Xã Đông Sơn": (0, None), "Xã Đông Tiến": (2, None)}


def test_each_row_says_what_the_report_of_that_unit_says(office: Province) -> None:
    communes = [office.unit(name) for name in ("Xã Đông Sơn", "Xã Đông Tiến", "Xã Đông Phú")]
    villages = [office.unit(f"Thôn {place}", "village", commune) for place, commune in enumerate(communes)]
    for place, village in enumerate([*villages, *communes, *villages[1:]]):
        office.petition(village, f"2026-0{6 + place % 4}-15")
    for commune, days in zip(communes, (("2025-07-04", "2025-08-01"), ("2025-08-01",), ()), strict=True):
        for day in days:
            office.petition(commune, day)
    codes = (CODE, "petitions.open", "petitions.overdue", "petitions.received.field.land_and_themes")
    known = [code for code in codes if code in {one.code for one in map(figure_of, codes[:3])}]
    table = office.table(THIRD, *known)
    for row in table.rows:
        own = ReportFigures(office.store, row.unit.uid, "work-report", THIRD, TODAY)
        assert {code: row.cell(code).value for code in known} == {code: own[code].value.counted for code in known}
        assert {code: row.cell(code).year_ago for code in known} == {code: own[code].year_ago for code in known}
    then = {row.unit.text("name"): row.cell(CODE).year_ago for row in table.rows}
    assert then == {"Xã Đông Sơn": 2, "Xã Đông Tiến": None, "Xã Đông Phú": None}


def test_a_commune_that_never_sent_has_not_reported_and_is_late_from_the_day_after_the_period(
    office: Province, tmp_path: Path
) -> None:
    with Store.create(
        tmp_path / "x.db", unit_name="Xã Đông Sơn", unit_code="Xã Đông Sơn", level="commune", clock=StandingClock()
    ) as laptop:
        office.unit("Xã Đông Sơn")
        enrol(office.store, laptop)
        ended = office.table(Period.quarter(2026, 2), today=dt.date(2026, 7, 8))
        running = office.table(Period.quarter(2026, 2), today=dt.date(2026, 6, 8))
    assert [(row.unit.text("name"), row.days_late) for row in ended.silent] == [("Xã Đông Sơn", 8)]
    assert [(row.unit.text("name"), row.days_late) for row in running.silent] == [("Xã Đông Sơn", 0)]


def test_a_commune_that_was_paired_and_never_sent_is_named_though_no_record_of_it_is_here(
    office: Province, tmp_path: Path
) -> None:
    with Store.create(
        tmp_path / "x.db", unit_name="Xã Đông Sơn", unit_code="DS", level="commune", clock=StandingClock()
    ) as laptop:
        enrol_card(office.store, own_card(laptop), Choice(Relation.NEW))
        table = office.table()
        assert [(row.unit.text("name"), row.coverage.told_on) for row in table.silent] == [("Xã Đông Sơn", None)]
        figures = ReportFigures(office.store, office.store.unit.uid, "work-report", THIRD, TODAY)
        assert [unit.text("name") for unit, _coverage in figures.coverages()] == ["Xã Đông Sơn"]
        commune = office.unit("Xã Đông Tiến")
        of_commune = ReportFigures(office.store, commune, "work-report", THIRD, TODAY)
        assert [*of_commune.coverages()] == [], "it lies below the province, not below another commune"


def test_a_nought_of_a_year_ago_is_one_only_where_the_unit_kept_the_book(office: Province) -> None:
    kept, begun = office.unit("Xã Đông Sơn"), office.unit("Xã Đông Tiến")
    office.petition(kept, "2025-03-01")
    office.petition(begun, "2026-07-02")
    assert office.values() == {"Xã Đông Sơn": (0, 0), "Xã Đông Tiến": (1, None)}
    assert office.table().total(CODE).year_ago == 0
    later = office.table(Period.quarter(2027, 3), today=dt.date(2027, 12, 1))
    assert [row.cell(CODE).year_ago for row in later.rows] == [0, 1]


def test_a_book_begun_within_the_period_of_last_year_tells_a_part_of_it_and_is_held_against_nothing(
    office: Province,
) -> None:
    kept, begun = office.unit("Xã Đông Sơn"), office.unit("Xã Đông Tiến")
    for unit, day in ((kept, "2025-06-30"), (kept, "2025-08-20"), (begun, "2025-08-20"), (begun, "2026-07-02")):
        office.petition(unit, day)
    assert office.values() == {"Xã Đông Sơn": (0, 1), "Xã Đông Tiến": (1, None)}
    assert office.table().total(CODE).year_ago == 1


def test_a_province_is_held_against_last_year_only_where_most_of_its_work_comes_from_the_communes_of_then(
    office: Province, tmp_path: Path
) -> None:
    since_last_year = ("2025-06-30", "2025-08-20", *["2026-08-02"] * 10)
    joined, more = ("2026-06-20", "2026-08-02"), ("2026-08-03",)
    with _paired(office, tmp_path, "Xã Đông Sơn", since_last_year), _paired(office, tmp_path, "Xã Đông Tiến", joined):
        assert _year_ago(office) == 1, "the one of eleven by whoever joined is no tenth"
    with _paired(office, tmp_path, "Xã Đông Thành", (*joined[:1], *more)):
        assert _year_ago(office) is None


@contextmanager
def _paired(office: Province, folder: Path, name: str, days: Sequence[str]) -> Iterator[None]:
    """Write petitions for a commune, whose book its own laptop keeps from then on."""
    unit = office.unit(name)
    for day in days:
        office.petition(unit, day)
    path, clock = folder / f"{name}.db", StandingClock()
    with Store.create(path, unit_name=name, unit_code=name, level="commune", clock=clock) as laptop:
        enrol(office.store, laptop)
        yield


def _year_ago(office: Province) -> int | None:
    return ReportFigures(office.store, office.store.unit.uid, "work-report", THIRD, TODAY)[CODE].year_ago


def test_those_that_came_of_a_divided_commune_keep_the_books_of_their_villages(office: Province) -> None:
    whole, part = office.unit("Xã Đông Sơn"), office.unit("Xã Đông Sơn 1")
    village = office.unit("Thôn Đoài", "village", whole)
    office.petition(village, "2025-07-01")
    move(office.store, plan_move(office.store, village, part, dt.date(2026, 1, 1)))
    office.store.save(Draft("unit", {"valid_from": "2026-01-01", "divided_from": whole}, part))
    office.store.save(Draft("unit", {"valid_to": "2025-12-31"}, whole))
    assert office.values(Period.quarter(2026, 3)) == {"Xã Đông Sơn": (0, 1), "Xã Đông Sơn 1": (0, None)}
    assert office.values(Period.quarter(2027, 3)) == {"Xã Đông Sơn 1": (0, 0)}
