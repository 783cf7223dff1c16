"""Whatever offices do to each other by files: what a seed says, then rounds until nobody has anything to send.

A province, a commune with two laptops, another commune and their villages write, pair, list, move, replace, put out,
change keys, put disks back and carry sticks that get lost, late and twice. In the end rounds that lose nothing must
come to rest, every laptop must show what its officer wrote last or have it before a person, laptops of one office must
show the same, and every store must be whole.

``python script/random_offices.py FIRST [LAST] [--deeds N] [--told]`` prints a line a seed; its status is 1 when one
of them failed.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import itertools
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from unittest.mock import patch

from five_years_world import MANY, Laptop, World
from pyrage.x25519 import Identity

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft, Record
from danvan_desktop.domain.uid import UidMaker, _made
from danvan_desktop.store import StoreError
from danvan_desktop.store.device_keys import NewKeys
from danvan_desktop.sync import (
    Choice,
    Relation,
    SyncError,
    accept_move,
    accept_waiting,
    enrol_card,
    hand_over_all,
    import_bundle,
    movable,
    move,
    offers,
    own_card,
    peer_of_card,
    placement,
    plan_move,
    plan_round,
    refuse_move,
    replace_peer,
    revoke_peer,
    rotate_keys,
    take_back_last,
    targets,
    waiting_bundles,
)

DEEDS = 30
ROUNDS = 12
"""After so many rounds that lose nothing everybody must have all."""
OFTEN = ("write", "write", "edit", "edit", "answer", "carry", "carry", "carry", "carry", "round")
SELDOM = (
    *("new_village", "list_village", "pair_again", "replace", "rotate", "hand_over", "revoke", "revoke_office"),
    *("move", "accept", "refuse", "move_above", "join", "part", "copy", "put_back", "take_back", "clock", "merge"),
)


class Offices:
    """The offices of one seed."""

    def __init__(self, world: World) -> None:
        """Begin with nobody."""
        self.world = world
        self.random = world.random
        self.living: list[Laptop] = []
        self.gone: list[Laptop] = []
        self.put_out: list[Laptop] = []
        """Whose rights were ended hears of that only by files that are not sealed: it goes on wanting to send."""
        self.done: list[str] = []
        self.names = itertools.count(1)

    def begin(self) -> None:
        """Set the first laptops up."""
        make = self._made
        self.province = make("province", "Tỉnh Bắc Ninh", "BN", "province")
        self.first, self.second = (make(f"a{n}", "Xã Đông Sơn", "DS", "commune") for n in (1, 2))
        self.other = make("b", "Xã Đông Tiến", "DT", "commune")
        for commune in (self.first, self.other):
            self.world.pair(self.province, commune)
        self.world.pair(self.first, self.second, Relation.SAME)
        for commune in (self.first, self.second, self.other):
            self._village(commune)

    def _made(self, name: str, unit: str, code: str, level: str) -> Laptop:
        made = self.world.laptop(name, unit, code, level)
        self.living.append(made)
        return made

    def _village(self, commune: Laptop, unit: str = "", code: str = "") -> Laptop:
        number = next(self.names)
        made = self._made(f"v{number}", unit or f"Thôn {number}", code or f"{number:02d}", "village")
        self.world.pair(commune, made)
        return made

    # One deed after the other

    def live(self, deeds: int) -> None:
        """Do so many deeds; what the program refuses in words is no fault, what there is nothing for is not counted."""
        while len(self.done) < deeds:
            name = self.random.choice(OFTEN if self.random.random() < 0.6 else SELDOM)
            deed: Callable[[], str] = getattr(self, f"_{name}")
            try:
                told = f"{name} {deed()}"
            except LookupError:
                continue
            except (InvalidRecord, SyncError, StoreError) as refused:
                told = f"{name} – {type(refused).__name__}: {str(refused)[:90]}"
            self.done.append(told)
            print(" ", told, flush=True)

    def _any(self, level: str = "") -> Laptop:
        return self.random.choice([one for one in self.living if not level or self._level(one) == level])

    def _level(self, laptop: Laptop) -> str:
        return laptop.store.unit.text("kind")

    def _write(self) -> str:
        laptop = self._any()
        laptop.record(len(self.done))
        return laptop.name

    def _edit(self) -> str:
        laptop = self._any()
        self.world.edit(laptop, self.random.choice(laptop.own), {"content": f"{laptop.name} sửa {len(self.done)}"})
        return laptop.name

    def _answer(self) -> str:
        laptop = self._any("commune")
        uid = self.random.choice(laptop.petitions())
        self.world.edit(laptop, uid, {"reply": f"{laptop.name} trả lời {len(self.done)}"})
        return laptop.name

    def _carry(self) -> str:
        laptop = self._any()
        targets_ = self.world.some([one for one in self.living if one is not laptop], self.random.randint(1, 3))
        self.world.carry(laptop, targets_)
        self.world.bring_late()
        return f"{laptop.name} → {', '.join(one.name for one in targets_)}"

    def _round(self) -> str:
        for laptop in self.world.some(self.living, len(self.living)):
            self.world.carry(laptop, [one for one in self.living if one is not laptop])
        return ""

    def _new_village(self) -> str:
        commune = self._any("commune")
        return f"{self._village(commune).name} at {commune.name}"

    def _list_village(self) -> str:
        """Type a village into the list of one laptop, which a laptop has or will have elsewhere."""
        commune, village = self._any("commune"), self._any("village")
        unit = village.store.unit
        values = {"name": unit.text("name"), "kind": "village", "code": unit.text("code")}
        commune.store.save(Draft("unit", {**values, "parent": commune.store.unit.uid}))
        return f"{village.name} at {commune.name}"

    def _pair_again(self) -> str:
        """Let any commune take the card of any village, as its suggestion says or as another one."""
        commune, village = self._any("commune"), self._any("village")
        choice = self.random.choice((None, Choice(Relation.NEW)))
        enrol_card(commune.store, own_card(village.store), choice)
        self.world.trust_above(village, commune)
        return f"{village.name} at {commune.name} as {choice}"

    def _replace(self) -> str:
        old = self._any("village")
        commune = self._any("commune")
        unit = old.store.unit
        new = self.world.laptop(f"{old.name}n{next(self.names)}", unit.text("name"), unit.text("code"), "village")
        replace_peer(commune.store, old.store.device_key, own_card(new.store))
        self.living.append(new)
        self.world.trust_above(new, commune)
        self.put_out.append(old)
        if self.random.random() < 0.7:
            self._leave(old)
        return f"{old.name} by {new.name} at {commune.name}"

    def _leave(self, laptop: Laptop) -> None:
        self.living.remove(laptop)
        self.gone.append(laptop)

    def _rotate(self) -> str:
        laptop = self._any()
        rotate_keys(laptop.store)
        self.world.copy_of(laptop).unlink(missing_ok=True)  # a laptop of before its new keys has to be paired again
        return laptop.name

    def _hand_over(self) -> str:
        old = self._any("village")
        name, code = old.store.unit.text("name"), old.store.unit.text("code")
        new = self.world.laptop(f"{old.name}h{next(self.names)}", name, code, "village")
        stick = self.world.folder / "sticks" / f"{new.name}.danvan"
        hand_over_all(old.store, own_card(new.store), stick)
        self.living.append(new)
        enrol_card(new.store, own_card(old.store), Choice(Relation.SAME))
        import_bundle(new.store, stick, deletions=MANY)
        know = (one for one in self.living if one.store.peers.find(old.store.device_key))
        if (above := next((one for one in know if self._level(one) == "commune"), None)) is not None:
            enrol_card(new.store, own_card(above.store), Choice(Relation.ABOVE))
        self.put_out.append(old)
        if self.random.random() < 0.7:
            self._leave(old)
        return f"{old.name} to {new.name}"

    def _revoke(self) -> str:
        return self._revoked(self._any("commune"), self._any("village"))

    def _revoke_office(self) -> str:
        one, other = self.world.some([one for one in self.living if self._level(one) == "commune"], 2)
        return self._revoked(one, other)

    def _revoked(self, by: Laptop, whom: Laptop) -> str:
        if self.random.random() < 0.5:
            return "not"
        revoke_peer(by.store, whom.store.device_key)
        self.put_out.append(whom)
        return f"{whom.name} by {by.name}"

    def _move(self) -> str:
        return self._moved(self._any("commune"))

    def _move_above(self) -> str:
        return self._moved(self.province)

    def _moved(self, by: Laptop) -> str:
        unit: Record = self.random.choice(movable(by.store))
        under: Record = self.random.choice(targets(by.store, unit))
        move(by.store, plan_move(by.store, unit.uid, under.uid))
        return f"{unit.text('name')} under {under.text('name')} by {by.name}"

    def _accept(self) -> str:
        laptop = self._any("commune")
        unit = self.random.choice(offers(laptop.store)).move.unit
        accept_move(laptop.store, unit.uid)
        return f"{unit.text('name')} by {laptop.name}"

    def _refuse(self) -> str:
        laptop = self._any("commune")
        unit = self.random.choice(offers(laptop.store)).move.unit
        refuse_move(laptop.store, unit.uid)
        return f"{unit.text('name')} by {laptop.name}"

    def _join(self) -> str:
        laptop = self._any("commune")
        villages = [unit for unit in laptop.store.list("unit") if unit.text("kind") == "village"]
        one, other = self.random.choice(villages), self.random.choice(villages)
        laptop.store.join(one.uid, other.uid)
        return f"{one.text('name')} into {other.text('name')} by {laptop.name}"

    def _part(self) -> str:
        laptop = self._any("commune")
        of_villages = [one for one in laptop.store.list("same_as") if self._is_village(laptop, one.text("record"))]
        laptop.store.part(self.random.choice(of_villages).text("record"))
        return laptop.name

    def _is_village(self, laptop: Laptop, unit: str) -> bool:
        return (found := laptop.store.get(unit, include_deleted=True)) is not None and found.text("kind") == "village"

    def _copy(self) -> str:
        laptop = self._any()
        self.world.copy(laptop)
        return laptop.name

    def _put_back(self) -> str:
        laptop = self.random.choice([one for one in self.living if self.world.copy_of(one).exists()])
        self.world.put_back(laptop)
        return laptop.name

    def _take_back(self) -> str:
        laptop = self._any()
        take_back_last(laptop.store)
        return laptop.name

    def _clock(self) -> str:
        laptop = self._any()
        laptop.clock.off = self.world.years(self.random.choice((-10, 0, 0, 1, 10)))
        return laptop.name

    def _merge(self) -> str:
        if self.random.random() < 0.6:
            return "not"
        self.world.pair(self.first, self.other, Relation.SAME)
        for _turn in range(2):
            self.world.carry(self.first, [self.other, self.second], sure=True)
            self.world.carry(self.other, [self.first], sure=True)
        self.world.join(self.first, self.other)
        return ""

    # The end

    def rest(self) -> Iterator[str]:
        """Carry everything to everybody until nobody has anything to send; yield who still has."""
        for laptop in self.living:
            laptop.clock.off = self.world.years(0)
        owed: list[str] = []
        for _number in range(ROUNDS):
            self.world.bring_late()
            for laptop in self.living:
                self.world.carry(laptop, [one for one in self.living if one is not laptop], sure=True)
            self._pair_who_waits()
            owed = list(self._owed())
            if not owed:
                return
        yield from owed

    def _pair_who_waits(self) -> None:
        """Pair by its card who sent what waits, as its labels say or as a person chooses, and take that in."""
        for laptop in self.living:
            for waiting in waiting_bundles(laptop.store):
                device = waiting.manifest.sender.device
                sender = next((one for one in self.living if one.store.device_key == device), None)
                if sender is None or not waiting.can_be_accepted:
                    continue
                with contextlib.suppress(SyncError, InvalidRecord, StoreError):
                    found = placement(laptop.store, peer_of_card(laptop.store, own_card(sender.store)))
                    choice = found.suggested or Choice(Relation.BELOW, found.similar[0].uid)
                    enrol_card(laptop.store, own_card(sender.store), choice)
                    accept_waiting(laptop.store, waiting.id, deletions=MANY)

    def _owed(self) -> Iterator[str]:
        """Yield what still would be written by who works for a unit, for who is still there."""
        for laptop in self.living:
            store = laptop.store
            if laptop in self.put_out or not store.authority.standing_now(store.device_key, store.unit.uid):
                continue
            for one in plan_round(store):
                if one.is_new and self._lives(one.peer.device):
                    size = one.size.changes if one.size else 0
                    owed = f"{size} changes, receipt {one.owes_receipt}, {one.fault or ''}"
                    yield f"{laptop.name} still owes {self._called(one.peer.device)}: {owed}"

    def _lives(self, device: str) -> bool:
        return any(one.store.device_key == device for one in self.living)

    def _called(self, device: str) -> str:
        return next((one.name for one in (*self.living, *self.gone) if device in one.store.own_devices), device[:8])

    def faults(self) -> Iterator[str]:
        """Yield what is wrong in the end."""
        yield from self.rest()
        for laptop in self.living:
            if not laptop.store.check().ok:
                yield f"{laptop.name}: {[str(one) for one in laptop.store.check().problems]}"
            yield from self._lost(laptop)
        yield from self._unlike()

    def _lost(self, laptop: Laptop) -> Iterator[str]:
        """Yield what an officer wrote and does not see: neither shown nor before a person, nor written over since."""
        store = laptop.store
        shown = {record.uid: record for record in store.list("petition")}
        held = {(one.uid, name) for one in store.undecided() for name in one.values}
        for (uid, name), value in laptop.said.items():
            contested = {
                head.value for one in store.conflicts() if (one.uid, one.field) == (uid, name) for head in one.heads
            }
            now = shown[uid].text(name) if uid in shown else None
            others = [one for one in self.everybody if one is not laptop and now in one.words]
            if now != value and value not in contested and not others and (uid, name) not in held:
                yield f"{laptop.name}: {uid} {name} is {now}, wrote {value}"

    @property
    def everybody(self) -> Sequence[Laptop]:
        """All laptops there ever were."""
        return (*self.living, *self.gone)

    def _unlike(self) -> Iterator[str]:
        """Yield laptops of one office that show other petitions."""
        for one, other in itertools.combinations(self.living, 2):
            if all(here.store.holdings.is_same(there.store.device_key) for here, there in ((one, other), (other, one))):
                unlike = sorted(self._shown(one) ^ self._shown(other))
                if unlike:
                    yield f"{one.name} and {other.name} of one office differ: {unlike[:4]}"

    def _shown(self, laptop: Laptop) -> set[tuple[str, str, str]]:
        petitions = laptop.store.list("petition")
        return {(record.uid, record.text("content"), record.text("reply")) for record in petitions}


@contextlib.contextmanager
def drawn_alike(seed: int) -> Iterator[None]:
    """Let a seed give the same each time: keys, names of replicas and uids that are drawn otherwise."""
    numbers = itertools.count(1)

    def token(size: int = 16) -> str:
        return sha256(f"{seed} token {next(numbers)}".encode()).hexdigest()[: 2 * size]

    def uid(self: UidMaker) -> str:
        self._last = 1_800_000_000_000 * 4096 + next(numbers)
        return _made("danvan-record", self.device, self._last, 0)

    def keys(cls: type[NewKeys]) -> NewKeys:
        return cls(sha256(f"{seed} key {next(numbers)}".encode()).hexdigest(), str(Identity.generate()))

    with (
        patch("secrets.token_hex", token),
        patch.object(UidMaker, "__call__", uid),
        patch.object(NewKeys, "make", classmethod(keys)),
    ):
        yield


def run(seed: int, deeds: int = DEEDS) -> list[str]:
    """Run one seed; returns what is wrong in the end."""
    with drawn_alike(seed), tempfile.TemporaryDirectory() as folder, World(Path(folder), seed) as world:
        offices = Offices(world)
        offices.begin()
        offices.live(deeds)
        return list(offices.faults())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run seeds; returns 1 when one failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=int)
    parser.add_argument("last", type=int, nargs="?")
    parser.add_argument("--deeds", type=int, default=DEEDS)
    parser.add_argument("--told", action="store_true", help="print every deed")
    wanted = parser.parse_args(arguments)
    failed = False
    for seed in range(wanted.first, (wanted.last or wanted.first) + 1):
        start, told = time.perf_counter(), io.StringIO()
        try:
            with contextlib.nullcontext() if wanted.told else contextlib.redirect_stdout(told):
                faults = run(seed, wanted.deeds)
        except Exception:  # noqa: BLE001 - a fault of the program is what is looked for
            faults = [traceback.format_exc()]
        failed = failed or bool(faults)
        print(f"{seed}: {'FAULT' if faults else 'right'} {time.perf_counter() - start:.0f} s", flush=True)
        for fault in faults:
            print("   ", fault, flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
