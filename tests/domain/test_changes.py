import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.change import ChangeId, encode_value, is_intact, join_parents, seal, split_parents
from danvan_desktop.domain.clock import EPOCH, HybridClock, format_timestamp, parse_timestamp
from danvan_desktop.domain.uid import new_uid

ids = st.builds(
    ChangeId,
    st.text("0123456789abcdef", min_size=16, max_size=16),
    st.sampled_from(["commune", "upward", "restricted"]),
    st.integers(1, 10**9),
)


def sealed(**values: object):
    made = {
        "timestamp": "1786500000000-0000",
        "kind": "meeting",
        "uid": new_uid(),
        "field": "place",
        "value": '"Đình làng"',
        "salt": "00" * 16,
        "parents": (),
        "officer": "",
        "previous": "",
    }
    return seal(ChangeId("ab" * 8, "upward", 1), **(made | values))


@given(ids)
def test_change_id_is_read_back_from_its_text(change_id):
    assert ChangeId.parse(str(change_id)) == change_id


@pytest.mark.parametrize("text", ["", "a:b", "a:b:c", "a:b:1:2", ":b:1", "a:b:-1", "a:b:²"])
def test_what_is_no_change_id_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011
        ChangeId.parse(text)


@given(st.lists(ids, max_size=5, unique=True))
def test_parents_are_read_back_in_one_order(parents):
    assert split_parents(join_parents(tuple(parents))) == tuple(sorted(parents))


@pytest.mark.parametrize("part", ["timestamp", "kind", "uid", "field", "value", "salt", "officer", "previous"])
def test_change_of_any_part_breaks_the_seal(part):
    change = sealed()
    assert is_intact(change)
    assert not is_intact(dataclasses.replace(change, **{part: getattr(change, part) + "0"}))


def test_redacted_change_keeps_its_seal():
    assert is_intact(dataclasses.replace(sealed(), value=None))


def test_equal_values_have_digests_that_do_not_show_it():
    assert sealed(salt="00" * 16).value_digest != sealed(salt="11" * 16).value_digest


def test_values_are_written_compactly_with_their_letters():
    assert encode_value("Đông") == '"Đông"'
    assert [encode_value(value) for value in (None, True, 5)] == ["null", "true", "5"]


@given(st.integers(0, 10**13 - 1), st.integers(0, 0xFFFF))
def test_timestamp_is_read_back(milliseconds, counter):
    assert parse_timestamp(format_timestamp(milliseconds, counter)) == (milliseconds, counter)


@given(st.lists(st.integers(0, 2_000), min_size=2, max_size=50))
def test_clock_never_goes_back_even_when_the_wall_clock_does(readings):
    walls = iter([*readings, *readings])
    clock = HybridClock(EPOCH, now=lambda: next(walls))
    made = [clock.tick() for _ in readings]
    assert made == sorted(set(made))


def test_clock_is_ahead_of_what_it_starts_after():
    clock = HybridClock(format_timestamp(1_000, 3), now=lambda: 5)
    assert clock.tick() == format_timestamp(1_000, 4)


def test_full_counter_moves_on_to_the_next_millisecond():
    clock = HybridClock(format_timestamp(1_000, 0xFFFF), now=lambda: 0)
    assert clock.tick() == format_timestamp(1_001, 0)


@pytest.mark.parametrize("text", ["", "1786500000000", "178650000000-0000", "17865000000000000", "x786500000000-0000"])
def test_what_is_no_timestamp_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011
        parse_timestamp(text)


def test_uids_are_version_7_and_different():
    made = {new_uid() for _ in range(1_000)}
    assert len(made) == 1_000
    assert all(uid[14] == "7" and uid[19] in "89ab" for uid in made)
