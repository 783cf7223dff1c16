"""Stores of communes and of a province, and what is asked of the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from danvan_desktop.domain.record import Draft
from danvan_desktop.province.consolidating import consolidate
from danvan_desktop.store import Store


def new_store(path: Path, name: str, level: str = "commune") -> Store:
    return Store.create(path, unit_name=name, unit_code=name[-2:], level=level, state=path.parent)


def drafted(store: Store, number: int) -> Draft:
    made = {"number": f"{number:03d}/2026", "received_on": "2026-08-13", "unit": store.unit.uid}
    return Draft("petition", made | {"content": f"Việc {number}"})


def petition(store: Store, number: int) -> str:
    return store.save(drafted(store, number)).uids[0]


def three_communes(folder: Path) -> tuple[Store, ...]:
    """Make three with five petitions each."""
    stores = tuple(new_store(folder / f"xa{number}.db", f"Xã Đông Sơn {number}") for number in range(3))
    for store in stores:
        store.save(*(drafted(store, number) for number in range(1, 6)))
    return stores


def load(store: Store, files: list[Path], database: str) -> str:
    done = consolidate(store, files, database, accept_senders=True)
    assert done.published.digest == store.digest()
    return done.published.digest


def asked(database: str, query: str, *values: object) -> list[tuple[Any, ...]]:
    import psycopg

    with psycopg.connect(database, autocommit=True) as connection:
        return connection.execute(query, values).fetchall()
