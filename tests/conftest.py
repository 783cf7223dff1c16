"""What every test stands on: no screen, a home of its own, compiled catalogs."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.store import preparing
from i18n import Catalogs
from tests.clocks import clock_of_the_day
from tests.earlier import complaints_as_petitions
from tests.made_tables import MadeTables
from tests.memory import keep_temporary_files_in_memory

# Before any test module imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

keep_temporary_files_in_memory()

# A slow machine is not a failing test.
settings.register_profile("project", deadline=None)
# For a night: HYPOTHESIS_PROFILE=long.
settings.register_profile("long", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "project"))


def pytest_collection_finish() -> None:
    """Look for garbage among what tests make only, not again and again among thousands of tests that wait."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _always_the_same_day() -> Iterator[None]:
    """Let the program's clock say the day of the tests; processes that a test starts ask the machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Clock, "now", clock_of_the_day())
        yield


@pytest.fixture(scope="session", autouse=True)
def _compiled_catalogs() -> None:
    Catalogs().compile()


@pytest.fixture(scope="session", autouse=True)
def _vietnamese_system() -> Iterator[None]:
    """Let commands that are started as processes speak Vietnamese, whatever the machine speaks."""
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
            patch.delenv(variable, raising=False)
        patch.setenv("LANG", "vi_VN.UTF-8")
        yield


@pytest.fixture(scope="session", autouse=True)
def _home_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the tests away from the data and settings of whoever runs them, under Windows too."""
    home = tmp_path_factory.mktemp("home")
    variables = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA")
    with pytest.MonkeyPatch.context() as patch:
        for variable in variables:
            patch.setenv(variable, str(home))
        yield home


@pytest.fixture(scope="session", autouse=True)
def _tables_are_made_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Copy the tables of new stores: making them takes longer than most tests do."""
    made = MadeTables(tmp_path_factory.mktemp("tables") / "empty.db", ALL_KINDS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(preparing, "make_tables", made.fill)
        yield


@pytest.fixture(scope="module")
def earlier_petitions() -> Iterator[None]:
    """Let a module write complaints among the petitions, as the stores of earlier releases have them."""
    with complaints_as_petitions():
        yield
