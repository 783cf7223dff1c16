"""What a trial of a package does on any system, as far as it can be seen without one."""

import sys
from pathlib import Path

import pytest
from environment import ROOT

from danvan_desktop.domain.updates import ForgedUpdate, UnfitUpdate
from danvan_desktop.sync.update_file import describe_update
from danvan_desktop.sync.update_install import Installation
from danvan_desktop.versions import State, Versions
from tests.updates import SYSTEM, small_tree

sys.path.append(str(ROOT / "packaging"))

import trial_updates
from try_debian import DebianTrial
from try_windows import WindowsTrial

KEYS = "danvan_desktop/_data/resources/updates/release-keys.txt"


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    return small_tree(tmp_path / "installed", "1.0.3", files={KEYS: "# none\n"})


@pytest.fixture
def stick(installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trial_updates.Stick:
    monkeypatch.setattr(trial_updates, "building_python", lambda: sys.executable)
    (tmp_path / "stick").mkdir()
    return trial_updates.make_stick(installed, tmp_path / "stick", "1.0.3")


def test_the_stick_of_a_trial_has_what_is_to_be_taken_and_what_is_to_be_refused(
    stick: trial_updates.Stick, tmp_path: Path
) -> None:
    keys = [bytes.fromhex(stick.public)]
    program = Installation("1.0.3", SYSTEM, Versions(tmp_path / "versions"))
    update = program.install(stick.new, keys)
    assert (update.version.text, update.news) == ("1.0.4", (stick.news,))
    assert program.versions.choice().state is State.NEW
    assert stick.public in (program.versions.tree("1.0.4") / KEYS).read_text("utf-8")
    assert describe_update(stick.broken, keys).version.text == "1.0.5"
    with pytest.raises(UnfitUpdate):
        program.plan(stick.older, keys)
    with pytest.raises(ForgedUpdate):
        program.plan(stick.foreign, keys)


def test_the_installed_program_of_a_trial_believes_the_key_beside_those_that_it_knew(installed: Path) -> None:
    trial_updates.trust(installed, "ab" * 32)
    assert (installed / KEYS).read_text("utf-8") == f"# none\n{'ab' * 32}\n"


def test_a_trial_can_be_made_for_each_system() -> None:
    for system in (DebianTrial, WindowsTrial):
        assert not system.__abstractmethods__
        assert system.program
        assert system.demo
