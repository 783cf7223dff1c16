"""A commune and a village that it lists, each on a laptop of its own; both know each other."""

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import ImportStatus
from tests.sync.exchange import enrol, import_bundle, send


def make_commune(made) -> Store:
    return made("xa", "Xã Đông Sơn", "14680", "commune")


def make_village(made, commune: Store) -> Store:
    """The laptop of a village that the commune lists; both know each other."""
    store = made("thon", "Thôn 1", "01", "village")
    values = {"name": "Thôn 1", "kind": "village", "code": "01", "parent": commune.unit.uid}
    commune.save(Draft("unit", values))
    enrol(commune, store)
    send(commune, store)
    send(store, commune)
    return store


def petition(store: Store, number: str, unit: str = "") -> str:
    made = {"number": number, "received_on": "2026-11-01", "unit": unit or store.unit.uid, "content": "Mương bị tắc"}
    return store.save(Draft("petition", made)).uids[0]


def take(store: Store, path) -> ImportStatus:
    """Take a bundle in as a person does who knows nothing of its sender."""
    return import_bundle(store, path, accept_sender=False).status
