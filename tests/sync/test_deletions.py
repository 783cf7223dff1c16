"""When a bundle deletes so much that a person must say the number."""

import pytest

from danvan_desktop.sync import Deletions


@pytest.mark.parametrize(
    ("count", "records", "is_much"),
    [(2, 2, False), (3, 59, True), (3, 60, False), (20, 1000, False), (21, 100_000, True), (51, 1000, True)],
)
def test_more_than_twenty_records_or_five_in_a_hundred_are_much(count, records, is_much):
    assert Deletions(count, records).is_much is is_much
