"""A province of many communes over some years, and how long its pages and its report of the year take.

Each commune is a store of its own, which sends its file to the province. In the middle of the second year two communes
are merged, one is divided in two, and a village moves to another; three never send. What is timed is what the window
reads for each part of the work, and the papers of the year; the slowest of three times counts for a page. What the
pages say of petitions is held against a count of what was written (``province_count.py``), year by year.

``python script/province.py [COMMUNES] [YEARS] [FOLDER] [DATABASE]``    98 unless told, at least 8; three years unless
told; the store is kept in FOLDER

With DATABASE, an empty one at an address of PostgreSQL, the province loads it, and the same is read from there.
"""

from __future__ import annotations

import datetime as dt
import gc
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from environment import speak_utf8
from five_years_world import Laptop, World
from province_count import DIVIDED, PARTS, REFORM, Written

from danvan_desktop.domain.period import Period
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.records import Records
from danvan_desktop.reports.catalogue import form_of
from danvan_desktop.reports.context import ReportContext
from danvan_desktop.reports.figures.comparison import groups_with_figures
from danvan_desktop.reports.printing import print_form
from danvan_desktop.store import Store
from danvan_desktop.sync import move, plan_move
from danvan_desktop.ui.reports.unit_reading import read_units

COMMUNES, SILENT, VILLAGES, YEARS = 98, 3, 10, 3
PETITIONS, MEETINGS, SITUATIONS, MODELS = 60, 20, 24, 4
"""Records of a commune in a year."""
TRIES = 3
ALWAYS = (dt.date.min, dt.date.max)


def main(communes: int = COMMUNES, years: int = YEARS, folder: str = "", database: str = "") -> int:
    """Make the province and tell what its pages and papers take."""
    with tempfile.TemporaryDirectory() as work, World(Path(folder or work), 1) as world:
        start = time.perf_counter()
        province, told = _province(world, communes, years)
        count = sum(province.store.count(kind) for kind in ("petition", "meeting", "situation_entry", "model"))
        size = province.store.path.stat().st_size / 1e6
        print(f"{communes} communes, {count} records, store {size:.1f} MB, made in {time.perf_counter() - start:.0f} s")
        faults = [*told.faults(province.store)]
        print(*faults, f"{len(faults)} numbers differ from what was written", sep="\n", flush=True)
        for line in _timed(province.store, world.moment.year):
            print(line, flush=True)
        if database:
            _time_database(province.store, database, world.moment.year)
    return 1 if faults else 0


def _time_database(store: Store, database: str, year: int) -> None:
    """Load the database, and tell what the same pages and papers take over it."""
    from danvan_desktop.province.consolidating import consolidate
    from danvan_desktop.province.reading import opened_records

    start, clock = time.process_time(), time.perf_counter()
    done = consolidate(store, [], database).published
    taken, clock = time.process_time() - start, time.perf_counter() - clock
    print(f"loaded {done.entries} entries, {done.records} records in {taken:.1f} s, by the clock {clock:.0f} s")
    with opened_records(database, store.clock) as records:
        for line in _timed(records, year):
            print(f"database, {line}", flush=True)


def _province(world: World, communes: int, years: int) -> tuple[Laptop, Written]:
    """Let the communes write some years and send each; tell who was merged, divided, and which village moved."""
    province = world.laptop("province", "Tỉnh Bắc Ninh", "BN", "province")
    laptops = _communes(world, province, communes)
    told = Written({laptop.name for laptop in laptops[:SILENT]})
    for year in range(years):
        if year == 1:
            laptops = _middle_of_the_second_year(world, province, laptops, told)
        for laptop in laptops:
            begun = REFORM if year == 1 and laptop.name in PARTS else dt.date.min
            _write(told, laptop, world.moment.year, (begun, dt.date.max))
        world.moment += world.years(1)
        for laptop in laptops:
            if laptop.name not in told.silent:
                world.carry(laptop, [province], sure=True)
        print(f"year {year + 1}: {province.store.count('petition')} petitions at the province", flush=True)
    return province, told


def _communes(world: World, province: Laptop, communes: int) -> list[Laptop]:
    """Set up the laptops of the communes, each with its villages."""
    laptops = [world.laptop(f"c{n:02d}", f"Xã {n:02d}", f"X{n:02d}", "commune") for n in range(1, communes + 1)]
    for laptop in laptops:
        world.pair(province, laptop)
    world.carry(province, laptops, sure=True)
    for number, laptop in enumerate(laptops):
        for village in range(1, VILLAGES + 1):
            values = {"name": f"Thôn {number + 1}.{village}", "kind": "village", "code": f"{village:02d}"}
            laptop.store.save(Draft("unit", {**values, "parent": laptop.store.unit.uid}))
    return laptops


def _middle_of_the_second_year(world: World, province: Laptop, laptops: list[Laptop], told: Written) -> list[Laptop]:
    """Let the eighth commune send what it wrote to its last day, and tell the reform; return who goes on."""
    divided = laptops[DIVIDED - 1]
    _write(told, divided, world.moment.year, (dt.date.min, REFORM))
    world.carry(divided, [province], sure=True)
    return [*(one for one in laptops if one is not divided), *_reform(world, province, laptops)]


