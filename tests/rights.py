"""Rights for tests in which several laptops write for one office."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from danvan_desktop.domain.kinds.rights import write_histories, write_marks
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync.revocation import hashes_of


def grant(store: Store, device: str, unit: str = "") -> None:
    """Let a device write for a unit, for the store's own by default."""
    store.save(Draft("grant", {"unit": unit or store.unit.uid, "device": device, "name": "Máy 2"}))


def withdraw(store: Store, device: str, unit: str = "") -> None:
    """End what a device holds of a unit, of the store's own by default; what is here of it stays."""
    known = store.log.vector()
    told = {"accepted": write_marks(known), "histories": write_histories(hashes_of(store, device, known))}
    store.save(Draft("withdrawal", {"unit": unit or store.unit.uid, "of": device, "reason": "Thôi", **told}))


@contextmanager
def unguarded() -> Iterator[None]:
    """Let a store save what the program keeps its officers from saving, as a sender with a program of its own can."""
    with pytest.MonkeyPatch.context() as patch:
        for judged in ("_problems", "_unrightful_joins", "_unrightful_places"):
            patch.setattr(f"danvan_desktop.store.guard.Guard.{judged}", lambda *_arguments: ())
        yield


def join(one: Store, other: Store) -> None:
    """Let the laptops of two stores write for the units of both, as those of one office do."""
    grant(one, other.device_key)
    grant(other, one.device_key)


def disown(commune: Store, province: Store) -> None:
    """Let the province, which the commune puts itself below, let nothing count that the commune's laptop wrote."""
    uid = commune.unit.uid
    _carry(province, commune)
    commune.save(Draft("unit", {"parent": province.unit.uid}, uid))
    _carry(commune, province)
    nothing = write_marks({head.key: 0 for head in province.log.logs() if head.device == commune.device_key})
    with unguarded():
        province.save(
            Draft("withdrawal", {"unit": uid, "of": commune.device_key, "accepted": nothing, "reason": "Mất máy"})
        )
    _carry(province, commune)


def _carry(source: Store, target: Store) -> None:
    target.merge(source.log.entries_after({}), source.signed_logs())
