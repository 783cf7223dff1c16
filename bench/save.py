"""Saves of one record, in turns with bare durable commits of SQLite in the same file system, so that both fare alike.

The bare commits are of one row, and of as many pages as a new petition writes. ``CPU`` is the time of the processor,
which a busy machine does not lengthen; means hold what the words of earlier saves cost the one that indexes them.
"""

from __future__ import annotations

import itertools
import random
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from measuring import commune_with, petition, ratio_line

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.store.connection import connect

TURNS = 300

PAGES = 19
"""How many pages of the file a new petition writes: the log, the record, its row and indexes."""

ENTRIES = 2_000
"""Of the one record that was saved so often before."""


class Times:
    """What one kind of work took, turn by turn."""

    def __init__(self) -> None:
        """Begin with none."""
        self._wall: list[float] = []
        self._cpu: list[float] = []

    def take(self, work: Callable[[], object]) -> None:
        """Run some work once."""
        cpu, wall = time.process_time(), time.perf_counter()
        work()
        self._wall.append(time.perf_counter() - wall)
        self._cpu.append(time.process_time() - cpu)

    @property
    def median(self) -> float:
        """Milliseconds."""
        return statistics.median(self._wall) * 1000

    def __str__(self) -> str:
        """Tell the rest."""
        return f"mean {statistics.fmean(self._wall) * 1000:.3f}, CPU {statistics.median(self._cpu) * 1000:.3f} ms"


@contextmanager
def bare_commits(path: Path) -> Iterator[Mapping[str, Callable[[], object]]]:
    """Make a file of its own, and what is done in it."""
    with closing(connect(path, create=True)) as bare:
        bare.execute("CREATE TABLE t (x TEXT)")
        bare.execute("CREATE TABLE paged (id INTEGER PRIMARY KEY, x TEXT)")
        bare.executemany("INSERT INTO paged VALUES (?, ?)", [(page, "x" * 3_900) for page in range(PAGES)])
        yield {
            "bare": lambda: bare.execute("INSERT INTO t VALUES (?)", ["x" * 900]),
            "paged": lambda: bare.execute("UPDATE paged SET x = substr(x, 2) || 'y'"),
        }


def saves(store: Store) -> Mapping[str, Callable[[], object]]:
    """Return a save of a new petition, of a changed one, and of one that has thousands of entries."""
    numbers, rng, unit = itertools.count(1_000_000), random.Random(2), store.unit.uid
    drafts = iter([petition(unit, next(numbers), rng) for _draft in range(TURNS + 1)])
    known = itertools.cycle(store.save(*(petition(unit, next(numbers), rng) for _draft in range(50))).uids)
    (long_known,) = store.save(petition(unit, next(numbers), rng)).uids
    turns = itertools.count()

    def edit(uid: str) -> None:
        store.save(Draft("petition", {"content": f"Mương đã thông, lần {next(turns)}"}, uid))

    for _save in range(ENTRIES):
        edit(long_known)
    return {
        "new": lambda: store.save(next(drafts)),
        "edit": lambda: edit(next(known)),
        "long": lambda: edit(long_known),
    }


def main() -> None:
    with commune_with(2_000) as store, bare_commits(store.path.with_name("bare.db")) as commits:
        works = {**commits, **saves(store)}
        times = {name: Times() for name in works}
        for _turn in range(TURNS):
            for name, work in works.items():
                times[name].take(work)
    bare = times["bare"].median
    print(f"a bare durable commit of one row: {bare:.3f} ms, {times['bare']}")
    ratio_line(f"save one new petition ({times['new']})", times["new"].median, bare, "<= 3 x")
    ratio_line("the same, goal in the long run", times["new"].median, bare, f"<= {1.5 * bare + 0.3:.3f} ms")
    ratio_line(
        f"the same against a commit of {PAGES} pages", times["new"].median, times["paged"].median, "told, not set"
    )
    ratio_line(f"save an edit of one field ({times['edit']})", times["edit"].median, bare, "<= 2.5 x")
    ratio_line(f"the same of a record of {ENTRIES} entries ({times['long']})", times["long"].median, bare, "<= 3 ms")


if __name__ == "__main__":
    main()
