"""Times an import of 100 changes into a store of 400,000 with its way back, and a round of 16 villages.

.venv/bin/python bench/small_import.py
"""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from measuring import kept_commune, petition

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import (
    enrol_card,
    export_bundle,
    import_bundle,
    own_card,
    receive_round,
    waiting_files,
    write_round,
)
from danvan_desktop.sync.taking_back import take_back_last

LARGE, SMALL = 200_000, 50
"""Petitions; each is two entries: what is personal has a log of its own."""
VILLAGES, EACH = 16, 20

T = TypeVar("T")


def main() -> None:
    """Print both."""
    with tempfile.TemporaryDirectory() as folder:
        small_import(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        round_of_villages(Path(folder))


def small_import(folder: Path) -> None:
    """Bring a few petitions of a village into a large store, five times, and take the last back."""
    path = folder / "commune.db"
    shutil.copy(kept_commune(LARGE), path)
    with Store.open(path) as commune, village(folder, 1) as sender:
        enrol(commune, sender)
        taken = []
        for turn in range(5):
            rng = random.Random(turn)
            sender.save(*(petition(sender.unit.uid, turn * SMALL + number, rng) for number in range(SMALL)))
            bundle = export_bundle(sender, folder / "village.danvan").path
            seconds, result = timed(partial(import_bundle, commune, bundle))
            assert result.backup is None
            taken.append(seconds)
        print(f"{result.merge.added} changes into {sum(commune.log.vector().values())}: {min(taken) * 1000:.0f} ms")
        digest = commune.digest()
        back, _ = timed(lambda: take_back_last(commune))
        assert commune.digest() != digest
        print(f"taken back: {back * 1000:.0f} ms")


def round_of_villages(folder: Path) -> None:
    """Time what the commune waits in a round: two presses, or two commands."""
    stick = folder / "usb"
    stick.mkdir()
    with Store.create(folder / "commune.db", unit_name="Xã Đông Sơn", unit_code="DS") as commune:
        stores = [village(folder, number) for number in range(1, VILLAGES + 1)]
        for store in stores:
            enrol(commune, store)
        for _twice in range(2):
            exchange(commune, stores, stick)
        for store in stores:
            store.save(*(petition(store.unit.uid, number, random.Random(number)) for number in range(EACH)))
            write_round(store, stick)
        into, received = timed(lambda: receive_round(commune, waiting_files([stick])))
        answer = [Draft("petition", {"reply": "Đã xử lý", "replied_on": "2026-11-20", "result": "solved"}, one.uid)
                  for one in commune.list("petition")]  # fmt: skip
        commune.save(*answer)
        out, written = timed(lambda: write_round(commune, stick))
        files = sum(one.result is not None for one in written)
        print(
            f"round of {VILLAGES} villages: 2 presses; {len(received)} files in {into:.1f} s, {files} out {out:.1f} s"
        )
        for store in stores:
            store.close()


def exchange(commune: Store, stores: list[Store], stick: Path) -> None:
    """Carry one round both ways, and wipe the stick."""
    for store in stores:
        write_round(store, stick)
    receive_round(commune, waiting_files([stick]))
    write_round(commune, stick)
    for store in stores:
        receive_round(store, waiting_files([stick]))
    for path in stick.iterdir():
        path.unlink()


def enrol(one: Store, other: Store) -> None:
    """Let two stores know each other."""
    enrol_card(one, own_card(other))
    enrol_card(other, own_card(one))


def village(folder: Path, number: int) -> Store:
    """Make the store of a village."""
    path = folder / f"v{number}.db"
    return Store.create(path, unit_name=f"Thôn {number}", unit_code=f"{number:02}", level="village")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Return seconds of the processor and the result of ``work``."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


if __name__ == "__main__":
    main()
