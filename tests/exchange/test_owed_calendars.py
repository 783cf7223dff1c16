"""Calendars of the reports that are owed: what a year comes to, and files that cannot be used."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.uid import uid_of, uid_of_unit
from danvan_desktop.exchange.errors import TableError
from danvan_desktop.exchange.owed_calendars import calendars_for, owed_year, read_calendar
from danvan_desktop.store import Store
from tests.clocks import StandingClock
from tests.copies import replace

DAY = dt.date(2026, 12, 1)
OWN = """
name = "Của tỉnh"
unit_kinds = ["commune"]
[[report]]
report = "reception"
to = "Ban Nội chính Tỉnh ủy"
periods = ["02", "Q1", "9M", "YEAR"]
day = 31
[[report]]
report = "work_year"
to = "Tỉnh ủy"
periods = ["YEAR"]
day = 15
month = -1
"""


def made(folder: Path) -> Store:
    clock = StandingClock(DAY)
    return Store.create(folder / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS", clock=clock)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with made(tmp_path) as store:
        yield store


def test_each_period_is_due_on_its_day_and_a_short_month_on_its_last(store: Store) -> None:
    path = store.path.parent / "lich.toml"
    path.write_text(OWN, "utf-8")
    found = owed_year(store, [read_calendar(path)], [store.unit], 2027)
    owed = [(one.values["report"], one.values["period"], one.values["due_on"]) for one in found.drafts]
    assert owed == [
        ("reception", "2027-02", "2027-02-28"),
        ("reception", "2027-Q1", "2027-03-31"),
        ("reception", "2027-9M", "2027-09-30"),
        ("work_year", "2027", "2027-11-15"),
        ("reception", "2027", "2027-12-31"),
    ]
    assert {one.values["to"] for one in found.drafts} == {"Ban Nội chính Tỉnh ủy", "Tỉnh ủy"}


def test_the_program_s_year_is_saved_at_once_and_made_only_once(store: Store) -> None:
    calendars = calendars_for(store.path)
    found = owed_year(store, calendars, [store.unit], 2027)
    result = store.save(*found.drafts)
    assert store.count("submission") == len(found.drafts) > 20
    again = owed_year(store, calendars, [store.unit], 2027)
    assert (again.drafts, again.known) == ([], len(found.drafts))
    store.undo(result.save_id)
    assert store.count("submission") == 0


def test_what_was_made_by_hand_or_deleted_is_not_made_again(store: Store) -> None:
    calendars = calendars_for(store.path)
    by_hand = {"report": "work_year", "period": "2027", "to": "Tỉnh ủy", "due_on": "2027-12-01"}
    store.save(Draft("submission", by_hand))
    whole = owed_year(store, calendars, [store.unit], 2027)
    assert not [one for one in whole.drafts if one.values["report"] == "work_year"]
    store.save(*whole.drafts)
    gone = next(one for one in whole.drafts if one.values["report"] == "month_result")
    store.delete(str(gone.uid))
    assert owed_year(store, calendars, [store.unit], 2027).drafts == []


def test_what_an_earlier_version_made_is_not_made_again_even_where_it_was_deleted(store: Store) -> None:
    found = owed_year(store, calendars_for(store.path), [store.unit], 2027).drafts
    former = {one.uid: uid_of(store.unit.uid, str(one.values["report"]), str(one.values["period"])) for one in found}
    store.save(*(replace(one, uid=former[one.uid]) for one in found))
    store.delete(former[found[0].uid])
    assert owed_year(store, calendars_for(store.path), [store.unit], 2027).drafts == []


def test_two_laptops_make_the_same_reports(store: Store, tmp_path: Path) -> None:
    found = owed_year(store, calendars_for(store.path), [store.unit], 2027)
    assert found.drafts[0].uid == uid_of_unit(
        store.unit.uid, str(found.drafts[0].values["report"]), str(found.drafts[0].values["period"])
    )
    assert len({one.uid for one in found.drafts}) == len(found.drafts)


def test_villages_owe_by_a_calendar_of_theirs_and_a_unit_without_one_is_told_of(store: Store) -> None:
    parent = store.unit.uid
    village = store.save(Draft("unit", {"name": "Thôn Đông", "kind": "village", "code": "D1", "parent": parent})).uids[
        0
    ]
    agency = store.save(Draft("unit", {"name": "Hội", "kind": "agency", "code": "H", "parent": parent})).uids[0]
    below = store.find("unit", parent=parent)
    found = owed_year(store, calendars_for(store.path), below, 2027)
    assert {one.values["from_unit"] for one in found.drafts} == {village}
    assert [one.uid for one in found.without] == [agency]


def test_an_office_s_own_calendar_stands_in_place_of_the_program_s(store: Store) -> None:
    folder = store.path.parent / "submissions"
    folder.mkdir()
    (folder / "xa.toml").write_text(OWN, "utf-8")
    found = owed_year(store, calendars_for(store.path), [store.unit], 2027)
    assert {one.values["report"] for one in found.drafts} == {"reception", "work_year"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        OWN.replace("work_year", "poem"),
        OWN.replace('"02"', '"13"'),
        OWN.replace("day = 31", "day = 32"),
        OWN.replace("month = -1", "month = 40"),
        OWN.replace('unit_kinds = ["commune"]', ""),
        "\x00",
    ],
)
def test_a_bad_calendar_is_refused_in_one_line_that_names_it(tmp_path: Path, text: str) -> None:
    path = tmp_path / "hong.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(TableError) as caught:
        read_calendar(path)
    assert "hong.toml" in str(caught.value)
    assert "\n" not in str(caught.value)
