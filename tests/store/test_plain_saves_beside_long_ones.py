"""The same deeds come to the same, whether a store remembers and takes in plain saves or asks everything anew.

Two worlds are alike to the last bit: clocks, keys and what else is drawn. In one of them nothing is remembered between
saves and no save is plain. Two laptops of an office, each with two windows open, do whatever a seed says, with disks
that are full, saves that cannot be kept and clocks that go back.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from danvan_desktop.store import Store
from danvan_desktop.store.cells import Cells
from danvan_desktop.store.known_facts import REMEMBERED, Known
from danvan_desktop.store.plain_saves import PlainSaves, Taken
from tests.examples import examples
from tests.store.alike_worlds import OFTEN, SOMETIMES, World, drawn_alike

pytestmark = pytest.mark.usefixtures("earlier_petitions")

STEPS = 40
Tables = dict[str, list[tuple[object, ...]]]


@contextmanager
def all_asked_anew() -> Iterator[None]:
    """Let nothing be remembered, and no save be plain."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Known, "remembered", lambda _self: None)
        patch.setattr(PlainSaves, "take_in", lambda _self, _sealed, _new: Taken.NOTHING)
        patch.setattr(Cells, "look", lambda _self, _uid: None)
        yield


def all_of(store: Store) -> Tables:
    """All that stands in a file but what searches go by, which may wait."""
    execute = store._connection.execute
    names = [
        name
        for (name,) in execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        if not name.startswith(("word", "sqlite_", "_sqlite_"))
    ]
    found = {name: sorted(execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in names}
    found["setting"] = [row for row in found["setting"] if row[0] in REMEMBERED]
    return found


def run(folder: Path, seed: int, steps: int) -> Iterator[tuple[str, list[Tables]]]:
    folder.mkdir()
    with drawn_alike():
        world = World(folder, seed)
        deeds = Random(f"deeds {seed}")
        share = deeds.choice((0.1, 0.3, 0.6))
        excluded = set(deeds.sample(SOMETIMES, deeds.randint(0, len(SOMETIMES) * 2 // 3)))
        try:
            for _step in range(steps):
                seldom = [deed for deed in SOMETIMES if deed not in excluded]
                deed = deeds.choice(seldom if deeds.random() < share else OFTEN)
                told = world.step(deed)
                yield told, [all_of(pair[0]) for pair in world.windows]
            for pair in world.windows:
                report = pair[0].check()
                yield f"check {report.ok} {[str(one) for one in report.problems] if not report.ok else ''}", []
        finally:
            world.close()


def different(one: Tables, two: Tables) -> list[object]:
    return [
        (name, [row for row in rows if row not in two[name]], [row for row in two[name] if row not in rows])
        for name, rows in one.items()
        if rows != two[name]
    ]


@pytest.mark.parametrize("seed", range(examples(4)))
def test_deeds_come_to_the_same_whatever_is_remembered(tmp_path, seed):
    with all_asked_anew():
        long = list(run(tmp_path / "long", seed, STEPS))
    told: list[str] = []
    for (said, tables), (expected, expected_tables) in zip(run(tmp_path / "plain", seed, STEPS), long, strict=True):
        told.append(said)
        assert (said, told[-8:]) == (expected, told[-8:])
        for one, two in zip(tables, expected_tables, strict=True):
            assert (different(one, two), told[-8:]) == ([], told[-8:])
    assert all("check True" in one for one in told[-2:])
