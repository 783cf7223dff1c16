"""JSON of others is read strictly: what could be read in two ways, or could not be kept, is refused."""

import pytest

from danvan_desktop.domain.strict_json import DEEPEST, LARGEST_INTEGER, StrictJsonError, read_json


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a":[1,-2,null,true],"b":"Đông \\"x\\" [{"}', {"a": [1, -2, None, True], "b": 'Đông "x" [{'}),
        (str(LARGEST_INTEGER), LARGEST_INTEGER),
        (str(-LARGEST_INTEGER), -LARGEST_INTEGER),
        ("[" * DEEPEST + "]" * DEEPEST, None),
        ("[[],[],{}]", [[], [], {}]),
        ('"😀"', "😀"),
        ('"\\ud83d\\ude00"', "😀"),
    ],
)
def test_what_is_plain_is_read(text, value):
    assert value is None or read_json(text) == value
    read_json(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Expecting value"),
        ("{", "Expecting property name"),
        ('{"a":1,"a":1}', "duplicate key"),
        ('[{"b":{"a":1,"a":2}}]', "duplicate key"),
        (str(LARGEST_INTEGER + 1), "number too large"),
        (str(-LARGEST_INTEGER - 1), "number too large"),
        ("1" * 5_000, "number too large"),
        ("1.5", "not a whole number: 1.5"),
        ("1e3", "not a whole number: 1e3"),
        ("NaN", "not a whole number: NaN"),
        ("-Infinity", "not a whole number: -Infinity"),
        ("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), "nested too deeply"),
        ('{"a":' * (DEEPEST + 1) + "1" + "}" * (DEEPEST + 1), "nested too deeply"),
        ("[" * 100_000, "nested too deeply"),
        ('"\\ud83d"', "half a character"),
        ('["x","\\ud83d"]', "half a character"),
        ('{"a":{"b":"\\ude00"}}', "half a character"),
        ('{"\\ud83d":1}', "half a character"),
    ],
)
def test_what_is_doubtful_is_refused(text, why):
    with pytest.raises(StrictJsonError, match=why):
        read_json(text)


def test_brackets_within_text_do_not_nest():
    assert read_json('"' + "[" * 100 + '"') == "[" * 100
    assert read_json('["\\"","' + "{" * 100 + '"]') == ['"', "{" * 100]
