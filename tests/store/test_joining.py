"""Two records that are one: one is shown, whoever refers to either refers to it, and nothing is lost."""

import datetime as dt

import pytest

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import Store, StoreError, UnknownRecord
from tests.rights import join as one_office
from tests.rights import unguarded

pytestmark = pytest.mark.usefixtures("earlier_petitions")


def village(commune, name="Thôn 9", code="09"):
    values = {"name": name, "kind": "village", "code": code, "parent": commune.store.unit.uid}
    return commune.store.save(Draft("unit", values)).uids[0]


def household(store, unit, head="Lê Văn Tám", **values):
    return store.save(Draft("household", {"unit": unit, "head": head, **values})).uids[0]


def is_sound(store):
    assert store.check().problems == ()
    digest = store.digest()
    store.check(repair=True)
    assert store.digest() == digest
    assert store.check().problems == ()


@pytest.fixture
def two_villages(commune):
    """A village that was listed twice, with a household and a petition recorded at each."""
    first, second = village(commune), village(commune, "thôn 09")
    for unit, number in ((first, "010/2026"), (second, "011/2026")):
        household(commune.store, unit, f"Chủ hộ {number}")
        commune.petition(number, unit=unit)
    return first, second


def test_a_village_listed_twice_is_one_row_with_the_records_of_both(commune, two_villages):
    first, second = two_villages
    store = commune.store
    store.join(second, first)
    assert [unit.uid for unit in store.list("unit", filters={"code": "09"})] == [first]
    for unit in two_villages:
        assert store.count("petition", {"unit": unit}) == 2
        assert len(store.children(unit, "household")) == 2
    assert store.counts("petition", "unit") == {first: 2}
    assert {petition.text("unit") for petition in store.list("petition")} == {first}
    assert second not in {hit.uid for hit in store.search("thon 9")}
    is_sound(store)


def test_parted_villages_have_their_own_records_again(commune, two_villages):
    first, second = two_villages
    store = commune.store
    before = store.list("petition")
    store.join(second, first)
    store.part(second)
    assert [petition.values for petition in store.list("petition")] == [petition.values for petition in before]
    assert store.authority.same() == {}
    assert store.count("unit", {"code": "09"}) == 2
    is_sound(store)


def test_a_join_is_taken_back_by_undo_and_made_again(commune, two_villages):
    first, second = two_villages
    store = commune.store
    done = store.join(second, first)
    assert {"petition", "household", "unit"} <= done.kinds
    undone = store.undo(done.save_id)
    assert "petition" in undone.kinds
    assert store.count("unit", {"code": "09"}) == 2
    store.join(second, first)
    assert store.count("unit", {"code": "09"}) == 1
    is_sound(store)


def test_chosen_values_go_into_the_shown_record_and_go_with_an_undo(commune):
    store = commune.store
    kept = household(store, commune.village)
    other = household(store, commune.village, "Ông Lê Văn Tám", address="Xóm Đình", members=4)
    done = store.join(other, kept, {"address": "Xóm Đình", "members": 4})
    record = store.get(kept)
    assert record is not None
    assert (record.get("address"), record.get("members")) == ("Xóm Đình", 4)
    store.undo(done.save_id)
    undone = store.get(kept)
    assert undone is not None
    assert undone.get("members") is None
    assert store.count("household") == 2


def test_both_histories_stay_and_words_of_either_find_the_shown_one(commune):
    store = commune.store
    kept = commune.petition("020/2026", content="Trại lợn gây mùi")
    other = commune.petition("021/2026", content="Chuồng nuôi xả thải ra rãnh")
    store.join(other, kept)
    assert [hit.uid for hit in store.search("xa thai")] == [kept]
    assert [hit.uid for hit in store.search("021/2026")] == [kept]
    assert store.history(other)
    assert store.get(other) is not None


