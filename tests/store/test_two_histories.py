"""A key signs two histories of one log on purpose: as soon as the device is withdrawn, all have the same of it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from itertools import count, permutations
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_desktop.domain.authority import Standing
from danvan_desktop.domain.entry import Entry, LogKey
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import LogHead, Store, StoreError
from danvan_desktop.store.entry_json import entry_from_json
from danvan_desktop.store.histories import Histories
from danvan_desktop.store.homes import HomeFile
from tests.by_document import as_read
from tests.examples import examples
from tests.rights import grant, withdraw
from tests.sync.independent_reader.histories import Linked, standing_ends

HONEST = ("a", "b", "c", "d")
"""Two laptops of the commune and two that only read."""
BRANCHES = ("h0", "h1", "h2")
"""Copies of one laptop's disk, each with the same replica, that never hear of each other."""

NUMBERS = count(1)


class File(NamedTuple):
    """What a laptop wrote at some moment."""

    entries: list[Entry]
    heads: Sequence[LogHead]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A commune of three laptops, the third of which is about to be copied, and two provinces; twice.

    In one of both the laptop that is copied is the one that granted the others their right.
    """
    folder = tmp_path_factory.mktemp("made")
    for founder in ("a", "h0"):
        make(folder / founder, founder)
    return folder


def make(folder: Path, founder: str) -> None:
    folder.mkdir()
    names = {"a": "commune", "b": "commune", "h0": "commune", "c": "province", "d": "province"}
    with ExitStack() as stack:
        stores = {}
        for name, level in names.items():
            told = {"unit_name": f"Nơi {name}", "unit_code": name, "level": level}
            store = Store.create(folder / f"{name}.db", **told, state=folder / f"{name}.state")
            stores[name] = stack.enter_context(store)
        for name in {"a", "b", "h0"} - {founder}:
            grant(stores[founder], stores[name].device_key)
        for name in {"a", "b", "h0"} - {founder}:
            bring(stores[name], file_of(stores[founder]))
        petition(stores["h0"], stores[founder].unit.uid, "Trước khi chép")


class World:
    """The laptops, all files that were written, and all entries that anybody signed."""

    def __init__(self, stores: dict[str, Store], random: Random, founder: str) -> None:
        self.stores, self.random = stores, random
        self.unit = stores[founder].unit.uid
        self.hostile = stores["h0"].device_key
        self.files: list[File] = []

    def write(self, name: str) -> None:
        store = self.stores[name]
        with suppress(InvalidRecord, StoreError):
            known = [one.uid for one in store.list("petition")]
            if known and self.random.random() < 0.5:
                values = {self.random.choice(["request", "content"]): f"Sửa {self.random.random()}"}
                store.save(Draft("petition", values, self.random.choice(known)))
            elif name in BRANCHES and self.random.random() < 0.2:
                grant(store, self.stores[self.random.choice(HONEST)].device_key, self.unit)
            else:
                petition(store, self.unit, f"Ghi {self.random.random()}")

    def file(self, name: str) -> None:
        self.files.append(file_of(self.stores[name]))

    def give(self, name: str) -> None:
        if self.files and name not in BRANCHES:
            bring(self.stores[name], self.random.choice(self.files))

    def withdraw(self, name: str) -> None:
        """Withdraw the one that is copied, with what is known of it; who signs for that one withdraws others."""
        device = self.stores[self.random.choice(HONEST)].device_key if name in BRANCHES else self.hostile
        with suppress(InvalidRecord, StoreError):
            withdraw(self.stores[name], device, self.unit)


DEEDS = ("write", "write", "write", "file", "file", "give", "give", "give", "withdraw")
STEPS = st.lists(st.tuples(st.sampled_from((*HONEST, *BRANCHES)), st.sampled_from(DEEDS)), min_size=8, max_size=40)


@settings(max_examples=examples(12), deadline=None)
@given(steps=STEPS, seed=st.integers(0, 2**32), founder=st.sampled_from(("a", "h0")))
def test_all_come_to_the_same_once_the_device_is_withdrawn(made, steps, seed, founder):
    with WorldOf(made / founder, seed, founder) as world:
        for name, deed in steps:
            getattr(world, deed)(name)
        world.withdraw("a")
        signed = all_entries(world)
        settle(world)
        honest = [world.stores[name] for name in HONEST]
        others = [decided(store) for store in honest]
        assert others[1:] == others[:-1]
        if founder == "a" and all(stands(store, honest[0], world) for store in honest):
            assert all(others[0].values())
        if all(others[0].values()):
            assert len({store.digest() for store in honest}) == 1
            assert len({tips_of(store) for store in honest}) == 1
            goes_on_writing(honest[0], world)
        assert ends_by_document(world) == ends_of(honest[0])
        for store in honest:
            assert signed <= all_kept(store)
            assert store.check().problems == ()
        digest = honest[1].digest()
        honest[1]._checker.rebuild()
        assert honest[1].digest() == digest


def decided(store: Store) -> dict[LogKey, bool]:
    """Return the logs that have several histories, each with whether it follows from withdrawals which one stands."""
    several = Histories(store._connection, store.log)
    found = several.decided()
    return {one.key: one.key in found for one in several.others()}


def stands(here: Store, of: Store, world: World) -> bool:
    """Tell whether a laptop was not put out by the hostile one before it said its word."""
    return here.authority.standing_now(of.device_key, world.unit) is Standing.OWN


def goes_on_writing(store: Store, world: World) -> None:
    if stands(store, store, world):
        uid = petition(store, world.unit, "Ghi tiếp")
        bring(world.stores["b"], file_of(store))
        assert world.stores["b"].get(uid) is not None


def settle(world: World) -> None:
    """Let all files come to all who are honest, in another order to each, and then what these write."""
    honest = [world.stores[name] for name in HONEST]
    files = [*world.files, *(file_of(world.stores[name]) for name in BRANCHES)]
    for store in honest:
        for file in world.random.sample(files, len(files)):
            bring(store, file)
    for _round in range(2):
        for one, other in permutations(honest, 2):
            bring(other, file_of(one))


def all_entries(world: World) -> set[str]:
    return {one.hash for store in world.stores.values() for one in store.log.entries_after({})}


def ends_of(store: Store) -> dict[LogKey, str | None]:
    """Return the ends of the logs that have several histories, ``None`` for those of which nobody decided."""
    heads = {head.key: head.hash for head in store.log.logs()}
    return {log: heads[log] if is_decided else None for log, is_decided in decided(store).items()}


def ends_by_document(world: World) -> dict[LogKey, str | None]:
    """Return the same of all that anybody signed, by the document of the format alone."""
    return standing_ends(linked(world), {head.key: head.device for head in world.stores["a"].log.logs()})


def linked(world: World) -> list[Linked]:
    """Return all that anybody signed, as the reader that was made from the document takes it."""
    entries = [one for store in world.stores.values() for one in file_of(store).entries]
    return [Linked(as_read(one), one.previous) for one in {one.hash: one for one in entries}.values()]


def all_kept(store: Store) -> set[str]:
    aside = store._connection.execute("SELECT entry FROM quarantine UNION ALL SELECT entry FROM parked")
    return {one.hash for one in store.log.entries_after({})} | {entry_from_json(text).hash for (text,) in aside}


def tips_of(store: Store) -> tuple[tuple[str, str, int, str], ...]:
    return tuple((*one.key, one.seq, one.hash) for one in store.log.logs() if one.stream != "device")


def file_of(store: Store) -> File:
    return File(list(store.log.entries_after({}, ("commune", "upward", "restricted"))), store.signed_logs())


def bring(store: Store, file: File) -> None:
    here = {one.id.log for one in file.entries}
    store.merge(file.entries, [head for head in file.heads if head.key in here])


def petition(store: Store, unit: str, content: str) -> str:
    made = {"number": f"{next(NUMBERS)}/2026", "received_on": "2026-08-13", "unit": unit, "content": content}
    return store.save(Draft("petition", made | {"citizen_name": "Nguyễn Văn An"})).uids[0]


class WorldOf:
    """Opens copies of the laptops of which the hostile one was copied, disk and state."""

    def __init__(self, made: Path, seed: int, founder: str) -> None:
        self._made, self._seed, self._founder, self._stack = made, seed, founder, ExitStack()

    def __enter__(self) -> World:
        folder = Path(self._stack.enter_context(TemporaryDirectory()))
        stores = {}
        for name in (*HONEST, *BRANCHES):
            source = name if name in HONEST else BRANCHES[0]
            home = folder / name
            home.mkdir()
            shutil.copyfile(self._made / f"{source}.db", home / f"{source}.db")
            # The home of a replica goes by the path: a copied disk has the same, these copies lie side by side.
            known = HomeFile(self._made / f"{source}.state", self._made / f"{source}.db").path
            shutil.copyfile(known, HomeFile(home, home / f"{source}.db").path)
            stores[name] = self._stack.enter_context(Store.open(home / f"{source}.db", state=home))
        return World(stores, Random(self._seed), self._founder)

    def __exit__(self, *_exception: object) -> None:
        self._stack.close()


def test_copies_write_under_the_numbers_of_each_other(made):
    with WorldOf(made / "a", 0, "a") as world:
        for name in BRANCHES:
            petition(world.stores[name], world.unit, name)
        ends = [{(one.key, one.seq): one.hash for one in world.stores[name].log.logs()} for name in BRANCHES]
        own = [{at for at in end if at[0][0] == world.stores["h0"].replica} for end in ends]
        assert own[0] == own[1]
        assert any(ends[0][at] != ends[1][at] for at in own[0])
