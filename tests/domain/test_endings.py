"""What an ending says that its author had seen: read from whatever comes, written for each log once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.endings import all_seen, newest_seen, read_seen, seen_anew, seen_text, seen_value
from danvan_desktop.domain.entry import LAST_SEQ, EntryId, Seen, encode_value, seal

REPLICA = "0123456789abcdef01234567"
HASH = "5eed" * 4


def seen(seq: int, stream: str = "upward", digest: str = HASH) -> Seen:
    return Seen(REPLICA, stream, seq, digest)


@pytest.mark.parametrize(
    "value",
    [
        None,
        "null",
        "5",
        "true",
        '["x"]',
        '"abc"',
        '"a:b"',
        f'"{REPLICA}:upward:1"',
        f'"{REPLICA}:upward:x:{HASH}"',
        f'"{REPLICA}:upward:{LAST_SEQ + 1}:{HASH}"',
        f'"{REPLICA}:upward:{"9" * 5000}:{HASH}"',
        '"',
        "{",
    ],
)
def test_what_cannot_be_read_tells_nothing(value):
    assert read_seen(value) == ()


SEEN = st.lists(st.builds(seen, st.integers(1, LAST_SEQ), st.sampled_from(("upward", "commune", "restricted"))))


@given(SEEN)
def test_it_is_read_as_it_was_written_with_the_newest_of_each_log(told):
    read = read_seen(seen_value(told))
    assert read == newest_seen(told)
    assert {one.log: one.seq for one in read} == {one.log: max(o.seq for o in told if o.log == one.log) for one in told}


def test_nothing_seen_is_no_text():
    assert seen_text([]) is None
    assert seen_value([]) == "null"


def test_an_entry_names_what_it_had_seen_anew_in_both_places():
    entry = seal(
        EntryId(REPLICA, "upward", 9),
        timestamp="1786500000000-0000",
        kind="petition",
        uid="p-1",
        place="u-1",
        officer="",
        seen=[seen(3, "commune")],
        values={"deleted": "true", "seen": seen_value([seen(4), seen(3, "commune")])},
        salt="00" * 16,
        previous="",
    )
    moved = seen_anew(entry, lambda one: [one._replace(hash="0" * 16)] if one.stream == "commune" else [])
    assert moved.seen == (seen(3, "commune", "0" * 16),)
    assert read_seen(moved.values["seen"]) == (seen(3, "commune", "0" * 16),)
    assert moved.values["deleted"] == "true"
    assert set(all_seen(entry)) == {seen(3, "commune"), seen(4)}
    assert encode_value(None) == seen_anew(entry, lambda _one: []).values["seen"]
