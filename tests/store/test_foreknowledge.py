"""Nobody supersedes what came after him, whatever he claims to have seen; all stores agree on that in any order."""

import shutil
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_desktop.domain.clock import clock_number, clock_text
from danvan_desktop.domain.entry import Entry, EntryId, Seen, encode_value, seal
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.replica import new_replica
from danvan_desktop.store import Store
from danvan_desktop.store.log import LogHead
from tests.copies import replace
from tests.examples import examples
from tests.rights import grant

FAR = 10**11
"""A place in a log that nobody will ever reach."""
DEVICE = "ba" * 32
REPLICA = new_replica(DEVICE)
INVENTED = "5eed" * 4
"""The beginning of the hash that an entry still to be made might have."""


class Forger:
    """A device that may write for a unit, and signs whatever it likes into a log of its own."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        self.entries: list[Entry] = []

    def write(self, uid: str, field: str, value: str, timestamp: str, seen: Sequence[Seen]) -> None:
        last = self.entries[-1].hash if self.entries else ""
        self.entries.append(
            seal(
                EntryId(REPLICA, "upward", len(self.entries) + 1),
                timestamp=timestamp,
                kind="petition",
                uid=uid,
                place=self.unit,
                officer="",
                seen=seen,
                values={field: encode_value(value)},
                salt=f"{len(self.entries):032x}",
                previous=last,
            )
        )

    @property
    def clock(self) -> int:
        return clock_number(self.entries[-1].timestamp) if self.entries else 0

    @property
    def heads(self) -> list[LogHead]:
        last = self.entries[-1]
        return [LogHead(*last.id, last.hash, DEVICE, b"")]


def newest(store: Store) -> int:
    return clock_number(max(entry.timestamp for entry in store.log.entries_after({})))


def upward(store: Store, seq: int) -> Seen:
    """Name an entry: with its hash when it is there, with an invented one when it is still to be made."""
    known = store.log.hash_at((store.replica, "upward"), seq)
    return Seen(store.replica, "upward", seq, known[:16] or INVENTED)


@pytest.fixture
def forger(commune) -> Forger:
    grant(commune.store, DEVICE)
    return Forger(commune.village)


def test_an_answer_does_not_vanish_since_somebody_named_it_before_it_was_there(commune, province, carry, forger):
    store = commune.store
    uid = commune.petition()
    carry(store, province)
    forger.write(uid, "content", "Giả", clock_text(newest(store) + 1), [upward(store, FAR)])
    store.merge(forger.entries, forger.heads)
    assert store.get(uid).text("content") == "Giả"
    store.save(Draft("petition", {"content": "Trả lời thật"}, uid))
    carry(store, province)
    for one in (store, province):
        assert one.get(uid).text("content") == "Trả lời thật"
        assert not one.conflicts()
        assert one.check().ok


def test_an_edit_made_meanwhile_is_shown_to_a_person(commune, province, carry, forger):
    store = commune.store
    uid = commune.petition()
    carry(store, province)
    forger.write(uid, "content", "Giả", clock_text(newest(store) + 1), [upward(store, FAR)])
    store.save(Draft("petition", {"content": "Sửa cùng lúc"}, uid))
    store.merge(forger.entries, forger.heads)
    (conflict,) = store.conflicts()
    assert {head.value for head in conflict.heads} == {"Giả", "Sửa cùng lúc"}


def test_an_edit_that_a_deletion_claims_to_have_seen_before_it_was_made_is_shown(commune, province, carry, forger):
    store = commune.store
    uid = commune.petition()
    moment = clock_text(newest(store) + 1)
    forger.write(uid, "deleted", True, moment, [upward(store, FAR)])
    forger.write(uid, "seen", str(upward(store, FAR)), moment, [])
    store.save(Draft("petition", {"content": "Sửa cùng lúc"}, uid))
    store.merge(forger.entries, forger.heads)
    assert [conflict.field for conflict in store.conflicts()] == ["deleted"]


def test_a_log_whose_clock_goes_back_is_taken_in_and_supersedes_by_what_it_knew(commune, forger):
    store = commune.store
    uid = commune.petition()
    now, last = newest(store), upward(store, store.log.vector()[store.replica, "upward"])
    forger.write(uid, "content", "Từ ngày mai", clock_text(now + (1 << 40)), [last])
    forger.write(uid, "content", "Giờ đúng lại", clock_text(now - (1 << 40)), [])
    store.merge(forger.entries, forger.heads)
    assert store.get(uid).text("content") == "Giờ đúng lại"
    assert not store.conflicts()
    store.save(Draft("petition", {"content": "Trả lời thật"}, uid))
    assert store.get(uid).text("content") == "Trả lời thật"
    assert not store.conflicts()
    assert store.check().ok


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("save"), st.sampled_from((0, 1)), st.sampled_from(("content", "request"))),
        st.tuples(st.just("carry"), st.sampled_from((0, 1)), st.just("")),
        st.tuples(st.just("hear"), st.sampled_from((0, 1)), st.just("")),
        st.tuples(
            st.just("forge"),
            st.sampled_from((0, 1, 1 << 22, 1 << 40)),
            st.sampled_from(("content", "request")),
        ),
    ),
    min_size=4,
    max_size=16,
)


@pytest.fixture(scope="module")
def founded(tmp_path_factory) -> list[Path]:
    folder = tmp_path_factory.mktemp("founded")
    for number in range(4):
        Store.create(folder / f"{number}.db", unit_name="Xã", unit_code=f"X{number}", level="commune").close()
    with Store.open(folder / "0.db") as first, Store.open(folder / "1.db") as second:
        grant(first, second.device_key)
        grant(first, DEVICE)
    return [folder / f"{number}.db" for number in range(4)]


@settings(max_examples=examples(25), deadline=None)
@given(
    steps=STEPS,
    named=st.lists(st.sampled_from((1, 2, 3, 5, 8, FAR)), min_size=16, max_size=16),
    order=st.integers(0, 99),
)
def test_all_stores_agree_in_any_order_of_arrival(tmp_path_factory, founded, steps, named, order):
    folder: Path = tmp_path_factory.mktemp("orders")
    stores = [Store.open(Path(shutil.copy(path, folder))) for path in founded]
    try:
        forger = Forger(stores[0].unit.uid)
        uid = _live(stores[:2], forger, steps, named)
        logs = _logs(stores, forger)
        chance = Random(order)
        for store in stores:
            _bring(store, logs, chance)
        assert len({store.digest() for store in stores}) == 1
        assert len({tuple(_told(store)) for store in stores}) == 1
        for store in stores:
            assert store.check().ok
            digest = store.digest()
            store.check(repair=True)
            assert store.digest() == digest
        _last_word(stores, uid)
    finally:
        for store in stores:
            store.close()


def _live(authors: Sequence[Store], forger: Forger, steps: Sequence[tuple[str, int, str]], named: Sequence[int]) -> str:
    """Let two honest authors and a forger write about one petition; returns its uid."""
    numbers = count()
    made = {"number": "1/2026", "received_on": "2026-08-13", "unit": authors[0].unit.uid, "content": "Đầu"}
    uid = authors[0].save(Draft("petition", {**made, "citizen_name": "An"})).uids[0]
    authors[1].merge(authors[0].log.entries_after({}), authors[0].signed_logs())
    for (deed, how, field), place in zip(steps, named, strict=False):
        if deed == "save":
            authors[how].save(Draft("petition", {field: f"Sửa {next(numbers)}"}, uid))
        elif deed == "carry":
            authors[1 - how].merge(authors[how].log.entries_after({}), authors[how].signed_logs())
        elif deed == "forge":
            seen = [upward(store, place) for store in sorted(authors, key=lambda one: one.replica)]
            moment = clock_text(max(newest(authors[0]), forger.clock) + how)
            forger.write(uid, field, f"Giả {next(numbers)}", moment, seen)
        elif forger.entries:
            authors[how].merge(forger.entries, forger.heads)
    return uid


def _logs(stores: Sequence[Store], forger: Forger) -> list[tuple[LogHead, list[Entry]]]:
    longest: dict[tuple[str, str], tuple[LogHead, list[Entry]]] = {}
    for store in stores:
        for head in store.signed_logs():
            if head.replica != REPLICA and head.seq > (longest[head.key][0].seq if head.key in longest else 0):
                entries = [entry for entry in store.log.entries_after({}) if entry.id.log == head.key]
                longest[head.key] = head, entries
    return [*longest.values(), *([(forger.heads[0], forger.entries)] if forger.entries else [])]


def _bring(store: Store, logs: Sequence[tuple[LogHead, list[Entry]]], chance: Random) -> None:
    """Bring all logs in pieces, in an order of their own."""
    for head, entries in chance.sample(logs, len(logs)):
        cut = chance.randint(0, len(entries))
        if cut:
            part = replace(head, seq=cut, hash=entries[cut - 1].hash, signature=None)
            store.merge(entries[:cut], [part])
    for head, entries in chance.sample(logs, len(logs)):
        store.merge(entries, [head])


def _told(store: Store) -> list[tuple[str, str, tuple[object, ...]]]:
    return [(one.uid, one.field, tuple(head.value for head in one.heads)) for one in store.conflicts()]


def _last_word(stores: Sequence[Store], uid: str) -> None:
    """Whoever knows all has the last word everywhere."""
    stores[0].resolve(uid, "content", value="Chung")
    for store in stores[1:]:
        store.merge(stores[0].log.entries_after({}), stores[0].signed_logs())
        assert store.get(uid).text("content") == "Chung"
        assert not [one for one in store.conflicts() if one.field == "content"]
