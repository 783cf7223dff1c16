"""The sample commune, made once."""

from collections.abc import Iterator

import pytest

from danvan_desktop.store import Store
from tests.sample.making import DAY, made_on


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample of 25-11-2026, for reading only."""
    with made_on(tmp_path_factory.mktemp("sample") / "commune.db", DAY) as store:
        yield store
