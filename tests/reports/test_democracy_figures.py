"""Figures of publicity, consultations and works equal an independent count made straight from the input."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.figures import FigureValue, ReportFigures
from danvan_desktop.store import Store

FIRST, LAST = dt.date(2026, 7, 1), dt.date(2026, 9, 30)
VILLAGES, HOUSEHOLDS = 16, 5


@dataclass(frozen=True)
class Given:
    village: int
    household: int | None
    day: dt.date
    donor_kind: str
    money: int
    land: int
    days: int


def gifts() -> list[Given]:
    """A road over sixteen villages: households that give more than once, others who are no household, other days."""
    draw = Random(16)
    days = [dt.date(2026, 6, 30), FIRST, dt.date(2026, 8, 15), LAST, dt.date(2026, 10, 1)]
    kinds = ["household"] * 6 + ["business", "expatriate", "organisation", "budget"]
    found = []
    for village in range(VILLAGES):
        for _row in range(12):
            kind = draw.choice(kinds)
            household = draw.choice([*range(HOUSEHOLDS), None]) if kind == "household" else None
            amounts = draw.choice([(draw.randint(1, 40) * 50_000, 0, 0), (0, draw.randint(1, 90), 0), (0, 0, 3)])
            found.append(Given(village, household, draw.choice(days), kind, *amounts))
    return found


@pytest.fixture(scope="module")
def commune(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, list[str]]]:
    path: Path = tmp_path_factory.mktemp("democracy") / "commune.db"
    with Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS") as store:
        made = {"kind": "village", "parent": store.unit.uid}
        names = [Draft("unit", {**made, "name": f"Thôn {n}", "code": f"DS-{n:02d}"}) for n in range(VILLAGES)]
        villages = list(store.save(*names).uids)
        yield store, villages


def figures(store: Store, today: dt.date = LAST) -> ReportFigures:
    return ReportFigures(store, store.unit.uid, "work-report", Period.parse("2026-Q3"), today)


def values(store: Store, *codes: str, today: dt.date = LAST) -> Mapping[str, int]:
    measured = figures(store, today)
    return {code: measured.value(code).counted for code in codes}


def test_what_was_given_to_a_road_over_sixteen_villages(commune: tuple[Store, list[str]]) -> None:
    store, villages = commune
    road = {"name": "Đường trục xã", "type": "road", "scope": "commune", "agreed_on": FIRST}
    work = store.save(Draft("community_work", road)).uids[0]
    roll = [
        Draft("household", {"unit": v, "head": f"Hộ {n}", "order": n + 1}) for v in villages for n in range(HOUSEHOLDS)
    ]
    uids = store.save(*roll).uids
    given = gifts()
    drafts = [
        Draft(
            "contribution",
            {
                "work": work,
                "unit": villages[one.village],
                "household": None if one.household is None else uids[one.village * HOUSEHOLDS + one.household],
                "given_on": one.day,
                "donor_kind": one.donor_kind,
                "money": one.money,
                "land": one.land,
                "days": one.days,
            },
        )
        for one in given
    ]
    store.save(*drafts)
    counted = [one for one in given if FIRST <= one.day <= LAST and one.donor_kind != "budget"]
    assert len({one.village for one in counted}) == VILLAGES
    by_donor = {
        f"contributions.money.donor_kind.{kind}": sum(one.money for one in counted if one.donor_kind == kind)
        for kind in ("household", "business", "expatriate", "organisation")
    }
    expected = {
        "contributions.money": sum(one.money for one in counted),
        "contributions.land": sum(one.land for one in counted),
        "contributions.days": sum(one.days for one in counted),
        "contributions.households": len({(o.village, o.household) for o in counted if o.household is not None}),
        **by_donor,
        "works.agreed": 1,
        "works.agreed.type.road": 1,
        "works.done": 0,
    }
    assert values(store, *expected) == expected
    by_village = figures(store).by_unit("contributions.money")
    assert by_village == {
        villages[place]: total
        for place in range(VILLAGES)
        if any(one.village == place for one in counted)
        for total in [sum(one.money for one in counted if one.village == place)]
    }


def test_what_was_due_is_in_time_or_late(commune: tuple[Store, list[str]]) -> None:
    store, villages = commune
    # paper, special term, first posting (days after the paper), code
    papers = [
        (dt.date(2026, 6, 24), None, 7, "p01"),  # due on 01-07, in time
        (dt.date(2026, 7, 6), None, 7, "p02"),  # due on 13-07, in time on the last day
        (dt.date(2026, 7, 6), None, 8, "p02"),  # a day late
        (dt.date(2026, 8, 3), 30, 30, "p05"),  # by a special law, in time
        (dt.date(2026, 8, 3), None, None, "p07"),  # never made public
        (dt.date(2026, 9, 25), None, None, "p07"),  # due in the next quarter
    ]
    for paper, special, after, code in papers:
        draft = {"item": code, "title": f"{code} {paper}", "paper_date": paper, "special_term": special}
        item = store.save(Draft("publicity_item", draft)).uids[0]
        for village in villages[:2] if after is not None else ():
            day = paper + dt.timedelta(days=after or 0)
            store.save(Draft("publicity_posting", {"item": item, "unit": village, "from_on": day}))
    expected = {
        "publicity.due": 5,
        "publicity.in_time": 3,
        "publicity.late": 2,
        "publicity.villages": 2,
        "publicity.due.item.p02": 2,
        "publicity.due.item.p07": 1,
    }
    assert values(store, *expected) == expected


def test_what_the_people_were_asked(commune: tuple[Store, list[str]]) -> None:
    store, villages = commune
    for place, opens in enumerate((dt.date(2026, 7, 1), dt.date(2026, 9, 1), dt.date(2026, 10, 1))):
        draft = {"subject": f"Dự thảo {place}", "item": "c01", "drafting_body": "UBND xã", "published_on": opens}
        counts = {"accepted_count": 3 + place, "explained_count": 7, "state": "open"}
        asked = store.save(Draft("consultation", {**draft, **counts})).uids[0]
        for number, village in enumerate(villages):
            store.save(Draft("consultation_tally", {"consultation": asked, "unit": village, "opinions": number}))
    expected = {
        "consultations.held": 2,
        "consultations.held.item.c01": 2,
        "consultations.opinions": 2 * sum(range(VILLAGES)),
        "consultations.accepted": 7,
        "consultations.explained": 14,
    }
    assert values(store, *expected) == expected


def test_how_many_households_gave_is_not_known_where_lines_name_none(commune: tuple[Store, list[str]]) -> None:
    store, villages = commune
    day = "2025-05-12"  # of a period of which the other tests here say nothing
    mend = {"name": "Sửa mương", "type": "canal", "unit": villages[0], "agreed_on": day}
    work = store.save(Draft("community_work", mend)).uids[0]
    given = {"work": work, "given_on": day, "unit": villages[0]}
    store.save(Draft("contribution", {**given, "donor": "Các hộ ngõ 1", "money": 900_000}))

    def households() -> FigureValue:
        period = Period.parse("2025-Q2")
        return ReportFigures(store, store.unit.uid, "work-report", period, LAST).value("contributions.households")

    assert (households().shown, households().known) == (0, False)
    head = store.save(Draft("household", {"unit": villages[0], "head": "Bùi Văn Duy", "order": 99})).uids[0]
    store.save(Draft("contribution", {**given, "household": head, "money": 100_000}))
    assert (households().shown, households().known) == (1, True)


def test_what_only_companies_gave_was_given_by_no_household(commune: tuple[Store, list[str]]) -> None:
    store, villages = commune
    mend = {"name": "Sửa cống", "type": "canal", "unit": villages[1], "agreed_on": "2025-07-12"}
    work = store.save(Draft("community_work", mend)).uids[0]
    company = {"donor": "Công ty May Đông Sơn", "donor_kind": "business", "money": 900_000}
    store.save(Draft("contribution", {"work": work, "given_on": "2025-07-12", "unit": villages[1], **company}))
    period = Period.parse("2025-Q3")
    value = ReportFigures(store, store.unit.uid, "work-report", period, LAST).value("contributions.households")
    assert (value.shown, value.known) == (0, True)
