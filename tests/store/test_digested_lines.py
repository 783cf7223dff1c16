"""What the digest of a record goes over."""

import json

from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.store.record_digests import digested_lines

SAID = st.one_of(st.none(), st.text(st.characters(exclude_categories=("Cs",))))


@given(st.lists(st.tuples(st.sampled_from(["a", "b", "nội_dung"]), SAID)))
def test_a_line_is_the_json_of_a_field_and_its_distinct_values(cells):
    heads = {}
    for field, said in cells:
        heads.setdefault(field, []).append(said)
    distinct = {field: list(dict.fromkeys(heads[field])) for field in sorted(heads)}
    expected = [json.dumps([field, values], ensure_ascii=False) for field, values in distinct.items()
                if values != ["null"]]  # fmt: skip
    assert digested_lines(heads) == "".join(f"{line}\n" for line in expected)
