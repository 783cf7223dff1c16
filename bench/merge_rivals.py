"""The same records taken in by others: a changeset of SQLite (``pip install apsw``), Loro (``pip install loro``).

All run at one time and write what came to a file, forced to the disk; times are those of the processor. Neither rival
keeps what an office needs beside the values: who wrote what and when, signed chains, rights, words to search,
conflicts. They tell how far the floor is.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import apsw
import loro
from measuring import commune_with

from danvan_desktop.store import Store
from danvan_desktop.sync import ExportWish, export_bundle, import_bundle

FIELDS = 200_000
PER_PETITION = 12

Rows = Sequence[Mapping[str, object]]


def main() -> None:
    with commune_with(FIELDS // PER_PETITION) as store:
        folder = store.path.parent
        rows = [{"uid": record.uid, **record.values} for record in store.list("petition")]
        bundle = export_bundle(store, folder / "out.danvan", ExportWish(plain=True)).path
        with Store.create(folder / "second.db", unit_name="Tỉnh", unit_code="T", level="province") as second:
            ours = seconds(lambda: import_bundle(second, bundle, accept_sender=True))
        sizes = {"bundle": bundle.stat().st_size}
        changeset = seconds(with_changeset(rows, folder, sizes))
        document = seconds(with_loro(rows, folder, sizes))
    print(f"{len(rows)} records: " + ", ".join(f"{name} {size / 1e6:.1f} MB" for name, size in sizes.items()))
    print(f"ours, imported with its backup: {ours:.2f} s")
    print(f"SQLite's changeset, applied: {changeset:.2f} s = {ours / changeset:.1f} x less")
    print(f"Loro's updates, imported and kept: {document:.2f} s = {ours / document:.1f} x less")


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def with_changeset(rows: Rows, folder: Path, sizes: dict[str, int]) -> Callable[[], None]:
    """Write the rows' changeset; what is returned applies it to a new file."""
    names = list(rows[0])
    columns = ", ".join(f'"{name}"' for name in names)
    table = f"CREATE TABLE petition ({columns}, PRIMARY KEY (uid))"
    source = apsw.Connection(":memory:")
    source.execute(table)
    session = apsw.Session(source, "main")
    session.attach("petition")
    marks = ", ".join("?" * len(names))
    with source:
        source.executemany(f"INSERT INTO petition VALUES ({marks})", (tuple(row.values()) for row in rows))
    file = folder / "rows.changeset"
    file.write_bytes(session.changeset())
    sizes["changeset"] = file.stat().st_size

    def apply() -> None:
        target = apsw.Connection(str(folder / "applied.db"))
        target.execute("PRAGMA journal_mode = WAL")
        target.execute("PRAGMA synchronous = FULL")
        target.execute(table)
        with target:
            apsw.Changeset.apply(file.read_bytes(), target)

    return apply


def with_loro(rows: Rows, folder: Path, sizes: dict[str, int]) -> Callable[[], None]:
    """Write the rows as updates of a document; what is returned takes them in and keeps the document."""
    source = loro.LoroDoc()
    petitions = source.get_map("petition")
    for row in rows:
        record = petitions.insert_container(str(row["uid"]), loro.LoroMap())
        for name, value in row.items():
            record.insert(name, value)
    source.commit()
    file = folder / "rows.loro"
    file.write_bytes(source.export(loro.ExportMode.Updates(loro.VersionVector())))
    sizes["Loro"] = file.stat().st_size

    def take_in() -> None:
        target = loro.LoroDoc()
        target.import_(file.read_bytes())
        with (folder / "kept.loro").open("wb") as kept:
            kept.write(target.export(loro.ExportMode.Snapshot()))
            kept.flush()
            os.fsync(kept.fileno())

    return take_in


if __name__ == "__main__":
    main()
