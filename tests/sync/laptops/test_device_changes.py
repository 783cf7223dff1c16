"""Other keys, another laptop, another officer: nobody pairs again, nothing is lost, the old keys write no more."""

from itertools import permutations

import pytest

from danvan_desktop.domain.problems import InvalidRecord
from danvan_desktop.domain.record import Draft
from danvan_desktop.store import PeerState, Store
from danvan_desktop.store.device_keys import NewKeys
from danvan_desktop.store.identity import Identity
from danvan_desktop.sync import (
    Choice,
    ImportStatus,
    Relation,
    SyncError,
    enrol_card,
    find_peer,
    hand_over,
    own_card,
    peers,
    plan_round,
    receive_round,
    revoke_peer,
    rights_in_force,
    rotate_keys,
    take_back_last,
    waiting_files,
    write_round,
)
from tests.rights import withdraw
from tests.sync.exchange import acknowledge, enrol, import_bundle, peer_in, send, write
from tests.sync.laptops.two_laptops import petition, take


def test_new_keys_are_known_by_the_next_bundle_and_the_old_ones_end(commune, village):
    before, first = village.device_key, petition(village, "01")
    card = rotate_keys(village)
    assert card.device == village.device_key != before
    second = petition(village, "02")
    assert take(commune, write(village, commune)) is ImportStatus.APPLIED
    assert commune.get(first) is not None
    assert commune.get(second) is not None
    assert not commune.undecided()
    holders = {one.device for one in rights_in_force(commune) if one.unit == village.unit.uid}
    assert holders == {village.device_key}
    assert commune.holdings.unit_below(village.device_key) == village.unit.uid
    assert commune.check().ok
    assert village.check().ok


def test_what_is_sent_to_new_and_to_old_keys_is_opened(commune, village):
    old = write(commune, village, to=(village.device_key,))
    rotate_keys(village)
    send(village, commune)
    assert take(village, old) is ImportStatus.APPLIED
    uid = petition(commune, "09", village.unit.uid)
    new = write(commune, village, to=(village.device_key,))
    assert take(village, new) is ImportStatus.APPLIED
    assert village.get(uid) is not None
    assert [peer.device for peer in peers(commune) if commune.holdings.is_related(peer.device)] == [village.device_key]
    assert find_peer(commune, own_card(village).name).device == village.device_key


def test_who_copied_the_old_keys_writes_nothing_that_counts(commune, village, tmp_path):
    village.backup(tmp_path / "copy.db")
    rotate_keys(village)
    send(village, commune)
    with Store.open(tmp_path / "copy.db") as stolen:
        uid = petition(stolen, "66")
        withdraw(stolen, village.device_key)
        import_bundle(commune, write(stolen, commune))
        send(commune, village)
    assert commune.get(uid) is None
    assert uid in {one.uid for one in commune.undecided()}
    assert commune.check().ok


def test_a_commune_that_changed_its_keys_still_stands_at_its_villages(made, commune, village):
    second = made("hai", "Xã Đông Sơn", "14680", "commune")
    enrol(commune, second)
    send(commune, second)
    send(second, commune)
    rotate_keys(commune)
    commune.save(Draft("unit", {"households": 120}, village.unit.uid))
    for target in (village, second):
        assert take(target, write(commune, target)) is ImportStatus.APPLIED
        assert not target.undecided()
        assert target.get(village.unit.uid).number("households") == 120
    enrolled = {peer.device for peer in peers(village) if village.holdings.is_above(peer.device)}
    assert commune.device_key in enrolled
    uid = petition(village, "07")
    send(village, second)
    assert take(commune, write(village, commune)) is ImportStatus.APPLIED
    assert commune.get(uid) is not None


def test_rules_that_the_office_set_before_still_hold(commune, village):
    own = {"rule": "petition.tell_people_days", "value": "5", "reason": "họp", "holds_below": True}
    commune.save(Draft("rule_override", own))
    send(commune, village)
    rotate_keys(commune)
    send(commune, village)
    for store in (commune, village):
        store.forget_law()
        assert store.law["petition.tell_people_days"].value == 5


def test_keys_can_change_again_and_again(commune, village):
    uids = []
    for number in range(1, 5):
        uids.append(petition(village, f"{number:02}"))
        rotate_keys(village)
    assert take(commune, write(village, commune)) is ImportStatus.APPLIED
    assert all(commune.get(uid) is not None for uid in uids)
    assert acknowledge(commune, village).is_equal or village.digest() == commune.digest()


def test_a_bundle_of_new_keys_that_comes_before_that_with_their_rights_waits_for_nothing(commune, village):
    petition(village, "01")
    rotate_keys(village)
    petition(village, "02")
    later = write(village, commune)
    petition(village, "03")
    last = write(village, commune)
    assert take(commune, last) is ImportStatus.APPLIED
    assert take(commune, later) is ImportStatus.APPLIED
    assert commune.count("petition") == 3


