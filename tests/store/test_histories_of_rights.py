"""Whatever offices grant, withdraw, move and write, and hostile hands add: who has the same sees the same.

Offices abolish units, join them, lose their laptops and go on from backups, and their clocks go wrong by years. One
laptop is hostile and its program keeps it from nothing; beside it a forger signs with a key of its own what no program
would write. Whoever receives gets all of it in pieces, in any order, some twice, some only later.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from itertools import permutations
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_desktop.domain.authority import Authority, Standing
from danvan_desktop.domain.clock import Clock, format_timestamp
from danvan_desktop.domain.entry import Entry, EntryId, LogKey, Seen, encode_value, seal
from danvan_desktop.domain.kinds.redaction import write_cells
from danvan_desktop.domain.kinds.rights import write_marks
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.replica import new_replica
from danvan_desktop.store import LogHead, Store, StoreError, restore_backup
from danvan_desktop.store.rights import read_facts
from tests.by_document import due_by_document, erased_of
from tests.clocks import ShiftedClock
from tests.examples import examples
from tests.rights import unguarded
from tests.store.conftest import carry
from tests.store.taking_out import receive_some_twice
from tests.uids import new_uid

OFFICES = (
    ("Xã Đông Sơn", "DS", "commune"),
    ("Xã Đông Sơn", "DS", "commune"),
    ("Thôn Đông", "DS-01", "village"),
    ("Tỉnh Bắc Ninh", "BN", "province"),
    ("Thôn Lạ", "X-01", "village"),
)
HOSTILE = 4
"""The last of them has a program of its own, which keeps it from nothing."""
DEEDS = (
    *("unit", "petition", "petition", "edit", "edit", "move", "delete"),
    *("grant", "grant", "withdraw", "link", "same", "redact", "abolish"),
)
OF_LAPTOPS = ("carry", "carry", "carry", "clock", "back_up", "put_back", "clone", "forge", "forge", "hear")
YEARS = (-10, -1, 0, 0, 1, 10)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """New stores of all offices and of three that only receive, to be copied."""
    folder = tmp_path_factory.mktemp("made")
    for number, (name, code, level) in enumerate((*OFFICES, *(("Nơi nhận", f"N{n}", "province") for n in range(3)))):
        Store.create(folder / f"{number}.db", unit_name=name, unit_code=code, level=level).close()
    return folder


class Forger:
    """Signs whatever it likes, about whatever there is, with a key of its own."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.device = f"{random.getrandbits(256):064x}"
        self.replica = new_replica(self.device)
        self.entries: list[Entry] = []

    def write(self, world: World) -> None:
        known = list(world.stores[self.random.randrange(len(OFFICES))].log.entries_after({}))
        about, seen = self.random.choice(known), self.random.choice(known)
        named = seen.hash if self.random.random() < 0.5 else f"{self.random.getrandbits(256):064x}"
        unit, device = self.random.choice(world.units), self.random.choice([self.device, *world.devices])
        place = self.random.choice([unit, *world.units])
        kind, values = self.random.choice(
            [
                (about.kind, {"content": "Giả", "deleted": self.random.random() < 0.3}),
                (about.kind, {"unit": unit, "reply": "Trả lời giả"}),
                ("petition", {"unit": unit, "content": "Đơn giả", "number": "1/2026", "received_on": "2026-08-13"}),
                ("attachment", {"owner": about.uid, "name": "gia.pdf", "sha256": "0" * 64, "size": 1}),
                ("opinion", {"gathering": about.uid, "content": "Ý kiến giả"}),
                ("unit", {"name": "Đơn vị giả", "kind": "village", "code": "G", "parent": unit}),
                ("grant", {"unit": unit, "device": device, "name": "Máy giả"}),
                ("withdrawal", {"unit": unit, "of": device, "accepted": "{}", "reason": "Giả"}),
                ("same_as", {"record": unit, "into": self.random.choice(world.units)}),
            ]
        )
        moment = Clock().milliseconds() + self.random.choice(YEARS) * 365 * 86_400_000 + len(self.entries)
        previous = self.entries[-1].hash if self.entries else ""
        entry = seal(
            EntryId(self.replica, "upward", len(self.entries) + 1),
            timestamp=format_timestamp(moment, 0),
            kind=kind,
            uid=about.uid if self.random.random() < 0.6 else new_uid(),
            place=place,
            officer="",
            seen=[Seen.of(seen.id, named)],
            values={name: encode_value(value) for name, value in values.items()},
            salt=f"{self.random.getrandbits(128):032x}",
            previous=previous,
        )
        self.entries.append(entry)


