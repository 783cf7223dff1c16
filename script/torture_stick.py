"""Pulls the stick out while the program reads from it or writes to it: told in words, nothing half counts.

From a single call on, drawn by the seed, whatever asks for a file of the stick's folder gets an I/O error, and names
there lead nowhere; what was written before stays. By the library of torture_calls.py; Linux with a compiler only.
"""

from __future__ import annotations

import errno
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import torture_scenes
from environment import speak_utf8
from torture_calls import Deed, Ground, Trial, judged, print_row
from torture_patience import ENDLESS, Patience

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.restoring import restore_backup
from danvan_desktop.sync import ExportWish, export_bundle, import_bundle, write_ack, write_card
from danvan_desktop.sync.reader import BundleReader

WAY = "stick pulled out"
_STICK = "stick"


def deeds(folder: Path) -> Iterator[Deed]:
    """Make the folder that they begin with, and yield the deeds."""
    work = folder / "work"
    work.mkdir()
    torture_scenes.a_commune_among_others(work)
    stick = work / _STICK
    stick.mkdir()
    with Store.open(work / "commune.db") as store:
        store.backup(stick / "sao-luu_cu.db")
        store.choose_second_place(stick)
        store.save(_petition(store))
    shutil.move(work / "neighbour.danvan", stick)
    template = Path(shutil.copytree(work, folder / "template"))
    for name, run in _DEEDS.items():
        yield Deed(name, template, run, look, stick=_STICK)


def _petition(store: Store) -> Draft:
    values = {"number": "900/2026", "received_on": "2026-08-13", "unit": store.unit.uid, "content": "Mương bị tắc"}
    return Draft("petition", values)


def look(folder: Path) -> object:
    """Open the store and what has its name on the stick; all must be whole. Returns what a deed may have changed."""
    seen = torture_scenes.look(folder)
    made = sorted(file.name for file in (folder / _STICK).iterdir() if not file.name.startswith("."))
    for name in made:
        _refuse_half(folder / _STICK / name)
    copies = len(list((folder / _STICK).glob("sao-luu-dan-van/*.db")))
    return seen, [name for name in made if ".tmp" not in name], min(copies, 1)


def _refuse_half(file: Path) -> None:
    if file.suffix == ".danvan":
        with file.open("rb") as bundle:
            list(BundleReader(bundle, file.stat().st_size).changes())
    elif file.suffix in (".ack", ".card") and not file.read_bytes().endswith(b"\n"):
        raise RuntimeError(f"{file.name} is half")


def _with_store(work: Callable[[Store, Path], object], folder: Path) -> None:
    with Store.open(folder / "commune.db") as store:
        work(store, folder / _STICK)


def _restore(folder: Path) -> None:
    restore_backup(folder / _STICK / "sao-luu_cu.db", folder / "commune.db")


_DEEDS: Mapping[str, Callable[[Path], None]] = {
    "export to a stick": partial(
        _with_store, lambda store, stick: export_bundle(store, stick / "out.danvan", ExportWish(plain=True))
    ),
    "import from a stick": partial(_with_store, lambda store, stick: import_bundle(store, stick / "neighbour.danvan")),
    "second place": partial(_with_store, lambda store, _stick: store.copy_keeper.keep_second()),
    "backup to a stick": partial(_with_store, lambda store, stick: store.backup(stick / "out.db")),
    "restoring from a stick": _restore,
    "card to a stick": partial(_with_store, lambda store, stick: write_card(store, stick / "out.card")),
    "receipt to a stick": partial(_with_store, lambda store, stick: write_ack(store, stick / "out.ack")),
}


def try_stick(ground: Ground, deed: Deed, most: int, seed: int, patience: Patience = ENDLESS) -> Iterator[Trial]:
    """Pull the stick out at so many calls at the most."""
    rng = random.Random(f"{deed.name}{seed}")  # noqa: S311 - places, the same in every run
    ground.set_back(deed.template)
    before = deed.look(ground.folder)
    ground.set_back(deed.template)
    ended, calls = ground.do(deed)
    if ended or not calls:
        raise RuntimeError(f"{deed.name} fails undisturbed ({ended})")
    shapes = before, deed.look(ground.folder)
    places = rng.sample(range(1, calls + 1), min(most, calls))
    for turn in patience.turns(len(places)):
        ground.set_back(deed.template)
        ended, _calls = ground.do(deed, places[turn], errno.EIO, lasting=True)
        yield judged(ground, deed, WAY, places[turn], ended, shapes)


def main() -> int:
    """``torture_stick.py MOST SEED SECONDS``: try all deeds, print faults and the table."""
    speak_utf8()
    most, seed, patience = int(sys.argv[1]), int(sys.argv[2]), Patience.of(float(sys.argv[3]))
    trials: list[Trial] = []
    with tempfile.TemporaryDirectory() as name:
        ground = Ground(Path(name))
        for number, deed in enumerate(deeds(Path(name))):
            for trial in try_stick(ground, deed, most, seed, patience.share(len(_DEEDS) - number)):
                trials.append(trial)
                if trial.fault:
                    print(f"{trial.deed}, {trial.way} at {trial.place}: {trial.fault}", flush=True)
            print_row(deed.name, trials, (WAY,))
    return 1 if any(trial.fault for trial in trials) else 0


if __name__ == "__main__":
    sys.exit(main())
