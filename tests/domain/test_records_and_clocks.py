"""Records give their values in the type that is asked for; clocks tell moments in local time."""

import datetime as dt
import itertools
import json
import uuid

import pytest

from danvan_desktop.assets import resource_path
from danvan_desktop.domain.clock import format_timestamp, parse_timestamp, timestamp_moment
from danvan_desktop.domain.record import Record
from danvan_desktop.domain.rules.legal import LegalRule
from danvan_desktop.domain.uid import (
    UidMaker,
    comes_next,
    is_maker,
    is_of_unit,
    is_uid,
    may_have_made,
    next_uid,
    own_uid,
    replacement_uid,
    tells_maker,
    tells_unit,
    uid_of,
    uid_of_unit,
)
from tests.clocks import StandingClock
from tests.uids import new_uid

RECORD = Record("meeting", "m", {"a": "x", "n": 5, "d": "2026-08-12", "m": "2026-08-12T14:30", "t": "07:05", "b": True})


def test_a_field_is_given_as_it_is_asked_for():
    assert (RECORD.get("a"), RECORD.text("a"), RECORD.number("n"), RECORD.text("n")) == ("x", "x", 5, "5")
    assert RECORD.date("d") == RECORD.date("m") == dt.date(2026, 8, 12)
    assert RECORD.datetime("m") == dt.datetime(2026, 8, 12, 14, 30)
    assert RECORD.time("t") == dt.time(7, 5)


def test_an_empty_field_is_nothing_of_its_type():
    assert RECORD.get("z") is None
    assert (RECORD.text("z"), RECORD.number("z")) == ("", 0)
    assert (RECORD.date("z"), RECORD.datetime("z"), RECORD.time("z")) == (None, None, None)
    assert RECORD.number("a") == 0


def test_a_clock_tells_one_moment_in_several_ways():
    clock = StandingClock(dt.date(2026, 8, 12))
    assert clock.today() == dt.date(2026, 8, 12)
    assert clock.local_time() == dt.datetime(2026, 8, 12, 9, 0)
    assert clock.local_text() == "2026-08-12T09:00:00"
    assert timestamp_moment(format_timestamp(clock.milliseconds(), 7)) == clock.local_time()


@pytest.mark.parametrize(
    "text", ["1786500000000_0000", "17865000000a0-0000a", "178650000000²-0000", "1786500000000-000g"]
)
def test_a_timestamp_of_another_form_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011
        parse_timestamp(text)


def test_uids_follow_the_time_and_replacements_the_text():
    assert is_uid(new_uid())
    assert not is_uid(new_uid().upper())
    assert not is_uid(new_uid() + "0")
    assert replacement_uid("HGĐ 01") == replacement_uid("HGĐ 01") != replacement_uid("HGĐ 02")
    assert is_uid(replacement_uid("\ud800"))


def test_uids_made_later_sort_later():
    moments = iter([1_786_500_000_000_000_000, 1_786_500_000_000_001_000, 1_786_500_000_007_000_000])
    make = UidMaker("ab" * 32, lambda: next(moments))
    made = [make() for _ in range(3)]
    assert made == sorted(made)
    assert [uuid.UUID(uid).int >> 80 for uid in made] == [1_786_500_000_000, 1_786_500_000_000, 1_786_500_000_007]


def test_uids_of_one_moment_and_of_a_clock_that_went_back_differ_and_still_rise():
    moments = itertools.chain([10**18] * 10_000, [5] * 10)
    make = UidMaker("ab" * 32, lambda: next(moments))
    made = [make() for _ in range(10_010)]
    assert made == sorted(set(made))


def test_a_uid_tells_who_made_it_and_nobody_else():
    made = UidMaker("ab" * 32, lambda: 1_786_500_000_000_000_000)()
    assert is_uid(made)
    assert is_maker(made, "ab" * 32)
    assert not is_maker(made, "cd" * 32)
    assert not is_maker(made[:-1] + ("0" if made[-1] != "0" else "1"), "ab" * 32)
    assert not is_maker(new_uid(), "ab" * 32)
    assert not tells_maker("tờ 1")


def test_a_uid_tells_of_which_unit_what_it_has_only_one_of_is():
    ours, theirs = uid_of_unit("east", "task", "a"), uid_of_unit("west", "task", "a")
    assert ours == uid_of_unit("east", "task", "a") != uid_of_unit("east", "task", "b")
    assert is_uid(ours)
    assert tells_unit(ours)
    assert not tells_maker(ours)
    assert [is_of_unit(ours, "east"), is_of_unit(ours, "west"), is_of_unit(theirs, "west")] == [True, False, True]
    assert not is_of_unit(ours[:-1] + ("0" if ours[-1] != "0" else "1"), "east")
    assert may_have_made(ours, "ab" * 32, "east")
    assert not may_have_made(ours, "ab" * 32, "west")


def test_a_uid_that_a_device_made_tells_no_unit_and_another_form_tells_nothing():
    made = UidMaker("ab" * 32)()
    assert not tells_unit(made)
    assert [may_have_made(made, device, "east") for device in ("ab" * 32, "cd" * 32)] == [True, False]
    assert may_have_made(uid_of("task", "a"), "cd" * 32, "east")
    assert uid_of_unit(None, "task", "a") == uid_of("task", "a")


def test_what_comes_next_is_known_whatever_its_unit():
    assert all(comes_next(next_uid("r", unit), "r") for unit in ("east", "west", None))
    assert not any(comes_next(next_uid("r", unit), "s") for unit in ("east", None))


def test_what_another_unit_has_only_one_of_becomes_a_devices_own():
    mine = own_uid(uid_of_unit("east", "task", "a"), "ab" * 32)
    assert is_maker(mine, "ab" * 32)
    assert not tells_unit(mine)


def test_a_rule_keeps_all_that_the_data_say_of_it():
    data = json.loads(resource_path("rules", "legal_rules.json").read_text("utf-8"))
    for entry in data["rules"]:
        rule = LegalRule.from_data(entry)
        assert (rule.code, rule.title, rule.text, rule.source, rule.article) == tuple(
            entry[name] for name in ("code", "title", "text", "source", "article")
        )
        assert (rule.unit, rule.confirmed, rule.note) == (entry["unit"], entry["confirmed"], entry.get("note"))
        assert (rule.in_force_from and rule.in_force_from.isoformat()) == entry.get("in_force_from")
        assert (rule.in_force_to and rule.in_force_to.isoformat()) == entry.get("in_force_to")
        assert (rule.value is None) == (entry["value"] is None)
