"""Images of whole disks, laid back on any day: nothing that reached another laptop is lost, and rounds come to rest."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from danvan_desktop.domain.clock import Clock
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import (
    Choice,
    Relation,
    enrol_card,
    own_card,
    plan_round,
    receive_round,
    waiting_files,
    write_round,
)
from tests.sync.laptops.two_laptops import petition

DEEDS = ("write", "write", "edit", "bring", "bring", "bring", "image", "put_back", "put_back")
ROUNDS = 10


class GoingClock(Clock):
    """Goes on by two seconds with each stick."""

    sticks = 0

    def now(self) -> dt.datetime:
        return super().now() + dt.timedelta(days=-2, seconds=2 * self.sticks)


class Offices:
    """Two laptops of a commune and one of its village, whose disks are copied and laid back."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.random, self.images = (
            folder,
            random.Random(seed),
            {name: list[dict[Path, bytes]]() for name in "abv"},
        )
        self.clock = GoingClock()
        self.stores: dict[str, Store] = {}
        self.made: set[str] = set()
        for name, level in (("a", "commune"), ("b", "commune"), ("v", "village")):
            label, code = ("Thôn 1", "01") if level == "village" else ("Xã Đông Sơn", "DS")
            self.stores[name] = Store.create(
                folder / f"{name}.db",
                unit_name=label,
                unit_code=code,
                level=level,
                state=folder / name,
                clock=self.clock,
            )
        first, second, village = self.stores.values()
        for one, other, relation in (
            (first, second, Relation.SAME),
            (second, first, Relation.SAME),
            (first, village, Relation.NEW),
            (village, first, Relation.ABOVE),
        ):
            enrol_card(one, own_card(other), Choice(relation))
        for _time in range(3):
            self.round()
        self.unit = village.unit.uid

    def close(self) -> None:
        for store in self.stores.values():
            store.close()

    def carry(self, name: str, targets: list[str]) -> None:
        stick = self.folder / f"usb-{sum(1 for _one in self.folder.iterdir())}"
        stick.mkdir()
        self.clock.sticks += 1
        write_round(self.stores[name], stick)
        for target in targets:
            receive_round(self.stores[target], waiting_files([stick]), deletions=999)

    def round(self) -> None:
        for name in self.stores:
            self.carry(name, [other for other in self.stores if other != name])

    def owes(self) -> bool:
        return any(one.is_new for store in self.stores.values() for one in plan_round(store))

    def live(self) -> None:
        for step in range(self.random.randint(30, 60)):
            name = self.random.choice("abvv")
            getattr(self, self.random.choice(DEEDS))(name, step)

    def write(self, name: str, step: int) -> None:
        self.made.add(petition(self.stores[name], f"{step}/2026", self.unit))

    def edit(self, name: str, step: int) -> None:
        known = [one.uid for one in self.stores[name].list("petition")]
        if known:
            uid, field = self.random.choice(known), self.random.choice(["content", "request"])
            self.stores[name].save(Draft("petition", {field: f"{name}{step}"}, uid))

    def bring(self, name: str, _step: int) -> None:
        self.carry(name, [one for one in self.stores if one != name and self.random.random() < 0.7])

    def image(self, name: str, _step: int) -> None:
        with self._shut(name):
            self.images[name].append({file: file.read_bytes() for file in self._disk(name)})

    def put_back(self, name: str, _step: int) -> None:
        if not self.images[name]:
            return
        image = self.random.choice(self.images[name])
        with self._shut(name):
            for file in self._disk(name):
                file.unlink()
            for file, data in image.items():
                file.write_bytes(data)
        # What nobody else had is gone with the disk.
        self.made = {uid for uid in self.made if any(store.get(uid) for store in self.stores.values())}

    @contextmanager
    def _shut(self, name: str) -> Iterator[None]:
        self.stores[name].close()
        yield
        self.stores[name] = Store.open(self.folder / f"{name}.db", state=self.folder / name, clock=self.clock)

    def _disk(self, name: str) -> list[Path]:
        files = [*self.folder.glob(f"{name}.db*"), *(self.folder / name).rglob("*")]
        return [file for file in files if file.is_file()]


@pytest.mark.parametrize("seed", [104, 108, 208])
def test_disks_are_laid_back_and_nothing_that_another_laptop_got_is_lost(tmp_path, seed):
    offices = Offices(tmp_path, seed)
    offices.live()
    turns = 0
    while turns < ROUNDS and (not turns or offices.owes()):
        offices.round()
        turns += 1
    assert not offices.owes()
    for store in offices.stores.values():
        assert {one.uid for one in store.list("petition")} >= offices.made
        assert store.check().ok
    assert offices.stores["a"].digest() == offices.stores["b"].digest()
    offices.close()
