"""Regular expressions that are compiled at their first use."""

import re

import pytest

from danvan_desktop.patterns import pattern


def test_a_pattern_does_what_a_compiled_one_does():
    word = pattern("[a-z]+", re.IGNORECASE)
    assert word.findall("Ba cây") == re.compile("[a-z]+", re.IGNORECASE).findall("Ba cây")
    assert word.pattern == "[a-z]+"
    assert word.sub("x", "Ba cây") == "x xâx"


def test_a_pattern_is_compiled_at_its_first_use_and_only_then():
    wrong = pattern("(")
    with pytest.raises(re.error):
        wrong.search("")
