"""A short run of ``script/fuzz_parsers.py`` over each parser of outside bytes; docs/robustness.md tells the long."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fuzz_files import CORPORA, PARSERS, Ground
from fuzz_parsers import fuzz_parser

BUDGET = 40
"""Spoilt files for each parser."""


@pytest.fixture(scope="module")
def ground(tmp_path_factory) -> Iterator[Ground]:
    ground = Ground(tmp_path_factory.mktemp("ground"))
    yield ground
    ground.close()


@pytest.mark.parametrize("parser", PARSERS)
def test_spoilt_file_is_read_or_refused_in_words(parser, ground, tmp_path: Path):
    tally = fuzz_parser(parser, BUDGET, 11, ground, tmp_path / "kept")
    assert tally.failures == 0, [path.read_text("utf-8") for path in (tmp_path / "kept").glob("*.txt")]
    assert tally.done == BUDGET + len(CORPORA[parser](ground))
    assert tally.done == tally.read + tally.refused.total()


@pytest.mark.parametrize("parser", sorted(set(PARSERS) - {"bundle"}))
def test_corpus_itself_is_read(parser, ground, tmp_path: Path):
    """What is only refused shows nothing of a parser; bundles are hostile here, and mutated by ``script/fuzz.py``."""
    tally = fuzz_parser(parser, 0, 11, ground, tmp_path / "kept")
    assert tally.read > 0, tally.refused
