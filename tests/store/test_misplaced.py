"""An enrolled laptop that writes at its own unit what names another's: it is held, shown and counted nowhere."""

import dataclasses
import secrets

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from danvan_desktop.domain.entry import EntryId, encode_value, seal
from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.replica import new_replica
from danvan_desktop.domain.uid import UidMaker
from danvan_desktop.store import LogHead
from tests.rights import grant, withdraw

PETITION = {"number": "009/2026", "received_on": "2026-08-13", "content": "Giả"}


class Hand:
    """A device with a program of its own, which holds one village."""

    def __init__(self, unit):
        self.key = Ed25519PrivateKey.generate()
        self.device = self.key.public_key().public_bytes_raw().hex()
        self.replica, self.new_uid, self.unit = new_replica(self.device), UidMaker(self.device), unit
        self.entries = []

    def write(self, kind, values, uid=None, place=""):
        """Write an entry, of its own unit by its word, and return the uid of the record."""
        entry = seal(
            EntryId(self.replica, "upward", len(self.entries) + 1),
            timestamp=f"{1_790_000_000_000 + len(self.entries)}-0000",
            kind=kind,
            uid=uid or self.new_uid(),
            place=place or self.unit,
            officer="",
            seen=(),
            values={name: encode_value(value) for name, value in values.items()},
            salt=secrets.token_hex(16),
            previous=self.entries[-1].hash if self.entries else "",
        )
        self.entries.append(entry)
        return entry.uid

    def send(self, store):
        last = self.entries[-1]
        head = LogHead(*last.id, last.hash, self.device, None)
        store.merge(self.entries, [dataclasses.replace(head, signature=self.key.sign(head.signed_text))])


@pytest.fixture
def neighbour(commune):
    """Another village of the commune, whose laptop is hostile."""
    values = {"name": "Thôn Tây", "kind": "village", "code": "DS-02", "parent": commune.store.unit.uid}
    return commune.store.save(Draft("unit", values)).uids[0]


@pytest.fixture
def hand(commune, neighbour):
    hand = Hand(neighbour)
    grant(commune.store, hand.device, neighbour)
    return hand


def shown(store, kind):
    return {record.uid for record in store.list(kind)}


def held(store):
    return {one.uid for one in store.held.undecided(store.device_key)}


def test_a_record_of_ones_own_that_names_another_unit_is_held(commune, hand):
    uid = hand.write("petition", {**PETITION, "unit": commune.village})
    hand.send(commune.store)
    assert shown(commune.store, "petition") == set()
    assert held(commune.store) == {uid}
    assert commune.store.check().problems == ()


@pytest.mark.parametrize("word", ["its own unit", "the other unit"])
def test_a_record_of_ones_own_does_not_move_to_another_unit(commune, hand, word):
    uid = hand.write("petition", {**PETITION, "unit": hand.unit})
    hand.write("petition", {"unit": commune.village}, uid, hand.unit if word == "its own unit" else commune.village)
    hand.send(commune.store)
    assert commune.store.get(uid).text("unit") == hand.unit
    assert held(commune.store) == {uid}
    assert commune.store.check().problems == ()


@pytest.mark.parametrize("comes_first", ["the whole", "the part"])
def test_parts_of_what_is_anothers_are_held_whatever_comes_first(commune, province, carry, hand, comes_first):
    meeting = commune.meeting()
    values = {"gathering": meeting, "speaker": "Ông Giả", "content": "Giả"}
    part = hand.write("opinion", values)
    if comes_first == "the part":
        hand.send(province)
        carry(commune.store, province)
    else:
        carry(commune.store, province)
        hand.send(province)
    assert part not in shown(province, "opinion")
    assert held(province) == {part}
    assert province.check().problems == ()
    digest = province.digest()
    province._checker.rebuild()
    assert province.digest() == digest


def test_files_are_not_put_beside_what_is_anothers(commune, hand):
    owner = commune.petition()
    hand.write("attachment", {"owner": owner, "name": "gia.pdf", "sha256": "0" * 64, "size": 3})
    hand.send(commune.store)
    assert shown(commune.store, "attachment") == set()


def test_nobody_says_of_anothers_records_that_they_are_two(commune, hand):
    one, other = commune.petition("001/2026"), commune.petition("002/2026")
    hand.write("distinct", {"record": one, "other": other})
    hand.send(commune.store)
    assert shown(commune.store, "distinct") == set()


def test_what_is_held_so_counts_with_the_right_and_no_longer_without(commune, hand):
    meeting = commune.meeting()
    part = hand.write("opinion", {"gathering": meeting, "speaker": "Ông Tư", "content": "Đồng ý"})
    hand.send(commune.store)
    grant(commune.store, hand.device, commune.village)
    assert shown(commune.store, "opinion") == {part}
    assert commune.store.check().problems == ()
    withdraw(commune.store, hand.device, commune.village)
    assert shown(commune.store, "opinion") == {part}


def test_an_owner_adopts_what_is_held_so(commune, hand):
    uid = hand.write("petition", {**PETITION, "unit": commune.village})
    hand.send(commune.store)
    (one,) = commune.store.held.undecided(commune.store.device_key)
    commune.store.adopt(str(one.id))
    assert commune.store.get(uid).text("unit") == commune.village
    assert held(commune.store) == set()


def test_a_unit_does_not_count_its_records_as_anothers_by_calling_itself_the_same(commune, hand):
    uid = hand.write("petition", {**PETITION, "unit": hand.unit})
    hand.write("same_as", {"record": hand.unit, "into": commune.village, "reason": "Giả"})
    hand.send(commune.store)
    assert commune.store.get(uid).text("unit") == hand.unit
    assert shown(commune.store, "unit") >= {hand.unit, commune.village}
    assert commune.store.check().problems == ()


def test_an_officer_is_told_that_a_record_goes_where_this_laptop_may_not_write(commune, province, carry):
    grant(commune.store, province.device_key, commune.village)
    uid, foreign = commune.petition(), commune.store.unit.uid
    carry(commune.store, province)
    with pytest.raises(InvalidRecord, match="nơi nhận bản ghi"):
        province.save(Draft("petition", {"unit": foreign}, uid))
    assert province.get(uid).text("unit") == commune.village
