"""Pairs, revokes, exports, changes keys, hands over, imports, parts and takes back, and kills that at random moments.

Each deed is done by a process of its own on a copy of one store, once undisturbed, then killed after a random part of
the time that this took. Uids are drawn anew each time: stores are compared by what they count, not by digests.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from torture_patience import ENDLESS, Patience

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import ExportWish, enrol_card, export_bundle, import_bundle, own_card, write_card
from danvan_desktop.sync.reader import BundleReader

STATES = BEFORE, AFTER, BETWEEN = "before", "after", "between"
_OPENING = """
import sys
from pathlib import Path
from danvan_desktop.store import Store
from danvan_desktop import sync
from danvan_desktop.sync import cards, device_changes, handing_over, taking_back
path, folder = Path(sys.argv[1]), Path(sys.argv[2])
out = path.with_name('out.danvan')
with Store.open(path) as store:
    print("ready", flush=True)
"""
DEEDS = {
    "pairing": "    sync.enrol_card(store, cards.read_card(folder / 'village.card'))",
    "revocation": "    sync.revoke_peer(store, (folder / 'neighbour').read_text('utf-8'))",
    "export": "    sync.export_bundle(store, out, sync.ExportWish(plain=True))",
    "new keys": "    device_changes.rotate_keys(store)",
    "hand-over": "    handing_over.hand_over_all(store, cards.read_card(folder / 'heir.card'), out)",
    "take-back": "    taking_back.take_back_last(store)",
    "import": "    sync.import_bundle(store, folder / 'neighbour.danvan')",
    "parting": "    store.part(next(one.text('record') for one in store.find_all('same_as')))",
}
Shape = tuple[object, ...]


@dataclass(frozen=True)
class Scene:
    """The store that each deed begins with, beside the cards that it needs."""

    folder: Path
    template: Path


def prepare(folder: Path, petitions: int) -> Scene:
    """Make a commune of so many petitions that took in a bundle of the province, and what the deeds need beside it.

    That are cards of two other laptops, a village that is enrolled already with its first bundle, and two joined units.
    """
    template = folder / "deeds.db"
    levels = {"village": "village", "heir": "commune", "neighbour": "village", "province": "province"}
    with Store.create(template, unit_name="Xã Đông Sơn", unit_code="DS") as store:
        store.save(*(_petition(store.unit.uid, number) for number in range(petitions)))
        for name, level in levels.items():
            with Store.create(folder / f"{name}.db", unit_name=f"Nơi {name}", unit_code=name, level=level) as other:
                write_card(other, folder / f"{name}.card")
                if name == "neighbour":
                    _enrol_neighbour(store, other, folder, petitions // 10)
                if name == "province":
                    enrol_card(store, own_card(other))
                    other.save(*(_petition(other.unit.uid, number) for number in range(petitions // 40)))
                    enrol_card(other, own_card(store))
                    import_bundle(store, export_bundle(other, folder / "in.danvan", ExportWish(plain=True)).path)
        listed = [
            Draft("unit", {"name": "Thôn 9", "kind": "village", "code": c, "parent": store.unit.uid}) for c in "89"
        ]
        first, second = store.save(*listed).uids
        store.join(first, second)
    return Scene(folder, template)


def _enrol_neighbour(store: Store, other: Store, folder: Path, petitions: int) -> None:
    enrol_card(store, own_card(other))
    enrol_card(other, own_card(store))
    other.save(*(_petition(other.unit.uid, number) for number in range(petitions)))
    export_bundle(other, folder / "neighbour.danvan", ExportWish(plain=True))
    (folder / "neighbour").write_text(other.device_key)


def kill_deed(scene: Scene, deed: str, times: int, seed: int, patience: Patience = ENDLESS) -> Counter[str]:
    """Kill a deed so many times; count in which state the stores were found."""
    rng = random.Random(f"{deed}{seed}")  # noqa: S311 - moments, the same in every run
    before, (after, seconds) = _shape(scene.template), _undisturbed(scene, deed)
    found: Counter[str] = Counter()
    for turn in patience.turns(times):
        work = scene.folder / f"deed-{turn}"
        path = _copy(scene, work)
        with _doing(scene, path, deed) as child:
            time.sleep(rng.uniform(0, seconds * 1.05))
            child.kill()
        shape = _shape(path)
        state = BEFORE if shape == before else AFTER if shape == after else BETWEEN
        found[state if _is_sound(path) else BETWEEN] += 1
        shutil.rmtree(work)
    return found


def _undisturbed(scene: Scene, deed: str) -> tuple[Shape, float]:
    work = scene.folder / "undisturbed-deed"
    path = _copy(scene, work)
    with _doing(scene, path, deed) as child:
        start = time.perf_counter()
        child.wait()
        seconds = time.perf_counter() - start
    if child.returncode:
        raise RuntimeError(f"{deed} failed")
    shape = _shape(path)
    shutil.rmtree(work)
    return shape, seconds


def _copy(scene: Scene, work: Path) -> Path:
    work.mkdir()
    return Path(shutil.copy(scene.template, work / "commune.db"))


def _doing(scene: Scene, path: Path, deed: str) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-c", _OPENING + DEEDS[deed], path, scene.folder], stdout=subprocess.PIPE, text=True
    )
    if child.stdout is None or child.stdout.readline() != "ready\n":
        raise RuntimeError(f"{deed} did not start")
    return child


def _shape(path: Path) -> Shape:
    with Store.open(path) as store:
        return shape_of(store)


def shape_of(store: Store) -> Shape:
    """Return what a deed may change: records by kind, known devices, whose keys are in use, what this one holds."""
    first = min(store.log.logs(), key=lambda head: head.device != store.device_key)
    return (
        tuple((kind.name, store.count(kind.name)) for kind in store.kinds),
        tuple(sorted((peer.name, peer.state.value) for peer in store.peers.all())),
        len({head.device for head in store.log.logs()}),
        first.device == store.device_key,
        bool(store.authority.standing_now(store.device_key, store.unit.uid)),
        sum(note.direction == "in" for note in store.bundles()),
    )


def _is_sound(path: Path) -> bool:
    """Tell whether the store is whole, and a file that was written as well."""
    out = path.with_name("out.danvan")
    with Store.open(path) as store:
        is_sound = store.check().ok
    if out.exists() and not out.read_bytes().startswith(b"age-encryption.org/"):
        with out.open("rb") as file:
            is_sound = is_sound and bool(list(BundleReader(file, out.stat().st_size).changes()))
    # What a killed process was writing has a hidden name, and goes with the next export to that place.
    return is_sound and all(one == out or one.name.startswith(".") for one in path.parent.glob("*out.danvan*"))


def _petition(unit: str, number: int) -> Draft:
    values = {"number": f"{number:03d}/2026", "received_on": "2026-08-13", "unit": unit, "content": f"Mương {number}"}
    return Draft("petition", values)
