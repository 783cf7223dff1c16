"""Five years of two communes, by files alone: what people do, what it costs them, and whether anything was lost.

Sixteen villages, two communes of which one has two laptops, a district and a province write, carry sticks once a
quarter, lose them, bring them late and again. One laptop breaks and is replaced, one is stolen and goes on writing, two
clocks are years off, a disk is put back, a village moves to the other commune in year 1, the communes are merged in
year 3 and the district is abolished in year 4. In
the end everything that an honest officer saved and carried away must be shown, or stand before a person as a conflict,
at both laptops of the commune, and nothing that the thief wrote.

``python script/five_years.py [SEED]`` prints a line a year and a summary; its status is 1 when anything was lost.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from five_years_world import Laptop, World

from danvan_desktop.domain.record import Draft
from danvan_desktop.sync import Relation, own_card, replace_peer, revoke_peer

QUARTERS = 20
EVENTS = (2, 3, 4, 5, 6, 7, 8, 9, 13)
"""The quarters in which something happens, from 0."""
IN_A_HURRY = tuple(range(9))
LAST_ROUNDS = 3


@dataclass
class Story:
    """Who lives in this world, and what happens to them."""

    world: World
    sizes: tuple[int, int] = (10, 6)
    events: Sequence[int] = EVENTS
    village: dict[str, Laptop] = field(default_factory=dict)
    gone: list[Laptop] = field(default_factory=list)

    def begin(self) -> None:
        """Set all laptops up and let their officers know each other."""
        make = self.world.laptop
        self.province = make("province", "Tỉnh Bắc Ninh", "BN", "province")
        self.district = make("district", "Huyện Gia Bình", "GB", "district")
        self.first, self.second = (make(f"a{n}", "Xã Đông Sơn", "DS", "commune") for n in (1, 2))
        self.other = make("b", "Xã Đông Tiến", "DT", "commune")
        self.world.pair(self.province, self.district)
        for commune in (self.first, self.other):
            self.world.pair(self.district, commune)
        self.world.pair(self.first, self.second, Relation.SAME)
        for letter, commune, size in zip("ab", (self.first, self.other), self.sizes, strict=True):
            for number in range(1, size + 1):
                name = f"{letter}-{number:02d}"
                self.village[name] = make(name, f"Thôn {letter.upper()} {number}", f"{number:02d}", "village")
                self.world.pair(commune, self.village[name])
        for _turn in range(2):
            self.round(sure=True)

    def run(self) -> None:
        """Let five years pass, or as long as it takes until everything has happened."""
        self.begin()
        for quarter in range(QUARTERS if self.events == EVENTS else max(self.events) + 2):
            self.happen(quarter)
            self.write(quarter)
            self.round()
            if quarter % 4 == 3:
                print(self.world.line(quarter // 4 + 1, self.first), flush=True)
        for _turn in range(LAST_ROUNDS):
            self.round(sure=True)

    def happen(self, quarter: int) -> None:
        """Let this quarter's misfortune or reform come."""
        happenings = (
            self._breaks,
            self._moves,
            self._clocks,
            self._clocks_are_set,
            self._stolen,
            self._copied,
            self._put_back,
            self._merged,
            self._abolished,
        )
        events = dict(zip(self.events, happenings, strict=True))
        if quarter in events:
            events[quarter]()

    # What officers do

    def write(self, quarter: int) -> None:
        """Every village takes petitions in and corrects some; the communes answer, now and then both laptops one."""
        for laptop in self.village.values():
            for _number in range(4):
                laptop.record(quarter)
            for uid in self.world.some(laptop.own, 2):
                self.world.edit(laptop, uid, {"content": f"{laptop.name} sửa quý {quarter}"})
        for laptop in self.communes:
            for uid in self.world.some(laptop.petitions(), 6):
                self.world.edit(laptop, uid, {"reply": f"{laptop.name} trả lời quý {quarter}"})
        self.world.pass_quarter()

    @property
    def communes(self) -> list[Laptop]:
        """The laptops of communes."""
        return [self.first, self.second, self.other]

    def round(self, *, sure: bool = False) -> None:
        """Carry what is new up, across and down."""
        carry, world = self.world.carry, self.world
        world.bring_late()
        villages = list(self.village.values())
        for laptop in villages:
            carry(laptop, self.communes, sure=sure)
        carry(self.second, [self.first], sure=sure)
        carry(self.other, [self.first, self.district], sure=sure)
        carry(self.first, [self.second, self.other, self.district, self.province], sure=sure)
        carry(self.district, [self.province], sure=sure)
        carry(self.province, [self.district, self.first], sure=sure)
        carry(self.district, [self.first, self.other], sure=sure)
        carry(self.first, [self.second, self.other, *villages], sure=sure)
        carry(self.other, villages, sure=sure)

    # What happens to them

    def _breaks(self) -> None:
        """A village's laptop is at its end: what it has goes out once more, then another takes its place."""
        old = self.village["a-01"]
        self.world.carry(old, [self.first], sure=True)
        new = self.world.laptop("a-01-new", "Thôn A 1", "01", "village")
        replace_peer(self.first.store, old.store.device_key, own_card(new.store))
        self.world.trust_above(new, self.first)
        self.village["a-01"] = new
        self.gone.append(old)

    def _moves(self) -> None:
        """A village goes over to the other commune; its laptop hears of that by the next files."""
        self.world.move(self.village["a-02"], self.first, self.other, self.district)

    def _clocks(self) -> None:
        self.village["a-02"].clock.off = self.world.years(9)
        self.village["b-01"].clock.off = self.world.years(-10)

    def _clocks_are_set(self) -> None:
        for laptop in self.village.values():
            laptop.clock.off = self.world.years(0)

    def _stolen(self) -> None:
        """A laptop is stolen; its store is withdrawn at once, and the thief goes on writing."""
        old = self.village.pop("a-03")
        revoke_peer(self.first.store, old.store.device_key)
        self.world.steps["devices withdrawn"] += 1
        for uid in old.own[:3]:
            old.store.save(Draft("petition", {"content": "Giả"}, uid))
        self.gone.append(old)
        self.world.carry(old, self.communes, sure=True)
        new = self.world.laptop("a-03-new", "Thôn A 3", "03", "village")
        self.world.pair(self.first, new, unit=self.world.unit_of(self.first, "Thôn A 3"))
        self.village["a-03"] = new

    def _copied(self) -> None:
        """He copies it, as a careful officer does."""
        self.world.copy(self.village["a-04"])

    def _put_back(self) -> None:
        """An officer copies last month's file over the store; what others have comes back by itself."""
        self.world.put_back(self.village["a-04"])

    def _merged(self) -> None:
        """The communes become one: each lets the other's laptop write for it, then both units are the same."""
        self.world.pair(self.first, self.other, Relation.SAME)
        for _turn in range(2):
            self.world.carry(self.first, [self.other, self.second], sure=True)
            self.world.carry(self.other, [self.first], sure=True)
        self.world.join(self.first, self.other)

    def _abolished(self) -> None:
        """The district is no more: the commune lies below the province."""
        self.world.pair(self.province, self.first)
        self.world.move_at_once(self.first, self.province)
        self.gone.append(self.district)


def main(seed: int = 1, sizes: tuple[int, int] = (10, 6), events: Sequence[int] = EVENTS) -> int:
    """Run the story; returns how much was lost."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, World(Path(folder), seed) as world:
        story = Story(world, sizes, events)
        story.run()
        faults = world.faults(
            [story.first, story.second], [*story.village.values(), *story.communes], story.gone, story.province
        )
        print(world.summary(time.perf_counter() - start, story.first))
        for fault in faults:
            print("LOST:", fault)
        return len(faults)


if __name__ == "__main__":
    sys.exit(1 if main(int(sys.argv[1]) if len(sys.argv) > 1 else 1) else 0)
