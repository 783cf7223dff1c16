"""A year of a commune as it happens, counted by hand from what was typed: quarters, mergers, Tết, days in lieu."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.reports.figures import ReportFigures

if TYPE_CHECKING:
    from tests.reports.conftest import Office


def counted(office: Office, period: str, *codes: str, unit: str | None = None) -> dict[str, object]:
    day = dt.date(2026, 12, 31)
    figures = ReportFigures(office.store, unit or office.store.unit.uid, "work-report", Period.parse(period), day)
    return {code: figures.value(code).shown for code in codes}


def session(office: Office, day: str, body: str = "party", /, **values: object) -> str:
    made = {"held_on": day, "body": body, "kind": "head", "receiver": "Lê Quang Hưng", "place": "Trụ sở"}
    return office.save("reception", **(made | {"by_head": True} | values))


def visit(office: Office, of: str, people: int, nature: str, first_time: str | None = None) -> None:
    values = {"reception": of, "citizen_name": f"Người thứ {people}", "people": people, "nature": nature}
    office.save("reception_visit", content="Bồi thường", first_time=first_time, **values)


def test_a_quarter_of_receptions_with_groups_and_sessions_that_did_not_take_place(office: Office) -> None:
    visit(office, session(office, "2026-06-30"), 7, "complaint", "first")
    morning = session(office, "2026-07-01")
    visit(office, morning, 1, "complaint", "first")
    visit(office, morning, 6, "petition")
    visit(office, morning, 12, "complaint", "again")
    session(office, "2026-07-01", "government", nobody_came=True)
    visit(office, session(office, "2026-07-15"), 5, "complaint", "first")
    visit(office, session(office, "2026-07-15", receiver="Trần Văn Ban"), 4, "reflection")
    session(office, "2026-08-12", state="postponed")
    session(office, "2026-08-26", state="missed")
    regular = session(office, "2026-09-30", kind="regular", by_head=False)
    visit(office, regular, 1, "denunciation", "first")
    visit(office, regular, 1, "complaint", "again")
    visit(office, session(office, "2026-10-01"), 9, "complaint", "again")
    expected = {
        "reception.sessions": 5,
        "reception.empty": 1,
        "reception.head_days": 3,
        "reception.visits": 7,
        "reception.people": 30,
        "reception.groups": 3,
        "reception.group_people": 23,
        "reception.visits.nature.complaint": 4,
        "reception.visits.nature.denunciation": 1,
        "reception.visits.nature.petition": 1,
        "reception.visits.nature.reflection": 1,
    }
    assert counted(office, "2026-Q3", *expected) == expected


def test_two_villages_that_merge_in_mid_year_give_what_each_gave(office: Office) -> None:
    commune = office.store.unit.uid
    named = {"kind": "village", "parent": commune}
    east, west = (office.save("unit", name=name, code=code, **named) for name, code in (("Đầm", "D1"), ("Gò", "D2")))
    merged = office.save("unit", name="Thôn Đầm Gò", code="D3", valid_from="2026-07-01", **named)
    households = [office.save("household", unit=at, head=f"Hộ {at[-4:]}", order=1) for at in (east, west)]
    work = office.save("community_work", name="Đường trục", type="road", scope="commune", agreed_on="2026-05-01")

    def give(unit: str, day: str, household: int | None = None, **amounts: object) -> None:
        kind = "business" if household is None else "household"
        donor = {"household": None if household is None else households[household], "donor_kind": kind}
        office.save("contribution", work=work, unit=unit, given_on=day, **donor, **amounts)

    give(east, "2026-05-15", 0, money=500_000)
    give(east, "2026-05-16", 0, days=3)
    give(west, "2026-06-20", 1, money=300_000)
    give(west, "2026-06-21", money=100_000)
    for unit in (east, west):
        office.store.save(Draft("unit", {"valid_to": "2026-06-30", "successor": merged}, unit))
    for household in households:
        office.store.save(Draft("household", {"unit": merged}, household))
    give(merged, "2026-08-10", 0, money=200_000, land=40)
    give(merged, "2026-09-01", 1, days=2)
    give(merged, "2026-09-02", material_value=1_500_000)
    codes = ("contributions.money", "contributions.days", "contributions.land", "contributions.households")
    assert list(counted(office, "2026-Q2", *codes).values()) == [900_000, 3, 0, 2]
    assert list(counted(office, "2026-Q3", *codes).values()) == [200_000, 2, 40, 2]
    assert list(counted(office, "2026", *codes).values()) == [1_100_000, 5, 40, 2]
    assert counted(office, "2026-Q3", "contributions.material") == {"contributions.material": 1_500_000}
    assert counted(office, "2026-Q2", "contributions.material") == {"contributions.material": 0}
    assert list(counted(office, "2026-Q2", *codes, unit=east).values()) == [500_000, 3, 0, 1]
    assert list(counted(office, "2026-Q3", *codes, unit=merged).values()) == [200_000, 2, 40, 2]
    year = ReportFigures(office.store, commune, "work-report", Period.parse("2026"), dt.date(2026, 12, 31))
    assert year.by_unit("contributions.money") == {east: 500_000, west: 400_000, merged: 200_000}


@pytest.mark.parametrize(
    ("paper", "due"),
    [
        ("2026-02-12", "2026-02-26"),  # 13, then Tết with the days around it, 23 to 26
        ("2026-04-22", "2026-05-04"),  # 23, 24; Giỗ Tổ on a Sunday, so that 27 is off in its place; 28, 29; 4 May
        ("2026-08-28", "2026-09-09"),  # 31 is off in exchange; Quốc khánh on 1 and 2; 3, 4, 7, 8, 9
    ],
)
def test_what_is_decided_before_a_holiday_is_made_public_within_five_working_days(
    office: Office, paper: str, due: str
) -> None:
    uid = office.save("publicity_item", item="p08", title="Kết quả quyên góp", paper_date=paper)
    assert office.store.get(uid).text("due_on") == due


@pytest.mark.parametrize(("last", "is_long_enough"), [("2026-02-24", False), ("2026-02-25", True)])
def test_a_posting_over_tet_counts_every_day(office: Office, last: str, is_long_enough: bool) -> None:
    """Thirty days after 26 January end on 25 February, those of Tết among them (Luật 10/2022/QH15, Điều 13)."""
    uid = office.save("publicity_item", item="p08", title="Kết quả quyên góp", paper_date="2026-01-21")
    places = {"form": "f01", "place": "Nhà văn hóa", "from_on": "2026-01-26", "to_on": last}
    office.save("publicity_posting", item=uid, **places)
    office.save("publicity_posting", item=uid, form="f03", place="Loa", from_on="2026-01-26", to_on="2026-01-29")
    if is_long_enough:
        office.store.save(Draft("publicity_item", {"state": "finished"}, uid))
        codes = ("publicity.due", "publicity.in_time", "publicity.late")
        assert list(counted(office, "2026-Q1", *codes).values()) == [1, 1, 0]
    else:
        with pytest.raises(InvalidRecord, match="30 ngày"):
            office.store.save(Draft("publicity_item", {"state": "finished"}, uid))


def test_ratings_of_villages_before_and_after_they_merge(office: Office) -> None:
    named = {"kind": "village", "parent": office.store.unit.uid}
    east, west = (office.save("unit", name=name, code=code, **named) for name, code in (("Đầm", "D1"), ("Gò", "D2")))
    shared = {"subject_kind": "village", "set": "Bộ 1"}
    before = {"year": 2025, "decided_on": "2026-01-20"}
    office.save("rating", target_unit=east, self_rank="excellent", rank="good", **shared, **before)
    office.save("rating", target_unit=west, self_rank="good", rank="good", **shared, **before)
    merged = office.save("unit", name="Thôn Đầm Gò", code="D3", valid_from="2026-07-01", **named)
    for unit in (east, west):
        office.store.save(Draft("unit", {"valid_to": "2026-06-30", "successor": merged}, unit))
    office.save(
        "rating", target_unit=merged, self_rank="done", rank="excellent", year=2026, decided_on="2026-09-25", **shared
    )
    codes = ("ratings.decided", "ratings.decided.rank.good", "ratings.decided.rank.excellent", "ratings.changed")
    assert list(counted(office, "2026-Q1", *codes).values()) == [2, 2, 0, 1]
    assert list(counted(office, "2026-Q3", *codes).values()) == [1, 0, 1, 1]
    assert list(counted(office, "2026", *codes).values()) == [3, 2, 1, 2]


def test_a_contest_with_teams_of_one_total_and_a_judge_who_was_away(office: Office) -> None:
    contest = office.save("contest", name="Hội thi", held_on="2026-09-20", state="held", audience=300, set="Thi")
    part = office.save("criterion", set="Thi", version="2026", order=1, name="Tiểu phẩm", maximum=100)
    marks = {"Đông": (90, 80), "Đoài": (85,), "Nam": (85, 85), "Bắc": (70, 71)}
    prizes = {"Đông": "second", "Đoài": "second", "Nam": "second", "Bắc": "none"}
    for draw, (team, given) in enumerate(marks.items(), 1):
        uid = office.save("contest_entry", contest=contest, team=team, draw=draw, members=draw + 2, prize=prizes[team])
        for judge, points in enumerate(given):
            office.save("mark", subject=uid, criterion=part, scorer=f"Giám khảo {judge}", points=points)
    expected = {
        "contests.held": 1,
        "contests.audience": 300,
        "contests.teams": 4,
        "contests.members": 18,
        "contests.prizes": 3,
        "contests.side_prizes": 0,
    }
    assert counted(office, "2026-Q3", *expected) == expected
    table = " ".join(office.printed("contest-ranking", contest).whole_text.split())
    assert all(total in table for total in ("85", "70,5"))


def test_households_whose_land_is_taken_are_those_of_what_is_not_over(office: Office) -> None:
    started = {"started_on": "2026-03-01", "unit": office.store.unit.uid}
    office.save("land_project", name="Cụm công nghiệp", households=60, agreed_households=45, handed_over=30, **started)
    office.save("land_project", name="Trường mầm non", households=8, agreed_households=8, handed_over=8, **started)
    codes = ("land.projects", "land.households", "land.agreed_share", "land.handed_share")
    assert list(counted(office, "2026-Q3", *codes).values()) == [2, 68, 53, 38]


def test_visits_letters_and_hot_spots_of_taking_land_back(office: Office) -> None:
    started = {"started_on": "2026-03-01", "unit": office.store.unit.uid}
    road = office.save("land_project", name="Mở đường", households=12, persuasions=9, **started)
    office.save("land_project", name="Trường", households=8, persuasions=4, **started)
    office.save("land_project", name="Đã xong", persuasions=5, ended_on="2026-05-01", state="done", **started)
    for nature, day, more in (
        ("complaint", "2026-07-01", {}),
        ("dispute", "2026-08-01", {}),
        ("complaint", "2026-06-01", {"state": "closed", "closed_on": "2026-07-20"}),
        ("complaint", "2026-10-02", {}),
        ("hot_spot", "2026-07-05", {"danger": "hot"}),
    ):
        told = {"received_on": day, "nature": nature, "title": "Giá đất", "field": "land", "land_project": road}
        if more.get("state") == "closed":
            told |= {"accepted_on": "2026-06-05", "decided_on": "2026-07-01", "result": "wrong"}
            told |= {"decision_number": "12/QĐ-UBND", "sent_on": "2026-07-02", "published_on": "2026-07-02"}
        office.save("case", **told, **more)
    office.save("case", received_on="2026-07-09", nature="complaint", title="Điện", field="other")
    codes = ("land.persuasions", "land.complaints", "land.hot_spots")
    assert list(counted(office, "2026-Q3", *codes).values()) == [13, 2, 1]
