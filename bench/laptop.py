"""The works of an officer's laptop, one a process, beside the bare work that nobody can save.

``python bench/laptop.py NAME STORE [TURNS]`` prints one line of JSON: milliseconds of the processor a turn, ours and
the bare one's, and the largest memory in MB. ``--only`` before the name does ours alone so many times and prints
nothing, for a tool that counts instructions. The store is copied first, so that works which write leave it as it is.
``table.py`` runs them all.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from measuring import most_memory, petition

from danvan_desktop.store import Store
from danvan_desktop.store.connection import connect

PAGE = 60
WORDS = "kien nghi muong dien"
PASSPHRASE = "bốn con trâu cày ruộng"

Deed = Callable[[], object]


@dataclass(frozen=True)
class Pair:
    """Our work, and the bare work beside it where there is one."""

    ours: Deed
    bare: Deed | None = None


@dataclass(frozen=True)
class Work:
    """One work: how it is made ready over a copy of the store, how often it is done, whether instructions are told."""

    prepare: Callable[[Path], Any]
    bare: str
    turns: int
    is_counted: bool = True


@contextmanager
def opening(path: Path) -> Iterator[Pair]:
    def bare() -> None:
        with closing(connect(path)) as raw:
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()

    yield Pair(lambda: Store.open(path).close(), bare)


@contextmanager
def listing(path: Path) -> Iterator[Pair]:
    with Store.open(path) as store, closing(connect(path)) as raw:

        def ours() -> None:
            store.get_many(store.uids("petition")[:PAGE])

        def bare() -> None:
            order = "SELECT uid FROM record_petition ORDER BY received_on DESC, uid DESC"
            uids = [uid for (uid,) in raw.execute(order)][:PAGE]
            marks = ", ".join("?" * len(uids))
            raw.execute(f"SELECT * FROM record_petition WHERE uid IN ({marks})", uids).fetchall()

        yield Pair(ours, bare)


@contextmanager
def searching(path: Path) -> Iterator[Pair]:
    typed = [WORDS[:length] for length in range(1, len(WORDS) + 1) if WORDS[length - 1] != " "]
    matching = "SELECT rowid FROM word WHERE word MATCH ? ORDER BY rowid DESC LIMIT 50"
    with Store.open(path) as store, closing(connect(path)) as raw:
        yield Pair(
            lambda: [store.search(text) for text in typed],
            lambda: [raw.execute(matching, [f"{text}*"]).fetchall() for text in typed],
        )


@contextmanager
def saving(path: Path) -> Iterator[Pair]:
    numbers, rng = itertools.count(10_000_000), random.Random(2)
    with Store.open(path) as store, closing(connect(path.with_name("bare.db"), create=True)) as raw:
        raw.execute("CREATE TABLE t (x TEXT)")
        unit = store.unit.uid
        yield Pair(
            lambda: store.save(petition(unit, next(numbers), rng)),
            lambda: raw.execute("INSERT INTO t VALUES (?)", ["x" * 900]),
        )


@contextmanager
def due(path: Path) -> Iterator[Pair]:
    from danvan_desktop.store.work_list import work_list

    with Store.open(path) as store:
        yield Pair(lambda: work_list(store, store.today() + dt.timedelta(days=7)))


@contextmanager
def digest(path: Path) -> Iterator[Pair]:
    with Store.open(path) as store, closing(connect(path)) as raw:
        yield Pair(store.digest, lambda: raw.execute("SELECT * FROM record_petition").fetchall())


@contextmanager
def check(path: Path) -> Iterator[Pair]:
    with Store.open(path) as store, closing(connect(path)) as raw:
        yield Pair(store.check, lambda: raw.execute("PRAGMA integrity_check").fetchall())


@contextmanager
def backup(path: Path) -> Iterator[Pair]:
    numbers = itertools.count()
    with Store.open(path) as store:
        yield Pair(
            lambda: store.backup(path.with_name(f"backup-{next(numbers)}.db")),
            lambda: shutil.copy(path, path.with_name(f"copy-{next(numbers)}.db")),
        )


@contextmanager
def report(path: Path) -> Iterator[Pair]:
    from danvan_desktop.domain.period import Period
    from danvan_desktop.reports.catalogue import form_of
    from danvan_desktop.reports.context import ReportContext
    from danvan_desktop.reports.printing import print_form

    numbers = itertools.count()
    with Store.open(path) as store:
        context = ReportContext(store, store.today(), "", Period.parse("2026"))
        form = form_of("work-report")
        yield Pair(lambda: print_form(form, context, path.with_name(f"report-{next(numbers)}.pdf")))


@contextmanager
def export(path: Path) -> Iterator[Pair]:
    from merge import rows_of, write_raw

    from danvan_desktop.sync import export_bundle

    numbers = itertools.count()
    with Store.open(path) as store:
        entries = store.log.entries_after({})
        yield Pair(
            lambda: export_bundle(store, path.with_name(f"out-{next(numbers)}.danvan")),
            lambda: write_raw((row for entry in entries for row in rows_of(entry)), path.with_name("raw.zip")),
        )


@contextmanager
def importing(path: Path) -> Iterator[Pair]:
    from merge import insert_raw, parse_raw, receiver, rows_of, write_raw

    from danvan_desktop.sync import export_bundle, import_bundle

    numbers = itertools.count()
    raw = path.with_name("raw.zip")
    with Store.open(path) as store:
        write_raw((row for entry in store.log.entries_after({}) for row in rows_of(entry)), raw)
        bundle = export_bundle(store, path.with_name("out.danvan")).path

    def ours() -> None:
        with receiver(path.with_name(f"into-{next(numbers)}.db")) as into:
            import_bundle(into, bundle, accept_sender=True)

    yield Pair(ours, lambda: insert_raw(parse_raw(raw), path.with_name(f"raw-{next(numbers)}.db")))


@contextmanager
def unlocking(path: Path) -> Iterator[Pair]:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    from danvan_desktop.store.key_slots import STANDARD_COST, KeySlots, new_data_key

    key = new_data_key()
    slots = KeySlots.of(key).with_passphrase(key, PASSPHRASE)

    def bare() -> None:
        cost = STANDARD_COST
        kdf = Argon2id(salt=bytes(16), length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
        kdf.derive(PASSPHRASE.encode())

    yield Pair(lambda: slots.unlock(PASSPHRASE), bare)


@contextmanager
def window(path: Path) -> Iterator[tuple[Any, Any]]:
    """Open the window over the store, with all that it loads within seconds of its start."""
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    from danvan_desktop.ui.app import make_application, make_window
    from danvan_desktop.ui.session import Session
    from danvan_desktop.ui.warming import Warming

    warming = Warming(make_application([]))
    while warming.load_next():
        pass
    session = Session(path, make_window(path))
    session.window.resize(1366, 768)
    session.window.show()

    def rest() -> None:
        while session.operations._reads:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        QApplication.processEvents()

    rest()
    yield session.window, rest
    session.window.close()
    session.operations.shutdown()


@contextmanager
def paging(path: Path) -> Iterator[Pair]:
    places = itertools.cycle(("petition", "overview"))
    with window(path) as (main, rest):

        def ours() -> None:
            main.show_place(next(places))
            rest()

        yield Pair(ours)


@contextmanager
def opening_a_record(path: Path) -> Iterator[Pair]:
    with Store.open(path) as store, closing(connect(path)) as raw:
        uids = itertools.cycle(store.uids("petition")[:PAGE])
        with window(path) as (main, rest):

            def ours() -> None:
                main.open_record(next(uids))
                rest()

            yield Pair(
                ours, lambda: raw.execute("SELECT * FROM record_petition WHERE uid = ?", [next(uids)]).fetchall()
            )


WORKS: Mapping[str, Work] = {
    "store opened": Work(opening, "SQLite opened", 5),
    "page shown": Work(paging, "", 10, is_counted=False),
    "record opened": Work(opening_a_record, "its row read", 20, is_counted=False),
    "petition saved": Work(saving, "a row committed", 100),
    "list begun": Work(listing, "the raw query", 5),
    "words typed": Work(searching, "the bare index", 3),
    "work list": Work(due, "", 1),
    "year's report": Work(report, "", 1),
    "export": Work(export, "zip + json", 1),
    "import": Work(importing, "parse + insert", 1),
    "digest": Work(digest, "all rows read", 1),
    "check": Work(check, "integrity_check", 1),
    "backup": Work(backup, "the file copied", 1),
    "unlock": Work(unlocking, "Argon2id", 2, is_counted=False),
}
"""By the name in the table. What loads Qt or waits on purpose is not counted in instructions."""


def measured(work: Work, path: Path, turns: int) -> dict[str, float | None]:
    """Do both works in turns; give milliseconds of the processor a turn, and MB."""
    with work.prepare(path) as pair:
        pair.ours()  # what is loaded once is no part of it
        ours, bare = [], []
        for _turn in range(turns):
            ours.append(_milliseconds(pair.ours))
            if pair.bare is not None:
                bare.append(_milliseconds(pair.bare))
    return {
        "ours": statistics.median(ours),
        "bare": statistics.median(bare) if bare else None,
        "megabytes": most_memory(),
    }


def _milliseconds(deed: Deed) -> float:
    start = time.process_time()
    deed()
    return (time.process_time() - start) * 1000


def main(arguments: list[str]) -> None:
    only = arguments[0] == "--only"
    name, store, *turns = arguments[only:]
    work = WORKS[name]
    times = int(turns[0]) if turns else work.turns
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "commune.db"
        shutil.copy(store, path)
        if not only:
            print(json.dumps(measured(work, path, times)))
            return
        with work.prepare(path) as pair:
            for _turn in range(times):
                pair.ours()


if __name__ == "__main__":
    main(sys.argv[1:])