@pytest.mark.parametrize("step", ["device_keys.DeviceKeys.change", "identity.Identity.be"])
def test_a_rotation_that_is_cut_off_changes_nothing(commune, village, monkeypatch, step):
    before, digest = village.device_key, village.digest()
    done = Identity.be

    def killed(identity: Identity, new: NewKeys) -> None:
        if step == "identity.Identity.be":
            done(identity, new)
        raise KeyboardInterrupt

    monkeypatch.setattr(f"danvan_desktop.store.{step}", killed)
    with pytest.raises(KeyboardInterrupt):
        rotate_keys(village)
    monkeypatch.undo()
    assert (village.device_key, village.digest()) == (before, digest)
    uid = petition(village, "01")
    assert send(village, commune).held == 0
    assert commune.get(uid) is not None


def test_another_window_on_the_same_store_goes_on_with_the_new_keys(commune, village):
    with Store.open(village.path) as window:
        petition(window, "01")
        rotate_keys(village)
        uid = petition(window, "02")
        assert (window.device_key, window.undecided()) == (village.device_key, [])
    send(village, commune)
    assert commune.get(uid) is not None
    assert commune.check().ok


def test_a_successor_goes_on_with_all_that_was_written(made, commune, village):
    unsent = petition(village, "01")
    heir = made("ke", "Thôn 1", "01", "village")
    enrol(heir, village)
    enrol(heir, commune)
    hand_over(village, own_card(heir))
    with pytest.raises(InvalidRecord):
        petition(village, "02")
    send(village, heir)
    assert heir.get(unsent) is not None
    uid = petition(heir, "02")
    assert take(commune, write(heir, commune)) is ImportStatus.APPLIED
    assert commune.get(unsent) is not None
    assert commune.get(uid) is not None
    assert not commune.undecided()
    with pytest.raises(SyncError, match="không còn ghi sổ"):
        hand_over(village, own_card(heir))


def test_the_office_of_a_commune_is_handed_over(made, commune, village):
    heir = made("ke", "Xã Đông Sơn", "14680", "commune")
    enrol(heir, commune)
    hand_over(commune, own_card(heir))
    send(commune, heir)
    assert heir.tree.standing_for(heir.unit.uid) == heir.tree.standing_for(commune.unit.uid)
    heir.save(Draft("unit", {"households": 99}, village.unit.uid))
    assert take(village, write(heir, plain=True)) is ImportStatus.APPLIED
    assert village.get(village.unit.uid).number("households") == 99
    assert take(heir, write(village, plain=True)) is ImportStatus.APPLIED


def test_a_laptop_that_gave_its_office_up_takes_in_and_hands_on_without_writing(made, commune, village):
    heir = made("ke", "Thôn 1", "01", "village")
    hand_over(village, own_card(heir))
    commune.save(Draft("unit", {"households": 12}, village.unit.uid))
    send(commune, village)
    send(village, commune)
    assert village.get(village.unit.uid).number("households") == 12


def test_a_withdrawal_travels_through_a_relay(made, commune, village):
    second = made("hai", "Xã Đông Sơn", "14680", "commune")
    enrol(commune, second)
    enrol(second, village)
    send(commune, second)
    send(second, commune)
    revoke_peer(commune, peer_in(commune, village).device)
    uid = petition(village, "08")
    send(commune, second)
    import_bundle(second, write(village, plain=True))
    assert second.get(uid) is None
    assert uid in {one.uid for one in second.undecided()}


def test_what_a_laptop_with_new_keys_told_to_have_is_not_sent_again(commune, village, tmp_path):
    rotate_keys(village)
    petition(village, "002/2026")
    for _turn in range(3):
        for source, target in ((village, commune), (commune, village)):
            write_round(source, tmp_path)
            receive_round(target, waiting_files([tmp_path]))
    for store in (village, commune):
        assert not [one for one in plan_round(store) if one.is_new and store.holdings.is_related(one.peer.device)]


def test_who_put_out_the_one_by_whose_word_alone_it_stands_goes_on_exchanging(made, commune):
    """The province brings what the one that was put out had said."""
    joined, province = made("tay", "Xã Tây Hồ", "02", "commune"), made("tinh", "Tỉnh Bắc Ninh", "27", "province")
    for below in (commune, joined):
        enrol_card(province, own_card(below), Choice(Relation.NEW))
        enrol_card(below, own_card(province), Choice(Relation.ABOVE))
    for source, target in ((province, commune), (province, joined), (commune, province), (joined, province)) * 2:
        send(source, target)
    for here, there in permutations((commune, joined), 2):
        enrol_card(here, own_card(there), Choice(Relation.SAME))
    revoke_peer(joined, commune.device_key)
    for source, target in ((commune, province), (province, joined), (joined, province)) * 2:
        send(source, target)
    assert not [one.fault for one in plan_round(joined) if one.fault]
    assert joined.peers.find(commune.device_key).state is PeerState.REVOKED
    petition(joined, "003/2026")
    send(joined, province)
    assert joined.check().ok


