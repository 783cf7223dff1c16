"""``danvan due``: what waits, of all kinds, the longest late first."""

import datetime as dt
import json

import pytest

from danvan_desktop.domain.deadlines import DAY_OFF_RULE
from tests.clocks import TODAY


def day(days):
    return (TODAY + dt.timedelta(days=days)).isoformat()


def add(danvan, of, /, **values):
    return danvan("add", of, "--json-file", "-", stdin=json.dumps(values)).stdout.strip()


def due(danvan, *more):
    return json.loads(danvan("due", "--json", *more).stdout)


@pytest.fixture
def village(danvan, commune):
    add(danvan, "rule_override", rule=DAY_OFF_RULE, value="0", reason="Quy chế của xã")
    return add(danvan, "unit", name="Thôn 9", kind="village", code="09", parent=commune)


@pytest.fixture
def petition(danvan, village):
    def save(due_in, **more):
        values = {"unit": village, "content": "Mương tắc", "received_on": day(-40), "due_on": day(due_in), **more}
        return add(danvan, "petition", **values)

    return save


def test_nothing_to_do_is_told(danvan, village):
    assert due(danvan) == []
    assert "Không có việc nào quá hạn hoặc đến hạn trong 7 ngày tới." in danvan("due").stdout


def test_works_of_all_kinds_come_the_longest_late_first(danvan, village, petition):
    soon, late, longer = petition(6), petition(-2), petition(-9)
    petition(8)
    planned = {"place": "Nhà văn hóa", "chair": "An", "secretary": "Bình", "households_total": 120}
    meeting = add(danvan, "meeting", unit=village, subject="Bàn thu", starts_at=f"{day(5)}T19:30", **planned)
    assert [(work["uid"], work["deadline"], work["days_late"]) for work in due(danvan)] == [
        (longer, "reply", 9),
        (late, "reply", 2),
        (meeting, "meeting.notice", 0),
        (soon, "reply", 0),
    ]
    assert len(due(danvan, "--within", "8")) == 5
    assert len(due(danvan, "--within", "0")) == 2
    told = danvan("due").stdout
    assert "quá hạn 9 ngày" in told
    assert "Trả lời kiến nghị" in told
    assert "Thông báo cuộc họp" in told


def test_what_is_done_or_closed_is_waited_for_no_more(danvan, petition):
    petition(-2, state="closed", closed_on=day(0))
    told = petition(-30, replied_on=day(-20), result="solved")
    assert [(work["uid"], work["work"]) for work in due(danvan)] == [(told, "Thông báo kết quả cho dân")]
    assert "Điều" in danvan("kinds").stdout or due(danvan)[0]["citation"] is not None
    danvan("set", told, f"people_told_on={day(0)}", "told_how=letter")
    assert due(danvan) == []


def test_a_term_that_ends_on_a_day_off_shows_both_days(danvan, village, petition):
    danvan("delete", json.loads(danvan("list", "rule_override", "--json").stdout)[0]["uid"])
    to_sunday = (6 - TODAY.weekday()) % 7
    petition(to_sunday)
    (work,) = due(danvan)
    assert work["last_day"] == day(to_sunday)
    assert work["until"] > work["last_day"]
    assert "ngày nghỉ, tính đến hết" in danvan("due").stdout


@pytest.mark.parametrize("within", ["-1", "x"])
def test_a_number_of_days_that_is_none_is_refused(danvan, village, within):
    result = danvan("due", "--within", within)
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1


def test_the_heads_days_that_a_month_lacks_are_told_with_the_works(danvan, commune):
    session = {"unit": commune, "held_on": day(-1), "kind": "regular", "receiver": "Ông An", "place": "Trụ sở"}
    add(danvan, "reception", **session, nobody_came=True)
    owed = [one for one in due(danvan, "--within", "31") if one["kind"] == "reception"]
    lacks = {one["deadline"]: one for one in owed if one["uid"] is None}
    assert set(lacks) == {"reception.commune_days_per_month", "reception.party_days_per_month"}
    told = lacks["reception.commune_days_per_month"]
    assert (told["kind"], told["days_late"]) == ("reception", 0)
    assert "mới 0/2 ngày" in told["title"]
    assert "Điều 15" in told["citation"]
    assert "mới 0/2 ngày" in danvan("due", "--within", "31").stdout
