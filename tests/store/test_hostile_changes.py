"""Well-signed changes that no form could have written: they reach nothing beyond what they are about."""

import secrets
from itertools import permutations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from danvan_desktop.domain.entry import EntryId, Seen, seal
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.replica import new_replica
from danvan_desktop.domain.uid import UidMaker
from danvan_desktop.store import LogHead, Store
from tests.copies import replace
from tests.rights import grant
from tests.store.taking_out import derived

pytestmark = pytest.mark.usefixtures("earlier_petitions")

KEY = Ed25519PrivateKey.generate()
DEVICE = KEY.public_key().public_bytes_raw().hex()
REPLICA = new_replica(DEVICE)


def written(uid, place, field="content", value='"x"', kind="petition", seq=1, seen=(), previous=""):
    """A change of a device of its own."""
    entry_id = EntryId(REPLICA, "upward", seq)
    return seal(
        entry_id, timestamp="1900000000000-0000", kind=kind, uid=uid, place=place, values={field: value},
        salt=secrets.token_hex(16), seen=tuple(seen), officer="", previous=previous,
    )  # fmt: skip


def merge(store, *changes):
    """Merge the changes of that device, signed."""
    head = LogHead(REPLICA, "upward", changes[-1].id.seq, changes[-1].hash, DEVICE, None)
    return store.merge(changes, [replace(head, signature=KEY.sign(head.signed_text))])


def heads(store, uid, field):
    (change,) = [c for c in store.log.entries_after({}) if c.uid == uid and field in c.values]
    return Seen.of(change.id, change.hash)


@pytest.mark.parametrize("comes_first", ["the parent", "the child"])
def test_change_supersedes_nothing_of_another_cell(commune, province, carry, comes_first):
    grant(commune.store, DEVICE)
    uid, other = commune.petition(), commune.petition("002/2026")
    victim = heads(commune.store, uid, "content")
    change = written(other, commune.village, field="request", seen=[victim])
    if comes_first == "the child":
        merge(province, change)
        carry(commune.store, province)
    else:
        carry(commune.store, province)
        merge(province, change)
    assert province.get(uid).text("content") == "Mương bị tắc"
    assert province.get(other).text("request") == "x"
    assert province.check().ok


def test_entries_that_are_still_to_be_made_are_not_superseded(commune, province, carry):
    grant(commune.store, DEVICE)
    uid = commune.petition()
    known = heads(commune.store, uid, "content")
    later = known._replace(seq=known.seq + 1_000, hash="ab" * 8)
    merge(commune.store, written(uid, commune.village, value='"Xin rút"', seen=[later]))
    for number in range(3):
        commune.store.save(Draft("petition", {"content": f"Lần {number}"}, uid))
        assert commune.store.get(uid).text("content") == f"Lần {number}"
    carry(commune.store, province)
    carry(province, commune.store)
    assert province.digest() == commune.store.digest()
    assert commune.store.check().ok


@pytest.mark.parametrize("may_write", [True, False])
@pytest.mark.parametrize("kind", ["agenda_item", "unit", "zzz_later"])
@pytest.mark.parametrize("comes_first", ["the owner", "the other"])
def test_record_stays_of_the_kind_that_its_maker_said(commune, province, carry, kind, may_write, comes_first):
    if may_write:
        grant(commune.store, DEVICE)
    uid = commune.petition()
    other = written(uid, commune.village, kind=kind, field="name")
    for store, turn in ((commune.store, True), (province, comes_first == "the owner")):
        for is_owners in (turn, not turn):
            if not is_owners:
                merge(store, other)
            elif store is province:
                carry(commune.store, province)
    for store in (commune.store, province):
        assert store.get(uid).text("content") == "Mương bị tắc"
        assert [one.kind for one in store.log.of_record(uid)] == ["petition", kind]
        assert store.check().ok
    commune.store.save(Draft("petition", {"content": "Mương đã thông"}, uid))
    carry(commune.store, province)
    carry(province, commune.store)
    assert province.digest() == commune.store.digest()
    assert province.check(repair=True).ok
    assert province.digest() == commune.store.digest()


def test_what_an_unknown_device_writes_is_shown_nowhere_until_it_may_write(commune):
    uid = commune.petition()
    merge(commune.store, written(uid, commune.village))
    assert commune.store.get(uid).text("content") == "Mương bị tắc"
    assert commune.store.conflict_count() == 0
    commune.store.delete(uid)
    commune.store.restore(uid)
    assert commune.store.conflict_count() == 0
    grant(commune.store, DEVICE)
    assert commune.store.conflict_count() == 1
    assert commune.store.check().ok


def test_nobody_hides_what_is_not_his_to_write(commune):
    uid = commune.petition()
    merge(commune.store, written(uid, commune.village, field="nature", value='"denunciation"'))
    assert uid not in commune.store.secret_uids()
    grant(commune.store, DEVICE)
    assert uid in commune.store.secret_uids()
    assert commune.store.check().ok


def test_waiting_change_that_turns_out_not_to_fit_is_kept_aside_not_lost(commune, province):
    uid = commune.petition()
    first = written(uid, commune.village)
    # chained to another first change than the one that comes
    second = written(uid, commune.village, seq=2, previous="ab" * 32)
    assert merge(province, second).parked == 1
    device = province.log  # the log of the waiting change has no owner yet
    assert (REPLICA, "upward") not in device.vector()
    result = merge(province, first)
    assert (result.added, result.quarantined) == (1, 1)
    assert province.log.vector()[REPLICA, "upward"] == 1
    assert province.check().ok


def test_of_what_kind_a_record_is_that_its_maker_tells_nothing_of_is_the_same_in_any_order(province, tmp_path):
    uid, place = UidMaker("ab" * 32)(), province.unit.uid
    told = [_told(uid, place, kind, number) for number, kind in enumerate(("opinion", "petition", "unit"))]
    for number, order in enumerate(permutations(told)):
        with Store.create(tmp_path / f"{number}.db", unit_name="Xã Đông Sơn", unit_code="DS") as store:
            for device, entry in order:
                store.merge([entry], [LogHead(*entry.id.log, 1, entry.hash, device, None)])
            assert store._reader.kind_of(uid) == "opinion"
            assert store.check().ok


def _told(uid, place, kind, number):
    device = f"{number:064x}"
    return device, seal(
        EntryId(new_replica(device), "upward", 1), timestamp=f"18{number}0000000000-0000", kind=kind, uid=uid,
        place=place, values={"content": '"x"'}, salt=secrets.token_hex(16), seen=(), officer="", previous="",
    )  # fmt: skip


def test_a_kind_that_only_the_maker_told_goes_with_his_log(province, commune, carry):
    unit = commune.store.unit.uid
    merge(province, written(unit, province.unit.uid, kind="opinion"))
    before = derived(province)
    known = {head.key for head in province.log.logs()}
    carry(commune.store, province)
    assert province._reader.kind_of(unit) == "unit"
    province.cut_back({head.key: None for head in province.log.logs() if head.key not in known}, ())
    assert derived(province) == before
    assert province.check().ok
