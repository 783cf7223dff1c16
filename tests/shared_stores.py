"""Stores that several tests read, so that each is made once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from danvan_desktop.store import Store
from tests.clocks import StandingClock


def new_commune(path: Path) -> Store:
    """Make a commune's store at the hour at which clocks of tests stand."""
    return Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS", clock=StandingClock())


@contextmanager
def nothing_written(store: Store) -> Iterator[None]:
    """Fail a test that changes a store that others read: they would depend on their order.

    That somebody looked is noted in every store; no paper follows from it.
    """
    before = _content(store)
    yield
    assert _content(store) == before


def _content(store: Store) -> list[object]:
    asked = (
        "count(*), max(id) FROM entry",
        "* FROM setting WHERE name != 'viewing.end'",
        "count(*) FROM draft",
        "count(*) FROM blob",
    )
    return [store._connection.execute(f"SELECT {one}").fetchall() for one in asked]
