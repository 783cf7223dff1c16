"""Copies that the program makes by itself: one a day, checked, thinned, never at the cost of the good ones."""

from __future__ import annotations

import datetime as dt
import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.daily_copies import dispensable
from danvan_desktop.store.settings import LAST_BACKUP
from tests.clocks import StandingClock

NOON = dt.datetime(2026, 11, 29, 12, 0)
DAY = dt.timedelta(days=1)


def test_each_day_has_one_copy_from_which_the_store_comes_back(store: Store, clock: StandingClock) -> None:
    village = {"name": "Thôn Đông", "kind": "village", "code": "X-1", "parent": store.unit.uid}
    store.save(Draft("unit", village))
    made = store.copy_keeper.keep_daily()
    assert made is not None
    assert store.copy_keeper.keep_daily() is None
    clock.moment += DAY
    assert store.copy_keeper.keep_daily() not in (None, made)
    assert len(store.copies()) == 2
    with Store.open(made) as copy:
        assert copy.count("unit") == 2
        assert copy.check().findings == ()


def test_a_daily_copy_is_no_backup_for_it_lies_on_the_same_disk(store: Store) -> None:
    store.copy_keeper.keep_daily()
    assert store.settings.get(LAST_BACKUP) == ""


def copies(*moments: dt.datetime) -> dict[Path, dt.datetime]:
    return {Path(moment.isoformat()): moment for moment in moments}


def test_days_weeks_and_months_keep_their_newest() -> None:
    every = copies(*(NOON - days * DAY for days in range(800)))
    left = sorted(set(every.values()) - {every[path] for path in dispensable(every, NOON)}, reverse=True)
    assert left[:14] == [NOON - days * DAY for days in range(14)]
    weeks, months = {one.isocalendar()[:2] for one in left}, {(one.year, one.month) for one in left}
    assert len(weeks) >= 8
    assert len(months) == 12
    assert len(left) < 14 + 8 + 12


def test_all_copies_of_the_last_day_stay_and_one_of_each_day_before() -> None:
    hour = dt.timedelta(hours=1)
    every = copies(*(NOON - hours * hour for hours in range(72)))
    left = set(every.values()) - {every[path] for path in dispensable(every, NOON)}
    assert {NOON - hours * hour for hours in range(24)} <= left
    assert [sum(one.date() == (NOON - days * DAY).date() for one in left) for days in (2, 3)] == [1, 1]


@pytest.mark.parametrize("years", [-10, 10])
def test_clock_that_was_years_off_and_is_right_again_costs_no_copy_of_these_days(years: int) -> None:
    """At no moment: while it was wrong, and after."""
    kept = copies(*(NOON - days * DAY for days in range(14)))
    good = set(kept)
    for now in (NOON + years * 365 * DAY, NOON + years * 365 * DAY + DAY, NOON + DAY, NOON + DAY + DAY / 2):
        kept |= copies(now)
        for path in dispensable(kept, now):
            del kept[path]
    assert len(good & kept.keys()) >= 12


def test_thinning_day_by_day_leaves_what_thinning_at_once_leaves() -> None:
    kept: dict[Path, dt.datetime] = {}
    for days in range(500, -1, -1):
        now = NOON - days * DAY
        kept |= copies(now)
        for path in dispensable(kept, now):
            del kept[path]
    assert len({(one.year, one.month) for one in kept.values()}) == 12
    assert set(copies(*(NOON - days * DAY for days in range(14)))) <= set(kept)


def test_a_clock_that_jumped_ahead_costs_no_good_copy() -> None:
    good = copies(*(NOON - days * DAY for days in range(10)))
    ahead = NOON + 4000 * DAY
    assert dispensable(good | copies(ahead), ahead) == set()
    assert dispensable(good | copies(ahead), NOON) == set()


def test_little_room_lets_the_oldest_go_and_never_the_last_two(
    store: Store, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _day in range(4):
        store.copy_keeper.keep_daily()
        clock.moment += DAY
    assert len(store.copies()) == 4
    one = store.copies()[0].stat().st_size
    usage = namedtuple("usage", "total used free")
    free = [100 * one]  # what the copy itself is measured against
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(0, 0, free[0]))
    monkeypatch.setattr("danvan_desktop.store.backup.require_room", lambda *_arguments: None)
    free[0] = one
    newest = store.copy_keeper.keep_daily()
    left = store.copies()
    assert left[-1] == newest
    assert len(left) == 3
    assert "đã bỏ 2 bản" in str(store.copy_keeper.untold)
    free[0] = 0
    clock.moment += DAY
    store.copy_keeper.keep_daily()
    assert len(store.copies()) == 2
    told = (str(store.copy_keeper.let_go_beside), str(store.copy_keeper.untold))
    assert "đã bỏ 2 bản" in told[0]
    assert "đã bỏ 4 bản" in told[1], "no window told of the first two"
    store.copy_keeper.note_told()
    assert store.copy_keeper.untold is None
    free[0] = 100 * one
    clock.moment += DAY
    store.copy_keeper.keep_daily()
    assert store.copy_keeper.let_go_beside is None
