"""What is written on either laptop, and brought to the other."""

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import ImportStatus
from tests.sync.exchange import import_bundle


def petition(store: Store, number: str, unit: str = "") -> str:
    made = {"number": number, "received_on": "2026-11-01", "unit": unit or store.unit.uid, "content": "Mương bị tắc"}
    return store.save(Draft("petition", made)).uids[0]


def take(store: Store, path) -> ImportStatus:
    """Take a bundle in as a person does who knows nothing of its sender."""
    return import_bundle(store, path, accept_sender=False).status
