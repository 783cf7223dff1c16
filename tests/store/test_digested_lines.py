"""What the digest of a record goes over."""

import json

from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.store.record_digests import digested_lines

SAID = st.one_of(st.none(), st.text(st.characters(exclude_categories=("Cs",))))


@given(st.lists(st.tuples(st.sampled_from(["a", "b", "nội_dung"]), SAID)))
def test_a_line_is_the_json_of_a_field_and_its_distinct_values(cells):
    cells.sort(key=lambda cell: cell[0])
    by_field = {}
    for field, said in cells:
        by_field.setdefault(field, {})[said] = None
    expected = [json.dumps([field, list(values)], ensure_ascii=False) for field, values in by_field.items()
                if list(values) != ["null"]]  # fmt: skip
    assert digested_lines(cells) == "".join(f"{line}\n" for line in expected)
