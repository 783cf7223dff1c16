"""Where records are joined, too, saves take few statements, and leave the same as what is derived anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from random import Random

import pytest

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.exchange.owed_calendars import calendars_for, owed_year
from danvan_desktop.store import Store, StoreError
from danvan_desktop.store.tasks import new_tasks
from tests.examples import examples
from tests.rights import grant, unguarded
from tests.store.conftest import carry
from tests.store.test_cost_of_a_save import statements_of
from tests.store.test_plain_saves import absorbing, another_program, differing, petition
from tests.uids import new_uid

pytestmark = pytest.mark.usefixtures("earlier_petitions")

STEPS = 30
HELD = {"held_on": "2026-08-12", "receiver": "Ông Ba", "place": "Trụ sở", "body": "government", "kind": "regular"}
VISIT = {"citizen_name": "Bà Tư", "people": 1, "nature": "reflection", "handling": "taken"}
CASE = {
    "received_on": "2026-08-13",
    "nature": "dispute",
    "channel": "letter",
    "people": 1,
    "field": "land",
    "competence": "commune",
}
OFTEN = ("petition", "visit", "given", "edit", "edit", "lead", "lead", "carry", "carry")
SELDOM = ("join", "join", "raw", "part", "delete", "restore", "undo", "move", "secret", "case", "lift", "unsay")


@pytest.fixture
def joined(tmp_path: Path) -> Iterator[tuple[Store, Store, Store]]:
    """A commune and two of its villages joined to those it lists: one may write there, the other goes on as its own."""
    with ExitStack() as stack:
        commune, village, apart = (
            stack.enter_context(Store.create(tmp_path / f"{code}.db", unit_name=name, unit_code=code, level=level))
            for name, code, level in (
                ("Xã Đông Sơn", "DS", "commune"),
                ("Thôn Đông", "DS-01", "village"),
                ("Thôn Đoài", "DS-02", "village"),
            )
        )
        for store, may_write in ((village, True), (apart, False)):
            own = store.unit
            told = {"name": own.text("name"), "kind": "village", "code": own.text("code"), "parent": commune.unit.uid}
            (listed,) = commune.save(Draft("unit", told)).uids
            if may_write:
                grant(commune, store.device_key, listed)
            carry(commune, store)
            with unguarded():
                store.save(Draft("same_as", {"record": own.uid, "into": listed}))
            carry(store, commune)
            if not may_write:
                grant(store, commune.device_key, own.uid)
                carry(store, commune)
                commune.join(own.uid, listed)
                carry(commune, store)
        yield commune, village, apart


def test_offices_with_joined_units_save_in_as_few_statements(joined):
    for store in joined:
        turns = iter(range(100, 200))
        unit = store.unit.uid

        def new(store: Store = store, unit: str = unit, turns: Iterator[int] = turns) -> None:
            store.save(petition(store, next(turns), unit=unit))

        (uid,) = store.save(petition(store, 1, unit=unit)).uids

        def edit(store: Store = store, uid: str = uid, unit: str = unit, turns: Iterator[int] = turns) -> None:
            store.save(Draft("petition", {"citizen_address": f"Thôn {next(turns)}", "unit": unit}, uid))

        for work in (new, edit):  # what is done once is no cost of a save
            work()
        with absorbing() as asked:
            assert min(statements_of(store, new) for _save in range(3)) < 17
            assert min(statements_of(store, edit) for _save in range(3)) < 17
        assert not asked
        assert not differing(store)


def test_a_village_that_goes_on_at_its_own_unit_is_counted_as_the_one_that_the_commune_lists(joined):
    commune, _village, apart = joined
    own = apart.settings.get("unit.uid")
    (first,) = apart.save(petition(apart, 1)).uids
    with absorbing() as asked:
        (uid,) = apart.save(petition(apart, 2)).uids
        apart.save(Draft("petition", {"content": "Sửa", "unit": apart.unit.uid}, uid))
    assert not asked
    assert "unit" not in apart.log.of_record(uid)[-1].values
    assert apart.unit.uid != own
    assert {apart.get(one).text("unit") for one in (first, uid)} == {apart.unit.uid}
    assert {apart.unit_of_record(one) for one in (first, uid)} == {own}
    assert not differing(apart)
    carry(apart, commune)
    assert commune.get(uid).text("unit") == apart.unit.uid


def test_what_a_unit_has_only_one_of_is_made_where_its_unit_is_joined_and_made_once(joined):
    calendars = calendars_for(joined[0].path)
    said = {"topic": "Mặt bằng", "led_by": "Ông Ba", "held_on": "2026-08-12", "place": "Đình", "participants_count": 8}
    for store in joined:
        (uid,) = store.save(Draft("dialogue", {**said, "conclusion": "Làm đường; thu quỹ"})).uids
        found = new_tasks(store, store.get(uid), "", "Văn phòng")
        store.save(*found.drafts)
        assert {store.unit_of_record(draft.uid) for draft in found.drafts} == {store.unit_written(store.unit.uid)}
        assert new_tasks(store, store.get(uid), "", "Văn phòng").drafts == []
        store.save(*owed_year(store, calendars, [store.unit], 2027).drafts)
        assert owed_year(store, calendars, [store.unit], 2027).drafts == []
        assert store.check().ok


def test_what_was_made_for_a_unit_before_it_was_joined_is_not_made_again(tmp_path):
    with (
        Store.create(tmp_path / "one.db", unit_name="Xã Đông Sơn", unit_code="DS") as commune,
        Store.create(tmp_path / "two.db", unit_name="Thôn Đông", unit_code="DS-01", level="village") as village,
    ):
        told = {"name": "Thôn Đông", "kind": "village", "code": "DS-01", "parent": commune.unit.uid}
        (listed,) = commune.save(Draft("unit", told)).uids
        village.save(*owed_year(village, calendars_for(village.path), [village.unit], 2027).drafts)
        gone = village.list("submission")[0].uid
        village.delete(gone)
        grant(commune, village.device_key, listed)
        carry(commune, village)
        village.join(village.unit.uid, listed)
        assert village.unit.uid == listed
        assert owed_year(village, calendars_for(village.path), [village.unit], 2027).drafts == []


def test_a_record_that_somebody_joined_before_it_came_is_joined_as_it_comes(commune, monkeypatch):
    store, uid = commune.store, new_uid()
    first, second = store.save(petition(store, 1), petition(store, 2)).uids
    store.join(second, first)
    with unguarded(), monkeypatch.context() as patch:
        patch.setattr("danvan_desktop.store.writing.validate", lambda *_arguments: ())
        store.save(Draft("same_as", {"record": uid, "into": first}))
    with absorbing() as asked:
        store.save(Draft("petition", petition(store, 3).values, uid))
    assert asked
    assert store.shown_as(uid) == first
    assert not differing(store)


def test_what_another_program_joins_leads_what_is_saved_next(commune):
    store = commune.store
    held = HELD | {"unit": store.unit.uid}
    one, other = store.save(Draft("reception", held), Draft("reception", held | {"held_on": "2026-08-11"})).uids
    first, second, third = store.save(*(petition(store, number) for number in (1, 2, 3))).uids
    store.join(third, first)
    store.save(petition(store, 4, source_record=other))
    with another_program(store) as beside:
        beside.join(other, one)
    (uid,) = store.save(petition(store, 5, source_record=other)).uids
    store.save(Draft("petition", {"source_record": other}, second))
    assert {store.get(made).text("source_record") for made in (uid, second)} == {one}
    with another_program(store) as beside:
        beside.part(other)
    (uid,) = store.save(petition(store, 6, source_record=other)).uids
    assert store.get(uid).text("source_record") == other
    assert not differing(store)
    assert store.check().ok


class World:
    """A commune and its villages, each of which joins what it may and writes on."""

    def __init__(self, stores: tuple[Store, Store, Store], random: Random) -> None:
        self.stores, self.random, self.number = stores, random, 0
        self.done = list[str]()

    def some(self, store: Store, kind: str, *, hidden: bool = False) -> str:
        found = store.find_all(kind) if hidden else store.list(kind)
        return self.random.choice(sorted(record.uid for record in found) or [new_uid()])

    def act(self, store: Store, deed: str) -> None:
        self.number += 1
        number, random = self.number, self.random
        kind = random.choice(("petition", "petition", "reception", "reception_visit", "case", "unit"))
        one, other = self.some(store, kind, hidden=True), self.some(store, kind, hidden=True)
        any_unit, reception = self.some(store, "unit", hidden=True), self.some(store, "reception", hidden=True)
        unit, uid = random.choice([store.unit.uid, any_unit]), self.some(store, "petition")
        some = {"content": f"Nội dung {number}", "request": f"Xin {number}", "source_record": reception}
        some = dict(random.sample(sorted(some.items()), random.randint(1, 3)))
        new = petition(store, number, unit=unit, **some)
        visit = VISIT | {"reception": reception, "content": f"Nói {number}"}
        hearing = HELD | {"unit": unit, "held_on": f"2026-08-{number % 12 + 1:02d}"}
        case = CASE | {"unit": unit, "number": f"{number:03d}/2026", "title": f"Vụ {number}"}
        deeds = {
            "petition": lambda: store.save(new),
            "visit": lambda: (store.save(Draft("reception", hearing)), store.save(Draft("reception_visit", visit))),
            "given": lambda: store.save(Draft("petition", new.values, new_uid())),
            "edit": lambda: store.save(Draft("petition", some, uid)),
            "lead": lambda: store.save(
                Draft("petition", {"source_record": reception, "case": self.some(store, "case", hidden=True)}, uid)
            ),
            "carry": lambda: carry(random.choice([one for one in self.stores if one is not store]), store),
            "join": lambda: store.join(one, other),
            "raw": lambda: store.save(Draft("same_as", {"record": one, "into": random.choice([other, new_uid()])})),
            "part": lambda: store.part(one),
            "delete": lambda: store.delete(one, knowing_referrers=True),
            "restore": lambda: store.restore(random.choice([entry.uid for entry in store.bin()] or [one])),
            "undo": lambda: store.undo_last(one),
            "move": lambda: store.save(Draft("petition", {"unit": any_unit}, uid)),
            "secret": lambda: store.save(Draft("petition", {**new.values, "nature": "denunciation"})),
            "case": lambda: store.save(Draft("case", case)),
            "lift": lambda: store.lift(uid, "Đã công khai"),
            "unsay": lambda: store.delete(self.some(store, "same_as")),
        }
        with suppress(InvalidRecord, StoreError), unguarded():
            deeds[deed]()
            self.done.append(deed)


@pytest.mark.parametrize("seed", range(examples(3)))
def test_whatever_is_joined_and_saved_leaves_what_is_derived_anew(joined, seed):
    random = Random(seed)
    world = World(joined, random)
    for store in joined:
        world.act(store, "visit")
    for step in range(STEPS):
        store = random.choice(joined)
        deed = random.choice(SELDOM if random.random() < 0.3 else OFTEN)
        world.act(store, deed)
        if step % (seed % 5 + 1) == 0:  # to derive anew makes the store forget what it knows
            assert (seed, step, deed, differing(store)) == (seed, step, deed, [])
    for one in joined:
        for other in joined:
            if other is not one:
                carry(other, one)
        assert one.check().ok
        assert not differing(one)
    assert len(world.done) > STEPS / 5