class World:
    """The stores of one history."""

    def __init__(self, stores: list[Store], clocks: Sequence[ShiftedClock], random: Random) -> None:
        self.stores, self.clocks, self.random = stores, clocks, random
        self.units = [store.unit.uid for store in stores[: len(OFFICES)]]
        self.devices = [store.device_key for store in stores]
        self.forger = Forger(random)
        self.copies = 0

    def happen(self, at: int, deed: str) -> None:
        """Let something happen to a laptop."""
        store = self.stores[at]
        backup = store.path.with_suffix(".backup")
        if deed == "carry":
            carry(store, self.stores[self.random.randrange(len(OFFICES))])
        elif deed == "clock":
            self.clocks[at].years = self.random.choice(YEARS)
        elif deed == "back_up":
            store.backup(backup)
        elif deed == "put_back" and backup.exists():
            store.close()
            restore_backup(backup, store.path)
            self._open(at, store.path)
        elif deed == "clone":
            self.copies += 1
            path = store.path.with_name(f"{store.path.stem}-{self.copies}.db")
            store.close()
            shutil.copyfile(store.path, path)
            self._open(at, path)
        elif deed == "forge":
            self.forger.write(self)
        elif deed == "hear" and self.forger.entries:
            receive(store, self.forger.device, self.forger.entries)

    def _open(self, at: int, path: Path) -> None:
        self.stores[at] = Store.open(path, state=path.parent, clock=self.clocks[at])

    def close(self) -> None:
        """Close all stores."""
        for store in self.stores:
            store.close()

    def act(self, at: int, deed: str) -> None:
        """Let an office do something; what its program refuses is not done."""
        draft = self._draft(self.stores[at], at, deed)
        if draft is None:
            return
        with suppress(InvalidRecord, StoreError), ExitStack() as stack:
            if at == HOSTILE:
                stack.enter_context(unguarded())
            if deed == "delete":
                self.stores[at].delete(str(draft.uid))
            else:
                self.stores[at].save(draft)

    def _draft(self, store: Store, at: int, deed: str) -> Draft | None:
        unit = self._one_of(store, "unit") if self.random.random() < 0.5 else self.units[at]
        number = f"{self.random.randrange(999):03d}/2026"
        new = {"number": number, "received_on": "2026-08-13", "unit": unit, "content": "Mương bị tắc"}
        below = {"name": f"Đơn vị {number}", "kind": "village", "code": number}
        granted = {"unit": unit, "device": self._some_device(with_forger=True), "name": "Máy"}
        drafts = {
            "unit": lambda: Draft("unit", {**below, "parent": self.random.choice([self.units[at], unit])}),
            "petition": lambda: Draft("petition", new),
            "edit": lambda: self._edited(store, {"content": f"Mương số {number}", "reply": f"Trả lời {number}"}),
            "move": lambda: self._edited(store, {"unit": unit}),
            "delete": lambda: self._edited(store, {}),
            "grant": lambda: Draft("grant", granted),
            "withdraw": lambda: self._withdrawal(store, unit),
            "link": lambda: Draft("unit", {"parent": self.random.choice(self.units)}, unit),
            "redact": lambda: self._redaction(store, unit),
            "abolish": lambda: Draft("unit", {"valid_to": "2026-06-30"}, unit),
            "same": lambda: Draft("same_as", {"record": unit, "into": self.random.choice(self.units)}),
        }
        return drafts[deed]()

    def _some_device(self, *, with_forger: bool = False) -> str:
        """Return a device of an office or, where it is to be enrolled, now and then that of the forger."""
        forger = [self.forger.device] if with_forger else []
        return self.random.choice([*self.devices[: len(OFFICES)], *forger])

    def _withdrawal(self, store: Store, unit: str) -> Draft:
        device = self._some_device()
        kept = {head.key: self.random.randint(0, head.seq) for head in store.log.logs() if head.device == device}
        of = device if self.random.random() < 0.7 else self.random.choice(self.units)
        return Draft("withdrawal", {"unit": unit, "of": of, "accepted": write_marks(kept), "reason": "Mất máy"})

    def _redaction(self, store: Store, unit: str) -> Draft | None:
        """Name some values of any petition that is known, at its own unit or, as a hostile program would, elsewhere."""
        uid = self._one_of(store, "petition")
        known = [(one.id, name) for one in store.log.of_record(uid) for name in one.fields] if uid else []
        if not known:
            return None
        of = store.get(uid).text("unit") if self.random.random() < 0.7 else unit
        cells = self.random.sample(known, self.random.randint(1, len(known)))
        return Draft("redaction", {"unit": of, "record": uid, "cells": write_cells(cells), "reason": "Đơn"})

    def _edited(self, store: Store, values: dict[str, object]) -> Draft | None:
        uid = self._one_of(store, "petition")
        return None if not uid else Draft("petition", values, uid)

    def _one_of(self, store: Store, kind: str) -> str:
        uids = sorted(record.uid for record in store.list(kind))
        return self.random.choice(uids) if uids else ""


