"""Titles say words and days as people write them."""

import pytest

from danvan_desktop.domain.fields import Code, FieldType
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Record

SPOKEN = frozenset({None, Code.PERIOD})


@pytest.mark.parametrize("kind", list(ALL_KINDS), ids=lambda kind: kind.name)
def test_no_title_is_made_of_what_has_no_words_here(kind):
    assert all(kind.field(name).code_of in SPOKEN for name in kind.title)
    assert all(kind.field(name).type is not FieldType.REFERENCE for name in kind.title)


@pytest.mark.parametrize(
    ("kind", "values", "title"),
    [
        ("report_text", {"period": "2026-Q4", "text": "Tình hình ổn định"}, "Quý IV năm 2026 – Tình hình ổn định"),
        ("report_text", {"period": "quý mới", "value": 12}, "quý mới – 12"),
        ("disclosure", {"noted_at": "2026-08-12T09:05", "purpose": "printed"}, "12/08/2026 09:05 – In giấy tờ xử lý"),
        ("disclosure", {"noted_at": "hôm qua", "purpose": "later"}, "hôm qua – later"),
        ("rule_override", {"rule": "meeting.quorum", "value": "2/3", "reason": "Hương ước"}, "2/3 – Hương ước"),
    ],
)
def test_a_title_says_words_and_what_it_cannot_read_as_it_is(kind, values, title):
    assert ALL_KINDS[kind].title_of(Record(kind, "u1", values)) == title
