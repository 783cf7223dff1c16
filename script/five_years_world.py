"""The world of ``five_years.py``: laptops with clocks of their own, sticks that get lost, and what was said on them."""

from __future__ import annotations

import datetime as dt
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from typing import TypeVar

from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import (
    Choice,
    FileOutcome,
    Relation,
    accept_move,
    enrol_card,
    move,
    own_card,
    plan_move,
    plan_round,
    receive_round,
    waiting_files,
    write_round,
)

START = dt.datetime(2026, 1, 5, 8, tzinfo=dt.timezone(dt.timedelta(hours=7)))
LOST, LATE, AGAIN = 0.1, 0.15, 0.15
"""How often a stick never arrives, arrives a quarter late, is brought once more."""
MANY = 10_000
"""Deletions that an officer says yes to: this world deletes nothing by bad faith."""
QUARTER = dt.timedelta(days=91)

T = TypeVar("T")
Said = tuple[str, str]
"""A field of a record."""


class LaptopClock(Clock):
    """A laptop's clock, which may be off."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.off = dt.timedelta()

    def now(self) -> dt.datetime:
        """Return what the laptop believes."""
        self.world.moment += dt.timedelta(milliseconds=3)
        return self.world.moment + self.off


@dataclass
class Laptop:
    """A laptop, and what its officer saved: by record and field the last value."""

    name: str
    store: Store
    clock: LaptopClock
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    own: list[str] = field(default_factory=list)
    said: dict[Said, str] = field(default_factory=dict)
    carried: dict[Said, str] = field(default_factory=dict)
    """What of it somebody else took in."""
    copied: dict[Said, str] = field(default_factory=dict)
    """What of it the copy of the store has."""
    words: list[str] = field(default_factory=list)
    """All that he ever saved, in order."""

    def record(self, quarter: int) -> None:
        """Take a petition in."""
        day = self.clock.today()
        number = f"{self.name}-{next(self.numbers)}/{day.year}"
        made = {"number": number, "received_on": day.isoformat(), "unit": self.store.unit.uid}
        self.own.append(
            self.save({**made, "content": f"{self.name} ghi quý {quarter}", "citizen_name": "Nguyễn Văn An"})
        )

    def save(self, values: dict[str, str], uid: str | None = None) -> str:
        """Save a petition as an officer does."""
        (saved,) = self.store.save(Draft("petition", values, uid)).uids
        self.said |= {(saved, name): values[name] for name in ("content", "reply") if name in values}
        self.words += values.values()
        return saved

    def newest_of(self, said: dict[Said, str], other: dict[Said, str]) -> dict[Said, str]:
        """Return what was said last in each field: a stick that comes late takes nothing newer back."""
        return {
            cell: max((one[cell] for one in (said, other) if cell in one), key=self.words.index)
            for cell in {**said, **other}
        }

    def petitions(self) -> Sequence[str]:
        """Return all that are shown here."""
        return [record.uid for record in self.store.list("petition")]


class World:
    """The day, chance, sticks under way, and what was counted."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.moment = START
        self.random = Random(seed)  # noqa: S311 - a world that is the same again
        self.steps: Counter[str] = Counter()
        self.outcomes: Counter[str] = Counter()
        self.largest = self.bytes = 0
        self._sticks = count(1)
        self._late: list[tuple[Laptop, Laptop, Path, dict[Said, str]]] = []
        self._laptops: list[Laptop] = []

    def __enter__(self) -> World:
        return self

    def __exit__(self, *_exception: object) -> None:
        for laptop in self._laptops:
            laptop.store.close()

    # Laptops

    def laptop(self, name: str, unit: str, code: str, level: str) -> Laptop:
        """Set a laptop up."""
        clock, place = LaptopClock(self), self.folder / name
        store = Store.create(
            place / "store.db", unit_name=unit, unit_code=code, level=level, clock=clock, state=place / "state"
        )
        self.steps["laptops set up"] += 1
        self._laptops.append(Laptop(name, store, clock))
        return self._laptops[-1]

    def pair(self, above: Laptop, below: Laptop, relation: Relation = Relation.NEW, unit: str = "") -> None:
        """Let two laptops trust each other: each officer compares ten words."""
        choice = Choice(Relation.BELOW, unit) if unit else Choice(relation)
        enrol_card(above.store, own_card(below.store), choice)
        self.trust_above(below, above, relation)

    def trust_above(self, below: Laptop, above: Laptop, relation: Relation = Relation.NEW) -> None:
        """Let a laptop trust the one above it, or another of its office."""
        back = Relation.SAME if relation is Relation.SAME else Relation.ABOVE
        enrol_card(below.store, own_card(above.store), Choice(back))
        self.steps["pairings"] += 1

    def unit_of(self, laptop: Laptop, name: str) -> str:
        """Return the unit of that name in a laptop's list."""
        return next(one.uid for one in laptop.store.list("unit") if one.text("name") == name)

    def put_back(self, laptop: Laptop) -> None:
        """Set a store back to what was copied a quarter ago; what was written since and carried comes back."""
        path = laptop.store.path
        laptop.store.close()
        for suffix in ("-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
        shutil.copyfile(self.copy_of(laptop), path)
        laptop.store = Store.open(path, clock=laptop.clock, state=path.parent / "state")
        self.steps["disks put back"] += 1
        laptop.said = laptop.newest_of(laptop.copied, laptop.carried)

    def copy(self, laptop: Laptop) -> None:
        """Copy a store, as an officer does who is careful."""
        laptop.store.backup(self.copy_of(laptop))
        laptop.copied = dict(laptop.said)

    def copy_of(self, laptop: Laptop) -> Path:
        """Return where that copy lies."""
        return laptop.store.path.with_name("copy.db")

    def join(self, stays: Laptop, goes: Laptop) -> None:
        """Say that one unit is another from now on."""
        said = {"record": goes.store.unit.uid, "into": stays.store.unit.uid, "reason": "Sáp nhập"}
        stays.store.save(Draft("same_as", said))
        self.steps["reforms written"] += 1

    def move(self, village: Laptop, former: Laptop, to: Laptop, by_way_of: Laptop) -> None:
        """Let one commune offer a village and the other take it; files go by way of who stands above both."""
        unit = former.store.tree.standing_for(village.store.unit.uid)
        move(former.store, plan_move(former.store, unit, to.store.unit.uid))
        self.carry(former, [by_way_of], sure=True)
        self.carry(by_way_of, [to], sure=True)
        accept_move(to.store, unit)
        self.steps["reforms written"] += 1

    def move_at_once(self, laptop: Laptop, under: Laptop) -> None:
        """Let who stands above a unit bring it right below itself."""
        unit, above = laptop.store.unit.uid, under.store
        move(above, plan_move(above, above.tree.standing_for(unit), above.unit.uid))
        self.steps["reforms written"] += 1

    def edit(self, laptop: Laptop, uid: str, values: dict[str, str]) -> None:
        """Correct a petition; to a laptop whose clock lags a day of today is still to come, and it says so."""
        try:
            laptop.save(values, uid)
        except InvalidRecord:
            self.outcomes["edits refused by a lagging clock"] += 1

    # Time and chance

    def years(self, number: int) -> dt.timedelta:
        """Return so many years."""
        return dt.timedelta(days=365 * number)

    def pass_quarter(self) -> None:
        """Let a quarter pass."""
        self.moment += QUARTER

    def some(self, among: Sequence[T], number: int) -> Sequence[T]:
        """Draw some of these."""
        return self.random.sample(list(among), min(number, len(among)))

    # Sticks

    def carry(
        self, source: Laptop, targets: Sequence[Laptop], *, sure: bool = False, for_these_alone: bool = False
    ) -> None:
        """Write a round on a stick and take it to each of these; ``for_these_alone`` no other files are written."""
        stick = self.folder / "sticks" / f"{next(self._sticks):05d}"
        stick.mkdir(parents=True)
        wanted = {one.store.device_key for one in targets}
        planned = [one for one in plan_round(source.store) if not for_these_alone or one.peer.device in wanted]
        written = write_round(source.store, stick, planned=planned)
        self.steps["presses to send"] += 1
        sizes = [file.stat().st_size for file in stick.iterdir()]
        self.bytes += sum(sizes)
        self.largest = max([self.largest, *sizes])
        sent, said = {one.peer.device for one in written if one.result is not None}, dict(source.said)
        for target in targets:
            if target.store.device_key in sent:
                self._under_way(source, target, stick, said, sure=sure)

    def bring_late(self) -> None:
        """Bring the sticks of last time."""
        late, self._late = self._late, []
        for source, target, stick, said in late:
            self._take(source, target, stick, said)

    def _under_way(self, source: Laptop, target: Laptop, stick: Path, said: dict[Said, str], *, sure: bool) -> None:
        luck = 0.5 if sure else self.random.random()
        if luck < LOST:
            self.outcomes["sticks lost"] += 1
        elif luck < LOST + LATE:
            self.outcomes["sticks late"] += 1
            self._late.append((source, target, stick, said))
        else:
            self._take(source, target, stick, said)
            if luck > 1 - AGAIN:
                self.outcomes["sticks brought again"] += 1
                self._take(source, target, stick, said)

    def _take(self, source: Laptop, target: Laptop, stick: Path, said: dict[Said, str]) -> None:
        received = receive_round(target.store, waiting_files([stick]), deletions=MANY)
        self.steps["presses to take in"] += 1
        for one in received:
            if one.outcome in (FileOutcome.FAILED, FileOutcome.WAITS):
                self.outcomes[f"files {one.outcome.value}"] += 1
                print(f"  {target.name} <- {source.name}: {one.told}")
        source.carried = source.newest_of(source.carried, said)
        # A stick of before the disk was put back brings what was lost with it, and that comes back to its laptop.
        source.said = source.newest_of(source.said, said)

    # What came of it

    def line(self, year: int, laptop: Laptop) -> str:
        """Say in one line how a year ended."""
        store = laptop.store
        size = store.path.stat().st_size / 1e6
        return (
            f"year {year}: {len(laptop.petitions())} petitions at {laptop.name}, store {size:.1f} MB,"
            f" {len(store.conflicts())} conflicts, {store.held.count_cells()} held cells"
        )

    def summary(self, seconds: float, laptop: Laptop) -> str:
        """Say what people did and what went over."""
        told = [f"{name}: {number}" for name, number in [*sorted(self.steps.items()), *sorted(self.outcomes.items())]]
        files = f"{self.bytes / 1e6:.1f} MB carried, largest file {self.largest / 1e6:.2f} MB"
        return "\n".join([*told, files, f"{seconds:.0f} s"])

    def faults(
        self, judges: Sequence[Laptop], living: Sequence[Laptop], gone: Sequence[Laptop], above: Laptop
    ) -> list[str]:
        """Return what was said and is neither shown at the judges' nor before a person there, and what is not whole.

        The judges must lie right below ``above``.
        """
        said: dict[Said, set[str]] = {}
        for laptop in (*living, *gone):
            for cell, value in (laptop.carried if laptop in gone else laptop.said).items():
                said.setdefault(cell, set()).add(value)
        return [fault for judge in judges for fault in self._faults_at(judge, said, above)]

    def _faults_at(self, judge: Laptop, said: dict[Said, set[str]], above: Laptop) -> Iterator[str]:
        store = judge.store
        path = list(store.tree.up_from(store.unit.uid))
        if path != [store.tree.standing_for(store.unit.uid), above.store.unit.uid]:
            yield f"{judge.name}: lies below {[store.title(uid) for uid in path[1:]]}"
        contested = {(one.uid, one.field): {head.value for head in one.heads} for one in store.conflicts()}
        held = {(one.uid, name, value) for one in store.undecided() for name, value in one.values.items()}
        records = {record.uid: record for record in store.list("petition")}
        for (uid, name), values in said.items():
            shown = records[uid].text(name) if uid in records else None
            before_person = contested.get((uid, name), set()) | {
                value for value in values if (uid, name, value) in held
            }
            if shown not in values and not values & before_person:
                yield f"{judge.name}: {uid} {name}: {sorted(values)}, shown {shown}"
        for record in records.values():
            if record.text("content") == "Giả":
                yield f"{judge.name}: {record.uid} shows what the thief wrote"
        if not store.check().ok:
            yield f"{judge.name}: {[str(one) for one in store.check().problems]}"
