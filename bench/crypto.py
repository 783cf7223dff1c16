"""What encryption costs: the same work over the same content, in turns on a plain store and on an encrypted one.

Each figure is the median of one kind of work on the encrypted store beside that on the plain one, by the clock and by
the processor; merges and starts are of three and seven turns. A start is a process of its own to the page painted over
the open store, the key given: unlocking is measured alone, with the cost that real stores have. A large SQLite cache
would hide the reading of pages, so lists and searches are measured right after the store is opened, too.
"""

from __future__ import annotations

import itertools
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from measuring import petition, ratio_line

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.key_slots import KeySlots, new_data_key
from danvan_desktop.sync import export_bundle, import_bundle

PETITIONS = 5_000
TURNS, SLOW_TURNS, STARTS, UNLOCKINGS = 100, 3, 7, 9
PASSPHRASE = "bốn con trâu cày ruộng"
GOAL = "<= 1.3 x"

START = """
import sys
from pathlib import Path
from danvan_desktop.ui.app import make_application, make_window
from danvan_desktop.ui.session import Session
path, key = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]) or None
application = make_application(sys.argv[:1])
window = make_window(path, key)
window.appear()
session = Session(path, window, key=key)
application.processEvents()
import os
os._exit(0)
"""


@dataclass
class Times:
    """Seconds that one kind of work took, turn by turn."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def take(self, work: Callable[[], object]) -> None:
        """Run some work once."""
        cpu, wall = time.process_time(), time.perf_counter()
        work()
        self.wall.append(time.perf_counter() - wall)
        self.cpu.append(time.process_time() - cpu)


@dataclass(frozen=True)
class Office:
    """A store, and the key that opens it, ``None`` for the plain one."""

    path: Path
    key: bytes | None

    def open(self) -> Store:
        """Open it."""
        return Store.open(self.path, key=self.key)


def made(path: Path, key: bytes | None) -> Office:
    """Make a commune's store; both have the same content."""
    keys = None if key is None else KeySlots.of(key).with_passphrase(key, PASSPHRASE).written()
    with Store.create(path, unit_name="Xã Đông Sơn", unit_code="DS", key=key, key_file=keys) as store:
        rng = random.Random(1)
        store.save(*(petition(store.unit.uid, number, rng) for number in range(PETITIONS)))
        village = {"name": "Thôn Đông", "kind": "village", "code": "DS-01", "parent": store.unit.uid}
        store.save(Draft("unit", village))  # an office with a village is no longer offered to be set up
    return Office(path, key)


def works(store: Store, office: Office) -> Mapping[str, Callable[[], object]]:
    """Return what officers do all day, over an open store and over one that is opened for it."""
    rng, numbers, unit = random.Random(2), itertools.count(1_000_000), store.unit.uid
    known = itertools.cycle(store.uids("petition")[:50])

    def edit() -> None:
        store.save(Draft("petition", {"content": f"Mương đã thông, lần {next(numbers)}"}, next(known)))

    def fresh(work: Callable[[Store], object]) -> None:
        with closing(office.open()) as opened:
            work(opened)

    def page(opened: Store) -> object:
        return opened.get_many(opened.uids("petition")[:60], "petition")  # as the window's list does

    return {
        "save a new petition": lambda: store.save(petition(unit, next(numbers), rng)),
        "save an edit": edit,
        "search a word": lambda: store.search("mương"),
        "list, order and one page": lambda: page(store),
        "open, then search": lambda: fresh(lambda opened: opened.search("mương")),
        "open, then list": lambda: fresh(page),
    }


def in_turns(offices: tuple[Office, Office], turns: int) -> Mapping[str, tuple[Times, Times]]:
    """Do all works in turns on both."""
    with closing(offices[0].open()) as plain, closing(offices[1].open()) as locked:
        both = works(plain, offices[0]), works(locked, offices[1])
        times = {name: (Times(), Times()) for name in both[0]}
        for turn in range(turns):
            for name in both[0]:
                for place in (0, 1) if turn % 2 else (1, 0):
                    times[name][place].take(both[place][name])
    return times


def merges(offices: tuple[Office, Office], folder: Path) -> tuple[Times, Times]:
    """Import the same bundle into new stores, plain and encrypted."""
    times = Times(), Times()
    with closing(offices[0].open()) as sender:
        bundle = export_bundle(sender, folder / "out.danvan").path
    for turn in range(SLOW_TURNS):
        for place, office in enumerate(offices):
            path = folder / f"second-{turn}-{place}.db"
            with Store.create(path, unit_name="Thôn Tây", unit_code="T", level="village", key=office.key) as store:
                times[place].take(lambda store=store: import_bundle(store, bundle, accept_sender=True))
    return times


def starts(offices: tuple[Office, Office]) -> tuple[Times, Times]:
    """Start the window in a process of its own."""
    times = Times(), Times()
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    for _turn in range(STARTS):
        for place, office in enumerate(offices):
            command = [sys.executable, "-c", START, str(office.path), (office.key or b"").hex()]
            times[place].take(lambda command=command: subprocess.run(command, env=environment, check=True))
    return times


def tell(what: str, times: tuple[Times, Times], *, by_processor: bool = True) -> None:
    """Print the encrypted store beside the plain one."""
    plain, locked = times
    ratio_line(what, statistics.median(locked.wall) * 1000, statistics.median(plain.wall) * 1000, GOAL)
    if by_processor:
        ours, bare = statistics.median(locked.cpu) * 1000, statistics.median(plain.cpu) * 1000
        ratio_line(f"{what}, time of the processor", ours, bare, GOAL)


def unlocking() -> tuple[float, float]:
    """Return the median milliseconds of one right passphrase, by the clock and by the processor."""
    key, times = new_data_key(), Times()
    slots = KeySlots.of(key).with_passphrase(key, PASSPHRASE)
    for _turn in range(UNLOCKINGS):
        times.take(lambda: slots.unlock(PASSPHRASE))
    return statistics.median(times.wall) * 1000, statistics.median(times.cpu) * 1000


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        offices = made(folder / "plain.db", None), made(folder / "locked.db", new_data_key())
        for what, times in in_turns(offices, TURNS).items():
            tell(what, times)
        tell(f"merge {PETITIONS} petitions of a bundle", merges(offices, folder))
        tell("start to the page", starts(offices), by_processor=False)
    wall, cpu = unlocking()
    ratio_line("unlock by a passphrase", wall, 1_000, "<= 1,000 ms")
    ratio_line("unlock by a passphrase, time of the processor", cpu, 1_000, "told, not set")


if __name__ == "__main__":
    main()
