"""A country of 3,321 communes in 34 provinces over one year: sent up, written as Parquet, and asked by DuckDB.

Each commune is a store of its own, which sends its file to its province. A province takes its files in, into a
database as well where one is named (``danvan consolidate``), and writes what it then holds as ``danvan dump --format
parquet`` does, without personal data. Provinces are made one after the other, and only their Parquet files stay. What
is told: how long a province takes, how large all is, and how long the three questions of docs/scale.md take over all.

``python script/country.py [COMMUNES] [FOLDER] [postgresql://…]``    3,321 unless told; the files are kept in FOLDER
"""

from __future__ import annotations

import datetime as dt
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from environment import speak_utf8
from five_years_world import Laptop, World

from danvan_desktop.domain.kinds import ALL_KINDS
from danvan_desktop.domain.record import Draft
from danvan_desktop.exchange.parquet_folder import write_folder
from danvan_desktop.sync import export_bundle, receive_round

COMMUNES, PROVINCES, YEAR = 3_321, 34, 2025
PETITIONS, MEETINGS, SITUATIONS = 12, 4, 4
"""Records of a commune in the year: few, so that a country can be made on one machine."""
ANSWERED_AFTER = 9
"""Days; three of four petitions are answered."""

QUESTIONS: Mapping[str, str] = {
    "petitions by unit and year": """
        SELECT u.name, p.year, count(*) FROM petition p JOIN unit u ON u.uid = p.unit GROUP BY ALL""",
    "share answered and days taken by field": """
        SELECT field, 100.0 * count(replied_on) / count(*), avg(replied_on - received_on) FROM petition
        GROUP BY field""",
    "months of the year": """
        SELECT month(received_on) AS m, count(*) FROM petition WHERE year = 2025 GROUP BY m ORDER BY m""",
}


@dataclass(frozen=True)
class Done:
    """What one province came to: seconds of the processor to make, to send and take in, and to write it."""

    records: int
    made: float
    taken_in: float
    written: float


def main(communes: int = COMMUNES, folder: str = "", database: str = "") -> int:
    """Make the country, ask it, and tell how long each took."""
    with tempfile.TemporaryDirectory() as work:
        out = Path(folder or work) / "country"
        out.mkdir(parents=True)
        done = [
            make_province(Path(work) / f"{number:02d}", out, number, share, database)
            for number, share in enumerate(shares(communes, min(PROVINCES, communes)), start=1)
        ]
        records = sum(one.records for one in done)
        size = sum(file.stat().st_size for file in out.rglob("*.parquet")) / 1e6
        seconds = (sum(getattr(one, what) for one in done) for what in ("made", "taken_in", "written"))
        print(f"{communes} communes, {records} records, {size:.1f} MB of Parquet")
        print("made in {:.0f} s, sent and taken in in {:.0f} s, written in {:.0f} s".format(*seconds))
        for question, rows, taken in asked(out):
            print(f"{question}: {rows} rows, {taken:.2f} s")
    return 0


def shares(communes: int, provinces: int) -> list[int]:
    """Divide communes among provinces as evenly as whole numbers allow."""
    return [communes // provinces + (number < communes % provinces) for number in range(provinces)]


def make_province(work: Path, out: Path, number: int, communes: int, database: str) -> Done:
    """Make one province with its communes, let them send, write its files, and put all of it away."""
    with World(work, number) as world:
        province = world.laptop("province", f"Tỉnh {number:02d}", f"T{number:02d}", "province")
        made, laptops = timed(lambda: [make_commune(world, province, n) for n in range(communes)])
        taken_in, _ = timed(lambda: send(province, laptops, work, database))
        folder = out / f"T{number:02d}"
        written, told = timed(lambda: write_folder(province.store, list(ALL_KINDS), folder, with_personal=False))
    shutil.rmtree(work)
    print(f"province {number}: {told.records} records, {made + taken_in + written:.1f} s", flush=True)
    return Done(told.records, made, taken_in, written)


def make_commune(world: World, province: Laptop, number: int) -> Laptop:
    """Set a commune up, pair it with its province, and save its year."""
    laptop = world.laptop(f"c{number}", f"Xã {number}", f"X{number}", "commune")
    world.pair(province, laptop)
    laptop.store.save(*year_of(laptop.store.unit.uid))
    return laptop


def send(province: Laptop, laptops: Sequence[Laptop], work: Path, database: str) -> None:
    """Let each commune write its file, and the province take all of them in."""
    files = [export_bundle(laptop.store, work / f"{laptop.name}.danvan").path for laptop in laptops]
    if database:
        from danvan_desktop.province.consolidating import consolidate

        consolidate(province.store, files, database)
    else:
        receive_round(province.store, files)


def year_of(unit: str) -> Iterator[Draft]:
    """Give the records of one commune."""
    for number in range(PETITIONS):
        day = day_of(number, PETITIONS)
        values = {
            "number": f"{number:03d}/{YEAR}",
            "received_on": day.isoformat(),
            "unit": unit,
            "content": "Mương tắc",
        }
        if number % 4:
            answered = (day + dt.timedelta(days=ANSWERED_AFTER)).isoformat()
            values |= {"replied_on": answered, "result": "solved", "reply": "Đã sửa"}
        field = "land" if number % 2 else "environment"
        yield Draft("petition", values | {"content": "Mương tắc", "field": field})
    for number in range(MEETINGS):
        day = day_of(number, MEETINGS)
        held = {"starts_at": f"{day}T19:30", "ends_at": f"{day}T21:00", "subject": "Họp thôn", "unit": unit}
        people = {"households_total": 120, "households_present": 90, "chair": "Nguyễn Văn An", "secretary": "Lê Thị Na"}
        yield Draft("meeting", {**held, **people, "place": "Nhà văn hóa"})
    for number in range(SITUATIONS):
        noted = {"noted_on": day_of(number, SITUATIONS).isoformat(), "content": "Dân yên tâm", "unit": unit}
        yield Draft("situation_entry", noted)


def day_of(number: int, of: int) -> dt.date:
    """Spread days over the year."""
    return dt.date(YEAR, 1, 8) + dt.timedelta(days=number * 340 // of)


def asked(out: Path) -> Iterator[tuple[str, int, float]]:
    """Ask each question; give its name, the number of rows that answer it, and seconds by the clock."""
    import duckdb

    with duckdb.connect() as connection:
        for kind in ("petition", "unit"):
            files = f"{out}/*/{kind}/**/*.parquet"
            connection.read_parquet(files, hive_partitioning=True).create_view(kind)
        for name, query in QUESTIONS.items():
            start = time.perf_counter()
            rows = connection.execute(query).fetchall()
            yield name, len(rows), time.perf_counter() - start


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return seconds of the processor, and what came of the work."""
    start = time.process_time()
    done = work()
    return time.process_time() - start, done


if __name__ == "__main__":
    speak_utf8()
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else COMMUNES, *sys.argv[2:4]))