def _reform(world: World, province: Laptop, laptops: list[Laptop]) -> list[Laptop]:
    """Let the fifth commune go into the fourth, a village of the sixth below the seventh, two come of the eighth."""
    store = province.store
    unit = {laptop.name: store.tree.standing_for(laptop.store.unit.uid) for laptop in laptops}
    villages = {one.text("name"): one.uid for one in store.list("unit") if one.text("kind") == "village"}
    last = (REFORM - dt.timedelta(days=1)).isoformat()
    store.save(Draft("unit", {"valid_to": last, "successor": unit["c04"]}, unit["c05"]))
    move(store, plan_move(store, villages["Thôn 6.1"], unit["c07"], REFORM))
    parts = [world.laptop(name, f"Xã 08 {name[-1].upper()}", name.upper(), "commune") for name in PARTS]
    for laptop in parts:
        world.pair(province, laptop)
        world.carry(province, [laptop], sure=True, for_these_alone=True)
        world.carry(laptop, [province], sure=True)
    for place, laptop in enumerate(parts):
        new = store.tree.standing_for(laptop.store.unit.uid)
        store.save(Draft("unit", {"valid_from": REFORM.isoformat(), "divided_from": unit["c08"]}, new))
        for village in range(1 + place * VILLAGES // 2, 1 + (place + 1) * VILLAGES // 2):
            move(store, plan_move(store, villages[f"Thôn {DIVIDED}.{village}"], new, REFORM))
    store.save(Draft("unit", {"valid_to": last}, unit["c08"]))
    world.carry(province, parts, sure=True, for_these_alone=True)
    return parts


def _write(told: Written, laptop: Laptop, year: int, days: tuple[dt.date, dt.date] = ALWAYS) -> None:
    """Let a commune write what it has of a year between two days."""
    own = laptop.store.tree.standing_for(laptop.store.unit.uid)
    below = [one for one in laptop.store.list("unit") if one.text("kind") == "village"]
    villages = [one for one in below if laptop.store.tree.above(one.uid) == own]
    drafts = []
    for day, draft in _year_of([one.uid for one in villages], year):
        if days[0] <= day < days[1]:
            drafts.append(draft)
            if draft.kind == "petition":
                name = next(one.text("name") for one in villages if one.uid == draft.values["unit"])
                replied = draft.values.get("replied_on")
                told.note(laptop.name, name, day, dt.date.fromisoformat(str(replied)) if replied else None)
    laptop.store.save(*drafts)


def _year_of(villages: Sequence[str], year: int) -> Iterator[tuple[dt.date, Draft]]:
    """Give the records of a commune in a year with their days, spread over its villages and its weeks."""
    for number in range(PETITIONS):
        yield _day(year, number, PETITIONS), _petition(villages[number % len(villages)], year, number)
    for number in range(MEETINGS):
        day, place = _day(year, number, MEETINGS), {"unit": villages[number % len(villages)], "place": "Nhà văn hóa"}
        held = {"starts_at": f"{day}T19:30", "ends_at": f"{day}T21:00", "subject": "Họp thôn"}
        people = {"households_total": 120, "households_present": 90, "chair": "Nguyễn Văn An", "secretary": "Lê Thị Na"}
        yield day, Draft("meeting", {**held, **people, **place})
    for number in range(SITUATIONS):
        day = _day(year, number, SITUATIONS)
        noted = {"noted_on": day.isoformat(), "content": "Dân yên tâm"}
        yield day, Draft("situation_entry", {"unit": villages[number % len(villages)], **noted})
    for number in range(MODELS):
        named = {"name": f"Mô hình {number}", "registrant": "Chi hội Phụ nữ", "aim": "Đường hoa", "period": str(year)}
        day = _day(year, number, MODELS)
        registered = {"unit": villages[number % len(villages)], "registered_on": day.isoformat()}
        yield day, Draft("model", {**registered, **named})


def _petition(village: str, year: int, number: int) -> Draft:
    """Give a petition: three of four are answered, and most of these people told."""
    day = _day(year, number, PETITIONS)
    values = {"number": f"{number:03d}/{year}", "received_on": day.isoformat(), "unit": village, "content": "Mương tắc"}
    if number % 4:
        values |= {"replied_on": (day + dt.timedelta(days=9)).isoformat(), "result": "solved", "reply": "Đã sửa"}
        if number % 5:
            values |= {"people_told_on": (day + dt.timedelta(days=14)).isoformat(), "told_how": "meeting"}
    return Draft("petition", values)


def _day(year: int, number: int, of: int) -> dt.date:
    return dt.date(year - 1, 1, 8) + dt.timedelta(days=number * 340 // of)


def _timed(store: Records, year: int) -> Iterator[str]:
    """Tell the slowest time of each page and that of each paper of the last year of records, in seconds of work.

    Circles of objects are looked for in between, as in the window (docs/decisions/0030).
    """
    gc.collect()
    gc.disable()
    period = Period.parse(str(year - 2))
    for group in groups_with_figures():
        read = partial(read_units, store, store.unit.uid, group, period)
        yield f"page {group.value}: {max(_seconds(read) for _try in range(TRIES)) * 1000:.0f} ms"
    context = ReportContext(store, store.today(), "", period)
    for code in ("work-report", "unit-figures"):
        with tempfile.TemporaryDirectory() as folder:
            printed = partial(print_form, form_of(code), context, Path(folder) / "paper.pdf")
            clock = time.perf_counter()
            yield f"paper {code}: {_seconds(printed):.1f} s, by the clock {time.perf_counter() - clock:.1f} s"


def _seconds(work: Callable[[], object]) -> float:
    """Return what work takes of the processor, whatever else the machine does."""
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    speak_utf8()
    given = dict(enumerate(sys.argv))
    sys.exit(main(int(given.get(1, COMMUNES)), int(given.get(2, YEARS)), *sys.argv[3:5]))
