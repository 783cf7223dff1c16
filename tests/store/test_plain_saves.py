"""Saves that are taken in by few statements leave the same as what is derived anew, and what others write counts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from random import Random

import pytest

from danvan_desktop.domain.facts import Role
from danvan_desktop.domain.kinds.disclosure import Purpose
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store, StoreError
from danvan_desktop.store.connection import connect, transaction
from danvan_desktop.store.heads import Heads
from tests.examples import examples
from tests.rights import grant, unguarded
from tests.store.conftest import carry
from tests.uids import new_uid

pytestmark = pytest.mark.usefixtures("earlier_petitions")

DERIVED = ("shadow", "conflict", "secret", "joined", "shown_as", "moved", "claimed", "standing", "record")
DEEDS = ("new", "new", "two", "given", "edit", "edit", "edit", "fact", "state", "clear", "secret", "carry", "carry")
STEPS = 25
SELDOM = ("delete", "restore", "undo", "move", "join", "lift", "redact", "unit", "officer")


@contextmanager
def absorbing() -> Iterator[list[bool]]:
    """Note each time that all that may follow from entries is asked for."""
    asked: list[bool] = []
    original = Heads.absorb

    def absorb(self: Heads, *arguments: object, **named: object) -> None:
        asked.append(True)
        original(self, *arguments, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Heads, "absorb", absorb)
        yield asked


def derived(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All that is kept of what follows from the log."""
    tables = {*DERIVED, *(f"record_{kind.name}" for kind in store.kinds)}
    execute = store._connection.execute
    found = {name: sorted(execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in tables}
    found["spent"] = execute("SELECT id, spent FROM entry ORDER BY id").fetchall()
    return found


def differing(store: Store) -> list[str]:
    """The tables that hold something else once all is derived anew; those of before stay."""
    before = derived(store)
    with suppress(ZeroDivisionError), transaction(store._connection):
        store._checker.rebuild()
        after = derived(store)
        raise ZeroDivisionError
    return [name for name, rows in before.items() if rows != after[name]]


def petition(store: Store, number: int, **values: object) -> Draft:
    made = {"number": f"{number:03d}/2026", "received_on": "2026-08-13", "content": "Mương bị tắc"}
    return Draft("petition", made | {"unit": store.unit.uid} | values)


def officer(store: Store, name: str) -> Draft:
    return Draft("officer", {"full_name": name, "position": "Công chức", "unit": store.unit.uid})


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """Two laptops of one commune."""
    with (
        Store.create(tmp_path / "one.db", unit_name="Xã Đông Sơn", unit_code="DS") as one,
        Store.create(tmp_path / "two.db", unit_name="Xã Đông Sơn", unit_code="DS") as two,
    ):
        grant(one, two.device_key)
        carry(one, two)
        two.join(two.unit.uid, one.unit.uid)
        yield one, two


# What follows is the same


def test_a_new_record_and_an_edit_ask_for_nothing_that_cannot_follow(commune):
    store = commune.store
    (uid,) = store.save(petition(store, 1, citizen_name="Trần Thị Bình")).uids  # begins both logs
    with absorbing() as asked:
        store.save(petition(store, 2, citizen_name="Nguyễn Văn An"), petition(store, 3))
        store.save(Draft("petition", {"content": "Mương đã thông"}, uid))
        store.save(Draft("petition", {"content": "Mương lại tắc", "citizen_phone": "0912345678"}, uid))
        store.save(Draft("petition", {"accepted_on": "2026-08-14"}, uid))
    assert not asked
    assert not differing(store)
    assert store.check().ok


class World:
    """Two laptops of a commune and one that owes both nothing."""

    def __init__(self, stores: tuple[Store, Store], random: Random) -> None:
        self.stores, self.random = stores, random
        self.number, self.deleted = 0, [new_uid()]

    def act(self, store: Store, other: Store, deed: str) -> None:
        self.number += 1
        random, number = self.random, self.number
        known = [record.uid for record in store.list("petition")]
        uid = random.choice(known) if known else new_uid()
        second = random.choice(known) if known else new_uid()
        several = {"content": f"Sửa {number}", "request": f"Xin {number}", "citizen_name": f"Ông {number}"}
        some = dict(random.sample(sorted(several.items()), random.randint(1, 3)))
        deeds = {
            "new": lambda: store.save(petition(store, number, **some)),
            "two": lambda: store.save(petition(store, number), petition(store, number + 500, **some)),
            "given": lambda: store.save(Draft("petition", petition(store, number).values, new_uid())),
            "edit": lambda: store.save(Draft("petition", some, uid), Draft("petition", some, second)),
            "fact": lambda: store.save(Draft("petition", {"accepted_on": "2026-08-14", "due_on": "2026-12-01"}, uid)),
            "state": lambda: store.save(Draft("petition", {"accepted_on": None, "nature": "complaint"}, uid)),
            "clear": lambda: store.save(Draft("petition", {"request": None, "citizen_name": None}, uid)),
            "secret": lambda: store.save(petition(store, number, nature="denunciation", **some)),
            "carry": lambda: carry(other, store),
            "delete": lambda: (self.deleted.append(uid), store.delete(uid)),
            "restore": lambda: store.restore(random.choice(self.deleted)),
            "undo": lambda: store.undo_last(uid),
            "move": lambda: store.save(Draft("petition", {"unit": random.choice(store.list("unit")).uid}, uid)),
            "join": lambda: store.join(uid, second),
            "lift": lambda: store.lift(uid, "Đã công khai"),
            "redact": lambda: store.redact(uid, ["content"], "Theo yêu cầu"),
            "unit": lambda: store.save(Draft("petition", some, uid), Draft("unit", {"head": "Ông Ba"}, store.unit.uid)),
            "officer": lambda: store.save(officer(store, f"Bà {number}")),
        }
        with suppress(InvalidRecord, StoreError), unguarded():
            deeds[deed]()


@pytest.mark.parametrize("seed", range(examples(3)))
def test_whatever_is_saved_leaves_what_is_derived_anew(pair, seed):
    random = Random(seed)
    world = World(pair, random)
    with absorbing() as asked:
        for step in range(STEPS):
            store, other = random.sample(world.stores, 2)
            deed = random.choice(SELDOM if random.random() < step / STEPS / 3 else DEEDS)
            world.act(store, other, deed)
            if step % (seed % 5 + 1) == 0:  # to derive anew makes the store forget what it knows
                assert (seed, step, deed, differing(store)) == (seed, step, deed, [])
    assert len(asked) < 2 * STEPS
    for store, other in (pair, reversed(pair)):
        carry(other, store)
        assert store.check().ok


def test_a_record_that_came_back_to_the_unit_that_made_it_is_kept_as_what_is_derived_anew(commune):
    store = commune.store
    (uid,) = store.save(petition(store, 1)).uids
    for unit in (commune.village, store.unit.uid, commune.village, store.unit.uid):
        store.save(Draft("petition", {"unit": unit}, uid))
        assert not differing(store)


@pytest.mark.parametrize("noted", ["joined", "shown"])
def test_a_note_of_who_saw_or_got_it_lets_what_is_joined_with_a_secret_stay_hidden(commune, noted):
    store = commune.store
    (secret,) = store.save(petition(store, 1, nature="denunciation", citizen_name="Ông Ba")).uids
    (uid,) = store.save(petition(store, 2, citizen_name="Ông Ba")).uids
    (file,) = store.attach_data(uid, "don.txt", b"x").uids
    store.join(uid, secret)
    hidden = store._secrets.all()
    assert hidden >= {secret, uid, file}
    about = uid if noted == "joined" else secret
    store.reveal(about, Purpose.READ)
    store.note_sending([about], "Ủy ban nhân dân huyện")
    assert store._secrets.all() > hidden  # the notes are hidden, too
    assert not differing(store)
    assert store.check().ok


# What others write counts


@contextmanager
def another_program(store: Store) -> Iterator[Store]:
    """The same store, opened a second time."""
    with Store.open(store.path) as other:
        yield other


def test_what_another_program_saves_in_between_stands_before_what_is_saved_next(commune):
    store = commune.store
    (uid,) = store.save(petition(store, 1, citizen_name="Trần Thị Bình")).uids
    with another_program(store) as other:
        for turn in range(6):
            one, two = (store, other) if turn % 2 else (other, store)
            one.save(Draft("petition", {"content": f"Sửa {turn}"}, uid))
            assert two.get(uid).text("content") == f"Sửa {turn}"
            unnumbered = {name: value for name, value in petition(two, 0).values.items() if name != "number"}
            (second,) = two.save(Draft("petition", unnumbered)).uids
            assert one.get(second).text("number") == f"{2 + turn:03d}/2026"
            with pytest.raises(InvalidRecord):
                one.save(petition(one, 2 + turn))
        assert [head.seq for head in store.log.logs()] == [head.seq for head in other.log.logs()]
    assert not differing(store)
    assert store.check().ok


def test_an_officer_whom_another_program_chose_is_he_who_writes(commune):
    store = commune.store
    person = store.save(officer(store, "Trần Thị Bình")).uids[0]
    (uid,) = store.save(petition(store, 1)).uids
    with another_program(store) as other:
        other.set_officer(person)
        store.save(Draft("petition", {"content": "Mương đã thông"}, uid))
        assert store.log.of_record(uid)[-1].officer == person
        store.set_officer("")
        other.save(Draft("petition", {"content": "Mương lại tắc"}, uid))
        assert store.log.of_record(uid)[-1].officer == ""


def test_a_unit_that_is_renamed_or_goes_in_between_is_seen_so_by_the_next_save(commune):
    store, village = commune.store, commune.village
    store.save(petition(store, 1, unit=village))
    store.save(petition(store, 2, unit=village))
    assert store.get(village).text("name") == "Thôn Đông"
    store.save(Draft("unit", {"name": "Thôn Đoài"}, village))
    store.save(petition(store, 3, unit=village))
    assert store.get(village).text("name") == "Thôn Đoài"
    with another_program(store) as other:
        other.save(Draft("unit", {"name": "Thôn Thượng"}, village))
        store.save(petition(store, 4, unit=village))
        assert store.get(village).text("name") == "Thôn Thượng"
        other.delete(*(record.uid for record in other.list("petition")), village)
    with pytest.raises(InvalidRecord, match="đã bị xóa"):
        store.save(petition(store, 5, unit=village))
    store.restore(village)
    store.save(petition(store, 5, unit=village))
    assert not differing(store)


def test_rights_that_another_program_said_in_between_hold(commune):
    store = commune.store
    people = [officer(store, name) for name in ("Ông Ba", "Bà Tư")]
    approver, reader = store.save(*people).uids
    (uid,) = store.save(petition(store, 1)).uids
    store.set_officer(reader)
    store.save(Draft("petition", {"content": "Sửa 1"}, uid))
    with another_program(store) as other:
        other.say_rights(approver, Role.APPROVE)
        other.set_officer(approver)
        other.say_rights(reader, Role.READ)
        other.set_officer(reader)
    for draft in (Draft("petition", {"content": "Sửa 2"}, uid), petition(store, 2)):
        with pytest.raises(InvalidRecord, match="chỉ được xem"):
            store.save(draft)
    store.set_officer(approver)
    with absorbing() as asked:
        store.save(Draft("petition", {"content": "Sửa 3"}, uid), petition(store, 3))
    assert not asked
    assert not differing(store)


def test_what_another_program_joined_or_made_secret_in_between_counts(commune):
    store = commune.store
    first, second = store.save(petition(store, 1), petition(store, 2)).uids
    store.save(Draft("petition", {"content": "Sửa"}, second))
    with another_program(store) as other:
        other.join(first, second)
    with pytest.raises(StoreError, match="gộp"):
        store.save(Draft("petition", {"content": "Sửa"}, first))
    with another_program(store) as other:
        other.part(first)
        (secret,) = other.save(petition(other, 3, nature="denunciation", citizen_name="Ông Ba")).uids
    store.save(Draft("petition", {"content": "Sửa nữa"}, second))
    (file,) = store.attach_data(secret, "don.txt", b"x").uids
    assert store._secrets.all() >= {secret, file}
    assert not differing(store)


def test_a_note_that_a_record_is_secret_no_more_is_held_against_what_sets_it_so_again(commune):
    store = commune.store
    (secret,) = store.save(petition(store, 1, nature="denunciation", citizen_name="Ông Ba")).uids
    store.save(petition(store, 2))
    with another_program(store) as other:
        other.save(Draft("petition", {"nature": "complaint"}, secret))
        other.lift(secret, "Đã công khai")
    store.save(Draft("petition", {"nature": "reflection"}, secret))
    assert not differing(store)
    assert store.check().ok


def test_a_save_that_was_undone_leaves_nothing_that_the_next_one_goes_by(commune):
    store = commune.store
    (uid,) = store.save(petition(store, 1)).uids
    with suppress(ZeroDivisionError), store.all_or_nothing():
        store.save(petition(store, 2), Draft("petition", {"content": "Sửa"}, uid))
        raise ZeroDivisionError
    with store.all_or_nothing():
        with suppress(ZeroDivisionError), store.all_or_nothing():
            store.save(petition(store, 3))
            raise ZeroDivisionError
        store.save(petition(store, 4))
        store.save(Draft("petition", {"content": "Sửa hai"}, uid))
    assert {record.text("number") for record in store.list("petition")} == {"001/2026", "004/2026"}
    assert not differing(store)
    assert store.check().ok


def test_a_record_that_the_log_only_names_is_made_all_the_same(pair):
    """A note of who opened it came before the record itself, and the number of the record with it."""
    _one, two = pair
    uid = new_uid()
    with closing(connect(two.path)) as raw, transaction(raw):
        raw.execute("INSERT INTO record (uid, kind) VALUES (?, 'petition')", [uid])
    two.save(petition(two, 8))
    two.save(Draft("petition", petition(two, 9).values, uid))
    assert two.get(uid).text("number") == "009/2026"
    assert not differing(two)
    assert two.check().ok
