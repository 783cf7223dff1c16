"""What the digest of a record goes over."""

import json

from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.store.entry_rows import heads_said
from danvan_desktop.store.record_digests import digested_lines

TEXT = st.text(st.characters(exclude_categories=("Cs",)))
VALUE = st.one_of(st.none(), st.booleans(), st.integers(), TEXT, st.lists(TEXT))


@st.composite
def json_texts(draw):
    """A JSON text as somebody may have written it, with letters escaped or not and blanks between members."""
    blanks = draw(st.sampled_from([" ", "", "\n", "\t", "\r"]))
    return json.dumps(draw(VALUE), ensure_ascii=draw(st.booleans()), separators=(f",{blanks}", ":"))


@given(st.lists(st.tuples(st.sampled_from(["a", "b", "nội_dung"]), st.one_of(st.none(), json_texts()))))
def test_a_line_is_the_json_of_a_field_and_its_distinct_values(cells):
    heads = {}
    for field, said in cells:
        heads.setdefault(field, []).append(said)
    distinct = {field: list(dict.fromkeys(heads[field])) for field in sorted(heads)}
    expected = [json.dumps([field, values], ensure_ascii=False) for field, values in distinct.items()
                if values != ["null"]]  # fmt: skip
    kept = {field: [None if one is None else one.encode() for one in values] for field, values in heads.items()}
    assert digested_lines(kept).decode() == "".join(f"{line}\n" for line in expected)


@given(st.dictionaries(st.sampled_from(["a", "b", "nội_dung"]), json_texts()))
def test_values_are_taken_out_of_a_body_to_the_byte(values):
    body = ",".join(f'"{field}":{said}' for field, said in values.items())
    assert heads_said(f"{{{body}}}".encode()) == {field: (said.encode(),) for field, said in values.items()}
