"""A short run of ``script/five_years.py``: all that happens there, one thing a quarter, in a smaller world."""

import five_years


def test_nothing_is_lost_whatever_happens_to_laptops_sticks_and_units(capsys):
    assert five_years.main(seed=3, sizes=(4, 1), events=five_years.IN_A_HURRY) == 0
    told = capsys.readouterr().out
    assert "sticks lost" in told
    assert "reforms written: 3" in told
    assert "LOST" not in told
