"""Stores that enrol each other and carry files about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, permutations
from pathlib import Path
from typing import Any

from danvan_desktop import sync
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Peer, Store
from danvan_desktop.sync import (
    AckResult,
    ExportWish,
    ImportResult,
    enrol_card,
    export_bundle,
    own_card,
    take_ack,
    write_ack,
)

_numbers = count(1)


def import_bundle(store: Store, path: Path, **options: Any) -> ImportResult:
    """Take a bundle in where a person says yes to a sender that is not enrolled."""
    return sync.import_bundle(store, path, **{"accept_sender": True, **options})


def enrol(*stores: Store) -> None:
    """Let all of these stores know each other's devices, fingerprints compared."""
    for here, there in permutations(stores, 2):
        enrol_card(here, own_card(there))


def peer_in(store: Store, other: Store) -> Peer:
    """Return what a store knows of another's device."""
    found = store.peers.find(other.device_key)
    assert found is not None
    return found


def write(source: Store, target: Store | None = None, **options: object) -> Path:
    """Write a bundle beside the source's store, encrypted to the target when it is enrolled."""
    if target is not None and not options.keys() & {"plain", "passphrase"}:
        options["to"] = (target.device_key,)
    out = source.path.parent / f"{source.path.stem}-{next(_numbers)}.danvan"
    return export_bundle(source, out, ExportWish(**options)).path


def send(source: Store, target: Store, **options: object) -> ImportResult:
    """Carry a bundle from one store to another."""
    return import_bundle(target, write(source, target, **options))


def acknowledge(receiver: Store, sender: Store) -> AckResult:
    """Carry an acknowledgement back."""
    out = receiver.path.parent / f"{receiver.path.stem}-{next(_numbers)}.ack"
    write_ack(receiver, out)
    return take_ack(sender, out)


@contextmanager
def commune_with_two_villages(folder: Path) -> Iterator[tuple[Store, Store, Store]]:
    """Make laptops of a commune and of two villages below it that know each other's work."""
    with (
        Store.create(folder / "xa.db", unit_name="Xã Đông Sơn", unit_code="DS") as commune,
        Store.create(folder / "dong.db", unit_name="Thôn Đông", unit_code="01", level="village") as east,
        Store.create(folder / "tay.db", unit_name="Thôn Tây", unit_code="02", level="village") as west,
    ):
        for village in (east, west):
            enrol(commune, village)
            send(village, commune)
            send(commune, village)
        yield commune, east, west


def link_unit(store: Store, unit: str, parent: str) -> None:
    """Say that a unit lies below another."""
    store.save(Draft("unit", {"parent": parent}, unit))
