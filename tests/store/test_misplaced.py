"""An enrolled laptop that writes at its own unit what names another's: it is held, shown and counted nowhere."""

import pytest

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from tests.hand import Hand
from tests.rights import grant, withdraw

PETITION = {"number": "009/2026", "received_on": "2026-08-13", "content": "Giả"}


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
    with pytest.raises(InvalidRecord, match="không được ghi sổ cho nơi ấy"):
        province.save(Draft("petition", {"unit": foreign}, uid))
    assert province.get(uid).text("unit") == commune.village