@pytest.fixture(scope="module")
def world_of(made: Path) -> object:
    def opened(seed: int, stack: ExitStack) -> World:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        stores, clocks = [], []
        for path in sorted(made.glob("*.db")):
            shutil.copyfile(path, folder / path.name)
            clocks.append(ShiftedClock())
            stores.append(Store.open(folder / path.name, state=folder, clock=clocks[-1]))
        world = World(stores, clocks, Random(seed))
        stack.callback(world.close)
        return world

    return opened


def logs_of(stores: Sequence[Store]) -> dict[LogKey, tuple[str, list[Entry]]]:
    """Return all logs that any of these has, each as long as any has it, with its device."""
    found: dict[LogKey, tuple[str, list[Entry]]] = {}
    for store in stores:
        entries: dict[LogKey, list[Entry]] = {}
        for entry in store.log.entries_after({}):
            entries.setdefault(entry.id.log, []).append(entry)
        for head in store.log.logs():
            if len(entries[head.key]) > len(found.get(head.key, ("", []))[1]):
                found[head.key] = head.device, entries[head.key]
    return found


def pieces(logs: dict[LogKey, tuple[str, list[Entry]]], random: Random) -> Iterator[tuple[str, list[Entry]]]:
    """Cut logs into pieces in any order, each log's in its own; some come twice."""
    waiting = dict.fromkeys(logs, 0)
    while waiting:
        key = random.choice(sorted(waiting))
        device, entries = logs[key]
        start = waiting[key]
        end = random.randint(start + 1, len(entries))
        yield device, entries[max(0, start - random.randrange(2)) : end]
        waiting[key] = end
        if end == len(entries):
            del waiting[key]


def receive(store: Store, device: str, entries: list[Entry]) -> None:
    last = entries[-1]
    result = store.merge(entries, [LogHead(*last.id.log, last.id.seq, last.hash, device, None)])
    assert result.quarantined == 0


STEPS = st.lists(st.tuples(st.integers(0, 4), st.sampled_from((*DEEDS, *OF_LAPTOPS))), max_size=40)


@settings(max_examples=examples(12), deadline=None)
@given(steps=STEPS, seed=st.integers(0, 2**32))
def test_equal_logs_show_the_same_in_whatever_order_they_come(world_of, steps, seed):
    with ExitStack() as stack:
        world = world_of(seed, stack)
        stores, random = world.stores, world.random
        carry(stores[0], stores[1])
        world.stores[0].save(Draft("grant", {"unit": world.units[0], "device": world.devices[1], "name": "Máy hai"}))
        for at, deed in steps:
            (world.happen if deed in OF_LAPTOPS else world.act)(at, deed)
        receivers, logs = stores[len(OFFICES) :], all_logs(world)
        _bring(receivers, logs, random)
        # Of a redaction that counted only for a while, whoever still has the value brings it again.
        for one, other in permutations(receivers, 2):
            carry(one, other)
        assert len({receiver.digest() for receiver in receivers}) == 1
        assert len({tuple((one.uid, one.field) for one in receiver.conflicts()) for receiver in receivers}) == 1
        for store in (receivers[0], stores[random.randrange(len(OFFICES))]):
            assert store.check().problems == ()
        assert due_by_document(receivers[0]) == erased_of(receivers[0])
        digest = receivers[1].digest()
        receivers[1].check(repair=True)
        with_all = receivers[1]
        with_all._checker.rebuild()
        assert with_all.digest() == digest
        _goes_on_writing(world, receivers[0])