def test_parts_of_both_are_shown_under_the_one_and_deleted_with_it(commune):
    store = commune.store
    kept, other = commune.meeting(), commune.meeting()
    for meeting in (kept, other):
        store.save(Draft("agenda_item", {"meeting": meeting, "order": 1, "title": f"Việc của {meeting}"}))
    store.join(other, kept)
    assert len(store.children(kept, "agenda_item")) == 2
    store.delete(kept)
    assert store.count("meeting") == store.count("agenda_item") == 0
    assert [entry.uid for entry in store.bin()] == [kept]
    store.restore(kept)
    assert store.count("meeting") == 1
    assert len(store.children(kept, "agenda_item")) == 2
    is_sound(store)


def test_what_is_written_at_a_joined_record_is_refused_and_the_shown_one_named(commune):
    store = commune.store
    kept, other = household(store, commune.village), household(store, commune.village, "Lê Văn Tám (B)")
    store.join(other, kept)
    with pytest.raises(StoreError, match="đã gộp vào “Lê Văn Tám”"):
        store.save(Draft("household", {"members": 3}, other))
    with pytest.raises(StoreError, match="đã gộp vào"):
        store.delete(other)


def test_a_reference_to_a_joined_record_is_kept_as_one_to_the_shown(commune, two_villages):
    first, second = two_villages
    commune.store.join(second, first)
    uid = commune.petition("030/2026", unit=second)
    record = commune.store.get(uid)
    assert record is not None
    assert record.text("unit") == first
    commune.store.part(second)
    later = commune.store.get(uid)
    assert later is not None
    assert later.text("unit") == first


def test_chains_and_rings_show_one_and_are_parted_one_by_one(commune):
    store = commune.store
    a, b, c = (household(store, commune.village, f"Hộ {name}") for name in "abc")
    store.join(a, b)
    store.join(b, c)
    assert [one.uid for one in store.list("household")] == [c]
    store.part(b)
    assert {one.uid for one in store.list("household")} == {b, c}
    assert store.shown_as(a) == b
    store.save(Draft("same_as", {"record": b, "into": a}))
    assert store.count("household") == 2
    store.part(b if store.shown_as(a) == a else a)
    assert store.count("household") == 3
    is_sound(store)


def test_two_that_are_one_already_two_kinds_and_unknown_records_are_refused_in_words(commune):
    store = commune.store
    a, b = household(store, commune.village), household(store, commune.village, "Hộ b")
    store.join(a, b)
    with pytest.raises(StoreError, match="đã là một"):
        store.join(b, a)
    with pytest.raises(StoreError, match="không cùng loại"):
        store.join(a, commune.petition())
    with pytest.raises(UnknownRecord):
        store.join(a, "00000000-0000-4000-8000-000000000000")
    with pytest.raises(StoreError, match="không gộp với hồ sơ nào"):
        store.part(commune.petition("044/2026"))
    with pytest.raises(InvalidRecord, match="hai hồ sơ khác nhau"):
        store.save(Draft("same_as", {"record": a, "into": a}))


# Secrets


def secret_and_open(commune):
    secret = commune.petition("050/2026", content="Tố ông X nhận tiền", nature="denunciation")
    return secret, commune.petition("051/2026", content="Đường hỏng")


@pytest.mark.parametrize("secret_is_shown", [True, False])
def test_a_join_of_a_secret_record_with_an_open_one_is_secret(commune, secret_is_shown):
    secret, open_one = secret_and_open(commune)
    shown, other = (secret, open_one) if secret_is_shown else (open_one, secret)
    commune.store.join(other, shown)
    for uid in (secret, open_one):
        record = commune.store.get(uid)
        assert record is not None
        assert record.secret
        assert "Tố" not in record.text("content")
        assert "Đường" not in record.text("content")
    assert not commune.store.search("nhan tien")
    is_sound(commune.store)


def test_what_was_taken_over_stays_secret_after_parting_until_somebody_lifts_it(commune):
    secret, open_one = secret_and_open(commune)
    store = commune.store
    store.join(secret, open_one)
    store.part(secret)
    assert {secret, open_one} <= store.secret_uids()
    store.lift(open_one, "Đã xem: không có nội dung tố cáo")
    assert open_one not in store.secret_uids()
    assert secret in store.secret_uids()
    is_sound(store)


