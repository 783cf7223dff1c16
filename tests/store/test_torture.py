"""Short runs of ``script/torture.py``; the long ones are told in docs/robustness.md."""

import sys
from pathlib import Path

import pytest
import torture_archives as archives
import torture_disk
import torture_pages
import torture_starts as starts
from torture import prepare
from torture_disk import Ground, SmallDisk, try_sizes

from danvan_desktop.store import Store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")


@pytest.fixture
def commune(tmp_path: Path) -> Path:
    """A closed store with petitions."""
    prepare(tmp_path, petitions=60)
    return tmp_path / "commune.db"


def test_start_after_a_changed_declaration_that_is_cut_off_loses_nothing(commune, tmp_path):
    outdated = starts.outdate(commune, tmp_path)
    disk = SmallDisk(tmp_path / "disk")
    disk.folder.mkdir()
    killed = starts.kill_starts(outdated, 6, 3, tmp_path)
    with disk.mounted():
        starved = starts.starve_starts(outdated, 4, 3, disk)
    for found, times in ((killed, 6), (starved, 4)):
        assert found[starts.LOST] + found[starts.TRACEBACK] == 0
        assert found[starts.BEFORE] + found[starts.AFTER] == times


def test_erasing_and_archiving_that_is_cut_off_loses_nothing(tmp_path):
    scene = archives.prepare(tmp_path, petitions=40)
    found = archives.kill_archives(scene, 5, 3, tmp_path)
    assert found[archives.BETWEEN] == 0
    assert found[archives.BEFORE] + found[archives.ERASED] == 5


@pytest.mark.parametrize("mounts", [True, False])
def test_commands_and_window_on_a_full_disk_tell_why_and_lose_nothing(commune, tmp_path, monkeypatch, mounts):
    monkeypatch.setattr(torture_disk, "READING", torture_disk.READING[:2])
    disk = SmallDisk(tmp_path / "disk", mounts=mounts)
    disk.folder.mkdir()
    with Store.open(commune) as store:
        unit = store.unit.uid
    with disk.mounted():
        (disk.folder / "home").mkdir()
        trials = list(try_sizes(Ground(disk, disk.folder / "commune.db", unit, commune), (0,)))
    assert [(trial.command, trial.fault) for trial in trials if trial.fault] == []
    assert {trial.command for trial in trials if trial.done} == {"list", "check", "window"}


def test_commands_on_damaged_pages_tell_it_and_lose_nothing(tmp_path):
    scene = prepare(tmp_path, petitions=40)
    ground = torture_pages.make_ground(tmp_path / "commune.db", scene.bundle)
    trials = list(torture_pages.try_damages(ground, tmp_path, 5, 7, window=False))
    assert [(trial.damage, trial.command, trial.fault) for trial in trials if trial.fault] == []
    assert {trial.damage.split(" page")[0].split(" in")[0] for trial in trials} >= {"bits flipped", "cut"}
    assert all(trial.done for trial in trials if trial.command == "restore")


def test_disk_of_the_machine_is_never_filled(tmp_path):
    """Whoever takes the small disk away meanwhile ends the trial."""
    disk = SmallDisk(tmp_path)
    disk.is_mounted = True
    with pytest.raises(RuntimeError, match="not to be filled"):
        disk.leave(0)
    assert (tmp_path / "filler").stat().st_size == 0
