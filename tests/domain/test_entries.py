"""Entries: what their hashes cover, what they supersede, and what stays true when content goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.entry import (
    NO_ENTRY,
    EntryId,
    MissingValue,
    Seen,
    encode_value,
    is_intact,
    salts_of,
    seal,
    without,
)
from tests.copies import replace

REPLICA, OTHER = "a" * 16, "b" * 16
NAMES = st.text("abcdef_", min_size=1, max_size=6)
VALUES = st.one_of(st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.text(max_size=30))


def sealed(values, seq=1, seen=(), previous=""):
    return seal(
        EntryId(REPLICA, "upward", seq),
        timestamp="1786500000000-0000",
        kind="petition",
        uid="p",
        place="u",
        officer="",
        seen=seen,
        values={name: encode_value(value) for name, value in values.items()},
        salt="0f" * 16,
        previous=previous,
    )


def seen(replica, seq):
    return Seen(replica, "upward", seq, NO_ENTRY)


entries = st.dictionaries(NAMES, VALUES, min_size=1, max_size=6).map(sealed)


@given(entries)
def test_a_sealed_entry_is_intact(entry):
    assert is_intact(entry)


@given(entries, st.data())
def test_any_other_content_breaks_it(entry, data):
    name = data.draw(st.sampled_from(entry.fields))
    other = data.draw(VALUES.map(encode_value).filter(lambda value: value != entry.values[name]))
    assert not is_intact(replace(entry, values={**entry.values, name: other}))
    assert not is_intact(replace(entry, uid="q"))
    assert not is_intact(replace(entry, kind="meeting"))
    assert not is_intact(replace(entry, place="v"))
    assert not is_intact(replace(entry, officer="o"))
    assert not is_intact(replace(entry, previous="0" * 64))
    assert not is_intact(replace(entry, timestamp="1786500000000-0001"))
    assert not is_intact(replace(entry, id=entry.id._replace(seq=2)))
    assert not is_intact(replace(entry, seen=(Seen(OTHER, "upward", 1, NO_ENTRY),)))


@given(entries, st.data())
def test_content_may_go_and_the_chain_holds(entry, data):
    leaving = data.draw(st.sets(st.sampled_from(entry.fields)))
    left = without(entry, leaving, is_held_back=True)
    assert is_intact(left)
    assert left.fields == entry.fields
    assert set(left.values) == set(entry.fields) - leaving
    further = without(left, entry.fields, is_held_back=False)
    assert is_intact(further)
    assert all(not further.gone[name].is_held_back for name in set(entry.fields) - leaving)
    assert all(further.gone[name].is_held_back for name in leaving)


@given(entries, st.data())
def test_what_is_gone_cannot_be_guessed_from_what_stays(entry, data):
    gone = data.draw(st.sampled_from(entry.fields))
    left = without(entry, [gone], is_held_back=False)
    told = repr(left)
    assert entry.salt not in told
    assert salts_of(entry.salt, entry.fields)[gone] not in told
    assert left.gone[gone] == MissingValue(left.gone[gone].digest, is_held_back=False)


def test_names_and_values_cannot_trade_places():
    assert sealed({"a": "b", "c": "d"}).hash != sealed({"a": "d", "c": "b"}).hash
    assert sealed({"ab": "c"}).hash != sealed({"a": "c", "b": None}).hash


@pytest.mark.parametrize(
    ("seen", "other", "known"),
    [
        ((), EntryId(REPLICA, "upward", 4), True),
        ((), EntryId(REPLICA, "upward", 5), False),
        ((), EntryId(REPLICA, "restricted", 1), False),
        ((), EntryId(OTHER, "upward", 1), False),
        ((seen(OTHER, 3),), EntryId(OTHER, "upward", 3), True),
        ((seen(OTHER, 3),), EntryId(OTHER, "upward", 4), False),
        ((seen(REPLICA, 2),), EntryId(REPLICA, "upward", 2), True),
        ((seen(REPLICA, 2),), EntryId(REPLICA, "upward", 3), False),
    ],
)
def test_an_entry_supersedes_its_own_log_and_what_it_had_seen_of_others(seen, other, known):
    assert sealed({"a": 1}, seq=5, seen=seen).knows(other) is known


@pytest.mark.parametrize("text", ["", "a:b", "a:b:c", "a:b:-1", ":b:1", "a::1", "a:b:١"])
def test_other_forms_of_ids_are_refused(text):
    with pytest.raises(ValueError, match=r"id|unpack"):
        EntryId.parse(text)