OF_REDACTIONS = ("petition", "edit", "move", "redact", "redact", "grant", "withdraw", "link", "same", "carry", "carry")


@pytest.mark.parametrize("seed", range(2))
def test_who_reads_the_document_of_the_format_alone_erases_the_same(world_of, seed):
    with ExitStack() as stack:
        world = world_of(seed, stack)
        for at in range(len(OFFICES)):
            carry(world.stores[at], world.stores[0])
            world.stores[0].save(Draft("grant", {"unit": world.units[0], "device": world.devices[at], "name": "Máy"}))
            carry(world.stores[0], world.stores[at])
        for _step in range(40):
            at, deed = world.random.randrange(len(OFFICES)), world.random.choice(OF_REDACTIONS)
            (world.happen if deed in OF_LAPTOPS else world.act)(at, deed)
        receivers = world.stores[len(OFFICES) :]
        _bring(receivers, all_logs(world), world.random)
        for one, other in permutations(receivers, 2):
            carry(one, other)
        assert due_by_document(receivers[0]) == erased_of(receivers[0])


def all_logs(world: World) -> dict[LogKey, tuple[str, list[Entry]]]:
    logs, forger = logs_of(world.stores), world.forger
    if forger.entries:
        logs[forger.replica, "upward"] = forger.device, forger.entries
    return logs


def _bring(receivers: Sequence[Store], logs: dict[LogKey, tuple[str, list[Entry]]], random: Random) -> None:
    """Bring all logs to all, to the last of them half at first; nothing is refused and nothing lost."""
    for device, entries in pieces(logs, random):
        if random.random() < 0.5:
            receive(receivers[-1], device, entries)
    assert receivers[-1].check().problems == ()
    for receiver in receivers:
        for device, entries in pieces(logs, random):
            receive(receiver, device, entries)
        known = receiver.log.vector()
        assert all(known[key] == len(entries) for key, (_device, entries) in logs.items())


def _goes_on_writing(world: World, known: Store) -> None:
    """Whoever holds a unit can write what is of that unit, whatever others wrote, once his clock is right again."""
    store, world.clocks[0].years = world.stores[0], 0
    carry(known, store)
    authority = Authority(read_facts(store._connection))
    # What is recorded for a unit that was joined to another goes there, where others may have ended its right.
    if authority.standing_now(store.device_key, store.unit.uid) is not Standing.OWN:
        return
    if store.get(world.units[0]) is None and store.get(world.units[0], include_deleted=True) is not None:
        # A laptop that the office enrolled deleted the unit; the bin gives it back.
        store.restore(world.units[0])
    # Before the day on which a unit may have been abolished.
    made = {"number": "999/2026", "received_on": "2026-06-01", "unit": world.units[0], "content": "Cầu hỏng"}
    (uid,) = store.save(Draft("petition", made)).uids
    for petition in store.list("petition"):
        if authority.standing_now(store.device_key, petition.text("unit")) is Standing.OWN:
            with suppress(InvalidRecord):
                store.save(Draft("petition", {"content": "Sửa lần cuối"}, petition.uid))
                assert store.get(petition.uid).text("content") == "Sửa lần cuối"
    assert store.get(uid).text("content") == "Sửa lần cuối"


@settings(max_examples=examples(8), deadline=None)
@given(steps=STEPS, seed=st.integers(0, 2**32))
def test_what_came_in_is_taken_out_again_as_if_it_had_never_come(world_of, steps, seed):
    with ExitStack() as stack:
        world = world_of(seed, stack)
        carry(world.stores[0], world.stores[1])
        for at, deed in steps:
            (world.happen if deed in OF_LAPTOPS else world.act)(at, deed)
        one, other, *_others = world.stores[len(OFFICES) :]
        logs = all_logs(world)
        receive_some_twice(one, pieces(logs, world.random), world.random)
        for device, entries in pieces(logs, world.random):
            receive(other, device, entries)
        for first, second in permutations((one, other), 2):
            carry(first, second)
        assert one.digest() == other.digest()
