"""What was written in several logs is put in the order in which its authors knew of it, whatever clocks say."""

from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.causality import in_order
from danvan_desktop.domain.entry import EntryId, LogKey

LOGS: tuple[LogKey, ...] = (("a", "upward"), ("a", "commune"), ("b", "upward"), ("c", "upward"))


@st.composite
def written(draw: st.DrawFn) -> list[tuple[EntryId, dict[LogKey, int], int]]:
    """Entries in the order in which they were made: where each stands, what it had seen, what its clock said."""
    tips: dict[LogKey, int] = {}
    made = []
    for _number in range(draw(st.integers(0, 25))):
        log = draw(st.sampled_from(LOGS))
        seen = {other: draw(st.integers(1, seq)) for other, seq in tips.items() if other != log and draw(st.booleans())}
        tips[log] = tips.get(log, 0) + 1
        made.append((EntryId(*log, tips[log]), seen, draw(st.integers(0, 9))))
    return made


@given(written(), st.randoms(use_true_random=False))
def test_each_comes_after_what_it_had_seen_and_any_order_of_arrival_gives_the_same(made, random):
    shuffled = list(made)
    random.shuffle(shuffled)
    ordered = in_order(shuffled, lambda one: one[0], lambda one: one[1], lambda one: (one[2], one[0]))
    assert ordered == in_order(made, lambda one: one[0], lambda one: one[1], lambda one: (one[2], one[0]))
    assert sorted(ordered) == sorted(made)
    met: dict[LogKey, int] = {}
    for entry_id, seen, _clock in ordered:
        assert met.get(entry_id.log, 0) == entry_id.seq - 1
        assert all(met.get(log, 0) >= seq for log, seq in seen.items())
        met[entry_id.log] = entry_id.seq


def test_two_that_claim_to_have_seen_each_other_end_in_some_order():
    one, other = EntryId("a", "upward", 1), EntryId("b", "upward", 1)
    made = [(one, {other.log: 1}), (other, {one.log: 1})]
    assert [item[0] for item in in_order(made, lambda i: i[0], lambda i: i[1], lambda i: i[0])] == [one, other]
