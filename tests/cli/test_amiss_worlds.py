"""A short run of ``script/torture.py stick`` and ``world``; the long ones are told in docs/robustness.md."""

import subprocess
from pathlib import Path

import pytest
import torture_calls
import torture_stick
import torture_world
from torture import prepare


@pytest.mark.skipif(not torture_calls.is_possible(), reason="sticks are pulled out on Linux with a compiler alone")
def test_a_stick_pulled_out_of_any_deed_is_told_and_nothing_half_counts():
    program = str(Path(torture_stick.__file__))
    result = torture_calls.run_with_shim([program, "1", "5", "600"], output=subprocess.PIPE)
    assert result.returncode == 0, result.stdout
    assert result.stdout.count(f"| {torture_stick.WAY} |") == 7


def test_commands_and_the_window_hold_where_the_world_is_amiss(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    prepare(tmp_path, petitions=10)
    trials = list(torture_world.try_worlds(tmp_path / "commune.db", 2, 7, tmp_path))
    assert [trial for trial in trials if trial.fault] == []
    assert {trial.way for trial in trials} >= {"wrong clock", "locale", "path", "missing fonts"}