def test_lifting_before_a_join_does_not_reach_what_the_join_brings(commune):
    secret, open_one = secret_and_open(commune)
    store = commune.store
    store.join(secret, open_one)
    store.part(secret)
    store.lift(open_one, "Đã xem")
    store.join(secret, open_one)
    store.part(secret)
    assert open_one in store.secret_uids()
    is_sound(store)


# Several laptops


@pytest.fixture
def second(commune, tmp_path, carry):
    """Another laptop of the same office, with the same records."""
    with Store.create(tmp_path / "second.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
        one_office(commune.store, store)
        carry(commune.store, store)
        carry(store, commune.store)
        yield store


def both_ways(one, other, carry):
    carry(one, other)
    carry(other, one)
    assert one.digest() == other.digest()
    for store in (one, other):
        assert store.check().problems == ()


def test_joins_of_two_laptops_in_a_ring_end_the_same_everywhere(commune, second, carry):
    a, b = household(commune.store, commune.village), household(commune.store, commune.village, "Hộ b")
    both_ways(commune.store, second, carry)
    commune.store.join(a, b)
    second.join(b, a)
    both_ways(commune.store, second, carry)
    assert [one.uid for one in commune.store.list("household")] == [min(a, b)]
    commune.store.part(max(a, b))
    both_ways(commune.store, second, carry)
    assert second.count("household") == 2


def test_a_record_deleted_elsewhere_leaves_the_one_that_was_joined_to_it(commune, second, carry):
    a, b = household(commune.store, commune.village), household(commune.store, commune.village, "Hộ b")
    both_ways(commune.store, second, carry)
    commune.store.join(a, b)
    second.delete(b)
    both_ways(commune.store, second, carry)
    assert [one.uid for one in commune.store.list("household")] == [a]


def test_what_another_laptop_wrote_at_a_joined_record_is_told_and_taken(commune, second, carry):
    a, b = household(commune.store, commune.village), household(commune.store, commune.village, "Hộ b")
    both_ways(commune.store, second, carry)
    commune.store.join(a, b)
    second.save(Draft("household", {"address": "Xóm Mới"}, a))
    both_ways(commune.store, second, carry)
    (late,) = commune.store.duplicates("household")
    assert (late.first, late.second, late.is_late) == (b, a, True)
    commune.store.join(late.second, late.first, {"address": "Xóm Mới"})
    assert not commune.store.duplicates("household")
    assert commune.store.count("household") == 1
    both_ways(commune.store, second, carry)
    assert not second.duplicates("household")


def test_who_may_not_write_both_records_joins_nothing(commune, tmp_path, carry):
    with Store.create(tmp_path / "village.db", unit_name="Thôn Lạ", unit_code="X", level="village") as stranger:
        theirs = household(commune.store, commune.village)
        carry(commune.store, stranger)
        ours = household(stranger, stranger.unit.uid)
        with pytest.raises(StoreError, match="không có quyền gộp"):
            stranger.join(theirs, ours)
        with pytest.raises(InvalidRecord):
            stranger.save(Draft("same_as", {"record": theirs, "into": ours}))
        with unguarded():
            for record, into in ((theirs, ours), (ours, theirs)):
                stranger.save(Draft("same_as", {"record": record, "into": into}))
        both_ways(commune.store, stranger, carry)
        assert commune.store.get(theirs) is not None
        assert theirs in {one.uid for one in commune.store.list("household")}
        assert commune.store.shown_as(theirs) == theirs


def test_a_join_waits_for_a_record_that_has_not_come(commune, second, carry):
    a, b = household(commune.store, commune.village), household(commune.store, commune.village, "Hộ b")
    carry(commune.store, second)
    c = household(commune.store, commune.village, "Hộ c")
    commune.store.join(a, c)
    entries = [entry for entry in commune.store.log.entries_after(second.log.vector()) if entry.uid != c]
    assert entries
    both_ways(commune.store, second, carry)
    assert {one.uid for one in second.list("household")} == {b, c}


def test_joins_survive_a_restart(commune, two_villages, tmp_path):
    first, second = two_villages
    commune.store.join(second, first)
    with Store.open(commune.store.path) as again:
        assert again.count("petition", {"unit": second}) == 2
        assert again.today() >= dt.date(2026, 1, 1)
