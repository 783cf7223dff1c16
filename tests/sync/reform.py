"""Units that come to lie elsewhere: a province, its communes, a village, and the sticks between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store
from danvan_desktop.sync import (
    Choice,
    Relation,
    accept_move,
    enrol_card,
    move,
    own_card,
    plan_move,
    receive_round,
    waiting_files,
    write_round,
)

Made = Callable[[str, str, str, str], Store]
DAY = dt.date(2026, 7, 1)


class Reform:
    """A province, two communes and a village's laptop below the first of them, with sticks between them."""

    def __init__(self, made: Made, folder: Path) -> None:
        self._folder, self._sticks = folder, count(1)
        self.province = made("tinh", "Tỉnh Bắc Ninh", "BN", "province")
        self.first = made("dong-son", "Xã Đông Sơn", "DS", "commune")
        self.other = made("dong-tien", "Xã Đông Tiến", "DT", "commune")
        self.village = made("thon", "Thôn Đoài", "02", "village")
        pair(self.province, self.first)
        pair(self.province, self.other)
        pair(self.first, self.village)
        self.round()
        self.round()

    @property
    def all(self) -> Sequence[Store]:
        return (self.village, self.first, self.other, self.province)

    @property
    def unit(self) -> str:
        return self.village.unit.uid

    def carry(self, source: Store, *targets_: Store) -> None:
        """Write a round on a stick and take it to each of these."""
        stick = self._folder / f"stick-{next(self._sticks)}"
        stick.mkdir()
        write_round(source, stick)
        for target in targets_:
            receive_round(target, waiting_files([stick]), deletions=999)

    def round(self, *without: Store) -> None:
        """Carry all that is new up and down."""
        there = [store for store in self.all if store not in without]
        for source in (*there, *reversed(there)):
            self.carry(source, *(target for target in there if target is not source))

    def move(self) -> None:
        """Let the first commune offer the village and the other take it; not all have heard of that yet."""
        move(self.first, plan_move(self.first, self.unit, self.other.unit.uid, DAY))
        self.carry(self.first, self.province)
        self.carry(self.province, self.other)
        accept_move(self.other, self.unit)


def pair(above: Store, below: Store) -> None:
    enrol_card(above, own_card(below), Choice(Relation.NEW))
    enrol_card(below, own_card(above), Choice(Relation.ABOVE))


def petition(store: Store, number: str, unit: str = "", **more: object) -> str:
    made = {"number": number, "received_on": "2026-03-01", "unit": unit or store.unit.uid, "content": "Mương bị tắc"}
    return store.save(Draft("petition", {**made, "citizen_name": "Nguyễn Văn An", **more})).uids[0]


def lies(store: Store, unit: str) -> list[str]:
    return [store.title(one) for one in store.tree.up_from(unit)]


def is_whole(*stores: Store) -> bool:
    return all(store.check().ok and not store.held.count_cells() and not store.conflicts() for store in stores)
