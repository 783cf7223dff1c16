"""What a new record takes over from an earlier one, and the days on which something comes round."""

import datetime as dt

import pytest

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.repeating import Rhythm, can_be_repeated, carried, next_occasion, occasions, taken_over

FIRST = dt.datetime(2026, 1, 31, 19, 30)


@pytest.mark.parametrize(
    ("rhythm", "days"),
    [
        (Rhythm.WEEKLY, ["2026-01-31", "2026-02-07", "2026-02-14"]),
        (Rhythm.FORTNIGHTLY, ["2026-01-31", "2026-02-14", "2026-02-28"]),
        (Rhythm.MONTHLY, ["2026-01-31", "2026-02-28", "2026-03-31"]),
        (Rhythm.SAME_WEEKDAY, ["2026-01-31", "2026-02-28", "2026-03-28"]),
        (Rhythm.QUARTERLY, ["2026-01-31", "2026-04-30", "2026-07-31"]),
    ],
)
def test_an_occasion_keeps_its_time_and_fits_short_months(rhythm: Rhythm, days: list[str]) -> None:
    found = occasions(FIRST, rhythm, 3)
    assert [moment.date().isoformat() for moment in found] == days
    assert {moment.time() for moment in found} == {FIRST.time()}


def test_the_second_saturday_stays_the_second_saturday_over_the_year() -> None:
    found = occasions(dt.datetime(2026, 9, 12), Rhythm.SAME_WEEKDAY, 12)
    assert {(moment.weekday(), (moment.day - 1) // 7) for moment in found} == {(5, 1)}
    assert [moment.month for moment in found] == [9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8]


def test_the_next_occasion_is_never_past() -> None:
    assert next_occasion(FIRST, Rhythm.MONTHLY, dt.date(2026, 8, 3)).date() == dt.date(2026, 8, 31)
    assert next_occasion(FIRST, Rhythm.MONTHLY, dt.date(2025, 1, 1)).date() == dt.date(2026, 2, 28)


@pytest.mark.parametrize("kind", list(ALL_KINDS), ids=lambda kind: kind.name)
def test_no_kind_takes_over_a_day_a_state_a_number_or_a_citizen(kind) -> None:
    fields = taken_over(kind)
    assert not [field.name for field in fields if field.personal or field.answered_from_above]
    assert not [field.name for field in fields if field.type.value in ("date", "datetime")]
    names = {field.name for field in fields}
    assert "state" not in names
    assert not names & {name for state in kind.states or () for name in state.facts}
    assert set(kind.follows_by) <= names


def test_what_a_meeting_came_to_is_not_that_of_the_next() -> None:
    values = {
        "unit": "u",
        "subject": "Họp định kỳ",
        "place": "Nhà văn hóa",
        "starts_at": "2026-01-31T19:30",
        "chair": "Nguyễn Văn An, Trưởng thôn",
        "households_present": 88,
        "conclusion": "Nhất trí",
        "household_signer_1": "Trần Văn Mẫu",
        "state": "signed",
    }
    assert carried(ALL_KINDS["meeting"], Record("meeting", "m", values)) == {
        "unit": "u",
        "subject": "Họp định kỳ",
        "place": "Nhà văn hóa",
        "chair": "Nguyễn Văn An, Trưởng thôn",
    }


def test_only_what_comes_round_can_be_planned_ahead() -> None:
    found = {kind.name for kind in ALL_KINDS if can_be_repeated(kind)}
    assert {"meeting", "dialogue"} <= found
    assert not {"petition", "unit", "officer"} & found
