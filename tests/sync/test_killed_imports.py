"""A short run of ``script/torture.py`` and ``script/fuzz.py``; the long ones are told in docs/robustness.md."""

from fuzz import fuzz
from torture import AFTER, BEFORE, BETWEEN, kill_imports, prepare


def test_import_killed_at_any_moment_leaves_the_store_before_or_after(tmp_path):
    scene = prepare(tmp_path, petitions=60)
    assert scene.before != scene.after
    found = kill_imports(scene, 8, seed=5, folder=tmp_path)
    assert found[BETWEEN] == 0
    assert found[BEFORE] + found[AFTER] == 8


def test_mutated_bundles_crash_nothing_and_leave_nothing_half_done(tmp_path):
    tally = fuzz(400, 11, tmp_path / "kept")
    assert (tally.crashes, tally.partial) == (0, 0)
    assert tally.done == 400
    assert len(tally.reasons) > 10
    assert not (tmp_path / "kept").exists()
