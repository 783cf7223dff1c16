import platform
from pathlib import Path

import environment
import pytest
import run
from environment import Installation, SetupError

MISSING = {"libdanvan-missing.so.9": "libdanvan-missing9"}

linux_only = pytest.mark.usefixtures("on_linux")


@pytest.fixture
def on_linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """An empty checkout where commands are only written down; gives the list of them."""
    commands: list[list[str]] = []
    monkeypatch.setattr(environment, "VENV", tmp_path)
    monkeypatch.setattr(environment, "STAMP", tmp_path / "danvan-installed")
    monkeypatch.setattr(environment, "venv_python", lambda: Path(environment.sys.executable))
    monkeypatch.setattr(environment, "_run", commands.append)
    return commands


def test_a_second_start_installs_nothing(checkout: list[list[str]]) -> None:
    environment.ensure_environment(Installation())
    installed = len(checkout)
    environment.ensure_environment(Installation())
    assert installed == len(checkout) > 0


def test_the_environment_of_the_tests_also_runs_the_program(checkout: list[list[str]]) -> None:
    environment.ensure_environment(Installation(extras=("dev",)))
    installed = len(checkout)
    environment.ensure_environment(Installation())
    assert len(checkout) == installed


def test_the_tests_add_what_the_program_alone_lacks(checkout: list[list[str]]) -> None:
    environment.ensure_environment(Installation())
    installed = len(checkout)
    environment.ensure_environment(Installation(extras=("dev",)))
    assert len(checkout) > installed
    assert checkout[-1][-1].endswith("[dev]")


def test_new_locked_versions_are_installed(
    checkout: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment.ensure_environment(Installation())
    installed = len(checkout)
    lock = tmp_path / "requirements.lock"
    lock.write_text("babel==99\n", encoding="utf-8")
    monkeypatch.setattr(environment, "RUN_LOCK", lock)
    environment.ensure_environment(Installation())
    assert len(checkout) > installed


@pytest.mark.parametrize(("version", "remade"), [("3.2.1", True), (platform.python_version(), False)])
def test_an_environment_of_another_python_is_made_anew(
    checkout: list[list[str]], tmp_path: Path, version: str, remade: bool
) -> None:
    (tmp_path / "pyvenv.cfg").write_text(f"version = {version}\n", encoding="utf-8")
    environment.ensure_environment(Installation())
    assert any("--clear" in command for command in checkout) == remade


def test_an_old_python_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "OLDEST_PYTHON", (99, 0))
    with pytest.raises(SetupError, match=r"Cần Python 99\.0"):
        environment.ensure_environment(Installation())


@linux_only
def test_without_the_right_to_install_the_exact_command_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(environment, "_root_prefix", lambda: None)
    with pytest.raises(SetupError, match=r"sudo apt-get install .* libdanvan-missing9"):
        environment.ensure_qt_libraries(MISSING)


@linux_only
def test_without_apt_the_missing_libraries_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment.shutil, "which", lambda name: None)
    with pytest.raises(SetupError, match=r"libdanvan-missing\.so\.9"):
        environment.ensure_qt_libraries(MISSING)


@linux_only
def test_as_root_the_missing_packages_are_installed(checkout: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(environment, "_root_prefix", list)
    environment.ensure_qt_libraries(MISSING)
    assert checkout[-1][-1] == "libdanvan-missing9"


def test_without_a_screen_the_demo_takes_the_place_of_the_window(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.program_arguments([], screen=False) == ["demo", "--out", "demo"]
    assert "không có màn hình" in capsys.readouterr().out


def test_with_a_screen_the_window_opens() -> None:
    assert run.program_arguments([], screen=True) == []


def test_a_command_given_is_the_command_run() -> None:
    assert run.program_arguments(["search", "đường"], screen=False) == ["search", "đường"]


def test_packages_are_installed_by_their_hashes_and_the_checkout_brings_none_along(checkout: list[list[str]]) -> None:
    environment.ensure_environment(Installation())
    packages, itself = checkout[-2:]
    assert "--require-hashes" in packages
    assert str(environment.RUN_LOCK) in packages
    assert "--no-deps" in itself
