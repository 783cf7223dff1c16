"""A province's files into PostgreSQL, against a bare COPY of the same rows: what the rest costs.

The bare work is a COPY of the very rows, entries and records, into tables without keys or partitions, on the same
server in the same run.
Beside it: writing all that a store holds (entries, records, holds, the digest from the database's own rows), and the
whole road from the file, which is an import and then that. The server writes its log as it does by default. What counts
is the time of the processor, of the loader and of the server's process that serves it together: other programs on the
machine do not disturb it.

.venv/bin/python bench/province.py [petitions a commune]
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "script")]

import psycopg  # noqa: E402
from measuring import commune_with  # noqa: E402

from danvan_desktop.province.consolidating import consolidate  # noqa: E402
from danvan_desktop.province.database import opened_database  # noqa: E402
from danvan_desktop.province.publishing import Publisher  # noqa: E402
from danvan_desktop.store import Store  # noqa: E402
from danvan_desktop.sync import export_bundle  # noqa: E402
from tests.province.server import server  # noqa: E402

PETITIONS = 50_000
TYPES = {int: "bigint", bytes: "bytea", bool: "boolean"}


def main(petitions: int) -> None:
    with commune_with(petitions) as commune, TemporaryDirectory() as folder, server("") as address:
        file = export_bundle(commune, Path(folder) / "out.danvan").path
        for name in ("whole", "written"):
            make_database(address, name)
        with Store.create(
            Path(folder) / "tinh.db", unit_name="Tỉnh", unit_code="T", level="province", state=Path(folder)
        ) as store:
            start = time.process_time()
            done = consolidate(store, [file], f"{address}/whole", accept_senders=True)
            tell("the whole road, from the file, the server's part left out", done.published.entries,
                 time.process_time() - start)  # fmt: skip
            bare, bare_records = (bare_copy(rows, f"{address}/written") for rows in rows_of(store))
            with opened_database(f"{address}/written") as connection:
                publisher = Publisher(connection, store)
                with connection.transaction():
                    start = spent(connection)
                    entries = publisher._add_entries()
                    only = spent(connection) - start
                    raise psycopg.Rollback
            with opened_database(f"{address}/written") as connection:
                start, loader = spent(connection), time.process_time()
                clock = time.perf_counter()
                Publisher(connection, store).publish(None)
                written, clock = spent(connection) - start, time.perf_counter() - clock
                loader = time.process_time() - loader
        tell("bare COPY of the entries", entries, bare)
        tell("bare COPY of the records as well", entries, bare + bare_records)
        tell("entries read from the store and copied into their partitions", entries, only, bare)
        tell("all that the store holds written, digest computed and compared", entries, written, bare + bare_records)
        most = entries / max(loader, written - loader)
        print(f"of that the loader {loader:.2f} s, the server {written - loader:.2f} s, which work at the same time:"
              f" on two cores {most:,.0f} a second at most")  # fmt: skip
        print(f"by the clock, with whatever else runs on the machine: {clock:.2f} s, {entries / clock:,.0f} a second")


def spent(connection: psycopg.Connection) -> float:
    """Return the seconds of the processor that this program and the server's process for it took so far."""
    (process,) = connection.execute("SELECT pg_backend_pid()").fetchone()
    user, system = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[11:13]
    return time.process_time() + (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def make_database(address: str, name: str) -> None:
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")


def rows_of(store: Store) -> Iterator[Sequence[Sequence[object]]]:
    """Give all entries, then all records, in memory, with texts as texts."""
    yield [row._replace(body=row.body.decode()) for row in store.outflow.entries_after({})]
    yield [
        row._replace(fields=row.fields.decode(), lines=row.lines.decode())
        for uids in store.outflow.uids()
        for row in store.outflow.records(uids)
    ]


def bare_copy(rows: Sequence[Sequence[object]], address: str) -> float:
    """Copy rows that are in memory already into a table without keys, in one transaction."""
    with psycopg.connect(address, autocommit=True) as connection:
        columns = (f"c{place} {TYPES.get(type(value), 'text')}" for place, value in enumerate(rows[0]))
        connection.execute(f"CREATE TABLE bare ({', '.join(columns)})")
        start = spent(connection)
        with connection.cursor().copy("COPY bare FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        taken = spent(connection) - start
        connection.execute("DROP TABLE bare")
    return taken


def tell(what: str, entries: int, seconds: float, bare: float | None = None) -> None:
    ratio = "" if bare is None else f", {seconds / bare:.1f} x the bare COPY (goal <= 3)"
    print(f"{what}: {entries} entries in {seconds:.2f} s, {entries / seconds:,.0f} a second{ratio}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PETITIONS)
