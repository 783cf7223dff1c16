"""Basic numbers of units: what is refused, and the shares of the newest year, against the typed rows."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.localization import Translator
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.figures import ReportFigures
from danvan_desktop.store import Store
from tests.clocks import StandingClock
from tests.reports.reading import Rendered

DAY = dt.date(2026, 11, 20)
YEAR = Period.parse("2026")
NAMES = ("unit", "year", "households", "population", "poor", "near_poor", "insured")
ROWS = [
    ("Thôn Đông", 2025, 120, 430, 9, 6, 400),
    ("Thôn Đông", 2026, 124, 450, 6, 8, 430),
    ("Thôn Tây", 2024, 95, 330, 10, 5, 300),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    clock = StandingClock(DAY)
    with Store.create(tmp_path / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS", clock=clock) as made:
        units = {}
        for place, name in enumerate(("Thôn Đông", "Thôn Tây"), 1):
            values = {"name": name, "kind": "village", "code": f"DS-0{place}", "parent": made.unit.uid}
            units[name] = made.save(Draft("unit", values)).uids[0]
        for row in ROWS:
            typed = dict(zip(NAMES, row, strict=True))
            made.save(Draft("unit_profile", {**typed, "unit": units[str(typed["unit"])]}))
        yield made


def measured(store: Store, code: str, period: Period = YEAR) -> tuple[int, float | None]:
    found = ReportFigures(store, store.unit.uid, "work-report", period, DAY)[code]
    return found.value.counted, found.share


def test_each_unit_counts_with_its_newest_year(store: Store) -> None:
    newest = [row for row in ROWS if row[:2] in {("Thôn Đông", 2026), ("Thôn Tây", 2024)}]
    totals = dict(zip(NAMES[2:], (sum(int(row[at]) for row in newest) for at in range(2, 7)), strict=True))
    assert measured(store, "profile.households")[0] == totals["households"] == 219
    assert measured(store, "profile.population")[0] == totals["population"]
    assert measured(store, "profile.near_poor") == (totals["near_poor"], totals["near_poor"] / totals["households"])
    assert measured(store, "profile.minority_households")[0] == 0, "nobody told any"
    assert measured(store, "profile.poor") == (totals["poor"], totals["poor"] / totals["households"])
    assert measured(store, "profile.insured") == (totals["insured"], totals["insured"] / totals["population"])


def test_a_year_before_counts_what_was_known_of_it(store: Store) -> None:
    assert measured(store, "profile.poor", Period.parse("2025")) == (19, 19 / 215)


def test_what_a_unit_says_of_itself_stands_for_its_parts(store: Store) -> None:
    store.save(Draft("unit_profile", {"year": 2026, "households": 230, "population": 800, "poor": 23}))
    assert measured(store, "profile.households")[0] == 230
    assert measured(store, "profile.poor") == (23, 0.1)


def test_villages_merged_in_the_year_count_once_from_the_year_in_which_the_new_one_tells(store: Store) -> None:
    merged = {"name": "Thôn Đông Tây", "kind": "village", "code": "DS-03", "parent": store.unit.uid}
    new = store.save(Draft("unit", {**merged, "valid_from": "2026-07-01"})).uids[0]
    for old in [one for one in store.list("unit") if one.text("kind") == "village"]:
        if old.uid != new:
            store.save(Draft("unit", {"valid_to": "2026-06-30", "successor": new}, old.uid))
    assert measured(store, "profile.households")[0] == 219
    store.save(Draft("unit_profile", {"unit": new, "year": 2026, "households": 221}))
    assert measured(store, "profile.households")[0] == 221
    assert measured(store, "profile.households", Period.parse("2026-Q2"))[0] == 219, "it stood to the last day of June"
    assert measured(store, "profile.households", Period.parse("2025"))[0] == 215


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"poor": 60, "near_poor": 41}, "near_poor"),
        ({"poor": 101}, "poor"),
        ({"minority_households": 101}, "minority_households"),
        ({"insured": 401}, "insured"),
        ({"religious_people": 401}, "religious_people"),
        ({"year": 2027}, "year"),
    ],
)
def test_parts_above_the_whole_are_refused_beside_their_field(store: Store, wrong: dict[str, int], field: str) -> None:
    with pytest.raises(InvalidRecord) as refusal:
        store.save(Draft("unit_profile", {"year": 2026, "households": 100, "population": 400} | wrong))
    assert field in {problem.field for problem in refusal.value.problems}


def test_a_divided_unit_counts_until_all_that_came_of_it_have_told(store: Store) -> None:
    former = store.find("unit", name="Thôn Đông")[0].uid
    came = []
    for code, name in (("DS-03", "Thôn Đông 1"), ("DS-04", "Thôn Đông 2")):
        values = {"name": name, "kind": "village", "code": code, "parent": store.unit.uid, "divided_from": former}
        came.append(store.save(Draft("unit", {**values, "valid_from": "2026-07-01"})).uids[0])
    store.save(Draft("unit", {"valid_to": "2026-06-30"}, former))
    store.save(Draft("unit_profile", {"unit": came[0], "year": 2026, "households": 70}))
    assert measured(store, "profile.households")[0] == 124 + 95, "half of it would count twice"
    store.save(Draft("unit_profile", {"unit": came[1], "year": 2026, "households": 58}))
    assert measured(store, "profile.households")[0] == 70 + 58 + 95
    assert measured(store, "profile.households", Period.parse("2026-Q2"))[0] == 124 + 95
    assert measured(store, "profile.households", Period.parse("2025"))[0] == 120 + 95


def test_a_unit_has_one_set_of_numbers_a_year(store: Store) -> None:
    store.save(Draft("unit_profile", {"year": 2026, "households": 230}))
    with pytest.raises(InvalidRecord, match="đã có số liệu của năm 2026"):
        store.save(Draft("unit_profile", {"year": 2026, "households": 231}))
    assert store.save(Draft("unit_profile", {"year": 2025, "households": 231}))


def test_the_report_tells_the_shares_of_the_poor_and_the_insured(store: Store, render: Callable[..., Rendered]) -> None:
    context = ReportContext(store, DAY, "", YEAR, Translator("vi"))
    text = render(form_of("work-report").build(context)).whole_text
    part, annex = text[: text.index("II. Kết quả")], text[text.index("Phụ lục I") :]
    assert "địa bàn có 219 hộ, 780 nhân khẩu" in part
    assert "Hộ nghèo còn 16 hộ, chiếm 7,3% số hộ" in part
    assert "Có 730 người có thẻ bảo hiểm y tế, đạt 93,6% dân số" in part
    assert "Hộ nghèo hộ 16" in annex
