"""Lines of a bundle: most are read by one pattern, and none of them otherwise than with all care."""

import random

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.domain.entry import EntryId, Seen, encode_value, seal, without
from danvan_desktop.sync.errors import SyncError
from danvan_desktop.sync.lines import _decode_any, _decode_whole, encode_line
from danvan_desktop.sync.manifest import Log
from tests.copies import replace

LOG = Log("0a" * 12, "upward", "cd" * 32, 0, "", 9, "ab" * 32, "00" * 64)
VALUES = {"content": "Mương “tắc”\n\t\\", "received_on": "2026-08-13", "members": 4, "secret": False, "told": None}


def line_of(values, seen=(), withheld=()) -> str:
    entry = seal(
        EntryId(LOG.replica, LOG.stream, 7), timestamp="1790000000000-0001", kind="petition", uid="p-1", place="u-1",
        officer="o-1", seen=seen, values={name: encode_value(value) for name, value in values.items()},
        salt="0f" * 16, previous="ef" * 32,
    )  # fmt: skip
    return encode_line(entry, 3, withheld=withheld).removesuffix("\n")


def read_with_care(line: str):
    try:
        return _decode_any(line, 3, LOG, 7, "ef" * 32)
    except (SyncError, msgspec.MsgspecError, UnicodeError):
        return None


SEEN = (Seen("1b" * 12, "upward", 2, "3c" * 8), Seen("1b" * 12, "village", 5, "4d" * 8))
LINES = [line_of(VALUES), line_of({"content": "a"}, SEEN), line_of(VALUES, withheld=["content"])]


def test_what_is_whole_fits_the_pattern_and_what_is_held_back_does_not():
    fitting = [_decode_whole(line, 3, LOG, 7, "ef" * 32) for line in LINES]
    assert fitting == [read_with_care(LINES[0]), read_with_care(LINES[1]), None]
    held_back = read_with_care(LINES[2])
    assert held_back is not None
    assert held_back == replace(without(fitting[0], ["content"], is_held_back=True), hash=held_back.hash)
    assert held_back.hash == fitting[0].hash


PIECES = ['"', ",", ":", "{}", '{"', "}", " ", "\\u0061", "\\", "\x00", "\u202e", "á", "0", "1e3", "null", ',"a":1',
          '"x":{},', '"s":"', ',"v":{"a":1}', LINES[0][-40:], LINES[2][-90:], "["]  # fmt: skip


@given(st.sampled_from(LINES), st.integers(0, 2**32), st.sampled_from(PIECES), st.integers(0, 3))
def test_the_pattern_takes_no_line_that_care_refuses_or_reads_otherwise(line, seed, piece, cut):
    at = random.Random(seed).randrange(len(line) + 1)
    changed = line[:at] + piece + line[at + cut :]
    fast = _decode_whole(changed, 3, LOG, 7, "ef" * 32)
    assert fast is None or fast == read_with_care(changed)
