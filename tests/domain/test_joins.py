"""Joins in chains, forks and rings: one record is shown, the same whatever order they are named in."""

from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.joins import Join, shown_for

UIDS = "abcdefg"
JOINS = st.lists(st.builds(Join, st.sampled_from(UIDS), st.sampled_from(UIDS)).filter(lambda j: j.uid != j.into))


def test_the_end_of_a_chain_is_shown():
    assert shown_for([Join("a", "b"), Join("b", "c")], set("abc")) == {"a": "c", "b": "c"}


def test_the_eldest_of_a_ring_is_shown():
    assert shown_for([Join("b", "a"), Join("c", "b"), Join("a", "c")], set("abc")) == {"b": "a", "c": "a"}


def test_a_record_that_two_offices_joined_to_two_others_makes_all_three_one():
    assert shown_for([Join("a", "c"), Join("a", "b")], set("abc")) == {"a": "b", "c": "b"}


def test_one_that_is_here_is_shown_for_one_that_was_deleted_or_has_not_come():
    assert shown_for([Join("a", "b")], {"a"}) == {"b": "a"}
    assert shown_for([Join("a", "b"), Join("b", "c")], {"a", "b"}) == {"a": "b", "c": "b"}


def test_of_records_that_are_all_deleted_one_stands_for_all():
    assert shown_for([Join("a", "b")], set()) == {"a": "b"}


@given(JOINS, st.sets(st.sampled_from(UIDS)), st.randoms())
def test_every_group_shows_exactly_one_whatever_the_order(joins, here, random):
    shown = shown_for(joins, here)
    shuffled = [*joins, *joins]
    random.shuffle(shuffled)
    assert shown_for(shuffled, here) == shown
    assert not set(shown) & set(shown.values())
    for join in joins:
        assert shown.get(join.uid, join.uid) == shown.get(join.into, join.into)
    for uid, other in shown.items():
        assert uid not in here or other in here
