"""Rights at units: granted, linked, withdrawn, by honest and by hostile devices, in any order."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Sequence
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_desktop.domain.authority import Authority, Right, Standing
from danvan_desktop.domain.entry import EntryId, LogKey
from danvan_desktop.domain.facts import Facts, Founding, Grant, Link, Mark, Withdrawal
from tests.copies import replace
from tests.domain.plain_rights import PlainRights

PROVINCE, COMMUNE, NEIGHBOUR, VILLAGE = "tỉnh", "xã", "xã bên", "thôn"
OF_PROVINCE, FIRST, SECOND, CLERK, THIEF, OF_NEIGHBOUR = "P1", "A1", "A2", "V1", "T", "X1"


def log(device: str) -> LogKey:
    return device, "upward"


def at(device: str, seq: int) -> Mark:
    return Mark(device, EntryId(*log(device), seq))


def root(unit: str, device: str, *, is_authority: bool = True) -> Founding:
    return Founding(unit, is_authority, at(device, 1))


def office() -> Facts:
    """A commune whose first laptop listed a village and enrolled its clerk and a second laptop; a province above."""
    return Facts(
        (
            root(PROVINCE, OF_PROVINCE),
            root(COMMUNE, FIRST),
            root(NEIGHBOUR, OF_NEIGHBOUR),
            Founding(VILLAGE, False, at(FIRST, 2), is_below=True),
        ),
        (
            Grant(VILLAGE, CLERK, at(FIRST, 3)),
            Grant(COMMUNE, SECOND, at(FIRST, 4)),
            Grant(COMMUNE, FIRST, at(OF_PROVINCE, 2)),
            Grant(NEIGHBOUR, OF_NEIGHBOUR, at(OF_PROVINCE, 3)),
        ),
        (
            Link(VILLAGE, COMMUNE, at(FIRST, 2)),
            Link(COMMUNE, PROVINCE, at(FIRST, 5)),
            Link(NEIGHBOUR, PROVINCE, at(OF_NEIGHBOUR, 2)),
        ),
    )


def more(facts: Facts, *added: Grant | Link | Withdrawal | Founding) -> Facts:
    return Facts(
        (*facts.foundings, *(one for one in added if isinstance(one, Founding))),
        (*facts.grants, *(one for one in added if isinstance(one, Grant))),
        (*facts.links, *(one for one in added if isinstance(one, Link))),
        (*facts.withdrawals, *(one for one in added if isinstance(one, Withdrawal))),
    )


def out(unit: str, of: str, by: Mark, **accepted: int) -> Withdrawal:
    return Withdrawal(unit, of, {log(device): seq for device, seq in accepted.items()}, by)


def test_holders_write_their_unit_and_what_is_linked_below() -> None:
    rights = Authority(office())
    assert rights.standing(at(FIRST, 9), VILLAGE) is Standing.OWN
    assert rights.standing(at(SECOND, 1), VILLAGE) is Standing.OWN
    assert rights.standing(at(CLERK, 1), VILLAGE) is Standing.OWN
    assert rights.standing(at(CLERK, 1), COMMUNE) is Standing.NONE
    assert rights.standing(at(OF_NEIGHBOUR, 9), VILLAGE) is Standing.NONE


def test_an_authority_above_another_may_answer_only() -> None:
    rights = Authority(office())
    assert rights.standing(at(OF_PROVINCE, 9), COMMUNE) is Standing.ABOVE
    assert rights.standing(at(OF_PROVINCE, 9), VILLAGE) is Standing.ABOVE
    assert rights.standing(at(OF_PROVINCE, 9), PROVINCE) is Standing.OWN


def test_the_tree_is_what_units_say_and_those_above_accept() -> None:
    lonely = Link("thôn tự nhận", COMMUNE, at(THIEF, 2))
    facts = more(office(), root("thôn tự nhận", THIEF, is_authority=False), lonely)
    assert Authority(facts).parents() == {VILLAGE: COMMUNE, COMMUNE: PROVINCE, NEIGHBOUR: PROVINCE}
    accepted = more(facts, Grant("thôn tự nhận", THIEF, at(SECOND, 7)))
    assert Authority(accepted).parents()["thôn tự nhận"] == COMMUNE


def test_a_village_that_began_alone_becomes_the_one_on_the_communes_list() -> None:
    alone = "sổ riêng của thôn"
    facts = more(office(), root(alone, CLERK, is_authority=False), Link(alone, VILLAGE, at(CLERK, 5), is_same=True))
    rights = Authority(facts)
    assert rights.same() == {alone: VILLAGE}
    assert rights.standing(at(FIRST, 9), alone) is Standing.OWN
    assert rights.standing(at(CLERK, 2), alone) is Standing.OWN


def test_nobody_takes_a_unit_over_by_calling_it_his() -> None:
    grab = more(
        office(),
        root("của kẻ trộm", THIEF),
        Link(VILLAGE, "của kẻ trộm", at(THIEF, 2)),
        Link("của kẻ trộm", VILLAGE, at(THIEF, 3), is_same=True),
        Grant(VILLAGE, THIEF, at(THIEF, 4)),
    )
    rights = Authority(grab)
    assert rights.standing(at(THIEF, 9), VILLAGE) is Standing.NONE
    assert rights.parents()[VILLAGE] == COMMUNE
    assert rights.same() == {}, "nor does it count its own as the village's"


def test_a_revoked_laptop_keeps_what_was_accepted_and_nothing_later() -> None:
    rights = Authority(more(office(), out(VILLAGE, CLERK, at(FIRST, 9), V1=4)))
    assert rights.standing(at(CLERK, 4), VILLAGE) is Standing.OWN
    assert rights.standing(at(CLERK, 5), VILLAGE) is Standing.NONE
    assert rights.standing(Mark(CLERK, EntryId("hidden", "upward", 1)), VILLAGE) is Standing.NONE
    assert rights.standing_now(CLERK, VILLAGE) is Standing.NONE
    assert rights.holders_now(VILLAGE) == []


def test_what_rested_on_a_revoked_right_goes_with_it() -> None:
    friend = Grant(VILLAGE, "bạn", at(CLERK, 7))
    facts = more(office(), friend, out(VILLAGE, CLERK, at(FIRST, 9), V1=4))
    assert Authority(facts).standing(at("bạn", 1), VILLAGE) is Standing.NONE
    earlier = more(office(), replace(friend, by=at(CLERK, 3)), out(VILLAGE, CLERK, at(FIRST, 9), V1=4))
    assert Authority(earlier).standing(at("bạn", 1), VILLAGE) is Standing.OWN


def test_a_new_grant_after_a_withdrawal_gives_a_new_right_and_revives_nothing() -> None:
    again = Grant(VILLAGE, CLERK, at(FIRST, 12), {log(CLERK): 8})
    rights = Authority(more(office(), out(VILLAGE, CLERK, at(FIRST, 9), V1=4, A1=9), again))
    standings = [rights.standing(at(CLERK, seq), VILLAGE) for seq in (4, 5, 8, 9)]
    assert standings == [Standing.OWN, Standing.NONE, Standing.NONE, Standing.OWN]


def test_two_laptops_of_one_standing_that_revoke_each_other_are_both_out_until_somebody_above_decides() -> None:
    third = Grant(COMMUNE, "A3", at(FIRST, 6))
    quarrel = more(
        office(), third, out(COMMUNE, SECOND, at("A3", 5), A2=2, A1=9), out(COMMUNE, "A3", at(SECOND, 5), A3=2, A1=9)
    )
    rights = Authority(quarrel)
    assert rights.standing_now(SECOND, COMMUNE) is rights.standing_now("A3", COMMUNE) is Standing.NONE
    decided = more(quarrel, Grant(COMMUNE, "A3", at(OF_PROVINCE, 8)))
    assert Authority(decided).standing_now("A3", COMMUNE) is Standing.OWN


def test_the_founder_of_a_unit_is_heard_before_whom_it_granted_the_unit() -> None:
    alone = Facts((root(COMMUNE, FIRST),), (Grant(COMMUNE, SECOND, at(FIRST, 2)),))
    rights = Authority(more(alone, out(COMMUNE, SECOND, at(FIRST, 9), A2=3), out(COMMUNE, FIRST, at(SECOND, 5), A1=5)))
    assert rights.standing_now(FIRST, COMMUNE) is Standing.OWN
    assert rights.standing_now(SECOND, COMMUNE) is Standing.NONE


def test_the_level_above_is_heard_before_whom_it_puts_out() -> None:
    facts = more(
        office(),
        out(COMMUNE, FIRST, at(OF_PROVINCE, 9), A1=6, A2=3, P1=9),
        out(COMMUNE, SECOND, at(FIRST, 7), A1=7, A2=0),
    )
    rights = Authority(facts)
    assert rights.standing_now(FIRST, COMMUNE) is Standing.NONE
    assert rights.standing_now(SECOND, COMMUNE) is Standing.OWN


def test_who_is_put_out_cannot_appoint_a_judge() -> None:
    facts = more(
        office(),
        out(COMMUNE, SECOND, at(FIRST, 9), A2=3),
        root("tỉnh giả", THIEF),
        Link(COMMUNE, "tỉnh giả", at(SECOND, 4)),
        Grant(COMMUNE, "bạn", at(SECOND, 5)),
        out(COMMUNE, FIRST, at(THIEF, 5)),
        out(COMMUNE, FIRST, at("bạn", 5)),
        out(VILLAGE, CLERK, at(SECOND, 6)),
        out(VILLAGE, CLERK, at("bạn", 6)),
    )
    rights = Authority(facts)
    assert rights.standing_now(FIRST, COMMUNE) is Standing.OWN
    assert rights.standing_now(CLERK, VILLAGE) is Standing.OWN
    assert rights.standing_now(THIEF, COMMUNE) is Standing.NONE


def test_the_level_below_ends_nothing_above() -> None:
    facts = more(
        office(),
        out(VILLAGE, COMMUNE, at(CLERK, 3)),
        out(COMMUNE, FIRST, at(CLERK, 4)),
        out(COMMUNE, PROVINCE, at(SECOND, 4)),
    )
    rights = Authority(facts)
    assert rights.standing_now(FIRST, VILLAGE) is Standing.OWN
    assert rights.standing_now(OF_PROVINCE, COMMUNE) is Standing.ABOVE


def test_a_village_that_moves_takes_what_was_accepted_along() -> None:
    facts = more(
        office(),
        Link(VILLAGE, NEIGHBOUR, at(FIRST, 10), 2),
        out(VILLAGE, COMMUNE, at(FIRST, 10), A1=10, A2=5),
        Grant(VILLAGE, CLERK, at(OF_NEIGHBOUR, 9)),
    )
    rights = Authority(facts)
    assert rights.parents()[VILLAGE] == NEIGHBOUR
    assert rights.standing(at(FIRST, 10), VILLAGE) is Standing.OWN
    assert rights.standing(at(FIRST, 11), VILLAGE) is Standing.NONE
    assert rights.standing(at(SECOND, 6), VILLAGE) is Standing.NONE
    assert rights.standing(at(OF_NEIGHBOUR, 1), VILLAGE) is Standing.OWN
    assert rights.standing(at(CLERK, 99), VILLAGE) is Standing.OWN


def test_circles_of_units_end() -> None:
    circle = more(
        office(),
        root("a", THIEF, is_authority=False),
        root("b", THIEF, is_authority=False),
        Link("a", "b", at(THIEF, 2)),
        Link("b", "a", at(THIEF, 3)),
        Link("a", "a", at(THIEF, 4), is_same=True),
        out("a", THIEF, at(THIEF, 5), T=5),
    )
    rights = Authority(circle)
    assert rights.standing_now(THIEF, "a") is Standing.OWN, "it holds b, above a"
    assert rights.same() == {}


# Any history

DEVICES = (OF_PROVINCE, FIRST, SECOND, CLERK, OF_NEIGHBOUR, THIEF)
UNITS = (PROVINCE, COMMUNE, NEIGHBOUR, VILLAGE, "của kẻ trộm")

marks = st.builds(at, st.sampled_from(DEVICES), st.integers(1, 20))
accepted = st.dictionaries(st.sampled_from([log(one) for one in DEVICES]), st.integers(0, 20))
units = st.sampled_from(UNITS)
grants = st.builds(Grant, units, st.sampled_from(DEVICES), marks, accepted)
links = st.builds(Link, units, units, marks, st.integers(1, 3), st.booleans())
withdrawals = st.builds(Withdrawal, units, st.sampled_from([*DEVICES, *UNITS]), accepted, marks)
histories = st.lists(st.one_of(grants, links, withdrawals), max_size=12, unique_by=lambda one: one.by.entry)
"""Facts of entries of their own: no entry says two of them."""


def base() -> Facts:
    return more(office(), root("của kẻ trộm", THIEF))


def listed(rights: Authority, places: Sequence[str] = UNITS) -> list[Right]:
    found = [one for one in rights.rights({log(device): device for device in DEVICES}) if one.place in places]
    return sorted(found, key=lambda one: (one.place, one.log, one.after))


@given(histories, st.randoms(use_true_random=False))
def test_any_order_gives_the_same_rights(history, random) -> None:
    facts = more(base(), *history)
    shuffled = [*facts.grants, *facts.links, *facts.withdrawals, *facts.foundings]
    random.shuffle(shuffled)
    one, other = Authority(facts), Authority(more(Facts(), *shuffled))
    assert listed(one) == listed(other)
    assert one.parents() == other.parents()
    assert one.same() == other.same()


@settings(max_examples=30)
@given(histories)
def test_the_rights_of_logs_say_what_standing_says(history) -> None:
    rights = Authority(more(base(), *history))
    told = listed(rights)
    for device, seq, place in itertools.product(DEVICES, range(1, 22), UNITS):
        found = [
            one.standing
            for one in told
            if (one.log, one.place) == (log(device), place)
            and seq > one.after
            and (one.until is None or seq <= one.until)
        ]
        standing = rights.standing(at(device, seq), place)
        assert found == ([standing] if standing else [])


@given(histories, histories)
def test_who_has_no_standing_at_a_place_changes_nothing_there(history, hostile) -> None:
    before = Authority(more(base(), *history))
    theirs = [one for one in (*hostile,) if one.by.device == THIEF or one.by.device == CLERK]
    after = Authority(more(base(), *history, *theirs))
    reached = {one.place for one in listed(before) if one.log in (log(THIEF), log(CLERK))}
    safe = [place for place in UNITS if place not in reached]
    assert listed(before, safe) == listed(after, safe)


@given(st.lists(st.one_of(grants, links), max_size=8), st.lists(st.one_of(grants, links, withdrawals), max_size=8))
def test_a_revoked_laptop_harms_nobody_whatever_it_writes_later(honest, hostile) -> None:
    put_out = out(COMMUNE, SECOND, at(FIRST, 20), A2=3)
    held_elsewhere = [one for one in honest if isinstance(one, Grant) and one.device == SECOND]
    facts = more(office(), *(one for one in honest if one.by.device == FIRST and one not in held_elsewhere), put_out)
    before = Authority(facts)
    later = [replace(one, by=at(SECOND, one.by.entry.seq + 3)) for one in hostile]
    after = Authority(more(facts, *later))
    assert listed(before) == listed(after)


@pytest.mark.parametrize("seq", [1, 5, 99])
def test_the_founder_goes_on_writing_whatever_the_level_below_does(seq) -> None:
    facts = more(
        office(), *(out(unit, FIRST, at(device, seq)) for unit in (COMMUNE, VILLAGE) for device in (CLERK, THIEF))
    )
    assert Authority(facts).standing_now(FIRST, COMMUNE) is Standing.OWN


# Through an index

LOGS = [*map(log, DEVICES), (OF_PROVINCE, "inward"), (FIRST, "inward"), (CLERK, "inward"), (THIEF, "inward")]
FEW = (COMMUNE, VILLAGE, "của kẻ trộm")

some_marks = st.builds(
    lambda key, seq: Mark(key[0], EntryId(*key, seq)), st.sampled_from(LOGS), st.one_of(st.integers(1, 9), st.just(20))
)
some_logs = st.dictionaries(st.sampled_from(LOGS), st.integers(0, 9), max_size=4)
few = st.sampled_from(FEW)
devices = st.sampled_from([FIRST, SECOND, CLERK, THIEF])
many_grants = st.lists(st.builds(Grant, few, devices, some_marks, some_logs), max_size=8)
many_links = st.lists(st.builds(Link, units, units, some_marks, st.integers(1, 3), st.booleans()), max_size=6)
ended = st.one_of(devices, st.sampled_from(UNITS))
many_withdrawals = st.lists(st.builds(Withdrawal, few, ended, some_logs, some_marks), max_size=8)


@settings(max_examples=300)
@given(many_grants, many_links, many_withdrawals)
def test_the_index_comes_to_what_a_plain_reading_does(granted, linked, withdrawn) -> None:
    facts = more(base(), *granted, *linked, *withdrawn)
    rights, plain = Authority(facts), PlainRights(facts)
    assert rights.parent_links() == plain.parent_links()
    assert rights.same() == plain.same()
    assert sorted(rights.former_words()) == sorted(plain.former_words())
    for unit in UNITS:
        assert sorted(rights.holders_now(unit)) == sorted(plain.holders_now(unit))
    told = list(rights.rights({key: key[0] for key in LOGS}))
    for key, seq, unit in itertools.product(LOGS, [*range(1, 11), 20, 21], UNITS):
        mark = Mark(key[0], EntryId(*key, seq))
        standing = plain.standing(mark, unit)
        assert rights.standing(mark, unit) is standing
        found = [
            one.standing
            for one in told
            if (one.log, one.place) == (key, unit) and seq > one.after and (one.until is None or seq <= one.until)
        ]
        assert found == ([standing] if standing else [])


def steps_of(work: Callable[[], object]) -> int:
    """Count the lines that some work takes."""
    count = 0

    def tick(_frame: FrameType, event: str, _arg: object) -> Callable[..., object]:
        nonlocal count
        count += event == "line"
        return tick

    before = sys.gettrace()
    sys.settrace(tick)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def flood_of_grants(count: int) -> list[Grant | Link | Withdrawal]:
    """One laptop grants its unit to another again and again, and withdraws it each time."""
    facts: list[Grant | Link | Withdrawal] = []
    for seq in range(10, 10 + 2 * count, 2):
        facts.append(Grant(VILLAGE, "bạn", at(CLERK, seq), {log("bạn"): seq}))
        facts.append(out(VILLAGE, "bạn", at(CLERK, seq + 1), V1=seq, bạn=seq))
    return facts


def flood_of_friends(count: int) -> list[Grant | Link | Withdrawal]:
    """It grants its unit to ever others."""
    of_friends = [Grant(VILLAGE, f"bạn {seq}", at(CLERK, seq)) for seq in range(10, 10 + count)]
    ends = [out(VILLAGE, f"bạn {seq}", at(CLERK, count + seq)) for seq in range(10, 10 + count)]
    return [*of_friends, *ends]


def flood_of_links(count: int) -> list[Grant | Link | Withdrawal]:
    """It says again and again that its unit lies elsewhere, and withdraws it."""
    facts: list[Grant | Link | Withdrawal] = [
        Grant(VILLAGE, f"bạn {seq}", at(CLERK, seq)) for seq in range(10, 10 + count)
    ]
    for seq in range(1_000, 1_000 + 2 * count, 2):
        facts.append(Link(VILLAGE, NEIGHBOUR, at(CLERK, seq), seq))
        facts.append(out(VILLAGE, NEIGHBOUR, at(CLERK, seq + 1), V1=seq))
    return facts


@pytest.mark.parametrize("flood", [flood_of_grants, flood_of_friends, flood_of_links])
def test_many_facts_of_one_laptop_are_linear_work(flood: Callable[[int], list[Grant | Link | Withdrawal]]) -> None:
    def derive(count: int) -> None:
        rights = Authority(more(office(), *flood(count)))
        assert rights.standing_now("bạn", VILLAGE) is Standing.NONE
        list(rights.rights({log(device): device for device in ("bạn", CLERK)}))
        rights.parents(), rights.same()

    few, many = steps_of(lambda: derive(50)), steps_of(lambda: derive(200))
    assert few > 1_000
    assert many < 5 * few
