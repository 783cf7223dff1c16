"""Two histories of ``script/random_offices.py`` that once failed: rounds that never ended, a store without a unit."""

import pytest
import random_offices


@pytest.mark.parametrize("seed", [620, 703])
def test_whatever_offices_do_to_each_other_rounds_end_and_nothing_is_lost(seed):
    assert random_offices.run(seed) == []