def test_nothing_more_is_sealed_for_the_old_keys_of_an_authority(made, commune, village):
    """Neither by the village, which was told that it is above, nor by the province, which was told that it is below."""
    province = made("tinh", "Tỉnh Bắc Ninh", "27", "province")
    enrol_card(province, own_card(commune), Choice(Relation.NEW))
    enrol_card(commune, own_card(province), Choice(Relation.ABOVE))
    for source, target in ((province, commune), (commune, province), (province, commune), (commune, village)):
        send(source, target)
    old = commune.device_key
    rotate_keys(commune)
    for other in (village, province):
        send(commune, other)
        petition(other, "004/2026")
        addressed = [one.peer.device for one in plan_round(other) if one.size is not None]
        assert commune.device_key in addressed
        assert old not in addressed
        with pytest.raises(SyncError):
            write(other, to=(old,))


def test_a_commune_that_handed_its_office_over_gets_nothing_more(made, commune, village):
    heir = made("ke", "Xã Đông Sơn", "14680", "commune")
    enrol(heir, commune)
    hand_over(commune, own_card(heir))
    send(commune, heir)
    assert take(village, write(heir, plain=True)) is ImportStatus.APPLIED
    assert [one.peer.device for one in plan_round(village)] == [heir.device_key]


def test_the_log_of_the_province_does_not_grow_by_a_laptop_that_its_commune_put_out(made, commune):
    second, province = made("xa2", "Xã Đông Sơn", "14680", "commune"), made("tinh", "Tỉnh Bắc Ninh", "27", "province")
    enrol(commune, second)
    for below in (commune, second):
        enrol_card(province, own_card(below), Choice(Relation.NEW))
        enrol_card(below, own_card(province), Choice(Relation.ABOVE))
    send(commune, second)
    send(second, commune)
    take_back_last(commune)
    revoke_peer(commune, second.device_key)
    for source, target in ((commune, province), (second, province), (province, commune)) * 2:
        send(source, target)
    said = province.log.vector()
    for _turn in range(3):
        plan_round(province)
    assert province.log.vector() == said


def test_what_old_keys_are_given_by_who_did_not_know_goes_over_to_the_new_ones(made, commune, village):
    """The second laptop of the commune lists the village once more, for the keys of its card."""
    second = made("xa2", "Xã Đông Sơn", "14680", "commune")
    enrol_card(second, own_card(village), Choice(Relation.NEW))
    enrol_card(village, own_card(second), Choice(Relation.ABOVE))
    enrol(commune, second)
    old = village.device_key
    rotate_keys(village)
    for _turn in range(2):
        for source, target in ((second, commune), (village, commune), (commune, second), (commune, village)):
            send(source, target)
    send(village, commune)
    send(commune, second)
    for store in (commune, second, village):
        assert not store.holdings.units_of(old), store.path
        assert village.device_key in {device for one in store.list("unit") for device in
                                      store.authority.holders_now(one.uid)}  # fmt: skip
        assert store.check().ok
    said = village.log.vector()
    plan_round(village)
    assert village.log.vector() == said


@pytest.mark.parametrize("way", ["keys", "keys twice", "office"])
def test_who_takes_the_place_of_a_laptop_before_its_first_file_gets_what_the_commune_had_given_it(made, commune, way):
    village = made("thon", "Thôn 1", "01", "village")
    commune.save(Draft("unit", {"name": "Thôn 1", "kind": "village", "code": "01", "parent": commune.unit.uid}))
    enrol(commune, village)
    known, former = petition(village, "01"), village.device_key
    if way != "office":
        for _change in range(2 if way == "keys twice" else 1):
            rotate_keys(village)
        heir = village
    else:
        heir = made("moi", "Thôn 1", "01", "village")
        hand_over(village, own_card(heir))
        enrol_card(heir, own_card(village), Choice(Relation.SAME))
        import_bundle(heir, write(village, heir))
        enrol_card(heir, own_card(commune), Choice(Relation.ABOVE))
    uid = petition(heir, "02")
    assert take(commune, write(heir, commune)) is ImportStatus.APPLIED
    (listed,) = commune.holdings.units_below()
    assert heir.device_key in commune.authority.holders_now(listed)
    assert former not in commune.authority.holders_now(listed)
    send(commune, heir)
    send(heir, commune)
    assert {known, uid} <= {one.uid for one in commune.list("petition") if one.text("unit") == listed}
    grants = len(commune.list("grant"))
    send(heir, commune)
    assert len(commune.list("grant")) == grants


def test_new_keys_of_a_laptop_whose_files_are_taken_in_without_a_unit_here_are_known_too(made, commune):
    other = made("khac", "Xã Đông Tiến", "DT", "commune")
    enrol_card(commune, own_card(other), Choice(Relation.NONE))
    rotate_keys(other)
    petition(other, "01")
    assert take(commune, write(other, plain=True)) is ImportStatus.APPLIED
    assert commune.holdings.unit_below(other.device_key) is None
    stranger = made("la", "Xã Lạ", "XL", "commune")
    rotate_keys(stranger)
    assert take(commune, write(stranger, plain=True)) is ImportStatus.QUARANTINED
