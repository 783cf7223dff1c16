"""A bundle of 200,000 changed fields out and in, against the bare work of a row a field.

Out: the same content written by ``json`` and ``zipfile``, a line a field. In: these lines parsed by ``json`` and
inserted in bulk into a table of a row a field, indexed by log and by cell, in one durable transaction of the same
SQLite: what the log itself once was, so that figures of all versions can be compared. Memory is that of a process which
does nothing but import, for this bundle and for one of a tenth. All times are those of the processor, which what else
runs on the machine changes least. ``against_old.py`` holds them against an earlier version.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from measuring import commune_with, ratio_line

from danvan_desktop.domain.entry import Entry, join_ids, salts_of
from danvan_desktop.store import Store
from danvan_desktop.store.check import Checker
from danvan_desktop.store.connection import connect, transaction
from danvan_desktop.sync import export_bundle, import_bundle

FIELDS = 200_000
PER_PETITION = 12
TURNS = 3

T = TypeVar("T")


def main() -> None:
    with commune_with(FIELDS // PER_PETITION) as store:
        folder = store.path.parent
        raw_out, raw_parse, raw_insert = raw_times(store, folder)
        out, exported = timed(lambda: export_bundle(store, folder / "out.danvan"))
        with receiver(folder / "second.db") as second:
            into, result = timed(lambda: import_bundle(second, exported.path, accept_sender=True))
            assert result.merge.added == exported.changes > FIELDS // PER_PETITION
            pairs, _ = timed(lambda: second.duplicate_count(involving=result.merge.uids))
            again, _ = timed(lambda: import_bundle(second, exported.path, accept_sender=True))
        merged = time_of_merge(store, folder)
        rebuilt = time_of_rebuild(store)
        memory = memory_of_import(exported.path)
    with commune_with(FIELDS // PER_PETITION // 10) as store:
        memory_of_tenth = memory_of_import(export_bundle(store, store.path.with_name("out.danvan")).path)
    raw_in = raw_parse + raw_insert
    print(f"{exported.changes} entries, {exported.size / 1e6:.1f} MB")
    ratio_line("export against raw zip + json", out * 1000, raw_out * 1000, "<= 1.67 x")
    ratio_line("import against raw parse + insert", into * 1000, raw_in * 1000, "<= 1.0 x")
    ratio_line("likely pairs among what came, where a person is told", pairs * 1000, into * 1000, "")
    ratio_line("merge, chains and search included, against raw insert", merged * 1000, raw_insert * 1000, "<= 1.5 x")
    ratio_line("all derived anew against raw insert", rebuilt * 1000, raw_insert * 1000, "<= 0.4 x of ab84d9d's time")
    ratio_line("import against raw insert alone", into * 1000, raw_insert * 1000, "parse included on our side only")
    ratio_line("the same bundle again", again * 1000, raw_in * 1000, "<= 2 x")
    ratio_line("memory of an import against one of a tenth", memory, memory_of_tenth, "flat; <= 300 MB", "MB")


def raw_times(store: Store, folder: Path) -> tuple[float, float, float]:
    rows = [row for entry in store.log.entries_after({}) for row in rows_of(entry)]
    writing, _ = timed(lambda: write_raw(rows, folder / "raw.zip"))
    parsing, rows = timed(lambda: parse_raw(folder / "raw.zip"))
    inserting = min(timed(partial(insert_raw, rows, path))[0] for path in fresh(folder, "raw"))
    return writing, parsing, inserting


def time_of_merge(store: Store, folder: Path) -> float:
    """Merge entries that are in memory already: what remains when no file is read, copied or backed up."""
    entries, heads = list(store.log.entries_after({})), store.signed_logs()
    taken = []
    for path in fresh(folder, "merged"):
        with receiver(path) as target:
            taken.append(timed(partial(target.merge, entries, heads))[0])
    return min(taken)


def time_of_rebuild(store: Store) -> float:
    """Derive heads, tables and words anew, as a repair does."""
    connection = store._connection
    with transaction(connection):
        return timed(Checker.of(connection, store.kinds).rebuild)[0]


def fresh(folder: Path, name: str) -> Iterator[Path]:
    """Name a file for each of a few turns: what other programs take of the machine counts least in the best."""
    for turn in range(TURNS):
        yield folder / f"{name}-{turn}.db"


def timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def receiver(path: Path) -> Store:
    return Store.create(path, unit_name="Tỉnh Bắc Ninh", unit_code="BN", level="province")


def write_raw(rows: Iterable[list[object]], path: Path) -> None:
    lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("changes.jsonl", "\n".join(lines))


def rows_of(entry: Entry) -> Iterator[list[object]]:
    """Lay an entry out as a row a field."""
    salts = salts_of(entry.salt, entry.fields)
    for place, (name, value) in enumerate(entry.values.items()):
        yield [
            entry.id.replica, entry.id.stream, entry.id.seq * len(salts) + place, entry.timestamp, entry.kind,
            entry.uid, name, value, salts[name], join_ids(entry.seen), entry.officer, entry.hash,
        ]  # fmt: skip


def parse_raw(path: Path) -> list[list[object]]:
    with zipfile.ZipFile(path) as archive:
        return [json.loads(line) for line in archive.read("changes.jsonl").splitlines()]


def insert_raw(rows: list[list[object]], path: Path) -> None:
    connection = connect(path, create=True)
    connection.execute(
        "CREATE TABLE change (id INTEGER PRIMARY KEY, replica TEXT, stream TEXT, seq INTEGER, timestamp TEXT,"
        " kind TEXT, uid TEXT, field TEXT, value TEXT, salt BLOB, parents TEXT, officer TEXT, hash BLOB)"
    )
    connection.execute("CREATE INDEX change_by_id ON change (replica, stream, seq)")
    connection.execute("CREATE INDEX change_by_cell ON change (uid, field)")
    with transaction(connection):
        connection.executemany(
            "INSERT INTO change (replica, stream, seq, timestamp, kind, uid, field, value, salt, parents, officer,"
            " hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
    connection.close()


def memory_of_import(bundle: Path) -> float:
    """Import in a process of its own and return its largest memory in MB (Linux)."""
    child = subprocess.run([sys.executable, __file__, str(bundle)], capture_output=True, text=True, check=True)
    return float(child.stdout)


def import_alone(bundle: Path) -> None:
    with receiver(bundle.with_name("alone.db")) as store:
        import_bundle(store, bundle, accept_sender=True)
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = re.search(r"VmHWM:\s+(\d+) kB", status)
    print(int(peak[1]) / 1024 if peak else 0)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        import_alone(Path(sys.argv[1]))
    else:
        main()
