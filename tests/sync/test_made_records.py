"""Two laptops that make the same of a record apart have one of it once they meet."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from danvan_desktop.domain.raising import Made, case_made_of, part_of, petition_made_of
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.splitting import Part
from danvan_desktop.store import Store
from tests.sync.conftest import Office
from tests.sync.exchange import enrol, send

Make = Callable[[Store, str], Made]
CASE = {"received_on": "2026-07-06", "nature": "complaint", "title": "Khiếu nại mức bồi thường", "citizen_name": "Bưởi"}


@pytest.fixture
def second(commune: Office, tmp_path: Path) -> Iterator[Store]:
    unit = commune.store.unit
    named = {"unit_name": unit.text("name"), "unit_code": unit.text("code"), "level": unit.text("kind")}
    with Store.create(tmp_path / "second.db", **named) as made:
        enrol(commune.store, made)
        enrol(made, commune.store)
        yield made


def case(store: Store) -> str:
    return store.save(Draft("case", CASE | {"unit": store.unit.uid, "content": "Đền bù thấp. Mương tắc."})).uids[0]


def visit(store: Store) -> str:
    session = store.new_uid()
    held = {"held_on": "2026-07-06", "receiver": "Lê Quang Hưng", "place": "Trụ sở"}
    met = {"reception": session, "citizen_name": "Bưởi", "content": "Mương tắc"}
    return store.save(Draft("reception", held, session), Draft("reception_visit", met)).uids[1]


def letter_split(store: Store, uid: str) -> Made:
    return part_of(store, uid, Part("petition", "reflection", "Mương tắc.", "Đền bù thấp."))


@pytest.mark.parametrize(
    ("source", "make"),
    [
        (visit, case_made_of),
        (visit, petition_made_of),
        (case, petition_made_of),
        (case, letter_split),
    ],
)
def test_what_two_laptops_make_of_one_record_is_one(
    commune: Office, second: Store, source: Callable[[Store], str], make: Make
) -> None:
    first = commune.store
    uid = source(first)
    send(first, second)
    made = [make(store, uid) for store in (first, second)]
    for store, one in zip((first, second), made, strict=True):
        store.save(*one.drafts)
    send(first, second)
    send(second, first)
    assert made[0].uid == made[1].uid
    for store in (first, second):
        assert store.count(made[0].kind) == 1 + (store.get(uid).kind == made[0].kind)
        assert store.get(made[0].uid) is not None
    assert first.get(made[0].uid).values == second.get(made[0].uid).values
