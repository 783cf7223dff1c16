"""A commune and a village that it lists, each on a laptop of its own; both know each other."""

import pytest

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from tests.sync.exchange import enrol, send


@pytest.fixture
def commune(made) -> Store:
    return made("xa", "Xã Đông Sơn", "14680", "commune")


@pytest.fixture
def village(made, commune: Store) -> Store:
    store = made("thon", "Thôn 1", "01", "village")
    values = {"name": "Thôn 1", "kind": "village", "code": "01", "parent": commune.unit.uid}
    commune.save(Draft("unit", values))
    enrol(commune, store)
    send(commune, store)
    send(store, commune)
    return store
