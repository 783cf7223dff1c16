"""The uids of a long list: what a list of texts answers, in little memory."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.text import fold
from danvan_desktop.store.many_uids import ManyUids

UIDS = st.one_of(st.uuids().map(str), st.text(max_size=40), st.just("0" * 36), st.just("a"))


@given(st.lists(UIDS), st.slices(12), UIDS)
def test_it_answers_as_a_list_of_texts_does(uids, some, other):
    many = ManyUids(iter(uids))
    assert list(many) == uids
    assert len(many) == len(uids)
    assert bool(many) is bool(uids)
    assert list(many[some]) == uids[some]
    for uid in (*uids, other):
        assert (uid in many) is (uid in uids)
        if uid in uids:
            assert many.index(uid) == uids.index(uid)
            assert many[many.index(uid)] == uid
    if uids:
        assert many[-1] == uids[-1]
    with pytest.raises(IndexError):
        many[len(uids)]


def test_one_that_is_not_there_has_no_place():
    many = ManyUids(["ab" * 18, "ba" * 18])
    assert many.index("ba" * 18) == 1  # the same letters lie across the two, too
    with pytest.raises(ValueError, match="not in the list"):
        many.index("cd" * 18)


def test_it_takes_little_memory():
    uids = [f"{number:036d}" for number in range(10_000)]
    assert sys.getsizeof(ManyUids(uids)._packed) < 45 * len(uids)
    assert sum(map(sys.getsizeof, uids)) > 75 * len(uids)


def test_the_store_gives_the_same_either_way(commune):
    for number in range(5):
        commune.petition(f"{number:03d}/2026", content=fold(f"Mương {number}"))
    assert list(commune.store.many_uids("petition")) == commune.store.uids("petition")
    assert list(commune.store.many_uids("petition", order="number")) == commune.store.uids("petition", order="number")
    assert list(commune.store.many_uids("petition", among=())) == []
