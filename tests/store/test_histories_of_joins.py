"""Whatever is joined, parted, deleted and written, on several laptops and by a hostile one: all end the same."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store, StoreError
from tests.examples import examples
from tests.rights import grant, unguarded
from tests.store.conftest import carry
from tests.store.taking_out import receive_some_twice
from tests.store.test_histories_of_rights import logs_of, pieces, receive

pytestmark = pytest.mark.usefixtures("earlier_petitions")

OFFICES = (
    ("Xã Đông Sơn", "DS", "commune"),
    ("Xã Đông Sơn", "DS", "commune"),
    ("Thôn Đông", "DS-01", "village"),
    ("Thôn Lạ", "X-01", "village"),
)
HOSTILE = 3
"""The last of them has a program of its own, which keeps it from nothing."""
KINDS = ("unit", "household", "petition")
DEEDS = (
    *("village", "household", "petition", "secret", "join", "join", "join", "raw", "part", "apart"),
    *("edit", "move", "delete", "restore", "undo", "lift", "unsay"),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    for number, (name, code, level) in enumerate((*OFFICES, *(("Nơi nhận", f"N{n}", "province") for n in range(2)))):
        Store.create(folder / f"{number}.db", unit_name=name, unit_code=code, level=level).close()
    return folder


class World:
    """The stores of one history: two laptops of a commune, one of its village, a hostile one, two that only receive."""

    def __init__(self, stores: Sequence[Store], random: Random) -> None:
        self.stores, self.random = stores, random
        commune = stores[0]
        grant(commune, stores[1].device_key)
        listed = {"name": "Thôn Đông", "kind": "village", "code": "DS-01", "parent": commune.unit.uid}
        self.village = commune.save(Draft("unit", listed)).uids[0]
        grant(commune, stores[2].device_key, self.village)
        for other in stores[1 : len(OFFICES)]:
            carry(commune, other)
        stores[2].join(stores[2].unit.uid, self.village)

    def act(self, at: int, deed: str) -> None:
        with suppress(InvalidRecord, StoreError), ExitStack() as stack:
            if at == HOSTILE:
                stack.enter_context(unguarded())
            self._do(self.stores[at], deed)

    def _do(self, store: Store, deed: str) -> None:
        kind = self.random.choice(KINDS)
        one, other = self._some(store, kind), self._some(store, kind)
        unit, number = self._some(store, "unit"), self.random.randrange(999)
        petition = {
            "number": f"{number:03d}/2026",
            "received_on": "2026-08-13",
            "unit": unit,
            "content": f"Mương {number}",
        }
        listed = {"name": "Thôn 9", "kind": "village", "code": str(number), "parent": store.unit.uid}
        deeds = {
            "village": lambda: store.save(Draft("unit", listed)),
            "household": lambda: store.save(Draft("household", {"unit": unit, "head": f"Hộ {number}"})),
            "petition": lambda: store.save(Draft("petition", petition)),
            "secret": lambda: store.save(Draft("petition", {**petition, "nature": "denunciation"})),
            "join": lambda: store.join(one, other),
            "raw": lambda: store.save(Draft("same_as", {"record": one, "into": other})),
            "part": lambda: store.part(one),
            "apart": lambda: store.tell_apart(one, other),
            "edit": lambda: store.save(Draft("petition", {"content": f"Sửa {number}"}, self._some(store, "petition"))),
            "move": lambda: store.save(Draft("petition", {"unit": unit}, self._some(store, "petition"))),
            "delete": lambda: store.delete(one, knowing_referrers=True),
            "restore": lambda: store.restore(self.random.choice([entry.uid for entry in store.bin()] or [one])),
            "undo": lambda: store.undo_last(one),
            "lift": lambda: store.lift(self._some(store, "petition"), "Không có gì kín"),
            "unsay": lambda: store.delete(self._some(store, "same_as")),
        }
        deeds[deed]()

    def _some(self, store: Store, kind: str) -> str:
        """Return any record of a kind, shown or not."""
        uids = sorted(record.uid for record in store.find_all(kind))
        return self.random.choice(uids) if uids else store.unit.uid


@pytest.fixture(scope="module")
def world_of(made: Path) -> object:
    def opened(seed: int, stack: ExitStack) -> World:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        stores = []
        for path in sorted(made.glob("*.db")):
            shutil.copyfile(path, folder / path.name)
            stores.append(stack.enter_context(Store.open(folder / path.name, state=folder)))
        return World(stores, Random(seed))

    return opened


STEPS = st.lists(st.tuples(st.integers(0, 3), st.sampled_from((*DEEDS, *["carry"] * 5))), max_size=40)


@settings(max_examples=examples(12), deadline=None)
@given(steps=STEPS, seed=st.integers(0, 2**32))
def test_equal_logs_show_the_same_records_as_one_in_whatever_order_they_come(world_of, steps, seed):
    with ExitStack() as stack:
        world = world_of(seed, stack)
        stores, random = world.stores, world.random
        for at, deed in steps:
            if deed == "carry":
                carry(stores[at], stores[random.randrange(len(OFFICES))])
            else:
                world.act(at, deed)
        logs = logs_of(stores)
        receivers = stores[len(OFFICES) :]
        for receiver in receivers:
            for device, entries in pieces(logs, random):
                receive(receiver, device, entries)
        assert len({receiver.digest() for receiver in receivers}) == 1
        assert len({receiver.secret_uids() for receiver in receivers}) == 1
        for store in (*receivers, stores[random.randrange(len(OFFICES))]):
            assert store.check().problems == ()
            _is_whole(store)
        digest = receivers[0].digest()
        receivers[0].check(repair=True)
        assert receivers[0].digest() == digest


def _is_whole(store: Store) -> None:
    """Every record that is there is listed once, itself or by the one shown for it; references lead to these."""
    for kind in KINDS:
        listed = store.uids(kind)
        assert len(listed) == len(set(listed)) == store.count(kind)
        # A laptop's own unit that is awaited to be joined to a listed one is there, and listed nowhere.
        there = {*listed, *store.awaited_units}
        for record in store.find_all(kind):
            shown = store.shown_as(record.uid)
            assert record.deleted or shown in there
            assert shown != record.uid or record.deleted or record.uid in there
            for field in store.kinds[kind].references:
                assert store.shown_as(record.text(field.name)) == record.text(field.name)
        secret = store.secret_uids()
        assert all((record.uid in secret) == (store.shown_as(record.uid) in secret) for record in store.find_all(kind))


@settings(max_examples=examples(12), deadline=None)
@given(steps=STEPS, seed=st.integers(0, 2**32))
def test_what_came_in_is_taken_out_again_as_if_nothing_had_been_joined(world_of, steps, seed):
    with ExitStack() as stack:
        world = world_of(seed, stack)
        stores, random = world.stores, world.random
        for at, deed in steps:
            if deed == "carry":
                carry(stores[at], stores[random.randrange(len(OFFICES))])
            else:
                world.act(at, deed)
        receive_some_twice(stores[-1], pieces(logs_of(stores), random), random, part=0.6)
        _is_whole(stores[-1])
